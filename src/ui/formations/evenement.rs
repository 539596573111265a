//! The sheet of one event: what, when, where, which schools, what was said.

use chrono::NaiveDate;
use egui::{Align, Layout, RichText, Ui};

use super::ajout::AjoutEcoles;
use super::champs::{largeur, paire, titre};
use super::fiche::term_ui;
use super::formateurs::time_ui;
use super::remarque_ui;
use crate::command::{Command, Ecriture};
use crate::domain::formation::est_lointaine;
use crate::domain::nombre::compte;
use crate::domain::texte::sans_accents;
use crate::domain::{Evenement, Groupe, Id, Liste, Population};
use crate::store::{Genre, terme};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_saisi::{Apparence, champ_entier};
use crate::ui::widgets::champ_texte::champ_texte;
use crate::ui::widgets::choix::choix;
use crate::ui::widgets::entete::entete;
use crate::ui::widgets::nommer;
use crate::ui::widgets::selection::Selection;
use crate::ui::widgets::texte_libre::texte_en_place;
use crate::ui::{Cached, PageCtx};

/// Rows before the list of schools scrolls.
const LIGNES: f32 = 12.0;
/// More people than this are a slip.
const PERSONNES: u32 = 100_000;

/// A school, its name, « name, commune ».
type Ligne = (Id, String, String);

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct FicheEvenement {
    ajout: AjoutEcoles,
    ecoles: Cached<(Id, NaiveDate), Vec<Ligne>>,
}

/// What kind of event it is.
pub(super) fn sorte_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    id: egui::Id,
    sorte: Option<Id>,
) -> Option<Option<Id>> {
    term_ui(
        ui,
        ctx,
        id,
        "Sorte d’événement",
        Liste::SorteEvenement,
        sorte,
    )
}

fn save(ctx: &PageCtx<'_>, e: Evenement) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Evenement(Box::new(e))));
}

/// Adds these schools, in one operation.
fn invite(ctx: &PageCtx<'_>, e: &Evenement, ecoles: Vec<Id>) {
    let mut ecritures: Vec<Ecriture> = ecoles
        .into_iter()
        .filter(|id| !e.ecoles.contains(id))
        .map(|ecole| Ecriture::EvenementEcole {
            evenement: e.id,
            ecole,
            present: true,
        })
        .collect();
    let ecriture = match ecritures.len() {
        0 => return,
        1 => ecritures.remove(0),
        _ => Ecriture::Lot(ecritures),
    };
    ctx.commands.send(Command::Ecrire(ecriture));
}

impl FicheEvenement {
    /// Draws the sheet; whether it was closed.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        e: &Evenement,
        cochees: &Selection,
    ) -> bool {
        let closed = entete(ui, &e.nom);
        ui.add_space(4.0);
        fields_ui(ui, ctx, e);
        ui.add_space(8.0);
        self.schools_ui(ui, ctx, e, cochees);
        ui.add_space(8.0);
        let champ = egui::Id::unique(("evenement", e.id, "compte rendu"));
        if let Some(compte_rendu) = texte_en_place(ui, champ, "Compte rendu", &e.compte_rendu, 4) {
            save(
                ctx,
                Evenement {
                    compte_rendu,
                    ..e.clone()
                },
            );
        }
        ui.add_space(10.0);
        if ui.link("Supprimer cet événement").clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Evenement, e.id);
            ctx.commands.send(Command::Ecrire(ecriture));
        }
        closed
    }

    fn schools_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, e: &Evenement, cochees: &Selection) {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::sous_titre("Écoles"));
            if !e.ecoles.is_empty() {
                let n = e.ecoles.len();
                ui.label(theme::petit(ui, compte(n, "école", "écoles")));
            }
        });
        let jour = e.le.unwrap_or(ctx.au);
        let ajoutees = self.ajout.ui(ui, ctx, jour, &e.ecoles, cochees);
        invite(ctx, e, ajoutees);
        let ecoles = self.ecoles.get((e.id, jour), ctx.revision, |_| {
            let mut ecoles: Vec<Ligne> = e
                .ecoles
                .iter()
                .filter_map(|&id| {
                    let (s, _) = ctx.faits.ecole(id)?.au(jour);
                    let commune = s.commune_nom.as_deref().unwrap_or_default();
                    Some((id, s.nom.to_string(), format!("{}, {commune}", s.nom)))
                })
                .collect();
            ecoles.sort_by_cached_key(|(id, _, ligne)| (sans_accents(ligne), *id));
            ecoles
        });
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = theme::LIGNE - 6.0;
            egui::ScrollArea::vertical()
                .id_salt(("ecoles de l’evenement", e.id))
                .max_height(LIGNES * theme::LIGNE)
                .auto_shrink([false, true])
                .show_rows(ui, theme::LIGNE - 6.0, ecoles.len(), |ui, visibles| {
                    for ecole in &ecoles[visibles] {
                        school_ui(ui, ctx, e, ecole);
                    }
                });
        });
    }
}

fn school_ui(ui: &mut Ui, ctx: &PageCtx<'_>, e: &Evenement, ecole: &Ligne) {
    let (id, nom, texte) = ecole;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            let retirer = ui.link(RichText::new("retirer").small());
            nommer(&retirer, format!("Retirer {nom}"));
            if retirer.clicked() {
                ctx.commands.send(Command::Ecrire(Ecriture::EvenementEcole {
                    evenement: e.id,
                    ecole: *id,
                    present: false,
                }));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let lien = ui.add(
                    egui::Label::new(RichText::new(texte).color(Tokens::of(ui).accent))
                        .truncate()
                        .sense(egui::Sense::CLICK),
                );
                lien.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, texte));
                if lien.clicked() {
                    ctx.commands.send(Command::MontrerEcole(*id));
                }
            });
        });
    });
}

fn fields_ui(ui: &mut Ui, ctx: &PageCtx<'_>, e: &Evenement) {
    let id = egui::Id::unique(("evenement", e.id));
    titre(ui, "Nom");
    let nom = "Nom de l’événement";
    // An event always has its name.
    let nom = champ_texte(ui, id.with("nom"), nom, &e.nom, largeur(ui), "");
    if let Some(nom) = nom.filter(|n| !n.is_empty()) {
        save(ctx, Evenement { nom, ..e.clone() });
    }
    paire(
        ui,
        |ui| {
            titre(ui, "Sorte");
            if let Some(sorte) = sorte_ui(ui, ctx, id.with("sorte"), e.sorte) {
                save(ctx, Evenement { sorte, ..e.clone() });
            }
        },
        |ui| {
            titre(ui, "Date");
            let nom = "Date de l’événement";
            let lue = champ_date(ui, id.with("date"), nom, e.le, ctx.aujourdhui);
            if let Some(le) = lue {
                save(ctx, Evenement { le, ..e.clone() });
            }
            if e.le.is_some_and(|le| est_lointaine(le, ctx.aujourdhui)) {
                remarque_ui(ui, "Dans plus d’un an\u{202f}: vérifiez l’année.");
            }
        },
    );
    paire(
        ui,
        |ui| {
            titre(ui, "Durée");
            let duree = time_ui(ui, id.with("duree"), "Durée de l’événement", e.duree);
            if let Some(duree) = duree {
                save(ctx, Evenement { duree, ..e.clone() });
            }
        },
        |ui| {
            titre(ui, "Participants");
            let nombre = Apparence::nombre("Participants à l’événement", 72.0);
            let champ = id.with("participants");
            let lus = champ_entier(ui, champ, nombre, e.participants, PERSONNES);
            if let Some(participants) = lus {
                save(
                    ctx,
                    Evenement {
                        participants,
                        ..e.clone()
                    },
                );
            }
        },
    );
    titre(ui, "Lieu");
    let nom = "Lieu de l’événement";
    if let Some(lieu) = champ_texte(ui, id.with("lieu"), nom, &e.lieu, largeur(ui), "") {
        save(ctx, Evenement { lieu, ..e.clone() });
    }
    // A conseil école-collège is that of one sector.
    let conseil = e.sorte == Some(terme(Liste::SorteEvenement, "CONSEIL"));
    if conseil || e.secteur.is_some() {
        titre(ui, "Secteur de collège");
        sector_ui(ui, ctx, e, id);
    }
}

/// The sector, and its schools at once.
fn sector_ui(ui: &mut Ui, ctx: &PageCtx<'_>, e: &Evenement, id: egui::Id) {
    let connus = &ctx.faits.secteurs;
    let montre = e.secteur.and_then(|id| connus.get(&id));
    let montre = montre.map_or("Aucun", |s| s.nom.as_str());
    let nom = "Secteur de collège";
    let choisi = choix(ui, id.with("secteur"), nom, &e.secteur, montre, || {
        let mut options: Vec<(Option<Id>, String)> = connus
            .values()
            .map(|s| (Some(s.id), s.nom.clone()))
            .collect();
        options.sort_by_cached_key(|(_, nom)| sans_accents(nom));
        options.insert(0, (None, "Aucun".to_owned()));
        options
    });
    if let Some(secteur) = choisi {
        save(
            ctx,
            Evenement {
                secteur,
                ..e.clone()
            },
        );
    }
    if let Some(secteur) = e.secteur
        && ui.link("Ajouter les écoles de ce secteur").clicked()
    {
        let jour = e.le.unwrap_or(ctx.au);
        let membres = Groupe::Secteur(secteur)
            .membres(ctx.faits, jour)
            .filter(|(_, s)| Population::Public.contains(s.statut))
            .map(|(ecole, _)| ecole.id)
            .collect();
        invite(ctx, e, membres);
    }
}
