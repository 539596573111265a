//! Files made by hand to harm: each is refused for its own reason, in under a second, and the ones
//! they were made from are accepted (`reliability.md` §4, T21).

#![expect(
    clippy::disallowed_methods,
    reason = "files are spoiled from outside the program"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use crate::common::{auteur, jour};
use crate::recus::{carnet, export};
use carnet_ent::exchange::recu::Recu;
use carnet_ent::store::Store;
use carnet_ent::store::etranger::{self, Fiche};
use carnet_ent::store::export::Empreinte;

/// Time a refusal may take, on a busy machine too.
const DELAI: Duration = Duration::from_secs(1);

fn verdict(octets: &[u8]) -> Result<Fiche, &'static str> {
    etranger::examiner(octets, &auteur("X", jour(2026, 12, 1))).map_err(|refus| refus.code())
}

/// One byte changed.
fn octet(octets: &[u8], a: usize, valeur: u8) -> Vec<u8> {
    let mut copie = octets.to_vec();
    copie[a] = valeur;
    copie
}

/// The structure edited as text, which SQLite allows to whoever asks for it.
fn schema(octets: &[u8], sql: &str) -> Vec<u8> {
    altere_sql(
        octets,
        &format!("PRAGMA writable_schema = 1; {sql}; PRAGMA writable_schema = 0;"),
    )
}

/// Another table in the place of `circonscription`, with the same rows.
fn autre_table(octets: &[u8], definition: &str) -> Vec<u8> {
    altere_sql(
        octets,
        &format!(
            "PRAGMA legacy_alter_table = 1;
             ALTER TABLE circonscription RENAME TO ancienne; {definition};
             INSERT OR IGNORE INTO circonscription (id, code, nom, departement, envoyee)
               SELECT id, code, nom, departement, envoyee FROM ancienne;
             DROP TABLE ancienne;"
        ),
    )
}

/// A row changed, and its fingerprint with it.
fn refait(octets: &[u8], sql: &str) -> Vec<u8> {
    altere(octets, |conn| {
        conn.execute_batch(sql)
            .unwrap_or_else(|e| panic!("{sql}: {e}"));
        rehash(conn);
    })
}

/// The file after `act` on a plain connection, with no defence at all.
fn altere(octets: &[u8], act: impl FnOnce(&rusqlite::Connection)) -> Vec<u8> {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("x.sqlite");
    std::fs::write(&chemin, octets).expect("written");
    {
        let conn = rusqlite::Connection::open(&chemin).expect("opened");
        conn.execute_batch("PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1;")
            .expect("set");
        act(&conn);
    }
    std::fs::read(&chemin).expect("read")
}

/// The file after these statements.
fn altere_sql(octets: &[u8], sql: &str) -> Vec<u8> {
    altere(octets, |conn| {
        conn.execute_batch(sql)
            .unwrap_or_else(|e| panic!("{sql}: {e}"));
    })
}

/// Says again in the manifest what its rows now are: whoever changes a row can.
fn rehash(conn: &rusqlite::Connection) {
    let lues = Empreinte::of(conn).expect("computed");
    for table in &lues.tables {
        conn.execute(
            "UPDATE manifeste_table SET lignes = ?2, empreinte = ?3 WHERE nom = ?1",
            rusqlite::params![table.nom, table.lignes.cast_signed(), table.hexa()],
        )
        .expect("said");
    }
    conn.execute(
        "UPDATE manifeste SET valeur = ?1 WHERE cle = 'empreinte'",
        [lues.hexa()],
    )
    .expect("said");
}

/// Everything below a folder, by name and content.
fn dossier(chemin: &Path) -> Vec<(String, Vec<u8>)> {
    let mut fichiers: Vec<(String, Vec<u8>)> = std::fs::read_dir(chemin)
        .expect("a folder")
        .map(|entree| {
            let chemin = entree.expect("an entry").path();
            let contenu = if chemin.is_file() {
                std::fs::read(&chemin).unwrap_or_default()
            } else {
                Vec::new()
            };
            (chemin.display().to_string(), contenu)
        })
        .collect();
    fichiers.sort();
    fichiers
}

#[track_caller]
fn assert_refused(formes: &[(&str, Vec<u8>, &str)]) {
    for (nom, octets, attendu) in formes {
        let debut = Instant::now();
        let lu = verdict(octets);
        let duree = debut.elapsed();
        assert_eq!(lu.as_ref().err(), Some(attendu), "{nom}: {lu:?}");
        assert!(duree < DELAI, "{nom}: {duree:?}");
    }
}

#[test]
fn what_they_are_made_from_is_accepted() {
    assert!(matches!(verdict(&export(20)), Ok(Fiche::Export(_))));
    assert!(matches!(verdict(&carnet(6)), Ok(Fiche::Carnet(_))));
    // Changing nothing, whatever it does to the pages, changes nothing.
    for octets in [export(20), carnet(6)] {
        let avant = verdict(&octets).expect("accepted");
        let apres = verdict(&altere_sql(&octets, "VACUUM")).expect("accepted");
        assert_eq!(avant, apres);
        let refait = refait_si_envoi(&octets);
        assert_eq!(verdict(&refait).expect("accepted"), avant);
    }
}

/// Those of every schema that was frozen, without a word added: twice the same file is the same.
#[test]
fn carnets_of_older_schemas_are_accepted() {
    for schema in 1..=4 {
        let chemin = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/fixtures/schema-{schema}.carnet"));
        let octets = std::fs::read(chemin).expect("a golden carnet");
        let Ok(Fiche::Carnet(fiche)) = verdict(&octets) else {
            panic!("schema {schema}: {:?}", verdict(&octets));
        };
        assert_eq!(fiche.schema, schema);
        let personne = auteur("X", jour(2026, 12, 1));
        let recu = etranger::carnet(&octets, &personne).expect("proven");
        let mut mien = Store::in_memory(&personne).expect("a carnet");
        let neufs = mien.union(&recu).expect("merged");
        assert_eq!(neufs, fiche.changements, "schema {schema}");
        let encore = etranger::carnet(&octets, &personne).expect("proven");
        assert_eq!(mien.union(&encore).expect("merged"), 0, "schema {schema}");
    }
}

fn refait_si_envoi(octets: &[u8]) -> Vec<u8> {
    match etranger::reconnait(octets) {
        Some(etranger::Sorte::Export) => refait(octets, ""),
        _ => octets.to_vec(),
    }
}

#[test]
fn headers_that_lie() {
    for bon in [export(6), carnet(3)] {
        let page = usize::from(u16::from_be_bytes([bon[16], bon[17]]));
        let mut longue = bon.clone();
        longue.extend_from_slice(&[0; 512]);
        let version = bon[63];
        assert_refused(&[
            ("nothing", Vec::new(), "vide"),
            (
                "a sentence",
                b"Bonjour, voici mon carnet.".to_vec(),
                "autre-chose",
            ),
            ("an archive", b"PK\x03\x04carnet".to_vec(), "autre-chose"),
            ("a document", b"%PDF-1.7 carnet".to_vec(), "autre-chose"),
            ("zeros", vec![0; 4096], "autre-chose"),
            ("sixteen bytes", bon[..16].to_vec(), "coupe"),
            ("a header alone", bon[..100].to_vec(), "coupe"),
            ("half of it", bon[..bon.len() / 2].to_vec(), "coupe"),
            ("one byte short", bon[..bon.len() - 1].to_vec(), "coupe"),
            ("one page short", bon[..bon.len() - page].to_vec(), "coupe"),
            ("bytes after the end", longue, "entete"),
            ("no program", octet(&bon, 71, 0), "autre-programme"),
            (
                "a map",
                altere_sql(&bon, "PRAGMA application_id = 0x47504B47"),
                "autre-programme",
            ),
            ("write-ahead log, written", octet(&bon, 18, 2), "non-ferme"),
            ("write-ahead log, read", octet(&bon, 19, 2), "non-ferme"),
            (
                "write-ahead log, for real",
                altere(&bon, |conn| {
                    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
                        .expect("set");
                }),
                "non-ferme",
            ),
            ("a future format", octet(&bon, 18, 3), "entete"),
            ("page size 3", octet(&octet(&bon, 16, 0), 17, 3), "entete"),
            ("page size 256", octet(&octet(&bon, 16, 1), 17, 0), "entete"),
            ("space reserved on pages", octet(&bon, 20, 8), "entete"),
            ("payload fraction", octet(&bon, 21, 65), "entete"),
            ("UTF-16", octet(&bon, 59, 2), "entete"),
            ("no encoding", octet(&bon, 59, 0), "entete"),
            ("reserved zone", octet(&bon, 80, 1), "entete"),
            ("more pages than bytes", octet(&bon, 30, 0xFF), "coupe"),
            ("fewer pages than bytes", octet(&bon, 31, 1), "entete"),
            (
                "the next version",
                octet(&bon, 63, version + 1),
                "plus-recent",
            ),
            ("a far version", octet(&bon, 60, 0x70), "plus-recent"),
            ("no version", octet(&bon, 63, 0), "entete"),
        ]);
    }
}

#[test]
fn structures_that_are_not_ours() {
    let bon = export(6);
    let colonnes =
        "id TEXT NOT NULL PRIMARY KEY, code TEXT, nom TEXT, departement TEXT, envoyee INTEGER";
    let nombreux =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
        SELECT 'table', 't' || i, 't' || i, 2, 'CREATE TABLE t' || i || ' (a)' FROM n";
    assert_refused(&[
        ("a table more", altere_sql(&bon, "CREATE TABLE de_plus (a)"), "structure"),
        ("a view more", altere_sql(&bon, "CREATE VIEW de_plus AS SELECT 1"), "structure"),
        ("an index more", altere_sql(&bon, "CREATE INDEX de_plus ON ecole (nom)"), "structure"),
        ("an index over an expression", altere_sql(&bon, "CREATE INDEX de_plus ON ecole (upper(nom))"), "structure"),
        ("an index over some rows", altere_sql(&bon, "CREATE INDEX de_plus ON ecole (nom) WHERE eleves > 1"), "structure"),
        ("a trigger", altere_sql(&bon, "CREATE TRIGGER t AFTER INSERT ON ecole BEGIN DELETE FROM manifeste; END"), "structure"),
        ("a trigger instead of", altere_sql(&bon, "CREATE TRIGGER t INSTEAD OF INSERT ON etat_des_lieux BEGIN SELECT 1; END"), "structure"),
        ("statistics", altere_sql(&bon, "ANALYZE"), "structure"),
        ("full text", altere_sql(&bon, "CREATE VIRTUAL TABLE plein USING fts5 (texte)"), "structure"),
        ("an R-tree", altere_sql(&bon, "CREATE VIRTUAL TABLE carre USING rtree (id, a, b)"), "structure"),
        ("a table less", altere_sql(&bon, "DROP TABLE evenement_ecole"), "structure"),
        ("a view less", altere_sql(&bon, "DROP VIEW etat_des_lieux_par_departement"), "structure"),
        ("a column more", altere_sql(&bon, "ALTER TABLE ecole ADD COLUMN secret TEXT"), "structure"),
        ("a column under another name", altere_sql(&bon, "ALTER TABLE terme RENAME COLUMN nom TO mot"), "structure"),
        ("a table under another name", altere_sql(&bon, "ALTER TABLE terme RENAME TO mots"), "structure"),
        ("a view in the place of a table", altere_sql(&bon, "DROP TABLE evenement_ecole;
             CREATE VIEW evenement_ecole (evenement, ecole) AS WITH RECURSIVE n (i) AS
             (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i FROM n"), "structure"),
        ("a view that never ends", altere_sql(&bon, "DROP VIEW etat_des_lieux_par_departement;
             CREATE VIEW etat_des_lieux_par_departement AS WITH RECURSIVE n (i) AS
             (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"), "structure"),
        ("no constraint", autre_table(&bon, &format!("CREATE TABLE circonscription ({colonnes}) STRICT, WITHOUT ROWID")), "structure"),
        ("a constraint that takes for ever", autre_table(&bon, &format!(
            "CREATE TABLE circonscription ({colonnes}, CHECK (length(replace(hex(zeroblob(1000)), '0', hex(zeroblob(100)))) > 0)) STRICT, WITHOUT ROWID")), "structure"),
        ("a default that takes for ever", autre_table(&bon, &format!(
            "CREATE TABLE circonscription ({colonnes}, x TEXT DEFAULT (hex(zeroblob(1000)))) STRICT, WITHOUT ROWID")), "structure"),
        ("a generated column", autre_table(&bon, &format!(
            "CREATE TABLE circonscription ({colonnes}, x TEXT AS (upper(nom)) STORED) STRICT, WITHOUT ROWID")), "structure"),
        ("not strict", autre_table(&bon, &format!("CREATE TABLE circonscription ({colonnes}) WITHOUT ROWID")), "structure"),
        ("with rowid", autre_table(&bon, &format!("CREATE TABLE circonscription ({colonnes}) STRICT")), "structure"),
        ("a comment more", schema(&bon, "UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'terme'"), "structure"),
        ("a name that lies", schema(&bon, "UPDATE sqlite_schema SET name = 'mots' WHERE name = 'terme'"), "structure|pages"),
        ("a name twice", schema(&bon, "INSERT INTO sqlite_schema SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE name = 'terme'"), "structure|pages"),
        ("a table without text", schema(&bon, "UPDATE sqlite_schema SET sql = NULL WHERE name = 'terme'"), "structure|pages"),
        ("text that is no text", schema(&bon, "UPDATE sqlite_schema SET sql = CAST(x'ff00fe' AS TEXT) WHERE name = 'terme'"), "structure|pages"),
        ("a statement that is none", schema(&bon, "UPDATE sqlite_schema SET sql = 'CREATE TABLE terme AS SELECT * FROM ecole' WHERE name = 'terme'"), "structure|pages"),
        ("no root page", schema(&bon, "UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'terme'"), "structure|pages"),
        ("a root page beyond the end", schema(&bon, "UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'terme'"), "structure|pages"),
        ("a root page for two", schema(&bon, "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'solution') WHERE name = 'terme'"), "pages"),
        ("root pages exchanged", schema(&bon, "UPDATE sqlite_schema SET rootpage = CASE name
             WHEN 'ecole' THEN (SELECT rootpage FROM sqlite_schema WHERE name = 'solution')
             ELSE (SELECT rootpage FROM sqlite_schema WHERE name = 'ecole') END WHERE name IN ('ecole', 'solution')"), "pages|valeur|altere"),
        ("a hundred thousand tables", schema(&bon, nombreux), "structure|pages"),
        ("a carnet's structure under an export's name", altere_sql(&carnet(1), "PRAGMA application_id = 0x43454E58; PRAGMA user_version = 1"), "structure"),
        ("an export's structure under a carnet's name", altere_sql(&bon, "PRAGMA application_id = 0x43454E54; PRAGMA user_version = 4"), "structure"),
    ].map(|(nom, octets, attendu)| {
        // Some are met by SQLite itself first; which of the two matters to nobody.
        let lu = verdict(&octets).err().unwrap_or("accepted");
        let attendu = attendu.split('|').find(|a| *a == lu).unwrap_or(attendu);
        (nom, octets, attendu)
    }));
}

#[test]
fn values_no_export_of_ours_holds() {
    let bon = export(6);
    let long = "é".repeat(100_001);
    assert_refused(&[
        (
            "not UTF-8",
            refait(&bon, "UPDATE ecole SET nom = CAST(x'c328' AS TEXT)"),
            "valeur",
        ),
        (
            "too long",
            refait(&bon, &format!("UPDATE ecole SET nom = '{long}'")),
            "valeur",
        ),
        (
            "five megabytes",
            refait(&bon, "UPDATE solution SET note = hex(zeroblob(2500000))"),
            "valeur",
        ),
        (
            "written backwards",
            refait(&bon, "UPDATE ecole SET nom = 'a' || char(0x202e) || 'b'"),
            "valeur",
        ),
        (
            "a bell",
            refait(&bon, "UPDATE ecole SET nom = 'a' || char(7)"),
            "valeur",
        ),
        (
            "an end of text",
            refait(&bon, "UPDATE ecole SET nom = 'a' || char(0) || 'b'"),
            "valeur",
        ),
        (
            "30 February",
            refait(&bon, "UPDATE deploiement SET debut = '2020-02-30'"),
            "valeur",
        ),
        (
            "a date in words",
            refait(&bon, "UPDATE ecole SET ouverture = 'hier'"),
            "valeur",
        ),
        (
            "infinity",
            refait(&bon, "UPDATE ecole SET latitude = 9e999"),
            "valeur",
        ),
        (
            "a number out of measure",
            refait(&bon, "UPDATE ecole SET eleves = 9223372036854775807"),
            "valeur",
        ),
        (
            "an identity in capitals",
            refait(&bon, "UPDATE deploiement SET id = upper(id)"),
            "valeur",
        ),
        (
            "a UAI in small letters",
            refait(
                &bon,
                "UPDATE ecole SET uai = lower(uai); UPDATE deploiement SET ecole = lower(ecole)",
            ),
            "valeur",
        ),
        (
            "no day",
            refait(&bon, "DELETE FROM manifeste WHERE cle = 'au'"),
            "valeur",
        ),
        (
            "a day that is none",
            refait(
                &bon,
                "UPDATE manifeste SET valeur = 'demain' WHERE cle = 'au'",
            ),
            "valeur",
        ),
        (
            "an unknown sender",
            refait(
                &bon,
                "UPDATE manifeste SET valeur = '../..' WHERE cle = 'producteur'",
            ),
            "valeur",
        ),
        (
            "a total in words",
            refait(
                &bon,
                "UPDATE manifeste SET valeur = 'beaucoup' WHERE cle = 'ecoles'",
            ),
            "valeur",
        ),
        (
            "no fingerprint",
            altere_sql(&bon, "DELETE FROM manifeste WHERE cle = 'empreinte'"),
            "valeur",
        ),
        (
            "for a later reader",
            refait(
                &bon,
                "UPDATE manifeste SET valeur = '2' WHERE cle = 'lecteur_min'",
            ),
            "plus-recent",
        ),
        (
            "a vocabulary of its own",
            refait(&bon, "UPDATE deploiement SET perimetre = 'tout'"),
            "pages",
        ),
        (
            "a boolean of two",
            refait(&bon, "UPDATE ecole SET maternelle = 2"),
            "pages",
        ),
        (
            "a text as a number",
            schema(
                &refait(
                    &schema(
                        &bon,
                        "UPDATE sqlite_schema SET sql = replace(sql, 'eleves INTEGER', 'eleves ANY    ') WHERE name = 'ecole'",
                    ),
                    "UPDATE ecole SET eleves = 'cent'",
                ),
                "UPDATE sqlite_schema SET sql = replace(sql, 'eleves ANY    ', 'eleves INTEGER') WHERE name = 'ecole'",
            ),
            "pages",
        ),
        (
            "a school that is not there",
            refait(
                &bon,
                "DELETE FROM ecole WHERE uai = (SELECT min(uai) FROM ecole)",
            ),
            "altere",
        ),
        (
            "a total that lies",
            refait(
                &bon,
                "UPDATE manifeste SET valeur = '5' WHERE cle = 'avec_ent'",
            ),
            "altere",
        ),
        (
            "a value changed",
            altere_sql(&bon, "UPDATE ecole SET eleves = eleves + 1"),
            "altere",
        ),
        (
            "a row less",
            altere_sql(
                &bon,
                "DELETE FROM deploiement WHERE id = (SELECT min(id) FROM deploiement)",
            ),
            "altere",
        ),
        (
            "a row more",
            altere_sql(
                &bon,
                "INSERT INTO terme (id, liste, nom) VALUES (lower(hex(zeroblob(16))), 'moment', 'x')",
            ),
            "altere",
        ),
        (
            "another day",
            altere_sql(
                &bon,
                "UPDATE manifeste SET valeur = '2020-07-02' WHERE cle = 'au'",
            ),
            "altere",
        ),
        (
            "another dictionary",
            altere_sql(&bon, "UPDATE dictionnaire SET libelle = 'x'"),
            "altere",
        ),
        (
            "a table not listed",
            altere_sql(&bon, "DELETE FROM manifeste_table WHERE nom = 'terme'"),
            "altere",
        ),
        (
            "a table listed that is not",
            altere_sql(
                &bon,
                "INSERT INTO manifeste_table VALUES ('zzz', 0, hex(zeroblob(32)))",
            ),
            "altere",
        ),
    ]);
}

#[test]
fn journals_that_contradict_themselves() {
    let bon = carnet(4);
    let imbrique = "[".repeat(5000);
    assert_refused(&[
        (
            "a value changed in the journal",
            altere_sql(
                &bon,
                "UPDATE changement SET champs = replace(champs, 'École n° 1', 'École n° 9')",
            ),
            "altere",
        ),
        (
            "a value changed in the table",
            altere_sql(&bon, "UPDATE deploiement SET debut = '2018-01-01'"),
            "altere",
        ),
        (
            "a row hidden",
            altere_sql(&bon, "UPDATE ecole SET supprime = 1"),
            "altere",
        ),
        (
            "a row less",
            altere_sql(&bon, "DELETE FROM deploiement"),
            "altere",
        ),
        (
            "a change less",
            altere_sql(
                &bon,
                "DELETE FROM changement WHERE seq = (SELECT max(seq) FROM changement)",
            ),
            "altere",
        ),
        (
            "another fingerprint",
            altere_sql(
                &bon,
                "UPDATE changement SET empreinte = zeroblob(32) WHERE seq = 1",
            ),
            "altere",
        ),
        (
            "another instant",
            altere_sql(&bon, "UPDATE changement SET hlc = hlc + 1 WHERE seq = 1"),
            "altere",
        ),
        (
            "an instant at the end of time",
            altere_sql(
                &bon,
                "UPDATE changement SET hlc = 9223372036854775807; UPDATE operation SET hlc = 9223372036854775807",
            ),
            "valeur",
        ),
        (
            "a sentence changed",
            altere_sql(&bon, "UPDATE operation SET libelle = 'Autre chose'"),
            "altere",
        ),
        (
            "an operation that undoes another",
            altere_sql(
                &bon,
                "UPDATE operation SET annule_session = session, annule_numero = 1 WHERE numero = 2",
            ),
            "altere",
        ),
        (
            "an operation less",
            altere_sql(&bon, "DELETE FROM operation WHERE numero = 2"),
            "altere",
        ),
        (
            "nothing replaced",
            altere_sql(&bon, "DELETE FROM remplace"),
            "altere",
        ),
        (
            "something else replaced",
            altere_sql(
                &bon,
                "INSERT INTO remplace SELECT session, seq, session, 1 FROM changement WHERE seq = 3",
            ),
            "altere",
        ),
        (
            "replaced by nothing known",
            altere_sql(
                &bon,
                "INSERT INTO remplace SELECT zeroblob(16), 1, session, seq FROM changement",
            ),
            "altere",
        ),
        (
            "an unknown kind",
            altere_sql(
                &bon,
                "UPDATE changement SET genre = 'mystere' WHERE seq = 2",
            ),
            "altere",
        ),
        (
            "an unknown field",
            altere_sql(
                &bon,
                "UPDATE changement SET champs = '{\"mystere\":1}' WHERE seq = 2",
            ),
            "altere",
        ),
        (
            "nested without end",
            altere_sql(
                &bon,
                &format!("UPDATE changement SET champs = '{imbrique}' WHERE seq = 2"),
            ),
            "altere",
        ),
        (
            "no JSON",
            altere_sql(&bon, "UPDATE changement SET champs = 'x' WHERE seq = 2"),
            "altere",
        ),
        (
            "an identity too short",
            altere_sql(&bon, "INSERT INTO recu VALUES (x'00')"),
            "valeur",
        ),
        (
            "a conflict made up",
            altere_sql(
                &bon,
                "INSERT INTO conflit SELECT genre, objet, 'debut', session, seq FROM changement WHERE genre = 'deploiement'",
            ),
            "altere",
        ),
        (
            "a vocabulary of its own",
            altere_sql(&bon, "UPDATE deploiement SET perimetre = 'tout'"),
            "pages",
        ),
        (
            "measures of no lot",
            altere_sql(
                &bon,
                "INSERT INTO ips (lot, uai, dixiemes) VALUES (zeroblob(16), '0880001Y', 900)",
            ),
            "altere",
        ),
        (
            "a trigger",
            altere_sql(
                &bon,
                "CREATE TRIGGER t AFTER INSERT ON recu BEGIN DELETE FROM changement; END",
            ),
            "structure",
        ),
        (
            "a view changed",
            altere_sql(
                &bon,
                "DROP VIEW commune; CREATE VIEW commune AS SELECT 1 AS insee, 2 AS nom, 3 AS departement, 4 AS depuis",
            ),
            "structure",
        ),
    ]);
}

#[cfg(unix)]
#[test]
fn names_that_do_not_lead_to_a_file_and_names_that_lead_astray() {
    use std::os::unix::fs::symlink;
    let ici = tempfile::tempdir().expect("folder");
    let bon = ici.path().join("bon.sqlite");
    std::fs::write(&bon, export(3)).expect("written");
    // Sidecars of an attacker, beside it.
    for suite in ["-wal", "-shm", "-journal"] {
        let chemin = ici.path().join(format!("bon.sqlite{suite}"));
        std::fs::write(chemin, b"\x37\x7f\x06\x82 what SQLite would replay").expect("written");
    }
    let lien = ici.path().join("lien.sqlite");
    symlink(&bon, &lien).expect("linked");
    let boucle = ici.path().join("boucle.sqlite");
    symlink(&boucle, &boucle).expect("linked");
    let tube = ici.path().join("tube.sqlite");
    let fait = std::process::Command::new("mkfifo").arg(&tube).status();
    assert!(fait.expect("mkfifo").success());
    let adresse = ici.path().join("file:x?mode=rwc");
    std::fs::write(&adresse, export(2)).expect("written");
    let lignes = ici.path().join("deux\nlignes.sqlite");
    std::fs::write(&lignes, export(1)).expect("written");
    let avant = dossier(ici.path());
    for (chemin, attendu) in [
        (&lien, "raccourci"),
        (&boucle, "raccourci"),
        (&tube, "fichier ordinaire"),
        (&ici.path().to_owned(), "dossier"),
        (&ici.path().join("absent"), "n’existe pas"),
    ] {
        let debut = Instant::now();
        let refus = Recu::lire(chemin, None)
            .expect_err("refused")
            .user_message();
        assert!(refus.contains(attendu), "{}: {refus}", chemin.display());
        assert!(debut.elapsed() < DELAI, "{}", chemin.display());
    }
    for (chemin, ecoles) in [(&bon, 3), (&adresse, 2), (&lignes, 1)] {
        let recu = Recu::lire(chemin, None).expect("read");
        let Ok(Fiche::Export(fiche)) = verdict(&recu.octets) else {
            panic!("{}", chemin.display());
        };
        assert_eq!(fiche.ecoles, ecoles, "{}", chemin.display());
    }
    assert_eq!(
        dossier(ici.path()),
        avant,
        "nothing is created nor changed beside it"
    );
}

/// Files of the kernel, which announce no length, or that of a page, and hold another: what a file
/// that grows, or is cut, looks like to whoever reads it, at each run.
#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_length_moves_while_it_is_read_is_refused_with_its_sentence() {
    for chemin in ["/proc/self/maps", "/sys/devices/system/cpu/online"] {
        let refus = Recu::lire(Path::new(chemin), None).map_err(|e| e.user_message());
        let attendu = "change pendant qu’on le lit. Attendez la fin de sa copie, puis recommencez.";
        assert!(
            refus.as_ref().is_err_and(|refus| refus.contains(attendu)),
            "{chemin}: {refus:?}"
        );
    }
}
