//! « Pièces jointes » : links to files and addresses, never copies, on the sheets of schools,
//! visits and observations.
//!
//! Whether a file is there is asked once, when it is shown, away from the window; a path of another
//! machine is never looked at.

use egui::{Button, Id, Key, RichText, Sense, TextEdit, Ui};

use super::PageCtx;
use super::theme::{self, Tokens};
use super::widgets::nommer;
use crate::command::{Command, Ecriture};
use crate::domain::adresse::{Adresse, libelle, visible};
use crate::domain::date::date_courte;
use crate::domain::{Id as Cle, Piece};
use crate::store::Genre;
use crate::systeme::Presences;

/// What the section remembers.
#[derive(Default)]
pub(super) struct Pieces {
    /// The school and the object they are shown for: others are asked about anew.
    vue: Option<(Cle, Option<Cle>)>,
    presences: Presences,
    adresse: String,
    nom: String,
    refus: Option<String>,
    /// A file that is looked for before it is written.
    attente: Option<Piece>,
    ouverte: bool,
    /// The keyboard is to come to the address.
    focus: bool,
}

impl Pieces {
    /// Draws those of `objet`, or all those of the school.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Cle, objet: Option<Cle>) {
        if self.vue != Some((ecole, objet)) {
            *self = Self::default();
            self.vue = Some((ecole, objet));
        }
        let toutes = ctx.faits.terrain.pieces(ecole);
        let montrees = toutes
            .iter()
            .filter(|p| objet.is_none() || p.objet == objet);
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::sous_titre("Pièces jointes"));
            if !self.ouverte && ui.button("Joindre…").clicked() {
                self.ouverte = true;
                self.focus = true;
            }
        });
        for piece in montrees {
            self.line_ui(ui, ctx, piece, objet.is_none());
        }
        if self.ouverte {
            self.add_ui(ui, ctx, ecole, objet);
        }
    }

    fn presence(&mut self, ui: &Ui, chemin: &str) -> Option<bool> {
        let ctx = ui.ctx().clone();
        self.presences.of(chemin, move || ctx.request_repaint())
    }

    /// One link, what is known of it, what takes it away.
    fn line_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, piece: &Piece, dire_objet: bool) {
        let t = Tokens::of(ui);
        let adresse = Adresse::parse(&piece.adresse);
        let nom = title(piece, adresse.as_ref().ok());
        let (signe, etat, couleur) = match &adresse {
            Ok(Adresse::Web(_)) => ("", "adresse web".to_owned(), t.discret),
            Ok(Adresse::Reseau(_)) => ("", "sur le réseau, non vérifié".to_owned(), t.discret),
            Ok(Adresse::Fichier(chemin)) => match self.presence(ui, chemin) {
                Some(true) => ("✓ ", "fichier présent".to_owned(), t.succes),
                Some(false) => ("✗ ", "fichier introuvable".to_owned(), t.erreur),
                None => ("", "recherche du fichier…".to_owned(), t.discret),
            },
            Err(phrase) => ("✗ ", phrase.clone(), t.erreur),
        };
        ui.horizontal_wrapped(|ui| {
            if adresse.is_ok() {
                let lien = ui.link(&nom).on_hover_text(visible(&piece.adresse));
                if lien.clicked() {
                    let adresse = piece.adresse.clone();
                    ctx.commands.send(Command::OuvrirAdresse(adresse));
                }
            } else {
                ui.label(&nom).on_hover_text(visible(&piece.adresse));
            }
            let etat = RichText::new(format!("{signe}{etat}")).small();
            ui.label(etat.color(couleur));
            if dire_objet && let Some(dit) = about(ctx, piece) {
                ui.label(theme::petit(ui, format!("· {dit}")));
            }
            let bouton = ui.add(Button::new("✗").small().sense(Sense::CLICK));
            nommer(&bouton, format!("Ne plus joindre : {nom}"));
            if bouton
                .on_hover_text("Le fichier lui-même reste où il est")
                .clicked()
            {
                let ecriture = Ecriture::Supprimer(Genre::Piece, piece.id);
                ctx.commands.send(Command::Ecrire(ecriture));
            }
        });
    }

    /// The fields that add one; a file is written once it was found.
    fn add_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Cle, objet: Option<Cle>) {
        let mut taken = false;
        for (texte, nom, indice, place) in [
            (
                &mut self.adresse,
                "Fichier ou adresse à joindre",
                "Chemin complet d’un fichier, ou https://…",
                "adresse",
            ),
            (
                &mut self.nom,
                "Nom de la pièce",
                "Nom à montrer, facultatif",
                "nom",
            ),
        ] {
            let reponse = ui.add(
                TextEdit::singleline(texte)
                    .id(champ(place))
                    .desired_width(f32::INFINITY)
                    .hint_text(indice),
            );
            nommer(&reponse, nom);
            if reponse.changed() {
                self.refus = None;
            }
            if place == "adresse" && std::mem::take(&mut self.focus) {
                reponse.request_focus();
            }
            taken |= reponse.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        }
        ui.horizontal(|ui| {
            taken |= ui.button("Joindre").clicked();
            if ui.button("Laisser").clicked() {
                let vue = self.vue;
                let presences = std::mem::take(&mut self.presences);
                *self = Self {
                    vue,
                    presences,
                    ..Self::default()
                };
            }
        });
        if taken {
            self.read(ecole, objet);
        }
        self.write_when_found(ui, ctx);
        if let Some(phrase) = &self.refus {
            ui.colored_label(Tokens::of(ui).erreur, visible(phrase));
        } else if self.attente.is_some() {
            ui.label(theme::petit(ui, "Recherche du fichier…"));
        }
    }

    /// Understands what was typed, or says why it may not be.
    fn read(&mut self, ecole: Cle, objet: Option<Cle>) {
        let lue = Adresse::parse(&self.adresse)
            .and_then(|adresse| libelle(&self.nom).map(|libelle| (adresse, libelle)));
        match lue {
            Err(phrase) => self.refus = Some(phrase),
            Ok((adresse, libelle)) => {
                self.refus = None;
                // It may have come there since it was last looked for.
                self.presences.forget();
                self.attente = Some(Piece {
                    id: Cle::fresh(),
                    ecole,
                    objet,
                    libelle,
                    adresse: adresse.as_str().to_owned(),
                });
            }
        }
    }

    fn write_when_found(&mut self, ui: &Ui, ctx: &PageCtx<'_>) {
        let Some(piece) = self.attente.take() else {
            return;
        };
        let la = match Adresse::parse(&piece.adresse) {
            Ok(Adresse::Fichier(chemin)) => self.presence(ui, &chemin),
            _ => Some(true),
        };
        match la {
            None => self.attente = Some(piece),
            Some(false) => {
                self.refus = Some(format!(
                    "Aucun fichier «\u{a0}{}\u{a0}» sur cet ordinateur\u{202f}: vérifiez son chemin.",
                    piece.adresse
                ));
            }
            Some(true) => {
                ctx.commands.send(Command::Ecrire(Ecriture::Piece(piece)));
                self.adresse.clear();
                self.nom.clear();
                self.ouverte = false;
            }
        }
    }
}

fn champ(place: &str) -> Id {
    Id::unique(("joindre une pièce", place))
}

/// What it is called: its name, else that of the file or of the site; nothing hidden.
fn title(piece: &Piece, adresse: Option<&Adresse>) -> String {
    let nom = piece.libelle.trim();
    if !nom.is_empty() {
        return visible(nom);
    }
    visible(adresse.map_or(piece.adresse.as_str(), Adresse::nom))
}

/// « visite du 12/03/2021 ».
fn about(ctx: &PageCtx<'_>, piece: &Piece) -> Option<String> {
    let objet = piece.objet?;
    let terrain = &ctx.faits.terrain;
    let mut visites = terrain.visites(piece.ecole).iter();
    if let Some(visite) = visites.find(|v| v.id == objet) {
        return Some(format!("visite du {}", date_courte(visite.le)));
    }
    let mut observations = terrain.observations(piece.ecole).iter();
    let observation = observations.find(|o| o.id == objet)?;
    Some(format!("observation du {}", date_courte(observation.le)))
}
