//! *Désaccords*: what two people typed differently, and what may be one thing entered twice.

use chrono::{DateTime, Local};
use egui::{RichText, ScrollArea, Ui};

use crate::command::Command;
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier};
use crate::domain::{Doublon, Id, Reponse, SorteDoublon};
use crate::store::{Choix, Differend, Genre, Reglement, Version};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::nommer;
use crate::ui::{Cached, PageCtx};

/// Shown at a time: the next ones come as these are settled.
const MONTRES: usize = 60;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Desaccords {
    connus: Cached<(), Connus>,
}

#[derive(Default)]
struct Connus {
    differends: Vec<Differend>,
    doublons: Vec<Doublon>,
}

impl Desaccords {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let faits = ctx.faits;
        let connus = self
            .connus
            .get_from((), ctx.revision, ctx.store, |(), store| Connus {
                differends: store.differends().unwrap_or_default(),
                doublons: store.doublons(faits).unwrap_or_default(),
            });
        let Some(connus) = connus.known() else {
            ui.label("Un travail est en cours\u{202f}: les désaccords reviennent ensuite.");
            return;
        };
        if connus.differends.is_empty() && connus.doublons.is_empty() {
            nothing_ui(ui);
            return;
        }
        ui.label(theme::petit(
            ui,
            "Rien n’est perdu tant que rien n’est choisi\u{202f}; chaque choix s’annule, et va à \
             vos collègues à la prochaine fusion.",
        ));
        ui.add_space(6.0);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            if !connus.differends.is_empty() {
                let n = connus.differends.len();
                ui.label(theme::sous_titre(compte(n, "désaccord", "désaccords")));
                for d in connus.differends.iter().take(MONTRES) {
                    differend_ui(ui, ctx, d);
                }
                rest_ui(ui, n);
            }
            let mut sorte = None;
            for d in connus.doublons.iter().take(MONTRES) {
                if sorte != Some(d.sorte) {
                    sorte = Some(d.sorte);
                    ui.add_space(6.0);
                    ui.label(theme::sous_titre(d.sorte.libelle()));
                }
                doublon_ui(ui, ctx, d);
            }
            rest_ui(ui, connus.doublons.len());
        });
    }
}

fn rest_ui(ui: &mut Ui, n: usize) {
    if n > MONTRES {
        ui.label(theme::petit(
            ui,
            format!("et {} autres, qui viendront ensuite", entier(n - MONTRES)),
        ));
    }
}

fn nothing_ui(ui: &mut Ui) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Aucun désaccord"));
        ui.label(
            "Personne n’a écrit deux valeurs différentes au même endroit, et rien ne paraît noté \
             deux fois. C’est après avoir réuni deux carnets qu’il peut y en avoir.",
        );
    });
}

/// « École Élise (0880001Y) »; empty for what is of no school.
fn school(ctx: &PageCtx<'_>, id: Option<Id>) -> String {
    id.and_then(|id| ctx.faits.ecoles.iter().find(|e| e.id == id))
        .map_or_else(String::new, |e| {
            let (situation, _) = e.au(chrono::NaiveDate::MAX);
            format!("{} ({})", situation.nom, e.uai)
        })
}

fn differend_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Differend) {
    let t = Tokens::of(ui);
    let ou = school(ctx, d.ecole);
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            if !ou.is_empty() {
                ui.label(RichText::new(&ou).family(theme::gras()));
            }
            let quoi = if d.is_deletion() {
                format!(
                    "{}\u{202f}: supprimé par l’un, complété par l’autre",
                    d.quoi
                )
            } else {
                format!("{}, «\u{a0}{}\u{a0}»", d.quoi, d.nom_champ)
            };
            ui.label(quoi);
            if let Some(ecole) = d.ecole {
                let lien = ui.link("Voir l’école");
                nommer(&lien, format!("Voir l’école, {ou}"));
                if lien.clicked() {
                    ctx.commands.send(Command::MontrerEcole(ecole));
                }
            }
        });
        if let Some(avant) = &d.avant {
            ui.label(RichText::new(format!("Avant\u{202f}: {avant}")).color(t.discret));
        }
        for version in &d.versions {
            version_ui(ui, ctx, d, version, &ou);
        }
        if d.is_deletion() {
            ui.horizontal(|ui| {
                for (mot, choix) in [
                    ("Conserver", Choix::Conserver),
                    ("Supprimer", Choix::Supprimer),
                ] {
                    let bouton = ui.button(mot);
                    nommer(&bouton, format!("{mot}, {}, {ou}", d.quoi));
                    if bouton.clicked() {
                        ctx.commands.send(Command::Regler(d.choisir(choix)));
                    }
                }
            });
        } else if d.joignable {
            let bouton = ui.button("Garder les deux, l’un sous l’autre");
            nommer(&bouton, format!("Garder les deux, {ou}, {}", d.nom_champ));
            if bouton.clicked() {
                ctx.commands
                    .send(Command::Regler(d.choisir(Choix::Ensemble)));
            }
        }
    });
    ui.add_space(4.0);
}

fn version_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Differend, v: &Version, ou: &str) {
    let t = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        if !d.is_deletion() {
            let bouton = ui.button("Garder");
            nommer(&bouton, format!("Garder «\u{a0}{}\u{a0}», {ou}", v.texte));
            if bouton.clicked() {
                ctx.commands.send(Command::Regler(d.garder(v)));
            }
        }
        ui.label(&v.texte);
        let qui = match (v.recue, v.personne.is_empty()) {
            (true, true) => "reçu d’un autre carnet".to_owned(),
            (true, false) => format!("reçu de {}", v.personne),
            (false, true) => "écrit ici".to_owned(),
            (false, false) => format!("écrit ici par {}", v.personne),
        };
        let quand = DateTime::from_timestamp_millis(v.quand)
            .map(|i| format!(", le {}", date_longue(i.with_timezone(&Local).date_naive())));
        ui.label(RichText::new(format!("{qui}{}", quand.unwrap_or_default())).color(t.discret));
    });
}

const fn kind(sorte: SorteDoublon) -> Genre {
    match sorte {
        SorteDoublon::Visite => Genre::Visite,
        SorteDoublon::Deploiement => Genre::Deploiement,
        SorteDoublon::Financement => Genre::Financement,
        SorteDoublon::Formation => Genre::Formation,
        SorteDoublon::Circonscription => Genre::Circonscription,
    }
}

fn doublon_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Doublon) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(&d.phrase).wrap());
        ui.horizontal_wrapped(|ui| {
            for reponse in Reponse::ALL {
                if reponse == Reponse::Conjointe && d.sorte != SorteDoublon::Visite {
                    continue;
                }
                let bouton = ui.button(reponse.libelle());
                nommer(&bouton, format!("{}, {}", reponse.libelle(), d.phrase));
                if bouton.clicked() {
                    ctx.commands.send(Command::Regler(Reglement::Identifier {
                        genre: kind(d.sorte),
                        un: d.un,
                        autre: d.autre,
                        reponse,
                    }));
                }
            }
        });
    });
    ui.add_space(4.0);
}
