//! What the list of findings is reduced to, and the chips that say how many of each there are.

use std::collections::BTreeMap;

use egui::Ui;

use crate::domain::docteur::{Anomalie, Constat, Gravite};
use crate::domain::nombre::entier;
use crate::ui::theme;

/// Which findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filtre {
    #[default]
    Tout,
    Gravite(Gravite),
    Anomalie(Anomalie),
    /// Those somebody said are right after all.
    Ignores,
}

impl Filtre {
    pub(super) fn accepts(self, constat: &Constat) -> bool {
        match self {
            Self::Ignores => constat.ignore,
            _ if constat.ignore => false,
            Self::Tout => true,
            Self::Gravite(gravite) => constat.anomalie.gravite() == gravite,
            Self::Anomalie(anomalie) => constat.anomalie == anomalie,
        }
    }

    const fn libelle(self) -> &'static str {
        match self {
            Self::Tout => "Tout",
            Self::Gravite(gravite) => gravite.libelle(),
            Self::Anomalie(anomalie) => anomalie.libelle(),
            Self::Ignores => "Ignorés",
        }
    }
}

/// The chips that have something behind them, with how many.
pub(super) fn chips(constats: &[Constat]) -> Vec<(Filtre, usize)> {
    let mut par_genre: BTreeMap<Anomalie, usize> = BTreeMap::new();
    let mut ignores = 0;
    for constat in constats {
        if constat.ignore {
            ignores += 1;
        } else {
            *par_genre.entry(constat.anomalie).or_default() += 1;
        }
    }
    let de = |voulue: Option<Gravite>| -> usize {
        par_genre
            .iter()
            .filter(|(a, _)| voulue.is_none_or(|g| a.gravite() == g))
            .map(|(_, n)| n)
            .sum()
    };
    let mut chips = vec![(Filtre::Tout, de(None))];
    chips.extend(Gravite::ALL.map(|g| (Filtre::Gravite(g), de(Some(g)))));
    chips.extend(par_genre.iter().map(|(a, n)| (Filtre::Anomalie(*a), *n)));
    chips.push((Filtre::Ignores, ignores));
    chips.retain(|(_, n)| *n > 0);
    chips
}

/// Draws the chips, one of them chosen.
pub(super) fn show(ui: &mut Ui, filtre: &mut Filtre, chips: &[(Filtre, usize)]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(5.0, 5.0);
        ui.spacing_mut().button_padding.x = 9.0;
        let avant_genres = chips
            .iter()
            .position(|(f, _)| matches!(f, Filtre::Anomalie(_)));
        for (place, &(choix, combien)) in chips.iter().enumerate() {
            if Some(place) == avant_genres {
                ui.end_row();
            }
            let texte = format!("{}\u{a0}\u{a0}{}", choix.libelle(), entier(combien));
            let choisi = *filtre == choix;
            let texte = if choisi {
                theme::sous_titre(texte)
            } else {
                egui::RichText::new(texte)
            };
            if ui.add(egui::Button::new(texte).selected(choisi)).clicked() {
                *filtre = choix;
            }
        }
    });
}
