//! Adresses et géolocalisation des établissements (`domain.md` §2.5): where the schools of the
//! carnet are, and the collèges of their départements.
//!
//! It knows neither circonscriptions nor flags: of a school only the place is taken.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use chrono::NaiveDate;

use super::cellule;
use super::college::CollegeLu;
use super::ecartes::Ecartes;
use super::import::{
    self, Commun, Connu, DateDonnees, LigneVue, Sort, changement, missing, parcourir,
};
use super::jeu::{self, Jeu};
use super::ligne_lue::{ColonnesPosition, LigneLue, departement_of};
use super::tableau::Tableau;
use super::{Progress, nature};
use crate::domain::date::date_longue;
use crate::domain::{ChampEcole, Id, SecteurCollege, Source, Statut, Uai, normalise_departement};
use crate::error::Result;
use crate::store::{Champs, Genre, Store, Valeur};

/// Relevés between two steps of progress.
const PAS: usize = 256;

/// What a file says of the places of a carnet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanGeolocalisation {
    pub commun: Commun,
    /// In order of UAI: latitude, longitude.
    ecoles: Vec<(Uai, (f64, f64))>,
    colleges: Vec<CollegeLu>,
}

struct Lecteur<'a> {
    suivies: &'a HashMap<Uai, usize>,
    connu: &'a Connu<'a>,
    departements: BTreeSet<&'a str>,
    uai: Option<usize>,
    nom: Option<usize>,
    statut: Option<usize>,
    nature: Option<usize>,
    position: ColonnesPosition,
    commune: Option<usize>,
    commune_nom: Option<usize>,
    departement: Option<usize>,
    /// With the line that says it.
    ecoles: BTreeMap<Uai, (u64, (f64, f64))>,
    colleges: BTreeMap<Uai, (u64, CollegeLu)>,
    non_suivies: usize,
    remarques: Ecartes,
}

impl<'a> Lecteur<'a> {
    fn open(
        tableau: &Tableau,
        connu: &'a Connu<'a>,
        suivies: &'a HashMap<Uai, usize>,
    ) -> Result<Self> {
        let c = |noms: &[&str]| tableau.colonne(noms);
        let lecteur = Self {
            suivies,
            connu,
            departements: connu.departements(),
            uai: c(&jeu::UAI),
            nom: c(&["appellation_officielle", "appellation_officielle_uai"]),
            statut: c(&["secteur_public_prive", "secteur_public_prive_libe"]),
            nature: c(&["code_nature", "nature_uai"]),
            position: ColonnesPosition::of(tableau),
            commune: c(&["code_commune"]),
            commune_nom: c(&["libelle_commune", "commune"]),
            departement: c(&["code_departement"]),
            ecoles: BTreeMap::new(),
            colleges: BTreeMap::new(),
            non_suivies: 0,
            remarques: Ecartes::default(),
        };
        missing(
            tableau,
            Jeu::Geolocalisation,
            &[
                (lecteur.uai.is_some(), "Code établissement"),
                (lecteur.position.is_there(), "Latitude et Longitude"),
            ],
        )?;
        Ok(lecteur)
    }

    fn ecole(&mut self, ligne: &LigneLue<'_>, uai: Uai) -> std::result::Result<(), String> {
        let Some(position) = ligne.position(&mut self.remarques, self.position) else {
            self.remarques.push(ligne.ligne, || {
                format!("L’école {uai} n’a pas de position.")
            });
            return Ok(());
        };
        match self.ecoles.get(&uai) {
            None => {
                self.ecoles.insert(uai, (ligne.ligne, position));
                Ok(())
            }
            Some((_, deja)) if *deja == position => Ok(()),
            Some((premiere, _)) => Err(import::twice(uai, *premiere, ligne.ligne)),
        }
    }

    fn college(&mut self, ligne: &LigneLue<'_>, uai: Uai) {
        let commune = ligne.code(&mut self.remarques, self.commune, 5, "Le code commune");
        let departement = normalise_departement(ligne.get(self.departement))
            .or_else(|| departement_of(&commune, uai));
        let ici = departement.is_some_and(|d| self.departements.contains(d))
            || self
                .connu
                .faits
                .secteurs
                .contains_key(&super::college::id(uai));
        // Private collèges have no secteur.
        if !ici || cellule::statut(ligne.get(self.statut)) != Some(Statut::Public) {
            self.non_suivies += 1;
            return;
        }
        let some = |texte: &str| (!texte.is_empty()).then(|| texte.to_owned());
        let lu = CollegeLu {
            uai,
            nom: cellule::texte(ligne.get(self.nom)).into_owned(),
            commune: some(&commune),
            commune_nom: some(&cellule::texte(ligne.get(self.commune_nom))),
            departement,
            position: ligne.position(&mut self.remarques, self.position),
        };
        // One collège may have several rows, one per site: the first is the collège.
        self.colleges.entry(uai).or_insert((ligne.ligne, lu));
    }
}

impl import::Lecteur for Lecteur<'_> {
    fn read(&mut self, ligne: &LigneLue<'_>) -> std::result::Result<(), String> {
        let uai = ligne.uai(self.uai)?;
        if self.suivies.contains_key(&uai) {
            return self.ecole(ligne, uai);
        }
        if ligne.get(self.nature) == nature::COLLEGE {
            self.college(ligne, uai);
        } else {
            self.non_suivies += 1;
        }
        Ok(())
    }
}

pub(super) fn preparer(
    chemin: &Path,
    millesime: Option<NaiveDate>,
    connu: &Connu<'_>,
    progress: &mut Progress<'_>,
) -> Result<PlanGeolocalisation> {
    let suivies = connu.suivies(chemin)?;
    let lecture = parcourir(chemin, Jeu::Geolocalisation, progress, |tableau| {
        Lecteur::open(tableau, connu, &suivies)
    })?;
    let date = DateDonnees::of(chemin, millesime, lecture.date)?;
    let mut commun = Commun::new(&lecture, date);
    let lu = lecture.lecteur;
    let avant = connu.said(
        Jeu::Geolocalisation,
        date.jour,
        lu.ecoles.keys().map(|uai| Id::ecole(uai.as_str())),
        [ChampEcole::Latitude, ChampEcole::Longitude],
    )?;
    let mut ecoles = Vec::with_capacity(lu.ecoles.len());
    for (uai, (ligne, position)) in lu.ecoles {
        let Some(&place) = suivies.get(&uai) else {
            continue;
        };
        let ecole = connu.ecole(place);
        let (situation, _) = ecole.au(date.jour);
        let (dite, tenue) = avant.get(&ecole.id).map_or_else(
            || (situation.latitude.zip(situation.longitude), None),
            |a| (degrees(&a.dit), degrees(&a.tenu)),
        );
        let apres = words(Some(position));
        let (sort, mut detail) = compare("Position", &words(dite), &apres);
        if let Some(tenue) = tenue {
            detail.push_str(&import::reste(&words(Some(tenue))));
        }
        commun.lignes.push(LigneVue {
            sort,
            ligne,
            uai,
            nom: situation.nom.to_string(),
            detail,
        });
        ecoles.push((uai, position));
    }
    let mut colleges = Vec::with_capacity(lu.colleges.len());
    for (uai, (ligne, college)) in lu.colleges {
        let (sort, detail) = compare_college(connu, &college, date.jour)?;
        commun.lignes.push(LigneVue {
            sort,
            ligne,
            uai,
            nom: college.nom.clone(),
            detail,
        });
        colleges.push(college);
    }
    commun.non_suivies = lu.non_suivies;
    commun.remarques = lu.remarques;
    Ok(PlanGeolocalisation {
        commun,
        ecoles,
        colleges,
    })
}

fn degrees(valeurs: &[Option<Valeur>; 2]) -> Option<(f64, f64)> {
    let [Some(Valeur::Reel(latitude)), Some(Valeur::Reel(longitude))] = valeurs else {
        return None;
    };
    Some((*latitude, *longitude))
}

/// To the metre; empty when there is none.
fn words(position: Option<(f64, f64)>) -> String {
    position.map_or_else(String::new, |(latitude, longitude)| {
        format!("{latitude:.5} ; {longitude:.5}").replace('.', ",")
    })
}

fn compare(champ: &str, avant: &str, apres: &str) -> (Sort, String) {
    if avant == apres {
        (Sort::Inchangee, apres.to_owned())
    } else if avant.is_empty() {
        (Sort::Nouvelle, apres.to_owned())
    } else {
        (Sort::Modifiee, changement(champ, avant, apres))
    }
}

fn compare_college(connu: &Connu<'_>, lu: &CollegeLu, jour: NaiveDate) -> Result<(Sort, String)> {
    let lieu = lu.commune_nom.clone().unwrap_or_default();
    let Some(su) = connu.faits.secteurs.get(&lu.id()) else {
        return Ok((Sort::Nouvelle, lieu));
    };
    let nouveau = SecteurCollege::from(lu);
    let mut phrases = Vec::new();
    let mut gardes = Vec::new();
    for (colonne, champ, avant, apres) in [
        ("nom", "Nom", su.nom.clone(), nouveau.nom.clone()),
        (
            "commune_nom",
            "Commune",
            su.commune_nom.clone().unwrap_or_default(),
            lieu.clone(),
        ),
        (
            "latitude",
            "Position",
            words(su.position),
            words(nouveau.position),
        ),
    ] {
        // An empty cell says nothing.
        if apres.is_empty() || avant == apres {
            continue;
        }
        let tient = connu
            .store
            .source_of(Genre::SecteurCollege, lu.id(), colonne)?
            .is_some_and(|s| s.millesime().is_none_or(|m| m > jour));
        if tient {
            gardes.push(format!("{champ}\u{202f}: {avant} (gardé)"));
        } else {
            phrases.push(changement(champ, &avant, &apres));
        }
    }
    let sort = if phrases.is_empty() {
        Sort::Inchangee
    } else {
        Sort::Modifiee
    };
    phrases.extend(gardes);
    if phrases.is_empty() {
        phrases.push(lieu);
    }
    Ok((sort, phrases.join(" · ")))
}

impl PlanGeolocalisation {
    pub(super) fn colleges(&self) -> &[CollegeLu] {
        &self.colleges
    }

    /// Relevés and collèges written.
    pub(super) fn appliquer(
        &self,
        store: &mut Store,
        progress: &mut Progress<'_>,
    ) -> Result<usize> {
        let millesime = self.commun.date.jour;
        let libelle = format!("Import de la géolocalisation du {}", date_longue(millesime));
        let total = (self.ecoles.len() + self.colleges.len()) as u64;
        store.transact(&libelle, |edit| {
            let mut ecrits = 0;
            for college in &self.colleges {
                ecrits += usize::from(edit.put(
                    Genre::SecteurCollege,
                    college.id(),
                    college.champs(),
                    Source::Officiel { millesime },
                )?);
            }
            for (rang, (uai, (latitude, longitude))) in self.ecoles.iter().enumerate() {
                if rang.is_multiple_of(PAS) {
                    progress.step("Écriture dans le carnet", rang as u64, total)?;
                }
                let champs = Champs::new()
                    .set("latitude", *latitude)
                    .set("longitude", *longitude);
                let jeu = Jeu::Geolocalisation.as_str();
                ecrits += usize::from(edit.releve(jeu, millesime, uai.as_str(), champs)?);
            }
            Ok(ecrits)
        })
    }
}
