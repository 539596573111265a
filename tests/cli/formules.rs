//! No cell of any export becomes a formula where it is opened (`reliability.md` T26): 200 texts that
//! begin as formulas do, in every field people fill, written by every command that writes a table,
//! opened by `LibreOffice` and read again.
//!
//! Not in CI, for it needs `LibreOffice` (Debian: `apt-get install -y --no-install-recommends
//! libreoffice-calc`). To run it:
//!
//! ```sh
//! cargo test --test cli formules:: -- --ignored --nocapture
//! ```

#![expect(
    clippy::disallowed_methods,
    reason = "what was written is opened by another program"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{auteur, jour};
use crate::recus::uai;
use carnet_ent::domain::{Id, Source};
use carnet_ent::store::{Champs, Edit, Genre, Store};

/// What a spreadsheet takes for the beginning of a formula; the full-width forms too.
const SIGNES: [&str; 10] = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r="];
/// What may stand before it.
const DEVANT: [&str; 5] = ["", " ", "\u{a0}", "\"", "\u{200b}"];
const SUITES: [&str; 4] = [
    "1+1",
    "HYPERLINK(\"http://exemple.fr/1+1\";\"ici\")",
    "cmd|' /C calc'!A1+1",
    "SUM(1+1;2)\"",
];

/// `;`, quotes, UTF-8, special numbers recognised, formulas evaluated: the most credulous reading.
const CSV: &str = "--infilter=CSV:59,34,76,1,,0,false,true,false,false,false,-1,true";

fn textes() -> Vec<String> {
    let tous = SIGNES.iter().flat_map(|signe| {
        let devant = DEVANT.iter().map(move |devant| format!("{devant}{signe}"));
        devant.flat_map(|debut| SUITES.map(|suite| format!("{debut}{suite}")))
    });
    tous.collect()
}

/// Everything that is listed somewhere, of a school that bears this name.
fn ecrit(edit: &mut Edit<'_>, rang: u32, texte: &str) -> carnet_ent::Result<()> {
    let numero = uai(rang);
    let ecole = Id::ecole(&numero);
    let champs = Champs::new()
        .set("nom", texte)
        .set("commune_nom", texte)
        .set("commune", "88160")
        .set("departement", "088")
        .set("elementaire", true)
        .set("statut", "public");
    edit.releve("annuaire", jour(2020, 9, 1), &numero, champs)?;
    let nouveau = |edit: &mut Edit<'_>, genre, champs| {
        let id = Id::fresh();
        edit.put(genre, id, champs, Source::Saisi).map(|_| id)
    };
    let dit = || Champs::new().set("ecole", ecole);
    let solution = Champs::new().set("nom", texte).set("compte_ent", true);
    let solution = nouveau(edit, Genre::Solution, solution)?;
    let ent = dit().set("solution", solution).set("perimetre", "ecole");
    let ent = ent.set("debut", jour(2020, 9, 1));
    let ent = nouveau(edit, Genre::Deploiement, ent.set("commentaire", texte))?;
    // Something for the doctor to tell.
    let faux = dit().set("solution", solution).set("perimetre", "ecole");
    let faux = faux
        .set("debut", jour(2020, 9, 1))
        .set("fin", jour(2020, 1, 1));
    nouveau(edit, Genre::Deploiement, faux)?;
    let dispositif = nouveau(edit, Genre::Dispositif, Champs::new().set("nom", texte))?;
    let paye = dit().set("deploiement", ent).set("dispositif", dispositif);
    let paye = paye
        .set("annee", 2020_u32)
        .set("montant_centimes", 17_800_u32);
    let paye = paye.set("abonnement_fin", jour(2021, 6, 1));
    nouveau(edit, Genre::Financement, paye.set("poste", texte))?;
    let projet = nouveau(edit, Genre::Projet, Champs::new().set("nom", texte))?;
    nouveau(edit, Genre::ProjetEcole, dit().set("projet", projet))?;
    let jalon = Champs::new().set("projet", projet).set("libelle", texte);
    nouveau(edit, Genre::Jalon, jalon)?;
    let visite = dit().set("le", jour(2021, 1, 12)).set("intervenant", texte);
    nouveau(edit, Genre::Visite, visite.set("constats", texte))?;
    let action = dit().set("libelle", texte).set("qui", texte);
    nouveau(
        edit,
        Genre::Action,
        action.set("echeance", jour(2021, 2, 1)),
    )?;
    let formation = Champs::new().set("titre", texte).set("reference", texte);
    let formation = nouveau(edit, Genre::Formation, formation)?;
    let seance = Champs::new().set("formation", formation).set("lieu", texte);
    let seance = seance.set("le", jour(2021, 1, 13)).set("statut", "tenue");
    let seance = nouveau(edit, Genre::Seance, seance)?;
    let venus = dit().set("seance", seance).set("nombre", 2_u32);
    nouveau(edit, Genre::Participation, venus)?;
    let forum = Champs::new().set("nom", texte).set("lieu", texte);
    nouveau(edit, Genre::Evenement, forum.set("le", jour(2021, 1, 14)))?;
    let vue = dit().set("le", jour(2021, 1, 15)).set("observateur", texte);
    let vue = nouveau(edit, Genre::Observation, vue.set("constat", texte))?;
    let service = Champs::new().set("observation", vue).set("constat", texte);
    nouveau(edit, Genre::ObservationLigne, service).map(drop)
}

fn lance(dossier: &Path, arguments: &[&str]) -> Vec<u8> {
    let reponse = Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
        .current_dir(dossier)
        .env("CARNET_REGLAGES", dossier.join("reglages"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(arguments)
        .output()
        .expect("the program runs");
    let plainte = String::from_utf8_lossy(&reponse.stderr).into_owned();
    assert_eq!(reponse.status.code(), Some(0), "{arguments:?}: {plainte}");
    reponse.stdout
}

/// Every table the program writes for a spreadsheet.
fn exports(dossier: &Path) -> Vec<PathBuf> {
    let mut fichiers = Vec::new();
    for (nom, suite) in [
        ("ecoles", &["--au", "1/3/2021"][..]),
        ("visites", &[]),
        ("actions", &[]),
        ("formations", &[]),
        ("observations", &[]),
        ("abonnements", &["--au", "1/3/2021"]),
        ("verifier-ecoles", &[]),
        ("projets", &[]),
        ("docteur", &["--au", "1/3/2021"]),
        ("agenda", &["--semaine", "12/1/2021"]),
        ("tournee", &["--au", "1/3/2021"]),
    ] {
        let mut arguments = vec![nom, "a.carnet", "--format", "csv"];
        arguments.extend(suite);
        let chemin = dossier.join(format!("{nom}.csv"));
        std::fs::write(&chemin, lance(dossier, &arguments)).expect("written");
        fichiers.push(chemin);
    }
    let modeles = [
        ("tableau-dane", &["--par", "solution"][..]),
        ("bilan-circonscription", &["--comparer", "1/9/2020"]),
        ("page-elus", &[]),
        ("rapport-activite", &[]),
        ("fiche-ecole", &["--ecole", "PREMIERE"]),
    ];
    for (modele, suite) in modeles {
        for format in ["csv", "xlsx"] {
            let sortie = format!("{modele}.{format}");
            let mut arguments = vec!["bilan", "a.carnet", "--au", "1/3/2021", "--modele", modele];
            arguments.extend(["--format", format, "--sortie", &sortie]);
            let premiere = uai(0);
            arguments.extend(
                suite
                    .iter()
                    .map(|a| if *a == "PREMIERE" { &premiere } else { *a }),
            );
            lance(dossier, &arguments);
            fichiers.push(dossier.join(&sortie));
        }
    }
    fichiers
}

/// What `LibreOffice` makes of these files, as XML.
fn opened(dossier: &Path, fichiers: &[PathBuf], filtre: Option<&str>) -> Vec<(String, String)> {
    let lus = dossier.join("lus");
    let profil = format!("-env:UserInstallation=file://{}/profil", dossier.display());
    let statut = Command::new("soffice")
        .args(["--headless", &profil])
        .args(filtre)
        .args(["--convert-to", "fods", "--outdir"])
        .arg(&lus)
        .args(fichiers)
        .stdout(std::process::Stdio::null())
        .status()
        .expect("LibreOffice is installed");
    assert!(statut.success());
    let lu = |chemin: &PathBuf| {
        let nom = chemin.file_name().expect("a name").to_string_lossy();
        let fods = lus.join(&*nom).with_extension("fods");
        let xml = std::fs::read_to_string(&fods).expect("converted");
        std::fs::remove_file(fods).expect("removed");
        (nom.into_owned(), xml)
    };
    fichiers.iter().map(lu).collect()
}

#[test]
#[ignore = "needs LibreOffice: see the first lines of the file"]
fn no_cell_of_any_export_is_a_formula() {
    const FORMULE: &str = "table:formula=";
    let textes = textes();
    assert_eq!(textes.len(), 200);
    let dossier = tempfile::tempdir().expect("folder");
    let qui = auteur("=1+1", jour(2021, 3, 1));
    let mut store = Store::create(&dossier.path().join("a.carnet"), &qui).expect("created");
    store
        .transact("=1+1", |edit| {
            (0..)
                .zip(&textes)
                .try_for_each(|(rang, texte)| ecrit(edit, rang, texte))
        })
        .expect("written");
    drop(store);
    // The reading does run formulas: what follows could fail.
    let temoin = dossier.path().join("temoin.csv");
    std::fs::write(&temoin, "\u{feff}École\r\n=1+1\r\n\"\t=1+1\"\r\n").expect("written");
    let lu = opened(dossier.path(), &[temoin], Some(CSV));
    assert!(lu[0].1.contains(FORMULE), "the control is run");

    let (csv, xlsx): (Vec<_>, Vec<_>) = exports(dossier.path())
        .into_iter()
        .partition(|chemin| chemin.extension().is_some_and(|fin| fin == "csv"));
    let mut lus = opened(dossier.path(), &csv, Some(CSV));
    // One at a time: the same stem names both.
    for classeur in xlsx {
        lus.extend(opened(dossier.path(), &[classeur], None));
    }
    let (mut vus, mut dits) = (0, Vec::new());
    for (nom, xml) in &lus {
        let combien = xml.matches("1+1").count();
        assert!(combien > 0, "{nom} says nothing of them");
        vus += combien;
        dits.push(format!("{nom}\u{202f}: {combien}"));
        let formule = xml
            .find(FORMULE)
            .map(|ou| &xml[ou..(ou + 200).min(xml.len())]);
        assert_eq!(formule, None, "{nom}");
    }
    assert!(vus > 3000, "they are there: {dits:?}");
}
