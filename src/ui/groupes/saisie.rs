//! What can be typed of a group and no file says: the ENT of the collège and the plan ruralité of
//! a sector, the population of a commune.

use egui::Ui;

use crate::command::{Command, Ecriture};
use crate::domain::nombre::entier;
use crate::domain::{CommuneInfo, Groupe, Id, SecteurCollege};
use crate::ui::PageCtx;
use crate::ui::theme::Tokens;
use crate::ui::widgets::champ_texte::champ_texte;

/// What the section remembers: what could not be understood, of which group.
#[derive(Default)]
pub(super) struct Saisie {
    refus: Option<(Groupe, String)>,
}

impl Saisie {
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, groupe: &Groupe) {
        match groupe {
            Groupe::Secteur(id) | Groupe::Reseau(id) => {
                if let Some(secteur) = ctx.faits.secteurs.get(id) {
                    sector_ui(ui, ctx, secteur);
                }
            }
            Groupe::Commune(_) => {
                if let Some(insee) = groupe.code_insee() {
                    self.commune_ui(ui, ctx, groupe, insee);
                }
            }
            Groupe::Circonscription(_) | Groupe::Rpi(_) => {}
        }
        if let Some((de, phrase)) = &self.refus
            && de == groupe
        {
            ui.colored_label(Tokens::of(ui).erreur, phrase);
        }
    }

    fn commune_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, groupe: &Groupe, insee: &str) {
        let connue = ctx.faits.communes.get(insee);
        let (population, annee) = connue.map_or((None, None), |c| (c.population, c.annee));
        let id = egui::Id::unique(("commune", insee));
        ui.horizontal_wrapped(|ui| {
            ui.label("Population");
            let montre = population.map(entier).unwrap_or_default();
            let champ = id.with("population");
            let nom = "Population de la commune";
            if let Some(texte) = champ_texte(ui, champ, nom, &montre, 80.0, "habitants") {
                match number(&texte, 0, 9_999_999) {
                    Ok(population) => self.save(ctx, insee, population, annee),
                    Err(()) => {
                        self.refuse(groupe, "Tapez un nombre d’habitants, par exemple 1 850.");
                    }
                }
            }
            ui.label("recensement de");
            let montre = annee.map(|a| a.to_string()).unwrap_or_default();
            let champ = id.with("annee");
            if let Some(texte) = champ_texte(ui, champ, "Année du recensement", &montre, 50.0, "")
            {
                match number(&texte, 1900, 2100) {
                    Ok(annee) => self.save(ctx, insee, population, annee.map(u32::cast_signed)),
                    Err(()) => self.refuse(groupe, "Tapez une année, par exemple 2022."),
                }
            }
        });
    }

    fn save(
        &mut self,
        ctx: &PageCtx<'_>,
        insee: &str,
        population: Option<u32>,
        annee: Option<i32>,
    ) {
        self.refus = None;
        let info = CommuneInfo {
            insee: insee.to_owned(),
            population,
            annee,
        };
        let ecriture = Ecriture::CommuneInfo(Box::new(info));
        ctx.commands.send(Command::Ecrire(ecriture));
    }

    fn refuse(&mut self, groupe: &Groupe, phrase: &str) {
        self.refus = Some((groupe.clone(), phrase.to_owned()));
    }
}

/// A whole number between two bounds, spaces allowed; nothing typed is no number.
fn number(texte: &str, min: u32, max: u32) -> Result<Option<u32>, ()> {
    let chiffres: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    if chiffres.is_empty() {
        return Ok(None);
    }
    match chiffres.parse() {
        Ok(n) if (min..=max).contains(&n) => Ok(Some(n)),
        _ => Err(()),
    }
}

fn sector_ui(ui: &mut Ui, ctx: &PageCtx<'_>, secteur: &SecteurCollege) {
    let id = egui::Id::unique(("secteur", secteur.id));
    ui.horizontal_wrapped(|ui| {
        ui.label("ENT du collège");
        let champ = id.with("ent");
        let nom = "ENT du collège";
        if let Some(ent) = champ_texte(ui, champ, nom, &secteur.ent, 190.0, "pas encore noté") {
            save_sector(ctx, secteur.id, Some(ent), None);
        }
        let mut plan = secteur.plan_ruralite;
        if ui.checkbox(&mut plan, "Plan ruralité").changed() {
            save_sector(ctx, secteur.id, None, Some(plan));
        }
    });
}

fn save_sector(ctx: &PageCtx<'_>, id: Id, ent: Option<String>, plan_ruralite: Option<bool>) {
    let ecriture = Ecriture::SecteurCollege {
        id,
        ent,
        plan_ruralite,
    };
    ctx.commands.send(Command::Ecrire(ecriture));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (texte, attendu) in [
            ("1 850", Ok(Some(1850))),
            ("32\u{202f}000", Ok(Some(32_000))),
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("mille", Err(())),
            ("-3", Err(())),
            ("99 999 999", Err(())),
        ] {
            assert_eq!(number(texte, 0, 9_999_999), attendu, "{texte}");
        }
        assert_eq!(number("22", 1900, 2100), Err(()));
    }
}
