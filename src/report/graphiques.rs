//! The charts one can ask for by name, from the facts of a carnet.

use chrono::NaiveDate;

use crate::domain::bilan::bilan;
use crate::domain::courbe::courbe;
use crate::domain::graphique::{Graphique, courbe_par_solution, taux_par_groupe};
use crate::domain::{AnneeScolaire, Faits, Par, Population, Regle};

/// A chart, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NomGraphique {
    Courbe,
    Taux,
    Solutions,
}

impl NomGraphique {
    pub const ALL: [Self; 3] = [Self::Courbe, Self::Taux, Self::Solutions];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Courbe => "courbe",
            Self::Taux => "taux",
            Self::Solutions => "solutions",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Courbe => "Écoles avec ENT au fil du temps, par solution",
            Self::Taux => "Part des écoles avec ENT, groupe par groupe (--par)",
            Self::Solutions => "Nombre d’écoles de chaque ENT",
        }
    }
}

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
    match nom {
        NomGraphique::Courbe => {
            let debut = debut_de_courbe(faits, au);
            courbe_par_solution(&courbe(faits, debut, au, regle, population))
        }
        NomGraphique::Taux => taux_par_groupe(&bilan(faits, au, par, regle, population)),
        NomGraphique::Solutions => {
            taux_par_groupe(&bilan(faits, au, Par::Solution, regle, population))
        }
    }
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
