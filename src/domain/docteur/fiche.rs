//! What a school's own sheet lacks, and groups that are not where the school is.

use super::Anomalie;
use super::examen::Examen;
use crate::domain::departement_nom;

pub(super) fn examiner(x: &mut Examen<'_>) {
    for ecole in &x.faits.ecoles {
        let situation = x.situation(ecole);
        if !situation.ouverte_au(x.au) {
            continue;
        }
        if situation.statut.is_none() {
            let phrase = "On ne sait pas si l’école est publique ou privée\u{202f}: elle n’entre \
                          dans aucun chiffre.";
            x.constate(Anomalie::StatutInconnu, ecole, "", phrase.to_owned());
        }
        if situation.nature().is_none() {
            let phrase = "Ni maternelle, ni élémentaire, ni primaire\u{202f}: notez sur sa fiche \
                          les classes qu’elle a.";
            x.constate(Anomalie::NatureManquante, ecole, "", phrase.to_owned());
        }
        if situation.commune.is_none() && situation.commune_nom.is_none() {
            let phrase = "La commune n’est pas notée\u{202f}: l’école n’est dans aucun groupe de \
                          communes.";
            x.constate(Anomalie::CommuneManquante, ecole, "", phrase.to_owned());
        }
        let Some(ici) = situation.departement.as_deref() else {
            continue;
        };
        if let Some(circonscription) = x.faits.circonscription(situation)
            && let Some(la) = circonscription.departement.as_deref().filter(|d| *d != ici)
        {
            let phrase = format!(
                "L’école est dans {}, et sa circonscription, {}, dans {}.",
                en_mots(ici),
                circonscription.nom,
                en_mots(la)
            );
            let cle = circonscription.id;
            x.constate(Anomalie::CirconscriptionAilleurs, ecole, cle, phrase);
        }
        if let Some(secteur) = x.faits.secteur(situation)
            && let Some(la) = secteur.departement.as_deref().filter(|d| *d != ici)
        {
            let phrase = format!(
                "L’école est dans {}, et le collège de son secteur, {}, dans {}.",
                en_mots(ici),
                secteur.nom,
                en_mots(la)
            );
            x.constate(Anomalie::SecteurAilleurs, ecole, secteur.id, phrase);
        }
    }
}

/// « le département 088 (Vosges) ».
fn en_mots(departement: &str) -> String {
    departement_nom(departement).map_or_else(
        || format!("le département {departement}"),
        |nom| format!("le département {departement} ({nom})"),
    )
}
