//! Who the school is: each value with where it comes from, corrected in place.

use chrono::{DateTime, Local, Utc};
use egui::{Key, TextEdit, Ui};

use crate::command::{Command, Ecriture};
use crate::domain::date::date_courte;
use crate::domain::{ChampEcole, EducationPrioritaire, Id, Statut, TypeChamp};
use crate::store::{FicheEcole, Provenance, Valeur, ValeurSourcee};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// What the identity remembers: the field being corrected.
#[derive(Default)]
pub(super) struct Identite {
    corrige: Option<(Id, ChampEcole, String, Option<String>)>,
}

impl Identite {
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, fiche: &FicheEcole) {
        ui.label(theme::sous_titre("Identité"));
        for valeur in &fiche.valeurs {
            self.value_ui(ui, ctx, fiche.id, valeur);
        }
    }

    fn value_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id, v: &ValeurSourcee) {
        let editing = self
            .corrige
            .as_ref()
            .is_some_and(|(id, champ, ..)| (*id, *champ) == (ecole, v.champ));
        let libelle = v.champ.libelle();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(theme::petit(ui, libelle));
            if editing {
                self.field_ui(ui, ctx, ecole, v.champ);
                return;
            }
            ui.label(words(ctx, v.champ, &v.valeur));
            ui.label(theme::petit(ui, source(&v.provenance)));
            if can_be_typed(v.champ) {
                let corriger = ui.link("corriger");
                nommer(&corriger, format!("Corriger : {libelle}"));
                if corriger.clicked() {
                    self.corrige = Some((ecole, v.champ, typed(&v.valeur), None));
                }
            }
            if matches!(v.provenance, Provenance::Saisi { .. }) {
                let retour = match &v.sans_correction {
                    Some(officiel) => format!("revenir à « {} »", words(ctx, v.champ, officiel)),
                    None => "retirer".to_owned(),
                };
                if ui.link(retour).clicked() {
                    let ecriture = Ecriture::CorrigerEcole {
                        ecole,
                        champ: v.champ,
                        valeur: None,
                    };
                    ctx.commands.send(Command::Ecrire(ecriture));
                }
            }
        });
        if editing && let Some((.., Some(erreur))) = &self.corrige {
            ui.colored_label(theme::Tokens::of(ui).erreur, erreur);
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id, champ: ChampEcole) {
        let Some((_, _, texte, erreur)) = &mut self.corrige else {
            return;
        };
        let id = egui::Id::unique(("correction", ecole, champ.as_str()));
        let reponse = ui.add(TextEdit::singleline(texte).id(id).desired_width(180.0));
        nommer(&reponse, champ.libelle());
        if !reponse.has_focus() && !reponse.lost_focus() && erreur.is_none() {
            reponse.request_focus();
        }
        if !reponse.lost_focus() {
            return;
        }
        if ui.input(|i| i.key_pressed(Key::Escape)) {
            self.corrige = None;
            return;
        }
        match parse(champ, texte.trim(), ctx) {
            Ok(valeur) => {
                let ecriture = Ecriture::CorrigerEcole {
                    ecole,
                    champ,
                    valeur: Some(valeur),
                };
                ctx.commands.send(Command::Ecrire(ecriture));
                self.corrige = None;
            }
            Err(phrase) => *erreur = Some(phrase),
        }
    }
}

/// Groupings are changed by their own pages, not by typing an identity.
fn can_be_typed(champ: ChampEcole) -> bool {
    champ.type_champ() != TypeChamp::Reference && champ != ChampEcole::Etat
}

/// What is typed becomes a value, or a sentence that says what to type.
fn parse(champ: ChampEcole, texte: &str, ctx: &PageCtx<'_>) -> Result<Valeur, String> {
    if texte.is_empty() && champ != ChampEcole::EducationPrioritaire {
        return Err("Tapez une valeur, ou Échap pour laisser comme avant.".to_owned());
    }
    match (champ, champ.type_champ()) {
        (ChampEcole::Statut, _) => Statut::ALL
            .into_iter()
            .find(|s| s.libelle().to_lowercase() == texte.to_lowercase() || s.as_str() == texte)
            .map(|s| s.as_str().into())
            .ok_or_else(|| "Tapez « Public » ou « Privé ».".to_owned()),
        (ChampEcole::EducationPrioritaire, _) => match texte.to_uppercase().as_str() {
            "REP" => Ok(EducationPrioritaire::Rep.as_str().into()),
            "REP+" => Ok(EducationPrioritaire::RepPlus.as_str().into()),
            "" | "HORS" | "NON" | "AUCUNE" => Ok(EducationPrioritaire::Hors.as_str().into()),
            _ => Err("Tapez « REP », « REP+ » ou « non ».".to_owned()),
        },
        (_, TypeChamp::Bool) => match texte.to_lowercase().as_str() {
            "oui" | "o" | "1" => Ok(true.into()),
            "non" | "n" | "0" => Ok(false.into()),
            _ => Err("Tapez « oui » ou « non ».".to_owned()),
        },
        (_, TypeChamp::Date) => {
            crate::domain::date::parse_date(texte, ctx.aujourdhui).map(Valeur::from)
        }
        (_, TypeChamp::Entier) => texte
            .replace(['\u{202f}', '\u{a0}', ' '], "")
            .parse::<u32>()
            .map(Valeur::from)
            .map_err(|_cause| "Tapez un nombre entier, par exemple 120.".to_owned()),
        (_, TypeChamp::Reel) => texte
            .replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|reel| reel.is_finite() && reel.abs() <= 180.0)
            .map(Valeur::from)
            .ok_or_else(|| "Tapez des degrés, par exemple 48,1745.".to_owned()),
        _ => Ok(texte.into()),
    }
}

/// The value as one would type it.
fn typed(valeur: &Valeur) -> String {
    match valeur {
        Valeur::Texte(texte) => match chrono::NaiveDate::parse_from_str(texte, "%Y-%m-%d") {
            Ok(jour) => date_courte(jour),
            Err(_) => texte.clone(),
        },
        Valeur::Entier(n) => n.to_string(),
        Valeur::Reel(reel) => reel.to_string().replace('.', ","),
        Valeur::Id(_) => String::new(),
    }
}

/// The value as one reads it.
fn words(ctx: &PageCtx<'_>, champ: ChampEcole, valeur: &Valeur) -> String {
    match (champ, valeur) {
        (_, Valeur::Entier(n)) if champ.type_champ() == TypeChamp::Bool => {
            if *n == 0 {
                "non".to_owned()
            } else {
                "oui".to_owned()
            }
        }
        (ChampEcole::Statut, Valeur::Texte(s)) => {
            Statut::parse(s).map_or_else(|| s.clone(), |s| s.libelle().to_owned())
        }
        (ChampEcole::EducationPrioritaire, Valeur::Texte(s)) if s.is_empty() => "non".to_owned(),
        (ChampEcole::Circonscription, Valeur::Id(id)) => ctx
            .faits
            .circonscriptions
            .get(id)
            .map(|c| c.nom.clone())
            .unwrap_or_default(),
        (ChampEcole::Secteur, Valeur::Id(id)) => ctx
            .faits
            .secteurs
            .get(id)
            .map(|s| s.nom.clone())
            .unwrap_or_default(),
        _ => typed(valeur),
    }
}

/// Where it comes from, in a few words.
fn source(provenance: &Provenance) -> String {
    match provenance {
        Provenance::Saisi { personne, quand } => {
            let jour = DateTime::<Utc>::from_timestamp_millis(*quand)
                .map(|d| date_courte(d.with_timezone(&Local).date_naive()));
            let par = if personne.is_empty() {
                String::new()
            } else {
                format!(" par {personne}")
            };
            format!("saisi{par} le {}", jour.unwrap_or_default())
        }
        Provenance::Releve { jeu, millesime } => format!("{jeu} du {}", date_courte(*millesime)),
        Provenance::Changement { depuis } => format!("saisi, depuis le {}", date_courte(*depuis)),
    }
}
