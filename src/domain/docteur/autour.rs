//! What stands around the deployments: fundings, verifications, conditions, projects, and the
//! values that contradict each other since a merge.

use chrono::NaiveDate;

use super::examen::Examen;
use super::{Anomalie, Desaccord};
use crate::domain::date::date_longue;
use crate::domain::{Ecole, Id, Jalon, Projet};

/// Moments that need the project under way, by their stable codes.
const PENDANT: [&str; 4] = ["LANCEMENT", "FORMATION", "BILAN", "EVALUATION"];
/// Moments that look back.
const APRES_LANCEMENT: [&str; 2] = ["BILAN", "EVALUATION"];

pub(super) fn examiner(x: &mut Examen<'_>, desaccords: &[Desaccord]) {
    fundings(x);
    verifications(x);
    conditions(x);
    for projet in x.faits.projets.values() {
        for jalon in &projet.jalons {
            milestone(x, projet, jalon);
        }
    }
    for desaccord in desaccords {
        disagreement(x, desaccord);
    }
}

fn fundings(x: &mut Examen<'_>) {
    let faits = x.faits;
    for (&id, financements) in &faits.financements {
        let Some(ecole) = x.ecole(id) else { continue };
        for f in financements {
            if let (Some(debut), Some(fin)) = (f.abonnement_debut, f.abonnement_fin)
                && fin < debut
            {
                let phrase = format!(
                    "Un abonnement finit le {}, avant de commencer le {}.",
                    date_longue(fin),
                    date_longue(debut)
                );
                let cle = format!("{}/{debut}/{fin}", f.id);
                x.constate(Anomalie::AbonnementInverse, ecole, cle, phrase);
            }
            let Some(deploiement) = f.deploiement else {
                continue;
            };
            if faits.deploiements(id).iter().any(|d| d.id == deploiement) {
                continue;
            }
            if let Some(autre) = owner(x, deploiement) {
                let phrase = format!(
                    "Un financement de cette école paie l’ENT d’une autre\u{202f}: {}, {}.",
                    autre.uai,
                    x.designe(autre)
                );
                let cle = format!("{}/{deploiement}", f.id);
                let constat = x.constate(Anomalie::FinancementAilleurs, ecole, cle, phrase);
                constat.autres = vec![autre.id];
            }
        }
    }
}

/// The school of a deployment. Rare enough to be looked for everywhere.
fn owner<'a>(x: &Examen<'a>, deploiement: Id) -> Option<&'a Ecole> {
    let (id, _) = x
        .faits
        .deploiements
        .iter()
        .find(|(_, tous)| tous.iter().any(|d| d.id == deploiement))?;
    x.ecole(*id)
}

fn verifications(x: &mut Examen<'_>) {
    let (faits, au) = (x.faits, x.au);
    for (&id, verifications) in &faits.verifications {
        let Some(ecole) = x.ecole(id) else { continue };
        // From oldest to newest: those to come are last.
        for v in verifications.iter().rev().take_while(|v| v.le > au) {
            let phrase = format!(
                "Une vérification est datée du {}, qui n’est pas encore venu\u{202f}: l’école \
                 passe pour vérifiée.",
                date_longue(v.le)
            );
            x.constate(Anomalie::VerificationFuture, ecole, v.le, phrase);
        }
    }
}

fn conditions(x: &mut Examen<'_>) {
    let faits = x.faits;
    for (&id, notees) in &faits.conditions {
        let Some(ecole) = x.ecole(id) else { continue };
        for c in notees {
            let dates = [
                ("Les conditions d’accès sont notées", Some(c.le)),
                ("L’accrochage au GAR est daté", c.gar_le),
                ("La signature de la charte est datée", c.charte_le),
            ];
            for (quoi, le) in dates {
                if let Some(le) = le.filter(|le| *le > x.au) {
                    let phrase =
                        format!("{quoi} du {}, qui n’est pas encore venu.", date_longue(le));
                    x.constate(Anomalie::DateFuture, ecole, format!("{quoi}/{le}"), phrase);
                }
            }
        }
    }
}

/// The stable code of the moment of a jalon.
fn moment<'a>(x: &Examen<'a>, jalon: &Jalon) -> Option<&'a str> {
    let id = jalon.moment?;
    x.faits.termes.iter().find(|t| t.id == id)?.code.as_deref()
}

fn milestone(x: &mut Examen<'_>, projet: &Projet, jalon: &Jalon) {
    let Some(atteint) = jalon.atteint_le else {
        return;
    };
    let nom = if jalon.libelle.is_empty() {
        let terme = |id| x.faits.termes.iter().find(|t| t.id == id);
        jalon
            .moment
            .and_then(terme)
            .map_or("Un jalon", |t| t.nom.as_str())
    } else {
        &jalon.libelle
    };
    let cle = format!("{}/{atteint}", jalon.id);
    if atteint > x.au {
        let phrase = format!(
            "«\u{a0}{nom}\u{a0}» serait atteint le {}, qui n’est pas encore venu.",
            date_longue(atteint)
        );
        x.constate_projet(Anomalie::DateFuture, projet, cle, phrase);
        return;
    }
    let code = moment(x, jalon);
    let parmi = |codes: &[&str]| code.is_some_and(|code| codes.contains(&code));
    let lancement = projet
        .jalons
        .iter()
        .filter(|j| moment(x, j) == Some("LANCEMENT"))
        .filter_map(|j| j.atteint_le)
        .min();
    let requis: Option<(&str, NaiveDate)> = if let Some(debut) = projet.debut
        && parmi(&PENDANT)
        && atteint < debut
    {
        Some(("le début du projet", debut))
    } else {
        lancement
            .filter(|lancement| parmi(&APRES_LANCEMENT) && atteint < *lancement)
            .map(|lancement| ("le lancement", lancement))
    };
    if let Some((quoi, requis)) = requis {
        let phrase = format!(
            "«\u{a0}{nom}\u{a0}» est atteint le {}, avant {quoi} ({}).",
            date_longue(atteint),
            date_longue(requis)
        );
        x.constate_projet(Anomalie::JalonPremature, projet, cle, phrase);
    }
}

fn disagreement(x: &mut Examen<'_>, d: &Desaccord) {
    let valeurs = d.valeurs.join(" et ");
    let phrase = if d.champ.is_empty() {
        format!(
            "{}\u{202f}: supprimé par une personne, et modifié par une autre qui ne le savait pas.",
            d.quoi
        )
    } else {
        format!(
            "{}, «\u{a0}{}\u{a0}»\u{202f}: deux personnes ont écrit {valeurs}. Écrivez la bonne \
             valeur\u{202f}: elle remplacera les deux.",
            d.quoi, d.champ
        )
    };
    // Values may hold a name, which an erasure must find in one place only: a trace of them is
    // enough to tell another disagreement.
    let trace = Id::derived("desaccord", &valeurs);
    let cle = format!("{}/{}/{trace}", d.objet, d.champ);
    match d.ecole.and_then(|id| x.ecole(id)) {
        Some(ecole) => {
            x.constate(Anomalie::Desaccord, ecole, cle, phrase);
        }
        None => x.constate_carnet(Anomalie::Desaccord, &d.quoi, cle, phrase),
    }
}
