//! The sector of a collège, for the liaison école-collège (`product.md` F88): how much of its
//! cycle 3 has an ENT, and whether it is the collège's own.
//!
//! Cycle 3 in primary school is CM1 and CM2. A school counts when the measured effectifs of that
//! school year give it such pupils; an élémentaire or primaire without measured levels is told
//! apart, neither in nor out.

use super::{Part, Question};
use crate::domain::nombre::{Taux, taux};
use crate::domain::texte::sans_accents;
use crate::domain::{Faits, Groupe, Id};

/// Places of CM1 and CM2 in [`crate::domain::Effectif::niveaux`].
const CYCLE_3: [usize; 2] = [4, 5];

/// The ENT of a school beside that of the collège.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntCollege {
    LeMeme,
    UnAutre,
    /// The school has one; nobody said that of the collège.
    Inconnu,
    SansEnt,
}

impl EntCollege {
    pub const ALL: [Self; 4] = [Self::LeMeme, Self::UnAutre, Self::Inconnu, Self::SansEnt];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::LeMeme => "le même ENT que le collège",
            Self::UnAutre => "un autre ENT que le collège",
            Self::Inconnu => "un ENT, celui du collège n’est pas connu",
            Self::SansEnt => "sans ENT",
        }
    }
}

/// A sector on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liaison {
    pub question: Question,
    /// The ENT of the collège, in the words of who noted it; empty when nobody said.
    pub ent_college: String,
    /// Schools with an ENT among those of the sector.
    pub ecoles: Part,
    /// Schools with CM1 or CM2 pupils: those with an ENT.
    pub cycle3: Part,
    /// The pupils of CM1 and CM2 in schools with an ENT, and in all.
    pub eleves: (u64, u64),
    /// Élémentaires and primaires of which no file gives the levels.
    pub niveaux_inconnus: Vec<Id>,
    /// In the order of [`EntCollege::ALL`]: every school of the sector once.
    pub comme_le_college: Vec<(EntCollege, Vec<Id>)>,
}

impl Liaison {
    /// Share of the CM1 and CM2 pupils whose school has an ENT.
    pub const fn taux_eleves(&self) -> Option<Taux> {
        taux(self.eleves.0, self.eleves.1)
    }
}

/// The sector of this collège.
pub fn liaison(faits: &Faits, question: Question, secteur: Id) -> Liaison {
    let ent_college = (faits.secteurs.get(&secteur)).map_or("", |s| s.ent.trim());
    let groupe = Groupe::Secteur(secteur);
    let mut l = Liaison {
        question,
        ent_college: ent_college.to_owned(),
        ecoles: Part::default(),
        cycle3: Part::default(),
        eleves: (0, 0),
        niveaux_inconnus: Vec::new(),
        comme_le_college: EntCollege::ALL.map(|e| (e, Vec::new())).into(),
    };
    let college = sans_accents(ent_college);
    for (ecole, s) in question.ecoles(faits).filter(|(_, s)| groupe.contient(s)) {
        let solutions = faits.solutions_au(ecole.id, question.au, question.regle);
        let avec_ent = !solutions.is_empty();
        let comme = match (avec_ent, college.is_empty()) {
            (false, _) => EntCollege::SansEnt,
            (true, true) => EntCollege::Inconnu,
            (true, false) if solutions.iter().any(|s| sans_accents(&s.nom) == college) => {
                EntCollege::LeMeme
            }
            (true, false) => EntCollege::UnAutre,
        };
        l.comme_le_college[comme as usize].1.push(ecole.id);
        let push = |part: &mut Part| {
            part.sur += 1;
            if avec_ent {
                part.ecoles.push(ecole.id);
            }
        };
        push(&mut l.ecoles);
        let niveaux = faits
            .effectif_au(ecole.id, question.au)
            .map(|e| CYCLE_3.map(|n| e.niveaux[n]));
        match niveaux {
            Some(cm) if cm.iter().any(Option::is_some) => {
                let eleves: u64 = cm.iter().flatten().map(|n| u64::from(*n)).sum();
                if eleves > 0 {
                    push(&mut l.cycle3);
                    l.eleves.1 += eleves;
                    l.eleves.0 += if avec_ent { eleves } else { 0 };
                }
            }
            _ if s.elementaire_ou_primaire() => l.niveaux_inconnus.push(ecole.id),
            _ => {}
        }
    }
    l
}
