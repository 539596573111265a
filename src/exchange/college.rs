//! A public collège and its secteur, as official files describe them.

use crate::domain::{Id, SecteurCollege, Uai};
use crate::store::Champs;

/// The secteur of the collège that bears this UAI.
pub(super) fn id(uai: Uai) -> Id {
    Id::derived("secteur_college", uai.as_str())
}

/// A public collège as one row describes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CollegeLu {
    pub(super) uai: Uai,
    pub(super) nom: String,
    pub(super) commune: Option<String>,
    pub(super) commune_nom: Option<String>,
    pub(super) departement: Option<&'static str>,
    pub(super) position: Option<(f64, f64)>,
}

impl CollegeLu {
    /// Its place among the secteurs of a carnet.
    pub(super) fn id(&self) -> Id {
        id(self.uai)
    }

    pub(super) fn champs(&self) -> Champs {
        let mut champs = Champs::new().set("uai", self.uai.as_str());
        for (champ, texte) in [
            ("nom", Some(self.nom.as_str())),
            ("commune", self.commune.as_deref()),
            ("commune_nom", self.commune_nom.as_deref()),
            ("departement", self.departement),
        ] {
            if let Some(texte) = texte.filter(|t| !t.is_empty()) {
                champs = champs.set(champ, texte);
            }
        }
        if let Some((latitude, longitude)) = self.position {
            champs = champs.set("latitude", latitude).set("longitude", longitude);
        }
        champs
    }
}

impl From<&CollegeLu> for SecteurCollege {
    /// As a carnet that had just read it would show it.
    fn from(lu: &CollegeLu) -> Self {
        Self {
            id: lu.id(),
            uai: Some(lu.uai.to_string()),
            nom: lu.nom.clone(),
            commune_nom: lu.commune_nom.clone(),
            departement: lu.departement.map(str::to_owned),
            plan_ruralite: false,
            ent: String::new(),
            position: lu.position,
        }
    }
}
