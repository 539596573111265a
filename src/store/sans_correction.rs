//! What the carnet would say of many schools on one day if nobody had corrected them: what an
//! import compares a file with.
//!
//! One query, in order of identity, and nothing kept from one school to the next: a register has
//! fifty thousand. Nearly all of them are relevés written once; the others are put together as
//! their sheet does.

use chrono::NaiveDate;
use rusqlite::Row;

use super::situation::{self, Couche, CoucheDatee, Couches};
use super::{Genre, Store, Valeur, champs_json};
use crate::domain::{ChampEcole, Id};
use crate::error::Result;

/// One school on one day, the corrections that hide the files set apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SansCorrection {
    dit: Couche,
    tenu: Couche,
}

impl SansCorrection {
    /// What the files, and the changes typed as true from an earlier day on, say of a field.
    pub const fn dit(&self, champ: ChampEcole) -> Option<&Valeur> {
        self.dit[champ as usize].as_ref()
    }

    /// The typed value that stays shown whatever a file of that day says: a correction, or a
    /// change typed as true from that very day on.
    pub const fn tenu(&self, champ: ChampEcole) -> Option<&Valeur> {
        self.tenu[champ as usize].as_ref()
    }
}

/// A school being read.
struct Lue {
    ecole: Id,
    /// By its relevés, as far as they were read.
    datees: Vec<CoucheDatee>,
    /// Something else than relevés written once: only the journal can put it together.
    composee: bool,
}

/// Every school, hidden or not, in as many rows as it has relevés (one when it has none).
const LIGNES: &str = "
    SELECT e.id,
           EXISTS (SELECT 1 FROM changement t WHERE t.objet = e.id)
           OR EXISTS (SELECT 1 FROM ecole_changement d WHERE d.ecole = e.id),
           r.id, r.millesime, r.jeu, c.champs
    FROM ecole e
    LEFT JOIN releve r ON r.ecole = e.id AND r.supprime = 0 AND r.millesime IS NOT NULL
    LEFT JOIN changement c ON c.objet = r.id
    ORDER BY e.id";

impl Store {
    /// Calls `chaque` with what is said on `jour` of each of `ecoles` (in order, each once) that
    /// the carnet has, in the same order.
    ///
    /// `jeu` is the dataset that asks: of several files of that very day its own has the last
    /// word, so that a file read twice says nothing new. An error of `chaque` ends the reading.
    pub fn sans_correction(
        &self,
        jeu: &str,
        jour: NaiveDate,
        ecoles: &[Id],
        mut chaque: impl FnMut(Id, &SansCorrection) -> Result<()>,
    ) -> Result<()> {
        if ecoles.is_empty() {
            return Ok(());
        }
        let jour = jour.format("%Y-%m-%d").to_string();
        let mut put_together = |lue: Option<Lue>| {
            let Some(lue) = lue else { return Ok(()) };
            let couches = if lue.composee {
                Couches::load(&self.base, lue.ecole)?
            } else {
                Couches::new(Couche::default(), lue.datees)
            };
            chaque(lue.ecole, &SansCorrection::of(couches, jeu, &jour))
        };
        let mut reste = ecoles;
        let mut en_cours: Option<Lue> = None;
        self.base.each(LIGNES, [], |row| {
            let ecole: Id = row.get(0)?;
            if en_cours.as_ref().is_none_or(|lue| lue.ecole != ecole) {
                put_together(en_cours.take())?;
                reste = &reste[reste.partition_point(|id| *id < ecole)..];
                if reste.first() == Some(&ecole) {
                    en_cours = Some(Lue {
                        ecole,
                        datees: Vec::new(),
                        composee: row.get(1)?,
                    });
                }
            }
            match &mut en_cours {
                Some(lue) => lue.add(row),
                None => Ok(()),
            }
        })?;
        put_together(en_cours)
    }
}

impl Lue {
    /// Takes in the relevé of one row.
    fn add(&mut self, row: &Row<'_>) -> Result<()> {
        let (false, Some(id)) = (self.composee, row.get::<_, Option<Id>>(2)?) else {
            return Ok(());
        };
        if self.datees.last().is_some_and(|avant| avant.id == id) {
            self.composee = true;
            return Ok(());
        }
        let champs = champs_json::decode(Genre::Releve, &row.get::<_, String>(5)?)?;
        self.datees.push(CoucheDatee {
            depuis: row.get(3)?,
            saisie: false,
            id,
            jeu: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            champs: situation::couche(champs),
        });
        Ok(())
    }
}

impl SansCorrection {
    fn of(mut couches: Couches, jeu: &str, jour: &str) -> Self {
        let du_jour = |c: &CoucheDatee| c.depuis == jour;
        let mut tenu = couches.correction.clone();
        for typed in couches.datees.iter().rev() {
            if typed.saisie && du_jour(typed) {
                for (tenu, valeur) in tenu.iter_mut().zip(&typed.champs) {
                    if tenu.is_none() {
                        tenu.clone_from(valeur);
                    }
                }
            }
        }
        couches.datees.retain(|c| !(c.saisie && du_jour(c)));
        couches.datees.sort_by(|a, b| {
            (&a.depuis, du_jour(a) && a.jeu == jeu).cmp(&(&b.depuis, du_jour(b) && b.jeu == jeu))
        });
        let dit = std::array::from_fn(|champ| couches.speaker(champ, jour)?.champs[champ].clone());
        Self { dit, tenu }
    }
}
