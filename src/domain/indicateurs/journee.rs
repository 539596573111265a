//! The figures of a dashboard, each on one day, found in one walk: they ask the same facts of the same
//! schools, and looking these up is most of their time.

use std::mem;

use chrono::NaiveDate;

use super::activite::seen;
use super::{Blocage, ChiffreCle, Cle, Entonnoir, Part, Question, Souci};
use crate::domain::abonnement::{BIENTOT, finit_dans};
use crate::domain::formation::{DernieresSeances, suivie};
use crate::domain::fraicheur::{PEREMPTION, derniere};
use crate::domain::terrain::visites_entre;
use crate::domain::{
    Action, AnneeScolaire, Deploiement, Faits, Financement, Id, Observation, Verification, Visite,
};

/// What the schools counted on a day come to.
#[derive(Clone, Debug)]
pub struct Journee {
    /// In the order of [`Cle::ALL`].
    pub chiffres: Vec<ChiffreCle>,
    /// In the order of [`Souci::ALL`]; those of no school too.
    pub soucis: Vec<(Souci, Vec<Id>)>,
    pub entonnoir: Entonnoir,
}

impl Journee {
    /// What the schools of this question come to.
    pub fn de(faits: &Faits, question: Question) -> Self {
        let [journee] = Self::des(faits, [question]);
        journee
    }

    /// The same for several questions: the facts of a school are looked up once.
    pub fn des<const N: usize>(faits: &Faits, questions: [Question; N]) -> [Self; N] {
        let seances = DernieresSeances::of(faits, questions.map(|q| q.au));
        let mut journees = questions.map(Comptes::new);
        for ecole in &faits.ecoles {
            let mut connu = None;
            for (rang, journee) in journees.iter_mut().enumerate() {
                let Question { au, population, .. } = journee.entonnoir.question;
                if ecole.comptee_au(au, population).is_some() {
                    let dossier = connu.get_or_insert_with(|| Dossier::of(faits, ecole.id));
                    let seance = || seances.de(ecole.id, rang);
                    journee.push(faits, dossier, seance);
                }
            }
        }
        journees.map(Comptes::finish)
    }
}

/// What is known of one school.
struct Dossier<'a> {
    ecole: Id,
    deploiements: &'a [Deploiement],
    financements: &'a [Financement],
    verifications: &'a [Verification],
    visites: &'a [Visite],
    observations: &'a [Observation],
    actions: &'a [Action],
}

impl<'a> Dossier<'a> {
    fn of(faits: &'a Faits, ecole: Id) -> Self {
        let verifications = faits.verifications.get(&ecole);
        Self {
            ecole,
            deploiements: faits.deploiements(ecole),
            financements: faits.financements(ecole),
            verifications: verifications.map_or(&[], Vec::as_slice),
            visites: faits.terrain.visites(ecole),
            observations: faits.terrain.observations(ecole),
            actions: faits.terrain.actions(ecole),
        }
    }
}

/// The counts of one day, on the way.
struct Comptes {
    entonnoir: Entonnoir,
    /// First day of its school year.
    rentree: NaiveDate,
    /// What was verified or seen before this day is to be looked at again.
    limite: NaiveDate,
    visites: usize,
    /// In the order of [`Cle::ALL`] and of [`Souci::ALL`]; the funnel knows those without accounts.
    cles: [Vec<Id>; 6],
    soucis: [Vec<Id>; 7],
}

impl Comptes {
    fn new(question: Question) -> Self {
        Self {
            entonnoir: Entonnoir::new(question),
            rentree: AnneeScolaire::of(question.au).debut(),
            limite: PEREMPTION.avant(question.au),
            visites: 0,
            cles: Default::default(),
            soucis: Default::default(),
        }
    }

    /// Counts one more school, whose last session is `seance`.
    fn push(
        &mut self,
        faits: &Faits,
        dossier: &Dossier<'_>,
        seance: impl FnOnce() -> Option<NaiveDate>,
    ) {
        let Question { au, regle, .. } = self.entonnoir.question;
        let siens = (dossier.ecole, dossier.deploiements);
        let suivie = suivie(faits, siens, seance, au, regle);
        let utilise = self.entonnoir.push(faits, siens, suivie);
        let (mut fini, mut bientot) = (false, false);
        let payes = (dossier.deploiements, dossier.financements);
        faits.fins(payes, au, |_, en_service, fin| {
            fini |= en_service && fin.is_some_and(|fin| fin < au);
            bientot |= fin.is_some_and(|fin| finit_dans(fin, BIENTOT, au));
        });
        let verifiee = derniere(dossier.verifications, au);
        let a_verifier = verifiee.is_none_or(|v| v.le < self.limite);
        let de_l_annee = visites_entre(dossier.visites, self.rentree, au);
        let visites = faits.terrain.comptees(de_l_annee);
        self.visites += visites;

        let mut note = |cle: Cle, vrai| {
            if vrai {
                self.cles[cle as usize].push(dossier.ecole);
            }
        };
        note(Cle::AvecEnt, suivie.is_some());
        note(Cle::Utilise, utilise);
        note(Cle::Formees, suivie.is_some_and(|(_, formee)| formee));
        note(Cle::Visites, visites > 0);
        note(Cle::AVerifier, a_verifier);
        note(Cle::Abonnements, bientot);

        let vue = seen(dossier.visites, dossier.observations, (self.limite, au));
        let jamais = suivie.is_some_and(|(ent, formee)| !formee && ent.derniere.is_none());
        let mut note = |souci: Souci, vrai| {
            if vrai {
                self.soucis[souci as usize].push(dossier.ecole);
            }
        };
        note(
            Souci::ActionsEnRetard,
            dossier.actions.iter().any(|a| a.en_retard_au(au)),
        );
        note(Souci::AbonnementsFinis, fini);
        note(Souci::AbonnementsBientot, bientot);
        note(Souci::JamaisFormees, jamais);
        note(Souci::PasVues, !vue);
        note(Souci::AVerifier, a_verifier);
    }

    fn finish(mut self) -> Journee {
        let entonnoir = self.entonnoir.sorted();
        self.soucis[Souci::SansComptes as usize] = entonnoir.bloquees(Blocage::SansComptes);
        let avec_ent = self.cles[Cle::AvecEnt as usize].len();
        let chiffre = |cle| {
            let ecoles = mem::take(&mut self.cles[cle as usize]);
            let nombre = match cle {
                Cle::Visites => self.visites,
                _ => ecoles.len(),
            };
            let sur = match cle {
                Cle::Utilise | Cle::Formees => avec_ent,
                _ => entonnoir.ecoles,
            };
            let part = Part { ecoles, sur };
            ChiffreCle { cle, part, nombre }
        };
        Journee {
            chiffres: Cle::ALL.into_iter().map(chiffre).collect(),
            soucis: Souci::ALL.into_iter().zip(self.soucis).collect(),
            entonnoir,
        }
    }
}
