//! What the doctor mends, in the journal: one operation each, undone to the letter.

use crate::common::{auteur, jour};
use carnet_ent::domain::docteur::Reparation;
use carnet_ent::domain::{
    Action, ChampEcole, Conditions, Deploiement, Domaine, Evenement, Faits, Financement, Formation,
    Id, Jalon, Observation, Participation, Perimetre, Piece, Portee, Projet, Seance, Source, Uai,
    Visite, Wifi,
};
use carnet_ent::store::{Champs, Store, solution};
use chrono::NaiveDate;

/// Known by an annuaire; and the code somebody typed instead.
const JUSTE: &str = "0880001Y";
const FAUX: &str = "0880001Z";

fn aujourdhui() -> NaiveDate {
    jour(2024, 3, 12)
}

fn juste() -> Uai {
    Uai::parse(JUSTE).expect("a code")
}

fn deploiement(ecole: Id) -> Deploiement {
    Deploiement {
        id: Id::derived("deploiement", &ecole.to_string()),
        ecole,
        solution: solution("ONE"),
        debut: Some(jour(2020, 9, 1)),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None; 5],
        projet: None,
        commentaire: String::new(),
    }
}

/// A carnet where `FAUX` was typed by hand and everything was noted of it.
fn carnet(officielle: bool) -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", aujourdhui())).expect("memory");
    if officielle {
        store
            .transact("Import de l’annuaire", |edit| {
                let champs = Champs::new()
                    .set("nom", "École des Tilleuls")
                    .set("elementaire", true)
                    .set("statut", "public");
                edit.releve("annuaire", jour(2023, 10, 2), JUSTE, champs)
            })
            .expect("imported");
    }
    store
        .transact("Saisie", |edit| {
            let champs = Champs::new()
                .set("nom", "Tilleuls")
                .set("telephone", "03 29 00 00 00")
                .set("commune_nom", "Épinal");
            let ecole = edit.nouvelle_ecole(FAUX, champs)?;
            edit.changer_ecole(ecole, jour(2022, 9, 1), Champs::new().set("classes", 4_i64))?;
            let d = deploiement(ecole);
            edit.deploiement(&d)?;
            let paye = Financement {
                deploiement: Some(d.id),
                annee: Some(2021),
                ..Financement::nouveau(ecole)
            };
            edit.financement(&paye, Source::Saisi)?;
            edit.financement(&Financement::nouveau(ecole), Source::Saisi)?;
            edit.verification(ecole, jour(2024, 1, 8), "A. B.")?;
            edit.conditions(&Conditions {
                wifi: Some(Wifi::Partiel),
                debit_mbits: Some(8),
                ..Conditions::vides(ecole, jour(2024, 1, 8))
            })?;
            let projet = projet();
            edit.projet(&projet)?;
            edit.jalon(&Jalon {
                id: Id::derived("jalon", "x"),
                projet: projet.id,
                moment: None,
                libelle: "Bilan".to_owned(),
                prevu_le: Some(jour(2024, 6, 3)),
                atteint_le: None,
                conseiller_associe: None,
            })?;
            edit.projet_ecole(projet.id, ecole, true)?;
            edit.correspondance(Domaine::Ecole, "tilleuls epinal", FAUX)
        })
        .expect("typed");
    store
}

fn projet() -> Projet {
    Projet {
        id: Id::derived("projet", "x"),
        nom: "Expérimentation".to_owned(),
        portee: Some(Portee::Experimentation),
        circonscription: None,
        solution: None,
        debut: None,
        fin: None,
        description: String::new(),
        evaluation: String::new(),
        ecoles: std::iter::empty().collect(),
        jalons: Vec::new(),
    }
}

fn faits(store: &Store) -> Faits {
    store.faits().expect("facts")
}

fn repare(store: &mut Store, reparation: &Reparation) -> Result<(), carnet_ent::Error> {
    store.transact("Réparation", |edit| edit.reparer(reparation))
}

#[track_caller]
fn assert_sound(store: &Store) {
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

/// Undone, the carnet is what it was; redone, what it had become; and the journal proves it.
#[track_caller]
fn assert_undoes(store: &mut Store, avant: &Faits) {
    assert_sound(store);
    let apres = faits(store);
    assert_ne!(&apres, avant);
    for _ in 0..2 {
        let fait = store.undo().expect("undone").expect("something");
        assert_eq!(fait.laisses, Vec::<String>::new());
        assert_eq!(&faits(store), avant);
        assert_sound(store);
        store.redo().expect("redone").expect("something");
        assert_eq!(faits(store), apres);
        assert_sound(store);
    }
}

fn recoder() -> Reparation {
    Reparation::Recoder {
        ecole: Id::ecole(FAUX),
        vers: juste(),
    }
}

#[test]
fn everything_noted_of_a_typed_school_goes_to_the_school_that_was_meant() {
    let mut store = carnet(true);
    let avant = faits(&store);
    repare(&mut store, &recoder()).expect("mended");
    let apres = faits(&store);
    assert_eq!(apres.ecoles.len(), 1);
    let (ecole, id) = (&apres.ecoles[0], Id::ecole(JUSTE));
    assert_eq!((ecole.id, ecole.uai.as_str()), (id, JUSTE));
    let (situation, _) = ecole.au(aujourdhui());
    assert_eq!(&*situation.nom, "École des Tilleuls", "the register speaks");
    assert_eq!(
        situation.commune_nom.as_deref(),
        Some("Épinal"),
        "it was silent"
    );
    assert_eq!(situation.classes, Some(4), "dated changes too");
    assert_eq!(apres.deploiements(id).len(), 1);
    assert_eq!(apres.financements(id).len(), 2);
    assert_eq!(apres.verifications[&id].len(), 1);
    assert_eq!(apres.conditions[&id][0].debit_mbits, Some(8));
    assert_eq!(apres.projets[&projet().id].ecoles, [id].into());
    let mot = (Domaine::Ecole, "tilleuls epinal".to_owned());
    assert_eq!(apres.correspondances[&mot], JUSTE);
    for map in [
        apres.deploiements.len(),
        apres.financements.len(),
        apres.conditions.len(),
    ] {
        assert_eq!(map, 1, "nothing stays behind");
    }
    let fiche = store.fiche(id, aujourdhui()).expect("a sheet");
    assert!(
        fiche
            .valeurs
            .iter()
            .any(|v| v.champ == ChampEcole::Telephone)
    );
    assert_undoes(&mut store, &avant);
}

/// A visit, a promise, an observation, a link, a session and an event that name `FAUX`.
fn terrain(store: &mut Store) -> carnet_ent::Result<()> {
    let ecole = Id::ecole(FAUX);
    let (visite, formation) = (Id::derived("visite", "x"), Id::derived("formation", "x"));
    store.transact("Saisie", |edit| {
        edit.visite(&Visite {
            id: visite,
            ecole,
            le: jour(2024, 1, 8),
            duree: Some(60),
            motif: None,
            intervenant: String::new(),
        })?;
        edit.action(&Action {
            id: Id::derived("action", "x"),
            ecole,
            visite: Some(visite),
            libelle: "Ouvrir les comptes".to_owned(),
            role: None,
            qui: String::new(),
            echeance: None,
            faite_le: None,
            abandonnee_le: None,
            commentaire: String::new(),
        })?;
        edit.observation(&Observation {
            id: Id::derived("observation", "x"),
            ecole,
            le: jour(2024, 1, 8),
            observateur: "A. B.".to_owned(),
            cycle: None,
            constat: String::new(),
            capsule: String::new(),
            consentement: None,
            droit_image: None,
            lignes: Vec::new(),
        })?;
        edit.piece(&Piece {
            id: Id::derived("piece", "x"),
            ecole,
            objet: Some(visite),
            libelle: String::new(),
            adresse: "https://exemple.fr".to_owned(),
        })?;
        edit.formation(&Formation {
            id: formation,
            titre: "Écrire à plusieurs".to_owned(),
            objectifs: String::new(),
            systeme: None,
            reference: String::new(),
            public: None,
            cycle: None,
            seances: Vec::new(),
        })?;
        edit.seance(&Seance {
            id: seance(),
            formation,
            le: Some(jour(2024, 2, 5)),
            duree: Some(180),
            duree_18h: None,
            modalite: None,
            lieu: String::new(),
            statut: None,
            reponses: None,
            satisfaction: None,
            bilan: String::new(),
            participations: Vec::new(),
            formateurs: Vec::new(),
        })?;
        edit.participation(seance(), &participation(ecole, 3))?;
        edit.evenement(&Evenement {
            id: evenement(),
            sorte: None,
            nom: "Forum des ENT".to_owned(),
            le: None,
            duree: None,
            lieu: String::new(),
            secteur: None,
            participants: None,
            compte_rendu: String::new(),
            ecoles: std::iter::empty().collect(),
        })?;
        edit.evenement_ecole(evenement(), ecole, true)
    })
}

fn seance() -> Id {
    Id::derived("seance", "x")
}

fn evenement() -> Id {
    Id::derived("evenement", "x")
}

fn participation(ecole: Id, nombre: u32) -> Participation {
    Participation {
        ecole,
        nombre: Some(nombre),
        noms: String::new(),
    }
}

#[test]
fn what_was_done_in_the_field_goes_along() {
    let mut store = carnet(true);
    terrain(&mut store).expect("typed");
    let avant = faits(&store);
    assert!(avant.terrain.names(Id::ecole(FAUX)));
    repare(&mut store, &recoder()).expect("mended");
    let (apres, id) = (faits(&store).terrain, Id::ecole(JUSTE));
    assert!(!apres.names(Id::ecole(FAUX)), "nothing stays behind");
    assert_eq!(apres.visites(id).len(), 1);
    assert_eq!(apres.actions(id)[0].visite, Some(apres.visites(id)[0].id));
    assert_eq!(apres.observations(id).len(), 1);
    assert_eq!(apres.pieces(id).len(), 1);
    let formation = &apres.formations[&Id::derived("formation", "x")];
    assert_eq!(formation.seances[0].participations, [participation(id, 3)]);
    assert_eq!(apres.evenements[&evenement()].ecoles, [id].into());
    assert_undoes(&mut store, &avant);
}

#[test]
fn who_came_of_the_right_school_stays_as_it_was_said() {
    let mut store = carnet(true);
    terrain(&mut store).expect("typed");
    let id = Id::ecole(JUSTE);
    store
        .transact("Saisie", |edit| {
            edit.participation(seance(), &participation(id, 2))?;
            edit.evenement_ecole(evenement(), id, true)
        })
        .expect("typed");
    let avant = faits(&store);
    repare(&mut store, &recoder()).expect("mended");
    let apres = faits(&store).terrain;
    let formation = &apres.formations[&Id::derived("formation", "x")];
    assert_eq!(formation.seances[0].participations, [participation(id, 2)]);
    assert_eq!(apres.evenements[&evenement()].ecoles, [id].into());
    assert_undoes(&mut store, &avant);
}

#[test]
fn a_code_the_carnet_does_not_have_makes_its_school() {
    let mut store = carnet(false);
    let avant = faits(&store);
    repare(&mut store, &recoder()).expect("mended");
    let apres = faits(&store);
    assert_eq!(apres.ecoles.len(), 1);
    assert_eq!(apres.ecoles[0].uai, JUSTE);
    assert_eq!(&*apres.ecoles[0].au(aujourdhui()).0.nom, "Tilleuls");
    assert_eq!(apres.deploiements(Id::ecole(JUSTE)).len(), 1);
    assert_undoes(&mut store, &avant);
}

#[test]
fn what_was_said_of_the_right_school_stays() {
    let mut store = carnet(true);
    let id = Id::ecole(JUSTE);
    store
        .transact("Saisie", |edit| {
            edit.conditions(&Conditions {
                wifi: Some(Wifi::Complet),
                ..Conditions::vides(id, jour(2024, 1, 8))
            })?;
            edit.corriger_ecole(id, ChampEcole::CommuneNom, Some("Golbey".into()))?;
            edit.projet_ecole(projet().id, id, true)
        })
        .expect("typed");
    let avant = faits(&store);
    repare(&mut store, &recoder()).expect("mended");
    let apres = faits(&store);
    let conditions = &apres.conditions[&id];
    assert_eq!(conditions.len(), 1);
    assert_eq!(conditions[0].wifi, Some(Wifi::Complet));
    assert_eq!(conditions[0].debit_mbits, Some(8));
    let (situation, _) = apres.ecoles[0].au(aujourdhui());
    assert_eq!(situation.commune_nom.as_deref(), Some("Golbey"));
    assert_undoes(&mut store, &avant);
}

#[test]
fn a_repair_merges_like_any_other_write() {
    let mut a = carnet(true);
    let mut b = Store::in_memory(&auteur("C. D.", aujourdhui())).expect("memory");
    b.union(&a).expect("merged");
    // One mends; the other, who does not know, notes a verification of the wrong code.
    repare(&mut a, &recoder()).expect("mended");
    b.transact("Vérification", |edit| {
        edit.verification(Id::ecole(FAUX), jour(2024, 3, 11), "C. D.")
    })
    .expect("typed");
    a.union(&b).expect("merged");
    b.union(&a).expect("merged");
    assert_eq!(a.difference(&b).expect("compared"), Vec::<String>::new());
    let faits = faits(&a);
    assert_eq!(faits.deploiements(Id::ecole(JUSTE)).len(), 1);
    assert_eq!(
        faits.verifications[&Id::ecole(FAUX)].len(),
        1,
        "what was not seen shows again, to be mended again"
    );
    assert!(faits.ecole_uai(FAUX).is_some());
    assert_sound(&a);
    repare(&mut a, &recoder()).expect("mended again");
    assert_eq!(
        a.faits().expect("facts").verifications[&Id::ecole(JUSTE)].len(),
        2
    );
    assert!(a.desaccords().expect("asked").is_empty());
    assert_sound(&a);
}

#[test]
fn a_school_the_files_know_keeps_its_code() {
    let mut store = carnet(true);
    let avant = faits(&store);
    let refus = repare(
        &mut store,
        &Reparation::Recoder {
            ecole: Id::ecole(JUSTE),
            vers: Uai::from_numero(880002).expect("a code"),
        },
    );
    let phrase = refus.expect_err("refused").user_message();
    assert!(phrase.contains("garde son UAI"), "{phrase}");
    assert_eq!(faits(&store), avant);
    repare(&mut store, &recoder()).expect("mended");
    let refus = repare(&mut store, &recoder()).expect_err("it is gone");
    assert!(refus.user_message().contains("n’est plus dans le carnet"));
}

#[test]
fn an_empty_duplicate_goes_and_one_that_holds_something_stays() {
    let mut store = carnet(true);
    let doublon = Reparation::SupprimerDoublon {
        ecole: Id::ecole(FAUX),
    };
    let refus = repare(&mut store, &doublon).expect_err("it holds an ENT");
    assert!(refus.user_message().contains("n’a pas été supprimée"));
    let officielle = Reparation::SupprimerDoublon {
        ecole: Id::ecole(JUSTE),
    };
    repare(&mut store, &officielle).expect_err("a file names it");
    let autre = store
        .transact("Saisie", |edit| {
            edit.nouvelle_ecole("0887654S", Champs::new().set("nom", "Vide"))
        })
        .expect("typed");
    let avant = faits(&store);
    repare(&mut store, &Reparation::SupprimerDoublon { ecole: autre }).expect("mended");
    assert!(faits(&store).ecole_uai("0887654S").is_none());
    assert_undoes(&mut store, &avant);
}

#[test]
fn a_closure_is_noted_and_the_ent_ends_on_its_eve() {
    let mut store = carnet(true);
    let id = Id::ecole(FAUX);
    let avant = faits(&store);
    let fermeture = jour(2023, 9, 1);
    let noter = Reparation::NoterFermeture {
        ecole: id,
        fermeture,
    };
    repare(&mut store, &noter).expect("mended");
    let ecole = faits(&store).ecole_uai(FAUX).cloned().expect("there");
    assert!(!ecole.au(aujourdhui()).0.ouverte_au(fermeture));
    assert_undoes(&mut store, &avant);
    let avant = faits(&store);
    let terminer = |fin| Reparation::Terminer {
        deploiements: vec![deploiement(id).id],
        fin,
    };
    repare(&mut store, &terminer(jour(2023, 8, 31))).expect("mended");
    assert_eq!(
        faits(&store).deploiements(id)[0].fin,
        Some(jour(2023, 8, 31))
    );
    assert_undoes(&mut store, &avant);
    let avant = faits(&store);
    repare(&mut store, &terminer(jour(2020, 8, 31))).expect_err("before its start");
    assert_eq!(faits(&store), avant);
}

#[test]
fn what_is_right_after_all_is_set_aside_and_taken_back() {
    let mut store = carnet(true);
    let avant = faits(&store);
    let sous = (Domaine::Docteur, "deux_ent/0880001y/x".to_owned());
    let ignorer = |store: &mut Store, ignore| {
        store
            .transact("Docteur", |edit| {
                edit.ignorer("deux_ent/0880001y/x", ignore)
            })
            .expect("written");
    };
    ignorer(&mut store, true);
    assert!(faits(&store).correspondances.contains_key(&sous));
    assert_undoes(&mut store, &avant);
    ignorer(&mut store, false);
    assert_eq!(faits(&store), avant);
    ignorer(&mut store, true);
    assert!(faits(&store).correspondances.contains_key(&sous), "again");
    assert_sound(&store);
}

#[test]
fn the_register_is_what_the_files_name_and_moves_with_them_only() {
    let mut store = carnet(true);
    let registre = store.registre().expect("asked");
    assert!(registre.connait(Id::ecole(JUSTE)));
    assert!(!registre.connait(Id::ecole(FAUX)));
    assert_eq!(registre.annuaires(Id::ecole(JUSTE)), [jour(2023, 10, 2)]);
    let revision = store.registre_revision();
    store
        .transact("Vérification", |edit| {
            edit.verification(Id::ecole(JUSTE), aujourdhui(), "A. B.")
        })
        .expect("typed");
    assert_eq!(store.registre_revision(), revision, "no file was read");
    store
        .transact("Import", |edit| {
            let nom = || Champs::new().set("nom", "École des Tilleuls");
            edit.releve("annuaire", jour(2022, 10, 3), JUSTE, nom())?;
            edit.releve("geolocalisation", jour(2024, 1, 1), FAUX, nom())
        })
        .expect("imported");
    assert_ne!(store.registre_revision(), revision);
    let registre = store.registre().expect("asked");
    assert_eq!(registre.annuaires(Id::ecole(JUSTE)).len(), 2);
    assert!(
        registre.connait(Id::ecole(FAUX)),
        "by a file of another kind"
    );
    assert_eq!(registre.annuaires(Id::ecole(FAUX)), []);
    let revision = store.registre_revision();
    store.undo().expect("undone");
    assert_ne!(store.registre_revision(), revision);
    assert!(!store.registre().expect("asked").connait(Id::ecole(FAUX)));
}

#[test]
fn what_two_people_wrote_differently_is_said_with_their_names() {
    let mut a = carnet(true);
    let mut b = Store::in_memory(&auteur("C. D.", aujourdhui())).expect("memory");
    b.union(&a).expect("merged");
    let fin = |store: &mut Store, fin| {
        let d = Deploiement {
            fin,
            ..deploiement(Id::ecole(FAUX))
        };
        store
            .transact("Fin", |edit| edit.deploiement(&d))
            .expect("typed");
    };
    fin(&mut a, Some(jour(2023, 7, 7)));
    fin(&mut b, Some(jour(2023, 12, 22)));
    a.union(&b).expect("merged");
    let desaccords = a.desaccords().expect("asked");
    assert_eq!(desaccords.len(), 1, "{desaccords:?}");
    let d = &desaccords[0];
    assert_eq!(d.ecole, Some(Id::ecole(FAUX)));
    assert_eq!(
        (d.quoi.as_str(), d.champ.as_str()),
        ("Déploiement ONE depuis le 1er septembre 2020", "Fin")
    );
    let mut valeurs = d.valeurs.clone();
    valeurs.sort();
    assert_eq!(valeurs, ["07/07/2023 (A. B.)", "22/12/2023 (C. D.)"]);
}
