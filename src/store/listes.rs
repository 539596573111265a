//! The reference lists shipped with the program, written into every new carnet.
//!
//! They are official objects of stable identity (UUIDv5 of the code), so that two carnets made
//! apart name the same solution; a typed value beats them, like any official one. Facts:
//! `domain.md` §1.5 (solutions) and §1.10 (dispositifs). A later version of a list raises
//! [`MILLESIME_LISTES`] and never changes a code.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::objet::Objet;
use super::{Champs, Edit, Genre, Store, Valeur};
use crate::domain::{Id, Liste, Source};
use crate::error::Result;

/// The date of the shipped lists.
pub const MILLESIME_LISTES: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a real day");

/// Code, name, publisher, counts as an ENT.
const SOLUTIONS: [(&str, &str, &str, bool); 11] = [
    ("ONE", "ONE", "Edifice", true),
    ("BENEYLU", "Beneylu School", "Beneylu", true),
    (
        "ARIANE57",
        "Ari@ne57",
        "Conseil départemental de la Moselle",
        true,
    ),
    ("PRIMOT", "PrimOT", "", true),
    ("EPRIMO", "e-primo", "", true),
    ("AUTRE", "Autre ENT", "", true),
    ("KLASSLY", "Klassly", "", false),
    ("EDUCARTABLE", "Educartable", "", false),
    ("TOUTEMONANNEE", "Toute mon année", "", false),
    ("BLOG", "Blog d’école", "", false),
    ("HORS_ENT", "Autre outil hors ENT", "", false),
];

/// Code, name, facts, where they come from.
const DISPOSITIFS: [(&str, &str, &str, &str); 12] = [
    (
        "ENIR2017",
        "ENIR 2017",
        "Communes de moins de 2 000 habitants ; 2 000 à 7 000 € par école, au plus 50 %.",
        "Appel à projets ENIR, première vague, 2017",
    ),
    (
        "ENIR2018",
        "ENIR 2018",
        "Communes de 2 000 habitants au plus, hors unités urbaines de plus de 5 000 ; 50 % ; l’ENT est un service éligible.",
        "Appel à projets ENIR, deuxième vague, 2018",
    ),
    (
        "LEN2020",
        "Label Écoles numériques 2020",
        "Communes de 3 500 habitants au plus ; 50 % d’une dépense de 3 000 à 14 000 €.",
        "Arrêté du 7 février 2020",
    ),
    (
        "SNEE",
        "Socle numérique (SNEE)",
        "Plan de relance 2021 : équipement, services et ressources ; 70 % jusqu’à 200 000 €, 50 % au-delà.",
        "Appel à projets du 14 janvier 2021",
    ),
    (
        "TNE",
        "Territoires numériques éducatifs",
        "France 2030 ; dans les Vosges depuis la rentrée 2021.",
        "Programme TNE",
    ),
    (
        "FUSE",
        "FUS@E",
        "Programme mosellan : groupement de commande, portail Ari@ne57.",
        "Conseil départemental de la Moselle",
    ),
    (
        "DANE3ANS",
        "Abonnement DANE trois ans",
        "Abonnement à un ENT mis à disposition par la DANE pour trois ans.",
        "DANE de l’académie",
    ),
    (
        "INEE",
        "Plan national INEE",
        "Innovation numérique pour l’excellence éducative.",
        "Programme d’investissements d’avenir",
    ),
    (
        "ENR2009",
        "Écoles numériques rurales 2009",
        "Communes rurales ; 10 000 € par école au plus.",
        "Plan ENR 2009",
    ),
    ("COMMUNE", "Commune ou intercommunalité", "", ""),
    ("COOPERATIVE", "Coopérative scolaire", "", ""),
    ("SANS", "Sans financement", "", ""),
];

/// The short lists: list, code, name. Sources: `domain.md` §1.8 (reasons of a visit), §1.4 (who
/// does what), §0.2 (key moments of a project).
const TERMES: [(Liste, &str, &str); 38] = [
    (Liste::Poste, "ABONNEMENT", "Abonnement"),
    (Liste::Poste, "EQUIPEMENT", "Équipement"),
    (Liste::Poste, "RESSOURCES", "Services et ressources"),
    (Liste::Poste, "FORMATION", "Formation"),
    (Liste::Poste, "MAINTENANCE", "Maintenance"),
    (Liste::Poste, "AUTRE", "Autre"),
    (Liste::Moment, "CONCEPTION", "Conception"),
    (Liste::Moment, "CONVENTION", "Convention"),
    (Liste::Moment, "LANCEMENT", "Lancement"),
    (Liste::Moment, "FORMATION", "Formation des équipes"),
    (Liste::Moment, "BILAN", "Bilan d’étape"),
    (Liste::Moment, "EVALUATION", "Évaluation"),
    (Liste::Moment, "AUTRE", "Autre moment"),
    (Liste::Role, "DIRECTION", "Direction d’école"),
    (Liste::Role, "ENSEIGNANT", "Enseignant, enseignante"),
    (Liste::Role, "REFERENT", "Référent numérique"),
    (Liste::Role, "AESH", "AESH"),
    (Liste::Role, "ELEVES", "Élèves"),
    (Liste::Role, "PARENTS", "Parents d’élèves"),
    (Liste::Role, "MAIRIE", "Maire, adjoint ou adjointe"),
    (Liste::Role, "SERVICES", "Services de la collectivité"),
    (Liste::Role, "PRINCIPAL", "Principal, principale de collège"),
    (Liste::Role, "IEN", "IEN"),
    (Liste::Role, "CPC", "CPC"),
    (Liste::Role, "CPD", "CPD numérique"),
    (Liste::Role, "ERUN", "ERUN"),
    (Liste::Role, "DANE", "DANE, DRANE ou DSDEN"),
    (Liste::Role, "EDITEUR", "Éditeur de l’ENT"),
    (Liste::Role, "AUTRE", "Autre"),
    (Liste::MotifVisite, "PRISE_EN_MAIN", "Prise en main"),
    (Liste::MotifVisite, "COMPTES", "Paramétrage et comptes"),
    (Liste::MotifVisite, "COANIMATION", "Co-animation en classe"),
    (Liste::MotifVisite, "PARENTS", "Présentation aux parents"),
    (Liste::MotifVisite, "CONSEIL", "Conseil d’école"),
    (Liste::MotifVisite, "MAIRIE", "Rencontre avec la mairie"),
    (Liste::MotifVisite, "DEPANNAGE", "Dépannage"),
    (Liste::MotifVisite, "BILAN", "Bilan"),
    (Liste::MotifVisite, "OBSERVATION", "Observation"),
];

impl Store {
    /// What the shipped lists say of the fields somebody typed over, by object and field: what
    /// « revenir à » gives back.
    pub fn valeurs_livrees(&self) -> Result<BTreeMap<(Id, &'static str), Valeur>> {
        let mut livrees = BTreeMap::new();
        for genre in [Genre::Solution, Genre::Dispositif, Genre::Terme] {
            let sql = format!("SELECT id FROM {} WHERE code IS NOT NULL", genre.as_str());
            for id in self.base.rows(&sql, [], |row| row.get::<_, Id>(0))? {
                let objet = Objet::load(&self.base, genre, id)?;
                for champ in genre.champs().iter().filter(|c| objet.is_typed(c.nom)) {
                    if let Some(valeur) = objet.officielle(champ.nom)
                        && objet.valeur(champ.nom) != Some(valeur)
                    {
                        livrees.insert((id, champ.nom), valeur.clone());
                    }
                }
            }
        }
        Ok(livrees)
    }
}

/// The identity of a shipped solution.
pub fn solution(code: &str) -> Id {
    Id::derived("solution", code)
}

/// The identity of a shipped funding scheme.
pub fn dispositif(code: &str) -> Id {
    Id::derived("dispositif", code)
}

/// The identity of a shipped entry of a short list.
pub fn terme(liste: Liste, code: &str) -> Id {
    Id::derived("terme", &format!("{}/{code}", liste.as_str()))
}

/// Writes the shipped lists.
pub(super) fn write(edit: &mut Edit<'_>) -> Result<()> {
    let source = Source::Officiel {
        millesime: MILLESIME_LISTES,
    };
    for (ordre, (code, nom, editeur, compte_ent)) in (1_i64..).zip(SOLUTIONS) {
        let champs = Champs::new()
            .set("code", code)
            .set("nom", nom)
            .set("editeur", editeur)
            .set("compte_ent", compte_ent)
            .set("ordre", ordre);
        edit.put(Genre::Solution, solution(code), champs, source)?;
    }
    for (ordre, (code, nom, description, reference)) in (1_i64..).zip(DISPOSITIFS) {
        let champs = Champs::new()
            .set("code", code)
            .set("nom", nom)
            .set("description", description)
            .set("reference", reference)
            .set("ordre", ordre);
        edit.put(Genre::Dispositif, dispositif(code), champs, source)?;
    }
    for (ordre, (liste, code, nom)) in (1_i64..).zip(TERMES) {
        let champs = Champs::new()
            .set("liste", liste.as_str())
            .set("code", code)
            .set("nom", nom)
            .set("ordre", ordre);
        edit.put(Genre::Terme, terme(liste, code), champs, source)?;
    }
    Ok(())
}
