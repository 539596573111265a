//! What stands on each day: visits, sessions, events, last days of actions, ends of
//! subscriptions, milestones of projects.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bilan::Population;
use super::{Cible, Faits, Id, StatutSeance};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sorte {
    Visite,
    Seance,
    Evenement,
    Action,
    Abonnement,
    Jalon,
}

impl Sorte {
    pub const ALL: [Self; 6] = [
        Self::Visite,
        Self::Seance,
        Self::Evenement,
        Self::Action,
        Self::Abonnement,
        Self::Jalon,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visite => "visite",
            Self::Seance => "formation",
            Self::Evenement => "evenement",
            Self::Action => "action",
            Self::Abonnement => "abonnement",
            Self::Jalon => "jalon",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Visite => "Visite",
            Self::Seance => "Formation",
            Self::Evenement => "Événement",
            Self::Action => "Action à faire",
            Self::Abonnement => "Fin d’abonnement",
            Self::Jalon => "Jalon",
        }
    }
}

/// One thing on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entree {
    pub jour: NaiveDate,
    pub sorte: Sorte,
    /// The record it comes from: the same one on every machine.
    pub id: Id,
    /// What is done, in a few words: « Prise en main », « Ouvrir les comptes ».
    pub titre: String,
    /// Where: « École Élise, Épinal ».
    pub ou: String,
    /// Its school, when there is one alone.
    pub ecole: Option<Id>,
    /// Its last day is past and it is not done.
    pub en_retard: bool,
    pub cible: Cible,
}

/// Everything from `de` to `a`, both included, in order of day; what is late or done is so on
/// `aujourdhui`. Done actions and sessions that were called off are not in it.
pub fn entrees(faits: &Faits, de: NaiveDate, a: NaiveDate, aujourdhui: NaiveDate) -> Vec<Entree> {
    let mut entrees = Vec::new();
    let noms = Noms::new(faits, aujourdhui);
    let dedans = |jour: NaiveDate| de <= jour && jour <= a;
    for visite in faits.terrain.visites.values().flatten() {
        if dedans(visite.le) {
            let motif = visite.motif_dit(&faits.termes);
            entrees.push(Entree {
                jour: visite.le,
                sorte: Sorte::Visite,
                id: visite.id,
                titre: or_else(motif, "Visite").to_owned(),
                ou: noms.ecole(visite.ecole),
                ecole: Some(visite.ecole),
                en_retard: false,
                cible: Cible::Visite(visite.id),
            });
        }
    }
    for action in faits.terrain.actions.values().flatten() {
        if let Some(echeance) = action.echeance.filter(|e| dedans(*e))
            && action.ouverte_au(aujourdhui)
        {
            entrees.push(Entree {
                jour: echeance,
                sorte: Sorte::Action,
                id: action.id,
                titre: or_else(&action.libelle, "Action").to_owned(),
                ou: noms.ecole(action.ecole),
                ecole: Some(action.ecole),
                en_retard: action.en_retard_au(aujourdhui),
                cible: Cible::Action(action.id),
            });
        }
    }
    gatherings(faits, &dedans, &noms, &mut entrees);
    subscriptions(faits, &dedans, aujourdhui, &noms, &mut entrees);
    for projet in faits.projets.values() {
        for jalon in &projet.jalons {
            let quand = jalon.atteint_le.or(jalon.prevu_le);
            if let Some(jour) = quand.filter(|jour| dedans(*jour)) {
                entrees.push(Entree {
                    jour,
                    sorte: Sorte::Jalon,
                    id: jalon.id,
                    titre: jalon.nom(faits).to_owned(),
                    ou: projet.nom.clone(),
                    ecole: None,
                    en_retard: jalon.est_en_retard(aujourdhui),
                    cible: Cible::Projet(projet.id),
                });
            }
        }
    }
    entrees.sort_by(|a, b| {
        (a.jour, a.sorte, &a.ou, &a.titre, a.id).cmp(&(b.jour, b.sorte, &b.ou, &b.titre, b.id))
    });
    entrees
}

/// Sessions and events.
fn gatherings(
    faits: &Faits,
    dedans: &impl Fn(NaiveDate) -> bool,
    noms: &Noms<'_>,
    entrees: &mut Vec<Entree>,
) {
    for formation in faits.terrain.formations.values() {
        for seance in &formation.seances {
            let Some(jour) = seance.le.filter(|jour| dedans(*jour)) else {
                continue;
            };
            if seance.statut == Some(StatutSeance::Annulee) {
                continue;
            }
            let ecole = match seance.participations.as_slice() {
                [seule] => Some(seule.ecole),
                _ => None,
            };
            let ou = if seance.lieu.is_empty() {
                ecole.map(|id| noms.ecole(id)).unwrap_or_default()
            } else {
                seance.lieu.clone()
            };
            entrees.push(Entree {
                jour,
                sorte: Sorte::Seance,
                id: seance.id,
                titre: or_else(&formation.titre, "Formation").to_owned(),
                ou,
                ecole,
                en_retard: false,
                cible: Cible::Seance {
                    formation: formation.id,
                    seance: seance.id,
                },
            });
        }
    }
    for evenement in faits.terrain.evenements.values() {
        let Some(jour) = evenement.le.filter(|jour| dedans(*jour)) else {
            continue;
        };
        let sorte = evenement.sorte.and_then(|id| faits.terme(id));
        let sorte = sorte.map_or("Événement", |t| t.nom.as_str());
        entrees.push(Entree {
            jour,
            sorte: Sorte::Evenement,
            id: evenement.id,
            titre: or_else(&evenement.nom, sorte).to_owned(),
            ou: evenement.lieu.clone(),
            ecole: None,
            en_retard: false,
            cible: Cible::Evenement(evenement.id),
        });
    }
}

fn subscriptions(
    faits: &Faits,
    dedans: &impl Fn(NaiveDate) -> bool,
    aujourdhui: NaiveDate,
    noms: &Noms<'_>,
    entrees: &mut Vec<Entree>,
) {
    for echeance in faits.toutes_echeances(aujourdhui, Population::Tous) {
        let (Some(fin), Some(financement)) = (echeance.fin, echeance.financements.first()) else {
            continue;
        };
        if !dedans(fin) {
            continue;
        }
        let solution = echeance.solution(faits);
        entrees.push(Entree {
            jour: fin,
            sorte: Sorte::Abonnement,
            id: financement.id,
            titre: solution.map_or_else(
                || "Fin de l’abonnement".to_owned(),
                |s| format!("Fin de l’abonnement {}", s.nom),
            ),
            ou: noms.ecole(echeance.ecole),
            ecole: Some(echeance.ecole),
            en_retard: false,
            cible: Cible::Ecole(echeance.ecole),
        });
    }
}

fn or_else<'a>(texte: &'a str, sinon: &'a str) -> &'a str {
    if texte.trim().is_empty() {
        sinon
    } else {
        texte
    }
}

/// Names of schools as lines say them, found once each.
struct Noms<'a> {
    ecoles: BTreeMap<Id, &'a super::Ecole>,
    au: NaiveDate,
}

impl<'a> Noms<'a> {
    fn new(faits: &'a Faits, au: NaiveDate) -> Self {
        Self {
            ecoles: faits.ecoles.iter().map(|e| (e.id, e)).collect(),
            au,
        }
    }

    /// « École Élise, Épinal ».
    fn ecole(&self, id: Id) -> String {
        self.ecoles
            .get(&id)
            .map(|ecole| ecole.dite_au(self.au))
            .unwrap_or_default()
    }
}
