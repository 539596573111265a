//! All that the sheet of a group shows on one day, computed once.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::bilan::{Compte, compter};
use crate::domain::courbe::{Courbe, courbe_de};
use crate::domain::groupe::{NomsCommunes, Position, positions};
use crate::domain::indicateurs::{Liaison, Question, liaison};
use crate::domain::texte::sans_accents;
use crate::domain::{
    AnneeScolaire, Ecole, EducationPrioritaire, Faits, Groupe, Id, Nature, Population, Regle,
    Situation, SorteGroupe, departement_nom,
};
use crate::ui::ecoles::{ent, etape};

/// Other groups named on the sheet: more of one kind would be noise.
const VOISINS: usize = 6;

/// One school of the group.
pub(super) struct Membre {
    pub(super) id: Id,
    pub(super) nom: String,
    pub(super) commune: String,
    pub(super) nature: &'static str,
    pub(super) ent: String,
    pub(super) etape: &'static str,
    /// Private, or of unknown statut: shown, not counted.
    pub(super) hors_compte: bool,
}

/// The sheet of a group.
pub(super) struct Vue {
    pub(super) nom: String,
    /// « Secteur de collège · 0889801A · Neufchâteau ».
    pub(super) sous_titre: String,
    pub(super) compte: Compte,
    /// In French order of their names.
    pub(super) membres: Vec<Membre>,
    pub(super) ids: Vec<Id>,
    pub(super) courbe: Courbe,
    pub(super) positions: Vec<Position>,
    pub(super) sans_coordonnees: usize,
    /// The collège of a sector: name, latitude, longitude.
    pub(super) college: Option<(String, f64, f64)>,
    /// Of a sector only.
    pub(super) liaison: Option<Liaison>,
    /// The groups these schools also belong to, and how many of them.
    pub(super) voisins: Vec<(Groupe, String, usize)>,
}

impl Vue {
    pub(super) fn new(faits: &Faits, groupe: &Groupe, au: NaiveDate, regle: Regle) -> Self {
        let population = Population::Public;
        let communes = NomsCommunes::au(faits, au);
        let ouvertes: Vec<(&Ecole, &Situation)> = groupe.membres(faits, au).collect();
        let mut membres: Vec<Membre> = ouvertes
            .iter()
            .map(|(ecole, s)| membre(faits, ecole, s, au, population))
            .collect();
        membres.sort_by_cached_key(|m| (sans_accents(&m.nom), m.id));
        let (positions, sans_coordonnees) = positions(faits, groupe, au, regle);
        let debut = first_day(faits, groupe, au);
        Self {
            nom: title(groupe, faits, &communes, &ouvertes),
            sous_titre: subtitle(groupe, faits, &ouvertes),
            compte: compter(faits, ouvertes.iter().copied(), au, regle, population),
            ids: ouvertes.iter().map(|(ecole, _)| ecole.id).collect(),
            courbe: courbe_de(faits, debut, au, regle, population, |s| groupe.contient(s)),
            membres,
            positions,
            sans_coordonnees,
            college: college(groupe, faits),
            liaison: match groupe {
                Groupe::Secteur(id) => {
                    let question = Question {
                        au,
                        regle,
                        population,
                    };
                    Some(liaison(faits, question, *id))
                }
                _ => None,
            },
            voisins: neighbours(groupe, faits, &communes, &ouvertes),
        }
    }
}

fn membre(
    faits: &Faits,
    ecole: &Ecole,
    s: &Situation,
    au: NaiveDate,
    population: Population,
) -> Membre {
    Membre {
        id: ecole.id,
        nom: s.nom.to_string(),
        commune: s.commune_nom.as_deref().unwrap_or_default().to_owned(),
        nature: s.nature().map_or("", Nature::libelle),
        ent: ent(faits, ecole.id, au),
        etape: etape(faits, ecole.id, au).map_or("", |e| e.libelle()),
        hors_compte: !population.contains(s.statut),
    }
}

/// A réseau says which it is: REP+ as soon as one school is.
fn title(
    groupe: &Groupe,
    faits: &Faits,
    communes: &NomsCommunes,
    membres: &[(&Ecole, &Situation)],
) -> String {
    let nom = groupe.nom(faits, communes);
    if !matches!(groupe, Groupe::Reseau(_)) {
        return nom;
    }
    let plus = membres
        .iter()
        .any(|(_, s)| s.education_prioritaire == Some(EducationPrioritaire::RepPlus));
    format!("{nom} ({})", if plus { "REP+" } else { "REP" })
}

fn subtitle(groupe: &Groupe, faits: &Faits, membres: &[(&Ecole, &Situation)]) -> String {
    let mut parts = vec![groupe.sorte().un().to_owned()];
    match groupe {
        Groupe::Circonscription(id) => {
            if let Some(c) = faits.circonscriptions.get(id) {
                parts.extend(c.code.clone());
                let departement = c.departement.as_deref().and_then(departement_nom);
                parts.extend(departement.map(str::to_owned));
            }
        }
        Groupe::Secteur(id) | Groupe::Reseau(id) => {
            if let Some(s) = faits.secteurs.get(id) {
                parts.extend(s.uai.clone());
                parts.extend(s.commune_nom.clone());
            }
        }
        Groupe::Commune(_) => {
            parts.extend(groupe.code_insee().map(|code| format!("INSEE {code}")));
        }
        Groupe::Rpi(_) => {
            let mut noms: Vec<&str> = membres
                .iter()
                .filter_map(|(_, s)| s.commune_nom.as_deref())
                .collect();
            noms.sort_unstable();
            noms.dedup();
            parts.extend(noms.into_iter().map(str::to_owned));
        }
    }
    parts.join(" · ")
}

/// The first day of the school year of the first deployment, at least two years back; a school that
/// has left counts on the curve as long as it was here.
fn first_day(faits: &Faits, groupe: &Groupe, au: NaiveDate) -> NaiveDate {
    let passees = faits.ecoles.iter().filter(|ecole| {
        let mut situations = ecole.situations.iter();
        situations.any(|p| groupe.contient(&p.situation))
    });
    let deploiements = passees.flat_map(|ecole| faits.deploiements(ecole.id));
    let premier = deploiements.filter_map(|d| d.debut).min();
    let deux_ans = AnneeScolaire::of(au).precedente().debut();
    AnneeScolaire::of(premier.unwrap_or(au).min(deux_ans)).debut()
}

fn college(groupe: &Groupe, faits: &Faits) -> Option<(String, f64, f64)> {
    let (Groupe::Secteur(id) | Groupe::Reseau(id)) = groupe else {
        return None;
    };
    let secteur = faits.secteurs.get(id)?;
    let (latitude, longitude) = secteur.position?;
    Some((secteur.nom.clone(), latitude, longitude))
}

/// The other groups of these schools, kind by kind, where there are few of them.
fn neighbours(
    groupe: &Groupe,
    faits: &Faits,
    communes: &NomsCommunes,
    membres: &[(&Ecole, &Situation)],
) -> Vec<(Groupe, String, usize)> {
    let mut voisins = Vec::new();
    for sorte in SorteGroupe::ALL {
        if sorte == groupe.sorte() {
            continue;
        }
        let mut comptes: BTreeMap<Groupe, usize> = BTreeMap::new();
        for (_, situation) in membres {
            if let Some(autre) = Groupe::de(sorte, faits, situation) {
                *comptes.entry(autre).or_default() += 1;
            }
        }
        if comptes.len() > VOISINS {
            continue;
        }
        voisins.extend(
            comptes
                .into_iter()
                .map(|(autre, n)| (autre.clone(), autre.nom(faits, communes), n)),
        );
    }
    voisins
}
