//! What the doctor asks of a carnet beyond its dated facts: which schools the official files
//! name, and which values contradict each other.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::Id;

/// The schools that official files name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registre {
    /// By school: the millésimes of the annuaires that name it, oldest first; empty when only
    /// files of another kind do.
    vues: BTreeMap<Id, Vec<NaiveDate>>,
}

impl Registre {
    /// A file names `ecole`; `annuaire` is its millésime when it is an annuaire.
    pub fn add(&mut self, ecole: Id, annuaire: Option<NaiveDate>) {
        let vues = self.vues.entry(ecole).or_default();
        if let Some(millesime) = annuaire
            && let Err(place) = vues.binary_search(&millesime)
        {
            vues.insert(place, millesime);
        }
    }

    /// Whether any official file names the school; else it was only typed.
    pub fn connait(&self, ecole: Id) -> bool {
        self.vues.contains_key(&ecole)
    }

    /// The millésimes of the annuaires that name the school, oldest first.
    pub fn annuaires(&self, ecole: Id) -> &[NaiveDate] {
        self.vues.get(&ecole).map_or(&[], Vec::as_slice)
    }
}

/// One field two people typed differently, neither having seen the other's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desaccord {
    /// The school it is about, when there is one.
    pub ecole: Option<Id>,
    /// What holds the field.
    pub objet: Id,
    /// « Le déploiement ».
    pub quoi: String,
    /// « Fin »; empty when one deleted what another wrote.
    pub champ: String,
    /// The values that stand, each with who typed it: « 1er juillet 2020 (A. B.) ».
    pub valeurs: Vec<String>,
}
