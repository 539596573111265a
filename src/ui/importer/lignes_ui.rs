//! What an import would do, line by line: the tabs of the preview.

use std::borrow::Cow;

use egui::Ui;
use egui_extras::{Column, TableBuilder};

use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier};
use crate::exchange::annuaire::{Apercu, Difference, EcoleAbsente, ImportPlan, LignePlan};
use crate::exchange::import::{LigneVue, Plan, Refus, Resume, Sort};
use crate::ui::theme;

/// What the preview lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Onglet {
    #[default]
    Nouvelles,
    Modifiees,
    Inchangees,
    /// Secteurs to be chosen.
    Secteurs,
    /// Mergers to be confirmed.
    Fusions,
    Absentes,
    Refusees,
    Remarques,
}

impl Onglet {
    /// The first that has something to show.
    pub(super) const fn first(resume: &Resume) -> Self {
        if resume.nouvelles > 0 {
            Self::Nouvelles
        } else if resume.modifiees > 0 {
            Self::Modifiees
        } else {
            Self::Inchangees
        }
    }

    const fn nom(self) -> &'static str {
        match self {
            Self::Nouvelles => "Nouvelles",
            Self::Modifiees => "Modifiées",
            Self::Inchangees => "Inchangées",
            Self::Secteurs => "À choisir",
            Self::Fusions => "Fusions",
            Self::Absentes => "Absentes",
            Self::Refusees => "Refusées",
            Self::Remarques => "Remarques",
        }
    }

    const fn compte(self, resume: &Resume) -> usize {
        match self {
            Self::Nouvelles => resume.nouvelles,
            Self::Modifiees => resume.modifiees,
            Self::Inchangees => resume.inchangees,
            Self::Secteurs | Self::Fusions => resume.a_choisir,
            Self::Absentes => resume.absentes,
            Self::Refusees => resume.refusees,
            Self::Remarques => resume.remarques,
        }
    }

    const fn vide(self) -> &'static str {
        match self {
            Self::Nouvelles => "Rien de nouveau.",
            Self::Modifiees => "Rien n’a changé.",
            Self::Inchangees => "Rien d’inchangé.",
            Self::Secteurs | Self::Fusions => "Rien à décider.",
            Self::Absentes => "Toutes les écoles attendues sont dans le fichier.",
            Self::Refusees => "Aucune ligne refusée.",
            Self::Remarques => "Aucune remarque.",
        }
    }
}

pub(super) fn recognised_ui(ui: &mut Ui, apercu: &Apercu) {
    ui.label(theme::sous_titre(&apercu.fichier));
    let millesime = apercu.millesime.map_or_else(
        || "date non indiquée".to_owned(),
        |m| format!("données du {}", date_longue(m)),
    );
    ui.label(theme::petit(
        ui,
        format!(
            "{} · {millesime} · {}",
            apercu.reconnu,
            compte(apercu.ecoles, "école", "écoles")
        ),
    ));
}

/// The tabs, each with its number of lines.
pub(super) fn tabs_ui(ui: &mut Ui, onglets: &[Onglet], resume: &Resume, choisi: &mut Onglet) {
    ui.horizontal_wrapped(|ui| {
        for onglet in onglets {
            // Rare, and without it the tabs stay on one line of a narrow window.
            if *onglet == Onglet::Remarques && resume.remarques == 0 {
                continue;
            }
            let texte = format!("{} ({})", onglet.nom(), entier(onglet.compte(resume)));
            if ui.selectable_label(*choisi == *onglet, texte).clicked() {
                *choisi = *onglet;
            }
        }
    });
    ui.separator();
}

/// A line, still to be put in words: only those seen are.
pub(super) enum Ligne<'a> {
    Ecole(&'a LignePlan),
    Vue(&'a LigneVue),
    Absente(&'a EcoleAbsente),
    Refus(&'a Refus),
}

impl Ligne<'_> {
    /// The three columns.
    fn textes(&self) -> [Cow<'_, str>; 3] {
        match self {
            Self::Ecole(l) => [l.uai().into(), l.nom().into(), detail(l)],
            Self::Vue(l) => [
                l.uai.as_str().into(),
                l.nom.as_str().into(),
                l.detail.as_str().into(),
            ],
            Self::Absente(a) => [
                a.uai.as_str().into(),
                a.nom.as_str().into(),
                a.commune_nom.as_str().into(),
            ],
            Self::Refus(r) => [
                format!("Ligne {}", entier(r.ligne)).into(),
                r.raison.as_str().into(),
                "".into(),
            ],
        }
    }
}

/// Field by field, or the commune.
fn detail(ligne: &LignePlan) -> Cow<'_, str> {
    use crate::exchange::annuaire::Sort as SortEcole;
    match &ligne.sort {
        SortEcole::Modifiee(differences) => {
            let phrases: Vec<String> = differences.iter().map(Difference::phrase).collect();
            phrases.join(" · ").into()
        }
        SortEcole::Nouvelle | SortEcole::Inchangee => ligne.commune_nom().into(),
    }
}

/// The lines of one tab.
pub(super) fn rows(plan: &Plan, onglet: Onglet) -> Vec<Ligne<'_>> {
    let sort = match onglet {
        Onglet::Nouvelles => Sort::Nouvelle,
        Onglet::Modifiees => Sort::Modifiee,
        Onglet::Inchangees => Sort::Inchangee,
        Onglet::Absentes => return plan.absentes().iter().map(Ligne::Absente).collect(),
        Onglet::Refusees => return plan.refusees().iter().map(Ligne::Refus).collect(),
        Onglet::Remarques => return plan.remarques().iter().map(Ligne::Refus).collect(),
        Onglet::Secteurs | Onglet::Fusions => return Vec::new(),
    };
    match (plan, plan.commun()) {
        (_, Some(commun)) => commun.lignes_de(sort).map(Ligne::Vue).collect(),
        (Plan::Annuaire(annuaire), _) => schools(annuaire, sort),
        _ => Vec::new(),
    }
}

fn schools(plan: &ImportPlan, sort: Sort) -> Vec<Ligne<'_>> {
    use crate::exchange::annuaire::Sort as SortEcole;
    let wanted = |l: &&LignePlan| {
        sort == match l.sort {
            SortEcole::Nouvelle => Sort::Nouvelle,
            SortEcole::Modifiee(_) => Sort::Modifiee,
            SortEcole::Inchangee => Sort::Inchangee,
        }
    };
    plan.lignes
        .iter()
        .filter(wanted)
        .map(Ligne::Ecole)
        .collect()
}

pub(super) fn rows_ui(ui: &mut Ui, lignes: &[Ligne<'_>], onglet: Onglet) {
    if lignes.is_empty() {
        ui.label(theme::petit(ui, onglet.vide()));
        return;
    }
    if onglet == Onglet::Absentes {
        ui.label(theme::petit(
            ui,
            "Attendues et absentes du fichier ; elles ne sont pas fermées pour autant : à vérifier.",
        ));
    }
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = ui.available_height();
    let noms = (ui.available_width() * 0.4).min(320.0);
    TableBuilder::new(ui)
        .id_salt(onglet as u8)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .column(Column::exact(110.0))
        .column(Column::initial(noms).at_least(120.0).clip(true))
        .column(Column::remainder().clip(true))
        .body(|body| {
            body.rows(theme::LIGNE, lignes.len(), |mut row| {
                for texte in lignes[row.index()].textes() {
                    row.col(|ui| {
                        ui.add(egui::Label::new(texte.as_ref()).truncate())
                            .on_hover_text(texte.as_ref());
                    });
                }
            });
        });
}
