//! `carnet-ent importer`: official files and spreadsheets into a carnet, one undoable operation
//! each.
//!
//! Whatever the order in which files are named, those that bring schools are read first (see
//! `exchange::import::rang`); answers come in the order of the names. A file that is refused does
//! not keep the others from being imported; the status says that one was.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::arguments::{Format, Importer};
use super::{lecture, sortie, tableur};
use crate::domain::Faits;
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::error::{Error, Result};
use crate::exchange::annuaire::{Choix, ImportPlan};
use crate::exchange::import::{self, Commun, Connu, Decisions, Plan};
use crate::exchange::{self, Jeu, Progress};
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

/// A file named on the command line.
struct Fichier<'a> {
    chemin: &'a Path,
    /// Its place among the names.
    place: usize,
    jeu: Result<Option<Jeu>>,
}

pub(super) fn importer(demande: &Importer, auteur: &Auteur) -> Result<()> {
    let mut store = Store::open(&demande.carnet, auteur)?;
    let choix = Choix {
        departement: demande.departement.clone(),
        circonscriptions: demande.circonscriptions.clone(),
        millesime: demande.millesime,
        ..Choix::default()
    };
    let mut fichiers: Vec<Fichier<'_>> = demande
        .fichiers
        .iter()
        .enumerate()
        .map(|(place, chemin)| Fichier {
            chemin,
            place,
            jeu: import::jeu(chemin),
        })
        .collect();
    fichiers.sort_by_key(|f| {
        (
            import::rang(f.jeu.as_ref().ok().copied().flatten()),
            f.place,
        )
    });
    let mut resultats = Vec::new();
    let mut refus = Vec::new();
    // In a trial nothing is written: what the files before would have brought is imagined.
    let mut avant: Vec<Plan> = Vec::new();
    let mut faits = None;
    for fichier in fichiers {
        let Fichier { chemin, place, jeu } = fichier;
        let reconnu = jeu.as_ref().ok().copied().flatten();
        let fait = if exchange::tableur::concerne(chemin) {
            faits = None;
            tableur::importer(&mut store, chemin, demande)
        } else {
            jeu.and_then(|jeu| {
                let connus = known(&store, &mut faits, jeu)?;
                un_officiel(&mut store, chemin, jeu, &choix, demande, connus, &mut avant)
            })
        };
        if let Some((_, ecrits)) = &mut faits {
            ecrits.extend(reconnu);
        }
        match fait {
            Ok((texte, resultat)) => {
                if demande.format == Format::Texte {
                    sortie::dire(&texte)?;
                }
                resultats.push((place, resultat));
            }
            Err(erreur) if is_about_the_file(&erreur) => {
                resultats.push((place, Resultat::refuse(chemin, reconnu, &erreur)));
                refus.push((place, erreur.user_message()));
            }
            Err(erreur) => return Err(erreur),
        }
    }
    resultats.sort_by_key(|(place, _)| *place);
    refus.sort_by_key(|(place, _)| *place);
    if demande.format == Format::Json {
        let resultats: Vec<&Resultat> = resultats.iter().map(|(_, r)| r).collect();
        lecture::json(serde_json::to_string_pretty(&resultats))?;
    }
    if refus.is_empty() {
        Ok(())
    } else {
        let phrases: Vec<String> = refus.into_iter().map(|(_, phrase)| phrase).collect();
        Err(Error::Refused(phrases.join("\n")))
    }
}

/// The facts of a carnet, and the datasets written since they were read.
type Lus = (Arc<Faits>, Vec<Jeu>);

/// The facts a file of the dataset `jeu` is compared with: those already read, unless what was
/// written since may matter to it.
fn known(store: &Store, lus: &mut Option<Lus>, jeu: Option<Jeu>) -> Result<Arc<Faits>> {
    if let Some((faits, ecrits)) = lus
        && !ecrits.iter().any(|ecrit| import::feeds(*ecrit, jeu))
    {
        return Ok(Arc::clone(faits));
    }
    let faits = Arc::new(store.faits()?);
    *lus = Some((Arc::clone(&faits), Vec::new()));
    Ok(faits)
}

/// One official file: what to say of it, and its line of the results.
fn un_officiel(
    store: &mut Store,
    chemin: &Path,
    jeu: Option<Jeu>,
    choix: &Choix,
    demande: &Importer,
    faits: Arc<Faits>,
    avant: &mut Vec<Plan>,
) -> Result<(String, Resultat)> {
    let mut connu = Connu::new(store, faits);
    for plan in &*avant {
        connu.imagine(plan);
    }
    let plan = import::preparer(chemin, jeu, choix, &connu, &mut Progress::silent())?;
    let fait = (texte(&plan, demande.essai), Resultat::from(&plan));
    if demande.essai {
        avant.push(plan);
    } else {
        let decisions = Decisions::default();
        import::appliquer(store, &plan, &decisions, &mut Progress::silent())?;
    }
    Ok(fait)
}

/// Whether the file to import is at fault, and not the carnet.
const fn is_about_the_file(erreur: &Error) -> bool {
    matches!(
        erreur,
        Error::Refused(_) | Error::Invalid(_) | Error::NotFound { .. } | Error::Io { .. }
    )
}

fn texte(plan: &Plan, essai: bool) -> String {
    let resume = plan.resume();
    let mut texte = match plan {
        Plan::Annuaire(plan) => annuaire(plan),
        autre => autre
            .commun()
            .map_or_else(String::new, |c| officiel(autre, c)),
    };
    let mut lignes: Vec<String> = Vec::new();
    lignes.extend(a_decider(plan));
    lignes.extend(plan.absentes().iter().map(|absente| {
        format!(
            "absente\u{202f}: {} {}, {}",
            absente.uai, absente.nom, absente.commune_nom
        )
    }));
    lignes.extend(
        plan.refusees()
            .iter()
            .map(|refus| format!("ligne {} refusée\u{202f}: {}", refus.ligne, refus.raison)),
    );
    let autres = resume.refusees.saturating_sub(plan.refusees().len());
    if autres > 0 {
        lignes.push(format!(
            "et {}",
            compte(autres, "autre ligne refusée", "autres lignes refusées")
        ));
    }
    lignes.extend(
        plan.remarques()
            .iter()
            .map(|cellule| format!("ligne {}\u{202f}: {}", cellule.ligne, cellule.raison)),
    );
    let autres = resume.remarques.saturating_sub(plan.remarques().len());
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

/// What only a person can decide, and only in the window.
fn a_decider(plan: &Plan) -> Option<String> {
    let n = plan.resume().a_choisir;
    if n == 0 {
        return None;
    }
    Some(match plan {
        Plan::Fermes(_) => format!(
            "{} à confirmer dans la fenêtre",
            compte(n, "fusion possible", "fusions possibles")
        ),
        _ => format!(
            "{} de communes à plusieurs collèges\u{202f}: secteur à choisir dans la fenêtre",
            compte(n, "école", "écoles")
        ),
    })
}

fn annuaire(plan: &ImportPlan) -> String {
    format!(
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
    )
}

fn officiel(plan: &Plan, commun: &Commun) -> String {
    let resume = plan.resume();
    let rentrees = match plan {
        Plan::Effectifs(mesures) | Plan::Ips(mesures) => format!(", {}", mesures.rentrees()),
        Plan::Dnma(audience) => format!(", {}", audience.annees()),
        _ => String::new(),
    };
    format!(
        "{}\u{202f}: {}{}, {}\n  {}\u{202f}: {}, {}, {}, {}, {}\n",
        commun.fichier,
        commun.reconnu,
        rentrees,
        commun.date.phrase(),
        compte(commun.lues, "ligne lue", "lignes lues"),
        compte(resume.nouvelles, "nouvelle", "nouvelles"),
        compte(resume.modifiees, "modifiée", "modifiées"),
        compte(resume.inchangees, "inchangée", "inchangées"),
        compte(resume.non_suivies, "non suivie", "non suivies"),
        compte(
            resume.absentes,
            "école absente du fichier",
            "écoles absentes du fichier"
        ),
    )
}

impl Resultat {
    fn refuse(chemin: &Path, jeu: Option<Jeu>, erreur: &Error) -> Self {
        let nom = chemin.file_name().unwrap_or(chemin.as_os_str());
        Self {
            fichier: nom.to_string_lossy().into_owned(),
            reconnu: jeu.map(Jeu::as_str),
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

impl From<&Plan> for Resultat {
    fn from(plan: &Plan) -> Self {
        let resume = plan.resume();
        let refusees = plan.refusees().iter().map(|refus| Ligne {
            ligne: refus.ligne,
            raison: refus.raison.clone(),
        });
        Self {
            fichier: plan.fichier().to_owned(),
            reconnu: Some(plan.jeu().as_str()),
            millesime: Some(plan.millesime().to_string()),
            nouvelles: resume.nouvelles,
            modifiees: resume.modifiees,
            inchangees: resume.inchangees,
            absentes: resume.absentes,
            refusees: refusees.collect(),
        }
    }
}
