//! The entry of a visit: one column in the order of the thought, and on the right what was promised
//! last time.
//!
//! By keyboard alone: Tab goes on, Enter goes to what is still empty, Ctrl+Enter finishes, Escape
//! leaves a draft.
//!
//! Reading order: `forme` (the fields and what they hold), `champs`, `actions` (how
//! they are drawn), `garde` (the draft), `brouillons` (those that wait), `cote` (the right side),
//! `modeles` (the templates).

mod actions;
mod brouillons;
mod champs;
mod cote;
mod forme;
mod garde;
mod modeles;

use chrono::NaiveDate;
use egui::{Align, Key, Layout, Modifiers, Rect, ScrollArea, Ui};

use self::brouillons::Brouillons;
use self::champs::EcolesProposees;
use self::cote::Cote;
use self::forme::{Champ, Forme};
use self::modeles::Modeles;
use super::PageCtx;
use super::theme::{self, Tokens};
use crate::command::{Command, Ecriture, Page};
use crate::domain::saisie_visite::VisiteSaisie;
use crate::domain::{Id, SaisieVisite};

/// What the page remembers.
#[derive(Default)]
pub struct NouvelleVisitePage {
    forme: Option<Forme>,
    /// Asked: a form for this school, or for none.
    demande: Option<Option<Id>>,
    /// Its day, when it is asked too.
    le: Option<NaiveDate>,
    /// Where one came from.
    retour: Page,
    ecoles: EcolesProposees,
    cote: Cote,
    brouillons: Brouillons,
    modeles: Modeles,
    /// Why the last draft could not be kept.
    refus: Option<String>,
}

impl NouvelleVisitePage {
    /// Opens the entry, to this school when there is one; what is already being typed stays,
    /// unless it is about another school.
    pub fn ouvrir(&mut self, ecole: Option<Id>, depuis: Page) {
        self.demande = Some(ecole);
        if depuis != Page::NouvelleVisite {
            self.retour = depuis;
        }
    }

    /// The form that was just asked for is of this day.
    pub const fn dater(&mut self, le: NaiveDate) {
        self.le = Some(le);
    }

    /// The carnet has answered: whether the visit `id` was written. Where to go back to, when it is
    /// the one of this form.
    pub fn answered(&mut self, id: Id, written: bool) -> Option<Page> {
        let forme = self.forme.as_mut().filter(|f| f.saisie.id == id)?;
        forme.en_attente = false;
        if !written {
            return None;
        }
        self.forme = None;
        self.brouillons.moved();
        Some(self.retour)
    }

    /// What was typed and is not kept yet: kind, identity, contents.
    pub fn unsaved(&mut self) -> Option<(&'static str, Id, Option<String>)> {
        self.forme.as_mut()?.garde_maintenant()
    }

    /// A draft was kept, or why it could not be.
    pub fn draft_kept(&mut self, refus: Option<String>) {
        self.refus = refus;
        self.brouillons.moved();
    }

    /// Drafts came back from a rescue file.
    pub fn drafts_moved(&mut self) {
        self.brouillons.moved();
    }

    /// What is being typed, when the same carnet is opened anew under the page.
    pub fn take(&mut self) -> Option<SaisieVisite> {
        self.forme.take().map(|forme| forme.saisie)
    }

    pub fn put_back(&mut self, saisie: Option<SaisieVisite>) {
        self.forme = saisie.map(Forme::kept);
    }

    /// Another page is shown: what was typed is kept now.
    pub fn left(&mut self, ctx: &PageCtx<'_>) {
        if let Some((genre, id, contenu)) = self.unsaved() {
            let commande = Command::Brouillon { genre, id, contenu };
            ctx.commands.send(commande);
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        self.open_form(ctx);
        let finish = ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        if finish {
            commit_focused(ui);
        }
        let Some(mut forme) = self.forme.take() else {
            return;
        };
        let [gauche, droite] = split(ui.available_rect_before_wrap());
        let clicked = theme::carte_pleine(ui, gauche, |ui| self.form_ui(ui, ctx, &mut forme));
        theme::carte_pleine(ui, droite, |ui| self.cote.ui(ui, ctx, &forme.saisie));
        if (finish || clicked) && !forme.en_attente {
            submit(ui, ctx, &mut forme);
        }
        forme.keep(ui, ctx);
        // A taken up draft has already its place.
        self.forme.get_or_insert(forme);
        if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.leave(ctx);
        }
    }

    /// Escape: what was typed stays as a draft.
    fn leave(&mut self, ctx: &PageCtx<'_>) {
        if self.forme.as_ref().is_some_and(|f| f.en_attente) {
            return ctx.commands.send(Command::Aller(self.retour));
        }
        self.left(ctx);
        self.forme = None;
        ctx.commands.send(Command::Aller(self.retour));
    }

    /// A form for what was asked.
    fn open_form(&mut self, ctx: &PageCtx<'_>) {
        let Some(ecole) = self.demande.take().or_else(|| {
            let nothing = self.forme.is_none();
            nothing.then_some(None)
        }) else {
            return;
        };
        let begun = self.forme.as_ref().filter(|forme| {
            let meme = ecole.is_none() || ecole == forme.saisie.ecole;
            forme.en_attente || (meme && forme.saisie.a_garder())
        });
        let le = self.le.take();
        if begun.is_some_and(|forme| forme.en_attente || le.is_none()) {
            return;
        }
        self.left(ctx);
        let mut forme = Forme::new(ctx, ecole);
        if let Some(le) = le {
            forme.dater(le);
        }
        self.forme = Some(forme);
    }

    /// The column; whether « Terminer » was clicked.
    fn form_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) -> bool {
        ui.horizontal(|ui| {
            ui.label(theme::titre("Nouvelle visite"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.modeles.choice_ui(ui, ctx, forme);
            });
        });
        if let Some(reprise) = self.brouillons.ui(ui, ctx, forme.saisie.id) {
            if let Some((genre, id, contenu)) = forme.garde_maintenant() {
                let commande = Command::Brouillon { genre, id, contenu };
                ctx.commands.send(commande);
            }
            self.forme = Some(Forme::kept(reprise));
        }
        self.modeles.dialog_ui(ui, ctx);
        let bas = 44.0;
        let hauteur = (ui.available_height() - bas).max(80.0);
        ScrollArea::vertical()
            .id_salt(("nouvelle visite", forme.saisie.id))
            .max_height(hauteur)
            .min_scrolled_height(hauteur)
            .auto_shrink(false)
            .show(ui, |ui| {
                if forme.en_attente {
                    ui.disable();
                }
                ui.set_width(ui.available_width() - 8.0);
                champs::show(ui, ctx, &mut self.ecoles, forme);
            });
        self.footer_ui(ui, forme)
    }

    fn footer_ui(&self, ui: &mut Ui, forme: &Forme) -> bool {
        let t = Tokens::of(ui);
        let mut clicked = false;
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.add_enabled_ui(!forme.en_attente, |ui| {
                clicked = theme::bouton_principal(ui, "Terminer  Ctrl Entrée").clicked();
            });
            let (texte, couleur) = if let Some(phrase) = &forme.refus {
                (phrase.as_str(), t.erreur)
            } else if let Some(refus) = &self.refus {
                (refus.as_str(), t.erreur)
            } else if forme.en_attente {
                (
                    "La visite sera enregistrée dès que le travail en cours sera fini.",
                    t.discret,
                )
            } else if forme.is_kept() {
                ("✓ Brouillon gardé · Échap pour le laisser", t.discret)
            } else {
                (
                    "Tab pour avancer, Échap pour laisser en brouillon",
                    t.discret,
                )
            };
            let texte = egui::RichText::new(texte).small().color(couleur);
            ui.add(egui::Label::new(texte).wrap());
        });
        clicked
    }
}

/// Takes the keyboard from the field that has it, so that it says what it holds.
fn commit_focused(ui: &Ui) {
    ui.memory_mut(|m| {
        if let Some(focused) = m.focused() {
            m.surrender_focus(focused);
        }
    });
}

/// Sends the visit, or says what is missing and goes there.
fn submit(ui: &Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
    forme.refus = None;
    if let Some((champ, phrase)) = forme.unread(ui) {
        forme.refus = Some(phrase.to_owned());
        forme.focus = Some(champ);
        return;
    }
    match forme.saisie.terminer(&ctx.faits.termes, Id::fresh) {
        Ok(VisiteSaisie { visite, termes }) => {
            let visite = Ecriture::Visite(Box::new(visite));
            let ecriture = if termes.is_empty() {
                visite
            } else {
                let termes = termes.into_iter().map(|t| Ecriture::Terme(Box::new(t)));
                Ecriture::Lot(std::iter::once(visite).chain(termes).collect())
            };
            forme.en_attente = true;
            ctx.commands.send(Command::Ecrire(ecriture));
        }
        Err(manque) => {
            forme.refus = Some(manque.phrase().to_owned());
            forme.focus = Some(Champ::of(manque));
        }
    }
}

/// The column and the right side.
fn split(rect: Rect) -> [Rect; 2] {
    let largeur = (rect.width() * 0.34).min(330.0);
    let (gauche, droite) = rect.split_left_right_at_x(rect.right() - largeur);
    [gauche.with_max_x(gauche.right() - 12.0), droite]
}
