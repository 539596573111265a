//! The charts one can ask for by name, from the facts of a carnet.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::audience::{Audience, Profil};
use crate::domain::bilan::bilan;
use crate::domain::courbe::courbe;
use crate::domain::graphique::{
    Graphique, Ligne, Lignes, courbe_par_solution, entonnoir, legende, lignes, taux_par_groupe,
};
use crate::domain::indicateurs::{Question, entonnoir as funnel, horizon, reperes};
use crate::domain::modele_bilan::DemandeBilan;
use crate::domain::nom_graphique::NomGraphique;
use crate::domain::nombre::compte as nombre;
use crate::domain::{AnneeScolaire, Deploiement, Etape, Faits, Par, Population, Regle};

/// What every chart is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemandeGraphique {
    pub au: NaiveDate,
    /// The bars of [`NomGraphique::Taux`].
    pub par: Par,
    pub regle: Regle,
    pub population: Population,
}

impl From<&DemandeBilan> for DemandeGraphique {
    fn from(demande: &DemandeBilan) -> Self {
        Self {
            au: demande.au,
            par: demande.par,
            regle: demande.regle,
            population: demande.population,
        }
    }
}

impl DemandeGraphique {
    /// The Mondays between which a chart needs the audience measure, both included: those of the
    /// school year, up to the day looked at.
    pub fn semaines(&self) -> (NaiveDate, NaiveDate) {
        (AnneeScolaire::of(self.au).debut(), self.au)
    }
}

/// The chart of this name. `audience`: what was measured in [`DemandeGraphique::semaines`], which
/// only [`NomGraphique::Visites`] reads.
pub fn graphique(
    faits: &Faits,
    audience: &Audience,
    nom: NomGraphique,
    demande: &DemandeGraphique,
) -> Graphique {
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
            let debut = debut_de_courbe(faits.deploiements.values().flatten(), au);
            let reperes = reperes(faits, debut, au);
            courbe_par_solution(&courbe(faits, debut, au, regle, population), reperes)
        }
        NomGraphique::Taux => taux_par_groupe(&bilan(faits, au, par, regle, population)),
        NomGraphique::Solutions => {
            taux_par_groupe(&bilan(faits, au, Par::Solution, regle, population))
        }
        NomGraphique::Etapes => etapes(faits, question),
        NomGraphique::Horizon => abonnements(faits, question),
        NomGraphique::Visites => visites(faits, audience, question),
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

/// The visits of the schools counted, week after week, by profile.
fn visites(faits: &Faits, audience: &Audience, question: Question) -> Graphique {
    let ecoles = question.ecoles(faits).map(|(ecole, _)| ecole.id);
    let points = audience.serie(ecoles, &BTreeSet::new());
    let serie = |(rang, profil): (usize, Profil)| Ligne {
        nom: profil.libelle().to_owned(),
        valeurs: points
            .iter()
            .map(|p| p.visites[rang].map(|n| n as f64))
            .collect(),
    };
    let profils = Profil::ALL.into_iter().enumerate();
    let series = profils
        .filter(|(_, profil)| *profil != Profil::Globales)
        .map(serie)
        .filter(|s| s.valeurs.iter().any(Option::is_some));
    let mesurees = points.iter().map(|p| p.ecoles).max().unwrap_or(0);
    let mut compte = legende(question.au, question.regle, question.population);
    compte.push(format!(
        "Audience mesurée (DNMA), jusqu’à {} la même semaine ; un trou n’est pas un zéro",
        nombre(mesurees as usize, "école", "écoles")
    ));
    lignes(
        &format!("Visites mesurées en {}", AnneeScolaire::of(question.au)),
        compte,
        Lignes {
            unite: "visites par semaine".to_owned(),
            jours: points.iter().map(|p| p.lundi).collect(),
            series: series.collect(),
            reperes: Vec::new(),
        },
    )
}

/// Where a curve of these ENT that ends on `au` begins: the school year of the first one, ten years
/// before at the earliest, one year at least.
pub fn debut_de_courbe<'a>(
    deploiements: impl Iterator<Item = &'a Deploiement>,
    au: NaiveDate,
) -> NaiveDate {
    let debuts = deploiements.filter_map(Deploiement::debut_effectif);
    let cette_annee = AnneeScolaire::of(au).rentree();
    let premiere = debuts
        .min()
        .map_or(cette_annee, |d| AnneeScolaire::of(d).rentree());
    let annee = premiere.clamp(cette_annee - 10, cette_annee - 1);
    AnneeScolaire::from_debut(annee).debut()
}
