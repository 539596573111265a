//! The doctor, rule by rule: what must be told, and the nearest thing that must not.

use crate::faits::{ajoute, deploiement, ecole, jour, situation, solution};
use carnet_ent::demonstration::{creer_academie, creer_circonscriptions};
use carnet_ent::domain::docteur::{
    Anomalie, Constat, Desaccord, Dossier, Gravite, Registre, Reparation, Sujet, examiner,
};
use carnet_ent::domain::{
    Circonscription, Conditions, Deploiement, Domaine, Effectif, Etape, Etat, Faits, Financement,
    Id, Jalon, Liste, Perimetre, Portee, Projet, SecteurCollege, Situation, Terme, Uai,
    Verification,
};
use carnet_ent::store::{Auteur, Store};
use chrono::NaiveDate;

/// The day the carnet is read on.
const AU: &str = "2024-03-12";
/// The annuaires of the carnet.
const ANNUAIRES: [&str; 3] = ["2021-10-04", "2022-10-03", "2023-10-02"];

/// Two schools of Épinal that official files name, with nothing wrong.
struct Monde {
    faits: Faits,
    registre: Registre,
    desaccords: Vec<Desaccord>,
    /// 0880001Y, École des Tilleuls, élémentaire.
    a: Id,
    /// 0880102H, École du Pré, maternelle.
    b: Id,
    one: Id,
    beneylu: Id,
    klassly: Id,
    vosges: Id,
    meuse: Id,
}

fn uai(numero: u32) -> String {
    Uai::from_numero(numero).expect("seven digits").to_string()
}

impl Monde {
    fn new() -> Self {
        let mut faits = Faits::default();
        let circonscription = |faits: &mut Faits, nom: &str, departement: &str| {
            let id = Id::derived("circonscription", nom);
            faits.circonscriptions.insert(
                id,
                Circonscription {
                    id,
                    code: None,
                    nom: nom.to_owned(),
                    departement: Some(departement.to_owned()),
                },
            );
            id
        };
        let vosges = circonscription(&mut faits, "Épinal", "088");
        let meuse = circonscription(&mut faits, "Commercy", "055");
        let officielle = |nom: &str, maternelle: bool| Situation {
            nom: nom.into(),
            maternelle,
            elementaire: !maternelle,
            commune: Some("88160".into()),
            commune_nom: Some("Épinal".into()),
            circonscription: Some(vosges),
            latitude: Some(48.17),
            longitude: Some(6.45),
            ..situation()
        };
        let a = ecole(&mut faits, 880001, officielle("École des Tilleuls", false));
        let b = ecole(&mut faits, 880102, officielle("École du Pré", true));
        let mut registre = Registre::default();
        for id in [a, b] {
            for millesime in ANNUAIRES {
                registre.add(id, Some(jour(millesime)));
            }
        }
        let one = solution(&mut faits, "ONE", 1, true);
        let beneylu = solution(&mut faits, "Beneylu School", 2, true);
        let klassly = solution(&mut faits, "Klassly", 3, false);
        Self {
            faits,
            registre,
            desaccords: Vec::new(),
            a,
            b,
            one,
            beneylu,
            klassly,
            vosges,
            meuse,
        }
    }

    /// Another school nobody but a person knows, in Épinal.
    fn tapee(&mut self, uai: &str, nom: &str) -> Id {
        let id = Id::ecole(uai);
        let situation = Situation {
            nom: nom.into(),
            elementaire: true,
            commune_nom: Some("EPINAL".into()),
            ..situation()
        };
        ecole(&mut self.faits, 1, situation);
        let derniere = self.faits.ecoles.last_mut().expect("just added");
        (derniere.id, derniere.uai) = (id, uai.to_owned());
        self.faits.ecoles.sort_by(|a, b| a.uai.cmp(&b.uai));
        id
    }

    fn situation(&mut self, id: Id) -> &mut Situation {
        let ecole = self.faits.ecoles.iter_mut().find(|e| e.id == id);
        &mut ecole.expect("a school").situations[0].situation
    }

    /// ONE in the first school since `debut`, with accounts that day.
    fn one(&mut self, debut: &str) -> &mut Deploiement {
        let d = deploiement(self.a, self.one, debut);
        self.deploie(d)
    }

    fn deploie(&mut self, mut d: Deploiement) -> &mut Deploiement {
        if d.debut.is_some() {
            d.etapes[Etape::Comptes as usize] = d.debut;
        }
        let ecole = d.ecole;
        ajoute(&mut self.faits, d);
        let tous = self.faits.deploiements.get_mut(&ecole).expect("just added");
        tous.last_mut().expect("just added")
    }

    fn finance(&mut self) -> &mut Financement {
        let f = Financement::nouveau(self.a);
        let tous = self.faits.financements.entry(self.a).or_default();
        tous.push(f);
        tous.last_mut().expect("just added")
    }

    fn verifie(&mut self, le: &str) {
        let verification = Verification {
            le: jour(le),
            par: "A. B.".to_owned(),
        };
        let toutes = self.faits.verifications.entry(self.a).or_default();
        toutes.push(verification);
    }

    fn conditions(&mut self, le: &str) -> &mut Conditions {
        let c = Conditions::vides(self.a, jour(le));
        let toutes = self.faits.conditions.entry(self.a).or_default();
        toutes.push(c);
        toutes.last_mut().expect("just added")
    }

    fn effectif(&mut self, rentree: i32, classes: u32) {
        let mesures = self.faits.effectifs.entry(self.a).or_default();
        mesures.push(Effectif {
            rentree,
            classes: Some(classes),
            ..Effectif::default()
        });
    }

    fn projet(&mut self) -> &mut Projet {
        let id = Id::derived("projet", "essai");
        self.faits.projets.entry(id).or_insert_with(|| Projet {
            id,
            nom: "Expérimentation".to_owned(),
            portee: Some(Portee::Experimentation),
            circonscription: None,
            solution: None,
            debut: Some(jour("2022-09-01")),
            fin: Some(jour("2025-07-05")),
            description: String::new(),
            evaluation: String::new(),
            ecoles: std::iter::empty().collect(),
            jalons: Vec::new(),
        })
    }

    /// A jalon of the moment `code`, reached on `atteint`.
    fn jalon(&mut self, code: &str, atteint: &str) {
        let moment = Id::derived("terme", code);
        self.faits.termes.push(Terme {
            id: moment,
            liste: Liste::Moment,
            code: Some(code.to_owned()),
            nom: code.to_lowercase(),
            ordre: 0,
            retire: false,
        });
        let projet = self.projet();
        projet.jalons.push(Jalon {
            id: Id::derived("jalon", code),
            projet: projet.id,
            moment: Some(moment),
            libelle: String::new(),
            prevu_le: None,
            atteint_le: Some(jour(atteint)),
            conseiller_associe: None,
        });
    }

    /// A third official school of another name, at this place.
    fn ailleurs(&mut self, numero: u32, latitude: f64, longitude: f64) -> Id {
        let mut situation = self.situation(self.a).clone();
        (situation.latitude, situation.longitude) = (Some(latitude), Some(longitude));
        situation.nom = format!("École n° {numero}").into();
        let id = ecole(&mut self.faits, numero, situation);
        for millesime in ANNUAIRES {
            self.registre.add(id, Some(jour(millesime)));
        }
        id
    }

    fn constats(&self) -> Vec<Constat> {
        let dossier = Dossier {
            faits: &self.faits,
            registre: &self.registre,
            desaccords: &self.desaccords,
        };
        examiner(dossier, jour(AU))
    }
}

type Cas = (&'static str, fn(&mut Monde), &'static [Anomalie]);

/// Each change of the sound carnet gives these findings and no other.
#[track_caller]
fn assert_cas(cas: &[Cas]) {
    assert_eq!(
        Monde::new().constats(),
        [],
        "nothing is wrong to begin with"
    );
    for (quoi, change, attendus) in cas {
        let mut monde = Monde::new();
        change(&mut monde);
        let constats = monde.constats();
        let trouves: Vec<Anomalie> = constats.iter().map(|c| c.anomalie).collect();
        assert_eq!(trouves, *attendus, "{quoi}: {constats:#?}");
        for constat in &constats {
            assert!(
                constat.phrase.ends_with(['.', '?']) && constat.phrase.len() > 20,
                "{quoi}: {}",
                constat.phrase
            );
        }
    }
}

/// The only finding of a changed carnet.
#[track_caller]
fn seul(change: impl FnOnce(&mut Monde)) -> Constat {
    let mut monde = Monde::new();
    change(&mut monde);
    let mut constats = monde.constats();
    assert_eq!(constats.len(), 1, "{constats:#?}");
    constats.remove(0)
}

const RIEN: &[Anomalie] = &[];

#[test]
fn a_code_that_cannot_be_is_told() {
    assert_cas(&[
        (
            "another letter",
            |m| {
                m.tapee("0880001Z", "Une autre");
            },
            &[Anomalie::UaiFaux],
        ),
        (
            "no letter",
            |m| {
                m.tapee("0887654", "Une autre");
            },
            &[Anomalie::UaiFaux],
        ),
        (
            "a lost zero",
            |m| {
                m.tapee("887654S", "Une autre");
            },
            &[Anomalie::UaiFaux],
        ),
        (
            "no code at all",
            |m| {
                m.tapee("ECOLE12", "Une autre");
            },
            &[Anomalie::UaiFaux],
        ),
    ]);
}

#[test]
fn the_code_that_was_meant_is_found_when_it_is_plain() {
    let repare = |uai: &str, nom: &str| {
        let (uai, nom) = (uai.to_owned(), nom.to_owned());
        seul(move |m| {
            m.tapee(&uai, &nom);
        })
    };
    let vers = |constat: &Constat| match &constat.reparation {
        Some(Reparation::Recoder { vers, .. }) => vers.to_string(),
        None => "rien".to_owned(),
        Some(autre) => panic!("{autre:?}"),
    };
    for (tape, nom, attendu, dit) in [
        // The letter alone is wrong: the school of that number, whatever its name.
        (
            "0880001Z",
            "Tilleuls",
            "0880001Y",
            "École des Tilleuls (Épinal)",
        ),
        ("0880001Z", "Une autre", "0880001Y", "Y attendu"),
        // A digit is wrong, and the name says which school is meant.
        (
            "0880011Y",
            "École du Tilleul",
            "rien",
            "Le seul code proche",
        ),
        ("0880011Y", "ECOLE DES TILLEULS", "0880001Y", "sans doute"),
        // Nobody near: the letter is put right.
        ("0887654Z", "Une autre", &uai(887654), "Aucun code proche"),
        ("0887654", "Une autre", &uai(887654), "Il manque la lettre"),
        ("887654S", "Une autre", &uai(887654), "en entier"),
        ("ECOLE12", "Une autre", "rien", "n’est pas un UAI"),
    ] {
        let constat = repare(tape, nom);
        assert_eq!(vers(&constat), attendu, "{tape} {nom}: {}", constat.phrase);
        assert!(constat.phrase.contains(dit), "{tape}: {}", constat.phrase);
    }
}

#[test]
fn among_several_codes_the_name_chooses_and_else_nobody() {
    // 0880002 and 0880001 are both one digit away from 0880003.
    let deux = |m: &mut Monde, nom: &str| {
        m.ailleurs(880002, 48.17, 6.45);
        m.faits.ecoles.sort_by(|a, b| a.uai.cmp(&b.uai));
        m.tapee("0880003Z", nom);
    };
    let constat = seul(|m| deux(m, "Une autre"));
    assert_eq!(constat.reparation, None);
    assert!(constat.phrase.contains("0880001Y"), "{}", constat.phrase);
    assert!(constat.phrase.contains(&uai(880002)), "{}", constat.phrase);
    let constat = seul(|m| deux(m, "Tilleuls"));
    assert!(
        matches!(constat.reparation, Some(Reparation::Recoder { vers, .. }) if vers.as_str() == "0880001Y")
    );
}

#[test]
fn a_code_no_official_file_knows_is_told_where_they_know_others() {
    assert_cas(&[
        (
            "typed, and the files know its département",
            |m| {
                m.tapee("0887654S", "Une autre");
            },
            &[Anomalie::UaiInconnu],
        ),
        (
            "typed, and the files know another département only",
            |m| {
                let id = m.tapee("0547654B", "Une autre");
                m.situation(id).departement = Some("054".into());
            },
            RIEN,
        ),
        (
            "it opens after the newest file",
            |m| {
                let id = m.tapee("0887654S", "Une autre");
                m.situation(id).ouverture = Some(jour("2023-11-06"));
            },
            RIEN,
        ),
        (
            "it opened before",
            |m| {
                let id = m.tapee("0887654S", "Une autre");
                m.situation(id).ouverture = Some(jour("2023-09-01"));
            },
            &[Anomalie::UaiInconnu],
        ),
        (
            "a file of another kind knows it",
            |m| {
                let id = m.tapee("0887654S", "Une autre");
                m.registre.add(id, None);
            },
            RIEN,
        ),
    ]);
}

#[test]
fn two_schools_that_are_one_are_told_once() {
    assert_cas(&[
        (
            "same commune, same name written otherwise",
            |m| {
                m.tapee("0887654S", "ECOLE ELEMENTAIRE DES TILLEULS");
            },
            &[Anomalie::Doublon],
        ),
        (
            "the maternelle of the same name is another school",
            |m| {
                let id = m.tapee("0887654S", "Tilleuls");
                m.situation(id).maternelle = true;
                m.situation(id).elementaire = false;
            },
            &[Anomalie::UaiInconnu],
        ),
        (
            "the same name in another commune",
            |m| {
                let id = m.tapee("0887654S", "École des Tilleuls");
                m.situation(id).commune_nom = Some("Golbey".into());
            },
            &[Anomalie::UaiInconnu],
        ),
        (
            "the same name in another commune, one digit away",
            |m| {
                // 880001 with its fifth digit changed.
                let id = m.tapee(&uai(880011), "École des Tilleuls");
                m.situation(id).commune_nom = Some("Golbey".into());
            },
            &[Anomalie::Doublon],
        ),
        (
            "two typed by hand",
            |m| {
                m.tapee(&uai(889301), "École du Lac");
                m.tapee(&uai(889401), "École du Lac");
            },
            &[Anomalie::UaiInconnu, Anomalie::Doublon],
        ),
        (
            "two official ones may bear one name",
            |m| m.situation(m.b).nom = "École des Tilleuls".into(),
            RIEN,
        ),
    ]);
}

#[test]
fn an_empty_duplicate_is_deleted_and_a_full_one_moved() {
    let constat = seul(|m| {
        m.tapee("0887654S", "École des Tilleuls");
    });
    let id = Id::ecole("0887654S");
    assert_eq!(constat.autres, [Id::ecole("0880001Y")]);
    assert_eq!(
        constat.reparation,
        Some(Reparation::SupprimerDoublon { ecole: id })
    );
    let constat = seul(|m| {
        m.tapee("0887654S", "École des Tilleuls");
        m.projet().ecoles.insert(id);
    });
    let Some(Reparation::Recoder { ecole, vers }) = constat.reparation else {
        panic!("{constat:?}");
    };
    assert_eq!((ecole, vers.as_str()), (id, "0880001Y"));
    let constat = seul(|m| {
        let autre = m.ailleurs(880002, 48.17, 6.45);
        m.situation(autre).nom = "École des Tilleuls".into();
        m.faits.ecoles.sort_by(|a, b| a.uai.cmp(&b.uai));
        m.tapee("0887654S", "Les Tilleuls");
    });
    assert_eq!((constat.reparation, constat.autres.len()), (None, 2));
}

#[test]
fn what_a_sheet_lacks_is_told_of_open_schools() {
    assert_cas(&[
        (
            "no statut",
            |m| m.situation(m.a).statut = None,
            &[Anomalie::StatutInconnu],
        ),
        (
            "no statut, but closed",
            |m| {
                m.situation(m.a).statut = None;
                m.situation(m.a).fermeture = Some(jour("2022-09-01"));
            },
            RIEN,
        ),
        (
            "neither maternelle nor élémentaire",
            |m| m.situation(m.a).elementaire = false,
            &[Anomalie::NatureManquante],
        ),
        (
            "no commune",
            |m| {
                m.situation(m.a).commune = None;
                m.situation(m.a).commune_nom = None;
            },
            &[Anomalie::CommuneManquante],
        ),
        (
            "a name is enough",
            |m| m.situation(m.a).commune = None,
            RIEN,
        ),
        (
            "the circonscription of another département",
            |m| m.situation(m.a).circonscription = Some(m.meuse),
            &[Anomalie::CirconscriptionAilleurs],
        ),
        (
            "a circonscription whose département nobody said",
            |m| {
                let vosges = m.faits.circonscriptions.get_mut(&m.vosges);
                vosges.expect("there").departement = None;
            },
            RIEN,
        ),
        (
            "the sector of another département",
            |m| secteur(m, "055"),
            &[Anomalie::SecteurAilleurs],
        ),
        ("the sector of its own", |m| secteur(m, "088"), RIEN),
    ]);
}

fn secteur(m: &mut Monde, departement: &str) {
    let id = Id::derived("secteur_college", "x");
    let secteur = SecteurCollege {
        id,
        uai: None,
        nom: "Collège du Lac".to_owned(),
        commune_nom: None,
        departement: Some(departement.to_owned()),
        plan_ruralite: false,
        ent: String::new(),
        position: None,
    };
    m.faits.secteurs.insert(id, secteur);
    m.situation(m.a).secteur = Some(id);
}

#[test]
fn a_position_outside_france_or_far_from_the_commune_is_told() {
    assert_cas(&[
        (
            "exchanged",
            |m| place(m, 6.45, 48.17),
            &[Anomalie::HorsDeFrance],
        ),
        ("zero", |m| place(m, 0.0, 0.0), &[Anomalie::HorsDeFrance]),
        (
            "overseas",
            |m| place(m, -20.9, 55.45),
            &[Anomalie::PositionEcartee],
        ),
        ("29 km north", |m| place(m, 48.43, 6.45), RIEN),
        (
            "31 km north: of two, said once",
            |m| place(m, 48.45, 6.45),
            &[Anomalie::PositionEcartee],
        ),
        (
            "of three, the one apart",
            |m| {
                m.ailleurs(880003, 48.18, 6.46);
                place(m, 48.9, 6.45);
            },
            &[Anomalie::PositionEcartee],
        ),
        (
            "another commune",
            |m| {
                place(m, 48.9, 6.45);
                m.situation(m.a).commune = Some("88413".into());
            },
            RIEN,
        ),
        (
            "a commune of Guyane is as large as a département",
            |m| {
                for (id, latitude) in [(m.a, 3.0), (m.b, 4.5)] {
                    m.situation(id).latitude = Some(latitude);
                    m.situation(id).longitude = Some(-53.0);
                    m.situation(id).departement = Some("973".into());
                    m.situation(id).circonscription = None;
                }
            },
            RIEN,
        ),
        (
            "half a position is none",
            |m| m.situation(m.a).longitude = None,
            RIEN,
        ),
    ]);
    let constat = seul(|m| place(m, 6.45, 48.17));
    assert!(constat.phrase.contains("inversées"), "{}", constat.phrase);
}

fn place(m: &mut Monde, latitude: f64, longitude: f64) {
    let situation = m.situation(m.a);
    (situation.latitude, situation.longitude) = (Some(latitude), Some(longitude));
}

#[test]
fn a_closed_school_is_no_longer_followed() {
    let ferme = |m: &mut Monde, le: &str| m.situation(m.a).fermeture = Some(jour(le));
    assert_cas(&[
        (
            "closed, and its ENT runs",
            |m| {
                m.one("2020-09-01");
                m.situation(m.a).fermeture = Some(jour("2022-09-01"));
            },
            &[Anomalie::FermeeSuivie],
        ),
        (
            "closed today",
            |m| {
                m.one("2020-09-01");
                m.situation(m.a).fermeture = Some(jour(AU));
            },
            &[Anomalie::FermeeSuivie],
        ),
        (
            "it closes tomorrow",
            |m| {
                m.one("2020-09-01");
                m.situation(m.a).fermeture = Some(jour("2024-03-13"));
            },
            RIEN,
        ),
        (
            "its ENT ended on the eve",
            |m| {
                m.one("2020-09-01").fin = Some(jour("2022-08-31"));
                m.situation(m.a).fermeture = Some(jour("2022-09-01"));
            },
            RIEN,
        ),
        (
            "its ENT ended on the day itself",
            |m| {
                m.one("2020-09-01").fin = Some(jour("2022-09-01"));
                m.situation(m.a).fermeture = Some(jour("2022-09-01"));
            },
            &[Anomalie::HorsVie],
        ),
        (
            "its ENT begins on the day it closes",
            |m| {
                m.one("2022-09-01");
                m.situation(m.a).fermeture = Some(jour("2022-09-01"));
            },
            &[Anomalie::HorsVie],
        ),
        (
            "its ENT begins before it opens",
            |m| {
                m.one("2020-09-01");
                m.situation(m.a).ouverture = Some(jour("2020-09-02"));
            },
            &[Anomalie::HorsVie],
        ),
        (
            "its ENT begins the day it opens",
            |m| {
                m.one("2020-09-01");
                m.situation(m.a).ouverture = Some(jour("2020-09-01"));
            },
            RIEN,
        ),
        (
            "not open yet, and announced",
            |m| m.situation(m.a).etat = Some(Etat::AOuvrir),
            RIEN,
        ),
    ]);
    let constat = seul(|m| {
        m.one("2020-09-01");
        m.deploie(deploiement(m.a, m.klassly, "2021-09-01"));
        ferme(m, "2022-09-01");
    });
    let Some(Reparation::Terminer { deploiements, fin }) = constat.reparation else {
        panic!("{constat:?}");
    };
    assert_eq!((deploiements.len(), fin), (2, jour("2022-08-31")));
    assert!(
        constat.phrase.contains("ONE et Klassly"),
        "{}",
        constat.phrase
    );
}

#[test]
fn a_funding_stands_within_the_life_of_its_school() {
    assert_cas(&[
        (
            "a subscription begins after the closure",
            |m| {
                m.finance().abonnement_debut = Some(jour("2022-09-01"));
                m.situation(m.a).fermeture = Some(jour("2022-09-01"));
            },
            &[Anomalie::HorsVie],
        ),
        (
            "a subscription runs past it: it was paid",
            |m| {
                let f = m.finance();
                f.abonnement_debut = Some(jour("2020-09-01"));
                f.abonnement_fin = Some(jour("2023-08-31"));
                m.situation(m.a).fermeture = Some(jour("2022-09-01"));
            },
            RIEN,
        ),
        (
            "a grant of the year after",
            |m| {
                m.finance().annee = Some(2023);
                m.situation(m.a).fermeture = Some(jour("2022-09-01"));
            },
            &[Anomalie::HorsVie],
        ),
        (
            "a grant of the year before the opening",
            |m| {
                m.finance().annee = Some(2021);
                m.situation(m.a).ouverture = Some(jour("2022-09-01"));
            },
            RIEN,
        ),
        (
            "a grant of two years before",
            |m| {
                m.finance().annee = Some(2020);
                m.situation(m.a).ouverture = Some(jour("2022-09-01"));
            },
            &[Anomalie::HorsVie],
        ),
    ]);
}

/// The second school stands in these annuaires only.
fn vue_en(m: &mut Monde, annuaires: &[&str]) {
    let mut registre = Registre::default();
    for millesime in ANNUAIRES {
        registre.add(m.a, Some(jour(millesime)));
    }
    for millesime in annuaires {
        registre.add(m.b, Some(jour(millesime)));
    }
    m.registre = registre;
}

#[test]
fn a_school_gone_from_the_two_latest_annuaires_is_told() {
    assert_cas(&[
        (
            "gone from two",
            |m| vue_en(m, &["2021-10-04"]),
            &[Anomalie::AbsenteDesAnnuaires],
        ),
        (
            "gone from one",
            |m| vue_en(m, &["2021-10-04", "2022-10-03"]),
            RIEN,
        ),
        (
            "its closure is noted",
            |m| {
                vue_en(m, &["2021-10-04"]);
                m.situation(m.b).fermeture = Some(jour("2022-09-01"));
            },
            RIEN,
        ),
        (
            "the later files are extracts of another circonscription",
            |m| {
                vue_en(m, &["2021-10-04"]);
                let autre = Id::derived("circonscription", "Neufchâteau");
                m.situation(m.b).circonscription = Some(autre);
            },
            RIEN,
        ),
        (
            "back in the last one",
            |m| vue_en(m, &["2021-10-04", "2023-10-02"]),
            RIEN,
        ),
    ]);
    let constat = seul(|m| vue_en(m, &["2021-10-04"]));
    assert_eq!(
        constat.reparation,
        Some(Reparation::NoterFermeture {
            ecole: Id::ecole(&uai(880102)),
            fermeture: jour("2022-09-01")
        })
    );
}

#[test]
fn periods_begin_before_they_end_and_do_not_meet() {
    assert_cas(&[
        (
            "no start",
            |m| {
                m.one("");
            },
            &[Anomalie::SansDebut],
        ),
        (
            "the end the day before the start",
            |m| m.one("2020-09-02").fin = Some(jour("2020-09-01")),
            &[Anomalie::FinAvantDebut],
        ),
        (
            "one day",
            |m| m.one("2020-09-01").fin = Some(jour("2020-09-01")),
            RIEN,
        ),
        (
            "the same ENT twice",
            |m| {
                m.one("2020-09-01").fin = Some(jour("2021-09-01"));
                m.one("2021-09-01");
            },
            &[Anomalie::Chevauchement],
        ),
        (
            "the same ENT, one after the other",
            |m| {
                m.one("2020-09-01").fin = Some(jour("2021-08-31"));
                m.one("2021-09-01");
            },
            RIEN,
        ),
        (
            "two ENT on one day",
            |m| {
                m.one("2020-09-01").fin = Some(jour("2021-09-01"));
                m.deploie(deploiement(m.a, m.beneylu, "2021-09-01"));
            },
            &[Anomalie::DeuxEnt],
        ),
        (
            "a change of ENT",
            |m| {
                m.one("2020-09-01").fin = Some(jour("2021-08-31"));
                m.deploie(deploiement(m.a, m.beneylu, "2021-09-01"));
            },
            RIEN,
        ),
        (
            "a tool that is no ENT beside one",
            |m| {
                m.one("2020-09-01");
                m.deploie(deploiement(m.a, m.klassly, "2021-09-01"));
            },
            RIEN,
        ),
        (
            "each class its own",
            |m| {
                m.one("2020-09-01").perimetre = des_classes(2, 5);
                let d = m.deploie(deploiement(m.a, m.beneylu, "2021-09-01"));
                d.perimetre = des_classes(1, 5);
            },
            RIEN,
        ),
        (
            "some classes choose another than the school's",
            |m| {
                m.one("2020-09-01");
                let d = m.deploie(deploiement(m.a, m.beneylu, "2021-09-01"));
                d.perimetre = des_classes(1, 5);
            },
            RIEN,
        ),
        (
            "the whole school changes, and the classes that tried another are forgotten",
            |m| {
                m.one("2020-09-01").perimetre = des_classes(1, 5);
                m.deploie(deploiement(m.a, m.beneylu, "2021-09-01"));
            },
            &[Anomalie::DeuxEnt],
        ),
        (
            "two others may be two",
            |m| {
                let one = m.faits.solutions.get_mut(&m.one).expect("there");
                one.code = Some("AUTRE".to_owned());
                m.one("2020-09-01").fin = Some(jour("2021-09-01"));
                m.one("2021-09-01");
            },
            &[Anomalie::DeuxEnt],
        ),
        (
            "the next ENT is only a project",
            |m| {
                m.one("2020-09-01");
                let d = m.deploie(deploiement(m.a, m.beneylu, "2023-09-01"));
                d.etapes = [Some(jour("2023-09-01")), None, None, None, None];
            },
            RIEN,
        ),
        (
            "a project ends before it begins",
            |m| m.projet().fin = Some(jour("2022-08-31")),
            &[Anomalie::FinAvantDebut],
        ),
    ]);
    let constat = seul(|m| {
        m.one("2020-09-01");
        m.one("2021-09-01");
    });
    let Some(Reparation::Terminer { deploiements, fin }) = &constat.reparation else {
        panic!("{constat:?}");
    };
    assert_eq!((deploiements.len(), *fin), (1, jour("2021-08-31")));
}

const fn des_classes(nombre: u32, total: u32) -> Perimetre {
    Perimetre::Classes {
        nombre: Some(nombre),
        total: Some(total),
    }
}

fn etapes(m: &mut Monde, dates: [&str; 5], fin: &str) {
    let d = m.one("2020-09-01");
    d.etapes = dates.map(|date| date.parse::<NaiveDate>().ok());
    d.fin = fin.parse().ok();
}

#[test]
fn stages_come_in_their_order() {
    assert_cas(&[
        (
            "in order, the training before the accounts and the project before the start",
            |m| {
                let dates = [
                    "2020-01-06",
                    "2020-05-04",
                    "2020-09-01",
                    "2020-08-31",
                    "2020-09-02",
                ];
                etapes(m, dates, "");
            },
            RIEN,
        ),
        (
            "the accounts before the agreement",
            |m| etapes(m, ["", "2020-05-04", "2020-05-03", "", ""], ""),
            &[Anomalie::EtapesEnDesordre],
        ),
        (
            "used before the accounts",
            |m| etapes(m, ["", "", "2020-10-01", "", "2020-09-30"], ""),
            &[Anomalie::EtapesEnDesordre],
        ),
        (
            "used before the start",
            |m| etapes(m, ["", "", "2020-08-01", "", "2020-08-31"], ""),
            &[Anomalie::EtapesEnDesordre],
        ),
        (
            "trained after the end",
            |m| etapes(m, ["", "", "2020-09-01", "2021-07-07", ""], "2021-07-06"),
            &[Anomalie::EtapesEnDesordre],
        ),
        (
            "trained on the last day",
            |m| etapes(m, ["", "", "2020-09-01", "2021-07-06", ""], "2021-07-06"),
            RIEN,
        ),
        (
            "used, and no accounts",
            |m| etapes(m, ["", "", "", "", "2020-10-01"], ""),
            &[Anomalie::UtiliseSansComptes],
        ),
        (
            "trained, and no accounts yet",
            |m| etapes(m, ["", "", "", "2020-10-01", ""], ""),
            RIEN,
        ),
        (
            "used tomorrow",
            |m| etapes(m, ["", "", "2020-09-01", "", "2024-03-13"], ""),
            &[Anomalie::DateFuture],
        ),
        (
            "used today, trained tomorrow",
            |m| etapes(m, ["", "", "2020-09-01", "2024-03-13", AU], ""),
            RIEN,
        ),
    ]);
}

#[test]
fn a_perimeter_fits_its_school() {
    assert_cas(&[
        (
            "six of five",
            |m| m.one("2020-09-01").perimetre = des_classes(6, 5),
            &[Anomalie::PerimetreImpossible],
        ),
        (
            "five of five",
            |m| m.one("2020-09-01").perimetre = des_classes(5, 5),
            RIEN,
        ),
        (
            "none of five",
            |m| m.one("2020-09-01").perimetre = des_classes(0, 5),
            &[Anomalie::PerimetreImpossible],
        ),
        (
            "two of five, and the school has four",
            |m| {
                m.one("2020-09-01").perimetre = des_classes(2, 5);
                m.effectif(2020, 4);
            },
            &[Anomalie::ClassesDifferentes],
        ),
        (
            "two of five, as in its second year",
            |m| {
                m.one("2020-09-01").perimetre = des_classes(2, 5);
                for (rentree, classes) in [(2020, 4), (2021, 5), (2022, 4)] {
                    m.effectif(rentree, classes);
                }
            },
            RIEN,
        ),
        (
            "what was typed of the school speaks alone",
            |m| {
                m.one("2020-09-01").perimetre = des_classes(2, 5);
                m.effectif(2020, 5);
                m.situation(m.a).classes = Some(6);
            },
            &[Anomalie::ClassesDifferentes],
        ),
        (
            "five, of a school of four",
            |m| {
                m.one("2020-09-01").perimetre = Perimetre::Classes {
                    nombre: Some(5),
                    total: None,
                };
                m.effectif(2019, 4);
            },
            &[Anomalie::ClassesDifferentes],
        ),
        (
            "some classes, nobody said how many",
            |m| {
                m.one("2020-09-01").perimetre = Perimetre::Classes {
                    nombre: None,
                    total: None,
                };
                m.effectif(2020, 4);
            },
            RIEN,
        ),
    ]);
}

#[test]
fn fundings_verifications_and_conditions_are_possible() {
    assert_cas(&[
        (
            "a subscription ends before it begins",
            |m| {
                let f = m.finance();
                f.abonnement_debut = Some(jour("2021-09-01"));
                f.abonnement_fin = Some(jour("2021-08-31"));
            },
            &[Anomalie::AbonnementInverse],
        ),
        (
            "a subscription of one day",
            |m| {
                let f = m.finance();
                f.abonnement_debut = Some(jour("2021-09-01"));
                f.abonnement_fin = Some(jour("2021-09-01"));
            },
            RIEN,
        ),
        (
            "it pays the ENT of another school",
            |m| {
                let d = m.deploie(deploiement(m.b, m.one, "2020-09-01")).id;
                m.finance().deploiement = Some(d);
            },
            &[Anomalie::FinancementAilleurs],
        ),
        (
            "it pays its own",
            |m| {
                let d = m.one("2020-09-01").id;
                m.finance().deploiement = Some(d);
            },
            RIEN,
        ),
        (
            "verified tomorrow",
            |m| {
                m.verifie("2020-01-06");
                m.verifie("2024-03-13");
            },
            &[Anomalie::VerificationFuture],
        ),
        ("verified today", |m| m.verifie(AU), RIEN),
        (
            "seen tomorrow",
            |m| {
                m.conditions("2024-03-13");
            },
            &[Anomalie::DateFuture],
        ),
        (
            "the GAR from next year on",
            |m| m.conditions(AU).gar_le = Some(jour("2025-01-06")),
            &[Anomalie::DateFuture],
        ),
        (
            "the charte signed today",
            |m| m.conditions(AU).charte_le = Some(jour(AU)),
            RIEN,
        ),
    ]);
}

#[test]
fn milestones_come_in_their_time() {
    assert_cas(&[
        (
            "launched before the project begins",
            |m| m.jalon("LANCEMENT", "2022-08-31"),
            &[Anomalie::JalonPremature],
        ),
        (
            "thought out before it begins",
            |m| m.jalon("CONCEPTION", "2022-06-01"),
            RIEN,
        ),
        (
            "its balance before its launch",
            |m| {
                m.jalon("LANCEMENT", "2022-10-03");
                m.jalon("BILAN", "2022-10-02");
            },
            &[Anomalie::JalonPremature],
        ),
        (
            "its balance after its end",
            |m| {
                m.jalon("LANCEMENT", "2022-10-03");
                m.jalon("BILAN", "2024-03-12");
                m.projet().fin = Some(jour("2023-07-07"));
            },
            RIEN,
        ),
        (
            "reached tomorrow",
            |m| m.jalon("BILAN", "2024-03-13"),
            &[Anomalie::DateFuture],
        ),
    ]);
    let constat = seul(|m| m.jalon("LANCEMENT", "2022-08-31"));
    assert!(matches!(constat.sujet, Sujet::Projet(_)));
    assert_eq!(
        (constat.nom.as_str(), constat.uai.as_str()),
        ("Expérimentation", "")
    );
}

#[test]
fn what_contradicts_itself_since_a_merge_is_told() {
    let desaccord = |ecole, champ: &str| Desaccord {
        ecole,
        objet: Id::derived("deploiement", "x"),
        quoi: "Le déploiement".to_owned(),
        champ: champ.to_owned(),
        valeurs: vec![
            "4 juillet 2020 (A. B.)".to_owned(),
            "rien (C. D.)".to_owned(),
        ],
    };
    let constat = seul(|m| m.desaccords.push(desaccord(Some(m.a), "Fin")));
    assert_eq!(constat.anomalie, Anomalie::Desaccord);
    assert_eq!(constat.uai, "0880001Y");
    assert!(
        constat
            .phrase
            .contains("4 juillet 2020 (A. B.) et rien (C. D.)")
    );
    assert!(
        !constat.cle.contains("a. b."),
        "a key holds no name of a person"
    );
    let constat = seul(|m| m.desaccords.push(desaccord(None, "")));
    assert_eq!(constat.sujet, Sujet::Carnet);
    assert!(constat.phrase.contains("supprimé"), "{}", constat.phrase);
}

#[test]
fn the_grave_ones_come_first_then_the_kinds_then_the_names() {
    let mut monde = Monde::new();
    for id in [monde.a, monde.b] {
        monde.situation(id).statut = None;
        monde.situation(id).maternelle = false;
        monde.situation(id).elementaire = false;
    }
    monde.situation(monde.a).nom = "École Zola".into();
    monde.situation(monde.b).nom = "école Élise".into();
    monde.verifie("2025-01-06");
    let dits: Vec<(Gravite, Anomalie, String)> = monde
        .constats()
        .into_iter()
        .map(|c| (c.anomalie.gravite(), c.anomalie, c.nom))
        .collect();
    let (corriger, verifier) = (Gravite::ACorriger, Gravite::AVerifier);
    let attendus = [
        (corriger, Anomalie::StatutInconnu, "école Élise"),
        (corriger, Anomalie::StatutInconnu, "École Zola"),
        (corriger, Anomalie::VerificationFuture, "École Zola"),
        (verifier, Anomalie::NatureManquante, "école Élise"),
        (verifier, Anomalie::NatureManquante, "École Zola"),
    ];
    assert_eq!(
        dits,
        attendus.map(|(gravite, anomalie, nom)| (gravite, anomalie, nom.to_owned()))
    );
}

#[test]
fn what_was_set_aside_says_so_until_the_values_change() {
    let avec = |fin: &str, ignores: &[String]| {
        let mut monde = Monde::new();
        monde.one("2020-09-02").fin = Some(jour(fin));
        for cle in ignores {
            let sous = (Domaine::Docteur, cle.clone());
            monde
                .faits
                .correspondances
                .insert(sous, "ignoré".to_owned());
        }
        monde.constats().remove(0)
    };
    let constat = avec("2020-09-01", &[]);
    assert!(!constat.ignore);
    let ignores = [constat.cle];
    assert!(avec("2020-09-01", &ignores).ignore);
    assert!(!avec("2020-08-31", &ignores).ignore, "another mistake");
}

/// What the doctor says of a demonstration carnet.
fn demonstration(creer: fn(&std::path::Path, NaiveDate) -> carnet_ent::Result<()>) -> Vec<Constat> {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("demonstration.carnet");
    let aujourdhui = jour("2026-11-24");
    creer(&chemin, aujourdhui).expect("made");
    let store = Store::open(&chemin, &Auteur::default()).expect("opened");
    let dossier = Dossier {
        faits: &store.faits().expect("facts"),
        registre: &store.registre().expect("register"),
        desaccords: &store.desaccords().expect("conflicts"),
    };
    examiner(dossier, aujourdhui)
}

#[test]
fn the_circonscriptions_of_the_demonstration_have_nothing_to_mend() {
    let constats = demonstration(creer_circonscriptions);
    let graves = constats
        .iter()
        .filter(|c| c.anomalie.gravite() == Gravite::ACorriger);
    assert_eq!(graves.collect::<Vec<_>>(), Vec::<&Constat>::new());
}

#[test]
fn the_schools_planted_in_the_academie_are_found() {
    let constats = demonstration(creer_academie);
    let de = |anomalie, nom: &str| {
        constats
            .iter()
            .filter(|c| c.anomalie == anomalie && c.nom.contains(nom))
            .count()
    };
    // One in each département, whose ENT nobody ended; one more closed on the day of the table.
    assert_eq!(de(Anomalie::FermeeSuivie, "Vieux Clocher"), 4);
    assert_eq!(de(Anomalie::FermeeSuivie, "Pont Rouge"), 1);
    // Their accounts came in June, and they open in September.
    assert_eq!(de(Anomalie::HorsVie, "Nouveau Quartier"), 4);
    // Noted without a date, wherever a département had projects in 2020.
    assert_eq!(de(Anomalie::SansDebut, ""), 3);
}
