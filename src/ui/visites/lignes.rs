//! The rows of *Visites* and what reduces them: made once per data revision, nothing drawn. Texts
//! are those of the facts, shared; what is only seen or searched is made then.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::domain::date::date_courte;
use crate::domain::duree::duree_dite;
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{AnneeScolaire, Ecole, Faits, Id, Visite};

/// One visit as a line of text.
pub(super) struct Ligne {
    pub(super) id: Id,
    pub(super) ecole: Id,
    pub(super) le: NaiveDate,
    pub(super) nom: Arc<str>,
    pub(super) commune: Arc<str>,
    pub(super) motif: Arc<str>,
    /// Minutes.
    pub(super) duree: Option<u32>,
    pub(super) par: String,
    /// Decided then, open today; and how many of them are late.
    pub(super) ouvertes: usize,
    pub(super) en_retard: usize,
    uai: Arc<str>,
    /// Made when it is first searched.
    cle: OnceCell<String>,
}

impl Ligne {
    pub(super) fn jour(&self) -> String {
        date_courte(self.le)
    }

    pub(super) fn duree_dite(&self) -> String {
        self.duree.map(duree_dite).unwrap_or_default()
    }

    /// What the search finds it by, its report apart.
    pub(super) fn cle(&self) -> &str {
        self.cle.get_or_init(|| {
            let Self {
                nom,
                commune,
                uai,
                motif,
                par,
                ..
            } = self;
            let jour = self.jour();
            sans_accents(&format!("{nom} {commune} {uai} {motif} {par} {jour}"))
        })
    }
}

/// Every visit up to `horizon`, included, newest first; with the actions open on `au`.
pub(super) fn lignes(faits: &Faits, au: NaiveDate, horizon: Option<NaiveDate>) -> Vec<Ligne> {
    let mut actions: BTreeMap<Id, (usize, usize)> = BTreeMap::new();
    for action in faits.terrain.actions.values().flatten() {
        if let Some(visite) = action.visite
            && action.ouverte_au(au)
        {
            let (ouvertes, en_retard) = actions.entry(visite).or_default();
            *ouvertes += 1;
            *en_retard += usize::from(action.en_retard_au(au));
        }
    }
    let motifs: BTreeMap<Id, Arc<str>> = faits
        .termes
        .iter()
        .map(|terme| (terme.id, terme.nom.as_str().into()))
        .collect();
    let ecoles: BTreeMap<Id, &Ecole> = faits.ecoles.iter().map(|e| (e.id, e)).collect();
    let mut lignes: Vec<Ligne> = Vec::new();
    for (ecole, visites) in &faits.terrain.visites {
        let connue = ecoles.get(ecole);
        let uai: Arc<str> = connue.map_or_else(Arc::default, |e| e.uai.as_str().into());
        let vues = visites.iter().filter(|v| horizon.is_none_or(|h| v.le <= h));
        for visite in vues {
            let motif = visite.motif.and_then(|motif| motifs.get(&motif));
            let compte = actions.get(&visite.id).copied().unwrap_or_default();
            let ligne = ligne(visite, motif, Arc::clone(&uai), compte);
            lignes.push(match connue.map(|e| e.au(visite.le).0) {
                Some(s) => Ligne {
                    nom: Arc::clone(&s.nom),
                    commune: s.commune_nom.clone().unwrap_or_default(),
                    ..ligne
                },
                None => ligne,
            });
        }
    }
    lignes.sort_unstable_by_key(|l| std::cmp::Reverse((l.le, l.id)));
    lignes
}

/// The line of a visit to a school of which nothing is known.
fn ligne(
    visite: &Visite,
    motif: Option<&Arc<str>>,
    uai: Arc<str>,
    (ouvertes, en_retard): (usize, usize),
) -> Ligne {
    Ligne {
        id: visite.id,
        ecole: visite.ecole,
        le: visite.le,
        nom: Arc::default(),
        commune: Arc::default(),
        motif: motif.cloned().unwrap_or_default(),
        duree: visite.duree,
        par: visite.intervenant.clone(),
        ouvertes,
        en_retard,
        uai,
        cle: OnceCell::new(),
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
            && self.motif.as_deref().is_none_or(|m| *m == *ligne.motif)
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
        None => recherche.accepte(ligne.cle()),
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
        Ligne {
            nom: format!("École {n}").into(),
            commune: "Épinal".into(),
            ..ligne(&visite, Some(&motif.into()), Arc::default(), (0, 0))
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
