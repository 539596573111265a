//! One session, open in the sheet of its training: when, how long, where, then who came, who led
//! it, what they thought of it.

use egui::Ui;

use super::champs::{largeur, paire, titre};
use super::evaluation;
use super::fiche::{quotas, words_of};
use super::formateurs::Formateurs;
use super::participants::Participants;
use super::remarque_ui;
use crate::command::{Command, Ecriture};
use crate::domain::duree::duree_dite;
use crate::domain::formation::{ChampSeance, Remarque, parse_duree_seance, parse_part, remarques};
use crate::domain::{Etendue, Modalite, ModeleBilan, Seance, StatutSeance};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_date::{champ_date, focus_id};
use crate::ui::widgets::champ_saisi::{Apparence, champ_saisi};
use crate::ui::widgets::champ_texte::champ_texte;
use crate::ui::widgets::choix::choix;
use crate::ui::widgets::selection::Selection;

/// What the open session remembers.
#[derive(Default)]
pub(super) struct EditeurSeance {
    participants: Participants,
    formateurs: Formateurs,
    /// The keyboard goes to its date.
    commence: bool,
}

/// Writes the fields of a session.
pub(super) fn save(ctx: &PageCtx<'_>, s: Seance) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Seance(Box::new(s))));
}

impl EditeurSeance {
    /// Forgets what was being typed of another session.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// Puts the keyboard in the date once the session is drawn.
    pub(super) const fn begin(&mut self) {
        self.commence = true;
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance, cochees: &Selection) {
        let dites = remarques(s, ctx.aujourdhui);
        if std::mem::take(&mut self.commence) {
            let date = focus_id(field_id(s).with("date"));
            ui.memory_mut(|m| m.request_focus(date));
        }
        fields_ui(ui, ctx, s, &dites);
        ui.add_space(8.0);
        self.participants.ui(ui, ctx, s, cochees);
        say(ui, &dites, ChampSeance::Participants);
        ui.add_space(8.0);
        self.formateurs.ui(ui, ctx, s);
        ui.add_space(8.0);
        evaluation::show(ui, ctx, s);
        say(ui, &dites, ChampSeance::Reponses);
        ui.add_space(6.0);
        if ui.button("Imprimer la feuille d’émargement…").clicked() {
            let etendue = Etendue::Seance(s.id);
            let montrer = Command::MontrerBilan(ModeleBilan::Emargement, etendue);
            ctx.commands.send(montrer);
        }
        ui.add_space(6.0);
        if ui.link("Supprimer cette session").clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Seance, s.id);
            ctx.commands.send(Command::Ecrire(ecriture));
        }
        ui.add_space(6.0);
    }
}

fn field_id(s: &Seance) -> egui::Id {
    egui::Id::unique(("seance", s.id))
}

/// The remarks on one field, under it.
fn say(ui: &mut Ui, dites: &[Remarque], champ: ChampSeance) {
    for remarque in dites.iter().filter(|r| r.champ == champ) {
        remarque_ui(ui, &remarque.phrase);
    }
}

fn fields_ui(ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance, dites: &[Remarque]) {
    let id = field_id(s);
    paire(
        ui,
        |ui| {
            titre(ui, "Date");
            let nom = "Date de la session";
            let lue = champ_date(ui, id.with("date"), nom, s.le, ctx.aujourdhui);
            if let Some(le) = lue {
                save(ctx, Seance { le, ..s.clone() });
            }
            say(ui, dites, ChampSeance::Date);
        },
        |ui| {
            titre(ui, "Statut");
            let montre = s.statut.map_or("Non précisé", StatutSeance::libelle);
            let nom = "Statut de la session";
            let statut = choix(ui, id.with("statut"), nom, &s.statut, montre, || {
                words_of(StatutSeance::ALL, StatutSeance::libelle)
            });
            if let Some(statut) = statut {
                save(
                    ctx,
                    Seance {
                        statut,
                        ..s.clone()
                    },
                );
            }
        },
    );
    paire(
        ui,
        |ui| {
            titre(ui, "Durée");
            length_ui(ui, ctx, s, id);
            say(ui, dites, ChampSeance::Duree);
        },
        |ui| {
            titre(ui, "Décompté des 18\u{a0}h");
            part_ui(ui, ctx, s, id);
            say(ui, dites, ChampSeance::Part18h);
        },
    );
    if s.part_18h() > 0 {
        let reste = quotas(u64::from(s.part_18h()));
        let texte = format!("Reste alors à faire dans l’année\u{202f}: {reste}.");
        ui.add(egui::Label::new(theme::petit(ui, texte)).wrap());
    }
    paire(
        ui,
        |ui| {
            titre(ui, "Modalité");
            let montre = s.modalite.map_or("Non précisé", Modalite::libelle);
            let nom = "Modalité de la session";
            let modalite = choix(ui, id.with("modalite"), nom, &s.modalite, montre, || {
                words_of(Modalite::ALL, Modalite::libelle)
            });
            if let Some(modalite) = modalite {
                save(
                    ctx,
                    Seance {
                        modalite,
                        ..s.clone()
                    },
                );
            }
        },
        |ui| {
            titre(ui, "Lieu");
            let nom = "Lieu de la session";
            let lieu = champ_texte(ui, id.with("lieu"), nom, &s.lieu, largeur(ui), "");
            if let Some(lieu) = lieu {
                save(ctx, Seance { lieu, ..s.clone() });
            }
        },
    );
}

fn length_ui(ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance, id: egui::Id) {
    let apparence = Apparence {
        indice: "3 h, ou 9 h – 12 h",
        ..Apparence::texte("Durée de la session", largeur(ui).min(150.0))
    };
    let dite = s.duree.map(duree_dite).unwrap_or_default();
    let lue = champ_saisi(ui, id.with("duree"), apparence, &dite, |texte| {
        if texte.is_empty() {
            return Ok(None);
        }
        parse_duree_seance(texte).map(Some)
    });
    let Some(duree) = lue.filter(|lue| *lue != s.duree) else {
        return;
    };
    // A session that counted whole goes on counting whole.
    let entiere = s.duree.is_some() && s.duree == s.duree_18h;
    let duree_18h = if entiere { duree } else { s.duree_18h };
    save(
        ctx,
        Seance {
            duree,
            duree_18h,
            ..s.clone()
        },
    );
}

/// What counts in the 18 hours: a part of the session, all of it, nothing.
fn part_ui(ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance, id: egui::Id) {
    let dite = match s.duree_18h {
        Some(0) => "0".to_owned(),
        part => part.map(duree_dite).unwrap_or_default(),
    };
    let apparence = Apparence {
        indice: "part décomptée, ou 0",
        ..Apparence::texte("Part décomptée des 18 h", largeur(ui).min(150.0))
    };
    ui.horizontal_wrapped(|ui| {
        let lue = ui
            .vertical(|ui| {
                champ_saisi(ui, id.with("18h"), apparence, &dite, |texte| {
                    parse_part(texte, s.duree)
                })
            })
            .inner;
        let partielle = s.duree.is_some() && s.duree_18h != s.duree;
        let toute = partielle && ui.link("toute la session").clicked();
        let part = lue.filter(|lue| *lue != s.duree_18h);
        if let Some(duree_18h) = part.or_else(|| toute.then_some(s.duree)) {
            save(
                ctx,
                Seance {
                    duree_18h,
                    ..s.clone()
                },
            );
        }
    });
}
