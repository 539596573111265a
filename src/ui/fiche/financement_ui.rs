//! Who pays what for a school: one line each, edited in place, newest first.

use egui::{RichText, Ui};

use crate::command::{Command, Ecriture};
use crate::domain::abonnement::{derniere_journee, mois_restants, phrase};
use crate::domain::date::date_courte;
use crate::domain::euros::euros;
use crate::domain::nombre::compte;
use crate::domain::{Deploiement, Dispositif, Financement, Id, Liste};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_saisi::{champ_annee, champ_euros};
use crate::ui::widgets::choix::choix_court;
use crate::ui::widgets::nommer;

/// Lines before « les n plus anciens ».
const LIGNES: usize = 3;

/// What the section remembers: the line being edited, the schools whose old lines are shown.
#[derive(Default)]
pub(super) struct Financements {
    ouvert: Option<Id>,
    anciens: Option<Id>,
}

impl Financements {
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
        ui.horizontal(|ui| {
            ui.label(theme::sous_titre("Financements"));
            self.add_ui(ui, ctx, ecole);
        });
        let financements = ctx.faits.financements(ecole);
        if financements.is_empty() {
            ui.label(theme::petit(ui, "Aucun financement noté."));
        }
        let montres = if self.anciens == Some(ecole) {
            financements.len()
        } else {
            LIGNES
        };
        for f in financements.iter().rev().take(montres) {
            self.line_ui(ui, ctx, f);
        }
        if financements.len() > montres {
            let reste = compte(
                financements.len() - montres,
                "financement plus ancien",
                "financements plus anciens",
            );
            if ui.link(RichText::new(reste).small()).clicked() {
                self.anciens = Some(ecole);
            }
        }
    }

    fn add_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
        ui.menu_button("Ajouter un financement ▼", |ui| {
            egui::ScrollArea::vertical()
                .max_height(360.0)
                .show(ui, |ui| {
                    for dispositif in dispositifs(ctx) {
                        if ui.button(&dispositif.nom).clicked() {
                            let f = nouveau(ctx, ecole, dispositif.id);
                            self.ouvert = Some(f.id);
                            save(ctx, f);
                            ui.close();
                        }
                    }
                });
        });
    }

    fn line_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, f: &Financement) {
        let ouvert = self.ouvert == Some(f.id);
        let titre = title(ctx, f);
        let signe = if ouvert { "▼" } else { "▶" };
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            ui.spacing_mut().button_padding.y = 0.0;
            ui.spacing_mut().item_spacing.y = 1.0;
            let bouton = egui::Button::new(format!("{signe} {titre}"))
                .frame(false)
                .truncate();
            let bouton = ui.add(bouton);
            nommer(&bouton, format!("Financement {titre}"));
            if bouton.clicked() {
                self.ouvert = (!ouvert).then_some(f.id);
            }
            if let Some((texte, proche)) = subtitle(ctx, f) {
                let texte = if proche {
                    RichText::new(texte).small().color(Tokens::of(ui).alerte)
                } else {
                    theme::petit(ui, texte)
                };
                ui.add(egui::Label::new(texte).wrap());
            }
        });
        if ouvert {
            ui.indent(("financement", f.id), |ui| fields_ui(ui, ctx, f));
        }
    }
}

pub(super) fn save(ctx: &PageCtx<'_>, f: Financement) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Financement(Box::new(f))));
}

/// In the order of the list.
pub(in crate::ui) fn dispositifs<'a>(ctx: &PageCtx<'a>) -> Vec<&'a Dispositif> {
    let mut tous: Vec<_> = ctx.faits.dispositifs.values().collect();
    tous.sort_by(|a, b| (a.ordre, &a.nom).cmp(&(b.ordre, &b.nom)));
    tous
}

/// The words of the list « poste », and this one when it is no longer among them.
pub(in crate::ui) fn postes(ctx: &PageCtx<'_>, poste: &str) -> Vec<(String, String)> {
    let mut noms: Vec<String> = ctx
        .faits
        .termes
        .iter()
        .filter(|t| t.liste == Liste::Poste && !t.retire)
        .map(|t| t.nom.clone())
        .collect();
    if !poste.is_empty() && !noms.iter().any(|nom| nom == poste) {
        noms.push(poste.to_owned());
    }
    noms.insert(0, String::new());
    noms.into_iter()
        .map(|nom| {
            let libelle = if nom.is_empty() { "—" } else { nom.as_str() };
            (nom.clone(), libelle.to_owned())
        })
        .collect()
}

/// A funding of this year, for the ENT in service when there is but one.
fn nouveau(ctx: &PageCtx<'_>, ecole: Id, dispositif: Id) -> Financement {
    use chrono::Datelike as _;
    let mut en_cours = ctx
        .faits
        .deploiements(ecole)
        .iter()
        .filter(|d| d.en_cours_au(ctx.aujourdhui));
    let seul = en_cours.next().filter(|_| en_cours.next().is_none());
    Financement {
        deploiement: seul.map(|d| d.id),
        dispositif: Some(dispositif),
        annee: Some(ctx.aujourdhui.year()),
        ..Financement::nouveau(ecole)
    }
}

/// « ENIR 2018 · 2018 · 1 250,50 € ».
fn title(ctx: &PageCtx<'_>, f: &Financement) -> String {
    let nom = f
        .dispositif
        .and_then(|id| ctx.faits.dispositifs.get(&id))
        .map_or("Sans dispositif", |d| d.nom.as_str());
    let mut parts = vec![nom.to_owned()];
    parts.extend(f.annee.map(|annee| annee.to_string()));
    parts.extend(f.montant_centimes.map(euros));
    parts.join(" · ")
}

/// « Abonnement · ONE · du 12/11/2019 au 11/11/2022, finit dans 3 mois », and whether that is near.
fn subtitle(ctx: &PageCtx<'_>, f: &Financement) -> Option<(String, bool)> {
    let mut parts = Vec::new();
    if !f.poste.is_empty() {
        parts.push(f.poste.clone());
    }
    let paye = f.deploiement.and_then(|id| {
        let d = ctx
            .faits
            .deploiements(f.ecole)
            .iter()
            .find(|d| d.id == id)?;
        ctx.faits.solutions.get(&d.solution)
    });
    parts.extend(paye.map(|s| s.nom.clone()));
    parts.extend(match (f.abonnement_debut, f.abonnement_fin) {
        (Some(debut), Some(fin)) => Some(format!(
            "du {} au {}, {}",
            date_courte(debut),
            date_courte(fin),
            phrase(fin, ctx.au)
        )),
        (Some(debut), None) => Some(format!("depuis le {}, fin inconnue", date_courte(debut))),
        (None, Some(fin)) => Some(format!(
            "jusqu’au {}, {}",
            date_courte(fin),
            phrase(fin, ctx.au)
        )),
        (None, None) => None,
    });
    let proche = f
        .abonnement_fin
        .is_some_and(|fin| ctx.au <= fin && mois_restants(fin, ctx.au) <= 3);
    (!parts.is_empty()).then(|| (parts.join(" · "), proche))
}

fn fields_ui(ui: &mut Ui, ctx: &PageCtx<'_>, f: &Financement) {
    let id = egui::Id::unique(("financement", f.id));
    let mut nouveau = f.clone();
    egui::Grid::new(id)
        .num_columns(2)
        .spacing([10.0, 4.0])
        .show(ui, |ui| {
            let large = 178.0;
            ui.label("Dispositif");
            let options = dispositifs(ctx)
                .into_iter()
                .map(|d| (Some(d.id), d.nom.clone()));
            let cle = id.with("dispositif");
            if let Some(pris) = choix_court(ui, cle, "Dispositif", large, &f.dispositif, options) {
                nouveau.dispositif = pris;
            }
            ui.end_row();
            ui.label("Année");
            ui.vertical(|ui| {
                if let Some(annee) = champ_annee(ui, id.with("annee"), "Année", f.annee) {
                    nouveau.annee = annee;
                }
            });
            ui.end_row();
            ui.label("Montant (€)");
            ui.vertical(|ui| {
                let cle = id.with("montant");
                if let Some(montant) = champ_euros(ui, cle, "Montant (€)", f.montant_centimes) {
                    nouveau.montant_centimes = montant;
                }
            });
            ui.end_row();
            ui.label("Poste");
            let options = postes(ctx, &f.poste);
            if let Some(poste) =
                choix_court(ui, id.with("poste"), "Poste", large, &f.poste, options)
            {
                nouveau.poste = poste;
            }
            ui.end_row();
            ui.label("ENT payé");
            let cle = id.with("ent");
            let options = ents(ctx, f.ecole);
            if let Some(d) = choix_court(ui, cle, "ENT payé", large, &f.deploiement, options) {
                nouveau.deploiement = d;
            }
            ui.end_row();
            ui.label("Abonné du");
            ui.vertical(|ui| {
                let cle = id.with("debut");
                let nom = "Début de l’abonnement";
                if let Some(debut) = champ_date(ui, cle, nom, f.abonnement_debut, ctx.aujourdhui) {
                    nouveau.abonnement_debut = debut;
                }
            });
            ui.end_row();
            ui.label("au");
            ui.vertical(|ui| {
                let cle = id.with("fin");
                let nom = "Fin de l’abonnement";
                if let Some(fin) = champ_date(ui, cle, nom, f.abonnement_fin, ctx.aujourdhui) {
                    nouveau.abonnement_fin = fin;
                }
                if let Some(fin) = duration_ui(ui, f) {
                    nouveau.abonnement_fin = Some(fin);
                }
            });
            ui.end_row();
        });
    if nouveau != *f {
        save(ctx, nouveau);
    }
    let supprimer = ui.link("Supprimer ce financement");
    if supprimer.clicked() {
        ctx.commands.send(Command::Ecrire(Ecriture::Supprimer(
            Genre::Financement,
            f.id,
        )));
    }
}

/// One, two or three years from the start, when the end is not known yet.
fn duration_ui(ui: &mut Ui, f: &Financement) -> Option<chrono::NaiveDate> {
    let debut = f.abonnement_debut.filter(|_| f.abonnement_fin.is_none())?;
    let mut choisie = None;
    ui.horizontal(|ui| {
        for (annees, mot) in [(1, "1 an"), (2, "2 ans"), (3, "3 ans")] {
            let lien = ui.link(mot);
            nommer(&lien, format!("Abonnement de {mot}"));
            if lien.clicked() {
                choisie = Some(derniere_journee(debut, annees));
            }
        }
    });
    choisie
}

/// The ENT of the school one can pay for.
fn ents(ctx: &PageCtx<'_>, ecole: Id) -> Vec<(Option<Id>, String)> {
    let nom = |d: &Deploiement| {
        let solution = ctx.faits.solutions.get(&d.solution);
        let nom = solution.map_or("Solution inconnue", |s| s.nom.as_str());
        match d.debut {
            Some(debut) => format!("{nom} ({})", date_courte(debut)),
            None => nom.to_owned(),
        }
    };
    let deploiements = ctx.faits.deploiements(ecole).iter();
    std::iter::once((None, "—".to_owned()))
        .chain(deploiements.map(|d| (Some(d.id), nom(d))))
        .collect()
}
