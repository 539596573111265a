//! Names of schools and of communes as the doctor compares them.

use crate::domain::nom_ecole::{NomEcole, mots_de};
use crate::domain::{Nature, Situation};

/// What is compared of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nom {
    /// The words that are its own; `None` when nobody ever named it.
    mots: Option<Vec<String>>,
    /// By its flags, else by its words; `None` when neither says.
    nature: Option<Nature>,
    /// By its words.
    dite: Option<Nature>,
}

impl Nom {
    pub(super) fn of(situation: &Situation) -> Self {
        let commune = mots_de(situation.commune_nom.as_deref().unwrap_or_default());
        let nom = NomEcole::of(&situation.nom, &commune);
        Self {
            mots: (!situation.nom.is_empty()).then_some(nom.mots),
            nature: situation.nature().or(nom.nature),
            dite: nom.nature,
        }
    }

    /// Whether it has words of its own: « École primaire » has none.
    pub(super) fn is_distinctive(&self) -> bool {
        self.mots.as_ref().is_some_and(|mots| !mots.is_empty())
    }

    /// Whether both names may be those of one school: the same words, and natures that agree, by
    /// the flags or in both names.
    pub(super) fn may_be(&self, autre: &Self) -> bool {
        let pareil = |une: Option<Nature>, autre| une.is_some() && une == autre;
        self.mots.is_some()
            && self.mots == autre.mots
            && (self.nature.is_none()
                || autre.nature.is_none()
                || pareil(self.nature, autre.nature)
                || pareil(self.dite, autre.dite))
    }
}

/// The commune by its INSEE code, and by its name within its département: a typed school often
/// has the second only.
pub(super) fn communes(situation: &Situation, departement: &str) -> [Option<String>; 2] {
    let insee = situation.commune.as_ref().map(|code| format!("#{code}"));
    let nom = situation.commune_nom.as_deref().filter(|n| !n.is_empty());
    let nom = nom.map(|nom| format!("{departement} {}", mots_de(nom).join(" ")));
    [insee, nom]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nom(texte: &str, flags: (bool, bool)) -> Nom {
        Nom::of(&Situation {
            nom: texte.into(),
            maternelle: flags.0,
            elementaire: flags.1,
            ..Situation::default()
        })
    }

    #[test]
    fn what_is_written_differently_and_means_the_same_is_one() {
        let officiel = nom("Ecole élémentaire publique Saint-Exupéry", (false, true));
        for (texte, flags, un) in [
            ("ÉCOLE ÉLÉMENTAIRE SAINT EXUPERY", (false, false), true),
            ("St-Exupéry", (false, false), true),
            ("EEPU St Exupéry", (false, false), true),
            ("E.E.P.U. Saint-Exupéry", (false, true), true),
            ("École de Saint-Exupéry", (false, true), true),
            ("École maternelle Saint-Exupéry", (false, false), false),
            ("Saint-Exupéry", (true, true), false),
            ("École élémentaire Saint-Exupéry", (true, true), true),
            ("École élémentaire Jules Ferry", (false, true), false),
            ("", (false, true), false),
        ] {
            assert_eq!(officiel.may_be(&nom(texte, flags)), un, "{texte}");
        }
    }

    #[test]
    fn a_commune_is_one_by_its_code_or_by_its_name() {
        let situation = |commune: Option<&str>, nom: &str| Situation {
            commune: commune.map(Into::into),
            commune_nom: Some(nom.into()),
            ..Situation::default()
        };
        let officielle = communes(&situation(Some("88413"), "Saint-Dié-des-Vosges"), "088");
        let tapee = communes(&situation(None, "ST DIE DES VOSGES"), "088");
        assert_eq!(officielle[1], tapee[1]);
        assert_eq!((tapee[0].as_ref(), officielle[0].is_some()), (None, true));
        assert_ne!(
            officielle[1],
            communes(&situation(None, "Saint-Dié-des-Vosges"), "054")[1]
        );
    }
}
