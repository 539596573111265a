//! *Réunir deux carnets*: what another carnet would bring, compared before anything is written.

use std::path::PathBuf;

use egui::{RichText, ScrollArea, Ui};

use super::coffre::Coffre;
use crate::command::{Command, Demande, Reunion};
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier};
use crate::domain::{Apport, PlanFusion, Sort};
use crate::exchange::coffre::Phrase;
use crate::exchange::fusion::Lus;
use crate::store::{Autre, Fusion};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_chemin::champ_chemin;
use crate::ui::{Cached, PageCtx};

/// Objects of one kind named one by one at most.
const NOMMES: usize = 50;

/// What the tab remembers.
#[derive(Default)]
pub(crate) struct Reunir {
    chemin: String,
    etat: Etat,
    coffre: Coffre,
    retour: Cached<(), Option<Fusion>>,
}

#[derive(Default)]
enum Etat {
    #[default]
    Choix,
    /// Compared: the carnets wait to be brought in.
    Compare {
        autres: Vec<Autre>,
        noms: Vec<String>,
        refus: Vec<String>,
        plan: PlanFusion,
    },
    Fait(PlanFusion),
}

impl Reunir {
    pub(crate) fn reset(&mut self) {
        self.etat = Etat::Choix;
        self.coffre = Coffre::default();
    }

    /// These are about to be compared. Returns the passphrase typed for them, once.
    pub(crate) fn begin(&mut self, chemins: &[PathBuf]) -> Option<Phrase> {
        let phrase = self.coffre.phrase.take();
        self.reset();
        self.coffre.chemins = chemins.to_vec();
        phrase
    }

    pub(crate) fn compared(&mut self, lus: Lus, plan: PlanFusion) {
        self.coffre.scelles(&lus.scelles);
        self.etat = Etat::Compare {
            noms: lus.autres.iter().map(|a| a.nom.clone()).collect(),
            autres: lus.autres,
            refus: lus.refus,
            plan,
        };
    }

    /// The carnets compared, to be brought in.
    pub(crate) fn take(&mut self) -> Vec<Autre> {
        match &mut self.etat {
            Etat::Compare { autres, .. } => std::mem::take(autres),
            _ => Vec::new(),
        }
    }

    pub(crate) fn applied(&mut self, plan: PlanFusion) {
        self.etat = Etat::Fait(plan);
    }

    /// Returns whether the tab *Désaccords* is asked for.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) -> bool {
        let mut asked = false;
        let retour = self
            .retour
            .get_from((), ctx.revision, ctx.store, |(), store| {
                store.retour().unwrap_or_default()
            });
        if let Some(Some(fusion)) = retour.known() {
            back_ui(ui, ctx, fusion);
            ui.add_space(8.0);
        }
        (self.coffre).ui(ui, ctx, |chemins| {
            Command::Reunir(Reunion::Comparer(chemins))
        });
        match &self.etat {
            Etat::Choix => choose_ui(ui, ctx, &mut self.chemin),
            Etat::Compare {
                noms, refus, plan, ..
            } => compared_ui(ui, ctx, noms, refus, plan),
            Etat::Fait(plan) => asked = done_ui(ui, ctx, plan),
        }
        asked
    }
}

fn choose_ui(ui: &mut Ui, ctx: &PageCtx<'_>, chemin: &mut String) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre(
            "Le carnet d’un collègue, ou une copie de celui-ci",
        ));
        ui.label(
            "Ce que vous avez écrit l’un et l’autre est gardé. Ce qui se contredit reste visible, \
             à régler quand vous voulez. Recommencer, ou réunir dans un autre ordre, donne le même \
             carnet.",
        );
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Choisir un carnet…").clicked() {
            ctx.commands.send(Command::Demander(Demande::Reunir));
        }
        ui.add_space(4.0);
        let nom = "Chemin du carnet, ou du dossier, à réunir";
        if let Some(path) = champ_chemin(ui, chemin, nom, "Comparer") {
            ctx.commands
                .send(Command::Reunir(Reunion::Comparer(vec![path])));
            chemin.clear();
        }
        ui.add_space(8.0);
        ui.label(theme::petit(
            ui,
            "Un fichier se dépose aussi sur cette page. Un dossier réunit tous les carnets qu’il contient, copies « en conflit » d’un espace \
             partagé comprises. Rien n’est écrit avant que vous ayez vu ce qui vient.",
        ));
    });
}

/// The way back to before the last merge.
fn back_ui(ui: &mut Ui, ctx: &PageCtx<'_>, fusion: &Fusion) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(format!(
                "«\u{a0}{}\u{a0}» a été réuni à ce carnet ({}).",
                fusion.fichier,
                compte(fusion.changements, "écriture", "écritures")
            ));
            if ui.button("Revenir à avant la fusion").clicked() {
                ctx.commands.send(Command::Reunir(Reunion::Revenir));
            }
        });
        ui.label(theme::petit(
            ui,
            "Possible tant que rien d’autre n’est écrit\u{202f}; régler un désaccord n’y change \
             rien.",
        ));
    });
}

fn compared_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    noms: &[String],
    refus: &[String],
    plan: &PlanFusion,
) {
    refused_ui(ui, refus);
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        if noms.is_empty() {
            ui.label(theme::sous_titre("Aucun carnet à réunir"));
        } else if plan.rien {
            ui.label(theme::sous_titre("Rien de nouveau"));
            ui.label(format!(
                "Tout ce que dit {} est déjà dans ce carnet.",
                quoted(noms)
            ));
        } else {
            ui.label(theme::sous_titre(format!(
                "Ce que {} apporterait",
                quoted(noms)
            )));
            if plan.parents {
                ui.label(theme::petit(
                    ui,
                    "Les deux carnets viennent du même fichier\u{202f}: ce qu’ils ont en commun \
                     n’est pas compté.",
                ));
            }
            summary_ui(ui, plan);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if !noms.is_empty() && !plan.rien && theme::bouton_principal(ui, "Réunir").clicked() {
                ctx.commands.send(Command::Reunir(Reunion::Appliquer));
            }
            if ui.button("Choisir un autre carnet").clicked() {
                ctx.commands.send(Command::Reunir(Reunion::Abandonner));
            }
        });
        if !noms.is_empty() && !plan.rien {
            ui.label(theme::petit(
                ui,
                "Une copie vérifiée de votre carnet est faite d’abord, à côté de lui.",
            ));
        }
    });
    if !plan.rien {
        ui.add_space(8.0);
        details_ui(ui, plan);
    }
}

/// « « a.carnet » et « b.carnet » ».
fn quoted(noms: &[String]) -> String {
    let cites: Vec<String> = noms
        .iter()
        .map(|nom| format!("«\u{a0}{nom}\u{a0}»"))
        .collect();
    match cites.split_last() {
        Some((dernier, autres)) if !autres.is_empty() => {
            format!("{} et {dernier}", autres.join(", "))
        }
        _ => cites.concat(),
    }
}

fn refused_ui(ui: &mut Ui, refus: &[String]) {
    if refus.is_empty() {
        return;
    }
    let t = Tokens::of(ui);
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Fichiers écartés"));
        for phrase in refus {
            ui.label(RichText::new(phrase).color(t.erreur));
        }
    });
    ui.add_space(8.0);
}

fn summary_ui(ui: &mut Ui, plan: &PlanFusion) {
    let lignes = plan.resume();
    if lignes.is_empty() {
        ui.label("Des écritures qui ne changent rien de ce qui est montré.");
    }
    for ligne in lignes {
        ui.label(format!("• {ligne}"));
    }
}

/// Everything, kind by kind.
fn details_ui(ui: &mut Ui, plan: &PlanFusion) {
    let rect = ui.available_rect_before_wrap();
    theme::carte_pleine(ui, rect, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            phrases_ui(ui, "Désaccords", plan.desaccords.iter().map(String::as_str));
            let doublons = plan.doublons.iter().map(|d| d.phrase.as_str());
            phrases_ui(ui, "Doublons probables", doublons);
            let groupes = plan
                .apports
                .chunk_by(|a, b| (a.noms, a.sort) == (b.noms, b.sort));
            for groupe in groupes {
                let premier = &groupe[0];
                let titre = format!(
                    "{} {}",
                    compte(groupe.len(), premier.noms.0, premier.noms.1),
                    match premier.sort {
                        Sort::Nouveau => "en plus",
                        Sort::Change => "à compléter",
                        Sort::Supprime => "à retirer",
                    }
                );
                phrases_ui(
                    ui,
                    &titre,
                    groupe
                        .iter()
                        .map(line)
                        .collect::<Vec<_>>()
                        .iter()
                        .map(String::as_str),
                );
            }
        });
    });
}

fn line(apport: &Apport) -> String {
    if apport.ou.is_empty() {
        apport.libelle.clone()
    } else {
        format!("{}\u{202f}: {}", apport.ou, apport.libelle)
    }
}

fn phrases_ui<'a>(ui: &mut Ui, titre: &str, phrases: impl ExactSizeIterator<Item = &'a str>) {
    let n = phrases.len();
    if n == 0 {
        return;
    }
    ui.add_space(4.0);
    ui.label(theme::sous_titre(titre));
    for phrase in phrases.take(NOMMES) {
        ui.add(egui::Label::new(phrase).wrap());
    }
    if n > NOMMES {
        ui.label(theme::petit(
            ui,
            format!("et {} autres", entier(n - NOMMES)),
        ));
    }
}

fn done_ui(ui: &mut Ui, ctx: &PageCtx<'_>, plan: &PlanFusion) -> bool {
    let mut asked = false;
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre(format!(
            "Carnets réunis le {}",
            date_longue(ctx.aujourdhui)
        )));
        summary_ui(ui, plan);
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let a_regler = plan.desaccords.len() + plan.doublons.len();
            if a_regler > 0 {
                asked = theme::bouton_principal(ui, "Régler les désaccords").clicked();
            }
            if ui.button("Réunir un autre carnet").clicked() {
                ctx.commands.send(Command::Reunir(Reunion::Abandonner));
            }
        });
    });
    ui.add_space(8.0);
    details_ui(ui, plan);
    asked
}
