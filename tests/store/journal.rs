//! The algebra of the journal, over generated histories of three carnets.
//!
//! Each case plays a history on three replicas (typed values, spreadsheets, official files of
//! several millésimes, children, work in the field, repairs, deletions, undos, redos, merges,
//! erasures), then asks:
//! - tables and conflicts = replay of the journal;
//! - undo∘do = identity, and redo does it again;
//! - union is commutative, associative and idempotent;
//! - no silent loss: against an independent model of what each replica had seen;
//! - erasure wins.
//!
//! A control proves the rig: the same questions on journals whose `remplace` was emptied fail.

#![expect(
    clippy::disallowed_methods,
    reason = "the control alters a file from outside"
)]

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{auteur, jour};
use carnet_ent::domain::docteur::Reparation;
use carnet_ent::domain::{
    Action, ChampEcole, CompteRendu, Conditions, Conge, Domaine, Evenement, Faits, Formateur,
    Formation, Id, Liste, Observation, ObservationLigne, Participation, Piece, Projet, Rencontre,
    Reponse, Seance, Source, Terme, Uai, Visite, VisiteEntiere,
};
use carnet_ent::store::{
    Champs, Edit, Genre, JeuLot, LigneLot, Lot, MILLESIME_LISTES, Provenance, Store, solution,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Cases per property: `CARNET_CAS` for a longer run.
fn cases() -> u32 {
    std::env::var("CARNET_CAS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(2000)
}

const UAIS: [&str; 2] = ["0880001Y", "0570001S"];
const REPLICAS: usize = 3;

/// One step of a history.
#[derive(Clone, Debug)]
enum Pas {
    Releve {
        ecole: usize,
        annee: i32,
        nom: u8,
    },
    /// A typed name; `None` withdraws.
    Corriger {
        ecole: usize,
        valeur: bool,
    },
    ChangerDepuis {
        ecole: usize,
        annee: i32,
    },
    /// Sets the comment of a deployment, creating it when new.
    Deployer {
        lequel: usize,
        tableur: bool,
    },
    Financer {
        lequel: usize,
    },
    /// A project takes this school in.
    Projeter {
        lequel: usize,
    },
    /// What was seen of a school on a day of that year.
    Constater {
        ecole: usize,
        annee: i32,
    },
    /// A file of measures: the same numbers are the same lot, whoever imports them.
    Mesurer {
        ecole: usize,
        rentree: i32,
        millesime: i32,
    },
    /// A word of a spreadsheet, a commune: objects two people name alike.
    Retenir {
        lequel: usize,
    },
    Supprimer {
        lequel: usize,
    },
    /// A whole annuaire of that year, written by packets when the carnet never saw it.
    Importer {
        annee: i32,
    },
    /// A visit, who was met, what was promised.
    Visiter {
        ecole: usize,
    },
    /// A training, an event and an observation that name the school, and what goes with them.
    Former {
        ecole: usize,
    },
    /// The visit, or the training, goes.
    Oublier {
        ecole: usize,
        formation: bool,
    },
    /// One of the repairs of the doctor; refused when there is nothing to mend.
    Reparer {
        ecole: usize,
        sorte: usize,
    },
    /// A finding of the doctor is right after all, or no longer.
    Ignorer {
        lequel: usize,
        ignore: bool,
    },
    /// An official list of that year renames a solution.
    Lister {
        annee: i32,
    },
    /// Two things look alike: they are one, or they are two.
    Identifier {
        sorte: usize,
        reponse: Reponse,
    },
    Annuler,
    Retablir,
    Effacer {
        lequel: usize,
        tout: bool,
    },
    Fusionner {
        depuis: usize,
    },
}

fn un_pas(tout: bool) -> BoxedStrategy<(usize, Pas)> {
    let annee = 2018..2022_i32;
    let ecrire = prop_oneof![
        2 => (0..2_usize, annee.clone(), 0..2_u8).prop_map(|(ecole, annee, nom)| Pas::Releve { ecole, annee, nom }),
        3 => (0..2_usize, any::<bool>()).prop_map(|(ecole, valeur)| Pas::Corriger { ecole, valeur }),
        4 => (0..2_usize, any::<bool>()).prop_map(|(lequel, tableur)| Pas::Deployer { lequel, tableur }),
        1 => annee.clone().prop_map(|annee| Pas::Lister { annee }),
        3 => (0..REPLICAS).prop_map(|depuis| Pas::Fusionner { depuis }),
    ];
    let reponse = prop_oneof![3 => Just(Reponse::Meme), 1 => Just(Reponse::Distinct)];
    let pas = if tout {
        prop_oneof![
            6 => ecrire,
            1 => (0..2_usize, annee.clone()).prop_map(|(ecole, annee)| Pas::ChangerDepuis { ecole, annee }),
            1 => (0..2_usize).prop_map(|lequel| Pas::Financer { lequel }),
            1 => (0..2_usize).prop_map(|lequel| Pas::Projeter { lequel }),
            1 => (0..2_usize, annee.clone()).prop_map(|(ecole, annee)| Pas::Constater { ecole, annee }),
            1 => (0..2_usize, annee.clone(), 2020..2022_i32)
                .prop_map(|(ecole, rentree, millesime)| Pas::Mesurer { ecole, rentree, millesime }),
            1 => (0..2_usize).prop_map(|lequel| Pas::Retenir { lequel }),
            1 => annee.clone().prop_map(|annee| Pas::Importer { annee }),
            2 => (0..2_usize).prop_map(|ecole| Pas::Visiter { ecole }),
            1 => (0..2_usize).prop_map(|ecole| Pas::Former { ecole }),
            1 => (0..2_usize, any::<bool>())
                .prop_map(|(ecole, formation)| Pas::Oublier { ecole, formation }),
            2 => (0..2_usize, 0..4_usize).prop_map(|(ecole, sorte)| Pas::Reparer { ecole, sorte }),
            1 => (0..2_usize, any::<bool>())
                .prop_map(|(lequel, ignore)| Pas::Ignorer { lequel, ignore }),
            2 => (0..3_usize, reponse).prop_map(|(sorte, reponse)| Pas::Identifier { sorte, reponse }),
            2 => (0..2_usize).prop_map(|lequel| Pas::Supprimer { lequel }),
            2 => Just(Pas::Annuler),
            1 => Just(Pas::Retablir),
        ]
        .boxed()
    } else {
        ecrire.boxed()
    };
    (0..REPLICAS, pas).boxed()
}

fn histoire(tout: bool) -> impl Strategy<Value = Vec<(usize, Pas)>> {
    prop::collection::vec(un_pas(tout), 1..14)
}

fn deploiement(lequel: usize) -> Id {
    Id::derived("deploiement", &lequel.to_string())
}

fn projet(lequel: usize) -> Projet {
    Projet {
        id: Id::derived("projet", &lequel.to_string()),
        nom: String::new(),
        portee: None,
        circonscription: None,
        solution: None,
        debut: None,
        fin: None,
        description: String::new(),
        evaluation: String::new(),
        ecoles: BTreeSet::new(),
        jalons: Vec::new(),
    }
}

/// The school exists, as somebody typed it.
fn saisir_ecole(edit: &mut Edit<'_>, ecole: usize) -> carnet_ent::Result<Id> {
    let id = Id::ecole(UAIS[ecole]);
    let uai = Champs::new().set("uai", UAIS[ecole]);
    edit.put(Genre::Ecole, id, uai, Source::Saisi)?;
    Ok(id)
}

fn visite(ecole: usize) -> Id {
    Id::derived("visite", &ecole.to_string())
}

fn formation(ecole: usize) -> Id {
    Id::derived("formation", &ecole.to_string())
}

/// The same visit each time, with other people and one more promise.
fn visiter(edit: &mut Edit<'_>, ecole: usize, texte: &str) -> carnet_ent::Result<()> {
    let id = visite(ecole);
    let ecole = saisir_ecole(edit, ecole)?;
    edit.visite_entiere(&VisiteEntiere {
        visite: Visite {
            id,
            ecole,
            le: jour(2021, 3, 10),
            duree: None,
            motif: None,
            intervenant: String::new(),
        },
        compte_rendu: CompteRendu {
            constats: texte.to_owned(),
            ..CompteRendu::default()
        },
        rencontres: vec![Rencontre {
            id: Id::derived("rencontre", texte),
            role: None,
            nombre: Some(1),
            nom: String::new(),
        }],
        copies: Vec::new(),
        actions: vec![Action {
            id: Id::derived("action", texte),
            ecole,
            visite: Some(id),
            libelle: texte.to_owned(),
            role: None,
            qui: String::new(),
            echeance: None,
            faite_le: None,
            abandonnee_le: None,
            commentaire: String::new(),
        }],
    })
}

fn former(edit: &mut Edit<'_>, rang: usize, texte: &str) -> carnet_ent::Result<()> {
    let ecole = saisir_ecole(edit, rang)?;
    let id = formation(rang);
    edit.formation(&Formation {
        id,
        titre: texte.to_owned(),
        objectifs: String::new(),
        systeme: None,
        reference: String::new(),
        public: None,
        cycle: None,
        seances: Vec::new(),
    })?;
    let seance = Id::derived("seance", &id.to_string());
    edit.seance(&Seance {
        id: seance,
        formation: id,
        le: None,
        duree: None,
        duree_18h: None,
        modalite: None,
        lieu: texte.to_owned(),
        statut: None,
        reponses: None,
        satisfaction: None,
        bilan: String::new(),
        participations: Vec::new(),
        formateurs: Vec::new(),
    })?;
    edit.participation(
        seance,
        &Participation {
            ecole,
            nombre: None,
            noms: texte.to_owned(),
        },
    )?;
    edit.formateur(
        seance,
        &Formateur {
            id: Id::derived("formateur", texte),
            nom: String::new(),
            role: None,
            animation: Some(90),
            preparation: None,
        },
    )?;
    let evenement = Evenement {
        id: Id::derived("evenement", ""),
        sorte: None,
        nom: texte.to_owned(),
        le: None,
        duree: None,
        lieu: String::new(),
        secteur: None,
        participants: None,
        compte_rendu: String::new(),
        ecoles: BTreeSet::new(),
    };
    edit.evenement(&evenement)?;
    edit.evenement_ecole(evenement.id, ecole, true)?;
    let service = Id::derived("terme", texte);
    edit.terme(&Terme {
        id: service,
        liste: Liste::Service,
        code: None,
        nom: texte.to_owned(),
        ordre: 1,
        retire: false,
    })?;
    let observation = Id::derived("observation", &ecole.to_string());
    edit.observation(&Observation {
        id: observation,
        ecole,
        le: jour(2021, 3, 10),
        observateur: texte.to_owned(),
        cycle: None,
        constat: String::new(),
        capsule: String::new(),
        consentement: None,
        droit_image: None,
        lignes: vec![ObservationLigne {
            service,
            frequence: None,
            palier: None,
            point_de_vue: None,
            acteurs: Vec::new(),
            crcn: Vec::new(),
            constat: texte.to_owned(),
        }],
    })?;
    edit.piece(&Piece {
        id: Id::derived("piece", texte),
        ecole,
        objet: Some(observation),
        libelle: String::new(),
        adresse: texte.to_owned(),
    })?;
    edit.conge(&Conge {
        id: Id::derived("conge", ""),
        code: None,
        nom: texte.to_owned(),
        debut: jour(2021, 4, 10),
        fin: jour(2021, 4, 25),
    })?;
    Ok(())
}

fn reparation(ecole: usize, sorte: usize) -> Reparation {
    let id = Id::ecole(UAIS[ecole]);
    match sorte {
        0 => Reparation::Recoder {
            ecole: id,
            vers: Uai::parse(UAIS[1 - ecole]).expect("a code"),
        },
        1 => Reparation::SupprimerDoublon { ecole: id },
        2 => Reparation::NoterFermeture {
            ecole: id,
            fermeture: jour(2021, 9, 1),
        },
        _ => Reparation::Terminer {
            deploiements: vec![deploiement(ecole)],
            fin: jour(2021, 8, 31),
        },
    }
}

fn replica(i: usize) -> Store {
    let noms = ["A. B.", "C. D.", "E. F."];
    // Clocks apart by years: they must decide nothing.
    let annee = [2021, 2019, 2023][i];
    carnet(noms[i], annee)
}

/// A carnet in memory that knows one solution only: a history needs no other list.
fn carnet(personne: &str, annee: i32) -> Store {
    Store::in_memory_with(&auteur(personne, jour(annee, 6, 1)), |edit| {
        let champs = Champs::new().set("nom", "ONE").set("compte_ent", true);
        let source = Source::Officiel {
            millesime: MILLESIME_LISTES,
        };
        edit.put(Genre::Solution, solution("ONE"), champs, source)?;
        Ok(())
    })
    .expect("a carnet in memory")
}

/// Plays one step. `token` makes every typed value unique.
fn jouer(stores: &mut [Store], qui: usize, pas: &Pas, token: usize) {
    let texte = format!("v{token}");
    if let Pas::Fusionner { depuis } = *pas {
        if depuis != qui {
            let [mien, autre] = stores
                .get_disjoint_mut([qui, depuis])
                .expect("two replicas");
            mien.union(autre).expect("merged");
        }
        return;
    }
    let store = &mut stores[qui];
    let resultat = match *pas {
        Pas::Releve { ecole, annee, nom } => store.transact("Import", |edit| {
            let champs = Champs::new()
                .set("nom", format!("O{nom}"))
                .set("elementaire", true);
            edit.releve("annuaire", jour(annee, 9, 1), UAIS[ecole], champs)
        }),
        Pas::Corriger { ecole, valeur } => store.transact("Correction", |edit| {
            let champs = if valeur {
                Champs::new().set("nom", texte)
            } else {
                Champs::new().retire("nom")
            };
            edit.put(Genre::Ecole, Id::ecole(UAIS[ecole]), champs, Source::Saisi)
        }),
        Pas::ChangerDepuis { ecole, annee } => store.transact("Changement", |edit| {
            let id = Id::derived("ecole_changement", &texte);
            let champs = Champs::new().set("statut", "public");
            edit.changer_ecole_as(id, Id::ecole(UAIS[ecole]), jour(annee, 3, 1), champs)?;
            Ok(true)
        }),
        Pas::Deployer { lequel, tableur } => store.transact("Déploiement", |edit| {
            edit.put(
                Genre::Ecole,
                Id::ecole(UAIS[lequel]),
                Champs::new().set("uai", UAIS[lequel]),
                Source::Saisi,
            )?;
            let champs = Champs::new()
                .set("ecole", Id::ecole(UAIS[lequel]))
                .set("solution", solution("ONE"))
                .set("commentaire", texte);
            let source = if tableur {
                Source::Tableur
            } else {
                Source::Saisi
            };
            edit.put(Genre::Deploiement, deploiement(lequel), champs, source)
        }),
        Pas::Financer { lequel } => store.transact("Financement", |edit| {
            edit.put(
                Genre::Ecole,
                Id::ecole(UAIS[lequel]),
                Champs::new().set("uai", UAIS[lequel]),
                Source::Saisi,
            )?;
            let champs = Champs::new()
                .set("ecole", Id::ecole(UAIS[lequel]))
                .set("solution", solution("ONE"));
            edit.put(
                Genre::Deploiement,
                deploiement(lequel),
                champs,
                Source::Saisi,
            )?;
            let champs = Champs::new()
                .set("ecole", Id::ecole(UAIS[lequel]))
                .set("deploiement", deploiement(lequel))
                .set("poste", texte.as_str());
            edit.put(
                Genre::Financement,
                Id::derived("financement", &texte),
                champs,
                Source::Saisi,
            )
        }),
        Pas::Projeter { lequel } => store.transact("Projet", |edit| {
            let mut projet = projet(lequel);
            projet.nom = texte;
            edit.projet(&projet)?;
            let ecole = Id::ecole(UAIS[lequel]);
            let uai = Champs::new().set("uai", UAIS[lequel]);
            edit.put(Genre::Ecole, ecole, uai, Source::Saisi)?;
            edit.projet_ecole(projet.id, ecole, true)?;
            Ok(true)
        }),
        Pas::Constater { ecole, annee } => store.transact("Conditions", |edit| {
            let mut conditions = Conditions::vides(Id::ecole(UAIS[ecole]), jour(annee, 3, 1));
            conditions.commentaire = texte;
            edit.put(
                Genre::Ecole,
                conditions.ecole,
                Champs::new().set("uai", UAIS[ecole]),
                Source::Saisi,
            )?;
            edit.conditions(&conditions)
        }),
        Pas::Mesurer {
            ecole,
            rentree,
            millesime,
        } => store.transact("Mesures", |edit| {
            edit.lot(&Lot {
                jeu: JeuLot::Ips,
                rentree,
                millesime: jour(millesime, 10, 1),
                fichier: "ips.csv".to_owned(),
                lignes: vec![LigneLot {
                    cle: vec![UAIS[ecole].into()],
                    valeurs: vec![Some(900 + i64::from(rentree % 3))],
                }],
            })
        }),
        Pas::Retenir { lequel } => store.transact("Correspondance", |edit| {
            edit.correspondance(Domaine::Solution, &format!("mot {lequel}"), &texte)
        }),
        Pas::Importer { annee } => store.transact("Import", |edit| {
            let ecoles = UAIS.map(|uai| {
                let champs = Champs::new().set("nom", format!("O {annee}"));
                (Uai::parse(uai).expect("a code"), champs)
            });
            edit.releves("annuaire", jour(annee, 10, 1), ecoles.into_iter(), |_| {
                Ok(())
            })?;
            Ok(true)
        }),
        Pas::Visiter { ecole } => store
            .transact("Visite", |edit| visiter(edit, ecole, &texte))
            .map(|()| true),
        Pas::Former { ecole } => store
            .transact("Formation", |edit| former(edit, ecole, &texte))
            .map(|()| true),
        Pas::Oublier {
            ecole,
            formation: true,
        } => store
            .transact("Suppression", |edit| {
                edit.delete(Genre::Formation, formation(ecole))
            })
            .map(|()| true)
            .or(Ok(false)),
        Pas::Oublier { ecole, .. } => store
            .transact("Suppression", |edit| {
                edit.delete(Genre::Visite, visite(ecole))
            })
            .map(|()| true)
            .or(Ok(false)),
        Pas::Reparer { ecole, sorte } => store
            .transact("Réparation", |edit| {
                edit.reparer(&reparation(ecole, sorte))
            })
            .map(|()| true)
            .or(Ok(false)),
        Pas::Ignorer { lequel, ignore } => store
            .transact("Constat", |edit| {
                edit.ignorer(&format!("constat {lequel}"), ignore)
            })
            .map(|()| true)
            .or(Ok(false)),
        Pas::Supprimer { lequel } => store
            .transact("Suppression", |edit| {
                edit.delete(Genre::Deploiement, deploiement(lequel))
            })
            .map(|()| true)
            .or(Ok(false)),
        Pas::Lister { annee } => store.transact("Liste", |edit| {
            let millesime = jour(annee + 10, 1, 1);
            let champs = Champs::new().set("nom", format!("ONE {annee}"));
            edit.put(
                Genre::Solution,
                solution("ONE"),
                champs,
                Source::Officiel { millesime },
            )
        }),
        Pas::Identifier { sorte, reponse } => store
            .transact("Réponse", |edit| {
                let (genre, un, autre) = match sorte {
                    0 => (Genre::Deploiement, deploiement(0), deploiement(1)),
                    1 => (Genre::Visite, visite(0), visite(1)),
                    _ => (Genre::Formation, formation(0), formation(1)),
                };
                edit.identifier(genre, un, autre, reponse)
            })
            .or(Ok(false)),
        // Refused when nothing can be undone any more: then nothing moves.
        Pas::Annuler => store.undo().map(|_| true).or(Ok(false)),
        Pas::Retablir => store.redo().map(|_| true).or(Ok(false)),
        Pas::Effacer { lequel, tout } => {
            let champ = if tout { None } else { Some("commentaire") };
            store
                .purge(Genre::Deploiement, deploiement(lequel), champ, "demande")
                .map(|()| true)
                .or(Ok(false))
        }
        Pas::Fusionner { .. } => Ok(false),
    };
    resultat.expect("played");
}

fn play(histoire: &[(usize, Pas)]) -> Vec<Store> {
    let mut stores: Vec<Store> = (0..REPLICAS).map(replica).collect();
    for (token, (qui, pas)) in histoire.iter().enumerate() {
        jouer(&mut stores, *qui, pas, token);
    }
    stores
}

fn copy_of(store: &Store) -> Store {
    let mut copy = carnet("", 2030);
    copy.union(store).expect("copied");
    copy
}

fn merged(stores: &[&Store]) -> Store {
    let mut tout = copy_of(stores[0]);
    for store in &stores[1..] {
        tout.union(store).expect("merged");
    }
    tout
}

fn nothing(problems: carnet_ent::Result<Vec<String>>) -> Result<(), TestCaseError> {
    let problems = problems.expect("compared");
    prop_assert!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}

fn run<S: Strategy>(strategy: &S, check: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config {
        cases: cases(),
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    if let Err(echec) = runner.run(strategy, check) {
        panic!("{echec}");
    }
}

#[test]
fn tables_and_conflicts_are_the_replay_of_the_journal() {
    run(&histoire(true), |histoire| {
        for store in play(&histoire) {
            nothing(store.verify())?;
        }
        Ok(())
    });
}

/// Read for all schools at once, then for one: the same, at days with and without a file.
#[test]
fn what_an_import_compares_with_is_what_the_sheet_of_each_school_says() {
    let jours = (2017..2023).flat_map(|annee| [jour(annee, 6, 1), jour(annee, 9, 1)]);
    let jours: Vec<NaiveDate> = jours.collect();
    run(&histoire(true), |histoire| {
        for store in play(&histoire) {
            let mut ecoles: Vec<Id> = UAIS.map(Id::ecole).into();
            ecoles.sort_unstable();
            for &jour in &jours {
                let mut lues = Vec::new();
                store
                    .sans_correction("annuaire", jour, &ecoles, |id, lue| {
                        lues.push((id, lue.clone()));
                        Ok(())
                    })
                    .expect("read");
                for (id, lue) in lues {
                    let fiche = store.fiche(id, jour).expect("a sheet");
                    for champ in ChampEcole::ALL {
                        let valeur = fiche.valeurs.iter().find(|v| v.champ == champ);
                        let saisie = valeur
                            .is_some_and(|v| matches!(v.provenance, Provenance::Saisi { .. }));
                        let (tenu, dit) = match valeur {
                            Some(v) if saisie => (Some(&v.valeur), v.sans_correction.as_ref()),
                            autre => (None, autre.map(|v| &v.valeur)),
                        };
                        prop_assert_eq!((lue.tenu(champ), lue.dit(champ)), (tenu, dit));
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn facts_brought_up_to_date_are_those_read_whole() {
    run(&histoire(true), |histoire| {
        let mut stores: Vec<Store> = (0..REPLICAS).map(replica).collect();
        let mut faits = vec![Faits::default(); REPLICAS];
        for (token, (qui, pas)) in histoire.iter().enumerate() {
            jouer(&mut stores, *qui, pas, token);
            stores[*qui].refresh(&mut faits[*qui]).expect("refreshed");
            prop_assert_eq!(&faits[*qui], &stores[*qui].faits().expect("read"));
        }
        Ok(())
    });
}

#[test]
fn undoing_what_was_just_done_changes_nothing_and_redoing_does_it_again() {
    run(&(histoire(true), un_pas(true)), |(histoire, (qui, pas))| {
        if matches!(pas, Pas::Annuler | Pas::Retablir | Pas::Fusionner { .. }) {
            return Ok(());
        }
        let mut stores = play(&histoire);
        let before = copy_of(&stores[qui]);
        let revision = stores[qui].revision();
        jouer(&mut stores, qui, &pas, histoire.len());
        let store = &mut stores[qui];
        if store.revision() == revision {
            return Ok(());
        }
        let after = copy_of(store);
        prop_assert!(store.undo().expect("undone").is_some());
        nothing(store.visible_difference(&before))?;
        prop_assert!(store.redo().expect("redone").is_some());
        nothing(store.visible_difference(&after))?;
        nothing(store.verify())
    });
}

/// What a settled conflict showed is what its undoing shows. Sessions are numbered by chance: their
/// order must not decide.
#[test]
fn undoing_what_settled_a_conflict_shows_again_what_was_shown() {
    let ecrit = Pas::Deployer {
        lequel: 0,
        tableur: false,
    };
    for _ in 0..24 {
        let mut stores: Vec<Store> = (0..REPLICAS).map(replica).collect();
        jouer(&mut stores, 1, &ecrit, 0);
        jouer(&mut stores, 2, &ecrit, 1);
        jouer(&mut stores, 2, &Pas::Fusionner { depuis: 1 }, 2);
        let before = copy_of(&stores[2]);
        jouer(&mut stores, 2, &ecrit, 3);
        assert!(stores[2].undo().expect("undone").is_some());
        let ecart = stores[2].visible_difference(&before).expect("compared");
        assert_eq!(ecart, Vec::<String>::new());
    }
}

/// A visit told as one with another stands at one school: it follows that school to its new code,
/// and the school that the other one named does not take it along when it goes.
#[test]
fn what_is_one_with_another_goes_with_that_other() {
    let visiter = |ecole| Pas::Visiter { ecole };
    let identifier = Pas::Identifier {
        sorte: 1,
        reponse: Reponse::Meme,
    };
    let recoder = Pas::Reparer { ecole: 0, sorte: 0 };
    for premieres in [[0, 1], [1, 0]] {
        let mut stores: Vec<Store> = (0..REPLICAS).map(replica).collect();
        for (token, pas) in (premieres.map(visiter).iter())
            .chain([&identifier, &recoder])
            .enumerate()
        {
            jouer(&mut stores, 0, pas, token);
        }
        assert_eq!(stores[0].verify().expect("compared"), Vec::<String>::new());
        let visites = stores[0].faits().expect("read").terrain.visites;
        let la: Vec<_> = visites[&Id::ecole(UAIS[1])].iter().map(|v| v.id).collect();
        assert_eq!(la.len(), 1, "{premieres:?}");
        assert!(!visites.contains_key(&Id::ecole(UAIS[0])));
    }
}

#[test]
fn union_is_commutative_associative_and_idempotent() {
    run(&histoire(true), |histoire| {
        let stores = play(&histoire);
        let [a, b, c] = [&stores[0], &stores[1], &stores[2]];
        let mut gauche = merged(&[a, b, c]);
        let droite = merged(&[&merged(&[c, b]), a]);
        nothing(gauche.difference(&droite))?;
        nothing(merged(&[b, a]).difference(&merged(&[a, b])))?;
        prop_assert_eq!(gauche.union(b).expect("merged"), 0);
        nothing(gauche.difference(&droite))?;
        nothing(gauche.verify())
    });
}

/// What a register holds, told independently of the journal: who had seen what.
#[derive(Clone, Default)]
struct Modele {
    /// Per register: the values ever written (`None` = withdrawn), and those seen superseded.
    ecrits: BTreeMap<(Genre, Id, &'static str), BTreeMap<usize, Option<String>>>,
    depasses: BTreeSet<usize>,
}

impl Modele {
    fn write(&mut self, registre: (Genre, Id, &'static str), token: usize, valeur: Option<String>) {
        let ecrits = self.ecrits.entry(registre).or_default();
        let heads: Vec<usize> = ecrits
            .keys()
            .copied()
            .filter(|t| !self.depasses.contains(t))
            .collect();
        if valeur.is_none() && heads.iter().all(|t| ecrits[t].is_none()) {
            return; // nothing to withdraw: nothing is written
        }
        self.depasses.extend(heads);
        ecrits.insert(token, valeur);
    }

    fn union(&mut self, autre: &Self) {
        for (registre, ecrits) in &autre.ecrits {
            self.ecrits
                .entry(*registre)
                .or_default()
                .extend(ecrits.clone());
        }
        self.depasses.extend(&autre.depasses);
    }

    fn note(&mut self, pas: &Pas, token: usize) {
        let texte = format!("v{token}");
        match *pas {
            Pas::Corriger { ecole, valeur } => self.write(
                (Genre::Ecole, Id::ecole(UAIS[ecole]), "nom"),
                token,
                valeur.then_some(texte),
            ),
            Pas::Deployer { lequel, .. } => self.write(
                (Genre::Deploiement, deploiement(lequel), "commentaire"),
                token,
                Some(texte),
            ),
            _ => {}
        }
    }

    /// Every value that still stands is shown, or listed in a conflict; nothing else is.
    fn check(&self, store: &Store) -> Result<(), String> {
        let conflits = store.conflits().map_err(|e| e.user_message())?;
        let faits = store.faits().map_err(|e| e.user_message())?;
        for (&(genre, objet, champ), ecrits) in &self.ecrits {
            let standing: BTreeSet<String> = ecrits
                .iter()
                .filter(|(token, _)| !self.depasses.contains(token))
                .filter_map(|(_, valeur)| valeur.clone())
                .collect();
            let listed: BTreeSet<String> = conflits
                .iter()
                .filter(|c| c.objet == objet && c.champ == champ)
                .filter_map(|c| c.valeur.as_ref()?.texte().map(str::to_owned))
                .collect();
            let shown = match genre {
                Genre::Deploiement => faits
                    .deploiements
                    .values()
                    .flatten()
                    .find(|d| d.id == objet)
                    .map(|d| d.commentaire.clone()),
                _ => faits
                    .ecoles
                    .iter()
                    .find(|e| e.id == objet)
                    .map(|e| e.au(NaiveDate::MAX).0.nom.to_string()),
            };
            let attendu = if standing.len() > 1 {
                standing.clone()
            } else {
                BTreeSet::new()
            };
            if listed != attendu {
                return Err(format!("{champ} : conflit {listed:?}, attendu {attendu:?}"));
            }
            if let Some(une) = standing.first()
                && !shown.as_ref().is_some_and(|s| standing.contains(s))
            {
                return Err(format!("{champ} : montre {shown:?}, attendu {une:?}"));
            }
        }
        Ok(())
    }
}

fn play_with_model(histoire: &[(usize, Pas)]) -> (Vec<Store>, Vec<Modele>) {
    let mut stores: Vec<Store> = (0..REPLICAS).map(replica).collect();
    let mut modeles = vec![Modele::default(); REPLICAS];
    for (token, (qui, pas)) in histoire.iter().enumerate() {
        jouer(&mut stores, *qui, pas, token);
        match *pas {
            Pas::Fusionner { depuis } => {
                let autre = modeles[depuis].clone();
                modeles[*qui].union(&autre);
            }
            _ => modeles[*qui].note(pas, token),
        }
    }
    (stores, modeles)
}

#[test]
fn no_typed_value_is_lost_in_silence() {
    run(&histoire(false), |histoire| {
        let (stores, modeles) = play_with_model(&histoire);
        let mut tout = Modele::default();
        for (store, modele) in stores.iter().zip(&modeles) {
            modele.check(store).map_err(TestCaseError::fail)?;
            tout.union(modele);
        }
        let fusion = merged(&[&stores[1], &stores[2], &stores[0]]);
        tout.check(&fusion).map_err(TestCaseError::fail)
    });
}

#[test]
fn erasure_wins_over_edits_and_merges_in_any_order() {
    let effacer = (0..REPLICAS, 0..2_usize, any::<bool>());
    run(
        &(histoire(true), effacer, histoire(true)),
        |(avant, (qui, lequel, tout), apres)| {
            let mut stores = play(&avant);
            jouer(
                &mut stores,
                qui,
                &Pas::Deployer {
                    lequel,
                    tableur: false,
                },
                999,
            );
            jouer(
                &mut stores,
                qui,
                &Pas::Effacer { lequel, tout },
                avant.len(),
            );
            for (i, (qui, pas)) in apres.iter().enumerate() {
                jouer(&mut stores, *qui, pas, 1000 + i);
            }
            let [a, b, c] = [&stores[0], &stores[1], &stores[2]];
            for fusion in [merged(&[a, b, c]), merged(&[c, a, b])] {
                nothing(fusion.verify())?;
                let faits = fusion.faits().expect("facts");
                for d in faits
                    .deploiements
                    .values()
                    .flatten()
                    .filter(|d| d.id == deploiement(lequel))
                {
                    prop_assert!(!tout, "the erased object is back: {d:?}");
                    prop_assert_eq!(&d.commentaire, "");
                }
            }
            Ok(())
        },
    );
}

/// Found by the properties: a file taken back, then imported again.
#[test]
fn a_file_taken_back_is_imported_again() {
    let importer = Pas::Importer { annee: 2019 };
    let histoire = [(0, importer.clone()), (0, Pas::Annuler), (0, importer)];
    for store in play(&histoire) {
        nothing(store.verify()).expect("as replayed");
    }
}

/// Found by the properties: a contested school's training, said again and taken back.
#[test]
fn a_training_said_again_and_taken_back_leaves_the_conflicts_there_were() {
    let former = Pas::Former { ecole: 1 };
    let recoder = Pas::Reparer { ecole: 1, sorte: 0 };
    let mut stores = play(&[(1, former.clone()), (1, recoder)]);
    let before = copy_of(&stores[1]);
    jouer(&mut stores, 1, &former, 2);
    assert!(stores[1].undo().expect("undone").is_some());
    nothing(stores[1].visible_difference(&before)).expect("as before");
}

/// Found by the properties: what a colleague created and I completed is mine to take back, and not
/// to delete. Sessions are numbered by chance, so it is played until chance has had its say.
#[test]
fn completing_what_a_colleague_created_can_be_undone() {
    let financer = Pas::Financer { lequel: 1 };
    let histoire = [(2, financer), (0, Pas::Fusionner { depuis: 2 })];
    for _ in 0..16 {
        let mut stores = play(&histoire);
        let before = copy_of(&stores[0]);
        let deployer = Pas::Deployer {
            lequel: 1,
            tableur: false,
        };
        jouer(&mut stores, 0, &deployer, 2);
        assert!(stores[0].undo().expect("undone").is_some());
        nothing(stores[0].visible_difference(&before)).expect("as before");
    }
}

/// The control: without `remplace`, one person's successive values look like a conflict.
#[test]
fn a_journal_whose_remplace_is_ignored_fails_these_properties() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("temoin.carnet");
    let mut store = Store::create(&chemin, &auteur("A. B.", jour(2021, 6, 1))).expect("created");
    let mut modele = Modele::default();
    for token in 0..2 {
        let pas = Pas::Corriger {
            ecole: 0,
            valeur: true,
        };
        jouer(std::slice::from_mut(&mut store), 0, &pas, token);
        modele.note(&pas, token);
    }
    let sain = copy_of(&store);
    assert_eq!(modele.check(&sain), Ok(()));
    drop(store);
    let base = rusqlite::Connection::open(&chemin).expect("opened");
    base.execute("DELETE FROM remplace", []).expect("emptied");
    drop(base);
    let mutile = Store::open(&chemin, &auteur("", jour(2021, 6, 1))).expect("opened");
    assert!(
        !mutile.verify().expect("verified").is_empty(),
        "the fingerprints tell"
    );
    let rejoue = copy_of(&mutile);
    assert!(modele.check(&rejoue).is_err(), "and so does the model");
}

#[test]
fn a_change_altered_outside_the_program_is_refused_by_a_merge() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("altere.carnet");
    let mut store = Store::create(&chemin, &auteur("A. B.", jour(2021, 6, 1))).expect("created");
    jouer(
        std::slice::from_mut(&mut store),
        0,
        &Pas::Corriger {
            ecole: 0,
            valeur: true,
        },
        7,
    );
    let mut copie = copy_of(&store);
    drop(store);
    let base = rusqlite::Connection::open(&chemin).expect("opened");
    base.execute(
        "UPDATE changement SET champs = '{\"nom\":\"autre\"}', empreinte = zeroblob(32)
         WHERE champs LIKE '%v7%'",
        [],
    )
    .expect("altered");
    drop(base);
    let altere = Store::open(&chemin, &auteur("", jour(2021, 6, 1))).expect("opened");
    let avant = copy_of(&copie);
    assert!(copie.union(&altere).is_err());
    assert_eq!(
        copie.difference(&avant).expect("compared"),
        Vec::<String>::new()
    );
}
