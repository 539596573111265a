//! *Rapport d'activité*: the school year of the adviser up to a day, on three axes: accompagner et
//! former, déployer et conseiller, observer et valoriser (`domain.md` §1.4).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Chiffre, Contexte, Rapport, Section, TableauImprime};
use crate::domain::bilan::bilan;
use crate::domain::date::{date_courte, date_longue};
use crate::domain::duree::duree_dite;
use crate::domain::formation::Cumul;
use crate::domain::nombre::{compte, difference, ecart, entier, taux_texte};
use crate::domain::relance::EtatAction;
use crate::domain::texte::sans_accents;
use crate::domain::{AnneeScolaire, Id, Par, Seance};
use crate::report::{Colonne, Tableau};

pub(super) fn new(contexte: &Contexte<'_>) -> Rapport {
    let d = contexte.demande;
    let annee = AnneeScolaire::of(d.au);
    let periode = Periode {
        du: annee.debut(),
        au: d.au,
    };
    contexte.rapport(
        &format!("Rapport d’activité {annee}"),
        &format!(
            "{}, du {} au {}",
            contexte.etendue_dite(),
            date_longue(periode.du),
            date_longue(periode.au)
        ),
        vec![
            train(contexte, periode),
            deploy(contexte, periode),
            observe(contexte, periode),
        ],
    )
}

/// Both days included.
#[derive(Clone, Copy)]
struct Periode {
    du: NaiveDate,
    au: NaiveDate,
}

impl Periode {
    fn contient(self, jour: NaiveDate) -> bool {
        self.du <= jour && jour <= self.au
    }
}

fn minutes(n: u64) -> String {
    u32::try_from(n).map_or_else(|_too_long| "—".to_owned(), duree_dite)
}

fn train(contexte: &Contexte<'_>, periode: Periode) -> Section {
    let terrain = &contexte.faits.terrain;
    let mut tenues: Vec<(NaiveDate, &str, &Seance)> = Vec::new();
    for formation in terrain.formations.values() {
        for seance in &formation.seances {
            if let Some(le) = seance.le.filter(|le| periode.contient(*le))
                && seance.tenue_au(periode.au)
            {
                tenues.push((le, &formation.titre, seance));
            }
        }
    }
    tenues.sort_by_key(|(le, _, seance)| (*le, seance.id));
    let cumul = Cumul::of(tenues.iter().map(|(_, _, seance)| *seance));
    let visites: Vec<_> = terrain
        .toutes_comptees()
        .filter(|v| periode.contient(v.le))
        .collect();
    let visitees: BTreeSet<Id> = visites.iter().map(|v| v.ecole).collect();
    let duree: u64 = visites.iter().filter_map(|v| v.duree).map(u64::from).sum();
    let mut motifs: BTreeMap<&str, usize> = BTreeMap::new();
    for visite in &visites {
        let motif = visite.motif_dit(&contexte.faits.termes);
        *motifs.entry(motif).or_default() += 1;
    }
    let mut motifs: Vec<(&str, usize)> = motifs.into_iter().collect();
    motifs.sort_by_key(|(nom, n)| (std::cmp::Reverse(*n), *nom));
    let sessions = Tableau {
        colonnes: vec![
            Colonne::texte("Date"),
            Colonne::texte("Formation"),
            Colonne::texte("Modalité"),
            Colonne::nombre("Durée", "Durée"),
            Colonne::nombre("Écoles", "Écoles"),
            Colonne::nombre("Personnes", "Personnes"),
        ],
        lignes: tenues
            .iter()
            .map(|(le, titre, s)| session(*le, titre, s))
            .collect(),
        total: None,
    };
    let motifs = Tableau {
        colonnes: vec![
            Colonne::texte("Motif"),
            Colonne::nombre("Visites", "Visites"),
        ],
        lignes: motifs
            .iter()
            .map(|(nom, n)| {
                let nom = if nom.is_empty() {
                    "Motif non précisé"
                } else {
                    nom
                };
                vec![nom.to_owned(), entier(*n)]
            })
            .collect(),
        total: None,
    };
    Section::new("1. Accompagner et former")
        .chiffres(vec![
            Chiffre::new(
                entier(cumul.seances),
                "sessions de formation",
                format!("{} de formation", minutes(cumul.minutes)),
            ),
            Chiffre::new(
                entier(cumul.personnes),
                "inscriptions suivies",
                format!(
                    "{}, {} en heures-personnes",
                    compte(cumul.ecoles, "école", "écoles"),
                    minutes(cumul.minutes_personnes)
                ),
            ),
            Chiffre::new(
                entier(visites.len()),
                "visites",
                format!(
                    "{}, {} sur place",
                    compte(visitees.len(), "école", "écoles"),
                    minutes(duree)
                ),
            ),
        ])
        .tableau(
            "Sessions tenues",
            TableauImprime::new("Sessions tenues", "Aucune session.", &sessions)
                .part(0, 0)
                .part(1, 3),
        )
        .tableau(
            "Visites, par motif",
            TableauImprime::new("Visites par motif", "Aucune visite.", &motifs),
        )
}

fn session(le: NaiveDate, titre: &str, s: &Seance) -> Vec<String> {
    let presentes: Vec<_> = s
        .participations
        .iter()
        .filter(|p| p.est_presente())
        .collect();
    let personnes: u64 = presentes
        .iter()
        .filter_map(|p| p.personnes())
        .map(u64::from)
        .sum();
    vec![
        date_courte(le),
        titre.to_owned(),
        s.modalite.map_or("", |m| m.libelle()).to_owned(),
        s.duree.map(duree_dite).unwrap_or_default(),
        entier(presentes.len()),
        if personnes == 0 {
            "—".to_owned()
        } else {
            entier(personnes)
        },
    ]
}

fn deploy(contexte: &Contexte<'_>, periode: Periode) -> Section {
    let (faits, d) = (contexte.faits, contexte.demande);
    let total = |jour| bilan(faits, jour, Par::Departement, d.regle, d.population).total;
    let (avant, apres) = (total(periode.du), total(periode.au));
    let mut nouvelles: Vec<(NaiveDate, String, &str)> = Vec::new();
    for (ecole, situation) in faits.ouvertes_au(periode.au) {
        if !d.population.contains(situation.statut) {
            continue;
        }
        for deploiement in faits.deploiements(ecole.id) {
            let debut = deploiement.debut_effectif();
            if let Some(debut) = debut.filter(|debut| periode.contient(*debut))
                && let Some(solution) = faits.solutions.get(&deploiement.solution)
                && solution.compte_ent
            {
                nouvelles.push((debut, ecole.dite_au(periode.au), &solution.nom));
            }
        }
    }
    nouvelles.sort_by_cached_key(|(debut, ecole, ent)| (*debut, sans_accents(ecole), *ent));
    let nouvelles = nouvelles
        .into_iter()
        .map(|(debut, ecole, ent)| vec![date_courte(debut), ecole, ent.to_owned()])
        .collect();
    let actions = faits.terrain.actions.values().flatten();
    let faites = actions
        .filter(|a| matches!(a.etat_au(periode.au), EtatAction::Faite(le) if periode.contient(le)))
        .count();
    let jalons: Vec<Vec<String>> = faits
        .projets
        .values()
        .flat_map(|p| p.jalons.iter().map(move |j| (p, j)))
        .filter_map(|(p, j)| {
            let le = j.atteint_le.filter(|le| periode.contient(*le))?;
            Some(vec![
                date_courte(le),
                p.nom.clone(),
                j.nom(faits).to_owned(),
            ])
        })
        .collect();
    let table = |titres: [&str; 3], lignes: Vec<Vec<String>>, vide: &str| {
        let tableau = Tableau {
            colonnes: titres.map(Colonne::texte).to_vec(),
            lignes,
            total: None,
        };
        TableauImprime::new(titres[1], vide, &tableau)
            .part(0, 0)
            .part(1, 3)
            .part(2, 2)
    };
    Section::new("2. Déployer et conseiller")
        .chiffres(vec![
            Chiffre::new(
                ecart(difference(apres.avec_ent, avant.avec_ent)),
                "écoles avec ENT depuis la rentrée",
                format!("{} au {}", entier(apres.avec_ent), date_courte(periode.au)),
            ),
            Chiffre::new(
                taux_texte(apres.taux()),
                "des écoles ont un ENT",
                format!(
                    "{} au {}",
                    taux_texte(avant.taux()),
                    date_courte(periode.du)
                ),
            ),
            Chiffre::new(
                entier(faites),
                "actions menées à bien",
                "parmi celles promises",
            ),
        ])
        .tableau(
            "ENT mis en service",
            table(
                ["Depuis le", "École", "ENT"],
                nouvelles,
                "Aucun cette année.",
            ),
        )
        .tableau(
            "Jalons de projets atteints",
            table(["Le", "Projet", "Jalon"], jalons, "Aucun cette année."),
        )
}

fn observe(contexte: &Contexte<'_>, periode: Periode) -> Section {
    let faits = contexte.faits;
    let observations: Vec<_> = faits
        .terrain
        .observations
        .values()
        .flatten()
        .filter(|o| periode.contient(o.le))
        .collect();
    let ecoles: BTreeSet<Id> = observations.iter().map(|o| o.ecole).collect();
    let capsules = observations
        .iter()
        .filter(|o| !o.capsule.is_empty())
        .count();
    let mut services: BTreeMap<&str, usize> = BTreeMap::new();
    for ligne in observations.iter().flat_map(|o| &o.lignes) {
        let nom = faits
            .terme(ligne.service)
            .map_or("Autre", |t| t.nom.as_str());
        *services.entry(nom).or_default() += 1;
    }
    let mut services: Vec<(&str, usize)> = services.into_iter().collect();
    services.sort_by_key(|(nom, n)| (std::cmp::Reverse(*n), *nom));
    let services = Tableau {
        colonnes: vec![
            Colonne::texte("Service de l’ENT"),
            Colonne::nombre("Fois observé", "Fois observé"),
        ],
        lignes: services
            .iter()
            .map(|(nom, n)| vec![(*nom).to_owned(), entier(*n)])
            .collect(),
        total: None,
    };
    let mut evenements: Vec<_> = faits
        .terrain
        .evenements
        .values()
        .filter(|e| e.le.is_some_and(|le| periode.contient(le)))
        .collect();
    evenements.sort_by_key(|e| (e.le, e.id));
    let evenements = Tableau {
        colonnes: ["Le", "Événement", "Lieu"].map(Colonne::texte).to_vec(),
        lignes: evenements
            .iter()
            .map(|e| {
                let le = e.le.map(date_courte).unwrap_or_default();
                vec![le, e.nom.clone(), e.lieu.clone()]
            })
            .collect(),
        total: None,
    };
    Section::new("3. Observer et valoriser")
        .chiffres(vec![
            Chiffre::new(
                entier(observations.len()),
                "observations",
                compte(ecoles.len(), "école observée", "écoles observées"),
            ),
            Chiffre::new(
                entier(capsules),
                "capsules vidéo",
                "rattachées à une observation",
            ),
            Chiffre::new(
                entier(evenements.lignes.len()),
                "événements et instances",
                "",
            ),
        ])
        .tableau(
            "Services observés",
            TableauImprime::new("Services observés", "Aucune observation.", &services),
        )
        .tableau(
            "Événements et instances",
            TableauImprime::new("Événements", "Aucun cette année.", &evenements)
                .part(0, 0)
                .part(1, 3),
        )
}
