//! *Tableau de bord*: where the roll-out stands, in figures, a curve and two tables. Every figure
//! opens the schools behind it.

mod chiffres;

use chrono::NaiveDate;
use egui::{Ui, vec2};

use self::chiffres::Chiffre;
use super::theme::{self, Tokens};
use super::widgets::courbe as dessin;
use super::{Cached, PageCtx};
use crate::command::{Command, Page};
use crate::domain::bilan::{Bilan, Ligne, Par, Population, bilan};
use crate::domain::courbe::{Courbe, courbe};
use crate::domain::nombre::{compte, entier};
use crate::domain::{AnneeScolaire, Faits, Groupe, Id, Regle, Situation};

/// Lines of a table before « et n autres ».
const LIGNES: usize = 12;

/// All that the page shows at one date.
struct Vue {
    chiffres: Vec<Chiffre>,
    courbe: Courbe,
    secteurs: Bilan,
    communes: Bilan,
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
                groups_ui(gauche, ctx, "Par secteur de collège", &vue.secteurs);
                groups_ui(droite, ctx, "Par commune", &vue.communes);
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
    Vue {
        chiffres: chiffres::figures(faits, au, regle),
        courbe: courbe(faits, first_day(faits, au), au, regle, population),
        secteurs: bilan(faits, au, Par::Secteur, regle, population),
        communes: bilan(faits, au, Par::Commune, regle, population),
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

/// The schools a line of a table counts.
fn members(ctx: &PageCtx<'_>, par: Par, ligne: &Ligne) -> Vec<Id> {
    let Some(sorte) = par.groupes() else {
        return Vec::new();
    };
    counted(ctx.faits, ctx.au)
        .filter(|(_, s)| Groupe::de(sorte, ctx.faits, s) == ligne.cle)
        .map(|(id, _)| id)
        .collect()
}

fn groups_ui(ui: &mut Ui, ctx: &PageCtx<'_>, titre: &str, bilan: &Bilan) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre(titre));
        ui.add_space(4.0);
        let mut lignes: Vec<_> = bilan.lignes.iter().collect();
        // The largest groups first: that is where most schools are.
        lignes.sort_by_key(|l| std::cmp::Reverse(l.compte.ecoles));
        for ligne in lignes.iter().take(LIGNES) {
            let [nom, barre] = bar_ui(ui, titre, ligne);
            if barre.clicked() || (ligne.cle.is_none() && nom.clicked()) {
                open(ctx, &ligne.groupe, &members(ctx, bilan.par, ligne));
            } else if nom.clicked()
                && let Some(groupe) = &ligne.cle
            {
                ctx.commands.send(Command::MontrerGroupe(groupe.clone()));
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

/// One group: its name, which opens its sheet, then a bar and « 15 sur 16 », which open its schools.
fn bar_ui(ui: &mut Ui, tableau: &str, ligne: &Ligne) -> [egui::Response; 2] {
    let t = Tokens::of(ui);
    let (avec, tout) = (ligne.compte.avec_ent, ligne.compte.ecoles);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 24.0));
    let (nom_rect, barre_rect) = rect.split_left_right_at_fraction(0.5);
    let id = egui::Id::unique((tableau, &ligne.groupe, &ligne.code));
    let nom = ui.interact(nom_rect, id.with("nom"), egui::Sense::click());
    nom.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &ligne.groupe));
    let reponse = ui.interact(barre_rect, id.with("barre"), egui::Sense::click());
    let sur = format!("{} sur {}", entier(avec), entier(tout));
    reponse.widget_info(|| {
        let texte = format!("{} : {sur}. Voir les écoles", ligne.groupe);
        egui::WidgetInfo::labeled(egui::Role::Button, true, texte)
    });
    for (partie, cadre) in [(&nom, nom_rect), (&reponse, barre_rect)] {
        if partie.hovered() || partie.has_focus() {
            ui.painter().rect_filled(cadre, 4.0, t.accent_fond);
        }
    }
    let encre = if nom.hovered() { t.accent } else { t.encre };
    let mut job = egui::text::LayoutJob::simple_singleline(
        ligne.groupe.clone(),
        egui::FontId::proportional(13.0),
        encre,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(nom_rect.width() - 10.0);
    let galley = ui.painter().layout_job(job);
    let place = egui::pos2(
        nom_rect.left() + 4.0,
        rect.center().y - galley.size().y / 2.0,
    );
    ui.painter().galley(place, galley, encre);
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
    ui.painter().text(
        egui::pos2(rect.right() - 4.0, rect.center().y),
        egui::Align2::RIGHT_CENTER,
        sur,
        egui::FontId::proportional(13.0),
        t.encre,
    );
    [nom, reponse]
}
