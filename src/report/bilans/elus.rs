//! *Une page pour les élus*: what an ENT brings to the schools of a territory, on one page and
//! without a name.

use super::groupe::{fins_payees, is_soon, par};
use super::pieces::premieres_lignes;
use super::{Chiffre, Contexte, Rapport, Section, TableauImprime};
use crate::domain::Par;
use crate::domain::bilan::bilan;
use crate::domain::date::date_longue;
use crate::domain::graphique::courbe_par_solution;
use crate::domain::indicateurs::reperes;
use crate::domain::nombre::{compte, entier, taux_texte};
use crate::report::{Colonne, Tableau};

/// Lines of the table: with the chart they fill the page.
const LIGNES: usize = 16;

pub(super) fn new(contexte: &Contexte<'_>) -> Rapport {
    let d = contexte.demande;
    let section = Section::new("")
        .phrase(
            "Un espace numérique de travail (ENT) est un lieu en ligne, protégé, où l’école échange avec \
             les familles, donne à voir le travail de la classe et fait travailler les élèves \
             ensemble. La règle qui fait compter une école est rappelée \
             en bas de page.",
        )
        .chiffres(figures(contexte));
    let (debut, courbe) = contexte.courbe();
    // The names of events are free texts: what is left at a town hall bears none.
    let mut reperes = reperes(contexte.faits, debut, d.au);
    reperes.retain(|r| r.commun);
    let evolution =
        Section::new("Où en est-on\u{202f}?").graphique(&courbe_par_solution(&courbe, reperes));
    contexte.rapport(
        "Les ENT dans nos écoles",
        &format!("{}, au {}", contexte.etendue_dite(), date_longue(d.au)),
        vec![section, evolution, groups(contexte)],
    )
}

fn figures(contexte: &Contexte<'_>) -> Vec<Chiffre> {
    let (faits, d) = (contexte.faits, contexte.demande);
    let total = bilan(faits, d.au, Par::Departement, d.regle, d.population).total;
    let equipees = faits
        .ouvertes_au(d.au)
        .filter(|(e, s)| d.population.contains(s.statut) && faits.est_equipee(e.id, d.au, d.regle));
    let (mut eleves, mut sans_effectif) = (0_u64, 0_usize);
    for (ecole, situation) in equipees {
        match faits.eleves_au(ecole.id, situation, d.au) {
            Some(n) => eleves += u64::from(n),
            None => sans_effectif += 1,
        }
    }
    let inconnues = if sans_effectif == 0 {
        "dans les écoles avec ENT".to_owned()
    } else {
        format!(
            "dans les écoles avec ENT\u{202f}; effectif inconnu de {}",
            compte(sans_effectif, "école", "écoles")
        )
    };
    let fins = fins_payees(contexte);
    let bientot = fins.iter().filter(|(_, fin)| is_soon(*fin, d.au)).count();
    vec![
        Chiffre::new(
            taux_texte(total.taux()),
            "des écoles ont un ENT",
            format!(
                "{} sur {}",
                entier(total.avec_ent),
                compte(total.ecoles as usize, "école", "écoles")
            ),
        ),
        Chiffre::new(entier(eleves), "élèves concernés", inconnues),
        Chiffre::new(
            entier(bientot),
            "abonnements à renouveler",
            "dans les douze mois",
        ),
    ]
}

fn groups(contexte: &Contexte<'_>) -> Section {
    let (faits, d) = (contexte.faits, contexte.demande);
    // To mayors, their communes; to a whole carnet, its circonscriptions.
    let par = match contexte.groupe() {
        Some(_) => Par::Commune,
        None => par(contexte),
    };
    let groupes = bilan(faits, d.au, par, d.regle, d.population);
    let ligne = |nom: &str, c: &crate::domain::Compte| {
        vec![
            nom.to_owned(),
            entier(c.ecoles),
            entier(c.avec_ent),
            taux_texte(c.taux()),
        ]
    };
    let tableau = Tableau {
        colonnes: vec![
            Colonne::texte(par.libelle()),
            Colonne::nombre("Écoles", "Écoles"),
            Colonne::nombre("Avec ENT", "Avec ENT"),
            Colonne::nombre("Taux", "Taux"),
        ],
        lignes: groupes
            .lignes
            .iter()
            .map(|l| ligne(&l.groupe, &l.compte))
            .collect(),
        total: Some(ligne("Total", &groupes.total)),
    };
    let tableau = premieres_lignes(tableau, LIGNES, "autre ligne", "autres lignes");
    let tableau = TableauImprime::new(
        "Écoles avec ENT, groupe par groupe",
        "Aucune école.",
        &tableau,
    );
    let titre = format!("Par {}", par.dans_une_phrase());
    Section::new(&titre).tableau("", tableau)
}
