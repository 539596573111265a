//! The schools with an ENT that nobody was trained in, or not since their ENT began; the way from
//! there to a training.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::Ui;

use crate::command::Command;
use crate::domain::date::date_courte;
use crate::domain::formation::{Formees, a_former, formees};
use crate::domain::nombre::{compte, entier, taux, taux_texte};
use crate::domain::{Id, Population, Regle};
use crate::ui::theme;
use crate::ui::widgets::choix::choix_court;
use crate::ui::widgets::clavier::{Touche, touche};
use crate::ui::widgets::tableau::{self, Colonne, Rangee, Tableau};
use crate::ui::{Cached, PageCtx};

/// The name of the list, for those who do not see it.
const CLAVIER: &str = "Écoles à former : flèches pour choisir, Entrée pour ouvrir l’école";

const COLONNES: [Colonne; 4] = [
    Colonne::reste("École"),
    Colonne::texte("ENT", 104.0),
    Colonne::texte("Depuis", 84.0),
    Colonne::texte("Dernière formation", 148.0),
];

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Jamais {
    population: Population,
    /// Only those that never were.
    seulement: bool,
    position: Option<usize>,
    scroll: bool,
    vue: Cached<(NaiveDate, Regle, Population), Arc<Vue>>,
}

/// All that is shown.
struct Vue {
    compte: Formees,
    /// School, whether it was trained before its ENT, its row.
    lignes: Vec<(Id, bool, Rangee)>,
}

impl Jamais {
    fn vue(&mut self, ctx: &PageCtx<'_>) -> Arc<Vue> {
        let question = (ctx.au, ctx.regle, self.population);
        let vue = self
            .vue
            .get(question, ctx.revision, |&(au, regle, population)| {
                Arc::new(make(ctx, au, regle, population))
            });
        Arc::clone(vue)
    }

    /// How many schools there are, of the population looked at.
    pub(super) fn count(&mut self, ctx: &PageCtx<'_>) -> String {
        entier(self.vue(ctx).lignes.len())
    }

    /// Draws the list; the schools a training is to be prepared with.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) -> Option<Vec<Id>> {
        self.filters_ui(ui);
        let seulement = self.seulement;
        let vue = self.vue(ctx);
        ui.add(egui::Label::new(theme::petit(ui, words(vue.compte))).wrap());
        let montrees: Vec<(Id, &Rangee)> = vue
            .lignes
            .iter()
            .filter(|(_, avant, _)| !(seulement && *avant))
            .map(|(id, _, rangee)| (*id, rangee))
            .collect();
        if montrees.is_empty() {
            return None;
        }
        let mut prepare = None;
        let texte = format!(
            "Préparer une formation avec {}",
            match montrees.len() {
                1 => "cette école".to_owned(),
                n => format!("ces {} écoles", entier(n)),
            }
        );
        let bouton = theme::bouton_principal(ui, &texte);
        crate::ui::widgets::nommer(&bouton, "Préparer une formation avec ces écoles");
        if bouton.clicked() {
            prepare = Some(montrees.iter().map(|(id, _)| *id).collect());
        }
        ui.add_space(4.0);
        self.table_ui(ui, ctx, &montrees);
        prepare
    }

    fn filters_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            let options = [
                (Population::Public, "Écoles publiques"),
                (Population::Prive, "Écoles privées"),
                (Population::Tous, "Toutes les écoles"),
            ];
            let options = options.map(|(p, libelle)| (p, libelle.to_owned()));
            let id = egui::Id::unique("population à former");
            let prise = choix_court(ui, id, "Écoles", 160.0, &self.population, options);
            self.population = prise.unwrap_or(self.population);
            ui.checkbox(&mut self.seulement, "Jamais formées seulement");
        });
    }

    fn table_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, montrees: &[(Id, &Rangee)]) {
        let zone = ui.available_rect_before_wrap();
        self.position = self.position.filter(|n| *n < montrees.len());
        match touche(ui, zone, CLAVIER, self.position, montrees.len()) {
            Some(Touche::Aller(n) | Touche::Etendre(n)) => {
                self.position = Some(n);
                self.scroll = true;
            }
            Some(Touche::Ouvrir) => {
                if let Some(n) = self.position {
                    ctx.commands.send(Command::MontrerEcole(montrees[n].0));
                }
            }
            _ => {}
        }
        let large = zone.width() > 520.0;
        let colonnes: Vec<Colonne> = if large {
            COLONNES.to_vec()
        } else {
            vec![COLONNES[0], COLONNES[3]]
        };
        let vers = std::mem::take(&mut self.scroll)
            .then_some(self.position)
            .flatten();
        let tableau = Tableau {
            id: "jamais formées",
            colonnes: &colonnes,
            choisie: self.position,
            vers,
            hauteur: zone.height() - theme::LIGNE,
        };
        let clicked = tableau::show(ui, &tableau, montrees.len(), |i| {
            let mut rangee = montrees[i].1.clone();
            if !large {
                rangee.cellules.drain(1..3);
            }
            rangee
        });
        if let Some(i) = clicked {
            self.position = Some(i);
            ctx.commands.send(Command::MontrerEcole(montrees[i].0));
        }
    }
}

/// « Sur 31 écoles avec ENT, 20 formées depuis le début de leur ENT (64,5 %), 4 seulement avant,
/// 7 jamais. »
fn words(f: Formees) -> String {
    if f.avec_ent == 0 {
        return "Aucune école avec ENT à cette date.".to_owned();
    }
    let part = taux_texte(taux(f.depuis as u64, f.avec_ent as u64));
    format!(
        "Sur {} avec ENT, {} depuis le début de leur ENT ({part}), {} seulement avant, {} jamais.",
        compte(f.avec_ent, "école", "écoles"),
        compte(f.depuis, "formée", "formées"),
        entier(f.avant),
        entier(f.jamais),
    )
}

fn make(ctx: &PageCtx<'_>, au: NaiveDate, regle: Regle, population: Population) -> Vue {
    let faits = ctx.faits;
    let situations: BTreeMap<Id, _> = faits.ecoles.iter().map(|e| (e.id, e.au(au).0)).collect();
    let lignes = a_former(faits, au, regle, population)
        .into_iter()
        .filter_map(|a| {
            let s = situations.get(&a.ecole)?;
            let commune = s.commune_nom.as_deref().unwrap_or_default();
            let ents: Vec<&str> = faits
                .solutions_au(a.ecole, au, regle)
                .iter()
                .map(|s| s.nom.as_str())
                .collect();
            let derniere = a.derniere.map_or_else(|| "jamais".to_owned(), date_courte);
            let rangee = Rangee {
                cellules: vec![
                    s.nom.to_string(),
                    ents.join(" + "),
                    date_courte(a.ent_depuis),
                    derniere.clone(),
                ],
                suite: commune.to_owned(),
                nom: format!(
                    "{}, {commune}, {} depuis le {}, formée\u{202f}: {derniere}",
                    s.nom,
                    ents.join(" + "),
                    date_courte(a.ent_depuis)
                ),
            };
            Some((a.ecole, a.derniere.is_some(), rangee))
        })
        .collect();
    Vue {
        compte: formees(faits, au, regle, population),
        lignes,
    }
}
