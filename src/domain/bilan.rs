//! The état des lieux: how many schools, how many with an ENT, group by group, on one day.
//!
//! Everything is counted school by school on that day; no total is stored anywhere, and the
//! total line is a count of schools too, never a sum or a mean of the lines. What one would get
//! wrong: « dont élémentaires et primaires » in the DANE's table is a share **among schools with
//! an ENT** (`domain.md` §0.1); the equipment rate of élémentaires and primaires stands beside
//! it under its own name.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::groupe::{Groupe, NomsCommunes, SorteGroupe};
use super::nombre::{Taux, taux};
use super::texte::sans_accents;
use super::{Ecole, Faits, Id, Regle, Situation, Statut, departement_nom};

/// The name of the group of schools whose group nobody has said.
pub const NON_RENSEIGNE: &str = "Non renseigné";

/// What the lines of a bilan stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Par {
    #[default]
    Departement,
    Circonscription,
    /// The secteur de collège.
    Secteur,
    Commune,
    /// By ENT: a school with two stands in two lines and once in the total.
    Solution,
}

impl Par {
    pub const ALL: [Self; 5] = [
        Self::Departement,
        Self::Circonscription,
        Self::Secteur,
        Self::Commune,
        Self::Solution,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Departement => "departement",
            Self::Circonscription => "circonscription",
            Self::Secteur => "secteur",
            Self::Commune => "commune",
            Self::Solution => "solution",
        }
    }

    /// As a column title.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Departement => "Département",
            Self::Circonscription => "Circonscription",
            Self::Secteur => "Secteur de collège",
            Self::Commune => "Commune",
            Self::Solution => "ENT",
        }
    }

    /// The kind of groups the lines are, when they are groups of schools.
    pub const fn groupes(self) -> Option<SorteGroupe> {
        match self {
            Self::Circonscription => Some(SorteGroupe::Circonscription),
            Self::Secteur => Some(SorteGroupe::Secteur),
            Self::Commune => Some(SorteGroupe::Commune),
            Self::Departement | Self::Solution => None,
        }
    }

    /// After « par ».
    pub const fn dans_une_phrase(self) -> &'static str {
        match self {
            Self::Departement => "département",
            Self::Circonscription => "circonscription",
            Self::Secteur => "secteur de collège",
            Self::Commune => "commune",
            Self::Solution => "ENT",
        }
    }
}

/// Which schools are counted. Printed on every output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Population {
    /// The default, and the DANE's own.
    #[default]
    Public,
    Prive,
    /// Also the schools whose statut nobody has said.
    Tous,
}

impl Population {
    pub const ALL: [Self; 3] = [Self::Public, Self::Prive, Self::Tous];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Prive => "prive",
            Self::Tous => "tous",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Public => "écoles publiques",
            Self::Prive => "écoles privées",
            Self::Tous => "écoles publiques et privées",
        }
    }

    pub fn contains(self, statut: Option<Statut>) -> bool {
        match self {
            Self::Public => statut == Some(Statut::Public),
            Self::Prive => statut == Some(Statut::Prive),
            Self::Tous => true,
        }
    }
}

/// Four counts of schools, and the three rates drawn from them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compte {
    pub ecoles: u64,
    pub avec_ent: u64,
    /// Élémentaires and primaires among `ecoles`.
    pub elementaires_primaires: u64,
    /// Élémentaires and primaires among `avec_ent`.
    pub elementaires_primaires_avec_ent: u64,
}

impl Compte {
    /// Share of the schools that have an ENT.
    pub const fn taux(&self) -> Option<Taux> {
        taux(self.avec_ent, self.ecoles)
    }

    /// « Dont élémentaires et primaires »: their share **among the schools with an ENT**.
    pub const fn part_elementaires_primaires(&self) -> Option<Taux> {
        taux(self.elementaires_primaires_avec_ent, self.avec_ent)
    }

    /// Share of the élémentaires and primaires that have an ENT.
    pub const fn taux_elementaires_primaires(&self) -> Option<Taux> {
        taux(
            self.elementaires_primaires_avec_ent,
            self.elementaires_primaires,
        )
    }

    /// Counts one more school.
    pub(super) const fn ajoute(&mut self, situation: &Situation, avec_ent: bool) {
        let elementaire = situation.elementaire_ou_primaire();
        self.ecoles += 1;
        self.elementaires_primaires += elementaire as u64;
        if avec_ent {
            self.add_avec_ent(elementaire);
        }
    }

    const fn add_avec_ent(&mut self, elementaire: bool) {
        self.avec_ent += 1;
        self.elementaires_primaires_avec_ent += elementaire as u64;
    }
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ligne {
    /// Its name, or [`NON_RENSEIGNE`].
    pub groupe: String,
    /// `088`, the UAI of the circonscription or of the collège, the INSEE code of the commune.
    pub code: Option<String>,
    /// The group whose sheet says the same; none for a département or a solution.
    pub cle: Option<Groupe>,
    /// By solution, `ecoles` and `elementaires_primaires` are those of the whole population.
    pub compte: Compte,
}

/// The état des lieux on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilan {
    pub au: NaiveDate,
    pub par: Par,
    pub regle: Regle,
    pub population: Population,
    /// Départements by code, solutions in the order of their list, the rest in French order;
    /// [`NON_RENSEIGNE`] last.
    pub lignes: Vec<Ligne>,
    /// Each school once.
    pub total: Compte,
}

/// Which line a school belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cle {
    Departement(Arc<str>),
    Groupe(Groupe),
    Inconnue,
}

impl Cle {
    fn of(par: Par, faits: &Faits, situation: &Situation) -> Self {
        let cle = match par {
            Par::Departement => situation.departement.clone().map(Self::Departement),
            Par::Solution => None,
            par => par
                .groupes()
                .and_then(|sorte| Groupe::de(sorte, faits, situation))
                .map(Self::Groupe),
        };
        cle.unwrap_or(Self::Inconnue)
    }

    fn ligne(self, faits: &Faits, compte: Compte, communes: &NomsCommunes) -> Ligne {
        let (nom, code, cle) = match self {
            Self::Departement(code) => {
                let nom = departement_nom(&code).unwrap_or(&code).to_owned();
                (nom, Some(code.to_string()), None)
            }
            Self::Groupe(cle) => {
                let code = match &cle {
                    Groupe::Circonscription(id) => {
                        faits.circonscriptions.get(id).and_then(|c| c.code.clone())
                    }
                    Groupe::Secteur(id) | Groupe::Reseau(id) => {
                        faits.secteurs.get(id).and_then(|s| s.uai.clone())
                    }
                    Groupe::Commune(_) => cle.code_insee().map(str::to_owned),
                    Groupe::Rpi(numero) => Some(numero.to_string()),
                };
                (cle.nom(faits, communes), code, Some(cle))
            }
            Self::Inconnue => (NON_RENSEIGNE.to_owned(), None, None),
        };
        Ligne {
            groupe: nom,
            code,
            cle,
            compte,
        }
    }
}

/// Counts these schools, each once: those of the population, with what they are on `au`.
pub fn compter<'a>(
    faits: &Faits,
    ecoles: impl IntoIterator<Item = (&'a Ecole, &'a Situation)>,
    au: NaiveDate,
    regle: Regle,
    population: Population,
) -> Compte {
    let mut compte = Compte::default();
    for (ecole, situation) in ecoles {
        if population.contains(situation.statut) {
            compte.ajoute(situation, faits.est_equipee(ecole.id, au, regle));
        }
    }
    compte
}

/// Counts the schools open on `au`, group by group.
pub fn bilan(
    faits: &Faits,
    au: NaiveDate,
    par: Par,
    regle: Regle,
    population: Population,
) -> Bilan {
    let mut total = Compte::default();
    let mut groupes: BTreeMap<Cle, Compte> = BTreeMap::new();
    let mut par_solution: BTreeMap<(i64, String, Id), Compte> = BTreeMap::new();
    let mut communes = NomsCommunes::default();
    for (ecole, situation) in faits.ouvertes_au(au) {
        if !population.contains(situation.statut) {
            continue;
        }
        let solutions = faits.solutions_au(ecole.id, au, regle);
        let mut comptes = vec![&mut total];
        if par != Par::Solution {
            comptes.push(groupes.entry(Cle::of(par, faits, situation)).or_default());
        }
        for compte in comptes {
            compte.ajoute(situation, !solutions.is_empty());
        }
        if par == Par::Solution {
            for s in solutions {
                let cle = (s.ordre, s.nom.clone(), s.id);
                par_solution
                    .entry(cle)
                    .or_default()
                    .add_avec_ent(situation.elementaire_ou_primaire());
            }
        }
        if par == Par::Commune {
            communes.apprend(situation, ecole.au_periode(au).depuis);
        }
    }
    let mut lignes: Vec<Ligne> = groupes
        .into_iter()
        .map(|(cle, compte)| cle.ligne(faits, compte, &communes))
        .collect();
    if par != Par::Departement {
        lignes.sort_by_cached_key(|l| {
            (
                l.groupe == NON_RENSEIGNE,
                sans_accents(&l.groupe),
                l.code.clone(),
            )
        });
    }
    lignes.extend(par_solution.into_iter().map(|((_, nom, _), compte)| {
        let Compte {
            ecoles,
            elementaires_primaires,
            ..
        } = total;
        let compte = Compte {
            ecoles,
            elementaires_primaires,
            ..compte
        };
        Ligne {
            groupe: nom,
            code: None,
            cle: None,
            compte,
        }
    }));
    Bilan {
        au,
        par,
        regle,
        population,
        lignes,
        total,
    }
}
