//! The grid of an observation: one row per service, one stop of Tab, arrows between its cells,
//! letters and digits to choose. A click or Enter opens what may be chosen under the cell.

use egui::{
    Button, Event, EventFilter, Id, Key, Modifiers, Popup, Rect, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, pos2, vec2,
};

use super::cases::{
    HAUTEUR, PARTS, SERVICE, TITRES, cell_name, choice_ui, column_rect, scale, titles_ui, write,
};
use super::constat;
use super::saisie::{
    Choix, Colonne, by_letter, choix, choose, clear, court, holds, services, texte,
};
use super::touches::{Touche, touches};
use crate::command::Command;
use crate::domain::{Crcn, Id as Cle, Observation, ObservationLigne};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// Where one is in the grid.
#[derive(Default)]
pub(super) struct Grille {
    ligne: usize,
    colonne: usize,
    /// What may be chosen is shown under the cell, with this one ready to be taken.
    ouverte: bool,
    choisi: Option<usize>,
    /// The first digit of a competence.
    domaine: Option<u8>,
    /// The cell that was clicked in this frame.
    clique: Option<(usize, usize)>,
}

impl Grille {
    /// Puts the keyboard in the grid, at its first cell.
    pub(super) fn enter(&mut self, ui: &Ui, observation: Cle) {
        *self = Self::default();
        ui.memory_mut(|m| m.request_focus(focus_id(observation)));
    }

    /// Draws the grid and the constat of the row one is in; what is chosen is written in `o`.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, o: &mut Observation) {
        let services = services(ctx.faits, o);
        if services.is_empty() {
            ui.label("La liste des services est vide\u{202f}: complétez-la dans Réglages.");
            return;
        }
        self.ligne = self.ligne.min(services.len() - 1);
        let id = focus_id(o.id);
        if ui.memory(|m| m.has_focus(id)) {
            self.keys(ui, ctx, o, &services);
        }
        let taille = vec2(
            ui.available_width(),
            TITRES + HAUTEUR * services.len() as f32,
        );
        let (rect, _) = ui.allocate_exact_size(taille, Sense::hover());
        let reponse = ui.interact(rect, id, Sense::focusable_noninteractive());
        self.say(ctx, o, &services, &reponse);
        let focus = reponse.has_focus();
        if focus {
            let filtre = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: self.ouverte,
                tab: false,
            };
            ui.memory_mut(|m| m.set_focus_lock_filter(id, filtre));
        }
        titles_ui(ui, rect);
        let mut active = None;
        for (rang, (service, nom)) in services.iter().enumerate() {
            let haut = rect.top() + TITRES + HAUTEUR * rang as f32;
            let bande = Rect::from_min_size(pos2(rect.left(), haut), vec2(rect.width(), HAUTEUR));
            let ligne = o.ligne(*service).cloned();
            let ligne = ligne.unwrap_or_else(|| ObservationLigne::vide(*service));
            if let Some(cell) = self.row_ui(ui, ctx, (rang, nom), bande, &ligne, (id, focus)) {
                active = Some((cell, ligne));
            }
        }
        if let Some((cell, ligne)) = active
            && self.ouverte
        {
            self.popup_ui(ctx, o, &cell, &ligne);
        }
        if let Some((rang, place)) = self.clique.take() {
            let avant = services[self.ligne].0;
            constat::commit(ui, o, avant);
            self.click(ui, ctx, o, (rang, place), services[rang].0);
        }
        let (service, nom) = &services[self.ligne];
        constat::ui(ui, o, *service, nom, id);
    }

    fn colonne(&self) -> Colonne {
        PARTS
            .get(self.colonne)
            .map_or_else(Colonne::default, |(c, _)| *c)
    }

    /// Tells a screen reader where one is and what stands there.
    fn say(
        &self,
        ctx: &PageCtx<'_>,
        o: &Observation,
        services: &[(Cle, String)],
        r: &egui::Response,
    ) {
        r.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Grid, true, "Grille d’observation"));
        let (service, nom) = &services[self.ligne];
        let vide = ObservationLigne::vide(*service);
        let ligne = o.ligne(*service).unwrap_or(&vide);
        let dit = cell_name(ctx, nom, ligne, self.colonne());
        r.ctx
            .accesskit_node_builder(r.id, |node| node.set_value(dit));
    }

    // ---- keyboard

    fn keys(
        &mut self,
        ui: &Ui,
        ctx: &PageCtx<'_>,
        o: &mut Observation,
        services: &[(Cle, String)],
    ) {
        // No field has the keyboard: these keys undo what the grid wrote.
        let pressed = |touche| ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, touche));
        if pressed(Key::Z) {
            ctx.commands.send(Command::Annuler);
        }
        if pressed(Key::Y) {
            ctx.commands.send(Command::Retablir);
        }
        let evenements: Vec<Event> = ui.input(|i| i.events.clone());
        for touche in touches(&evenements) {
            let (service, _) = &services[self.ligne];
            self.key(ui, ctx, o, *service, touche, services.len());
        }
    }

    fn key(
        &mut self,
        ui: &Ui,
        ctx: &PageCtx<'_>,
        o: &mut Observation,
        service: Cle,
        touche: Touche,
        n: usize,
    ) {
        let colonne = self.colonne();
        let vide = ObservationLigne::vide(service);
        let ligne = o.ligne(service).unwrap_or(&vide);
        let possibles = choix(ctx.faits, colonne, ligne);
        let domaine = self.domaine.take();
        match touche {
            Touche::Haut if self.ouverte => self.choose_near(&possibles, -1),
            Touche::Bas if self.ouverte => self.choose_near(&possibles, 1),
            Touche::Haut => self.ligne = self.ligne.saturating_sub(1),
            Touche::Bas => self.ligne = (self.ligne + 1).min(n - 1),
            Touche::Debut => self.ligne = 0,
            Touche::Fin => self.ligne = n - 1,
            Touche::Gauche | Touche::Droite => {
                self.ouverte = false;
                let dernier = PARTS.len() - 1;
                self.colonne = match touche {
                    Touche::Gauche => self.colonne.saturating_sub(1),
                    _ => (self.colonne + 1).min(dernier),
                };
            }
            Touche::Echap => self.ouverte = false,
            Touche::Effacer => clear_in(o, service, colonne),
            Touche::Ouvrir if colonne == Colonne::Constat => constat::begin(ui, o, service, None),
            Touche::Ouvrir if self.ouverte => {
                match self.choisi.and_then(|rang| possibles.get(rang)) {
                    Some(pris) => self.take(o, service, colonne, pris),
                    None => self.ouverte = false,
                }
            }
            Touche::Ouvrir => self.open(&possibles, ligne),
            Touche::Signe(c) if colonne == Colonne::Constat => {
                constat::begin(ui, o, service, Some(c));
            }
            Touche::Chiffre(c) if colonne == Colonne::Constat => {
                let c = char::from_digit(c.into(), 10);
                constat::begin(ui, o, service, c);
            }
            Touche::Chiffre(0) if domaine.is_none() => clear_in(o, service, colonne),
            Touche::Chiffre(chiffre) if colonne == Colonne::Crcn => match domaine {
                None => self.domaine = (1..=5).contains(&chiffre).then_some(chiffre),
                Some(domaine) => {
                    if let Some(c) = Crcn::parse(&format!("{domaine}.{chiffre}")) {
                        let valeur = super::saisie::Valeur::Crcn(c);
                        choose(o.ligne_mut(service), colonne, valeur);
                    }
                }
            },
            Touche::Chiffre(chiffre) => {
                if let Some(pris) = possibles.get(usize::from(chiffre) - 1) {
                    self.take(o, service, colonne, pris);
                }
            }
            Touche::Signe(lettre) => {
                if let Some(valeur) = by_letter(&possibles, ligne, colonne, lettre) {
                    choose(o.ligne_mut(service), colonne, valeur);
                }
            }
        }
        if !self.ouverte {
            self.choisi = None;
        }
    }

    fn open(&mut self, possibles: &[Choix], ligne: &ObservationLigne) {
        let colonne = self.colonne();
        self.ouverte = true;
        let tenu = possibles
            .iter()
            .position(|c| holds(ligne, colonne, c.valeur));
        self.choisi = Some(tenu.unwrap_or(0));
    }

    fn choose_near(&mut self, possibles: &[Choix], pas: isize) {
        let dernier = possibles.len().saturating_sub(1);
        let ici = self.choisi.unwrap_or(0);
        self.choisi = Some(ici.saturating_add_signed(pas).min(dernier));
    }

    /// Takes it; the list stays open where several may be chosen.
    fn take(&mut self, o: &mut Observation, service: Cle, colonne: Colonne, pris: &Choix) {
        choose(o.ligne_mut(service), colonne, pris.valeur);
        self.ouverte &= colonne.plusieurs();
    }

    // ---- drawing

    /// The cells of one service; the active one when it is among them.
    fn row_ui(
        &mut self,
        ui: &Ui,
        ctx: &PageCtx<'_>,
        (rang, nom): (usize, &str),
        bande: Rect,
        ligne: &ObservationLigne,
        (grille, focus): (Id, bool),
    ) -> Option<egui::Response> {
        let t = Tokens::of(ui);
        let ici = rang == self.ligne;
        if ici {
            ui.painter().rect_filled(bande, 3.0, t.accent_fond);
        }
        let filet = Stroke::new(1.0, t.filet);
        ui.painter().hline(bande.x_range(), bande.bottom(), filet);
        let dit = if ligne.is_empty() { t.discret } else { t.encre };
        let mut x = bande.left();
        let echelle = scale(bande.width());
        write(ui, column_rect(bande, &mut x, SERVICE * echelle), nom, dit);
        let mut active = None;
        for (place, (colonne, part)) in PARTS.into_iter().enumerate() {
            let rect = column_rect(bande, &mut x, part * echelle);
            let id = grille.with(("cellule", rang, place));
            let cell = ui.interact(rect, id, Sense::CLICK);
            cell.widget_info(|| {
                let nom = cell_name(ctx, nom, ligne, colonne);
                egui::WidgetInfo::labeled(egui::Role::Button, true, nom)
            });
            ui.painter().vline(rect.left(), rect.y_range(), filet);
            let actif = ici && place == self.colonne;
            if actif {
                let bord = Stroke::new(if focus { 2.0 } else { 1.0 }, t.accent);
                let cadre = rect.shrink(1.0);
                ui.painter()
                    .rect(cadre, 3.0, t.surface, bord, StrokeKind::Inside);
            } else if cell.hovered() {
                ui.painter()
                    .rect_filled(rect.shrink(1.0), 3.0, t.accent_fond);
            }
            let court = match self.domaine.filter(|_| actif) {
                Some(domaine) => format!("{domaine}.…"),
                None => court(ctx.faits, ligne, colonne),
            };
            let coupe = write(ui, rect, &court, t.encre);
            let entier = texte(ctx.faits, ligne, colonne);
            let cell = if coupe || court != entier {
                cell.on_hover_text(entier)
            } else {
                cell
            };
            if cell.clicked() {
                self.clique = Some((rang, place));
            }
            if actif {
                active = Some(cell);
            }
        }
        active
    }

    /// A click goes to the cell and opens it; on the constat, it goes on below.
    fn click(
        &mut self,
        ui: &Ui,
        ctx: &PageCtx<'_>,
        o: &Observation,
        ici: (usize, usize),
        service: Cle,
    ) {
        let ouverte = self.ouverte && ici == (self.ligne, self.colonne);
        (self.ligne, self.colonne) = ici;
        self.domaine = None;
        self.ouverte = false;
        let colonne = self.colonne();
        if colonne == Colonne::Constat {
            constat::begin(ui, o, service, None);
            return;
        }
        if !ouverte {
            let vide = ObservationLigne::vide(service);
            let ligne = o.ligne(service).unwrap_or(&vide);
            self.open(&choix(ctx.faits, colonne, ligne), ligne);
        }
        ui.memory_mut(|m| m.request_focus(focus_id(o.id)));
    }

    /// What may be chosen, under its cell.
    fn popup_ui(
        &mut self,
        ctx: &PageCtx<'_>,
        o: &mut Observation,
        cell: &egui::Response,
        ligne: &ObservationLigne,
    ) {
        let colonne = self.colonne();
        let possibles = choix(ctx.faits, colonne, ligne);
        let mut pris = None;
        let mut efface = false;
        let popup = Popup::from_response(cell)
            .open(true)
            .width(if colonne == Colonne::Crcn {
                360.0
            } else {
                210.0
            })
            .close_behavior(egui::PopupCloseBehavior::IgnoreClicks)
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.spacing_mut().interact_size.y = 22.0;
                ScrollArea::vertical().max_height(330.0).show(ui, |ui| {
                    for (rang, possible) in possibles.iter().enumerate() {
                        let tenu = holds(ligne, colonne, possible.valeur);
                        if choice_ui(ui, possible, tenu, self.choisi == Some(rang)) {
                            pris = Some(rang);
                        }
                    }
                    let texte = theme::petit(ui, "Effacer (Suppr)");
                    let bouton = Button::new(texte).frame(false).sense(Sense::CLICK);
                    efface = ui.add(bouton).clicked();
                });
            });
        let dedans =
            popup.is_some_and(|p| p.response.contains_pointer()) || cell.contains_pointer();
        let clicked = cell.ctx.input(|i| i.pointer.any_pressed());
        if let Some(pris) = pris.and_then(|rang| possibles.get(rang)) {
            self.take(o, ligne.service, colonne, pris);
            cell.ctx.memory_mut(|m| m.request_focus(focus_id(o.id)));
        } else if efface {
            clear_in(o, ligne.service, colonne);
            self.ouverte = false;
            cell.ctx.memory_mut(|m| m.request_focus(focus_id(o.id)));
        } else if clicked && !dedans {
            self.ouverte = false;
        }
    }
}

/// What the grid of this observation is called by the keyboard.
pub(super) fn focus_id(observation: Cle) -> Id {
    Id::unique(("grille", observation))
}

fn clear_in(o: &mut Observation, service: Cle, colonne: Colonne) {
    if o.ligne(service).is_some() {
        clear(o.ligne_mut(service), colonne);
    }
}
