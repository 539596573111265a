//! What follows a training, until when the ENT are paid, and what is not known.

use egui::Ui;

use super::{PageCtx, open, remark, schools_link, section, sentence_ui};
use crate::domain::euros::euros;
use crate::domain::indicateurs::{
    Completude, Effet, Horizon, MOIS_EFFET, Part, Question, completude, effet, horizon,
};
use crate::domain::nombre::{compte, entier, taux_texte};
use crate::ui::Cached;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::barre::{self, Barre, Largeurs};
use crate::ui::widgets::choix::choix_court;

pub(super) struct Suites {
    mois: u32,
    effet: Cached<(Question, u32), Effet>,
    horizon: Cached<Question, Horizon>,
    completude: Cached<Question, Completude>,
}

impl Default for Suites {
    fn default() -> Self {
        Self {
            mois: MOIS_EFFET,
            effet: Cached::default(),
            horizon: Cached::default(),
            completude: Cached::default(),
        }
    }
}

impl Suites {
    pub(super) fn effect_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, question: Question) {
        ui.horizontal_wrapped(|ui| {
            ui.label("Usage noté dans les");
            let options = [3, 6, 9, 12, 18].map(|m| (m, format!("{m}\u{a0}mois")));
            let id = egui::Id::unique("mois de l’effet");
            let prise = choix_court(
                ui,
                id,
                "Délai après la formation",
                90.0,
                &self.mois,
                options,
            );
            self.mois = prise.unwrap_or(self.mois);
        });
        let e = (self.effet).get((question, self.mois), ctx.revision, |&(q, mois)| {
            effet(ctx.faits, q, mois)
        });
        section(ui, "Écoles qui ont commencé à utiliser leur ENT", |ui| {
            let t = Tokens::of(ui);
            part_bar(ui, ctx, "Écoles formées", &e.formees, t.series[1]);
            part_bar(ui, ctx, "Écoles non formées", &e.non_formees, t.series[4]);
            ui.add_space(4.0);
            let n = e.mois;
            remark(
                ui,
                &format!(
                    "Formées\u{202f}: usage noté dans les {n} mois qui suivent la première formation depuis le début de l’ENT. Non formées\u{202f}: dans les {n} mois qui suivent le début de l’ENT. \
                     Ce sont deux dénombrements côte à côte, pas la preuve d’un effet\u{202f}: une école qui demande une formation est peut-être une école qui allait commencer."
                ),
            );
            ui.add_space(4.0);
            sentence_ui(
                ui,
                ctx,
                "utilisaient déjà leur ENT, dans aucun des deux comptes",
                &e.deja,
            );
            let recent =
                format!("dont les {n} mois ne sont pas écoulés, dans aucun des deux comptes");
            sentence_ui(ui, ctx, &recent, &e.trop_recent);
        });
    }

    pub(super) fn horizon_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, question: Question) {
        let h = (self.horizon).get(question, ctx.revision, |q| horizon(ctx.faits, *q));
        section(ui, "Fins d’abonnement, par année scolaire", |ui| {
            let t = Tokens::of(ui);
            let plus = h.annees.values().map(|a| a.ecoles.len()).max().unwrap_or(0);
            if h.annees.is_empty() {
                remark(ui, "Aucune fin d’abonnement n’est connue à cette date.");
            }
            for (annee, fins) in &h.annees {
                let nom = annee.to_string();
                let montant = fins.montant_centimes.map(|m| format!(" · {}", euros(m)));
                let texte = format!(
                    "{}{}",
                    compte(fins.ecoles.len(), "école", "écoles"),
                    montant.unwrap_or_default()
                );
                let barre = Barre {
                    id: egui::Id::unique(("horizon", annee.rentree())),
                    nom: &nom,
                    texte: &texte,
                    part: fins.ecoles.len() as f32 / plus.max(1) as f32,
                    couleur: t.series[2],
                    action: "Voir les écoles",
                };
                let largeurs = Largeurs {
                    nom: 96.0,
                    texte: 170.0,
                };
                if barre::show(ui, &barre, largeurs).clicked() {
                    open(ctx, &format!("Abonnement finissant en {nom}"), &fins.ecoles);
                }
            }
            ui.add_space(4.0);
            sentence_ui(
                ui,
                ctx,
                "dont l’abonnement est fini et l’ENT en service",
                &h.finis,
            );
            sentence_ui(
                ui,
                ctx,
                "avec un ENT en service dont personne n’a noté la fin",
                &h.sans_fin,
            );
            remark(
                ui,
                "Une fin en août compte avec l’année scolaire qui s’achève.",
            );
        });
    }

    pub(super) fn completeness_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, question: Question) {
        let c = (self.completude).get(question, ctx.revision, |q| completude(ctx.faits, *q));
        section(ui, "Ce qui est connu", |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(theme::chiffre(taux_texte(c.score())));
                ui.label("de ce qu’il faudrait savoir est connu ·");
                schools_link(ui, ctx, "Écoles à qui rien ne manque", &c.completes.ecoles);
                ui.label(format!(
                    "sur {} n’ont aucun manque",
                    entier(c.completes.sur)
                ));
            });
            ui.add_space(4.0);
            let t = Tokens::of(ui);
            for ligne in &c.lignes {
                let su = ligne.manque.sur - ligne.manque.ecoles.len();
                let texte = if ligne.manque.ecoles.is_empty() {
                    taux_texte(ligne.taux())
                } else {
                    format!(
                        "{} · manque à {}",
                        taux_texte(ligne.taux()),
                        entier(ligne.manque.ecoles.len())
                    )
                };
                let barre = Barre {
                    id: egui::Id::unique(("complétude", ligne.critere.libelle())),
                    nom: ligne.critere.libelle(),
                    texte: &texte,
                    part: su as f32 / ligne.manque.sur.max(1) as f32,
                    couleur: t.series[0],
                    action: "Voir les écoles à qui cela manque",
                };
                let largeurs = Largeurs {
                    nom: (ui.available_width() * 0.4).min(280.0),
                    texte: 150.0,
                };
                if barre::show(ui, &barre, largeurs).clicked() {
                    let titre = format!("Manque : {}", ligne.critere.libelle());
                    open(ctx, &titre, &ligne.manque.ecoles);
                }
            }
            remark(
                ui,
                "Chaque question pèse autant. Les dates d’un ENT ne sont demandées qu’aux écoles qui en ont un.",
            );
        });
    }
}

/// « Écoles formées | bar | 75,0 % · 15 sur 20 ».
pub(super) fn part_bar(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    nom: &str,
    part: &Part,
    couleur: egui::Color32,
) {
    let texte = format!(
        "{} · {} sur {}",
        taux_texte(part.taux()),
        entier(part.ecoles.len()),
        entier(part.sur)
    );
    let barre = Barre {
        id: egui::Id::unique(("part", nom)),
        nom,
        texte: &texte,
        part: part.ecoles.len() as f32 / part.sur.max(1) as f32,
        couleur,
        action: "Voir les écoles",
    };
    let largeurs = Largeurs {
        nom: (ui.available_width() * 0.35).min(220.0),
        texte: 140.0,
    };
    if barre::show(ui, &barre, largeurs).clicked() {
        open(ctx, nom, &part.ecoles);
    }
}
