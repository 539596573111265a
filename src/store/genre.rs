//! The kinds of object the journal knows: one table of current state each.
//!
//! A kind is a list of columns, nothing more: writing, replaying, undoing and merging are the
//! same code for all. `tests/schema.rs` proves that `schema.sql` and this list agree.

use crate::domain::{ChampEcole, TypeChamp};

/// A kind of object; each has its table in `schema.sql`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Genre {
    Circonscription,
    SecteurCollege,
    CommuneInfo,
    Ecole,
    Releve,
    EcoleChangement,
    Lot,
    Solution,
    Dispositif,
    Terme,
    Correspondance,
    Projet,
    ProjetEcole,
    Jalon,
    Deploiement,
    Financement,
    Conditions,
    Verification,
}

/// One column of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Champ {
    pub nom: &'static str,
    pub type_champ: TypeChamp,
}

const fn champ(nom: &'static str, type_champ: TypeChamp) -> Champ {
    Champ { nom, type_champ }
}

use TypeChamp::{Bool, Date, Entier, Reel, Reference, Texte};

/// `debut` columns followed by the fields every layer of a school shares.
const fn avec_champs_ecole<const D: usize, const N: usize>(debut: [Champ; D]) -> [Champ; N] {
    let mut champs = [champ("", Texte); N];
    let mut i = 0;
    while i < D {
        champs[i] = debut[i];
        i += 1;
    }
    while i < N {
        let ecole = ChampEcole::ALL[i - D];
        champs[i] = champ(ecole.as_str(), ecole.type_champ());
        i += 1;
    }
    champs
}

const ECOLE: [Champ; ChampEcole::COUNT + 1] = avec_champs_ecole([champ("uai", Texte)]);
const RELEVE: [Champ; ChampEcole::COUNT + 4] = avec_champs_ecole([
    champ("ecole", Reference),
    champ("uai", Texte),
    champ("jeu", Texte),
    champ("millesime", Date),
]);
const ECOLE_CHANGEMENT: [Champ; ChampEcole::COUNT + 2] =
    avec_champs_ecole([champ("ecole", Reference), champ("depuis", Date)]);
const CIRCONSCRIPTION: [Champ; 3] = [
    champ("code", Texte),
    champ("nom", Texte),
    champ("departement", Texte),
];
const SECTEUR_COLLEGE: [Champ; 9] = [
    champ("uai", Texte),
    champ("nom", Texte),
    champ("commune", Texte),
    champ("commune_nom", Texte),
    champ("departement", Texte),
    champ("latitude", Reel),
    champ("longitude", Reel),
    champ("plan_ruralite", Bool),
    champ("ent", Texte),
];
const COMMUNE_INFO: [Champ; 3] = [
    champ("insee", Texte),
    champ("population", Entier),
    champ("annee", Entier),
];
const LOT: [Champ; 5] = [
    champ("jeu", Texte),
    champ("periode", Texte),
    champ("millesime", Date),
    champ("fichier", Texte),
    champ("lignes", Entier),
];
const TERME: [Champ; 5] = [
    champ("liste", Texte),
    champ("code", Texte),
    champ("nom", Texte),
    champ("ordre", Entier),
    champ("hors_menu", Bool),
];
const CORRESPONDANCE: [Champ; 3] = [
    champ("domaine", Texte),
    champ("texte", Texte),
    champ("valeur", Texte),
];
const SOLUTION: [Champ; 6] = [
    champ("code", Texte),
    champ("nom", Texte),
    champ("editeur", Texte),
    champ("compte_ent", Bool),
    champ("ordre", Entier),
    champ("note", Texte),
];
const DISPOSITIF: [Champ; 5] = [
    champ("code", Texte),
    champ("nom", Texte),
    champ("description", Texte),
    champ("reference", Texte),
    champ("ordre", Entier),
];
const PROJET: [Champ; 8] = [
    champ("nom", Texte),
    champ("portee", Texte),
    champ("circonscription", Reference),
    champ("solution", Reference),
    champ("debut", Date),
    champ("fin", Date),
    champ("description", Texte),
    champ("evaluation", Texte),
];
const PROJET_ECOLE: [Champ; 2] = [champ("projet", Reference), champ("ecole", Reference)];
const JALON: [Champ; 6] = [
    champ("projet", Reference),
    champ("moment", Reference),
    champ("libelle", Texte),
    champ("prevu_le", Date),
    champ("atteint_le", Date),
    champ("conseiller_associe", Bool),
];
const DEPLOIEMENT: [Champ; 14] = [
    champ("ecole", Reference),
    champ("solution", Reference),
    champ("projet", Reference),
    champ("debut", Date),
    champ("fin", Date),
    champ("perimetre", Texte),
    champ("classes", Entier),
    champ("classes_total", Entier),
    champ("projet_le", Date),
    champ("conventionne_le", Date),
    champ("comptes_le", Date),
    champ("forme_le", Date),
    champ("utilise_le", Date),
    champ("commentaire", Texte),
];
const FINANCEMENT: [Champ; 9] = [
    champ("ecole", Reference),
    champ("deploiement", Reference),
    champ("dispositif", Reference),
    champ("annee", Entier),
    champ("montant_centimes", Entier),
    champ("poste", Texte),
    champ("abonnement_debut", Date),
    champ("abonnement_fin", Date),
    champ("commentaire", Texte),
];
const CONDITIONS: [Champ; 14] = [
    champ("ecole", Reference),
    champ("le", Date),
    champ("debit_mbits", Entier),
    champ("wifi", Texte),
    champ("postes", Entier),
    champ("tablettes", Entier),
    champ("ecrans", Entier),
    champ("gar", Bool),
    champ("gar_le", Date),
    champ("responsable_affectation", Bool),
    champ("alimentation", Texte),
    champ("charte", Bool),
    champ("charte_le", Date),
    champ("commentaire", Texte),
];
const VERIFICATION: [Champ; 4] = [
    champ("ecole", Reference),
    champ("le", Date),
    champ("par", Texte),
    champ("commentaire", Texte),
];

impl Genre {
    /// Parents before children, in the order of declaration.
    pub const ALL: [Self; 18] = [
        Self::Circonscription,
        Self::SecteurCollege,
        Self::CommuneInfo,
        Self::Ecole,
        Self::Releve,
        Self::EcoleChangement,
        Self::Lot,
        Self::Solution,
        Self::Dispositif,
        Self::Terme,
        Self::Correspondance,
        Self::Projet,
        Self::ProjetEcole,
        Self::Jalon,
        Self::Deploiement,
        Self::Financement,
        Self::Conditions,
        Self::Verification,
    ];

    /// The name of its table, and of the kind in the journal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ecole => "ecole",
            Self::Releve => "releve",
            Self::EcoleChangement => "ecole_changement",
            Self::Circonscription => "circonscription",
            Self::SecteurCollege => "secteur_college",
            Self::CommuneInfo => "commune_info",
            Self::Lot => "lot",
            Self::Terme => "terme",
            Self::Correspondance => "correspondance",
            Self::Solution => "solution",
            Self::Dispositif => "dispositif",
            Self::Projet => "projet",
            Self::ProjetEcole => "projet_ecole",
            Self::Jalon => "jalon",
            Self::Deploiement => "deploiement",
            Self::Financement => "financement",
            Self::Conditions => "conditions",
            Self::Verification => "verification",
        }
    }

    pub fn parse(nom: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.as_str() == nom)
    }

    /// Its fields, `id` and `supprime` apart.
    pub const fn champs(self) -> &'static [Champ] {
        match self {
            Self::Ecole => &ECOLE,
            Self::Releve => &RELEVE,
            Self::EcoleChangement => &ECOLE_CHANGEMENT,
            Self::Circonscription => &CIRCONSCRIPTION,
            Self::SecteurCollege => &SECTEUR_COLLEGE,
            Self::CommuneInfo => &COMMUNE_INFO,
            Self::Lot => &LOT,
            Self::Terme => &TERME,
            Self::Correspondance => &CORRESPONDANCE,
            Self::Solution => &SOLUTION,
            Self::Dispositif => &DISPOSITIF,
            Self::Projet => &PROJET,
            Self::ProjetEcole => &PROJET_ECOLE,
            Self::Jalon => &JALON,
            Self::Deploiement => &DEPLOIEMENT,
            Self::Financement => &FINANCEMENT,
            Self::Conditions => &CONDITIONS,
            Self::Verification => &VERIFICATION,
        }
    }

    /// Those of its fields that have a column. The layers of a school keep only what finds them:
    /// their fields stand in the journal and, put together, in `ecole_situation`.
    pub const fn colonnes(self) -> &'static [Champ] {
        let champs = self.champs();
        match self {
            Self::Ecole | Self::Releve | Self::EcoleChangement => {
                champs.split_at(champs.len() - ChampEcole::COUNT).0
            }
            _ => champs,
        }
    }

    /// The field of this name.
    pub fn champ(self, nom: &str) -> Option<&'static Champ> {
        self.champs().iter().find(|c| c.nom == nom)
    }

    /// The column that names the object this one is part of, and that object's kind: deleting
    /// the whole deletes the parts, and a part its author had not seen brings the whole back.
    pub const fn parent(self) -> Option<(&'static str, Self)> {
        match self {
            Self::EcoleChangement | Self::Deploiement | Self::Conditions | Self::Verification => {
                Some(("ecole", Self::Ecole))
            }
            Self::Financement => Some(("deploiement", Self::Deploiement)),
            Self::ProjetEcole | Self::Jalon => Some(("projet", Self::Projet)),
            _ => None,
        }
    }
}
