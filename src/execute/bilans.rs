//! The printed reports: laid out on a thread of their own, then written or opened.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use egui::ColorImage;

use crate::app::{App, Carnet};
use crate::command::{Command, Page};
use crate::domain::audience::Audience;
use crate::domain::bilan::bilan;
use crate::domain::hors_bilan::hors_bilan;
use crate::domain::modele_bilan::DemandeBilan;
use crate::domain::nom_graphique::NomGraphique;
use crate::domain::{Etendue, Faits, ModeleBilan};
use crate::error::{Error, Result};
use crate::exchange::write_new;
use crate::report::bilans::{Imprime, pied};
use crate::report::graphique::{Cadrage, pixels, svg};
use crate::report::graphiques::{DemandeGraphique, graphique};
use crate::report::{EtatDesLieux, classeur};
use crate::ui::bilans::Apercu;

/// Pixels of a page for each of its points: sharp on a screen that is twice as fine.
const ECHELLE: f32 = 2.0;
/// Pages shown; more are written, not drawn.
const PAGES: usize = 12;

pub(super) fn execute(app: &mut App, command: Command) -> Result<()> {
    match command {
        Command::MontrerBilan(modele, etendue) => {
            app.page = Page::Bilans;
            app.pages.bilans.montrer(modele, etendue);
            Ok(())
        }
        Command::ComposerBilan(demande) => compose(app, *demande),
        Command::EnregistrerBilan(path) => write(app, &path),
        Command::OuvrirBilan => open_pdf(app),
        Command::CopierGraphique(nom, demande) => copy_chart(app, nom, &demande),
        _ => Ok(()),
    }
}

fn compose(app: &mut App, demande: DemandeBilan) -> Result<()> {
    let visite = match (&demande.etendue, &app.carnet) {
        (Etendue::Visite(id, _), Carnet::Ouvert(store)) => store.visite(*id)?,
        _ => None,
    };
    let faits = Arc::clone(&app.faits);
    app.start("Mise en page du bilan", move |_progress| {
        let apercu = lay_out(&faits, &demande, visite.as_ref());
        Box::new(move |app| app.pages.bilans.recevoir(demande, apercu))
    });
    Ok(())
}

fn lay_out(
    faits: &Faits,
    demande: &DemandeBilan,
    visite: Option<&crate::domain::VisiteEntiere>,
) -> Result<Apercu> {
    let document = Imprime::new(faits, demande, visite)?.document()?;
    let pages = 0..document.nombre_pages().min(PAGES);
    Ok(Apercu {
        images: pages
            .clone()
            .filter_map(|p| document.image(p, ECHELLE))
            .map(|p| {
                Arc::new(ColorImage::from_rgba_unmultiplied(
                    [p.largeur, p.hauteur],
                    &p.rgba,
                ))
            })
            .collect(),
        textes: pages.map(|p| document.texte(p)).collect(),
        pages: document.nombre_pages(),
        pdf: document.pdf()?,
    })
}

/// Writes the report shown, as the end of the name says.
fn write(app: &mut App, path: &Path) -> Result<()> {
    let Some((demande, apercu)) = app.pages.bilans.montre() else {
        return Err(nothing());
    };
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let octets = match extension.as_deref() {
        Some("pdf") => apercu.pdf.clone(),
        Some(fin @ ("xlsx" | "csv")) if demande.modele != ModeleBilan::TableauDane => {
            tables(app, demande, fin == "xlsx")?
        }
        Some("xlsx") => table(&app.faits, demande, |etat| {
            classeur(etat, &pied(&app.faits, demande), demande.le)
        })?,
        Some("csv") => table(&app.faits, demande, |etat| Ok(etat.to_csv().into_bytes()))?,
        _ => {
            return Err(Error::Invalid(
                "Le nom du fichier dit le format\u{202f}: finissez-le par .pdf, .xlsx ou .csv."
                    .to_owned(),
            ));
        }
    };
    write_new(path, &octets)?;
    app.toasts
        .dire(&format!("Bilan enregistré\u{202f}: {}", path.display()));
    Ok(())
}

/// The tables of a report, as a workbook or as CSV.
fn tables(app: &App, demande: &DemandeBilan, en_classeur: bool) -> Result<Vec<u8>> {
    let visite = match (&demande.etendue, app.store()) {
        (Etendue::Visite(id, _), Some(store)) => store.visite(*id)?,
        _ => None,
    };
    let imprime = Imprime::new(&app.faits, demande, visite.as_ref())?;
    if en_classeur {
        imprime.classeur()
    } else {
        Ok(imprime.csv()?.into_bytes())
    }
}

fn table<T>(
    faits: &Faits,
    demande: &DemandeBilan,
    ecrit: impl FnOnce(&EtatDesLieux<'_>) -> Result<T>,
) -> Result<T> {
    let au = |jour| bilan(faits, jour, demande.par, demande.regle, demande.population);
    let avant = demande.compare.map(au);
    ecrit(&EtatDesLieux {
        bilan: &au(demande.au),
        avant: avant.as_ref(),
        hors: &hors_bilan(faits, demande.question()),
    })
}

fn nothing() -> Error {
    Error::Invalid(
        "Aucun bilan n’est affiché\u{202f}: choisissez-en un, puis recommencez.".to_owned(),
    )
}

/// A file of its own each time: a viewer may still hold the last one.
fn open_pdf(app: &App) -> Result<()> {
    let Some((demande, apercu)) = app.pages.bilans.montre() else {
        return Err(nothing());
    };
    let io = |e| Error::io("un fichier temporaire", e);
    let mut fichier = tempfile::Builder::new()
        .prefix(&format!("{}-", demande.modele.as_str()))
        .suffix(".pdf")
        .tempfile()
        .map_err(io)?;
    fichier.write_all(&apercu.pdf).map_err(io)?;
    // The viewer reads it later: it is the system's to clean.
    let (_, path) = fichier.keep().map_err(|e| io(e.error))?;
    open::that_detached(&path).map_err(|e| Error::io(&path, e))
}

fn copy_chart(app: &mut App, nom: NomGraphique, demande: &DemandeBilan) -> Result<()> {
    let voulu = DemandeGraphique::from(demande);
    let audience = match &app.carnet {
        Carnet::Ouvert(store) if nom == NomGraphique::Visites => {
            let (de, a) = voulu.semaines();
            store.audience(de, a, None)?
        }
        _ => Audience::default(),
    };
    let faits = Arc::clone(&app.faits);
    app.start("Dessin du graphique", move |_progress| {
        let dessin = graphique(&faits, &audience, nom, &voulu);
        let image = pixels(&svg(&dessin, Cadrage::Seul), ECHELLE);
        Box::new(move |app| match image {
            Ok(p) => {
                let image = ColorImage::from_rgba_unmultiplied([p.largeur, p.hauteur], &p.rgba);
                app.sender.copy_image(image);
                app.toasts
                    .dire("Graphique copié\u{202f}: collez-le où vous voulez.");
            }
            Err(erreur) => app.toasts.erreur(&erreur.user_message()),
        })
    });
    Ok(())
}
