//! The rows of the tour: a title for each group, then its schools, each with its reasons.

use std::collections::BTreeSet;

use egui::{Align, Layout, RichText, Sense, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use crate::domain::Id;
use crate::domain::lieu::distance_texte;
use crate::domain::tournee::{AVoir, Raison};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::nommer;

/// What is shown at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rang {
    Groupe(String),
    /// Its place among the schools.
    Ligne(usize),
}

/// What was asked with the mouse.
pub(super) enum Geste {
    Cocher(Id),
    Ouvrir(Id),
}

/// How the rows stand.
pub(super) struct Etat {
    pub(super) choisie: Option<usize>,
    /// The row to bring into view.
    pub(super) vers: Option<usize>,
    pub(super) hauteur: f32,
    /// There is a start: distances are said.
    pub(super) distances: bool,
}

/// The rows of these schools, already in order; and which of them are schools.
pub(super) fn rangs(a_voir: &[AVoir]) -> (Vec<Rang>, Vec<usize>) {
    let mut rangs = Vec::new();
    let mut lignes = Vec::new();
    for (debut, groupe) in groups(a_voir) {
        let nom = &groupe[0].groupe;
        if !nom.is_empty() {
            rangs.push(Rang::Groupe(format!("{nom} ({})", groupe.len())));
        }
        for i in debut..debut + groupe.len() {
            lignes.push(rangs.len());
            rangs.push(Rang::Ligne(i));
        }
    }
    (rangs, lignes)
}

/// Neighbours of one group, with the place of the first.
fn groups(a_voir: &[AVoir]) -> impl Iterator<Item = (usize, &[AVoir])> {
    let mut debut = 0;
    a_voir
        .chunk_by(|a, b| a.groupe == b.groupe)
        .map(move |groupe| {
            let ici = debut;
            debut += groupe.len();
            (ici, groupe)
        })
}

/// Draws the rows.
pub(super) fn show(
    ui: &mut Ui,
    a_voir: &[AVoir],
    rangs: &[Rang],
    etat: &Etat,
    cochees: &BTreeSet<Id>,
) -> Option<Geste> {
    ui.spacing_mut().item_spacing = egui::vec2(10.0, 0.0);
    let largeur = ui.available_width();
    let nom = (largeur * 0.4).clamp(150.0, 320.0);
    let hauteur = (etat.hauteur - theme::LIGNE).max(theme::LIGNE);
    let mut table = TableBuilder::new(ui)
        .id_salt(("tournée", etat.distances))
        .sense(Sense::CLICK)
        .cell_layout(Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink(false)
        .column(Column::exact(20.0))
        .column(Column::exact(nom).clip(true))
        .column(Column::remainder().clip(true));
    if etat.distances {
        let loin = if largeur > 560.0 { 112.0 } else { 66.0 };
        table = table.column(Column::exact(loin).clip(true));
    }
    if let Some(rang) = etat.vers {
        table = table.scroll_to_row(rang, None);
    }
    let mut geste = None;
    table
        .header(theme::LIGNE, |mut header| {
            let titres = ["", "École", "Pourquoi", "Distance"];
            let montres = if etat.distances { 4 } else { 3 };
            for titre in titres.into_iter().take(montres) {
                header.col(|ui| {
                    ui.label(theme::petit(ui, titre));
                });
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, rangs.len(), |mut row| {
                let index = row.index();
                match &rangs[index] {
                    Rang::Groupe(titre) => title_ui(&mut row, titre, etat.distances),
                    Rang::Ligne(i) => {
                        row.set_selected(etat.choisie == Some(index));
                        let v = &a_voir[*i];
                        let cochee = cochees.contains(&v.ecole);
                        if let Some(fait) = school_ui(&mut row, v, cochee, etat) {
                            geste = Some(fait);
                        }
                    }
                }
            });
        });
    geste
}

fn title_ui(row: &mut TableRow<'_, '_>, titre: &str, distances: bool) {
    row.col(|_| {});
    row.col(|ui| {
        // The cells beside it are empty: it may go over them.
        let mut clip = ui.clip_rect();
        clip.max.x += 200.0;
        ui.set_clip_rect(clip);
        let texte = theme::sous_titre(titre);
        ui.add(egui::Label::new(texte).extend().selectable(false));
    });
    for _ in 0..=usize::from(distances) {
        row.col(|_| {});
    }
}

fn school_ui(row: &mut TableRow<'_, '_>, v: &AVoir, cochee: bool, etat: &Etat) -> Option<Geste> {
    let (index, distances) = (row.index(), etat.distances);
    let mut geste = None;
    row.col(|ui| {
        let mut coche = cochee;
        let case = ui.checkbox(&mut coche, "");
        nommer(&case, format!("Dans la tournée : {}, {}", v.nom, v.commune));
        if case.changed() {
            geste = Some(Geste::Cocher(v.ecole));
        }
    });
    row.col(|ui| {
        let t = Tokens::of(ui);
        let mut job = egui::text::LayoutJob::default();
        let font = egui::TextStyle::Body.resolve(ui.style());
        job.append(&v.nom, 0.0, egui::TextFormat::simple(font, t.encre));
        let petit = egui::TextFormat::simple(egui::FontId::proportional(12.0), t.discret);
        job.append(&v.commune, 8.0, petit);
        ui.add(egui::Label::new(job).truncate().selectable(false));
    });
    let why = why(v);
    row.col(|ui| {
        let t = Tokens::of(ui);
        let presse = matches!(v.raisons.first(), Some(Raison::ActionEnRetard { .. }));
        let (signe, couleur) = if presse {
            ("▲ ", t.alerte)
        } else {
            ("", t.encre)
        };
        let texte = RichText::new(format!("{signe}{why}")).color(couleur);
        ui.add(egui::Label::new(texte).truncate().selectable(false));
    });
    let loin = how_far(v);
    if distances {
        row.col(|ui| {
            let t = Tokens::of(ui);
            let texte = RichText::new(&loin).color(t.discret);
            ui.add(egui::Label::new(texte).truncate().selectable(false));
        });
    }
    let reponse = row.response();
    reponse.widget_info(|| {
        let mut dit = format!("{}, {}, {why}", v.nom, v.commune);
        if distances {
            dit = format!("{dit}, {loin}");
        }
        let choisie = etat.choisie == Some(index);
        egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, choisie, dit)
    });
    if reponse.on_hover_text(why.replace(" · ", "\n")).clicked() && geste.is_none() {
        geste = Some(Geste::Ouvrir(v.ecole));
    }
    geste
}

/// Every reason, and the visit that is already written.
fn why(v: &AVoir) -> String {
    let mut dites: Vec<String> = v.raisons.iter().map(Raison::dite).collect();
    if let Some(le) = v.prevue {
        let le = crate::domain::date::date_courte(le);
        dites.push(format!("visite prévue le {le}"));
    }
    dites.join(" · ")
}

pub(super) fn how_far(v: &AVoir) -> String {
    match v.distance {
        Some(metres) => distance_texte(metres),
        None if v.sans_position => "sans coordonnées".to_owned(),
        None => String::new(),
    }
}
