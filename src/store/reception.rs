//! What was received from others: which files, of which schools, and how their facts are written.
//!
//! The facts of an export are official ones of its day: what somebody types here stands over them,
//! and a later file of the same sender replaces them. Each school read is a relevé whose dataset
//! names the reception, so that the carnet alone says which file speaks of which school.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::champs_json::{self, SUPPRIME};
use super::edit::check;
use super::objet::{Objet, parse_day};
use super::{Champs, Ecrit, Edit, Genre, Store, Valeur};
use crate::domain::{Id, Source};
use crate::error::Result;

/// How the dataset of a relevé begins when it was received.
pub const JEU_RECU: &str = "envoi reçu ";

/// The dataset of the relevés of this reception.
pub fn jeu_recu(reception: Id) -> String {
    format!("{JEU_RECU}{reception}")
}

/// One file received and taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reception {
    pub id: Id,
    /// The carnet it came from.
    pub producteur: Id,
    /// What it covers, in words.
    pub perimetre: String,
    /// The day it speaks of.
    pub au: NaiveDate,
    /// Of its content, in hexadecimal.
    pub empreinte: String,
    /// Its name, without its folder.
    pub fichier: String,
    /// Public schools open that day that were taken from it, and those with an ENT.
    pub ecoles: u64,
    pub avec_ent: u64,
    /// The earlier one it takes the place of.
    pub remplacee: Option<Id>,
}

/// Every reception of a carnet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recues {
    /// By identity, those replaced since included.
    pub toutes: BTreeMap<Id, Reception>,
    /// Those that another one replaces.
    pub remplacees: BTreeSet<Id>,
    /// By school, the reception that speaks of it: of those not replaced, the newest.
    pub ecoles: BTreeMap<Id, Id>,
    /// Schools that something else than a file received speaks of: an annuaire.
    pub annoncees: BTreeSet<Id>,
}

impl Recues {
    /// Those that no other one replaces.
    pub fn courantes(&self) -> impl Iterator<Item = &Reception> {
        (self.toutes.values()).filter(|r| !self.remplacees.contains(&r.id))
    }
}

impl Store {
    /// The files received, and which one speaks of which school.
    pub fn recues(&self) -> Result<Recues> {
        let lignes = self.base.rows(
            "SELECT id, producteur, perimetre, au, empreinte, fichier, ecoles, avec_ent, remplacee
             FROM reception
             WHERE supprime = 0 AND producteur IS NOT NULL AND au IS NOT NULL",
            [],
            |row| {
                let texte = |i| -> rusqlite::Result<String> {
                    Ok(row.get::<_, Option<String>>(i)?.unwrap_or_default())
                };
                let nombre = |i| -> rusqlite::Result<u64> {
                    let nombre = row.get::<_, Option<i64>>(i)?.unwrap_or_default();
                    Ok(u64::try_from(nombre).unwrap_or_default())
                };
                let au = row.get::<_, String>(3)?;
                let reception = Reception {
                    id: row.get(0)?,
                    producteur: row.get(1)?,
                    perimetre: texte(2)?,
                    au: NaiveDate::default(),
                    empreinte: texte(4)?,
                    fichier: texte(5)?,
                    ecoles: nombre(6)?,
                    avec_ent: nombre(7)?,
                    remplacee: row.get(8)?,
                };
                Ok((reception, au))
            },
        )?;
        let mut recues = Recues::default();
        for (mut reception, au) in lignes {
            reception.au = parse_day(&au)?;
            recues.toutes.insert(reception.id, reception);
        }
        recues.remplacees = (recues.toutes.values())
            .filter_map(|r| r.remplacee)
            .collect();
        let courantes: BTreeMap<String, (NaiveDate, Id)> = recues
            .courantes()
            .map(|r| (jeu_recu(r.id), (r.au, r.id)))
            .collect();
        let mut meilleures: BTreeMap<Id, (NaiveDate, Id)> = BTreeMap::new();
        self.base.each(
            "SELECT ecole, jeu FROM releve WHERE supprime = 0 AND ecole IS NOT NULL",
            [],
            |row| {
                let ecole: Id = row.get(0)?;
                let jeu = row.get::<_, Option<String>>(1)?.unwrap_or_default();
                if !jeu.starts_with(JEU_RECU) {
                    recues.annoncees.insert(ecole);
                } else if let Some(rang) = courantes.get(&jeu) {
                    let meilleure = meilleures.entry(ecole).or_insert(*rang);
                    *meilleure = (*meilleure).max(*rang);
                }
                Ok(())
            },
        )?;
        recues.ecoles = meilleures.into_iter().map(|(e, (_, id))| (e, id)).collect();
        Ok(recues)
    }

    /// Of these senders, those of whom the journal never heard, whatever was undone since: all that
    /// they say is new. None of them when something was erased, which may be what they say.
    pub fn inconnus(&self, mut producteurs: BTreeSet<Id>) -> Result<BTreeSet<Id>> {
        if self.base.exists("SELECT 1 FROM purge", [])? {
            return Ok(BTreeSet::new());
        }
        let recues = self.base.rows(
            "SELECT champs FROM changement WHERE genre = 'reception'",
            [],
            |row| row.get::<_, String>(0),
        )?;
        for champs in recues {
            let champs = champs_json::decode(Genre::Reception, &champs)?;
            let producteur = champs.get("producteur").and_then(Ecrit::valeur);
            if let Some(producteur) = producteur.and_then(Valeur::id) {
                producteurs.remove(&producteur);
            }
        }
        Ok(producteurs)
    }

    /// The relevés received of this school: their identity and their day.
    pub fn releves_recus(&self, ecole: Id) -> Result<Vec<(Id, NaiveDate)>> {
        let lus = self.base.rows(
            "SELECT id, millesime FROM releve
             WHERE ecole = ?1 AND supprime = 0 AND millesime IS NOT NULL AND jeu >= ?2
               AND substr(jeu, 1, length(?2)) = ?2",
            (ecole, JEU_RECU),
            |row| Ok((row.get::<_, Id>(0)?, row.get::<_, String>(1)?)),
        )?;
        lus.into_iter()
            .map(|(id, le)| Ok((id, parse_day(&le)?)))
            .collect()
    }

    /// Schools of which somebody typed something here: themselves, or their ENT.
    pub fn ecoles_retouchees(&self, recu_par: &str) -> Result<BTreeSet<Id>> {
        let lignes = self.base.rows(
            "SELECT coalesce(d.ecole, e.ecole, c.objet)
             FROM operation o
               CROSS JOIN changement c
                 ON c.session = o.session AND c.seq BETWEEN o.premier AND o.dernier
               LEFT JOIN deploiement d ON d.id = c.objet
               LEFT JOIN ecole_changement e ON e.id = c.objet
             WHERE c.genre IN ('ecole', 'ecole_changement', 'deploiement')
               AND c.source <> 'officiel' AND o.libelle <> ?1",
            [recu_par],
            |row| row.get::<_, Id>(0),
        )?;
        Ok(lignes.into_iter().collect())
    }
}

impl Edit<'_> {
    /// Keeps that a file was received, in the place of an earlier one.
    pub fn reception(&mut self, r: &Reception) -> Result<bool> {
        let nombre = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let champs = Champs::new()
            .set("producteur", r.producteur)
            .set("perimetre", r.perimetre.as_str())
            .set("au", r.au)
            .set("empreinte", r.empreinte.as_str())
            .set("fichier", r.fichier.as_str())
            .set("ecoles", nombre(r.ecoles))
            .set("avec_ent", nombre(r.avec_ent))
            .set_opt("remplacee", r.remplacee);
        self.put(Genre::Reception, r.id, champs, Source::Saisi)
    }

    /// Writes what an export of the day `au` says of an object: over what an earlier one said,
    /// under what was typed here. An object that an earlier reception took away comes back.
    /// Returns whether anything was written.
    pub fn recevoir(
        &mut self,
        genre: Genre,
        objet: Id,
        champs: Champs,
        au: NaiveDate,
    ) -> Result<bool> {
        let source = Source::Officiel { millesime: au };
        check(genre, &champs)?;
        let base = &self.store.base;
        if !base.exists("SELECT 1 FROM changement WHERE objet = ?1", [objet])? {
            return self.create(genre, objet, champs, source);
        }
        let connu = Objet::load(base, genre, objet)?;
        if self.is_purged(objet)? {
            return Ok(false);
        }
        let mut nouveaux = Champs::new();
        let mut remplace = Vec::new();
        for (champ, ecrit) in champs.0 {
            let officielles: Vec<_> = (connu.heads(champ))
                .filter(|t| !t.changement.source.is_typed())
                .collect();
            let dit = match &officielles[..] {
                [] => ecrit == Ecrit::Nul,
                [seule] => *seule.ecrit == ecrit,
                _ => false,
            };
            if dit {
                continue;
            }
            remplace.extend(officielles.iter().map(|t| t.changement.cle));
            nouveaux.0.push((champ, ecrit));
        }
        if connu.has_own_deletion() {
            remplace.extend(connu.heads(SUPPRIME).map(|t| t.changement.cle));
            nouveaux.0.push((SUPPRIME, Ecrit::Retire));
        }
        if nouveaux.is_empty() {
            return Ok(false);
        }
        if connu.is_deleted_with_its_whole() {
            self.store.mark_family(genre);
        }
        self.write(genre, objet, &nouveaux, source, remplace)?;
        Ok(true)
    }

    /// Takes away what an earlier file said and a newer one does not say. Returns whether it was
    /// there.
    pub fn retirer_recu(&mut self, genre: Genre, objet: Id) -> Result<bool> {
        let connu = Objet::load(&self.store.base, genre, objet)?;
        let la = !connu.changements.is_empty()
            && !connu.has_own_deletion()
            && !connu.is_deleted_with_its_whole();
        if la {
            self.delete(genre, objet)?;
        }
        Ok(la)
    }
}
