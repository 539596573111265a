//! What one line asks for: a school, a solution, dates, a reach, payers; or why it cannot be.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::cellule::{
    aucun, classes, compte_de_classes, en_cours, financements, oui_non, perimetre,
};
use super::champ::Champ;
use super::dates::{self, Bout};
use super::ecoles::EcoleEcrite;
use crate::domain::Id;
use crate::domain::{Etape, Perimetre};

/// A payer as written: the word that is looked up first, the one without its year, the year.
pub(super) type PayeurEcrit = (String, String, Option<i32>);

/// What a line states of one deployment; what it does not state is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Enonce {
    pub(super) debut: Option<NaiveDate>,
    /// `Some(None)`: « en cours ».
    pub(super) fin: Option<Option<NaiveDate>>,
    pub(super) perimetre: Option<Perimetre>,
    pub(super) etapes: [Option<NaiveDate>; 5],
    pub(super) payeurs: Vec<PayeurEcrit>,
    pub(super) commentaire: Option<String>,
}

/// The solution of a line: a word, or a ticked column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SolutionEcrite {
    Mot(String),
    Cochee(Id),
}

/// One line read.
pub(super) struct LigneLue<'a> {
    pub(super) ecole: EcoleEcrite<'a>,
    /// Each with what the line states of it, or why that cannot be read.
    pub(super) demandes: Vec<(SolutionEcrite, Result<Enonce, String>)>,
    pub(super) notes: Vec<String>,
}

/// Where each field stands, and what is known of the columns of dates.
pub(super) struct Colonnes {
    places: Vec<(Champ, usize)>,
    titres: Vec<String>,
    dates: BTreeMap<usize, dates::Colonne>,
}

impl Colonnes {
    /// `dates` gives what is known of a column of dates.
    pub(super) fn new(
        colonnes: &[Option<Champ>],
        titres: Vec<String>,
        dates: impl Fn(usize) -> dates::Colonne,
    ) -> Self {
        let places: Vec<(Champ, usize)> = colonnes
            .iter()
            .enumerate()
            .filter_map(|(place, champ)| Some(((*champ)?, place)))
            .collect();
        let datees = places.iter().filter(|(champ, _)| {
            matches!(
                champ,
                Champ::Debut | Champ::Fin | Champ::Etape(_) | Champ::Cochee(_)
            )
        });
        Self {
            dates: datees.map(|(_, place)| (*place, dates(*place))).collect(),
            places,
            titres,
        }
    }

    fn place(&self, voulu: Champ) -> Option<usize> {
        self.places
            .iter()
            .find(|(champ, _)| *champ == voulu)
            .map(|(_, place)| *place)
    }

    /// Reads a line. Its cells outlive what is read.
    pub(super) fn lire<'a>(&self, cellules: &[&'a str]) -> LigneLue<'a> {
        let get = |champ: Champ| -> &'a str {
            self.place(champ)
                .and_then(|place| cellules.get(place).copied())
                .unwrap_or_default()
        };
        let mut ligne = LigneLue {
            ecole: EcoleEcrite {
                uai: get(Champ::Uai),
                nom: get(Champ::Nom),
                nature: get(Champ::Nature),
                commune: get(Champ::Commune),
            },
            demandes: Vec::new(),
            notes: Vec::new(),
        };
        let mut solutions: Vec<(SolutionEcrite, Result<Dit, String>)> = Vec::new();
        let solution = get(Champ::Solution);
        if !aucun(solution) {
            solutions.push((SolutionEcrite::Mot(solution.to_owned()), Ok(Dit::default())));
        }
        for (champ, place) in &self.places {
            let Champ::Cochee(id) = champ else { continue };
            let cellule = cellules.get(*place).copied().unwrap_or_default();
            if aucun(cellule) {
                continue;
            }
            let dit = self.cochee(*place, cellule, &mut ligne.notes);
            solutions.push((SolutionEcrite::Cochee(*id), dit));
        }
        if solutions.is_empty() {
            return ligne;
        }
        let enonce = self.enonce(get, &mut ligne.notes);
        ligne.demandes = solutions
            .into_iter()
            .map(|(solution, dit)| {
                let enonce = dit.and_then(|dit| {
                    let mut enonce = enonce.clone()?;
                    enonce.debut = dit.debut.or(enonce.debut);
                    enonce.perimetre = dit.perimetre.or(enonce.perimetre);
                    in_order(&enonce)?;
                    Ok(enonce)
                });
                (solution, enonce)
            })
            .collect();
        ligne
    }

    /// A cell under the name of a solution: yes, a date, or a reach.
    fn cochee(&self, place: usize, cellule: &str, notes: &mut Vec<String>) -> Result<Dit, String> {
        if oui_non(cellule) == Some(true) {
            return Ok(Dit::default());
        }
        if let Some(Ok(lue)) = self.dates.get(&place).map(|d| d.lire(cellule, Bout::Debut)) {
            notes.extend(lue.compris);
            return Ok(Dit {
                debut: Some(lue.jour),
                perimetre: None,
            });
        }
        let perimetre = perimetre(cellule).map_err(|_not_one| {
            format!(
                "Colonne «\u{a0}{}\u{a0}»\u{202f}: «\u{a0}{cellule}\u{a0}» ne dit ni oui, ni une date.",
                self.titres[place]
            )
        })?;
        Ok(Dit {
            debut: None,
            perimetre: Some(perimetre.perimetre),
        })
    }

    /// What the other columns state, whatever the solution.
    fn enonce<'a>(
        &self,
        get: impl Fn(Champ) -> &'a str,
        notes: &mut Vec<String>,
    ) -> Result<Enonce, String> {
        let mut enonce = Enonce {
            debut: self.date(Champ::Debut, get(Champ::Debut), Bout::Debut, notes)?,
            ..Enonce::default()
        };
        let fin = get(Champ::Fin);
        enonce.fin = if en_cours(fin) {
            Some(None)
        } else {
            self.date(Champ::Fin, fin, Bout::Fin, notes)?.map(Some)
        };
        enonce.perimetre = self.perimetre(&get, notes)?;
        for etape in Etape::ALL {
            let champ = Champ::Etape(etape);
            let cellule = get(champ);
            if oui_non(cellule) == Some(true) {
                notes.push(format!(
                    "{}\u{202f}: «\u{a0}{cellule}\u{a0}» n’a pas de date, laissé de côté",
                    etape.libelle()
                ));
                continue;
            }
            enonce.etapes[etape as usize] = self.date(champ, cellule, Bout::Debut, notes)?;
        }
        enonce.payeurs = financements(get(Champ::Financement))
            .into_iter()
            .map(|p| (p.entier.to_owned(), p.sans_annee, p.annee))
            .collect();
        let commentaire = get(Champ::Commentaire);
        enonce.commentaire = (!commentaire.is_empty()).then(|| commentaire.to_owned());
        Ok(enonce)
    }

    fn date(
        &self,
        champ: Champ,
        cellule: &str,
        bout: Bout,
        notes: &mut Vec<String>,
    ) -> Result<Option<NaiveDate>, String> {
        if aucun(cellule) {
            return Ok(None);
        }
        let Some(place) = self.place(champ) else {
            return Ok(None);
        };
        let Some(colonne) = self.dates.get(&place) else {
            return Ok(None);
        };
        let lue = colonne
            .lire(cellule, bout)
            .map_err(|raison| self.named(place, &raison))?;
        notes.extend(lue.compris);
        Ok(Some(lue.jour))
    }

    fn perimetre<'a>(
        &self,
        get: &impl Fn(Champ) -> &'a str,
        notes: &mut Vec<String>,
    ) -> Result<Option<Perimetre>, String> {
        let nombre = |champ: Champ| -> Result<Option<u32>, String> {
            let cellule = get(champ);
            if aucun(cellule) {
                return Ok(None);
            }
            let place = self.place(champ).unwrap_or_default();
            compte_de_classes(cellule)
                .map(Some)
                .map_err(|raison| self.named(place, &raison))
        };
        let cellule = get(Champ::Perimetre);
        let place = self.place(Champ::Perimetre);
        let dit = if cellule.is_empty() {
            None
        } else {
            let lu = perimetre(cellule).map_err(|r| self.named(place.unwrap_or_default(), &r))?;
            notes.extend(lu.compris);
            Some(lu.perimetre)
        };
        // « 2/5 » is as welcome in the column of the classes.
        if dit.is_none()
            && let Ok(lu) = perimetre(get(Champ::Classes))
            && compte_de_classes(get(Champ::Classes)).is_err()
            && !aucun(get(Champ::Classes))
        {
            notes.extend(lu.compris);
            return Ok(Some(lu.perimetre));
        }
        let (avec, total) = match dit {
            Some(Perimetre::Ecole) => return Ok(dit),
            Some(Perimetre::Classes {
                nombre: avec,
                total,
            }) => (avec, total),
            None => (None, None),
        };
        let avec = avec.or(nombre(Champ::Classes)?);
        let total = total.or(nombre(Champ::ClassesTotal)?);
        if dit.is_none() && avec.is_none() {
            return Ok(None);
        }
        let place = self.place(Champ::Classes).or(place).unwrap_or_default();
        classes(avec, total)
            .map(Some)
            .map_err(|raison| self.named(place, &raison))
    }

    /// A reason with the column it is about.
    fn named(&self, place: usize, raison: &str) -> String {
        let titre = self.titres.get(place).map_or("", String::as_str);
        format!("Colonne «\u{a0}{titre}\u{a0}»\u{202f}: {raison}")
    }
}

/// What a ticked cell says besides yes.
#[derive(Clone, Copy, Debug, Default)]
struct Dit {
    debut: Option<NaiveDate>,
    perimetre: Option<Perimetre>,
}

fn in_order(enonce: &Enonce) -> Result<(), String> {
    if let (Some(debut), Some(Some(fin))) = (enonce.debut, enonce.fin)
        && fin < debut
    {
        return Err(format!(
            "La fin ({}) est avant le début ({}).",
            crate::domain::date::date_courte(fin),
            crate::domain::date::date_courte(debut)
        ));
    }
    Ok(())
}
