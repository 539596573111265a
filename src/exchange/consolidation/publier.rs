//! The published file: an export of what was received, which names its sources and what is missing.

use std::path::Path;

use super::etat::Etat;
use crate::domain::Faits;
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier};
use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::envoi::{DemandeEnvoi, Envoi, preparer_avec};
use crate::store::Store;
use crate::store::export::{Avec, CleEnvoi, octets};

/// Characters that the list of sources may take in one line of the manifest.
const SOURCES_MAX: usize = 4000;

/// What was published.
#[derive(Clone, Debug)]
pub struct Publication {
    pub envoi: Envoi,
    /// What it says is missing.
    pub manque: Option<String>,
}

/// Writes the consolidated file.
///
/// # Errors
/// Nothing was received, or the totals of the files are not those of the carnet: nothing is then
/// published.
pub fn publier(
    store: &mut Store,
    faits: &Faits,
    etat: &Etat,
    (path, remplace): (&Path, bool),
    progress: &mut Progress<'_>,
) -> Result<Publication> {
    const ETAPE: &str = "Écriture du fichier";
    check(etat)?;
    store.check_export_place(path, remplace)?;
    progress.step("Choix des lignes", 0, 0)?;
    let recues = faits.restreints_au_besoin(|e| etat.recues.contains(&e.id));
    let cle = store.keep_cle_envoi(&CleEnvoi::random())?;
    let demande = DemandeEnvoi {
        avec: Avec::default(),
        ..DemandeEnvoi::nouvelle(etat.au)
    };
    let manque = etat.manque_dit();
    let mut lignes: Vec<(String, String)> = vec![("sources".to_owned(), sources(etat))];
    lignes.extend(manque.clone().map(|m| ("manquants".to_owned(), m)));
    for (rang, r) in etat.receptions.iter().enumerate() {
        let dit = format!(
            "{} ; au {} ; {} ; {} écoles, {} avec ENT ; carnet {} ; empreinte {}",
            r.fichier,
            r.au,
            r.perimetre,
            r.ecoles,
            r.avec_ent,
            r.producteur.to_string().replace('-', ""),
            r.empreinte
        );
        lignes.push((format!("source {:04}", rang + 1), dit));
    }
    let manifeste: Vec<(&str, &str)> = (lignes.iter())
        .map(|(cle, valeur)| (cle.as_str(), valeur.as_str()))
        .collect();
    let envoi = preparer_avec(&recues, &cle, &demande, &manifeste);
    let total = envoi.contenu.tables().map(|(_, l)| l.len() as u64).sum();
    let octets = octets(&envoi.contenu, &envoi.empreinte, |faites| {
        progress.step(ETAPE, faites as u64, total)
    })?;
    store.place_export(path, &octets, remplace)?;
    Ok(Publication { envoi, manque })
}

/// Whether what was received may be published.
fn check(etat: &Etat) -> Result<()> {
    if etat.receptions.is_empty() {
        return Err(Error::Refused(
            "Aucun envoi n’a été accepté\u{202f}: il n’y a rien à publier.".to_owned(),
        ));
    }
    if etat.totaux.tiennent() {
        return Ok(());
    }
    let ecarts: Vec<String> = (etat.totaux.ecarts.iter().take(5))
        .map(|e| {
            format!(
                "«\u{a0}{}\u{a0}» dit {} écoles dont {} avec un ENT, le carnet en compte {} dont {}",
                e.fichier,
                entier(e.dits.0),
                entier(e.dits.1),
                entier(e.comptes.0),
                entier(e.comptes.1)
            )
        })
        .collect();
    Err(Error::Refused(format!(
        "Les totaux ne se recoupent pas\u{202f}: rien n’est publié. {}. Vérifiez ces écoles, et \
         les solutions qui comptent comme un ENT.",
        ecarts.join("\u{202f}; ")
    )))
}

/// « 28 fichiers : Épinal au 1er juillet 2020, … ».
fn sources(etat: &Etat) -> String {
    let mut dit = compte(etat.receptions.len(), "fichier", "fichiers");
    for (rang, r) in etat.receptions.iter().enumerate() {
        let suite = format!(
            "{} {} au {}",
            if rang == 0 { "\u{202f}:" } else { "," },
            r.perimetre,
            date_longue(r.au)
        );
        if dit.chars().count() + suite.chars().count() > SOURCES_MAX {
            dit.push_str(", …");
            break;
        }
        dit.push_str(&suite);
    }
    dit
}
