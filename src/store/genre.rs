//! The kinds of object the journal knows: one table of current state each.
//!
//! A kind is a list of columns, nothing more: writing, replaying, undoing and merging are the
//! same code for all. `tests/schema.rs` proves that `schema.sql` and this list agree.

use super::champs as c;
pub use super::champs::Champ;
use crate::domain::ChampEcole;

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
    Visite,
    Rencontre,
    Copie,
    Action,
    Modele,
    Formation,
    Seance,
    Participation,
    Formateur,
    Evenement,
    EvenementEcole,
    Observation,
    ObservationLigne,
    Piece,
    Conge,
    Objectif,
    BilanEnregistre,
    CleEnvoi,
    Reception,
    Identite,
}

impl Genre {
    /// Parents before children, in the order of declaration.
    pub const ALL: [Self; 38] = [
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
        Self::Visite,
        Self::Rencontre,
        Self::Copie,
        Self::Action,
        Self::Modele,
        Self::Formation,
        Self::Seance,
        Self::Participation,
        Self::Formateur,
        Self::Evenement,
        Self::EvenementEcole,
        Self::Observation,
        Self::ObservationLigne,
        Self::Piece,
        Self::Conge,
        Self::Objectif,
        Self::BilanEnregistre,
        Self::CleEnvoi,
        Self::Reception,
        Self::Identite,
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
            Self::Visite => "visite",
            Self::Rencontre => "rencontre",
            Self::Copie => "copie",
            Self::Action => "action",
            Self::Modele => "modele",
            Self::Formation => "formation",
            Self::Seance => "seance",
            Self::Participation => "participation",
            Self::Formateur => "formateur",
            Self::Evenement => "evenement",
            Self::EvenementEcole => "evenement_ecole",
            Self::Observation => "observation",
            Self::ObservationLigne => "observation_ligne",
            Self::Piece => "piece",
            Self::Conge => "conge",
            Self::Objectif => "objectif",
            Self::BilanEnregistre => "bilan_enregistre",
            Self::CleEnvoi => "cle_envoi",
            Self::Reception => "reception",
            Self::Identite => "identite",
        }
    }

    pub fn parse(nom: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.as_str() == nom)
    }

    /// Its fields, `id` and `supprime` apart.
    pub const fn champs(self) -> &'static [Champ] {
        match self {
            Self::Ecole => &c::ECOLE,
            Self::Releve => &c::RELEVE,
            Self::EcoleChangement => &c::ECOLE_CHANGEMENT,
            Self::Circonscription => &c::CIRCONSCRIPTION,
            Self::SecteurCollege => &c::SECTEUR_COLLEGE,
            Self::CommuneInfo => &c::COMMUNE_INFO,
            Self::Lot => &c::LOT,
            Self::Terme => &c::TERME,
            Self::Correspondance => &c::CORRESPONDANCE,
            Self::Solution => &c::SOLUTION,
            Self::Dispositif => &c::DISPOSITIF,
            Self::Projet => &c::PROJET,
            Self::ProjetEcole => &c::PROJET_ECOLE,
            Self::Jalon => &c::JALON,
            Self::Deploiement => &c::DEPLOIEMENT,
            Self::Financement => &c::FINANCEMENT,
            Self::Conditions => &c::CONDITIONS,
            Self::Verification => &c::VERIFICATION,
            Self::Visite => &c::VISITE,
            Self::Rencontre => &c::RENCONTRE,
            Self::Copie => &c::COPIE,
            Self::Action => &c::ACTION,
            Self::Modele => &c::MODELE,
            Self::Formation => &c::FORMATION,
            Self::Seance => &c::SEANCE,
            Self::Participation => &c::PARTICIPATION,
            Self::Formateur => &c::FORMATEUR,
            Self::Evenement => &c::EVENEMENT,
            Self::EvenementEcole => &c::EVENEMENT_ECOLE,
            Self::Observation => &c::OBSERVATION,
            Self::ObservationLigne => &c::OBSERVATION_LIGNE,
            Self::Piece => &c::PIECE,
            Self::Conge => &c::CONGE,
            Self::Objectif => &c::OBJECTIF,
            Self::BilanEnregistre => &c::BILAN_ENREGISTRE,
            Self::CleEnvoi => &c::CLE_ENVOI,
            Self::Reception => &c::RECEPTION,
            Self::Identite => &c::IDENTITE,
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
            Self::EcoleChangement
            | Self::Deploiement
            | Self::Conditions
            | Self::Verification
            | Self::Visite
            | Self::Action
            | Self::Observation
            | Self::Piece => Some(("ecole", Self::Ecole)),
            Self::Financement => Some(("deploiement", Self::Deploiement)),
            Self::ProjetEcole | Self::Jalon => Some(("projet", Self::Projet)),
            Self::Rencontre | Self::Copie => Some(("visite", Self::Visite)),
            Self::Seance => Some(("formation", Self::Formation)),
            Self::Participation | Self::Formateur => Some(("seance", Self::Seance)),
            Self::EvenementEcole => Some(("evenement", Self::Evenement)),
            Self::ObservationLigne => Some(("observation", Self::Observation)),
            _ => None,
        }
    }
}
