//! What this machine remembers: who I am, how I like to read, what I opened last.
//!
//! One small JSON file in the machine's own configuration folder, outside every carnet: it never
//! leaves with one. A missing or unreadable file gives the defaults, never an error.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Carnets kept in the list of recent ones.
const RECENTS: usize = 8;

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Systeme,
    Clair,
    Sombre,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Systeme, Self::Clair, Self::Sombre];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Systeme => "Comme le système",
            Self::Clair => "Clair",
            Self::Sombre => "Sombre",
        }
    }
}

/// Place and size of the window, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fenetre {
    pub position: Option<(f32, f32)>,
    pub taille: (f32, f32),
}

/// The choices of one person on one machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Name or initials, used by « vérifié par » and the journal; may be empty.
    pub personne: String,
    pub fonction: String,
    pub theme: Theme,
    /// Percent, 100 to 200.
    pub taille_texte: u16,
    /// Carnets opened, the latest first.
    pub recents: Vec<PathBuf>,
    pub fenetre: Option<Fenetre>,
    /// Files of outlines drawn on the map.
    pub contours: Vec<PathBuf>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            personne: String::new(),
            fonction: String::new(),
            theme: Theme::default(),
            taille_texte: 100,
            recents: Vec::new(),
            fenetre: None,
            contours: Vec::new(),
        }
    }
}

impl Preferences {
    /// The bounds of the text size, in percent.
    pub const TAILLES: std::ops::RangeInclusive<u16> = 100..=200;

    pub fn load() -> Self {
        let lues = fs::read(file())
            .ok()
            .and_then(|octets| serde_json::from_slice::<Self>(&octets).ok());
        let mut preferences = lues.unwrap_or_default();
        let (min, max) = (*Self::TAILLES.start(), *Self::TAILLES.end());
        preferences.taille_texte = preferences.taille_texte.clamp(min, max);
        preferences
    }

    /// Written whole beside, then renamed.
    pub fn save(&self) -> Result<()> {
        let file = file();
        let folder = file.parent().unwrap_or_else(|| Path::new("."));
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut draft = tempfile::NamedTempFile::new_in(folder)?;
            serde_json::to_writer_pretty(&mut draft, self)?;
            draft.persist(&file)?;
            Ok(())
        };
        write().map_err(|e| Error::io(&file, e))
    }

    /// Puts a carnet at the head of the recent ones.
    pub fn remember(&mut self, carnet: &Path) {
        self.recents.retain(|autre| autre != carnet);
        self.recents.insert(0, carnet.to_owned());
        self.recents.truncate(RECENTS);
    }
}

fn project() -> Option<directories::ProjectDirs> {
    directories::ProjectDirs::from("", "", "carnet-ent")
}

/// `CARNET_REGLAGES` chooses the folder instead, for tests.
fn file() -> PathBuf {
    let folder = std::env::var_os("CARNET_REGLAGES")
        .map(PathBuf::from)
        .or_else(|| project().map(|p| p.config_dir().to_owned()))
        .unwrap_or_else(|| PathBuf::from("."));
    folder.join("reglages.json")
}

/// Where carnets go unless the person chooses: a local folder, never one that is synchronised.
pub fn dossier_des_carnets() -> PathBuf {
    std::env::var_os("CARNET_REGLAGES")
        .map(PathBuf::from)
        .or_else(|| project().map(|p| p.data_local_dir().to_owned()))
        .unwrap_or_else(|| PathBuf::from("."))
}

/// Where the settings stand, to show it.
pub fn dossier_des_reglages() -> PathBuf {
    file()
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_owned)
}
