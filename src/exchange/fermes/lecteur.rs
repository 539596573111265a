//! One row of the closed establishments.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::super::ecartes::Ecartes;
use super::super::import::{self, missing, twice};
use super::super::jeu::{self, Jeu};
use super::super::ligne_lue::{ColonnesPosition, LigneLue, departement_of};
use super::super::tableau::Tableau;
use super::super::{cellule, nature};
use super::DEPUIS;
use crate::domain::{Situation, Statut, Uai, normalise_departement};
use crate::store::Champs;

/// A closed school as one row describes it. `None` means that the file does not say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fermee {
    pub(super) ligne: u64,
    pub(super) uai: Uai,
    pub(super) nom: String,
    pub(super) statut: Option<Statut>,
    pub(super) maternelle: Option<bool>,
    pub(super) elementaire: Option<bool>,
    specialisee: Option<bool>,
    adresse: Option<String>,
    code_postal: Option<String>,
    /// INSEE code.
    pub(super) commune: Option<String>,
    pub(super) commune_nom: Option<String>,
    departement: Option<&'static str>,
    pub(super) ouverture: Option<NaiveDate>,
    pub(super) fermeture: NaiveDate,
    position: Option<(f64, f64)>,
}

impl Fermee {
    /// All it says, as the store takes it.
    pub(super) fn champs(&self) -> Champs {
        let mut champs = Champs::new();
        for (champ, texte) in [
            ("nom", (!self.nom.is_empty()).then_some(self.nom.as_str())),
            ("statut", self.statut.map(Statut::as_str)),
            ("adresse", self.adresse.as_deref()),
            ("code_postal", self.code_postal.as_deref()),
            ("commune", self.commune.as_deref()),
            ("commune_nom", self.commune_nom.as_deref()),
            ("departement", self.departement),
        ] {
            if let Some(texte) = texte {
                champs = champs.set(champ, texte);
            }
        }
        for (champ, drapeau) in [
            ("maternelle", self.maternelle),
            ("elementaire", self.elementaire),
            ("specialisee", self.specialisee),
        ] {
            if let Some(drapeau) = drapeau {
                champs = champs.set(champ, drapeau);
            }
        }
        if let Some((latitude, longitude)) = self.position {
            champs = champs.set("latitude", latitude).set("longitude", longitude);
        }
        if let Some(ouverture) = self.ouverture {
            champs = champs.set("ouverture", ouverture);
        }
        champs.set("fermeture", self.fermeture)
    }
}

impl From<&Fermee> for Situation {
    /// As a carnet that had just read it would show it.
    fn from(lue: &Fermee) -> Self {
        Self {
            nom: lue.nom.clone().into(),
            maternelle: lue.maternelle.unwrap_or_default(),
            elementaire: lue.elementaire.unwrap_or_default(),
            specialisee: lue.specialisee.unwrap_or_default(),
            statut: lue.statut,
            commune: lue.commune.clone().map(Into::into),
            commune_nom: lue.commune_nom.clone().map(Into::into),
            departement: lue.departement.map(Into::into),
            latitude: lue.position.map(|(latitude, _)| latitude),
            longitude: lue.position.map(|(_, longitude)| longitude),
            ouverture: lue.ouverture,
            fermeture: Some(lue.fermeture),
            ..Self::default()
        }
    }
}

/// Where each column is, under the names of the labels and the technical ones.
struct Colonnes {
    uai: Option<usize>,
    nom: Option<usize>,
    statut: Option<usize>,
    nature: Option<usize>,
    maternelle: Option<usize>,
    elementaire: Option<usize>,
    adresse: Option<usize>,
    code_postal: Option<usize>,
    commune: Option<usize>,
    commune_nom: Option<usize>,
    departement: Option<usize>,
    ouverture: Option<usize>,
    fermeture: Option<usize>,
    position: ColonnesPosition,
}

/// Reads rows one after the other.
pub(super) struct Lecteur<'a> {
    suivies: &'a HashMap<Uai, usize>,
    communes: &'a BTreeSet<&'a str>,
    c: Colonnes,
    pub(super) ecoles: BTreeMap<Uai, Fermee>,
    pub(super) non_suivies: usize,
    pub(super) remarques: Ecartes,
}

impl<'a> Lecteur<'a> {
    pub(super) fn open(
        tableau: &Tableau,
        suivies: &'a HashMap<Uai, usize>,
        communes: &'a BTreeSet<&'a str>,
    ) -> crate::error::Result<Self> {
        let c = |noms: &[&str]| tableau.colonne(noms);
        let c = Colonnes {
            uai: c(&jeu::UAI),
            nom: c(&["appellation_officielle", "nom_etablissement"]),
            statut: c(&[
                "secteur_public_prive_libe",
                "secteur_public_prive",
                "statut_public_prive",
            ]),
            nature: c(&["nature_uai", "code_nature"]),
            maternelle: c(&["ecole_maternelle"]),
            elementaire: c(&["ecole_elementaire"]),
            adresse: c(&["adresse_uai", "adresse"]),
            code_postal: c(&["code_postal_uai", "code_postal"]),
            commune: c(&["code_commune"]),
            commune_nom: c(&["libelle_commune", "commune", "localite_acheminement_uai"]),
            departement: c(&["code_departement"]),
            ouverture: c(&["date_ouverture"]),
            fermeture: c(&["date_fermeture"]),
            position: ColonnesPosition::of(tableau),
        };
        missing(
            tableau,
            Jeu::Fermes,
            &[
                (c.uai.is_some(), "numero_uai"),
                (
                    c.nature.or(c.maternelle).or(c.elementaire).is_some(),
                    "nature_uai",
                ),
            ],
        )?;
        Ok(Self {
            suivies,
            communes,
            c,
            ecoles: BTreeMap::new(),
            non_suivies: 0,
            remarques: Ecartes::default(),
        })
    }

    /// The two flags. Closed schools often bear none, or two zeros: what their nature settles is
    /// then said, so that the past counts them (`domain.md` §1.2).
    fn drapeaux(&mut self, ligne: &LigneLue<'_>, nature: &str) -> (Option<bool>, Option<bool>) {
        let attendu = "0 ou 1 est attendu";
        let mut drapeau =
            |colonne| ligne.lit(&mut self.remarques, colonne, cellule::drapeau, attendu);
        let lus = (drapeau(self.c.maternelle), drapeau(self.c.elementaire));
        if lus.0 == Some(true) || lus.1 == Some(true) || nature.is_empty() {
            return lus;
        }
        if nature::MATERNELLES.contains(&nature) {
            (Some(true), Some(false))
        } else {
            (lus.0, Some(true))
        }
    }

    fn ecole(&mut self, ligne: &LigneLue<'_>, uai: Uai, nature: &str) -> Result<Fermee, String> {
        let (maternelle, elementaire) = self.drapeaux(ligne, nature);
        let remarques = &mut self.remarques;
        let c = &self.c;
        let cellule = ligne.get(c.fermeture);
        let fermeture = if cellule.is_empty() {
            return Err("La date de fermeture est vide.".to_owned());
        } else {
            cellule::date(cellule).ok_or_else(|| {
                format!(
                    "La date de fermeture {} n’est pas une date.",
                    super::super::fichier::cite(cellule)
                )
            })?
        };
        let some = |texte: &str| (!texte.is_empty()).then(|| texte.to_owned());
        let commune = ligne.code(remarques, c.commune, 5, "Le code commune");
        let code_postal = ligne.code(remarques, c.code_postal, 5, "Le code postal");
        Ok(Fermee {
            ligne: ligne.ligne,
            uai,
            nom: cellule::texte(ligne.get(c.nom)).into_owned(),
            statut: ligne.lit(
                remarques,
                c.statut,
                cellule::statut,
                "Public ou Privé est attendu",
            ),
            maternelle,
            elementaire,
            specialisee: (!nature.is_empty()).then(|| nature::SPECIALISEES.contains(&nature)),
            adresse: some(&cellule::texte(ligne.get(c.adresse))),
            code_postal: some(&code_postal),
            departement: normalise_departement(ligne.get(c.departement))
                .or_else(|| departement_of(&commune, uai)),
            commune: some(&commune),
            commune_nom: some(&cellule::texte(ligne.get(c.commune_nom))),
            ouverture: ligne.lit(
                remarques,
                c.ouverture,
                cellule::date,
                "une date est attendue",
            ),
            fermeture,
            position: ligne.position(remarques, c.position),
        })
    }
}

impl import::Lecteur for Lecteur<'_> {
    fn read(&mut self, ligne: &LigneLue<'_>) -> Result<(), String> {
        let uai = ligne.uai(self.c.uai)?;
        let nature = ligne.get(self.c.nature);
        let flag = |colonne| cellule::drapeau(ligne.get(colonne)) == Some(true);
        let ecole = if nature.is_empty() {
            flag(self.c.maternelle) || flag(self.c.elementaire)
        } else {
            nature::ECOLES.contains(&nature)
        };
        let suivie = self.suivies.contains_key(&uai);
        let commune = cellule::code(ligne.get(self.c.commune), 5).unwrap_or_default();
        if !suivie && (!ecole || !self.communes.contains(commune.as_ref())) {
            self.non_suivies += 1;
            return Ok(());
        }
        let fermee = self.ecole(ligne, uai, nature)?;
        if !suivie && fermee.fermeture < DEPUIS {
            self.non_suivies += 1;
            return Ok(());
        }
        match self.ecoles.get(&uai) {
            Some(premiere) if premiere.champs() == fermee.champs() => Ok(()),
            Some(premiere) => Err(twice(uai, premiere.ligne, ligne.ligne)),
            None => {
                self.ecoles.insert(uai, fermee);
                Ok(())
            }
        }
    }
}
