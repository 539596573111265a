//! Facts made by hand, for tests of counting: no carnet, no file.

use carnet_ent::domain::{
    Deploiement, Ecole, Faits, Id, Perimetre, PeriodeSituation, Situation, Solution, Statut, Uai,
};
use chrono::NaiveDate;

pub(crate) fn jour(texte: &str) -> NaiveDate {
    texte.parse().unwrap_or_else(|_| panic!("{texte} is a day"))
}

/// A public école élémentaire of the Vosges, open since for ever.
pub(crate) fn situation() -> Situation {
    Situation {
        nom: "École des Tilleuls".into(),
        elementaire: true,
        statut: Some(Statut::Public),
        departement: Some("088".into()),
        ..Situation::default()
    }
}

/// Adds a school that has always been this, under the UAI of this number.
pub(crate) fn ecole(faits: &mut Faits, numero: u32, situation: Situation) -> Id {
    let periode = PeriodeSituation {
        de: None,
        a: None,
        depuis: jour("2000-01-01"),
        situation,
    };
    ecole_changeante(faits, numero, vec![periode])
}

/// Adds a school that has changed.
pub(crate) fn ecole_changeante(
    faits: &mut Faits,
    numero: u32,
    situations: Vec<PeriodeSituation>,
) -> Id {
    let uai = Uai::from_numero(numero).expect("seven digits").to_string();
    let id = Id::ecole(&uai);
    faits.ecoles.push(Ecole {
        id,
        uai,
        situations,
    });
    id
}

/// Adds a solution at this place of the list.
pub(crate) fn solution(faits: &mut Faits, nom: &str, ordre: i64, compte_ent: bool) -> Id {
    let id = Id::derived("solution", nom);
    faits.solutions.insert(
        id,
        Solution {
            id,
            code: None,
            nom: nom.to_owned(),
            editeur: String::new(),
            compte_ent,
            ordre,
            note: String::new(),
        },
    );
    id
}

/// A deployment in the whole school since `debut`, without stages.
pub(crate) fn deploiement(ecole: Id, solution: Id, debut: &str) -> Deploiement {
    Deploiement {
        id: Id::derived("deploiement", &format!("{ecole} {solution} {debut}")),
        ecole,
        solution,
        debut: (!debut.is_empty()).then(|| jour(debut)),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None; 5],
        projet: None,
        commentaire: String::new(),
    }
}

pub(crate) fn ajoute(faits: &mut Faits, d: Deploiement) {
    faits.deploiements.entry(d.ecole).or_default().push(d);
}
