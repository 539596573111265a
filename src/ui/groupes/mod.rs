//! *Groupes*: circonscriptions, secteurs de collège, communes, RPI and réseaux d'éducation
//! prioritaire, each with its sheet beside the list.

mod carte;
mod fiche;
mod historique;
mod liaison_ui;
mod liens;
mod saisie;
mod vue;

use chrono::NaiveDate;
use egui::{TextEdit, Ui};

use self::fiche::FicheGroupe;
use super::ecoles::split;
use super::theme;
use super::widgets::clavier::moved;
use super::widgets::nommer;
use super::widgets::tableau::{self, Colonne, Rangee, Tableau};
use super::{Cached, PageCtx};
use crate::command::{Command, Page};
use crate::domain::groupe::{Groupes, LigneGroupe, groupes};
use crate::domain::nombre::{compte, entier, taux_texte};
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{Groupe, Population, Regle, SorteGroupe};

pub use self::liens::liens_ecole;

/// Width of the sheet, in points: a table and a curve stand in it.
const FICHE: f32 = 590.0;
/// The share of the page it never exceeds.
const PART: f32 = 0.6;

const COLONNES: [Colonne; 4] = [
    Colonne::reste("Groupe"),
    Colonne::nombre("Écoles", 54.0),
    Colonne::nombre("Avec ENT", 66.0),
    Colonne::nombre("Taux", 62.0),
];
/// Beside a sheet: « 7 sur 8 » in one column, then the rate where there is room.
const COLONNES_ETROITES: [Colonne; 3] = [
    Colonne::reste("Groupe"),
    Colonne::nombre("Avec ENT", 72.0),
    Colonne::nombre("Taux", 54.0),
];

/// What the page remembers.
#[derive(Default)]
pub struct GroupesPage {
    sorte: SorteGroupe,
    selection: Option<Groupe>,
    recherche: String,
    liste: Cached<(NaiveDate, Regle, SorteGroupe), (Groupes, Vec<String>)>,
    fiche: FicheGroupe,
    scroll: bool,
}

impl GroupesPage {
    /// Shows the sheet of this group.
    pub fn montrer(&mut self, groupe: Groupe) {
        self.sorte = groupe.sorte();
        self.selection = Some(groupe);
        self.recherche.clear();
        self.scroll = true;
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            empty_ui(ui, ctx);
            return;
        }
        let selection = self.selection.clone();
        let rect = ui.available_rect_before_wrap();
        let largeur = FICHE.min(rect.width() * PART);
        let [gauche, droite] = split(rect, selection.is_some(), largeur);
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| self.list_ui(ui, ctx));
        }
        if let Some(groupe) = selection
            && theme::carte_pleine(ui, droite, |ui| self.fiche.ui(ui, ctx, &groupe))
        {
            self.selection = None;
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        self.tabs_ui(ui);
        ui.add_space(4.0);
        let question = (ctx.au, ctx.regle, self.sorte);
        let (liste, textes) = self
            .liste
            .get(question, ctx.revision, |&(au, regle, sorte)| {
                let liste = groupes(ctx.faits, au, sorte, regle, Population::Public);
                let textes = liste.lignes.iter().map(searched).collect();
                (liste, textes)
            });
        let champ = ui.add(
            TextEdit::singleline(&mut self.recherche)
                .desired_width(220.0)
                .hint_text("Chercher un groupe…"),
        );
        nommer(&champ, "Chercher un groupe");
        ui.add_space(4.0);
        let recherche = Recherche::new(&self.recherche);
        let visibles: Vec<&LigneGroupe> = liste
            .lignes
            .iter()
            .zip(textes)
            .filter(|(_, texte)| recherche.accepte(texte))
            .map(|(ligne, _)| ligne)
            .collect();
        if visibles.is_empty() {
            let texte = if liste.lignes.is_empty() {
                none(self.sorte)
            } else {
                "Aucun groupe de ce nom."
            };
            ui.add(egui::Label::new(texte).wrap());
        }
        let mut choisie = self
            .selection
            .as_ref()
            .and_then(|g| visibles.iter().position(|l| l.groupe == *g));
        if let Some(nouvelle) = moved(ui, choisie, visibles.len()) {
            choisie = Some(nouvelle);
            self.selection = Some(visibles[nouvelle].groupe.clone());
            self.scroll = true;
        }
        let vers = std::mem::take(&mut self.scroll)
            .then_some(choisie)
            .flatten();
        let large = ui.available_width() > 520.0;
        let etroites = if ui.available_width() > 380.0 { 3 } else { 2 };
        let tableau = Tableau {
            id: "groupes",
            colonnes: if large {
                &COLONNES
            } else {
                &COLONNES_ETROITES[..etroites]
            },
            choisie,
            vers,
            // The header of the table and the two lines below it.
            hauteur: ui.available_height() - 3.0 * theme::LIGNE,
        };
        let rangee = |i: usize| row(visibles[i], large);
        if !visibles.is_empty()
            && let Some(index) = tableau::show(ui, &tableau, visibles.len(), rangee)
        {
            self.selection = Some(visibles[index].groupe.clone());
        }
        ui.add_space(4.0);
        unknown_ui(ui, ctx, self.sorte, liste);
        ui.add(egui::Label::new(theme::petit(ui, rule(ctx.regle))).wrap());
    }

    fn tabs_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.spacing_mut().button_padding.x = 6.0;
            for sorte in SorteGroupe::ALL {
                let choisie = self.sorte == sorte;
                if ui.selectable_label(choisie, sorte.libelle()).clicked() && !choisie {
                    self.sorte = sorte;
                    self.selection = None;
                    self.recherche.clear();
                }
            }
        });
    }
}

/// The population and the rule, printed wherever a figure is.
fn rule(regle: Regle) -> String {
    format!(
        "Écoles publiques ouvertes à cette date. Une école compte «\u{a0}avec ENT\u{a0}» pour {}.",
        regle.libelle()
    )
}

fn searched(ligne: &LigneGroupe) -> String {
    let code = ligne.groupe.code_insee().unwrap_or_default();
    sans_accents(&format!("{} {} {code}", ligne.nom, ligne.ou))
}

fn row(ligne: &LigneGroupe, large: bool) -> Rangee {
    let c = &ligne.compte;
    let n = c.ecoles as usize;
    let nom = ligne.nom.clone();
    let sur = || format!("{} sur {}", entier(c.avec_ent), entier(c.ecoles));
    Rangee {
        cellules: if large {
            let taux = taux_texte(c.taux());
            vec![nom, entier(c.ecoles), entier(c.avec_ent), taux]
        } else {
            vec![nom, sur(), taux_texte(c.taux())]
        },
        suite: ligne.ou.clone(),
        nom: format!(
            "{}, {} sur {} avec ENT",
            ligne.nom,
            entier(c.avec_ent),
            compte(n, "école", "écoles")
        ),
    }
}

/// The schools whose group nobody said: a way to complete them.
fn unknown_ui(ui: &mut Ui, ctx: &PageCtx<'_>, sorte: SorteGroupe, liste: &Groupes) {
    let n = liste.sans_groupe.len();
    if n == 0 {
        return;
    }
    let texte = format!("Non renseigné\u{202f}: {}", compte(n, "école", "écoles"));
    if ui.link(texte).on_hover_text("Voir ces écoles").clicked() {
        ctx.commands.send(Command::MontrerEcoles {
            titre: format!("{}\u{202f}: non renseigné", sorte.un()),
            ecoles: liste.sans_groupe.clone(),
        });
    }
}

const fn none(sorte: SorteGroupe) -> &'static str {
    match sorte {
        SorteGroupe::Circonscription => {
            "Aucune circonscription connue\u{202f}: l’annuaire officiel les donne."
        }
        SorteGroupe::Secteur => {
            "Aucun secteur de collège connu\u{202f}: la carte scolaire les donne."
        }
        SorteGroupe::Commune => "Aucune commune connue\u{202f}: l’annuaire officiel les donne.",
        SorteGroupe::Rpi => "Aucune école de ce carnet n’est dans un RPI dispersé.",
        SorteGroupe::Reseau => {
            "Aucune école de ce carnet n’est en REP ou REP+, ou leur secteur de collège n’est pas connu."
        }
    }
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Aucun groupe dans ce carnet"));
        ui.label("Circonscriptions, secteurs de collège et communes viennent des écoles\u{202f}: importez l’annuaire officiel, et les groupes se forment d’eux-mêmes.");
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Importer l’annuaire").clicked() {
            ctx.commands.send(Command::Aller(Page::Importer));
        }
    });
}
