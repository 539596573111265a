//! `carnet-ent consolider`: the files received made one, each with its verdict, what is missing
//! said, and the whole published.

mod json;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::Args;

use self::json::Reponse;
use super::arguments::{ARGUMENTS, Format, OPTIONS, format_import, jour};
use super::{lecture, sortie};
use crate::domain::bilan::bilan;
use crate::domain::date::date_longue;
use crate::domain::nombre::{entier, taux_texte};
use crate::domain::{Faits, Par, Population, Regle};
use crate::error::{Error, Result};
use crate::exchange::coffre::Phrase;
use crate::exchange::consolidation::{self, Etat, FichierJuge, Plan, Publication, attendus};
use crate::exchange::{Jeu, Progress, annuaire, import};
use crate::report::{Colonne, Tableau};
use crate::store::etranger;
use crate::store::{Auteur, Store};
use crate::systeme::enfant;

#[derive(Debug, Args)]
pub(super) struct Consolider {
    #[arg(help_heading = ARGUMENTS, value_name = "FICHIER", required = true,
          help = "Envois reçus, ou dossiers qui en contiennent")]
    fichiers: Vec<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Fichier consolidé à écrire")]
    sortie: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "CARNET",
          help = "Carnet de l’académie, qui garde ce qui est accepté")]
    carnet: Option<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "ANNUAIRE",
          help = "Annuaire (CSV) des circonscriptions attendues ; par défaut celles du carnet")]
    attendus: Option<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour décrit ; par défaut le plus récent des fichiers acceptés")]
    au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Fichier dont la première ligne est le mot de passe des fichiers chiffrés")]
    mot_de_passe_fichier: Option<PathBuf>,
    #[arg(help_heading = OPTIONS, long,
          help = "Remplace un envoi précédent qui porte ce nom ; aucun autre fichier ne l’est")]
    remplacer: bool,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte",
          hide_default_value = true, value_parser = format_import,
          help = "texte (par défaut) ou json")]
    format: Format,
}

pub(super) fn consolider(demande: &Consolider, auteur: &Auteur) -> Result<()> {
    let mut progress = Progress::silent();
    let phrase = (demande.mot_de_passe_fichier.as_deref())
        .map(Phrase::lire)
        .transpose()?;
    let mut store = match &demande.carnet {
        Some(chemin) => Store::open(chemin, auteur)?,
        None => Store::in_memory(auteur)?,
    };
    store.check_export_place(&demande.sortie, demande.remplacer)?;
    let annuaire = (demande.attendus.as_deref())
        .map(|chemin| annuaire_de(chemin, auteur))
        .transpose()?;
    let fichiers = consolidation::fichiers(&demande.fichiers)?;
    let lus = consolidation::lire(&fichiers, phrase.as_ref(), &mut progress)?;
    // What the files say is long to take apart value by value: the process ends with its memory.
    let plan = ManuallyDrop::new(consolidation::recevoir(&mut store, lus, &mut progress)?);
    let faits = ManuallyDrop::new(store.faits()?);
    let recues = store.recues()?;
    let newest = || recues.courantes().map(|r| r.au).max();
    let au = (demande.au)
        .or_else(newest)
        .unwrap_or_else(|| auteur.horloge.aujourdhui());
    let attendues = match &annuaire {
        Some((store, faits)) => attendus(faits, &store.recues()?.annoncees, au),
        None => attendus(&faits, &recues.annoncees, au),
    };
    let etat = consolidation::etat(&store, &faits, &recues, &attendues, au)?;
    let publie = consolidation::publier(
        &mut store,
        &faits,
        &etat,
        (&demande.sortie, demande.remplacer),
        &mut progress,
    );
    let publie = publie.map(ManuallyDrop::new);
    dire(demande, (&plan, &etat, &faits), publie.as_deref())?;
    publie.map(drop)
}

/// The annuaire of those expected, in a carnet of its own.
fn annuaire_de(chemin: &Path, auteur: &Auteur) -> Result<(Store, Faits)> {
    let mut progress = Progress::silent();
    if import::jeu(chemin)? != Some(Jeu::Annuaire) {
        return Err(Error::Refused(format!(
            "«\u{a0}{}\u{a0}» n’est pas un annuaire de l’éducation\u{202f}: les circonscriptions \
             attendues se lisent dans celui de data.education.gouv.fr (CSV).",
            chemin.display()
        )));
    }
    let mut store = Store::in_memory(auteur)?;
    let existant = annuaire::Existant::new(&store, Arc::new(store.faits()?));
    let choix = annuaire::Choix {
        // The rows of some vintages carry no date; which one does not matter here.
        millesime: annuaire::reconnaitre(chemin, &mut progress)?
            .millesime
            .or_else(|| Some(auteur.horloge.aujourdhui())),
        ..annuaire::Choix::default()
    };
    let plan = annuaire::preparer(chemin, &choix, &existant, &mut progress)?;
    drop(existant);
    annuaire::appliquer(&mut store, &plan, &mut progress)?;
    let faits = store.faits()?;
    Ok((store, faits))
}

fn dire(
    demande: &Consolider,
    (plan, etat, faits): (&Plan, &Etat, &Faits),
    publie: Result<&Publication, &Error>,
) -> Result<()> {
    let publie = publie.ok();
    if demande.format == Format::Json {
        let reponse = Reponse::new(&demande.sortie, (plan, etat, faits), publie);
        return lecture::json(serde_json::to_string_pretty(&reponse));
    }
    sortie::dire(&texte(demande, (plan, etat, faits), publie))
}

fn texte(
    demande: &Consolider,
    (plan, etat, faits): (&Plan, &Etat, &Faits),
    publie: Option<&Publication>,
) -> String {
    let fichiers = Tableau {
        colonnes: vec![
            Colonne::texte("Fichier"),
            Colonne::texte("Périmètre"),
            Colonne::texte("Au"),
            Colonne::nombre("Écoles", "Écoles"),
            Colonne::nombre("Avec ENT", "Avec ENT"),
            Colonne::texte("Verdict"),
        ],
        lignes: plan.fichiers.iter().map(ligne).collect(),
        total: None,
    };
    let mut texte = fichiers.to_texte();
    texte.push('\n');
    let mut dire = |phrase: &str| texte.extend([phrase, "\n"]);
    dire(&plan.dit());
    for rejet in plan.fichiers.iter().filter_map(|f| f.rejet.as_ref()) {
        dire(&format!("  {}", rejet.phrase));
    }
    match etat.manque_dit() {
        Some(manque) => dire(&manque),
        None if etat.attendues => dire("Toutes les circonscriptions attendues ont répondu."),
        None => dire(
            "Personne n’a dit quelles circonscriptions sont attendues (--attendus, ou l’annuaire \
             dans le carnet).",
        ),
    }
    for double in plan.doubles.iter().take(20) {
        dire(&format!("  {}", double.phrase()));
    }
    if plan.doubles.len() > 20 {
        dire(&format!("  … et {} autres.", plan.doubles.len() - 20));
    }
    for mot in consolidation::a_reunir(faits) {
        dire(&format!("  {}", mot.phrase()));
    }
    let (dits, comptes) = (etat.totaux.dits, etat.totaux.comptes);
    dire(&format!(
        "Totaux\u{202f}: les fichiers disent {} écoles dont {} avec un ENT, le carnet en compte {} \
         dont {}.",
        entier(dits.0),
        entier(dits.1),
        entier(comptes.0),
        entier(comptes.1)
    ));
    if let Some(publie) = publie {
        let envoi = &publie.envoi;
        dire(&format!(
            "État des lieux au {}\u{202f}:",
            date_longue(envoi.demande.au)
        ));
        texte.push_str(&etat_des_lieux(faits, etat).to_texte());
        let chemin = demande.sortie.display().to_string();
        texte.extend([
            "\n",
            &chemin,
            "\u{202f}: écrit et vérifié.\nEmpreinte\u{202f}: ",
        ]);
        texte.extend([envoi.empreinte.lettres().as_str(), "\n"]);
    }
    texte
}

fn ligne(f: &FichierJuge) -> Vec<String> {
    let nombre = |n| {
        if f.au.is_some() {
            entier(n)
        } else {
            "—".to_owned()
        }
    };
    vec![
        f.nom.clone(),
        if f.perimetre.is_empty() {
            "—".to_owned()
        } else {
            f.perimetre.clone()
        },
        f.au.map_or_else(|| "—".to_owned(), date_longue),
        nombre(f.ecoles),
        nombre(f.avec_ent),
        f.dit(),
    ]
}

/// The table of the DANE, of the schools received.
fn etat_des_lieux(faits: &Faits, etat: &Etat) -> Tableau {
    let recues = faits.restreints_au_besoin(|e| etat.recues.contains(&e.id));
    let lu = bilan(
        &recues,
        etat.au,
        Par::Departement,
        Regle::Classe,
        Population::Public,
    );
    let ligne = |nom: &str, c: &crate::domain::Compte| {
        vec![
            nom.to_owned(),
            entier(c.ecoles),
            entier(c.avec_ent),
            taux_texte(c.taux()),
            taux_texte(c.part_elementaires_primaires()),
        ]
    };
    Tableau {
        colonnes: vec![
            Colonne::texte("Département"),
            Colonne::nombre("Écoles", "Écoles"),
            Colonne::nombre("Avec ENT", "Avec ENT"),
            Colonne::nombre("Taux", "Taux"),
            Colonne::nombre("Dont élém. et prim.", "Dont élém. et prim."),
        ],
        lignes: (lu.lignes.iter())
            .map(|l| ligne(&l.groupe, &l.compte))
            .collect(),
        total: Some(ligne("Total", &lu.total)),
    }
}

/// `carnet-ent _lire`: the child process that reads exports received, for the others.
pub(super) fn servir() -> Result<ExitCode> {
    enfant::servir(|octets| {
        let lu = etranger::export(&octets);
        serde_json::to_string(&lu).unwrap_or_default()
    })?;
    Ok(ExitCode::SUCCESS)
}
