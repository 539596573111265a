//! What the search of everything proposes: which of the things found, in which order.

use super::texte::Recherche;

/// Kinds of things, in the order in which they are proposed when they answer equally well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sorte {
    Page,
    Commande,
    Projet,
    Groupe,
    Ecole,
    Visite,
    Action,
    Formation,
    Observation,
}

impl Sorte {
    /// As the title of its results.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Page => "Pages",
            Self::Commande => "Commandes",
            Self::Projet => "Projets",
            Self::Groupe => "Groupes d’écoles",
            Self::Ecole => "Écoles",
            Self::Visite => "Visites",
            Self::Action => "Actions à suivre",
            Self::Formation => "Formations",
            Self::Observation => "Observations",
        }
    }
}

/// How well a text answers, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Accord {
    /// It begins with what was typed.
    Debut,
    /// Every word typed begins one of its words.
    Mots,
    /// Every word typed stands somewhere in it.
    Quelque,
}

/// The places of at most `au_plus` of `entrees` that answer `requete`, grouped by kind.
///
/// `entrees` are kinds and texts already passed through [`super::texte::sans_accents`], in the
/// order they have within their kind. The kind with the best answer comes first; each kind gets
/// its share of the room, and those with less leave theirs to the others.
pub fn ranger<'a>(
    requete: &Recherche,
    entrees: impl IntoIterator<Item = (Sorte, &'a str)>,
    au_plus: usize,
) -> Vec<usize> {
    if requete.is_empty() {
        return Vec::new();
    }
    let mut trouves: Vec<(Sorte, Accord, usize)> = entrees
        .into_iter()
        .enumerate()
        .filter_map(|(place, (sorte, texte))| Some((sorte, accord(requete, texte)?, place)))
        .collect();
    trouves.sort_unstable();
    let mut groupes: Vec<&[(Sorte, Accord, usize)]> = trouves.chunk_by(|a, b| a.0 == b.0).collect();
    groupes.sort_by_key(|groupe| (groupe[0].1, groupe[0].0));
    let parts = shares(
        &groupes.iter().map(|g| g.len()).collect::<Vec<_>>(),
        au_plus,
    );
    groupes
        .into_iter()
        .zip(parts)
        .flat_map(|(groupe, part)| groupe[..part].iter().map(|(.., place)| *place))
        .collect()
}

fn accord(requete: &Recherche, texte: &str) -> Option<Accord> {
    if !requete.accepte(texte) {
        return None;
    }
    if requete.ouvre(texte) {
        return Some(Accord::Debut);
    }
    if requete.accepte_mots(texte) {
        return Some(Accord::Mots);
    }
    Some(Accord::Quelque)
}

/// How many of each group are shown: an equal share each, the rest given in order.
fn shares(tailles: &[usize], au_plus: usize) -> Vec<usize> {
    let part = (au_plus / tailles.len().max(1)).max(1);
    let mut reste = au_plus;
    let mut parts: Vec<usize> = tailles
        .iter()
        .map(|taille| {
            let pris = part.min(*taille).min(reste);
            reste -= pris;
            pris
        })
        .collect();
    for (pris, taille) in parts.iter_mut().zip(tailles) {
        let encore = (taille - *pris).min(reste);
        *pris += encore;
        reste -= encore;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTREES: [(Sorte, &str); 9] = [
        (Sorte::Page, "visites"),
        (Sorte::Page, "historique"),
        (Sorte::Commande, "nouvelle visite"),
        (Sorte::Ecole, "ecole elise · epinal 0880001y"),
        (Sorte::Ecole, "ecole anne · epinal 0880003a"),
        (Sorte::Groupe, "epinal · circonscription"),
        (Sorte::Visite, "12/03/2021 · ecole elise, epinal · bilan"),
        (Sorte::Action, "visite a prevoir · ecole anne"),
        (Sorte::Action, "ouvrir les comptes · ecole elise"),
    ];

    fn places(requete: &str, au_plus: usize) -> Vec<usize> {
        ranger(&Recherche::new(requete), ENTREES, au_plus)
    }

    #[test]
    fn kinds_stand_together_the_best_answer_first() {
        for (requete, attendu) in [
            // Both begin with it; pages come before actions.
            ("visite", vec![0, 7, 2]),
            ("nouvelle", vec![2]),
            // The group begins with it, the others hold it.
            ("epinal", vec![5, 3, 4, 6]),
            ("élise", vec![3, 6, 8]),
            // Words in any order, cut short.
            ("eli bil", vec![6]),
            ("0003a", vec![4]),
            // In the middle of a word comes last.
            ("stor", vec![1]),
            ("", vec![]),
            ("  ", vec![]),
            ("rien de tel", vec![]),
        ] {
            assert_eq!(places(requete, 12), attendu, "{requete}");
        }
    }

    #[test]
    fn room_is_shared_between_kinds() {
        for (tailles, au_plus, attendu) in [
            (&[50, 1, 1][..], 12, &[10, 1, 1][..]),
            (&[50, 50, 50], 12, &[4, 4, 4]),
            (&[1, 50], 12, &[1, 11]),
            (&[9, 9, 9, 9, 9], 3, &[1, 1, 1, 0, 0]),
            (&[], 12, &[]),
        ] {
            assert_eq!(shares(tailles, au_plus), attendu, "{tailles:?}");
        }
        assert_eq!(places("e", 3).len(), 3);
    }
}
