//! Mergers, as closures let them be guessed: one school closes and, in the same commune, another
//! opens within two days or takes the level that was lost.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use super::DEPUIS;
use super::lecteur::Fermee;
use crate::domain::date::date_longue;
use crate::domain::{Ecole, Faits, Id, Nature, Situation};

/// Days between a closure and the opening that goes with it: 31 August, 1 September.
const ECART: i64 = 2;

/// How long a school may take to show the level it took over: registers are yearly.
const DELAI: Months = Months::new(24);

/// A closed school whose pupils another one may have taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FusionProposee {
    pub ecole: Id,
    pub uai: String,
    pub nom: String,
    pub commune_nom: String,
    pub fermeture: NaiveDate,
    /// Never empty.
    pub candidates: Vec<Candidate>,
}

/// A school that may have taken the pupils of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub ecole: Id,
    pub uai: String,
    pub nom: String,
    /// « ouvre le 1er septembre 2021 », « devient primaire ».
    pub raison: String,
}

/// A school of one commune.
struct Voisine<'a> {
    id: Id,
    uai: &'a str,
    situation: Situation,
    /// All it has been, when the carnet follows it.
    ecole: Option<&'a Ecole>,
}

/// The mergers to confirm, in order of UAI; those already told are left out.
pub(super) fn propose(faits: &Faits, fermees: &[Fermee]) -> Vec<FusionProposee> {
    let mut par_commune: BTreeMap<String, Vec<Voisine<'_>>> = BTreeMap::new();
    for ecole in &faits.ecoles {
        let situation = ecole.au(NaiveDate::MAX).0.clone();
        if let Some(commune) = situation.commune.clone() {
            par_commune
                .entry(commune.to_string())
                .or_default()
                .push(Voisine {
                    id: ecole.id,
                    uai: &ecole.uai,
                    situation,
                    ecole: Some(ecole),
                });
        }
    }
    for fermee in fermees {
        let id = Id::ecole(fermee.uai.as_str());
        let Some(commune) = fermee.commune.clone() else {
            continue;
        };
        let voisines = par_commune.entry(commune).or_default();
        if voisines.iter().all(|v| v.id != id) {
            voisines.push(Voisine {
                id,
                uai: fermee.uai.as_str(),
                situation: Situation::from(fermee),
                ecole: None,
            });
        }
    }
    fermees
        .iter()
        .filter(|f| f.fermeture >= DEPUIS)
        .filter_map(|fermee| propose_one(faits, fermee, par_commune.get(fermee.commune.as_ref()?)?))
        .collect()
}

fn propose_one(faits: &Faits, fermee: &Fermee, voisines: &[Voisine<'_>]) -> Option<FusionProposee> {
    let id = Id::ecole(fermee.uai.as_str());
    let connue = faits.ecole_uai(fermee.uai.as_str());
    let veille = fermee.fermeture.pred_opt()?;
    let perdue = connue.map_or_else(|| Situation::from(fermee), |e| e.au(veille).0.clone());
    if connue.is_some_and(|e| e.au(NaiveDate::MAX).0.successeur.is_some()) {
        return None;
    }
    let candidates: Vec<Candidate> = voisines
        .iter()
        .filter(|v| v.id != id && v.situation.statut == perdue.statut)
        .filter_map(|v| {
            let raison =
                opens(v, fermee.fermeture).or_else(|| grows(v, &perdue, fermee.fermeture))?;
            Some(Candidate {
                ecole: v.id,
                uai: v.uai.to_owned(),
                nom: v.situation.nom.to_string(),
                raison,
            })
        })
        .collect();
    (!candidates.is_empty()).then(|| FusionProposee {
        ecole: id,
        uai: fermee.uai.to_string(),
        nom: perdue.nom.to_string(),
        commune_nom: perdue.commune_nom.as_deref().unwrap_or_default().to_owned(),
        fermeture: fermee.fermeture,
        candidates,
    })
}

/// Opens when the other closes.
fn opens(voisine: &Voisine<'_>, fermeture: NaiveDate) -> Option<String> {
    let ouverture = voisine.situation.ouverture?;
    let ecart = (ouverture - fermeture).num_days().abs();
    (ecart <= ECART).then(|| format!("ouvre le {}", date_longue(ouverture)))
}

/// Has, from the first file after the closure on or within two years, a level it had not the day
/// before and that the other had.
fn grows(voisine: &Voisine<'_>, perdue: &Situation, fermeture: NaiveDate) -> Option<String> {
    let ecole = voisine.ecole?;
    let avant = ecole.au(fermeture.pred_opt()?).0;
    let limite = fermeture.checked_add_months(DELAI)?;
    let apres = ecole
        .situations
        .iter()
        .filter(|p| p.de.is_some_and(|de| de > fermeture))
        .enumerate()
        .filter(|(rang, p)| *rang == 0 || p.de.is_some_and(|de| de <= limite))
        .map(|(_, p)| &p.situation)
        .find(|apres| {
            (perdue.maternelle && !avant.maternelle && apres.maternelle)
                || (perdue.elementaire && !avant.elementaire && apres.elementaire)
        })?;
    if !avant.ouverte_au(fermeture) {
        return None;
    }
    let nature = apres.nature().map_or("", Nature::libelle).to_lowercase();
    Some(format!("devient {nature}"))
}
