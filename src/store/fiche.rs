//! The sheet of one school: each value with where it comes from, and what was written of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::champs_json;
use super::objet::{Cle, Objet, parse_genre};
use super::situation::{CoucheDatee, Couches};
use super::{Ecrit, Genre, Store, Valeur, libelles, objet};
use crate::domain::euros::euros;
use crate::domain::{ChampEcole, Id, TypeChamp};
use crate::error::{Error, Result};

/// Where the value of a field comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Typed, by whom (may be empty) and when (UTC milliseconds).
    Saisi { personne: String, quand: i64 },
    /// Said by the file `jeu`, of this date.
    Releve { jeu: String, millesime: NaiveDate },
    /// Typed as true from that day on.
    Changement { depuis: NaiveDate },
}

/// One field of a school's sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct ValeurSourcee {
    pub champ: ChampEcole,
    pub valeur: Valeur,
    pub provenance: Provenance,
    /// What shows again when a correction is withdrawn.
    pub sans_correction: Option<Valeur>,
}

/// One operation in the history of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneFiche {
    /// UTC milliseconds.
    pub quand: i64,
    pub personne: String,
    /// The sentence of the operation.
    pub libelle: String,
    /// What it wrote, in words: « Début : 2020-03-12 ».
    pub details: Vec<String>,
}

/// The sheet of a school on one day, beyond what [`crate::domain::Faits`] holds.
#[derive(Clone, Debug, PartialEq)]
pub struct FicheEcole {
    pub id: Id,
    pub uai: String,
    /// In the order of [`ChampEcole::ALL`]; a field nobody speaks of is left out.
    pub valeurs: Vec<ValeurSourcee>,
    /// Newest first.
    pub historique: Vec<LigneFiche>,
}

/// The kinds whose objects belong to a school, by their column `ecole`.
pub(super) const PAR_ECOLE: [Genre; 13] = [
    Genre::Releve,
    Genre::EcoleChangement,
    Genre::Deploiement,
    Genre::Financement,
    Genre::Conditions,
    Genre::ProjetEcole,
    Genre::Verification,
    Genre::Visite,
    Genre::Action,
    Genre::Participation,
    Genre::EvenementEcole,
    Genre::Observation,
    Genre::Piece,
];

impl Store {
    /// The sheet of the school `ecole` as it is on `au`.
    pub fn fiche(&self, ecole: Id, au: NaiveDate) -> Result<FicheEcole> {
        let uai = self
            .base
            .maybe("SELECT uai FROM ecole WHERE id = ?1", [ecole], |row| {
                row.get::<_, Option<String>>(0)
            })?
            .ok_or_else(|| Error::Invalid("Cette école n’est pas dans le carnet.".to_owned()))?
            .unwrap_or_default();
        Ok(FicheEcole {
            id: ecole,
            uai,
            valeurs: self.valeurs_sourcees(ecole, au)?,
            historique: self.historique_ecole(ecole)?,
        })
    }

    fn valeurs_sourcees(&self, ecole: Id, au: NaiveDate) -> Result<Vec<ValeurSourcee>> {
        let couches = Couches::load(&self.base, ecole)?;
        let saisies = Objet::load(&self.base, Genre::Ecole, ecole)?;
        let jour = au.format("%Y-%m-%d").to_string();
        let mut valeurs = Vec::new();
        for (i, champ) in ChampEcole::ALL.into_iter().enumerate() {
            let datee = couches.speaker(i, &jour);
            let sans_correction = datee.and_then(|c| c.champs[i].clone());
            if let Some(valeur) = couches.correction[i].clone() {
                let provenance = match saisies.shown(champ.as_str()) {
                    Some(tete) => self.saisi(tete.changement.cle)?,
                    None => Provenance::Saisi {
                        personne: String::new(),
                        quand: 0,
                    },
                };
                valeurs.push(ValeurSourcee {
                    champ,
                    valeur,
                    provenance,
                    sans_correction,
                });
            } else if let (Some(valeur), Some(datee)) = (sans_correction, datee) {
                let provenance = provenance(datee)?;
                valeurs.push(ValeurSourcee {
                    champ,
                    valeur,
                    provenance,
                    sans_correction: None,
                });
            }
        }
        Ok(valeurs)
    }

    fn saisi(&self, cle: Cle) -> Result<Provenance> {
        self.base.one(
            "SELECT s.personne, o.quand
             FROM changement c
             JOIN operation o ON o.session = c.session AND o.numero = c.operation
             JOIN session s ON s.id = c.session
             WHERE c.session = ?1 AND c.seq = ?2",
            (cle.session, cle.seq),
            |row| {
                Ok(Provenance::Saisi {
                    personne: row.get(0)?,
                    quand: row.get(1)?,
                })
            },
        )
    }

    fn historique_ecole(&self, ecole: Id) -> Result<Vec<LigneFiche>> {
        let mut objets = vec![ecole];
        for genre in PAR_ECOLE {
            let sql = format!("SELECT id FROM {} WHERE ecole = ?1", genre.as_str());
            objets.extend(self.base.rows(&sql, [ecole], |row| row.get::<_, Id>(0))?);
        }
        // By instant, so that the objects of one operation meet.
        let mut lignes: BTreeMap<(i64, Id, i64), LigneFiche> = BTreeMap::new();
        for id in objets {
            let ecrits = self.base.rows(
                "SELECT o.hlc, c.session, c.operation, o.quand, s.personne, o.libelle,
                        c.genre, c.champs
                 FROM changement c
                 JOIN operation o ON o.session = c.session AND o.numero = c.operation
                 JOIN session s ON s.id = c.session
                 WHERE c.objet = ?1 ORDER BY c.seq",
                [id],
                |row| {
                    let cle = (row.get(0)?, row.get(1)?, row.get(2)?);
                    let ligne = LigneFiche {
                        quand: row.get(3)?,
                        personne: row.get(4)?,
                        libelle: row.get(5)?,
                        details: Vec::new(),
                    };
                    Ok((
                        cle,
                        ligne,
                        row.get::<_, String>(6)?,
                        row.get::<_, String>(7)?,
                    ))
                },
            )?;
            for (cle, ligne, genre, champs) in ecrits {
                let genre = parse_genre(&genre)?;
                let details = &mut lignes.entry(cle).or_insert(ligne).details;
                for (champ, ecrit) in champs_json::decode(genre, &champs)?.0 {
                    if champ != "ecole" && champ != "uai" {
                        details.push(self.detail(genre, champ, &ecrit)?);
                    }
                }
            }
        }
        Ok(lignes.into_values().rev().collect())
    }

    /// « Début : 2020-03-12 », with names instead of identities.
    fn detail(&self, genre: Genre, champ: &str, ecrit: &Ecrit) -> Result<String> {
        let libelle = libelles::champ(genre, champ);
        Ok(format!(
            "{libelle} : {}",
            self.en_mots(genre, champ, ecrit)?
        ))
    }

    /// What was written of a field, with names instead of identities.
    pub(super) fn en_mots(&self, genre: Genre, champ: &str, ecrit: &Ecrit) -> Result<String> {
        let booleen = champ == champs_json::SUPPRIME
            || genre
                .champ(champ)
                .is_some_and(|c| c.type_champ == TypeChamp::Bool);
        Ok(match ecrit {
            Ecrit::Nul => "aucun".to_owned(),
            Ecrit::Retire => "retiré".to_owned(),
            Ecrit::Valeur(Valeur::Entier(n)) if booleen => {
                if *n == 0 {
                    "non".to_owned()
                } else {
                    "oui".to_owned()
                }
            }
            Ecrit::Valeur(Valeur::Entier(n)) if champ == "montant_centimes" => euros(*n),
            Ecrit::Valeur(Valeur::Entier(n)) => n.to_string(),
            Ecrit::Valeur(Valeur::Reel(reel)) => reel.to_string().replace('.', ","),
            Ecrit::Valeur(Valeur::Texte(texte)) => match objet::parse_day(texte) {
                Ok(jour) => jour.format("%d/%m/%Y").to_string(),
                Err(_) => match libelles::mot(genre, champ, texte) {
                    Some(mot) => mot.to_owned(),
                    None => texte.clone(),
                },
            },
            Ecrit::Valeur(Valeur::Id(id)) => self.nom_objet(champ, *id)?,
        })
    }

    fn nom_objet(&self, champ: &str, id: Id) -> Result<String> {
        let table = match champ {
            "solution" | "circonscription" | "projet" | "dispositif" | "evenement" => champ,
            "secteur" => "secteur_college",
            "motif" | "role" | "moment" | "cycle" | "sorte" | "service" | "frequence"
            | "palier" | "point_de_vue" => "terme",
            _ => return Ok("un autre élément du carnet".to_owned()),
        };
        let sql = format!("SELECT nom FROM {table} WHERE id = ?1");
        let nom = self
            .base
            .maybe(&sql, [id], |row| row.get::<_, Option<String>>(0))?
            .flatten();
        Ok(nom.unwrap_or_else(|| "sans nom".to_owned()))
    }
}

fn provenance(couche: &CoucheDatee) -> Result<Provenance> {
    let date = objet::parse_day(&couche.depuis)?;
    Ok(if couche.saisie {
        Provenance::Changement { depuis: date }
    } else {
        let recu = couche.jeu.starts_with(super::JEU_RECU);
        Provenance::Releve {
            // Which one it was, its day tells.
            jeu: if recu {
                super::JEU_RECU.trim_end().to_owned()
            } else {
                couche.jeu.clone()
            },
            millesime: date,
        }
    })
}
