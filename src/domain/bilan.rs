//! The état des lieux: how many schools, how many with an ENT, group by group, on one day.
//!
//! Everything is counted school by school on that day; no total is stored anywhere, and the
//! total line is a count of schools too, never a sum or a mean of the lines. What one would get
//! wrong: « dont élémentaires et primaires » in the DANE's table is a share **among schools with
//! an ENT** (`domain.md` §0.1); the equipment rate of élémentaires and primaires stands beside
//! it under its own name.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::groupe::Groupe;
use super::groupement::Cle;
pub use super::groupement::Par;
use super::nombre::{Taux, taux};
use super::texte::sort_by_texte;
use super::{Ecole, Faits, Id, Regle, Situation, Statut};

/// The name of the group of schools whose group nobody has said.
pub const NON_RENSEIGNE: &str = "Non renseigné";

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
            self.avec_ent += 1;
            self.elementaires_primaires_avec_ent += elementaire as u64;
        }
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
    /// The schools of the line, in the order of their UAI; by solution, those that have it.
    pub ecoles: Vec<Id>,
}

/// The état des lieux on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilan {
    pub au: NaiveDate,
    pub par: Par,
    pub regle: Regle,
    pub population: Population,
    /// Départements by code, solutions and dispositifs in the order of their list, natures, REP and
    /// IPS in their own, the rest in French order; « hors RPI » and the like, then
    /// [`NON_RENSEIGNE`], last.
    pub lignes: Vec<Ligne>,
    /// Each school once.
    pub total: Compte,
    /// Every school counted, in the order of its UAI.
    pub ecoles: Vec<Id>,
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

/// A group on the way.
struct Groupement {
    ligne: Ligne,
    /// Since when the name of a commune is known: the newest is kept.
    nommee: Option<NaiveDate>,
}

/// The groups met so far.
type Groupements<'a> = IndexMap<Cle<'a>, Groupement, FxBuildHasher>;

/// Counts the schools open on `au`, group by group.
pub fn bilan(
    faits: &Faits,
    au: NaiveDate,
    par: Par,
    regle: Regle,
    population: Population,
) -> Bilan {
    let mut total = Compte::default();
    let mut ecoles = Vec::with_capacity(faits.ecoles.len());
    let mut groupes = Groupements::default();
    let mut cles = Vec::new();
    // The last group met: schools were numbered commune after commune.
    let mut derniere = (None, 0);
    for ecole in &faits.ecoles {
        let periode = ecole.au_periode(au);
        let situation = &periode.situation;
        if !situation.ouverte_au(au) || !population.contains(situation.statut) {
            continue;
        }
        let siens = faits.deploiements(ecole.id);
        let avec_ent = faits.avec_ent(siens, au, regle);
        total.ajoute(situation, avec_ent);
        ecoles.push(ecole.id);
        let asked = (par, faits, au, regle);
        Cle::of(&mut cles, asked, (ecole.id, siens), situation);
        for &cle in &cles {
            if derniere.0 != Some(cle) {
                derniere = (Some(cle), place(&mut groupes, faits, cle));
            }
            let Groupement { ligne, nommee } = &mut groupes[derniere.1];
            if par == Par::Commune
                && let Some(nom) = situation.commune_nom.as_deref()
                && let Some(code) = &ligne.code
                && nommee.is_none_or(|connu| connu < periode.depuis)
            {
                *nommee = Some(periode.depuis);
                (if nom.is_empty() { code } else { nom }).clone_into(&mut ligne.groupe);
            }
            ligne.compte.ajoute(situation, avec_ent);
            ligne.ecoles.push(ecole.id);
        }
    }
    let by_name = groupes.keys().any(Cle::by_name);
    if !by_name {
        groupes.sort_unstable_keys();
    }
    let mut lignes: Vec<Ligne> = Vec::with_capacity(groupes.len());
    let mut a_la_fin = Vec::new();
    for (cle, Groupement { mut ligne, .. }) in groupes {
        if par == Par::Solution {
            // Of the population as a whole: what share of it has this ENT.
            ligne.compte.ecoles = total.ecoles;
            ligne.compte.elementaires_primaires = total.elementaires_primaires;
        }
        let lignes = if cle.is_last() {
            &mut a_la_fin
        } else {
            &mut lignes
        };
        lignes.push(ligne);
    }
    if by_name {
        sort_by_texte(&mut lignes, |l| &l.groupe, |l| l.code.clone());
    }
    lignes.extend(a_la_fin);
    Bilan {
        au,
        par,
        regle,
        population,
        lignes,
        total,
        ecoles,
    }
}

/// Where a group stands among those met, which it joins; one that is not known is that of the
/// schools whose group nobody said.
fn place<'a>(groupes: &mut Groupements<'a>, faits: &Faits, cle: Cle<'a>) -> usize {
    groupes.get_index_of(&cle).unwrap_or_else(|| {
        let entree = groupes.entry(cle.known(faits));
        let (place, cle) = (entree.index(), *entree.key());
        entree.or_insert_with(|| {
            let (groupe, code, cle) = cle.dite(faits);
            Groupement {
                ligne: Ligne {
                    groupe,
                    code,
                    cle,
                    compte: Compte::default(),
                    ecoles: Vec::new(),
                },
                nommee: None,
            }
        });
        place
    })
}

/// What a column of the état des lieux counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mesure {
    Ecoles,
    AvecEnt,
    SansEnt,
    ElementairesPrimaires,
    ElementairesPrimairesAvecEnt,
}

impl Bilan {
    /// The schools behind one figure of a line, or of the total when `ligne` is `None`.
    pub fn ecoles(&self, faits: &Faits, ligne: Option<&Ligne>, mesure: Mesure) -> Vec<Id> {
        let avec_ent = match mesure {
            Mesure::AvecEnt | Mesure::ElementairesPrimairesAvecEnt => Some(true),
            Mesure::SansEnt => Some(false),
            Mesure::Ecoles | Mesure::ElementairesPrimaires => None,
        };
        let elementaires = matches!(
            mesure,
            Mesure::ElementairesPrimaires | Mesure::ElementairesPrimairesAvecEnt
        );
        // The line of an ENT holds the schools that have it; its other counts are of them all.
        let ligne = ligne.filter(|_| self.par != Par::Solution || avec_ent == Some(true));
        let parmi = ligne.map_or(&self.ecoles, |l| &l.ecoles);
        let parmi: BTreeSet<Id> = parmi.iter().copied().collect();
        faits
            .ouvertes_au(self.au)
            .filter(|(ecole, s)| {
                parmi.contains(&ecole.id)
                    && (!elementaires || s.elementaire_ou_primaire())
                    && avec_ent
                        .is_none_or(|a| a == faits.est_equipee(ecole.id, self.au, self.regle))
            })
            .map(|(ecole, _)| ecole.id)
            .collect()
    }
}
