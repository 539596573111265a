//! The left of the page: which report, about what, and the charts to take away.

use egui::{Id as Salt, ScrollArea, Ui};

use super::BilansPage;
use crate::command::Command;
use crate::domain::date::{date_courte, date_longue};
use crate::domain::groupe::{SorteGroupe, noms};
use crate::domain::modele_bilan::DemandeBilan;
use crate::domain::nom_graphique::NomGraphique;
use crate::domain::{Groupe, Id, Lecteur, ModeleBilan, Par, Population, Sujet};
use crate::report::graphique::tableau;
use crate::report::graphiques::{DemandeGraphique, graphique};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_chemin::champ_chemin;
use crate::ui::widgets::choix::{choix, choix_court};

/// Sessions and visits offered: the newest ones.
const RECENTES: usize = 200;

/// What the choices offer.
#[derive(Default)]
pub(super) struct Listes {
    circonscriptions: Vec<(Groupe, String)>,
    /// The newest first.
    seances: Vec<(Id, String)>,
    visites: Vec<(Id, String)>,
}

impl Listes {
    fn new(ctx: &PageCtx<'_>) -> Self {
        let faits = ctx.faits;
        let mut circonscriptions: Vec<(Groupe, String)> = noms(faits, ctx.au)
            .into_iter()
            .filter(|(g, ..)| g.sorte() == SorteGroupe::Circonscription)
            .map(|(groupe, nom, _)| (groupe, nom))
            .collect();
        circonscriptions.sort_by_cached_key(|(_, nom)| crate::domain::texte::sans_accents(nom));
        let mut seances: Vec<_> = faits
            .terrain
            .formations
            .values()
            .flat_map(|f| f.seances.iter().map(move |s| (s.le, s.id, &f.titre)))
            .collect();
        seances.sort_by(|a, b| b.cmp(a));
        let seances = seances.into_iter().take(RECENTES).map(|(le, id, titre)| {
            let le = le.map_or_else(|| "sans date".to_owned(), date_courte);
            (id, format!("{le} · {titre}"))
        });
        let mut visites: Vec<_> = faits.terrain.visites.values().flatten().collect();
        visites.sort_by_key(|v| std::cmp::Reverse((v.le, v.id)));
        let visites = visites.into_iter().take(RECENTES).map(|v| {
            let ecole = faits.ecole(v.ecole).map(|e| e.dite_au(v.le));
            let ecole = ecole.unwrap_or_default();
            let mut dit = format!("{} · {ecole}", date_courte(v.le));
            // Two colleagues may have been there on one day.
            if !v.intervenant.is_empty() {
                dit = format!("{dit} · {}", v.intervenant);
            }
            (v.id, dit)
        });
        Self {
            circonscriptions,
            seances: seances.collect(),
            visites: visites.collect(),
        }
    }
}

impl BilansPage {
    pub(super) fn choices_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ScrollArea::vertical()
            .id_salt("choix du bilan")
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                ui.label(theme::sous_titre("Bilan"));
                for modele in ModeleBilan::ALL {
                    let choisi = self.choix.modele == modele;
                    let bouton = ui.selectable_label(choisi, modele.libelle());
                    if bouton.on_hover_text(modele.usage()).clicked() {
                        self.choix.modele = modele;
                    }
                }
                ui.add_space(8.0);
                self.subject_ui(ui, ctx);
                ui.add_space(12.0);
                self.kept_ui(ui, ctx);
                ui.add_space(12.0);
                self.charts_ui(ui, ctx);
                ui.add_space(12.0);
                self.path_ui(ui, ctx);
            });
    }

    /// Where no system dialog answers, the end of the name says the format.
    fn path_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.label(theme::sous_titre("Enregistrer sans dialogue"));
        let nom = "Chemin en .pdf, .xlsx ou .csv";
        if let Some(path) = champ_chemin(ui, &mut self.chemin, nom, "Enregistrer") {
            ctx.commands.send(Command::EnregistrerBilan(path));
        }
    }

    fn subject_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let modele = self.choix.modele;
        ui.label(theme::petit(ui, modele.usage()));
        ui.add_space(4.0);
        let mut listes = std::mem::take(&mut self.listes);
        let connues = listes.get(ctx.au, ctx.revision, |_| Listes::new(ctx));
        match modele.sujet() {
            Sujet::Carnet => self.par_ui(ui),
            Sujet::Groupe => self.groupe_ui(ui, connues),
            Sujet::Ecole => self.ecole_ui(ui, ctx),
            Sujet::Seance => {
                let salt = Salt::unique("séance du bilan");
                pick(
                    ui,
                    salt,
                    "Session",
                    &mut self.choix.seance,
                    &connues.seances,
                );
            }
            Sujet::Visite => {
                let salt = Salt::unique("visite du bilan");
                pick(ui, salt, "Visite", &mut self.choix.visite, &connues.visites);
                ui.add_space(4.0);
                for lecteur in Lecteur::ALL {
                    let choisie = self.choix.lecteur == lecteur;
                    if ui.radio(choisie, lecteur.libelle()).clicked() {
                        self.choix.lecteur = lecteur;
                    }
                }
            }
        }
        self.listes = listes;
        if matches!(modele.sujet(), Sujet::Carnet | Sujet::Groupe) {
            self.population_ui(ui);
        }
        if !matches!(
            modele,
            ModeleBilan::Emargement | ModeleBilan::CompteRenduVisite
        ) {
            let mut dit = format!("Au {}", date_longue(ctx.au));
            if let Some(avant) = ctx.compare {
                dit = format!("{dit}, comparé au {}", date_longue(avant));
            }
            ui.label(theme::petit(ui, dit));
        }
    }

    fn par_ui(&mut self, ui: &mut Ui) {
        let options = Par::ALL.map(|par| (par, par.libelle().to_owned()));
        ui.label("Lignes du tableau");
        let salt = Salt::unique("lignes du bilan");
        if let Some(par) = choix_court(
            ui,
            salt,
            "Lignes du tableau",
            220.0,
            &self.choix.par,
            options,
        ) {
            self.choix.par = par;
        }
    }

    fn groupe_ui(&mut self, ui: &mut Ui, listes: &Listes) {
        ui.label("Écoles");
        let courant = self.choix.groupe.clone();
        let tout = "Toutes les écoles du carnet";
        let connue = listes
            .circonscriptions
            .iter()
            .find(|(g, _)| Some(g) == courant.as_ref());
        let montre = connue.map_or(tout, |(_, nom)| nom).to_owned();
        let options = || {
            let tous = std::iter::once((None, tout.to_owned()));
            let circonscriptions = listes.circonscriptions.iter();
            tous.chain(circonscriptions.map(|(g, nom)| (Some(g.clone()), nom.clone())))
                .collect::<Vec<_>>()
        };
        let salt = Salt::unique("écoles du bilan");
        if let Some(groupe) = choix(ui, salt, "Écoles du bilan", &courant, &montre, options) {
            self.choix.groupe = groupe;
        }
    }

    fn ecole_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let ecole = self.choix.ecole.and_then(|id| ctx.faits.ecole(id));
        ui.label(ecole.map_or_else(|| "Quelle école\u{202f}?".to_owned(), |e| e.dite_au(ctx.au)));
        let deja = self.choix.ecole.into_iter().collect();
        if let Some(id) = self.cherche.ui(ui, ctx, "École du bilan", &deja) {
            self.choix.ecole = Some(id);
        }
    }

    fn population_ui(&mut self, ui: &mut Ui) {
        let options = Population::ALL.map(|p| (p, p.libelle().to_owned()));
        ui.add_space(4.0);
        ui.label("Population");
        let salt = Salt::unique("population du bilan");
        let choisie = &self.choix.population;
        if let Some(p) = choix_court(ui, salt, "Population du bilan", 220.0, choisie, options) {
            self.choix.population = p;
        }
    }

    /// The charts of the carnet, to paste elsewhere.
    fn charts_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.label(theme::sous_titre("Graphiques à copier"));
        let options = NomGraphique::ALL.map(|nom| (nom, nom.libelle().to_owned()));
        let montre = self.choix.graphique.libelle();
        let salt = Salt::unique("graphique à copier");
        let courant = self.choix.graphique;
        if let Some(nom) = choix(ui, salt, "Graphique à copier", &courant, montre, || {
            options
        }) {
            self.choix.graphique = nom;
        }
        let demande = DemandeBilan {
            modele: ModeleBilan::TableauDane,
            etendue: crate::domain::Etendue::Carnet,
            au: ctx.au,
            compare: None,
            par: self.choix.par,
            regle: ctx.regle,
            population: self.choix.population,
            le: ctx.aujourdhui,
            auteur: String::new(),
        };
        let nom = self.choix.graphique;
        ui.horizontal_wrapped(|ui| {
            if ui.button("Copier le graphique").clicked() {
                ctx.commands
                    .send(Command::CopierGraphique(nom, Box::new(demande.clone())));
            }
            if ui.button("Copier ses chiffres").clicked() {
                let voulu = DemandeGraphique::from(&demande);
                let (de, a) = voulu.semaines();
                let store = ctx.store.filter(|_| nom == NomGraphique::Visites);
                let audience = store.and_then(|store| store.audience(de, a, None).ok());
                let audience = audience.unwrap_or_default();
                let dessin = graphique(ctx.faits, &audience, nom, &voulu);
                ui.ctx().copy_text(tableau(&dessin).to_tsv());
            }
        });
    }
}

/// A choice in a long list, the first of which is none.
fn pick(ui: &mut Ui, salt: Salt, nom: &str, choisi: &mut Option<Id>, liste: &[(Id, String)]) {
    if liste.is_empty() {
        ui.label(theme::petit(ui, "Le carnet n’en a pas encore."));
        return;
    }
    ui.label(nom);
    let montre = liste
        .iter()
        .find(|(id, _)| Some(*id) == *choisi)
        .map_or("À choisir", |(_, dit)| dit);
    let options = || liste.iter().map(|(id, dit)| (Some(*id), dit.clone()));
    if let Some(id) = choix(ui, salt, nom, choisi, montre, options) {
        *choisi = id;
    }
}
