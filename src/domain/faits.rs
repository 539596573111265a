//! The dated facts of a carnet, as one value: every list, figure and curve is a pure function of
//! it and of a date.
//!
//! It is read whole once per data revision ([`crate::store::Store::faits`]): even sixty thousand
//! schools are a few tens of megabytes, and moving a date then asks SQLite nothing.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    AnneeScolaire, BilanEnregistre, CommuneInfo, Conditions, Deploiement, Dispositif, Domaine,
    Ecole, Effectif, Financement, Id, Ips, Liste, Objectif, ParEcole, Projet, Regle, Situation,
    Terme, Terrain, mesure_de,
};

/// A circonscription d'inspection du premier degré.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circonscription {
    pub id: Id,
    /// UAI of its office (nature 809), when a file told it.
    pub code: Option<String>,
    /// Short form: « Épinal », not « Circonscription d'inspection du 1er degré d'Épinal ».
    pub nom: String,
    pub departement: Option<String>,
}

/// A public collège and the schools that feed it.
#[derive(Clone, Debug, PartialEq)]
pub struct SecteurCollege {
    pub id: Id,
    /// UAI of the collège.
    pub uai: Option<String>,
    /// Name of the collège; its UAI when no file and no person named it.
    pub nom: String,
    pub commune_nom: Option<String>,
    pub departement: Option<String>,
    /// Member of the academic « plan ruralité ».
    pub plan_ruralite: bool,
    /// The ENT of the collège itself; empty when nobody said.
    pub ent: String,
    /// Degrees, WGS84: latitude, longitude.
    pub position: Option<(f64, f64)>,
}

/// A product a school uses; only those with `compte_ent` make an « école avec ENT ».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    pub id: Id,
    /// Of a shipped one; stable for ever.
    pub code: Option<String>,
    pub nom: String,
    pub editeur: String,
    pub compte_ent: bool,
    /// Place in lists and colour in charts.
    pub ordre: i64,
    pub note: String,
}

/// « Vérifié le … par … ».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    pub le: NaiveDate,
    /// Name or initials; empty when the person chose not to say.
    pub par: String,
}

/// Everything dated that lists, figures and charts are computed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faits {
    /// In order of UAI.
    pub ecoles: Vec<Ecole>,
    pub circonscriptions: BTreeMap<Id, Circonscription>,
    pub secteurs: BTreeMap<Id, SecteurCollege>,
    pub solutions: BTreeMap<Id, Solution>,
    /// By school; each list in order of `debut`.
    pub deploiements: ParEcole<Deploiement>,
    /// By school; each list from oldest to newest.
    pub verifications: ParEcole<Verification>,
    pub dispositifs: BTreeMap<Id, Dispositif>,
    /// By school; each list in order of year.
    pub financements: ParEcole<Financement>,
    pub projets: BTreeMap<Id, Projet>,
    /// By school; each list from oldest to newest.
    pub conditions: ParEcole<Conditions>,
    /// By school; each list in order of rentrée.
    pub effectifs: ParEcole<Effectif>,
    pub ips: ParEcole<Ips>,
    /// By INSEE code.
    pub communes: BTreeMap<String, CommuneInfo>,
    /// In order of list, then of place.
    pub termes: Vec<Terme>,
    /// What a word (lower case, no accents) of a spreadsheet means here.
    pub correspondances: BTreeMap<(Domaine, String), String>,
    pub terrain: Terrain,
    /// In order of year, the whole carnet before its circonscriptions.
    pub objectifs: Vec<Objectif>,
    /// In order of name.
    pub bilans_enregistres: Vec<BilanEnregistre>,
}

impl Faits {
    pub fn deploiements(&self, ecole: Id) -> &[Deploiement] {
        self.deploiements.get(&ecole).map_or(&[], Vec::as_slice)
    }

    /// The solutions that make this school an « école avec ENT » on `jour`, without repetition,
    /// in the order of the list of solutions. Empty = without ENT.
    pub fn solutions_au(&self, ecole: Id, jour: NaiveDate, regle: Regle) -> Vec<&Solution> {
        self.solutions_parmi(self.deploiements(ecole), jour, regle)
    }

    /// The same, of the deployments of a school.
    pub(super) fn solutions_parmi(
        &self,
        siens: &[Deploiement],
        jour: NaiveDate,
        regle: Regle,
    ) -> Vec<&Solution> {
        let mut solutions: Vec<&Solution> = siens
            .iter()
            .filter(|d| d.compte_au(jour, regle))
            .filter_map(|d| self.solutions.get(&d.solution))
            .filter(|s| s.compte_ent)
            .collect();
        solutions.sort_by(|a, b| (a.ordre, &a.nom, a.id).cmp(&(b.ordre, &b.nom, b.id)));
        solutions.dedup_by_key(|s| s.id);
        solutions
    }

    /// Whether this school is an « école avec ENT » on `jour`.
    pub fn est_equipee(&self, ecole: Id, jour: NaiveDate, regle: Regle) -> bool {
        self.avec_ent(self.deploiements(ecole), jour, regle)
    }

    /// Whether one of these deployments of a school makes it an « école avec ENT » on `jour`.
    pub fn avec_ent(&self, siens: &[Deploiement], jour: NaiveDate, regle: Regle) -> bool {
        siens
            .iter()
            .any(|d| d.compte_au(jour, regle) && self.est_ent(d))
    }

    /// Whether what is deployed is an ENT at all.
    pub fn est_ent(&self, d: &Deploiement) -> bool {
        let solution = self.solutions.get(&d.solution);
        solution.is_some_and(|s| s.compte_ent)
    }

    pub fn circonscription(&self, situation: &Situation) -> Option<&Circonscription> {
        self.circonscriptions.get(&situation.circonscription?)
    }

    pub fn secteur(&self, situation: &Situation) -> Option<&SecteurCollege> {
        self.secteurs.get(&situation.secteur?)
    }

    pub fn financements(&self, ecole: Id) -> &[Financement] {
        self.financements.get(&ecole).map_or(&[], Vec::as_slice)
    }

    /// Pupils of a school on `jour`: typed, else measured at that rentrée (or the nearest one),
    /// else as the register says.
    pub fn eleves_au(&self, ecole: Id, situation: &Situation, jour: NaiveDate) -> Option<u32> {
        let mesure = || self.effectif_au(ecole, jour)?.eleves;
        if situation.eleves_saisi {
            return situation.eleves;
        }
        mesure().or(situation.eleves)
    }

    /// Classes of a school on `jour`: typed, else measured.
    pub fn classes_au(&self, ecole: Id, situation: &Situation, jour: NaiveDate) -> Option<u32> {
        situation
            .classes
            .or_else(|| self.effectif_au(ecole, jour)?.classes)
    }

    /// The measure that speaks for the school year of `jour`.
    pub fn effectif_au(&self, ecole: Id, jour: NaiveDate) -> Option<&Effectif> {
        let rentree = AnneeScolaire::of(jour).rentree();
        mesure_de(self.effectifs.get(&ecole)?, rentree, |e| e.rentree)
    }

    /// The IPS that speaks for the school year of `jour`.
    pub fn ips_au(&self, ecole: Id, jour: NaiveDate) -> Option<&Ips> {
        let rentree = AnneeScolaire::of(jour).rentree();
        mesure_de(self.ips.get(&ecole)?, rentree, |i| i.rentree)
    }

    /// The entry of a short list.
    pub fn terme(&self, id: Id) -> Option<&Terme> {
        self.termes.iter().find(|t| t.id == id)
    }

    /// The entries of a short list that are still offered, in their order.
    pub fn termes_offerts(&self, liste: Liste) -> impl Iterator<Item = &Terme> {
        self.termes
            .iter()
            .filter(move |t| t.liste == liste && !t.retire)
    }

    /// The school of this identity; `None` when the carnet does not follow it.
    pub fn ecole(&self, id: Id) -> Option<&Ecole> {
        self.ecoles.iter().find(|e| e.id == id)
    }

    /// The school of this UAI (already normalised).
    pub fn ecole_uai(&self, uai: &str) -> Option<&Ecole> {
        let place = self
            .ecoles
            .binary_search_by(|ecole| ecole.uai.as_str().cmp(uai))
            .ok()?;
        self.ecoles.get(place)
    }

    /// The schools open on `jour`, with what they are that day.
    pub fn ouvertes_au(&self, jour: NaiveDate) -> impl Iterator<Item = (&Ecole, &Situation)> {
        self.ecoles.iter().filter_map(move |ecole| {
            let (situation, _) = ecole.au(jour);
            situation.ouverte_au(jour).then_some((ecole, situation))
        })
    }
}
