//! What is counted of a school: pupils, classes and IPS of the year with where they come from, and
//! all rentrées in a table.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use egui::Ui;

use crate::domain::nombre::{SANS_OBJET, compte, entier};
use crate::domain::{Effectif, Faits, Id, Ips, Situation};
use crate::ui::PageCtx;
use crate::ui::theme;

/// « 112 élèves, 5 classes (rentrée 2022) »; each with its own source when they differ.
pub(super) fn effectifs(faits: &Faits, ecole: Id, s: &Situation, au: NaiveDate) -> Option<String> {
    let mesure = faits.effectif_au(ecole, au);
    let rentree = |e: &Effectif| format!("rentrée {}", e.rentree);
    let eleves = faits.eleves_au(ecole, s, au).map(|n| {
        let source = if s.eleves_saisi {
            "saisi".to_owned()
        } else {
            mesure
                .filter(|e| e.eleves.is_some())
                .map_or_else(|| "selon le registre".to_owned(), rentree)
        };
        (compte(n as usize, "élève", "élèves"), source)
    });
    let classes = faits.classes_au(ecole, s, au).map(|n| {
        let source = if s.classes.is_some() {
            "saisi".to_owned()
        } else {
            mesure.map_or_else(String::new, rentree)
        };
        (compte(n as usize, "classe", "classes"), source)
    });
    match (eleves, classes) {
        (Some((eleves, d_ou)), Some((classes, la_aussi))) if d_ou == la_aussi => {
            Some(format!("{eleves}, {classes} ({d_ou})"))
        }
        (eleves, classes) => {
            let dits: Vec<String> = [eleves, classes]
                .into_iter()
                .flatten()
                .map(|(dit, source)| format!("{dit} ({source})"))
                .collect();
            (!dits.is_empty()).then(|| dits.join(", "))
        }
    }
}

/// The IPS of the year, or of the nearest one.
pub(super) fn ips(faits: &Faits, ecole: Id, au: NaiveDate) -> Option<Ips> {
    faits.ips_au(ecole, au).copied()
}

/// Every rentrée, newest first.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    let effectifs = ctx
        .faits
        .effectifs
        .get(&ecole)
        .map_or(&[][..], Vec::as_slice);
    let ips = ctx.faits.ips.get(&ecole).map_or(&[][..], Vec::as_slice);
    let rentrees: BTreeSet<i32> = effectifs
        .iter()
        .map(|e| e.rentree)
        .chain(ips.iter().map(|i| i.rentree))
        .collect();
    if rentrees.is_empty() {
        return;
    }
    let titre = format!(
        "Élèves, classes et IPS : {}",
        compte(rentrees.len(), "rentrée", "rentrées")
    );
    egui::CollapsingHeader::new(titre)
        .id_salt(("mesures", ecole))
        .show(ui, |ui| {
            egui::ScrollArea::horizontal()
                .id_salt(("rentrées", ecole))
                .show(ui, |ui| table_ui(ui, &rentrees, effectifs, ips));
        });
}

fn table_ui(ui: &mut Ui, rentrees: &BTreeSet<i32>, effectifs: &[Effectif], ips: &[Ips]) {
    let nombre = |n: Option<u32>| n.map_or_else(|| SANS_OBJET.to_owned(), entier);
    egui::Grid::new("mesures")
        .striped(true)
        .spacing([14.0, 4.0])
        .show(ui, |ui| {
            let titres = ["Rentrée", "Élèves", "Classes", "IPS"];
            for titre in titres.into_iter().chain(Effectif::NIVEAUX) {
                ui.label(theme::petit(ui, titre));
            }
            ui.end_row();
            for rentree in rentrees.iter().rev() {
                let effectif = effectifs.iter().find(|e| e.rentree == *rentree);
                let ips = ips.iter().find(|i| i.rentree == *rentree);
                ui.label(rentree.to_string());
                ui.label(nombre(effectif.and_then(|e| e.eleves)));
                ui.label(nombre(effectif.and_then(|e| e.classes)));
                ui.label(ips.map_or_else(|| SANS_OBJET.to_owned(), ToString::to_string));
                for niveau in 0..Effectif::NIVEAUX.len() {
                    ui.label(nombre(effectif.and_then(|e| e.niveaux[niveau])));
                }
                ui.end_row();
            }
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_says_where_it_comes_from() {
        let au = NaiveDate::from_ymd_opt(2023, 3, 1).unwrap();
        let ecole = Id::ecole("0880001Y");
        let plain = |faits: &Faits, s: &Situation| {
            effectifs(faits, ecole, s, au).map(|dit| dit.replace('\u{a0}', " "))
        };
        let mut faits = Faits::default();
        let mut s = Situation::default();
        assert_eq!(plain(&faits, &s), None);
        s.eleves = Some(110);
        assert_eq!(
            plain(&faits, &s).as_deref(),
            Some("110 élèves (selon le registre)")
        );
        faits.effectifs.insert(
            ecole,
            vec![Effectif {
                rentree: 2021,
                classes: Some(5),
                eleves: Some(112),
                niveaux: [None; 7],
            }],
        );
        assert_eq!(
            plain(&faits, &s).as_deref(),
            Some("112 élèves, 5 classes (rentrée 2021)")
        );
        s.classes = Some(6);
        assert_eq!(
            plain(&faits, &s).as_deref(),
            Some("112 élèves (rentrée 2021), 6 classes (saisi)")
        );
        s.eleves_saisi = true;
        assert_eq!(
            plain(&faits, &s).as_deref(),
            Some("110 élèves, 6 classes (saisi)")
        );
    }
}
