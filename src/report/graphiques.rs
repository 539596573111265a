//! The charts one can ask for by name, from the facts of a carnet.

use chrono::NaiveDate;

use crate::domain::bilan::bilan;
use crate::domain::courbe::courbe;
use crate::domain::graphique::{
    Graphique, courbe_par_solution, entonnoir, legende, taux_par_groupe,
};
use crate::domain::indicateurs::{Question, entonnoir as funnel, horizon};
use crate::domain::nom_graphique::NomGraphique;
use crate::domain::{AnneeScolaire, Etape, Faits, Par, Population, Regle};

/// What every chart is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemandeGraphique {
    pub au: NaiveDate,
    /// The bars of [`NomGraphique::Taux`].
    pub par: Par,
    pub regle: Regle,
    pub population: Population,
}

/// The chart of this name.
pub fn graphique(faits: &Faits, nom: NomGraphique, demande: &DemandeGraphique) -> Graphique {
    let DemandeGraphique {
        au,
        par,
        regle,
        population,
    } = *demande;
    let question = Question {
        au,
        regle,
        population,
    };
    match nom {
        NomGraphique::Courbe => {
            let debut = debut_de_courbe(faits, au);
            courbe_par_solution(&courbe(faits, debut, au, regle, population))
        }
        NomGraphique::Taux => taux_par_groupe(&bilan(faits, au, par, regle, population)),
        NomGraphique::Solutions => {
            taux_par_groupe(&bilan(faits, au, Par::Solution, regle, population))
        }
        NomGraphique::Etapes => etapes(faits, question),
        NomGraphique::Horizon => abonnements(faits, question),
    }
}

/// How many schools reached each stage.
pub fn etapes(faits: &Faits, question: Question) -> Graphique {
    let e = funnel(faits, question);
    let etapes = Etape::ALL.map(|etape| (etape.libelle(), e.etape(etape).len() as u64));
    let Question {
        au,
        regle,
        population,
    } = question;
    entonnoir(
        "Du projet à l’usage",
        legende(au, regle, population),
        &etapes,
        e.ecoles as u64,
    )
}

/// How many subscriptions end each year.
fn abonnements(faits: &Faits, question: Question) -> Graphique {
    let h = horizon(faits, question);
    let sur = h.annees.values().map(|a| a.ecoles.len()).sum::<usize>() + h.sans_fin.len();
    let mut annees: Vec<(String, u64)> = h
        .annees
        .iter()
        .map(|(annee, a)| (format!("Fin en {annee}"), a.ecoles.len() as u64))
        .collect();
    annees.push(("Sans fin connue".to_owned(), h.sans_fin.len() as u64));
    let annees: Vec<(&str, u64)> = annees.iter().map(|(nom, n)| (nom.as_str(), *n)).collect();
    let Question {
        au,
        regle,
        population,
    } = question;
    entonnoir(
        "Abonnements, par année où ils finissent",
        legende(au, regle, population),
        &annees,
        sur as u64,
    )
}

/// Where a curve that ends on `au` begins: the school year of the first ENT, ten years before at
/// the earliest, one year at least.
pub fn debut_de_courbe(faits: &Faits, au: NaiveDate) -> NaiveDate {
    let debuts = faits
        .deploiements
        .values()
        .flatten()
        .filter_map(|d| d.debut_effectif());
    let cette_annee = AnneeScolaire::of(au).rentree();
    let premiere = debuts
        .min()
        .map_or(cette_annee, |d| AnneeScolaire::of(d).rentree());
    let annee = premiere.clamp(cette_annee - 10, cette_annee - 1);
    AnneeScolaire::from_debut(annee).debut()
}
