//! The lists of each sender brought to those of the carnet: what is one thing under one public
//! code, what is one word written in two ways, what is new.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::domain::texte::sans_accents;
use crate::domain::{Domaine, Faits, Id, Liste, TypeChamp};
use crate::exchange::tableur::{Sens, Vocabulaire, cle_mot};
use crate::store::etranger::Export;
use crate::store::export::{Cellule, Ligne, valeur};
use crate::store::{Champs, Genre};

/// After the shipped entries of a list.
const AU_BOUT: i64 = 100;

/// Entries of the lists of some files that the carnet does not have.
pub(super) type Nouveaux = BTreeMap<Id, (Genre, Champs)>;

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
    pub(super) fn lire(&self, export: &Export, nouveaux: &mut Nouveaux) -> FxHashMap<String, Id> {
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
                let id = self.entree((table, genre), texte, ligne, nouveaux);
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
        nouveaux: &mut Nouveaux,
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
                .or_else(|| self.mot(Domaine::Solution, nom, Some(oui("compte_ent")))),
            _ => (public.filter(|id| self.faits.dispositifs.contains_key(id)))
                .or_else(|| self.mot(Domaine::Dispositif, nom, None)),
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
        nouveaux.entry(id).or_insert((genre, champs));
        id
    }

    /// What a word for a solution or a scheme is here, when it is known: written otherwise, or
    /// decided on another day. A tool that is no ENT is never taken for one.
    fn mot(&self, domaine: Domaine, nom: &str, compte_ent: Option<bool>) -> Option<Id> {
        let vocabulaire = match domaine {
            Domaine::Solution => &self.solutions,
            _ => &self.dispositifs,
        };
        match vocabulaire.sens(nom) {
            Sens::Sur(id) | Sens::Retenu(id) => {
                let of = |c| (self.faits.solutions.get(&id)).is_some_and(|s| s.compte_ent == c);
                compte_ent.is_none_or(of).then_some(id)
            }
            _ => None,
        }
    }
}
