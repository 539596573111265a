//! The work of each school year, how fresh what is said is, and where observed schools stand.

use egui::Ui;

use super::suites::part_bar;
use super::{PageCtx, open, remark, schools_link, section};
use crate::domain::formation::Quotite;
use crate::domain::indicateurs::{Activite, Fraicheur, Part, Question, activite, fraicheur};
use crate::domain::nombre::entier;
use crate::domain::observatoire::{Repartition, repartition};
use crate::ui::Cached;
use crate::ui::theme::{self, Tokens};

struct Vue {
    annees: Vec<Activite>,
    fraicheur: Fraicheur,
    paliers: Repartition,
}

#[derive(Default)]
pub(super) struct ActiviteVue {
    vue: Cached<Question, Vue>,
}

impl ActiviteVue {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, question: Question) {
        let vue = self.vue.get(question, ctx.revision, |q| Vue {
            annees: activite(ctx.faits, *q),
            fraicheur: fraicheur(ctx.faits, *q),
            paliers: repartition(ctx.faits, q.ecoles(ctx.faits), q.au, q.population),
        });
        section(ui, "Année par année", |ui| {
            egui::ScrollArea::horizontal()
                .id_salt("années")
                .show(ui, |ui| years_ui(ui, ctx, &vue.annees));
            let dues = Quotite::Complet.dues() / 60;
            remark(
                ui,
                &format!(
                    "Sessions tenues. «\u{a0}Dont 18\u{a0}h\u{a0}»\u{202f}: ce qui compte dans les {dues} heures annuelles d’un service complet. Une école compte une fois par année."
                ),
            );
        });
        let t = Tokens::of(ui);
        section(ui, "Fraîcheur", |ui| {
            let f = &vue.fraicheur;
            let sur = f.verifiees.sur;
            let part = |ecoles: &[crate::domain::Id]| Part {
                ecoles: ecoles.to_vec(),
                sur,
            };
            part_bar(
                ui,
                ctx,
                "Vérifiées depuis moins d’un an",
                &f.verifiees,
                t.series[1],
            );
            part_bar(ui, ctx, "Vérifiées avant", &part(&f.anciennes), t.series[2]);
            part_bar(ui, ctx, "Jamais vérifiées", &part(&f.jamais), t.series[4]);
            ui.add_space(4.0);
            part_bar(
                ui,
                ctx,
                "Ni visitées ni observées depuis un an",
                &f.pas_vues,
                t.series[2],
            );
        });
        section(ui, "Paliers d’usage, à la dernière observation", |ui| {
            let r = &vue.paliers;
            let sur = r.total();
            for (palier, ecoles) in &r.paliers {
                let nom = ctx
                    .faits
                    .terme(*palier)
                    .map_or("Palier", |t| t.nom.as_str());
                let part = Part {
                    ecoles: ecoles.clone(),
                    sur,
                };
                part_bar(ui, ctx, nom, &part, t.series[0]);
            }
            for (nom, ecoles) in [
                ("Observées, sans palier", &r.sans_palier),
                ("Jamais observées", &r.jamais),
            ] {
                let part = Part {
                    ecoles: ecoles.clone(),
                    sur,
                };
                part_bar(ui, ctx, nom, &part, t.series[4]);
            }
        });
    }
}

fn years_ui(ui: &mut Ui, ctx: &PageCtx<'_>, annees: &[Activite]) {
    let titres = [
        "Année",
        "Sessions",
        "Heures",
        "Dont 18\u{a0}h",
        "Personnes",
        "Écoles formées",
        "Visites",
        "Écoles vues",
        "Observations",
        "Écoles observées",
    ];
    egui::Grid::new("années")
        .striped(true)
        .spacing([14.0, 4.0])
        .show(ui, |ui| {
            for titre in titres {
                ui.label(theme::petit(ui, titre));
            }
            ui.end_row();
            for a in annees.iter().rev() {
                let s = &a.seances;
                let an = a.annee;
                ui.label(an.to_string());
                ui.label(entier(s.seances));
                ui.label(hours(s.minutes));
                ui.label(hours(s.minutes_18h));
                ui.label(entier(s.personnes));
                schools_link(ui, ctx, &format!("Écoles formées en {an}"), &a.formees);
                ui.label(entier(a.visites));
                schools_link(ui, ctx, &format!("Écoles vues en {an}"), &a.visitees);
                ui.label(entier(a.observations));
                schools_link(ui, ctx, &format!("Écoles observées en {an}"), &a.observees);
                ui.end_row();
            }
        });
    if annees
        .iter()
        .all(|a| a.seances.seances == 0 && a.visites == 0)
    {
        remark(
            ui,
            "Aucune formation ni visite n’est encore notée à cette date.",
        );
    }
    let toutes: Vec<_> = annees.iter().flat_map(|a| &a.formees).copied().collect();
    if !toutes.is_empty()
        && ui
            .link("Toutes les écoles formées, quelle que soit l’année")
            .clicked()
    {
        let mut ecoles = toutes;
        ecoles.sort_unstable();
        ecoles.dedup();
        open(ctx, "Écoles formées", &ecoles);
    }
}

/// « 12 h », « 12 h 30 ».
fn hours(minutes: u64) -> String {
    let reste = minutes % 60;
    let heures = entier(minutes / 60);
    if reste == 0 {
        format!("{heures}\u{a0}h")
    } else {
        format!("{heures}\u{a0}h\u{a0}{reste:02}")
    }
}
