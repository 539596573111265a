//! The état des lieux as a workbook: real numbers, frozen headers, one native chart, and what
//! the table does not count on a sheet of its own.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    Chart, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook,
    Worksheet, XlsxError,
};

use super::feuille::{ChartCouleur, POURCENT, TOUT, imprimable};
use super::{EtatDesLieux, Tableau};
use crate::domain::Compte;
use crate::domain::bilan_compare::LigneComparee;
use crate::domain::date::{date_courte, date_longue};
use crate::domain::nombre::Taux;
use crate::error::{Error, Result};

/// Groups on the chart; more would not be read.
const BARRES: usize = 25;

/// One cell of the main sheet.
enum Cellule {
    Texte(String),
    Nombre(u64),
    Ecart(i64),
    Taux(Option<Taux>),
    /// Points of rate, in tenths.
    Points(Option<i64>),
}

/// The workbook's bytes. `pied`: the lines of the footer, which say date, population, rule and
/// sources. `le`: the day it bears.
pub fn classeur(etat: &EtatDesLieux<'_>, pied: &[String], le: NaiveDate) -> Result<Vec<u8>> {
    write(etat, pied, le).map_err(|e| {
        Error::Refused(format!(
            "Le classeur n’a pas pu être fabriqué ({e}). Rien n’a été écrit\u{202f}: essayez le \
             format CSV."
        ))
    })
}

fn write(
    etat: &EtatDesLieux<'_>,
    pied: &[String],
    le: NaiveDate,
) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut classeur = Workbook::new();
    let titre = format!("État des lieux des ENT au {}", date_longue(etat.bilan.au));
    let mut proprietes = DocProperties::new()
        .set_title(&titre)
        .set_author("Carnet ENT");
    if let Ok(annee) = u16::try_from(le.year()) {
        let jour = ExcelDateTime::from_ymd(annee, le.month() as u8, le.day() as u8)?;
        proprietes = proprietes.set_creation_datetime(&jour);
    }
    classeur.set_properties(&proprietes);
    main_sheet(classeur.add_worksheet(), etat, pied, &titre)?;
    left_out(classeur.add_worksheet(), etat)?;
    classeur.save_to_buffer()
}

const LIGNE_TITRES: u32 = 2;

fn main_sheet(
    feuille: &mut Worksheet,
    etat: &EtatDesLieux<'_>,
    pied: &[String],
    titre: &str,
) -> std::result::Result<(), XlsxError> {
    feuille.set_name("Bilan")?;
    let gras = Format::new().set_bold();
    feuille.write_string_with_format(0, 0, titre, &gras.clone().set_font_size(14))?;
    let entete = gras
        .clone()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_background_color(Color::RGB(0x00f3_f4f8));
    for (colonne, nom) in titles(etat).iter().enumerate() {
        feuille.write_string_with_format(LIGNE_TITRES, colonne as u16, nom, &entete)?;
    }
    feuille.set_row_height(LIGNE_TITRES, 62)?;
    feuille.set_freeze_panes(LIGNE_TITRES + 1, 1)?;
    feuille.set_column_width(0, 30)?;
    feuille.set_column_range_width(1, 13, 13)?;

    let lignes = rows(etat);
    let (premiere, mut rang) = (LIGNE_TITRES + 1, LIGNE_TITRES + 1);
    let dernier = lignes.len().saturating_sub(1);
    for (place, ligne) in lignes.iter().enumerate() {
        let gras = place == dernier;
        for (colonne, cellule) in ligne.iter().enumerate() {
            write_cell(feuille, rang, colonne as u16, cellule, gras)?;
        }
        rang += 1;
    }
    let groupes = etat.bilan.lignes.len();
    if groupes > 0 {
        let fin = premiere + groupes.min(BARRES) as u32 - 1;
        insert_chart(
            feuille,
            (premiere, fin),
            rang + pied.len() as u32 + 3,
            groupes,
        )?;
    }
    rang += 1;
    for ligne in pied {
        feuille.write_string(rang, 0, ligne)?;
        rang += 1;
    }
    imprimable(feuille, Some(LIGNE_TITRES))
}

fn titles(etat: &EtatDesLieux<'_>) -> Vec<String> {
    let mut titres: Vec<String> = [
        etat.bilan.par.libelle(),
        "Code",
        "Nombre d’écoles",
        "Écoles avec ENT",
        "Taux d’écoles avec ENT",
        "Élémentaires et primaires avec ENT",
        "Part des élémentaires et primaires parmi les écoles avec ENT",
        "Élémentaires et primaires",
        "Taux d’équipement des élémentaires et primaires",
    ]
    .map(str::to_owned)
    .to_vec();
    if let Some(avant) = etat.avant {
        let jour = date_courte(avant.au);
        titres.extend([
            format!("Nombre d’écoles au {jour}"),
            format!("Écoles avec ENT au {jour}"),
            format!("Taux d’écoles avec ENT au {jour}"),
            format!("Écoles avec ENT depuis le {jour}"),
            format!("Points de taux depuis le {jour}"),
        ]);
    }
    titres
}

/// The lines of the table, the total last.
fn rows(etat: &EtatDesLieux<'_>) -> Vec<Vec<Cellule>> {
    if let Some(comparaison) = etat.comparaison() {
        let ligne = |l: &LigneComparee<'_>| {
            let mut cellules = counts(l.groupe, l.code, &l.apres);
            cellules.extend([
                Cellule::Nombre(l.avant.ecoles),
                Cellule::Nombre(l.avant.avec_ent),
                Cellule::Taux(l.avant.taux()),
                Cellule::Ecart(l.ecart()),
                Cellule::Points(l.ecart_taux()),
            ]);
            cellules
        };
        let mut lignes: Vec<_> = comparaison.lignes.iter().map(ligne).collect();
        lignes.push(ligne(&comparaison.total));
        return lignes;
    }
    let mut lignes: Vec<_> = etat
        .bilan
        .lignes
        .iter()
        .map(|l| counts(&l.groupe, l.code.as_deref(), &l.compte))
        .collect();
    lignes.push(counts("Total", None, &etat.bilan.total));
    lignes
}

fn counts(groupe: &str, code: Option<&str>, compte: &Compte) -> Vec<Cellule> {
    vec![
        Cellule::Texte(groupe.to_owned()),
        Cellule::Texte(code.unwrap_or_default().to_owned()),
        Cellule::Nombre(compte.ecoles),
        Cellule::Nombre(compte.avec_ent),
        Cellule::Taux(compte.taux()),
        Cellule::Nombre(compte.elementaires_primaires_avec_ent),
        Cellule::Taux(compte.part_elementaires_primaires()),
        Cellule::Nombre(compte.elementaires_primaires),
        Cellule::Taux(compte.taux_elementaires_primaires()),
    ]
}

fn write_cell(
    feuille: &mut Worksheet,
    ligne: u32,
    colonne: u16,
    cellule: &Cellule,
    gras: bool,
) -> std::result::Result<(), XlsxError> {
    let style = if gras {
        Format::new().set_bold()
    } else {
        Format::new()
    };
    match cellule {
        Cellule::Texte(texte) if texte.is_empty() => return Ok(()),
        Cellule::Texte(texte) => feuille.write_string_with_format(ligne, colonne, texte, &style)?,
        Cellule::Nombre(n) => {
            let style = style.set_num_format("#,##0");
            feuille.write_number_with_format(ligne, colonne, *n as f64, &style)?
        }
        Cellule::Ecart(n) => {
            let style = style.set_num_format("+#,##0;-#,##0;0");
            feuille.write_number_with_format(ligne, colonne, *n as f64, &style)?
        }
        Cellule::Taux(Some(taux)) => {
            let style = style.set_num_format(POURCENT);
            let valeur = taux.dixiemes() as f64 / 1000.0;
            feuille.write_number_with_format(ligne, colonne, valeur, &style)?
        }
        Cellule::Points(Some(dixiemes)) => {
            let style = style.set_num_format("+0.0;-0.0;0.0");
            feuille.write_number_with_format(ligne, colonne, *dixiemes as f64 / 10.0, &style)?
        }
        Cellule::Taux(None) | Cellule::Points(None) => {
            let style = style.set_align(FormatAlign::Right);
            feuille.write_string_with_format(ligne, colonne, "—", &style)?
        }
    };
    Ok(())
}

/// Bars of schools and of schools with an ENT, for the first groups.
fn insert_chart(
    feuille: &mut Worksheet,
    (premiere, fin): (u32, u32),
    place: u32,
    groupes: usize,
) -> std::result::Result<(), XlsxError> {
    let mut barres = Chart::new(ChartType::Bar);
    let titre = if groupes > BARRES {
        format!("Écoles et écoles avec ENT ({BARRES} premières lignes sur {groupes})")
    } else {
        "Écoles et écoles avec ENT".to_owned()
    };
    barres.title().set_name(&titre);
    for (colonne, couleur) in [(2, TOUT), (3, ChartCouleur::serie(0))] {
        barres
            .add_series()
            .set_categories(("Bilan", premiere, 0, fin, 0))
            .set_values(("Bilan", premiere, colonne, fin, colonne))
            .set_name(("Bilan", LIGNE_TITRES, colonne))
            .set_format(&mut couleur.plein());
    }
    // The first line on top, as in the table.
    barres.y_axis().set_reverse();
    barres.x_axis().set_min(0);
    barres.set_alt_text("Nombre d’écoles et d’écoles avec ENT, ligne par ligne du tableau");
    let hauteur = 120 + 32 * (fin - premiere + 1);
    barres.set_width(900).set_height(hauteur.max(260));
    feuille.insert_chart(place, 0, &barres)?;
    Ok(())
}

/// What the table does not count, then the schools to complete.
fn left_out(
    feuille: &mut Worksheet,
    etat: &EtatDesLieux<'_>,
) -> std::result::Result<(), XlsxError> {
    feuille.set_name("Non comptées")?;
    feuille.set_column_width(0, 44)?;
    feuille.set_column_width(1, 44)?;
    feuille.set_column_width(2, 22)?;
    imprimable(feuille, None)?;
    let suite = push_table(
        feuille,
        0,
        "Écoles que le tableau ne compte pas",
        &etat.exclues(),
    )?;
    push_table(
        feuille,
        suite + 1,
        "Écoles à compléter",
        &etat.incompletes(),
    )?;
    Ok(())
}

/// Writes a titled table; answers the first free line.
fn push_table(
    feuille: &mut Worksheet,
    mut ligne: u32,
    titre: &str,
    tableau: &Tableau,
) -> std::result::Result<u32, XlsxError> {
    let gras = Format::new().set_bold();
    feuille.write_string_with_format(ligne, 0, titre, &gras)?;
    ligne += 1;
    for (rang, colonne) in tableau.colonnes.iter().enumerate() {
        feuille.write_string_with_format(ligne, rang as u16, &colonne.titre, &gras)?;
    }
    ligne += 1;
    for cellules in &tableau.lignes {
        for (rang, (texte, colonne)) in cellules.iter().zip(&tableau.colonnes).enumerate() {
            match texte.parse::<f64>() {
                Ok(nombre) if colonne.a_droite => {
                    feuille.write_number(ligne, rang as u16, nombre)?;
                }
                _ => {
                    feuille.write_string(ligne, rang as u16, texte)?;
                }
            }
        }
        ligne += 1;
    }
    if tableau.lignes.is_empty() {
        feuille.write_string(ligne, 0, "Aucune")?;
        ligne += 1;
    }
    Ok(ligne)
}
