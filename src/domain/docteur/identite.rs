//! Who a school is: codes that cannot be, codes no official file knows, schools that stand twice.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::doublons::Doublons;
use super::examen::Examen;
use super::{Anomalie, Reparation};
use crate::domain::nombre::compte;
use crate::domain::{Ecole, Uai, UaiErreur};

/// Codes named in a sentence at most.
const NOMMES: usize = 3;

pub(super) fn examiner(x: &mut Examen<'_>) {
    let faits = x.faits;
    let tapees: Vec<&Ecole> = faits
        .ecoles
        .iter()
        .filter(|e| !x.registre.connait(e.id))
        .collect();
    // The codes the official files know, and the départements they cover: asked for only when a
    // school was typed by hand.
    if tapees.is_empty() {
        return;
    }
    let officiels = Officiels::new(x);
    let doublons = Doublons::new(x);
    for ecole in tapees {
        match Uai::parse(&ecole.uai) {
            Ok(uai) if uai.as_str() == ecole.uai => {
                if !doublons.examiner(x, &officiels, ecole, uai) {
                    unknown(x, &officiels, ecole);
                }
            }
            // Seven digits and a letter that only want their zeros or their capital.
            Ok(uai) => misspelt(x, ecole, uai),
            Err(erreur) => wrong(x, &officiels, &doublons, ecole, &erreur),
        }
    }
}

/// What the official files of the carnet know.
pub(super) struct Officiels<'a> {
    pub(super) uais: BTreeSet<Uai>,
    /// By département: how many schools, and the newest annuaire that names one.
    departements: BTreeMap<Cow<'a, str>, (usize, Option<NaiveDate>)>,
}

impl<'a> Officiels<'a> {
    fn new(x: &Examen<'a>) -> Self {
        let mut uais = BTreeSet::new();
        let mut departements: BTreeMap<Cow<'_, str>, (usize, Option<NaiveDate>)> = BTreeMap::new();
        for ecole in x.faits.ecoles.iter().filter(|e| x.registre.connait(e.id)) {
            let Ok(uai) = Uai::parse(&ecole.uai) else {
                continue;
            };
            uais.insert(uai);
            let code = departement(x, ecole);
            let (combien, dernier) = departements.entry(code).or_default();
            *combien += 1;
            *dernier = (*dernier).max(x.registre.annuaires(ecole.id).last().copied());
        }
        Self { uais, departements }
    }
}

/// Its département as known, else as its code says.
pub(super) fn departement<'a>(x: &Examen<'a>, ecole: &'a Ecole) -> Cow<'a, str> {
    match x.situation(ecole).departement.as_deref() {
        Some(dit) => Cow::Borrowed(dit),
        None => Cow::Owned(
            Uai::parse(&ecole.uai)
                .map(|uai| uai.departement().to_owned())
                .unwrap_or_default(),
        ),
    }
}

fn misspelt<'a>(x: &mut Examen<'a>, ecole: &'a Ecole, uai: Uai) {
    let phrase = format!(
        "L’UAI est écrit «\u{a0}{}\u{a0}»\u{202f}: en entier, c’est {uai}.",
        ecole.uai
    );
    x.constate(Anomalie::UaiFaux, ecole, "ecriture", phrase)
        .reparation = Some(Reparation::Recoder {
        ecole: ecole.id,
        vers: uai,
    });
}

/// A letter that does not fit its number, or no code at all: the codes it may have been.
fn wrong<'a>(
    x: &mut Examen<'a>,
    officiels: &Officiels<'a>,
    doublons: &Doublons<'a>,
    ecole: &'a Ecole,
    erreur: &UaiErreur,
) {
    let voisins = Uai::voisins(&ecole.uai, &officiels.uais);
    let semblables: Vec<Uai> = voisins
        .iter()
        .copied()
        .filter(|uai| doublons.same_name(x, ecole, *uai))
        .collect();
    let attendu = match erreur {
        UaiErreur::Lettre { lu, .. } => lu.get(..7),
        UaiErreur::SansLettre { numero, .. } => Some(numero.as_str()),
        UaiErreur::Forme { .. } => None,
    }
    .and_then(|numero| Uai::from_numero(numero.parse().ok()?));
    let (suite, vers) = match (semblables.as_slice(), voisins.as_slice()) {
        ([seul], _) => (
            format!("C’est sans doute {}.", doublons.nomme(x, *seul)),
            Some(*seul),
        ),
        (_, [seul]) => (
            format!(
                "Le seul code proche dans les fichiers est {}.",
                doublons.nomme(x, *seul)
            ),
            // Another number and another name: nobody knows.
            attendu.filter(|uai| uai == seul),
        ),
        (_, []) => match attendu {
            Some(uai) => (
                format!("Aucun code proche n’est dans les fichiers\u{202f}: ce serait {uai}."),
                Some(uai),
            ),
            None => ("Cherchez-le sur la fiche de l’annuaire.".to_owned(), None),
        },
        (_, plusieurs) => {
            let noms: Vec<String> = plusieurs
                .iter()
                .take(NOMMES)
                .map(|uai| doublons.nomme(x, *uai))
                .collect();
            let noms = noms.join(" ou ");
            (
                format!("Codes proches dans les fichiers\u{202f}: {noms}."),
                None,
            )
        }
    };
    let constat = x.constate(
        Anomalie::UaiFaux,
        ecole,
        "lettre",
        format!("{erreur} {suite}"),
    );
    constat.reparation = vers.map(|vers| Reparation::Recoder {
        ecole: ecole.id,
        vers,
    });
}

/// No official file names it, though they name others of its département. A school that opens
/// after the newest of them is not expected there yet.
fn unknown<'a>(x: &mut Examen<'a>, officiels: &Officiels<'a>, ecole: &'a Ecole) {
    let code = departement(x, ecole);
    let Some((combien, dernier)) = officiels.departements.get(&code) else {
        return;
    };
    let ouverture = x.situation(ecole).ouverture;
    if ouverture
        .zip(*dernier)
        .is_some_and(|(ouverture, dernier)| ouverture > dernier)
    {
        return;
    }
    let phrase = format!(
        "Aucun fichier officiel de ce carnet ne connaît cet UAI, alors qu’ils connaissent {} du \
         même département\u{202f}: vérifiez-le.",
        compte(*combien, "autre école", "autres écoles")
    );
    x.constate(Anomalie::UaiInconnu, ecole, "", phrase);
}
