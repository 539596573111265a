//! *Tableau de bord*: where the roll-out stands, in figures, a curve and two tables. Every figure
//! opens the schools behind it.

mod chiffres;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use egui::{RichText, Ui, vec2};

use self::chiffres::Chiffre;
use super::theme::{self, Tokens};
use super::widgets::courbe as dessin;
use super::{Cached, PageCtx};
use crate::command::{Command, Page};
use crate::domain::bilan::{Bilan, NON_RENSEIGNE, Par, Population, bilan};
use crate::domain::courbe::{Courbe, courbe};
use crate::domain::nombre::{compte, entier};
use crate::domain::{AnneeScolaire, Faits, Id, Regle, Situation};

/// Lines of a table before « et n autres ».
const LIGNES: usize = 12;

/// All that the page shows at one date.
struct Vue {
    chiffres: Vec<Chiffre>,
    courbe: Courbe,
    secteurs: Bilan,
    communes: Bilan,
    /// Schools of each group, to open them.
    par_secteur: BTreeMap<String, Vec<Id>>,
    par_commune: BTreeMap<String, Vec<Id>>,
}

/// What the page remembers.
#[derive(Default)]
pub struct TableauDeBordPage {
    vue: Cached<(NaiveDate, Regle), Vue>,
}

impl TableauDeBordPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            empty_ui(ui, ctx);
            return;
        }
        let vue = self
            .vue
            .get((ctx.au, ctx.regle), ctx.revision, |&(au, regle)| {
                make(ctx.faits, au, regle)
            });
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            chiffres::show(ui, ctx, &vue.chiffres);
            ui.add_space(12.0);
            theme::carte(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(theme::sous_titre("Écoles avec ENT, par solution"));
                ui.add_space(4.0);
                dessin::show(ui, &vue.courbe, 230.0);
                egui::CollapsingHeader::new(theme::petit(ui, "La même chose en tableau"))
                    .id_salt("courbe")
                    .show(ui, |ui| {
                        egui::ScrollArea::horizontal().show(ui, |ui| dessin::table(ui, &vue.courbe));
                    });
            });
            ui.add_space(12.0);
            ui.columns(2, |cols| {
                let [gauche, droite] = cols else { return };
                groups_ui(gauche, ctx, "Par secteur de collège", &vue.secteurs, &vue.par_secteur);
                groups_ui(droite, ctx, "Par commune", &vue.communes, &vue.par_commune);
            });
            ui.add_space(8.0);
            ui.label(theme::petit(
                ui,
                format!(
                    "Écoles publiques ouvertes à cette date. Une école compte « avec ENT » pour {}.",
                    ctx.regle.libelle()
                ),
            ));
        });
    }
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::titre("Bienvenue dans votre carnet"));
        ui.label("Il est encore vide. Importez l’annuaire officiel, gardez votre circonscription, puis notez quelle école a quel ENT : la courbe se dessine ici.");
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Importer l’annuaire").clicked() {
            ctx.commands.send(Command::Aller(Page::Importer));
        }
    });
}

fn make(faits: &Faits, au: NaiveDate, regle: Regle) -> Vue {
    let population = Population::Public;
    let mut par_secteur: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    let mut par_commune: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    for (ecole, s) in counted(faits, au) {
        let secteur = faits.secteur(s).map_or(NON_RENSEIGNE, |x| x.nom.as_str());
        par_secteur
            .entry(secteur.to_owned())
            .or_default()
            .push(ecole);
        let commune = s.commune_nom.as_deref().unwrap_or(NON_RENSEIGNE);
        par_commune
            .entry(commune.to_owned())
            .or_default()
            .push(ecole);
    }
    Vue {
        chiffres: chiffres::figures(faits, au, regle),
        courbe: courbe(faits, first_day(faits, au), au, regle, population),
        secteurs: bilan(faits, au, Par::Secteur, regle, population),
        communes: bilan(faits, au, Par::Commune, regle, population),
        par_secteur,
        par_commune,
    }
}

/// The public schools open on `au`.
fn counted(faits: &Faits, au: NaiveDate) -> impl Iterator<Item = (Id, &Situation)> {
    faits
        .ouvertes_au(au)
        .filter(|(_, s)| Population::Public.contains(s.statut))
        .map(|(e, s)| (e.id, s))
}

/// The first day of the school year of the first deployment, at least two years back.
fn first_day(faits: &Faits, au: NaiveDate) -> NaiveDate {
    let premier = faits
        .deploiements
        .values()
        .flatten()
        .filter_map(|d| d.debut)
        .min();
    let deux_ans = AnneeScolaire::of(au).precedente().debut();
    AnneeScolaire::of(premier.unwrap_or(au).min(deux_ans)).debut()
}

fn open(ctx: &PageCtx<'_>, titre: &str, ecoles: &[Id]) {
    ctx.commands.send(Command::MontrerEcoles {
        titre: titre.to_owned(),
        ecoles: ecoles.to_vec(),
    });
}

fn groups_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    titre: &str,
    bilan: &Bilan,
    ecoles: &BTreeMap<String, Vec<Id>>,
) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre(titre));
        ui.add_space(4.0);
        let mut lignes: Vec<_> = bilan.lignes.iter().collect();
        // The largest groups first: that is where most schools are.
        lignes.sort_by_key(|l| std::cmp::Reverse(l.compte.ecoles));
        for ligne in lignes.iter().take(LIGNES) {
            let reponse = bar_ui(
                ui,
                &ligne.groupe,
                ligne.compte.avec_ent,
                ligne.compte.ecoles,
            );
            if reponse.clicked() {
                open(
                    ctx,
                    &ligne.groupe,
                    ecoles.get(&ligne.groupe).map_or(&[], Vec::as_slice),
                );
            }
        }
        if let Some(reste) = lignes.get(LIGNES..).filter(|r| !r.is_empty()) {
            let (avec, tout) = reste.iter().fold((0, 0), |(a, t), l| {
                (a + l.compte.avec_ent, t + l.compte.ecoles)
            });
            ui.label(theme::petit(
                ui,
                format!(
                    "et {} : {} sur {}",
                    compte(reste.len(), "autre", "autres"),
                    entier(avec),
                    entier(tout)
                ),
            ));
        }
    });
}

/// One group: its name, a bar, « 15 sur 16 ».
fn bar_ui(ui: &mut Ui, nom: &str, avec: u64, tout: u64) -> egui::Response {
    let t = Tokens::of(ui);
    let (rect, reponse) =
        ui.allocate_exact_size(vec2(ui.available_width(), 24.0), egui::Sense::click());
    let sur = format!("{} sur {}", entier(avec), entier(tout));
    reponse.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Button,
            true,
            format!("{nom} : {sur}. Voir les écoles"),
        )
    });
    if reponse.hovered() || reponse.has_focus() {
        ui.painter().rect_filled(rect, 4.0, t.accent_fond);
    }
    let mut nom_rect = rect;
    nom_rect.set_width(rect.width() * 0.5);
    let mut job = egui::text::LayoutJob::simple_singleline(
        nom.to_owned(),
        egui::FontId::proportional(13.0),
        t.encre,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(nom_rect.width() - 10.0);
    let galley = ui.painter().layout_job(job);
    let place = egui::pos2(
        nom_rect.left() + 4.0,
        rect.center().y - galley.size().y / 2.0,
    );
    ui.painter().galley(place, galley, t.encre);
    let barre = egui::Rect::from_min_max(
        egui::pos2(nom_rect.right(), rect.center().y - 6.0),
        egui::pos2(rect.right() - 84.0, rect.center().y + 6.0),
    );
    ui.painter().rect_filled(barre, 3.0, t.filet);
    let mut plein = barre;
    plein.set_width(
        barre.width()
            * if tout == 0 {
                0.0
            } else {
                avec as f32 / tout as f32
            },
    );
    ui.painter().rect_filled(plein, 3.0, t.accent);
    let texte = RichText::new(sur);
    ui.painter().text(
        egui::pos2(rect.right() - 4.0, rect.center().y),
        egui::Align2::RIGHT_CENTER,
        texte.text(),
        egui::FontId::proportional(13.0),
        t.encre,
    );
    reponse
}
