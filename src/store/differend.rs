//! What two people typed differently, with all that one needs to choose; and the choice.
//!
//! One mechanism for a merge, for the doctor and for the command line: a choice is a typed change
//! that supersedes every head of the field, so it is undone, and merged back to the colleague,
//! like anything else.

use std::collections::BTreeSet;

use super::champs_json::{self, SUPPRIME};
use super::objet::{Cle, Objet, parse_genre};
use super::{Champs, Ecrit, Edit, Genre, Store, Valeur, libelles};
use crate::domain::{Id, Reponse, Source, TypeChamp};
use crate::error::{Error, Result};

/// One of the values that stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// In words; for a deletion, what was done.
    pub texte: String,
    pub personne: String,
    /// UTC milliseconds.
    pub quand: i64,
    /// Came from another carnet.
    pub recue: bool,
    session: Id,
    seq: i64,
}

/// One field of one object, and the values two people gave it without knowing of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differend {
    pub genre: Genre,
    pub objet: Id,
    pub champ: String,
    /// « Visite du 12 mars 2021 », « L’école ».
    pub quoi: String,
    /// « Constats »; « Suppression » when one deleted what another wrote.
    pub nom_champ: &'static str,
    pub ecole: Option<Id>,
    /// What all of them replaced, in words.
    pub avant: Option<String>,
    /// From oldest to newest.
    pub versions: Vec<Version>,
    /// Both may be kept, one after the other: a text.
    pub joignable: bool,
}

impl Differend {
    /// One deleted what another wrote.
    pub fn is_deletion(&self) -> bool {
        self.champ == SUPPRIME
    }

    /// The choice of this version, of a field that is not a deletion.
    pub fn garder(&self, version: &Version) -> Reglement {
        self.choisir(Choix::Valeur {
            session: version.session,
            seq: version.seq,
        })
    }

    pub fn choisir(&self, choix: Choix) -> Reglement {
        Reglement::Trancher {
            genre: self.genre,
            objet: self.objet,
            champ: self.champ.clone(),
            choix,
        }
    }
}

/// What is chosen of a field in conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choix {
    /// What this change says.
    Valeur { session: Id, seq: i64 },
    /// All the texts, one after the other.
    Ensemble,
    /// The object goes.
    Supprimer,
    /// The object stays, as it was completed.
    Conserver,
}

/// What settles what a merge left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reglement {
    Trancher {
        genre: Genre,
        objet: Id,
        champ: String,
        choix: Choix,
    },
    Identifier {
        genre: Genre,
        un: Id,
        autre: Id,
        reponse: Reponse,
    },
}

impl Reglement {
    /// The name of its operation.
    pub const fn libelle(&self) -> &'static str {
        match self {
            Self::Trancher { .. } => "Désaccord réglé",
            Self::Identifier { .. } => "Réponse sur un doublon",
        }
    }
}

impl Edit<'_> {
    /// Settles.
    ///
    /// # Errors
    /// It was settled otherwise meanwhile.
    pub fn regler(&mut self, reglement: &Reglement) -> Result<()> {
        match reglement {
            Reglement::Trancher {
                genre,
                objet,
                champ,
                choix,
            } => self.trancher(*genre, *objet, champ, *choix),
            Reglement::Identifier {
                genre,
                un,
                autre,
                reponse,
            } => self.identifier(*genre, *un, *autre, *reponse).map(drop),
        }
    }

    fn trancher(&mut self, genre: Genre, id: Id, champ: &str, choix: Choix) -> Result<()> {
        match choix {
            Choix::Supprimer => return self.delete(genre, id),
            Choix::Conserver => return self.keep(genre, id),
            Choix::Valeur { .. } | Choix::Ensemble => {}
        }
        let objet = Objet::load(&self.store.base, genre, id)?;
        let champ = genre.champ(champ).ok_or_else(settled)?.nom;
        let standing = objet.conflict(champ);
        let ecrits: Vec<(Cle, Ecrit)> = objet
            .heads(champ)
            .filter(|t| standing.contains(&t.changement.cle))
            .map(|t| (t.changement.cle, t.ecrit.clone()))
            .collect();
        let ecrit = match choix {
            Choix::Valeur { session, seq } => ecrits
                .into_iter()
                .find(|(cle, _)| *cle == Cle { session, seq })
                .map(|(_, ecrit)| ecrit),
            _ => join(ecrits.into_iter().map(|(_, ecrit)| ecrit)),
        };
        let champs = Champs(vec![(champ, ecrit.ok_or_else(settled)?)]);
        self.put(genre, id, champs, Source::Saisi).map(drop)
    }

    /// The object stays, and whatever it is part of with it.
    fn keep(&mut self, genre: Genre, id: Id) -> Result<()> {
        let objet = Objet::load(&self.store.base, genre, id)?;
        if objet.has_own_deletion() {
            self.put(genre, id, Champs::new(), Source::Saisi)?;
        }
        if objet.is_deleted_with_its_whole()
            && let Some((champ, whole)) = genre.parent()
        {
            for parent in objet.ever_named(champ) {
                self.keep(whole, parent)?;
            }
        }
        Ok(())
    }
}

/// The change that first said what `cle` says of `champ`: itself, unless it is an undo.
pub(super) fn first_said(objet: &Objet, cle: Cle, champ: &str) -> Cle {
    let origines = (objet.changements.iter())
        .find(|c| c.cle == cle)
        .map(|tete| objet.origins(tete, champ))
        .unwrap_or_default();
    let premiere = objet.changements.iter().find(|c| origines.contains(&c.cle));
    premiere.map_or(cle, |c| c.cle)
}

/// The texts that differ, one under the other.
fn join(ecrits: impl Iterator<Item = Ecrit>) -> Option<Ecrit> {
    let mut textes: Vec<String> = Vec::new();
    for ecrit in ecrits {
        if let Some(texte) = ecrit.valeur().and_then(Valeur::texte)
            && !textes.iter().any(|t| t == texte)
        {
            textes.push(texte.to_owned());
        }
    }
    (textes.len() > 1).then(|| Ecrit::Valeur(textes.join("\n\n").as_str().into()))
}

fn settled() -> Error {
    Error::Invalid(
        "Ce désaccord a déjà été réglé autrement\u{202f}: rien n’a été changé.".to_owned(),
    )
}

impl Store {
    /// Every field in conflict, in a stable order.
    pub fn differends(&self) -> Result<Vec<Differend>> {
        let cles = self.base.rows(
            "SELECT genre, objet, champ, session, seq FROM conflit
             ORDER BY genre, objet, champ, session, seq",
            [],
            |row| {
                let cle = Cle {
                    session: row.get(3)?,
                    seq: row.get(4)?,
                };
                let champ = (
                    row.get::<_, String>(0)?,
                    row.get(1)?,
                    row.get::<_, String>(2)?,
                );
                Ok((champ, cle))
            },
        )?;
        cles.chunk_by(|a, b| a.0 == b.0)
            .map(|du_champ| {
                let (genre, objet, champ) = &du_champ[0].0;
                let cles: Vec<Cle> = du_champ.iter().map(|(_, cle)| *cle).collect();
                self.differend(parse_genre(genre)?, *objet, champ, &cles)
            })
            .collect()
    }

    fn differend(&self, genre: Genre, id: Id, champ: &str, cles: &[Cle]) -> Result<Differend> {
        let objet = Objet::load(&self.base, genre, id)?;
        let mut versions = Vec::with_capacity(cles.len());
        let mut dites = Vec::with_capacity(cles.len());
        for &cle in cles {
            let dite = first_said(&objet, cle, champ);
            versions.push(self.version(genre, champ, (cle, dite))?);
            dites.push(dite);
        }
        versions.sort_by_key(|(hlc, v)| (*hlc, v.session, v.seq));
        let versions: Vec<Version> = versions.into_iter().map(|(_, v)| v).collect();
        let mut before = BTreeSet::new();
        let mut avant = Vec::new();
        for changement in objet.changements.iter().filter(|c| dites.contains(&c.cle)) {
            for replaced in objet
                .replaced_by(changement)
                .filter(|r| !dites.contains(&r.cle))
            {
                if let Some(ecrit @ Ecrit::Valeur(_)) = replaced.champs.get(champ)
                    && before.insert(replaced.cle)
                {
                    let texte = self.en_mots(genre, champ, ecrit)?;
                    if !avant.contains(&texte) {
                        avant.push(texte);
                    }
                }
            }
        }
        let connu = genre.champ(champ);
        let texte = connu.is_some_and(|c| c.type_champ == TypeChamp::Texte);
        Ok(Differend {
            genre,
            objet: id,
            champ: champ.to_owned(),
            quoi: self.designe_en_tete(genre, id)?,
            nom_champ: libelles::champ(genre, champ),
            ecole: self.ecole_de(genre, id)?,
            avant: (champ != SUPPRIME && avant.len() == 1).then(|| avant.remove(0)),
            joignable: texte && LIBRES.contains(&champ),
            versions,
        })
    }

    /// What one change says of the field, with its instant. What an undo gave back is told as it
    /// was first said (`dite`), by whom and when; the choice names the change that stands.
    fn version(
        &self,
        genre: Genre,
        champ: &str,
        (cle, dite): (Cle, Cle),
    ) -> Result<(i64, Version)> {
        let (hlc, ecrit_dans, champs, personne, quand, recue) = self.base.one(
            "SELECT c.hlc, c.genre, c.champs, s.personne, o.quand,
                    c.session IN (SELECT session FROM recu)
             FROM changement c
             JOIN operation o ON o.session = c.session AND o.numero = c.operation
             JOIN session s ON s.id = c.session
             WHERE c.session = ?1 AND c.seq = ?2",
            (dite.session, dite.seq),
            |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                ))
            },
        )?;
        // A deletion of the whole stands in the conflicts of its parts.
        let ecrit_dans = parse_genre(&ecrit_dans)?;
        let champs = champs_json::decode(ecrit_dans, &champs)?;
        let supprime = champs
            .get(SUPPRIME)
            .is_some_and(|e| matches!(e, Ecrit::Valeur(Valeur::Entier(1))));
        let texte = if champ == SUPPRIME {
            if supprime {
                "supprimé".to_owned()
            } else {
                let noms: Vec<&str> = champs
                    .0
                    .iter()
                    .map(|(nom, _)| libelles::champ(ecrit_dans, nom))
                    .collect();
                format!("écrit ({})", noms.join(", "))
            }
        } else {
            self.en_mots(genre, champ, champs.get(champ).unwrap_or(&Ecrit::Nul))?
        };
        let version = Version {
            texte,
            personne,
            quand,
            recue,
            session: cle.session,
            seq: cle.seq,
        };
        Ok((hlc, version))
    }

    /// The pairs of objects somebody has answered about.
    pub fn reponses(&self) -> Result<BTreeSet<(Id, Id)>> {
        let paires = self.base.rows(
            "SELECT premier, second FROM identite
             WHERE supprime = 0 AND premier IS NOT NULL AND second IS NOT NULL",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(paires.into_iter().collect())
    }
}

/// The fields where two texts may stand one under the other.
const LIBRES: [&str; 13] = [
    "commentaire",
    "contexte",
    "constats",
    "conseils",
    "suites",
    "description",
    "evaluation",
    "bilan",
    "compte_rendu",
    "constat",
    "note",
    "objectifs",
    "noms",
];
