//! The sheet of one observation: who and when, the grid, what is to be kept in mind, a capsule.

use egui::{Id, RichText, ScrollArea, Ui};

use super::grille::Grille;
use crate::command::{Command, Ecriture};
use crate::domain::adresse::Adresse;
use crate::domain::date::date_longue;
use crate::domain::{Liste, Observation};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::pieces::Pieces;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_texte::champ_texte;
use crate::ui::widgets::choix::choix_court;
use crate::ui::widgets::texte_libre::texte_en_place;

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct Fiche {
    grille: Grille,
    pieces: Pieces,
    /// The observation the grid was last drawn for: another one begins at its first cell.
    vue: Option<crate::domain::Id>,
    /// What was typed as a capsule and is no address, with its sentence.
    refus: Option<(String, String)>,
}

/// What was asked of the sheet.
pub(super) enum Demande {
    Rien,
    Fermer,
    /// With this one of the same school.
    Comparer(crate::domain::Id),
}

impl Fiche {
    /// Draws the sheet of `o` and writes in it what is said; `ecrite` once it is in the carnet.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        o: &mut Observation,
        ecrite: bool,
    ) -> Demande {
        let neuve = self.vue != Some(o.id);
        if neuve {
            self.vue = Some(o.id);
            self.grille = Grille::default();
            self.refus = None;
        }
        ScrollArea::vertical()
            .id_salt(("observation", o.id))
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                ui.spacing_mut().item_spacing.y = 5.0;
                let demande = heading_ui(ui, ctx, o, ecrite);
                facts_ui(ui, ctx, o);
                self.grille.ui(ui, ctx, o);
                if neuve && !ecrite {
                    self.grille.enter(ui, o.id);
                }
                help_ui(ui);
                let id = Id::unique(("constat général", o.id));
                if let Some(texte) = texte_en_place(ui, id, "Constat général", &o.constat, 2) {
                    o.constat = texte;
                }
                self.capsule_ui(ui, ctx, o);
                if ecrite {
                    self.pieces.show(ui, ctx, o.ecole, Some(o.id));
                    ui.add_space(6.0);
                    if ui.link("Supprimer cette observation").clicked() {
                        let ecriture = Ecriture::Supprimer(Genre::Observation, o.id);
                        ctx.commands.send(Command::Ecrire(ecriture));
                    }
                }
                demande
            })
            .inner
    }

    /// The address of a capsule vidéo and both agreements; without them it says so.
    fn capsule_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, o: &mut Observation) {
        let t = Tokens::of(ui);
        ui.horizontal_wrapped(|ui| {
            ui.label("Capsule vidéo");
            let id = Id::unique(("capsule", o.id));
            let largeur = (ui.available_width() - 490.0).clamp(150.0, 330.0);
            let nom = "Adresse de la capsule vidéo";
            let montree = match &self.refus {
                Some((tape, _)) => tape.as_str(),
                None => o.capsule.as_str(),
            };
            if let Some(tape) = champ_texte(ui, id, nom, montree, largeur, "https://…") {
                self.refus = None;
                if tape.is_empty() {
                    o.capsule.clear();
                } else {
                    match Adresse::parse_web(&tape) {
                        Ok(adresse) => o.capsule = adresse,
                        Err(phrase) => self.refus = Some((tape, phrase)),
                    }
                }
            }
            for (valeur, libelle) in [
                (&mut o.consentement, "Consentement recueilli"),
                (&mut o.droit_image, "Droit à l’image signé"),
            ] {
                let mut coche = *valeur == Some(true);
                if ui.checkbox(&mut coche, libelle).changed() {
                    *valeur = Some(coche);
                }
            }
        });
        if let Some((_, phrase)) = &self.refus {
            ui.colored_label(t.erreur, phrase);
        }
        if o.capsule.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            if let Some(reserve) = o.reserve() {
                ui.label(
                    RichText::new(format!("▲ {reserve}"))
                        .small()
                        .color(t.alerte),
                );
            }
            if ui.link("Ouvrir dans le navigateur").clicked() {
                let adresse = o.capsule.clone();
                ctx.commands.send(Command::OuvrirAdresse(adresse));
            }
        });
    }
}

/// The school, what may be compared, what closes the sheet.
fn heading_ui(ui: &mut Ui, ctx: &PageCtx<'_>, o: &Observation, ecrite: bool) -> Demande {
    let mut demande = Demande::Rien;
    let situation = ctx.faits.ecole(o.ecole).map(|e| e.au(o.le).0);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
        let bouton = ui.button("✗").on_hover_text("Fermer la fiche");
        if bouton.clicked() {
            demande = Demande::Fermer;
        }
        if let Some(autre) = compare_ui(ui, ctx, o) {
            demande = Demande::Comparer(autre);
        }
        ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
            let nom = situation.map_or("École inconnue", |s| &*s.nom);
            ui.add(egui::Label::new(theme::titre(nom)).truncate());
        });
    });
    ui.horizontal_wrapped(|ui| {
        let commune = situation.and_then(|s| s.commune_nom.as_deref());
        let dit = if ecrite {
            "Observation"
        } else {
            "Nouvelle observation, écrite dès que quelque chose est dit"
        };
        let commune = commune.map_or_else(String::new, |c| format!("{c} · "));
        ui.label(theme::petit(ui, format!("{commune}{dit}")));
        if situation.is_some() && ui.link(RichText::new("Fiche de l’école").small()).clicked() {
            ctx.commands.send(Command::MontrerEcole(o.ecole));
        }
    });
    demande
}

/// The other observations of the school, newest first.
fn compare_ui(ui: &mut Ui, ctx: &PageCtx<'_>, o: &Observation) -> Option<crate::domain::Id> {
    let toutes = ctx.faits.terrain.observations(o.ecole).iter().rev();
    let autres: Vec<&Observation> = toutes.filter(|autre| autre.id != o.id).collect();
    let mut choisie = None;
    match autres.as_slice() {
        [] => {}
        [seule] => {
            let dit = format!("Comparer avec le {}", date_longue(seule.le));
            if ui.button(dit).clicked() {
                choisie = Some(seule.id);
            }
        }
        plusieurs => {
            ui.menu_button("Comparer avec… ▾", |ui| {
                for autre in plusieurs {
                    if ui.button(date_longue(autre.le)).clicked() {
                        choisie = Some(autre.id);
                        ui.close();
                    }
                }
            });
        }
    }
    choisie
}

/// Date, who observed, cycle.
fn facts_ui(ui: &mut Ui, ctx: &PageCtx<'_>, o: &mut Observation) {
    let id = Id::unique(("observation", o.id));
    ui.horizontal_wrapped(|ui| {
        ui.label("Date");
        ui.vertical(|ui| {
            let nom = "Date de l’observation";
            let lue = champ_date(ui, id.with("le"), nom, Some(o.le), ctx.aujourdhui);
            // An observation always has its day.
            if let Some(Some(le)) = lue {
                o.le = le;
            }
        });
        ui.label("Par");
        let nom = "Observateur, nom ou initiales";
        if let Some(par) = champ_texte(ui, id.with("par"), nom, &o.observateur, 130.0, "") {
            o.observateur = par;
        }
        ui.label("Cycle");
        let cycles = ctx.faits.termes.iter().filter(|t| t.liste == Liste::Cycle);
        let offerts = cycles.filter(|t| !t.retire || o.cycle == Some(t.id));
        let options = offerts.map(|t| (Some(t.id), t.nom.clone()));
        let options = std::iter::once((None, "—".to_owned())).chain(options);
        if let Some(cycle) = choix_court(ui, id.with("cycle"), "Cycle", 130.0, &o.cycle, options) {
            o.cycle = cycle;
        }
    });
}

fn help_ui(ui: &mut Ui) {
    let aide = "Flèches pour aller, chiffres ou initiales pour choisir, Entrée pour la liste, Suppr pour \
                effacer. Mots\u{202f}: Réglages.";
    ui.add(egui::Label::new(theme::petit(ui, aide)).wrap());
}
