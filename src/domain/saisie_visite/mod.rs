//! A visit while it is being typed: the form, what its draft keeps, and the visit it becomes.

mod terminer;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CompteRendu, Id, Modele, Partie, Terme};

pub use self::terminer::{Manque, VisiteSaisie};

/// Minutes a visit takes unless told otherwise, and the lengths offered.
pub const DUREE: u32 = 60;
pub const DUREES: [u32; 4] = [30, 45, 60, 90];

/// An entry of a short list, or a word that is not in it yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mot {
    pub terme: Option<Id>,
    /// Only without `terme`.
    pub nouveau: String,
}

impl Mot {
    pub const fn connu(terme: Id) -> Self {
        Self {
            terme: Some(terme),
            nouveau: String::new(),
        }
    }

    pub fn nouveau(mot: &str) -> Self {
        Self {
            terme: None,
            nouveau: mot.trim().to_owned(),
        }
    }

    /// Nothing was said.
    pub const fn is_empty(&self) -> bool {
        self.terme.is_none() && self.nouveau.is_empty()
    }

    /// As one reads it.
    pub fn dit<'a>(&'a self, termes: &'a [Terme]) -> &'a str {
        match self.terme {
            None => &self.nouveau,
            Some(id) => termes
                .iter()
                .find(|terme| terme.id == id)
                .map_or("", |terme| terme.nom.as_str()),
        }
    }
}

/// Somebody met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieRencontre {
    pub role: Mot,
    pub nombre: u32,
    /// Only when the person wants it there.
    pub nom: String,
}

/// Something promised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaisieAction {
    pub libelle: String,
    /// A function of the list, or words.
    pub qui: Mot,
    pub echeance: Option<NaiveDate>,
}

impl SaisieAction {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The form. What its draft does not say is as in an empty one, so that the draft of an older
/// program can be taken up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaisieVisite {
    /// Of the visit to be: saving twice makes one visit.
    pub id: Id,
    pub commencee_le: NaiveDate,
    #[serde(default)]
    pub ecole: Option<Id>,
    #[serde(default)]
    pub le: Option<NaiveDate>,
    /// Minutes.
    #[serde(default)]
    pub duree: Option<u32>,
    #[serde(default)]
    pub motif: Mot,
    #[serde(default)]
    pub intervenant: String,
    #[serde(default)]
    pub rencontres: Vec<SaisieRencontre>,
    #[serde(default)]
    pub modele: Option<Id>,
    /// What the template put in the report.
    #[serde(default)]
    pub amorce: CompteRendu,
    #[serde(default)]
    pub texte: CompteRendu,
    #[serde(default)]
    pub actions: Vec<SaisieAction>,
    /// The one being typed.
    #[serde(default)]
    pub action: SaisieAction,
}

impl SaisieVisite {
    /// An empty form, on `aujourdhui`.
    pub fn new(id: Id, aujourdhui: NaiveDate, intervenant: &str, modele: Option<&Modele>) -> Self {
        let mut saisie = Self {
            id,
            commencee_le: aujourdhui,
            ecole: None,
            le: Some(aujourdhui),
            duree: Some(DUREE),
            motif: Mot::default(),
            intervenant: intervenant.to_owned(),
            rencontres: Vec::new(),
            modele: None,
            amorce: CompteRendu::default(),
            texte: CompteRendu::default(),
            actions: Vec::new(),
            action: SaisieAction::default(),
        };
        if let Some(modele) = modele {
            saisie.changer_modele(modele);
        }
        saisie
    }

    /// Puts another template under what was not typed yet.
    pub fn changer_modele(&mut self, modele: &Modele) {
        for partie in Partie::TEXTES {
            if self.texte.partie(partie) == self.amorce.partie(partie) {
                let amorce = modele.texte.partie(partie);
                amorce.clone_into(self.texte.partie_mut(partie));
            }
        }
        self.modele = Some(modele.id);
        self.amorce = modele.texte.clone();
    }

    /// Something was typed that would be missed: a school, a date or a length alone would not.
    pub fn a_garder(&self) -> bool {
        !self.motif.is_empty()
            || !self.rencontres.is_empty()
            || !self.actions.is_empty()
            || !self.action.is_empty()
            || self.texte != self.amorce
    }

    /// Adds people of one function; those of the same function and without a name are counted
    /// together.
    pub fn ajouter_rencontre(&mut self, role: Mot, nombre: u32) {
        let meme = |r: &&mut SaisieRencontre| r.role == role && r.nom.is_empty();
        if let Some(connue) = self.rencontres.iter_mut().find(meme) {
            connue.nombre = connue.nombre.saturating_add(nombre);
        } else {
            self.rencontres.push(SaisieRencontre {
                role,
                nombre,
                nom: String::new(),
            });
        }
    }

    /// Moves the action being typed among those decided. Whether there was one.
    pub fn ajouter_action(&mut self) -> bool {
        let complete = !self.action.libelle.trim().is_empty();
        if complete {
            self.actions.push(std::mem::take(&mut self.action));
        }
        complete
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// `None` when it is not the draft of a visit.
    pub fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(jour: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, jour).unwrap()
    }

    fn modele(constats: &str) -> Modele {
        Modele {
            id: Id::derived("modele", constats),
            code: None,
            nom: "Visite".to_owned(),
            texte: CompteRendu {
                constats: constats.to_owned(),
                ..CompteRendu::default()
            },
            ordre: 1,
        }
    }

    fn saisie() -> SaisieVisite {
        let modele = modele("Ce qui a été vu :\nPoints d’appui :");
        SaisieVisite::new(Id::MIN, jour(10), "A. B.", Some(&modele))
    }

    #[test]
    fn an_untouched_form_is_no_draft() {
        let mut vide = saisie();
        vide.ecole = Some(Id::MAX);
        vide.duree = Some(90);
        assert!(!vide.a_garder());
        for touche in [
            (|s| s.motif = Mot::nouveau("Prêt")) as fn(&mut SaisieVisite),
            |s| s.texte.conseils.push('a'),
            |s| s.texte.constats.clear(),
            |s| s.action.libelle.push('a'),
            |s| s.action.echeance = Some(jour(1)),
            |s| s.ajouter_rencontre(Mot::nouveau("Direction"), 1),
        ] {
            let mut saisie = vide.clone();
            touche(&mut saisie);
            assert!(saisie.a_garder(), "{saisie:?}");
        }
    }

    #[test]
    fn a_draft_is_read_back_whole_and_an_older_one_as_far_as_it_goes() {
        let mut pleine = saisie();
        pleine.ajouter_rencontre(Mot::nouveau("Direction"), 2);
        pleine.texte.suites = "Revenir « bientôt »\nà Noël".to_owned();
        pleine.action.echeance = Some(jour(20));
        assert_eq!(SaisieVisite::from_json(&pleine.to_json()), Some(pleine));
        let ancien = format!(r#"{{"id":"{}","commencee_le":"2026-03-10"}}"#, Id::MAX);
        let lu = SaisieVisite::from_json(&ancien).unwrap();
        assert_eq!((lu.id, lu.commencee_le), (Id::MAX, jour(10)));
        for faux in ["", "{}", "[1]", r#"{"id":"x","commencee_le":"2026-03-10"}"#] {
            assert_eq!(SaisieVisite::from_json(faux), None, "{faux}");
        }
    }

    #[test]
    fn another_template_replaces_only_what_was_not_typed() {
        let mut saisie = saisie();
        saisie.texte.contexte = "Classe de CM1".to_owned();
        let mut autre = modele("Vu :");
        autre.texte.contexte = "Contexte :".to_owned();
        autre.texte.conseils = "Pistes :".to_owned();
        saisie.changer_modele(&autre);
        assert_eq!(saisie.texte.contexte, "Classe de CM1");
        assert_eq!(saisie.texte.constats, "Vu :");
        assert_eq!(saisie.texte.conseils, "Pistes :");
    }

    #[test]
    fn people_of_one_function_are_counted_together_unless_named() {
        let mut saisie = saisie();
        saisie.ajouter_rencontre(Mot::connu(Id::MAX), 1);
        saisie.ajouter_rencontre(Mot::connu(Id::MAX), 2);
        assert_eq!(saisie.rencontres.len(), 1);
        assert_eq!(saisie.rencontres[0].nombre, 3);
        saisie.rencontres[0].nom = "Mme D.".to_owned();
        saisie.ajouter_rencontre(Mot::connu(Id::MAX), 1);
        assert_eq!(saisie.rencontres.len(), 2);
    }
}
