//! The holidays of the zone: name, first and last day, each edited in place; the five périodes
//! follow from them.

use chrono::NaiveDate;
use egui::{Ui, vec2};

use crate::command::{Command, Ecriture};
use crate::domain::calendrier::{chevauche, periodes};
use crate::domain::date::date_courte;
use crate::domain::nombre::compte;
use crate::domain::{AnneeScolaire, Conge, Id};
use crate::store::Genre;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_texte::champ_texte;
use crate::ui::widgets::clavier::moved;
use crate::ui::widgets::tableau::{self, Colonne, Rangee, Tableau};
use crate::ui::{Cached, PageCtx};

/// Width of the fields, in points.
const FICHE: f32 = 320.0;

/// Holidays being typed: not written until they make sense.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Saisie {
    id: Id,
    nom: String,
    debut: Option<NaiveDate>,
    fin: Option<NaiveDate>,
}

impl Saisie {
    const fn nouvelle(id: Id) -> Self {
        Self {
            id,
            nom: String::new(),
            debut: None,
            fin: None,
        }
    }

    fn of(conge: &Conge) -> Self {
        Self {
            id: conge.id,
            nom: conge.nom.clone(),
            debut: Some(conge.debut),
            fin: Some(conge.fin),
        }
    }

    /// The holidays they are; what is missing or wrong, as a sentence at the field.
    fn read(&self) -> Result<Conge, &'static str> {
        if self.nom.trim().is_empty() {
            return Err("Donnez un nom à ces congés\u{202f}: «\u{a0}Toussaint 2026\u{a0}».");
        }
        let debut = self.debut.ok_or("Il manque le premier jour sans classe.")?;
        let fin = self.fin.ok_or("Il manque le dernier jour sans classe.")?;
        if fin < debut {
            return Err("Le dernier jour est avant le premier\u{202f}: corrigez l’un des deux.");
        }
        Ok(Conge {
            id: self.id,
            code: None,
            nom: self.nom.trim().to_owned(),
            debut,
            fin,
        })
    }
}

/// What the tab remembers.
#[derive(Default)]
pub(super) struct CongesOnglet {
    selection: Option<Id>,
    saisie: Option<Saisie>,
    rangees: Cached<(), Vec<(Id, Rangee)>>,
    scroll: bool,
}

impl CongesOnglet {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.horizontal_wrapped(|ui| {
            if theme::bouton_principal(ui, "Ajouter des congés").clicked() {
                let id = Id::fresh();
                self.selection = Some(id);
                self.saisie = Some(Saisie::nouvelle(id));
            }
            ui.label(theme::petit(
                ui,
                "Zone B, livrés de mémoire\u{202f}: vérifiez-les, corrigez-les. Les jours fériés \
                 sont calculés.",
            ));
        });
        let annee = AnneeScolaire::of(ctx.aujourdhui);
        ui.label(theme::petit(ui, said(&ctx.faits.terrain.conges, annee)));
        ui.add_space(6.0);
        let rect = ui.available_rect_before_wrap();
        let largeur = FICHE.min(rect.width() * 0.48);
        let ouvert = self.selection.is_some();
        let liste = if ouvert {
            rect.width() - largeur - 16.0
        } else {
            rect.width()
        };
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(
                vec2(liste, rect.height()),
                egui::Layout::top_down(egui::Align::Min),
                |ui| self.list_ui(ui, ctx),
            );
            if ouvert {
                ui.allocate_ui_with_layout(
                    vec2(largeur, rect.height()),
                    egui::Layout::top_down(egui::Align::Min),
                    |ui| self.fields_ui(ui, ctx),
                );
            }
        });
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let rangees = self.rangees.get((), ctx.revision, |()| {
            let conges = ctx.faits.terrain.conges.iter().rev();
            conges.map(|c| (c.id, row(c))).collect()
        });
        let place = |id: Id| rangees.iter().position(|(autre, _)| *autre == id);
        let mut choisie = self.selection.and_then(place);
        if let Some(nouvelle) = moved(ui, choisie, rangees.len()) {
            choisie = Some(nouvelle);
            self.selection = Some(rangees[nouvelle].0);
            self.saisie = None;
            self.scroll = true;
        }
        let colonnes = [
            Colonne::reste("Congés"),
            Colonne::texte("Premier jour", 96.0),
            Colonne::texte("Dernier jour", 96.0),
            Colonne::nombre("Jours", 52.0),
        ];
        let colonnes = if ui.available_width() > 380.0 {
            &colonnes[..]
        } else {
            &colonnes[..2]
        };
        let vers = std::mem::take(&mut self.scroll)
            .then_some(choisie)
            .flatten();
        let tableau = Tableau {
            id: "congés",
            colonnes,
            choisie,
            vers,
            hauteur: ui.available_height() - theme::LIGNE,
        };
        let clicked = tableau::show(ui, &tableau, rangees.len(), |i| rangees[i].1.clone());
        if let Some(index) = clicked {
            self.selection = Some(rangees[index].0);
            self.saisie = None;
        }
    }

    fn fields_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Some(id) = self.selection else {
            return;
        };
        let conges = &ctx.faits.terrain.conges;
        let connu = conges.iter().find(|c| c.id == id);
        // What was undone or deleted elsewhere has no fields any more.
        let Some(mut saisie) = self.saisie.clone().or_else(|| connu.map(Saisie::of)) else {
            self.selection = None;
            return;
        };
        let mut fermer = false;
        ui.horizontal(|ui| {
            ui.label(theme::sous_titre("Congés"));
            fermer = ui.button("✗").on_hover_text("Fermer").clicked();
        });
        let champ = |nom| egui::Id::unique(("congés", id, nom));
        let mut changed = false;
        ui.label(theme::petit(ui, "Nom"));
        let nom = champ_texte(
            ui,
            champ("nom"),
            "Nom des congés",
            &saisie.nom,
            220.0,
            "Toussaint 2026",
        );
        if let Some(nom) = nom {
            saisie.nom = nom;
            changed = true;
        }
        for (titre, nom, valeur) in [
            (
                "Premier jour sans classe",
                "Premier jour",
                &mut saisie.debut,
            ),
            ("Dernier jour sans classe", "Dernier jour", &mut saisie.fin),
        ] {
            ui.label(theme::petit(ui, titre));
            if let Some(jour) = champ_date(ui, champ(nom), nom, *valeur, ctx.aujourdhui) {
                *valeur = jour;
                changed = true;
            }
        }
        let lu = saisie.read();
        self.say(ui, conges, &saisie, &lu);
        if changed {
            self.saisie = Some(saisie);
            if let Ok(conge) = lu {
                ctx.commands.send(Command::Ecrire(Ecriture::Conge(conge)));
                self.saisie = None;
                self.scroll = true;
            }
        }
        ui.add_space(8.0);
        if connu.is_some() && ui.button("Supprimer ces congés").clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Conge, id);
            ctx.commands.send(Command::Ecrire(ecriture));
            fermer = true;
        }
        if fermer {
            self.selection = None;
            self.saisie = None;
        }
    }

    /// What is wrong or worth knowing, under the fields.
    fn say(
        &self,
        ui: &mut Ui,
        conges: &[Conge],
        saisie: &Saisie,
        lu: &Result<Conge, &'static str>,
    ) {
        let t = Tokens::of(ui);
        let commence = self.saisie.is_none() || *saisie != Saisie::nouvelle(saisie.id);
        match lu {
            Err(phrase) if commence => {
                ui.add(egui::Label::new(egui::RichText::new(*phrase).color(t.erreur)).wrap());
            }
            Err(phrase) => {
                ui.add(egui::Label::new(theme::petit(ui, *phrase)).wrap());
            }
            Ok(conge) => {
                if let Some(autre) = chevauche(conges, conge) {
                    let phrase = format!(
                        "▲ Des jours sont aussi dans «\u{a0}{}\u{a0}», {}.",
                        autre.nom,
                        autre.dit()
                    );
                    ui.add(egui::Label::new(egui::RichText::new(phrase).color(t.alerte)).wrap());
                }
                let jours = compte(
                    conge.jours() as usize,
                    "jour sans classe",
                    "jours sans classe",
                );
                ui.label(theme::petit(ui, jours));
            }
        }
    }
}

fn row(c: &Conge) -> Rangee {
    Rangee {
        cellules: vec![
            c.nom.clone(),
            date_courte(c.debut),
            date_courte(c.fin),
            c.jours().to_string(),
        ],
        suite: String::new(),
        nom: format!("{}, {}", c.nom, c.dit()),
    }
}

/// « 2026/2027 : P1 du 01/09 au 16/10 · … ».
fn said(conges: &[Conge], annee: AnneeScolaire) -> String {
    let periodes = periodes(conges, annee);
    if periodes.is_empty() {
        return format!(
            "Les congés de {annee} ne sont pas connus\u{202f}: ajoutez-les, les périodes suivront."
        );
    }
    let court = |jour: NaiveDate| jour.format("%d/%m").to_string();
    let dites: Vec<String> = periodes
        .iter()
        .map(|p| format!("{} du {} au {}", p.nom(), court(p.debut), court(p.fin)))
        .collect();
    format!("{annee}\u{202f}: {}", dites.join(" · "))
}
