//! What leaves for the DANE: the facts of some schools on one day, as the rows of an export.
//!
//! Pure: the same facts, key and request give the same rows, whatever the order in which they were
//! typed. Facts leave, not totals: the receiver counts by the same definitions. What is of a person
//! or freely written is taken out in one place, [`Contenu::push`].
//!
//! Reading order: `perimetre`, `mod` (the request and its answer), `ecoles`, `suivi`, `terrain` (the
//! rows), `message` (what is said of the file), `ecrire`.

mod ecoles;
mod ecrire;
mod message;
mod perimetre;
mod suivi;
mod terrain;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::thread;

use chrono::NaiveDate;

pub use self::ecrire::{Destination, ecrire};
pub use self::message::libelle;
pub use self::perimetre::{Partie, Perimetre, parties};
use crate::domain::bilan::compter;
use crate::domain::indicateurs::{Completude, Question, completude};
use crate::domain::nommee::nomme_une_personne;
use crate::domain::{Compte, Faits, Id, Population, Regle};
use crate::store::export::{Avec, Cellule, CleEnvoi, Contenu, Empreinte, FORMAT};

/// Length of an UAI.
const UAI: usize = 8;

/// What one asks to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandeEnvoi {
    pub au: NaiveDate,
    pub perimetre: Perimetre,
    pub avec: Avec,
}

impl DemandeEnvoi {
    /// Every school, without a name and without a free text.
    pub fn nouvelle(au: NaiveDate) -> Self {
        Self {
            au,
            perimetre: Perimetre::Tout,
            avec: Avec::default(),
        }
    }
}

/// Something that stays in the carnet, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laisse {
    pub combien: usize,
    /// « nom de personne », « noms de personnes ».
    pub quoi: (&'static str, &'static str),
    pub pourquoi: &'static str,
}

/// An export ready to be shown or written.
#[derive(Clone, Debug)]
pub struct Envoi {
    pub demande: DemandeEnvoi,
    pub contenu: Contenu,
    pub empreinte: Empreinte,
    /// « Épinal, Neufchâteau ».
    pub perimetre: String,
    /// Public schools open that day, rule « au moins une classe ».
    pub compte: Compte,
    pub completude: Completude,
    pub laisses: Vec<Laisse>,
}

/// Gathers the rows.
pub fn preparer(faits: &Faits, cle: &CleEnvoi, demande: &DemandeEnvoi) -> Envoi {
    preparer_avec(faits, cle, demande, &[])
}

/// The same, with more lines in the manifest: what a consolidated file says of its sources.
pub fn preparer_avec(
    faits: &Faits,
    cle: &CleEnvoi,
    demande: &DemandeEnvoi,
    manifeste: &[(&str, &str)],
) -> Envoi {
    let au = demande.au;
    let perimetre = demande.perimetre.dit(faits, au);
    let restreints;
    let (choisis, ailleurs) = match demande.perimetre {
        Perimetre::Tout => (faits, 0),
        Perimetre::Parties(_) => {
            restreints = faits.restreints(|e| demande.perimetre.contient(faits, e, au));
            let ailleurs = faits.ecoles.len() - restreints.ecoles.len();
            (&restreints, ailleurs)
        }
    };
    let mut sortie = Sortie {
        faits: choisis,
        cle,
        au,
        tout: demande.perimetre == Perimetre::Tout,
        contenu: Contenu::new(demande.avec),
        uais: (faits.ecoles.iter())
            .filter(|e| e.uai.len() == UAI)
            .map(|e| (e.id, e.uai.as_str()))
            .collect(),
        ici: (choisis.ecoles.iter())
            .filter(|e| e.uai.len() == UAI)
            .map(|e| e.id)
            .collect(),
        connus: faits.termes.iter().map(|t| t.id).collect(),
        circonscriptions: BTreeSet::new(),
        secteurs: BTreeSet::new(),
        termes: BTreeSet::new(),
        solutions: BTreeSet::new(),
        dispositifs: BTreeSet::new(),
        laisses: Vec::new(),
        titres: 0,
    };
    sortie.laisse(
        ailleurs,
        ("école", "écoles"),
        "hors des circonscriptions choisies",
    );
    // What is counted is asked of the facts alone: beside the rows.
    let (compte, completude) = thread::scope(|portee| {
        let comptes = portee.spawn(|| {
            let question = Question {
                au,
                regle: Regle::Classe,
                population: Population::Public,
            };
            let ouvertes = choisis.ouvertes_au(au);
            (
                compter(choisis, ouvertes, au, question.regle, question.population),
                completude(choisis, question),
            )
        });
        sortie.ecoles();
        sortie.suivi();
        sortie.terrain();
        sortie.listes();
        sortie.retenus();
        comptes
            .join()
            .unwrap_or_else(|panique| resume_unwind(panique))
    });
    let Sortie {
        mut contenu,
        laisses,
        ..
    } = sortie;
    let (complet, complet_sur) = completude
        .score()
        .map_or((0, 0), |t| (t.numerateur(), t.denominateur()));
    let oui = |vrai: bool| if vrai { "1" } else { "0" };
    for (cle_manifeste, valeur) in [
        ("format", FORMAT.to_string().as_str()),
        ("lecteur_min", FORMAT.to_string().as_str()),
        (
            "programme",
            concat!("Carnet ENT ", env!("CARGO_PKG_VERSION")),
        ),
        ("producteur", &cle.producteur()),
        ("au", &au.to_string()),
        ("perimetre", &perimetre),
        (
            "perimetre_complet",
            oui(demande.perimetre == Perimetre::Tout),
        ),
        ("noms", oui(demande.avec.noms)),
        ("textes", oui(demande.avec.textes)),
        ("ecoles", &compte.ecoles.to_string()),
        ("avec_ent", &compte.avec_ent.to_string()),
        ("complet", &complet.to_string()),
        ("complet_sur", &complet_sur.to_string()),
    ]
    .iter()
    .chain(manifeste)
    {
        contenu.dit(cle_manifeste, valeur);
    }
    let empreinte = contenu.seal();
    Envoi {
        demande: demande.clone(),
        contenu,
        empreinte,
        perimetre,
        compte,
        completude,
        laisses,
    }
}

/// Rows on their way out, and what they name.
struct Sortie<'a> {
    /// Those of the schools to send.
    faits: &'a Faits,
    cle: &'a CleEnvoi,
    au: NaiveDate,
    tout: bool,
    contenu: Contenu,
    /// Of every school of the carnet, sent or not.
    uais: BTreeMap<Id, &'a str>,
    /// The schools sent.
    ici: BTreeSet<Id>,
    /// Words of the short lists.
    connus: BTreeSet<Id>,
    circonscriptions: BTreeSet<Id>,
    secteurs: BTreeSet<Id>,
    termes: BTreeSet<Id>,
    solutions: BTreeSet<Id>,
    dispositifs: BTreeSet<Id>,
    laisses: Vec<Laisse>,
    /// Titles in which a person seems to be named.
    titres: usize,
}

impl Sortie<'_> {
    fn laisse(
        &mut self,
        combien: usize,
        quoi: (&'static str, &'static str),
        pourquoi: &'static str,
    ) {
        if combien > 0 {
            self.laisses.push(Laisse {
                combien,
                quoi,
                pourquoi,
            });
        }
    }

    /// A title, unless it seems to name somebody and names were not asked for.
    fn titre(&mut self, texte: &str) -> Cellule {
        if !self.contenu.avec().noms && nomme_une_personne(texte) {
            self.titres += 1;
            return Cellule::Nul;
        }
        Cellule::texte(texte)
    }

    /// The identity under which something people created leaves.
    fn id(&self, id: Id) -> Cellule {
        self.cle.prive(id).into()
    }

    /// The UAI of a school of the carnet, sent or not.
    fn uai(&self, id: Id) -> Cellule {
        self.uais.get(&id).copied().into()
    }

    /// A word of a short list, which then leaves too.
    fn terme(&mut self, id: Option<Id>) -> Cellule {
        let connu = id.filter(|id| self.connus.contains(id));
        self.termes.extend(connu);
        connu.map(|id| self.cle.public(id)).into()
    }

    fn retenus(&mut self) {
        let (noms, textes) = self.contenu.retenus();
        self.laisse(
            noms,
            ("nom de personne", "noms de personnes"),
            "la DANE compte des écoles, pas des personnes",
        );
        self.laisse(
            textes,
            ("texte libre", "textes libres"),
            "ils peuvent parler de quelqu’un",
        );
        self.laisse(
            self.titres,
            ("intitulé", "intitulés"),
            "une personne semble y être nommée",
        );
    }

    /// The lists, of which only what is named leaves.
    fn listes(&mut self) {
        for id in std::mem::take(&mut self.termes) {
            if let Some(terme) = self.faits.terme(id) {
                self.contenu.push(
                    "terme",
                    [
                        ("id", self.cle.public(id).into()),
                        ("liste", terme.liste.as_str().into()),
                        ("code", terme.code.as_deref().into()),
                        ("nom", terme.nom.as_str().into()),
                    ],
                );
            }
        }
        for id in std::mem::take(&mut self.solutions) {
            if let Some(solution) = self.faits.solutions.get(&id) {
                self.contenu.push(
                    "solution",
                    [
                        ("id", self.cle.public(id).into()),
                        ("code", solution.code.as_deref().into()),
                        ("nom", solution.nom.as_str().into()),
                        ("editeur", Cellule::texte(&solution.editeur)),
                        ("compte_ent", solution.compte_ent.into()),
                        // The notes of the shipped list are the program's own.
                        (
                            "note",
                            match solution.code {
                                None => Cellule::texte(&solution.note),
                                Some(_) => Cellule::Nul,
                            },
                        ),
                    ],
                );
            }
        }
        for id in std::mem::take(&mut self.dispositifs) {
            if let Some(dispositif) = self.faits.dispositifs.get(&id) {
                self.contenu.push(
                    "dispositif",
                    [
                        ("id", self.cle.public(id).into()),
                        ("code", dispositif.code.as_deref().into()),
                        ("nom", dispositif.nom.as_str().into()),
                    ],
                );
            }
        }
    }
}
