//! What an applied plan did, in one sentence.

use super::Plan;
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;

impl Plan {
    /// « Annuaire du 8 juin 2023 importé : 685 écoles relevées, en une seule opération. »
    pub fn phrase(&self, ecrits: usize) -> String {
        let quand = date_longue(self.millesime());
        let quoi = match self {
            Self::Annuaire(_) => format!("annuaire du {quand}"),
            Self::Effectifs(plan) => format!("fichier des effectifs ({})", plan.rentrees()),
            Self::Ips(plan) => format!("fichier des IPS ({})", plan.rentrees()),
            Self::Geolocalisation(_) => format!("fichier de géolocalisation du {quand}"),
            Self::CarteScolaire(_) => format!("fichier de la carte scolaire du {quand}"),
            Self::Fermes(_) => format!("fichier des établissements fermés du {quand}"),
            Self::Snee(_) => format!("fichier des subventions SNEE du {quand}"),
            Self::Dnma(plan) => format!("fichier d’audience mesurée ({})", plan.annees()),
        };
        if ecrits == 0 {
            let de = if matches!(self, Self::Annuaire(_)) {
                "de l’"
            } else {
                "du "
            };
            return format!("Le carnet savait déjà tout {de}{quoi}\u{202f}: rien n’a été écrit.");
        }
        let (un, plusieurs) = match self {
            Self::Annuaire(_) => ("école relevée", "écoles relevées"),
            Self::Effectifs(_) | Self::Ips(_) | Self::Dnma(_) => ("mesure", "mesures"),
            Self::Geolocalisation(_) => ("école ou collège", "écoles et collèges"),
            Self::CarteScolaire(_) => ("secteur", "secteurs"),
            Self::Fermes(_) => ("école", "écoles"),
            Self::Snee(_) => ("subvention", "subventions"),
        };
        let mut lettres = quoi.chars();
        let majuscule = lettres.next().map_or_else(String::new, |premiere| {
            premiere.to_uppercase().chain(lettres).collect()
        });
        format!(
            "{majuscule} importé\u{202f}: {}, en une seule opération.",
            compte(ecrits, un, plusieurs)
        )
    }
}
