//! The schools of an export, counted as a carnet counts them.

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Export;
use crate::domain::{Deploiement, Id, Perimetre, Regle, Statut};
use crate::store::export::{Cellule, valeur};

/// What a file says of one of its schools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comptee {
    /// Public and open that day.
    pub comptee: bool,
    pub avec_ent: bool,
}

impl Export {
    /// Each school by its UAI, on the day `au`, under the rule of the académie: an ENT of some
    /// classes counts.
    pub fn comptees(&self, au: NaiveDate) -> FxHashMap<&str, Comptee> {
        let jour = |table, ligne, colonne| -> Option<NaiveDate> {
            valeur(table, ligne, colonne)?.as_str()?.parse().ok()
        };
        let ent: FxHashSet<&str> = (self.lignes("solution").iter())
            .filter(|l| valeur("solution", l, "compte_ent") == Some(&Cellule::Entier(1)))
            .filter_map(|l| valeur("solution", l, "id")?.as_str())
            .collect();
        let mut equipees = FxHashSet::default();
        for ligne in self.lignes("deploiement") {
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
        for ligne in self.lignes("ecole") {
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
}
