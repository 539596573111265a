//! The worked story: three people, one carnet copied twice; merged, settled, undone, gone back.
//!
//! Anne, Bruno and Chloé hold copies of one carnet. Each imports, corrects and records apart, two
//! of them the same things; then A takes B, B takes A, C takes A, and C undoes her own act.

#![expect(clippy::disallowed_methods, reason = "a copy is damaged from outside")]

use std::path::{Path, PathBuf};

use crate::common::{auteur, jour};
use carnet_ent::domain::indicateurs::{Cle, Journee, Question, activite};
use carnet_ent::domain::{
    ChampEcole, Deploiement, Financement, Id, Perimetre, Population, Regle, Reponse, Sort,
    SorteDoublon, Source, Visite,
};
use carnet_ent::store::{Autre, Champs, Choix, Genre, Passage, Reglement, Store, solution};

const UAI: &str = "0880001Y";
const AUTRE: &str = "0880002Z";

struct Trois {
    dossier: tempfile::TempDir,
    chemins: [PathBuf; 3],
}

const NOMS: [&str; 3] = ["Anne", "Bruno", "Chloé"];

impl Trois {
    /// One carnet with two schools, copied twice.
    fn new() -> Self {
        let dossier = tempfile::tempdir().expect("folder");
        let chemins = NOMS.map(|nom| dossier.path().join(format!("{nom}.carnet")));
        let mut store =
            Store::create(&chemins[0], &auteur("Anne", jour(2023, 9, 1))).expect("created");
        annuaire(&mut store, 2022, "École Élise");
        store.copy_to(&chemins[1]).expect("copied");
        store.copy_to(&chemins[2]).expect("copied");
        Self { dossier, chemins }
    }

    fn open(&self, qui: usize) -> Store {
        // Clocks apart: they must decide nothing.
        let au = [jour(2024, 3, 1), jour(2019, 3, 1), jour(2026, 3, 1)][qui];
        Store::open(&self.chemins[qui], &auteur(NOMS[qui], au)).expect("opened")
    }

    /// Brings the carnet of `de` into that of `dans`, as the program does.
    fn merge(&self, dans: &mut Store, de: usize) -> carnet_ent::domain::PlanFusion {
        let autres = [autre(&self.chemins[de])];
        let plan = dans.comparer(&autres).expect("compared");
        let copy = dans.sauvegarder().expect("saved");
        let fait = dans.reunir(&autres, copy.as_deref()).expect("merged");
        assert_eq!(plan, fait, "what was announced is what was done");
        sound(dans);
        fait
    }
}

fn autre(chemin: &Path) -> Autre {
    let copy = tempfile::tempdir().expect("folder");
    let chemin_copie = copy.path().join("copie.carnet");
    std::fs::copy(chemin, &chemin_copie).expect("copied");
    let octets = std::fs::read(&chemin_copie).expect("read");
    Autre {
        nom: chemin
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned(),
        store: carnet_ent::store::etranger::carnet(&octets, &auteur("", jour(2030, 1, 1)))
            .expect("believed"),
    }
}

fn sound(store: &Store) {
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

fn annuaire(store: &mut Store, annee: i32, nom: &str) {
    store
        .transact("Import de l’annuaire", |edit| {
            for uai in [UAI, AUTRE] {
                let champs = Champs::new()
                    .set("nom", nom)
                    .set("elementaire", true)
                    .set("statut", "public");
                edit.releve("annuaire", jour(annee, 9, 1), uai, champs)?;
            }
            Ok(())
        })
        .expect("imported");
}

fn ent(store: &mut Store, debut: (i32, u32, u32), commentaire: &str) -> Id {
    let d = Deploiement {
        id: Id::fresh(),
        ecole: Id::ecole(UAI),
        solution: solution("ONE"),
        debut: Some(jour(debut.0, debut.1, debut.2)),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None; 5],
        projet: None,
        commentaire: commentaire.to_owned(),
    };
    store
        .transact("Déploiement d’un ENT", |edit| edit.deploiement(&d))
        .expect("written");
    d.id
}

fn shown(store: &Store) -> Vec<Deploiement> {
    let faits = store.faits().expect("facts");
    faits.deploiements(Id::ecole(UAI)).to_vec()
}

fn financements(store: &Store) -> usize {
    let faits = store.faits().expect("facts");
    faits.financements(Id::ecole(UAI)).len()
}

fn nom_au(store: &Store, annee: i32) -> String {
    let faits = store.faits().expect("facts");
    let ecole = faits.ecoles.iter().find(|e| e.uai == UAI).expect("known");
    ecole.au(jour(annee, 12, 1)).0.nom.to_string()
}

#[test]
fn three_people_one_carnet() {
    let trois = Trois::new();
    // Anne and Bruno both import the annuaire of 2023, Chloé that of 2024.
    let mut anne = trois.open(0);
    annuaire(&mut anne, 2023, "École Élise Morel");
    let chez_anne = ent(&mut anne, (2023, 9, 1), "");
    drop(anne);
    let mut bruno = trois.open(1);
    annuaire(&mut bruno, 2023, "École Élise Morel");
    let chez_bruno = ent(&mut bruno, (2023, 9, 1), "Convention signée");
    drop(bruno);
    let mut chloe = trois.open(2);
    annuaire(&mut chloe, 2024, "EEPU Élise");
    chloe
        .transact("Correction d’une école", |edit| {
            let nom = Some("École Élise-Morel".into());
            edit.corriger_ecole(Id::ecole(UAI), ChampEcole::Nom, nom)
        })
        .expect("corrected");
    drop(chloe);

    // A from B: the annuaire coincides, the same ENT stands twice and is proposed as one.
    let mut anne = trois.open(0);
    let plan = trois.merge(&mut anne, 1);
    assert!(plan.parents);
    assert_eq!(plan.desaccords, Vec::<String>::new());
    let nouveaux: Vec<&str> = plan
        .apports
        .iter()
        .filter(|a| a.sort == Sort::Nouveau)
        .map(|a| a.libelle.as_str())
        .collect();
    assert_eq!(nouveaux, ["déploiement ONE depuis le 1er septembre 2023"]);
    assert_eq!(plan.doublons.len(), 1);
    assert_eq!(plan.doublons[0].sorte, SorteDoublon::Deploiement);
    assert_eq!(shown(&anne).len(), 2);
    let reponse = Reglement::Identifier {
        genre: Genre::Deploiement,
        un: chez_anne,
        autre: chez_bruno,
        reponse: Reponse::Meme,
    };
    anne.regler(&reponse).expect("answered");
    sound(&anne);
    // One ENT, and what only Bruno had said of it is not lost.
    let un = shown(&anne);
    assert_eq!(un.len(), 1);
    assert_eq!(un[0].id, chez_anne.min(chez_bruno));
    assert_eq!(un[0].commentaire, "Convention signée");
    assert_eq!(
        anne.doublons(&anne.faits().expect("facts")).expect("asked"),
        []
    );
    drop(anne);

    // Bruno, who knows nothing of it, adds a funding to his; Anne deletes the one that is both.
    let mut bruno = trois.open(1);
    let mut financement = Financement::nouveau(Id::ecole(UAI));
    financement.deploiement = Some(chez_bruno);
    financement.annee = Some(2024);
    bruno
        .transact("Financement d’une école", |edit| {
            edit.financement(&financement, Source::Saisi)
        })
        .expect("funded");
    drop(bruno);
    let mut anne = trois.open(0);
    anne.transact("Suppression d’un déploiement", |edit| {
        edit.delete(Genre::Deploiement, chez_anne.min(chez_bruno))
    })
    .expect("deleted");
    assert_eq!(shown(&anne), []);
    drop(anne);

    // B from A: what Anne deleted without knowing of the funding comes back, and says so.
    let mut bruno = trois.open(1);
    let plan = trois.merge(&mut bruno, 0);
    assert_eq!(plan.desaccords.len(), 1, "{:?}", plan.desaccords);
    let differends = bruno.differends().expect("asked");
    assert_eq!(differends.len(), 1);
    assert!(differends[0].is_deletion());
    assert_eq!(shown(&bruno).len(), 1);
    let faits = bruno.faits().expect("facts");
    let paye = &faits.financements(Id::ecole(UAI))[0];
    assert_eq!(
        paye.deploiement,
        Some(shown(&bruno)[0].id),
        "it pays the one that stays"
    );
    // Bruno keeps it; both colleagues are told the same.
    let garde = differends[0].choisir(Choix::Conserver);
    bruno.regler(&garde).expect("settled");
    assert_eq!(bruno.differends().expect("asked"), []);
    assert_eq!(shown(&bruno).len(), 1);
    sound(&bruno);
    drop(bruno);
    let mut anne = trois.open(0);
    trois.merge(&mut anne, 1);
    assert_eq!(anne.differends().expect("asked"), []);
    assert_eq!(shown(&anne).len(), 1);
    drop(anne);

    // C from A: Chloé's correction beats the files, older and newer.
    let mut chloe = trois.open(2);
    trois.merge(&mut chloe, 0);
    assert_eq!(nom_au(&chloe, 2024), "École Élise-Morel");
    assert_eq!(shown(&chloe).len(), 1);
    // Undo on C walks her own acts, never those of Anne and Bruno.
    assert_eq!(
        chloe.undo_label().expect("asked").as_deref(),
        Some("Correction d’une école")
    );
    chloe.undo().expect("undone");
    sound(&chloe);
    assert_eq!(nom_au(&chloe, 2024), "EEPU Élise");
    assert_eq!(nom_au(&chloe, 2023), "École Élise Morel");
    assert_eq!(shown(&chloe).len(), 1);
    drop(chloe);

    // C via A is C direct; a second time brings nothing.
    let (mut un, mut deux) = (trois.open(0), trois.open(1));
    trois.merge(&mut un, 2);
    assert!(deux.comparer(&[autre(&trois.chemins[0])]).is_ok());
    drop(deux);
    drop(un);
    let mut deux = trois.open(1);
    trois.merge(&mut deux, 2);
    trois.merge(&mut deux, 0);
    let mut un = trois.open(0);
    let reste = autre(&trois.chemins[1]);
    drop(deux);
    un.union(&reste.store).expect("merged");
    assert_eq!(
        un.difference(&trois.open(1)).expect("compared"),
        Vec::<String>::new()
    );
}

/// A financing that arrives with the deletion of its deployment was written once only, and what
/// replaced it speaks of another object.
#[test]
fn a_part_deleted_with_its_whole_before_it_arrives_stays_hidden() {
    let trois = Trois::new();
    let mut bruno = trois.open(1);
    let deploiement = ent(&mut bruno, (2023, 9, 1), "");
    let mut financement = Financement::nouveau(Id::ecole(UAI));
    financement.deploiement = Some(deploiement);
    bruno
        .transact("Financement", |edit| {
            edit.financement(&financement, Source::Saisi)
        })
        .expect("written");
    bruno
        .transact("Suppression", |edit| {
            edit.delete(Genre::Deploiement, deploiement)
        })
        .expect("deleted");
    drop(bruno);
    let mut anne = trois.open(0);
    // Proves also that the tables are those of a replay.
    trois.merge(&mut anne, 1);
    assert_eq!(shown(&anne), []);
    assert_eq!(financements(&anne), 0);
}

/// What only touches a whole leaves its parts as they were; its deletion and its return do not.
#[test]
fn parts_follow_a_whole_deleted_and_brought_back_elsewhere() {
    let trois = Trois::new();
    let mut anne = trois.open(0);
    let deploiement = ent(&mut anne, (2023, 9, 1), "");
    let mut financement = Financement::nouveau(Id::ecole(UAI));
    financement.deploiement = Some(deploiement);
    anne.transact("Financement", |edit| {
        edit.financement(&financement, Source::Saisi)
    })
    .expect("written");
    let mut bruno = trois.open(1);
    trois.merge(&mut bruno, 0);
    bruno
        .transact("Suppression", |edit| {
            edit.delete(Genre::Deploiement, deploiement)
        })
        .expect("deleted");
    trois.merge(&mut anne, 1);
    assert_eq!(financements(&anne), 0);
    bruno.undo().expect("undone");
    trois.merge(&mut anne, 1);
    assert_eq!(financements(&anne), 1);
    assert_eq!(shown(&anne).len(), 1);
}

#[test]
fn merging_twice_changes_no_byte() {
    let trois = Trois::new();
    let mut bruno = trois.open(1);
    ent(&mut bruno, (2023, 9, 1), "");
    drop(bruno);
    let mut anne = trois.open(0);
    trois.merge(&mut anne, 1);
    drop(anne);
    let avant = std::fs::read(&trois.chemins[0]).expect("read");
    let mut anne = trois.open(0);
    let plan = anne
        .reunir(&[autre(&trois.chemins[1])], None)
        .expect("merged");
    assert!(plan.rien);
    assert_eq!(anne.fusions().expect("asked").len(), 1);
    drop(anne);
    assert_eq!(std::fs::read(&trois.chemins[0]).expect("read"), avant);
}

#[test]
fn a_comparison_writes_nothing() {
    let trois = Trois::new();
    let mut bruno = trois.open(1);
    ent(&mut bruno, (2023, 9, 1), "");
    drop(bruno);
    let avant = std::fs::read(&trois.chemins[0]).expect("read");
    let mut anne = trois.open(0);
    let plan = anne
        .comparer(&[autre(&trois.chemins[1])])
        .expect("compared");
    assert_eq!(plan.apports.len(), 1);
    assert_eq!(plan.apports[0].ou, "École Élise (0880001Y)");
    assert_eq!(shown(&anne), []);
    drop(anne);
    assert_eq!(std::fs::read(&trois.chemins[0]).expect("read"), avant);
}

#[test]
fn one_goes_back_to_before_a_merge_until_something_else_is_written() {
    let trois = Trois::new();
    let mut bruno = trois.open(1);
    let chez_bruno = ent(&mut bruno, (2023, 9, 1), "");
    drop(bruno);
    let mut anne = trois.open(0);
    let chez_anne = ent(&mut anne, (2023, 9, 1), "");
    let avant = anne.faits().expect("facts");
    let acte = anne.historique().expect("read")[0].id;
    trois.merge(&mut anne, 1);
    // Settling what it brought does not close the way back…
    anne.regler(&Reglement::Identifier {
        genre: Genre::Deploiement,
        un: chez_anne,
        autre: chez_bruno,
        reponse: Reponse::Distinct,
    })
    .expect("answered");
    // … and undoing a whole stretch stops at the merge.
    assert!(anne.undo_until(acte).is_err());
    assert!(anne.retour().expect("asked").is_some());
    anne.revenir().expect("back");
    sound(&anne);
    assert_eq!(anne.faits().expect("facts"), avant);
    assert_eq!(anne.fusions().expect("asked"), []);
    assert!(
        anne.undo_until(acte).is_ok(),
        "before it, undo walks as ever"
    );
    sound(&anne);
    // The merge can be made again; then something else is written.
    trois.merge(&mut anne, 1);
    assert!(anne.retour().expect("asked").is_some());
    ent(&mut anne, (2025, 9, 1), "");
    assert_eq!(anne.retour().expect("asked"), None);
    assert!(anne.revenir().is_err());
    assert_eq!(shown(&anne).len(), 2);
}

#[test]
fn what_was_erased_does_not_come_back_with_the_copy() {
    let trois = Trois::new();
    let mut bruno = trois.open(1);
    ent(&mut bruno, (2024, 9, 1), "");
    drop(bruno);
    let mut anne = trois.open(0);
    let chez_anne = ent(&mut anne, (2023, 9, 1), "Demandé par Mme Durand");
    trois.merge(&mut anne, 1);
    anne.purge(Genre::Deploiement, chez_anne, None, "demande")
        .expect("erased");
    anne.revenir().expect("back");
    sound(&anne);
    assert!(shown(&anne).iter().all(|d| d.id != chez_anne));
}

/// The files beside the carnets that hold this text, by name.
fn contenant(dossier: &Path, texte: &str) -> Vec<String> {
    let mut noms: Vec<String> = std::fs::read_dir(dossier)
        .expect("listed")
        .map(|entree| entree.expect("an entry").path())
        .filter(|chemin| {
            let octets = std::fs::read(chemin).expect("read");
            octets.windows(texte.len()).any(|w| w == texte.as_bytes())
        })
        .map(|chemin| {
            let nom = chemin.file_name().expect("a name");
            nom.to_string_lossy().into_owned()
        })
        .collect();
    noms.sort();
    noms
}

#[test]
fn a_person_erased_after_a_merge_is_in_no_copy_made_before_it() {
    let trois = Trois::new();
    let mut bruno = trois.open(1);
    ent(&mut bruno, (2024, 9, 1), "");
    drop(bruno);
    let mut anne = trois.open(0);
    let chez_anne = ent(&mut anne, (2023, 9, 1), "Demandé par Mme Durand");
    trois.merge(&mut anne, 1);
    anne.revenir().expect("back");
    // Going back has forgotten the first copy, which stands; the second merge makes another.
    trois.merge(&mut anne, 1);
    let dossier = trois.dossier.path();
    assert_eq!(
        contenant(dossier, "Durand").len(),
        3,
        "the carnet, two copies"
    );
    anne.purge(Genre::Deploiement, chez_anne, None, "demande")
        .expect("erased");
    drop(anne);
    assert_eq!(contenant(dossier, "Durand"), Vec::<String>::new());
    // The copies are still carnets, without that person, and with all the rest.
    let copies: Vec<PathBuf> = std::fs::read_dir(dossier)
        .expect("listed")
        .map(|entree| entree.expect("an entry").path())
        .filter(|chemin| chemin.to_string_lossy().contains("(avant fusion du "))
        .collect();
    assert_eq!(copies.len(), 2);
    for copie in copies {
        let store = Store::open(&copie, &auteur("Anne", jour(2024, 3, 2))).expect("opened");
        sound(&store);
        assert_eq!(store.faits().expect("facts").ecoles.len(), 2);
        assert_eq!(shown(&store), []);
    }
    let mut anne = trois.open(0);
    anne.revenir().expect("back");
    sound(&anne);
}

#[test]
fn a_person_erased_by_a_colleague_is_not_kept_in_the_copy_made_before_the_merge() {
    let trois = Trois::new();
    let mut anne = trois.open(0);
    let id = ent(&mut anne, (2023, 9, 1), "Demandé par Mme Durand");
    drop(anne);
    let mut bruno = trois.open(1);
    trois.merge(&mut bruno, 0);
    bruno
        .purge(Genre::Deploiement, id, None, "demande")
        .expect("erased");
    drop(bruno);
    let mut anne = trois.open(0);
    trois.merge(&mut anne, 1);
    assert_eq!(shown(&anne), []);
    drop(anne);
    let restes = contenant(trois.dossier.path(), "Durand");
    assert_eq!(restes, Vec::<String>::new());
}

#[test]
fn a_copy_that_cannot_be_rewritten_keeps_everything_from_being_half_erased() {
    let trois = Trois::new();
    let mut bruno = trois.open(1);
    ent(&mut bruno, (2024, 9, 1), "");
    drop(bruno);
    let mut anne = trois.open(0);
    let chez_anne = ent(&mut anne, (2023, 9, 1), "Demandé par Mme Durand");
    trois.merge(&mut anne, 1);
    let copie = anne.fusions().expect("asked")[0]
        .sauvegarde
        .clone()
        .expect("a copy");
    let ouverte = Store::open(&copie, &auteur("", jour(2024, 3, 1))).expect("opened");
    let refus = anne
        .purge(Genre::Deploiement, chez_anne, None, "demande")
        .expect_err("refused");
    assert!(refus.user_message().contains("avant fusion du"), "{refus}");
    assert!(shown(&anne).iter().any(|d| d.id == chez_anne));
    drop(ouverte);
    // Damaged, it is of no use to anybody: it goes.
    let mut octets = std::fs::read(&copie).expect("read");
    octets[4096..].fill(0xAB);
    std::fs::write(&copie, octets).expect("written");
    anne.purge(Genre::Deploiement, chez_anne, None, "demande")
        .expect("erased");
    assert!(!copie.exists());
    assert!(shown(&anne).iter().all(|d| d.id != chez_anne));
}

#[test]
fn a_merge_is_a_line_of_the_history_between_what_was_written_before_and_after() {
    let trois = Trois::new();
    let mut bruno = trois.open(1);
    ent(&mut bruno, (2024, 9, 1), "");
    drop(bruno);
    let mut chloe = trois.open(2);
    ent(&mut chloe, (2022, 9, 1), "");
    drop(chloe);
    let mut anne = trois.open(0);
    ent(&mut anne, (2023, 9, 1), "");
    let autres = [autre(&trois.chemins[1]), autre(&trois.chemins[2])];
    anne.reunir(&autres, None).expect("merged");
    ent(&mut anne, (2021, 9, 1), "");
    let dites: Vec<String> = anne
        .passages()
        .expect("read")
        .into_iter()
        .filter_map(|passage| match passage {
            Passage::Ecrit(ligne) if ligne.recue || ligne.id.numero == 0 => None,
            Passage::Ecrit(ligne) => Some(ligne.libelle),
            Passage::Reuni(fusion) => Some(fusion.libelle()),
        })
        .collect();
    assert_eq!(
        dites,
        [
            "Déploiement d’un ENT",
            "Réuni\u{202f}: Bruno.carnet, Chloé.carnet (Bruno, Chloé)",
            "Déploiement d’un ENT",
            "Import de l’annuaire",
        ]
    );
}

/// Anne writes, Bruno writes the day after, Anne takes his carnet the third day: the merge is the
/// last thing that happened.
#[test]
fn a_merge_stands_above_what_was_written_elsewhere_before_it() {
    let trois = Trois::new();
    let open = |qui: usize, le: u32| {
        Store::open(&trois.chemins[qui], &auteur(NOMS[qui], jour(2024, 3, le))).expect("opened")
    };
    ent(&mut open(0, 1), (2023, 9, 1), "");
    ent(&mut open(1, 2), (2022, 9, 1), "");
    // Her clock is ahead: what she wrote seems to come after the merge, and stays above it.
    ent(&mut open(2, 9), (2021, 9, 1), "");
    let mut anne = open(0, 3);
    let autres = [autre(&trois.chemins[1]), autre(&trois.chemins[2])];
    anne.reunir(&autres, None).expect("merged");
    let dites: Vec<String> = (anne.passages().expect("read").into_iter())
        .map(|passage| match passage {
            Passage::Ecrit(ligne) => ligne.personne,
            Passage::Reuni(_) => "fusion".to_owned(),
        })
        .take(4)
        .collect();
    assert_eq!(dites, ["Chloé", "fusion", "Bruno", "Anne"]);
}

#[test]
fn a_visit_made_together_is_counted_once_and_shown_twice() {
    let trois = Trois::new();
    let visite = |store: &mut Store, le: u32, intervenant: &str| {
        let visite = Visite {
            id: Id::fresh(),
            ecole: Id::ecole(UAI),
            le: jour(2022, 3, le),
            duree: Some(60),
            motif: None,
            intervenant: intervenant.to_owned(),
        };
        store
            .transact("Visite", |edit| edit.visite(&visite))
            .expect("written");
        visite.id
    };
    let mut bruno = trois.open(1);
    let sienne = visite(&mut bruno, 11, "Bruno");
    drop(bruno);
    let mut anne = trois.open(0);
    let mienne = visite(&mut anne, 10, "Anne");
    trois.merge(&mut anne, 1);
    let comptees = |store: &Store| {
        let faits = store.faits().expect("facts");
        let question = Question {
            au: jour(2022, 6, 1),
            regle: Regle::Classe,
            population: Population::Public,
        };
        let annees = activite(&faits, question);
        let cette_annee = annees.last().expect("a year");
        let cle = Journee::de(&faits, question)
            .chiffres
            .into_iter()
            .find(|c| c.cle == Cle::Visites)
            .expect("visits");
        (cette_annee.visites, cette_annee.visitees.len(), cle.nombre)
    };
    assert_eq!(comptees(&anne), (2, 1, 2));
    let reponse = Reglement::Identifier {
        genre: Genre::Visite,
        un: mienne,
        autre: sienne,
        reponse: Reponse::Conjointe,
    };
    anne.regler(&reponse).expect("answered");
    assert_eq!(comptees(&anne), (1, 1, 1));
    let faits = anne.faits().expect("facts");
    assert_eq!(faits.terrain.visites(Id::ecole(UAI)).len(), 2);
    // Taken back, there are two.
    anne.undo().expect("undone");
    assert_eq!(comptees(&anne), (2, 1, 2));
}

#[test]
fn a_carnet_of_an_older_program_is_merged() {
    for schema in 1..=4 {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/fixtures/schema-{schema}.carnet"));
        let ancien = autre(&golden);
        let mut store = Store::in_memory(&auteur("Anne", jour(2026, 12, 1))).expect("in memory");
        let plan = store
            .reunir(std::slice::from_ref(&ancien), None)
            .expect("merged");
        assert!(!plan.rien && !plan.parents, "schema {schema}");
        sound(&store);
        let plan = store.comparer(&[ancien]).expect("compared");
        assert!(plan.rien, "schema {schema}");
    }
}
