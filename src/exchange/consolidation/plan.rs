//! What each file is worth, and which file speaks of which school. Pure: the same files and the
//! same carnet give the same plan, whatever the order in which the files came.
//!
//! A file replaces the earlier one of the same sender for the same circonscriptions. Of two files
//! of different senders that name one school, the newest speaks of it, and both are named.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::lire::{Lu, Rejet};
use super::mots::{Listes, Nouveaux};
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::domain::{Faits, Id};
use crate::error::Result;
use crate::exchange::Progress;
use crate::store::etranger::{Comptee, Export};
use crate::store::export::{Cellule, valeur};
use crate::store::{Reception, Recues};

/// What a file is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Accepte,
    /// In the place of the one of that day, of the same sender.
    Remplace {
        celui_du: NaiveDate,
    },
    /// The very same content was received already.
    DejaRecu,
    /// The same sender sent a newer one, of that day.
    Depasse {
        par: NaiveDate,
    },
    /// It was written by a version of the program that this one does not know.
    PlusRecent,
    /// Put aside: it is not believed.
    Quarantaine,
}

impl Verdict {
    /// A word for scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepte => "accepte",
            Self::Remplace { .. } => "remplace",
            Self::DejaRecu => "deja-recu",
            Self::Depasse { .. } => "depasse",
            Self::PlusRecent => "plus-recent",
            Self::Quarantaine => "quarantaine",
        }
    }

    /// Whether what the file says is taken.
    pub const fn est_pris(self) -> bool {
        matches!(self, Self::Accepte | Self::Remplace { .. })
    }
}

/// One file and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FichierJuge {
    /// Without its folder.
    pub nom: String,
    pub verdict: Verdict,
    /// What is wrong with it.
    pub rejet: Option<Rejet>,
    /// What it covers, in words; empty when it was put aside.
    pub perimetre: String,
    pub au: Option<NaiveDate>,
    /// Public schools open that day, and those with an ENT, as its manifest says.
    pub ecoles: u64,
    pub avec_ent: u64,
}

impl FichierJuge {
    /// « remplace celui du 12 juin 2020 ».
    pub fn dit(&self) -> String {
        match (self.verdict, &self.rejet) {
            (Verdict::Accepte, _) => "accepté".to_owned(),
            (Verdict::Remplace { celui_du }, _) => {
                format!("remplace celui du {}", date_longue(celui_du))
            }
            (Verdict::DejaRecu, _) => "déjà reçu".to_owned(),
            (Verdict::Depasse { par }, _) => {
                format!("dépassé par celui du {}", date_longue(par))
            }
            (_, Some(rejet)) => format!("mis de côté\u{202f}: {}", rejet.court),
            _ => "mis de côté".to_owned(),
        }
    }
}

/// A school that two files name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Double {
    pub uai: String,
    /// The file that speaks of it, and whether it says that the school has an ENT.
    pub gardee: (String, bool),
    pub autre: (String, bool),
}

/// A file that is taken.
#[derive(Debug)]
pub(super) struct Retenu {
    pub(super) reception: Reception,
    pub(super) export: Box<Export>,
    /// The schools it speaks of, no other file being newer.
    pub(super) ecoles: BTreeSet<String>,
    /// The identities of its lists here.
    pub(super) listes: FxHashMap<String, Id>,
}

/// A file that may be taken, with its place in the answer.
type Candidat = (usize, Reception, Box<Export>);

/// Everything that is to be done with the files given.
#[derive(Debug, Default)]
pub struct Plan {
    /// In order of name.
    pub fichiers: Vec<FichierJuge>,
    /// Schools that two files name.
    pub doubles: Vec<Double>,
    /// Entries to add to the lists.
    pub(super) nouveaux: Nouveaux,
    /// In the order in which they are written.
    pub(super) retenus: Vec<Retenu>,
}

impl Plan {
    /// How many files are taken.
    pub fn pris(&self) -> usize {
        self.retenus.len()
    }

    /// « 30 fichiers : 28 acceptés, 1 remplacé, 1 mis de côté. »
    pub fn dit(&self) -> String {
        let combien = |juge: &dyn Fn(Verdict) -> bool| {
            self.fichiers.iter().filter(|f| juge(f.verdict)).count()
        };
        let parts = [
            (combien(&Verdict::est_pris), "accepté", "acceptés"),
            (
                combien(&|v| matches!(v, Verdict::Depasse { .. })),
                "dépassé",
                "dépassés",
            ),
            (
                combien(&|v| v == Verdict::DejaRecu),
                "déjà reçu",
                "déjà reçus",
            ),
            (
                combien(&|v| v == Verdict::Quarantaine),
                "mis de côté",
                "mis de côté",
            ),
            (
                combien(&|v| v == Verdict::PlusRecent),
                "d’une version plus récente du programme",
                "d’une version plus récente du programme",
            ),
        ];
        let dits: Vec<String> = (parts.iter())
            .filter(|(n, ..)| *n > 0)
            .map(|(n, un, plusieurs)| compte(*n, un, plusieurs))
            .collect();
        format!(
            "{}\u{202f}: {}.",
            compte(self.fichiers.len(), "fichier", "fichiers"),
            dits.join(", ")
        )
    }

    /// The newest day of the files taken.
    pub fn au(&self) -> Option<NaiveDate> {
        self.retenus.iter().map(|r| r.reception.au).max()
    }
}

/// Judges files against what the carnet received before. Writes nothing.
pub fn preparer(
    lus: Vec<Lu>,
    recues: &Recues,
    faits: &Faits,
    progress: &mut Progress<'_>,
) -> Result<Plan> {
    let mut lus = lus;
    lus.sort_by(|a, b| a.nom.cmp(&b.nom));
    let total = lus.len() as u64;
    let mut plan = Plan::default();
    let mut connus: BTreeSet<Id> = recues.toutes.keys().copied().collect();
    // By sender and scope: the files, with their places in the answer.
    let mut groupes: BTreeMap<(Id, String), Vec<Candidat>> = BTreeMap::new();
    for lu in lus {
        let place = plan.fichiers.len();
        plan.fichiers.push(FichierJuge::nouveau(&lu));
        let Ok(export) = lu.lu else { continue };
        let Some(reception) = reception(&lu.nom, &export) else {
            plan.fichiers[place].verdict = Verdict::Quarantaine;
            continue;
        };
        if !connus.insert(reception.id) {
            plan.fichiers[place].verdict = Verdict::DejaRecu;
            continue;
        }
        let cle = (reception.producteur, reception.perimetre.clone());
        groupes
            .entry(cle)
            .or_default()
            .push((place, reception, export));
    }
    for (cle, groupe) in groupes {
        plan.choisir(&cle, groupe, recues);
    }
    plan.retenus.sort_by(|a, b| {
        let cle = |r: &Retenu| (r.reception.au, r.reception.id);
        cle(a).cmp(&cle(b))
    });
    plan.partager(recues);
    let listes = Listes::new(faits);
    for (rang, retenu) in plan.retenus.iter_mut().enumerate() {
        progress.step("Comparaison des fichiers", rang as u64, total)?;
        retenu.listes = listes.lire(&retenu.export, &mut plan.nouveaux);
    }
    Ok(plan)
}

impl Plan {
    /// Of the files of one sender for one scope, the newest; none when the carnet has a newer one.
    fn choisir(
        &mut self,
        (producteur, perimetre): &(Id, String),
        mut groupe: Vec<Candidat>,
        recues: &Recues,
    ) {
        groupe.sort_by(|a, b| (a.1.au, &a.1.empreinte).cmp(&(b.1.au, &b.1.empreinte)));
        let connue = recues
            .courantes()
            .filter(|r| r.producteur == *producteur && r.perimetre == *perimetre)
            .max_by_key(|r| (r.au, r.id));
        let Some((place, mut reception, export)) = groupe.pop() else {
            return;
        };
        let verdict = match connue {
            Some(connue) if connue.au > reception.au => Verdict::Depasse { par: connue.au },
            Some(connue) => Verdict::Remplace {
                celui_du: connue.au,
            },
            None => groupe
                .last()
                .map_or(Verdict::Accepte, |avant| Verdict::Remplace {
                    celui_du: avant.1.au,
                }),
        };
        let par = connue.map_or(reception.au, |c| c.au.max(reception.au));
        for (avant, ..) in groupe {
            self.fichiers[avant].verdict = Verdict::Depasse { par };
        }
        self.fichiers[place].verdict = verdict;
        if verdict.est_pris() {
            reception.remplacee = connue.map(|c| c.id);
            self.retenus.push(Retenu {
                reception,
                export,
                ecoles: BTreeSet::new(),
                listes: FxHashMap::default(),
            });
        }
    }

    /// Gives each school to the newest file that names it.
    fn partager(&mut self, recues: &Recues) {
        let remplacees: BTreeSet<Id> = (self.retenus.iter())
            .filter_map(|r| r.reception.remplacee)
            .collect();
        let comptes: Vec<FxHashMap<&str, Comptee>> = (self.retenus.iter())
            .map(|r| r.export.comptees(r.reception.au))
            .collect();
        let mut a_qui: BTreeMap<&str, usize> = BTreeMap::new();
        let mut doubles = Vec::new();
        for (rang, retenu) in self.retenus.iter().enumerate() {
            for ligne in retenu.export.lignes("ecole") {
                let Some(uai) = valeur("ecole", ligne, "uai").and_then(Cellule::as_str) else {
                    continue;
                };
                let connue = (recues.ecoles.get(&Id::ecole(uai)))
                    .filter(|id| !remplacees.contains(id))
                    .and_then(|id| recues.toutes.get(id));
                if let Some(connue) = connue
                    && connue.au > retenu.reception.au
                {
                    let dit = comptes[rang].get(uai).is_some_and(|c| c.avec_ent);
                    doubles.push(Double {
                        uai: uai.to_owned(),
                        gardee: (connue.fichier.clone(), dit),
                        autre: (retenu.reception.fichier.clone(), dit),
                    });
                    continue;
                }
                if let Some(avant) = a_qui.insert(uai, rang) {
                    let dit = |rang: usize| {
                        let fichier = self.retenus[rang].reception.fichier.clone();
                        (fichier, comptes[rang].get(uai).is_some_and(|c| c.avec_ent))
                    };
                    doubles.push(Double {
                        uai: uai.to_owned(),
                        gardee: dit(rang),
                        autre: dit(avant),
                    });
                }
            }
        }
        let mut parts: Vec<(BTreeSet<String>, u64, u64)> =
            vec![Default::default(); self.retenus.len()];
        for (uai, rang) in a_qui {
            let compte = comptes[rang].get(uai).copied().unwrap_or_default();
            let part = &mut parts[rang];
            part.0.insert(uai.to_owned());
            part.1 += u64::from(compte.comptee);
            part.2 += u64::from(compte.avec_ent);
        }
        doubles.sort();
        for (retenu, (ecoles, comptees, avec_ent)) in self.retenus.iter_mut().zip(parts) {
            retenu.ecoles = ecoles;
            retenu.reception.ecoles = comptees;
            retenu.reception.avec_ent = avec_ent;
        }
        self.doubles = doubles;
    }
}

impl FichierJuge {
    fn nouveau(lu: &Lu) -> Self {
        let nom = lu.nom.clone();
        match &lu.lu {
            Ok(export) => Self {
                nom,
                verdict: Verdict::Accepte,
                rejet: None,
                perimetre: export.fiche.perimetre.clone(),
                au: export.fiche.au.parse().ok(),
                ecoles: export.fiche.ecoles,
                avec_ent: export.fiche.avec_ent,
            },
            Err(rejet) => Self {
                nom,
                verdict: if rejet.code == "plus-recent" {
                    Verdict::PlusRecent
                } else {
                    Verdict::Quarantaine
                },
                rejet: Some(rejet.clone()),
                perimetre: String::new(),
                au: None,
                ecoles: 0,
                avec_ent: 0,
            },
        }
    }
}

fn reception(nom: &str, export: &Export) -> Option<Reception> {
    let fiche = &export.fiche;
    Some(Reception {
        id: Id::derived(
            "reception",
            &format!("{}/{}", fiche.producteur, fiche.empreinte),
        ),
        producteur: Id::parse(&fiche.producteur)?,
        perimetre: fiche.perimetre.clone(),
        au: fiche.au.parse().ok()?,
        empreinte: fiche.empreinte.clone(),
        fichier: nom.to_owned(),
        ecoles: 0,
        avec_ent: 0,
        remplacee: None,
    })
}

impl Double {
    /// « 0880001Y : epinal.sqlite (avec un ENT) est retenu, golbey.sqlite (sans ENT) la nomme aussi ».
    pub fn phrase(&self) -> String {
        let dit = |(fichier, ent): &(String, bool)| {
            let ent = if *ent { "avec un ENT" } else { "sans ENT" };
            format!("«\u{a0}{fichier}\u{a0}» ({ent})")
        };
        format!(
            "L’école {} est dans deux fichiers\u{202f}: {}, le plus récent, est retenu\u{202f}; {} \
             la nomme aussi.",
            self.uai,
            dit(&self.gardee),
            dit(&self.autre)
        )
    }
}
