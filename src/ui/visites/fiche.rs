//! The sheet of one visit: everything of it, edited in place and saved at each commit.

use egui::{Key, TextEdit, Ui};

use super::personnes::{self, Demande, Vue, proposer};
use super::{action, copies};
use crate::command::{Command, Ecriture};
use crate::domain::duree::{duree_dite, parse_duree};
use crate::domain::saisie_visite::Mot;
use crate::domain::{
    CompteRendu, Etendue, Id, Lecteur, Liste, ModeleBilan, Partie, Rencontre, Terme, Visite,
    VisiteEntiere,
};
use crate::store::Genre;
use crate::ui::observatoire::ecole_ui;
use crate::ui::pieces::Pieces;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_propose::{Aspect, champ_propose};
use crate::ui::widgets::nommer;
use crate::ui::widgets::texte_libre::texte_en_place;
use crate::ui::{Answer, Cached, PageCtx};

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct FicheVisite {
    entiere: Cached<Id, Option<VisiteEntiere>>,
    /// The function being typed.
    personne: String,
    pieces: Pieces,
}

impl FicheVisite {
    /// Draws the sheet of `visite`; whether it was closed.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, visite: Id) -> bool {
        let scroll = egui::ScrollArea::vertical()
            .id_salt(("visite", visite))
            .auto_shrink(false);
        scroll
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                self.contents_ui(ui, ctx, visite)
            })
            .inner
    }

    fn contents_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, visite: Id) -> bool {
        let entiere = self
            .entiere
            .get_from(visite, ctx.revision, ctx.store, |id, store| {
                store.visite(*id).ok().flatten()
            });
        let v = match entiere {
            Answer::Fresh(Some(v)) | Answer::Stale(Some(v)) => v.clone(),
            Answer::Fresh(None) | Answer::Stale(None) => {
                ui.label("Cette visite n’est plus dans le carnet.");
                return ui.button("Fermer la fiche").clicked();
            }
            Answer::Waiting => {
                ui.label("Un travail est en cours\u{202f}: la visite s’affiche ensuite.");
                return false;
            }
        };
        let closed = heading_ui(ui, ctx, &v.visite);
        let ecole = v.visite.ecole;
        facts_ui(ui, ctx, &v);
        ecole_ui::of_visit(ui, ctx, &v.visite);
        ui.add_space(6.0);
        self.people_ui(ui, ctx, &v);
        ui.add_space(6.0);
        report_ui(ui, ctx, &v);
        ui.add_space(6.0);
        ui.label(theme::sous_titre("Actions décidées"));
        for promise in &v.actions {
            action::line_ui(ui, ctx, promise, ctx.aujourdhui, true);
        }
        action::add_ui(ui, ctx, v.visite.ecole, Some(visite));
        ui.add_space(6.0);
        if let Some(copie) = copies::show(ui, &v) {
            let mut copies = v.copies.clone();
            copies.retain(|c| c.pour != copie.pour);
            copies.push(copie);
            save(ctx, VisiteEntiere { copies, ..v }, None);
        }
        if ui.button("Compte rendu…").clicked() {
            let etendue = Etendue::Visite(visite, Lecteur::Enseignant);
            let montrer = Command::MontrerBilan(ModeleBilan::CompteRenduVisite, etendue);
            ctx.commands.send(montrer);
        }
        ui.add_space(6.0);
        self.pieces.show(ui, ctx, ecole, Some(visite));
        ui.add_space(10.0);
        if ui.link("Supprimer cette visite").clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Visite, visite);
            ctx.commands.send(Command::Ecrire(ecriture));
        }
        closed
    }

    fn people_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, v: &VisiteEntiere) {
        let vues: Vec<Vue<'_>> = v
            .rencontres
            .iter()
            .map(|r| Vue {
                fonction: r.role_dit(&ctx.faits.termes),
                nombre: r.nombre.unwrap_or(1),
                nom: &r.nom,
            })
            .collect();
        let id = egui::Id::unique(("personnes vues", v.visite.id));
        let demandes = personnes::show(ui, ctx.faits, id, &mut self.personne, &vues);
        let mut rencontres = v.rencontres.clone();
        let mut nouveau = None;
        for demande in demandes {
            match demande {
                Demande::Suite => {}
                Demande::Ajouter(role, nombre) => {
                    let (role, terme) = entry(ctx, Liste::Role, &role);
                    nouveau = terme;
                    add(&mut rencontres, role, nombre);
                }
                Demande::Compter(rang, nombre) => rencontres[rang].nombre = Some(nombre),
                Demande::Nommer(rang, nom) => rencontres[rang].nom = nom,
                Demande::Retirer(rang) => {
                    rencontres.remove(rang);
                }
            }
        }
        if rencontres == v.rencontres {
            return;
        }
        let v = VisiteEntiere {
            rencontres,
            ..v.clone()
        };
        save(ctx, v, nouveau);
    }
}

/// Adds people of one function; without a name they are counted together.
fn add(rencontres: &mut Vec<Rencontre>, role: Option<Id>, nombre: u32) {
    let meme = |r: &&mut Rencontre| r.role == role && r.nom.is_empty();
    if let Some(connue) = rencontres.iter_mut().find(meme) {
        connue.nombre = Some(connue.nombre.unwrap_or(1) + nombre);
    } else {
        rencontres.push(Rencontre {
            id: Id::fresh(),
            role,
            nombre: Some(nombre),
            nom: String::new(),
        });
    }
}

/// Writes the visit, with the word its lists did not have.
fn save(ctx: &PageCtx<'_>, v: VisiteEntiere, nouveau: Option<Terme>) {
    let visite = Ecriture::Visite(Box::new(v));
    let ecriture = match nouveau {
        None => visite,
        Some(terme) => Ecriture::Lot(vec![visite, Ecriture::Terme(Box::new(terme))]),
    };
    ctx.commands.send(Command::Ecrire(ecriture));
}

/// The entry of a word in a list, and the one to add.
fn entry(ctx: &PageCtx<'_>, liste: Liste, mot: &Mot) -> (Option<Id>, Option<Terme>) {
    let termes: Vec<&Terme> = ctx.faits.termes.iter().collect();
    mot.dans_la_liste(liste, &termes, Id::fresh)
        .map_or((None, None), |(id, nouveau)| (Some(id), nouveau))
}

fn heading_ui(ui: &mut Ui, ctx: &PageCtx<'_>, visite: &Visite) -> bool {
    let mut closed = false;
    ui.horizontal_top(|ui| {
        let largeur = ui.available_width() - 40.0;
        ui.allocate_ui(egui::vec2(largeur, 0.0), |ui| {
            ui.vertical(|ui| {
                let connue = ctx.faits.ecole(visite.ecole).map(|e| e.au(visite.le).0);
                let nom = connue.map_or("École inconnue", |s| &*s.nom);
                ui.add(egui::Label::new(theme::titre(nom)).wrap());
                let commune = connue.and_then(|s| s.commune_nom.as_deref());
                ui.horizontal_wrapped(|ui| {
                    ui.label(theme::petit(ui, commune.unwrap_or_default()));
                    if connue.is_some() && ui.link("Fiche de l’école").clicked() {
                        ctx.commands.send(Command::MontrerEcole(visite.ecole));
                    }
                });
            });
        });
        closed = ui.button("✗").on_hover_text("Fermer la fiche").clicked();
    });
    closed
}

/// Date, duration, reason, who went.
fn facts_ui(ui: &mut Ui, ctx: &PageCtx<'_>, v: &VisiteEntiere) {
    let id = egui::Id::unique(("visite", v.visite.id));
    let change = |visite: Visite, nouveau: Option<Terme>| {
        let v = VisiteEntiere {
            visite,
            ..v.clone()
        };
        save(ctx, v, nouveau);
    };
    let visite = &v.visite;
    ui.horizontal_top(|ui| {
        label(ui, "Date");
        ui.vertical(|ui| {
            let nom = "Date de la visite";
            let lue = champ_date(ui, id.with("le"), nom, Some(visite.le), ctx.aujourdhui);
            // A visit always has its day.
            if let Some(Some(le)) = lue {
                let visite = visite.clone();
                change(Visite { le, ..visite }, None);
            }
        });
        label(ui, "Durée");
        if let Some(duree) = duration_ui(ui, id.with("duree"), visite.duree) {
            let visite = visite.clone();
            change(Visite { duree, ..visite }, None);
        }
    });
    ui.horizontal_top(|ui| {
        label(ui, "Motif");
        let largeur = ui.available_width() - 160.0;
        if let Some(mot) = reason_ui(ui, ctx, id.with("motif"), visite, largeur) {
            let (motif, nouveau) = entry(ctx, Liste::MotifVisite, &mot);
            let visite = visite.clone();
            change(Visite { motif, ..visite }, nouveau);
        }
        label(ui, "Par");
        let nom = "Par, nom ou initiales";
        let largeur = ui.available_width() - 8.0;
        let dit = line_in_place(ui, id.with("par"), nom, &visite.intervenant, largeur);
        if let Some(intervenant) = dit {
            let visite = visite.clone();
            change(
                Visite {
                    intervenant,
                    ..visite
                },
                None,
            );
        }
    });
}

/// The title of a field, on its left.
fn label(ui: &mut Ui, texte: &str) {
    ui.allocate_ui_with_layout(
        egui::vec2(38.0, ui.spacing().interact_size.y),
        egui::Layout::left_to_right(egui::Align::Center),
        |ui| {
            ui.set_min_width(38.0);
            ui.label(texte);
        },
    );
}

/// A short text edited in place; Escape gives the old one back.
fn line_in_place(
    ui: &mut Ui,
    id: egui::Id,
    nom: &str,
    valeur: &str,
    largeur: f32,
) -> Option<String> {
    let mut texte = ui
        .data(|d| d.get_temp::<String>(id))
        .unwrap_or_else(|| valeur.to_owned());
    let champ = ui.add(
        TextEdit::singleline(&mut texte)
            .id(id.with("champ"))
            .char_limit(120)
            .desired_width(largeur),
    );
    nommer(&champ, nom);
    if champ.has_focus() {
        ui.data_mut(|d| d.insert_temp(id, texte));
        return None;
    }
    ui.data_mut(|d| d.remove::<String>(id));
    let escape = ui.input(|i| i.key_pressed(Key::Escape));
    (champ.lost_focus() && !escape && texte.trim() != valeur).then(|| texte.trim().to_owned())
}

/// The new duration once it is understood.
fn duration_ui(ui: &mut Ui, id: egui::Id, duree: Option<u32>) -> Option<Option<u32>> {
    let dite = duree.map(duree_dite).unwrap_or_default();
    let mut lue = None;
    ui.vertical(|ui| {
        let tapee = line_in_place(ui, id, "Durée de la visite", &dite, 70.0);
        let erreur = id.with("erreur");
        if let Some(texte) = tapee {
            match parse_duree(&texte) {
                _ if texte.is_empty() => lue = Some(None),
                Ok(minutes) => lue = Some(Some(minutes)),
                Err(phrase) => {
                    ui.data_mut(|d| d.insert_temp(erreur, phrase));
                }
            }
            if lue.is_some() {
                ui.data_mut(|d| d.remove::<String>(erreur));
            }
        }
        if let Some(phrase) = ui.data(|d| d.get_temp::<String>(erreur)) {
            ui.colored_label(Tokens::of(ui).erreur, phrase);
        }
    });
    lue.filter(|lue| *lue != duree)
}

/// The new reason: an entry of the list or a new word.
fn reason_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    id: egui::Id,
    visite: &Visite,
    largeur: f32,
) -> Option<Mot> {
    let focused = ui.memory(|m| m.has_focus(id) || m.had_focus_last_frame(id));
    let tampon = id.with("tampon");
    let mut texte = focused
        .then(|| ui.data(|d| d.get_temp::<String>(tampon)))
        .flatten()
        .unwrap_or_else(|| visite.motif_dit(&ctx.faits.termes).to_owned());
    let aspect = Aspect {
        nom: "Motif de la visite",
        largeur,
        indice: "Choisir, ou taper un nouveau motif",
        rien: "",
        premier: false,
    };
    let propose = champ_propose(ui, id, aspect, &mut texte, |cherche| {
        let ajouter = |mot: &str| format!("Ajouter «\u{a0}{mot}\u{a0}» aux motifs");
        proposer(ctx.faits, Liste::MotifVisite, cherche, ajouter)
    });
    ui.data_mut(|d| d.insert_temp(tampon, texte));
    propose
        .pris
        .or_else(|| propose.laisse.then(Mot::default))
        .filter(|mot| mot.terme != visite.motif || !mot.nouveau.is_empty())
}

/// The four parts, read and edited in place.
fn report_ui(ui: &mut Ui, ctx: &PageCtx<'_>, v: &VisiteEntiere) {
    ui.label(theme::sous_titre("Compte rendu"));
    for partie in Partie::TEXTES {
        let id = egui::Id::unique(("compte rendu", v.visite.id, partie));
        let texte = v.compte_rendu.partie(partie);
        if let Some(texte) = texte_en_place(ui, id, partie.libelle(), texte, 2) {
            let mut compte_rendu: CompteRendu = v.compte_rendu.clone();
            *compte_rendu.partie_mut(partie) = texte;
            let v = VisiteEntiere {
                compte_rendu,
                ..v.clone()
            };
            save(ctx, v, None);
        }
    }
}
