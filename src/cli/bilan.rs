//! `carnet-ent bilan`: the état des lieux in every format, and the printed reports.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::arguments::{ARGUMENTS, OPTIONS, REGLE, jour, par, parmi, regle, statut};
use super::lecture::json_texte;
use super::sortie;
use super::visites::{known_school, uai};
use crate::domain::bilan::bilan as compte;
use crate::domain::hors_bilan::hors_bilan;
use crate::domain::modele_bilan::DemandeBilan;
use crate::domain::texte::sans_accents;
use crate::domain::{
    Etendue, Faits, Groupe, Id, Lecteur, ModeleBilan, Par, Population, Regle, Sujet, Uai,
};
use crate::error::{Error, Result};
use crate::exchange::write_new;
use crate::report::bilans::{Imprime, pied};
use crate::report::{EtatDesLieux, classeur};
use crate::store::{Auteur, Store};

#[derive(Debug, Args)]
pub(super) struct BilanDemande {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
    carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour regardé : 1/7/2020, 1er juillet 2020, hier… (par défaut, aujourd’hui)")]
    au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour plus ancien auquel comparer")]
    comparer: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "GROUPE", default_value = "departement", hide_default_value = true,
          value_parser = par,
          help = "departement (par défaut), circonscription, secteur, commune, solution, rep, rpi, nature, ips, financement ou projet")]
    par: Par,
    #[arg(help_heading = OPTIONS, long, value_name = "RÈGLE", default_value = "classe", hide_default_value = true,
          value_parser = regle, help = REGLE)]
    regle: Regle,
    #[arg(help_heading = OPTIONS, long, value_name = "STATUT", default_value = "public", hide_default_value = true,
          value_parser = statut, help = "public (par défaut), prive ou tous")]
    statut: Population,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte", hide_default_value = true,
          value_parser = format,
          help = "texte (par défaut), csv ou xlsx (tableur), json (scripts), pdf (impression)")]
    format: FormatBilan,
    #[arg(help_heading = OPTIONS, long, value_name = "NOM", value_parser = modele,
          help = "Bilan à imprimer en pdf : tableau-dane (par défaut), bilan-circonscription, \
                  page-elus, rapport-activite, fiche-ecole, compte-rendu-visite, emargement")]
    modele: Option<ModeleBilan>,
    #[arg(help_heading = OPTIONS, long, value_name = "NOM",
          help = "Circonscription du bilan ; sans elle, toutes les écoles du carnet")]
    circonscription: Option<String>,
    #[arg(help_heading = OPTIONS, long, value_name = "UAI", value_parser = uai,
          help = "École de fiche-ecole")]
    ecole: Option<Uai>,
    #[arg(help_heading = OPTIONS, long, value_name = "ID", value_parser = identite,
          help = "Visite de compte-rendu-visite ; « carnet-ent visites --format json » dit son id")]
    visite: Option<Id>,
    #[arg(help_heading = OPTIONS, long, value_name = "LECTEUR", default_value = "enseignant", hide_default_value = true,
          value_parser = lecteur, help = "De qui est la copie : enseignant (par défaut) ou ien")]
    lecteur: Lecteur,
    #[arg(help_heading = OPTIONS, long, value_name = "ID", value_parser = identite,
          help = "Session d’emargement ; « carnet-ent formations --format json » dit son id")]
    seance: Option<Id>,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Fichier à écrire, nécessaire pour xlsx et pdf ; rien n’est remplacé")]
    sortie: Option<PathBuf>,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FormatBilan {
    Texte,
    Csv,
    Json,
    Xlsx,
    Pdf,
}

impl FormatBilan {
    const ALL: [Self; 5] = [Self::Texte, Self::Csv, Self::Json, Self::Xlsx, Self::Pdf];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Texte => "texte",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }
}

fn format(texte: &str) -> std::result::Result<FormatBilan, String> {
    parmi(&FormatBilan::ALL, FormatBilan::as_str, texte)
}

fn modele(texte: &str) -> std::result::Result<ModeleBilan, String> {
    parmi(&ModeleBilan::ALL, ModeleBilan::as_str, texte)
}

fn lecteur(texte: &str) -> std::result::Result<Lecteur, String> {
    parmi(&Lecteur::ALL, Lecteur::as_str, texte)
}

fn identite(texte: &str) -> std::result::Result<Id, String> {
    Id::parse(texte.trim()).ok_or_else(|| "ce n’est pas un identifiant de ce programme".to_owned())
}

pub(super) fn bilan(demande: &BilanDemande, auteur: &Auteur) -> Result<()> {
    let binaire = matches!(demande.format, FormatBilan::Xlsx | FormatBilan::Pdf);
    if binaire && demande.sortie.is_none() {
        return Err(refuse(&format!(
            "Le format {} s’écrit dans un fichier\u{202f}: donnez son nom avec --sortie.",
            demande.format.as_str()
        )));
    }
    let modele = demande.modele.unwrap_or(ModeleBilan::TableauDane);
    let store = Store::open(&demande.carnet, auteur)?;
    let faits = store.faits()?;
    let le = auteur.horloge.aujourdhui();
    let voulu = DemandeBilan {
        modele,
        etendue: etendue(demande, modele, &faits)?,
        au: demande.au.unwrap_or(le),
        compare: demande.comparer,
        par: demande.par,
        regle: demande.regle,
        population: demande.statut,
        le,
        auteur: auteur.personne.clone(),
    };
    if voulu.compare.is_some_and(|avant| voulu.au <= avant) {
        return Err(refuse(
            "Le jour auquel comparer doit précéder le jour regardé\u{202f}: échangez --comparer et --au.",
        ));
    }
    let en_table = modele == ModeleBilan::TableauDane && demande.format != FormatBilan::Pdf;
    let octets = if en_table {
        table(demande, &faits, &voulu)?
    } else {
        let visite = match voulu.etendue {
            Etendue::Visite(id, _) => store.visite(id)?,
            _ => None,
        };
        let imprime = Imprime::new(&faits, &voulu, visite.as_ref())?;
        match demande.format {
            FormatBilan::Pdf => imprime.document()?.pdf()?,
            FormatBilan::Xlsx => imprime.classeur()?,
            FormatBilan::Csv => imprime.csv()?.into_bytes(),
            FormatBilan::Texte => imprime.texte()?.into_bytes(),
            FormatBilan::Json => {
                let mut texte = json_texte(serde_json::to_string_pretty(imprime.donnees()))?;
                texte.push('\n');
                texte.into_bytes()
            }
        }
    };
    match &demande.sortie {
        Some(fichier) => {
            write_new(fichier, &octets)?;
            sortie::dire_ligne(&format!("Écrit\u{202f}: {}", fichier.display()))
        }
        None => sortie::dire(&String::from_utf8_lossy(&octets)),
    }
}

/// The table of the DANE in a format that is not printed.
fn table(demande: &BilanDemande, faits: &Faits, voulu: &DemandeBilan) -> Result<Vec<u8>> {
    let au = |jour| compte(faits, jour, voulu.par, voulu.regle, voulu.population);
    let bilan = au(voulu.au);
    let avant = voulu.compare.map(au);
    let hors = hors_bilan(faits, voulu.question());
    let etat = EtatDesLieux {
        bilan: &bilan,
        avant: avant.as_ref(),
        hors: &hors,
    };
    Ok(match demande.format {
        FormatBilan::Texte | FormatBilan::Pdf => etat.to_texte().into_bytes(),
        FormatBilan::Csv => etat.to_csv().into_bytes(),
        FormatBilan::Json => {
            let mut texte = json_texte(etat.to_json(demande.modele.is_some()))?;
            texte.push('\n');
            texte.into_bytes()
        }
        FormatBilan::Xlsx => classeur(&etat, &pied(faits, voulu), voulu.le)?,
    })
}

/// What the report is about, found in the carnet.
fn etendue(demande: &BilanDemande, modele: ModeleBilan, faits: &Faits) -> Result<Etendue> {
    let manque = |option: &str| {
        refuse(&format!(
            "«\u{a0}{}\u{a0}» demande {option}.",
            modele.libelle()
        ))
    };
    Ok(match modele.sujet() {
        Sujet::Carnet => Etendue::Carnet,
        Sujet::Groupe => match &demande.circonscription {
            None => Etendue::Carnet,
            Some(nom) => Etendue::Groupe(circonscription(faits, nom)?),
        },
        Sujet::Ecole => {
            let uai = demande.ecole.ok_or_else(|| manque("--ecole"))?;
            Etendue::Ecole(known_school(faits, uai)?)
        }
        Sujet::Visite => Etendue::Visite(
            demande.visite.ok_or_else(|| manque("--visite"))?,
            demande.lecteur,
        ),
        Sujet::Seance => Etendue::Seance(demande.seance.ok_or_else(|| manque("--seance"))?),
    })
}

/// The circonscription of this name, accents and case aside.
fn circonscription(faits: &Faits, nom: &str) -> Result<Groupe> {
    let voulu = sans_accents(nom.trim());
    let connue = faits
        .circonscriptions
        .values()
        .find(|c| sans_accents(&c.nom) == voulu || c.code.as_deref() == Some(nom.trim()));
    connue
        .map(|c| Groupe::Circonscription(c.id))
        .ok_or_else(|| {
            let mut noms: Vec<&str> = faits.circonscriptions.values().map(|c| &*c.nom).collect();
            noms.sort_unstable();
            noms.truncate(12);
            refuse(&format!(
                "Aucune circonscription du carnet ne s’appelle «\u{a0}{}\u{a0}». Écrivez par \
             exemple\u{202f}: {}.",
                nom.trim(),
                noms.join(", ")
            ))
        })
}

fn refuse(phrase: &str) -> Error {
    Error::Invalid(phrase.to_owned())
}
