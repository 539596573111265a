//! The files that go back: for each circonscription, a small carnet of what the DANE typed about
//! its schools and of the lists, to be merged like any other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::etat::Etat;
use crate::domain::date::date_longue;
use crate::domain::texte::sans_accents;
use crate::domain::{Faits, Id, Source};
use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::store::{Auteur, Champs, Correction, Genre, Store};

/// Writes into `dossier` one carnet for each circonscription that answered and of which something
/// was typed here; returns their names. Nothing that stands there is replaced.
///
/// # Errors
/// Nothing was typed that could go back, or a name is taken.
pub fn retour(
    store: &Store,
    faits: &Faits,
    etat: &Etat,
    (dossier, auteur): (&Path, &Auteur),
    progress: &mut Progress<'_>,
) -> Result<Vec<PathBuf>> {
    let corrections = store.corrections()?;
    let (listes, ecoles): (Vec<Correction>, Vec<Correction>) =
        corrections.into_iter().partition(|c| c.ecole.is_none());
    let total = etat.lignes.len() as u64;
    let mut ecrits = Vec::new();
    for (rang, ligne) in etat.lignes.iter().enumerate() {
        progress.step("Écriture des fichiers de retour", rang as u64, total)?;
        let Some(id) = ligne.id.filter(|_| !ligne.manque()) else {
            continue;
        };
        let siennes: BTreeSet<Id> = (faits.ecoles.iter())
            .filter(|e| e.au(etat.au).0.circonscription == Some(id))
            .map(|e| e.id)
            .collect();
        let a_elle = |c: &&Correction| c.ecole.is_some_and(|e| siennes.contains(&e));
        let dites: Vec<&Correction> = ecoles.iter().filter(a_elle).collect();
        if dites.is_empty() && listes.is_empty() {
            continue;
        }
        let chemin = dossier.join(format!("retour-{}-{}.carnet", slug(&ligne.nom), etat.au));
        let mut carnet = Store::create(&chemin, auteur)?;
        let libelle = format!("Retour de la DANE, {}", date_longue(etat.au));
        carnet.transact(&libelle, |edit| {
            // A school that only a dated change names.
            for ecole in dites
                .iter()
                .filter_map(|c| c.ecole)
                .collect::<BTreeSet<_>>()
            {
                if let Some(ecole) = faits.ecole(ecole) {
                    let champs = Champs::new().set("uai", ecole.uai.as_str());
                    edit.put(Genre::Ecole, ecole.id, champs, Source::Saisi)?;
                }
            }
            for c in listes.iter().chain(dites.iter().copied()) {
                edit.put(c.genre, c.id, c.champs.clone(), Source::Saisi)?;
            }
            Ok(())
        })?;
        ecrits.push(chemin);
    }
    if ecrits.is_empty() {
        return Err(Error::Refused(
            "Il n’y a rien à renvoyer\u{202f}: aucune école reçue n’a été corrigée ici, et aucune \
             liste complétée."
                .to_owned(),
        ));
    }
    Ok(ecrits)
}

/// « saint-die-est ».
fn slug(nom: &str) -> String {
    let simple = sans_accents(nom);
    let mots: Vec<&str> = simple
        .split(|c: char| !c.is_alphanumeric())
        .filter(|mot| !mot.is_empty())
        .collect();
    mots.join("-")
}
