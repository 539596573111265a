//! What is said of a file that leaves: in the answer of the command, on the page, in the message
//! one joins it to.

use super::{Envoi, Laisse};
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, taux_texte};
use crate::store::export::table;

impl Laisse {
    /// « 12 noms de personnes : la DANE compte des écoles, pas des personnes ».
    pub fn phrase(&self) -> String {
        let (un, plusieurs) = self.quoi;
        format!(
            "{}\u{202f}: {}",
            compte(self.combien, un, plusieurs),
            self.pourquoi
        )
    }
}

impl Envoi {
    /// Each table that holds facts, and how many rows leave.
    pub fn comptes(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.contenu
            .tables()
            .filter(|(t, _)| !matches!(t.nom, "manifeste" | "manifeste_table" | "dictionnaire"))
            .map(|(t, lignes)| (t.nom, lignes.len()))
    }

    /// « 80 écoles publiques ouvertes, dont 43 avec un ENT ».
    pub fn resume(&self) -> String {
        let ecoles = usize::try_from(self.compte.ecoles).unwrap_or(usize::MAX);
        let avec = usize::try_from(self.compte.avec_ent).unwrap_or(usize::MAX);
        format!(
            "{}, dont {} avec un ENT",
            compte(
                ecoles,
                "école publique ouverte",
                "écoles publiques ouvertes"
            ),
            compte(avec, "école", "écoles")
        )
    }

    /// « 83,4 % de ce qu’on doit savoir est su ».
    pub fn completude_dite(&self) -> String {
        taux_texte(self.completude.score())
    }

    /// What to write in the message the file is joined to.
    pub fn message(&self, fichier: &str) -> String {
        format!(
            "Bonjour,\n\nVoici l’état du déploiement des ENT au {}, dans le fichier \
             «\u{a0}{fichier}\u{a0}».\nPérimètre\u{202f}: {}.\n{}\u{202f}; renseigné à {}.\n\n\
             Empreinte du fichier, à comparer avec celle lue à la réception\u{202f}:\n{}\n",
            date_longue(self.demande.au),
            self.perimetre,
            self.resume(),
            self.completude_dite(),
            self.empreinte.lettres(),
        )
    }
}

/// The sentence that explains a table.
pub fn libelle(nom: &str) -> &'static str {
    table(nom).map_or("", |t| t.libelle.as_str())
}
