//! *Bilan de circonscription*: the figures, the curve, the groups, what is stuck, the schools.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::pieces::premieres_lignes;
use super::{Chiffre, Contexte, Rapport, Section, TableauImprime};
use crate::domain::abonnement::{Echeance, mois_restants, phrase as echeance_dite};
use crate::domain::bilan::bilan;
use crate::domain::bilan_compare::comparer;
use crate::domain::date::{date_courte, date_longue};
use crate::domain::formation::{a_former, formees};
use crate::domain::fraicheur::{self, PEREMPTION};
use crate::domain::graphique::{courbe_par_solution, taux_par_groupe};
use crate::domain::indicateurs::reperes;
use crate::domain::nombre::{compte, difference, ecart, ecart_points, entier, taux, taux_texte};
use crate::domain::relance::relances;
use crate::domain::texte::sans_accents;
use crate::domain::{AnneeScolaire, Bilan, Id, Nature, Par, SorteGroupe};
use crate::report::etat_des_lieux::compared_table;
use crate::report::graphiques::etapes;
use crate::report::{Colonne, Tableau};

/// Lines of a list of schools to look at; the rest is counted.
const LISTE: usize = 12;
/// Schools of a full list: beyond, it is another document.
const TOUTES: usize = 160;
/// How far ahead the end of a subscription is said, in months.
const HORIZON: i32 = 12;

pub(super) fn new(contexte: &Contexte<'_>) -> Rapport {
    let d = contexte.demande;
    let mut sections = vec![figures(contexte), groups(contexte)];
    sections.extend(since(contexte));
    sections.push(stuck(contexte));
    sections.push(schools(contexte));
    contexte.rapport(
        &contexte.etendue_dite(),
        &format!("Bilan du déploiement des ENT au {}", date_longue(d.au)),
        sections,
    )
}

fn at(contexte: &Contexte<'_>, jour: NaiveDate, par: Par) -> Bilan {
    let d = contexte.demande;
    bilan(contexte.faits_le(jour), jour, par, d.regle, d.population)
}

/// How the schools of the scope are told apart.
pub(super) fn par(contexte: &Contexte<'_>) -> Par {
    match contexte.sous_groupes() {
        SorteGroupe::Secteur => Par::Secteur,
        SorteGroupe::Circonscription => Par::Circonscription,
        _ => Par::Commune,
    }
}

/// « +12 depuis le 01/07/2019 », when there is a day to compare with.
fn change(contexte: &Contexte<'_>, apres: u64, avant: impl Fn(NaiveDate) -> u64) -> String {
    contexte
        .demande
        .compare
        .map(|jour| {
            let n = ecart(difference(apres, avant(jour)));
            format!("\n{n} depuis le {}", date_courte(jour))
        })
        .unwrap_or_default()
}

fn figures(contexte: &Contexte<'_>) -> Section {
    let (faits, d) = (contexte.faits, contexte.demande);
    let total = at(contexte, d.au, Par::Departement).total;
    let annee = AnneeScolaire::of(d.au);
    let visites = |jusqua: NaiveDate| {
        let annee = AnneeScolaire::of(jusqua);
        let toutes = faits.terrain.toutes_comptees();
        toutes
            .filter(|v| annee.contains(v.le) && v.le <= jusqua)
            .count()
    };
    let formees_au = |jour| formees(contexte.faits_le(jour), jour, d.regle, d.population);
    let f = formees_au(d.au);
    let formees_n = f.depuis as u64;
    let perimees = |jour| faits.a_verifier(jour, PEREMPTION, d.population).len();
    let bientot = fins_payees(contexte)
        .iter()
        .filter(|(_, fin)| is_soon(*fin, d.au))
        .count();
    let chiffres = vec![
        Chiffre::new(
            taux_texte(total.taux()),
            "écoles avec ENT",
            format!(
                "{} sur {}{}",
                entier(total.avec_ent),
                compte(total.ecoles as usize, "école", "écoles"),
                change(contexte, total.avec_ent, |jour| {
                    at(contexte, jour, Par::Departement).total.avec_ent
                })
            ),
        ),
        Chiffre::new(
            taux_texte(total.taux_elementaires_primaires()),
            "élémentaires et primaires avec ENT",
            format!(
                "{} sur {}",
                entier(total.elementaires_primaires_avec_ent),
                entier(total.elementaires_primaires)
            ),
        ),
        Chiffre::new(
            taux_texte(taux(formees_n, f.avec_ent as u64)),
            "écoles formées depuis le début de leur ENT",
            format!(
                "{} sur {}{}",
                entier(formees_n),
                entier(f.avec_ent),
                change(contexte, formees_n, |jour| {
                    let f = formees_au(jour);
                    f.depuis as u64
                })
            ),
        ),
        Chiffre::new(
            entier(visites(d.au)),
            "visites",
            format!("en {annee}, jusqu’à ce jour"),
        ),
        Chiffre::new(
            entier(bientot),
            "abonnements à renouveler",
            "dans les douze mois",
        ),
        Chiffre::new(
            entier(perimees(d.au)),
            "écoles à vérifier",
            "dernière vérification il y a plus d’un an, ou jamais",
        ),
    ];
    let (debut, courbe) = contexte.courbe();
    let reperes = reperes(faits, debut, d.au);
    Section::new("L’essentiel")
        .chiffres(chiffres)
        .graphique(&courbe_par_solution(&courbe, reperes))
}

fn groups(contexte: &Contexte<'_>) -> Section {
    let d = contexte.demande;
    let par = par(contexte);
    let groupes = at(contexte, d.au, par);
    Section::new("La couverture")
        .graphique(&taux_par_groupe(&groupes))
        .graphique(&taux_par_groupe(&at(contexte, d.au, Par::Solution)))
        .graphique(&etapes(contexte.faits, d.question()))
        .note("Une école qui a deux ENT figure sur deux lignes et compte une fois au total.")
}

/// What changed since the day of comparison.
fn since(contexte: &Contexte<'_>) -> Option<Section> {
    let d = contexte.demande;
    let par = par(contexte);
    let avant = at(contexte, d.compare?, par);
    let apres = at(contexte, d.au, par);
    let comparaison = comparer(&apres, &avant);
    let tableau = compared_table(&comparaison, taux_texte, ecart, |d| {
        d.map_or_else(|| "—".to_owned(), ecart_points)
    });
    let titre = format!("Depuis le {}", date_longue(comparaison.avant));
    let tableau = TableauImprime::new("Écoles avec ENT aux deux dates", "", &tableau);
    Some(Section::new(&titre).tableau("", tableau))
}

fn stuck(contexte: &Contexte<'_>) -> Section {
    let (faits, d) = (contexte.faits, contexte.demande);
    let ecole = |id: Id| contexte.ecole_dite(id);
    let table = |titres: [&str; 2], lignes: Vec<Vec<String>>, vide: &str| {
        let tableau = Tableau {
            colonnes: titres.map(Colonne::texte).to_vec(),
            lignes,
            total: None,
        };
        let tableau = premieres_lignes(tableau, LISTE, "autre", "autres");
        TableauImprime::new(titres[1], vide, &tableau)
            .part(0, 3)
            .part(1, 2)
    };
    let abonnements = fins_payees(contexte)
        .iter()
        .filter(|(_, fin)| is_soon(*fin, d.au))
        .map(|(e, fin)| {
            let ent = e.solution(faits).map_or("Abonnement", |s| s.nom.as_str());
            let dite = echeance_dite(*fin, d.au);
            let dite = format!("{ent} {dite} ({})", date_courte(*fin));
            vec![ecole(e.ecole), dite]
        })
        .collect();
    let formation = a_former(faits, d.au, d.regle, d.population)
        .iter()
        .map(|a| {
            vec![
                ecole(a.ecole),
                format!("ENT depuis le {}", date_courte(a.ent_depuis)),
            ]
        })
        .collect();
    let retard = relances(&faits.terrain, d.au)
        .iter()
        .filter(|(_, a)| a.en_retard_au(d.au))
        .map(|(_, a)| {
            vec![
                format!("{} · {}", ecole(a.ecole), a.libelle),
                a.echeance_dite(d.au),
            ]
        })
        .collect();
    let verifier = faits
        .a_verifier(d.au, PEREMPTION, d.population)
        .iter()
        .map(|v| {
            let le = v.derniere.map(|v| v.le);
            vec![ecole(v.ecole), fraicheur::phrase(le, d.au)]
        })
        .collect();
    Section::new("Ce qui demande une décision")
        .tableau(
            "Abonnements qui finissent dans les douze mois",
            table(["École", "Abonnement"], abonnements, "Aucun."),
        )
        .tableau(
            "Écoles avec ENT, pas formées depuis qu’elles l’ont",
            table(["École", "ENT"], formation, "Aucune."),
        )
        .tableau(
            "Actions en retard",
            table(["Action", "Échéance"], retard, "Aucune."),
        )
        .tableau(
            "Écoles à vérifier",
            table(["École", "Dernière vérification"], verifier, "Aucune."),
        )
}

/// Every school of the scope, unless there are too many to print.
fn schools(contexte: &Contexte<'_>) -> Section {
    let (faits, d) = (contexte.faits, contexte.demande);
    let fins = fins_payees(contexte);
    let lignes: Vec<Vec<String>> = faits
        .ouvertes_au(d.au)
        .filter(|(_, s)| d.population.contains(s.statut))
        .map(|(ecole, s)| {
            let solutions = faits.solutions_au(ecole.id, d.au, d.regle);
            let noms: Vec<&str> = solutions.iter().map(|s| s.nom.as_str()).collect();
            let payees = fins.iter().filter(|(e, _)| e.ecole == ecole.id);
            let fin = payees.map(|(_, fin)| *fin).max();
            vec![
                s.commune_nom.as_deref().unwrap_or("—").to_owned(),
                s.nom.to_string(),
                s.nature().map_or("—", Nature::libelle).to_owned(),
                if noms.is_empty() {
                    "—".to_owned()
                } else {
                    noms.join(", ")
                },
                fin.map(date_courte).unwrap_or_default(),
            ]
        })
        .collect();
    let section = Section::new("Les écoles");
    if lignes.len() > TOUTES {
        return section.phrase(format!(
            "{}\u{202f}: leur liste s’enregistre en tableau avec «\u{a0}carnet-ent ecoles --format csv\u{a0}».",
            compte(lignes.len(), "école", "écoles")
        ));
    }
    let avec: BTreeSet<&str> = lignes.iter().map(|l| l[0].as_str()).collect();
    let phrase = format!(
        "{}, {}.",
        compte(lignes.len(), "école", "écoles"),
        compte(avec.len(), "commune", "communes")
    );
    let mut tableau = Tableau {
        colonnes: ["Commune", "École", "Nature", "ENT", "Payé jusqu’au"]
            .map(Colonne::texte)
            .to_vec(),
        lignes,
        total: None,
    };
    tableau
        .lignes
        .sort_by_cached_key(|l| [sans_accents(&l[0]), sans_accents(&l[1])]);
    let tableau = TableauImprime::new("Toutes les écoles", "Aucune école.", &tableau)
        .part(0, 2)
        .part(1, 4)
        .part(2, 0)
        .part(3, 2)
        .part(4, 0);
    section.sur_une_page().phrase(phrase).tableau("", tableau)
}

/// What is paid for the schools counted and the last day of it, the first to end first.
pub(super) fn fins_payees<'a>(contexte: &Contexte<'a>) -> Vec<(Echeance<'a>, NaiveDate)> {
    let (faits, d) = (contexte.faits, contexte.demande);
    let echeances = faits.toutes_echeances(d.au, d.population).into_iter();
    echeances
        .filter_map(|e| e.fin.map(|fin| (e, fin)))
        .collect()
}

/// Whether an end comes within the year.
pub(super) fn is_soon(fin: NaiveDate, au: NaiveDate) -> bool {
    au <= fin && mois_restants(fin, au) <= HORIZON
}
