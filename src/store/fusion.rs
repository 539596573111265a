//! Carnets brought into this one: compared by doing it and taking it back, or done for good.
//!
//! What a merge changes is what the union of the journals says, so it is not computed a second
//! time: the union is made inside a transaction, its effect read, and the transaction rolled back
//! (a comparison) or kept. A merge that brings nothing writes nothing at all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::objet::parse_day;
use super::union::{self, Ajout};
use super::{Differend, Genre, Reglement, Store};
use crate::domain::date::date_longue;
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
        for d in self.differends()? {
            let connu = avant.differends.get(&(d.objet, d.champ.clone()));
            if connu != Some(&d.versions.len()) {
                let ou = d.ecole.and_then(|id| ecoles.get(&id));
                plan.desaccords.push(sentence(&d, ou));
            }
        }
        plan.doublons = self.doublons(&faits)?;
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
        let Some(noms) = noms(genre) else {
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
            libelle: self.designe(genre, id, noms.0)?,
        }))
    }

    /// « visite du 12 mars 2021 », « projet « Écrire » ».
    fn designe(&self, genre: Genre, id: Id, nom: &str) -> Result<String> {
        let column = |champ: &str| -> Result<Option<String>> {
            if !genre.colonnes().iter().any(|c| c.nom == champ) {
                return Ok(None);
            }
            let sql = format!("SELECT {champ} FROM {} WHERE id = ?1", genre.as_str());
            let valeur = self.base.maybe(&sql, [id], |row| row.get(0))?;
            Ok(valeur.flatten())
        };
        if let Some(jour) = column("le")?.and_then(|le| parse_day(&le).ok()) {
            return Ok(format!("{nom} du {}", date_longue(jour)));
        }
        if let Some(jour) = column("debut")?.and_then(|le| parse_day(&le).ok()) {
            return Ok(format!("{nom} depuis le {}", date_longue(jour)));
        }
        for champ in ["nom", "titre", "libelle"] {
            if let Some(dit) = column(champ)?.filter(|dit| !dit.is_empty()) {
                return Ok(format!("{nom} «\u{a0}{dit}\u{a0}»"));
            }
        }
        Ok(nom.to_owned())
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
    format!(
        "{ou}{}, «\u{a0}{}\u{a0}»\u{202f}: {}",
        d.quoi,
        d.nom_champ,
        dites.join(" ou ")
    )
}

/// What people write, and how it is counted.
const fn noms(genre: Genre) -> Option<(&'static str, &'static str)> {
    Some(match genre {
        Genre::Ecole => ("école", "écoles"),
        Genre::EcoleChangement => ("changement d’école", "changements d’école"),
        Genre::Circonscription => ("circonscription", "circonscriptions"),
        Genre::SecteurCollege => ("secteur de collège", "secteurs de collège"),
        Genre::Releve => ("fiche d’annuaire", "fiches d’annuaire"),
        Genre::Lot => ("fichier de mesures", "fichiers de mesures"),
        Genre::Solution => ("solution", "solutions"),
        Genre::Dispositif => ("dispositif", "dispositifs"),
        Genre::Terme => ("entrée de liste", "entrées de liste"),
        Genre::Projet => ("projet", "projets"),
        Genre::ProjetEcole => ("école d’un projet", "écoles de projets"),
        Genre::Jalon => ("jalon", "jalons"),
        Genre::Deploiement => ("déploiement", "déploiements"),
        Genre::Financement => ("financement", "financements"),
        Genre::Conditions => ("note de conditions", "notes de conditions"),
        Genre::Verification => ("vérification", "vérifications"),
        Genre::Visite => ("visite", "visites"),
        Genre::Rencontre => ("personne rencontrée", "personnes rencontrées"),
        Genre::Copie => ("copie de compte rendu", "copies de compte rendu"),
        Genre::Action => ("action", "actions"),
        Genre::Modele => ("modèle", "modèles"),
        Genre::Formation => ("formation", "formations"),
        Genre::Seance => ("session de formation", "sessions de formation"),
        Genre::Participation => ("participation", "participations"),
        Genre::Formateur => ("formateur", "formateurs"),
        Genre::Evenement => ("événement", "événements"),
        Genre::EvenementEcole => ("école d’un événement", "écoles d’événements"),
        Genre::Observation => ("observation", "observations"),
        Genre::ObservationLigne => ("ligne d’observation", "lignes d’observation"),
        Genre::Piece => ("pièce jointe", "pièces jointes"),
        Genre::Conge => ("période de congés", "périodes de congés"),
        Genre::Objectif => ("objectif", "objectifs"),
        Genre::BilanEnregistre => ("bilan enregistré", "bilans enregistrés"),
        Genre::Reception => ("envoi reçu", "envois reçus"),
        Genre::CommuneInfo => ("commune", "communes"),
        Genre::Correspondance | Genre::CleEnvoi | Genre::Identite => return None,
    })
}
