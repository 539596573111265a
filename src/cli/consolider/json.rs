//! What `consolider --format json` answers.

use std::path::Path;

use serde::Serialize;

use crate::domain::Faits;
use crate::exchange::consolidation::{Etat, Plan, Publication, a_reunir};

/// The names of the fields are the contract of `--format json`, here and below.
#[derive(Serialize)]
pub(super) struct Reponse {
    au: String,
    fichiers: Vec<FichierJson>,
    acceptes: usize,
    circonscriptions: Vec<CirconscriptionJson>,
    attendues: Option<usize>,
    manquantes: Vec<String>,
    ecoles_sans_fichier: usize,
    doubles: Vec<String>,
    mots: Vec<MotJson>,
    totaux: TotauxJson,
    publie: Option<PublieJson>,
}

#[derive(Serialize)]
struct FichierJson {
    fichier: String,
    verdict: &'static str,
    dit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    raison: Option<String>,
    perimetre: String,
    au: Option<String>,
    ecoles: u64,
    avec_ent: u64,
}

#[derive(Serialize)]
struct CirconscriptionJson {
    circonscription: String,
    departement: String,
    fichiers: Vec<String>,
    au: Option<String>,
    ecoles: u64,
    avec_ent: u64,
    sans_fichier: usize,
}

#[derive(Serialize)]
struct MotJson {
    mot: String,
    phrase: String,
}

#[derive(Serialize)]
struct TotauxJson {
    dits: (u64, u64),
    comptes: (u64, u64),
    tiennent: bool,
    retouchees: usize,
}

#[derive(Serialize)]
struct PublieJson {
    fichier: String,
    ecoles: u64,
    avec_ent: u64,
    manquants: Option<String>,
    empreinte: String,
}

impl Reponse {
    pub(super) fn new(
        sortie: &Path,
        (plan, etat, faits): (&Plan, &Etat, &Faits),
        publie: Option<&Publication>,
    ) -> Self {
        Self {
            au: etat.au.to_string(),
            acceptes: plan.pris(),
            fichiers: (plan.fichiers.iter())
                .map(|f| FichierJson {
                    fichier: f.nom.clone(),
                    verdict: f.verdict.code(),
                    dit: f.dit(),
                    raison: f.rejet.as_ref().map(|r| r.phrase.clone()),
                    perimetre: f.perimetre.clone(),
                    au: f.au.map(|au| au.to_string()),
                    ecoles: f.ecoles,
                    avec_ent: f.avec_ent,
                })
                .collect(),
            circonscriptions: (etat.lignes.iter())
                .map(|l| CirconscriptionJson {
                    circonscription: l.nom.clone(),
                    departement: l.departement.clone(),
                    fichiers: l.receptions.iter().map(|r| r.fichier.clone()).collect(),
                    au: l.au.map(|au| au.to_string()),
                    ecoles: l.ecoles,
                    avec_ent: l.avec_ent,
                    sans_fichier: l.sans_fichier.len(),
                })
                .collect(),
            attendues: etat.attendues.then_some(etat.lignes.len()),
            manquantes: etat.manquantes().map(|l| l.nom.clone()).collect(),
            ecoles_sans_fichier: etat.lignes.iter().map(|l| l.sans_fichier.len()).sum(),
            doubles: plan.doubles.iter().map(|d| d.phrase()).collect(),
            mots: (a_reunir(faits).into_iter())
                .map(|m| MotJson {
                    phrase: m.phrase(),
                    mot: m.texte,
                })
                .collect(),
            totaux: TotauxJson {
                dits: etat.totaux.dits,
                comptes: etat.totaux.comptes,
                tiennent: etat.totaux.tiennent(),
                retouchees: etat.totaux.retouchees,
            },
            publie: publie.map(|p| PublieJson {
                fichier: sortie.display().to_string(),
                ecoles: p.envoi.compte.ecoles,
                avec_ent: p.envoi.compte.avec_ent,
                manquants: p.manque.clone(),
                empreinte: p.envoi.empreinte.hexa(),
            }),
        }
    }
}
