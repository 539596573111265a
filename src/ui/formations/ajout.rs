//! Adding schools to a session or to an event: one by its letters, or several at once: those
//! ticked on the page *Écoles*, a circonscription, a sector.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::{ScrollArea, Ui};

use super::refus_ui;
use crate::domain::formation::ecole_fermee;
use crate::domain::groupe::groupes;
use crate::domain::nombre::{compte, entier};
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{Faits, Id, Population, SorteGroupe};
use crate::ui::theme;
use crate::ui::widgets::champ_propose::{Aspect, champ_propose};
use crate::ui::widgets::selection::Selection;
use crate::ui::{Cached, PageCtx};

/// Schools proposed at once.
const PROPOSEES: usize = 8;

/// A school one may look for.
struct Trouvable {
    id: Id,
    ligne: String,
    /// Its line and its UAI, without accents.
    texte: String,
    /// Why it cannot be there that day.
    fermee: Option<String>,
}

/// What the field remembers.
#[derive(Default)]
pub(super) struct AjoutEcoles {
    texte: String,
    refus: Option<String>,
    index: Cached<NaiveDate, Arc<Vec<Trouvable>>>,
}

impl AjoutEcoles {
    /// Draws the field and the menu; the schools to add, none of which is in `deja`. They are
    /// looked for on `jour`.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        jour: NaiveDate,
        deja: &BTreeSet<Id>,
        cochees: &Selection,
    ) -> Vec<Id> {
        let mut prises = Vec::new();
        ui.horizontal_wrapped(|ui| {
            prises.extend(self.field_ui(ui, ctx, jour, deja));
            prises.extend(self.menu_ui(ui, ctx, jour, cochees));
        });
        if let Some(phrase) = &self.refus {
            refus_ui(ui, phrase);
        }
        prises.retain(|id| !deja.contains(id));
        prises
    }

    fn field_ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        jour: NaiveDate,
        deja: &BTreeSet<Id>,
    ) -> Option<Id> {
        let id = egui::Id::unique("ajouter une école à une session");
        let avant = self.texte.clone();
        let actif = ui.memory(|m| m.has_focus(id) || m.had_focus_last_frame(id));
        let index = actif.then(|| {
            let index = self.index.get(jour, ctx.revision, |&jour| {
                Arc::new(index_of(ctx.faits, jour))
            });
            Arc::clone(index)
        });
        let index = index.as_deref().map_or(&[][..], Vec::as_slice);
        let recherche = Recherche::new(&self.texte);
        let found = |t: &&Trouvable| recherche.accepte(&t.texte) && !deja.contains(&t.id);
        let rien = if recherche.is_empty() {
            String::new()
        } else {
            why_none(index, &recherche, deja)
        };
        let aspect = Aspect {
            nom: "Ajouter une école",
            // The menu stands beside it.
            largeur: (ui.available_width() - 170.0).clamp(120.0, 300.0),
            indice: "Ajouter une école…",
            rien: &rien,
            premier: false,
        };
        let dit = champ_propose(ui, id, aspect, &mut self.texte, |cherche| {
            if cherche.is_empty() {
                return Vec::new();
            }
            index
                .iter()
                .filter(|t| t.fermee.is_none())
                .filter(found)
                .take(PROPOSEES)
                .map(|t| (t.ligne.clone(), t.id))
                .collect()
        });
        if dit.pris.is_some() {
            self.texte.clear();
            self.refus = None;
        } else if self.texte != avant {
            self.refus = None;
        } else if (dit.laisse || dit.suite) && !rien.is_empty() {
            self.refus = Some(rien);
        }
        if dit.suite {
            dit.champ.request_focus();
        }
        dit.pris
    }

    fn menu_ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        jour: NaiveDate,
        cochees: &Selection,
    ) -> Vec<Id> {
        let mut prises = Vec::new();
        ui.menu_button("Plusieurs écoles ▾", |ui| {
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                if cochees.is_empty() {
                    let texte = "Des écoles cochées sur la page Écoles s’ajouteraient ici.";
                    ui.label(theme::petit(ui, texte));
                } else {
                    let texte = compte(cochees.len(), "école cochée", "écoles cochées");
                    if ui.button(texte).clicked() {
                        prises = self.ticked(ctx, jour, cochees);
                        ui.close();
                    }
                }
                for sorte in [SorteGroupe::Circonscription, SorteGroupe::Secteur] {
                    ui.label(theme::petit(ui, sorte.libelle()));
                    let connus = groupes(ctx.faits, jour, sorte, ctx.regle, Population::Public);
                    for ligne in connus.lignes {
                        let n = ligne.compte.ecoles as usize;
                        let texte = format!("{}, {}", ligne.nom, compte(n, "école", "écoles"));
                        if ui.button(texte).clicked() {
                            let membres = ligne.groupe.membres(ctx.faits, jour);
                            prises = membres
                                .filter(|(_, s)| Population::Public.contains(s.statut))
                                .map(|(ecole, _)| ecole.id)
                                .collect();
                            self.refus = None;
                            ui.close();
                        }
                    }
                }
            });
        });
        prises
    }

    /// The ticked schools open that day; the others are told.
    fn ticked(&mut self, ctx: &PageCtx<'_>, jour: NaiveDate, cochees: &Selection) -> Vec<Id> {
        let ouvertes: BTreeSet<Id> = ctx.faits.ouvertes_au(jour).map(|(e, _)| e.id).collect();
        let prises: Vec<Id> = cochees.iter().filter(|id| ouvertes.contains(id)).collect();
        self.refus = match cochees.len() - prises.len() {
            0 => None,
            1 => Some(
                "Une des écoles cochées est fermée ce jour-là\u{202f}: elle n’est pas ajoutée."
                    .to_owned(),
            ),
            n => Some(format!(
                "{} des écoles cochées sont fermées ce jour-là\u{202f}: elles ne sont pas ajoutées.",
                entier(n)
            )),
        };
        prises
    }
}

/// Every school of the carnet, in the order of the register.
fn index_of(faits: &Faits, jour: NaiveDate) -> Vec<Trouvable> {
    faits
        .ecoles
        .iter()
        .map(|ecole| {
            let (s, _) = ecole.au(jour);
            let commune = s.commune_nom.as_deref().unwrap_or_default();
            let ligne = format!("{} · {commune}", s.nom);
            Trouvable {
                id: ecole.id,
                texte: sans_accents(&format!("{ligne} {}", ecole.uai)),
                ligne,
                fermee: ecole_fermee(s, jour),
            }
        })
        .collect()
}

/// Why nothing is proposed; empty when something is.
fn why_none(index: &[Trouvable], recherche: &Recherche, deja: &BTreeSet<Id>) -> String {
    let mut deja_la = None;
    let mut fermee = None;
    for t in index.iter().filter(|t| recherche.accepte(&t.texte)) {
        match &t.fermee {
            _ if deja.contains(&t.id) => deja_la = Some(t),
            None => return String::new(),
            Some(phrase) => fermee = Some(phrase),
        }
    }
    match (deja_la, fermee) {
        (Some(t), _) => format!("Déjà là\u{202f}: {}.", t.ligne),
        (None, Some(phrase)) => phrase.clone(),
        (None, None) if index.is_empty() => String::new(),
        (None, None) => "Aucune école de ce nom dans ce carnet.".to_owned(),
    }
}
