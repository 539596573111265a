//! The sheet of one group: what it counts, its schools, its curve, where they are, and what was
//! written about them.

use chrono::NaiveDate;
use egui::Ui;

use super::historique::HistoriqueGroupe;
use super::saisie::Saisie;
use super::vue::{Membre, Vue};
use super::{carte, liaison_ui, rule};
use crate::command::Command;
use crate::domain::bilan::Compte;
use crate::domain::nombre::{compte, entier, taux_texte};
use crate::domain::{Groupe, Regle, SorteGroupe};
use crate::ui::theme;
use crate::ui::widgets::courbe as dessin;
use crate::ui::widgets::entete::entete;
use crate::ui::widgets::tableau::{self, Colonne, Rangee, Tableau};
use crate::ui::{Cached, PageCtx};

/// Schools of the table before it scrolls.
const LIGNES: usize = 10;
const HAUTEUR_COURBE: f32 = 150.0;

const COLONNES: [Colonne; 4] = [
    Colonne::reste("École"),
    Colonne::texte("Nature", 82.0),
    Colonne::texte("ENT", 104.0),
    Colonne::texte("Étape", 98.0),
];
const COLONNES_ETROITES: [Colonne; 2] = [
    Colonne::reste("École"),
    Colonne::texte("ENT et étape", 120.0),
];

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct FicheGroupe {
    vue: Cached<(Groupe, NaiveDate, Regle), Vue>,
    saisie: Saisie,
    historique: HistoriqueGroupe,
}

impl FicheGroupe {
    /// Draws the sheet; whether it was closed.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, groupe: &Groupe) -> bool {
        egui::ScrollArea::vertical()
            .id_salt(("groupe", groupe))
            .auto_shrink(false)
            .show(ui, |ui| self.contents_ui(ui, ctx, groupe))
            .inner
    }

    fn contents_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, groupe: &Groupe) -> bool {
        let question = (groupe.clone(), ctx.au, ctx.regle);
        let vue = self.vue.get(question, ctx.revision, |(groupe, au, regle)| {
            Vue::new(ctx.faits, groupe, *au, *regle)
        });
        let closed = entete(ui, &vue.nom);
        ui.add(egui::Label::new(theme::petit(ui, &vue.sous_titre)).wrap());
        figures_ui(ui, ctx, vue);
        neighbours_ui(ui, ctx, vue);
        ui.add_space(4.0);
        self.saisie.show(ui, ctx, groupe);
        ui.add_space(8.0);
        if let Some(liaison) = &vue.liaison {
            liaison_ui::show(ui, ctx, liaison);
            ui.add_space(8.0);
        }
        schools_ui(ui, ctx, groupe, vue);
        ui.add_space(8.0);
        curve_ui(ui, vue);
        ui.add_space(8.0);
        carte::show(ui, ctx, vue);
        ui.add_space(8.0);
        self.historique.show(ui, ctx, groupe, &vue.ids);
        closed
    }
}

/// The rates, each with its numerator and denominator.
fn figures_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue) {
    let c = &vue.compte;
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::chiffre(taux_texte(c.taux())));
        let n = compte(c.ecoles as usize, "école", "écoles");
        ui.label(format!("avec ENT · {} sur {n}", entier(c.avec_ent)));
        if !vue.ids.is_empty() && ui.link("voir dans la liste").clicked() {
            ctx.commands.send(Command::MontrerEcoles {
                titre: vue.nom.clone(),
                ecoles: vue.ids.clone(),
            });
        }
    });
    for phrase in sentences(c) {
        ui.add(egui::Label::new(phrase).wrap());
    }
    let hors = vue.membres.iter().filter(|m| m.hors_compte).count();
    let mut dessous = rule(ctx.regle);
    if hors > 0 {
        let n = compte(hors, "école non publique", "écoles non publiques");
        dessous = format!("{dessous} {n} hors du compte.");
    }
    ui.add(egui::Label::new(theme::petit(ui, dessous)).wrap());
}

/// The two figures the DANE's table sets beside the rate, named without ambiguity.
fn sentences(c: &Compte) -> Vec<String> {
    if c.ecoles == 0 {
        return vec!["Aucune école publique ouverte à cette date.".to_owned()];
    }
    let mut phrases = vec![format!(
        "{} · {} sur {} élémentaires et primaires équipées",
        taux_texte(c.taux_elementaires_primaires()),
        entier(c.elementaires_primaires_avec_ent),
        entier(c.elementaires_primaires),
    )];
    if c.avec_ent > 0 {
        phrases.push(format!(
            "{} · {} sur {}, part des élémentaires et primaires parmi les écoles avec ENT",
            taux_texte(c.part_elementaires_primaires()),
            entier(c.elementaires_primaires_avec_ent),
            entier(c.avec_ent),
        ));
    }
    phrases
}

fn neighbours_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue) {
    if vue.voisins.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::petit(ui, "Aussi\u{202f}:"));
        for (groupe, nom, n) in &vue.voisins {
            let sorte = match groupe.sorte() {
                SorteGroupe::Circonscription => "circonscription ",
                _ => "",
            };
            let lien = ui.link(format!("{sorte}{nom} ({})", entier(*n)));
            let n = compte(*n, "école", "écoles");
            let aide = format!("{}\u{202f}: {n}", groupe.sorte().un());
            if lien.on_hover_text(aide).clicked() {
                ctx.commands.send(Command::MontrerGroupe(groupe.clone()));
            }
        }
    });
}

fn schools_ui(ui: &mut Ui, ctx: &PageCtx<'_>, groupe: &Groupe, vue: &Vue) {
    ui.label(theme::sous_titre(format!(
        "Écoles · {}",
        entier(vue.ids.len())
    )));
    if vue.membres.is_empty() {
        ui.label(theme::petit(ui, "Aucune école ouverte à cette date."));
        return;
    }
    let large = ui.available_width() > 520.0;
    let ailleurs = groupe.sorte() != SorteGroupe::Commune;
    let tableau = Tableau {
        id: "écoles du groupe",
        colonnes: if large { &COLONNES } else { &COLONNES_ETROITES },
        choisie: None,
        vers: None,
        hauteur: theme::LIGNE * vue.membres.len().min(LIGNES) as f32,
    };
    let rangee = |i: usize| row(&vue.membres[i], large, ailleurs);
    let clicked = ui
        .scope(|ui| tableau::show(ui, &tableau, vue.membres.len(), rangee))
        .inner;
    if let Some(membre) = clicked.and_then(|rang| vue.membres.get(rang)) {
        ctx.commands.send(Command::MontrerEcole(membre.id));
    }
}

/// `ailleurs`: the commune of each school says something.
fn row(m: &Membre, large: bool, ailleurs: bool) -> Rangee {
    let statut = if m.hors_compte {
        " · non publique"
    } else {
        ""
    };
    let ent = if m.ent.is_empty() { "sans ENT" } else { &m.ent };
    let nom = format!("{}, {}, {}, {ent}", m.nom, m.commune, m.nature);
    if large {
        return Rangee {
            cellules: vec![
                m.nom.clone(),
                m.nature.to_owned(),
                m.ent.clone(),
                m.etape.to_owned(),
            ],
            suite: format!("{}{statut}", if ailleurs { &m.commune } else { "" }),
            nom,
        };
    }
    let parts: Vec<&str> = [m.ent.as_str(), m.etape]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect();
    Rangee {
        cellules: vec![m.nom.clone(), parts.join(" · ")],
        suite: format!("{}{statut}", m.nature),
        nom,
    }
}

fn curve_ui(ui: &mut Ui, vue: &Vue) {
    ui.label(theme::sous_titre("Écoles avec ENT, par solution"));
    if vue.courbe.points.iter().all(|p| p.avec_ent == 0) {
        ui.label(theme::petit(ui, "Aucune école n’a encore eu d’ENT."));
        return;
    }
    dessin::show(ui, &vue.courbe, HAUTEUR_COURBE);
    egui::CollapsingHeader::new(theme::petit(ui, "La courbe en tableau"))
        .id_salt("courbe du groupe")
        .show(ui, |ui| {
            egui::ScrollArea::horizontal().show(ui, |ui| dessin::table(ui, &vue.courbe));
        });
}
