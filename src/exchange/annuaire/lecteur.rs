//! One row of the annuaire: which kind of establishment it is, and what it says.
//!
//! A row is refused only when its identity cannot be read. Another cell that cannot be read is
//! left aside with a remark, and an empty cell says nothing, except for the éducation
//! prioritaire, where it is the known answer « none ».

use std::borrow::Cow;

use super::super::college::CollegeLu;
use super::super::ecartes::Ecartes;
use super::super::fichier::cite;
use super::super::ligne::Cellules;
use super::super::ligne_lue::{LigneLue, departement_of};
use super::super::nature;
use super::cellule;
use super::circonscription::Mentions;
use super::colonnes::Colonnes;
use super::lue::{EcoleLue, Textes};
use crate::domain::{EducationPrioritaire, Statut, Uai, normalise_departement};

/// The code « nature » of the office of a circonscription (`domain.md` §1.2).
const NATURE_CIRCONSCRIPTION: &str = "809";

/// What a row is about.
pub(super) enum Rang {
    Ecole(EcoleLue),
    College(CollegeLu),
    /// The office of a circonscription, already noted among the mentions.
    Bureau,
    /// Lycées, services and the rest.
    Autre,
}

/// Reads rows one after the other.
pub(super) struct Lecteur {
    colonnes: Colonnes,
    pub(super) mentions: Mentions,
    pub(super) remarques: Ecartes,
    tampon: String,
    /// The last département read: files are often in that order.
    departement: (String, Option<&'static str>),
}

impl Lecteur {
    pub(super) fn new(colonnes: Colonnes) -> Self {
        Self {
            colonnes,
            mentions: Mentions::default(),
            remarques: Ecartes::default(),
            tampon: String::new(),
            departement: (String::new(), None),
        }
    }

    /// The cell that says when the row was written.
    pub(super) fn maj<'a>(&self, cellules: &Cellules<'a>) -> &'a str {
        cellules.get(self.colonnes.maj)
    }

    /// What the row says, or why it is refused.
    pub(super) fn read(&mut self, ligne: u64, cellules: Cellules<'_>) -> Result<Rang, String> {
        let rangee = LigneLue { ligne, cellules };
        let nature = cellules.get(self.colonnes.code_nature);
        let genre = cellules.get(self.colonnes.genre);
        let ecole =
            nature::ECOLES.contains(&nature) || matches!(genre, "Ecole" | "École" | "ECOLE");
        if ecole {
            self.ecole(&rangee, nature).map(Rang::Ecole)
        } else if nature == nature::COLLEGE
            || (nature.is_empty() && matches!(genre, "Collège" | "College" | "COLLEGE"))
        {
            Ok(self.college(&rangee))
        } else if nature == NATURE_CIRCONSCRIPTION {
            Ok(self.bureau(&rangee))
        } else {
            Ok(Rang::Autre)
        }
    }

    fn ecole(&mut self, rangee: &LigneLue<'_>, nature: &str) -> Result<EcoleLue, String> {
        let c = &self.colonnes;
        let get = |colonne| rangee.cellules.get(colonne);
        let uai = rangee.uai(c.uai)?;
        let remarques = &mut self.remarques;

        let nom = cellule::texte(get(c.nom));
        let code_postal = rangee.code(remarques, c.code_postal, 5, "Le code postal");
        let adresse = adresse(rangee, c, &code_postal);
        let commune = rangee.code(remarques, c.commune, 5, "Le code commune");
        let rpi = rangee.code(remarques, c.rpi_disperse, 6, "Le numéro de RPI");
        let textes = Textes::gather(
            &mut self.tampon,
            [
                &nom,
                &adresse,
                &code_postal,
                &commune,
                &cellule::texte(get(c.commune_nom)),
                &cellule::telephone(get(c.telephone)),
                &cellule::texte(get(c.courriel)),
                &rpi,
            ],
        );
        let mut lue = EcoleLue::new(uai, rangee.ligne, textes);

        let flag = "0 ou 1 est attendu";
        lue.maternelle = rangee.lit(remarques, c.maternelle, cellule::drapeau, flag);
        lue.elementaire = rangee.lit(remarques, c.elementaire, cellule::drapeau, flag);
        lue.rpi_concentre = rangee.lit(remarques, c.rpi_concentre, cellule::drapeau, flag);
        lue.specialisee = (!nature.is_empty()).then(|| nature::SPECIALISEES.contains(&nature));
        lue.statut = rangee.lit(
            remarques,
            c.statut,
            cellule::statut,
            "Public ou Privé est attendu",
        );
        lue.etat = rangee.lit(
            remarques,
            c.etat,
            cellule::etat,
            "OUVERT, A FERMER ou A OUVRIR est attendu",
        );
        lue.education_prioritaire = c.education_prioritaire.and_then(|colonne| {
            if get(Some(colonne)).is_empty() {
                return Some(EducationPrioritaire::Hors);
            }
            rangee.lit(
                remarques,
                Some(colonne),
                cellule::education_prioritaire,
                "REP, REP+ ou rien est attendu",
            )
        });
        lue.eleves = rangee.lit(
            remarques,
            c.eleves,
            cellule::entier,
            "un nombre d’élèves est attendu",
        );
        lue.ouverture = rangee.lit(
            remarques,
            c.ouverture,
            cellule::date,
            "une date est attendue",
        );
        lue.position = rangee.position(remarques, c.position);
        let code = get(c.code_circonscription);
        if !code.is_empty() && Uai::parse(code).is_err() {
            remarques.push(rangee.ligne, || {
                format!(
                    "Le code de circonscription {} est laissé de côté.",
                    cite(code)
                )
            });
        }
        let noms = (get(c.nom_circonscription), code);

        lue.departement = self.departement(rangee, &commune, uai);
        lue.circonscription =
            self.mentions
                .intern(lue.departement.unwrap_or_default(), noms.0, noms.1);
        Ok(lue)
    }

    /// Three characters: the column, else the commune's code, else the UAI. Only the last one has
    /// to know that Corsican UAIs do not begin with their département.
    fn departement(
        &mut self,
        rangee: &LigneLue<'_>,
        commune: &str,
        uai: Uai,
    ) -> Option<&'static str> {
        let lu = rangee.cellules.get(self.colonnes.departement);
        if !lu.is_empty() {
            if self.departement.0 != lu {
                self.departement = (lu.to_owned(), normalise_departement(lu));
            }
            if self.departement.1.is_some() {
                return self.departement.1;
            }
            self.remarques.push(rangee.ligne, || {
                format!("Le département {} n’existe pas.", cite(lu))
            });
        }
        departement_of(commune, uai)
    }

    /// Private collèges have no secteur; a row that cannot be read is not worth a refusal.
    fn college(&mut self, rangee: &LigneLue<'_>) -> Rang {
        let c = &self.colonnes;
        let get = |colonne| rangee.cellules.get(colonne);
        let Ok(uai) = Uai::parse(get(c.uai)) else {
            return Rang::Autre;
        };
        if cellule::statut(get(c.statut)) != Some(Statut::Public) {
            return Rang::Autre;
        }
        let mut ignorees = Ecartes::default();
        let commune = rangee.code(&mut ignorees, c.commune, 5, "");
        let position = rangee.position(&mut ignorees, c.position);
        let some = |texte: &str| (!texte.is_empty()).then(|| texte.to_owned());
        let (nom, commune_nom) = (
            cellule::texte(get(c.nom)).into_owned(),
            some(&cellule::texte(get(c.commune_nom))),
        );
        Rang::College(CollegeLu {
            uai,
            nom,
            commune: some(&commune),
            commune_nom,
            departement: self.departement(rangee, &commune, uai),
            position,
        })
    }

    fn bureau(&mut self, rangee: &LigneLue<'_>) -> Rang {
        let code = rangee.cellules.get(self.colonnes.uai);
        let Ok(uai) = Uai::parse(code) else {
            return Rang::Autre;
        };
        let commune = rangee.cellules.get(self.colonnes.commune);
        let departement = self.departement(rangee, commune, uai).unwrap_or_default();
        let nom = rangee.cellules.get(self.colonnes.nom);
        self.mentions.intern(departement, nom, code);
        Rang::Bureau
    }
}

/// One line; the third one is left out when it only repeats the postal code and the commune.
fn adresse<'a>(rangee: &LigneLue<'a>, c: &Colonnes, code_postal: &str) -> Cow<'a, str> {
    let [une, deux, trois] = c.adresse.map(|colonne| cellule::texte(rangee.get(colonne)));
    let trois_utile = !trois.is_empty()
        && !(trois.starts_with(|c: char| c.is_ascii_digit())
            && (code_postal.is_empty() || trois.starts_with(code_postal)));
    if deux.is_empty() && !trois_utile {
        return une;
    }
    let mut adresse = une.into_owned();
    for suite in [deux, if trois_utile { trois } else { "".into() }] {
        if !suite.is_empty() {
            if !adresse.is_empty() {
                adresse.push_str(", ");
            }
            adresse.push_str(&suite);
        }
    }
    adresse.into()
}
