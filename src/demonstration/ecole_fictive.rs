//! A made-up school: what it is, what the register says of it, what people typed about it.

use chrono::{Datelike as _, NaiveDate};

use super::alea::Alea;
use crate::domain::{ChampEcole, EducationPrioritaire, Etat, Id, Nature, Statut, Uai};
use crate::store::{Champs, Valeur};

/// A commune: its name, and what an address needs.
#[derive(Clone, Debug)]
pub(super) struct Lieu {
    pub(super) nom: String,
    /// INSEE code.
    pub(super) insee: String,
    pub(super) code_postal: String,
    /// Three characters.
    pub(super) departement: &'static str,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

/// What the register says otherwise, in its files from `de` included to `a` excluded.
#[derive(Clone, Debug)]
pub(super) struct Nuance {
    pub(super) de: NaiveDate,
    pub(super) a: NaiveDate,
    pub(super) champs: Champs,
}

/// A typed value true from a day on, and the day it was typed.
#[derive(Clone, Debug)]
pub(super) struct Changement {
    pub(super) saisi_le: NaiveDate,
    pub(super) depuis: NaiveDate,
    pub(super) champs: Champs,
}

/// A typed value that beats every file, and the day it was typed.
#[derive(Clone, Debug)]
pub(super) struct Correction {
    pub(super) saisie_le: NaiveDate,
    pub(super) champ: ChampEcole,
    pub(super) valeur: Valeur,
}

/// Where a made-up school comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lot {
    /// Told one by one: the two circonscriptions, and the schools planted to mislead.
    Racontee,
    /// One of the public schools of the académie open on 1 July 2020.
    Ordinaire,
    Privee,
}

/// One school of a demonstration carnet, before anything is written.
#[derive(Clone, Debug)]
pub(super) struct EcoleFictive {
    pub(super) id: Id,
    pub(super) uai: String,
    pub(super) lot: Lot,
    pub(super) nom: String,
    pub(super) nature: Nature,
    pub(super) specialisee: bool,
    pub(super) statut: Statut,
    pub(super) lieu: Lieu,
    pub(super) adresse: String,
    pub(super) circonscription: Id,
    pub(super) secteur: Option<Id>,
    pub(super) education_prioritaire: EducationPrioritaire,
    pub(super) rpi: Option<String>,
    /// Pupils in 2019.
    pub(super) eleves: u32,
    pub(super) classes: u32,
    pub(super) ouverture: NaiveDate,
    /// First day without the school.
    pub(super) fermeture: Option<NaiveDate>,
    /// The register lists it as yet to open from this millésime on.
    pub(super) annoncee: Option<NaiveDate>,
    pub(super) nuances: Vec<Nuance>,
    pub(super) corrections: Vec<Correction>,
    pub(super) changements: Vec<Changement>,
}

impl EcoleFictive {
    /// A public school with a valid code of a number the State never reached.
    pub(super) fn new(numero: u32, nature: Nature, nom: String, lieu: &Lieu, circo: Id) -> Self {
        let uai = Uai::from_numero(numero).map_or_else(String::new, |uai| uai.as_str().to_owned());
        let mut alea = Alea::pour(&uai);
        let classes = match nature {
            Nature::Maternelle => alea.entre(2, 5),
            Nature::Elementaire => alea.entre(3, 9),
            Nature::Primaire => alea.entre(2, 7),
        };
        let mut lieu = lieu.clone();
        lieu.latitude = arrondi(lieu.latitude + 0.006 * alea.ecart());
        lieu.longitude = arrondi(lieu.longitude + 0.009 * alea.ecart());
        let voies = [
            "rue de la Fontaine",
            "rue du Lavoir",
            "place du Tilleul",
            "rue des Écoles",
            "chemin des Prés",
            "rue de l’Église",
            "Grande Rue",
            "rue du Moulin",
        ];
        Self {
            id: Id::ecole(&uai),
            lot: Lot::Racontee,
            nom,
            nature,
            specialisee: false,
            statut: Statut::Public,
            adresse: format!("{} {}", alea.entre(1, 48), alea.choix(&voies)),
            lieu,
            circonscription: circo,
            secteur: None,
            education_prioritaire: EducationPrioritaire::Hors,
            rpi: None,
            eleves: classes * alea.entre(18, 25),
            classes,
            // The register's own day for schools older than its computer.
            ouverture: NaiveDate::from_ymd_opt(1967, 5, 2).unwrap_or_default(),
            fermeture: None,
            annoncee: None,
            nuances: Vec::new(),
            corrections: Vec::new(),
            changements: Vec::new(),
            uai,
        }
    }

    /// Closes it, as somebody typed on that very day: the annuaire only stops listing a school.
    pub(super) fn fermer(&mut self, fermeture: NaiveDate) {
        self.fermeture = Some(fermeture);
        self.changements.push(Changement {
            saisi_le: fermeture,
            depuis: fermeture,
            champs: Champs::new().set("fermeture", fermeture),
        });
    }

    /// In every file the register says this, which is wrong; somebody typed what is right.
    pub(super) fn corriger(
        &mut self,
        saisie_le: NaiveDate,
        champ: ChampEcole,
        registre: impl Into<Valeur>,
        juste: impl Into<Valeur>,
    ) {
        self.nuances.push(Nuance {
            de: NaiveDate::MIN,
            a: NaiveDate::MAX,
            champs: Champs::new().set(champ.as_str(), registre),
        });
        self.corrections.push(Correction {
            saisie_le,
            champ,
            valeur: juste.into(),
        });
    }

    /// Whether the school is open on `jour`, by the rule of the domain.
    pub(super) fn ouverte_au(&self, jour: NaiveDate) -> bool {
        self.ouverture <= jour && self.fermeture.is_none_or(|f| jour < f)
    }

    /// What the annuaire of `millesime` says of it; `None` when it does not list it.
    pub(super) fn releve(&self, millesime: NaiveDate) -> Option<Champs> {
        let ouverte = self.ouverte_au(millesime);
        let annoncee = millesime < self.ouverture && self.annoncee.is_some_and(|a| a <= millesime);
        if !ouverte && !annoncee {
            return None;
        }
        let etat = if annoncee {
            Etat::AOuvrir
        } else if self
            .fermeture
            .is_some_and(|f| (f - millesime).num_days() < 200)
        {
            Etat::AFermer
        } else {
            Etat::Ouvert
        };
        let (maternelle, elementaire) = drapeaux(self.nature);
        let mut champs = Champs::new()
            .set("nom", self.nom.as_str())
            .set("maternelle", maternelle)
            .set("elementaire", elementaire)
            .set("specialisee", self.specialisee)
            .set("statut", self.statut.as_str())
            .set("adresse", self.adresse.as_str())
            .set("code_postal", self.lieu.code_postal.as_str())
            .set("commune", self.lieu.insee.as_str())
            .set("commune_nom", self.lieu.nom.as_str())
            .set("departement", self.lieu.departement)
            .set("circonscription", self.circonscription)
            .set("education_prioritaire", self.education_prioritaire.as_str())
            .set("rpi_concentre", false)
            .set("latitude", self.lieu.latitude)
            .set("longitude", self.lieu.longitude)
            .set("eleves", self.eleves_en(millesime))
            .set("telephone", self.telephone())
            .set(
                "courriel",
                format!("ce.{}@exemple.fr", self.uai.to_lowercase()),
            )
            .set("ouverture", self.ouverture)
            .set("etat", etat.as_str());
        if let Some(rpi) = &self.rpi {
            champs = champs.set("rpi_disperse", rpi.as_str());
        }
        for nuance in &self.nuances {
            if nuance.de <= millesime && millesime < nuance.a {
                for (nom, ecrit) in &nuance.champs.0 {
                    champs.0.retain(|(autre, _)| autre != nom);
                    champs.0.push((nom, ecrit.clone()));
                }
            }
        }
        Some(champs)
    }

    /// Pupils, a little fewer or more each year.
    fn eleves_en(&self, millesime: NaiveDate) -> u32 {
        let mut alea = Alea::pour(&format!("{} {}", self.uai, millesime.year()));
        (self.eleves + alea.sous(7)).saturating_sub(3)
    }

    /// In the range kept for fiction in the north-east.
    fn telephone(&self) -> String {
        let mut alea = Alea::pour(&self.uai);
        format!("03 53 01 {:02} {:02}", alea.sous(100), alea.sous(100))
    }
}

/// The register's two flags.
pub(super) const fn drapeaux(nature: Nature) -> (bool, bool) {
    match nature {
        Nature::Maternelle => (true, false),
        Nature::Elementaire => (false, true),
        Nature::Primaire => (true, true),
    }
}

/// Five decimals: about a metre.
pub(super) fn arrondi(degres: f64) -> f64 {
    (degres * 1e5).round() / 1e5
}
