//! The pages, what is followed, and where everything is kept.

use egui::{Align, Frame, Layout, Panel, RichText, ScrollArea, Ui};

use super::{HAUT, Shell, Vue, tache_ui};
use crate::command::{Command, Demande, Page};
use crate::domain::nombre::entier;
use crate::domain::relance::en_retard;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// Height of what is said under the pages in their menu, in points.
const ETAT: f32 = 84.0;

/// Heights of the line of a page, in points.
const LIGNE_MIN: f32 = 20.0;
const LIGNE_MAX: f32 = 33.0;

/// The column beside the page. Where it is low, the pages scroll above what is always there.
/// `a_corriger`: what the doctor wants mended, when that is known.
pub(super) fn show(
    ui: &mut Ui,
    shell: &mut Shell,
    vue: &Vue<'_>,
    ctx: &PageCtx<'_>,
    a_corriger: Option<usize>,
) {
    let (ou, ecoles) = shell.resume.get((), ctx.revision, |()| resume(ctx)).clone();
    Panel::bottom("etat")
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::NONE)
        .show(ui, |ui| {
            ui.with_layout(Layout::bottom_up(Align::Min), |ui| status_ui(ui, vue, ctx));
        });
    ui.label(RichText::new("Carnet ENT").font(egui::FontId::new(17.0, theme::gras())));
    let sous_titre = if ecoles == 0 {
        "Aucune école".to_owned()
    } else {
        ou
    };
    let sous_titre = theme::petit(ui, sous_titre);
    ui.add(egui::Label::new(sous_titre).truncate());
    ui.add_space(10.0);
    // As airy as the window allows; below the smallest line the pages scroll.
    let place = ui.available_height() / Page::ALL.len() as f32;
    let ecart = ui.spacing().item_spacing.y.min(place / 8.0).floor();
    ui.spacing_mut().item_spacing.y = ecart;
    let hauteur = (place - ecart).clamp(LIGNE_MIN, LIGNE_MAX);
    ScrollArea::vertical().show(ui, |ui| pages_ui(ui, vue, ctx, hauteur, ecoles, a_corriger));
}

/// The same in one menu of the top bar, which bears the name of the page.
pub(super) fn menu(
    ui: &mut Ui,
    shell: &mut Shell,
    vue: &Vue<'_>,
    ctx: &PageCtx<'_>,
    a_corriger: Option<usize>,
) {
    let ecoles = shell.resume.get((), ctx.revision, |()| resume(ctx)).1;
    ui.menu_button(format!("{} ▾", vue.page.libelle()), |ui| {
        ui.set_width(200.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        let place = ui.content_rect().height() - HAUT - ETAT - 12.0;
        ScrollArea::vertical()
            .max_height(place.max(80.0))
            .show(ui, |ui| pages_ui(ui, vue, ctx, 26.0, ecoles, a_corriger));
        ui.spacing_mut().item_spacing.y = 6.0;
        let etat = egui::vec2(ui.available_width(), ETAT);
        ui.allocate_ui_with_layout(etat, Layout::bottom_up(Align::Min), |ui| {
            status_ui(ui, vue, ctx);
        });
    });
}

/// The pages, each on a line of `hauteur`.
fn pages_ui(
    ui: &mut Ui,
    vue: &Vue<'_>,
    ctx: &PageCtx<'_>,
    hauteur: f32,
    ecoles: usize,
    a_corriger: Option<usize>,
) {
    // A line is as high as its text and what surrounds it.
    let texte = ui.text_style_height(&egui::TextStyle::Body);
    ui.spacing_mut().button_padding.y = ((hauteur - texte) / 2.0).clamp(0.0, 4.0);
    ui.spacing_mut().interact_size.y = hauteur.min(ui.spacing().interact_size.y);
    for page in Page::ALL {
        let compte = match page {
            Page::Ecoles => Some(ecoles),
            Page::Suivi => Some(en_retard(&ctx.faits.terrain, ctx.aujourdhui)),
            Page::Docteur => a_corriger,
            _ => None,
        };
        let compte = compte.filter(|n| *n > 0).map(entier);
        let choisie = page == vue.page || (page, vue.page) == (Page::Visites, Page::NouvelleVisite);
        let mut bouton = nav_button(ui, page.libelle(), compte.as_deref(), choisie, hauteur);
        if let (Page::Suivi, Some(compte)) = (page, &compte) {
            bouton = bouton.on_hover_text(format!("Actions en retard\u{202f}: {compte}"));
        }
        if bouton.clicked() {
            ctx.commands.send(Command::Aller(page));
            ui.close();
        }
    }
}

fn nav_button(
    ui: &mut Ui,
    libelle: &str,
    compte: Option<&str>,
    selected: bool,
    hauteur: f32,
) -> egui::Response {
    let t = Tokens::of(ui);
    let (fond, encre) = if selected {
        (t.accent_fond, t.accent)
    } else {
        (t.surface, t.encre)
    };
    let texte = if selected {
        RichText::new(libelle)
            .font(egui::FontId::new(14.0, theme::gras()))
            .color(encre)
    } else {
        RichText::new(libelle).color(encre)
    };
    let mut bouton = egui::Button::new(texte)
        .fill(fond)
        .stroke(egui::Stroke::NONE)
        .min_size(egui::vec2(ui.available_width(), hauteur));
    if let Some(compte) = compte {
        bouton = bouton.right_text(theme::petit(ui, compte));
    } else {
        bouton = bouton.right_text("");
    }
    let reponse = ui.add(bouton);
    let nom = libelle.to_owned();
    reponse.widget_info(move || {
        egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, &nom)
    });
    reponse
}

/// The name of what is followed, and the number of schools open today.
fn resume(ctx: &PageCtx<'_>) -> (String, usize) {
    let mut par_circonscription = std::collections::BTreeMap::<&str, usize>::new();
    let mut ecoles = 0;
    for (_, situation) in ctx.faits.ouvertes_au(ctx.au) {
        ecoles += 1;
        if let Some(c) = ctx.faits.circonscription(situation) {
            *par_circonscription.entry(c.nom.as_str()).or_default() += 1;
        }
    }
    let ou = match par_circonscription.len() {
        0 => "Sans circonscription".to_owned(),
        1 | 2 => par_circonscription
            .into_keys()
            .collect::<Vec<_>>()
            .join(", "),
        n => format!("{n} circonscriptions"),
    };
    (format!("{ou} · {} écoles", entier(ecoles)), ecoles)
}

fn status_ui(ui: &mut Ui, vue: &Vue<'_>, ctx: &PageCtx<'_>) {
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        for (mot, aide, command) in [
            (
                "Copier…",
                "Enregistrer une copie sous…",
                Command::Demander(Demande::Copie),
            ),
            (
                "Dossier",
                "Ouvrir le dossier du carnet",
                Command::OuvrirDossier,
            ),
            ("Fermer", "Fermer ce carnet", Command::Fermer),
        ] {
            if ui
                .link(RichText::new(mot).small())
                .on_hover_text(aide)
                .clicked()
            {
                ctx.commands.send(command);
            }
        }
    });
    if let Some(path) = vue.chemin {
        let nom = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let nom = theme::petit(ui, format!("{nom} · sur cet ordinateur"));
        ui.add(egui::Label::new(nom).truncate())
            .on_hover_text(path.display().to_string());
    }
    if let Some(tache) = &vue.tache {
        tache_ui(ui, tache, ctx);
    } else {
        let (texte, couleur) = if vue.deplace {
            ("Plus rien n’est enregistré", t.erreur)
        } else {
            ("Tout est enregistré", t.succes)
        };
        ui.label(
            RichText::new(texte)
                .font(egui::FontId::new(12.0, theme::gras()))
                .color(couleur),
        );
    }
    ui.separator();
}
