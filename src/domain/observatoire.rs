//! What observations say: how far a school has come, what moved between two of them, and how the
//! schools of a group stand (`domain.md` §1.6 for the frequencies, §1.8 for the paliers).
//!
//! Both scales are reference lists, from the lowest to the highest in their order: an entry that
//! somebody moves or adds takes its place at once.

use chrono::NaiveDate;

use super::date::date_longue;
use super::nombre::compte;
use super::{Ecole, Faits, Id, Liste, Observation, ObservationLigne, Population, Situation, Terme};

impl ObservationLigne {
    /// A row that says nothing yet.
    pub const fn vide(service: Id) -> Self {
        Self {
            service,
            frequence: None,
            palier: None,
            point_de_vue: None,
            acteurs: Vec::new(),
            crcn: Vec::new(),
            constat: String::new(),
        }
    }

    /// Nothing is said of its service: it is not written.
    pub fn is_empty(&self) -> bool {
        self.frequence.is_none()
            && self.palier.is_none()
            && self.point_de_vue.is_none()
            && self.acteurs.is_empty()
            && self.crcn.is_empty()
            && self.constat.trim().is_empty()
    }
}

impl Observation {
    /// One that says nothing yet.
    pub fn nouvelle(id: Id, ecole: Id, le: NaiveDate, observateur: &str) -> Self {
        Self {
            id,
            ecole,
            le,
            observateur: observateur.trim().to_owned(),
            cycle: None,
            constat: String::new(),
            capsule: String::new(),
            consentement: None,
            droit_image: None,
            lignes: Vec::new(),
        }
    }

    /// Nothing was seen nor said: who came and when is not enough to be written.
    pub fn is_empty(&self) -> bool {
        self.cycle.is_none()
            && self.constat.trim().is_empty()
            && self.capsule.trim().is_empty()
            && self.consentement.is_none()
            && self.droit_image.is_none()
            && self.lignes.iter().all(ObservationLigne::is_empty)
    }

    /// The row of a service.
    pub fn ligne(&self, service: Id) -> Option<&ObservationLigne> {
        self.lignes.iter().find(|l| l.service == service)
    }

    /// The row of a service, to write in; it is made when there is none.
    pub fn ligne_mut(&mut self, service: Id) -> &mut ObservationLigne {
        let rang = self.lignes.iter().position(|l| l.service == service);
        let rang = rang.unwrap_or_else(|| {
            self.lignes.push(ObservationLigne::vide(service));
            self.lignes.len() - 1
        });
        &mut self.lignes[rang]
    }

    /// The highest palier of its rows; one that the list does not have any more is not counted.
    pub fn palier_haut<'a>(&self, termes: &'a [Terme]) -> Option<&'a Terme> {
        let rangs = self.lignes.iter();
        let haut = rangs
            .filter_map(|l| rang(termes, Liste::Palier, l.palier))
            .max()?;
        let mut paliers = termes.iter().filter(|t| t.liste == Liste::Palier);
        paliers.nth(haut)
    }

    /// Where the capsule may not be shown yet, and why; `None` without one, or when those who are
    /// seen agreed and signed for their image.
    pub fn reserve(&self) -> Option<&'static str> {
        if self.capsule.trim().is_empty() {
            return None;
        }
        match (
            self.consentement == Some(true),
            self.droit_image == Some(true),
        ) {
            (true, true) => None,
            (false, true) => {
                Some("Le consentement n’est pas recueilli\u{202f}: cette capsule ne se montre pas.")
            }
            (true, false) => {
                Some("Le droit à l’image n’est pas signé\u{202f}: cette capsule ne se montre pas.")
            }
            (false, false) => Some(
                "Ni le consentement ni le droit à l’image ne sont notés\u{202f}: cette capsule ne \
                 se montre pas.",
            ),
        }
    }
}

/// The place of an entry in its scale, from 0; `None` when nothing is said or the entry is unknown.
/// `termes` stand in the order of their lists.
pub fn rang(termes: &[Terme], liste: Liste, id: Option<Id>) -> Option<usize> {
    let id = id?;
    termes
        .iter()
        .filter(|t| t.liste == liste)
        .position(|t| t.id == id)
}

/// Which way one scale moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sens {
    Hausse,
    Baisse,
    Stable,
}

impl Sens {
    /// Between two places of a scale; `None` unless both are known.
    fn entre(avant: Option<usize>, apres: Option<usize>) -> Option<Self> {
        let (avant, apres) = avant.zip(apres)?;
        Some(match apres.cmp(&avant) {
            std::cmp::Ordering::Greater => Self::Hausse,
            std::cmp::Ordering::Less => Self::Baisse,
            std::cmp::Ordering::Equal => Self::Stable,
        })
    }

    /// « ▲ palier en hausse », « palier inchangé ».
    fn dit(self, echelle: &str) -> String {
        match self {
            Self::Hausse => format!("▲\u{a0}{echelle} en hausse"),
            Self::Baisse => format!("▼\u{a0}{echelle} en baisse"),
            Self::Stable => format!("{echelle} inchangé"),
        }
    }
}

/// What became of a service from one observation to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evolution {
    Hausse,
    Baisse,
    /// One scale up, the other down.
    Contraste,
    Stable,
    /// Seen only the second time, or only the first.
    Apparu,
    NonRevu,
    /// Seen both times, but no scale was noted both times.
    Incomparable,
}

/// One service in two observations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouvement<'a> {
    pub service: Id,
    pub avant: Option<&'a ObservationLigne>,
    pub apres: Option<&'a ObservationLigne>,
    pub frequence: Option<Sens>,
    pub palier: Option<Sens>,
}

impl Mouvement<'_> {
    pub fn evolution(&self) -> Evolution {
        match (self.avant, self.apres) {
            (None, _) => return Evolution::Apparu,
            (_, None) => return Evolution::NonRevu,
            (Some(_), Some(_)) => {}
        }
        let a = |sens| self.frequence == Some(sens) || self.palier == Some(sens);
        match (a(Sens::Hausse), a(Sens::Baisse), a(Sens::Stable)) {
            (true, true, _) => Evolution::Contraste,
            (true, false, _) => Evolution::Hausse,
            (false, true, _) => Evolution::Baisse,
            (false, false, true) => Evolution::Stable,
            (false, false, false) => Evolution::Incomparable,
        }
    }

    /// In words, with the sign before them: « ▲ fréquence en hausse, palier inchangé ».
    pub fn phrase(&self) -> String {
        match self.evolution() {
            Evolution::Apparu => "vu pour la première fois".to_owned(),
            Evolution::NonRevu => "pas revu".to_owned(),
            Evolution::Incomparable => "rien de comparable".to_owned(),
            Evolution::Stable => "inchangé".to_owned(),
            Evolution::Hausse | Evolution::Baisse | Evolution::Contraste => {
                let dits = [("fréquence", self.frequence), ("palier", self.palier)];
                let dits: Vec<String> = dits
                    .into_iter()
                    .filter_map(|(echelle, sens)| Some((echelle, sens?)))
                    .map(|(echelle, sens)| match sens {
                        Sens::Stable if echelle == "fréquence" => "fréquence inchangée".to_owned(),
                        _ => sens.dit(echelle),
                    })
                    .collect();
                dits.join(", ")
            }
        }
    }
}

/// Two observations of one school side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparaison<'a> {
    pub avant: &'a Observation,
    pub apres: &'a Observation,
    /// One per service seen in either, in the order of the list of services.
    pub mouvements: Vec<Mouvement<'a>>,
}

impl<'a> Comparaison<'a> {
    /// The older one is put first.
    pub fn new(un: &'a Observation, autre: &'a Observation, termes: &[Terme]) -> Self {
        let (avant, apres) = if (un.le, un.id) <= (autre.le, autre.id) {
            (un, autre)
        } else {
            (autre, un)
        };
        let dits = |o: &'a Observation| o.lignes.iter().filter(|l| !l.is_empty());
        let mut services: Vec<Id> = dits(avant).chain(dits(apres)).map(|l| l.service).collect();
        services.sort_by_key(|&id| {
            let place = rang(termes, Liste::Service, Some(id));
            (place.unwrap_or(usize::MAX), id)
        });
        services.dedup();
        let mouvement = |service: Id| {
            let (avant, apres) = (
                dits(avant).find(|l| l.service == service),
                dits(apres).find(|l| l.service == service),
            );
            let sens = |liste, de: fn(&ObservationLigne) -> Option<Id>| {
                Sens::entre(
                    rang(termes, liste, avant.and_then(de)),
                    rang(termes, liste, apres.and_then(de)),
                )
            };
            Mouvement {
                service,
                avant,
                apres,
                frequence: sens(Liste::Frequence, |l| l.frequence),
                palier: sens(Liste::Palier, |l| l.palier),
            }
        };
        Self {
            avant,
            apres,
            mouvements: services.into_iter().map(mouvement).collect(),
        }
    }

    /// What moved, in one or two sentences.
    pub fn synthese(&self, termes: &[Terme]) -> String {
        let n = |evolution| {
            let memes = self.mouvements.iter().map(Mouvement::evolution);
            memes.filter(|e| *e == evolution).count()
        };
        let parts: Vec<String> = [
            (Evolution::Hausse, "service en hausse", "services en hausse"),
            (Evolution::Baisse, "service en baisse", "services en baisse"),
            (
                Evolution::Contraste,
                "service contrasté",
                "services contrastés",
            ),
            (Evolution::Stable, "service inchangé", "services inchangés"),
            (
                Evolution::Incomparable,
                "service sans échelle commune",
                "services sans échelle commune",
            ),
            (
                Evolution::Apparu,
                "vu pour la première fois",
                "vus pour la première fois",
            ),
            (Evolution::NonRevu, "pas revu", "pas revus"),
        ]
        .into_iter()
        .filter(|(evolution, ..)| n(*evolution) > 0)
        .map(|(evolution, un, plusieurs)| compte(n(evolution), un, plusieurs))
        .collect();
        let dits = if parts.is_empty() {
            "aucun service n’a été observé".to_owned()
        } else {
            parts.join(", ")
        };
        let haut = |o: &Observation| o.palier_haut(termes).map(|t| t.nom.clone());
        let palier = match (haut(self.avant), haut(self.apres)) {
            (Some(avant), Some(apres)) if avant == apres => {
                format!(" Le palier le plus haut reste «\u{a0}{apres}\u{a0}».")
            }
            (Some(avant), Some(apres)) => format!(
                " Le palier le plus haut passe de «\u{a0}{avant}\u{a0}» à «\u{a0}{apres}\u{a0}»."
            ),
            _ => String::new(),
        };
        format!(
            "Du {} au {}\u{202f}: {dits}.{palier}",
            date_longue(self.avant.le),
            date_longue(self.apres.le)
        )
    }
}

/// How the schools of a group stand on one day, each by its last observation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repartition {
    /// Every palier still offered, and those schools are at, in their order: the schools.
    pub paliers: Vec<(Id, Vec<Id>)>,
    /// Observed, without a palier.
    pub sans_palier: Vec<Id>,
    pub jamais: Vec<Id>,
}

impl Repartition {
    pub fn observees(&self) -> usize {
        let aux_paliers: usize = self.paliers.iter().map(|(_, ecoles)| ecoles.len()).sum();
        aux_paliers + self.sans_palier.len()
    }

    pub fn total(&self) -> usize {
        self.observees() + self.jamais.len()
    }
}

/// Counts `ecoles` of `population` by the highest palier of their last observation on or before
/// `au`.
pub fn repartition<'a>(
    faits: &Faits,
    ecoles: impl IntoIterator<Item = (&'a Ecole, &'a Situation)>,
    au: NaiveDate,
    population: Population,
) -> Repartition {
    let termes = &faits.termes;
    let mut r = Repartition::default();
    let paliers: Vec<&Terme> = termes.iter().filter(|t| t.liste == Liste::Palier).collect();
    r.paliers = paliers.iter().map(|t| (t.id, Vec::new())).collect();
    for (ecole, situation) in ecoles {
        if !population.contains(situation.statut) {
            continue;
        }
        let observations = faits.terrain.observations(ecole.id);
        let Some(derniere) = observations.iter().rev().find(|o| o.le <= au) else {
            r.jamais.push(ecole.id);
            continue;
        };
        let haut = derniere.palier_haut(termes);
        let place = haut.and_then(|t| r.paliers.iter_mut().find(|(id, _)| *id == t.id));
        match place {
            Some((_, ecoles)) => ecoles.push(ecole.id),
            None => r.sans_palier.push(ecole.id),
        }
    }
    r.paliers.retain(|(id, ecoles)| {
        !ecoles.is_empty() || paliers.iter().any(|t| t.id == *id && !t.retire)
    });
    r
}
