//! Who was met: functions and how many; a name only when one asks for it.

use egui::{Button, Id, Key, Sense, TextEdit, Ui};

use crate::domain::saisie_visite::Mot;
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{Faits, Liste};
use crate::ui::theme;
use crate::ui::widgets::champ_propose::{Aspect, champ_propose};
use crate::ui::widgets::nommer;

/// Somebody met, as drawn.
pub(in crate::ui) struct Vue<'a> {
    pub(in crate::ui) fonction: &'a str,
    pub(in crate::ui) nombre: u32,
    pub(in crate::ui) nom: &'a str,
}

/// What is asked of those met, by their rank.
pub(in crate::ui) enum Demande {
    Ajouter(Mot, u32),
    Compter(usize, u32),
    Nommer(usize, String),
    Retirer(usize),
    /// Enter in the empty field: the keyboard goes on.
    Suite,
}

/// Draws those met, then the field `id` that adds one: « 3 ens » is three teachers. A click that
/// ends a name asks two things.
pub(in crate::ui) fn show(
    ui: &mut Ui,
    faits: &Faits,
    id: Id,
    texte: &mut String,
    vues: &[Vue<'_>],
) -> Vec<Demande> {
    ui.label(theme::petit(ui, "Personnes vues, par fonction"));
    let mut demandes = Vec::new();
    for (rang, vue) in vues.iter().enumerate() {
        met_ui(ui, id, rang, vue, &mut demandes);
    }
    let aspect = Aspect {
        nom: "Personnes vues, par fonction",
        largeur: ui.available_width() - 12.0,
        indice: "Fonction, avec un nombre s’il y en a plusieurs",
        rien: "",
        premier: false,
    };
    let dit = champ_propose(ui, id, aspect, texte, |texte| {
        let (nombre, cherche) = counted(texte);
        let ajouter = |mot: &str| format!("Ajouter «\u{a0}{mot}\u{a0}» aux fonctions");
        let mut propositions = proposer(faits, Liste::Role, cherche, ajouter);
        if nombre > 1 {
            for (libelle, _) in &mut propositions {
                *libelle = format!("{nombre} × {libelle}");
            }
        }
        propositions
    });
    if let Some(mot) = dit.pris {
        let (nombre, _) = counted(texte);
        texte.clear();
        if dit.suite {
            dit.champ.request_focus();
        }
        demandes.push(Demande::Ajouter(mot, nombre));
    } else if dit.laisse {
        texte.clear();
    } else if dit.suite {
        demandes.push(Demande::Suite);
    }
    demandes
}

/// « 3 ens » → 3, « ens ».
fn counted(texte: &str) -> (u32, &str) {
    let reste = texte.trim_start_matches(|c: char| c.is_ascii_digit());
    let nombre = texte[..texte.len() - reste.len()].parse().ok();
    match nombre.filter(|n| (1..=999).contains(n)) {
        Some(nombre) => (nombre, reste.trim_start_matches(['×', 'x', ' ']).trim()),
        None => (1, texte.trim()),
    }
}

fn met_ui(ui: &mut Ui, id: Id, rang: usize, vue: &Vue<'_>, demandes: &mut Vec<Demande>) {
    let fonction = vue.fonction;
    ui.horizontal_wrapped(|ui| {
        // Many may be met, and what follows matters more.
        ui.spacing_mut().item_spacing.x = 3.0;
        ui.spacing_mut().interact_size.y = 20.0;
        ui.spacing_mut().button_padding.x = 5.0;
        ui.label(format!("{} × {fonction}", vue.nombre));
        for (signe, quoi, nombre) in [
            ("−", "Un de moins", vue.nombre.saturating_sub(1)),
            ("+", "Un de plus", vue.nombre + 1),
        ] {
            let bouton = ui.add(Button::new(signe).small().sense(Sense::CLICK));
            nommer(&bouton, format!("{quoi} : {fonction}"));
            if bouton.clicked() && (1..=999).contains(&nombre) {
                demandes.push(Demande::Compter(rang, nombre));
            }
        }
        if let Some(nom) = name_ui(ui, id.with(("nom", rang)), vue) {
            demandes.push(Demande::Nommer(rang, nom));
        }
        let bouton = ui.add(Button::new("✗").small().sense(Sense::CLICK));
        nommer(&bouton, format!("Retirer : {fonction}"));
        if bouton.clicked() {
            demandes.push(Demande::Retirer(rang));
        }
    });
}

/// A name is never asked; one click makes room for it. The new one once the keyboard leaves.
fn name_ui(ui: &mut Ui, id: Id, vue: &Vue<'_>) -> Option<String> {
    let tampon = ui.data(|d| d.get_temp::<String>(id));
    if vue.nom.is_empty() && tampon.is_none() {
        let texte = theme::petit(ui, "nom…");
        let bouton = ui.add(Button::new(texte).small().sense(Sense::CLICK));
        nommer(&bouton, format!("Ajouter un nom : {}", vue.fonction));
        if bouton.clicked() {
            ui.data_mut(|d| d.insert_temp(id, String::new()));
            ui.memory_mut(|m| m.request_focus(id.with("champ")));
        }
        return None;
    }
    let mut nom = tampon.unwrap_or_else(|| vue.nom.to_owned());
    let champ = ui.add(
        TextEdit::singleline(&mut nom)
            .id(id.with("champ"))
            .desired_width(110.0)
            .char_limit(120)
            .hint_text("facultatif"),
    );
    nommer(&champ, format!("Nom, facultatif : {}", vue.fonction));
    if !champ.lost_focus() {
        ui.data_mut(|d| d.insert_temp(id, nom));
        return None;
    }
    ui.data_mut(|d| d.remove::<String>(id));
    let escape = ui.input(|i| i.key_pressed(Key::Escape));
    (!escape && nom.trim() != vue.nom).then(|| nom.trim().to_owned())
}

/// The entries of a short list that `cherche` may mean, those that begin with it first, then the
/// word itself under the name `ajouter` gives it.
pub(in crate::ui) fn proposer(
    faits: &Faits,
    liste: Liste,
    cherche: &str,
    ajouter: impl FnOnce(&str) -> String,
) -> Vec<(String, Mot)> {
    let (recherche, debut) = (Recherche::new(cherche), sans_accents(cherche));
    let mut trouves: Vec<(bool, String, Mot)> = Vec::new();
    let mut exact = false;
    for terme in &faits.termes {
        let texte = sans_accents(&terme.nom);
        if terme.liste == liste && !terme.retire && recherche.accepte(&texte) {
            exact |= texte == debut;
            let ailleurs = !texte.starts_with(&debut);
            trouves.push((ailleurs, terme.nom.clone(), Mot::connu(terme.id)));
        }
    }
    trouves.sort_by_key(|(ailleurs, ..)| *ailleurs);
    let mut propositions: Vec<(String, Mot)> = trouves
        .into_iter()
        .map(|(_, libelle, mot)| (libelle, mot))
        .collect();
    if !cherche.is_empty() && !exact {
        propositions.push((ajouter(cherche), Mot::nouveau(cherche)));
    }
    propositions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_before_the_function_counts_people() {
        for (texte, attendu) in [
            ("ens", (1, "ens")),
            ("3 ens", (3, "ens")),
            ("12×élèves", (12, "élèves")),
            ("3", (3, "")),
            ("0 ens", (1, "0 ens")),
            ("99999 ens", (1, "99999 ens")),
            ("", (1, "")),
        ] {
            assert_eq!(counted(texte), attendu, "{texte}");
        }
    }
}
