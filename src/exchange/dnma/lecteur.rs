//! One row of the audience measure: a school, a week, its counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::super::cellule;
use super::super::ecartes::Ecartes;
use super::super::fichier::cite;
use super::super::import;
use super::super::ligne_lue::LigneLue;
use super::colonnes::{Colonnes, Quoi};
use crate::domain::Uai;
use crate::domain::audience::Profil;
use crate::domain::date::date_courte;

/// Values of a row of profiles: visits and users of each.
const VALEURS: usize = 2 * Profil::ALL.len();

/// What one row says of a school the carnet follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rangee {
    pub(super) ligne: u64,
    /// In the order of the columns of a lot; `None` when the file has no profile.
    pub(super) profils: Option<[Option<u32>; VALEURS]>,
    /// By place among the services: visits and users, the rows of zeros left out.
    pub(super) services: Vec<(u16, Option<u32>, Option<u32>)>,
}

/// One pair of columns to read.
struct Paire {
    visites: Option<usize>,
    utilisateurs: Option<usize>,
    /// The profile, else a place among the services.
    quoi: Result<Profil, u16>,
}

/// Reads rows one after the other, and keeps those of the schools followed.
pub(super) struct Lecteur<'a> {
    suivies: &'a HashMap<Uai, usize>,
    uai: Option<usize>,
    semaine: Option<usize>,
    paires: Vec<Paire>,
    avec_profils: bool,
    /// The cell of the last week, and what it is: rows come by week or by school.
    derniere: (String, Option<NaiveDate>),
    pub(super) services: Vec<String>,
    pub(super) rangees: BTreeMap<(Uai, NaiveDate), Rangee>,
    /// Of all the schools of the file, three characters.
    pub(super) departements: BTreeSet<String>,
    pub(super) non_suivies: usize,
    pub(super) remarques: Ecartes,
}

impl<'a> Lecteur<'a> {
    pub(super) fn new(colonnes: &Colonnes, suivies: &'a HashMap<Uai, usize>) -> Self {
        let mut services = Vec::new();
        let mut paires = Vec::new();
        for mesure in colonnes.mesures.iter().filter(|m| m.gardee) {
            let quoi = match &mesure.quoi {
                Quoi::Profil(profil) => Ok(*profil),
                Quoi::Service(nom) => {
                    services.push(nom.clone());
                    Err(u16::try_from(services.len() - 1).unwrap_or(u16::MAX))
                }
            };
            paires.push(Paire {
                visites: mesure.visites,
                utilisateurs: mesure.utilisateurs,
                quoi,
            });
        }
        Self {
            suivies,
            uai: colonnes.uai,
            semaine: colonnes.semaine,
            avec_profils: paires.iter().any(|p| p.quoi.is_ok()),
            paires,
            derniere: (String::new(), None),
            services,
            rangees: BTreeMap::new(),
            departements: BTreeSet::new(),
            non_suivies: 0,
            remarques: Ecartes::default(),
        }
    }

    fn week(&mut self, cellule: &str) -> Result<NaiveDate, String> {
        if self.derniere.0 != cellule || self.derniere.1.is_none() {
            self.derniere = (cellule.to_owned(), cellule::date(cellule));
        }
        let lu = self.derniere.1.ok_or_else(|| {
            format!(
                "{} n’est pas le début d’une semaine\u{202f}: une date est attendue.",
                cite(cellule)
            )
        })?;
        if lu.weekday() != Weekday::Mon {
            return Err(format!(
                "Le {} n’est pas un lundi\u{202f}: une semaine de mesure commence un lundi.",
                date_courte(lu)
            ));
        }
        Ok(lu)
    }

    /// A count; `None` when the cell is empty or says none.
    fn count(
        &mut self,
        ligne: &LigneLue<'_>,
        colonne: Option<usize>,
    ) -> Result<Option<u32>, String> {
        let cellule = ligne.get(colonne);
        if cellule.starts_with(['-', '−']) {
            return Err(format!(
                "{} est négatif\u{202f}: un nombre de visites ou d’utilisateurs ne l’est jamais.",
                cite(cellule)
            ));
        }
        let attendu = "un nombre entier est attendu";
        Ok(ligne.lit(&mut self.remarques, colonne, cellule::entier, attendu))
    }
}

impl import::Lecteur for Lecteur<'_> {
    fn read(&mut self, ligne: &LigneLue<'_>) -> Result<(), String> {
        let uai = ligne.uai(self.uai)?;
        if !self.departements.contains(uai.departement()) {
            self.departements.insert(uai.departement().to_owned());
        }
        if !self.suivies.contains_key(&uai) {
            self.non_suivies += 1;
            return Ok(());
        }
        let lundi = self.week(ligne.get(self.semaine))?;
        let mut profils = [None; VALEURS];
        let mut services = Vec::new();
        for i in 0..self.paires.len() {
            let (v, u) = (self.paires[i].visites, self.paires[i].utilisateurs);
            let (visites, utilisateurs) = (self.count(ligne, v)?, self.count(ligne, u)?);
            match self.paires[i].quoi {
                Ok(profil) => {
                    profils[2 * profil as usize] = visites;
                    profils[2 * profil as usize + 1] = utilisateurs;
                }
                Err(place) => {
                    if visites.unwrap_or(0) > 0 || utilisateurs.unwrap_or(0) > 0 {
                        services.push((place, visites, utilisateurs));
                    }
                }
            }
        }
        let rangee = Rangee {
            ligne: ligne.ligne,
            profils: self.avec_profils.then_some(profils),
            services,
        };
        match self.rangees.get(&(uai, lundi)) {
            None => {
                self.rangees.insert((uai, lundi), rangee);
                Ok(())
            }
            Some(deja)
                if (&deja.profils, &deja.services) == (&rangee.profils, &rangee.services) =>
            {
                Ok(())
            }
            Some(deja) => Err(format!(
                "L’UAI {uai} est déjà à la ligne {} pour la semaine du {}, avec d’autres \
                 valeurs\u{202f}: la ligne {} est gardée, celle-ci est écartée.",
                deja.ligne,
                date_courte(lundi),
                deja.ligne
            )),
        }
    }
}
