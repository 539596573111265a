//! What the carnet knows of a school beside the conditions of the funding schemes (`domain.md` §1.10).
//!
//! A hint, never a decision: what is not known is named, what is not met is said with its figure,
//! and no answer is more certain than its source.

use chrono::{Datelike as _, NaiveDate};

use super::nombre::entier;
use super::{Faits, Id, Nature, Situation, Statut};

/// What can be said of one scheme for one school on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Avis {
    /// A funding of this scheme is noted, with its year when known.
    Obtenu(Option<i32>),
    /// « éligible selon ce qu’on sait ».
    Eligible,
    /// What is to be asked first.
    AVerifier(String),
    /// A condition the carnet knows not to be met.
    Ecarte(String),
    /// The day looked at is outside its dates.
    HorsPeriode,
}

impl Avis {
    pub fn phrase(&self) -> String {
        match self {
            Self::Obtenu(Some(annee)) => format!("déjà obtenu en {annee}"),
            Self::Obtenu(None) => "déjà obtenu".to_owned(),
            Self::Eligible => "éligible selon ce qu’on sait".to_owned(),
            Self::AVerifier(quoi) => format!("à vérifier\u{202f}: {quoi}"),
            Self::Ecarte(pourquoi) => format!("sans doute pas éligible\u{202f}: {pourquoi}"),
            Self::HorsPeriode => "hors période".to_owned(),
        }
    }
}

/// One scheme, its dates and what its source says.
#[derive(Debug, PartialEq, Eq)]
pub struct Dispositif {
    /// Of the shipped list.
    pub code: &'static str,
    pub nom: &'static str,
    /// The dates it can be asked for, in words.
    pub periode: &'static str,
    /// First and last day, both included; `None` = not known.
    debut: Option<NaiveDate>,
    fin: Option<NaiveDate>,
    /// Inhabitants of the commune.
    plafond: Option<Plafond>,
    territoire: Territoire,
    /// A condition no figure of the carnet answers.
    a_demander: Option<&'static str>,
    /// Whether the source says that écoles maternelles may ask.
    maternelles: bool,
    /// Where the facts come from.
    pub source: &'static str,
    pub adresse: &'static str,
}

/// Highest number of inhabitants of the commune.
#[derive(Debug, PartialEq, Eq)]
struct Plafond {
    /// Up to it, included, nothing more is asked.
    habitants: u32,
    /// Up to this one, special cases.
    exception: Option<u32>,
}

#[derive(Debug, PartialEq, Eq)]
enum Territoire {
    Partout,
    /// These départements and no other.
    Seulement(&'static [&'static str]),
    /// These, with their own first day; others joined later that the source does not name.
    Connus(&'static [(&'static str, NaiveDate)]),
}

const fn jour(annee: i32, mois: u32, quantieme: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, quantieme).expect("a real day")
}

/// The schemes whose conditions are known, newest first.
pub const DISPOSITIFS: [Dispositif; 8] = [
    Dispositif {
        code: "TNE",
        nom: "Territoires numériques éducatifs",
        periode: "depuis la rentrée 2020 ou 2021 selon le département",
        debut: None,
        fin: None,
        plafond: None,
        territoire: Territoire::Connus(&[
            ("002", jour(2020, 9, 1)),
            ("095", jour(2020, 9, 1)),
            ("088", jour(2021, 9, 1)),
        ]),
        a_demander: Some("le programme est-il encore ouvert\u{202f}?"),
        maternelles: true,
        source: "Conseil départemental des Vosges, Banque des territoires",
        adresse: "https://www.vosges.fr/territoire-numerique-educatif",
    },
    Dispositif {
        code: "SNEE",
        nom: "Socle numérique (SNEE)",
        periode: "du 14 janvier au 31 mars 2021",
        debut: Some(jour(2021, 1, 14)),
        fin: Some(jour(2021, 3, 31)),
        plafond: None,
        territoire: Territoire::Partout,
        a_demander: None,
        maternelles: false,
        source: "Ministère, appel à projets du 14 janvier 2021",
        adresse: "https://education.gouv.fr/plan-de-relance-continuite-pedagogique-appel-projets-pour-un-socle-numerique-dans-les-ecoles-308341",
    },
    Dispositif {
        code: "LEN2020",
        nom: "Label Écoles numériques 2020",
        periode: "du 7 février à décembre 2020",
        debut: Some(jour(2020, 2, 7)),
        fin: Some(jour(2020, 12, 31)),
        plafond: Some(Plafond {
            habitants: 3_500,
            exception: None,
        }),
        territoire: Territoire::Partout,
        a_demander: None,
        maternelles: true,
        source: "Arrêté du 7 février 2020",
        adresse: "https://www.idcite.com/Plus-de-3000-ecoles-selectionnees-pour-le-label-Ecoles-numeriques-2020-avec-un-financement-global-de-l-Etat-de-15-M_a52711.html",
    },
    Dispositif {
        code: "ENIR2018",
        nom: "ENIR 2018",
        periode: "2018",
        debut: Some(jour(2018, 1, 1)),
        fin: Some(jour(2018, 12, 31)),
        plafond: Some(Plafond {
            habitants: 2_000,
            exception: None,
        }),
        territoire: Territoire::Partout,
        a_demander: Some(
            "commune hors d’une unité urbaine de plus de 5\u{202f}000 habitants\u{202f}?",
        ),
        maternelles: false,
        source: "DANE de Caen, ENIR édition 2018",
        adresse: "https://dane.ac-caen.fr/Ecoles-numeriques-innovantes-et-ruralite-edition-2018",
    },
    Dispositif {
        code: "ENIR2017",
        nom: "ENIR 2017",
        periode: "2017",
        debut: Some(jour(2017, 1, 1)),
        fin: Some(jour(2017, 12, 31)),
        plafond: Some(Plafond {
            habitants: 1_999,
            exception: Some(4_999),
        }),
        territoire: Territoire::Partout,
        a_demander: None,
        maternelles: false,
        source: "Weka, appel à projets pour les écoles rurales",
        adresse: "https://www.weka.fr/actualite/education/article/appel-a-projets-pour-le-developpement-du-numerique-dans-les-ecoles-rurales-49457/",
    },
    Dispositif {
        code: "ENR2009",
        nom: "Écoles numériques rurales 2009",
        periode: "2009",
        debut: Some(jour(2009, 1, 1)),
        fin: Some(jour(2009, 12, 31)),
        plafond: None,
        territoire: Territoire::Partout,
        a_demander: Some("la commune est-elle rurale\u{202f}?"),
        maternelles: false,
        source: "Assemblée nationale, question écrite 61844",
        adresse: "https://2007-2012.nosdeputes.fr/question/QE/61844",
    },
    Dispositif {
        code: "DANE3ANS",
        nom: "Abonnement DANE trois ans",
        periode: "dates non connues",
        debut: None,
        fin: None,
        plafond: None,
        territoire: Territoire::Seulement(&["054", "055", "057", "088"]),
        a_demander: Some("demander à la DANE si elle en ouvre encore"),
        maternelles: true,
        source: "DANE de Nancy-Metz, document de 2020",
        adresse: "",
    },
    Dispositif {
        code: "FUSE",
        nom: "FUS@E",
        periode: "dates non connues",
        debut: None,
        fin: None,
        plafond: None,
        territoire: Territoire::Seulement(&["057"]),
        a_demander: Some("demander au département si le programme est ouvert"),
        maternelles: true,
        source: "DANE de Nancy-Metz, document de 2020",
        adresse: "",
    },
];

/// What is known of a school for the schemes.
#[derive(Clone, Copy, Debug)]
pub struct Connu<'a> {
    pub situation: &'a Situation,
    /// Inhabitants of the commune.
    pub population: Option<u32>,
}

impl Dispositif {
    /// What can be said for this school on `jour`, fundings apart. What rules it out is said
    /// before what is to be asked.
    pub fn avis(&self, ecole: Connu<'_>, jour: NaiveDate) -> Avis {
        if self.debut.is_some_and(|d| jour < d) || self.fin.is_some_and(|f| f < jour) {
            return Avis::HorsPeriode;
        }
        let mut a_verifier = Vec::new();
        let verdicts = [
            self.territoire(ecole.situation, jour),
            self.population(ecole.population),
            statut(ecole.situation.statut),
            self.nature(ecole.situation.nature()),
            self.a_demander.map(|quoi| Avis::AVerifier(quoi.to_owned())),
        ];
        for verdict in verdicts.into_iter().flatten() {
            match verdict {
                Avis::AVerifier(quoi) => a_verifier.push(quoi),
                autre => return autre,
            }
        }
        if a_verifier.is_empty() {
            Avis::Eligible
        } else {
            Avis::AVerifier(a_verifier.join(", "))
        }
    }

    fn territoire(&self, s: &Situation, jour: NaiveDate) -> Option<Avis> {
        let departement = s.departement.as_deref();
        let inconnu = || Some(Avis::AVerifier("département de l’école inconnu".to_owned()));
        match self.territoire {
            Territoire::Partout => None,
            Territoire::Seulement(codes) => match departement {
                None => inconnu(),
                Some(d) => (!codes.contains(&d))
                    .then(|| Avis::Ecarte("le département n’en fait pas partie".to_owned())),
            },
            Territoire::Connus(codes) => match departement {
                None => inconnu(),
                Some(d) => match codes.iter().find(|(code, _)| *code == d) {
                    Some((_, depuis)) => (jour < *depuis).then_some(Avis::HorsPeriode),
                    None => Some(Avis::AVerifier(
                        "le département en fait-il partie\u{202f}?".to_owned(),
                    )),
                },
            },
        }
    }

    fn population(&self, population: Option<u32>) -> Option<Avis> {
        let plafond = self.plafond.as_ref()?;
        let Some(n) = population else {
            return Some(Avis::AVerifier(
                "population de la commune inconnue".to_owned(),
            ));
        };
        let habitants = |n: u32| format!("{}\u{a0}habitants", entier(n));
        if n <= plafond.habitants {
            None
        } else if plafond.exception.is_some_and(|exception| n <= exception) {
            Some(Avis::AVerifier(format!(
                "{}, cas particuliers seulement",
                habitants(n)
            )))
        } else {
            let maximum = plafond.exception.unwrap_or(plafond.habitants);
            Some(Avis::Ecarte(format!(
                "{}, pour {} au plus, sauf cas d’un RPI ou d’une intercommunalité",
                habitants(n),
                entier(maximum)
            )))
        }
    }

    fn nature(&self, nature: Option<Nature>) -> Option<Avis> {
        (nature == Some(Nature::Maternelle) && !self.maternelles)
            .then(|| Avis::AVerifier("les maternelles sont-elles admises\u{202f}?".to_owned()))
    }
}

/// The schemes are asked for by communes and their groupings.
fn statut(statut: Option<Statut>) -> Option<Avis> {
    match statut {
        Some(Statut::Public) => None,
        Some(Statut::Prive) => Some(Avis::AVerifier(
            "école privée, le dispositif s’adresse aux collectivités".to_owned(),
        )),
        None => Some(Avis::AVerifier("statut de l’école inconnu".to_owned())),
    }
}

/// The scheme and what can be said of it.
pub type Indice = (&'static Dispositif, Avis);

impl Faits {
    /// Every scheme for this school on `jour`.
    pub fn eligibilite(&self, ecole: Id, situation: &Situation, jour: NaiveDate) -> Vec<Indice> {
        let population = situation
            .commune
            .as_deref()
            .and_then(|insee| self.communes.get(insee)?.population);
        let connu = Connu {
            situation,
            population,
        };
        DISPOSITIFS
            .iter()
            .map(|dispositif| {
                let avis = self
                    .obtained(ecole, dispositif.code, jour)
                    .unwrap_or_else(|| dispositif.avis(connu, jour));
                (dispositif, avis)
            })
            .collect()
    }

    /// The funding of this scheme that the school had by `jour`.
    fn obtained(&self, ecole: Id, code: &str, jour: NaiveDate) -> Option<Avis> {
        self.financements(ecole)
            .iter()
            .filter(|f| f.annee.is_none_or(|annee| annee <= jour.year()))
            .find(|f| {
                f.dispositif
                    .and_then(|id| self.dispositifs.get(&id))
                    .is_some_and(|d| d.code.as_deref() == Some(code))
            })
            .map(|f| Avis::Obtenu(f.annee))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_tells_its_source() {
        for d in &DISPOSITIFS {
            assert!(!d.source.is_empty() && !d.periode.is_empty(), "{}", d.code);
            assert!(
                d.adresse.is_empty() || d.adresse.starts_with("https://"),
                "{}",
                d.code
            );
        }
    }
}
