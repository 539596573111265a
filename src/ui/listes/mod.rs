//! The reference lists of the carnet: solutions, dispositifs, and the short lists of words.
//!
//! Everything can be renamed, added and put in another order. What records name is never taken
//! away: an entry of a short list is withdrawn from the menus, a solution or a dispositif is only
//! deleted while nothing names it.

mod entree;
mod fiches;

use std::collections::BTreeMap;

use egui::{Key, TextEdit, Ui};

use self::entree::{Entree, entrees};
use super::theme::{self, Tokens};
use super::widgets::nommer;
use super::{Cached, PageCtx};
use crate::command::{Command, Ecriture};
use crate::domain::liste::{Usage, a_la_fin, usages};
use crate::domain::texte::sans_accents;
use crate::domain::{Dispositif, Id, Liste, Solution, Terme};
use crate::store::Valeur;

/// One of the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Solutions,
    Dispositifs,
    Termes(Liste),
}

impl Onglet {
    const ALL: [Self; 13] = [
        Self::Solutions,
        Self::Dispositifs,
        Self::Termes(Liste::Poste),
        Self::Termes(Liste::Moment),
        Self::Termes(Liste::Role),
        Self::Termes(Liste::MotifVisite),
        Self::Termes(Liste::Service),
        Self::Termes(Liste::Frequence),
        Self::Termes(Liste::Palier),
        Self::Termes(Liste::Acteur),
        Self::Termes(Liste::PointDeVue),
        Self::Termes(Liste::Cycle),
        Self::Termes(Liste::SorteEvenement),
    ];

    const fn libelle(self) -> &'static str {
        match self {
            Self::Solutions => "Solutions",
            Self::Dispositifs => "Dispositifs de financement",
            Self::Termes(liste) => liste.libelle(),
        }
    }

    /// What the list is for.
    const fn explication(self) -> &'static str {
        match self {
            Self::Solutions => {
                "Les produits que les écoles emploient. Seuls ceux qui comptent comme ENT font une «\u{a0}école avec ENT\u{a0}»."
            }
            Self::Dispositifs => {
                "Qui paie\u{202f}: appels à projets, plans, communes, coopératives."
            }
            Self::Termes(Liste::Poste) => "Ce qu’un financement paie.",
            Self::Termes(Liste::Moment) => "Les jalons qu’un projet se donne.",
            Self::Termes(Liste::Role) => {
                "Les fonctions des personnes rencontrées, et de qui fait ce qui est promis."
            }
            Self::Termes(Liste::MotifVisite) => "Pourquoi on se rend dans une école.",
            Self::Termes(Liste::Service) => "Ce qu’un ENT offre, et que l’on observe en classe.",
            Self::Termes(Liste::Frequence) => "À quel rythme un service est employé.",
            Self::Termes(Liste::Palier) => "Où en est l’usage d’un service.",
            Self::Termes(Liste::Acteur) => "Qui emploie un service.",
            Self::Termes(Liste::PointDeVue) => "De qui vient ce qui est observé.",
            Self::Termes(Liste::Cycle) => "Le cycle d’une classe observée, ou d’une formation.",
            Self::Termes(Liste::SorteEvenement) => "Ce qu’est un événement.",
        }
    }

    /// The name of the field that adds an entry.
    const fn ajouter(self) -> &'static str {
        match self {
            Self::Solutions => "Ajouter une solution",
            Self::Dispositifs => "Ajouter un dispositif",
            Self::Termes(_) => "Ajouter une entrée",
        }
    }
}

/// What the page remembers.
#[derive(Default)]
pub struct ListesPage {
    onglet: Onglet,
    ajout: String,
    refus: Option<String>,
    usages: Cached<(), BTreeMap<Id, Usage>>,
    livrees: Cached<(), BTreeMap<(Id, &'static str), Valeur>>,
}

impl ListesPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for onglet in Onglet::ALL {
                let choisi = self.onglet == onglet;
                if ui.selectable_label(choisi, onglet.libelle()).clicked() {
                    self.onglet = onglet;
                    self.refus = None;
                    self.ajout.clear();
                }
            }
        });
        ui.add_space(4.0);
        let rect = ui.available_rect_before_wrap();
        theme::carte_pleine(ui, rect, |ui| {
            egui::ScrollArea::vertical()
                .id_salt(self.onglet.libelle())
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_max_width(820.0);
                    let texte = theme::petit(ui, self.onglet.explication());
                    ui.add(egui::Label::new(texte).wrap());
                    ui.add_space(4.0);
                    self.add_ui(ui, ctx);
                    ui.add_space(6.0);
                    self.list_ui(ui, ctx);
                });
        });
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let usages = self.usages.get((), ctx.revision, |()| usages(ctx.faits));
        let livrees = self
            .livrees
            .get_from((), ctx.revision, ctx.store, |(), store| {
                store.valeurs_livrees().unwrap_or_default()
            })
            .known();
        let entrees = entrees(ctx.faits, self.onglet);
        let (offertes, retirees): (Vec<&Entree<'_>>, Vec<&Entree<'_>>) =
            entrees.iter().partition(|e| !e.retiree());
        for (groupe, titre) in [(&offertes, None), (&retirees, Some("Retirées des menus"))] {
            if let Some(titre) = titre.filter(|_| !groupe.is_empty()) {
                ui.add_space(8.0);
                ui.label(theme::sous_titre(titre));
            }
            for rang in 0..groupe.len() {
                let usage = usages.get(&groupe[rang].id()).copied().unwrap_or_default();
                let livree = |champ| livrees?.get(&(groupe[rang].id(), champ));
                fiches::show(ui, ctx, groupe, rang, usage, livree);
            }
        }
    }

    fn add_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.horizontal(|ui| {
            let nom = self.onglet.ajouter();
            let champ = ui.add(
                TextEdit::singleline(&mut self.ajout)
                    .id(egui::Id::unique("ajout à une liste"))
                    .desired_width(280.0)
                    .hint_text(format!("{nom}…")),
            );
            nommer(&champ, nom);
            let entree = champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            let bouton = egui::Button::new("Ajouter");
            let clicked = ui
                .add_enabled(!self.ajout.trim().is_empty(), bouton)
                .clicked();
            if entree || clicked {
                self.add(ctx);
                champ.request_focus();
            }
        });
        if let Some(phrase) = &self.refus {
            ui.colored_label(Tokens::of(ui).erreur, phrase);
        }
    }

    fn add(&mut self, ctx: &PageCtx<'_>) {
        let nom = self.ajout.trim().to_owned();
        if nom.is_empty() {
            return;
        }
        let connues = entrees(ctx.faits, self.onglet);
        let cle = sans_accents(&nom);
        if let Some(meme) = connues.iter().find(|e| sans_accents(e.nom()) == cle) {
            self.refus = Some(if meme.retiree() {
                format!(
                    "«\u{a0}{}\u{a0}» est retirée des menus\u{202f}: remettez-la.",
                    meme.nom()
                )
            } else {
                format!("«\u{a0}{}\u{a0}» est déjà dans la liste.", meme.nom())
            });
            return;
        }
        self.refus = None;
        self.ajout.clear();
        let id = Id::fresh();
        let ordre = a_la_fin(connues.iter().map(Entree::ordre));
        ctx.commands.send(Command::Ecrire(match self.onglet {
            Onglet::Solutions => Ecriture::Solution(Box::new(Solution {
                id,
                code: None,
                nom,
                editeur: String::new(),
                compte_ent: true,
                ordre,
                note: String::new(),
            })),
            Onglet::Dispositifs => Ecriture::Dispositif(Box::new(Dispositif {
                id,
                code: None,
                nom,
                description: String::new(),
                reference: String::new(),
                ordre,
            })),
            Onglet::Termes(liste) => Ecriture::Terme(Box::new(Terme {
                id,
                liste,
                code: None,
                nom,
                ordre,
                retire: false,
            })),
        }));
    }
}
