//! The lists of each sender brought to those of the carnet: what is one thing under one public
//! code, what is one word written in two ways, what is new.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::domain::texte::sans_accents;
use crate::domain::{Domaine, Faits, Id, Liste, Reponse, TypeChamp};
use crate::error::Result;
use crate::exchange::tableur::{Sens, Vocabulaire, cle_mot};
use crate::store::etranger::Export;
use crate::store::export::{Cellule, Ligne, valeur};
use crate::store::{Champs, Genre, Store};

/// After the shipped entries of a list.
const AU_BOUT: i64 = 100;

/// A word of a sender for a solution or a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mot {
    pub domaine: Domaine,
    /// As it was written.
    pub texte: String,
    /// What it is here.
    pub id: Id,
    /// What it may be, the likeliest first; empty when it was recognised or is new.
    pub proches: Vec<Id>,
    /// It was recognised, or decided on another day: nothing is asked.
    pub reconnu: bool,
}

/// The words of some files, and the entries they add to the lists.
#[derive(Clone, Debug, Default)]
pub struct MotsLus {
    /// By domain and word.
    pub mots: BTreeMap<(Domaine, String), Mot>,
    /// Entries that the carnet does not have.
    pub(super) nouveaux: BTreeMap<Id, (Genre, Champs)>,
}

/// Of the carnet: what its lists are called.
pub(super) struct Listes<'a> {
    faits: &'a Faits,
    solutions: Vocabulaire<'a>,
    dispositifs: Vocabulaire<'a>,
    termes: FxHashMap<(Liste, String), Id>,
    circonscriptions: FxHashMap<(String, String), Id>,
    codes: FxHashMap<String, Id>,
}

impl<'a> Listes<'a> {
    pub(super) fn new(faits: &'a Faits) -> Self {
        let circonscriptions = faits.circonscriptions.values();
        Self {
            faits,
            solutions: Vocabulaire::solutions(faits),
            dispositifs: Vocabulaire::dispositifs(faits),
            termes: (faits.termes.iter())
                .map(|t| ((t.liste, sans_accents(&t.nom)), t.id))
                .collect(),
            circonscriptions: circonscriptions
                .clone()
                .map(|c| {
                    let departement = c.departement.clone().unwrap_or_default();
                    ((departement, sans_accents(&c.nom)), c.id)
                })
                .collect(),
            codes: circonscriptions
                .filter_map(|c| Some((c.code.clone()?, c.id)))
                .collect(),
        }
    }

    /// The identities that the entries of the lists of one file have here.
    pub(super) fn lire(&self, export: &Export, lus: &mut MotsLus) -> FxHashMap<String, Id> {
        let mut ids = FxHashMap::default();
        for (table, genre) in [
            ("circonscription", Genre::Circonscription),
            ("secteur_college", Genre::SecteurCollege),
            ("terme", Genre::Terme),
            ("solution", Genre::Solution),
            ("dispositif", Genre::Dispositif),
        ] {
            for ligne in export.lignes(table) {
                let Some(texte) = valeur(table, ligne, "id").and_then(Cellule::as_str) else {
                    continue;
                };
                let id = self.entree((table, genre), texte, ligne, lus);
                ids.insert(texte.to_owned(), id);
            }
        }
        ids
    }

    fn entree(
        &self,
        (table, genre): (&str, Genre),
        texte: &str,
        ligne: &Ligne,
        lus: &mut MotsLus,
    ) -> Id {
        let dit = |colonne| valeur(table, ligne, colonne).and_then(Cellule::as_str);
        let nom = dit("nom").unwrap_or_default();
        let oui = |colonne| valeur(table, ligne, colonne) == Some(&Cellule::Entier(1));
        let public = Id::parse(texte).filter(|id| id.is_derived());
        let connu = match genre {
            Genre::Circonscription => {
                let departement = dit("departement").unwrap_or_default().to_owned();
                (public.filter(|id| self.faits.circonscriptions.contains_key(id)))
                    .or_else(|| self.codes.get(dit("code")?).copied())
                    .or_else(|| {
                        let cle = (departement, sans_accents(nom));
                        self.circonscriptions.get(&cle).copied()
                    })
            }
            Genre::SecteurCollege => public.filter(|id| self.faits.secteurs.contains_key(id)),
            Genre::Terme => (public.filter(|id| self.faits.terme(*id).is_some())).or_else(|| {
                let liste = Liste::parse(dit("liste")?)?;
                self.termes.get(&(liste, sans_accents(nom))).copied()
            }),
            Genre::Solution => (public.filter(|id| self.faits.solutions.contains_key(id)))
                .or_else(|| self.mot(Domaine::Solution, nom, Some(oui("compte_ent")), lus)),
            _ => (public.filter(|id| self.faits.dispositifs.contains_key(id)))
                .or_else(|| self.mot(Domaine::Dispositif, nom, None, lus)),
        };
        if let Some(id) = connu {
            return id;
        }
        let mut champs = Champs::new();
        for champ in genre.champs() {
            champs = match valeur(table, ligne, champ.nom) {
                Some(Cellule::Texte(t)) => champs.set(champ.nom, t.as_str()),
                Some(Cellule::Entier(n)) if champ.type_champ == TypeChamp::Bool => {
                    champs.set(champ.nom, *n != 0)
                }
                Some(Cellule::Entier(n)) => champs.set(champ.nom, *n),
                Some(Cellule::Reel(r)) => champs.set(champ.nom, *r),
                _ if champ.nom == "ordre" => champs.set(champ.nom, AU_BOUT),
                _ => champs,
            };
        }
        let id = public.unwrap_or_else(|| match genre {
            // The same word of two senders is one.
            Genre::Solution => Id::recu(
                "solution",
                &format!("{}/{}", cle_mot(nom), u8::from(oui("compte_ent"))),
            ),
            Genre::Dispositif => Id::recu("dispositif", &cle_mot(nom)),
            Genre::Terme => Id::recu(
                "terme",
                &format!("{}/{}", dit("liste").unwrap_or_default(), cle_mot(nom)),
            ),
            _ => Id::recu(
                table,
                &format!(
                    "{}/{}",
                    dit("departement").unwrap_or_default(),
                    cle_mot(nom)
                ),
            ),
        });
        lus.nouveaux.entry(id).or_insert((genre, champs));
        id
    }

    /// What a word for a solution or a scheme is here, when it is known; remembered among the
    /// words read. A tool that is no ENT is never taken for one.
    fn mot(
        &self,
        domaine: Domaine,
        nom: &str,
        compte_ent: Option<bool>,
        lus: &mut MotsLus,
    ) -> Option<Id> {
        let vocabulaire = match domaine {
            Domaine::Solution => &self.solutions,
            _ => &self.dispositifs,
        };
        let alike = |id: &Id| {
            compte_ent
                .is_none_or(|c| (self.faits.solutions.get(id)).is_some_and(|s| s.compte_ent == c))
        };
        let (connu, proches) = match vocabulaire.sens(nom) {
            Sens::Sur(id) | Sens::Retenu(id) if alike(&id) => (Some(id), Vec::new()),
            Sens::Proche(ids) => (None, ids.into_iter().filter(alike).collect()),
            _ => (None, Vec::new()),
        };
        let id = connu.unwrap_or_else(|| match domaine {
            Domaine::Solution => Id::recu(
                "solution",
                &format!("{}/{}", cle_mot(nom), u8::from(compte_ent == Some(true))),
            ),
            _ => Id::recu("dispositif", &cle_mot(nom)),
        });
        // Known under the same word since an earlier file.
        let deja = id.est_recu()
            && (self.faits.solutions.contains_key(&id) || self.faits.dispositifs.contains_key(&id));
        lus.mots
            .entry((domaine, nom.to_owned()))
            .or_insert_with(|| Mot {
                domaine,
                texte: nom.to_owned(),
                id,
                proches,
                reconnu: connu.is_some(),
            });
        if deja { Some(id) } else { connu }
    }
}

/// Somebody says that a word read is this entry of the lists: now, and in every later file.
pub fn retenir(store: &mut Store, mot: &Mot, est: Id) -> Result<()> {
    let genre = match mot.domaine {
        Domaine::Solution => Genre::Solution,
        _ => Genre::Dispositif,
    };
    store.transact("Mot réuni à un autre", |edit| {
        edit.correspondance(mot.domaine, &cle_mot(&mot.texte), &est.to_string())?;
        if mot.id != est {
            edit.identifier(genre, mot.id, est, Reponse::Meme)?;
        }
        Ok(())
    })
}

impl MotsLus {
    /// The words that may be one of the carnet, and of which nobody has said so yet.
    pub fn a_regler(&self) -> impl Iterator<Item = &Mot> {
        self.mots
            .values()
            .filter(|m| !m.reconnu && !m.proches.is_empty())
    }
}

impl Mot {
    /// « ENT Onne » ressemble à ONE.
    pub fn phrase(&self, faits: &Faits) -> String {
        let noms: Vec<&str> = (self.proches.iter())
            .filter_map(|id| {
                let solution = faits.solutions.get(id).map(|s| s.nom.as_str());
                solution.or_else(|| faits.dispositifs.get(id).map(|d| d.nom.as_str()))
            })
            .collect();
        format!(
            "«\u{a0}{}\u{a0}» ressemble à {}\u{202f}: dites si c’est la même chose (fenêtre, \
             Échanges, Consolider).",
            self.texte,
            noms.join(", ou à ")
        )
    }
}
