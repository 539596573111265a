//! What several tests share.

use carnet_ent::store::Auteur;
use carnet_ent::systeme::Horloge;
use chrono::NaiveDate;

/// A real day.
pub(crate) fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, jour).expect("a real day")
}

/// A person whose clock stands at noon of `au`.
pub(crate) fn auteur(personne: &str, au: NaiveDate) -> Auteur {
    Auteur {
        personne: personne.to_owned(),
        fonction: "ERUN".to_owned(),
        horloge: Horloge::fixe(au),
    }
}
