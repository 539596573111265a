//! Carnets brought into this one: compared by doing it and taking it back, or done for good.
//!
//! What a merge changes is what the union of the journals says, so it is not computed a second
//! time: the union is made inside a transaction, its effect read, and the transaction rolled back
//! (a comparison) or kept. A merge that brings nothing writes nothing at all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::union::{self, Ajout};
use super::{Differend, Genre, Reglement, Store, designe};
use crate::domain::doublon;
use crate::domain::{Apport, Doublon, Faits, Id, PlanFusion, Sort};
use crate::error::Result;

/// A carnet to be brought in, and the name of its file.
pub struct Autre {
    pub nom: String,
    pub store: Store,
}

/// One merge into this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fusion {
    /// UTC milliseconds.
    pub quand: i64,
    /// The names of the files, and whose writing came with them.
    pub fichier: String,
    pub changements: usize,
    /// The verified copy made just before, beside the carnet.
    pub sauvegarde: Option<PathBuf>,
    /// The last instant of this carnet's own before it.
    pub(super) hlc: i64,
}

impl Fusion {
    /// « Réuni : bruno.carnet (Bruno) ».
    pub fn libelle(&self) -> String {
        format!("Réuni\u{202f}: {}", self.fichier)
    }
}

/// What stood before a merge, to tell what it changed.
struct Avant {
    differends: BTreeMap<(Id, String), usize>,
    doublons: BTreeSet<(Id, Id)>,
}

impl Store {
    /// What these carnets would bring. Nothing is written.
    ///
    /// # Errors
    /// One of them holds the same change as this carnet with another content.
    pub fn comparer(&mut self, autres: &[Autre]) -> Result<PlanFusion> {
        let avant = self.avant()?;
        self.begin()?;
        let plan = self.bring(autres, &avant);
        self.base.execute("ROLLBACK", [])?;
        plan.map(|(plan, _)| plan)
    }

    /// Brings these carnets in, all or none. `sauvegarde` is the copy made just before.
    ///
    /// # Errors
    /// As [`Self::comparer`]; nothing is written.
    pub fn reunir(&mut self, autres: &[Autre], sauvegarde: Option<&Path>) -> Result<PlanFusion> {
        let avant = self.avant()?;
        self.begin()?;
        let done = self.bring(autres, &avant).and_then(|(plan, efface)| {
            let moved = !plan.rien;
            if moved {
                self.note_merge(autres, &plan, sauvegarde)?;
                if efface {
                    self.erase_in_copies(&[])?;
                }
                self.base.execute("COMMIT", [])?;
            } else {
                self.base.execute("ROLLBACK", [])?;
            }
            Ok((plan, moved))
        });
        match done {
            Ok((plan, moved)) => {
                if moved {
                    self.everything_moved()?;
                }
                Ok(plan)
            }
            Err(erreur) => {
                // A full disk may have rolled back already.
                self.base.execute("ROLLBACK", []).ok();
                Err(erreur)
            }
        }
    }

    /// Tells whoever remembers answers of this carnet that none holds.
    pub(super) fn everything_moved(&mut self) -> Result<()> {
        self.hlc = self.hlc.max(self.last_hlc()?);
        self.revision += 1;
        self.releves += 1;
        self.changed = Genre::ALL.into();
        Ok(())
    }

    fn avant(&self) -> Result<Avant> {
        let differends = self.differends()?;
        let doublons = self.doublons(&self.faits()?)?;
        Ok(Avant {
            differends: differends
                .into_iter()
                .map(|d| ((d.objet, d.champ), d.versions.len()))
                .collect(),
            doublons: doublons.into_iter().map(|d| (d.un, d.autre)).collect(),
        })
    }

    /// What looks written down twice, in these facts of this carnet.
    pub fn doublons(&self, faits: &Faits) -> Result<Vec<Doublon>> {
        Ok(doublon::probables(faits, &self.reponses()?))
    }

    /// Inside a transaction. Returns also whether it brings erasures.
    fn bring(&self, autres: &[Autre], avant: &Avant) -> Result<(PlanFusion, bool)> {
        self.keep_more_pages()?;
        let mut ajout = Ajout::default();
        for autre in autres {
            union::add(&self.base, &autre.store.base, &mut ajout)?;
        }
        let mut plan = PlanFusion {
            rien: ajout.lignes == 0,
            changements: ajout.changements,
            parents: ajout.parents,
            personnes: nommees(&ajout),
            ..PlanFusion::default()
        };
        if ajout.lignes == 0 {
            return Ok((plan, false));
        }
        let faits = self.faits()?;
        let ecoles: BTreeMap<Id, String> = faits
            .ecoles
            .iter()
            .map(|e| {
                let (situation, _) = e.au(chrono::NaiveDate::MAX);
                (e.id, format!("{} ({})", situation.nom, e.uai))
            })
            .collect();
        for (&(genre, id), &visible) in &ajout.objets {
            plan.apports
                .extend(self.apport(genre, id, visible, &ecoles)?);
        }
        plan.apports.sort();
        plan.regles = avant.differends.len();
        for d in self.differends()? {
            let connu = avant.differends.get(&(d.objet, d.champ.clone()));
            plan.regles -= usize::from(connu.is_some());
            if connu != Some(&d.versions.len()) {
                let ou = d.ecole.and_then(|id| ecoles.get(&id));
                plan.desaccords.push(sentence(&d, ou));
            }
        }
        plan.doublons = self.doublons(&faits)?;
        let restes = |d: &&(Id, Id)| plan.doublons.iter().any(|p| (p.un, p.autre) == **d);
        plan.repondus = avant.doublons.len() - avant.doublons.iter().filter(restes).count();
        plan.doublons
            .retain(|d| !avant.doublons.contains(&(d.un, d.autre)));
        Ok((plan, ajout.efface))
    }

    /// What becomes of one object; nothing to say of what only machines write.
    fn apport(
        &self,
        genre: Genre,
        id: Id,
        was_visible: bool,
        ecoles: &BTreeMap<Id, String>,
    ) -> Result<Option<Apport>> {
        let Some(noms) = designe::noms(genre) else {
            return Ok(None);
        };
        let is_visible = union::is_visible(&self.base, genre, id)?;
        let sort = match (was_visible, is_visible) {
            (false, true) => Sort::Nouveau,
            (true, true) => Sort::Change,
            (true, false) => Sort::Supprime,
            (false, false) => return Ok(None),
        };
        let ecole = self.ecole_de(genre, id)?;
        let ou = ecole.and_then(|id| ecoles.get(&id).cloned());
        Ok(Some(Apport {
            noms,
            sort,
            ecole,
            ou: ou.unwrap_or_default(),
            libelle: self.designe(genre, id)?,
        }))
    }

    fn note_merge(
        &self,
        autres: &[Autre],
        plan: &PlanFusion,
        sauvegarde: Option<&Path>,
    ) -> Result<()> {
        let fichiers: Vec<&str> = autres.iter().map(|a| a.nom.as_str()).collect();
        let mut fichier = fichiers.join(", ");
        if !plan.personnes.is_empty() {
            fichier = format!("{fichier} ({})", plan.personnes.join(", "));
        }
        self.base.execute(
            "INSERT INTO fusion (numero, quand, fichier, changements, sauvegarde, hlc, porte)
             VALUES ((SELECT 1 + ifnull(max(numero), 0) FROM fusion), ?1, ?2, ?3, ?4, ?5, ?5)",
            (
                self.auteur.horloge.millisecondes(),
                fichier,
                i64::try_from(plan.changements).unwrap_or(i64::MAX),
                sauvegarde.map(|p| p.to_string_lossy().into_owned()),
                self.hlc,
            ),
        )?;
        Ok(())
    }

    /// The merges into this file, newest first.
    pub fn fusions(&self) -> Result<Vec<Fusion>> {
        self.base.rows(
            "SELECT quand, fichier, changements, sauvegarde, hlc FROM fusion ORDER BY numero DESC",
            [],
            |row| {
                Ok(Fusion {
                    quand: row.get(0)?,
                    fichier: row.get(1)?,
                    changements: row.get::<_, u32>(2)? as usize,
                    sauvegarde: row.get::<_, Option<String>>(3)?.map(PathBuf::from),
                    hlc: row.get(4)?,
                })
            },
        )
    }

    /// The last merge, while one can go back to before it: nothing was written since but what
    /// settles it.
    pub fn retour(&self) -> Result<Option<Fusion>> {
        let Some(fusion) = self.fusions()?.into_iter().next() else {
            return Ok(None);
        };
        let written_since = self.base.exists(
            "SELECT 1 FROM operation
             WHERE session NOT IN (SELECT session FROM recu)
               AND hlc > (SELECT porte FROM fusion ORDER BY numero DESC LIMIT 1)",
            [],
        )?;
        let there = (fusion.sauvegarde.as_deref()).is_some_and(Path::is_file);
        Ok((there && !written_since).then_some(fusion))
    }

    /// Settles a conflict or answers about a double, as one operation that does not close the way
    /// back to before the merge.
    pub fn regler(&mut self, reglement: &Reglement) -> Result<()> {
        let open = self.retour()?.is_some();
        self.transact(reglement.libelle(), |edit| edit.regler(reglement))?;
        if open {
            self.base.execute(
                "UPDATE fusion SET porte = max(porte, (
                   SELECT max(hlc) FROM operation
                   WHERE session NOT IN (SELECT session FROM recu)))
                 WHERE numero = (SELECT max(numero) FROM fusion)",
                [],
            )?;
        }
        Ok(())
    }
}

fn nommees(ajout: &Ajout) -> Vec<String> {
    let noms = ajout.personnes.iter().filter(|nom| !nom.is_empty());
    noms.cloned().collect()
}

/// « École Élise (0880001Y), la visite, « Constats » : … ».
fn sentence(d: &Differend, ou: Option<&String>) -> String {
    let qui = |personne: &str| {
        if personne.is_empty() {
            "quelqu’un".to_owned()
        } else {
            personne.to_owned()
        }
    };
    let dites: Vec<String> = d
        .versions
        .iter()
        .map(|v| format!("{} ({})", v.texte, qui(&v.personne)))
        .collect();
    let ou = ou.map(|ou| format!("{ou}\u{202f}: ")).unwrap_or_default();
    let champ = if d.is_deletion() {
        String::new()
    } else {
        format!(", «\u{a0}{}\u{a0}»", d.nom_champ)
    };
    format!("{ou}{}{champ}\u{202f}: {}", d.quoi, dites.join(" ou "))
}
