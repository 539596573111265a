//! What became of the ENT of the two circonscriptions after 2022: schools that stop, that change,
//! that begin late, that are not trained; subscriptions about to end, or left to end.

use chrono::{Days, NaiveDate};

use super::alea::{Alea, jour, jour_ouvre};
use super::ecole_fictive::EcoleFictive;
use super::scenarios::{Histoire, abonnement, deploiement, etape};
use crate::domain::Etape;
use crate::store::solution;

/// One thing that happened to a school.
#[derive(Clone, Copy, Debug)]
enum Suite {
    /// The ENT ends that day; nobody renewed it.
    Arret(NaiveDate),
    /// The ENT ends the first day and another begins the second.
    Change(NaiveDate, NaiveDate),
    /// An ENT begins, again or at last: accounts that day, then training and use after so many
    /// days, when they came.
    Debut(NaiveDate, Option<u32>, Option<u32>),
    /// The accounts that were promised are created at last, and the school is trained.
    Debloque(NaiveDate),
    /// Never trained.
    SansFormation,
    /// Never really used.
    SansUsage,
    /// The last subscription was not paid again: the ENT runs without it.
    NonRenouvele,
    /// The subscription ends so many days from now; it ended, when negative.
    Echeance(i64),
}

use Suite::{Arret, Change, Debloque, Debut, Echeance, NonRenouvele, SansFormation, SansUsage};

/// Circonscription, place in its list (`vosges`), what happened. Five stop and five begin: as many
/// schools have an ENT today as if nothing had happened, and not the same ones.
const SUITES: [(usize, usize, Suite); 38] = [
    (0, 11, Arret(jour(2023, 8, 31))),
    (0, 28, Arret(jour(2022, 8, 31))),
    (1, 22, Arret(jour(2024, 8, 31))),
    (1, 37, Arret(jour(2023, 7, 7))),
    (1, 34, Arret(jour(2025, 8, 31))),
    // A stop, then a new beginning two years later.
    (0, 26, Arret(jour(2023, 12, 31))),
    (0, 26, Debut(jour(2025, 11, 10), Some(24), None)),
    (0, 18, Debut(jour(2023, 10, 9), Some(38), Some(60))),
    (0, 29, Debloque(jour(2024, 11, 18))),
    (1, 36, Debut(jour(2025, 10, 6), None, None)),
    (1, 41, Debut(jour(2025, 3, 10), Some(45), None)),
    (1, 24, Debut(jour(2026, 9, 14), None, None)),
    (0, 3, Change(jour(2023, 8, 31), jour(2023, 9, 4))),
    (0, 13, Change(jour(2022, 12, 16), jour(2022, 12, 17))),
    (1, 8, Change(jour(2024, 8, 31), jour(2024, 9, 1))),
    (1, 19, Change(jour(2025, 7, 5), jour(2025, 9, 1))),
    (1, 26, Change(jour(2022, 8, 31), jour(2022, 11, 14))),
    (1, 13, Change(jour(2025, 8, 31), jour(2025, 9, 1))),
    (0, 32, SansFormation),
    (0, 33, SansFormation),
    (1, 33, SansFormation),
    (1, 40, SansFormation),
    (0, 19, SansUsage),
    (0, 31, SansUsage),
    (0, 33, SansUsage),
    (1, 21, SansUsage),
    (1, 28, SansUsage),
    (1, 35, SansUsage),
    (1, 44, SansUsage),
    (0, 6, NonRenouvele),
    (1, 12, NonRenouvele),
    (1, 32, NonRenouvele),
    (0, 4, Echeance(18)),
    (1, 9, Echeance(33)),
    (0, 22, Echeance(47)),
    (1, 14, Echeance(75)),
    (1, 29, Echeance(110)),
    (1, 18, Echeance(-25)),
];

/// Goes on with the story of the school of this place.
pub(super) fn poursuivre(
    histoire: &mut Histoire,
    ecole: &EcoleFictive,
    circo: usize,
    rang: usize,
    aujourdhui: NaiveDate,
) {
    for (_, _, suite) in SUITES.iter().filter(|(c, r, _)| (*c, *r) == (circo, rang)) {
        match *suite {
            Arret(fin) => {
                arreter(histoire, fin);
                if let Some(d) = histoire.deploiements.last_mut() {
                    "Abonnement non renouvelé par la commune.".clone_into(&mut d.commentaire);
                }
            }
            Change(fin, debut) => {
                let un = histoire.deploiements.last().map(|d| d.solution);
                let code = if un == Some(solution("ONE")) {
                    "BENEYLU"
                } else {
                    "ONE"
                };
                arreter(histoire, fin);
                commencer(
                    histoire,
                    ecole,
                    code,
                    debut,
                    (Some(30), Some(21)),
                    aujourdhui,
                );
            }
            Debut(debut, forme, utilise) => {
                // What ran until then, a tool that is no ENT, ends.
                if histoire
                    .deploiements
                    .last()
                    .is_some_and(|d| d.fin.is_none())
                {
                    arreter(histoire, debut - Days::new(1));
                }
                commencer(histoire, ecole, "ONE", debut, (forme, utilise), aujourdhui);
            }
            Debloque(comptes) => {
                if let Some(d) = histoire.deploiements.last_mut() {
                    etape(d, Etape::Comptes, comptes);
                    etape(d, Etape::Forme, jour_ouvre(comptes + Days::new(80)));
                    etape(d, Etape::Utilise, jour_ouvre(comptes + Days::new(95)));
                    "Convention de 2021 ; les comptes ont attendu trois ans."
                        .clone_into(&mut d.commentaire);
                    let id = d.id;
                    let facture = abonnement(ecole, id, "COMMUNE", comptes, 3);
                    histoire.financements.push(facture);
                }
            }
            SansFormation => sans(histoire, Etape::Forme),
            SansUsage => sans(histoire, Etape::Utilise),
            NonRenouvele => {
                if histoire.financements.len() > 1 {
                    histoire.financements.pop();
                }
            }
            Echeance(jours) => {
                if let Some(f) = histoire.financements.last_mut() {
                    let fin = aujourdhui + chrono::Duration::days(jours);
                    f.fin = fin.max(f.debut + Days::new(1));
                }
            }
        }
    }
}

/// Ends the ENT that runs, and what pays for it.
fn arreter(histoire: &mut Histoire, fin: NaiveDate) {
    let Some(d) = histoire.deploiements.last_mut() else {
        return;
    };
    d.fin = Some(fin);
    histoire.financements.retain(|f| f.debut <= fin);
    if let Some(f) = histoire.financements.last_mut() {
        f.fin = f.fin.min(fin);
    }
}

/// Begins another ENT, which the commune pays until now.
fn commencer(
    histoire: &mut Histoire,
    ecole: &EcoleFictive,
    code: &'static str,
    debut: NaiveDate,
    (forme, utilise): (Option<u32>, Option<u32>),
    aujourdhui: NaiveDate,
) {
    let mut alea = Alea::pour(&format!("{} suite {debut}", ecole.uai));
    let mut apres = |jours: u32| {
        let jours = jours + alea.sous(9);
        jour_ouvre(debut + Days::new(u64::from(jours)))
    };
    let rang = histoire.deploiements.len() + 1;
    let mut d = deploiement(ecole, rang, code);
    d.debut = Some(debut);
    etape(&mut d, Etape::Comptes, debut);
    if let Some(jours) = forme {
        etape(&mut d, Etape::Forme, apres(jours));
    }
    if let Some(jours) = utilise {
        etape(&mut d, Etape::Utilise, apres(jours));
    }
    let mut depuis = debut;
    loop {
        let facture = abonnement(ecole, d.id, "COMMUNE", depuis, 3);
        depuis = facture.fin + Days::new(1);
        histoire.financements.push(facture);
        if aujourdhui < depuis {
            break;
        }
    }
    histoire.deploiements.push(d);
}

fn sans(histoire: &mut Histoire, etape: Etape) {
    if let Some(d) = histoire.deploiements.last_mut() {
        d.etapes[etape as usize] = None;
    }
}
