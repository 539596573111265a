//! What may be one thing written down twice, by two people or under two names. Proposed, never
//! decided: a person answers each (`Reponse`).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::date::date_longue;
use super::texte::sans_accents;
use super::{Deploiement, Ecole, Faits, Financement, Id, Visite};

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SorteDoublon {
    Visite,
    Deploiement,
    Financement,
    Formation,
    Circonscription,
}

impl SorteDoublon {
    /// Above the proposals of this kind.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Visite => "Visites de la même école, à un jour près",
            Self::Deploiement => "Le même ENT, noté deux fois dans une école",
            Self::Financement => "Le même financement, noté deux fois",
            Self::Formation => "La même formation, notée deux fois",
            Self::Circonscription => "La même circonscription, sous deux noms",
        }
    }

    /// Stable: the contract of `--format json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visite => "visite",
            Self::Deploiement => "deploiement",
            Self::Financement => "financement",
            Self::Formation => "formation",
            Self::Circonscription => "circonscription",
        }
    }
}

/// Two objects that look like one; `un` is the smaller identity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doublon {
    pub sorte: SorteDoublon,
    pub un: Id,
    pub autre: Id,
    pub ecole: Option<Id>,
    /// What they are, in French; complete.
    pub phrase: String,
}

/// The pairs that look alike and of which nobody has answered yet, in a stable order.
pub fn probables(faits: &Faits, repondus: &BTreeSet<(Id, Id)>) -> Vec<Doublon> {
    let mut trouves = Trouves {
        repondus,
        doublons: Vec::new(),
    };
    for ecole in &faits.ecoles {
        visits(&mut trouves, ecole, faits.terrain.visites(ecole.id));
        deployments(&mut trouves, faits, ecole, faits.deploiements(ecole.id));
        fundings(&mut trouves, faits, ecole, faits.financements(ecole.id));
    }
    trainings(&mut trouves, faits);
    circonscriptions(&mut trouves, faits);
    trouves.doublons.sort();
    trouves.doublons
}

struct Trouves<'a> {
    repondus: &'a BTreeSet<(Id, Id)>,
    doublons: Vec<Doublon>,
}

impl Trouves<'_> {
    fn add(&mut self, sorte: SorteDoublon, a: Id, b: Id, ecole: Option<Id>, phrase: String) {
        let (un, autre) = (a.min(b), a.max(b));
        if un != autre && !self.repondus.contains(&(un, autre)) {
            self.doublons.push(Doublon {
                sorte,
                un,
                autre,
                ecole,
                phrase,
            });
        }
    }
}

/// « École Élise (0880001Y) », as it is called last.
fn nom(ecole: &Ecole) -> String {
    let (situation, _) = ecole.au(NaiveDate::MAX);
    format!("{} ({})", situation.nom, ecole.uai)
}

/// Visits come in order of day.
fn visits(trouves: &mut Trouves<'_>, ecole: &Ecole, visites: &[Visite]) {
    for (rang, une) in visites.iter().enumerate() {
        for autre in &visites[rang + 1..] {
            if (autre.le - une.le).num_days() > 1 {
                break;
            }
            let par = |v: &Visite| {
                if v.intervenant.is_empty() {
                    date_longue(v.le)
                } else {
                    format!("{} ({})", date_longue(v.le), v.intervenant)
                }
            };
            let phrase = format!(
                "{}\u{202f}: visites du {} et du {}",
                nom(ecole),
                par(une),
                par(autre)
            );
            trouves.add(
                SorteDoublon::Visite,
                une.id,
                autre.id,
                Some(ecole.id),
                phrase,
            );
        }
    }
}

fn deployments(trouves: &mut Trouves<'_>, faits: &Faits, ecole: &Ecole, notes: &[Deploiement]) {
    for (rang, un) in notes.iter().enumerate() {
        for autre in &notes[rang + 1..] {
            if un.solution != autre.solution || !overlap(un, autre) {
                continue;
            }
            let solution = faits.solutions.get(&un.solution);
            let phrase = format!(
                "{}\u{202f}: {} {} et {}",
                nom(ecole),
                solution.map_or("un ENT", |s| s.nom.as_str()),
                since(un.debut),
                since(autre.debut)
            );
            trouves.add(
                SorteDoublon::Deploiement,
                un.id,
                autre.id,
                Some(ecole.id),
                phrase,
            );
        }
    }
}

fn since(debut: Option<NaiveDate>) -> String {
    debut.map_or_else(
        || "sans date de début".to_owned(),
        |jour| format!("depuis le {}", date_longue(jour)),
    )
}

/// Both days of a period included; without a bound it has none.
fn overlap(un: &Deploiement, autre: &Deploiement) -> bool {
    let before = |fin: Option<NaiveDate>, debut: Option<NaiveDate>| {
        fin.zip(debut).is_some_and(|(fin, debut)| fin < debut)
    };
    !before(un.fin, autre.debut) && !before(autre.fin, un.debut)
}

fn fundings(trouves: &mut Trouves<'_>, faits: &Faits, ecole: &Ecole, notes: &[Financement]) {
    for (rang, un) in notes.iter().enumerate() {
        for autre in &notes[rang + 1..] {
            let said =
                |f: &Financement| (f.dispositif, f.annee, f.montant_centimes, f.poste.clone());
            if said(un) != said(autre) || un.annee.is_none() || un.dispositif.is_none() {
                continue;
            }
            let dispositif = un.dispositif.and_then(|id| faits.dispositifs.get(&id));
            let phrase = format!(
                "{}\u{202f}: {} {}, deux fois",
                nom(ecole),
                dispositif.map_or("un financement", |d| d.nom.as_str()),
                un.annee.unwrap_or_default()
            );
            trouves.add(
                SorteDoublon::Financement,
                un.id,
                autre.id,
                Some(ecole.id),
                phrase,
            );
        }
    }
}

/// Of the same title, with a session on the same day.
fn trainings(trouves: &mut Trouves<'_>, faits: &Faits) {
    let mut par_jour: BTreeMap<(String, NaiveDate), BTreeSet<Id>> = BTreeMap::new();
    for formation in faits.terrain.formations.values() {
        let titre = sans_accents(formation.titre.trim());
        for le in formation.seances.iter().filter_map(|s| s.le) {
            let meme = par_jour.entry((titre.clone(), le)).or_default();
            meme.insert(formation.id);
        }
    }
    let mut dites = BTreeSet::new();
    for ((_, le), ids) in par_jour {
        let mut ids = ids.into_iter();
        let Some(un) = ids.next() else { continue };
        for autre in ids {
            let titre = faits.terrain.formations.get(&un).map_or("", |f| &f.titre);
            let phrase = format!("«\u{a0}{titre}\u{a0}», deux fois le {}", date_longue(le));
            if dites.insert((un, autre)) {
                trouves.add(SorteDoublon::Formation, un, autre, None, phrase);
            }
        }
    }
}

/// Of one name in one département, one of them at least known by its name only: two codes are two
/// circonscriptions.
fn circonscriptions(trouves: &mut Trouves<'_>, faits: &Faits) {
    let toutes: Vec<_> = faits.circonscriptions.values().collect();
    for (rang, une) in toutes.iter().enumerate() {
        for autre in &toutes[rang + 1..] {
            let same = une.departement == autre.departement
                && sans_accents(&une.nom) == sans_accents(&autre.nom)
                && (une.code.is_none() || autre.code.is_none());
            if same {
                let code = une.code.as_deref().or(autre.code.as_deref());
                let phrase = format!(
                    "{}\u{202f}: connue par son nom seul et {}",
                    une.nom,
                    code.map_or_else(
                        || "une seconde fois par son nom".to_owned(),
                        |code| format!("par son code {code}")
                    )
                );
                trouves.add(
                    SorteDoublon::Circonscription,
                    une.id,
                    autre.id,
                    None,
                    phrase,
                );
            }
        }
    }
}
