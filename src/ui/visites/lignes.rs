//! The rows of *Visites* and what reduces them: texts made once per data revision, nothing drawn.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::domain::date::date_courte;
use crate::domain::duree::duree_dite;
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{AnneeScolaire, Faits, Id, Visite};

/// One visit as a line of text.
pub(super) struct Ligne {
    pub(super) id: Id,
    pub(super) ecole: Id,
    pub(super) le: NaiveDate,
    pub(super) jour: String,
    pub(super) nom: String,
    pub(super) commune: String,
    pub(super) motif: String,
    pub(super) duree: String,
    pub(super) par: String,
    /// Decided then, open today; and how many of them are late.
    pub(super) ouvertes: usize,
    pub(super) en_retard: usize,
    /// What the search finds it by, its report apart.
    pub(super) cle: String,
}

/// Every visit, newest first.
pub(super) fn lignes(faits: &Faits, aujourdhui: NaiveDate) -> Vec<Ligne> {
    let mut actions: BTreeMap<Id, (usize, usize)> = BTreeMap::new();
    for action in faits.terrain.actions.values().flatten() {
        if let Some(visite) = action.visite
            && action.ouverte_au(aujourdhui)
        {
            let (ouvertes, en_retard) = actions.entry(visite).or_default();
            *ouvertes += 1;
            *en_retard += usize::from(action.en_retard_au(aujourdhui));
        }
    }
    let ecoles: BTreeMap<Id, &crate::domain::Ecole> =
        faits.ecoles.iter().map(|e| (e.id, e)).collect();
    let mut lignes: Vec<Ligne> = Vec::new();
    for (ecole, visites) in &faits.terrain.visites {
        let connue = ecoles.get(ecole);
        for visite in visites {
            let (nom, commune, uai) = connue.map_or_else(Default::default, |e| {
                let (s, _) = e.au(visite.le);
                (
                    s.nom.to_string(),
                    s.commune_nom.as_deref().unwrap_or_default().to_owned(),
                    e.uai.clone(),
                )
            });
            let compte = actions.get(&visite.id).copied().unwrap_or_default();
            lignes.push(ligne(faits, visite, nom, commune, &uai, compte));
        }
    }
    lignes.sort_by_key(|l| std::cmp::Reverse((l.le, l.id)));
    lignes
}

fn ligne(
    faits: &Faits,
    visite: &Visite,
    nom: String,
    commune: String,
    uai: &str,
    (ouvertes, en_retard): (usize, usize),
) -> Ligne {
    let motif = visite.motif_dit(&faits.termes).to_owned();
    let par = visite.intervenant.clone();
    let jour = date_courte(visite.le);
    let cle = sans_accents(&format!("{nom} {commune} {uai} {motif} {par} {jour}"));
    Ligne {
        id: visite.id,
        ecole: visite.ecole,
        le: visite.le,
        jour,
        nom,
        commune,
        motif,
        duree: visite.duree.map(duree_dite).unwrap_or_default(),
        par,
        ouvertes,
        en_retard,
        cle,
    }
}

/// When the visits were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Quand {
    /// In the last so many days.
    Jours(u32),
    Annee(AnneeScolaire),
}

impl Quand {
    pub(in crate::ui) fn libelle(self) -> String {
        match self {
            Self::Jours(n) => format!("{n} derniers jours"),
            Self::Annee(annee) => annee.to_string(),
        }
    }

    pub(in crate::ui) fn accepte(self, le: NaiveDate, aujourdhui: NaiveDate) -> bool {
        match self {
            Self::Jours(n) => aujourdhui
                .checked_sub_days(Days::new(n.into()))
                .is_none_or(|debut| debut <= le),
            Self::Annee(annee) => annee.contains(le),
        }
    }
}

/// What the list is reduced to. `None` = all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filtres {
    /// As it was last asked: the reports are read for it.
    pub(super) recherche: String,
    pub(super) ecole: Option<Id>,
    pub(super) motif: Option<String>,
    pub(super) quand: Option<Quand>,
    /// Only those of the person of the settings.
    pub(super) miennes: bool,
}

impl Filtres {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn accepte(&self, ligne: &Ligne, moi: &str, aujourdhui: NaiveDate) -> bool {
        self.ecole.is_none_or(|ecole| ligne.ecole == ecole)
            && self.motif.as_ref().is_none_or(|m| *m == ligne.motif)
            && self
                .quand
                .is_none_or(|quand| quand.accepte(ligne.le, aujourdhui))
            && (!self.miennes || sans_accents(&ligne.par) == moi)
    }
}

/// The rows that pass. `trouvees`: those the reports answered for the search; `None` while the
/// carnet is lent, when only the rows themselves can be looked at.
pub(super) fn visibles(
    lignes: &[Ligne],
    filtres: &Filtres,
    trouvees: Option<&BTreeSet<Id>>,
    moi: &str,
    aujourdhui: NaiveDate,
) -> Vec<usize> {
    let recherche = Recherche::new(&filtres.recherche);
    let moi = sans_accents(moi);
    let trouve = |ligne: &Ligne| match trouvees {
        _ if recherche.is_empty() => true,
        Some(trouvees) => trouvees.contains(&ligne.id),
        None => recherche.accepte(&ligne.cle),
    };
    lignes
        .iter()
        .enumerate()
        .filter(|(_, ligne)| filtres.accepte(ligne, &moi, aujourdhui) && trouve(ligne))
        .map(|(rang, _)| rang)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(annee, mois, jour).unwrap()
    }

    fn une(n: u8, le: NaiveDate, motif: &str, par: &str) -> Ligne {
        let visite = Visite {
            id: Id::derived("visite", &n.to_string()),
            ecole: Id::derived("ecole", &(n % 2).to_string()),
            le,
            duree: None,
            motif: None,
            intervenant: par.to_owned(),
        };
        let faits = Faits::default();
        let nom = format!("École {n}");
        let ligne = ligne(&faits, &visite, nom, "Épinal".to_owned(), "", (0, 0));
        Ligne {
            motif: motif.to_owned(),
            ..ligne
        }
    }

    #[test]
    fn filters_add_up_and_the_reports_have_the_last_word() {
        let lignes = [
            une(0, jour(2026, 3, 1), "Bilan", "A. B."),
            une(1, jour(2026, 1, 10), "Bilan", "C. D."),
            une(2, jour(2025, 7, 31), "Dépannage", "a. b."),
        ];
        let le = jour(2026, 3, 10);
        let rangs = |filtres: &Filtres, trouvees: Option<&BTreeSet<Id>>| {
            visibles(&lignes, filtres, trouvees, "A. B.", le)
        };
        let filtres = Filtres::default();
        assert_eq!(rangs(&filtres, None), [0, 1, 2]);
        let miennes = Filtres {
            miennes: true,
            ..Filtres::default()
        };
        assert_eq!(rangs(&miennes, None), [0, 2]);
        let annee = |annee| Filtres {
            quand: Some(Quand::Annee(AnneeScolaire::from_debut(annee))),
            ..Filtres::default()
        };
        assert_eq!(rangs(&annee(2025), None), [0, 1]);
        assert_eq!(rangs(&annee(2024), None), [2]);
        let mut proches = Filtres {
            quand: Some(Quand::Jours(9)),
            ..Filtres::default()
        };
        assert_eq!(rangs(&proches, None), [0], "the first day is included");
        proches.quand = Some(Quand::Jours(8));
        assert!(rangs(&proches, None).is_empty());
        let motif = Filtres {
            motif: Some("Bilan".to_owned()),
            ecole: Some(lignes[1].ecole),
            ..Filtres::default()
        };
        assert_eq!(rangs(&motif, None), [1]);
        let cherche = Filtres {
            recherche: "epinal 2".to_owned(),
            ..Filtres::default()
        };
        assert_eq!(rangs(&cherche, None), [0, 1, 2], "dates are looked at too");
        let trouvees = BTreeSet::from([lignes[1].id]);
        assert_eq!(rangs(&cherche, Some(&trouvees)), [1]);
    }
}
