//! `carnet-ent importer`: official files and spreadsheets into a carnet, one undoable operation
//! each.
//!
//! A file that is refused does not keep the others from being imported; the status says that
//! one was.

use std::path::Path;

use serde::Serialize;

use super::arguments::{Format, Importer};
use super::{lecture, sortie, tableur};
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::error::{Error, Result};
use crate::exchange::annuaire::{self, Choix, Existant, ImportPlan};
use crate::exchange::{self, Progress};
use crate::store::{Auteur, Store};

/// What became of one file. The names of the fields are the contract of `--format json`.
#[derive(Serialize)]
pub(super) struct Resultat {
    pub(super) fichier: String,
    /// The dataset; null when the file is none that is known.
    pub(super) reconnu: Option<&'static str>,
    pub(super) millesime: Option<String>,
    pub(super) nouvelles: usize,
    pub(super) modifiees: usize,
    pub(super) inchangees: usize,
    pub(super) absentes: usize,
    pub(super) refusees: Vec<Ligne>,
}

#[derive(Serialize)]
pub(super) struct Ligne {
    /// From 1, the header included; 0 for the file as a whole.
    pub(super) ligne: u64,
    pub(super) raison: String,
}

pub(super) fn importer(demande: &Importer, auteur: &Auteur) -> Result<()> {
    let mut store = Store::open(&demande.carnet, auteur)?;
    let choix = Choix {
        departement: demande.departement.clone(),
        circonscriptions: demande.circonscriptions.clone(),
        millesime: demande.millesime,
    };
    let mut resultats = Vec::new();
    let mut refus = Vec::new();
    for fichier in &demande.fichiers {
        let fait = if exchange::tableur::concerne(fichier) {
            tableur::importer(&mut store, fichier, demande)
        } else {
            annuaire(&mut store, fichier, &choix, demande)
        };
        match fait {
            Ok((texte, resultat)) => {
                if demande.format == Format::Texte {
                    sortie::dire(&texte)?;
                }
                resultats.push(resultat);
            }
            Err(erreur) if is_about_the_file(&erreur) => {
                resultats.push(Resultat::refuse(fichier, &erreur));
                refus.push(erreur.user_message());
            }
            Err(erreur) => return Err(erreur),
        }
    }
    if demande.format == Format::Json {
        lecture::json(serde_json::to_string_pretty(&resultats))?;
    }
    if refus.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(refus.join("\n")))
    }
}

/// One register file: what to say of it, and its line of the results.
fn annuaire(
    store: &mut Store,
    fichier: &Path,
    choix: &Choix,
    demande: &Importer,
) -> Result<(String, Resultat)> {
    let existant = Existant::read(store)?;
    let plan = annuaire::preparer(fichier, choix, &existant, &mut Progress::silent())?;
    if !demande.essai {
        annuaire::appliquer(store, &plan, &mut Progress::silent())?;
    }
    Ok((texte(&plan, demande.essai), Resultat::from(&plan)))
}

/// Whether the file to import is at fault, and not the carnet.
const fn is_about_the_file(erreur: &Error) -> bool {
    matches!(
        erreur,
        Error::Refused(_) | Error::Invalid(_) | Error::NotFound { .. } | Error::Io { .. }
    )
}

fn texte(plan: &ImportPlan, essai: bool) -> String {
    let mut texte = format!(
        "{}\u{202f}: {}, données du {}\n  {}, {}, {}, {}\n",
        plan.fichier,
        plan.reconnu,
        date_longue(plan.millesime),
        compte(plan.nouvelles, "école nouvelle", "écoles nouvelles"),
        compte(plan.modifiees, "modifiée", "modifiées"),
        compte(plan.inchangees, "inchangée", "inchangées"),
        compte(
            plan.absentes.len(),
            "absente du fichier",
            "absentes du fichier"
        ),
    );
    let mut lignes: Vec<String> = Vec::new();
    lignes.extend(plan.absentes.iter().map(|absente| {
        format!(
            "absente\u{202f}: {} {}, {}",
            absente.uai, absente.nom, absente.commune_nom
        )
    }));
    lignes.extend(
        plan.refusees
            .iter()
            .map(|refus| format!("ligne {} refusée\u{202f}: {}", refus.ligne, refus.raison)),
    );
    let autres = plan.refusees_total.saturating_sub(plan.refusees.len());
    if autres > 0 {
        lignes.push(format!(
            "et {}",
            compte(autres, "autre ligne refusée", "autres lignes refusées")
        ));
    }
    lignes.extend(
        plan.remarques
            .iter()
            .map(|cellule| format!("ligne {}\u{202f}: {}", cellule.ligne, cellule.raison)),
    );
    let autres = plan.remarques_total.saturating_sub(plan.remarques.len());
    if autres > 0 {
        lignes.push(format!(
            "et {}",
            compte(autres, "autre remarque", "autres remarques")
        ));
    }
    if essai {
        lignes.push("Essai\u{202f}: rien n’a été écrit.".to_owned());
    }
    for ligne in lignes {
        texte.push_str("  ");
        texte.push_str(&ligne);
        texte.push('\n');
    }
    texte
}

impl Resultat {
    fn refuse(fichier: &Path, erreur: &Error) -> Self {
        let nom = fichier.file_name().unwrap_or(fichier.as_os_str());
        Self {
            fichier: nom.to_string_lossy().into_owned(),
            reconnu: None,
            millesime: None,
            nouvelles: 0,
            modifiees: 0,
            inchangees: 0,
            absentes: 0,
            refusees: vec![Ligne {
                ligne: 0,
                raison: erreur.user_message(),
            }],
        }
    }
}

impl From<&ImportPlan> for Resultat {
    fn from(plan: &ImportPlan) -> Self {
        let refusees = plan
            .refusees
            .iter()
            .map(|refus| Ligne {
                ligne: refus.ligne,
                raison: refus.raison.clone(),
            })
            .collect();
        Self {
            fichier: plan.fichier.clone(),
            reconnu: Some(annuaire::JEU),
            millesime: Some(plan.millesime.to_string()),
            nouvelles: plan.nouvelles,
            modifiees: plan.modifiees,
            inchangees: plan.inchangees,
            absentes: plan.absentes.len(),
            refusees,
        }
    }
}
