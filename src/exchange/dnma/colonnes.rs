//! The columns of a DNMA file. Its layout is known by a description (`domain.md` §4.1), no row was
//! ever seen: what is found by name is proposed, and a person may correct it.

use std::collections::BTreeSet;

use super::super::jeu;
use super::super::tableau::Tableau;
use crate::domain::audience::Profil;

/// The names the week may have.
const SEMAINE: [&str; 6] = [
    "debutsemaine",
    "debut_semaine",
    "debut_de_semaine",
    "date_debut_semaine",
    "date_de_debut_de_semaine",
    "semaine",
];

/// Words of the datasets that split visits by device, which the carnet does not keep.
const APPAREILS: [&str; 8] = [
    "appareil",
    "ordinateur",
    "tablette",
    "smartphone",
    "telephone",
    "mobile",
    "desktop",
    "navigateur",
];

/// What a person says of the columns of one file; what is `None` or absent is found by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChoixColonnes {
    /// The place of the column of the UAI, from 0.
    pub uai: Option<usize>,
    /// The place of the column of the week.
    pub semaine: Option<usize>,
    /// Measures (see [`ColonneMesure::nom`]) that are not wanted.
    pub ecartees: BTreeSet<String>,
}

/// What the measures of one pair of columns are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Quoi {
    Profil(Profil),
    /// Under the name of its columns.
    Service(String),
}

/// The columns « visites » and « utilisateurs » of one profile or service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColonneMesure {
    /// After the prefix, normalised: `cahier_de_liaison`.
    pub nom: String,
    pub gardee: bool,
    pub(super) quoi: Quoi,
    pub(super) visites: Option<usize>,
    pub(super) utilisateurs: Option<usize>,
}

impl ColonneMesure {
    /// « profil « Parents » », « service « notes » ».
    pub fn libelle(&self) -> String {
        match &self.quoi {
            Quoi::Profil(profil) => profil.libelle().to_owned(),
            Quoi::Service(nom) => format!("Service «\u{a0}{}\u{a0}»", nom.replace('_', " ")),
        }
    }
}

/// How a file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colonnes {
    /// As the file names them.
    pub entete: Vec<String>,
    pub uai: Option<usize>,
    pub semaine: Option<usize>,
    /// In the order of the file.
    pub mesures: Vec<ColonneMesure>,
    /// Columns of durations, which are text and are not kept.
    pub durees: usize,
    /// The file splits visits by device.
    pub par_appareil: bool,
}

impl Colonnes {
    pub(super) fn of(tableau: &Tableau, choix: &ChoixColonnes) -> Self {
        let noms = &tableau.colonnes;
        let largeur = noms.len();
        let mut mesures: Vec<ColonneMesure> = Vec::new();
        let (mut durees, mut appareils) = (0, 0);
        for (place, colonne) in noms.iter().enumerate() {
            let Some((prefixe, nom)) = split(colonne) else {
                continue;
            };
            if APPAREILS.iter().any(|mot| nom.contains(mot)) {
                appareils += 1;
            }
            if prefixe == Prefixe::Duree {
                durees += 1;
                continue;
            }
            let connue = mesures.iter().position(|m| m.nom == nom);
            let rang = connue.unwrap_or_else(|| {
                mesures.push(ColonneMesure {
                    nom: nom.to_owned(),
                    gardee: !choix.ecartees.contains(nom),
                    quoi: what(nom),
                    visites: None,
                    utilisateurs: None,
                });
                mesures.len() - 1
            });
            let colonne = if prefixe == Prefixe::Visites {
                &mut mesures[rang].visites
            } else {
                &mut mesures[rang].utilisateurs
            };
            colonne.get_or_insert(place);
        }
        leave_out_globals(&mut mesures);
        let valide = |place: Option<usize>| place.filter(|p| *p < largeur);
        Self {
            entete: tableau.entete.clone(),
            uai: valide(choix.uai).or_else(|| tableau.colonne(&jeu::UAI)),
            semaine: valide(choix.semaine).or_else(|| tableau.colonne(&SEMAINE)),
            par_appareil: appareils > 1 && appareils * 2 >= mesures.len(),
            mesures,
            durees,
        }
    }

    /// What must be given before the file can be read, in words; empty = nothing.
    pub fn manquantes(&self) -> Vec<&'static str> {
        let manques = [
            (self.uai.is_none(), "celle de l’UAI"),
            (self.semaine.is_none(), "celle de la semaine (un lundi)"),
            (
                !self.mesures.iter().any(|m| m.gardee),
                "au moins une mesure («\u{a0}visites_…\u{a0}»)",
            ),
        ];
        let manques = manques.into_iter().filter(|(manque, _)| *manque);
        manques.map(|(_, quoi)| quoi).collect()
    }
}

/// Beside services alone, the global figure is that of another file: kept, it would hide the
/// profiles of the same weeks.
fn leave_out_globals(mesures: &mut Vec<ColonneMesure>) {
    let part = |m: &ColonneMesure| matches!(m.quoi, Quoi::Profil(p) if p != Profil::Globales);
    let service = |m: &ColonneMesure| matches!(m.quoi, Quoi::Service(_));
    if mesures.iter().any(service) && !mesures.iter().any(part) {
        mesures.retain(service);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prefixe {
    Visites,
    Utilisateurs,
    Duree,
}

/// `visites_notes` → visits of « notes ».
fn split(colonne: &str) -> Option<(Prefixe, &str)> {
    let colonne = ["nb_", "nombre_de_", "nombre_d_", "nombre_"]
        .into_iter()
        .find_map(|debut| colonne.strip_prefix(debut))
        .unwrap_or(colonne);
    let prefixes = [
        ("visites_", Prefixe::Visites),
        ("visite_", Prefixe::Visites),
        ("utilisateurs_", Prefixe::Utilisateurs),
        ("utilisateur_", Prefixe::Utilisateurs),
        ("duree_", Prefixe::Duree),
        ("durees_", Prefixe::Duree),
    ];
    prefixes.into_iter().find_map(|(debut, prefixe)| {
        let nom = colonne.strip_prefix(debut)?.trim_matches('_');
        (!nom.is_empty()).then_some((prefixe, nom))
    })
}

/// Whether a header has the measures of a DNMA file, whatever its week is called: people's own
/// spreadsheets count visits too, but not by profile.
pub(in crate::exchange) fn is_dnma(entete: &[String]) -> bool {
    let mesures: Vec<&str> = entete
        .iter()
        .filter_map(|c| split(c))
        .filter(|(prefixe, _)| *prefixe != Prefixe::Duree)
        .map(|(_, nom)| nom)
        .collect();
    let profils = mesures
        .iter()
        .filter(|nom| matches!(what(nom), Quoi::Profil(_)));
    let semaine = entete.iter().any(|c| SEMAINE.contains(&c.as_str()));
    profils.count() >= 2 || (semaine && mesures.len() >= 2)
}

fn what(nom: &str) -> Quoi {
    match nom.trim_end_matches('s') {
        "globale" | "global" | "total" | "totale" => Quoi::Profil(Profil::Globales),
        "eleve" => Quoi::Profil(Profil::Eleve),
        "parent" => Quoi::Profil(Profil::Parent),
        "enseignant" => Quoi::Profil(Profil::Enseignant),
        "admin_vie_scol_tech" => Quoi::Profil(Profil::Personnels),
        _ => Quoi::Service(nom.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_known_by_their_prefix_and_unknown_ones_keep_their_name() {
        for (colonne, attendu) in [
            ("visites_globales", Some((Prefixe::Visites, "globales"))),
            ("nombre_de_visites_notes", Some((Prefixe::Visites, "notes"))),
            (
                "utilisateurs_cahier_de_liaison",
                Some((Prefixe::Utilisateurs, "cahier_de_liaison")),
            ),
            ("duree_eleve", Some((Prefixe::Duree, "eleve"))),
            ("visites_", None),
            ("departement", None),
        ] {
            assert_eq!(split(colonne), attendu, "{colonne}");
        }
        assert_eq!(what("eleves"), Quoi::Profil(Profil::Eleve));
        assert_eq!(what("jamais_vu"), Quoi::Service("jamais_vu".to_owned()));
    }
}
