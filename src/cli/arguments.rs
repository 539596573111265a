//! What can be asked on the command line, and its help in French.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Args, Parser, Subcommand};

use super::abonnements::Abonnements;
use super::agenda::Agenda;
use super::bilan::BilanDemande;
use super::consolider::Consolider;
use super::exporter::Exporter;
use super::fusionner::{Conflits, Fusionner};
use super::graphique::Graphique;
use super::inspecter::Inspecter;
use super::tournee::Tournee;
use super::verifier_ecoles::VerifierEcoles;
use super::visites::Terrain;
use crate::domain::date::parse_date;
use crate::domain::texte::sans_accents;
use crate::domain::{Par, Population, Regle, normalise_departement};
use crate::systeme::Horloge;

/// Headings, which clap follows with a colon.
pub(super) const ARGUMENTS: &str = "Arguments\u{a0}";
pub(super) const OPTIONS: &str = "Options\u{a0}";

const MODELE: &str = "{about}\n\nUtilisation\u{a0}: {usage}\n\n{all-args}{after-help}";

#[derive(Debug, Parser)]
#[command(
    name = "carnet-ent",
    version,
    about = "Carnet ENT : le carnet de bord du déploiement des ENT dans les écoles.",
    after_help = "Sans commande, la fenêtre s’ouvre. « carnet-ent <COMMANDE> --help » détaille \
                  une commande.\n\nCode de retour : 0 fait, 1 refusé (une phrase dit pourquoi), \
                  2 mauvais usage.",
    help_template = MODELE,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "Commandes\u{a0}",
    subcommand_value_name = "COMMANDE",
    args_conflicts_with_subcommands = true
)]
pub(super) struct Arguments {
    #[arg(help_heading = ARGUMENTS, value_name = "FICHIER", help = "Carnet à ouvrir dans la fenêtre")]
    pub(super) fichier: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) commande: Option<Commande>,
    #[arg(help_heading = OPTIONS, short = 'h', long = "help", global = true, action = ArgAction::Help,
          help = "Affiche cette aide")]
    aide: Option<bool>,
    #[arg(help_heading = OPTIONS, short = 'V', long = "version", action = ArgAction::Version,
          help = "Affiche la version")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Commande {
    #[command(
        about = "Ouvre la démonstration, entièrement fictive ; la prépare la première fois",
        help_template = MODELE
    )]
    Demo {
        #[arg(
            help_heading = ARGUMENTS, value_name = "FICHIER",
            help = "Fichier à créer ; sans nom, la démonstration de cet ordinateur"
        )]
        fichier: Option<PathBuf>,
        #[arg(
            long, help_heading = OPTIONS,
            help = "L’académie entière plutôt que deux circonscriptions"
        )]
        academie: bool,
        #[arg(
            long, help_heading = OPTIONS,
            help = "Prépare le fichier sans ouvrir la fenêtre"
        )]
        sans_fenetre: bool,
    },
    #[command(about = "Crée un carnet vide", help_template = MODELE)]
    Creer {
        #[arg(
            help_heading = ARGUMENTS, value_name = "FICHIER",
            help = "Nom du nouveau carnet ; rien n’est remplacé"
        )]
        fichier: PathBuf,
    },
    #[command(
        about = "Importe des fichiers officiels et des tableurs dans un carnet",
        help_template = MODELE,
        after_help = "Sont reconnus à leurs titres de colonnes, dans tous leurs millésimes : \
                      l’annuaire de l’éducation, les effectifs, les IPS, la géolocalisation, la \
                      carte scolaire des collèges, les établissements fermés, les subventions du \
                      socle numérique (SNEE). L’annuaire apporte les écoles ; les autres fichiers \
                      ne parlent que de celles que le carnet suit. Ils se donnent ensemble et \
                      dans n’importe quel ordre.\n\nUn tableur dit quelle école (UAI, ou nom et \
                      commune) a quelle solution, par exemple : \
                      UAI;Solution;Périmètre;Début;Fin;Financement;Commentaire. Ce qui demanderait \
                      une décision est refusé avec sa ligne et sa raison ; la fenêtre, elle, \
                      demande.\n\nChaque fichier importé est une opération, que « carnet-ent \
                      annuler » défait. Ce qui a été saisi à la main n’est jamais remplacé."
    )]
    Importer(Importer),
    #[command(about = "Liste les écoles ouvertes à une date", help_template = MODELE)]
    Ecoles(Ecoles),
    #[command(about = "Donne l’état des lieux à une date", help_template = MODELE)]
    Bilan(Box<BilanDemande>),
    #[command(about = "Dessine un graphique (SVG, PNG) ou en donne le tableau",
              help_template = MODELE)]
    Graphique(Graphique),
    #[command(about = "Liste les abonnements, du premier qui finit au dernier",
              help_template = MODELE)]
    Abonnements(Abonnements),
    #[command(about = "Liste les écoles à vérifier, la plus ancienne vérification d’abord",
              help_template = MODELE)]
    VerifierEcoles(VerifierEcoles),
    #[command(about = "Liste les projets, leurs écoles et leurs jalons", help_template = MODELE)]
    Projets(Ecoles),
    #[command(
        about = "Dit ce qui paraît faux dans un carnet, et ce qui le corrigerait",
        help_template = MODELE,
        after_help = "Rien n’est modifié. Le code de retour est 0, même quand quelque chose est \
                      signalé."
    )]
    Docteur(Docteur),
    #[command(
        about = "Réunit à un carnet ceux d’autres personnes",
        help_template = MODELE,
        after_help = "Ce qui a été écrit de part et d’autre est gardé ; ce qui se contredit reste \
                      visible, à régler dans la fenêtre (Échanges, Désaccords). Recommencer, ou \
                      réunir dans un autre ordre, donne le même carnet. Une copie vérifiée est \
                      faite d’abord, à côté du carnet."
    )]
    Fusionner(Fusionner),
    #[command(about = "Liste ce que deux personnes ont écrit différemment, et les doublons probables",
              help_template = MODELE)]
    Conflits(Conflits),
    #[command(about = "Liste les visites d’une période", help_template = MODELE)]
    Visites(Terrain),
    #[command(about = "Liste ce qui a été promis, ce qui est en retard d’abord",
              help_template = MODELE,
              after_help = "--depuis et --au portent sur la date limite de chaque action ; sans \
                            eux, celles qui n’en ont pas sont listées aussi.")]
    Actions(Terrain),
    #[command(about = "Liste les sessions de formation et les événements d’une période",
              help_template = MODELE,
              after_help = "Sans --depuis ni --au, ce qui n’a pas encore de date est listé aussi.")]
    Formations(Terrain),
    #[command(about = "Liste ce qui a été observé dans les écoles, service par service",
              help_template = MODELE,
              after_help = "En texte, une ligne par observation ; en csv, une par service observé. \
                            Les constats restent dans le carnet.")]
    Observations(Terrain),
    #[command(about = "Dit ce qu’il y a chaque jour, ou l’écrit pour un autre agenda",
              help_template = MODELE)]
    Agenda(Agenda),
    #[command(about = "Liste les écoles à aller voir, et pourquoi", help_template = MODELE)]
    Tournee(Tournee),
    #[command(about = "Écrit le fichier à envoyer à la DANE", help_template = MODELE,
              after_help = "Ni nom de personne ni texte libre ne part sans --avec. Le fichier est \
                            relu et son empreinte vérifiée avant de prendre son nom.")]
    Exporter(Exporter),
    #[command(about = "Fait un seul fichier de ceux que la DANE a reçus", help_template = MODELE,
              after_help = "Chaque fichier est vérifié ; ceux qui sont abîmés sont mis de côté et \
                            nommés. Rien n’est publié si les totaux ne se recoupent pas ; ce qui \
                            manque est dit dans le fichier publié. Avec --carnet, ce qui est accepté \
                            y reste, en une opération que l’on peut annuler.")]
    Consolider(Consolider),
    #[command(about = "Annule la dernière opération", help_template = MODELE)]
    Annuler {
        #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à modifier")]
        carnet: PathBuf,
    },
    #[command(about = "Rétablit la dernière opération annulée", help_template = MODELE)]
    Retablir {
        #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à modifier")]
        carnet: PathBuf,
    },
    #[command(about = "Liste les opérations, de la plus récente à la plus ancienne",
              help_template = MODELE)]
    Historique {
        #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
        carnet: PathBuf,
    },
    #[command(about = "Dit ce qu’est un fichier reçu, de qui, et s’il est intact",
              help_template = MODELE)]
    Inspecter(Inspecter),
    #[command(name = "_examiner", hide = true, help_template = MODELE)]
    Examiner,
    #[command(name = "_lire", hide = true, help_template = MODELE)]
    Lire,
    #[command(about = "Vérifie qu’un carnet est intact et conforme à son journal",
              help_template = MODELE)]
    Verifier {
        #[arg(help_heading = ARGUMENTS, value_name = "FICHIER", help = "Carnet à vérifier")]
        fichier: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(super) struct Importer {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à compléter")]
    pub(super) carnet: PathBuf,
    #[arg(
        help_heading = ARGUMENTS, value_name = "FICHIER",
        required = true,
        help = "Fichiers officiels (CSV), tableurs (CSV, XLSX, ODS)"
    )]
    pub(super) fichiers: Vec<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "D", value_parser = departement,
          help = "Ne garde de l’annuaire que ce département (88 ou 088)")]
    pub(super) departement: Option<String>,
    #[arg(
        help_heading = OPTIONS, long = "circonscription",
        value_name = "NOM",
        help = "Ne garde de l’annuaire que cette circonscription ; l’option se répète"
    )]
    pub(super) circonscriptions: Vec<String>,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Date des données ; par défaut celle que porte le fichier, sinon celle du fichier lui-même")]
    pub(super) millesime: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Début des déploiements d’un tableur qui ne le dit pas")]
    pub(super) debut: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "TITRE=CHAMP,…", value_delimiter = ',',
          value_parser = colonne,
          help = "Colonnes d’un tableur dont le titre ne dit pas assez : Produit=solution,Depuis=debut")]
    pub(super) colonnes: Vec<(String, String)>,
    #[arg(help_heading = OPTIONS, long, help = "Montre ce qui serait fait, sans rien écrire")]
    pub(super) essai: bool,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte", hide_default_value = true,
          value_parser = format_import, help = "texte (par défaut) ou json")]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Ecoles {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
    pub(super) carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour regardé : 1/7/2020, 1er juillet 2020, hier… (par défaut, aujourd’hui)")]
    pub(super) au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "RÈGLE", default_value = "classe", hide_default_value = true,
          value_parser = regle, help = REGLE)]
    pub(super) regle: Regle,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte", hide_default_value = true,
          value_parser = format, help = FORMAT)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Docteur {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à examiner")]
    pub(super) carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour de l’examen : ce qui est daté d’après n’a pas encore eu lieu (par défaut, \
                  aujourd’hui)")]
    pub(super) au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte", hide_default_value = true,
          value_parser = format, help = FORMAT)]
    pub(super) format: Format,
}

pub(super) const REGLE: &str = "Est « avec ENT » : classe (par défaut), l’école dont une classe au moins a un \
                     ENT ; ecole, celle qui en a un en entier";
pub(super) const FORMAT: &str = "texte (par défaut), csv (tableur) ou json (scripts)";

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Texte,
    Csv,
    Json,
}

impl Format {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Texte => "texte",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

pub(super) fn format(texte: &str) -> Result<Format, String> {
    parmi(
        &[Format::Texte, Format::Csv, Format::Json],
        Format::as_str,
        texte,
    )
}

pub(super) fn format_import(texte: &str) -> Result<Format, String> {
    parmi(&[Format::Texte, Format::Json], Format::as_str, texte)
}

pub(super) fn par(texte: &str) -> Result<Par, String> {
    parmi(&Par::ALL, Par::as_str, texte)
}

pub(super) fn regle(texte: &str) -> Result<Regle, String> {
    parmi(&[Regle::Classe, Regle::Ecole], Regle::as_str, texte)
}

pub(super) fn statut(texte: &str) -> Result<Population, String> {
    parmi(&Population::ALL, Population::as_str, texte)
}

/// One of a closed list, by its name without accents.
pub(super) fn parmi<T: Copy>(
    choix: &[T],
    nom: fn(T) -> &'static str,
    texte: &str,
) -> Result<T, String> {
    let demande = sans_accents(texte.trim());
    choix
        .iter()
        .copied()
        .find(|c| nom(*c) == demande)
        .ok_or_else(|| {
            let noms: Vec<&str> = choix.iter().map(|c| nom(*c)).collect();
            format!("choisissez parmi {}", noms.join(", "))
        })
}

pub(super) fn jour(texte: &str) -> Result<NaiveDate, String> {
    parse_date(texte, Horloge::default().aujourdhui())
}

/// `Produit=solution`
fn colonne(texte: &str) -> Result<(String, String), String> {
    texte
        .split_once('=')
        .filter(|(titre, champ)| !titre.trim().is_empty() && !champ.trim().is_empty())
        .map(|(titre, champ)| (titre.trim().to_owned(), champ.trim().to_owned()))
        .ok_or_else(|| "écrivez par exemple Produit=solution,Depuis=debut".to_owned())
}

fn departement(texte: &str) -> Result<String, String> {
    normalise_departement(texte)
        .map(str::to_owned)
        .ok_or_else(|| "ce département n’existe pas, écrivez par exemple 88 ou 2A".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_coherent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_help_is_in_french() {
        let mut commande = Arguments::command();
        commande.build();
        let mut aides = vec![commande.render_long_help().to_string()];
        aides.extend(
            commande
                .get_subcommands_mut()
                .map(|c| c.render_long_help().to_string()),
        );
        assert!(aides.len() >= 9, "{}", aides.len());
        for aide in aides {
            for anglais in ["Usage", "Print", "Commands", "possible values", "default"] {
                assert!(!aide.contains(anglais), "{anglais} in\n{aide}");
            }
        }
    }
}
