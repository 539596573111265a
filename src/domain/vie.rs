//! The life of a carnet: from the first day it knows something of, to the end of the school year
//! of today. What the slider of « Au … » runs over.

use chrono::NaiveDate;

use super::{AnneeScolaire, Faits};

/// School years shown before the first fact, so that one can stand before it.
const AVANT: i32 = 1;

/// The most school years a slider can tell apart; a date typed wrong a century ago must not
/// squeeze the rest.
const ANNEES: i32 = 30;

/// First and last day of the life of a carnet, both included: whole school years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vie {
    pub debut: NaiveDate,
    pub fin: NaiveDate,
}

impl Vie {
    pub fn of(faits: &Faits, aujourdhui: NaiveDate) -> Self {
        let cette_annee = AnneeScolaire::of(aujourdhui);
        let premiere = first_fact(faits)
            .map_or(cette_annee, AnneeScolaire::of)
            .min(cette_annee)
            .rentree()
            - AVANT;
        let derniere = cette_annee.rentree();
        let premiere = premiere.max(derniere - ANNEES);
        Self {
            debut: AnneeScolaire::from_debut(premiere).debut(),
            fin: cette_annee.fin(),
        }
    }

    /// Its school years, in order.
    pub fn annees(self) -> impl Iterator<Item = AnneeScolaire> {
        let premiere = AnneeScolaire::of(self.debut).rentree();
        let derniere = AnneeScolaire::of(self.fin).rentree();
        (premiere..=derniere).map(AnneeScolaire::from_debut)
    }

    /// Days from the first to the last.
    pub fn jours(self) -> i64 {
        (self.fin - self.debut).num_days()
    }

    /// `jour`, or the nearest day of this life.
    pub fn dedans(self, jour: NaiveDate) -> NaiveDate {
        jour.clamp(self.debut, self.fin)
    }

    /// Where `jour` stands, from 0 to 1.
    pub fn part(self, jour: NaiveDate) -> f32 {
        (self.dedans(jour) - self.debut).num_days() as f32 / self.jours().max(1) as f32
    }

    /// The day that stands there.
    pub fn jour_a(self, part: f32) -> NaiveDate {
        let jours = (part.clamp(0.0, 1.0) * self.jours() as f32).round();
        self.dedans(self.debut + chrono::TimeDelta::days(jours as i64))
    }
}

/// The first day anything is known of: an ENT, a funding, a visit, a training.
fn first_fact(faits: &Faits) -> Option<NaiveDate> {
    let ent = faits.deploiements.values().flatten();
    let ent = ent.flat_map(|d| d.etapes.into_iter().chain([d.debut]).flatten());
    let visites = faits.terrain.visites.values().flatten().map(|v| v.le);
    let seances = faits.terrain.formations.values().flat_map(|f| &f.seances);
    let verifications = faits.verifications.values().flatten().map(|v| v.le);
    ent.chain(visites)
        .chain(seances.filter_map(|s| s.le))
        .chain(verifications)
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(annee, mois, jour).expect("a real day")
    }

    #[test]
    fn an_empty_carnet_lives_this_year_and_the_one_before() {
        let vie = Vie::of(&Faits::default(), jour(2026, 11, 25));
        assert_eq!(vie.debut, jour(2025, 8, 1));
        assert_eq!(vie.fin, jour(2027, 7, 31));
    }

    #[test]
    fn a_date_typed_wrong_does_not_squeeze_the_rest() {
        let mut faits = Faits::default();
        let verifiees = vec![crate::domain::faits::Verification {
            le: jour(1202, 3, 1),
            par: String::new(),
        }];
        faits
            .verifications
            .insert(crate::domain::Id::from_bytes([1; 16]), verifiees);
        let vie = Vie::of(&faits, jour(2026, 11, 25));
        assert_eq!(vie.debut, jour(1996, 8, 1));
    }

    #[test]
    fn a_day_and_its_place_answer_each_other() {
        let vie = Vie {
            debut: jour(2016, 8, 1),
            fin: jour(2027, 7, 31),
        };
        for jours in [0, 1, 17, 365, 2000, vie.jours()] {
            let jour = vie.debut + chrono::TimeDelta::days(jours);
            assert_eq!(vie.jour_a(vie.part(jour)), jour, "{jours}");
        }
        assert_eq!(vie.jour_a(-3.0), vie.debut);
        assert_eq!(vie.part(jour(1990, 1, 1)).to_bits(), 0.0_f32.to_bits());
    }
}
