//! Schools that are probably one: same name in the same commune, or a code one slip of the hand
//! away; one of them at least was only typed.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::examen::Examen;
use super::identite::{Officiels, departement};
use super::noms::{Nom, communes};
use super::{Anomalie, Reparation};
use crate::domain::{Ecole, Id, Uai};

/// The schools by commune, and their names as they are compared.
pub(super) struct Doublons<'a> {
    ecoles: &'a [Ecole],
    par_commune: HashMap<String, Vec<u32>>,
    noms: Vec<OnceCell<Nom>>,
}

impl<'a> Doublons<'a> {
    pub(super) fn new(x: &Examen<'a>) -> Self {
        let ecoles = x.faits.ecoles.as_slice();
        let mut par_commune: HashMap<String, Vec<u32>> = HashMap::new();
        for (place, ecole) in (0..).zip(ecoles) {
            for cle in communes(x.situation(ecole), &departement(x, ecole))
                .into_iter()
                .flatten()
            {
                par_commune.entry(cle).or_default().push(place);
            }
        }
        Self {
            ecoles,
            par_commune,
            noms: vec![OnceCell::new(); ecoles.len()],
        }
    }

    fn nom(&self, x: &Examen<'a>, place: usize) -> &Nom {
        self.noms[place].get_or_init(|| Nom::of(x.situation(&self.ecoles[place])))
    }

    fn place(&self, uai: Uai) -> Option<usize> {
        self.ecoles
            .binary_search_by(|ecole| ecole.uai.as_str().cmp(uai.as_str()))
            .ok()
    }

    /// Whether the school of this code bears the name of `ecole`.
    pub(super) fn same_name(&self, x: &Examen<'a>, ecole: &'a Ecole, uai: Uai) -> bool {
        let nom = Nom::of(x.situation(ecole));
        self.place(uai)
            .is_some_and(|place| self.nom(x, place).may_be(&nom))
    }

    /// « 0880001Y, École Élise (Épinal) ».
    pub(super) fn nomme(&self, x: &Examen<'a>, uai: Uai) -> String {
        self.place(uai).map_or_else(
            || uai.to_string(),
            |place| format!("{uai}, {}", x.designe(&self.ecoles[place])),
        )
    }

    /// Notes that `ecole`, which was only typed, is probably another school too. Returns whether
    /// it is.
    pub(super) fn examiner(
        &self,
        x: &mut Examen<'a>,
        officiels: &Officiels<'_>,
        ecole: &'a Ecole,
        uai: Uai,
    ) -> bool {
        let autres = self.others(x, officiels, ecole, uai);
        let Some(&premiere) = autres.first() else {
            return false;
        };
        let noms: Vec<String> = autres
            .iter()
            .take(3)
            .map(|e| format!("{}, {}", e.uai, x.designe(e)))
            .collect();
        let vide = is_empty(x, ecole.id);
        let phrase = format!(
            "Cette école, saisie à la main, ressemble fort à {}\u{202f}: {}",
            noms.join(" et à "),
            if vide {
                "rien n’y a été noté."
            } else {
                "est-ce la même\u{202f}?"
            }
        );
        let constat = x.constate(Anomalie::Doublon, ecole, &premiere.uai, phrase);
        constat.autres = autres.iter().map(|e| e.id).collect();
        constat.reparation = match (autres.as_slice(), Uai::parse(&premiere.uai)) {
            ([_seule], _) if vide => Some(Reparation::SupprimerDoublon { ecole: ecole.id }),
            ([_seule], Ok(vers)) => Some(Reparation::Recoder {
                ecole: ecole.id,
                vers,
            }),
            _ => None,
        };
        true
    }

    /// The schools `ecole` may be. Of two that were only typed, the second speaks.
    fn others(
        &self,
        x: &Examen<'a>,
        officiels: &Officiels<'_>,
        ecole: &'a Ecole,
        uai: Uai,
    ) -> Vec<&'a Ecole> {
        let situation = x.situation(ecole);
        let nom = Nom::of(situation);
        let mut places: Vec<usize> = communes(situation, &departement(x, ecole))
            .into_iter()
            .flatten()
            .filter_map(|cle| self.par_commune.get(&cle))
            .flatten()
            .map(|&place| place as usize)
            .collect();
        if nom.is_distinctive() {
            let voisins = Uai::voisins(uai.as_str(), &officiels.uais);
            places.extend(voisins.into_iter().filter_map(|voisin| self.place(voisin)));
        }
        places.sort_unstable();
        places.dedup();
        places
            .into_iter()
            .filter(|&place| {
                let autre = &self.ecoles[place];
                autre.id != ecole.id
                    && (x.registre.connait(autre.id) || autre.uai < ecole.uai)
                    && self.nom(x, place).may_be(&nom)
            })
            .map(|place| &self.ecoles[place])
            .collect()
    }
}

/// Whether nothing was noted of the school but who it is.
fn is_empty(x: &Examen<'_>, ecole: Id) -> bool {
    x.faits.deploiements(ecole).is_empty()
        && x.faits.financements(ecole).is_empty()
        && !x.faits.verifications.contains_key(&ecole)
        && !x.faits.conditions.contains_key(&ecole)
        && x.faits.projets.values().all(|p| !p.ecoles.contains(&ecole))
        && !x.faits.terrain.names(ecole)
}
