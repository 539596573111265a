//! Files received and made one: the same whatever their order, and nothing published that does
//! not add up.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::common::{auteur, jour};
use carnet_ent::domain::{Id, Population, Regle, Source, Uai};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::consolidation::{
    self, Etat, Lu, Plan, Rejet, a_reunir, attendus, etat, publier, recevoir, retenir,
};
use carnet_ent::store::etranger::{self, Refus};
use carnet_ent::store::export::{Avec, Contenu};
use carnet_ent::store::{Champs, Genre, Store, solution};

fn hexa(id: Id) -> String {
    id.to_string().replace('-', "")
}

/// What one sender says of one circonscription.
#[derive(Clone)]
struct Envoi {
    producteur: &'static str,
    circonscription: u32,
    au: NaiveDate,
    /// Ranks of its schools; those with an ENT.
    ecoles: std::ops::Range<u32>,
    avec_ent: u32,
    /// A word of its own for its ENT.
    mot: Option<&'static str>,
}

impl Envoi {
    fn nouveau(circonscription: u32) -> Self {
        Self {
            producteur: "carnet",
            circonscription,
            au: jour(2020, 7, 1),
            ecoles: circonscription * 10..circonscription * 10 + 6,
            avec_ent: 3,
            mot: None,
        }
    }

    fn octets(&self) -> Vec<u8> {
        let mut contenu = Contenu::new(Avec::default());
        let nom = format!("Circonscription {}", self.circonscription);
        let circonscription = hexa(Id::derived("circonscription", &nom));
        contenu.push(
            "circonscription",
            [
                ("id", circonscription.as_str().into()),
                ("nom", nom.as_str().into()),
                ("departement", "088".into()),
                ("envoyee", true.into()),
            ],
        );
        let ent = match self.mot {
            None => hexa(solution("ONE")),
            // As a HMAC: of no version.
            Some(mot) => format!("5bdcc146bf60754e{}", &hexa(Id::derived("essai", mot))[..16]),
        };
        contenu.push(
            "solution",
            [
                ("id", ent.as_str().into()),
                ("code", self.mot.is_none().then_some("ONE").into()),
                ("nom", self.mot.unwrap_or("ONE").into()),
                ("compte_ent", true.into()),
            ],
        );
        for rang in self.ecoles.clone() {
            let uai = uai(rang);
            contenu.push(
                "ecole",
                [
                    ("uai", uai.as_str().into()),
                    ("nom", format!("École n° {rang}").into()),
                    ("maternelle", false.into()),
                    ("elementaire", true.into()),
                    ("specialisee", false.into()),
                    ("statut", "public".into()),
                    ("departement", "088".into()),
                    ("circonscription", circonscription.as_str().into()),
                    ("connue_depuis", "2019-09-01".into()),
                ],
            );
            if rang < self.ecoles.start + self.avec_ent {
                contenu.push(
                    "deploiement",
                    [
                        ("ecole", uai.as_str().into()),
                        ("id", hexa(Id::derived("essai", &uai)).into()),
                        ("solution", ent.as_str().into()),
                        ("debut", "2019-09-02".into()),
                        ("perimetre", "ecole".into()),
                    ],
                );
            }
        }
        let ecoles = self.ecoles.len().to_string();
        let producteur = hexa(Id::derived("carnet", self.producteur));
        for (cle, valeur) in [
            ("format", "1"),
            ("lecteur_min", "1"),
            ("programme", "Carnet ENT 0.1.0"),
            ("producteur", producteur.as_str()),
            ("au", self.au.to_string().as_str()),
            ("perimetre", nom.as_str()),
            ("perimetre_complet", "1"),
            ("noms", "0"),
            ("textes", "0"),
            ("ecoles", ecoles.as_str()),
            ("avec_ent", self.avec_ent.to_string().as_str()),
            ("complet", "10"),
            ("complet_sur", "20"),
        ] {
            contenu.dit(cle, valeur);
        }
        crate::recus::octets(contenu)
    }

    fn lu(&self, nom: &str) -> Lu {
        lu(nom, &self.octets())
    }
}

fn uai(rang: u32) -> String {
    Uai::from_numero(880_000 + rang)
        .expect("a valid UAI")
        .to_string()
}

/// The file as the program reads it, in this process.
fn lu(nom: &str, octets: &[u8]) -> Lu {
    Lu {
        nom: nom.to_owned(),
        lu: etranger::export(octets)
            .map(Box::new)
            .map_err(|refus: Refus| Rejet {
                code: refus.code(),
                court: refus.court().to_owned(),
                phrase: refus.phrase("Ce fichier"),
            }),
    }
}

fn carnet() -> Store {
    Store::in_memory(&auteur("D. A.", jour(2020, 9, 1))).expect("memory")
}

fn recu(store: &mut Store, lus: Vec<Lu>) -> Plan {
    recevoir(store, lus, &mut Progress::silent()).expect("received")
}

fn stand(store: &Store, au: NaiveDate) -> Etat {
    let (faits, recues) = (store.faits().expect("read"), store.recues().expect("read"));
    let attendues = attendus(&faits, &recues.annoncees, au);
    etat(store, &faits, &recues, &attendues, au).expect("counted")
}

/// Public schools received, with an ENT, and each school with what it has.
fn comptes(store: &Store, au: NaiveDate) -> BTreeMap<String, bool> {
    let (faits, recues) = (store.faits().expect("read"), store.recues().expect("read"));
    (faits.ecoles.iter())
        .filter(|e| recues.ecoles.contains_key(&e.id))
        .filter(|e| e.comptee_au(au, Population::Public).is_some())
        .map(|e| (e.uai.clone(), faits.est_equipee(e.id, au, Regle::Classe)))
        .collect()
}

fn verdicts(plan: &Plan) -> BTreeMap<String, &'static str> {
    (plan.fichiers.iter())
        .map(|f| (f.nom.clone(), f.verdict.code()))
        .collect()
}

/// Sixty files: twenty sound, ten of them sent again, ten replaced by a later one, ten damaged, five
/// of a newer version, five that are something else.
fn soixante() -> Vec<Lu> {
    let mut lus = Vec::new();
    for c in 0..20 {
        lus.push(Envoi::nouveau(c).lu(&format!("{c:02}-premier.sqlite")));
    }
    for c in 0..10 {
        lus.push(Envoi::nouveau(c).lu(&format!("{c:02}-renvoye.sqlite")));
    }
    for c in 10..20 {
        let plus_tard = Envoi {
            au: jour(2020, 7, 2),
            // One school less, one ENT more.
            ecoles: c * 10..c * 10 + 5,
            avec_ent: 4,
            ..Envoi::nouveau(c)
        };
        lus.push(plus_tard.lu(&format!("{c:02}-plus-tard.sqlite")));
    }
    for c in 0..10 {
        let mut octets = Envoi::nouveau(c + 20).octets();
        match c % 3 {
            0 => octets.truncate(octets.len() / 2),
            1 => {
                let place = octets.len() - 30 - c as usize;
                octets[place] ^= 4;
            }
            _ => octets.clear(),
        }
        lus.push(lu(&format!("{:02}-abime.sqlite", c + 20), &octets));
    }
    for c in 0..5 {
        let mut octets = Envoi::nouveau(c + 30).octets();
        // The number of the format, in the header.
        octets[60..64].copy_from_slice(&(2 + c).to_be_bytes());
        lus.push(lu(&format!("{:02}-futur.sqlite", c + 30), &octets));
    }
    let hostiles: [&[u8]; 5] = [
        b"",
        b"PK\x03\x04 un classeur",
        b"SQLite format 3\0",
        &[0xFF; 4096],
        b"%PDF-1.7",
    ];
    for (rang, octets) in hostiles.into_iter().enumerate() {
        lus.push(lu(&format!("9{rang}-autre.sqlite"), octets));
    }
    lus
}

#[test]
fn sixty_files_say_the_same_in_every_order() {
    let lus = soixante();
    assert_eq!(lus.len(), 60);
    let au = jour(2020, 7, 2);
    let mut reference = None;
    for ordre in 0..24_usize {
        let mut melange = lus.clone();
        // A walk that meets each file once: 7, 11, 13… share no factor with 60.
        let pas = [1, 7, 11, 13, 17, 19, 23, 29][ordre % 8];
        let places: Vec<usize> = (0..60).map(|n| (n * pas + ordre * 5) % 60).collect();
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), 60);
        melange = places.into_iter().map(|p| melange[p].clone()).collect();
        let mut store = carnet();
        let plan = recu(&mut store, melange.clone());
        let dits = (
            verdicts(&plan),
            comptes(&store, au),
            stand(&store, au).totaux,
        );
        assert!(dits.2.tiennent(), "{:?}", dits.2);
        let reference = &*reference.get_or_insert_with(|| dits.clone());
        assert_eq!(dits, *reference, "{ordre}");
        // In several goes, the carnet holds the same in the end.
        let mut store = carnet();
        for lot in melange.chunks(13) {
            recu(&mut store, lot.to_vec());
        }
        let (counted, totaux) = (comptes(&store, au), stand(&store, au).totaux);
        assert_eq!((&counted, &totaux), (&reference.1, &reference.2), "{ordre}");
        assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    }
    let (verdicts, comptes, totaux) = reference.expect("24 orders");
    let combien = |code: &str| verdicts.values().filter(|v| **v == code).count();
    assert_eq!(combien("accepte"), 10);
    assert_eq!(combien("deja-recu"), 10);
    assert_eq!(combien("remplace"), 10);
    assert_eq!(combien("depasse"), 10);
    assert_eq!(combien("plus-recent"), 5, "{verdicts:?}");
    assert_eq!(combien("quarantaine"), 15);
    // Ten circonscriptions of six schools, ten of five.
    assert_eq!(comptes.len(), 110);
    assert_eq!(
        comptes.values().filter(|ent| **ent).count(),
        10 * 3 + 10 * 4
    );
    assert_eq!((totaux.dits, totaux.comptes), ((110, 70), (110, 70)));
}

#[test]
fn what_a_newer_file_no_longer_says_goes_and_comes_back() {
    let au = jour(2020, 7, 3);
    let mut store = carnet();
    let avec = Envoi::nouveau(1);
    let sans = Envoi {
        au: jour(2020, 7, 2),
        avec_ent: 0,
        ..avec.clone()
    };
    let encore = Envoi {
        au,
        avec_ent: 2,
        ..avec.clone()
    };
    let equipees = |store: &Store| comptes(store, au).values().filter(|e| **e).count();
    recu(&mut store, vec![avec.lu("a.sqlite")]);
    assert_eq!(equipees(&store), 3);
    recu(&mut store, vec![sans.lu("b.sqlite")]);
    assert_eq!(equipees(&store), 0);
    recu(&mut store, vec![encore.lu("c.sqlite")]);
    assert_eq!(equipees(&store), 2);
    // One act each: undone, the one before stands again.
    store.undo().expect("undone");
    assert_eq!(equipees(&store), 0);
    store.undo().expect("undone");
    assert_eq!(equipees(&store), 3);
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

#[test]
fn two_senders_who_name_one_school_are_both_named_and_the_newest_speaks() {
    let mut store = carnet();
    let un = Envoi::nouveau(1);
    let autre = Envoi {
        producteur: "collègue",
        circonscription: 2,
        ecoles: 15..19,
        avec_ent: 0,
        au: jour(2020, 7, 2),
        ..Envoi::nouveau(2)
    };
    let plan = recu(
        &mut store,
        vec![un.lu("un.sqlite"), autre.lu("autre.sqlite")],
    );
    let uais: Vec<&str> = plan.doubles.iter().map(|d| d.uai.as_str()).collect();
    assert_eq!(uais, [uai(15)]);
    assert_eq!(plan.doubles[0].gardee.0, "autre.sqlite");
    let etat = stand(&store, jour(2020, 7, 2));
    assert!(etat.totaux.tiennent(), "{:?}", etat.totaux);
    assert_eq!(etat.totaux.comptes, (9, 3), "each school once");
}

#[test]
fn words_are_asked_about_once() {
    let mut store = carnet();
    let mot = Envoi {
        mot: Some("Benelyu"),
        ..Envoi::nouveau(1)
    };
    recu(&mut store, vec![mot.lu("a.sqlite")]);
    let mots = a_reunir(&store.faits().expect("read"));
    assert_eq!(mots.len(), 1, "{mots:?}");
    assert_eq!(mots[0].proches[0].0, solution("BENEYLU"));
    retenir(&mut store, &mots[0], Some(solution("BENEYLU"))).expect("kept");
    let faits = store.faits().expect("read");
    assert_eq!(a_reunir(&faits), []);
    let nommees: BTreeSet<&str> = (faits.deploiements.values().flatten())
        .map(|d| faits.solutions[&d.solution].nom.as_str())
        .collect();
    assert_eq!(nommees, BTreeSet::from(["Beneylu School"]));
    // A colleague writes it the same way: nothing is asked any more.
    let encore = Envoi {
        producteur: "collègue",
        mot: Some("BENELYU"),
        ..Envoi::nouveau(2)
    };
    recu(&mut store, vec![encore.lu("b.sqlite")]);
    assert_eq!(a_reunir(&store.faits().expect("read")), []);
    assert!(stand(&store, jour(2020, 7, 1)).totaux.tiennent());
}

/// The rig can fail: when the carnet counts otherwise than the files, nothing is published.
#[test]
fn nothing_is_published_that_does_not_add_up() {
    let mut store = carnet();
    let au = jour(2020, 7, 1);
    recu(&mut store, vec![Envoi::nouveau(1).lu("a.sqlite")]);
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = dossier.path().join("consolide.sqlite");
    let publie = |store: &mut Store| {
        let (faits, etat) = (store.faits().expect("read"), stand(store, au));
        publier(
            store,
            &faits,
            &etat,
            (&chemin, false),
            &mut Progress::silent(),
        )
    };
    store
        .transact("ONE ne compte plus", |edit| {
            let champs = Champs::new().set("compte_ent", false);
            edit.put(Genre::Solution, solution("ONE"), champs, Source::Saisi)
        })
        .expect("written");
    let refus = publie(&mut store).expect_err("refused").user_message();
    assert!(refus.contains("ne se recoupent pas"), "{refus}");
    assert!(refus.contains("a.sqlite"), "{refus}");
    assert!(!chemin.exists());
    store.undo().expect("undone");
    let publie = publie(&mut store).expect("published");
    assert_eq!(
        (publie.envoi.compte.ecoles, publie.envoi.compte.avec_ent),
        (6, 3)
    );
    let octets = std::fs::read(&chemin).expect("written");
    let relu = etranger::export(&octets).expect("proven");
    assert_eq!(
        relu.fiche
            .sources
            .as_deref()
            .map(|s| s.contains("Circonscription 1")),
        Some(true)
    );
    // What somebody corrects here is explained, and does not stop it.
    store
        .transact("École fermée", |edit| {
            let champs = Champs::new().set("fermeture", jour(2019, 1, 1));
            edit.put(Genre::Ecole, Id::ecole(&uai(10)), champs, Source::Saisi)
        })
        .expect("written");
    let totaux = stand(&store, au).totaux;
    assert!(totaux.tiennent());
    assert_eq!((totaux.retouchees, totaux.comptes), (1, (5, 2)));
}

#[test]
fn what_was_corrected_goes_back_to_its_circonscription_only() {
    let mut store = carnet();
    let au = jour(2020, 7, 1);
    let lus = (1..=2).map(|c| Envoi::nouveau(c).lu(&format!("{c}.sqlite")));
    recu(&mut store, lus.collect());
    store
        .transact("Correction", |edit| {
            let champs = Champs::new().set("nom", "École Élise");
            edit.put(Genre::Ecole, Id::ecole(&uai(10)), champs, Source::Saisi)
        })
        .expect("written");
    let dossier = tempfile::tempdir().expect("a folder");
    let (faits, etat) = (store.faits().expect("read"), stand(&store, au));
    let moi = auteur("D. A.", jour(2020, 9, 1));
    let place = (dossier.path(), &moi);
    let ecrits = consolidation::retour(&store, &faits, &etat, place, &mut Progress::silent())
        .expect("written");
    assert_eq!(ecrits.len(), 1);
    let octets = std::fs::read(&ecrits[0]).expect("read");
    let retour = etranger::carnet(&octets, &moi).expect("proven");
    // The sender merges it like any carnet.
    let mut sien = Store::in_memory(&auteur("C. P.", jour(2020, 9, 1))).expect("memory");
    sien.transact("Annuaire", |edit| {
        let champs = Champs::new()
            .set("nom", "École n° 10")
            .set("statut", "public");
        edit.releve("annuaire", jour(2020, 1, 1), &uai(10), champs)
    })
    .expect("written");
    sien.union(&retour).expect("merged");
    let faits = sien.faits().expect("read");
    let (situation, _) = faits.ecole_uai(&uai(10)).expect("there").au(au);
    assert_eq!(&*situation.nom, "École Élise");
}
