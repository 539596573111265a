//! The rows of an export before it is written: exactly what the preview shows, the fingerprint covers
//! and the file holds.

use std::borrow::Cow;
use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use crate::domain::texte::est_invisible;

use super::empreinte::{Empreinte, Hacheur};
use super::structure::{Colonne, Reserve, TableExport, table, tables};

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cellule {
    Nul,
    Entier(i64),
    Reel(f64),
    /// In Unicode's form NFC, without the signs that show nothing.
    Texte(String),
}

impl Cellule {
    /// A text; nothing said when it is empty.
    pub fn texte(texte: &str) -> Self {
        if texte.is_empty() {
            Self::Nul
        } else {
            Self::from(texte)
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Texte(texte) => Some(texte),
            _ => None,
        }
    }
}

impl From<&str> for Cellule {
    fn from(texte: &str) -> Self {
        // Nearly all there is: nothing to take out, nothing to put together.
        if texte.bytes().all(|o| matches!(o, b' '..=b'~')) {
            return Self::Texte(texte.to_owned());
        }
        let visibles = if texte.chars().any(est_invisible) {
            Cow::Owned(texte.chars().filter(|c| !est_invisible(*c)).collect())
        } else {
            Cow::Borrowed(texte)
        };
        Self::Texte(if is_nfc(&visibles) {
            visibles.into_owned()
        } else {
            visibles.nfc().collect()
        })
    }
}

impl From<String> for Cellule {
    fn from(texte: String) -> Self {
        Self::from(texte.as_str())
    }
}

impl From<i64> for Cellule {
    fn from(nombre: i64) -> Self {
        Self::Entier(nombre)
    }
}

impl From<u32> for Cellule {
    fn from(nombre: u32) -> Self {
        Self::Entier(nombre.into())
    }
}

impl From<i32> for Cellule {
    fn from(nombre: i32) -> Self {
        Self::Entier(nombre.into())
    }
}

impl From<bool> for Cellule {
    fn from(vrai: bool) -> Self {
        Self::Entier(vrai.into())
    }
}

impl From<f64> for Cellule {
    fn from(nombre: f64) -> Self {
        Self::Reel(nombre)
    }
}

impl From<chrono::NaiveDate> for Cellule {
    fn from(jour: chrono::NaiveDate) -> Self {
        Self::Texte(jour.to_string())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cellule {
    fn from(dit: Option<T>) -> Self {
        dit.map_or(Self::Nul, Into::into)
    }
}

/// By hand: what derives from `untagged` tries each sort in turn, ten times slower.
impl<'de> Deserialize<'de> for Cellule {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(Lue)
    }
}

struct Lue;

impl Visitor<'_> for Lue {
    type Value = Cellule;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a row")
    }

    fn visit_unit<E>(self) -> Result<Cellule, E> {
        Ok(Cellule::Nul)
    }

    fn visit_i64<E>(self, nombre: i64) -> Result<Cellule, E> {
        Ok(Cellule::Entier(nombre))
    }

    fn visit_u64<E: serde::de::Error>(self, nombre: u64) -> Result<Cellule, E> {
        i64::try_from(nombre)
            .map(Cellule::Entier)
            .map_err(E::custom)
    }

    fn visit_f64<E>(self, nombre: f64) -> Result<Cellule, E> {
        Ok(Cellule::Reel(nombre))
    }

    fn visit_str<E>(self, texte: &str) -> Result<Cellule, E> {
        Ok(Cellule::Texte(texte.to_owned()))
    }
}

/// The values of one row, in the order of the columns.
pub type Ligne = Vec<Cellule>;

/// What people asked to send beyond the facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Avec {
    /// Names of persons.
    pub noms: bool,
    /// What people wrote freely.
    pub textes: bool,
}

impl Avec {
    pub const fn permits(self, reserve: Reserve) -> bool {
        match reserve {
            Reserve::Non => true,
            Reserve::Nom => self.noms,
            Reserve::Texte => self.textes,
        }
    }
}

/// The rows of every table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contenu {
    /// In the order of [`tables`].
    lignes: Vec<Vec<Ligne>>,
    avec: Avec,
    /// Values that stay in the carnet: of persons, free texts.
    retenus: (usize, usize),
}

impl Contenu {
    pub fn new(avec: Avec) -> Self {
        Self {
            lignes: vec![Vec::new(); tables().len()],
            avec,
            retenus: (0, 0),
        }
    }

    pub const fn avec(&self) -> Avec {
        self.avec
    }

    /// Names and texts that were said and do not leave.
    pub const fn retenus(&self) -> (usize, usize) {
        self.retenus
    }

    /// Adds a row: the columns that are named, the others saying nothing. What was not asked for is
    /// taken out here, whoever builds the row.
    ///
    /// # Panics
    /// When the program names a table or a column that `assets/export.sql` does not have.
    pub fn push<const N: usize>(&mut self, nom: &str, valeurs: [(&str, Cellule); N]) {
        let Some(place) = tables().iter().position(|t| t.nom == nom) else {
            panic!("no table {nom}");
        };
        let table = &tables()[place];
        let mut ligne = vec![Cellule::Nul; table.colonnes.len()];
        let mut next = 0;
        for (colonne, valeur) in valeurs {
            let Some(rang) = find(table, next, colonne) else {
                panic!("no column {nom}.{colonne}");
            };
            next = rang + 1;
            ligne[rang] = self.kept(&table.colonnes[rang], valeur);
        }
        self.lignes[place].push(ligne);
    }

    /// A word of a list, or else a free text.
    pub fn mot(&mut self, mot: Cellule, connu: bool) -> Cellule {
        if connu || mot == Cellule::Nul || self.avec.textes {
            return mot;
        }
        self.retenus.1 += 1;
        Cellule::Nul
    }

    fn kept(&mut self, colonne: &Colonne, valeur: Cellule) -> Cellule {
        if valeur == Cellule::Nul || self.avec.permits(colonne.reserve) {
            return valeur;
        }
        match colonne.reserve {
            Reserve::Nom => self.retenus.0 += 1,
            Reserve::Texte => self.retenus.1 += 1,
            Reserve::Non => {}
        }
        Cellule::Nul
    }

    /// The rows of a table, in the order of its key once [`Self::seal`] was called.
    pub fn lignes(&self, nom: &str) -> &[Ligne] {
        let place = tables().iter().position(|t| t.nom == nom);
        place.map_or(&[], |place| &self.lignes[place])
    }

    /// Each table and its rows.
    pub fn tables(&self) -> impl Iterator<Item = (&'static TableExport, &[Ligne])> {
        tables().iter().zip(self.lignes.iter().map(Vec::as_slice))
    }

    /// The value of the manifest under this key.
    pub fn manifeste(&self, cle: &str) -> Option<&str> {
        let lignes = self.lignes("manifeste").iter();
        let mut trouvees = lignes.filter(|ligne| ligne[0].as_str() == Some(cle));
        trouvees.next()?[1].as_str()
    }

    /// Writes one line of the manifest.
    pub fn dit(&mut self, cle: &str, valeur: &str) {
        self.push(
            "manifeste",
            [("cle", cle.into()), ("valeur", valeur.into())],
        );
    }

    /// Ends it: the dictionary, the order of rows, the fingerprint.
    pub fn seal(&mut self) -> Empreinte {
        for table in tables() {
            for colonne in &table.colonnes {
                self.push(
                    "dictionnaire",
                    [
                        ("table_nom", table.nom.into()),
                        ("colonne", colonne.nom.into()),
                        ("type", colonne.type_sql.into()),
                        ("unite", colonne.unite.into()),
                        ("libelle", colonne.libelle.into()),
                        ("obligatoire", colonne.obligatoire.into()),
                    ],
                );
            }
        }
        for (table, lignes) in tables().iter().zip(&mut self.lignes) {
            let cle: Vec<usize> = table.cle.iter().filter_map(|c| table.colonne(c)).collect();
            let compare = |a: &Ligne, b: &Ligne| {
                let cle_de = |ligne| {
                    cle.iter()
                        .map(move |&i: &usize| Cellule::as_str(&Ligne::as_slice(ligne)[i]))
                };
                cle_de(a).cmp(cle_de(b))
            };
            lignes.sort_by(compare);
            // One fact under two identities of the carnet is one row.
            lignes.dedup_by(|a, b| compare(a, b).is_eq());
        }
        let empreinte = self.empreinte();
        for table in &empreinte.tables {
            self.push(
                "manifeste_table",
                [
                    ("nom", table.nom.into()),
                    ("lignes", table.lignes.cast_signed().into()),
                    ("empreinte", table.hexa().into()),
                ],
            );
        }
        self.dit("empreinte", &empreinte.hexa());
        for nom in ["manifeste", "manifeste_table"] {
            if let Some(place) = tables().iter().position(|t| t.nom == nom) {
                self.lignes[place].sort_by(|a, b| a[0].as_str().cmp(&b[0].as_str()));
            }
        }
        empreinte
    }

    fn empreinte(&self) -> Empreinte {
        let mut hacheur = Hacheur::default();
        for (table, lignes) in self.tables() {
            hacheur.begin(table.nom);
            for ligne in lignes {
                for cellule in ligne {
                    hacheur.cellule(cellule);
                }
                hacheur.end_row();
            }
        }
        hacheur.finish()
    }
}

/// The place of a column, looked for from where the last one was found.
fn find(table: &TableExport, next: usize, nom: &str) -> Option<usize> {
    let colonnes = &table.colonnes;
    (next..colonnes.len())
        .chain(0..next)
        .find(|&i| colonnes[i].nom == nom)
}

/// The column of a table of the preview, by name.
pub fn valeur<'a>(nom: &str, ligne: &'a Ligne, colonne: &str) -> Option<&'a Cellule> {
    ligne.get(table(nom)?.colonne(colonne)?)
}
