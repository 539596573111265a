//! Targets: what share of the schools should have an ENT by the end of a school year, and what is.

use egui::Ui;

use super::{PageCtx, remark, schools_link, section};
use crate::command::{Command, Ecriture};
use crate::domain::indicateurs::{Ecart, Question, ecarts};
use crate::domain::nombre::{compte, taux_texte};
use crate::domain::{AnneeScolaire, Faits, Id, Objectif};
use crate::store::Genre;
use crate::ui::Cached;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::choix::choix_court;

pub(super) struct Objectifs {
    ecarts: Cached<Question, Vec<Ecart>>,
    portee: Option<Id>,
    /// The year proposed; `None` = that of the day looked at.
    annee: Option<AnneeScolaire>,
    part: u8,
}

impl Default for Objectifs {
    fn default() -> Self {
        Self {
            ecarts: Cached::default(),
            portee: None,
            annee: None,
            part: 80,
        }
    }
}

impl Objectifs {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, question: Question) {
        let lignes = (self.ecarts).get(question, ctx.revision, |q| {
            ecarts(ctx.faits, *q, &ctx.faits.objectifs)
        });
        section(ui, "Objectif et écart, par année scolaire", |ui| {
            if lignes.is_empty() {
                remark(
                    ui,
                    "Aucun objectif n’est encore noté\u{202f}: notez-en un ci-dessous.",
                );
            } else {
                egui::ScrollArea::horizontal()
                    .id_salt("objectifs")
                    .show(ui, |ui| table_ui(ui, ctx, question, lignes));
            }
            remark(
                ui,
                "La part des écoles avec ENT le dernier jour de l’année scolaire\u{202f}; à la date regardée tant que cette année n’est pas finie.",
            );
        });
        section(ui, "Noter un objectif", |ui| self.entry_ui(ui, ctx));
    }

    fn entry_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.horizontal_wrapped(|ui| {
            let mut portees = vec![(None, "Tout le carnet".to_owned())];
            let circonscriptions = ctx.faits.circonscriptions.values();
            portees.extend(circonscriptions.map(|c| (Some(c.id), c.nom.clone())));
            let id = egui::Id::unique("portée de l’objectif");
            let prise = choix_court(ui, id, "Portée de l’objectif", 200.0, &self.portee, portees);
            self.portee = prise.unwrap_or(self.portee);
            let cette_annee = AnneeScolaire::of(ctx.au);
            let annee = self.annee.unwrap_or(cette_annee);
            let annees = (-3..=4).map(|n| AnneeScolaire::from_debut(cette_annee.rentree() + n));
            let annees = annees.map(|a| (a, a.to_string()));
            let id = egui::Id::unique("année de l’objectif");
            if let Some(prise) = choix_court(ui, id, "Année de l’objectif", 110.0, &annee, annees)
            {
                self.annee = Some(prise);
            }
            let parts = (1..=20).map(|n| (n * 5, format!("{}\u{202f}%", n * 5)));
            let id = egui::Id::unique("part de l’objectif");
            let prise = choix_court(ui, id, "Part visée", 80.0, &self.part, parts);
            self.part = prise.unwrap_or(self.part);
            if ui.button("Noter l’objectif").clicked() {
                let objectif = Objectif {
                    circonscription: self.portee,
                    annee,
                    part: self.part,
                    commentaire: String::new(),
                };
                ctx.commands
                    .send(Command::Ecrire(Ecriture::Objectif(objectif)));
            }
        });
    }
}

fn table_ui(ui: &mut Ui, ctx: &PageCtx<'_>, question: Question, lignes: &[Ecart]) {
    let titres = [
        "Année",
        "Portée",
        "Visé",
        "Atteint",
        "Écoles",
        "Écart",
        "Il manque",
        "Sans ENT",
        "",
    ];
    egui::Grid::new("objectifs")
        .striped(true)
        .spacing([16.0, 4.0])
        .show(ui, |ui| {
            for titre in titres {
                ui.label(theme::petit(ui, titre));
            }
            ui.end_row();
            for e in lignes {
                line_ui(ui, ctx, question, e);
                ui.end_row();
            }
        });
}

fn line_ui(ui: &mut Ui, ctx: &PageCtx<'_>, question: Question, e: &Ecart) {
    let t = Tokens::of(ui);
    let (annee, portee) = (e.vise.annee, scope(ctx.faits, e));
    ui.label(annee.to_string());
    ui.label(&portee);
    ui.label(format!("{}\u{202f}%", e.vise.part));
    ui.label(taux_texte(e.atteint.taux()));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let titre = format!("Avec ENT, {portee}, {annee}");
        schools_link(ui, ctx, &titre, &e.atteint.ecoles);
        ui.label(format!("sur {}", e.atteint.sur));
    });
    let (mot, encre) = if e.est_atteint() {
        ("✓ atteint", t.succes)
    } else if e.atteint.sur == 0 {
        ("aucune école", t.discret)
    } else if e.est_echu(question.au) {
        ("✗ manqué", t.erreur)
    } else {
        ("en cours", t.discret)
    };
    let points = e.dixiemes().map_or_else(String::new, |d| {
        let signe = if d < 0 { "−" } else { "+" };
        let d = d.unsigned_abs();
        format!("{signe}{},{} · ", d / 10, d % 10)
    });
    ui.label(egui::RichText::new(format!("{points}{mot}")).color(encre));
    let manque = usize::try_from(e.manque).unwrap_or(0);
    if manque > 0 {
        ui.label(compte(manque, "école", "écoles"));
    } else {
        ui.label(crate::domain::nombre::SANS_OBJET);
    }
    schools_link(
        ui,
        ctx,
        &format!("Sans ENT, {portee}, {annee}"),
        &e.sans_ent,
    );
    let bouton = ui.small_button("Supprimer");
    bouton.widget_info(|| {
        let nom = format!("Supprimer l’objectif {annee}, {portee}");
        egui::WidgetInfo::labeled(egui::Role::Button, true, nom)
    });
    if bouton.clicked() {
        let id = e.vise.id();
        ctx.commands
            .send(Command::Ecrire(Ecriture::Supprimer(Genre::Objectif, id)));
    }
}

fn scope(faits: &Faits, e: &Ecart) -> String {
    let Some(id) = e.vise.circonscription else {
        return "Tout le carnet".to_owned();
    };
    let nom = faits.circonscriptions.get(&id).map(|c| c.nom.clone());
    nom.unwrap_or_else(|| "Circonscription inconnue".to_owned())
}
