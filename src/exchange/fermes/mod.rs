//! Établissements fermés (`domain.md` §2.2): when schools opened and closed, so that the figures of
//! the past count all that was open then.
//!
//! Taken: the schools the carnet follows, and those of the same communes that closed since
//! [`DEPUIS`]. Where one closes and another takes over in the same commune, a merger is proposed;
//! who took the pupils is only written when a person says so.

mod fusions;
mod lecteur;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;

use self::lecteur::{Fermee, Lecteur};
use super::Progress;
use super::annuaire::words;
use super::import::{
    self, Commun, Connu, DateDonnees, Decisions, Dit, LigneVue, Sort, changement, parcourir,
};
use super::jeu::Jeu;
use crate::domain::date::date_longue;
use crate::domain::{ChampEcole, Ecole, Faits, Id, PeriodeSituation, Situation, Uai};
use crate::error::Result;
use crate::store::{Ecrit, Store};

pub use self::fusions::{Candidate, FusionProposee};

/// The first day of 2014/2015, when the first ENT of primary schools were tried: schools closed
/// before are in no figure.
pub const DEPUIS: NaiveDate = NaiveDate::from_ymd_opt(2014, 8, 1).expect("a real day");

/// Relevés between two steps of progress.
const PAS: usize = 256;

/// The openings and closures a file tells, compared with the carnet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanFermes {
    pub commun: Commun,
    pub fusions: Vec<FusionProposee>,
    /// In order of UAI.
    ecoles: Vec<Fermee>,
}

pub(super) fn preparer(
    chemin: &Path,
    millesime: Option<NaiveDate>,
    connu: &Connu<'_>,
    progress: &mut Progress<'_>,
) -> Result<PlanFermes> {
    let suivies = connu.suivies(chemin)?;
    let communes = connu.communes(|_| true);
    let lecture = parcourir(chemin, Jeu::Fermes, progress, |tableau| {
        Lecteur::open(tableau, &suivies, &communes)
    })?;
    let date = DateDonnees::of(chemin, millesime, lecture.date)?;
    let mut commun = Commun::new(&lecture, date);
    let lu = lecture.lecteur;
    commun.non_suivies = lu.non_suivies;
    commun.remarques = lu.remarques;
    let avant = connu.said(
        Jeu::Fermes,
        date.jour,
        lu.ecoles.keys().map(|uai| Id::ecole(uai.as_str())),
        ChampEcole::ALL,
    )?;
    for (uai, fermee) in &lu.ecoles {
        let connue = suivies.get(uai).map(|place| connu.ecole(*place));
        let (sort, detail) = compare(fermee, connue, avant.get(&Id::ecole(uai.as_str())));
        commun.lignes.push(LigneVue {
            sort,
            ligne: fermee.ligne,
            uai: *uai,
            nom: connue.map_or_else(
                || fermee.nom.clone(),
                |ecole| ecole.au(date.jour).0.nom.to_string(),
            ),
            detail,
        });
    }
    let ecoles: Vec<Fermee> = lu.ecoles.into_values().collect();
    Ok(PlanFermes {
        fusions: fusions::propose(&connu.faits, &ecoles),
        commun,
        ecoles,
    })
}

/// What the file changes of a school, in words.
fn compare(
    fermee: &Fermee,
    connue: Option<&Ecole>,
    avant: Option<&Dit<{ ChampEcole::COUNT }>>,
) -> (Sort, String) {
    let fermeture = format!("fermée le {}", date_longue(fermee.fermeture));
    if connue.is_none() {
        let commune = fermee.commune_nom.as_deref().unwrap_or_default();
        return (Sort::Nouvelle, format!("{commune}, {fermeture}"));
    }
    // Imagined only: it will be known when this file is really compared.
    let Some(avant) = avant else {
        return (Sort::Modifiee, fermeture);
    };
    let mut phrases = Vec::new();
    for (nom, ecrit) in fermee.champs().0 {
        let (Some(champ), Ecrit::Valeur(apres)) = (ChampEcole::parse(nom), ecrit) else {
            continue;
        };
        let mot = |valeur| words(champ, valeur, |_| String::new());
        let dit = avant.dit[champ as usize].as_ref().map(mot);
        let apres = mot(&apres);
        if dit.as_ref() == Some(&apres) {
            continue;
        }
        let mut phrase = changement(champ.libelle(), &dit.unwrap_or_default(), &apres);
        if let Some(tenu) = &avant.tenu[champ as usize] {
            phrase.push_str(&import::reste(&mot(tenu)));
        }
        phrases.push(phrase);
    }
    if phrases.is_empty() {
        (Sort::Inchangee, fermeture)
    } else {
        (Sort::Modifiee, phrases.join(" · "))
    }
}

impl PlanFermes {
    /// Adds to `faits` the schools it would create.
    pub(super) fn imagine(&self, faits: &mut Faits) {
        let connues: BTreeSet<&str> = faits.ecoles.iter().map(|e| e.uai.as_str()).collect();
        let nouvelles: Vec<Ecole> = self
            .ecoles
            .iter()
            .filter(|f| !connues.contains(f.uai.as_str()))
            .map(|f| Ecole {
                id: Id::ecole(f.uai.as_str()),
                uai: f.uai.to_string(),
                situations: vec![PeriodeSituation {
                    de: None,
                    a: None,
                    depuis: self.commun.date.jour,
                    situation: Situation::from(f),
                }],
            })
            .collect();
        faits.ecoles.extend(nouvelles);
        faits
            .ecoles
            .sort_by(|a, b| (&a.uai, a.id).cmp(&(&b.uai, b.id)));
    }

    /// Relevés and mergers written.
    pub(super) fn appliquer(
        &self,
        store: &mut Store,
        decisions: &Decisions,
        progress: &mut Progress<'_>,
    ) -> Result<usize> {
        let millesime = self.commun.date.jour;
        let libelle = format!(
            "Import des établissements fermés du {}",
            date_longue(millesime)
        );
        let total = self.ecoles.len() as u64;
        store.transact(&libelle, |edit| {
            let mut ecrits = 0;
            for (rang, fermee) in self.ecoles.iter().enumerate() {
                if rang.is_multiple_of(PAS) {
                    progress.step("Écriture dans le carnet", rang as u64, total)?;
                }
                let jeu = Jeu::Fermes.as_str();
                let uai: &Uai = &fermee.uai;
                ecrits +=
                    usize::from(edit.releve(jeu, millesime, uai.as_str(), fermee.champs())?);
            }
            for fusion in &self.fusions {
                let Some(successeur) = decisions.successeurs.get(&fusion.ecole) else {
                    continue;
                };
                if fusion.candidates.iter().any(|c| c.ecole == *successeur) {
                    let valeur = Some((*successeur).into());
                    ecrits += usize::from(edit.corriger_ecole(
                        fusion.ecole,
                        ChampEcole::Successeur,
                        valeur,
                    )?);
                }
            }
            Ok(ecrits)
        })
    }
}
