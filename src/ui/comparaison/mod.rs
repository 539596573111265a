//! *Ce qui a changé*: the schools that gained an ENT, lost it or changed it between two days, by
//! name. Reached from « Au … », or from a change that the dashboard shows.

use chrono::{Months, NaiveDate};
use egui::Ui;

use super::suivi::tab_ui;
use super::theme;
use super::widgets::clavier::{Touche, touche};
use super::widgets::tableau::{self, Colonne, Rangee, Tableau};
use super::{Cached, PageCtx};
use crate::command::{Command, Page};
use crate::domain::comparaison::{Changement, Comparaison, Raison, comparer};
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier, taux_texte};
use crate::domain::{Compte, Population, Regle};

const COLONNES: [Colonne; 4] = [
    Colonne::reste("École"),
    Colonne::texte("Commune", 130.0),
    Colonne::texte("Avant", 110.0),
    Colonne::texte("Après", 110.0),
];

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Liste {
    #[default]
    Entrees,
    Sorties,
    Changements,
    Ouvertures,
    Fermetures,
}

impl Liste {
    const ALL: [Self; 5] = [
        Self::Entrees,
        Self::Sorties,
        Self::Changements,
        Self::Ouvertures,
        Self::Fermetures,
    ];

    const fn libelle(self) -> &'static str {
        match self {
            Self::Entrees => "Entrées",
            Self::Sorties => "Sorties",
            Self::Changements => "Changements d’ENT",
            Self::Ouvertures => "Ouvertes sans ENT",
            Self::Fermetures => "Fermées sans ENT",
        }
    }

    fn of(self, comparaison: &Comparaison) -> &[Changement] {
        match self {
            Self::Entrees => &comparaison.entrees,
            Self::Sorties => &comparaison.sorties,
            Self::Changements => &comparaison.changements,
            Self::Ouvertures => &comparaison.ouvertures,
            Self::Fermetures => &comparaison.fermetures,
        }
    }

    /// When it is empty.
    const fn rien(self) -> &'static str {
        match self {
            Self::Entrees => "Aucune école n’a gagné d’ENT entre ces deux dates.",
            Self::Sorties => "Aucune école n’a perdu son ENT entre ces deux dates.",
            Self::Changements => "Aucune école n’a changé d’ENT entre ces deux dates.",
            Self::Ouvertures => "Aucune école sans ENT n’a ouvert entre ces deux dates.",
            Self::Fermetures => "Aucune école sans ENT n’a fermé entre ces deux dates.",
        }
    }
}

/// What the page remembers.
#[derive(Default)]
pub struct ComparaisonPage {
    liste: Liste,
    choisie: Option<usize>,
    vue: Cached<(NaiveDate, NaiveDate, Regle), Comparaison>,
}

impl ComparaisonPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Some(de) = ctx.compare else {
            empty_ui(ui, ctx);
            return;
        };
        let question = (de, ctx.au, ctx.regle);
        let vue = self.vue.get(question, ctx.revision, |&(de, a, regle)| {
            comparer(ctx.faits, de, a, regle, Population::Public)
        });
        let rect = ui.available_rect_before_wrap();
        theme::carte_pleine(ui, rect, |ui| {
            ui.label(theme::titre(Page::Comparaison.libelle()));
            ui.add(egui::Label::new(summary(vue)).wrap());
            ui.add(egui::Label::new(theme::petit(ui, balance(vue))).wrap());
            ui.add_space(6.0);
            ui.horizontal_wrapped(|ui| {
                for liste in Liste::ALL {
                    let n = liste.of(vue).len();
                    let nom = format!("{} ({})", liste.libelle(), entier(n));
                    if tab_ui(ui, &nom, self.liste == liste).clicked() {
                        self.liste = liste;
                        self.choisie = None;
                    }
                }
            });
            ui.add_space(4.0);
            let lignes = self.liste.of(vue);
            if lignes.is_empty() {
                ui.label(self.liste.rien());
                return;
            }
            list_ui(ui, ctx, self.liste, lignes, &mut self.choisie);
        });
    }
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Comparer deux dates"));
        ui.label(
            "Les écoles qui ont gagné un ENT, qui l’ont perdu ou qui en ont changé, par leur nom.",
        );
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Comparer à l’an dernier").clicked() {
            let un_an = ctx.au.checked_sub_months(Months::new(12));
            ctx.commands.send(Command::ComparerAu(un_an));
        }
    });
}

/// « Du … au … : de 20 écoles sur 45 (44,4 %) à 35 sur 45 (77,8 %). »
fn summary(vue: &Comparaison) -> String {
    let dire = |c: &Compte| {
        format!(
            "{} écoles avec ENT sur {} ({})",
            entier(c.avec_ent),
            entier(c.ecoles),
            taux_texte(c.taux())
        )
    };
    format!(
        "Du {} au {}\u{202f}: de {} à {}.",
        date_longue(vue.de),
        date_longue(vue.a),
        dire(&vue.avant),
        dire(&vue.apres)
    )
}

/// « 20 + 17 entrées − 2 sorties = 35 ».
fn balance(vue: &Comparaison) -> String {
    format!(
        "{} + {} − {} = {}. Écoles publiques ouvertes à chaque date\u{202f}; une école compte « avec ENT » pour {}.",
        entier(vue.avant.avec_ent),
        compte(vue.entrees.len(), "entrée", "entrées"),
        compte(vue.sorties.len(), "sortie", "sorties"),
        entier(vue.apres.avec_ent),
        vue.regle.libelle()
    )
}

fn list_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    liste: Liste,
    lignes: &[Changement],
    choisie: &mut Option<usize>,
) {
    if ui.small_button("Voir dans Écoles").clicked() {
        ctx.commands.send(Command::MontrerEcoles {
            titre: liste.libelle().to_owned(),
            ecoles: lignes.iter().map(|c| c.ecole).collect(),
        });
    }
    let zone = ui.available_rect_before_wrap();
    let nom = format!("Liste des écoles, {}", liste.libelle());
    let touche = touche(ui, zone, &nom, *choisie, lignes.len());
    let vers = match touche {
        Some(Touche::Aller(rang) | Touche::Etendre(rang)) => Some(rang),
        _ => None,
    };
    *choisie = vers.or(*choisie);
    let clicked = tableau::show(
        ui,
        &Tableau {
            id: "comparaison",
            colonnes: &COLONNES,
            choisie: *choisie,
            vers,
            hauteur: zone.height() - theme::LIGNE,
        },
        lignes.len(),
        |rang| row(&lignes[rang]),
    );
    if let Some(rang) = clicked {
        *choisie = Some(rang);
    }
    let ouverte = clicked.is_some() || touche == Some(Touche::Ouvrir);
    if ouverte && let Some(changement) = choisie.and_then(|rang| lignes.get(rang)) {
        ctx.commands.send(Command::MontrerEcole(changement.ecole));
    }
}

fn row(changement: &Changement) -> Rangee {
    let (avant, apres) = (changement.avant.join(", "), changement.apres.join(", "));
    let raison = match changement.raison {
        Raison::Ent => "",
        Raison::Ouverte => "pas encore comptée avant",
        Raison::Fermee => "n’est plus comptée",
    };
    let dire = |ent: &str| {
        if ent.is_empty() {
            "sans ENT".to_owned()
        } else {
            ent.to_owned()
        }
    };
    Rangee {
        nom: format!(
            "{}, {}\u{202f}: {} puis {}",
            changement.nom,
            changement.commune,
            dire(&avant),
            dire(&apres)
        ),
        cellules: vec![
            changement.nom.clone(),
            changement.commune.clone(),
            avant,
            apres,
        ],
        suite: raison.to_owned(),
    }
}
