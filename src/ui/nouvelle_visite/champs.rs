//! The fields of the form, from the school to the report.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use egui::{Key, RichText, Sense, TextEdit, Ui};

use super::actions;
use super::forme::{Champ, Forme, ecole_dite};
use crate::domain::duree::{duree_dite, parse_duree};
use crate::domain::saisie_visite::{DUREES, Mot};
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{Faits, Id, Liste, Partie};
use crate::ui::theme::{self, Tokens};
use crate::ui::visites::personnes::{self, Demande, Vue, proposer};
use crate::ui::widgets::champ_date::{self, champ_date};
use crate::ui::widgets::champ_propose::{Aspect, champ_propose};
use crate::ui::widgets::nommer;
use crate::ui::widgets::texte_libre::texte_libre;
use crate::ui::{Cached, PageCtx};

/// Below this width the short fields stand under the school.
pub(super) const LARGE: f32 = 580.0;
/// Widths of the date and of the duration, in points.
const DATE: f32 = 138.0;
const DUREE: f32 = 212.0;
/// Schools proposed at once.
const PROPOSEES: usize = 8;

/// Draws the column.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    ecoles: &mut EcolesProposees,
    forme: &mut Forme,
) {
    forme.fill(ctx);
    if let Some(champ) = forme.focus.take() {
        let id = match champ {
            Champ::Date | Champ::Echeance => champ_date::focus_id(forme.id(champ)),
            _ => forme.id(champ),
        };
        ui.memory_mut(|m| m.request_focus(id));
    }
    let largeur = ui.available_width();
    if largeur >= LARGE {
        ui.horizontal_top(|ui| {
            cell(ui, largeur - DATE - DUREE - 24.0, |ui| {
                ecole_ui(ui, ctx, ecoles, forme);
            });
            cell(ui, DATE, |ui| date_ui(ui, ctx, forme));
            cell(ui, DUREE, |ui| duree_ui(ui, forme));
        });
        ui.horizontal_top(|ui| {
            let moitie = (largeur - 12.0) / 2.0;
            cell(ui, moitie, |ui| motif_ui(ui, ctx, forme));
            cell(ui, moitie, |ui| personnes_ui(ui, ctx, forme));
        });
    } else {
        ecole_ui(ui, ctx, ecoles, forme);
        ui.horizontal_top(|ui| {
            cell(ui, DATE, |ui| date_ui(ui, ctx, forme));
            cell(ui, DUREE, |ui| duree_ui(ui, forme));
        });
        motif_ui(ui, ctx, forme);
        personnes_ui(ui, ctx, forme);
    }
    for (partie, lignes) in Partie::TEXTES.into_iter().zip([2, 4, 3, 2]) {
        let id = match partie {
            Partie::Contexte => forme.id(Champ::Contexte),
            _ => forme.id(Champ::Contexte).with(partie.as_str()),
        };
        texte_libre(
            ui,
            id,
            partie.libelle(),
            forme.saisie.texte.partie_mut(partie),
            lignes,
        );
    }
    actions::show(ui, ctx, forme);
}

/// A field under its title, so wide.
pub(super) fn cell(ui: &mut Ui, largeur: f32, contenu: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(largeur);
        contenu(ui);
    });
}

/// The title of a field.
pub(super) fn titre(ui: &mut Ui, texte: &str) {
    ui.label(theme::petit(ui, texte));
}

/// What is wrong with a field, under it.
fn erreur(ui: &mut Ui, phrase: &str) {
    let texte = RichText::new(phrase).small().color(Tokens::of(ui).erreur);
    ui.add(egui::Label::new(texte).wrap());
}

// ---- school

/// The schools one may visit, those visited last first, then in the order of the register.
#[derive(Default)]
pub(super) struct EcolesProposees {
    index: Cached<NaiveDate, Vec<(Id, String, String)>>,
}

impl EcolesProposees {
    fn trouver(&mut self, ctx: &PageCtx<'_>, cherche: &str) -> Vec<(String, Id)> {
        let index = self
            .index
            .get(ctx.aujourdhui, ctx.revision, |&au| index_of(ctx.faits, au));
        let recherche = Recherche::new(cherche);
        index
            .iter()
            .filter(|(_, _, texte)| recherche.accepte(texte))
            .take(PROPOSEES)
            .map(|(id, ligne, _)| (ligne.clone(), *id))
            .collect()
    }
}

/// School, its line, its text without accents.
fn index_of(faits: &Faits, au: NaiveDate) -> Vec<(Id, String, String)> {
    let derniere: BTreeMap<Id, NaiveDate> = faits
        .terrain
        .visites
        .iter()
        .filter_map(|(ecole, visites)| Some((*ecole, visites.last()?.le)))
        .collect();
    let mut index: Vec<(Id, String, String)> = faits
        .ouvertes_au(au)
        .map(|(ecole, _)| {
            let ligne = ecole_dite(faits, ecole.id, au);
            let texte = sans_accents(&format!("{ligne} {}", ecole.uai));
            (ecole.id, ligne, texte)
        })
        .collect();
    index.sort_by_key(|(id, ..)| std::cmp::Reverse(derniere.get(id).copied()));
    index
}

fn ecole_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ecoles: &mut EcolesProposees, forme: &mut Forme) {
    titre(ui, "École");
    let aspect = Aspect {
        nom: "École",
        largeur: ui.available_width() - 12.0,
        indice: "Quelques lettres de son nom, sa commune ou son UAI",
        rien: "Aucune école ouverte de ce nom.",
        premier: true,
    };
    let id = forme.id(Champ::Ecole);
    let dit = champ_propose(ui, id, aspect, &mut forme.textes.ecole, |cherche| {
        ecoles.trouver(ctx, cherche)
    });
    if let Some(pris) = dit.pris {
        forme.saisie.ecole = Some(pris);
        forme.textes.ecole = ecole_dite(ctx.faits, pris, ctx.aujourdhui);
        forme.ecole_inconnue = false;
        forme.refus = None;
    } else if dit.laisse {
        forme.saisie.ecole = None;
        forme.ecole_inconnue = !forme.textes.ecole.trim().is_empty();
    }
    if dit.suite && forme.saisie.ecole.is_some() {
        forme.focus = Some(forme.next_after_ecole());
    }
    if forme.ecole_inconnue {
        erreur(ui, "Aucune école ouverte de ce nom.");
    }
}

// ---- date and duration

fn date_ui(ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
    titre(ui, "Date");
    let (id, le) = (forme.id(Champ::Date), forme.saisie.le);
    if let Some(le) = champ_date(ui, id, "Date de la visite", le, ctx.aujourdhui) {
        forme.saisie.le = le;
    }
    if forme.saisie.le.is_some_and(|le| le > ctx.aujourdhui) {
        ui.label(
            RichText::new("▲ Cette date est à venir.")
                .small()
                .color(Tokens::of(ui).alerte),
        );
    }
}

/// A field and four usual lengths, which ↓ and ↑ go through.
fn duree_ui(ui: &mut Ui, forme: &mut Forme) {
    titre(ui, "Durée");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let id = forme.id(Champ::Duree);
        let champ = ui.add(
            TextEdit::singleline(&mut forme.textes.duree)
                .id(id)
                .desired_width(56.0)
                .char_limit(20),
        );
        nommer(&champ, "Durée de la visite");
        if champ.gained_focus() {
            crate::ui::widgets::champ_propose::select_all(ui, id, &forme.textes.duree);
        }
        if champ.has_focus() {
            let pas = |key| ui.input(|i| i.key_pressed(key));
            let pas = i32::from(pas(Key::ArrowDown)) - i32::from(pas(Key::ArrowUp));
            if let Some(duree) = stepped(forme.saisie.duree, pas) {
                set_duree(forme, Some(duree));
            }
        }
        if champ.lost_focus() {
            read_duree(forme);
            if ui.input(|i| i.key_pressed(Key::Enter)) {
                forme.focus = Some(Champ::Motif);
            }
        }
        for minutes in DUREES {
            let choisie = forme.saisie.duree == Some(minutes);
            let texte = RichText::new(minutes.to_string()).small();
            let bouton = egui::Button::selectable(choisie, texte).sense(Sense::CLICK);
            let bouton = ui.add(bouton).on_hover_text(duree_dite(minutes));
            nommer(&bouton, format!("Durée : {}", duree_dite(minutes)));
            if bouton.clicked() {
                set_duree(forme, Some(minutes));
            }
        }
    });
    if let Some(phrase) = &forme.erreur_duree {
        erreur(ui, phrase);
    }
}

fn set_duree(forme: &mut Forme, duree: Option<u32>) {
    forme.saisie.duree = duree;
    forme.textes.duree = duree.map(duree_dite).unwrap_or_default();
    forme.erreur_duree = None;
}

/// Understands what was typed; emptied, the length is not said.
fn read_duree(forme: &mut Forme) {
    let texte = forme.textes.duree.trim();
    if texte.is_empty() {
        return set_duree(forme, None);
    }
    match parse_duree(texte) {
        Ok(minutes) => set_duree(forme, Some(minutes)),
        Err(phrase) => forme.erreur_duree = Some(phrase),
    }
}

/// The usual length before or after this one.
fn stepped(duree: Option<u32>, pas: i32) -> Option<u32> {
    let duree = duree.unwrap_or(0);
    match pas {
        1.. => DUREES.into_iter().find(|d| *d > duree),
        0 => None,
        _ => DUREES.into_iter().rev().find(|d| *d < duree),
    }
}

// ---- reason

fn motif_ui(ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
    titre(ui, "Motif");
    let aspect = Aspect {
        nom: "Motif de la visite",
        largeur: ui.available_width() - 12.0,
        indice: "Choisir, ou taper un nouveau motif",
        rien: "",
        premier: false,
    };
    let id = forme.id(Champ::Motif);
    let dit = champ_propose(ui, id, aspect, &mut forme.textes.motif, |cherche| {
        let ajouter = |mot: &str| format!("Ajouter «\u{a0}{mot}\u{a0}» aux motifs");
        proposer(ctx.faits, Liste::MotifVisite, cherche, ajouter)
    });
    if let Some(mot) = dit.pris {
        mot.dit(&ctx.faits.termes)
            .clone_into(&mut forme.textes.motif);
        forme.saisie.motif = mot;
    } else if dit.laisse {
        forme.saisie.motif = Mot::default();
        forme.textes.motif.clear();
    }
    if dit.suite {
        forme.focus = Some(Champ::Personnes);
    }
}

// ---- people met

fn personnes_ui(ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
    let id = forme.id(Champ::Personnes);
    let vues: Vec<Vue<'_>> = forme
        .saisie
        .rencontres
        .iter()
        .map(|r| Vue {
            fonction: r.role.dit(&ctx.faits.termes),
            nombre: r.nombre,
            nom: &r.nom,
        })
        .collect();
    let demandes = personnes::show(ui, ctx.faits, id, &mut forme.textes.personnes, &vues);
    for demande in demandes {
        let rencontres = &mut forme.saisie.rencontres;
        match demande {
            Demande::Ajouter(role, nombre) => forme.saisie.ajouter_rencontre(role, nombre),
            Demande::Compter(rang, nombre) => rencontres[rang].nombre = nombre,
            Demande::Nommer(rang, nom) => rencontres[rang].nom = nom,
            Demande::Retirer(rang) => {
                rencontres.remove(rang);
            }
            Demande::Suite => forme.focus = Some(Champ::Contexte),
        }
    }
}
