//! *Tournée*: the schools to see first and why; those that are ticked make a list to copy or to
//! print.

mod feuille;
mod liste;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Key, Modifiers, Rect, Ui};

use self::liste::Rang;
use super::ecoles::split;
use super::widgets::cherche_ecole::ChercheEcole;
use super::widgets::choix::choix_court;
use super::widgets::clavier::{Touche, touche};
use super::{Cached, PageCtx, ecoles, theme};
use crate::command::Command;
use crate::domain::groupe::SorteGroupe;
use crate::domain::nombre::compte;
use crate::domain::tournee::{AVoir, Demande, SANS_VISITE, tournee};
use crate::domain::{Id, Population};

/// Width of the list that is being made, in points.
const FEUILLE: f32 = 340.0;

/// The name of the list, for those who do not see it.
const CLAVIER: &str =
    "Écoles à voir : flèches pour choisir, Espace pour cocher, Entrée pour ouvrir l’école";

/// What one chose on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Choix {
    par: Option<SorteGroupe>,
    sans_visite: u32,
    population: Population,
    depuis: Option<Id>,
}

impl Default for Choix {
    fn default() -> Self {
        Self {
            par: Some(SorteGroupe::Secteur),
            sans_visite: SANS_VISITE,
            population: Population::default(),
            depuis: None,
        }
    }
}

/// The schools and the rows that show them.
#[derive(Default)]
struct Vue {
    demande: Option<Demande>,
    a_voir: Vec<AVoir>,
    rangs: Vec<Rang>,
    /// The rows of `rangs` that are schools.
    lignes: Vec<usize>,
}

/// What the page remembers.
#[derive(Default)]
pub struct TourneePage {
    choix: Choix,
    vue: Cached<Demande, Arc<Vue>>,
    montree: Arc<Vue>,
    cochees: BTreeSet<Id>,
    depart: ChercheEcole,
    /// Chosen line, groups apart.
    position: Option<usize>,
    scroll: bool,
    /// Where the list is to go.
    chemin: String,
}

impl TourneePage {
    /// What is asked of the tour.
    pub fn demande(&self) -> Demande {
        let connue = self.montree.demande.clone();
        connue.unwrap_or_else(|| Demande::au(chrono::NaiveDate::MIN))
    }

    /// The schools that are ticked, in the order of the tour.
    pub fn choisies(&self) -> Vec<AVoir> {
        let cochees = self.montree.a_voir.iter();
        cochees
            .filter(|v| self.cochees.contains(&v.ecole))
            .cloned()
            .collect()
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            ecoles::empty_ui(ui, ctx);
            return;
        }
        self.refresh(ctx);
        let choisies = self.choisies();
        let rect = ui.available_rect_before_wrap();
        let [gauche, droite] = split(rect, !choisies.is_empty(), FEUILLE.min(rect.width() * 0.36));
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| self.list_ui(ui, ctx));
        }
        if !choisies.is_empty() {
            theme::carte_pleine(ui, droite, |ui| self.sheet_ui(ui, ctx, &choisies));
        }
    }

    fn refresh(&mut self, ctx: &PageCtx<'_>) {
        let demande = Demande {
            sans_visite: self.choix.sans_visite,
            population: self.choix.population,
            depuis: self.choix.depuis,
            par: self.choix.par,
            ..Demande::au(ctx.aujourdhui)
        }
        .pour(&ctx.preferences.personne, &ctx.preferences.fonction);
        let vue = self.vue.get(demande, ctx.revision, |demande| {
            let a_voir = tournee(ctx.faits, demande);
            let (rangs, lignes) = liste::rangs(&a_voir);
            Arc::new(Vue {
                demande: Some(demande.clone()),
                a_voir,
                rangs,
                lignes,
            })
        });
        self.montree = Arc::clone(vue);
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        self.choices_ui(ui, ctx);
        let vue = Arc::clone(&self.montree);
        let mut dit = compte(vue.a_voir.len(), "école à voir", "écoles à voir");
        let sans = vue.a_voir.iter().filter(|v| v.sans_position).count();
        if self.choix.depuis.is_some() && sans > 0 {
            let n = compte(
                sans,
                "sans coordonnées, en dernier",
                "sans coordonnées, en dernier",
            );
            dit = format!("{dit} · {n} · distances à vol d’oiseau");
        }
        if ctx.preferences.personne.is_empty() && ctx.preferences.fonction.is_empty() {
            dit = format!("{dit} · dites qui vous êtes dans Réglages pour voir ce qui vous attend");
        }
        ui.add(egui::Label::new(theme::petit(ui, dit)).truncate());
        ui.add_space(4.0);
        if vue.a_voir.is_empty() {
            ui.label(theme::sous_titre("Aucune école à aller voir"));
            ui.label(
                "Toutes ont été vues récemment, rien n’est en retard et aucun abonnement ne finit \
                 bientôt.",
            );
            return;
        }
        let zone = ui.available_rect_before_wrap();
        self.keys(ui, ctx, &vue, zone);
        let choisie = self.position.and_then(|n| vue.lignes.get(n)).copied();
        let scroll = std::mem::take(&mut self.scroll)
            .then_some(choisie)
            .flatten();
        let ou = liste::Etat {
            choisie,
            vers: scroll,
            hauteur: zone.height(),
            distances: self.choix.depuis.is_some(),
        };
        if let Some(geste) = liste::show(ui, &vue.a_voir, &vue.rangs, &ou, &self.cochees) {
            match geste {
                liste::Geste::Cocher(id) => self.tick(id),
                liste::Geste::Ouvrir(id) => ctx.commands.send(Command::MontrerEcole(id)),
            }
        }
    }

    fn tick(&mut self, id: Id) {
        if !self.cochees.remove(&id) {
            self.cochees.insert(id);
        }
    }

    fn keys(&mut self, ui: &Ui, ctx: &PageCtx<'_>, vue: &Vue, zone: Rect) {
        let au = |n: usize| match vue.lignes.get(n).map(|&rang| &vue.rangs[rang]) {
            Some(Rang::Ligne(i)) => Some(vue.a_voir[*i].ecole),
            _ => None,
        };
        let ici = self.position.and_then(au);
        match touche(ui, zone, CLAVIER, self.position, vue.lignes.len()) {
            Some(Touche::Aller(n)) => {
                self.position = Some(n);
                self.scroll = true;
            }
            Some(Touche::Etendre(n)) => {
                self.cochees.extend(ici.into_iter().chain(au(n)));
                self.position = Some(n);
                self.scroll = true;
            }
            Some(Touche::Cocher) => {
                if let Some(id) = ici {
                    self.tick(id);
                }
            }
            Some(Touche::ToutCocher) => {
                self.cochees = vue.a_voir.iter().map(|v| v.ecole).collect();
            }
            Some(Touche::Ouvrir) => {
                if let Some(id) = ici {
                    ctx.commands.send(Command::MontrerEcole(id));
                }
            }
            Some(Touche::Laisser) => self.cochees.clear(),
            None => {}
        }
    }

    fn choices_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let id = |nom| egui::Id::unique(("tournée", nom));
            let par = [
                (Some(SorteGroupe::Secteur), "Par secteur"),
                (Some(SorteGroupe::Commune), "Par commune"),
                (None, "Une seule liste"),
            ]
            .map(|(par, nom)| (par, nom.to_owned()));
            let choix = &mut self.choix;
            if let Some(par) = choix_court(ui, id("par"), "Grouper", 120.0, &choix.par, par) {
                choix.par = par;
            }
            let mois = [3, 6, 12, 18, 24].map(|n| (n, format!("Pas vues depuis {n}\u{a0}mois")));
            let nom = "Pas visitées depuis";
            let lue = choix_court(ui, id("mois"), nom, 180.0, &choix.sans_visite, mois);
            choix.sans_visite = lue.unwrap_or(choix.sans_visite);
            let population = [
                (Population::Public, "Publiques"),
                (Population::Prive, "Privées"),
                (Population::Tous, "Toutes"),
            ]
            .map(|(p, nom)| (p, nom.to_owned()));
            let nom = "Écoles de la tournée";
            let lue = choix_court(ui, id("statut"), nom, 96.0, &choix.population, population);
            choix.population = lue.unwrap_or(choix.population);
            match choix.depuis.and_then(|id| ctx.faits.ecole(id)) {
                None => {
                    let depart = self
                        .depart
                        .ui(ui, ctx, "Partir de l’école", &BTreeSet::new());
                    if depart.is_some() {
                        self.choix.depuis = depart;
                        // The list must not take the key for its own.
                        ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
                        ui.memory_mut(|m| {
                            if let Some(focus) = m.focused() {
                                m.surrender_focus(focus);
                            }
                        });
                    }
                }
                Some(ecole) => {
                    let dite = ecole.dite_au(ctx.aujourdhui);
                    ui.label(format!("Depuis {dite}"));
                    let (s, _) = ecole.au(ctx.aujourdhui);
                    if s.latitude.zip(s.longitude).is_none() {
                        let phrase = "▲ sans coordonnées\u{202f}: pas de distances";
                        let couleur = theme::Tokens::of(ui).alerte;
                        ui.label(egui::RichText::new(phrase).small().color(couleur));
                    }
                    let oter = ui.button("✗").on_hover_text("Ne plus partir de là");
                    super::widgets::nommer(&oter, "Ne plus partir de cette école");
                    if oter.clicked() {
                        self.choix.depuis = None;
                    }
                }
            }
        });
    }
}
