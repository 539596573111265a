//! The carnet as an official file is compared with it.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::super::annuaire::EcoleAbsente;
use super::super::fichier::cite;
use super::super::jeu::Jeu;
use super::Plan;
use crate::domain::{ChampEcole, Ecole, Faits, Id, Situation, Uai};
use crate::error::{Error, Result};
use crate::store::{Store, Valeur};

/// What a carnet holds and, when several files are imported together, what those before this one
/// would add to it.
pub struct Connu<'a> {
    pub(in crate::exchange) store: &'a Store,
    pub(in crate::exchange) faits: Arc<Faits>,
}

/// What is said of some fields of a school, and what typed values hide it.
pub(in crate::exchange) struct Dit<const N: usize> {
    pub(in crate::exchange) dit: [Option<Valeur>; N],
    pub(in crate::exchange) tenu: [Option<Valeur>; N],
}

impl<'a> Connu<'a> {
    /// With the facts of `store` that a page already has.
    pub const fn new(store: &'a Store, faits: Arc<Faits>) -> Self {
        Self { store, faits }
    }

    pub fn read(store: &'a Store) -> Result<Self> {
        Ok(Self::new(store, Arc::new(store.faits()?)))
    }

    /// Adds the schools and the collèges that a plan would create, so that the files after it can
    /// be previewed before it is applied.
    pub fn imagine(&mut self, plan: &Plan) {
        plan.imagine(Arc::make_mut(&mut self.faits));
    }

    /// The schools followed, by UAI: their place among the facts. Refused when there is none.
    pub(in crate::exchange) fn suivies(&self, chemin: &Path) -> Result<HashMap<Uai, usize>> {
        let suivies: HashMap<Uai, usize> = self
            .faits
            .ecoles
            .iter()
            .enumerate()
            .filter_map(|(place, ecole)| Some((Uai::parse(&ecole.uai).ok()?, place)))
            .collect();
        if suivies.is_empty() {
            let nom = chemin.file_name().unwrap_or(chemin.as_os_str());
            return Err(Error::Refused(format!(
                "{} parle d’écoles, et le carnet n’en suit encore aucune. Importez d’abord \
                 l’annuaire de l’éducation, ou les deux ensemble.",
                cite(&nom.to_string_lossy())
            )));
        }
        Ok(suivies)
    }

    pub(in crate::exchange) fn ecole(&self, place: usize) -> &Ecole {
        &self.faits.ecoles[place]
    }

    /// The départements (three characters) that schools of the carnet have been in.
    pub(in crate::exchange) fn departements(&self) -> BTreeSet<&str> {
        self.faits
            .ecoles
            .iter()
            .flat_map(|e| &e.situations)
            .filter_map(|p| p.situation.departement.as_deref())
            .collect()
    }

    /// What the carnet says of these fields of these schools on `jour`, corrections apart, and
    /// the typed values that stay shown whatever a file says. A school only imagined is left out.
    pub(in crate::exchange) fn said<const N: usize>(
        &self,
        jeu: Jeu,
        jour: NaiveDate,
        ecoles: impl IntoIterator<Item = Id>,
        champs: [ChampEcole; N],
    ) -> Result<HashMap<Id, Dit<N>>> {
        let mut ecoles: Vec<Id> = ecoles.into_iter().collect();
        ecoles.sort_unstable();
        let mut dits = HashMap::with_capacity(ecoles.len());
        self.store
            .sans_correction(jeu.as_str(), jour, &ecoles, |id, ecole| {
                let dit = Dit {
                    dit: champs.map(|champ| ecole.dit(champ).cloned()),
                    tenu: champs.map(|champ| ecole.tenu(champ).cloned()),
                };
                dits.insert(id, dit);
                Ok(())
            })?;
        Ok(dits)
    }

    /// The INSEE codes of the communes that schools of the carnet have been in.
    pub(in crate::exchange) fn communes(
        &self,
        laquelle: impl Fn(&Situation) -> bool,
    ) -> BTreeSet<&str> {
        self.faits
            .ecoles
            .iter()
            .flat_map(|e| &e.situations)
            .filter(|p| laquelle(&p.situation))
            .filter_map(|p| p.situation.commune.as_deref())
            .collect()
    }

    /// As a list of those a file does not name shows it.
    pub(in crate::exchange) fn absente(ecole: &Ecole, situation: &Situation) -> EcoleAbsente {
        EcoleAbsente {
            uai: ecole.uai.clone(),
            nom: situation.nom.to_string(),
            commune_nom: situation
                .commune_nom
                .as_deref()
                .unwrap_or_default()
                .to_owned(),
        }
    }
}
