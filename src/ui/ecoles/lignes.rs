//! The rows of *Écoles*: one line of text per school, made once per data revision, then filtered
//! and sorted as indices. Nothing here draws.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use crate::domain::date::date_courte;
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{Etape, Faits, Id, Nature, Perimetre, Regle, Situation, Statut};

/// One school as a line of text.
pub(super) struct Ligne {
    pub id: Id,
    pub uai: String,
    pub nom: String,
    pub commune: String,
    pub nature: Option<Nature>,
    pub statut: Option<Statut>,
    pub secteur: String,
    pub circonscription: String,
    /// « ONE, 2 cl. sur 5 »; empty = without.
    pub ent: String,
    /// Names of the ENT that make it « avec ENT ».
    pub solutions: Vec<String>,
    pub etape: Option<Etape>,
    pub verifie: Option<NaiveDate>,
    pub verifie_texte: String,
    /// Rank of its name, and of its commune, in French order.
    rang_nom: u32,
    rang_commune: u32,
}

/// All rows, and what the search looks into: their texts without accents, end to end, because
/// sixty thousand scattered strings cost more to reach than to read.
#[derive(Default)]
pub(super) struct Liste {
    pub(super) lignes: Vec<Ligne>,
    cles: String,
    /// Where the text of each row ends.
    fins: Vec<u32>,
}

impl Liste {
    fn push(&mut self, ligne: Ligne) {
        let texte = format!(
            "{} {} {} {}",
            ligne.nom, ligne.commune, ligne.uai, ligne.secteur
        );
        self.cles.push_str(&sans_accents(&texte));
        self.fins.push(self.cles.len() as u32);
        self.lignes.push(ligne);
    }

    /// The text of each row, in order.
    fn textes(&self) -> impl Iterator<Item = &str> {
        let debuts = std::iter::once(0).chain(self.fins.iter().copied());
        debuts.zip(&self.fins).map(|(debut, &fin)| {
            self.cles
                .get(debut as usize..fin as usize)
                .unwrap_or_default()
        })
    }
}

/// A column one can sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colonne {
    #[default]
    Nom,
    Commune,
    Nature,
    Secteur,
    Ent,
    Etape,
    Verifie,
}

impl Colonne {
    pub(super) const fn libelle(self) -> &'static str {
        match self {
            Self::Nom => "École",
            Self::Commune => "Commune",
            Self::Nature => "Nature",
            Self::Secteur => "Secteur",
            Self::Ent => "ENT",
            Self::Etape => "Étape",
            Self::Verifie => "Vérifié",
        }
    }
}

/// With which ENT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FiltreEnt {
    Avec,
    Sans,
    Solution(String),
}

/// What the list is reduced to. `None` = all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filtres {
    pub recherche: String,
    pub nature: Option<Nature>,
    pub statut: Option<Statut>,
    pub commune: Option<String>,
    pub secteur: Option<String>,
    pub circonscription: Option<String>,
    pub etape: Option<Option<Etape>>,
    pub ent: Option<FiltreEnt>,
    /// Only these schools, under a title: what a figure stood for.
    pub liste: Option<(String, BTreeSet<Id>)>,
}

impl Filtres {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Nothing but the search reduces the list.
    fn without_search(&self) -> bool {
        Self {
            recherche: String::new(),
            ..self.clone()
        }
        .is_empty()
    }

    fn accepte(&self, ligne: &Ligne) -> bool {
        self.nature.is_none_or(|n| ligne.nature == Some(n))
            && self.statut.is_none_or(|s| ligne.statut == Some(s))
            && self.commune.as_ref().is_none_or(|c| *c == ligne.commune)
            && self.secteur.as_ref().is_none_or(|s| *s == ligne.secteur)
            && self
                .circonscription
                .as_ref()
                .is_none_or(|c| *c == ligne.circonscription)
            && self.etape.is_none_or(|e| ligne.etape == e)
            && self.ent.as_ref().is_none_or(|ent| match ent {
                FiltreEnt::Avec => !ligne.solutions.is_empty(),
                FiltreEnt::Sans => ligne.solutions.is_empty(),
                FiltreEnt::Solution(nom) => ligne.solutions.contains(nom),
            })
            && self
                .liste
                .as_ref()
                .is_none_or(|(_, ids)| ids.contains(&ligne.id))
    }
}

/// The schools open on `au`, in order of UAI.
pub(super) fn lignes(faits: &Faits, au: NaiveDate, regle: Regle) -> Liste {
    let mut liste = Liste::default();
    for (ecole, situation) in faits.ouvertes_au(au) {
        liste.push(ligne(faits, ecole.id, &ecole.uai, situation, au, regle));
    }
    rank(&mut liste.lignes);
    liste
}

/// Gives each row the rank of its name and of its commune, in French order.
fn rank(lignes: &mut [Ligne]) {
    let collator =
        CollatorBorrowed::try_new(CollatorPreferences::default(), CollatorOptions::default()).ok();
    let compare = |a: &str, b: &str| {
        collator
            .as_ref()
            .map_or_else(|| a.cmp(b), |c| c.compare(a, b))
    };
    let mut ordre: Vec<usize> = (0..lignes.len()).collect();
    ordre.sort_by(|&a, &b| {
        compare(&lignes[a].nom, &lignes[b].nom).then(lignes[a].uai.cmp(&lignes[b].uai))
    });
    for (rang, &i) in ordre.iter().enumerate() {
        lignes[i].rang_nom = rang as u32;
    }
    // Few communes, many schools: sort the names, not the schools.
    let communes: BTreeSet<&str> = lignes.iter().map(|l| l.commune.as_str()).collect();
    let mut communes: Vec<String> = communes.into_iter().map(str::to_owned).collect();
    communes.sort_by(|a, b| compare(a, b));
    let rangs: std::collections::BTreeMap<&str, u32> = communes
        .iter()
        .zip(0..)
        .map(|(c, rang)| (c.as_str(), rang))
        .collect();
    for ligne in lignes {
        ligne.rang_commune = rangs
            .get(ligne.commune.as_str())
            .copied()
            .unwrap_or_default();
    }
}

fn ligne(faits: &Faits, id: Id, uai: &str, s: &Situation, au: NaiveDate, regle: Regle) -> Ligne {
    let commune = s.commune_nom.clone().unwrap_or_default();
    let secteur = faits.secteur(s).map(|x| x.nom.clone()).unwrap_or_default();
    let verifie = faits
        .verifications
        .get(&id)
        .and_then(|v| v.iter().rev().find(|v| v.le <= au))
        .map(|v| v.le);
    let solutions = faits
        .solutions_au(id, au, regle)
        .into_iter()
        .map(|x| x.nom.clone())
        .collect();
    Ligne {
        id,
        uai: uai.to_owned(),
        nom: s.nom.clone(),
        nature: s.nature(),
        statut: s.statut,
        circonscription: faits
            .circonscription(s)
            .map(|c| c.nom.clone())
            .unwrap_or_default(),
        ent: ent(faits, id, au),
        solutions,
        etape: etape(faits, id, au),
        verifie,
        verifie_texte: verifie.map(date_courte).unwrap_or_default(),
        commune,
        secteur,
        rang_nom: 0,
        rang_commune: 0,
    }
}

/// What runs on `au`, ENT or not, with its perimeter: « ONE, 2 cl. sur 5 ».
fn ent(faits: &Faits, id: Id, au: NaiveDate) -> String {
    let textes: Vec<String> = faits
        .deploiements(id)
        .iter()
        .filter(|d| d.compte_au(au, Regle::Classe))
        .filter_map(|d| Some((d, faits.solutions.get(&d.solution)?)))
        .map(|(d, solution)| match d.perimetre {
            Perimetre::Ecole => solution.nom.clone(),
            Perimetre::Classes { nombre, total } => {
                format!("{}, {}", solution.nom, classes(nombre, total))
            }
        })
        .collect();
    textes.join(" + ")
}

/// « 2 cl. sur 5 ».
pub fn classes(nombre: Option<u32>, total: Option<u32>) -> String {
    match (nombre, total) {
        (Some(n), Some(t)) => format!("{n} cl. sur {t}"),
        (Some(n), None) => format!("{n} cl."),
        (None, _) => "des classes".to_owned(),
    }
}

/// The highest stage of what is not over on `au`.
fn etape(faits: &Faits, id: Id, au: NaiveDate) -> Option<Etape> {
    faits
        .deploiements(id)
        .iter()
        .filter(|d| d.fin.is_none_or(|fin| au <= fin))
        .filter_map(|d| d.etape_au(au))
        .max()
}

/// All rows in the order of a column: sorted once, so that a keystroke in the filter only filters.
pub(super) fn ordre(lignes: &[Ligne], tri: Colonne) -> Vec<u32> {
    let compare = |a: &Ligne, b: &Ligne| -> Ordering {
        match tri {
            Colonne::Nom => Ordering::Equal,
            Colonne::Commune => a.rang_commune.cmp(&b.rang_commune),
            Colonne::Nature => a.nature.cmp(&b.nature),
            Colonne::Secteur => a.secteur.cmp(&b.secteur),
            Colonne::Ent => a.ent.cmp(&b.ent),
            Colonne::Etape => a.etape.cmp(&b.etape),
            Colonne::Verifie => a.verifie.cmp(&b.verifie),
        }
        .then_with(|| a.rang_nom.cmp(&b.rang_nom))
    };
    let mut indices: Vec<u32> = (0..lignes.len() as u32).collect();
    indices.sort_by(|&a, &b| compare(&lignes[a as usize], &lignes[b as usize]));
    indices
}

/// The rows of `ordre` that pass, forwards or backwards.
pub(super) fn visibles(
    liste: &Liste,
    ordre: &[u32],
    filtres: &Filtres,
    croissant: bool,
) -> Vec<usize> {
    let recherche = Recherche::new(&filtres.recherche);
    // Texts are read in the order they lie in memory, then the rows in the order asked.
    let passe: Vec<bool> = if recherche.is_empty() {
        vec![true; liste.lignes.len()]
    } else {
        liste
            .textes()
            .map(|texte| recherche.accepte(texte))
            .collect()
    };
    let tous = filtres.without_search();
    let passe = |&i: &usize| passe[i] && (tous || filtres.accepte(&liste.lignes[i]));
    let indices = ordre.iter().map(|&i| i as usize);
    if croissant {
        indices.filter(passe).collect()
    } else {
        indices.rev().filter(passe).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Ecole, PeriodeSituation};

    fn faits() -> Faits {
        let ecoles = [
            ("0880001Y", "École Élise", "Épinal"),
            ("0880002Z", "École du Pré", "Golbey"),
            ("0880003A", "École Anne", "Épinal"),
        ];
        Faits {
            ecoles: ecoles
                .into_iter()
                .map(|(uai, nom, commune)| Ecole {
                    id: Id::ecole(uai),
                    uai: uai.to_owned(),
                    situations: vec![PeriodeSituation {
                        de: None,
                        a: None,
                        depuis: NaiveDate::MIN,
                        situation: Situation {
                            nom: nom.to_owned(),
                            commune_nom: Some(commune.to_owned()),
                            elementaire: true,
                            ..Situation::default()
                        },
                    }],
                })
                .collect(),
            ..Faits::default()
        }
    }

    fn noms(filtres: &Filtres, tri: Colonne, croissant: bool) -> Vec<String> {
        let liste = lignes(&faits(), NaiveDate::MAX, Regle::Classe);
        visibles(&liste, &ordre(&liste.lignes, tri), filtres, croissant)
            .into_iter()
            .map(|i| liste.lignes[i].nom.clone())
            .collect()
    }

    #[test]
    fn names_are_in_french_order_and_communes_before_names() {
        assert_eq!(
            noms(&Filtres::default(), Colonne::Nom, true),
            ["École Anne", "École du Pré", "École Élise"]
        );
        assert_eq!(
            noms(&Filtres::default(), Colonne::Commune, true),
            ["École Anne", "École Élise", "École du Pré"]
        );
        assert_eq!(
            noms(&Filtres::default(), Colonne::Nom, false)[0],
            "École Élise"
        );
    }

    #[test]
    fn the_search_ignores_accents_and_looks_at_commune_and_uai() {
        for (texte, attendus) in [
            ("epinal", 2),
            ("ELISE", 1),
            ("pré golbey", 1),
            ("0880002", 1),
            ("xyz", 0),
        ] {
            let filtres = Filtres {
                recherche: texte.to_owned(),
                ..Filtres::default()
            };
            assert_eq!(
                noms(&filtres, Colonne::Nom, true).len(),
                attendus,
                "{texte}"
            );
        }
    }

    #[test]
    fn filters_add_up() {
        let filtres = Filtres {
            commune: Some("Épinal".to_owned()),
            ent: Some(FiltreEnt::Sans),
            nature: Some(Nature::Elementaire),
            ..Filtres::default()
        };
        assert_eq!(noms(&filtres, Colonne::Nom, true).len(), 2);
        let filtres = Filtres {
            ent: Some(FiltreEnt::Avec),
            ..filtres
        };
        assert_eq!(noms(&filtres, Colonne::Nom, true).len(), 0);
    }
}
