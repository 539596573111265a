//! Settings of a report kept under a name, in the carnet: what it is about, never a date, which
//! the control « Au … » gives.

use egui::{Key, TextEdit, Ui};
use serde::{Deserialize, Serialize};

use super::{BilansPage, Choix};
use crate::command::{Command, Ecriture};
use crate::domain::{BilanEnregistre, Groupe, Id, ModeleBilan, Par, Population};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// Names longer than this are cut by the field.
const NOM: usize = 80;

/// What is kept. Words that this version does not know are left out.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Reglages {
    modele: String,
    circonscription: Option<Id>,
    ecole: Option<Id>,
    par: String,
    population: String,
}

impl Reglages {
    fn of(choix: &Choix) -> Self {
        Self {
            modele: choix.modele.as_str().to_owned(),
            circonscription: match choix.groupe {
                Some(Groupe::Circonscription(id)) => Some(id),
                _ => None,
            },
            ecole: choix.ecole,
            par: choix.par.as_str().to_owned(),
            population: choix.population.as_str().to_owned(),
        }
    }

    fn apply(self, choix: &mut Choix) {
        if let Some(modele) = ModeleBilan::ALL
            .into_iter()
            .find(|m| m.as_str() == self.modele)
        {
            choix.modele = modele;
        }
        if let Some(par) = Par::ALL.into_iter().find(|p| p.as_str() == self.par) {
            choix.par = par;
        }
        let population = Population::ALL
            .into_iter()
            .find(|p| p.as_str() == self.population);
        if let Some(population) = population {
            choix.population = population;
        }
        choix.groupe = self.circonscription.map(Groupe::Circonscription);
        choix.ecole = self.ecole;
    }
}

impl BilansPage {
    pub(super) fn kept_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.label(theme::sous_titre("Réglages gardés"));
        for garde in &ctx.faits.bilans_enregistres {
            ui.horizontal(|ui| {
                if ui.link(&garde.nom).clicked()
                    && let Ok(reglages) = serde_json::from_str::<Reglages>(&garde.contenu)
                {
                    reglages.apply(&mut self.choix);
                }
                let oublier = ui.small_button("✗").on_hover_text("Oublier ces réglages");
                nommer(&oublier, format!("Oublier les réglages : {}", garde.nom));
                if oublier.clicked() {
                    let ecriture = Ecriture::Supprimer(Genre::BilanEnregistre, garde.id);
                    ctx.commands.send(Command::Ecrire(ecriture));
                }
            });
        }
        ui.horizontal(|ui| {
            let champ = ui.add(
                TextEdit::singleline(&mut self.nom)
                    .char_limit(NOM)
                    .desired_width(150.0)
                    .hint_text("Sous le nom…"),
            );
            nommer(&champ, "Nom des réglages à garder");
            let entre = champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            let dit = !self.nom.trim().is_empty();
            let bouton = ui.add_enabled(dit, egui::Button::new("Garder"));
            if dit && (entre || bouton.clicked()) {
                self.keep(ctx);
            }
        });
    }

    /// Keeps the settings; those of the same name are replaced.
    fn keep(&mut self, ctx: &PageCtx<'_>) {
        let nom = self.nom.trim().to_owned();
        let Ok(contenu) = serde_json::to_string(&Reglages::of(&self.choix)) else {
            return;
        };
        let deja = ctx.faits.bilans_enregistres.iter().find(|b| b.nom == nom);
        let id = deja.map_or_else(Id::fresh, |b| b.id);
        let garde = BilanEnregistre { id, nom, contenu };
        let ecriture = Ecriture::BilanEnregistre(Box::new(garde));
        ctx.commands.send(Command::Ecrire(ecriture));
        self.nom.clear();
    }
}
