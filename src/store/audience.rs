//! The audience measure, asked for by stretches of time: a carnet may hold hundreds of thousands
//! of its rows, which are no part of the facts.
//!
//! Of all the lots that speak of one school and week, the newest is shown, whole.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::Row;

use super::faits::day;
use super::{JeuLot, LigneLot, Store};
use crate::domain::Id;
use crate::domain::audience::{Audience, Mesure, SemaineMesuree, Service};
use crate::error::{Error, Result};

/// What the carnet shows of one school and week: the millésime that says it, and a digest of what
/// it says, to be compared with another.
pub type SemainesConnues = BTreeMap<(Id, NaiveDate), (NaiveDate, u64)>;

impl Store {
    /// The lots of measures shown, newest first: what decides the answers of the other questions.
    pub fn lots_audience(&self) -> Result<Vec<Id>> {
        let lots = self.lots_de(JeuLot::Audience)?.into_iter();
        let services = self.lots_de(JeuLot::AudienceServices)?.into_iter();
        Ok(lots.chain(services).map(|(id, _)| id).collect())
    }

    fn lots_de(&self, jeu: JeuLot) -> Result<Vec<(Id, NaiveDate)>> {
        self.base.rows(
            "SELECT id, millesime FROM lot WHERE supprime = 0 AND jeu = ?1
             ORDER BY millesime DESC, id DESC",
            [jeu.as_str()],
            |row| Ok((row.get(0)?, day(row, 1)?.unwrap_or(NaiveDate::MIN))),
        )
    }

    /// The weeks measured between these two Mondays, both included, of all schools of the carnet
    /// or of one.
    pub fn audience(&self, de: NaiveDate, a: NaiveDate, ecole: Option<Id>) -> Result<Audience> {
        let mut par_ecole: BTreeMap<Id, BTreeMap<NaiveDate, SemaineMesuree>> = BTreeMap::new();
        for (lot, _) in self.lots_de(JeuLot::Audience)? {
            self.lignes(JeuLot::Audience, lot, (de, a), ecole, |id, lundi, row| {
                let mut mesures = [Mesure::default(); 5];
                for (i, mesure) in mesures.iter_mut().enumerate() {
                    mesure.visites = row.get(2 + 2 * i)?;
                    mesure.utilisateurs = row.get(3 + 2 * i)?;
                }
                let semaines = par_ecole.entry(id).or_default();
                semaines
                    .entry(lundi)
                    .or_insert(SemaineMesuree { lundi, mesures });
                Ok(())
            })?;
        }
        let ecoles = par_ecole
            .into_iter()
            .map(|(id, semaines)| (id, semaines.into_values().collect()));
        Ok(Audience {
            ecoles: ecoles.collect(),
        })
    }

    /// The visits of each service between these two Mondays, both included, added over these
    /// schools (all of them when `None`); the most visited first.
    pub fn services(
        &self,
        de: NaiveDate,
        a: NaiveDate,
        ecoles: Option<&BTreeSet<Id>>,
    ) -> Result<Vec<Service>> {
        let seule = ecoles
            .filter(|e| e.len() == 1)
            .and_then(|e| e.first().copied());
        let mut services: BTreeMap<Arc<str>, Service> = BTreeMap::new();
        let mut dites: HashSet<(Id, NaiveDate)> = HashSet::new();
        for (lot, _) in self.lots_de(JeuLot::AudienceServices)? {
            let mut ici: HashSet<(Id, NaiveDate)> = HashSet::new();
            let bornes = (de, a);
            self.lignes(
                JeuLot::AudienceServices,
                lot,
                bornes,
                seule,
                |id, lundi, row| {
                    if ecoles.is_some_and(|e| !e.contains(&id)) || dites.contains(&(id, lundi)) {
                        return Ok(());
                    }
                    ici.insert((id, lundi));
                    let nom: Arc<str> = row.get(2)?;
                    let visites: Option<u32> = row.get(3)?;
                    let service = services.entry(nom).or_insert_with_key(|nom| Service {
                        nom: nom.to_string(),
                        semaines: BTreeMap::new(),
                    });
                    if let Some(n) = visites.filter(|n| *n > 0) {
                        *service.semaines.entry(lundi).or_default() += u64::from(n);
                    }
                    Ok(())
                },
            )?;
            dites.extend(ici);
        }
        let mut services: Vec<Service> = services.into_values().collect();
        services.sort_by_key(|s| (std::cmp::Reverse(s.visites()), s.nom.clone()));
        Ok(services)
    }

    /// What the carnet shows of each school and week between these two Mondays.
    pub fn semaines_connues(
        &self,
        jeu: JeuLot,
        de: NaiveDate,
        a: NaiveDate,
    ) -> Result<SemainesConnues> {
        let mut connues = SemainesConnues::new();
        for (lot, millesime) in self.lots_de(jeu)? {
            let mut ici: BTreeMap<(Id, NaiveDate), DefaultHasher> = BTreeMap::new();
            let (cle, nombre) = (jeu.cle(), jeu.colonnes().len() - 1);
            self.lignes(jeu, lot, (de, a), None, |id, lundi, row| {
                let hash = ici.entry((id, lundi)).or_default();
                for i in 2..cle {
                    row.get::<_, Arc<str>>(i)?.hash(hash);
                }
                for i in cle..nombre {
                    row.get::<_, Option<i64>>(i)?.hash(hash);
                }
                Ok(())
            })?;
            for (semaine, hash) in ici {
                connues
                    .entry(semaine)
                    .or_insert_with(|| (millesime, hash.finish()));
            }
        }
        Ok(connues)
    }

    /// Whether a lot of exactly these rows is shown.
    pub fn has_lot(&self, lot: Id) -> Result<bool> {
        self.base
            .exists("SELECT 1 FROM lot WHERE id = ?1 AND supprime = 0", [lot])
    }

    /// Each row of a lot between two Mondays: its school, its week, then the row itself, whose
    /// columns are those of its table without the lot. Those of one school follow each other, in
    /// the order of their key.
    ///
    /// `CROSS JOIN` keeps the schools outside: nothing but their whole table finds one by its UAI,
    /// and read for each row of a lot it took two seconds of a first frame.
    fn lignes(
        &self,
        jeu: JeuLot,
        lot: Id,
        (de, a): (NaiveDate, NaiveDate),
        ecole: Option<Id>,
        mut act: impl FnMut(Id, NaiveDate, &Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let colonnes: Vec<String> = jeu.colonnes()[1..]
            .iter()
            .map(|c| format!("m.{c}"))
            .collect();
        let sql = format!(
            "SELECT {}, e.id FROM ecole e CROSS JOIN {} m ON m.uai = e.uai
             WHERE m.lot = ?1 AND m.semaine BETWEEN ?2 AND ?3 AND (?4 IS NULL OR e.id = ?4)
             ORDER BY e.id, {}",
            colonnes.join(", "),
            jeu.table(),
            colonnes[1..jeu.cle()].join(", ")
        );
        let place = colonnes.len();
        self.base.each(
            &sql,
            (lot, de.to_string(), a.to_string(), ecole),
            |row| match day(row, 1)? {
                Some(lundi) => act(row.get(place)?, lundi, row),
                None => Err(Error::Journal(
                    "une semaine mesurée est mal formée".to_owned(),
                )),
            },
        )
    }
}

/// The digest of what a file says of one school and week, as [`Store::semaines_connues`] gives it:
/// `lignes` are those of one school and week, in order of key.
pub fn empreinte_semaine<'a>(lignes: impl IntoIterator<Item = &'a LigneLot>) -> u64 {
    let mut hash = DefaultHasher::new();
    for ligne in lignes {
        for partie in ligne.cle.iter().skip(2) {
            partie.hash(&mut hash);
        }
        for valeur in &ligne.valeurs {
            valeur.hash(&mut hash);
        }
    }
    hash.finish()
}
