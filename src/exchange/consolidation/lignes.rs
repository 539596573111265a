//! Rows of an export, as facts of a carnet.
//!
//! A table of an export and the kind of object it comes from share the names of their columns:
//! what a column holds is read by the type of the field of that name.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::plan::Retenu;
use crate::domain::{Deploiement, Id, Perimetre, Regle, Statut, TypeChamp};
use crate::store::etranger::Export;
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
    pub(super) fn id(&self, traduction: &Traduction, ligne: &Ligne, champs: &Champs) -> Option<Id> {
        let de = |champ| champs.get(champ)?.valeur()?.id();
        Some(match traduction.genre {
            Genre::ProjetEcole => projet_ecole_id(de("projet")?, de("ecole")?),
            Genre::Participation => participation_id(de("seance")?, de("ecole")?),
            Genre::EvenementEcole => evenement_ecole_id(de("evenement")?, de("ecole")?),
            Genre::ObservationLigne => Id::derived(
                "observation_ligne",
                &format!("{}/{}", de("observation")?, de("service")?),
            ),
            Genre::Conditions => {
                let le = champs.get("le")?.valeur()?.texte()?;
                conditions_recues(self.producteur, de("ecole")?, le)
            }
            _ => self.prive(valeur(traduction.table, ligne, "id")?.as_str()?),
        })
    }
}

/// The identity here of what a sender said of the conditions of a school on a day.
pub(super) fn conditions_recues(producteur: &str, ecole: Id, le: &str) -> Id {
    Id::recu(producteur, &format!("conditions/{ecole}/{le}"))
}

/// What a file says of its schools, counted as the carnet counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Comptee {
    /// Public and open that day.
    pub(super) comptee: bool,
    pub(super) avec_ent: bool,
}

/// Each school of an export.
pub(super) fn comptees(export: &Export, au: NaiveDate) -> FxHashMap<&str, Comptee> {
    let jour = |table, ligne, colonne| -> Option<NaiveDate> {
        valeur(table, ligne, colonne)?.as_str()?.parse().ok()
    };
    let ent: FxHashSet<&str> = (export.lignes("solution").iter())
        .filter(|l| valeur("solution", l, "compte_ent") == Some(&Cellule::Entier(1)))
        .filter_map(|l| valeur("solution", l, "id")?.as_str())
        .collect();
    let mut equipees = FxHashSet::default();
    for ligne in export.lignes("deploiement") {
        let texte = |colonne| valeur("deploiement", ligne, colonne).and_then(Cellule::as_str);
        let le = |colonne| jour("deploiement", ligne, colonne);
        let deploiement = Deploiement {
            id: Id::MIN,
            ecole: Id::MIN,
            solution: Id::MIN,
            debut: le("debut"),
            fin: le("fin"),
            perimetre: if texte("perimetre") == Some("classes") {
                Perimetre::Classes {
                    nombre: None,
                    total: None,
                }
            } else {
                Perimetre::Ecole
            },
            etapes: [
                "projet_le",
                "conventionne_le",
                "comptes_le",
                "forme_le",
                "utilise_le",
            ]
            .map(le),
            projet: None,
            commentaire: String::new(),
        };
        let compte = deploiement.compte_au(au, Regle::Classe)
            && texte("solution").is_some_and(|id| ent.contains(id));
        if compte {
            equipees.extend(texte("ecole"));
        }
    }
    let mut comptees = FxHashMap::default();
    for ligne in export.lignes("ecole") {
        let texte = |colonne| valeur("ecole", ligne, colonne).and_then(Cellule::as_str);
        let Some(uai) = texte("uai") else { continue };
        let ouverte = texte("etat") != Some("A OUVRIR")
            && jour("ecole", ligne, "ouverture").is_none_or(|d| d <= au)
            && jour("ecole", ligne, "fermeture").is_none_or(|d| au < d);
        let comptee = ouverte && texte("statut") == Some(Statut::Public.as_str());
        comptees.insert(
            uai,
            Comptee {
                comptee,
                avec_ent: comptee && equipees.contains(uai),
            },
        );
    }
    comptees
}
