//! Commands on a carnet as a whole: make it, undo, redo, tell its history, check it.

use std::path::Path;

use chrono::{DateTime, Local, Timelike as _};

use super::sortie;
use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::error::{Error, Result};
use crate::report::{Colonne, Tableau};
use crate::store::{Annulation, Auteur, LigneHistorique, Passage, Store};

pub(super) fn creer(fichier: &Path, auteur: &Auteur) -> Result<()> {
    Store::create(fichier, auteur)?;
    sortie::dire_ligne(&format!("Carnet créé\u{202f}: {}", fichier.display()))
}

pub(super) fn annuler(carnet: &Path, auteur: &Auteur) -> Result<()> {
    let annulation = Store::open(carnet, auteur)?.undo()?;
    raconte(
        "Annulé",
        annulation,
        "Il n’y a aucune opération à annuler dans ce carnet.",
    )
}

pub(super) fn retablir(carnet: &Path, auteur: &Auteur) -> Result<()> {
    let annulation = Store::open(carnet, auteur)?.redo()?;
    raconte(
        "Rétabli",
        annulation,
        "Il n’y a aucune opération à rétablir dans ce carnet.",
    )
}

fn raconte(fait: &str, annulation: Option<Annulation>, rien: &str) -> Result<()> {
    let Annulation {
        libelle, laisses, ..
    } = annulation.ok_or_else(|| Error::Invalid(rien.to_owned()))?;
    sortie::dire_ligne(&format!("{fait}\u{202f}: {libelle}"))?;
    laisses
        .iter()
        .try_for_each(|laisse| sortie::dire_ligne(&format!("  {laisse}")))
}

pub(super) fn historique(carnet: &Path, auteur: &Auteur) -> Result<()> {
    let store = Store::open(carnet, auteur)?;
    let ecrit = |l: &LigneHistorique| {
        let etat = if l.annulee { " (annulée)" } else { "" };
        let recue = if l.recue { " (reçue)" } else { "" };
        vec![
            instant(l.quand),
            l.personne.clone(),
            entier(l.changements),
            format!("{}{etat}{recue}", l.libelle),
        ]
    };
    let tableau = Tableau {
        colonnes: vec![
            Colonne::texte("Quand"),
            Colonne::texte("Par"),
            Colonne::nombre("Écritures", "Écritures"),
            Colonne::texte("Opération"),
        ],
        lignes: store
            .passages()?
            .iter()
            .map(|passage| match passage {
                Passage::Ecrit(ligne) => ecrit(ligne),
                Passage::Reuni(fusion) => vec![
                    instant(fusion.quand),
                    String::new(),
                    entier(fusion.changements),
                    fusion.libelle(),
                ],
            })
            .collect(),
        total: None,
    };
    sortie::dire(&tableau.to_texte())
}

/// The local day and time of an instant of the journal.
fn instant(millisecondes: i64) -> String {
    DateTime::from_timestamp_millis(millisecondes).map_or_else(String::new, |instant| {
        let local = instant.with_timezone(&Local);
        format!(
            "{} {:02}:{:02}",
            date_courte(local.date_naive()),
            local.hour(),
            local.minute()
        )
    })
}

pub(super) fn verifier(fichier: &Path, auteur: &Auteur) -> Result<()> {
    let store = Store::open(fichier, auteur)?;
    let anomalies = store.verify()?;
    let lignes = store.historique()?;
    if anomalies.is_empty() {
        return sortie::dire_ligne(&format!(
            "Le carnet est intact\u{202f}: ses tables sont exactement ce que dit son journal \
             ({}).",
            compte(lignes.len(), "opération", "opérations")
        ));
    }
    anomalies
        .iter()
        .try_for_each(|anomalie| sortie::dire_ligne(anomalie))?;
    Err(Error::Invalid(format!(
        "Le carnet «\u{a0}{}\u{a0}» a {}. Gardez ce fichier et repartez d’une copie \
         enregistrée.",
        fichier.display(),
        compte(anomalies.len(), "anomalie", "anomalies")
    )))
}
