//! The schools of a session: how many came from each, their names when one wants them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use egui::{Align, Layout, RichText, Ui};

use super::ajout::AjoutEcoles;
use super::fiche::people;
use super::{refus_ui, remarque_ui};
use crate::command::{Command, Ecriture};
use crate::domain::formation::{Cumul, ecole_fermee, parse_personnes, usages};
use crate::domain::nombre::{compte, entier};
use crate::domain::texte::sans_accents;
use crate::domain::{Id, Participation, Seance};
use crate::store::{Genre, participation_id};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_saisi::{Apparence, champ_saisi};
use crate::ui::widgets::nommer;
use crate::ui::widgets::selection::Selection;
use crate::ui::widgets::texte_libre::texte_en_place;
use crate::ui::{Cached, PageCtx};

/// Rows before the list scrolls.
const LIGNES: f32 = 14.0;

/// A school as one line.
struct Rang {
    nom: String,
    commune: String,
    /// Why it cannot have been there.
    fermee: Option<String>,
    p: Participation,
}

/// What the section remembers.
#[derive(Default)]
pub(super) struct Participants {
    ajout: AjoutEcoles,
    rangs: Cached<(Id, NaiveDate), Vec<Rang>>,
    /// The school whose names are shown.
    noms: Option<Id>,
    /// What was typed instead of a number, and where.
    refus: Option<(Id, String)>,
}

/// Writes participations as one operation.
fn send(ctx: &PageCtx<'_>, seance: Id, participations: Vec<Participation>) {
    let mut ecritures: Vec<Ecriture> = participations
        .into_iter()
        .map(|participation| Ecriture::Participation {
            seance,
            participation,
        })
        .collect();
    let ecriture = match ecritures.len() {
        0 => return,
        1 => ecritures.remove(0),
        _ => Ecriture::Lot(ecritures),
    };
    ctx.commands.send(Command::Ecrire(ecriture));
}

impl Participants {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance, cochees: &Selection) {
        let total = Cumul::of([s]);
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::sous_titre("Écoles et participants"));
            if !s.participations.is_empty() {
                let n = usize::try_from(total.personnes).unwrap_or(usize::MAX);
                let texte = format!(
                    "{}, {}",
                    compte(total.ecoles, "école", "écoles"),
                    compte(n, "participant", "participants")
                );
                ui.label(theme::petit(ui, texte));
            }
        });
        let deja: BTreeSet<Id> = s.participations.iter().map(|p| p.ecole).collect();
        let jour = s.le.unwrap_or(ctx.au);
        let ajoutees = self.ajout.ui(ui, ctx, jour, &deja, cochees);
        let nouvelle = |ecole| Participation {
            ecole,
            nombre: None,
            noms: String::new(),
        };
        send(ctx, s.id, ajoutees.into_iter().map(nouvelle).collect());
        let rangs = self
            .rangs
            .get((s.id, jour), ctx.revision, |_| rows(ctx, s, jour));
        if rangs.is_empty() {
            ui.label(theme::petit(
                ui,
                "Aucune école pour l’instant\u{202f}: tapez quelques lettres de son nom, ou \
                 ajoutez-en plusieurs d’un coup.",
            ));
            return;
        }
        let (noms, refus) = (&mut self.noms, &mut self.refus);
        egui::ScrollArea::vertical()
            .id_salt(("participants", s.id))
            .max_height(LIGNES * theme::LIGNE)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                ui.spacing_mut().interact_size.y = 24.0;
                ui.spacing_mut().item_spacing.y = 3.0;
                for rang in rangs {
                    row_ui(ui, ctx, s, rang, noms, refus);
                }
            });
        uses_ui(ui, ctx, s);
    }
}

fn rows(ctx: &PageCtx<'_>, s: &Seance, jour: NaiveDate) -> Vec<Rang> {
    let mut rangs: Vec<Rang> = s
        .participations
        .iter()
        .map(|p| {
            let connue = ctx.faits.ecole(p.ecole).map(|e| e.au(jour).0);
            let commune = connue.and_then(|s| s.commune_nom.as_deref());
            Rang {
                nom: connue.map_or_else(|| "École inconnue".to_owned(), |s| s.nom.to_string()),
                commune: commune.unwrap_or_default().to_owned(),
                fermee: connue.and_then(|s| ecole_fermee(s, jour)),
                p: p.clone(),
            }
        })
        .collect();
    rangs.sort_by_cached_key(|r| (sans_accents(&r.nom), sans_accents(&r.commune), r.p.ecole));
    rangs
}

fn row_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    s: &Seance,
    rang: &Rang,
    noms: &mut Option<Id>,
    refus: &mut Option<(Id, String)>,
) {
    let t = Tokens::of(ui);
    let (p, id) = (
        &rang.p,
        egui::Id::unique(("participation", s.id, rang.p.ecole)),
    );
    ui.horizontal(|ui| {
        if let Some(lu) = number_ui(ui, id, rang) {
            match lu {
                Ok(nombre) => {
                    *refus = None;
                    let change = Participation {
                        nombre,
                        ..p.clone()
                    };
                    send(ctx, s.id, vec![change]);
                }
                Err(phrase) => *refus = Some((p.ecole, phrase)),
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let retirer = ui.link(RichText::new("retirer").small());
            nommer(&retirer, format!("Retirer {}", rang.nom));
            if retirer.clicked() {
                let id = participation_id(s.id, p.ecole);
                let ecriture = Ecriture::Supprimer(Genre::Participation, id);
                ctx.commands.send(Command::Ecrire(ecriture));
            }
            let ouvert = *noms == Some(p.ecole);
            let mot = if p.noms.is_empty() {
                "noms…"
            } else {
                "noms ✓"
            };
            let lien = ui.link(RichText::new(mot).small());
            nommer(&lien, format!("Noms, {}", rang.nom));
            if lien.clicked() {
                *noms = (!ouvert).then_some(p.ecole);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let texte = format!("{}, {}", rang.nom, rang.commune);
                let lien = ui.add(
                    egui::Label::new(RichText::new(&texte).color(t.accent))
                        .truncate()
                        .sense(egui::Sense::CLICK),
                );
                lien.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &texte));
                if lien.clicked() {
                    ctx.commands.send(Command::MontrerEcole(p.ecole));
                }
            });
        });
    });
    if let Some((_, phrase)) = refus.as_ref().filter(|(ecole, _)| *ecole == p.ecole) {
        refus_ui(ui, phrase);
    }
    if let Some(phrase) = &rang.fermee {
        remarque_ui(ui, phrase);
    }
    if *noms == Some(p.ecole) {
        let titre = format!("Noms, un par ligne, {}", rang.nom);
        if let Some(noms) = texte_en_place(ui, id.with("noms"), &titre, &p.noms, 2) {
            let change = Participation { noms, ..p.clone() };
            send(ctx, s.id, vec![change]);
        }
    }
}

/// How many came; what was typed when it is no such number.
fn number_ui(ui: &mut Ui, id: egui::Id, rang: &Rang) -> Option<Result<Option<u32>, String>> {
    let nom = format!("Participants, {}", rang.nom);
    let indice = people(rang.p.personnes().filter(|_| rang.p.nombre.is_none()));
    let apparence = Apparence {
        indice: if indice.is_empty() { "nb" } else { &indice },
        ..Apparence::nombre(&nom, 46.0)
    };
    let dit = rang.p.nombre.map(entier).unwrap_or_default();
    let lu = champ_saisi(ui, id, apparence, &dit, |texte| Ok(parse_personnes(texte)))?;
    (lu != Ok(rang.p.nombre)).then_some(lu)
}

/// What became of these schools: who used their ENT before, who does since.
fn uses_ui(ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance) {
    let Some(u) = usages(ctx.faits, s, ctx.au) else {
        return;
    };
    if u.avant + u.depuis == 0 {
        return;
    }
    let texte = format!(
        "Usage de l’ENT\u{202f}: {} avant cette session, {} depuis, {} pas encore.",
        entier(u.avant),
        entier(u.depuis),
        entier(u.pas_encore)
    );
    ui.add(egui::Label::new(theme::petit(ui, texte)).wrap());
}
