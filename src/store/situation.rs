//! The three layers of a school put together (`design.md` §5).
//!
//! - *Correction*: a typed value, undated, beats everything until withdrawn.
//! - *Changement daté*: a typed value true from a day on.
//! - *Relevé*: what one official file of one millésime said, from that day on.
//!
//! On a day, each field is its correction, else what the last relevé or changement up to that day
//! says of it (on the same day the typed one), else what the oldest that speaks of it says.

use std::sync::LazyLock;

use rusqlite::{ToSql, params_from_iter};

use super::base::{Base, Prepared};
use super::identite::Absorbes;
use super::objet::Objet;
use super::{Champs, Ecrit, Genre, Valeur};
use crate::domain::{ChampEcole, Id};
use crate::error::Result;

/// The fields of one layer, in the order of [`ChampEcole::ALL`].
pub(super) type Couche = [Option<Valeur>; ChampEcole::COUNT];

/// A dated layer: a relevé or a changement.
#[derive(Clone, Debug)]
pub(super) struct CoucheDatee {
    /// `AAAA-MM-JJ`: the millésime of a relevé, the first day of a changement.
    pub(super) depuis: String,
    /// Typed: on the same day it wins over a file.
    pub(super) saisie: bool,
    pub(super) id: Id,
    /// The dataset of a relevé; empty for a changement.
    pub(super) jeu: String,
    pub(super) champs: Couche,
}

/// All that is said of one school.
pub(super) struct Couches {
    pub(super) correction: Couche,
    /// In the order in which they speak.
    pub(super) datees: Vec<CoucheDatee>,
}

/// One stretch of time: `de` included, `a` excluded (`''` and `'9999'` at the ends).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tranche {
    de: String,
    a: String,
    depuis: String,
    /// The number of pupils was typed: it beats the measured one.
    eleves_saisi: bool,
    champs: Couche,
}

impl Couches {
    pub(super) fn load(base: &Base, ecole: Id) -> Result<Self> {
        let layer = |genre, id| -> Result<Couche> {
            let objet = Objet::load(base, genre, id)?;
            Ok(ChampEcole::ALL.map(|champ| objet.valeur(champ.as_str()).cloned()))
        };
        let releves = base.rows(
            "SELECT id, millesime, jeu FROM releve
             WHERE ecole = ?1 AND supprime = 0 AND millesime IS NOT NULL",
            [ecole],
            |row| {
                let jeu = row.get::<_, Option<String>>(2)?.unwrap_or_default();
                Ok((row.get::<_, Id>(0)?, row.get::<_, String>(1)?, jeu))
            },
        )?;
        let changements = base.rows(
            "SELECT id, depuis FROM ecole_changement
             WHERE ecole = ?1 AND supprime = 0 AND depuis IS NOT NULL",
            [ecole],
            |row| Ok((row.get::<_, Id>(0)?, row.get::<_, String>(1)?)),
        )?;
        let mut datees = Vec::with_capacity(releves.len() + changements.len());
        for (id, depuis, jeu) in releves {
            let champs = layer(Genre::Releve, id)?;
            datees.push(CoucheDatee {
                depuis,
                saisie: false,
                id,
                jeu,
                champs,
            });
        }
        for (id, depuis) in changements {
            let champs = layer(Genre::EcoleChangement, id)?;
            datees.push(CoucheDatee {
                depuis,
                saisie: true,
                id,
                jeu: String::new(),
                champs,
            });
        }
        Ok(Self::new(layer(Genre::Ecole, ecole)?, datees))
    }

    pub(super) fn new(correction: Couche, mut datees: Vec<CoucheDatee>) -> Self {
        datees.sort_by(|a, b| {
            (&a.depuis, a.saisie, &a.jeu, a.id).cmp(&(&b.depuis, b.saisie, &b.jeu, b.id))
        });
        Self { correction, datees }
    }

    /// The dated layer that speaks for field number `champ` on `jour`, corrections apart.
    pub(super) fn speaker(&self, champ: usize, jour: &str) -> Option<&CoucheDatee> {
        let speaks = |c: &&CoucheDatee| c.champs[champ].is_some();
        self.datees
            .iter()
            .rev()
            .find(|c| c.depuis.as_str() <= jour && speaks(c))
            .or_else(|| self.datees.iter().find(speaks))
    }

    /// Whether any layer speaks of field number `champ`.
    pub(super) fn says(&self, champ: usize) -> bool {
        self.correction[champ].is_some() || self.datees.iter().any(|c| c.champs[champ].is_some())
    }

    fn au(&self, jour: &str) -> Couche {
        std::array::from_fn(|champ| {
            self.correction[champ]
                .clone()
                .or_else(|| self.speaker(champ, jour)?.champs[champ].clone())
        })
    }

    /// Whether what is said of the pupils on `jour` was typed.
    fn eleves_saisi(&self, jour: &str) -> bool {
        let eleves = ChampEcole::Eleves as usize;
        self.correction[eleves].is_some() || self.speaker(eleves, jour).is_some_and(|c| c.saisie)
    }

    /// The stretches, equal neighbours collapsed.
    pub(super) fn tranches(&self) -> Vec<Tranche> {
        let mut jours: Vec<&str> = self.datees.iter().map(|c| c.depuis.as_str()).collect();
        jours.dedup();
        if jours.is_empty() {
            jours.push("");
        }
        let mut tranches: Vec<Tranche> = Vec::with_capacity(jours.len());
        for jour in jours {
            let champs = self.au(jour);
            let eleves_saisi = self.eleves_saisi(jour);
            match tranches.last_mut() {
                Some(derniere)
                    if derniere.champs == champs && derniere.eleves_saisi == eleves_saisi => {}
                Some(derniere) => {
                    jour.clone_into(&mut derniere.a);
                    tranches.push(Tranche {
                        de: jour.to_owned(),
                        a: END.to_owned(),
                        depuis: jour.to_owned(),
                        eleves_saisi,
                        champs,
                    });
                }
                None => tranches.push(Tranche {
                    de: String::new(),
                    a: END.to_owned(),
                    depuis: jour.to_owned(),
                    eleves_saisi,
                    champs,
                }),
            }
        }
        tranches
    }
}

/// The school fields that one change sets.
pub(super) fn couche(champs: Champs) -> Couche {
    let mut couche = Couche::default();
    for (nom, ecrit) in champs.0 {
        if let (Some(champ), Ecrit::Valeur(valeur)) = (ChampEcole::parse(nom), ecrit) {
            couche[champ as usize] = Some(valeur);
        }
    }
    couche
}

impl Tranche {
    /// The one stretch of a school known by a single file.
    pub(super) fn first(millesime: &str, champs: Champs) -> Self {
        Self {
            de: String::new(),
            a: END.to_owned(),
            depuis: millesime.to_owned(),
            eleves_saisi: false,
            champs: couche(champs),
        }
    }
}

/// Sorts after every date.
const END: &str = "9999";

/// Writes the stretches of one school; none when it is hidden.
pub(super) fn project(base: &Base, absorbes: &Absorbes, ecole: Id, hidden: bool) -> Result<()> {
    base.execute("DELETE FROM ecole_situation WHERE ecole = ?1", [ecole])?;
    if hidden {
        return Ok(());
    }
    let mut statement = prepare(base)?;
    for tranche in Couches::load(base, ecole)?.tranches() {
        insert(&mut statement, absorbes, ecole, &tranche)?;
    }
    Ok(())
}

/// The statement that [`insert`] runs.
pub(super) fn prepare(base: &Base) -> Result<Prepared<'_>> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let places: Vec<String> = (1..=5 + ChampEcole::COUNT)
            .map(|i| format!("?{i}"))
            .collect();
        let columns = columns();
        format!(
            "INSERT INTO ecole_situation (ecole, de, a, depuis, eleves_saisi, {columns}) VALUES ({})",
            places.join(", ")
        )
    });
    base.prepare(&SQL)
}

/// Writes one stretch of one school.
pub(super) fn insert(
    statement: &mut Prepared<'_>,
    absorbes: &Absorbes,
    ecole: Id,
    tranche: &Tranche,
) -> Result<()> {
    let tete: [&dyn ToSql; 5] = [
        &ecole,
        &tranche.de,
        &tranche.a,
        &tranche.depuis,
        &tranche.eleves_saisi,
    ];
    let place = ChampEcole::Circonscription as usize;
    let circonscription = absorbes.resolve(tranche.champs[place].as_ref());
    let champs = tranche.champs.iter().enumerate().map(|(i, champ)| {
        let champ: &dyn ToSql = if i == place { &circonscription } else { champ };
        champ
    });
    statement.execute(params_from_iter(tete.into_iter().chain(champs)))?;
    Ok(())
}

/// The school columns, in the order of [`ChampEcole::ALL`].
fn columns() -> String {
    ChampEcole::ALL.map(ChampEcole::as_str).join(", ")
}
