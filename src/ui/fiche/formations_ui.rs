//! The trainings and events the school took part in, newest first, each the way to its sheet.

use chrono::NaiveDate;
use egui::{RichText, Ui};

use crate::command::Command;
use crate::domain::date::{date_courte, date_longue};
use crate::domain::duree::duree_dite;
use crate::domain::formation::{Cumul, derniere_formation};
use crate::domain::nombre::compte;
use crate::domain::{AnneeScolaire, Faits, Id, Regle, StatutSeance};
use crate::ui::theme::{self, Tokens};
use crate::ui::{Cached, PageCtx};

/// Lines shown before the others are asked for.
const LIGNES: usize = 6;

/// What the section remembers.
#[derive(Default)]
pub(super) struct Formations {
    vue: Cached<(Id, NaiveDate, Regle), Vue>,
    /// The school of which every line is shown.
    toutes: Option<Id>,
}

struct Vue {
    /// « Jamais formée. », with what asks for it to be.
    derniere: (String, bool),
    /// What the school year of the day looked at comes to.
    annee: String,
    lignes: Vec<Ligne>,
}

struct Ligne {
    le: Option<NaiveDate>,
    titre: String,
    suite: String,
    ou: Ou,
}

#[derive(Clone, Copy)]
enum Ou {
    Seance { formation: Id, seance: Id },
    Evenement(Id),
}

impl Formations {
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
        let question = (ecole, ctx.au, ctx.regle);
        let vue = self.vue.get(question, ctx.revision, |&(ecole, au, regle)| {
            make(ctx.faits, ecole, au, regle)
        });
        ui.label(theme::sous_titre("Formations"));
        let (texte, alerte) = &vue.derniere;
        if *alerte {
            let texte = format!("▲ {texte}");
            ui.label(RichText::new(texte).color(Tokens::of(ui).alerte));
        } else {
            ui.label(theme::petit(ui, texte));
        }
        if !vue.annee.is_empty() {
            ui.add(egui::Label::new(theme::petit(ui, &vue.annee)).wrap());
        }
        let toutes = self.toutes == Some(ecole) || vue.lignes.len() <= LIGNES + 1;
        let n = if toutes { vue.lignes.len() } else { LIGNES };
        for ligne in &vue.lignes[..n] {
            line_ui(ui, ctx, ligne);
        }
        if !toutes {
            let texte = format!("Voir les {} autres", vue.lignes.len() - n);
            if ui.link(texte).clicked() {
                self.toutes = Some(ecole);
            }
        }
    }
}

fn line_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ligne: &Ligne) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let quand = ligne.le.map_or_else(|| "sans date".to_owned(), date_courte);
        if ui.link(format!("{quand} · {}", ligne.titre)).clicked() {
            ctx.commands.send(match ligne.ou {
                Ou::Seance { formation, seance } => Command::MontrerFormation {
                    formation,
                    seance: Some(seance),
                },
                Ou::Evenement(id) => Command::MontrerEvenement(id),
            });
        }
        if !ligne.suite.is_empty() {
            ui.label(theme::petit(ui, format!("· {}", ligne.suite)));
        }
    });
}

fn make(faits: &Faits, ecole: Id, au: NaiveDate, regle: Regle) -> Vue {
    let terrain = &faits.terrain;
    let mut lignes = Vec::new();
    for f in terrain.formations.values() {
        for s in &f.seances {
            let Some(p) = s.participations.iter().find(|p| p.ecole == ecole) else {
                continue;
            };
            let personnes = p.personnes().map(|n| match n {
                0 => "personne".to_owned(),
                n => compte(n as usize, "participant", "participants"),
            });
            let statut = s.statut.filter(|s| *s != StatutSeance::Tenue);
            let statut = statut.map(|s| s.libelle().to_lowercase());
            let suite: Vec<String> = [s.duree.map(duree_dite), personnes, statut]
                .into_iter()
                .flatten()
                .collect();
            lignes.push(Ligne {
                le: s.le,
                titre: f.titre.clone(),
                suite: suite.join(" · "),
                ou: Ou::Seance {
                    formation: f.id,
                    seance: s.id,
                },
            });
        }
    }
    for e in terrain.evenements.values() {
        if e.ecoles.contains(&ecole) {
            let sorte = e.sorte.and_then(|id| faits.terme(id));
            lignes.push(Ligne {
                le: e.le,
                titre: e.nom.clone(),
                suite: sorte.map(|t| t.nom.clone()).unwrap_or_default(),
                ou: Ou::Evenement(e.id),
            });
        }
    }
    lignes.sort_by(|a, b| (a.le.is_some(), b.le, &a.titre).cmp(&(b.le.is_some(), a.le, &b.titre)));
    let derniere = derniere_formation(faits, ecole, au);
    let dite = derniere.map_or_else(
        || "Jamais formée.".to_owned(),
        |le| format!("Dernière formation le {}.", date_longue(le)),
    );
    let alerte = derniere.is_none() && faits.est_equipee(ecole, au, regle);
    Vue {
        derniere: (dite, alerte),
        annee: year_words(faits, ecole, au),
        lignes,
    }
}

/// « 2025/2026 : 2 sessions, 6 h, dont 3 h décomptées des 18 h. »
fn year_words(faits: &Faits, ecole: Id, au: NaiveDate) -> String {
    let annee = AnneeScolaire::of(au);
    let seances = faits
        .terrain
        .formations
        .values()
        .flat_map(|f| &f.seances)
        .filter(|s| s.tenue_au(au) && s.le.is_some_and(|le| annee.contains(le)));
    let total = Cumul::of_ecole(seances, ecole);
    if total.seances == 0 {
        return String::new();
    }
    let dite = |minutes: u64| u32::try_from(minutes).map_or_else(|_| "—".to_owned(), duree_dite);
    format!(
        "{annee}\u{202f}: {}, {}, dont {} décomptées des 18\u{a0}h.",
        compte(total.seances, "session", "sessions"),
        dite(total.minutes),
        dite(total.minutes_18h)
    )
}
