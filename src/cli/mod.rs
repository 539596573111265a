//! The command line: the window's file operations for scripts, for support and for tests without
//! a screen.
//!
//! Results go to the standard output, sentences about what was refused to the standard error.
//! Exit status: 0 done, 1 refused, 2 wrong usage. A reader that stops listening (`| head`) is no
//! failure.

mod abonnements;
mod actions;
mod agenda;
mod arguments;
mod bilan;
mod carnet;
mod consolider;
mod demo;
mod exporter;
mod fenetre;
mod formations;
mod fusionner;
mod graphique;
mod importer;
mod inspecter;
mod lecture;
mod observations;
mod sortie;
mod tableur;
mod tournee;
mod usage;
mod verifier_ecoles;
mod visites;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::{Arguments, Commande};
use crate::error::Result;
use crate::store::Auteur;
use crate::systeme::Preferences;

/// Wrong usage.
const USAGE: u8 = 2;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

fn run_with(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(erreur) if erreur.use_stderr() => {
            sortie::plainte(&usage::phrase(&erreur));
            return ExitCode::from(USAGE);
        }
        // --help and --version
        Err(demande) => {
            return status(sortie::dire(&demande.to_string()).map(|()| ExitCode::SUCCESS));
        }
    };
    status(execute(arguments))
}

fn status(resultat: Result<ExitCode>) -> ExitCode {
    match resultat {
        Ok(code) => code,
        Err(erreur) => {
            sortie::plainte(&erreur.user_message());
            ExitCode::FAILURE
        }
    }
}

fn execute(arguments: Arguments) -> Result<ExitCode> {
    let Some(commande) = arguments.commande else {
        return fenetre::ouvrir(arguments.fichier.as_deref());
    };
    let moi = Preferences::load();
    let auteur = Auteur {
        personne: moi.personne,
        fonction: moi.fonction,
        ..Auteur::default()
    };
    match commande {
        Commande::Demo {
            fichier,
            academie,
            sans_fenetre,
        } => return demo::demo(fichier, academie, sans_fenetre),
        Commande::Examiner => return inspecter::servir(),
        Commande::Lire => return consolider::servir(),
        Commande::Inspecter(demande) => inspecter::inspecter(&demande),
        Commande::Creer { fichier } => carnet::creer(&fichier, &auteur),
        Commande::Importer(demande) => importer::importer(&demande, &auteur),
        Commande::Ecoles(demande) => lecture::ecoles(&demande, &auteur),
        Commande::Bilan(demande) => bilan::bilan(&demande, &auteur),
        Commande::Graphique(demande) => graphique::graphique(&demande, &auteur),
        Commande::Abonnements(demande) => abonnements::abonnements(&demande, &auteur),
        Commande::VerifierEcoles(demande) => verifier_ecoles::verifier_ecoles(&demande, &auteur),
        Commande::Projets(demande) => lecture::projets(&demande, &auteur),
        Commande::Docteur(demande) => lecture::docteur(&demande, &auteur),
        Commande::Visites(demande) => visites::visites(&demande, &auteur),
        Commande::Actions(demande) => actions::actions(&demande, &auteur),
        Commande::Formations(demande) => formations::formations(&demande, &auteur),
        Commande::Observations(demande) => observations::observations(&demande, &auteur),
        Commande::Agenda(demande) => agenda::agenda(&demande, &auteur),
        Commande::Exporter(demande) => exporter::exporter(&demande, &auteur),
        Commande::Tournee(demande) => tournee::tournee(&demande, &auteur),
        Commande::Fusionner(demande) => fusionner::fusionner(&demande, &auteur),
        Commande::Consolider(demande) => consolider::consolider(&demande, &auteur),
        Commande::Conflits(demande) => fusionner::conflits(&demande, &auteur),
        Commande::Annuler { carnet } => carnet::annuler(&carnet, &auteur),
        Commande::Retablir { carnet } => carnet::retablir(&carnet, &auteur),
        Commande::Historique { carnet } => carnet::historique(&carnet, &auteur),
        Commande::Verifier { fichier } => carnet::verifier(&fichier, &auteur),
    }?;
    Ok(ExitCode::SUCCESS)
}
