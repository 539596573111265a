//! A report for a spreadsheet: its figures and texts on a first sheet, then each of its tables and
//! the figures of each of its charts on a sheet of their own, with real numbers, a frozen header
//! and a native chart. As CSV and as text, the same tables one below the other.

use rust_xlsxwriter::{
    Chart, ChartAxisDateUnitType, ChartType, DocProperties, ExcelDateTime, Format, FormatAlign,
    Workbook, Worksheet, XlsxError,
};

use chrono::{Datelike as _, NaiveDate};

use super::{Dessin, Rapport, Section};
use crate::error::{Error, Result};
use crate::report::feuille::{ChartCouleur, TOUT, imprimable, is_day, lines, set_lines, write_lue};
use crate::report::{Colonne, Tableau, csv};

/// Characters of the name of a sheet.
const NOM: usize = 31;
/// Lines a chart still shows.
const BARRES: usize = 25;
/// Characters of the widest column; longer texts take several lines.
const LARGEUR: usize = 60;
/// Characters of the only column of the first sheet.
const TEXTE: usize = 80;

/// A table of the report, under its title.
struct Feuille<'a> {
    titre: String,
    tableau: Tableau,
    dessin: Option<&'a Dessin>,
}

impl Rapport {
    /// For a spreadsheet in French: BOM, `;`, each table under its title, the footer last.
    pub(super) fn to_csv(&self) -> String {
        let mut texte = String::from(csv::BOM);
        for ligne in [&self.cadre.titre, &self.cadre.sous_titre] {
            csv::push_ligne(&mut texte, [ligne.as_str()]);
        }
        for feuille in self.feuilles() {
            feuille.tableau.push_csv_dessous(&mut texte, &feuille.titre);
        }
        csv::push_ligne(&mut texte, []);
        for ligne in &self.cadre.pied {
            csv::push_ligne(&mut texte, [ligne.as_str()]);
        }
        texte
    }

    /// Aligned tables, for a terminal.
    pub(super) fn to_texte(&self) -> String {
        let mut texte = format!("{}\n{}\n", self.cadre.titre, self.cadre.sous_titre);
        for feuille in self.feuilles() {
            texte.extend(["\n", &feuille.titre, "\n\n", &feuille.tableau.to_texte()]);
        }
        texte.push('\n');
        for ligne in &self.cadre.pied {
            texte.extend([ligne, "\n"]);
        }
        texte
    }

    /// The workbook's bytes. `le`: the day it bears.
    pub(super) fn classeur(&self, le: NaiveDate) -> Result<Vec<u8>> {
        self.write(le).map_err(|e| {
            Error::Refused(format!(
                "Le classeur n’a pas pu être fabriqué ({e}). Rien n’a été écrit\u{202f}: essayez \
                 le format CSV."
            ))
        })
    }

    /// The figures of all sections, then every table and chart.
    fn feuilles(&self) -> Vec<Feuille<'_>> {
        let mut feuilles = Vec::new();
        let chiffres = figures(&self.sections);
        if !chiffres.lignes.is_empty() {
            feuilles.push(Feuille {
                titre: "Chiffres".to_owned(),
                tableau: chiffres,
                dessin: None,
            });
        }
        for section in &self.sections {
            let titre = |propre: &str| match (section.titre.as_str(), propre) {
                ("", "") => self.cadre.titre.clone(),
                ("", seul) | (seul, "") => seul.to_owned(),
                (grand, petit) => format!("{grand} — {petit}"),
            };
            for t in &section.tableaux {
                feuilles.push(Feuille {
                    titre: titre(&t.titre),
                    tableau: (&t.tableau).into(),
                    dessin: None,
                });
            }
            for g in &section.graphiques {
                feuilles.push(Feuille {
                    titre: titre(&g.titre),
                    tableau: g.tableau.clone(),
                    dessin: Some(&g.dessin),
                });
            }
        }
        feuilles.retain(|f| !f.tableau.lignes.is_empty());
        feuilles
    }

    fn write(&self, le: NaiveDate) -> std::result::Result<Vec<u8>, XlsxError> {
        let mut classeur = Workbook::new();
        let mut proprietes = DocProperties::new()
            .set_title(&self.cadre.titre)
            .set_author("Carnet ENT");
        if let Ok(annee) = u16::try_from(le.year()) {
            let jour = ExcelDateTime::from_ymd(annee, le.month() as u8, le.day() as u8)?;
            proprietes = proprietes.set_creation_datetime(&jour);
        }
        classeur.set_properties(&proprietes);
        self.first_sheet(classeur.add_worksheet().set_name("Bilan")?)?;
        let mut noms = vec!["bilan".to_owned()];
        for feuille in self.feuilles() {
            let nom = sheet_name(&feuille.titre, &mut noms);
            let place = classeur.add_worksheet().set_name(&nom)?;
            fill(place, &feuille, &nom)?;
        }
        classeur.save_to_buffer()
    }

    /// What the report says in words, and its footer.
    fn first_sheet(&self, feuille: &mut Worksheet) -> std::result::Result<(), XlsxError> {
        let gras = Format::new().set_bold();
        let replie = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        feuille.set_column_width(0, TEXTE as f64)?;
        imprimable(feuille, None)?;
        feuille.write_string_with_format(0, 0, &self.cadre.titre, &gras)?;
        feuille.write_string(1, 0, &self.cadre.sous_titre)?;
        let mut ligne = 3;
        let mut dire = |feuille: &mut Worksheet, texte: &str, style: &Format| {
            if !texte.is_empty() {
                feuille.write_string_with_format(ligne, 0, texte, style)?;
                set_lines(feuille, ligne, lines(texte, TEXTE))?;
                ligne += 1;
            }
            Ok::<(), XlsxError>(())
        };
        for section in &self.sections {
            let dit = !section.phrases.is_empty() || !section.note.is_empty();
            if dit {
                dire(feuille, &section.titre, &gras)?;
            }
            for phrase in section.phrases.iter().chain([&section.note]) {
                dire(feuille, phrase, &replie)?;
            }
        }
        for pied in &self.cadre.pied {
            dire(feuille, pied, &replie)?;
        }
        Ok(())
    }
}

/// The figures and the properties of these sections.
fn figures(sections: &[Section]) -> Tableau {
    let mut lignes = Vec::new();
    for section in sections {
        for c in &section.chiffres {
            let quoi = [&section.titre, &c.libelle, &c.valeur, &c.precision];
            lignes.push(quoi.map(String::clone).to_vec());
        }
        for (nom, valeur) in &section.proprietes {
            let quoi = [section.titre.as_str(), nom, valeur, ""];
            lignes.push(quoi.map(str::to_owned).to_vec());
        }
    }
    Tableau {
        colonnes: vec![
            Colonne::texte("Partie"),
            Colonne::texte("Quoi"),
            Colonne::nombre("Valeur", "Valeur"),
            Colonne::texte("Précision"),
        ],
        lignes,
        total: None,
    }
}

/// A name no other sheet bears, without what Excel refuses in one.
fn sheet_name(titre: &str, noms: &mut Vec<String>) -> String {
    let permis = |c: char| match c {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
        c => c,
    };
    let propre: String = titre.chars().map(permis).collect();
    let coupe = |long: usize| -> String {
        let debut: String = propre.chars().take(long).collect();
        debut.trim().to_owned()
    };
    let mut nom = coupe(NOM);
    let mut rang = 2;
    while nom.is_empty() || noms.contains(&nom.to_lowercase()) {
        let suite = format!(" {rang}");
        let numerote = format!("{}{suite}", coupe(NOM - suite.len()));
        // A title of refused characters alone leaves only its number.
        numerote.trim_start().clone_into(&mut nom);
        rang += 1;
    }
    noms.push(nom.to_lowercase());
    nom
}

/// Title, header, lines, total; then the chart of its figures.
fn fill(
    place: &mut Worksheet,
    feuille: &Feuille<'_>,
    nom: &str,
) -> std::result::Result<(), XlsxError> {
    const TITRES: u32 = 2;
    let haut = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    // A text stands off the figures on its left.
    let decale = haut.clone().set_align(FormatAlign::Left).set_indent(1);
    let gras = Format::new().set_bold();
    let a_droite = gras.clone().set_align(FormatAlign::Right);
    let a_gauche = gras.clone().set_align(FormatAlign::Left).set_indent(1);
    let tableau = &feuille.tableau;
    place.write_string_with_format(0, 0, &feuille.titre, &gras)?;
    let largeurs: Vec<usize> = (0..tableau.colonnes.len())
        .map(|rang| {
            let cellules = tableau.lignes.iter().filter_map(|l| l.get(rang));
            let longues = cellules
                .flat_map(|c| c.split('\n'))
                .map(|l| l.chars().count());
            let titre = tableau.colonnes[rang].titre.chars().count();
            longues.max().unwrap_or(0).max(titre).clamp(8, LARGEUR)
        })
        .collect();
    for ((rang, colonne), largeur) in (0_u16..).zip(&tableau.colonnes).zip(&largeurs) {
        let style = match (colonne.a_droite, rang) {
            (true, _) => &a_droite,
            (false, 0) => &gras,
            (false, _) => &a_gauche,
        };
        place.write_string_with_format(TITRES, rang, &colonne.titre, style)?;
        place.set_column_width(rang, *largeur as f64 + 2.0)?;
    }
    place.set_freeze_panes(TITRES + 1, 0)?;
    let lignes = tableau.lignes.iter().map(|l| (l, false));
    let lignes = lignes.chain(tableau.total.iter().map(|l| (l, true)));
    for (ligne, (cellules, total)) in (TITRES + 1..).zip(lignes) {
        for ((rang, texte), colonne) in (0_u16..).zip(cellules).zip(&tableau.colonnes) {
            let style = if colonne.a_droite || rang == 0 {
                haut.clone()
            } else {
                decale.clone()
            };
            let style = if total { style.set_bold() } else { style };
            write_lue(place, (ligne, rang), texte, (&style, colonne.a_droite))?;
        }
        let hautes = cellules.iter().zip(&largeurs).map(|(c, l)| lines(c, *l));
        set_lines(place, ligne, hautes.max().unwrap_or(1))?;
    }
    imprimable(place, Some(TITRES))?;
    let derniere = TITRES + tableau.lignes.len() as u32;
    if let Some(dessin) = feuille.dessin {
        insert_chart(place, feuille, (dessin, nom), (TITRES, derniere))?;
    }
    Ok(())
}

/// A chart of the figures of the sheet, beside them: one series a column, rates and totals aside.
fn insert_chart(
    place: &mut Worksheet,
    feuille: &Feuille<'_>,
    (dessin, nom): (&Dessin, &str),
    (titres, derniere): (u32, u32),
) -> std::result::Result<(), XlsxError> {
    let tableau = &feuille.tableau;
    let mut chart = Chart::new(match dessin {
        Dessin::Aires => ChartType::AreaStacked,
        Dessin::Lignes => ChartType::Line,
        Dessin::Barres => ChartType::Bar,
    });
    let fin = match dessin {
        Dessin::Barres => derniere.min(titres + BARRES as u32),
        Dessin::Aires | Dessin::Lignes => derniere,
    };
    let mut series = 0;
    for (rang, colonne) in (0_u16..).zip(&tableau.colonnes) {
        let a_part = matches!(colonne.titre.as_str(), "Total" | "Taux");
        if !colonne.a_droite || a_part {
            continue;
        }
        let couleur = if colonne.titre == "Sur" {
            TOUT
        } else {
            ChartCouleur::serie(series)
        };
        series += 1;
        let serie = chart.add_series();
        serie
            .set_categories((nom, titres + 1, 0, fin, 0))
            .set_values((nom, titres + 1, rang, fin, rang))
            .set_name((nom, titres, rang));
        match dessin {
            Dessin::Lignes => serie.set_format(&mut couleur.ligne()),
            Dessin::Aires | Dessin::Barres => serie.set_format(&mut couleur.plein()),
        };
    }
    chart.title().set_name(&feuille.titre);
    chart.set_alt_text(&feuille.titre);
    if is_day(&tableau.lignes[0][0]) {
        chart
            .x_axis()
            .set_date_axis(true)
            .set_num_format("yyyy")
            .set_major_unit(1)
            .set_major_unit_date_type(ChartAxisDateUnitType::Years);
    }
    if *dessin == Dessin::Barres {
        // The first line on top, as in the table.
        chart.y_axis().set_reverse();
        chart.x_axis().set_min(0);
    }
    chart.set_width(760).set_height(420);
    // Below the header, which is printed again on every page.
    let colonne = tableau.colonnes.len() as u16 + 1;
    place.insert_chart_with_offset(titres + 1, colonne, &chart, 0, 8)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_of_their_own_that_excel_accepts() {
        let mut noms = vec!["bilan".to_owned()];
        let long = "Ce qui coince dans les écoles : abonnements finissant dans les six mois";
        let premier = sheet_name(long, &mut noms);
        let second = sheet_name(long, &mut noms);
        assert_ne!(premier, second);
        assert_eq!(sheet_name("Bilan", &mut noms), "Bilan 2");
        assert_eq!(sheet_name("[*]", &mut noms), "2");
        for nom in [&premier, &second] {
            assert!(
                nom.chars().count() <= NOM && !nom.contains([':', '/', '[']),
                "{nom}"
            );
        }
    }
}
