//! The annuaire, imported: every vintage, every way to be unreadable, and what stays true
//! whatever is imported in whatever order. The files are made up.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::fichier_annuaire::{Cote, Fichier, TECHNIQUE, V2020, V2026, ligne, uai};
use carnet_ent::Error;
use carnet_ent::domain::{ChampEcole, EducationPrioritaire, Faits, Id, Nature, Situation, Statut};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::annuaire::{
    BilanImport, Choix, Existant, ImportPlan, Sort, appliquer, preparer, reconnaitre,
};
use carnet_ent::store::{Auteur, Champs, Store};
use chrono::NaiveDate;
use proptest::prelude::*;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("as made")
}

fn carnet() -> Store {
    Store::in_memory(&Auteur::default()).expect("as made")
}

fn prepare(store: &Store, chemin: &Path, choix: &Choix) -> Result<ImportPlan, Error> {
    let existant = Existant::read(store).expect("as made");
    preparer(chemin, choix, &existant, &mut Progress::silent())
}

fn importe_choix(store: &mut Store, fichier: &Fichier, choix: &Choix) -> (ImportPlan, BilanImport) {
    let chemin = fichier.ecrire();
    let plan = prepare(store, &chemin, choix).expect("as made");
    let bilan = appliquer(store, &plan, &mut Progress::silent()).expect("as made");
    (plan, bilan)
}

fn importe(store: &mut Store, fichier: &Fichier) -> ImportPlan {
    importe_choix(store, fichier, &Choix::default()).0
}

fn comptes(plan: &ImportPlan) -> [usize; 4] {
    [
        plan.nouvelles,
        plan.modifiees,
        plan.inchangees,
        plan.absentes.len(),
    ]
}

fn situation<'a>(faits: &'a Faits, uai: &str, au: &str) -> &'a Situation {
    let ecole = faits.ecoles.iter().find(|e| e.uai == uai).expect("as made");
    ecole.au(jour(au)).0
}

/// Four schools, a collège and an office, in the vintage of the columns given.
fn quatre_ecoles(colonnes: &'static [&'static str], maj: &str) -> Fichier {
    let mut fichier = Fichier::new(colonnes);
    let bureau = uai(880_900);
    for (numero, nom, drapeaux) in [
        (880_001, "Ecole maternelle des Tilleuls", ["1", "0"]),
        (880_002, "Ecole élémentaire du Cœur-de-Ville", ["0", "1"]),
        (880_003, "Ecole primaire de la Forêt", ["1", "1"]),
    ] {
        fichier.push(
            ligne(numero, nom)
                .set("ecole_maternelle", drapeaux[0])
                .set("ecole_elementaire", drapeaux[1])
                .set(
                    "nom_circonscription",
                    "Circonscription d'inspection du 1er degré de Valmont",
                )
                .set("code_circonscription", &bureau)
                .set("date_maj_ligne", maj),
        );
    }
    fichier.push(
        ligne(880_004, "Ecole primaire privée Sainte-Ide")
            .set("statut_public_prive", "Privé")
            .set(
                "nom_circonscription",
                "Circonscription d'inspection  du 1er degre d'Orbey",
            )
            .set("code_circonscription", &uai(880_901))
            .set("date_maj_ligne", maj),
    );
    fichier.push(
        ligne(880_500, "Collège des Trois-Ponts")
            .set("type_etablissement", "Collège")
            .set("code_nature", "340")
            .set("ecole_maternelle", "")
            .set("ecole_elementaire", ""),
    );
    fichier.push(
        ligne(
            880_900,
            "Circonscription d'inspection du 1er degré de Valmont",
        )
        .set("type_etablissement", "Service Administratif")
        .set("code_nature", "809")
        .set("statut_public_prive", ""),
    );
    fichier
}

#[test]
fn every_vintage_and_every_way_to_save_it_says_the_same() {
    let mut attendu = None;
    for colonnes in [V2020, V2026, TECHNIQUE] {
        for cote in Cote::TOUTES {
            let fichier = quatre_ecoles(colonnes, "2023-06-08").cote(cote);
            let mut store = carnet();
            let plan = importe(&mut store, &fichier);
            assert_eq!(comptes(&plan), [4, 0, 0, 0], "{cote:?} {}", plan.reconnu);
            assert_eq!((plan.colleges, plan.circonscriptions), (1, 2));
            assert_eq!((plan.refusees_total, plan.remarques_total), (0, 0));
            assert_eq!(plan.millesime, jour("2023-06-08"));
            let faits = store.faits().unwrap();
            let natures: Vec<Nature> = (0..4)
                .filter_map(|i| faits.ecoles[i].situations[0].situation.nature())
                .collect();
            use Nature::{Elementaire, Maternelle, Primaire};
            assert_eq!(natures, [Maternelle, Elementaire, Primaire, Primaire]);
            // The 2020 vintage has no code column; the office's own row gives it for Valmont.
            let valmont =
                faits.circonscriptions[&Id::derived("circonscription", &uai(880_900))].clone();
            assert_eq!(valmont.nom, "Valmont");
            let noms: Vec<(String, Vec<Situation>)> = faits
                .ecoles
                .iter()
                .map(|e| {
                    let situations = e.situations.iter().map(|p| {
                        let mut s = p.situation.clone();
                        if e.uai == uai(880_004) {
                            s.circonscription = None;
                        }
                        // Only some vintages count pupils.
                        s.eleves = None;
                        s
                    });
                    (e.uai.clone(), situations.collect())
                })
                .collect();
            assert_eq!(
                *attendu.get_or_insert_with(|| noms.clone()),
                noms,
                "{cote:?}"
            );
        }
    }
}

#[test]
fn a_school_is_read_with_all_that_its_row_says() {
    let mut fichier = Fichier::new(V2020);
    fichier.push(
        ligne(880_001, "Ecole  élémentaire \"Les Iris\"; annexe")
            .set("identifiant_de_l_etablissement", " 88 0001 y ")
            .set("code_departement", "88")
            .set("code_nature", "162")
            .set("ecole_maternelle", "0")
            .set("appartenance_education_prioritaire", "REP+")
            .set("rpi_disperse", "88012")
            .set("etat", "2")
            .set("nombre_d_eleves", "87")
            .set("date_ouverture", "01/09/1971")
            .set("latitude", "48,1234567891")
            .set("longitude", "6,5"),
    );
    fichier.push(
        ligne(880_002, "Ecole sans coordonnées")
            .set("latitude", "")
            .set("longitude", "")
            .set("position", "48.2, 6.6"),
    );
    fichier.push(
        ligne(880_003, "Ecole nulle part")
            .set("latitude", "")
            .set("longitude", ""),
    );
    let mut store = carnet();
    let plan = importe(&mut store, &fichier);
    assert_eq!(plan.remarques, []);
    let faits = store.faits().unwrap();
    let lue = situation(&faits, &uai(880_001), "2023-06-08");
    assert_eq!(&*lue.nom, "Ecole élémentaire \"Les Iris\"; annexe");
    assert_eq!(lue.departement.as_deref(), Some("088"));
    assert_eq!(lue.nature(), Some(Nature::Elementaire));
    assert!(lue.specialisee);
    assert_eq!(lue.statut, Some(Statut::Public));
    assert_eq!(
        lue.education_prioritaire,
        Some(EducationPrioritaire::RepPlus)
    );
    assert_eq!(lue.rpi.as_deref(), Some("088012"));
    assert_eq!(lue.eleves, Some(87));
    assert_eq!(lue.ouverture, Some(jour("1971-09-01")));
    assert_eq!(
        (lue.latitude, lue.longitude),
        (Some(48.123_456_8), Some(6.5))
    );
    let seconde = situation(&faits, &uai(880_002), "2023-06-08");
    assert_eq!(
        (seconde.latitude, seconde.longitude),
        (Some(48.2), Some(6.6))
    );
    // An empty cell is a known no for the éducation prioritaire, and nothing said elsewhere.
    assert_eq!(
        seconde.education_prioritaire,
        Some(EducationPrioritaire::Hors)
    );
    assert_eq!((seconde.rpi.clone(), seconde.eleves), (None, None));
    assert_eq!(
        situation(&faits, &uai(880_003), "2023-06-08").latitude,
        None
    );
}

#[test]
fn corsican_schools_keep_their_departement() {
    let mut fichier = Fichier::new(V2026);
    for (numero, departement, commune) in [
        (6_200_001, "02A", "2A004"),
        (7_200_001, "2B", "2B033"),
        (6_200_002, "", "2a004"),
    ] {
        fichier.push(
            ligne(numero, "Ecole du Maquis")
                .set("code_departement", departement)
                .set("code_commune", commune),
        );
    }
    let mut store = carnet();
    assert_eq!(importe(&mut store, &fichier).remarques, []);
    let faits = store.faits().unwrap();
    let departement = |numero| {
        situation(&faits, &uai(numero), "2023-06-08")
            .departement
            .clone()
    };
    assert_eq!(departement(6_200_001).as_deref(), Some("02A"));
    assert_eq!(departement(7_200_001).as_deref(), Some("02B"));
    assert_eq!(departement(6_200_002).as_deref(), Some("02A"));
}

#[test]
fn each_refused_row_is_named_with_its_reason_and_the_others_are_kept() {
    let mut fichier = Fichier::new(V2020);
    fichier.push(ligne(880_001, "Ecole des Tilleuls"));
    fichier.push(ligne(880_002, "Ecole du Pont").set("identifiant_de_l_etablissement", "0880002Y"));
    fichier.push(ligne(880_001, "Ecole des Tilleuls"));
    fichier.push(ligne(880_001, "Ecole des Peupliers"));
    fichier.push_brut("0880003A;Ecole coupée");
    fichier.push(ligne(880_004, &"é".repeat(100_001)));
    fichier.push(ligne(880_005, "Ecole du Bac").set("ecole_maternelle", "peut-être"));
    fichier.push(ligne(880_006, "Ecole du Gué").set("identifiant_de_l_etablissement", ""));
    fichier.push(ligne(880_007, "Ecole de la \"Dernière\" ligne").guillemet_ouvert());
    fichier.push(ligne(880_008, "Ecole du Lavoir"));
    let mut store = carnet();
    let plan = importe(&mut store, &fichier);
    assert_eq!(comptes(&plan), [3, 0, 0, 0]);
    let lus: Vec<(u64, &str)> = plan
        .refusees
        .iter()
        .map(|r| (r.ligne, r.raison.as_str()))
        .collect();
    for ((ligne, raison), (attendue, mot)) in lus.iter().zip([
        (3, "attendu"),
        (5, "déjà à la ligne 2"),
        (6, "2 colonnes au lieu de"),
        (7, "dépasse 100\u{202f}000 caractères"),
        (9, "L’UAI est vide"),
        (10, "jamais refermé"),
    ]) {
        assert_eq!(*ligne, attendue, "{lus:?}");
        assert!(raison.contains(mot), "{raison}");
    }
    assert_eq!(plan.refusees_total, 6);
    // The expected letter is said.
    assert!(
        lus[0]
            .1
            .contains(&format!("{} attendu", &uai(880_002)[7..])),
        "{}",
        lus[0].1
    );
    // A cell that cannot be read is left aside, not its school.
    assert_eq!((plan.remarques_total, plan.remarques[0].ligne), (1, 8));
    assert!(plan.remarques[0].raison.contains("peut-être"));
}

#[test]
fn what_is_no_annuaire_is_refused_in_one_sentence_that_says_what_it_is() {
    let dossier = tempfile::tempdir().unwrap();
    let cas: Vec<(&str, Vec<u8>, &str)> = vec![
        ("vide.csv", Vec::new(), "est vide"),
        ("blancs.csv", b"\r\n  \r\n".to_vec(), "blancs"),
        (
            "titres.csv",
            Fichier::new(V2020).octets(),
            "que des titres de colonnes",
        ),
        ("image.csv", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "image PNG"),
        (
            "classeur.csv",
            b"PK\x03\x04....[Content_Types].xml".to_vec(),
            "XLSX",
        ),
        ("carnet.csv", b"SQLite format 3\0".to_vec(), "SQLite"),
        (
            "binaire.csv",
            (0..=255).cycle().take(5000).collect(),
            "binaires",
        ),
        (
            "texte.csv",
            b"Bonjour a tous\n".to_vec(),
            "n\u{2019}a pas de colonnes",
        ),
        ("autre.csv", b"nom;age\nAda;36\n".to_vec(), "2 colonnes"),
        (
            "point-virgule.csv",
            b"identifiant_de_l_etablissement|nom\n".to_vec(),
            "colonnes",
        ),
        (
            "effectifs.csv",
            b"rentree_scolaire;numero_ecole;nombre_total_classes\n".to_vec(),
            "effectifs",
        ),
        ("ips.csv", b"rentree_scolaire,uai,ips\n".to_vec(), "IPS"),
        (
            "fermes.csv",
            b"numero_uai;date_fermeture\n".to_vec(),
            "ferm\u{e9}s",
        ),
        (
            "secteurs.csv",
            b"code_insee;code_rne;secteur_unique\n".to_vec(),
            "carte scolaire",
        ),
        (
            "incomplet.csv",
            b"identifiant_de_l_etablissement;nom_etablissement;rpi_disperse\n".to_vec(),
            "Ecole_maternelle",
        ),
    ];
    for (nom, octets, mot) in cas {
        let chemin = dossier.path().join(nom);
        std::fs::File::create(&chemin)
            .and_then(|mut f| std::io::Write::write_all(&mut f, &octets))
            .unwrap();
        refuse(&chemin, mot);
    }
    refuse(dossier.path(), "est un dossier");
    refuse(&dossier.path().join("absent.csv"), "n’existe pas");
    #[cfg(unix)]
    refuse(Path::new("/dev/zero"), "fichier ordinaire");
}

/// Neither read nor prepared, with one sentence that holds `mot`.
fn refuse(chemin: &Path, mot: &str) {
    let phrase = reconnaitre(chemin, &mut Progress::silent())
        .expect_err("refused")
        .user_message();
    assert!(phrase.contains(mot), "{}: {phrase}", chemin.display());
    assert!(phrase.ends_with('.') && !phrase.contains('\n'), "{phrase}");
    let autre = prepare(&carnet(), chemin, &Choix::default()).expect_err("refused");
    assert_eq!(autre.user_message(), phrase);
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let chemin = quatre_ecoles(V2020, "2023-06-08").ecrire();
    std::fs::set_permissions(&*chemin, std::fs::Permissions::from_mode(0o000)).unwrap();
    // An administrator reads everything.
    if std::fs::File::open(&*chemin).is_ok() {
        return;
    }
    refuse(&chemin, "pas le droit");
}

#[test]
fn five_million_lines_are_refused_without_being_held() {
    let mut octets = Fichier::new(V2020).octets();
    octets.extend(b"a\n".repeat(5_000_010));
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("long.csv");
    std::fs::File::create(&chemin)
        .and_then(|mut f| std::io::Write::write_all(&mut f, &octets))
        .unwrap();
    refuse(&chemin, "5\u{202f}000\u{202f}000 lignes");
}

#[test]
fn a_file_without_its_date_asks_for_it() {
    let mut fichier = Fichier::new(V2020);
    fichier.push(ligne(880_001, "Ecole des Tilleuls").set("date_maj_ligne", ""));
    let chemin = fichier.ecrire();
    let mut store = carnet();
    let refus = prepare(&store, &chemin, &Choix::default()).unwrap_err();
    assert!(
        refus.user_message().contains("Donnez cette date"),
        "{refus}"
    );
    assert_eq!(
        reconnaitre(&chemin, &mut Progress::silent())
            .unwrap()
            .millesime,
        None
    );
    let choix = Choix {
        millesime: Some(jour("2021-09-01")),
        ..Choix::default()
    };
    importe_choix(&mut store, &fichier, &choix);
    assert_eq!(
        store.faits().unwrap().ecoles[0].situations[0].depuis,
        jour("2021-09-01")
    );
}

/// Three vintages of three schools: one renamed, one that leaves, one that appears.
fn trois_millesimes() -> [Fichier; 3] {
    let ecole = |numero, nom: &str, maj: &str| ligne(numero, nom).set("date_maj_ligne", maj);
    let mut ancien = Fichier::new(V2020);
    ancien.push(ecole(880_001, "Ecole du Centre", "2020-10-01"));
    ancien.push(ecole(880_002, "Ecole du Moulin", "2020-10-01"));
    let mut milieu = Fichier::new(V2020);
    milieu.push(ecole(880_001, "Ecole Jeanne Fictive", "2023-06-08").set("nombre_d_eleves", "45"));
    milieu.push(ecole(880_002, "Ecole du Moulin", "2023-06-08").set("etat", "A FERMER"));
    let mut neuf = Fichier::new(V2026);
    neuf.push(ecole(880_001, "Ecole Jeanne Fictive", "2026-05-27").set("telephone", "0300000000"));
    neuf.push(
        ecole(880_003, "Ecole nouvelle", "2026-05-27").set("code_circonscription", &uai(880_900)),
    );
    [ancien, milieu, neuf]
}

#[test]
fn the_order_in_which_three_millesimes_are_imported_changes_nothing() {
    let fichiers = trois_millesimes();
    let mut attendu: Option<Faits> = None;
    for ordre in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut store = carnet();
        for i in ordre {
            importe(&mut store, &fichiers[i]);
        }
        assert_eq!(store.verify().unwrap(), Vec::<String>::new());
        let faits = store.faits().unwrap();
        let nom = |au| situation(&faits, &uai(880_001), au).nom.to_string();
        assert_eq!(nom("2021-01-01"), "Ecole du Centre", "{ordre:?}");
        assert_eq!(nom("2026-06-01"), "Ecole Jeanne Fictive", "{ordre:?}");
        assert_eq!(
            *attendu.get_or_insert_with(|| faits.clone()),
            faits,
            "{ordre:?}"
        );
    }
}

#[test]
fn a_typed_name_survives_every_import_and_its_withdrawal_brings_the_official_back() {
    let [ancien, milieu, neuf] = trois_millesimes();
    let mut store = carnet();
    importe(&mut store, &milieu);
    let ecole = Id::ecole(&uai(880_001));
    let nom = |store: &Store| {
        let faits = store.faits().unwrap();
        situation(&faits, &uai(880_001), "2026-06-01")
            .nom
            .to_string()
    };
    let tape = "Mon école";
    store
        .transact("Correction", |edit| {
            edit.corriger_ecole(ecole, ChampEcole::Nom, Some(tape.into()))
        })
        .unwrap();
    for fichier in [&neuf, &ancien, &milieu] {
        importe(&mut store, fichier);
        assert_eq!(nom(&store), tape);
    }
    store
        .transact("Retrait", |edit| {
            edit.corriger_ecole(ecole, ChampEcole::Nom, None)
        })
        .unwrap();
    assert_eq!(nom(&store), "Ecole Jeanne Fictive");
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn an_import_is_undone_in_one_step_and_redone() {
    let mut store = carnet();
    let avant = store.faits().unwrap();
    importe(&mut store, &quatre_ecoles(V2026, "2026-05-27"));
    let apres = store.faits().unwrap();
    assert_eq!(
        store.undo_label().unwrap().as_deref(),
        Some("Import de l’annuaire du 27 mai 2026")
    );
    assert!(store.undo().unwrap().unwrap().laisses.is_empty());
    assert_eq!(store.faits().unwrap(), avant);
    store.redo().unwrap();
    assert_eq!(store.faits().unwrap(), apres);
}

#[test]
fn the_same_file_twice_writes_nothing() {
    let mut store = carnet();
    let fichier = quatre_ecoles(V2026, "2026-05-27");
    importe(&mut store, &fichier);
    let revision = store.revision();
    let (plan, bilan) = importe_choix(&mut store, &fichier, &Choix::default());
    assert_eq!(comptes(&plan), [0, 0, 4, 0]);
    assert_eq!(bilan, BilanImport::default());
    assert_eq!(store.revision(), revision);
}

#[test]
fn the_preview_says_field_by_field_what_a_newer_file_changes() {
    let [ancien, milieu, _] = trois_millesimes();
    let mut store = carnet();
    importe(&mut store, &ancien);
    let plan = prepare(&store, &milieu.ecrire(), &Choix::default()).unwrap();
    assert_eq!(comptes(&plan), [0, 2, 0, 0]);
    let Sort::Modifiee(differences) = &plan.lignes[0].sort else {
        panic!("{:?}", plan.lignes[0].sort)
    };
    let lues: Vec<(ChampEcole, &str, &str)> = differences
        .iter()
        .map(|d| (d.champ, d.avant.as_str(), d.apres.as_str()))
        .collect();
    assert_eq!(
        lues,
        [
            (ChampEcole::Nom, "Ecole du Centre", "Ecole Jeanne Fictive"),
            (ChampEcole::Eleves, "", "45"),
        ]
    );
    let Sort::Modifiee(differences) = &plan.lignes[1].sort else {
        panic!("{:?}", plan.lignes[1].sort)
    };
    assert_eq!(
        (differences[0].avant.as_str(), differences[0].apres.as_str()),
        ("ouvert", "à fermer")
    );
    // Preparing wrote nothing.
    assert_eq!(
        &*situation(&store.faits().unwrap(), &uai(880_001), "2024-01-01").nom,
        "Ecole du Centre"
    );
}

/// What the preview says of one school.
fn phrases(plan: &ImportPlan, place: usize) -> Vec<String> {
    match &plan.lignes[place].sort {
        Sort::Modifiee(differences) => differences
            .iter()
            .map(|d| d.phrase().replace('\u{202f}', " "))
            .collect(),
        Sort::Nouvelle | Sort::Inchangee => Vec::new(),
    }
}

fn corrige(store: &mut Store, numero: u32, champ: ChampEcole, valeur: &str) {
    store
        .transact("Correction", |edit| {
            edit.corriger_ecole(Id::ecole(&uai(numero)), champ, Some(valeur.into()))
        })
        .expect("as made");
}

#[test]
fn a_correction_is_no_change_of_the_file_and_what_the_file_changes_under_it_is_said() {
    let [ancien, milieu, neuf] = trois_millesimes();
    let mut store = carnet();
    importe(&mut store, &milieu);
    corrige(&mut store, 880_001, ChampEcole::Nom, "Mon école");
    let plan = prepare(&store, &milieu.ecrire(), &Choix::default()).unwrap();
    assert_eq!(comptes(&plan), [0, 0, 2, 0]);
    // The 2026 file has the name of 2023 too; it adds a telephone that nobody corrected.
    let plan = prepare(&store, &neuf.ecrire(), &Choix::default()).unwrap();
    assert_eq!(
        phrases(&plan, 0),
        ["Téléphone : 0329000000 → 0300000000"],
        "{:?}",
        plan.lignes[0].sort
    );
    let plan = prepare(&store, &ancien.ecrire(), &Choix::default()).unwrap();
    assert_eq!(
        phrases(&plan, 0),
        ["Nom : Ecole Jeanne Fictive → Ecole du Centre (reste corrigé par vous : Mon école)"]
    );
    importe(&mut store, &ancien);
    let faits = store.faits().unwrap();
    assert_eq!(
        &*situation(&faits, &uai(880_001), "2021-01-01").nom,
        "Mon école"
    );
}

#[test]
fn every_field_the_file_carries_is_compared() {
    let ecole = |maj| {
        ligne(880_001, "Ecole du Centre")
            .set("appartenance_education_prioritaire", "REP")
            .set("nom_circonscription", "Valmont")
            .set("code_circonscription", &uai(880_900))
            .set("mail", "ce.0880001@exemple.fr")
            .set("rpi_disperse", "088001")
            .set("nombre_d_eleves", "50")
            .set("date_maj_ligne", maj)
    };
    let avec = |colonnes, ligne| {
        let mut fichier = Fichier::new(colonnes);
        fichier.push(ligne);
        fichier
    };
    for (colonne, valeur, attendu) in [
        (
            "nom_etablissement",
            "Ecole du Bout",
            "Nom : Ecole du Centre → Ecole du Bout",
        ),
        (
            "adresse_1",
            "4 place Neuve",
            "Adresse : 3 rue des Érables → 4 place Neuve",
        ),
        ("code_postal", "88998", "Code postal : 88999 → 88998"),
        (
            "telephone",
            "0329111111",
            "Téléphone : 0329000000 → 0329111111",
        ),
        (
            "mail",
            "a@exemple.fr",
            "Courriel : ce.0880001@exemple.fr → a@exemple.fr",
        ),
        ("rpi_concentre", "1", "RPI concentré : non → oui"),
        ("rpi_disperse", "088002", "RPI dispersé : 088001 → 088002"),
        ("ecole_maternelle", "0", "Classes maternelles : oui → non"),
        ("statut_public_prive", "Privé", "Statut : Public → Privé"),
        (
            "appartenance_education_prioritaire",
            "",
            "Éducation prioritaire : REP → hors éducation prioritaire",
        ),
        ("code_commune", "88998", "Code commune : 88999 → 88998"),
        ("nom_commune", "Orbey", "Commune : Valmont → Orbey"),
        ("latitude", "48.2", "Latitude : 48,10000 → 48,20000"),
        (
            "date_ouverture",
            "1971-09-01",
            "Ouverture : 1er septembre 1970 → 1er septembre 1971",
        ),
        ("etat", "A FERMER", "État au registre : ouvert → à fermer"),
        (
            "nom_circonscription",
            "Orbey",
            "Circonscription : Valmont → Orbey",
        ),
    ] {
        let mut store = carnet();
        importe(&mut store, &avec(V2026, ecole("2025-06-01")));
        let mut neuf = ecole("2026-05-27").set(colonne, valeur);
        if colonne == "nom_circonscription" {
            neuf = neuf.set("code_circonscription", &uai(880_901));
        }
        let neuf = avec(V2026, neuf).ecrire();
        let plan = prepare(&store, &neuf, &Choix::default()).unwrap();
        assert!(
            phrases(&plan, 0).iter().any(|p| p == attendu),
            "{colonne}: {:?}",
            phrases(&plan, 0)
        );
        assert!(phrases(&plan, 0).len() <= 2, "{:?}", phrases(&plan, 0));
    }
}

#[test]
fn a_dated_change_that_a_newer_file_replaces_is_seen_going_and_one_of_that_day_stays() {
    let [_, milieu, neuf] = trois_millesimes();
    let mut store = carnet();
    importe(&mut store, &milieu);
    for (numero, depuis) in [(880_001, "2024-09-01"), (880_002, "2026-05-27")] {
        store
            .transact("Changement", |edit| {
                let champs = Champs::new().set("nom", "Ecole rebaptisée");
                edit.changer_ecole(Id::ecole(&uai(numero)), jour(depuis), champs)
            })
            .unwrap();
    }
    let mut fichier = neuf.clone();
    fichier.push(ligne(880_002, "Ecole du Grand Moulin").set("date_maj_ligne", "2026-05-27"));
    let plan = prepare(&store, &fichier.ecrire(), &Choix::default()).unwrap();
    assert_eq!(
        phrases(&plan, 0)[0],
        "Nom : Ecole rebaptisée → Ecole Jeanne Fictive"
    );
    assert_eq!(
        phrases(&plan, 1)[0],
        "Nom : Ecole du Moulin → Ecole du Grand Moulin \
         (reste corrigé par vous : Ecole rebaptisée)"
    );
    importe(&mut store, &fichier);
    let faits = store.faits().unwrap();
    let nom = |numero| &*situation(&faits, &uai(numero), "2026-05-27").nom;
    assert_eq!(nom(880_001), "Ecole Jeanne Fictive");
    assert_eq!(nom(880_002), "Ecole rebaptisée");
}

#[test]
fn a_file_read_again_says_nothing_new_whatever_happened_since() {
    let ecole = |nom: &str| {
        let mut fichier = Fichier::new(V2020);
        fichier.push(ligne(880_001, nom).set("nombre_d_eleves", "45"));
        fichier
    };
    let mut store = carnet();
    let relit = |store: &Store, nom| {
        let plan = prepare(store, &ecole(nom).ecrire(), &Choix::default()).unwrap();
        (comptes(&plan), phrases(&plan, 0))
    };
    // Written, undone, done again; then written otherwise under the same date.
    importe(&mut store, &ecole("Ecole du Centre"));
    store.undo().unwrap();
    assert_eq!(relit(&store, "Ecole du Centre").0, [1, 0, 0, 0]);
    store.redo().unwrap();
    assert_eq!(relit(&store, "Ecole du Centre").0, [0, 0, 1, 0]);
    importe(&mut store, &ecole("Ecole Jeanne Fictive"));
    assert_eq!(relit(&store, "Ecole Jeanne Fictive").0, [0, 0, 1, 0]);
    assert_eq!(
        relit(&store, "Ecole du Centre").1,
        ["Nom : Ecole Jeanne Fictive → Ecole du Centre"]
    );
    // A field that only an undone import had given.
    let mut plus = Fichier::new(V2020);
    plus.push(ligne(880_001, "Ecole Jeanne Fictive").set("mail", "a@exemple.fr"));
    importe(&mut store, &plus);
    store.undo().unwrap();
    let plan = prepare(&store, &plus.ecrire(), &Choix::default()).unwrap();
    assert_eq!(phrases(&plan, 0), ["Courriel : (rien) → a@exemple.fr"]);
    // Another dataset of that very day says another number of pupils.
    store
        .transact("Effectifs", |edit| {
            let champs = Champs::new().set("eleves", 46_u32);
            edit.releve("effectifs", jour("2023-06-08"), &uai(880_001), champs)
        })
        .unwrap();
    assert_eq!(relit(&store, "Ecole Jeanne Fictive").0, [0, 0, 1, 0]);
}

#[test]
fn a_school_typed_before_any_file_is_compared_with_nothing() {
    let mut store = carnet();
    store
        .transact("École ajoutée", |edit| {
            edit.nouvelle_ecole(&uai(880_001), Champs::new().set("nom", "Mon école"))
        })
        .unwrap();
    let [ancien, ..] = trois_millesimes();
    let plan = prepare(&store, &ancien.ecrire(), &Choix::default()).unwrap();
    assert_eq!(comptes(&plan), [1, 1, 0, 0]);
    assert_eq!(
        phrases(&plan, 0)[0],
        "Nom : (rien) → Ecole du Centre (reste corrigé par vous : Mon école)"
    );
}

#[test]
fn a_school_that_leaves_its_circonscription_is_seen_leaving_and_one_that_vanishes_is_listed() {
    let valmont = Choix {
        circonscriptions: vec!["VALMONT".to_owned()],
        ..Choix::default()
    };
    let mut store = carnet();
    let ancien = quatre_ecoles(V2026, "2023-06-08");
    let (plan, _) = importe_choix(&mut store, &ancien, &valmont);
    assert_eq!((comptes(&plan), plan.circonscriptions), ([3, 0, 0, 0], 1));
    let mut neuf = Fichier::new(V2026);
    for (numero, nom, circonscription, code) in [
        (880_001, "Ecole maternelle des Tilleuls", "Orbey", 880_901),
        (880_003, "Ecole primaire de la Forêt", "Valmont", 880_900),
        (
            880_004,
            "Ecole primaire privée Sainte-Ide",
            "Orbey",
            880_901,
        ),
        (880_005, "Ecole du Hameau", "Valmont", 880_900),
    ] {
        neuf.push(
            ligne(numero, nom)
                .set(
                    "ecole_elementaire",
                    if numero == 880_001 { "0" } else { "1" },
                )
                .set(
                    "nom_circonscription",
                    &format!("Circonscription d'inspection du 1er degré de {circonscription}"),
                )
                .set("code_circonscription", &uai(code))
                .set("date_maj_ligne", "2026-05-27"),
        );
    }
    let (plan, _) = importe_choix(&mut store, &neuf, &valmont);
    assert_eq!(comptes(&plan), [1, 1, 1, 1]);
    assert_eq!(plan.absentes[0].uai, uai(880_002));
    let Sort::Modifiee(differences) = &plan.lignes[0].sort else {
        panic!("{:?}", plan.lignes[0].sort)
    };
    assert_eq!(differences.len(), 1, "{differences:?}");
    assert_eq!(
        (differences[0].avant.as_str(), differences[0].apres.as_str()),
        ("Valmont", "Orbey")
    );
    let faits = store.faits().unwrap();
    // Listed, never closed.
    assert!(situation(&faits, &uai(880_002), "2026-06-01").ouverte_au(jour("2026-06-01")));
    assert_eq!(faits.ecoles.len(), 4);
}

#[test]
fn a_choice_that_the_file_cannot_satisfy_says_what_it_holds() {
    let chemin = quatre_ecoles(V2026, "2023-06-08").ecrire();
    let refus = |choix: Choix| {
        prepare(&carnet(), &chemin, &choix)
            .unwrap_err()
            .user_message()
    };
    let inconnue = refus(Choix {
        circonscriptions: vec!["Nulle-Part".to_owned()],
        ..Choix::default()
    });
    assert!(
        inconnue.contains("Nulle-Part") && inconnue.contains("Orbey, Valmont"),
        "{inconnue}"
    );
    let ailleurs = refus(Choix {
        departement: Some("54".to_owned()),
        ..Choix::default()
    });
    assert!(ailleurs.contains("Vosges (088)"), "{ailleurs}");
    let faux = refus(Choix {
        departement: Some("Vosges".to_owned()),
        ..Choix::default()
    });
    assert!(faux.contains("88 ou 2A"), "{faux}");
}

#[test]
fn a_stopped_import_leaves_the_carnet_as_it_was() {
    let mut fichier = Fichier::new(V2020);
    for numero in 880_001..882_001 {
        fichier.push(ligne(numero, "Ecole du Nombre"));
    }
    let chemin = fichier.ecrire();
    let mut store = carnet();
    let plan = prepare(&store, &chemin, &Choix::default()).unwrap();
    let (avant, revision) = (store.faits().unwrap(), store.revision());
    let annule = AtomicBool::new(false);
    // Asked to stop by the first report, hence after the first rows are written.
    let mut progress = Progress::new(&annule, |_| annule.store(true, Ordering::Relaxed));
    let arret = appliquer(&mut store, &plan, &mut progress);
    assert!(matches!(arret, Err(Error::Interrupted)), "{arret:?}");
    assert_eq!(
        (store.faits().unwrap(), store.revision()),
        (avant, revision)
    );
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    let mut progress = Progress::new(&annule, |_| {});
    assert!(matches!(
        preparer(
            &chemin,
            &Choix::default(),
            &Existant::read(&store).unwrap(),
            &mut progress
        ),
        Err(Error::Interrupted)
    ));
    // And it can be done again.
    let bilan = appliquer(&mut store, &plan, &mut Progress::silent()).unwrap();
    assert_eq!(bilan.releves, 2000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the bytes, an answer or a sentence: never a panic.
    #[test]
    fn no_bytes_at_all_make_the_reading_panic(
        octets in proptest::collection::vec(any::<u8>(), 1..400),
        entete in any::<bool>(),
    ) {
        let mut tout = if entete { Fichier::new(V2020).octets() } else { Vec::new() };
        tout.extend(octets);
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("x.csv");
        std::fs::File::create(&chemin)
            .and_then(|mut f| std::io::Write::write_all(&mut f, &tout))
            .unwrap();
        if let Err(erreur) = reconnaitre(&chemin, &mut Progress::silent()) {
            prop_assert!(!erreur.user_message().is_empty());
        }
    }
}
