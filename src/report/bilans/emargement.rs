//! *Feuille d'émargement*: the rows to sign at a session of training. Names are those somebody
//! typed; where a school only said how many come, its rows are left to be written by hand.

use serde::Serialize;

use super::{Cadre, Contexte};
use crate::domain::date::date_longue;
use crate::domain::duree::duree_dite;
use crate::domain::{Formation, Id, Participation, Seance};
use crate::error::{Error, Result};

/// Empty rows at the end, for who was not expected.
const LIBRES: usize = 4;
/// Minutes of a half-day at most.
const DEMI_JOURNEE: u32 = 240;
/// Rows of a school that announces a crowd.
const PAR_ECOLE: u32 = 60;

#[derive(Debug, Serialize)]
pub(super) struct Emargement {
    cadre: Cadre,
    proprietes: Vec<(String, String)>,
    /// Their columns: one, or one each half-day.
    signatures: Vec<&'static str>,
    /// In order of school.
    lignes: Vec<Ligne>,
    /// Who led it, to sign too.
    formateurs: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Ligne {
    ecole: String,
    /// Empty: to be written by hand.
    nom: String,
}

pub(super) fn new(contexte: &Contexte<'_>, seance: Id) -> Result<Emargement> {
    let (formation, seance) = find(contexte, seance).ok_or_else(|| {
        Error::Invalid(
            "Cette session n’est plus dans le carnet\u{202f}: choisissez-en une autre.".to_owned(),
        )
    })?;
    let jour = seance
        .le
        .map_or_else(|| "date à fixer".to_owned(), date_longue);
    let mut lignes: Vec<Ligne> = seance
        .participations
        .iter()
        .filter(|p| p.est_presente())
        .flat_map(|p| rows(contexte, p))
        .collect();
    lignes.sort_by_cached_key(|l| crate::domain::texte::sans_accents(&l.ecole));
    lignes.extend((0..LIBRES).map(|_| Ligne {
        ecole: String::new(),
        nom: String::new(),
    }));
    let proprietes = [
        ("Date", jour.clone()),
        ("Durée", seance.duree.map(duree_dite).unwrap_or_default()),
        ("Lieu", seance.lieu.clone()),
        (
            "Modalité",
            seance.modalite.map_or("", |m| m.libelle()).to_owned(),
        ),
        ("Plan", plan(formation)),
        ("Objectifs", formation.objectifs.clone()),
    ];
    Ok(Emargement {
        cadre: Cadre {
            titre: "Feuille d’émargement".to_owned(),
            sous_titre: formation.titre.clone(),
            pied: vec![
                format!("Feuille d’émargement · {} · {jour}", formation.titre),
                format!(
                    "Les noms servent à établir la présence\u{202f}: rangez cette feuille avec les pièces \
                     de la formation. Établie le {} avec Carnet ENT.",
                    date_longue(contexte.demande.le)
                ),
            ],
        },
        proprietes: proprietes
            .map(|(nom, valeur)| (nom.to_owned(), valeur))
            .to_vec(),
        signatures: if seance.duree.is_some_and(|minutes| minutes > DEMI_JOURNEE) {
            vec!["Signature, matin", "Signature, après-midi"]
        } else {
            vec!["Signature"]
        },
        lignes,
        formateurs: seance
            .formateurs
            .iter()
            .map(|f| f.nom.clone())
            .filter(|nom| !nom.is_empty())
            .collect(),
    })
}

fn find<'a>(contexte: &Contexte<'a>, id: Id) -> Option<(&'a Formation, &'a Seance)> {
    let formations = contexte.faits.terrain.formations.values();
    formations
        .flat_map(|f| f.seances.iter().map(move |s| (f, s)))
        .find(|(_, s)| s.id == id)
}

/// « GAIA 19A0123 »: where people signed up.
fn plan(formation: &Formation) -> String {
    let systeme = formation.systeme.map_or("", |s| s.libelle());
    format!("{systeme} {}", formation.reference)
        .trim()
        .to_owned()
}

/// One row per person named, and as many more as were announced; one at least.
fn rows(contexte: &Contexte<'_>, p: &Participation) -> Vec<Ligne> {
    let ecole = contexte.ecole_dite(p.ecole);
    let mut lignes: Vec<Ligne> = p
        .noms
        .lines()
        .map(str::trim)
        .filter(|nom| !nom.is_empty())
        .map(|nom| Ligne {
            ecole: ecole.clone(),
            nom: nom.to_owned(),
        })
        .collect();
    let annonces = p.nombre.unwrap_or(1).clamp(1, PAR_ECOLE) as usize;
    while lignes.len() < annonces {
        lignes.push(Ligne {
            ecole: ecole.clone(),
            nom: String::new(),
        });
    }
    lignes
}
