//! The observatoire: what was seen done with an ENT, service by service (`domain.md` §1.8).

use chrono::NaiveDate;

use super::Id;

/// What was seen in one school on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    pub id: Id,
    pub ecole: Id,
    pub le: NaiveDate,
    pub observateur: String,
    /// A [`super::Terme`] of the list « cycle ».
    pub cycle: Option<Id>,
    pub constat: String,
    /// Address of a capsule vidéo.
    pub capsule: String,
    /// Whether those who are seen agreed, and signed for their image. `None` = not said.
    pub consentement: Option<bool>,
    pub droit_image: Option<bool>,
    pub lignes: Vec<ObservationLigne>,
}

/// One row of the grid: one service of the ENT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservationLigne {
    /// Each a [`super::Terme`] of the list of that name.
    pub service: Id,
    pub frequence: Option<Id>,
    pub palier: Option<Id>,
    pub point_de_vue: Option<Id>,
    /// Of the list « acteur ».
    pub acteurs: Vec<Id>,
    /// Competences of the CRCN.
    pub crcn: Vec<Crcn>,
    pub constat: String,
}

/// A competence of the cadre de référence des compétences numériques, by domain and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Crcn(u8);

/// Number, name. Structure: décret 2019-919; wording: `domain.md` §1.8.
const COMPETENCES: [(&str, &str); 16] = [
    ("1.1", "Mener une recherche et une veille d’information"),
    ("1.2", "Gérer des données"),
    ("1.3", "Traiter des données"),
    ("2.1", "Interagir"),
    ("2.2", "Partager et publier"),
    ("2.3", "Collaborer"),
    ("2.4", "S’insérer dans le monde numérique"),
    ("3.1", "Développer des documents textuels"),
    ("3.2", "Développer des documents multimédia"),
    ("3.3", "Adapter les documents à leur finalité"),
    ("3.4", "Programmer"),
    ("4.1", "Sécuriser l’environnement numérique"),
    ("4.2", "Protéger les données personnelles et la vie privée"),
    ("4.3", "Protéger la santé, le bien-être et l’environnement"),
    ("5.1", "Résoudre des problèmes techniques"),
    ("5.2", "Évoluer dans un environnement numérique"),
];

impl Crcn {
    /// The sixteen, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..COMPETENCES.len() as u8).map(Self)
    }

    /// « 2.3 ».
    pub fn numero(self) -> &'static str {
        COMPETENCES[usize::from(self.0)].0
    }

    pub fn nom(self) -> &'static str {
        COMPETENCES[usize::from(self.0)].1
    }

    pub fn parse(numero: &str) -> Option<Self> {
        Self::all().find(|c| c.numero() == numero)
    }
}

/// A file or an address that goes with something: a link, never the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub id: Id,
    pub ecole: Id,
    /// The visit, session or observation it goes with.
    pub objet: Option<Id>,
    pub libelle: String,
    /// A path of this machine or an https address.
    pub adresse: String,
}

/// Days without school, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conge {
    pub id: Id,
    /// Of a shipped one; stable for ever.
    pub code: Option<String>,
    pub nom: String,
    pub debut: NaiveDate,
    pub fin: NaiveDate,
}
