//! A small carnet of made-up schools, and what an import of a spreadsheet would do to it, told
//! line by line.

use std::path::{Path, PathBuf};

use carnet_ent::domain::{Deploiement, Id, Perimetre, Source, Uai};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::tableur::{self, Choix, Lu, Plan, Sort};
use carnet_ent::store::{Auteur, Champs, Genre, Store, solution};
use carnet_ent::systeme::Horloge;
use chrono::NaiveDate;

pub(crate) fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a day")
}

pub(crate) fn aujourdhui() -> NaiveDate {
    jour("2021-03-12")
}

pub(crate) fn uai(numero: u32) -> String {
    Uai::from_numero(numero).expect("seven digits").to_string()
}

/// Number, name, commune, maternelle, élémentaire, closed on.
const ECOLES: [(u32, &str, &str, bool, bool, &str); 10] = [
    (
        880_001,
        "École élémentaire Jean Macé",
        "Golbey",
        false,
        true,
        "",
    ),
    (
        880_002,
        "École maternelle Jean Macé",
        "Golbey",
        true,
        false,
        "",
    ),
    (
        880_003,
        "École primaire Jules Ferry",
        "Saint-Dié-des-Vosges",
        true,
        true,
        "",
    ),
    (880_004, "École primaire", "Vincey", true, true, ""),
    (
        880_005,
        "École élémentaire Champbeauvert",
        "Épinal",
        false,
        true,
        "",
    ),
    (
        880_006,
        "École élémentaire de la Loge Blanche",
        "Épinal",
        false,
        true,
        "",
    ),
    (
        880_007,
        "École maternelle du Pré Fleuri",
        "Épinal",
        true,
        false,
        "",
    ),
    (
        880_008,
        "École primaire des Tilleuls",
        "Val-le-Haut",
        true,
        true,
        "",
    ),
    (
        880_009,
        "École primaire de l’Ancienne Gare",
        "Val-le-Haut",
        true,
        true,
        "2019-09-01",
    ),
    (
        540_531,
        "École primaire du Grand Couronné",
        "Amance-le-Haut",
        true,
        true,
        "",
    ),
];

pub(crate) fn auteur() -> Auteur {
    Auteur {
        personne: "A. B.".to_owned(),
        fonction: "ERUN".to_owned(),
        horloge: Horloge::fixe(aujourdhui()),
    }
}

/// Ten schools and a collège; the school of Val-le-Haut has had ONE since 1 September 2018.
pub(crate) fn fill(store: &mut Store) {
    store
        .transact("Écoles", |edit| {
            for (numero, nom, commune, maternelle, elementaire, fermeture) in ECOLES {
                let mut champs = Champs::new()
                    .set("nom", nom)
                    .set("maternelle", maternelle)
                    .set("elementaire", elementaire)
                    .set("statut", "public")
                    .set("commune_nom", commune)
                    .set("departement", "088");
                if !fermeture.is_empty() {
                    champs = champs.set("fermeture", fermeture);
                }
                edit.releve("annuaire", jour("2018-06-01"), &uai(numero), champs)?;
            }
            let college = uai(880_200);
            let source = Source::Officiel {
                millesime: jour("2018-06-01"),
            };
            let champs = Champs::new()
                .set("uai", college.as_str())
                .set("nom", "Collège des Hêtres");
            edit.put(
                Genre::SecteurCollege,
                Id::derived("secteur_college", &college),
                champs,
                source,
            )?;
            Ok(())
        })
        .expect("written");
    store
        .transact("Déploiement d’un ENT", |edit| {
            edit.deploiement(&Deploiement {
                id: Id::derived("deploiement", "essai"),
                ecole: Id::ecole(&uai(880_008)),
                solution: solution("ONE"),
                debut: Some(jour("2018-09-01")),
                fin: None,
                perimetre: Perimetre::Ecole,
                etapes: [None; 5],
                projet: None,
                commentaire: String::new(),
            })
        })
        .expect("written");
}

pub(crate) fn carnet() -> Store {
    let mut store = Store::in_memory(&auteur()).expect("a carnet in memory");
    fill(&mut store);
    store
}

#[expect(clippy::disallowed_methods, reason = "a small file made for one test")]
pub(crate) fn ecrit(dossier: &Path, nom: &str, octets: &[u8]) -> PathBuf {
    let chemin = dossier.join(nom);
    std::fs::write(&chemin, octets).expect("written");
    chemin
}

/// Reads a file of these bytes.
pub(crate) fn lit(nom: &str, octets: &[u8]) -> Result<Lu, String> {
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = ecrit(dossier.path(), nom, octets);
    tableur::lire(&chemin, &mut Progress::silent()).map_err(|erreur| simple(&erreur.user_message()))
}

/// The plan with the choices proposed.
pub(crate) fn plan(store: &Store, lu: &Lu) -> Plan {
    plan_with(store, lu, |_| ())
}

pub(crate) fn plan_with(store: &Store, lu: &Lu, decide: impl FnOnce(&mut Choix)) -> Plan {
    let faits = store.faits().expect("facts");
    let mut choix = Choix::propose(lu, &faits, aujourdhui());
    decide(&mut choix);
    tableur::preparer(lu, &choix, &faits, aujourdhui(), &mut Progress::silent()).expect("a plan")
}

/// With plain spaces and apostrophes.
pub(crate) fn simple(texte: &str) -> String {
    texte.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'")
}

/// One text per line of the plan: `2 + 0880001Y ONE: Début 01/09/2019, Périmètre école`. The sign
/// is + new, ~ changed, = unchanged, ! contested, ? to decide, . left, x refused.
pub(crate) fn recit(plan: &Plan) -> Vec<String> {
    let une = |ligne: &tableur::LignePlan| {
        let qui = format!("{} {}", ligne.uai, ligne.solution);
        let champs: Vec<String> = ligne
            .differences
            .iter()
            .map(|d| {
                if d.avant.is_empty() {
                    format!("{} {}", d.champ, d.apres)
                } else {
                    format!("{} {} -> {}", d.champ, d.avant, d.apres)
                }
            })
            .collect();
        let mut texte = match &ligne.sort {
            Sort::Nouvelle => format!("+ {qui}: {}", champs.join(", ")),
            Sort::Modifiee => format!("~ {qui}: {}", champs.join(", ")),
            Sort::Inchangee => format!("= {qui}"),
            Sort::Desaccord => format!("! {qui}: {}", champs.join(", ")),
            Sort::ADecider(_) => format!("? {}", plan.reason(ligne).unwrap_or_default()),
            Sort::Laissee(raison) => format!(". {raison}"),
            Sort::Refusee(raison) => format!("x {raison}"),
        };
        for note in &ligne.notes {
            texte.push_str(" (");
            texte.push_str(note);
            texte.push(')');
        }
        simple(&format!("{} {texte}", ligne.ligne))
    };
    plan.lignes.iter().map(une).collect()
}

/// Reads a file of these bytes and tells what would be done, or why it is refused.
pub(crate) fn raconte(store: &Store, nom: &str, octets: &[u8]) -> Vec<String> {
    match lit(nom, octets) {
        Ok(lu) => recit(&plan(store, &lu)),
        Err(refus) => vec![refus],
    }
}
