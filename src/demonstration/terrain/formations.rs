//! Trainings of these school years, with a session to come, and the events of the département.

use chrono::{Days, NaiveDate};

use super::super::alea::Alea;
use super::super::ecole_fictive::EcoleFictive;
use super::super::plan::{Ecriture, Monde, Personne};
use super::textes::{STAGES, Stage};
use super::{Fait, Tenant, annees, ecoles, equipee, jour_de_classe};
use crate::domain::{
    AnneeScolaire, Evenement, Formateur, Formation, Id, Liste, Participation, Seance, StatutSeance,
};
use crate::store::terme;

/// How far ahead sessions are planned, in days.
const PREVUES: u64 = 45;

pub(super) fn faits(
    monde: &Monde,
    tenant: Tenant<'_>,
    cpd: Personne,
    aujourdhui: NaiveDate,
) -> Vec<Fait> {
    let mut faits = Vec::new();
    for annee in annees(aujourdhui) {
        for (rang, stage) in STAGES.iter().enumerate() {
            faits.extend(raconter(monde, tenant, cpd, annee, rang, stage, aujourdhui));
        }
    }
    faits
}

fn raconter(
    monde: &Monde,
    tenant: Tenant<'_>,
    cpd: Personne,
    annee: AnneeScolaire,
    rang: usize,
    stage: &Stage,
    aujourdhui: NaiveDate,
) -> Vec<Fait> {
    let cle = format!("{}/{}/{rang}", tenant.personne.nom, annee.rentree());
    let mut alea = Alea::pour(&format!("formation {cle}"));
    let id = Id::derived("formation", &cle);
    let annonce = annee.debut() + Days::new(6 + 8 * rang as u64);
    if annonce > aujourdhui {
        return Vec::new();
    }
    let formation = Formation {
        id,
        titre: format!("{} ({}, {annee})", stage.titre, tenant.nom),
        objectifs: stage.objectifs.to_owned(),
        systeme: Some(stage.systeme),
        reference: if stage.reference.is_empty() {
            String::new()
        } else {
            format!("{}-{}-{rang}", stage.reference, annee.rentree())
        },
        public: Some(stage.public),
        cycle: None,
        seances: Vec::new(),
    };
    let ecritures = vec![Ecriture::Formation(Box::new(formation))];
    let mut faits = vec![(annonce, cpd, "Nouvelle formation", ecritures)];
    let inscrites: Vec<&EcoleFictive> = ecoles(monde, tenant.circonscription, annonce)
        .filter(|e| equipee(monde, e.id, annonce) && alea.chance(24))
        .collect();
    for n in 0..stage.seances {
        let ecart = 30 + 25 * rang as u64 + 56 * u64::from(n) + u64::from(alea.sous(9));
        let le = jour_de_classe(annee.debut() + Days::new(ecart));
        if le > aujourdhui + Days::new(PREVUES) {
            continue;
        }
        let seance = seance(
            &cle, n, le, stage, tenant, cpd, &inscrites, aujourdhui, &mut alea,
        );
        let ecritures = vec![Ecriture::Seance(id, Box::new(seance))];
        let (dite, nom) = if le <= aujourdhui {
            (le, "Séance de formation")
        } else {
            (annonce.max(aujourdhui - Days::new(12)), "Séance prévue")
        };
        faits.push((dite, tenant.personne, nom, ecritures));
    }
    faits
}

#[expect(clippy::too_many_arguments, reason = "all that a session is told from")]
fn seance(
    cle: &str,
    n: u32,
    le: NaiveDate,
    stage: &Stage,
    tenant: Tenant<'_>,
    cpd: Personne,
    inscrites: &[&EcoleFictive],
    aujourdhui: NaiveDate,
    alea: &mut Alea,
) -> Seance {
    let id = Id::derived("seance", &format!("{cle}/{n}"));
    let tenue = le <= aujourdhui;
    let participations: Vec<Participation> = inscrites
        .iter()
        .filter_map(|e| {
            let vient = alea.chance(if tenue { 86 } else { 100 });
            let nombre = alea.entre(1, 4);
            vient.then(|| Participation {
                ecole: e.id,
                nombre: tenue.then_some(nombre),
                noms: String::new(),
            })
        })
        .collect();
    let formateur = |personne: Personne, role: &str, preparation| Formateur {
        id: Id::derived("formateur", &format!("{id}/{role}")),
        nom: personne.nom.to_owned(),
        role: Some(terme(Liste::Role, role)),
        animation: Some(stage.minutes),
        preparation,
    };
    let mut formateurs = vec![formateur(
        tenant.personne,
        "ERUN",
        Some(alea.entre(6, 15) * 10),
    )];
    if n == 0 {
        formateurs.push(formateur(cpd, "CPD", Some(60)));
    }
    let presents: u32 = participations.iter().filter_map(|p| p.nombre).sum();
    let reponses = (tenue && presents > 4).then(|| presents * 2 / 3);
    Seance {
        id,
        formation: Id::MIN,
        le: Some(le),
        duree: Some(stage.minutes),
        duree_18h: Some(stage.minutes),
        modalite: Some(stage.modalite),
        lieu: if stage.modalite == crate::domain::Modalite::Distanciel {
            "Classe virtuelle".to_owned()
        } else {
            "Salle de la circonscription".to_owned()
        },
        statut: Some(if tenue {
            StatutSeance::Tenue
        } else {
            StatutSeance::Prevue
        }),
        reponses,
        satisfaction: reponses.map(|_| alea.entre(27, 39)),
        bilan: if tenue && n == 0 {
            "Le temps d’essai en classe entre deux séances est ce qui aide le plus.".to_owned()
        } else {
            String::new()
        },
        participations,
        formateurs,
    }
}

/// What brings people together: forum, committee, conseils école-collège, heads of schools.
pub(super) fn evenements(monde: &Monde, cpd: Personne, aujourdhui: NaiveDate) -> Vec<Fait> {
    const CALENDRIER: [(&str, &str, u64, u32, &str); 5] = [
        (
            "REUNION",
            "Réunion de rentrée des directions",
            12,
            120,
            "Inspection",
        ),
        (
            "COMITE",
            "Comité départemental des ENT",
            75,
            150,
            "Direction des services départementaux",
        ),
        (
            "JANE",
            "Journée académique du numérique",
            98,
            360,
            "Maison du numérique",
        ),
        ("FORUM", "Forum des ENT", 200, 180, "Espace des congrès"),
        (
            "FAMILLES",
            "Café des parents : lire le cahier de vie",
            230,
            75,
            "Maison de quartier",
        ),
    ];
    let mut faits = Vec::new();
    for annee in annees(aujourdhui) {
        for (sorte, nom, ecart, duree, lieu) in CALENDRIER {
            let le = jour_de_classe(annee.debut() + Days::new(ecart));
            let mut alea = Alea::pour(&format!("événement {sorte} {}", annee.rentree()));
            let participants = alea.entre(18, 90);
            let presentes = monde
                .circonscriptions
                .iter()
                .flat_map(|c| ecoles(monde, c.id, le).map(|e| (e.id, equipee(monde, e.id, le))));
            let presentes = presentes
                .filter(|(_, equipee)| *equipee && alea.chance(22))
                .map(|(id, _)| id)
                .collect();
            faits.push((
                le,
                sorte,
                nom.to_owned(),
                duree,
                lieu.to_owned(),
                None,
                participants,
                presentes,
            ));
        }
        for (rang, secteur) in monde.secteurs.iter().enumerate() {
            let le = jour_de_classe(annee.debut() + Days::new(64 + 5 * rang as u64));
            let membres = monde
                .ecoles
                .iter()
                .filter(|e| e.secteur == Some(secteur.id));
            let membres = membres.filter(|e| e.ouverte_au(le)).map(|e| e.id).collect();
            let nom = format!("Conseil école-collège, {}", secteur.nom);
            let lieu = secteur.nom.clone();
            faits.push((le, "CONSEIL", nom, 90, lieu, Some(secteur.id), 14, membres));
        }
    }
    faits
        .into_iter()
        .filter(|fait| fait.0 <= aujourdhui)
        .map(
            |(le, sorte, nom, duree, lieu, secteur, participants, ecoles)| {
                let evenement = Evenement {
                    id: Id::derived("evenement", &format!("{nom}/{le}")),
                    sorte: Some(terme(Liste::SorteEvenement, sorte)),
                    nom,
                    le: Some(le),
                    duree: Some(duree),
                    lieu,
                    secteur,
                    participants: Some(participants),
                    compte_rendu: String::new(),
                    ecoles,
                };
                let ecritures = vec![Ecriture::Evenement(Box::new(evenement))];
                (le, cpd, "Événement", ecritures)
            },
        )
        .collect()
}
