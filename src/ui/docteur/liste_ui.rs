//! The findings, kind after kind: who, what is wrong and why, and what can be done about it.

use egui::{Align, FontId, Key, Layout, RichText, Sense, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use super::filtre::Filtre;
use crate::command::{Command, Ecriture, Page, Reunion};
use crate::domain::docteur::{Anomalie, Constat, Gravite, Sujet};
use crate::domain::nombre::entier;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::nommer;

/// Rows of one Page Up or Page Down.
const PAGE: usize = 5;
/// Height of the title of a kind, of a line of a sentence, and of what stands around them.
const TITRE: f32 = 38.0;
const LIGNE: f32 = 19.0;
const AUTOUR: f32 = 41.0;
/// A repair above its links.
const EMPILEES: f32 = 70.0;

/// How the width is shared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Largeurs {
    pub(super) phrases: f32,
    actions: f32,
    /// The repair and the links on one line.
    large: bool,
}

impl Largeurs {
    pub(super) fn of(disponible: f32) -> Self {
        let large = disponible > 900.0;
        let actions = if large { 450.0 } else { 270.0 };
        Self {
            phrases: (disponible - actions - 28.0).max(120.0),
            actions,
            large,
        }
    }
}

/// One row of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rang {
    Titre {
        anomalie: Anomalie,
        combien: usize,
    },
    /// The place of a finding, and the lines its sentence takes.
    Constat {
        place: usize,
        lignes: usize,
    },
}

impl Rang {
    fn hauteur(self, large: bool) -> f32 {
        match self {
            Self::Titre { .. } => TITRE,
            Self::Constat { lignes, .. } => {
                let phrase = AUTOUR + LIGNE * lignes as f32;
                if large { phrase } else { phrase.max(EMPILEES) }
            }
        }
    }
}

/// The rows of the findings that pass, with the title of each kind.
pub(super) fn rangs(ui: &Ui, constats: &[Constat], filtre: Filtre, largeur: f32) -> Vec<Rang> {
    let mut rangs: Vec<Rang> = Vec::new();
    let mut titre = None;
    for (place, constat) in constats.iter().enumerate() {
        if !filtre.accepts(constat) {
            continue;
        }
        let deja = titre.and_then(|place: usize| rangs.get_mut(place));
        match deja {
            Some(Rang::Titre { anomalie, combien }) if *anomalie == constat.anomalie => {
                *combien += 1;
            }
            _ => {
                titre = Some(rangs.len());
                rangs.push(Rang::Titre {
                    anomalie: constat.anomalie,
                    combien: 1,
                });
            }
        }
        rangs.push(Rang::Constat {
            place,
            lignes: lines(ui, &constat.phrase, largeur),
        });
    }
    rangs
}

/// The lines a sentence takes in this width: the sum of its letters, word by word, which is a
/// hundred times quicker than laying it out.
fn lines(ui: &Ui, texte: &str, largeur: f32) -> usize {
    let police = egui::TextStyle::Body.resolve(ui.style());
    ui.fonts_mut(|fonts| {
        let (mut lignes, mut pris) = (1, 0.0);
        for mot in texte.split_inclusive(' ') {
            let mut largeur_de =
                |texte: &str| -> f32 { texte.chars().map(|c| fonts.glyph_width(&police, c)).sum() };
            let mot_seul = largeur_de(mot.trim_end_matches(' '));
            if pris > 0.0 && (pris + mot_seul) * 1.01 > largeur {
                lignes += 1;
                pris = 0.0;
            }
            pris += largeur_de(mot);
        }
        lignes
    })
}

/// Where the keyboard moves the choice among the findings shown, when nothing has the focus.
pub(super) fn moved(ui: &Ui, choisi: Option<usize>, n: usize) -> Option<usize> {
    if n == 0 || ui.egui_wants_keyboard_input() || ui.memory(|m| m.focused().is_some()) {
        return None;
    }
    let dernier = n - 1;
    let pas = |pas: usize| choisi.map_or(0, |ici| (ici + pas).min(dernier));
    let retour = |pas: usize| choisi.unwrap_or(0).saturating_sub(pas);
    ui.input(|i| match () {
        () if i.modifiers.any() => None,
        () if i.key_pressed(Key::ArrowDown) => Some(pas(1)),
        () if i.key_pressed(Key::ArrowUp) => Some(retour(1)),
        () if i.key_pressed(Key::PageDown) => Some(pas(PAGE)),
        () if i.key_pressed(Key::PageUp) => Some(retour(PAGE)),
        () if i.key_pressed(Key::Home) => Some(0),
        () if i.key_pressed(Key::End) => Some(dernier),
        () => None,
    })
}

/// Draws the list. Returns the finding that was clicked.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    constats: &[Constat],
    rangs: &[Rang],
    choisi: Option<usize>,
    scroll: Option<usize>,
) -> Option<usize> {
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = ui.available_height();
    let largeurs = Largeurs::of(ui.available_width());
    let mut table = TableBuilder::new(ui)
        .id_salt("constats")
        .sense(Sense::click())
        .cell_layout(Layout::top_down(Align::Min))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink(false)
        .column(Column::remainder().clip(true))
        .column(Column::exact(largeurs.actions).clip(true));
    if let Some(rang) = scroll {
        table = table.scroll_to_row(rang, None);
    }
    let mut clicked = None;
    table.body(|body| {
        let hauteurs = rangs.iter().map(|rang| rang.hauteur(largeurs.large));
        body.heterogeneous_rows(hauteurs, |mut row| match rangs[row.index()] {
            Rang::Titre { anomalie, combien } => title_ui(&mut row, anomalie, combien),
            Rang::Constat { place, .. } => {
                let constat = &constats[place];
                let selected = choisi == Some(place);
                row.set_selected(selected);
                row_ui(&mut row, ctx, constat, largeurs.large);
                let reponse = row.response();
                reponse.widget_info(|| {
                    let nom = format!("{}, {}", constat.nom, constat.anomalie.libelle());
                    egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, nom)
                });
                if reponse.clicked() {
                    clicked = Some(place);
                }
            }
        });
    });
    clicked
}

fn title_ui(row: &mut TableRow<'_, '_>, anomalie: Anomalie, combien: usize) {
    row.col(|ui| {
        let t = Tokens::of(ui);
        let gravite = anomalie.gravite();
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.label(theme::sous_titre(anomalie.libelle()));
            let couleur = match gravite {
                Gravite::ACorriger => t.erreur,
                Gravite::AVerifier => t.alerte,
            };
            let mot = gravite.libelle().to_lowercase();
            ui.label(
                RichText::new(format!("{} {mot}", entier(combien)))
                    .font(FontId::proportional(12.0))
                    .color(couleur),
            );
        });
    });
    row.col(|_ui| {});
}

fn row_ui(row: &mut TableRow<'_, '_>, ctx: &PageCtx<'_>, constat: &Constat, large: bool) {
    row.col(|ui| {
        ui.add_space(6.0);
        name_ui(ui, constat);
        ui.add_space(2.0);
        ui.add(egui::Label::new(&constat.phrase).wrap());
    });
    row.col(|ui| {
        ui.add_space(6.0);
        if large {
            let taille = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
            let droite = Layout::right_to_left(Align::Center);
            ui.allocate_ui_with_layout(taille, droite, |ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                ignore_ui(ui, ctx, constat);
                see_ui(ui, ctx, constat);
                mend_ui(ui, ctx, constat);
            });
        } else {
            mend_ui(ui, ctx, constat);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                see_ui(ui, ctx, constat);
                ignore_ui(ui, ctx, constat);
            });
        }
    });
}

/// Who, on one line however long its name.
fn name_ui(ui: &mut Ui, constat: &Constat) {
    let t = Tokens::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let nom = egui::TextFormat::simple(FontId::new(14.0, theme::gras()), t.encre);
    job.append(&constat.nom, 0.0, nom);
    let petit = egui::TextFormat::simple(FontId::proportional(12.0), t.discret);
    for ou in [&constat.uai, &constat.commune] {
        if !ou.is_empty() {
            job.append(ou, 12.0, petit.clone());
        }
    }
    let taille = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    let ligne = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(taille, ligne, |ui| {
        ui.add(egui::Label::new(job).truncate());
    });
}

/// The repair, when there is a safe one; two values that contradict each other are chosen where
/// both are shown.
fn mend_ui(ui: &mut Ui, ctx: &PageCtx<'_>, constat: &Constat) {
    if constat.anomalie == Anomalie::Desaccord {
        let bouton = ui.button("Choisir…");
        nommer(&bouton, format!("Choisir, {}", constat.nom));
        if bouton.clicked() {
            ctx.commands.send(Command::Reunir(Reunion::Desaccords));
        }
        ui.add_space(4.0);
        return;
    }
    let Some(reparation) = constat.reparation.as_ref().filter(|_| !constat.ignore) else {
        return;
    };
    let bouton = ui.add(egui::Button::new(reparation.libelle()).truncate());
    nommer(
        &bouton,
        format!("{}, {}", reparation.libelle(), constat.nom),
    );
    if bouton.on_hover_text(reparation.explication()).clicked() {
        let ecriture = Ecriture::Reparer(reparation.clone());
        ctx.commands.send(Command::Ecrire(ecriture));
    }
    ui.add_space(4.0);
}

/// The way to what the finding is about.
fn see_ui(ui: &mut Ui, ctx: &PageCtx<'_>, constat: &Constat) {
    let (mot, command) = match constat.sujet {
        Sujet::Ecole(id) if constat.autres.is_empty() => {
            ("Voir l’école", Command::MontrerEcole(id))
        }
        Sujet::Ecole(id) => (
            "Voir les écoles",
            Command::MontrerEcoles {
                titre: constat.anomalie.libelle().to_owned(),
                ecoles: std::iter::once(id).chain(constat.autres.clone()).collect(),
            },
        ),
        Sujet::Projet(_) => ("Voir les projets", Command::Aller(Page::Projets)),
        Sujet::Carnet => return,
    };
    let lien = ui.link(mot);
    nommer(&lien, format!("{mot}, {}", constat.nom));
    if lien.clicked() {
        ctx.commands.send(command);
    }
}

fn ignore_ui(ui: &mut Ui, ctx: &PageCtx<'_>, constat: &Constat) {
    let (mot, aide) = if constat.ignore {
        ("Ne plus ignorer", "Le signaler de nouveau")
    } else {
        (
            "Ignorer",
            "C’est bien ainsi : ne plus le signaler tant que rien n’y change",
        )
    };
    let lien = ui.link(mot);
    nommer(&lien, format!("{mot}, {}", constat.nom));
    if lien.on_hover_text(aide).clicked() {
        let ecriture = Ecriture::Ignorer {
            cle: constat.cle.clone(),
            ignore: !constat.ignore,
        };
        ctx.commands.send(Command::Ecrire(ecriture));
    }
}
