//! What the cells of the grid hold, what may be chosen in each, and what a key chooses: nothing is
//! drawn here.

use crate::domain::texte::sans_accents;
use crate::domain::{Crcn, Faits, Id, Liste, Observation, ObservationLigne};

/// A column of the grid, the service apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colonne {
    #[default]
    Frequence,
    Palier,
    Acteurs,
    PointDeVue,
    Crcn,
    Constat,
}

impl Colonne {
    pub(super) const fn libelle(self) -> &'static str {
        match self {
            Self::Frequence => "Fréquence",
            Self::Palier => "Palier",
            Self::Acteurs => "Acteurs",
            Self::PointDeVue => "Point de vue",
            Self::Crcn => "CRCN",
            Self::Constat => "Constat",
        }
    }

    /// As the end of the name of a cell.
    pub(super) const fn nom(self) -> &'static str {
        match self {
            Self::Frequence => "fréquence",
            Self::Palier => "palier",
            Self::Acteurs => "acteurs",
            Self::PointDeVue => "point de vue",
            Self::Crcn => "CRCN",
            Self::Constat => "constat",
        }
    }

    const fn liste(self) -> Option<Liste> {
        match self {
            Self::Frequence => Some(Liste::Frequence),
            Self::Palier => Some(Liste::Palier),
            Self::Acteurs => Some(Liste::Acteur),
            Self::PointDeVue => Some(Liste::PointDeVue),
            Self::Crcn | Self::Constat => None,
        }
    }

    /// Several may be chosen.
    pub(super) const fn plusieurs(self) -> bool {
        matches!(self, Self::Acteurs | Self::Crcn)
    }
}

/// What a cell may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Valeur {
    Terme(Id),
    Crcn(Crcn),
}

/// One thing that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choix {
    pub(super) valeur: Valeur,
    pub(super) nom: String,
    /// The key that chooses it; empty past nine.
    pub(super) touche: String,
}

/// Everything that may be chosen in a cell: the entries still offered and those it already holds.
pub(super) fn choix(faits: &Faits, colonne: Colonne, ligne: &ObservationLigne) -> Vec<Choix> {
    let Some(liste) = colonne.liste() else {
        let toutes = Crcn::all().filter(|_| colonne == Colonne::Crcn);
        return toutes
            .map(|c| Choix {
                valeur: Valeur::Crcn(c),
                nom: format!("{} {}", c.numero(), c.nom()),
                touche: String::new(),
            })
            .collect();
    };
    faits
        .termes
        .iter()
        .filter(|t| t.liste == liste)
        .filter(|t| !t.retire || holds(ligne, colonne, Valeur::Terme(t.id)))
        .enumerate()
        .map(|(rang, t)| Choix {
            valeur: Valeur::Terme(t.id),
            nom: t.nom.clone(),
            touche: if rang < 9 {
                (rang + 1).to_string()
            } else {
                String::new()
            },
        })
        .collect()
}

/// Whether the cell holds this.
pub(super) fn holds(ligne: &ObservationLigne, colonne: Colonne, valeur: Valeur) -> bool {
    match (colonne, valeur) {
        (Colonne::Frequence, Valeur::Terme(id)) => ligne.frequence == Some(id),
        (Colonne::Palier, Valeur::Terme(id)) => ligne.palier == Some(id),
        (Colonne::PointDeVue, Valeur::Terme(id)) => ligne.point_de_vue == Some(id),
        (Colonne::Acteurs, Valeur::Terme(id)) => ligne.acteurs.contains(&id),
        (Colonne::Crcn, Valeur::Crcn(c)) => ligne.crcn.contains(&c),
        _ => false,
    }
}

/// Chooses it; where several may be, it comes or goes.
pub(super) fn choose(ligne: &mut ObservationLigne, colonne: Colonne, valeur: Valeur) {
    match (colonne, valeur) {
        (Colonne::Frequence, Valeur::Terme(id)) => ligne.frequence = Some(id),
        (Colonne::Palier, Valeur::Terme(id)) => ligne.palier = Some(id),
        (Colonne::PointDeVue, Valeur::Terme(id)) => ligne.point_de_vue = Some(id),
        (Colonne::Acteurs, Valeur::Terme(id)) => toggle(&mut ligne.acteurs, id),
        (Colonne::Crcn, Valeur::Crcn(c)) => {
            toggle(&mut ligne.crcn, c);
            ligne.crcn.sort();
        }
        _ => {}
    }
}

fn toggle<T: PartialEq>(liste: &mut Vec<T>, valeur: T) {
    match liste.iter().position(|autre| *autre == valeur) {
        Some(rang) => drop(liste.remove(rang)),
        None => liste.push(valeur),
    }
}

/// Empties the cell.
pub(super) fn clear(ligne: &mut ObservationLigne, colonne: Colonne) {
    match colonne {
        Colonne::Frequence => ligne.frequence = None,
        Colonne::Palier => ligne.palier = None,
        Colonne::PointDeVue => ligne.point_de_vue = None,
        Colonne::Acteurs => ligne.acteurs.clear(),
        Colonne::Crcn => ligne.crcn.clear(),
        Colonne::Constat => ligne.constat.clear(),
    }
}

/// What a letter means: the next entry that begins with it; where several may be chosen, the first
/// that is not yet.
pub(super) fn by_letter(
    choix: &[Choix],
    ligne: &ObservationLigne,
    colonne: Colonne,
    lettre: char,
) -> Option<Valeur> {
    let lettre = sans_accents(&lettre.to_string());
    let begins = |c: &&Choix| {
        let nom = match c.valeur {
            Valeur::Terme(_) => c.nom.as_str(),
            Valeur::Crcn(crcn) => crcn.nom(),
        };
        sans_accents(nom).starts_with(&lettre)
    };
    let possibles: Vec<Valeur> = choix.iter().filter(begins).map(|c| c.valeur).collect();
    let tenu = possibles.iter().position(|v| holds(ligne, colonne, *v));
    let rang = match tenu {
        _ if colonne.plusieurs() => {
            let libre = possibles.iter().position(|v| !holds(ligne, colonne, *v));
            libre.unwrap_or(0)
        }
        Some(tenu) => (tenu + 1) % possibles.len(),
        None => 0,
    };
    possibles.get(rang).copied()
}

/// What a cell says, in full; empty when nothing.
pub(super) fn texte(faits: &Faits, ligne: &ObservationLigne, colonne: Colonne) -> String {
    let nom = |id: Id| faits.terme(id).map_or("", |t| t.nom.as_str());
    let un = |id: Option<Id>| id.map_or("", nom).to_owned();
    match colonne {
        Colonne::Frequence => un(ligne.frequence),
        Colonne::Palier => un(ligne.palier),
        Colonne::PointDeVue => un(ligne.point_de_vue),
        Colonne::Acteurs => {
            let noms: Vec<&str> = ligne.acteurs.iter().map(|&id| nom(id)).collect();
            noms.join(", ")
        }
        Colonne::Crcn => {
            let numeros: Vec<&str> = ligne.crcn.iter().map(|c| c.numero()).collect();
            numeros.join(", ")
        }
        Colonne::Constat => super::lignes::extrait(&ligne.constat),
    }
}

/// The same where there is little room: actors by their first letters.
pub(super) fn court(faits: &Faits, ligne: &ObservationLigne, colonne: Colonne) -> String {
    if colonne != Colonne::Acteurs || ligne.acteurs.len() < 2 {
        return texte(faits, ligne, colonne);
    }
    let abrege = |id: &Id| {
        let nom = faits.terme(*id).map_or("", |t| t.nom.as_str());
        let debut: String = nom.chars().take(3).collect();
        format!("{debut}.")
    };
    let noms: Vec<String> = ligne.acteurs.iter().map(abrege).collect();
    noms.join(" ")
}

/// The rows of the grid: the services still offered, and those this observation names.
pub(super) fn services(faits: &Faits, o: &Observation) -> Vec<(Id, String)> {
    let mut services: Vec<(Id, String)> = faits
        .termes
        .iter()
        .filter(|t| t.liste == Liste::Service)
        .filter(|t| !t.retire || o.ligne(t.id).is_some())
        .map(|t| (t.id, t.nom.clone()))
        .collect();
    for ligne in &o.lignes {
        if !services.iter().any(|(id, _)| *id == ligne.service) {
            services.push((ligne.service, "Service inconnu".to_owned()));
        }
    }
    services
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Terme;

    fn faits() -> Faits {
        let termes = [
            (Liste::Palier, "Découverte", false),
            (Liste::Palier, "Usage ponctuel", false),
            (Liste::Palier, "Usage ancien", true),
            (Liste::Palier, "Usage installé", false),
            (Liste::Acteur, "Enseignants", false),
            (Liste::Acteur, "Élèves", false),
        ];
        let termes = termes.map(|(liste, nom, retire)| Terme {
            id: Id::derived("terme", nom),
            liste,
            code: None,
            nom: nom.to_owned(),
            ordre: 0,
            retire,
        });
        Faits {
            termes: termes.to_vec(),
            ..Faits::default()
        }
    }

    /// The cell after these letters.
    fn after(colonne: Colonne, lettres: &str) -> String {
        let faits = faits();
        let mut ligne = ObservationLigne::vide(Id::MIN);
        for lettre in lettres.chars() {
            let possibles = choix(&faits, colonne, &ligne);
            if let Some(valeur) = by_letter(&possibles, &ligne, colonne, lettre) {
                choose(&mut ligne, colonne, valeur);
            }
        }
        texte(&faits, &ligne, colonne)
    }

    #[test]
    fn a_letter_goes_round_the_words_that_begin_with_it() {
        for (colonne, lettres, attendu) in [
            (Colonne::Palier, "d", "Découverte"),
            (Colonne::Palier, "u", "Usage ponctuel"),
            (Colonne::Palier, "uu", "Usage installé"),
            (Colonne::Palier, "uuU", "Usage ponctuel"),
            (Colonne::Palier, "dz", "Découverte"),
            (Colonne::Acteurs, "e", "Enseignants"),
            (Colonne::Acteurs, "eé", "Enseignants, Élèves"),
            (Colonne::Acteurs, "eee", "Élèves"),
            (Colonne::Crcn, "p", "2.2"),
            (Colonne::Crcn, "pc", "2.2, 2.3"),
        ] {
            assert_eq!(after(colonne, lettres), attendu, "{colonne:?} {lettres}");
        }
    }

    #[test]
    fn a_word_no_longer_offered_stays_where_it_stands() {
        let faits = faits();
        let mut ligne = ObservationLigne::vide(Id::MIN);
        let noms = |ligne: &ObservationLigne| {
            let tous = choix(&faits, Colonne::Palier, ligne);
            tous.into_iter().map(|c| c.nom).collect::<Vec<_>>()
        };
        assert_eq!(noms(&ligne).len(), 3);
        ligne.palier = Some(Id::derived("terme", "Usage ancien"));
        assert_eq!(noms(&ligne)[2], "Usage ancien");
        clear(&mut ligne, Colonne::Palier);
        assert!(ligne.is_empty());
    }
}
