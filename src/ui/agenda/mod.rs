//! *Agenda*: what stands on each day, by month or by week, and the holidays of the zone.
//!
//! By keyboard: arrows go by day and by week, Page Up and Page Down by month, T to today, Enter
//! begins a visit on the day chosen. Reading order: `grille` (the days), `jour` (one day),
//! `conges` (the holidays).

mod conges;
mod grille;
mod jour;

use std::sync::Arc;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use egui::{Align, Key, Layout, Modifiers, Rect, Ui};

use self::conges::CongesOnglet;
use super::suivi::tab_ui;
use super::widgets::nommer;
use super::{Cached, PageCtx, theme};
use crate::command::Command;
use crate::domain::agenda::{Entree, entrees};
use crate::domain::calendrier::{droit_local, lundi, periodes};
use crate::domain::date::mois;
use crate::domain::{AnneeScolaire, Conge, calendrier};

/// Width of the day beside the days, in points.
const JOUR: f32 = 320.0;
/// Room that the school year needs, in points.
const ANNEE: f32 = 160.0;
/// Below this width, in points, the day stands under the days.
const DEUX: f32 = 640.0;

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Mois,
    Semaine,
    Conges,
}

impl Onglet {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Mois, "Mois"),
        (Self::Semaine, "Semaine"),
        (Self::Conges, "Congés"),
    ];
}

/// All that is shown of a stretch of days.
struct Vue {
    /// First and last day shown, both included: whole weeks.
    de: NaiveDate,
    a: NaiveDate,
    /// In order of day.
    entrees: Vec<Entree>,
    conges: Vec<Conge>,
    periodes: Vec<calendrier::Periode>,
    droit_local: bool,
}

impl Vue {
    fn of(ctx: &PageCtx<'_>, de: NaiveDate, a: NaiveDate) -> Self {
        let conges = &ctx.faits.terrain.conges;
        let premiere = AnneeScolaire::of(de);
        let derniere = AnneeScolaire::of(a);
        let mut toutes = periodes(conges, premiere);
        if derniere != premiere {
            toutes.extend(periodes(conges, derniere));
        }
        Self {
            de,
            a,
            entrees: entrees(ctx.faits, de, a, ctx.aujourdhui),
            conges: conges
                .iter()
                .filter(|c| c.debut <= a && de <= c.fin)
                .cloned()
                .collect(),
            periodes: toutes,
            droit_local: droit_local(ctx.faits, ctx.aujourdhui),
        }
    }

    /// What stands on this day.
    fn du_jour(&self, jour: NaiveDate) -> &[Entree] {
        let debut = self.entrees.partition_point(|e| e.jour < jour);
        let fin = self.entrees.partition_point(|e| e.jour <= jour);
        self.entrees.get(debut..fin).unwrap_or_default()
    }

    fn conge(&self, jour: NaiveDate) -> Option<&Conge> {
        calendrier::conge_du(&self.conges, jour)
    }

    fn periode(&self, jour: NaiveDate) -> Option<&calendrier::Periode> {
        self.periodes.iter().find(|p| p.contains(jour))
    }

    fn ferie(&self, jour: NaiveDate) -> Option<&'static str> {
        calendrier::jour_ferie(jour, self.droit_local)
    }
}

/// What the page remembers.
#[derive(Default)]
pub struct AgendaPage {
    onglet: Onglet,
    /// `None` = today.
    choisi: Option<NaiveDate>,
    vue: Cached<(NaiveDate, NaiveDate, NaiveDate), Arc<Vue>>,
    conges: CongesOnglet,
}

impl AgendaPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let rect = ui.available_rect_before_wrap();
        if self.onglet == Onglet::Conges {
            theme::carte_pleine(ui, rect, |ui| {
                self.tabs_ui(ui);
                ui.add_space(6.0);
                self.conges.ui(ui, ctx);
            });
            return;
        }
        self.keys(ui, ctx);
        let [gauche, droite] = split(rect);
        let jour = self.choisi.unwrap_or(ctx.aujourdhui);
        let vue = self.vue(ctx, jour);
        theme::carte_pleine(ui, gauche, |ui| {
            self.header_ui(ui, jour);
            ui.add_space(4.0);
            let mois = (self.onglet == Onglet::Mois).then_some(jour.month());
            if let Some(autre) = grille::show(ui, ctx, &vue, jour, mois) {
                self.choisi = Some(autre);
            }
        });
        theme::carte_pleine(ui, droite, |ui| jour::show(ui, ctx, &vue, jour));
    }

    fn vue(&mut self, ctx: &PageCtx<'_>, jour: NaiveDate) -> Arc<Vue> {
        let (de, a) = match self.onglet {
            Onglet::Semaine => (lundi(jour), dimanche(jour)),
            Onglet::Mois | Onglet::Conges => {
                let premier = jour.with_day(1).unwrap_or(jour);
                let dernier = premier
                    .checked_add_months(Months::new(1))
                    .and_then(|d| d.pred_opt());
                (lundi(premier), dimanche(dernier.unwrap_or(premier)))
            }
        };
        let question = (de, a, ctx.aujourdhui);
        let vue = self
            .vue
            .get(question, ctx.revision, |_| Arc::new(Vue::of(ctx, de, a)));
        Arc::clone(vue)
    }

    fn tabs_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            for (onglet, nom) in Onglet::ALL {
                if tab_ui(ui, nom, self.onglet == onglet).clicked() {
                    self.onglet = onglet;
                }
            }
        });
    }

    fn header_ui(&mut self, ui: &mut Ui, jour: NaiveDate) {
        self.tabs_ui(ui);
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            let (avant, apres) = match self.onglet {
                Onglet::Semaine => ("Semaine précédente", "Semaine suivante"),
                Onglet::Mois | Onglet::Conges => ("Mois précédent", "Mois suivant"),
            };
            for (signe, nom, sens) in [("◀", avant, -1), ("▶", apres, 1)] {
                let bouton = ui.button(signe).on_hover_text(nom);
                nommer(&bouton, nom);
                if bouton.clicked() {
                    self.choisi = Some(match self.onglet {
                        Onglet::Semaine => by_days(jour, 7 * sens),
                        Onglet::Mois | Onglet::Conges => by_months(jour, sens),
                    });
                }
            }
            let nom = format!("{} {}", mois(jour.month()), jour.year());
            if self.onglet == Onglet::Semaine {
                let semaine = format!("Semaine {}", jour.iso_week().week());
                ui.label(theme::titre(semaine));
                ui.label(theme::petit(ui, nom));
            } else {
                ui.label(theme::titre(capital(&nom)));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let bouton = ui.button("Aujourd’hui  T");
                nommer(&bouton, "Aujourd’hui");
                if bouton.clicked() {
                    self.choisi = None;
                }
                let annee = format!("année scolaire {}", AnneeScolaire::of(jour));
                if ui.available_width() > ANNEE {
                    ui.label(theme::petit(ui, annee));
                }
            });
        });
    }

    /// The keys of the days, when no field nor menu has the keyboard.
    fn keys(&mut self, ui: &Ui, ctx: &PageCtx<'_>) {
        let ailleurs = ui.memory(|m| m.focused().is_some()) || egui::Popup::is_any_open(ui);
        if ailleurs {
            return;
        }
        let jour = self.choisi.unwrap_or(ctx.aujourdhui);
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let autre = match () {
            () if pressed(Key::ArrowLeft) => by_days(jour, -1),
            () if pressed(Key::ArrowRight) => by_days(jour, 1),
            () if pressed(Key::ArrowUp) => by_days(jour, -7),
            () if pressed(Key::ArrowDown) => by_days(jour, 7),
            () if pressed(Key::PageUp) => by_months(jour, -1),
            () if pressed(Key::PageDown) => by_months(jour, 1),
            () if pressed(Key::T) => ctx.aujourdhui,
            () if pressed(Key::Enter) => {
                ctx.commands.send(Command::NouvelleVisiteLe(jour));
                return;
            }
            () => return,
        };
        self.choisi = Some(autre);
    }
}

/// « Mars 2026 ».
fn capital(nom: &str) -> String {
    let mut lettres = nom.chars();
    let premiere = lettres.next().map(char::to_uppercase);
    premiere.into_iter().flatten().chain(lettres).collect()
}

fn dimanche(jour: NaiveDate) -> NaiveDate {
    by_days(lundi(jour), 6)
}

fn by_days(jour: NaiveDate, jours: i64) -> NaiveDate {
    let pas = Days::new(jours.unsigned_abs());
    let autre = if jours < 0 {
        jour.checked_sub_days(pas)
    } else {
        jour.checked_add_days(pas)
    };
    autre.unwrap_or(jour)
}

/// The same day of another month, or its last one.
fn by_months(jour: NaiveDate, sens: i64) -> NaiveDate {
    let autre = if sens < 0 {
        jour.checked_sub_months(Months::new(1))
    } else {
        jour.checked_add_months(Months::new(1))
    };
    autre.unwrap_or(jour)
}

/// The days and the day chosen, side by side or one under the other.
fn split(rect: Rect) -> [Rect; 2] {
    if rect.width() < DEUX {
        let (haut, bas) = rect.split_top_bottom_at_fraction(0.6);
        return [haut.with_max_y(haut.bottom() - 12.0), bas];
    }
    let largeur = JOUR.min(rect.width() * 0.33);
    let (gauche, droite) = rect.split_left_right_at_x(rect.right() - largeur);
    [gauche.with_max_x(gauche.right() - 12.0), droite]
}
