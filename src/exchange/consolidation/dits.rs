//! Everything that the files of a plan say, one fact after another, as a carnet writes them.

use super::lignes::{FAITS, Traducteur, Traduction, traductions};
use super::plan::Retenu;
use crate::domain::Id;
use crate::store::export::{Cellule, Ligne, valeur};
use crate::store::{Champs, Genre, Neuf, jeu_recu, releve_neuf};

use rustc_hash::FxHashSet;

/// What these files say: of the schools, in the order of the schools, then of the rest, kind after
/// kind in the order of the identities, so that tables grow at their end. Of two files that say
/// one object, the later in the plan comes second. Each kind is put in order when it is reached.
pub(super) fn dits<'a>(retenus: &'a [&'a Retenu]) -> impl Iterator<Item = Neuf> + 'a {
    let faits = &traductions()[..FAITS.len()];
    releves(retenus)
        .chain([()].into_iter().flat_map(|()| verifications(retenus)))
        .chain(faits.iter().flat_map(|t| du_genre(retenus, t)))
}

/// The rows of the schools each file speaks of.
fn ecoles<'a>(retenus: &'a [&'a Retenu]) -> impl Iterator<Item = (&'a str, &'a Retenu, &'a Ligne)> {
    retenus.iter().flat_map(|retenu| {
        (retenu.export.lignes("ecole").iter()).filter_map(|ligne| {
            let uai = valeur("ecole", ligne, "uai").and_then(Cellule::as_str)?;
            (retenu.ecoles.contains(uai)).then_some((uai, *retenu, ligne))
        })
    })
}

fn releves<'a>(retenus: &'a [&'a Retenu]) -> impl Iterator<Item = Neuf> + 'a {
    let mut lignes: Vec<_> = ecoles(retenus)
        .map(|(uai, retenu, ligne)| (Id::ecole(uai), uai, retenu, ligne))
        .collect();
    lignes.sort_by_key(|l| l.0);
    let des_ecoles = &traductions()[FAITS.len()];
    lignes.into_iter().map(|(_, uai, retenu, ligne)| {
        let champs = Traducteur::de(retenu).champs(des_ecoles, ligne);
        let reception = &retenu.reception;
        releve_neuf(&jeu_recu(reception.id), reception.au, uai, champs)
    })
}

fn verifications<'a>(retenus: &'a [&'a Retenu]) -> impl Iterator<Item = Neuf> + 'a {
    let mut verifications = Vec::new();
    for (uai, retenu, ligne) in ecoles(retenus) {
        let texte = |champ| valeur("ecole", ligne, champ).and_then(Cellule::as_str);
        let Some(le) = texte("verifiee_le") else {
            continue;
        };
        let producteur = &retenu.export.fiche.producteur;
        verifications.push(Neuf {
            genre: Genre::Verification,
            id: Id::recu(producteur, &format!("verification/{uai}/{le}")),
            champs: Champs::new()
                .set("ecole", Id::ecole(uai))
                .set("le", le)
                .set("par", texte("verifiee_par").unwrap_or_default()),
            millesime: retenu.reception.au,
        });
    }
    verifications.sort_by_key(|v| v.id);
    verifications.into_iter()
}

/// The facts of one kind.
fn du_genre<'a>(
    retenus: &'a [&'a Retenu],
    traduction: &'static Traduction,
) -> impl Iterator<Item = Neuf> + 'a {
    let mut lignes = Vec::new();
    for &retenu in retenus {
        let traducteur = Traducteur::de(retenu);
        let gardees = observations_gardees(retenu, traduction.genre);
        for ligne in retenu.export.lignes(traduction.table) {
            let garde = match traduction.genre {
                Genre::ObservationLigne => valeur(traduction.table, ligne, "observation")
                    .and_then(Cellule::as_str)
                    .is_some_and(|id| gardees.contains(id)),
                _ => (traduction.uai(ligne)).is_none_or(|uai| retenu.ecoles.contains(uai)),
            };
            if garde && let Some(id) = traducteur.id(traduction, ligne) {
                lignes.push((id, retenu, ligne));
            }
        }
    }
    lignes.sort_by_key(|l| l.0);
    lignes.into_iter().map(|(id, retenu, ligne)| Neuf {
        genre: traduction.genre,
        id,
        champs: Traducteur::de(retenu).champs(traduction, ligne),
        millesime: retenu.reception.au,
    })
}

/// The observations that a file is believed about, which its lines of observations follow.
fn observations_gardees(retenu: &Retenu, genre: Genre) -> FxHashSet<&str> {
    if genre != Genre::ObservationLigne {
        return FxHashSet::default();
    }
    let observations = retenu.export.lignes("observation").iter();
    let texte = |ligne, champ| valeur("observation", ligne, champ).and_then(Cellule::as_str);
    observations
        .filter(|l| texte(l, "ecole").is_some_and(|uai| retenu.ecoles.contains(uai)))
        .filter_map(|l| texte(l, "id"))
        .collect()
}
