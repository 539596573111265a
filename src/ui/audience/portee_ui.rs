//! The schools looked at: the whole carnet, one group, one school.

use std::collections::BTreeSet;

use egui::{Id as Cle, Ui};

use super::vue::Portee;
use crate::domain::groupe::NomsCommunes;
use crate::domain::texte::sans_accents;
use crate::domain::{Groupe, Id, SorteGroupe};
use crate::ui::widgets::cherche_ecole::ChercheEcole;
use crate::ui::widgets::choix::choix;
use crate::ui::{Cached, PageCtx};

/// What the choice remembers.
#[derive(Default)]
pub(super) struct ChoixPortee {
    sorte: Sorte,
    groupes: Cached<(SorteGroupe, chrono::NaiveDate), Vec<(Groupe, String)>>,
    cherche: ChercheEcole,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sorte {
    #[default]
    Carnet,
    Groupe(SorteGroupe),
    Ecole,
}

impl Sorte {
    const fn libelle(self) -> &'static str {
        match self {
            Self::Carnet => "Toutes les écoles",
            Self::Groupe(sorte) => sorte.un(),
            Self::Ecole => "Une école",
        }
    }
}

impl ChoixPortee {
    /// Draws the choice and makes it.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, portee: &mut Portee) {
        let sortes = std::iter::once(Sorte::Carnet)
            .chain(SorteGroupe::ALL.map(Sorte::Groupe))
            .chain([Sorte::Ecole]);
        let options = sortes.map(|s| (s, s.libelle().to_owned()));
        let id = Cle::unique("portée des usages");
        let nom = "Écoles regardées";
        if let Some(sorte) = choix(ui, id, nom, &self.sorte, self.sorte.libelle(), || options) {
            self.sorte = sorte;
            *portee = match sorte {
                Sorte::Carnet | Sorte::Ecole => Portee::Carnet,
                Sorte::Groupe(sorte) => self
                    .groupes(ctx, sorte)
                    .first()
                    .map_or(Portee::Carnet, |(g, _)| Portee::Groupe(g.clone())),
            };
        }
        match self.sorte {
            Sorte::Carnet => {}
            Sorte::Groupe(sorte) => {
                let groupes = self.groupes(ctx, sorte).to_vec();
                let courant = match portee {
                    Portee::Groupe(groupe) => Some(groupe.clone()),
                    _ => None,
                };
                let montre = groupes
                    .iter()
                    .find(|(g, _)| Some(g) == courant.as_ref())
                    .map_or("Aucun", |(_, nom)| nom.as_str())
                    .to_owned();
                let id = Cle::unique("groupe des usages");
                let options = groupes.into_iter().map(|(g, nom)| (Some(g), nom));
                let choisi = choix(ui, id, "Groupe regardé", &courant, &montre, || options);
                if let Some(Some(groupe)) = choisi {
                    *portee = Portee::Groupe(groupe);
                }
            }
            Sorte::Ecole => {
                let deja = BTreeSet::new();
                if let Some(ecole) = self.cherche.ui(ui, ctx, "École regardée", &deja) {
                    *portee = Portee::Ecole(ecole);
                }
            }
        }
    }

    /// Looks at this school.
    pub(super) fn show_school(&mut self, portee: &mut Portee, ecole: Id) {
        self.sorte = Sorte::Ecole;
        *portee = Portee::Ecole(ecole);
    }

    fn groupes(&mut self, ctx: &PageCtx<'_>, sorte: SorteGroupe) -> &[(Groupe, String)] {
        self.groupes
            .get((sorte, ctx.au), ctx.revision, |&(sorte, au)| {
                let communes = NomsCommunes::au(ctx.faits, au);
                let groupes: BTreeSet<Groupe> = ctx
                    .faits
                    .ouvertes_au(au)
                    .filter_map(|(_, s)| Groupe::de(sorte, ctx.faits, s))
                    .collect();
                let mut nommes: Vec<(Groupe, String)> = groupes
                    .into_iter()
                    .map(|g| {
                        let nom = g.nom(ctx.faits, &communes);
                        (g, nom)
                    })
                    .collect();
                nommes.sort_by_cached_key(|(_, nom)| sans_accents(nom));
                nommes
            })
    }
}
