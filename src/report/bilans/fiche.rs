//! *Fiche école*: what the carnet knows of one school on one day, for a meeting.

use chrono::NaiveDate;

use super::{Contexte, Rapport, Section, TableauImprime};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::duree::duree_dite;
use crate::domain::euros::euros;
use crate::domain::fraicheur;
use crate::domain::nombre::entier;
use crate::domain::{
    Action, Deploiement, Ecole, EducationPrioritaire, Etape, Faits, Id, Nature, Perimetre, Statut,
    Terrain, departement_nom,
};
use crate::error::{Error, Result};
use crate::report::{Colonne, Tableau};

pub(super) fn new(contexte: &Contexte<'_>, ecole: Id) -> Result<Rapport> {
    let au = contexte.demande.au;
    let ecole = contexte.faits.ecole(ecole).ok_or_else(|| {
        Error::Invalid(
            "Cette école n’est plus dans le carnet\u{202f}: choisissez-en une autre.".to_owned(),
        )
    })?;
    let sections = vec![
        identity(contexte, ecole),
        ents(contexte, ecole),
        fundings(contexte.faits, ecole, au),
        work(contexte, ecole),
    ];
    let mut rapport = contexte.rapport(
        &ecole.dite_au(au),
        &format!("Fiche école {}, au {}", ecole.uai, date_longue(au)),
        sections,
    );
    rapport.cadre.pied = vec![
        format!("Fiche école · {} · au {}", ecole.uai, date_longue(au)),
        contexte.sources(),
    ];
    Ok(rapport)
}

fn identity(contexte: &Contexte<'_>, ecole: &Ecole) -> Section {
    let (faits, au) = (contexte.faits, contexte.demande.au);
    let (s, suppose) = ecole.au(au);
    let nombre = |n: Option<u32>| n.map(entier).unwrap_or_default();
    let prioritaire = match s.education_prioritaire {
        Some(EducationPrioritaire::Hors) => "hors éducation prioritaire",
        Some(e) => e.as_str(),
        None => "",
    };
    let departement = s
        .departement
        .as_deref()
        .map(|d| departement_nom(d).unwrap_or(d));
    let ouverte = if s.ouverture.is_some_and(|d| au < d) || s.a_ouvrir() {
        "pas encore ouverte ce jour-là"
    } else if s.fermeture.is_some_and(|d| d <= au) {
        "fermée ce jour-là"
    } else {
        "ouverte"
    };
    let verification = faits.verification_au(ecole.id, au).map(|v| v.le);
    let section = Section::new("L’école")
        .propriete("Statut", s.statut.map_or("", Statut::libelle))
        .propriete("Nature", s.nature().map_or("", Nature::libelle))
        .propriete("État", ouverte)
        .propriete("Département", departement.unwrap_or_default())
        .propriete(
            "Circonscription",
            faits.circonscription(s).map_or("", |c| c.nom.as_str()),
        )
        .propriete(
            "Secteur de collège",
            faits.secteur(s).map_or("", |c| c.nom.as_str()),
        )
        .propriete("Éducation prioritaire", prioritaire)
        .propriete("RPI", s.rpi.as_deref().unwrap_or_default())
        .propriete("Élèves", nombre(faits.eleves_au(ecole.id, s, au)))
        .propriete("Classes", nombre(faits.classes_au(ecole.id, s, au)))
        .propriete("Vérification", fraicheur::phrase(verification, au));
    if suppose {
        section.note("À cette date, aucun fichier ni personne ne disait rien de l’école\u{202f}: ce qui est écrit ici vient du plus ancien renseignement.")
    } else {
        section
    }
}

fn table(titres: &[&str], lignes: Vec<Vec<String>>, vide: &str) -> TableauImprime {
    let tableau = Tableau {
        colonnes: titres.iter().map(|t| Colonne::texte(t)).collect(),
        lignes,
        total: None,
    };
    TableauImprime::new(titres[1], vide, &tableau)
}

fn ents(contexte: &Contexte<'_>, ecole: &Ecole) -> Section {
    let (faits, d) = (contexte.faits, contexte.demande);
    let ligne = |deploiement: &Deploiement| {
        let etape = deploiement.etape_au(d.au).map_or("", Etape::libelle);
        vec![
            faits
                .solutions
                .get(&deploiement.solution)
                .map_or("ENT", |s| s.nom.as_str())
                .to_owned(),
            reach(deploiement.perimetre),
            deploiement.debut.map(date_courte).unwrap_or_default(),
            deploiement
                .fin
                .map_or_else(|| "en cours".to_owned(), date_courte),
            etape.to_owned(),
        ]
    };
    let avec = if faits.est_equipee(ecole.id, d.au, d.regle) {
        "Ce jour-là, l’école est comptée « avec ENT »."
    } else {
        "Ce jour-là, l’école n’est pas comptée « avec ENT »."
    };
    Section::new("ENT")
        .phrase(format!("{avec} Règle\u{202f}: {}.", d.regle.libelle()))
        .tableau(
            "",
            table(
                &["Solution", "Périmètre", "Début", "Fin", "Étape"],
                faits
                    .deploiements(ecole.id)
                    .iter()
                    .filter(|e| e.debut.is_none_or(|debut| debut <= d.au))
                    .map(ligne)
                    .collect(),
                "Aucun ENT connu.",
            ),
        )
}

fn reach(perimetre: Perimetre) -> String {
    match perimetre {
        Perimetre::Ecole => "école entière".to_owned(),
        Perimetre::Classes { nombre, total } => match (nombre, total) {
            (Some(n), Some(t)) => format!("{n} classes sur {t}"),
            (Some(1), None) => "1\u{a0}classe".to_owned(),
            (Some(n), None) => format!("{n}\u{a0}classes"),
            (None, _) => "quelques classes".to_owned(),
        },
    }
}

/// What was paid for by `au`: a later funding is not known yet.
fn fundings(faits: &Faits, ecole: &Ecole, au: NaiveDate) -> Section {
    let lignes = faits
        .financements(ecole.id)
        .iter()
        .filter(|f| f.engage_au(au))
        .map(|f| {
            let dispositif = f.dispositif.and_then(|id| faits.dispositifs.get(&id));
            vec![
                f.annee.map(|a| a.to_string()).unwrap_or_default(),
                dispositif.map_or_else(|| "Sans dispositif".to_owned(), |d| d.nom.clone()),
                f.poste.clone(),
                f.montant_centimes.map(euros).unwrap_or_default(),
                f.abonnement_fin.map(date_courte).unwrap_or_default(),
            ]
        })
        .collect();
    Section::new("Financements").tableau(
        "",
        table(
            &["Année", "Dispositif", "Pour", "Montant", "Payé jusqu’au"],
            lignes,
            "Aucun financement connu.",
        )
        .part(0, 0)
        .part(1, 2)
        .part(4, 0),
    )
}

/// Whether an action was promised by `au`, as far as its visit tells.
fn promised(terrain: &Terrain, ecole: Id, action: &Action, au: NaiveDate) -> bool {
    let visite = action
        .visite
        .and_then(|id| terrain.visites(ecole).iter().find(|v| v.id == id));
    visite.is_none_or(|v| v.le <= au)
}

fn work(contexte: &Contexte<'_>, ecole: &Ecole) -> Section {
    let (faits, au) = (contexte.faits, contexte.demande.au);
    let terrain = &faits.terrain;
    let mut visites: Vec<_> = terrain
        .visites(ecole.id)
        .iter()
        .filter(|v| v.le <= au)
        .collect();
    visites.reverse();
    let visites = visites
        .iter()
        .map(|v| {
            vec![
                date_courte(v.le),
                v.motif_dit(&faits.termes).to_owned(),
                v.duree.map(duree_dite).unwrap_or_default(),
            ]
        })
        .collect();
    let mut formations = Vec::new();
    for formation in terrain.formations.values() {
        for seance in formation.seances.iter().filter(|s| s.tenue_au(au)) {
            let ici = seance.participations.iter().find(|p| p.ecole == ecole.id);
            if let (Some(p), Some(le)) = (ici.filter(|p| p.est_presente()), seance.le) {
                let personnes = p.personnes().map(entier).unwrap_or_default();
                formations.push((le, formation.titre.clone(), personnes));
            }
        }
    }
    formations.sort_by(|a, b| b.cmp(a));
    let formations = formations
        .into_iter()
        .map(|(le, titre, personnes)| vec![date_courte(le), titre, personnes])
        .collect();
    let actions = terrain
        .actions(ecole.id)
        .iter()
        .filter(|a| a.ouverte_au(au) && promised(terrain, ecole.id, a, au))
        .map(|a| {
            let echeance = a
                .echeance
                .map_or_else(|| "sans date".to_owned(), date_courte);
            vec![
                echeance,
                a.libelle.clone(),
                a.qui_dit(&faits.termes).to_owned(),
            ]
        })
        .collect();
    Section::new("Accompagnement")
        .tableau(
            "Actions à suivre",
            table(&["Échéance", "Action", "Qui"], actions, "Aucune.")
                .part(0, 0)
                .part(1, 3),
        )
        .tableau(
            "Visites",
            table(&["Le", "Motif", "Durée"], visites, "Aucune.")
                .part(0, 0)
                .part(2, 0),
        )
        .tableau(
            "Formations suivies",
            table(&["Le", "Formation", "Personnes"], formations, "Aucune.")
                .part(0, 0)
                .part(2, 0),
        )
}
