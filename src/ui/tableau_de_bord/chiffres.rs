//! The key figures of the dashboard; each opens the schools behind it.

use chrono::NaiveDate;
use egui::{Ui, vec2};

use super::{counted, open};
use crate::domain::abonnement::{BIENTOT, Tranche};
use crate::domain::fraicheur::PEREMPTION;
use crate::domain::nombre::{compte, entier, taux, taux_texte};
use crate::domain::{Etape, Faits, Id, Population, Regle};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// A key figure and the schools behind it.
pub(super) struct Chiffre {
    grand: String,
    petit: String,
    titre: &'static str,
    ecoles: Vec<Id>,
}

pub(super) fn figures(faits: &Faits, au: NaiveDate, regle: Regle) -> Vec<Chiffre> {
    let ouvertes: Vec<Id> = counted(faits, au).map(|(id, _)| id).collect();
    let (avec, sans): (Vec<Id>, Vec<Id>) = ouvertes
        .iter()
        .partition(|&&id| !faits.solutions_au(id, au, regle).is_empty());
    let reached = |etape: Etape| -> Vec<Id> {
        let reached = |d: &crate::domain::Deploiement| {
            d.compte_au(au, regle) && d.etape(etape).is_some_and(|jour| jour <= au)
        };
        let equipees = avec.iter().copied();
        equipees
            .filter(|&id| faits.deploiements(id).iter().any(reached))
            .collect()
    };
    let (utilises, formes) = (reached(Etape::Utilise), reached(Etape::Forme));
    let part = |n: &[Id], d: &[Id]| taux_texte(taux(n.len() as u64, d.len() as u64));
    let sur = |n: &[Id], d: &[Id]| format!("{} sur {}", entier(n.len()), entier(d.len()));
    vec![
        Chiffre {
            grand: part(&avec, &ouvertes),
            petit: format!("avec ENT · {}", sur(&avec, &ouvertes)),
            titre: "Avec ENT",
            ecoles: avec.clone(),
        },
        Chiffre {
            grand: entier(sans.len()),
            petit: "encore sans ENT".to_owned(),
            titre: "Sans ENT",
            ecoles: sans,
        },
        Chiffre {
            grand: entier(utilises.len()),
            petit: format!("réellement utilisés · {}", sur(&utilises, &avec)),
            titre: "Utilisé",
            ecoles: utilises,
        },
        Chiffre {
            grand: part(&formes, &avec),
            petit: format!("équipées et formées · {}", sur(&formes, &avec)),
            titre: "Formées",
            ecoles: formes,
        },
        subscriptions(faits, au),
        Chiffre {
            ecoles: faits
                .a_verifier(au, PEREMPTION, Population::Public)
                .into_iter()
                .map(|v| v.ecole)
                .collect(),
            grand: String::new(),
            petit: "à vérifier · jamais ou depuis un an".to_owned(),
            titre: "À vérifier",
        }
        .counted(),
    ]
}

/// The schools of which an ENT is paid no longer than six months; those no longer paid are told
/// beside.
fn subscriptions(faits: &Faits, au: NaiveDate) -> Chiffre {
    let echeances = faits.toutes_echeances(au, Population::Public);
    let schools = |garde: &dyn Fn(&crate::domain::abonnement::Echeance<'_>) -> bool| {
        let mut ecoles: Vec<Id> = echeances
            .iter()
            .filter(|e| garde(e))
            .map(|e| e.ecole)
            .collect();
        ecoles.sort_unstable();
        ecoles.dedup();
        ecoles
    };
    let finis = schools(&|e| e.tranche(au) == Tranche::Fini).len();
    let bientot = "abonnements finissant dans les 6 mois";
    let petit = if finis > 0 {
        format!("{bientot} · {}", compte(finis, "déjà fini", "déjà finis"))
    } else {
        bientot.to_owned()
    };
    Chiffre {
        grand: String::new(),
        petit,
        titre: "Abonnements finissant dans les 6 mois",
        ecoles: schools(&|e| e.finit_dans(BIENTOT, au)),
    }
    .counted()
}

impl Chiffre {
    /// The figure is the number of schools.
    fn counted(self) -> Self {
        Self {
            grand: entier(self.ecoles.len()),
            ..self
        }
    }
}

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, chiffres: &[Chiffre]) {
    let espace = 12.0;
    let par_ligne = if ui.available_width() > 780.0 {
        chiffres.len()
    } else {
        3
    };
    // Narrow cards wrap to more lines.
    let hauteur = if par_ligne > 3 { 92.0 } else { 66.0 };
    let largeur = (ui.available_width() - espace * (par_ligne as f32 - 1.0)) / par_ligne as f32;
    for rangee in chiffres.chunks(par_ligne) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = espace;
            for chiffre in rangee {
                figure_ui(ui, ctx, chiffre, vec2(largeur, hauteur));
            }
        });
        ui.add_space(2.0);
    }
}

fn figure_ui(ui: &mut Ui, ctx: &PageCtx<'_>, chiffre: &Chiffre, taille: egui::Vec2) {
    let t = Tokens::of(ui);
    let carte = egui::Frame::new()
        .fill(t.surface)
        .stroke(egui::Stroke::new(1.0, t.filet))
        .corner_radius(8)
        .inner_margin(egui::Margin::same(12));
    let dessinee = carte.show(ui, |ui| {
        ui.set_width(taille.x - 26.0);
        ui.set_min_height(taille.y);
        ui.vertical(|ui| {
            ui.label(theme::chiffre(&chiffre.grand));
            ui.add(egui::Label::new(theme::petit(ui, &chiffre.petit)).wrap());
        });
    });
    let reponse = ui.interact(
        dessinee.response.rect,
        ui.scope_id().with(chiffre.titre),
        egui::Sense::click(),
    );
    reponse.widget_info(|| {
        let nom = format!(
            "{} : {}, {}. Voir les écoles",
            chiffre.titre, chiffre.grand, chiffre.petit
        );
        egui::WidgetInfo::labeled(egui::Role::Button, true, nom)
    });
    if reponse.hovered() || reponse.has_focus() {
        ui.painter().rect_stroke(
            reponse.rect,
            8.0,
            egui::Stroke::new(1.5, t.accent),
            egui::StrokeKind::Inside,
        );
    }
    if reponse.clicked() {
        open(ctx, chiffre.titre, &chiffre.ecoles);
    }
}
