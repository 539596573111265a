//! What the rules share: the schools by identity, and the findings so far.

use std::collections::HashMap;
use std::fmt::Display;

use chrono::NaiveDate;

use super::{Anomalie, Constat, Dossier, Registre, Sujet};
use crate::domain::texte::sans_accents;
use crate::domain::{Domaine, Ecole, Faits, Id, Projet, Situation};

/// An examination under way.
pub(super) struct Examen<'a> {
    pub(super) faits: &'a Faits,
    pub(super) registre: &'a Registre,
    pub(super) au: NaiveDate,
    places: HashMap<Id, usize>,
    constats: Vec<Constat>,
}

impl<'a> Examen<'a> {
    pub(super) fn new(dossier: Dossier<'a>, au: NaiveDate) -> Self {
        let ecoles = dossier.faits.ecoles.iter().enumerate();
        Self {
            faits: dossier.faits,
            registre: dossier.registre,
            au,
            places: ecoles.map(|(place, ecole)| (ecole.id, place)).collect(),
            constats: Vec::new(),
        }
    }

    pub(super) fn ecole(&self, id: Id) -> Option<&'a Ecole> {
        let place = *self.places.get(&id)?;
        self.faits.ecoles.get(place)
    }

    /// What the school is on the day of the examination.
    pub(super) fn situation(&self, ecole: &'a Ecole) -> &'a Situation {
        ecole.au(self.au).0
    }

    /// The name of a solution, as a sentence says it.
    pub(super) fn solution(&self, id: Id) -> &'a str {
        self.faits
            .solutions
            .get(&id)
            .map_or("un ENT inconnu", |s| s.nom.as_str())
    }

    /// « École Élise (Épinal) ».
    pub(super) fn designe(&self, ecole: &'a Ecole) -> String {
        let situation = self.situation(ecole);
        let nom = nomme(situation);
        match situation.commune_nom.as_deref() {
            Some(commune) if !commune.is_empty() => format!("{nom} ({commune})"),
            _ => nom.to_owned(),
        }
    }

    /// Notes a finding about a school. `cle` names the objects and the values that are wrong.
    pub(super) fn constate(
        &mut self,
        anomalie: Anomalie,
        ecole: &'a Ecole,
        cle: impl Display,
        phrase: String,
    ) -> &mut Constat {
        let situation = self.situation(ecole);
        let constat = Constat {
            anomalie,
            sujet: Sujet::Ecole(ecole.id),
            autres: Vec::new(),
            uai: ecole.uai.clone(),
            nom: nomme(situation).to_owned(),
            commune: situation
                .commune_nom
                .as_deref()
                .unwrap_or_default()
                .to_owned(),
            phrase,
            reparation: None,
            cle: format!("{}/{}/{cle}", anomalie.as_str(), ecole.uai),
            ignore: false,
        };
        self.push(constat)
    }

    /// Notes a finding about a project.
    pub(super) fn constate_projet(
        &mut self,
        anomalie: Anomalie,
        projet: &Projet,
        cle: impl Display,
        phrase: String,
    ) {
        let cle = format!("{}/{}/{cle}", anomalie.as_str(), projet.id);
        let (sujet, nom) = (Sujet::Projet(projet.id), projet.nom.clone());
        self.push(sans_ecole(anomalie, sujet, nom, cle, phrase));
    }

    /// Notes a finding about something else.
    pub(super) fn constate_carnet(
        &mut self,
        anomalie: Anomalie,
        nom: &str,
        cle: impl Display,
        phrase: String,
    ) {
        let cle = format!("{}/{cle}", anomalie.as_str());
        self.push(sans_ecole(
            anomalie,
            Sujet::Carnet,
            nom.to_owned(),
            cle,
            phrase,
        ));
    }

    fn push(&mut self, mut constat: Constat) -> &mut Constat {
        constat.cle = sans_accents(&constat.cle);
        let sous = (Domaine::Docteur, constat.cle.clone());
        constat.ignore = self.faits.correspondances.contains_key(&sous);
        self.constats.push(constat);
        let derniere = self.constats.len() - 1;
        &mut self.constats[derniere]
    }

    /// The findings, in the order in which they are told.
    pub(super) fn into_constats(mut self) -> Vec<Constat> {
        self.constats.sort_by_cached_key(|c| {
            (
                c.anomalie.gravite(),
                c.anomalie,
                sans_accents(&c.nom),
                c.uai.clone(),
                c.cle.clone(),
            )
        });
        self.constats
    }
}

fn sans_ecole(
    anomalie: Anomalie,
    sujet: Sujet,
    nom: String,
    cle: String,
    phrase: String,
) -> Constat {
    Constat {
        anomalie,
        sujet,
        autres: Vec::new(),
        uai: String::new(),
        nom,
        commune: String::new(),
        phrase,
        reparation: None,
        cle,
        ignore: false,
    }
}

/// The name of a school, or the words that say it has none.
fn nomme(situation: &Situation) -> &str {
    if situation.nom.is_empty() {
        "École sans nom"
    } else {
        &situation.nom
    }
}
