//! *Usages mesurés*: what the audience measure (DNMA) saw, beside what is declared.
//!
//! `source` reads the measures, `vue` computes what is shown of some schools, `portee_ui` chooses
//! them, and each tab draws: `courbe`, `parts_ui` (profiles and services), `ecarts_ui` (declared
//! against measured).

mod courbe;
mod ecarts_ui;
mod parts_ui;
mod portee_ui;
mod source;
mod vue;

use std::sync::Arc;

use chrono::NaiveDate;
use egui::Ui;

use self::portee_ui::ChoixPortee;
pub use self::source::{Source, depuis};
use self::vue::{Portee, Vue};
use super::theme;
use super::{Cached, PageCtx};
use crate::command::{Command, Page};
use crate::domain::Id;
use crate::domain::audience::{Audience, Profil, Service};
use crate::domain::calendrier::lundi;
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier};
use crate::ui::widgets::choix::choix_court;

/// Height of the curve, in points: the most, and what is kept for the rest of the page.
const COURBE: f32 = 420.0;
const RESTE: f32 = 90.0;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Courbe,
    Profils,
    Services,
    Ecarts,
}

impl Onglet {
    const ALL: [Self; 4] = [Self::Courbe, Self::Profils, Self::Services, Self::Ecarts];

    const fn libelle(self) -> &'static str {
        match self {
            Self::Courbe => "Semaine par semaine",
            Self::Profils => "Profils",
            Self::Services => "Services",
            Self::Ecarts => "Déclaré / constaté",
        }
    }
}

/// What the page remembers.
#[derive(Default)]
pub struct AudiencePage {
    source: Source,
    choix: ChoixPortee,
    portee: Portee,
    onglet: Onglet,
    profil: Option<Profil>,
    /// The curve as a table.
    en_texte: bool,
    vue: Cached<(Portee, NaiveDate), Vue>,
    services: Cached<(Portee, NaiveDate), Vec<Service>>,
}

impl AudiencePage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.label(theme::titre("Usages mesurés"));
        if !self.source.has_any(ctx) {
            empty_ui(ui, ctx);
            return;
        }
        let Some(audience) = self.source.audience(ctx) else {
            waiting_ui(ui);
            return;
        };
        ui.horizontal_wrapped(|ui| {
            self.choix.ui(ui, ctx, &mut self.portee);
            if let Portee::Ecole(id) = self.portee {
                self.school_ui(ui, ctx, id);
            }
        });
        ui.add_space(4.0);
        let ecarts = self.source.contradictions(ctx);
        let nombre = ecarts.as_ref().map_or(0, |c| c.nombre());
        ui.horizontal_wrapped(|ui| {
            for onglet in Onglet::ALL {
                let mut texte = onglet.libelle().to_owned();
                if onglet == Onglet::Ecarts && nombre > 0 {
                    texte = format!("{texte} ({})", entier(nombre));
                }
                if ui.selectable_label(self.onglet == onglet, texte).clicked() {
                    self.onglet = onglet;
                }
            }
        });
        ui.add_space(6.0);
        let rect = ui.available_rect_before_wrap();
        theme::carte_pleine(ui, rect, |ui| {
            if self.onglet == Onglet::Ecarts {
                if let Some(ecarts) = &ecarts
                    && let Some(ecole) = ecarts_ui::show(ui, ctx, ecarts)
                {
                    self.choix.show_school(&mut self.portee, ecole);
                    self.onglet = Onglet::Courbe;
                }
                return;
            }
            self.measures_ui(ui, ctx, &audience);
        });
    }

    /// The school looked at, which leads to its sheet.
    fn school_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, id: Id) {
        if let Some(ecole) = ctx.faits.ecole(id)
            && ui.link(&*ecole.au(ctx.au).0.nom).clicked()
        {
            ctx.commands.send(Command::MontrerEcole(id));
        }
        if ui.button("Toutes les écoles").clicked() {
            self.choix = ChoixPortee::default();
            self.portee = Portee::Carnet;
        }
    }

    fn measures_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, audience: &Arc<Audience>) {
        let question = (self.portee.clone(), ctx.au);
        let vue = self
            .vue
            .get(question.clone(), ctx.revision, |(portee, au)| {
                Vue::new(ctx.faits, audience, portee, *au)
            });
        let Some(derniere) = vue.derniere() else {
            let texte = format!(
                "Aucune mesure de ces écoles entre le {} et le {}.",
                date_longue(depuis(ctx.au)),
                date_longue(ctx.au)
            );
            ui.label(texte);
            return;
        };
        match self.onglet {
            Onglet::Courbe => {
                let connus = |p: &Profil| vue.serie.iter().any(|s| s.visites_de(*p).is_some());
                let profils: Vec<Profil> = Profil::ALL.into_iter().filter(connus).collect();
                let profil = self
                    .profil
                    .filter(|p| profils.contains(p))
                    .or_else(|| profils.first().copied())
                    .unwrap_or(Profil::Globales);
                ui.horizontal_wrapped(|ui| {
                    let id = egui::Id::unique("profil de la courbe");
                    let options = profils.into_iter().map(|p| (p, p.libelle().to_owned()));
                    if let Some(choisi) = choix_court(ui, id, "Visites de", 170.0, &profil, options)
                    {
                        self.profil = Some(choisi);
                    }
                    ui.toggle_value(&mut self.en_texte, "En texte");
                    ui.label(theme::petit(
                        ui,
                        format!(
                            "{}\u{202f}: {} · {} sur {}",
                            courbe::week(derniere.lundi),
                            derniere.visites_de(profil).map_or_else(
                                || "aucune visite mesurée".to_owned(),
                                |n| compte(
                                    usize::try_from(n).unwrap_or(usize::MAX),
                                    "visite",
                                    "visites"
                                )
                            ),
                            compte(derniere.ecoles as usize, "école mesure", "écoles mesurent"),
                            entier(vue.ecoles.len())
                        ),
                    ));
                });
                ui.add_space(4.0);
                if self.en_texte {
                    courbe::table(ui, &vue.serie);
                    return;
                }
                let hauteur = (ui.available_height() - RESTE).clamp(140.0, COURBE);
                courbe::show(ui, &vue.serie, profil, hauteur);
                ui.add_space(4.0);
                ui.add(
                    egui::Label::new(theme::petit(
                        ui,
                        "Visites par semaine, sommées sur les écoles qui mesurent. Bandes\u{202f}: \
                         semaines sans classe. Un trou n’est pas un zéro\u{202f}: personne n’a mesuré.",
                    ))
                    .wrap(),
                );
                parts_ui::dead(ui, vue);
            }
            Onglet::Profils => parts_ui::profiles(ui, vue),
            Onglet::Services => {
                // The year before tells of a service that says nothing any more.
                let services =
                    self.services
                        .get_from(question, ctx.revision, ctx.store, |(_, au), store| {
                            let mut services = store
                                .services(depuis(*au), lundi(*au), Some(&vue.ecoles))
                                .unwrap_or_default();
                            services.sort_by_key(|s| std::cmp::Reverse(s.visites_de(vue.annee)));
                            services
                        });
                match services.known() {
                    Some(services) => {
                        let fin = services.iter().filter_map(Service::derniere).max();
                        parts_ui::services(ui, vue, services, fin);
                    }
                    None => waiting_ui(ui),
                }
            }
            Onglet::Ecarts => {}
        }
    }
}

fn waiting_ui(ui: &mut Ui) {
    ui.label(theme::petit(
        ui,
        "Un travail est en cours\u{202f}: les mesures reviennent ensuite.",
    ));
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    ui.add_space(4.0);
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Aucune mesure d’audience dans ce carnet"));
        ui.label(
            "Le ministère publie les visites des ENT par école et par semaine (DNMA). Importez le \
             jeu fr-en-dnma-par-uai-profils, filtré sur votre académie\u{202f}: seules vos écoles \
             sont gardées, et ce qui est mesuré se compare à ce que vous avez déclaré.",
        );
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Importer une mesure d’audience").clicked() {
            ctx.commands.send(Command::Aller(Page::Importer));
        }
    });
}
