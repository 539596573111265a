//! The funnel with its stuck schools, and the four levels with what does not fit.

use egui::Ui;

use super::{PageCtx, open, remark, schools_link, section, sentence_ui};
use crate::command::Command;
use crate::domain::date::date_longue;
use crate::domain::indicateurs::{Blocage, Entonnoir, Niveau, Question, Verite, entonnoir, verite};
use crate::domain::nombre::{compte, entier, taux, taux_texte};
use crate::domain::{Etape, Faits, Id};
use crate::ui::Cached;
use crate::ui::tableau_de_bord::cartes::bars_ui;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::barre::{self, Barre, Largeurs};

/// Stuck schools named before « et n autres ».
const NOMMEES: usize = 12;

#[derive(Default)]
pub(super) struct Mesures {
    entonnoir: Cached<Question, Entonnoir>,
    verite: Cached<Question, Verite>,
}

impl Mesures {
    pub(super) fn funnel_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, question: Question) {
        let e = (self.entonnoir).get(question, ctx.revision, |q| entonnoir(ctx.faits, *q));
        section(ui, "Du projet à l’usage", |ui| {
            bars_ui(ui, ctx, e);
            ui.add_space(6.0);
            egui::CollapsingHeader::new(theme::petit(ui, "La même chose en tableau"))
                .id_salt("étapes")
                .show(ui, |ui| stages_ui(ui, ctx, e));
            remark(
                ui,
                "Un ENT en service suppose un projet, une convention et des comptes, même non datés. «\u{a0}Formé\u{a0}»\u{202f}: une formation depuis le début de cet ENT. «\u{a0}Utilisé\u{a0}»\u{202f}: l’étape est notée.",
            );
        });
        section(ui, "Écoles qui n’avancent plus", |ui| {
            if e.bloquees.iter().all(Vec::is_empty) {
                remark(
                    ui,
                    "Aucune école n’attend depuis plus de six mois à une étape.",
                );
            }
            for blocage in Blocage::ALL {
                let bloquees = &e.bloquees[blocage as usize];
                if bloquees.is_empty() {
                    continue;
                }
                ui.add_space(4.0);
                sentence_ui(ui, ctx, blocage.phrase(), &e.bloquees(blocage));
                for b in bloquees.iter().take(NOMMEES) {
                    let nom = name(ctx.faits, b.ecole, question);
                    ui.horizontal_wrapped(|ui| {
                        if ui.link(nom).clicked() {
                            ctx.commands.send(Command::MontrerEcole(b.ecole));
                        }
                        let depuis = format!("depuis le {}", date_longue(b.depuis));
                        ui.label(theme::petit(ui, depuis));
                    });
                }
                if bloquees.len() > NOMMEES {
                    let n = compte(bloquees.len() - NOMMEES, "autre", "autres");
                    ui.label(theme::petit(ui, format!("et {n}")));
                }
            }
        });
    }

    pub(super) fn levels_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, question: Question) {
        let v = (self.verite).get(question, ctx.revision, |q| verite(ctx.faits, *q));
        section(ui, "Financé, créé, formé, utilisé", |ui| {
            let t = Tokens::of(ui);
            for (niveau, part) in Niveau::ALL.into_iter().zip(&v.niveaux) {
                let barre = Barre {
                    id: egui::Id::unique(("niveau", niveau.libelle())),
                    nom: niveau.libelle(),
                    texte: &format!(
                        "{} · {} sur {}",
                        taux_texte(part.taux()),
                        entier(part.ecoles.len()),
                        entier(part.sur)
                    ),
                    part: part.ecoles.len() as f32 / part.sur.max(1) as f32,
                    couleur: t.series[niveau as usize],
                    action: "Voir les écoles",
                };
                let largeurs = Largeurs {
                    nom: 116.0,
                    texte: 140.0,
                };
                if barre::show(ui, &barre, largeurs).clicked() {
                    open(ctx, niveau.libelle(), &part.ecoles);
                }
            }
            ui.add_space(4.0);
            remark(
                ui,
                "Quatre faits différents\u{202f}: un financement accordé qui court encore, un ENT en service, une formation depuis qu’il a commencé, un usage noté.",
            );
        });
        section(ui, "Ce qui ne va pas ensemble", |ui| {
            let mut aucune = true;
            for (contradiction, ecoles) in &v.contradictions {
                aucune &= ecoles.is_empty();
                let libelle = format!("· {}", contradiction.libelle());
                sentence_ui(ui, ctx, &libelle, ecoles);
            }
            if aucune {
                remark(ui, "Rien\u{202f}: les quatre niveaux s’accordent partout.");
            }
        });
        section(ui, "Toutes les situations", |ui| {
            combinations_ui(ui, ctx, v);
        });
    }
}

fn name(faits: &Faits, ecole: Id, question: Question) -> String {
    let ecole = faits.ecole(ecole);
    ecole.map_or_else(String::new, |e| e.dite_au(question.au))
}

fn stages_ui(ui: &mut Ui, ctx: &PageCtx<'_>, e: &Entonnoir) {
    egui::Grid::new("étapes")
        .striped(true)
        .spacing([18.0, 4.0])
        .show(ui, |ui| {
            for titre in ["Étape", "Écoles", "Des écoles", "De l’étape d’avant"] {
                ui.label(theme::petit(ui, titre));
            }
            ui.end_row();
            let mut avant = e.ecoles;
            for etape in Etape::ALL {
                let ecoles = e.etape(etape);
                ui.label(etape.libelle());
                schools_link(ui, ctx, etape.libelle(), ecoles);
                let n = ecoles.len() as u64;
                ui.label(taux_texte(taux(n, e.ecoles as u64)));
                // « Utilisé » does not follow « formé »: both are shares of the accounts.
                let sur = if etape == Etape::Utilise {
                    e.etape(Etape::Comptes).len()
                } else {
                    avant
                };
                ui.label(taux_texte(taux(n, sur as u64)));
                ui.end_row();
                avant = ecoles.len();
            }
        });
    remark(
        ui,
        "«\u{a0}Utilisé\u{a0}» se compare aux comptes créés\u{202f}: on peut utiliser sans formation.",
    );
}

fn combinations_ui(ui: &mut Ui, ctx: &PageCtx<'_>, v: &Verite) {
    egui::Grid::new("situations")
        .striped(true)
        .spacing([16.0, 4.0])
        .show(ui, |ui| {
            for niveau in Niveau::ALL {
                ui.label(theme::petit(ui, niveau.libelle()));
            }
            ui.label(theme::petit(ui, "Écoles"));
            ui.end_row();
            for (etat, ecoles) in &v.combinaisons {
                for oui in etat {
                    ui.label(if *oui { "✓ oui" } else { "✗ non" });
                }
                let dits: Vec<&str> = (Niveau::ALL.iter().zip(etat))
                    .filter(|(_, oui)| **oui)
                    .map(|(n, _)| n.libelle())
                    .collect();
                let titre = if dits.is_empty() {
                    "Aucun des quatre niveaux".to_owned()
                } else {
                    format!("Seulement : {}", dits.join(", "))
                };
                schools_link(ui, ctx, &titre, ecoles);
                ui.end_row();
            }
        });
}
