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
use crate::domain::{Conge, Id, Liste, Source};
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

/// The words of the grid of observation. Sources: services, `domain.md` §1.5; frequencies, the
/// scale of `EVALuENT`, §1.6; paliers, points of view and actors, §1.8.
const GRILLE: [(Liste, &str, &str); 45] = [
    (Liste::Service, "MESSAGERIE", "Messagerie"),
    (Liste::Service, "BLOG", "Blog"),
    (Liste::Service, "CAHIER_TEXTES", "Cahier de textes"),
    (Liste::Service, "CAHIER_LIAISON", "Cahier de liaison"),
    (Liste::Service, "CAHIER_VIE", "Cahier de vie"),
    (Liste::Service, "AGENDA", "Agenda"),
    (Liste::Service, "ACTUALITES", "Actualités"),
    (Liste::Service, "MEDIACENTRE", "Médiacentre (GAR)"),
    (Liste::Service, "CAHIER_MULTIMEDIA", "Cahier multimédia"),
    (Liste::Service, "EXERCICES", "Exercices et défis"),
    (Liste::Service, "STOCKAGE", "Espace documentaire"),
    (Liste::Service, "COLLABORATION", "Travail collaboratif"),
    (Liste::Frequence, "JAMAIS", "Jamais"),
    (Liste::Frequence, "RARE", "Moins d’une fois par mois"),
    (Liste::Frequence, "MENSUEL", "Une à trois fois par mois"),
    (Liste::Frequence, "HEBDO", "Une fois par semaine"),
    (
        Liste::Frequence,
        "PLURI_HEBDO",
        "Plusieurs fois par semaine",
    ),
    (Liste::Frequence, "QUOTIDIEN", "Chaque jour"),
    (Liste::Palier, "DECOUVERTE", "Découverte"),
    (Liste::Palier, "PONCTUEL", "Usage ponctuel"),
    (Liste::Palier, "INSTALLE", "Usage installé"),
    (Liste::Palier, "PARTAGE", "Usage partagé"),
    (Liste::Acteur, "ENSEIGNANTS", "Enseignants"),
    (Liste::Acteur, "ELEVES", "Élèves"),
    (Liste::Acteur, "PARENTS", "Parents"),
    (Liste::Acteur, "DIRECTION", "Direction"),
    (Liste::Acteur, "PERISCOLAIRE", "Périscolaire"),
    (Liste::Acteur, "COLLEGE", "Collège"),
    (Liste::PointDeVue, "DIRECTION", "Direction"),
    (Liste::PointDeVue, "ENSEIGNANTS", "Enseignants"),
    (Liste::PointDeVue, "ELEVES", "Élèves"),
    (Liste::PointDeVue, "PARENTS", "Parents"),
    (Liste::PointDeVue, "INSPECTION", "Inspection"),
    (Liste::Cycle, "CYCLE1", "Cycle 1"),
    (Liste::Cycle, "CYCLE2", "Cycle 2"),
    (Liste::Cycle, "CYCLE3", "Cycle 3"),
    (Liste::Cycle, "TOUS", "Tous les cycles"),
    (Liste::SorteEvenement, "FORUM", "Forum des ENT"),
    (Liste::SorteEvenement, "SEMINAIRE", "Séminaire"),
    (Liste::SorteEvenement, "COMITE", "Comité départemental"),
    (Liste::SorteEvenement, "JANE", "JANE"),
    (Liste::SorteEvenement, "CONSEIL", "Conseil école-collège"),
    (Liste::SorteEvenement, "REUNION", "Réunion de directeurs"),
    (
        Liste::SorteEvenement,
        "FAMILLES",
        "Rencontre avec les familles",
    ),
    (Liste::SorteEvenement, "AUTRE", "Autre événement"),
];

/// Holidays of zone B, first and last day without school: code, name, first, last. Ministerial
/// calendars as remembered, not a file: each can be corrected.
const CONGES: [(&str, &str, &str, &str); 20] = [
    (
        "2023-toussaint",
        "Toussaint 2023",
        "2023-10-21",
        "2023-11-05",
    ),
    ("2023-noel", "Noël 2023", "2023-12-23", "2024-01-07"),
    ("2023-hiver", "Hiver 2024", "2024-02-24", "2024-03-10"),
    (
        "2023-printemps",
        "Printemps 2024",
        "2024-04-20",
        "2024-05-05",
    ),
    ("2023-ete", "Été 2024", "2024-07-06", "2024-09-01"),
    (
        "2024-toussaint",
        "Toussaint 2024",
        "2024-10-19",
        "2024-11-03",
    ),
    ("2024-noel", "Noël 2024", "2024-12-21", "2025-01-05"),
    ("2024-hiver", "Hiver 2025", "2025-02-08", "2025-02-23"),
    (
        "2024-printemps",
        "Printemps 2025",
        "2025-04-05",
        "2025-04-21",
    ),
    ("2024-ete", "Été 2025", "2025-07-05", "2025-08-31"),
    (
        "2025-toussaint",
        "Toussaint 2025",
        "2025-10-18",
        "2025-11-02",
    ),
    ("2025-noel", "Noël 2025", "2025-12-20", "2026-01-04"),
    ("2025-hiver", "Hiver 2026", "2026-02-14", "2026-03-01"),
    (
        "2025-printemps",
        "Printemps 2026",
        "2026-04-11",
        "2026-04-26",
    ),
    ("2025-ete", "Été 2026", "2026-07-04", "2026-08-31"),
    (
        "2026-toussaint",
        "Toussaint 2026",
        "2026-10-17",
        "2026-11-01",
    ),
    ("2026-noel", "Noël 2026", "2026-12-19", "2027-01-03"),
    ("2026-hiver", "Hiver 2027", "2027-02-20", "2027-03-07"),
    (
        "2026-printemps",
        "Printemps 2027",
        "2027-04-17",
        "2027-05-02",
    ),
    ("2026-ete", "Été 2027", "2027-07-03", "2027-08-31"),
];

/// The text a report begins with: code, name, then the four parts (`domain.md` §1.8).
const MODELES: [(&str, &str, [&str; 4]); 2] = [
    (
        "VISITE_CONSEIL",
        "Visite-conseil",
        [
            "Objectif de la visite :\nÉquipement et classe concernée :",
            "Ce qui a été vu :\nPoints d’appui :",
            "Pistes et ressources proposées :",
            "Suite prévue :",
        ],
    ),
    ("LIBRE", "Compte rendu libre", ["", "", "", ""]),
];

/// The holidays shipped with the program.
pub fn conges_livres() -> Vec<Conge> {
    let jour = |texte: &str| texte.parse().unwrap_or(NaiveDate::MIN);
    CONGES
        .map(|(code, nom, debut, fin)| Conge {
            id: Id::derived("conge", code),
            code: Some(code.to_owned()),
            nom: nom.to_owned(),
            debut: jour(debut),
            fin: jour(fin),
        })
        .to_vec()
}

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
    for (ordre, (liste, code, nom)) in (1_i64..).zip(TERMES.into_iter().chain(GRILLE)) {
        let champs = Champs::new()
            .set("liste", liste.as_str())
            .set("code", code)
            .set("nom", nom)
            .set("ordre", ordre);
        edit.put(Genre::Terme, terme(liste, code), champs, source)?;
    }
    for (code, nom, debut, fin) in CONGES {
        let champs = Champs::new()
            .set("code", code)
            .set("nom", nom)
            .set("debut", debut)
            .set("fin", fin);
        edit.put(Genre::Conge, Id::derived("conge", code), champs, source)?;
    }
    for (ordre, (code, nom, parties)) in (1_i64..).zip(MODELES) {
        let mut champs = Champs::new().set("code", code).set("nom", nom);
        for (champ, texte) in ["contexte", "constats", "conseils", "suites"]
            .into_iter()
            .zip(parties)
        {
            if !texte.is_empty() {
                champs = champs.set(champ, texte);
            }
        }
        let champs = champs.set("ordre", ordre);
        edit.put(Genre::Modele, Id::derived("modele", code), champs, source)?;
    }
    Ok(())
}
