//! All that the page shows of some schools on one day, computed once.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::source::depuis;
use crate::domain::audience::{
    Audience, Eteinte, PartProfil, PointAudience, Profil, eteintes, parts, semaines_scolaires,
};
use crate::domain::calendrier::droit_local;
use crate::domain::{AnneeScolaire, Faits, Groupe, Id};

/// Whose visits are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Portee {
    #[default]
    Carnet,
    Groupe(Groupe),
    Ecole(Id),
}

impl Portee {
    /// The schools open on `au`; a school alone is looked at even when it closed.
    pub(super) fn ecoles(&self, faits: &Faits, au: NaiveDate) -> BTreeSet<Id> {
        match self {
            Self::Carnet => faits.ouvertes_au(au).map(|(e, _)| e.id).collect(),
            Self::Groupe(groupe) => groupe.membres(faits, au).map(|(e, _)| e.id).collect(),
            Self::Ecole(id) => BTreeSet::from([*id]),
        }
    }
}

pub(super) struct Vue {
    pub(super) ecoles: BTreeSet<Id>,
    /// Two school years, up to the date looked at.
    pub(super) serie: Vec<PointAudience>,
    /// The school year the shares and the services are of.
    pub(super) annee: AnneeScolaire,
    /// Its first and last measured weeks.
    pub(super) bornes: Option<(NaiveDate, NaiveDate)>,
    pub(super) parts: [PartProfil; 4],
    /// The visits of all profiles, and those published for everybody, over that year.
    pub(super) somme_profils: u64,
    pub(super) globales: u64,
    pub(super) eteintes: Vec<Eteinte<Profil>>,
}

impl Vue {
    pub(super) fn new(faits: &Faits, audience: &Audience, portee: &Portee, au: NaiveDate) -> Self {
        let ecoles = portee.ecoles(faits, au);
        let conges = &faits.terrain.conges;
        let scolaires = semaines_scolaires(conges, depuis(au), au, droit_local(faits, au));
        let serie = audience.serie(ecoles.iter().copied(), &scolaires);
        // At the start of a year that nobody measured yet, the year before still speaks.
        let annee = serie
            .iter()
            .rev()
            .find(|p| p.ecoles > 0)
            .map_or_else(|| AnneeScolaire::of(au), |p| AnneeScolaire::of(p.lundi));
        let de_l_annee: Vec<PointAudience> = serie
            .iter()
            .filter(|p| annee.contains(p.lundi))
            .copied()
            .collect();
        let mesurees = || de_l_annee.iter().filter(|p| p.ecoles > 0).map(|p| p.lundi);
        let parts = parts(&de_l_annee);
        Self {
            bornes: mesurees().next().zip(mesurees().next_back()),
            somme_profils: parts.iter().map(|p| p.visites).sum(),
            globales: de_l_annee
                .iter()
                .filter_map(|p| p.visites_de(Profil::Globales))
                .sum(),
            parts,
            eteintes: eteintes(&serie),
            ecoles,
            serie,
            annee,
        }
    }

    /// The last week somebody measured.
    pub(super) fn derniere(&self) -> Option<&PointAudience> {
        self.serie.iter().rev().find(|p| p.ecoles > 0)
    }
}
