//! What is counted of schools at each rentrée: pupils and classes, IPS (`domain.md` §2.3, §2.4).
//!
//! A file may hold several rentrées: each becomes a lot of the schools the carnet follows. The
//! other columns are not taken: `code_commune_insee` holds a postal code, and REP and secteur are
//! the annuaire's to say.

mod lecteur;
mod mots;

use std::path::Path;

use chrono::NaiveDate;

use self::lecteur::Lecteur;
use super::Progress;
use super::annuaire::EcoleAbsente;
use super::import::{Commun, Connu, DateDonnees, LigneVue, parcourir};
use super::jeu::Jeu;
use crate::domain::{AnneeScolaire, Id, Statut, Uai};
use crate::error::Result;
use crate::store::{JeuLot, LigneLot, Lot, Store};

/// What is counted at each rentrée.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comptage {
    Effectifs,
    Ips,
}

impl Comptage {
    const fn lot(self) -> JeuLot {
        match self {
            Self::Effectifs => JeuLot::Effectifs,
            Self::Ips => JeuLot::Ips,
        }
    }
}

/// Lots between two steps of progress are whole: there are a few of them.
const ETAPE: &str = "Écriture dans le carnet";

/// The lots a file would add, compared with the carnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanMesures {
    pub commun: Commun,
    mesure: Comptage,
    /// In order of rentrée; none is empty.
    lots: Vec<Lot>,
}

pub(super) fn preparer(
    chemin: &Path,
    jeu: Comptage,
    millesime: Option<NaiveDate>,
    connu: &Connu<'_>,
    progress: &mut Progress<'_>,
) -> Result<PlanMesures> {
    let suivies = connu.suivies(chemin)?;
    let dataset = match jeu {
        Comptage::Effectifs => Jeu::Effectifs,
        Comptage::Ips => Jeu::Ips,
    };
    let lecture = parcourir(chemin, dataset, progress, |tableau| {
        Lecteur::open(tableau, dataset, jeu, &suivies)
    })?;
    let date = DateDonnees::of(chemin, millesime, lecture.date)?;
    let mut commun = Commun::new(&lecture, date);
    let lu = lecture.lecteur;
    commun.absentes = absentes(jeu, &lu, connu);
    commun.non_suivies = lu.non_suivies;
    commun.remarques = lu.remarques;
    let recents = connu.store.lots_recents(jeu.lot(), date.jour)?;
    let mut lots = Vec::with_capacity(lu.rentrees.len());
    for (rentree, mesures) in lu.rentrees {
        let lignes = mesures.iter().map(|(uai, mesure)| LigneLot {
            cle: vec![uai.to_string().into()],
            valeurs: mesure.valeurs.clone(),
        });
        let lot = Lot {
            jeu: jeu.lot(),
            rentree,
            millesime: date.jour,
            fichier: commun.fichier.clone(),
            lignes: lignes.collect(),
        };
        let id = lot.id();
        for (uai, mesure) in mesures {
            let ecole = connu.ecole(mesure.place);
            let connue = known(connu, jeu, ecole.id, rentree);
            let depassee = recents
                .get(&(rentree, uai.to_string()))
                .is_some_and(|plus| *plus > (date.jour, id));
            let (sort, detail) =
                mots::compare(jeu, rentree, connue.as_deref(), &mesure.valeurs, depassee);
            commun.lignes.push(LigneVue {
                sort,
                ligne: mesure.ligne,
                uai,
                nom: ecole.au(date.jour).0.nom.to_string(),
                detail,
            });
        }
        lots.push(lot);
    }
    commun.lignes.sort_by_key(|l| l.uai);
    Ok(PlanMesures {
        commun,
        mesure: jeu,
        lots,
    })
}

/// What the carnet shows of a school at one rentrée, in the order of the columns of a lot.
fn known(connu: &Connu<'_>, jeu: Comptage, ecole: Id, rentree: i32) -> Option<Vec<Option<i64>>> {
    match jeu {
        Comptage::Effectifs => {
            let mesures = connu.faits.effectifs.get(&ecole)?;
            let e = mesures.iter().find(|e| e.rentree == rentree)?;
            let valeurs = [e.classes, e.eleves].into_iter().chain(e.niveaux);
            Some(valeurs.map(|v| v.map(i64::from)).collect())
        }
        Comptage::Ips => {
            let mesures = connu.faits.ips.get(&ecole)?;
            let ips = mesures.iter().find(|i| i.rentree == rentree)?;
            Some(vec![ips.dixiemes.map(i64::from)])
        }
    }
}

/// The public schools open at the file's last rentrée, in its départements, that it does not
/// name. Maternelles have no IPS.
fn absentes(jeu: Comptage, lu: &Lecteur<'_>, connu: &Connu<'_>) -> Vec<EcoleAbsente> {
    let Some((rentree, mesures)) = lu.rentrees.last_key_value() else {
        return Vec::new();
    };
    let annee = AnneeScolaire::from_debut(*rentree);
    // Registers are late in August: by October those that open have opened.
    let Some(jour) = NaiveDate::from_ymd_opt(annee.rentree(), 10, 1) else {
        return Vec::new();
    };
    connu
        .faits
        .ouvertes_au(jour)
        .filter(|(ecole, situation)| {
            situation.statut == Some(Statut::Public)
                && (jeu == Comptage::Effectifs || situation.elementaire)
                && Uai::parse(&ecole.uai).is_ok_and(|uai| {
                    lu.departements.contains(uai.departement()) && !mesures.contains_key(&uai)
                })
        })
        .map(|(ecole, situation)| Connu::absente(ecole, situation))
        .collect()
}

impl PlanMesures {
    /// « rentrée 2021 », « rentrées 2019 à 2022 ».
    pub fn rentrees(&self) -> String {
        let annees: Vec<i32> = self.lots.iter().map(|lot| lot.rentree).collect();
        mots::rentrees(&annees)
    }

    /// Rows written.
    pub(super) fn appliquer(
        &self,
        store: &mut Store,
        progress: &mut Progress<'_>,
    ) -> Result<usize> {
        let quoi = match self.mesure {
            Comptage::Effectifs => "effectifs",
            Comptage::Ips => "IPS",
        };
        let total = self.lots.len() as u64;
        let libelle = format!("Import des {quoi}, {}", self.rentrees());
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
}
