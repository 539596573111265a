//! Rows of an export, as facts of a carnet.
//!
//! A table of an export and the kind of object it comes from share the names of their columns:
//! what a column holds is read by the type of the field of that name.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::plan::Retenu;
use crate::domain::{Id, TypeChamp};
use crate::store::export::{Cellule, Ligne, table, valeur};
use crate::store::{
    Champ, Champs, Ecrit, Genre, Valeur, evenement_ecole_id, participation_id, projet_ecole_id,
};

/// The tables whose rows are facts of one kind each, what a row names before what names it.
pub(super) const FAITS: [(&str, Genre); 14] = [
    ("projet", Genre::Projet),
    ("projet_ecole", Genre::ProjetEcole),
    ("jalon", Genre::Jalon),
    ("deploiement", Genre::Deploiement),
    ("financement", Genre::Financement),
    ("conditions", Genre::Conditions),
    ("formation", Genre::Formation),
    ("seance", Genre::Seance),
    ("participation", Genre::Participation),
    ("visite", Genre::Visite),
    ("observation", Genre::Observation),
    ("observation_ligne", Genre::ObservationLigne),
    ("evenement", Genre::Evenement),
    ("evenement_ecole", Genre::EvenementEcole),
];

/// The columns of a table that are fields of its kind, and where they stand.
#[derive(Debug)]
pub(super) struct Traduction {
    pub(super) table: &'static str,
    pub(super) genre: Genre,
    champs: Vec<(usize, Champ)>,
    ecole: Option<usize>,
}

static TRADUCTIONS: LazyLock<Vec<Traduction>> = LazyLock::new(|| {
    FAITS
        .into_iter()
        .chain([("ecole", Genre::Releve)])
        .map(|(table, genre)| Traduction::new(table, genre))
        .collect()
});

/// Those of the facts, in the order of [`FAITS`], then that of the schools.
pub(super) fn traductions() -> &'static [Traduction] {
    &TRADUCTIONS
}

impl Traduction {
    fn new(nom: &'static str, genre: Genre) -> Self {
        let place = |champ: &str| table(nom)?.colonne(champ);
        Self {
            table: nom,
            genre,
            champs: (genre.champs().iter())
                .filter(|c| !(genre == Genre::Releve && c.nom == "uai"))
                .filter_map(|champ| Some((place(champ.nom)?, *champ)))
                .collect(),
            ecole: place("ecole"),
        }
    }

    /// The UAI of the school a row is about; none for what is about several.
    pub(super) fn uai<'a>(&self, ligne: &'a Ligne) -> Option<&'a str> {
        ligne[self.ecole?].as_str()
    }
}

/// What the identities of one file are here.
pub(super) struct Traducteur<'a> {
    pub(super) producteur: &'a str,
    /// Of the lists: the identity they have here.
    listes: &'a FxHashMap<String, Id>,
}

impl<'a> Traducteur<'a> {
    /// That of a file that is taken.
    pub(super) fn de(retenu: &'a Retenu) -> Self {
        Self {
            producteur: &retenu.export.fiche.producteur,
            listes: &retenu.listes,
        }
    }

    /// Something people created.
    fn prive(&self, texte: &str) -> Id {
        Id::recu(self.producteur, texte)
    }

    fn liste(&self, texte: &str) -> Option<Id> {
        self.listes.get(texte).copied()
    }

    fn reference(&self, champ: &str, texte: &str) -> Option<Id> {
        match champ {
            "ecole" | "successeur" => Some(Id::ecole(texte)),
            "projet" | "deploiement" | "formation" | "seance" | "evenement" | "observation" => {
                Some(self.prive(texte))
            }
            _ => self.liste(texte),
        }
    }

    /// The fields of a row.
    pub(super) fn champs(&self, traduction: &Traduction, ligne: &Ligne) -> Champs {
        let lus = traduction.champs.iter().map(|&(place, champ)| {
            let valeur = match (champ.type_champ, &ligne[place]) {
                (TypeChamp::Reference, Cellule::Texte(t)) => {
                    self.reference(champ.nom, t).map(Valeur::Id)
                }
                (TypeChamp::Texte, Cellule::Texte(t)) if champ.nom == "acteurs" => {
                    let ids = t.split(' ').filter_map(|t| self.liste(t));
                    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
                    Some(Valeur::Texte(ids.join(" ")))
                }
                (TypeChamp::Texte | TypeChamp::Date, Cellule::Texte(t)) => {
                    Some(Valeur::Texte(t.clone()))
                }
                (TypeChamp::Entier | TypeChamp::Bool, Cellule::Entier(n)) => {
                    Some(Valeur::Entier(*n))
                }
                (TypeChamp::Reel, Cellule::Reel(r)) => Some(Valeur::Reel(*r)),
                _ => None,
            };
            (champ.nom, valeur.map_or(Ecrit::Nul, Ecrit::Valeur))
        });
        Champs(lus.collect())
    }

    /// The identity of a row of facts here.
    pub(super) fn id(&self, traduction: &Traduction, ligne: &Ligne) -> Option<Id> {
        let texte = |champ| valeur(traduction.table, ligne, champ)?.as_str();
        let de = |champ| self.reference(champ, texte(champ)?);
        Some(match traduction.genre {
            Genre::ProjetEcole => projet_ecole_id(de("projet")?, de("ecole")?),
            Genre::Participation => participation_id(de("seance")?, de("ecole")?),
            Genre::EvenementEcole => evenement_ecole_id(de("evenement")?, de("ecole")?),
            Genre::ObservationLigne => Id::derived(
                "observation_ligne",
                &format!("{}/{}", de("observation")?, de("service")?),
            ),
            Genre::Conditions => conditions_recues(self.producteur, de("ecole")?, texte("le")?),
            _ => self.prive(texte("id")?),
        })
    }
}

/// The identity here of what a sender said of the conditions of a school on a day.
pub(super) fn conditions_recues(producteur: &str, ecole: Id, le: &str) -> Id {
    Id::recu(producteur, &format!("conditions/{ecole}/{le}"))
}
