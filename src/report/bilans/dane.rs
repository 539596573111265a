//! *Tableau DANE*: the table that is published, and what it does not count.

use serde::Serialize;

use super::{Cadre, Contexte, TableauImprime};
use crate::domain::bilan::bilan;
use crate::domain::date::date_longue;
use crate::domain::hors_bilan::hors_bilan;
use crate::domain::nombre::{ecart, ecart_points, taux_texte};
use crate::report::etat_des_lieux::compared_table;
use crate::report::{EtatDesLieux, RapportBilan};

#[derive(Debug, Serialize)]
pub(super) struct TableauDane {
    cadre: Cadre,
    tableau: TableauImprime,
    /// What its shares are shares of.
    notes: Vec<&'static str>,
    comparaison: Option<Comparaison>,
    exclues: TableauImprime,
    inconnues_phrase: String,
    inconnues: TableauImprime,
}

#[derive(Debug, Serialize)]
pub(super) struct Comparaison {
    titre: String,
    tableau: TableauImprime,
}

pub(super) fn new(contexte: &Contexte<'_>) -> TableauDane {
    let (faits, d) = (contexte.faits, contexte.demande);
    let compte = |au| bilan(faits, au, d.par, d.regle, d.population);
    let apres = compte(d.au);
    let avant = d.compare.map(compte);
    let hors = hors_bilan(faits, d.question());
    let etat = EtatDesLieux {
        bilan: &apres,
        avant: avant.as_ref(),
        hors: &hors,
    };
    let mut notes = vec![
        "Part\u{202f}: élémentaires et primaires parmi les écoles avec ENT.",
        "Taux d’équipement\u{202f}: écoles avec ENT parmi les élémentaires et primaires.",
    ];
    if d.par.se_recoupe() {
        notes.push("Une école peut figurer sur plusieurs lignes et compte une fois au total.");
    }
    let comparaison = etat.comparaison().map(|comparaison| Comparaison {
        titre: format!("Depuis le {}", date_longue(comparaison.avant)),
        tableau: TableauImprime::new(
            "Écoles avec ENT aux deux dates",
            "",
            &compared_table(&comparaison, taux_texte, ecart, |d| {
                d.map_or_else(|| "—".to_owned(), ecart_points)
            }),
        ),
    });
    let phrase = etat.incompletes_phrase();
    TableauDane {
        cadre: Cadre {
            titre: "État des lieux des ENT".to_owned(),
            sous_titre: format!("Au {}, par {}", date_longue(d.au), d.par.dans_une_phrase()),
            pied: contexte.pied(),
        },
        tableau: TableauImprime::new(
            "Écoles avec ENT, groupe par groupe",
            "Aucune école.",
            &RapportBilan(&apres).tableau(taux_texte, false),
        )
        .part(1, 0),
        notes,
        comparaison,
        exclues: TableauImprime::new(
            "Écoles que le tableau ne compte pas, par motif",
            "Aucune\u{202f}: toutes les écoles du carnet sont comptées.",
            &etat.exclues(),
        ),
        inconnues_phrase: uppercase_first(&phrase),
        inconnues: TableauImprime::new("Écoles à compléter", "", &etat.incompletes())
            .part(0, 0)
            .part(3, 0),
    }
}

fn uppercase_first(phrase: &str) -> String {
    let mut lettres = phrase.chars();
    lettres
        .next()
        .map(|l| l.to_uppercase().chain(lettres).collect())
        .unwrap_or_default()
}
