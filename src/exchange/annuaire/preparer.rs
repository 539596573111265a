//! From a file read and a choice to a plan.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use super::super::fichier::cite;
use super::circonscription::{Circonscription, cle};
use super::lecture::{self, Lecture};
use super::plan::{EcoleAbsente, ImportPlan, LignePlan, Sort};
use super::{Choix, Existant, Progress};
use crate::domain::{Id, Uai, departement_nom, normalise_departement};
use crate::error::{Error, Result};

/// Schools between two steps of progress.
const PAS: usize = 1024;

/// What is kept of the file.
struct Portee {
    departement: Option<&'static str>,
    /// By place in the file's list; empty = all.
    circonscriptions: Vec<bool>,
}

/// Compares a file with what a carnet holds. Writes nothing.
///
/// Schools the carnet already follows are kept even outside the chosen circonscriptions, so that
/// those who leave one are seen leaving. Refuses, in a sentence, a choice that keeps nothing and a
/// file that neither carries its date nor was given one.
pub fn preparer(
    chemin: &Path,
    choix: &Choix,
    existant: &Existant<'_>,
    progress: &mut Progress<'_>,
) -> Result<ImportPlan> {
    let mut lu = lecture::read(chemin, progress)?;
    let millesime = choix.millesime.or(lu.millesime).ok_or_else(|| {
        Error::Refused(format!(
            "{} ne porte pas la date de ses données (colonne date_maj_ligne). Donnez cette date\
             \u{202f}: c’est celle du téléchargement, le plus souvent.",
            cite(&lu.nom)
        ))
    })?;
    let portee = Portee::of(choix, &lu)?;
    let ecoles = std::mem::take(&mut lu.ecoles);
    let dans_le_fichier: BTreeSet<Uai> = if existant.ecoles().is_empty() {
        BTreeSet::new()
    } else {
        ecoles.iter().map(|e| e.uai).collect()
    };
    let mut lignes = Vec::with_capacity(ecoles.len());
    let mut connues: Vec<(Id, usize)> = Vec::new();
    for lue in ecoles {
        let connue = existant.ecole(lue.uai.as_str());
        if !portee.keeps(lue.departement, lue.circonscription, connue.is_some()) {
            continue;
        }
        let sort = match connue {
            Some(ecole) => {
                connues.push((ecole.id, lignes.len()));
                Sort::Inchangee
            }
            None => Sort::Nouvelle,
        };
        lignes.push(LignePlan { sort, lue });
    }
    compare(
        existant,
        &mut lignes,
        connues,
        &lu.circonscriptions,
        millesime,
        progress,
    )?;
    lignes.sort_unstable_by_key(|ligne| ligne.lue.uai);
    let departements: BTreeSet<&str> = lignes.iter().filter_map(|l| l.lue.departement).collect();
    let gardees = portee.kept(&lu, &lignes, &departements);
    lu.colleges.retain(|college| {
        college
            .departement
            .is_some_and(|d| departements.contains(d))
    });
    let compte = |sort: fn(&Sort) -> bool| lignes.iter().filter(|l| sort(&l.sort)).count();
    Ok(ImportPlan {
        nouvelles: compte(|s| *s == Sort::Nouvelle),
        modifiees: compte(|s| matches!(s, Sort::Modifiee(_))),
        inchangees: compte(|s| *s == Sort::Inchangee),
        absentes: absentes(
            existant,
            &portee,
            &lu,
            &departements,
            &dans_le_fichier,
            millesime,
        ),
        colleges: lu.colleges.len(),
        circonscriptions: gardees.iter().filter(|g| **g).count(),
        fichier: lu.nom,
        reconnu: lu.reconnu,
        millesime,
        refusees: lu.refusees.liste,
        refusees_total: lu.refusees.total,
        remarques: lu.remarques.liste,
        remarques_total: lu.remarques.total,
        lignes,
        liste_circonscriptions: lu.circonscriptions,
        liste_colleges: lu.colleges,
        circonscriptions_gardees: gardees,
    })
}

/// Tells apart, among the schools the carnet knows (`connues`, each with its place in `lignes`),
/// those of which the file says something else.
fn compare(
    existant: &Existant<'_>,
    lignes: &mut [LignePlan],
    mut connues: Vec<(Id, usize)>,
    circonscriptions: &[Circonscription],
    millesime: NaiveDate,
    progress: &mut Progress<'_>,
) -> Result<()> {
    connues.sort_unstable();
    let ids: Vec<Id> = connues.iter().map(|(id, _)| *id).collect();
    let total = connues.len() as u64;
    let mut places = connues.into_iter().enumerate();
    existant.say(millesime, &ids, |id, connue| {
        let Some((rang, (_, place))) = places.find(|(_, (ecole, _))| *ecole == id) else {
            return Ok(());
        };
        if rang.is_multiple_of(PAS) {
            progress.step("Comparaison avec le carnet", rang as u64, total)?;
        }
        let ligne = &mut lignes[place];
        let differences = existant.differences(connue, &ligne.lue, circonscriptions);
        if !differences.is_empty() {
            ligne.sort = Sort::Modifiee(differences);
        }
        Ok(())
    })
}

impl Portee {
    fn of(choix: &Choix, lu: &Lecture) -> Result<Self> {
        let departement = choix
            .departement
            .as_deref()
            .map(|texte| departement(texte, lu))
            .transpose()?;
        let offertes: Vec<&Circonscription> = lu
            .circonscriptions
            .iter()
            .filter(|c| departement.is_none_or(|d| d == c.departement))
            .collect();
        let mut gardees = BTreeSet::new();
        for demandee in &choix.circonscriptions {
            let nom = cle(&super::circonscription::short_name(demandee));
            let code = Uai::parse(demandee).ok();
            let avant = gardees.len();
            gardees.extend(
                offertes
                    .iter()
                    .filter(|c| c.cle == nom || (code.is_some() && c.code == code))
                    .map(|c| c.id),
            );
            if gardees.len() == avant && !offertes.iter().any(|c| c.cle == nom) {
                let noms: Vec<&str> = offertes
                    .iter()
                    .filter(|c| c.ecoles > 0)
                    .map(|c| c.nom.as_str())
                    .take(40)
                    .collect();
                return Err(Error::Invalid(format!(
                    "Il n’y a pas de circonscription {} dans {}. On y trouve\u{202f}: {}.",
                    cite(demandee),
                    cite(&lu.nom),
                    noms.join(", ")
                )));
            }
        }
        Ok(Self {
            departement,
            circonscriptions: if gardees.is_empty() {
                Vec::new()
            } else {
                let places = lu.circonscriptions.iter();
                places.map(|c| gardees.contains(&c.id)).collect()
            },
        })
    }

    fn keeps(&self, departement: Option<&str>, circonscription: Option<u32>, suivie: bool) -> bool {
        if self.departement.is_some() && self.departement != departement {
            return false;
        }
        suivie
            || self.circonscriptions.is_empty()
            || circonscription.is_some_and(|place| self.circonscriptions[place as usize])
    }

    /// Which circonscriptions of the file are written: all those of the départements kept, or
    /// only those chosen and those that a kept school names.
    fn kept(&self, lu: &Lecture, lignes: &[LignePlan], departements: &BTreeSet<&str>) -> Vec<bool> {
        let mut gardees: Vec<bool> = if self.circonscriptions.is_empty() {
            let places = lu.circonscriptions.iter();
            places
                .map(|c| departements.contains(c.departement))
                .collect()
        } else {
            self.circonscriptions.clone()
        };
        for place in lignes.iter().filter_map(|l| l.lue.circonscription) {
            gardees[place as usize] = true;
        }
        gardees
    }
}

/// The code of the département asked for, which the file must have.
fn departement(texte: &str, lu: &Lecture) -> Result<&'static str> {
    let code = normalise_departement(texte).ok_or_else(|| {
        Error::Invalid(format!(
            "{} n’est pas un code de département\u{202f}: écrivez par exemple 88 ou 2A.",
            cite(texte)
        ))
    })?;
    if lu.ecoles.iter().any(|e| e.departement == Some(code)) {
        return Ok(code);
    }
    let presents: BTreeSet<&str> = lu.ecoles.iter().filter_map(|e| e.departement).collect();
    let presents: Vec<String> = presents
        .into_iter()
        .take(10)
        .map(|d| departement_nom(d).map_or_else(|| d.to_owned(), |nom| format!("{nom} ({d})")))
        .collect();
    Err(Error::Invalid(format!(
        "{} ne contient aucune école du département {code}. On y trouve\u{202f}: {}.",
        cite(&lu.nom),
        presents.join(", ")
    )))
}

/// The schools followed, open on the day of the data, in the scope, that the file does not name.
fn absentes(
    existant: &Existant<'_>,
    portee: &Portee,
    lu: &Lecture,
    departements: &BTreeSet<&str>,
    dans_le_fichier: &BTreeSet<Uai>,
    millesime: NaiveDate,
) -> Vec<EcoleAbsente> {
    let choisies: BTreeSet<&str> = lu
        .circonscriptions
        .iter()
        .zip(&portee.circonscriptions)
        .filter(|(_, gardee)| **gardee)
        .map(|(c, _)| c.cle.as_str())
        .collect();
    let mut absentes = Vec::new();
    for ecole in existant.ecoles() {
        let (situation, _) = ecole.au(millesime);
        let dans_le_departement = situation
            .departement
            .as_deref()
            .is_some_and(|d| departements.contains(d));
        let dans_la_portee = dans_le_departement
            && (portee.circonscriptions.is_empty()
                || existant
                    .circonscription(situation.circonscription)
                    .is_some_and(|nom| choisies.contains(cle(nom).as_str())));
        let nommee = Uai::parse(&ecole.uai).is_ok_and(|uai| dans_le_fichier.contains(&uai));
        if dans_la_portee && !nommee && situation.ouverte_au(millesime) {
            absentes.push(EcoleAbsente {
                uai: ecole.uai.clone(),
                nom: situation.nom.to_string(),
                commune_nom: situation
                    .commune_nom
                    .as_deref()
                    .unwrap_or_default()
                    .to_owned(),
            });
        }
    }
    absentes
}
