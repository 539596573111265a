//! Lots: bulk measurements, one immutable set of rows per file and period.
//!
//! A lot is a journalled object like any other (undone, merged, shown or not), whose rows stand
//! beside the journal under its identity, which is the hash of those rows: they are written once,
//! never changed, and prove themselves. Which row speaks for a school is decided per school, not
//! per lot: of all lots of one dataset and period, the newest millésime that names it. So the
//! extract of a département beside the extract of a circonscription needs no notion of scope.

use std::sync::Arc;

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use sha2::{Digest as _, Sha256};

use super::base::Base;
use super::{Champs, Edit, Genre, Store};
use crate::domain::{Id, Source};
use crate::error::Result;

use chrono::NaiveDate;

/// A dataset whose rows are kept as lots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JeuLot {
    Effectifs,
    Ips,
    /// Visits of the ENT by school, week and profile.
    Audience,
    /// Visits of the ENT by school, week and service.
    AudienceServices,
}

impl JeuLot {
    pub const ALL: [Self; 4] = [
        Self::Effectifs,
        Self::Ips,
        Self::Audience,
        Self::AudienceServices,
    ];

    /// Its name in the journal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Effectifs => "effectifs",
            Self::Ips => "ips",
            Self::Audience => "audience",
            Self::AudienceServices => "audience-services",
        }
    }

    /// The table of its rows.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Effectifs => "effectif",
            Self::Ips => "ips",
            Self::Audience => "audience",
            Self::AudienceServices => "audience_service",
        }
    }

    /// How many columns name a row within its lot: the UAI, then the week, then the service.
    pub(super) const fn cle(self) -> usize {
        match self {
            Self::Effectifs | Self::Ips => 1,
            Self::Audience => 2,
            Self::AudienceServices => 3,
        }
    }

    /// Its columns: the lot, the key, then the values of a [`LigneLot`].
    pub(super) const fn colonnes(self) -> &'static [&'static str] {
        match self {
            Self::Effectifs => &[
                "lot",
                "uai",
                "classes",
                "eleves",
                "preelementaire",
                "cp",
                "ce1",
                "ce2",
                "cm1",
                "cm2",
                "ulis",
            ],
            Self::Ips => &["lot", "uai", "dixiemes"],
            Self::Audience => &[
                "lot",
                "uai",
                "semaine",
                "visites_globales",
                "utilisateurs_globales",
                "visites_eleve",
                "utilisateurs_eleve",
                "visites_parent",
                "utilisateurs_parent",
                "visites_enseignant",
                "utilisateurs_enseignant",
                "visites_admin_vie_scol_tech",
                "utilisateurs_admin_vie_scol_tech",
            ],
            Self::AudienceServices => &[
                "lot",
                "uai",
                "semaine",
                "service",
                "visites",
                "utilisateurs",
            ],
        }
    }
}

/// What one file says of one school, of one of its weeks, or of one service in that week.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LigneLot {
    /// The UAI; then, for the audience, the week (its Monday, `AAAA-MM-JJ`) and the service. A lot
    /// repeats each of them thousands of times: its maker shares them.
    pub cle: Vec<Arc<str>>,
    /// In the order of the columns of its table, lot and key apart.
    pub valeurs: Vec<Option<i64>>,
}

/// A set of rows about to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    pub jeu: JeuLot,
    /// The calendar year of the rentrée: 2022 for 2022/2023.
    pub rentree: i32,
    /// The date of the file.
    pub millesime: NaiveDate,
    /// Its name, without its folder.
    pub fichier: String,
    /// In order of key, each once.
    pub lignes: Vec<LigneLot>,
}

impl Lot {
    /// The same for the same rows of the same period, whatever the file was called.
    pub fn id(&self) -> Id {
        let mut hash = Empreinte::new(self.jeu, &self.rentree.to_string());
        for ligne in &self.lignes {
            hash.add(&ligne.cle, &ligne.valeurs);
        }
        hash.id()
    }
}

/// The identity of a lot, from its rows in order of key.
struct Empreinte(Sha256);

impl Empreinte {
    fn new(jeu: JeuLot, periode: &str) -> Self {
        let mut hash = Self(Sha256::new());
        hash.text(jeu.as_str());
        hash.text(periode);
        hash
    }

    fn text(&mut self, texte: &str) {
        self.0.update((texte.len() as u64).to_be_bytes());
        self.0.update(texte);
    }

    fn add(&mut self, cle: &[Arc<str>], valeurs: &[Option<i64>]) {
        for partie in cle {
            self.text(partie);
        }
        for valeur in valeurs {
            self.0.update([u8::from(valeur.is_some())]);
            self.0.update(valeur.unwrap_or_default().to_be_bytes());
        }
    }

    fn id(self) -> Id {
        let hash = self.0.finalize();
        let mut octets = [0; 16];
        octets.copy_from_slice(&hash[..16]);
        Id::from_bytes(octets)
    }
}

impl Edit<'_> {
    /// Writes a lot and its rows. Returns whether anything was written: a lot already there and
    /// shown says nothing new.
    pub fn lot(&mut self, lot: &Lot) -> Result<bool> {
        let id = lot.id();
        let base = &self.store.base;
        let known = format!("SELECT 1 FROM {} WHERE lot = ?1", lot.jeu.table());
        if !base.exists(&known, [id])? {
            let colonnes = lot.jeu.colonnes();
            let places: Vec<String> = (1..=colonnes.len()).map(|i| format!("?{i}")).collect();
            let insert = format!(
                "INSERT INTO {} ({}) VALUES ({})",
                lot.jeu.table(),
                colonnes.join(", "),
                places.join(", ")
            );
            for ligne in &lot.lignes {
                let mut valeurs = vec![Value::Blob(id.as_bytes().to_vec())];
                valeurs.extend(ligne.cle.iter().map(|p| Value::Text(p.to_string())));
                valeurs.extend(
                    ligne
                        .valeurs
                        .iter()
                        .map(|v| v.map_or(Value::Null, Value::Integer)),
                );
                base.execute(&insert, params_from_iter(valeurs))?;
            }
        }
        let mut champs = Champs::new()
            .set("jeu", lot.jeu.as_str())
            .set("periode", lot.rentree.to_string())
            .set("millesime", lot.millesime)
            .set(
                "lignes",
                i64::try_from(lot.lignes.len()).unwrap_or(i64::MAX),
            );
        // The same rows in a file of another name say nothing new.
        let named = "SELECT 1 FROM lot WHERE id = ?1 AND supprime = 0 AND fichier IS NOT NULL";
        if !base.exists(named, [id])? {
            champs = champs.set("fichier", lot.fichier.as_str());
        }
        let source = Source::Officiel {
            millesime: lot.millesime,
        };
        self.put(Genre::Lot, id, champs, source)
    }
}

/// Whether the rows of a lot still are those its identity was drawn from.
pub(super) fn is_intact(base: &Base, lot: Id) -> Result<bool> {
    let decrit = base.maybe("SELECT jeu, periode FROM lot WHERE id = ?1", [lot], |row| {
        Ok((
            row.get::<_, Option<String>>(0)?.unwrap_or_default(),
            row.get::<_, Option<String>>(1)?.unwrap_or_default(),
        ))
    })?;
    // A lot that was undone says nothing any more: its rows tell which dataset it is of.
    for jeu in JeuLot::ALL {
        let periodes: Vec<String> = match &decrit {
            Some((connu, periode)) if connu == jeu.as_str() => vec![periode.clone()],
            Some((connu, _)) if connu.is_empty() => stated_periods(base, lot)?,
            _ => continue,
        };
        for periode in periodes {
            if hash_of(base, jeu, &periode, lot)? == lot {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The periods the journal ever gave to a lot.
fn stated_periods(base: &Base, lot: Id) -> Result<Vec<String>> {
    let objet = super::objet::Objet::load(base, Genre::Lot, lot)?;
    Ok(objet
        .changements
        .iter()
        .filter_map(|c| {
            c.champs
                .get("periode")?
                .valeur()?
                .texte()
                .map(str::to_owned)
        })
        .collect())
}

/// The identity drawn from the rows that stand under `lot`, read one after another.
fn hash_of(base: &Base, jeu: JeuLot, periode: &str, lot: Id) -> Result<Id> {
    let colonnes = &jeu.colonnes()[1..];
    let (cle, nombre) = (jeu.cle(), colonnes.len());
    let sql = format!(
        "SELECT {} FROM {} WHERE lot = ?1 ORDER BY {}",
        colonnes.join(", "),
        jeu.table(),
        colonnes[..cle].join(", ")
    );
    let mut hash = Empreinte::new(jeu, periode);
    base.each(&sql, [lot], |row| {
        let parties = (0..cle)
            .map(|i| row.get(i))
            .collect::<rusqlite::Result<Vec<Arc<str>>>>()?;
        let valeurs = (cle..nombre)
            .map(|i| row.get(i))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        hash.add(&parties, &valeurs);
        Ok(())
    })?;
    Ok(hash.id())
}

impl Store {
    /// The lots whose rows were altered, in words; empty = none.
    pub(super) fn check_lots(&self) -> Result<Vec<String>> {
        let mut altered = 0;
        for jeu in JeuLot::ALL {
            let sql = format!("SELECT DISTINCT lot FROM {}", jeu.table());
            for lot in self.base.rows(&sql, [], |row| row.get::<_, Id>(0))? {
                altered += u32::from(!is_intact(&self.base, lot)?);
            }
        }
        Ok((altered > 0)
            .then(|| format!("Mesures : {altered} lot(s) ne correspondent plus à leur empreinte."))
            .into_iter()
            .collect())
    }
}
