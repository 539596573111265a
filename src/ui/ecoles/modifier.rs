//! One change made to all ticked schools: what to do, what it does to each, then one operation.

use chrono::{Datelike as _, NaiveDate};
use egui::{RichText, Ui};

use super::modifier_ui;
use crate::command::{Command, Ecriture};
use crate::domain::nombre::compte;
use crate::domain::{
    Alimentation, Conditions, Ecrit, Effet, Etape, Financement, Id, Modification, Perimetre, Wifi,
};
use crate::ui::theme::{self, Tokens};
use crate::ui::{Cached, PageCtx};

/// What can be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quoi {
    #[default]
    AjouterEnt,
    DaterEtape,
    ArreterEnt,
    Financer,
    Noter,
}

impl Quoi {
    pub(super) const ALL: [Self; 5] = [
        Self::AjouterEnt,
        Self::DaterEtape,
        Self::ArreterEnt,
        Self::Financer,
        Self::Noter,
    ];

    pub(super) const fn libelle(self) -> &'static str {
        match self {
            Self::AjouterEnt => "Ajouter un ENT",
            Self::DaterEtape => "Dater une étape",
            Self::ArreterEnt => "Arrêter l’ENT en cours",
            Self::Financer => "Ajouter un financement",
            Self::Noter => "Noter une condition",
        }
    }
}

/// Which condition is noted, and what is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    Charte(bool),
    Gar(bool),
    Affectation(bool),
    Wifi(Wifi),
    Comptes(Alimentation),
}

/// What is being prepared: every field, so that changing one's mind loses nothing.
pub(super) struct Modifier {
    pub quoi: Quoi,
    pub solution: Option<Id>,
    pub ecole_entiere: bool,
    pub remplacer: bool,
    pub etape: Etape,
    /// The day of what is done.
    pub le: Option<NaiveDate>,
    pub financement: Financement,
    pub condition: Condition,
    /// Since when, for the charte and the GAR.
    pub depuis: Option<NaiveDate>,
    apercu: Cached<(Modification, u64), Vec<Ligne>>,
}

/// One school of the preview.
struct Ligne {
    nom: String,
    effet: Result<Effet, String>,
}

impl Modifier {
    pub(super) fn new(aujourdhui: NaiveDate) -> Self {
        Self {
            quoi: Quoi::default(),
            solution: None,
            ecole_entiere: true,
            remplacer: false,
            etape: Etape::Comptes,
            le: Some(aujourdhui),
            financement: Financement {
                annee: Some(aujourdhui.year()),
                ..Financement::nouveau(Id::MIN)
            },
            condition: Condition::Charte(true),
            depuis: None,
            apercu: Cached::default(),
        }
    }

    /// What the fields say, or what is still missing.
    fn modification(&self, aujourdhui: NaiveDate) -> Result<Modification, &'static str> {
        let le = self.le.ok_or("Donnez une date.");
        let modification = match self.quoi {
            Quoi::AjouterEnt => Modification::AjouterEnt {
                solution: self.solution.ok_or("Choisissez l’ENT à ajouter.")?,
                debut: le?,
                perimetre: if self.ecole_entiere {
                    Perimetre::Ecole
                } else {
                    Perimetre::Classes {
                        nombre: None,
                        total: None,
                    }
                },
                remplacer: self.remplacer,
            },
            Quoi::DaterEtape => Modification::DaterEtape {
                etape: self.etape,
                le: le?,
            },
            Quoi::ArreterEnt => Modification::ArreterEnt { le: le? },
            Quoi::Financer => Modification::Financer(Box::new(self.financement.clone())),
            Quoi::Noter => Modification::Noter(Box::new(self.conditions(aujourdhui))),
        };
        match modification.erreur() {
            Some(erreur) => Err(erreur),
            None => Ok(modification),
        }
    }

    fn conditions(&self, aujourdhui: NaiveDate) -> Conditions {
        let mut c = Conditions::vides(Id::MIN, aujourdhui);
        match self.condition {
            Condition::Charte(oui) => {
                c.charte = Some(oui);
                c.charte_le = self.depuis.filter(|_| oui);
            }
            Condition::Gar(oui) => {
                c.gar = Some(oui);
                c.gar_le = self.depuis.filter(|_| oui);
            }
            Condition::Affectation(oui) => c.responsable_affectation = Some(oui),
            Condition::Wifi(wifi) => c.wifi = Some(wifi),
            Condition::Comptes(alimentation) => c.alimentation = Some(alimentation),
        }
        c
    }

    /// Draws the panel for these schools (id, name), whose list is at this version. Whether it is
    /// over: applied, or closed.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        ecoles: &[(Id, String)],
        version: u64,
    ) -> Option<Fin> {
        let mut fin = None;
        ui.horizontal(|ui| {
            let nombre = compte(ecoles.len(), "école", "écoles");
            ui.label(theme::titre(format!("Modifier {nombre}")));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                let bouton = ui.button("✗").on_hover_text("Fermer sans modifier");
                if bouton.clicked() {
                    fin = Some(Fin::Ferme);
                }
            });
        });
        ui.add_space(4.0);
        modifier_ui::show(ui, ctx, self);
        ui.separator();
        let modification = match self.modification(ctx.aujourdhui) {
            Ok(modification) => modification,
            Err(manque) => {
                ui.label(theme::petit(ui, manque));
                return fin;
            }
        };
        let question = (modification, version);
        let lignes = self
            .apercu
            .get(question, ctx.revision, |(modification, _)| {
                preview(ctx, modification, ecoles)
            });
        let ecrits: Vec<&Ecrit> = lignes
            .iter()
            .filter_map(|l| l.effet.as_ref().ok())
            .flat_map(|effet| &effet.ecrits)
            .collect();
        let touchees = lignes.iter().filter(|l| l.effet.is_ok()).count();
        if touchees == 0 {
            ui.label("Rien à modifier dans ces écoles.");
        } else {
            let nombre = compte(touchees, "école", "écoles");
            if theme::bouton_principal(ui, &format!("Appliquer à {nombre}")).clicked() {
                let ecritures = ecrits.into_iter().map(ecriture).collect();
                ctx.commands.send(Command::Ecrire(Ecriture::Lot(ecritures)));
                fin = Some(Fin::Applique);
            }
        }
        if touchees < lignes.len() {
            let nombre = compte(
                lignes.len() - touchees,
                "laissée de côté",
                "laissées de côté",
            );
            ui.label(theme::petit(ui, nombre));
        }
        ui.add_space(4.0);
        preview_ui(ui, lignes);
        fin
    }
}

/// How the panel ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fin {
    Ferme,
    Applique,
}

fn ecriture(ecrit: &Ecrit) -> Ecriture {
    match ecrit.clone() {
        Ecrit::Deploiement(d) => Ecriture::Deploiement(Box::new(d)),
        Ecrit::Financement(f) => Ecriture::Financement(Box::new(f)),
        Ecrit::Conditions(c) => Ecriture::Conditions(Box::new(c)),
    }
}

/// What is done to each, then those left out.
fn preview(ctx: &PageCtx<'_>, m: &Modification, ecoles: &[(Id, String)]) -> Vec<Ligne> {
    let ids: Vec<Id> = ecoles.iter().map(|(id, _)| *id).collect();
    let mut lignes: Vec<Ligne> = m
        .preparer(ctx.faits, &ids)
        .into_iter()
        .zip(ecoles)
        .map(|(ligne, (_, nom))| Ligne {
            nom: nom.clone(),
            effet: ligne.effet,
        })
        .collect();
    lignes.sort_by_key(|l| l.effet.is_err());
    lignes
}

fn preview_ui(ui: &mut Ui, lignes: &[Ligne]) {
    let t = Tokens::of(ui);
    let attention = |l: &Ligne| l.effet.as_ref().is_ok_and(|e| e.attention.is_some());
    let hauteur = if lignes.iter().any(attention) {
        54.0
    } else {
        38.0
    };
    egui::ScrollArea::vertical()
        .id_salt("apercu")
        .auto_shrink(false)
        .show_rows(ui, hauteur, lignes.len(), |ui, visibles| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for ligne in lignes.get(visibles).unwrap_or_default() {
                ui.allocate_ui(egui::vec2(ui.available_width(), hauteur), |ui| {
                    ui.set_min_height(hauteur);
                    line_ui(ui, ligne, t);
                });
            }
        });
}

/// The name of the school, what is done to it or why it is left out, what to look at.
fn line_ui(ui: &mut Ui, ligne: &Ligne, t: &Tokens) {
    let signe = if ligne.effet.is_ok() { "✓" } else { "✗" };
    let nom = format!("{signe} {}", ligne.nom);
    ui.add(egui::Label::new(nom).truncate());
    let mut dire = |dit: &str, couleur| {
        let texte = RichText::new(dit).small().color(couleur);
        ui.add(egui::Label::new(texte).truncate());
    };
    match &ligne.effet {
        Ok(effet) => {
            dire(&effet.phrase, t.discret);
            if let Some(attention) = &effet.attention {
                dire(&format!("▲ {attention}"), t.alerte);
            }
        }
        Err(pourquoi) => dire(&format!("laissée de côté : {pourquoi}"), t.discret),
    }
}
