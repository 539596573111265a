//! Where the consolidation stands: who is expected, who answered, which schools nobody speaks of,
//! and whether the carnet counts what the files said.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::appliquer::OPERATION;
use crate::domain::texte::sans_accents;
use crate::domain::{Ecole, Faits, Id, Population, Regle};
use crate::error::Result;
use crate::store::{Reception, Recues, Store};

/// Days after which a file is said to be old.
const VIEUX: i64 = 62;

/// A circonscription from which a file is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendue {
    pub id: Id,
    pub nom: String,
    /// Three characters; empty when nobody said.
    pub departement: String,
    /// Its public schools open that day.
    pub ecoles: BTreeSet<Id>,
}

/// A line of the table of circonscriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneCirconscription {
    /// None: schools without a circonscription.
    pub id: Option<Id>,
    pub nom: String,
    pub departement: String,
    /// The files that speak of its schools, the one of most schools first.
    pub receptions: Vec<Reception>,
    /// The oldest day of these files.
    pub au: Option<NaiveDate>,
    /// Public schools open that day that were received, and those with an ENT.
    pub ecoles: u64,
    pub avec_ent: u64,
    /// Schools expected of which no file speaks.
    pub sans_fichier: Vec<Id>,
}

impl LigneCirconscription {
    pub const fn manque(&self) -> bool {
        self.receptions.is_empty()
    }

    /// « date de quatre mois », when its file is much older than the day of the consolidation.
    pub fn vieillesse(&self, au: NaiveDate) -> Option<String> {
        let jours = (au - self.au?).num_days();
        (jours > VIEUX).then(|| format!("date de {}", mois_ecoules(jours)))
    }
}

fn mois_ecoules(jours: i64) -> String {
    const MOTS: [&str; 11] = [
        "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    ];
    let mois = (jours + 15) / 30;
    let mot = usize::try_from(mois - 1).ok().and_then(|i| MOTS.get(i));
    match mot {
        Some(mot) => format!("{mot} mois"),
        None => "plus d’un an".to_owned(),
    }
}

/// What files said, and what the carnet counts of the same schools on the same days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totaux {
    /// Public schools open, and those with an ENT.
    pub dits: (u64, u64),
    pub comptes: (u64, u64),
    /// Files of which the carnet counts otherwise, without anybody having typed something here.
    pub ecarts: Vec<Ecart>,
    /// Schools of which something was typed here since.
    pub retouchees: usize,
}

/// A file whose totals the carnet does not find again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ecart {
    pub fichier: String,
    pub dits: (u64, u64),
    pub comptes: (u64, u64),
}

impl Totaux {
    /// Whether everything received is found again: nothing is published otherwise.
    pub const fn tiennent(&self) -> bool {
        self.ecarts.is_empty()
    }
}

/// Where a consolidation stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Etat {
    pub au: NaiveDate,
    /// By département, then in French order.
    pub lignes: Vec<LigneCirconscription>,
    /// Every school some file speaks of.
    pub recues: BTreeSet<Id>,
    /// Files that speak, none replaced since.
    pub receptions: Vec<Reception>,
    pub totaux: Totaux,
    /// Somebody knows which circonscriptions are expected.
    pub attendues: bool,
}

impl Etat {
    pub fn manquantes(&self) -> impl Iterator<Item = &LigneCirconscription> {
        self.lignes.iter().filter(|l| l.manque())
    }

    /// Schools expected in circonscriptions that sent a file, and that no file names.
    pub fn oubliees(&self) -> usize {
        (self.lignes.iter().filter(|l| !l.manque()))
            .map(|l| l.sans_fichier.len())
            .sum()
    }

    /// « Il manque 2 circonscriptions sur 32 : Golbey, Remiremont. »
    pub fn manque_dit(&self) -> Option<String> {
        let noms: Vec<&str> = self.manquantes().map(|l| l.nom.as_str()).collect();
        let oubliees = self.oubliees();
        if noms.is_empty() && oubliees == 0 {
            return None;
        }
        let mut phrases = Vec::new();
        if !noms.is_empty() {
            let s = if noms.len() == 1 { "" } else { "s" };
            phrases.push(format!(
                "Il manque {} circonscription{s} sur {}\u{202f}: {}.",
                noms.len(),
                self.lignes.len(),
                noms.join(", ")
            ));
        }
        if oubliees > 0 {
            let ecoles = if oubliees == 1 {
                "école publique attendue n’est"
            } else {
                "écoles publiques attendues ne sont"
            };
            phrases.push(format!("{oubliees} {ecoles} dans aucun fichier."));
        }
        Some(phrases.join(" "))
    }
}

/// The circonscriptions of these public schools, when the carnet knows them to be open on `au`.
pub fn attendus(faits: &Faits, annoncees: &BTreeSet<Id>, au: NaiveDate) -> Vec<Attendue> {
    let mut par_id: BTreeMap<Id, Attendue> = BTreeMap::new();
    for ecole in (faits.ecoles.iter()).filter(|e| annoncees.contains(&e.id)) {
        let Some(situation) = ecole.comptee_au(au, Population::Public) else {
            continue;
        };
        let Some(c) = faits.circonscription(situation) else {
            continue;
        };
        par_id
            .entry(c.id)
            .or_insert_with(|| Attendue {
                id: c.id,
                nom: c.nom.clone(),
                departement: c.departement.clone().unwrap_or_default(),
                ecoles: BTreeSet::new(),
            })
            .ecoles
            .insert(ecole.id);
    }
    par_id.into_values().collect()
}

/// Where the consolidation stands, for a carnet and those expected.
pub fn etat(
    store: &Store,
    faits: &Faits,
    recues: &Recues,
    attendus: &[Attendue],
    au: NaiveDate,
) -> Result<Etat> {
    let mut lignes: BTreeMap<Option<Id>, LigneCirconscription> = BTreeMap::new();
    for a in attendus {
        let ligne = vide(Some(a.id), &a.nom, &a.departement);
        let ligne = lignes.entry(Some(a.id)).or_insert(ligne);
        ligne.sans_fichier = (a.ecoles.iter().copied())
            .filter(|e| !recues.ecoles.contains_key(e))
            .collect();
    }
    let mut files: BTreeMap<Option<Id>, BTreeMap<Id, usize>> = BTreeMap::new();
    for ecole in &faits.ecoles {
        let Some(reception) = recues.ecoles.get(&ecole.id) else {
            continue;
        };
        let Some(de) = recues.toutes.get(reception) else {
            continue;
        };
        let (situation, _) = ecole.au(de.au);
        let circonscription = faits.circonscription(situation);
        let id = circonscription.map(|c| c.id);
        let ligne = lignes.entry(id).or_insert_with(|| match circonscription {
            Some(c) => vide(id, &c.nom, c.departement.as_deref().unwrap_or_default()),
            None => vide(None, "Sans circonscription", ""),
        });
        let (comptee, avec_ent) = comptee(faits, ecole, de.au);
        ligne.ecoles += u64::from(comptee);
        ligne.avec_ent += u64::from(avec_ent);
        *files.entry(id).or_default().entry(*reception).or_default() += 1;
    }
    for (id, files) in files {
        let Some(ligne) = lignes.get_mut(&id) else {
            continue;
        };
        let mut files: Vec<(usize, Id)> = files.into_iter().map(|(id, n)| (n, id)).collect();
        files.sort_by(|a, b| b.cmp(a));
        ligne.receptions = (files.into_iter())
            .filter_map(|(_, id)| recues.toutes.get(&id).cloned())
            .collect();
        ligne.au = ligne.receptions.iter().map(|r| r.au).min();
    }
    let mut lignes: Vec<LigneCirconscription> = lignes.into_values().collect();
    lignes.sort_by_cached_key(|l| {
        let cle = (l.departement.clone(), sans_accents(&l.nom));
        (l.id.is_none(), cle, l.id)
    });
    let mut receptions: Vec<Reception> = recues.courantes().cloned().collect();
    receptions.sort_by(|a, b| (&a.fichier, a.id).cmp(&(&b.fichier, b.id)));
    Ok(Etat {
        au,
        lignes,
        recues: recues.ecoles.keys().copied().collect(),
        totaux: totaux(store, faits, recues, &receptions)?,
        receptions,
        attendues: !attendus.is_empty(),
    })
}

fn vide(id: Option<Id>, nom: &str, departement: &str) -> LigneCirconscription {
    LigneCirconscription {
        id,
        nom: nom.to_owned(),
        departement: departement.to_owned(),
        receptions: Vec::new(),
        au: None,
        ecoles: 0,
        avec_ent: 0,
        sans_fichier: Vec::new(),
    }
}

fn comptee(faits: &Faits, ecole: &Ecole, au: NaiveDate) -> (bool, bool) {
    let comptee = ecole.comptee_au(au, Population::Public).is_some();
    (
        comptee,
        comptee && faits.est_equipee(ecole.id, au, Regle::Classe),
    )
}

/// The sum of what the files said against what the carnet counts, file by file, each on its day.
fn totaux(
    store: &Store,
    faits: &Faits,
    recues: &Recues,
    receptions: &[Reception],
) -> Result<Totaux> {
    let retouchees = if receptions.is_empty() {
        BTreeSet::new()
    } else {
        store.ecoles_retouchees(OPERATION)?
    };
    let mut comptes: BTreeMap<Id, (u64, u64, u64)> = BTreeMap::new();
    let mut totaux = Totaux::default();
    for ecole in &faits.ecoles {
        let Some(de) = (recues.ecoles.get(&ecole.id)).and_then(|id| recues.toutes.get(id)) else {
            continue;
        };
        let (comptee, avec_ent) = comptee(faits, ecole, de.au);
        let retouchee = retouchees.contains(&ecole.id);
        let compte = comptes.entry(de.id).or_default();
        compte.0 += u64::from(comptee);
        compte.1 += u64::from(avec_ent);
        compte.2 += u64::from(retouchee);
        totaux.retouchees += usize::from(retouchee);
    }
    for reception in receptions {
        let (ecoles, avec_ent, retouchees) =
            comptes.get(&reception.id).copied().unwrap_or_default();
        totaux.dits.0 += reception.ecoles;
        totaux.dits.1 += reception.avec_ent;
        totaux.comptes.0 += ecoles;
        totaux.comptes.1 += avec_ent;
        // Each school somebody corrected here may move each count by one.
        let explique = ecoles.abs_diff(reception.ecoles) <= retouchees
            && avec_ent.abs_diff(reception.avec_ent) <= retouchees;
        if !explique {
            totaux.ecarts.push(Ecart {
                fichier: reception.fichier.clone(),
                dits: (reception.ecoles, reception.avec_ent),
                comptes: (ecoles, avec_ent),
            });
        }
    }
    Ok(totaux)
}
