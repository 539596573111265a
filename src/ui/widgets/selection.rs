//! Several lines of a list at once: ticked by mouse (box, Ctrl, Shift) or by keyboard.

use std::collections::BTreeSet;

use egui::{Modifiers, Sense, Stroke, StrokeKind, Ui, vec2};

use crate::domain::Id;
use crate::ui::theme::Tokens;

/// The schools ticked, and the one a range starts from.
#[derive(Debug, Default)]
pub struct Selection {
    cochees: BTreeSet<Id>,
    ancre: Option<Id>,
    /// Moves at every change: what a cache compares.
    version: u64,
}

impl Selection {
    pub fn contains(&self, id: Id) -> bool {
        self.cochees.contains(&id)
    }

    pub fn len(&self) -> usize {
        self.cochees.len()
    }

    pub fn is_empty(&self) -> bool {
        self.cochees.is_empty()
    }

    pub const fn version(&self) -> u64 {
        self.version
    }

    pub fn iter(&self) -> impl Iterator<Item = Id> + '_ {
        self.cochees.iter().copied()
    }

    pub fn toggle(&mut self, id: Id) {
        self.version += 1;
        self.ancre = Some(id);
        if !self.cochees.remove(&id) {
            self.cochees.insert(id);
        }
    }

    /// Where the next range starts, when no line was ticked since.
    pub fn start_at(&mut self, id: Id) {
        self.ancre = Some(id);
    }

    /// Ticks every line from the last one touched to `id`, in the order of `lignes`; `id` alone
    /// when that one is no longer among them.
    pub fn extend_to(&mut self, id: Id, lignes: impl Iterator<Item = Id>) {
        self.version += 1;
        let lignes: Vec<Id> = lignes.collect();
        let rang = |cherche| lignes.iter().position(|&ligne| ligne == cherche);
        let depart = self.ancre.and_then(rang);
        match (depart, rang(id)) {
            (Some(a), Some(b)) => self.cochees.extend(&lignes[a.min(b)..=a.max(b)]),
            _ => {
                self.cochees.insert(id);
            }
        }
        if depart.is_none() {
            self.ancre = Some(id);
        }
    }

    pub fn add_all(&mut self, lignes: impl Iterator<Item = Id>) {
        self.version += 1;
        self.cochees.extend(lignes);
    }

    pub fn clear(&mut self) {
        self.version += 1;
        self.cochees.clear();
        self.ancre = None;
    }

    /// Keeps only what is still there.
    pub fn retain(&mut self, garde: impl Fn(Id) -> bool) {
        let avant = self.cochees.len();
        self.cochees.retain(|id| garde(*id));
        self.version += u64::from(self.cochees.len() != avant);
    }

    /// What a click on the line `id` does to the selection; whether it did anything, else the
    /// click only chooses the line.
    pub fn click(
        &mut self,
        id: Id,
        modifiers: Modifiers,
        lignes: impl Iterator<Item = Id>,
    ) -> bool {
        if modifiers.shift {
            self.extend_to(id, lignes);
        } else if modifiers.command {
            self.toggle(id);
        } else {
            self.start_at(id);
            return false;
        }
        true
    }
}

/// A box to tick in a line of a list, out of the way of Tab: the list itself ticks by keyboard.
pub fn case(ui: &mut Ui, cochee: bool, nom: &str) -> egui::Response {
    let t = Tokens::of(ui);
    let (rect, reponse) = ui.allocate_exact_size(vec2(18.0, ui.available_height()), Sense::CLICK);
    reponse.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::CheckBox, true, cochee, format!("Cocher {nom}"))
    });
    let boite = egui::Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
    let bord = if reponse.hovered() || cochee {
        Stroke::new(1.0, t.accent)
    } else {
        ui.visuals().widgets.inactive.bg_stroke
    };
    let fond = if cochee { t.accent } else { t.surface };
    ui.painter()
        .rect(boite, 3.0, fond, bord, StrokeKind::Inside);
    if cochee {
        let trait_ = Stroke::new(2.0, t.sur_accent);
        let point = |x: f32, y: f32| boite.min + vec2(x, y) * 14.0;
        let points = vec![point(0.24, 0.52), point(0.43, 0.72), point(0.77, 0.3)];
        ui.painter().line(points, trait_);
    }
    reponse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_ticked_one_by_one_and_by_ranges() {
        let ids: Vec<Id> = (0..6)
            .map(|n: u8| Id::derived("ecole", &n.to_string()))
            .collect();
        let lignes = || ids.iter().copied();
        let rangs = |s: &Selection| -> Vec<usize> {
            (0..ids.len()).filter(|&i| s.contains(ids[i])).collect()
        };
        let mut s = Selection::default();
        assert!(!s.click(ids[1], Modifiers::NONE, lignes()));
        assert!(s.is_empty(), "a plain click only chooses");
        assert!(s.click(ids[3], Modifiers::SHIFT, lignes()));
        assert_eq!(rangs(&s), [1, 2, 3]);
        assert!(s.click(ids[2], Modifiers::COMMAND, lignes()));
        assert_eq!(rangs(&s), [1, 3], "a range has holes");
        s.click(ids[0], Modifiers::SHIFT, lignes());
        assert_eq!(rangs(&s), [0, 1, 2, 3], "upwards from the last one touched");
        let mut un = Selection::default();
        un.extend_to(ids[4], lignes());
        assert_eq!(rangs(&un), [4], "without a start, the line alone");
        let mut filtre = Selection::default();
        filtre.toggle(ids[0]);
        filtre.extend_to(ids[4], ids[2..].iter().copied());
        assert_eq!(rangs(&filtre), [0, 4], "the start is no longer shown");
        let avant = un.version();
        un.retain(|id| id != ids[4]);
        assert!(un.is_empty() && un.version() > avant);
        un.add_all(lignes());
        assert_eq!(un.len(), 6);
    }
}
