//! Visits of the ENT by school and week (DNMA): files of profiles and files of services
//! (`domain.md` §4.1).
//!
//! A file may hold years of weeks and a whole académie: each school year becomes a lot of the
//! schools the carnet follows, and nothing else of the file is kept. The global figure and the
//! profiles are taken as published; durations and devices are not taken.

mod colonnes;
mod lecteur;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

pub(super) use self::colonnes::is_dnma;
pub use self::colonnes::{ChoixColonnes, ColonneMesure, Colonnes};
use self::lecteur::{Lecteur, Rangee};
use super::Progress;
use super::annuaire::EcoleAbsente;
use super::fichier::cite;
use super::import::{Commun, Connu, DateDonnees, LigneVue, Sort, parcourir};
use super::jeu::Jeu;
use super::tableau::Tableau;
use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::domain::{AnneeScolaire, Id, Regle, Uai};
use crate::error::{Error, Result};
use crate::store::{JeuLot, LigneLot, Lot, SemainesConnues, Store, empreinte_semaine};

const ETAPE: &str = "Écriture dans le carnet";

/// The lots a file would add, compared with the carnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDnma {
    pub commun: Commun,
    pub colonnes: Colonnes,
    /// In order of school year; none is empty.
    lots: Vec<Lot>,
}

pub(super) fn preparer(
    chemin: &Path,
    millesime: Option<NaiveDate>,
    choix: &ChoixColonnes,
    connu: &Connu<'_>,
    progress: &mut Progress<'_>,
) -> Result<PlanDnma> {
    let suivies = connu.suivies(chemin)?;
    let colonnes = Colonnes::of(&Tableau::open(chemin, None)?, choix);
    if colonnes.par_appareil {
        return Err(by_device(chemin));
    }
    let manquantes = colonnes.manquantes();
    let lecture = parcourir(chemin, Jeu::Dnma, progress, |_| {
        // Only counted while which column is which must be said first.
        Ok(if manquantes.is_empty() {
            Lecture::Lue(Box::new(Lecteur::new(&colonnes, &suivies)))
        } else {
            Lecture::Comptee
        })
    })?;
    let date = DateDonnees::of(chemin, millesime, lecture.date)?;
    let mut commun = Commun::new(&lecture, date);
    let Lecture::Lue(lu) = lecture.lecteur else {
        commun.remarques.push(1, || missing(&manquantes));
        return Ok(PlanDnma {
            commun,
            colonnes,
            lots: Vec::new(),
        });
    };
    commun.non_suivies = lu.non_suivies;
    commun.absentes = absentes(&lu, connu);
    let lots = lots(&lu, &commun);
    commun.lignes = lignes(&lu, connu, &suivies, &lots, date.jour)?;
    commun.remarques = lu.remarques;
    if colonnes.durees > 0 {
        commun.remarques.push(1, || {
            let n = compte(
                colonnes.durees,
                "colonne de durée n’est pas gardée",
                "colonnes de durée ne sont pas gardées",
            );
            format!("{n}\u{202f}: le carnet compte les visites et les utilisateurs.")
        });
    }
    Ok(PlanDnma {
        commun,
        colonnes,
        lots,
    })
}

/// A file read for its measures, or only counted while its columns are not known.
enum Lecture<'a> {
    Lue(Box<Lecteur<'a>>),
    Comptee,
}

impl super::import::Lecteur for Lecture<'_> {
    fn read(&mut self, ligne: &super::ligne_lue::LigneLue<'_>) -> std::result::Result<(), String> {
        match self {
            Self::Lue(lecteur) => lecteur.read(ligne),
            Self::Comptee => Ok(()),
        }
    }
}

fn missing(quoi: &[&str]) -> String {
    format!(
        "Il manque une colonne\u{202f}: {}. Dites laquelle dans la page Importer.",
        quoi.join(", ")
    )
}

fn by_device(chemin: &Path) -> Error {
    let nom = chemin.file_name().unwrap_or(chemin.as_os_str());
    Error::Refused(format!(
        "{} répartit les visites par appareil (ordinateur, tablette…), ce que le carnet ne garde \
         pas. Téléchargez plutôt le jeu fr-en-dnma-par-uai-profils ou fr-en-dnma-par-uai-services.",
        cite(&nom.to_string_lossy())
    ))
}

/// One lot per dataset and school year; the UAI, the weeks and the services are shared by its rows.
fn lots(lu: &Lecteur<'_>, commun: &Commun) -> Vec<Lot> {
    let services: Vec<Arc<str>> = lu.services.iter().map(|s| s.as_str().into()).collect();
    let mut semaines: BTreeMap<NaiveDate, Arc<str>> = BTreeMap::new();
    let mut lots: BTreeMap<(i32, JeuLot), Vec<LigneLot>> = BTreeMap::new();
    let mut dernier: Option<(Uai, Arc<str>)> = None;
    for ((uai, lundi), rangee) in &lu.rangees {
        let uai = match &dernier {
            Some((connu, texte)) if connu == uai => Arc::clone(texte),
            _ => {
                let texte: Arc<str> = uai.to_string().into();
                dernier = Some((*uai, Arc::clone(&texte)));
                texte
            }
        };
        let semaine = semaines
            .entry(*lundi)
            .or_insert_with(|| lundi.to_string().into());
        let rentree = AnneeScolaire::of(*lundi).rentree();
        let mut add = |jeu, cle, valeurs| {
            let lot = lots.entry((rentree, jeu)).or_default();
            lot.push(LigneLot { cle, valeurs });
        };
        if let Some(profils) = &rangee.profils {
            let cle = vec![Arc::clone(&uai), Arc::clone(semaine)];
            let valeurs = profils.iter().map(|v| v.map(i64::from)).collect();
            add(JeuLot::Audience, cle, valeurs);
        }
        for (place, visites, utilisateurs) in &rangee.services {
            let service = Arc::clone(&services[usize::from(*place)]);
            let cle = vec![Arc::clone(&uai), Arc::clone(semaine), service];
            let valeurs = vec![visites.map(i64::from), utilisateurs.map(i64::from)];
            add(JeuLot::AudienceServices, cle, valeurs);
        }
    }
    lots.into_iter()
        .map(|((rentree, jeu), mut lignes)| {
            lignes.sort();
            Lot {
                jeu,
                rentree,
                millesime: commun.date.jour,
                fichier: commun.fichier.clone(),
                lignes,
            }
        })
        .collect()
}

/// What becomes of one week of one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sorte {
    Nouvelle,
    Modifiee,
    Inchangee,
    /// A newer file says otherwise, and stays.
    Depassee,
}

/// The weeks of one school, each once whatever the datasets that speak of it.
#[derive(Default)]
struct Suite(BTreeMap<NaiveDate, Sorte>);

/// One line per school: its weeks, and how many of them the carnet does not have or has otherwise.
fn lignes(
    lu: &Lecteur<'_>,
    connu: &Connu<'_>,
    suivies: &std::collections::HashMap<Uai, usize>,
    lots: &[Lot],
    millesime: NaiveDate,
) -> Result<Vec<LigneVue>> {
    let bornes = |jeu| known(connu.store, lots, jeu);
    let connues = [
        (JeuLot::Audience, bornes(JeuLot::Audience)?),
        (JeuLot::AudienceServices, bornes(JeuLot::AudienceServices)?),
    ];
    let mut suites: BTreeMap<Uai, Suite> = BTreeMap::new();
    for (jeu, connues) in &connues {
        for lot in lots.iter().filter(|l| l.jeu == *jeu) {
            for semaine in lot.lignes.chunk_by(|a, b| a.cle[..2] == b.cle[..2]) {
                let (Ok(uai), Ok(lundi)) = (
                    Uai::parse(&semaine[0].cle[0]),
                    semaine[0].cle[1].parse::<NaiveDate>(),
                ) else {
                    continue;
                };
                let Some(place) = suivies.get(&uai) else {
                    continue;
                };
                let suite = suites.entry(uai).or_default();
                let sorte = match connues.get(&(connu.ecole(*place).id, lundi)) {
                    None => Sorte::Nouvelle,
                    Some((_, dit)) if *dit == empreinte_semaine(semaine) => Sorte::Inchangee,
                    Some((plus_recent, _)) if *plus_recent > millesime => Sorte::Depassee,
                    Some(_) => Sorte::Modifiee,
                };
                suite.add(lundi, sorte);
            }
        }
    }
    let premieres = first_lines(&lu.rangees);
    Ok(suites
        .into_iter()
        .filter_map(|(uai, suite)| {
            let ecole = connu.ecole(*suivies.get(&uai)?);
            Some(LigneVue {
                sort: suite.sort(),
                ligne: premieres.get(&uai).copied().unwrap_or_default(),
                uai,
                nom: ecole.au(millesime).0.nom.to_string(),
                detail: suite.detail(),
            })
        })
        .collect())
}

/// What the carnet shows of the weeks of these lots.
fn known(store: &Store, lots: &[Lot], jeu: JeuLot) -> Result<SemainesConnues> {
    let semaines: BTreeSet<&str> = lots
        .iter()
        .filter(|l| l.jeu == jeu)
        .flat_map(|l| &l.lignes)
        .map(|l| &*l.cle[1])
        .collect();
    let jour = |texte: Option<&&str>| texte?.parse::<NaiveDate>().ok();
    match (jour(semaines.first()), jour(semaines.last())) {
        (Some(de), Some(a)) => store.semaines_connues(jeu, de, a),
        _ => Ok(SemainesConnues::new()),
    }
}

fn first_lines(rangees: &BTreeMap<(Uai, NaiveDate), Rangee>) -> BTreeMap<Uai, u64> {
    let mut premieres = BTreeMap::new();
    for ((uai, _), rangee) in rangees {
        premieres
            .entry(*uai)
            .and_modify(|l: &mut u64| *l = (*l).min(rangee.ligne))
            .or_insert(rangee.ligne);
    }
    premieres
}

impl Suite {
    fn add(&mut self, lundi: NaiveDate, sorte: Sorte) {
        self.0
            .entry(lundi)
            .and_modify(|dite| {
                if *dite != sorte {
                    let reste = [*dite, sorte].contains(&Sorte::Depassee)
                        && [*dite, sorte].contains(&Sorte::Inchangee);
                    *dite = if reste {
                        Sorte::Depassee
                    } else {
                        Sorte::Modifiee
                    };
                }
            })
            .or_insert(sorte);
    }

    fn compte(&self, sorte: Sorte) -> usize {
        self.0.values().filter(|s| **s == sorte).count()
    }

    fn sort(&self) -> Sort {
        if self.compte(Sorte::Nouvelle) == self.0.len() {
            Sort::Nouvelle
        } else if self.compte(Sorte::Nouvelle) + self.compte(Sorte::Modifiee) > 0 {
            Sort::Modifiee
        } else {
            Sort::Inchangee
        }
    }

    /// « 43 semaines, du 02/09/2024 au 30/06/2025 : 1 nouvelle, 2 modifiées ».
    fn detail(&self) -> String {
        let jour = |j: Option<(&NaiveDate, &Sorte)>| {
            j.map(|(lundi, _)| date_courte(*lundi)).unwrap_or_default()
        };
        let mut texte = format!(
            "{}, du {} au {}",
            compte(self.0.len(), "semaine", "semaines"),
            jour(self.0.first_key_value()),
            jour(self.0.last_key_value())
        );
        let mut dits = Vec::new();
        if self.sort() == Sort::Modifiee {
            for (n, un, plusieurs) in [
                (self.compte(Sorte::Nouvelle), "nouvelle", "nouvelles"),
                (self.compte(Sorte::Modifiee), "modifiée", "modifiées"),
            ] {
                if n > 0 {
                    dits.push(compte(n, un, plusieurs));
                }
            }
        }
        let depassees = self.compte(Sorte::Depassee);
        if depassees > 0 {
            dits.push(format!(
                "{} d’un fichier plus récent, gardées",
                entier(depassees)
            ));
        }
        if !dits.is_empty() {
            texte.push_str("\u{202f}: ");
            texte.push_str(&dits.join(", "));
        }
        texte
    }
}

/// The schools with an ENT in the last week of the file, in its départements, that it does not
/// name.
fn absentes(lu: &Lecteur<'_>, connu: &Connu<'_>) -> Vec<EcoleAbsente> {
    let Some(derniere) = lu.rangees.keys().map(|(_, lundi)| *lundi).max() else {
        return Vec::new();
    };
    let nommees: BTreeSet<Uai> = lu.rangees.keys().map(|(uai, _)| *uai).collect();
    connu
        .faits
        .ouvertes_au(derniere)
        .filter(|(ecole, _)| {
            connu.faits.est_equipee(ecole.id, derniere, Regle::Classe)
                && Uai::parse(&ecole.uai).is_ok_and(|uai| {
                    lu.departements.contains(uai.departement()) && !nommees.contains(&uai)
                })
        })
        .map(|(ecole, situation)| Connu::absente(ecole, situation))
        .collect()
}

impl PlanDnma {
    /// « année 2025/2026 », « années 2024/2025, 2025/2026 ».
    pub fn annees(&self) -> String {
        let annees: BTreeSet<i32> = self.lots.iter().map(|lot| lot.rentree).collect();
        let annees: Vec<String> = annees
            .into_iter()
            .map(|rentree| AnneeScolaire::from_debut(rentree).to_string())
            .collect();
        let mot = if annees.len() > 1 {
            "années"
        } else {
            "année"
        };
        if annees.is_empty() {
            return "aucune année".to_owned();
        }
        format!("{mot} {}", annees.join(", "))
    }

    /// Rows written.
    pub(super) fn appliquer(
        &self,
        store: &mut Store,
        progress: &mut Progress<'_>,
    ) -> Result<usize> {
        let manquantes = self.colonnes.manquantes();
        if !manquantes.is_empty() {
            return Err(Error::Refused(missing(&manquantes)));
        }
        let total = self.lots.len() as u64;
        let libelle = format!("Import de l’audience mesurée (DNMA), {}", self.annees());
        store.transact(&libelle, |edit| {
            let mut ecrites = 0;
            for (rang, lot) in self.lots.iter().enumerate() {
                progress.step(ETAPE, rang as u64, total)?;
                if edit.lot(lot)? {
                    ecrites += lot.lignes.len();
                }
            }
            Ok(ecrites)
        })
    }

    /// The identities of its lots.
    pub fn lots(&self) -> Vec<Id> {
        self.lots.iter().map(Lot::id).collect()
    }
}
