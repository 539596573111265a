//! Groups of schools: who belongs to each on one day, and what the group counts.
//!
//! A group is a name for schools, never a list kept somewhere: its members are the schools whose
//! situation that day names it. A réseau d'éducation prioritaire is a collège with the REP and
//! REP+ schools of its sector; a RPI dispersé is the schools that share its number
//! (`domain.md` §1.2, §1.9).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::bilan::{Compte, Population};
use super::texte::sans_accents;
use super::{Ecole, EducationPrioritaire, Faits, Id, Regle, Situation};

/// The kinds of group, in the order of their tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SorteGroupe {
    #[default]
    Circonscription,
    Secteur,
    Commune,
    Rpi,
    Reseau,
}

impl SorteGroupe {
    pub const ALL: [Self; 5] = [
        Self::Circonscription,
        Self::Secteur,
        Self::Commune,
        Self::Rpi,
        Self::Reseau,
    ];

    /// As the title of a tab.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Circonscription => "Circonscriptions",
            Self::Secteur => "Secteurs",
            Self::Commune => "Communes",
            Self::Rpi => "RPI",
            Self::Reseau => "Réseaux REP",
        }
    }

    /// Of one group, as the kind of thing it is.
    pub const fn un(self) -> &'static str {
        match self {
            Self::Circonscription => "Circonscription",
            Self::Secteur => "Secteur de collège",
            Self::Commune => "Commune",
            Self::Rpi => "Regroupement pédagogique dispersé",
            Self::Reseau => "Réseau d’éducation prioritaire",
        }
    }

    /// Whether a school in this situation ought to have a group of this kind: one without a
    /// sector lacks it, one outside every RPI does not.
    const fn attendu(self, situation: &Situation) -> bool {
        match self {
            Self::Circonscription | Self::Secteur | Self::Commune => true,
            Self::Rpi => false,
            Self::Reseau => en_reseau(situation),
        }
    }
}

/// One group of schools.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Groupe {
    Circonscription(Id),
    Secteur(Id),
    /// The INSEE code; the name, for a commune whose code nobody said.
    Commune(Arc<str>),
    /// The number of the RPI dispersé, six digits.
    Rpi(Arc<str>),
    /// The secteur de collège whose REP and REP+ schools these are.
    Reseau(Id),
}

impl Groupe {
    /// The group of this kind a school belongs to in this situation.
    pub fn de(sorte: SorteGroupe, faits: &Faits, situation: &Situation) -> Option<Self> {
        match sorte {
            SorteGroupe::Circonscription => faits
                .circonscription(situation)
                .map(|c| Self::Circonscription(c.id)),
            SorteGroupe::Secteur => faits.secteur(situation).map(|s| Self::Secteur(s.id)),
            SorteGroupe::Commune => commune_de(situation).cloned().map(Self::Commune),
            SorteGroupe::Rpi => situation.rpi.clone().map(Self::Rpi),
            SorteGroupe::Reseau => faits
                .secteur(situation)
                .filter(|_| en_reseau(situation))
                .map(|s| Self::Reseau(s.id)),
        }
    }

    pub const fn sorte(&self) -> SorteGroupe {
        match self {
            Self::Circonscription(_) => SorteGroupe::Circonscription,
            Self::Secteur(_) => SorteGroupe::Secteur,
            Self::Commune(_) => SorteGroupe::Commune,
            Self::Rpi(_) => SorteGroupe::Rpi,
            Self::Reseau(_) => SorteGroupe::Reseau,
        }
    }

    /// The INSEE code of a commune; no name begins with a digit.
    pub fn code_insee(&self) -> Option<&str> {
        match self {
            Self::Commune(cle) if cle.starts_with(|c: char| c.is_ascii_digit()) => Some(cle),
            _ => None,
        }
    }

    /// Whether a school in this situation is a member.
    pub fn contient(&self, situation: &Situation) -> bool {
        match self {
            Self::Circonscription(id) => situation.circonscription == Some(*id),
            Self::Secteur(id) => situation.secteur == Some(*id),
            Self::Commune(cle) => commune_de(situation) == Some(cle),
            Self::Rpi(numero) => situation.rpi.as_ref() == Some(numero),
            Self::Reseau(id) => situation.secteur == Some(*id) && en_reseau(situation),
        }
    }

    /// Its members open on `au`, of all statuts, in the order of their UAI.
    pub fn membres<'a>(
        &'a self,
        faits: &'a Faits,
        au: NaiveDate,
    ) -> impl Iterator<Item = (&'a Ecole, &'a Situation)> {
        faits
            .ouvertes_au(au)
            .filter(|(_, situation)| self.contient(situation))
    }

    /// Its name, given the names of communes.
    pub fn nom(&self, faits: &Faits, communes: &NomsCommunes) -> String {
        let secteur = |id| faits.secteurs.get(id).map(|s| s.nom.clone());
        let connu = match self {
            Self::Circonscription(id) => faits.circonscriptions.get(id).map(|c| c.nom.clone()),
            Self::Secteur(id) => secteur(id),
            Self::Commune(cle) => Some(communes.nom(cle).to_owned()),
            Self::Rpi(numero) => Some(format!("RPI {numero}")),
            Self::Reseau(id) => secteur(id).map(|nom| format!("Réseau {nom}")),
        };
        connu
            .filter(|nom| !nom.is_empty())
            .unwrap_or_else(|| "Sans nom".to_owned())
    }
}

/// What names the commune of a school: its INSEE code; its name, when nobody said the code.
pub(super) fn commune_de(situation: &Situation) -> Option<&Arc<str>> {
    situation
        .commune
        .as_ref()
        .or(situation.commune_nom.as_ref())
}

/// Whether a school is one of a network of priority education.
const fn en_reseau(situation: &Situation) -> bool {
    matches!(
        situation.education_prioritaire,
        Some(EducationPrioritaire::Rep | EducationPrioritaire::RepPlus)
    )
}

/// The newest name of each INSEE code, with the day it is known from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NomsCommunes(BTreeMap<Arc<str>, (NaiveDate, Arc<str>)>);

impl NomsCommunes {
    /// The names of all communes as schools say them on `au`.
    pub fn au(faits: &Faits, au: NaiveDate) -> Self {
        let mut noms = Self::default();
        for ecole in &faits.ecoles {
            let periode = ecole.au_periode(au);
            noms.apprend(&periode.situation, periode.depuis);
        }
        noms
    }

    /// What one school says of its commune, known since `depuis`.
    pub(super) fn apprend(&mut self, situation: &Situation, depuis: NaiveDate) {
        let (Some(code), Some(nom)) = (&situation.commune, &situation.commune_nom) else {
            return;
        };
        match self.0.get_mut(code) {
            Some(connu) if connu.0 >= depuis => {}
            Some(connu) => *connu = (depuis, Arc::clone(nom)),
            None => {
                self.0.insert(Arc::clone(code), (depuis, Arc::clone(nom)));
            }
        }
    }

    /// The name of this code; the code itself when nobody named it.
    pub fn nom<'a>(&'a self, code: &'a str) -> &'a str {
        self.0.get(code).map_or(code, |(_, nom)| nom)
    }

    /// In order of code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(code, (_, nom))| (&**code, &**nom))
    }
}

/// One group in the list of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneGroupe {
    pub groupe: Groupe,
    pub nom: String,
    /// What tells it from another of the same name: where the collège is, the communes of a RPI.
    pub ou: String,
    pub compte: Compte,
}

/// The groups of one kind that have an open school on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groupes {
    /// In French order of their names.
    pub lignes: Vec<LigneGroupe>,
    /// The schools of the population whose group nobody said.
    pub sans_groupe: Vec<Id>,
}

/// The groups of one kind, and what each counts: the schools of `population` open on `au`, as in
/// every état des lieux ([`super::bilan::bilan`]).
pub fn groupes(
    faits: &Faits,
    au: NaiveDate,
    sorte: SorteGroupe,
    regle: Regle,
    population: Population,
) -> Groupes {
    let mut comptes: BTreeMap<Groupe, (Compte, BTreeSet<&str>)> = BTreeMap::new();
    let mut sans_groupe = Vec::new();
    let mut communes = NomsCommunes::default();
    for (ecole, situation) in faits.ouvertes_au(au) {
        let compte = population.contains(situation.statut);
        if sorte == SorteGroupe::Commune {
            communes.apprend(situation, ecole.au_periode(au).depuis);
        }
        let Some(groupe) = Groupe::de(sorte, faits, situation) else {
            if compte && sorte.attendu(situation) {
                sans_groupe.push(ecole.id);
            }
            continue;
        };
        let (total, ou) = comptes.entry(groupe).or_default();
        ou.extend(situation.commune_nom.as_deref());
        if compte {
            total.ajoute(situation, faits.est_equipee(ecole.id, au, regle));
        }
    }
    let mut lignes: Vec<LigneGroupe> = comptes
        .into_iter()
        .map(|(groupe, (compte, ou))| LigneGroupe {
            nom: groupe.nom(faits, &communes),
            ou: situe(&groupe, faits, &ou),
            groupe,
            compte,
        })
        .collect();
    lignes.sort_by_cached_key(|l| (sans_accents(&l.nom), l.groupe.clone()));
    Groupes {
        lignes,
        sans_groupe,
    }
}

/// Every group that has an open school on `au`, kind by kind: what it is called and where it is.
///
/// Counts nothing: it is asked at each write, of sixty thousand schools too.
pub fn noms(faits: &Faits, au: NaiveDate) -> Vec<(Groupe, String, String)> {
    let mut connus: BTreeMap<Groupe, BTreeSet<&str>> = BTreeMap::new();
    let mut communes = NomsCommunes::default();
    for (ecole, situation) in faits.ouvertes_au(au) {
        communes.apprend(situation, ecole.au_periode(au).depuis);
        for sorte in SorteGroupe::ALL {
            if let Some(groupe) = Groupe::de(sorte, faits, situation) {
                let ou = connus.entry(groupe).or_default();
                if sorte == SorteGroupe::Rpi {
                    ou.extend(situation.commune_nom.as_deref());
                }
            }
        }
    }
    connus
        .into_iter()
        .map(|(groupe, ou)| {
            let nom = groupe.nom(faits, &communes);
            let ou = situe(&groupe, faits, &ou);
            (groupe, nom, ou)
        })
        .collect()
}

/// Where a group is, in a few words.
fn situe(groupe: &Groupe, faits: &Faits, communes: &BTreeSet<&str>) -> String {
    match groupe {
        Groupe::Circonscription(id) => faits
            .circonscriptions
            .get(id)
            .and_then(|c| c.departement.as_deref())
            .and_then(super::departement_nom)
            .unwrap_or_default()
            .to_owned(),
        Groupe::Secteur(id) | Groupe::Reseau(id) => faits
            .secteurs
            .get(id)
            .and_then(|s| s.commune_nom.clone())
            .unwrap_or_default(),
        Groupe::Commune(_) => String::new(),
        Groupe::Rpi(_) => communes.iter().copied().collect::<Vec<_>>().join(", "),
    }
}

/// A school on the small map of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    pub ecole: Id,
    pub nom: String,
    /// Degrees, WGS84.
    pub latitude: f64,
    pub longitude: f64,
    pub avec_ent: bool,
}

/// Where the members of a group stand, and how many have no coordinates.
pub fn positions(
    faits: &Faits,
    groupe: &Groupe,
    au: NaiveDate,
    regle: Regle,
) -> (Vec<Position>, usize) {
    let mut sans = 0;
    let mut positions = Vec::new();
    for (ecole, situation) in groupe.membres(faits, au) {
        if let (Some(latitude), Some(longitude)) = (situation.latitude, situation.longitude) {
            positions.push(Position {
                ecole: ecole.id,
                nom: situation.nom.to_string(),
                latitude,
                longitude,
                avec_ent: faits.est_equipee(ecole.id, au, regle),
            });
        } else {
            sans += 1;
        }
    }
    (positions, sans)
}
