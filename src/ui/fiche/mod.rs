//! The sheet of one school.
//!
//! When it was verified, its ENT and their stages, who pays, what it works with, which schemes it
//! might ask for, who it is and according to whom, and everything ever written of it.
//! Text is edited in place and saved at each commit; undo replaces confirmation.

mod audience_ui;
mod conditions_ui;
mod eligibilite_ui;
mod ent_ui;
mod fil_ui;
mod financement_ui;
mod formations_ui;
mod identite_ui;
mod mesures_ui;
mod periode_ui;
mod visites_ui;

pub(super) use self::ent_ui::{solution_words, solutions};
pub(super) use self::financement_ui::{dispositifs, postes};

use chrono::{DateTime, Local, NaiveDate, Utc};
use egui::{RichText, TextStyle, TextWrapMode, Ui, WidgetText};

use super::observatoire::ecole_ui;
use super::pieces::Pieces;
use super::theme::{self, Tokens};
use super::{Answer, Cached, PageCtx, groupes};
use crate::command::{Command, Ecriture};
use crate::domain::date::date_longue;
use crate::domain::fraicheur::{PEREMPTION, est_perimee};
use crate::domain::{Ecole, EducationPrioritaire, Id, Situation};
use crate::store::FicheEcole;

/// What the sheet remembers.
#[derive(Default)]
pub struct FichePage {
    fiche: Cached<(Id, NaiveDate), Option<FicheEcole>>,
    identite: identite_ui::Identite,
    ents: ent_ui::Ents,
    financements: financement_ui::Financements,
    formations: formations_ui::Formations,
    usage: audience_ui::UsageMesure,
    pieces: Pieces,
    fil: fil_ui::Fil,
}

impl FichePage {
    /// Draws the sheet of `ecole`; whether it was closed.
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) -> bool {
        let scroll = egui::ScrollArea::vertical()
            .id_salt(("fiche", ecole))
            .auto_shrink(false);
        scroll.show(ui, |ui| self.contents_ui(ui, ctx, ecole)).inner
    }

    fn contents_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) -> bool {
        let Some(connue) = ctx.faits.ecoles.iter().find(|e| e.id == ecole) else {
            ui.label("Cette école n’est plus dans le carnet.");
            return ui.button("Fermer la fiche").clicked();
        };
        let (situation, supposee) = connue.au(ctx.au);
        let closed = heading_ui(ui, ctx, connue, situation, supposee);
        mesures_ui::show(ui, ctx, ecole);
        ui.add_space(4.0);
        verification_ui(ui, ctx, ecole);
        ui.add_space(8.0);
        self.ents.show(ui, ctx, ecole);
        ui.add_space(8.0);
        self.usage.show(ui, ctx, ecole);
        self.financements.show(ui, ctx, ecole);
        ui.add_space(8.0);
        conditions_ui::show(ui, ctx, ecole);
        ui.add_space(8.0);
        eligibilite_ui::show(ui, ctx, ecole, situation);
        ui.add_space(8.0);
        visites_ui::show(ui, ctx, ecole);
        ui.add_space(8.0);
        self.formations.show(ui, ctx, ecole);
        ui.add_space(8.0);
        ecole_ui::section(ui, ctx, ecole);
        ui.add_space(8.0);
        self.pieces.show(ui, ctx, ecole, None);
        ui.add_space(8.0);
        self.fil.show(ui, ctx, ecole);
        ui.add_space(8.0);
        let fiche = self.fiche.get_from(
            (ecole, ctx.au),
            ctx.revision,
            ctx.store,
            |&(id, au), store| store.fiche(id, au).ok(),
        );
        match fiche {
            Answer::Fresh(Some(fiche)) | Answer::Stale(Some(fiche)) => {
                self.identite.show(ui, ctx, fiche);
                ui.add_space(8.0);
                history_ui(ui, fiche);
            }
            Answer::Fresh(None) | Answer::Stale(None) => {}
            Answer::Waiting => {
                ui.label(theme::petit(
                    ui,
                    "Un travail est en cours : la suite revient ensuite.",
                ));
            }
        }
        closed
    }
}

fn heading_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    ecole: &Ecole,
    s: &Situation,
    supposee: bool,
) -> bool {
    let mut closed = false;
    ui.horizontal_top(|ui| {
        let largeur = ui.available_width() - 40.0;
        ui.allocate_ui(egui::vec2(largeur, 0.0), |ui| {
            let nom = if s.nom.is_empty() {
                "École sans nom"
            } else {
                &s.nom
            };
            ui.add(egui::Label::new(theme::titre(nom)).wrap());
        });
        closed = ui.button("✗").on_hover_text("Fermer la fiche").clicked();
    });
    let mut parts = vec![ecole.uai.clone()];
    parts.extend(s.nature().map(|n| n.libelle().to_owned()));
    parts.extend(mesures_ui::effectifs(ctx.faits, ecole.id, s, ctx.au));
    ui.add(egui::Label::new(theme::petit(ui, parts.join(" · "))).wrap());
    groupes::liens_ecole(ui, ctx, ecole.id, s);
    ui.horizontal_wrapped(|ui| {
        match s.education_prioritaire {
            Some(EducationPrioritaire::Rep) => drop(badge(ui, "REP")),
            Some(EducationPrioritaire::RepPlus) => drop(badge(ui, "REP+")),
            Some(EducationPrioritaire::Hors) | None => {}
        }
        if let Some(ips) = mesures_ui::ips(ctx.faits, ecole.id, ctx.au) {
            badge(ui, &format!("IPS {ips}")).on_hover_text(format!(
                "Indice de position sociale, rentrée {}",
                ips.rentree
            ));
        }
        if s.specialisee {
            badge(ui, "Spécialisée");
        }
        if let Some(statut) = s.statut {
            badge(ui, statut.libelle());
        }
        if supposee {
            badge(ui, "Supposé : antérieur au premier fichier");
        }
    });
    closed
}

fn badge(ui: &mut Ui, texte: &str) -> egui::Response {
    let t = Tokens::of(ui);
    egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, t.filet))
        .corner_radius(10)
        .inner_margin(egui::Margin::symmetric(8, 2))
        .show(ui, |ui| ui.label(RichText::new(texte).small()))
        .inner
}

fn verification_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    let derniere = ctx.faits.verification_au(ecole, ctx.au);
    let perimee = est_perimee(derniere.map(|v| v.le), ctx.au, PEREMPTION);
    let texte = derniere.map_or_else(
        || "Jamais vérifié".to_owned(),
        |v| {
            let par = if v.par.is_empty() {
                String::new()
            } else {
                format!(" par {}", v.par)
            };
            format!("Vérifié le {}{par}", date_longue(v.le))
        },
    );
    ui.horizontal_wrapped(|ui| {
        if perimee {
            let texte = format!("▲ {texte}");
            ui.label(RichText::new(texte).color(Tokens::of(ui).alerte));
        } else {
            ui.label(texte);
        }
        let bouton = ui.button("Rien n’a changé");
        if bouton
            .on_hover_text("Note que tout est vérifié aujourd’hui")
            .clicked()
        {
            ctx.commands
                .send(Command::Ecrire(Ecriture::Verifier(vec![ecole])));
        }
    });
}

fn history_ui(ui: &mut Ui, fiche: &FicheEcole) {
    ui.label(theme::sous_titre("Historique"));
    for (i, ligne) in fiche.historique.iter().enumerate() {
        let jour = DateTime::<Utc>::from_timestamp_millis(ligne.quand)
            .map(|d| date_longue(d.with_timezone(&Local).date_naive()));
        let par = if ligne.personne.is_empty() {
            String::new()
        } else {
            format!(" · {}", ligne.personne)
        };
        let titre = format!("{} · {}{par}", jour.unwrap_or_default(), ligne.libelle);
        // A header never wraps by itself: it would be cut where the sheet ends.
        let largeur = ui.available_width() - ui.spacing().indent - 8.0;
        let titre = WidgetText::from(RichText::new(titre).small()).into_galley(
            ui,
            Some(TextWrapMode::Wrap),
            largeur,
            TextStyle::Small,
        );
        egui::CollapsingHeader::new(titre)
            .id_salt(("historique", fiche.id, fiche.historique.len() - i))
            .show(ui, |ui| {
                for detail in &ligne.details {
                    ui.add(egui::Label::new(theme::petit(ui, detail)).wrap());
                }
            });
    }
}
