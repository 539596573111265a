//! `carnet-ent exporter`: the file for the DANE counts as the carnet counts, is the same whatever
//! the order of entry, tells nobody's name, and is whole or absent.

#![expect(
    clippy::disallowed_methods,
    reason = "a file of somebody else stands in the way"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::common::{auteur, jour};
use carnet_ent::demonstration::creer_academie;
use carnet_ent::domain::bilan::bilan;
use carnet_ent::domain::nombre::taux_texte;
use carnet_ent::domain::{
    Compte, CompteRendu, Conditions, Deploiement, Financement, Id, Par, Perimetre, Population,
    Projet, Regle, Source, Visite, VisiteEntiere,
};
use carnet_ent::error::{Error, Result};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::envoi::{
    DemandeEnvoi, Destination, Envoi, Perimetre as Envoyees, ecrire, parties, preparer,
};
use carnet_ent::store::etranger::{self, Fiche};
use carnet_ent::store::export::{Avec, CleEnvoi, Reserve, octets, valeur, verify};
use carnet_ent::store::{Champs, Edit, Store, solution};
use chrono::NaiveDate;
use rusqlite::{Connection, MAIN_DB};

const UAIS: [&str; 2] = ["0880001Y", "0880002Z"];

fn cle() -> CleEnvoi {
    CleEnvoi::from_bytes([7; 32])
}

/// What the program says, as a script runs it.
fn lance(dossier: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
        .current_dir(dossier)
        .env("CARNET_REGLAGES", dossier.join("reglages"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[track_caller]
fn fait(dossier: &Path, arguments: &[&str]) -> String {
    let reponse = lance(dossier, arguments);
    let plainte = String::from_utf8_lossy(&reponse.stderr).into_owned();
    assert_eq!(reponse.status.code(), Some(0), "{arguments:?}: {plainte}");
    String::from_utf8(reponse.stdout).expect("UTF-8")
}

#[track_caller]
fn refuse(dossier: &Path, arguments: &[&str], contient: &str) {
    let reponse = lance(dossier, arguments);
    let plainte = String::from_utf8(reponse.stderr).expect("UTF-8");
    assert_eq!(reponse.status.code(), Some(1), "{arguments:?}: {plainte}");
    assert!(plainte.contains(contient), "{plainte}");
}

/// The names of a folder's files, hidden ones too.
fn fichiers(dossier: &Path) -> Vec<String> {
    let mut noms: Vec<String> = std::fs::read_dir(dossier)
        .expect("a folder")
        .map(|f| {
            f.expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|nom| nom != "reglages" && !nom.ends_with("-wal") && !nom.ends_with("-shm"))
        .collect();
    noms.sort();
    noms
}

fn base(octets: &[u8]) -> Connection {
    let mut base = Connection::open_in_memory().expect("memory");
    base.deserialize_read_exact(MAIN_DB, octets, octets.len(), false)
        .expect("a database");
    base
}

fn envoye(store: &mut Store, au: NaiveDate, avec: Avec) -> (Envoi, Vec<u8>) {
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = dossier.path().join("envoi.sqlite");
    let demande = DemandeEnvoi {
        avec,
        ..DemandeEnvoi::nouvelle(au)
    };
    let faits = store.faits().expect("the facts");
    let envoi = ecrire(
        store,
        &faits,
        (&demande, &cle()),
        &Destination::new(&chemin, false, None),
        &mut Progress::silent(),
    )
    .expect("an export");
    (envoi, std::fs::read(&chemin).expect("written"))
}

/// A line of `etat_des_lieux_par_departement`.
type LigneVue = (String, u64, u64, String, String, u64, u64, String);

fn vue(octets: &[u8]) -> Vec<LigneVue> {
    let base = base(octets);
    let mut demande = base
        .prepare("SELECT * FROM etat_des_lieux_par_departement")
        .expect("a view");
    let lues = demande
        .query_map([], |l| {
            let nombre = |i| {
                l.get::<_, i64>(i)
                    .map(|n| u64::try_from(n).expect("a count"))
            };
            Ok((
                l.get(0)?,
                nombre(1)?,
                nombre(2)?,
                l.get(3)?,
                l.get(4)?,
                nombre(5)?,
                nombre(6)?,
                l.get(7)?,
            ))
        })
        .expect("rows");
    lues.map(|l| l.expect("a row")).collect()
}

fn ligne(nom: &str, c: &Compte) -> LigneVue {
    (
        nom.to_owned(),
        c.ecoles,
        c.avec_ent,
        taux_texte(c.taux()),
        taux_texte(c.part_elementaires_primaires()),
        c.elementaires_primaires,
        c.elementaires_primaires_avec_ent,
        taux_texte(c.taux_elementaires_primaires()),
    )
}

#[test]
fn the_views_count_as_the_carnet_does() {
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = dossier.path().join("a.carnet");
    creer_academie(&chemin, jour(2026, 11, 24)).expect("made");
    let mut store = Store::open(&chemin, &auteur("A. B.", jour(2026, 11, 24))).expect("open");
    for au in [jour(2020, 7, 1), jour(2019, 9, 1)] {
        let faits = store.faits().expect("the facts");
        let attendu = bilan(
            &faits,
            au,
            Par::Departement,
            Regle::Classe,
            Population::Public,
        );
        let mut lignes: Vec<LigneVue> = (attendu.lignes.iter())
            .map(|l| ligne(&l.groupe, &l.compte))
            .collect();
        lignes.push(ligne("Total", &attendu.total));
        let (envoi, octets) = envoye(&mut store, au, Avec::default());
        assert_eq!(vue(&octets), lignes, "{au}");
        assert_eq!(envoi.compte, attendu.total);
    }
    // The published table, through the view alone.
    let (_, octets) = envoye(&mut store, jour(2020, 7, 1), Avec::default());
    let lues: Vec<(String, u64, u64, String)> = vue(&octets)
        .into_iter()
        .map(|l| (l.0, l.1, l.2, l.3.replace('\u{202f}', " ")))
        .collect();
    let attendues = [
        ("Meurthe-et-Moselle", 578, 271, "46,9 %"),
        ("Meuse", 147, 104, "70,7 %"),
        ("Moselle", 961, 609, "63,4 %"),
        ("Vosges", 335, 86, "25,7 %"),
        ("Total", 2021, 1070, "52,9 %"),
    ];
    assert_eq!(
        lues,
        attendues.map(|(d, n, a, t)| (d.into(), n, a, t.into()))
    );
}

/// Facts that bear identities with the time of their making, names and texts.
struct Histoire {
    deploiements: Vec<Deploiement>,
    financement: Financement,
    projet: Projet,
    visites: Vec<VisiteEntiere>,
    conditions: Conditions,
}

const NOMS: [&str; 3] = ["Zéphyrine Quatrefages", "Balthazar Ouldebrèze", "Oswaldine"];

fn histoire() -> Histoire {
    let ecoles = UAIS.map(Id::ecole);
    let deploiement = |ecole| Deploiement {
        id: Id::fresh(),
        ecole,
        solution: solution("ONE"),
        debut: Some(jour(2019, 9, 2)),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None, None, Some(jour(2019, 9, 2)), None, None],
        projet: None,
        commentaire: format!("Suivi par {}", NOMS[0]),
    };
    let visite = |ecole| VisiteEntiere {
        visite: Visite {
            id: Id::fresh(),
            ecole,
            le: jour(2020, 3, 10),
            duree: Some(60),
            motif: None,
            intervenant: NOMS[1].to_owned(),
        },
        compte_rendu: CompteRendu {
            constats: format!("Vu {}", NOMS[2]),
            ..CompteRendu::default()
        },
        rencontres: Vec::new(),
        copies: Vec::new(),
        actions: Vec::new(),
    };
    let deploiements: Vec<Deploiement> = ecoles.into_iter().map(deploiement).collect();
    Histoire {
        financement: Financement {
            id: Id::fresh(),
            ecole: ecoles[0],
            deploiement: Some(deploiements[0].id),
            dispositif: None,
            annee: Some(2019),
            montant_centimes: Some(12_345),
            poste: "Abonnement".to_owned(),
            abonnement_debut: None,
            abonnement_fin: Some(jour(2020, 8, 31)),
            commentaire: format!("Devis signé de {}", NOMS[2]),
        },
        projet: Projet {
            id: Id::fresh(),
            nom: "Projet porté par Mme Quatrefages".to_owned(),
            portee: None,
            circonscription: None,
            solution: Some(solution("ONE")),
            debut: Some(jour(2019, 9, 1)),
            fin: None,
            description: format!("Écrit avec {}", NOMS[1]),
            evaluation: String::new(),
            ecoles: ecoles.into(),
            jalons: Vec::new(),
        },
        visites: ecoles.into_iter().map(visite).collect(),
        conditions: Conditions {
            postes: Some(12),
            commentaire: format!("Armoire ouverte par {}", NOMS[0]),
            ..Conditions::vides(ecoles[1], jour(2020, 1, 15))
        },
        deploiements,
    }
}

impl Histoire {
    fn identites(&self) -> Vec<Id> {
        let mut ids = vec![self.financement.id, self.projet.id];
        ids.extend(self.deploiements.iter().map(|d| d.id));
        ids.extend(self.visites.iter().map(|v| v.visite.id));
        ids
    }

    /// One of the eight acts that write it.
    fn acte(&self, rang: usize, edit: &mut Edit<'_>) -> Result<()> {
        match rang {
            0 | 1 => edit.deploiement(&self.deploiements[rang]).map(drop),
            // It names the first deployment, which may not be written yet.
            2 => {
                edit.deploiement(&self.deploiements[0])?;
                edit.financement(&self.financement, Source::Saisi).map(drop)
            }
            3 => {
                edit.projet(&self.projet)?;
                for ecole in &self.projet.ecoles {
                    edit.projet_ecole(self.projet.id, *ecole, true)?;
                }
                Ok(())
            }
            4 | 5 => edit.visite_entiere(&self.visites[rang - 4]),
            6 => edit.conditions(&self.conditions).map(drop),
            _ => edit.verification(Id::ecole(UAIS[0]), jour(2020, 6, 1), NOMS[2]),
        }
    }
}

const ACTES: usize = 8;

fn ecoles(edit: &mut Edit<'_>, uais: &[&str]) -> Result<()> {
    for uai in uais {
        let champs = Champs::new()
            .set("nom", format!("École {uai}"))
            .set("elementaire", true)
            .set("statut", "public")
            .set("departement", "088");
        edit.releve("annuaire", jour(2019, 9, 1), uai, champs)?;
    }
    Ok(())
}

/// Writes the story in this order, in a new session at each of `coupures`, undoing and redoing one
/// act in `repentir`.
fn carnet(dossier: &Path, histoire: &Histoire, ordre: &[usize], essai: usize) -> Store {
    let chemin = dossier.join(format!("{essai}.carnet"));
    let moi = |n: usize| auteur(&format!("Personne {n}"), jour(2020, 1, 1 + (n % 28) as u32));
    let mut store = Store::create(&chemin, &moi(essai)).expect("made");
    let mut uais = UAIS;
    if essai % 2 == 1 {
        uais.reverse();
    }
    store
        .transact("Écoles", |edit| ecoles(edit, &uais))
        .expect("schools");
    for (n, &rang) in ordre.iter().enumerate() {
        if (n + essai).is_multiple_of(3) {
            drop(store);
            store = Store::open(&chemin, &moi(essai + n)).expect("open again");
        }
        store
            .transact("Acte", |edit| histoire.acte(rang, edit))
            .expect("an act");
        if (n + essai).is_multiple_of(4) {
            assert!(store.undo().expect("undone").is_some());
            assert!(store.redo().expect("redone").is_some());
        }
    }
    store
}

#[test]
fn the_same_facts_give_the_same_bytes_whatever_the_history() {
    let dossier = tempfile::tempdir().expect("a folder");
    let histoire = histoire();
    let au = jour(2020, 7, 1);
    let mut premier: Option<(String, Vec<u8>)> = None;
    for essai in 0..50 {
        // Each essay visits the acts with another step, prime with their number.
        let pas = [1, 3, 5, 7][essai % 4];
        let mut ordre: Vec<usize> = (0..ACTES).map(|n| (essai + n * pas) % ACTES).collect();
        // A funding names the ENT it pays for, which is there first.
        let place = |ordre: &[usize], acte| ordre.iter().position(|a| *a == acte);
        if let (Some(ent), Some(paie)) = (place(&ordre, 0), place(&ordre, 2))
            && paie < ent
        {
            ordre.swap(ent, paie);
        }
        let mut store = carnet(dossier.path(), &histoire, &ordre, essai);
        let (envoi, octets) = envoye(&mut store, au, Avec::default());
        let lu = (envoi.empreinte.lettres(), octets);
        match &premier {
            None => premier = Some(lu),
            Some(premier) => assert!(*premier == lu, "{ordre:?}: {} {}", premier.0, lu.0),
        }
    }
    // One fact more is another file.
    let mut store = carnet(dossier.path(), &histoire, &[0, 1, 2, 3, 4, 5, 6, 7], 99);
    store
        .transact("Verification", |edit| {
            edit.verification(Id::ecole(UAIS[1]), jour(2020, 6, 1), "")
        })
        .expect("a fact");
    let (envoi, _) = envoye(&mut store, au, Avec::default());
    assert_ne!(Some(envoi.empreinte.lettres()), premier.map(|p| p.0));
}

fn hexa(octets: &[u8]) -> String {
    use std::fmt::Write as _;
    octets.iter().fold(String::new(), |mut texte, o| {
        write!(texte, "{o:02x}").expect("a String");
        texte
    })
}

fn contient(foin: &[u8], aiguille: &[u8]) -> bool {
    foin.windows(aiguille.len()).any(|f| f == aiguille)
}

/// What these bytes say of the source that they must not.
fn fuites(octets: &[u8], histoire: &Histoire) -> Vec<String> {
    let mut dites = Vec::new();
    for nom in NOMS.iter().flat_map(|nom| nom.split(' ')) {
        if contient(octets, nom.as_bytes()) {
            dites.push(nom.to_owned());
        }
    }
    for id in histoire.identites() {
        let brut = id.as_bytes();
        // Whole, then the six bytes of its time: as bytes, digits, with a dash.
        for forme in [brut.to_vec(), brut[..6].to_vec()] {
            let texte = hexa(&forme);
            let tirets = format!("{}-{}", &texte[..8], &texte[8..12]);
            for cherche in [forme, texte.clone().into_bytes(), tirets.into_bytes()] {
                if contient(octets, &cherche) || contient(octets, &cherche.to_ascii_uppercase()) {
                    dites.push(format!("{id}: {}", hexa(&cherche)));
                }
            }
        }
    }
    dites
}

#[test]
fn nothing_tells_who_nor_when() {
    let dossier = tempfile::tempdir().expect("a folder");
    let histoire = histoire();
    let au = jour(2020, 7, 1);
    let ordre: Vec<usize> = (0..ACTES).collect();
    let mut store = carnet(dossier.path(), &histoire, &ordre, 1);
    let (envoi, octets) = envoye(&mut store, au, Avec::default());
    assert_eq!(fuites(&octets, &histoire), Vec::<String>::new());
    for quoi in ["noms de personnes", "textes libres", "intitulé"] {
        let dit = |l: &carnet_ent::exchange::envoi::Laisse| l.quoi.0 == quoi || l.quoi.1 == quoi;
        assert!(envoi.laisses.iter().any(dit), "{quoi}: {:?}", envoi.laisses);
    }

    // The search can fail: names when they are asked for, an identity sent as it is.
    let tout = Avec {
        noms: true,
        textes: true,
    };
    let (_, bavard) = envoye(&mut store, au, tout);
    let dites = fuites(&bavard, &histoire);
    for nom in NOMS.iter().flat_map(|nom| nom.split(' ')) {
        assert!(dites.iter().any(|d| d == nom), "{nom}: {dites:?}");
    }
    assert!(dites.iter().all(|d| !d.contains(':')), "{dites:?}");
    for id in histoire.identites().iter().map(|id| id.as_bytes()) {
        let mut base = base(&octets);
        base.execute(
            "UPDATE visite SET id = ?1 WHERE ecole = ?2",
            [&hexa(id), UAIS[0]],
        )
        .expect("altered");
        let clair = base.serialize(MAIN_DB).expect("bytes").to_vec();
        assert!(!fuites(&clair, &histoire).is_empty());
        // Such a file is not one of ours either.
        verify(&clair).expect_err("its fingerprint is another's");
    }
}

/// The identities of what people created in a carnet, and of its sessions.
fn identites(carnet: &Path) -> Vec<Id> {
    let base = Connection::open(carnet).expect("opened");
    let mut demande = base
        .prepare(
            "SELECT objet FROM changement
             WHERE genre IN ('projet', 'jalon', 'deploiement', 'financement', 'visite', 'action',
                             'formation', 'seance', 'evenement', 'observation', 'rencontre')
             UNION SELECT id FROM session",
        )
        .expect("a journal");
    let lues = demande
        .query_map([], |row| row.get::<_, [u8; 16]>(0))
        .expect("asked");
    lues.map(|octets| Id::from_bytes(octets.expect("an identity")))
        .collect()
}

/// What these bytes hold of many identities, and of texts, looked for all at once.
fn trouves(octets: &[u8], ids: &[Id], textes: &BTreeSet<String>) -> Vec<String> {
    // A column holds an identity as thirty-two digits.
    let mut dites = Vec::new();
    let debuts: BTreeSet<[u8; 6]> = (ids.iter())
        .filter_map(|id| id.as_bytes().first_chunk().copied())
        .collect();
    let chiffre = |o: u8| (o as char).to_digit(16).map(|n| n as u8);
    for place in 0..octets.len() {
        let brut = octets[place..].first_chunk::<6>();
        let lu = octets[place..].first_chunk::<12>().and_then(|texte| {
            let mut lu = [0; 6];
            for (i, octet) in lu.iter_mut().enumerate() {
                *octet = chiffre(texte[2 * i])? << 4 | chiffre(texte[2 * i + 1])?;
            }
            Some(lu)
        });
        for debut in [brut.copied(), lu].into_iter().flatten() {
            if debuts.contains(&debut) {
                dites.push(format!("{place}: {}", hexa(&debut)));
            }
        }
    }
    let lisible = String::from_utf8_lossy(octets);
    dites.extend(textes.iter().filter(|t| lisible.contains(*t)).cloned());
    dites
}

#[test]
fn twenty_exports_tell_nobody_and_no_two_keys_can_be_linked() {
    let dossier = tempfile::tempdir().expect("a folder");
    let carnet = dossier.path().join("a.carnet");
    let fin = jour(2026, 11, 24);
    carnet_ent::demonstration::creer_circonscriptions(&carnet, fin).expect("made");
    let ids = identites(&carnet);
    assert!(ids.len() > 1000, "{}", ids.len());
    let store = Store::open(&carnet, &auteur("", fin)).expect("opened");
    let faits = store.faits().expect("the facts");
    let parties = parties(&faits, fin);
    let mut vus: BTreeSet<String> = BTreeSet::new();
    let mut exports = 0;
    for (rang, partie) in (0..10)
        .flat_map(|n| parties.iter().map(move |p| (n, p)))
        .take(20)
    {
        let demande = DemandeEnvoi {
            perimetre: Envoyees::Parties([partie.id].into()),
            ..DemandeEnvoi::nouvelle(jour(2024, 7, 1) + chrono::Months::new(3 * rang))
        };
        let cle = CleEnvoi::random();
        let discret = preparer(&faits, &cle, &demande);
        let tout = Avec {
            noms: true,
            textes: true,
        };
        let bavard = preparer(
            &faits,
            &cle,
            &DemandeEnvoi {
                avec: tout,
                ..demande.clone()
            },
        );
        // Names and texts: what the second holds in the columns the first leaves empty.
        let mut textes = BTreeSet::new();
        for (table, lignes) in bavard.contenu.tables() {
            let places = table.colonnes.iter().enumerate();
            for (place, _) in places.filter(|(_, c)| c.reserve != Reserve::Non) {
                let dits = lignes.iter().filter_map(|l| l[place].as_str());
                textes.extend(dits.filter(|t| t.chars().count() > 3).map(str::to_owned));
            }
        }
        let visites = faits.terrain.visites.values().flatten();
        textes.extend(
            visites
                .map(|v| v.intervenant.clone())
                .filter(|n| !n.is_empty()),
        );
        // A place may be a college, or a word of the lists: those names are public.
        let publics = faits.secteurs.values().map(|s| &s.nom);
        let publics: Vec<&String> = publics.chain(faits.termes.iter().map(|t| &t.nom)).collect();
        textes.retain(|texte| !publics.iter().any(|nom| nom.contains(texte)));
        assert!(textes.len() > 5, "{}", textes.len());
        let octets = octets(&discret.contenu, &discret.empreinte, |_| Ok(())).expect("made");
        assert_eq!(trouves(&octets, &ids, &textes), Vec::<String>::new());
        exports += 1;
        // What people created bears another identity under every key.
        for table in [
            "deploiement",
            "visite",
            "formation",
            "projet",
            "financement",
        ] {
            for ligne in discret.contenu.lignes(table) {
                let id = valeur(table, ligne, "id")
                    .and_then(|c| c.as_str())
                    .expect("an id");
                assert!(
                    vus.insert(format!("{table} {id}")),
                    "{table} {id}: seen under another key"
                );
            }
        }
        // The search can fail: on names that were asked for, on an identity as it is.
        if rang == 0 {
            let octets =
                carnet_ent::store::export::octets(&bavard.contenu, &bavard.empreinte, |_| Ok(()));
            assert!(!trouves(&octets.expect("made"), &ids, &textes).is_empty());
            for clair in [
                ids[7].as_bytes().to_vec(),
                hexa(ids[7].as_bytes()).into_bytes(),
            ] {
                assert!(!trouves(&clair, &ids, &textes).is_empty());
            }
        }
    }
    assert_eq!(exports, 20);
    // The same key links them: what the receiver needs.
    let envoi = |cle: &CleEnvoi| preparer(&faits, cle, &DemandeEnvoi::nouvelle(fin)).contenu;
    assert_eq!(
        envoi(&cle()).lignes("visite"),
        envoi(&cle()).lignes("visite")
    );
}

#[test]
fn undo_passes_over_the_key() {
    let dossier = tempfile::tempdir().expect("a folder");
    let histoire = histoire();
    let mut store = carnet(dossier.path(), &histoire, &[0, 1, 4, 5], 2);
    assert!(store.undo().expect("undone").is_some());
    let au = jour(2020, 7, 1);
    let (_, avant) = envoye(&mut store, au, Avec::default());
    let cle_connue = store
        .cle_envoi()
        .expect("read")
        .expect("made by the export");
    // The making of the key is nobody's act: what was undone can still be redone.
    assert_eq!(store.redo_label().expect("read").as_deref(), Some("Acte"));
    let ligne = |store: &Store| {
        let mut lignes = store.historique().expect("read").into_iter();
        lignes
            .find(|l| l.libelle == "Clé des envois créée")
            .expect("in the history")
    };
    assert!(!ligne(&store).annulable);
    store
        .undo_until(ligne(&store).id)
        .expect_err("not mine to undo");
    assert_eq!(store.undo_label().expect("read").as_deref(), Some("Acte"));
    while store.undo().expect("undone").is_some() {}
    assert!(!ligne(&store).annulee);
    assert_eq!(store.cle_envoi().expect("read"), Some(cle_connue));
    while store.redo().expect("redone").is_some() {}
    let (_, apres) = envoye(&mut store, au, Avec::default());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    // All that was undone is back, with what had been undone before the first export.
    let producteur = |octets: &[u8]| -> String {
        base(octets)
            .query_row(
                "SELECT valeur FROM manifeste WHERE cle = 'producteur'",
                [],
                |r| r.get(0),
            )
            .expect("a producteur")
    };
    assert_eq!(producteur(&avant), producteur(&apres));
    assert_ne!(avant, apres, "one visit more");
}

#[test]
fn an_export_under_a_passphrase_is_read_with_it_only() {
    let dossier = tempfile::tempdir().expect("a folder");
    let d = dossier.path();
    drop(carnet(d, &histoire(), &[0, 1, 2, 3, 4, 5, 6, 7], 1));
    std::fs::write(d.join("phrase"), "quatre mots sans rapport\n").expect("written");
    std::fs::write(d.join("autre"), "quatre mots sans accord\n").expect("written");
    std::fs::write(d.join("courte"), "court\n").expect("written");
    let base = [
        "exporter", "1.carnet", "--au", "1/7/2020", "--sortie", "e.sqlite",
    ];
    let avec = |plus: &[&'static str]| [&base[..], plus].concat();
    refuse(
        d,
        &avec(&["--mot-de-passe-fichier", "courte"]),
        "trop court",
    );
    refuse(d, &avec(&["--mot-de-passe-fichier", "absente"]), "absente");
    assert!(!d.join("e.sqlite").exists() && !d.join("e.sqlite.age").exists());
    let dit = fait(d, &avec(&["--mot-de-passe-fichier", "phrase"]));
    assert!(
        dit.contains("Écrit\u{202f}: e.sqlite.age") && dit.contains("«\u{a0}e.sqlite.age\u{a0}»"),
        "{dit}"
    );
    assert!(
        !d.join("e.sqlite").exists(),
        "nothing stands without its passphrase"
    );
    let lettres = dit
        .lines()
        .find_map(|l| l.strip_prefix("Empreinte\u{202f}: "))
        .expect("said");
    let lu = fait(
        d,
        &[
            "inspecter",
            "e.sqlite.age",
            "--mot-de-passe-fichier",
            "phrase",
        ],
    );
    assert!(lu.contains(lettres), "{lu}");
    for (plus, raison) in [
        (&[][..], "chiffré par un mot de passe"),
        (
            &["--mot-de-passe-fichier", "autre"][..],
            "mot de passe n’est pas celui",
        ),
    ] {
        let arguments = [&["inspecter", "e.sqlite.age"][..], plus].concat();
        let reponse = lance(d, &arguments);
        assert_eq!(reponse.status.code(), Some(1));
        let plainte = String::from_utf8(reponse.stderr).expect("UTF-8");
        assert!(plainte.contains(raison), "{plainte}");
        assert_eq!(plainte.trim_end().lines().count(), 1, "{plainte}");
    }
    // Replaced by another of its kind, and only when one says so; the sealed bytes never repeat.
    let premier = std::fs::read(d.join("e.sqlite.age")).expect("there");
    refuse(
        d,
        &avec(&["--mot-de-passe-fichier", "phrase"]),
        "existe déjà",
    );
    fait(
        d,
        &avec(&["--mot-de-passe-fichier", "phrase", "--remplacer"]),
    );
    assert_ne!(
        std::fs::read(d.join("e.sqlite.age")).expect("there"),
        premier
    );
    let encore = fait(
        d,
        &[
            "inspecter",
            "e.sqlite.age",
            "--mot-de-passe-fichier",
            "phrase",
        ],
    );
    assert_eq!(encore, lu);
    std::fs::rename(d.join("e.sqlite.age"), d.join("coffre.age")).expect("renamed");
    let autre = [
        "exporter",
        "1.carnet",
        "--sortie",
        "coffre.age",
        "--remplacer",
        "--mot-de-passe-fichier",
        "phrase",
    ];
    refuse(d, &autre, "n’est pas un fichier envoyé");
}

#[test]
fn what_is_refused_or_stopped_leaves_no_file() {
    let dossier = tempfile::tempdir().expect("a folder");
    let d = dossier.path();
    let histoire = histoire();
    let ordre: Vec<usize> = (0..ACTES).collect();
    let mut store = carnet(d, &histoire, &ordre, 1);
    let faits = store.faits().expect("the facts");
    let demande = DemandeEnvoi::nouvelle(jour(2020, 7, 1));
    // Stopped once the key is kept: while the rows are written.
    let annule = AtomicBool::new(false);
    let mut progress = Progress::new(&annule, |_| annule.store(true, Ordering::Relaxed));
    let chemin = d.join("envoi.sqlite");
    let stopped = ecrire(
        &mut store,
        &faits,
        (&demande, &cle()),
        &Destination::new(&chemin, false, None),
        &mut progress,
    );
    assert!(matches!(stopped, Err(Error::Interrupted)), "{stopped:?}");
    drop(store);
    assert_eq!(fichiers(d), ["1.carnet"]);

    let au = ["--au", "1/7/2020"];
    let sortir = |nom: &'static str| ["exporter", "1.carnet", "--sortie", nom];
    let avec = |nom, plus: &[&'static str]| [&sortir(nom)[..], &au, plus].concat();
    refuse(
        d,
        &avec("envoi.sqlite", &["--circonscription", "Nulle part"]),
        "Nulle part",
    );
    refuse(d, &avec("absent/envoi.sqlite", &[]), "absent");
    assert_eq!(fichiers(d), ["1.carnet"]);

    // What stands there and is no export stays, whatever is asked; so does the carnet itself.
    std::fs::write(d.join("notes.txt"), "à garder").expect("written");
    let carnet = std::fs::read(d.join("1.carnet")).expect("read");
    refuse(d, &avec("notes.txt", &[]), "existe déjà");
    refuse(
        d,
        &avec("notes.txt", &["--remplacer"]),
        "n’est pas un fichier envoyé",
    );
    refuse(d, &avec("1.carnet", &["--remplacer"]), "carnet ouvert");
    assert_eq!(
        std::fs::read(d.join("notes.txt")).expect("read"),
        "à garder".as_bytes()
    );
    assert_eq!(std::fs::read(d.join("1.carnet")).expect("read"), carnet);
    assert_eq!(fichiers(d), ["1.carnet", "notes.txt"]);
}

#[test]
fn the_command_says_what_left() {
    let dossier = tempfile::tempdir().expect("a folder");
    let d = dossier.path();
    let histoire = histoire();
    let ordre: Vec<usize> = (0..ACTES).collect();
    drop(carnet(d, &histoire, &ordre, 1));
    let base = [
        "exporter", "1.carnet", "--sortie", "e.sqlite", "--au", "1/7/2020",
    ];
    let dit = fait(d, &base);
    let lettres = dit
        .lines()
        .find_map(|l| l.strip_prefix("Empreinte\u{202f}: "))
        .expect("a fingerprint");
    let groupes: Vec<&str> = lettres.split(' ').collect();
    assert_eq!(groupes.len(), 8, "{lettres}");
    assert!(groupes.iter().all(|g| g.len() == 4), "{lettres}");
    // Said, and said again in the message.
    assert_eq!(dit.matches(lettres).count(), 2, "{dit}");
    let lu = etranger::export(&std::fs::read(d.join("e.sqlite")).expect("written")).expect("whole");
    assert_eq!(Fiche::Export(lu.fiche).lettres(), lettres);

    // A second one keeps the key of the first: the same bytes, once one says so.
    let avant = std::fs::read(d.join("e.sqlite")).expect("written");
    refuse(d, &base, "existe déjà");
    let json = fait(
        d,
        &[&base[..], &["--remplacer", "--format", "json"]].concat(),
    );
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["empreinte_lettres"], lettres);
    assert_eq!((&json["ecoles"], &json["avec_ent"]), (&2.into(), &2.into()));
    assert_eq!(std::fs::read(d.join("e.sqlite")).expect("written"), avant);

    // Names alone, then texts too.
    let noms = [&base[..], &["--remplacer", "--avec", "noms"]].concat();
    let dit = fait(d, &noms);
    assert!(
        !dit.contains("noms de personnes") && dit.contains("textes libres"),
        "{dit}"
    );
    let tout = [&base[..], &["--remplacer", "--avec", "noms,textes"]].concat();
    let dit = fait(d, &tout);
    assert!(!dit.contains("textes libres"), "{dit}");
}
