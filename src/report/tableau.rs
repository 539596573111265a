//! A table of texts and its two plain writers: aligned columns for a terminal, CSV.

use super::csv;

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colonne {
    /// In full, for a spreadsheet.
    pub titre: String,
    /// In the aligned table, where `\n` starts another line of the header.
    pub court: String,
    /// Numbers stand against the right edge.
    pub a_droite: bool,
}

impl Colonne {
    pub fn texte(titre: &str) -> Self {
        Self {
            titre: titre.to_owned(),
            court: titre.to_owned(),
            a_droite: false,
        }
    }

    pub fn nombre(titre: &str, court: &str) -> Self {
        Self {
            titre: titre.to_owned(),
            court: court.to_owned(),
            a_droite: true,
        }
    }
}

/// Rows of cells, each row as long as `colonnes`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tableau {
    pub colonnes: Vec<Colonne>,
    pub lignes: Vec<Vec<String>>,
    /// Set apart by a rule in the aligned table.
    pub total: Option<Vec<String>>,
}

impl Tableau {
    /// Aligned columns, two spaces apart, one line per row; ends with a newline.
    pub fn to_texte(&self) -> String {
        let lignes: Vec<Vec<String>> = self.lignes.iter().map(|l| propre(l)).collect();
        let total = self.total.as_ref().map(|l| propre(l));
        let titres: Vec<Vec<&str>> = self
            .colonnes
            .iter()
            .map(|c| c.court.split('\n').collect())
            .collect();
        let largeurs: Vec<usize> = titres
            .iter()
            .enumerate()
            .map(|(rang, titre)| {
                let cellules = lignes.iter().chain(&total).filter_map(|l| l.get(rang));
                let cellules = cellules.map(|cellule| largeur(cellule)).max().unwrap_or(0);
                titre
                    .iter()
                    .map(|t| largeur(t))
                    .max()
                    .unwrap_or(0)
                    .max(cellules)
            })
            .collect();

        let mut texte = String::new();
        let hauteur = titres.iter().map(Vec::len).max().unwrap_or(0);
        for etage in 0..hauteur {
            // Short titles stand on the last lines, next to the figures they name.
            let cellules = titres.iter().map(|titre| {
                (etage + titre.len())
                    .checked_sub(hauteur)
                    .map_or("", |rang| titre[rang])
            });
            self.push_ligne(&mut texte, cellules, &largeurs);
        }
        let filet: Vec<String> = largeurs.iter().map(|l| "─".repeat(*l)).collect();
        self.push_ligne(&mut texte, filet.iter().map(String::as_str), &largeurs);
        for ligne in &lignes {
            self.push_ligne(&mut texte, ligne.iter().map(String::as_str), &largeurs);
        }
        if let Some(total) = &total {
            self.push_ligne(&mut texte, filet.iter().map(String::as_str), &largeurs);
            self.push_ligne(&mut texte, total.iter().map(String::as_str), &largeurs);
        }
        texte
    }

    fn push_ligne<'a>(
        &self,
        texte: &mut String,
        cellules: impl Iterator<Item = &'a str>,
        largeurs: &[usize],
    ) {
        let mut ligne = String::new();
        for ((cellule, colonne), large) in cellules.zip(&self.colonnes).zip(largeurs) {
            let blancs = " ".repeat(large.saturating_sub(largeur(cellule)));
            if colonne.a_droite {
                ligne.push_str(&blancs);
            }
            ligne.push_str(cellule);
            if !colonne.a_droite {
                ligne.push_str(&blancs);
            }
            ligne.push_str("  ");
        }
        texte.push_str(ligne.trim_end());
        texte.push('\n');
    }

    /// For a spreadsheet in French: BOM, `;`, one header line, the total last.
    pub fn to_csv(&self) -> String {
        let mut texte = String::from(csv::BOM);
        self.push_csv(&mut texte);
        texte
    }

    /// Another table below the ones of `csv`, after an empty line.
    pub(super) fn push_csv_dessous(&self, csv: &mut String, titre: &str) {
        csv::push_ligne(csv, []);
        csv::push_ligne(csv, [titre]);
        self.push_csv(csv);
    }

    fn push_csv(&self, texte: &mut String) {
        let titres: Vec<&str> = self.colonnes.iter().map(|c| c.titre.as_str()).collect();
        csv::push_ligne(texte, titres);
        for ligne in self.lignes.iter().chain(&self.total) {
            csv::push_ligne(texte, ligne.iter().map(String::as_str));
        }
    }

    /// Cells parted by tabs, as a spreadsheet takes them from the clipboard.
    pub fn to_tsv(&self) -> String {
        let titres: Vec<String> = self.colonnes.iter().map(|c| c.titre.clone()).collect();
        let mut texte = String::new();
        for ligne in std::iter::once(&titres)
            .chain(&self.lignes)
            .chain(&self.total)
        {
            let inertes = propre(ligne).into_iter();
            let inertes: Vec<String> = inertes
                .map(|cellule| format!("{}{cellule}", csv::garde(&cellule)))
                .collect();
            texte.push_str(&inertes.join("\t"));
            texte.push('\n');
        }
        texte
    }
}

/// Cells without control characters: a name in a file cannot move the cursor of a terminal.
fn propre(ligne: &[String]) -> Vec<String> {
    let nettoie = |c: char| if c.is_control() { ' ' } else { c };
    ligne
        .iter()
        .map(|cellule| cellule.chars().map(nettoie).collect())
        .collect()
}

/// Columns taken on a terminal: one per character, none for an accent written apart.
fn largeur(texte: &str) -> usize {
    texte
        .chars()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tableau() -> Tableau {
        Tableau {
            colonnes: vec![
                Colonne::texte("Commune"),
                Colonne::nombre("Nombre d’écoles", "Nombre\nd’écoles"),
            ],
            lignes: vec![
                vec!["Épinal".to_owned(), "12".to_owned()],
                vec!["E\u{301}loyes\u{1b}[2J".to_owned(), "1".to_owned()],
            ],
            total: Some(vec!["Total".to_owned(), "13".to_owned()]),
        }
    }

    #[test]
    fn columns_are_aligned_and_control_characters_are_gone() {
        let attendu = [
            "              Nombre",
            "Commune     d’écoles",
            "──────────  ────────",
            "Épinal            12",
            "E\u{301}loyes [2J         1",
            "──────────  ────────",
            "Total             13\n",
        ]
        .join("\n");
        assert_eq!(tableau().to_texte(), attendu);
    }

    #[test]
    fn what_is_pasted_into_a_spreadsheet_is_not_run() {
        let mut tableau = tableau();
        tableau.lignes[0] = vec!["=1+1".to_owned(), "-3,5".to_owned()];
        tableau.lignes[1] = vec!["\t@SUM(A1)".to_owned(), "+2".to_owned()];
        let attendu = "Commune\tNombre d’écoles\n'=1+1\t-3,5\n' @SUM(A1)\t+2\nTotal\t13\n";
        assert_eq!(tableau.to_tsv(), attendu);
    }

    #[test]
    fn a_spreadsheet_gets_full_titles_and_the_total() {
        let csv = tableau().to_csv();
        assert!(
            csv.starts_with("\u{feff}Commune;Nombre d’écoles\r\nÉpinal;12\r\n"),
            "{csv}"
        );
        assert!(csv.ends_with("Total;13\r\n"), "{csv}");
    }
}
