//! Schools found by their name and commune, as people write them. What is found is proposed,
//! never taken: a name is not a code.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::noms::{Accord, accord};
use super::proximite::strictly_near;
use crate::domain::nom_ecole::{NomEcole, mots_de};
use crate::domain::{Ecole, Faits, Nature};

/// Schools proposed for one name.
const PROPOSEES: usize = 12;
/// Misspelt communes that are looked for.
const COMMUNES_MAX: usize = 300;
/// Schools that share a word no longer tell one from another.
const PARTAGE_MAX: usize = 500;

/// What a name may be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Proposition<'a> {
    /// The likeliest first.
    pub(super) ecoles: Vec<&'a Ecole>,
    /// The first one stands out: it can be accepted with the others of its sort.
    pub(super) sure: bool,
}

struct Entree<'a> {
    ecole: &'a Ecole,
    nom: NomEcole,
    commune: Vec<String>,
    /// Its own nature, when the register tells it.
    nature: Option<Nature>,
}

/// The schools of a carnet, by commune and by word.
pub(super) struct Repertoire<'a> {
    entrees: Vec<Entree<'a>>,
    par_commune: HashMap<String, Vec<usize>>,
    par_mot: HashMap<String, Vec<usize>>,
    /// Misspelt communes already looked for.
    communes_proches: RefCell<HashMap<String, Vec<usize>>>,
}

impl<'a> Repertoire<'a> {
    pub(super) fn new(faits: &'a Faits) -> Self {
        let mut repertoire = Self {
            entrees: Vec::with_capacity(faits.ecoles.len()),
            par_commune: HashMap::new(),
            par_mot: HashMap::new(),
            communes_proches: RefCell::default(),
        };
        for ecole in &faits.ecoles {
            let mut vus: Vec<(&str, &str)> = Vec::new();
            for periode in ecole.situations.iter().rev() {
                let situation = &periode.situation;
                let commune = situation.commune_nom.as_deref().unwrap_or_default();
                // A school that changed its name answers to both.
                if vus.contains(&(&*situation.nom, commune)) {
                    continue;
                }
                vus.push((&situation.nom, commune));
                repertoire.add(ecole, &situation.nom, commune, situation.nature());
            }
        }
        repertoire
    }

    fn add(&mut self, ecole: &'a Ecole, nom: &str, commune: &str, nature: Option<Nature>) {
        let place = self.entrees.len();
        let commune = mots_de(commune);
        let nom = NomEcole::of(nom, &commune);
        for mot in nom.mots.iter().chain(&commune) {
            self.par_mot.entry(mot.clone()).or_default().push(place);
        }
        self.par_commune
            .entry(commune.join(" "))
            .or_default()
            .push(place);
        self.entrees.push(Entree {
            ecole,
            nom,
            commune,
            nature,
        });
    }

    /// The schools, open on `jour` when some are, that `nom` of `commune` may be. `nature` is
    /// what another column says of it.
    pub(super) fn find(
        &self,
        nom: &str,
        commune: &str,
        nature: &str,
        jour: NaiveDate,
    ) -> Proposition<'a> {
        let commune = mots_de(commune);
        let complet = format!("{nom} {nature}");
        let mut trouvees: Vec<(Accord, bool, usize)> = Vec::new();
        if commune.is_empty() {
            let nom = NomEcole::of(&complet, &[]);
            for place in self.sharing_a_word(&nom) {
                let entree = &self.entrees[place];
                // « Jean Macé Golbey »: what is left of the name may be the commune.
                let mut sans_commune = nom.clone();
                sans_commune
                    .mots
                    .retain(|mot| !entree.commune.contains(mot));
                if !sans_commune.mots.is_empty() || entree.nom.mots.is_empty() {
                    trouvees.extend(entree.score(&sans_commune, place));
                }
            }
        } else {
            let nom = NomEcole::of(&complet, &commune);
            for place in self.in_commune(&commune) {
                trouvees.extend(self.entrees[place].score(&nom, place));
            }
        }
        let ouverte = |place: usize| self.entrees[place].ecole.au(jour).0.ouverte_au(jour);
        if trouvees.iter().any(|(_, _, place)| ouverte(*place)) {
            trouvees.retain(|(_, _, place)| ouverte(*place));
        }
        trouvees.sort_by(|a, b| {
            let uai = |place: usize| &self.entrees[place].ecole.uai;
            (b.0, b.1)
                .cmp(&(a.0, a.1))
                .then_with(|| uai(a.2).cmp(uai(b.2)))
        });
        // The same school under two of its names.
        let mut rangs: Vec<(Accord, bool)> = Vec::new();
        let mut ecoles: Vec<&Ecole> = Vec::new();
        for (accord, nature, place) in trouvees {
            let ecole = self.entrees[place].ecole;
            if !ecoles.iter().any(|e| e.id == ecole.id) {
                ecoles.push(ecole);
                rangs.push((accord, nature));
            }
        }
        let sure = match rangs[..] {
            [] => false,
            [_] => true,
            [premier, second, ..] => premier > second && premier.0 >= Accord::Presque,
        };
        ecoles.truncate(PROPOSEES);
        Proposition { ecoles, sure }
    }

    /// The entries of a commune; of those whose name begins or ends so when none is that one.
    fn in_commune(&self, commune: &[String]) -> Vec<usize> {
        if let Some(places) = self.par_commune.get(&commune.join(" ")) {
            return places.clone();
        }
        let mut places = Vec::new();
        for place in self.sharing_a_word(&NomEcole {
            mots: commune.to_vec(),
            nature: None,
        }) {
            let sienne = &self.entrees[place].commune;
            if commune.iter().all(|mot| sienne.contains(mot)) {
                places.push(place);
            }
        }
        if places.is_empty() {
            places = self.in_near_commune(commune.join(" "));
        }
        places
    }

    /// The entries of the communes whose names are one letter away.
    fn in_near_commune(&self, nom: String) -> Vec<usize> {
        let mut vues = self.communes_proches.borrow_mut();
        if let Some(places) = vues.get(&nom) {
            return places.clone();
        }
        if nom.len() < 5 || vues.len() >= COMMUNES_MAX {
            return Vec::new();
        }
        let mut proches: Vec<&String> = self
            .par_commune
            .keys()
            .filter(|autre| nom.len().abs_diff(autre.len()) <= 2)
            .filter(|autre| strictly_near(&nom, autre, 1).is_some())
            .collect();
        proches.sort_unstable();
        let places: Vec<usize> = proches
            .into_iter()
            .flat_map(|autre| &self.par_commune[autre])
            .copied()
            .collect();
        vues.insert(nom, places.clone());
        places
    }

    /// The entries that share the rarest word of a name.
    fn sharing_a_word(&self, nom: &NomEcole) -> Vec<usize> {
        let listes = nom.mots.iter().filter_map(|mot| self.par_mot.get(mot));
        listes
            .min_by_key(|liste| liste.len())
            .filter(|liste| liste.len() <= PARTAGE_MAX)
            .cloned()
            .unwrap_or_default()
    }
}

impl Entree<'_> {
    /// How well `nom` is this school's, and whether their natures are known to agree.
    fn score(&self, nom: &NomEcole, place: usize) -> Option<(Accord, bool, usize)> {
        let sienne = self.nature.or(self.nom.nature);
        let nature = match (nom.nature, sienne) {
            (Some(Nature::Maternelle), Some(Nature::Elementaire))
            | (Some(Nature::Elementaire), Some(Nature::Maternelle)) => return None,
            (Some(dite), Some(sienne)) => dite == sienne,
            _ => false,
        };
        if nom.mots.is_empty() || self.nom.mots.is_empty() {
            // « École de Golbey »: any school of Golbey, and best the one that has no other name.
            let accord = if nom.mots == self.nom.mots {
                Accord::Entier
            } else {
                Accord::Partiel
            };
            return Some((accord, nature, place));
        }
        Some((accord(&nom.mots, &self.nom.mots)?, nature, place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, PeriodeSituation, Situation, Uai};

    fn jour() -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 9, 1).unwrap()
    }

    fn faits() -> Faits {
        let mut faits = Faits::default();
        for (numero, nom, commune, maternelle, elementaire) in [
            (
                880_001,
                "École élémentaire Jean Macé",
                "Golbey",
                false,
                true,
            ),
            (880_002, "École maternelle Jean Macé", "Golbey", true, false),
            (
                880_003,
                "École primaire Jules Ferry",
                "Saint-Dié-des-Vosges",
                true,
                true,
            ),
            (880_004, "École primaire", "Vincey", true, true),
            (
                880_005,
                "École élémentaire du Centre",
                "Épinal",
                false,
                true,
            ),
            (
                880_006,
                "École élémentaire Champbeauvert",
                "Épinal",
                false,
                true,
            ),
            (
                880_007,
                "École primaire Les Hêtres",
                "Vincey-le-Haut",
                true,
                true,
            ),
        ] {
            let uai = Uai::from_numero(numero).unwrap().to_string();
            faits.ecoles.push(Ecole {
                id: Id::ecole(&uai),
                uai,
                situations: vec![PeriodeSituation {
                    de: None,
                    a: None,
                    depuis: jour(),
                    situation: Situation {
                        nom: nom.into(),
                        commune_nom: Some(commune.into()),
                        maternelle,
                        elementaire,
                        ..Situation::default()
                    },
                }],
            });
        }
        faits
    }

    fn find(nom: &str, commune: &str, nature: &str) -> (Vec<u32>, bool) {
        let faits = faits();
        let repertoire = Repertoire::new(&faits);
        let trouvees = repertoire.find(nom, commune, nature, jour());
        let numeros = trouvees.ecoles.iter();
        (
            numeros
                .map(|e| Uai::parse(&e.uai).unwrap().numero())
                .collect(),
            trouvees.sure,
        )
    }

    #[test]
    fn a_name_that_fits_one_school_is_a_sure_proposal() {
        for (nom, commune, nature, attendu) in [
            ("Ecole Jean Mace elementaire", "GOLBEY", "", 880_001),
            ("EM Jean Macé", "Golbey", "", 880_002),
            ("Jean Macé", "Golbey", "Maternelle", 880_002),
            ("J. Ferry", "St Dié des Vosges", "", 880_003),
            ("Jules Fery", "Saint Dié", "", 880_003),
            ("École de Vincey", "Vincey", "", 880_004),
            ("Champbeauvert", "Epinal", "", 880_006),
            ("Champbeauvert", "Epnal", "", 880_006),
            ("Jules Ferry", "", "", 880_003),
            ("Jules Ferry Saint-Dié-des-Vosges", "", "", 880_003),
        ] {
            assert_eq!(
                find(nom, commune, nature),
                (vec![attendu], true),
                "{nom}, {commune}"
            );
        }
    }

    #[test]
    fn a_name_that_fits_several_schools_is_to_be_chosen() {
        assert_eq!(
            find("Jean Macé", "Golbey", ""),
            (vec![880_001, 880_002], false)
        );
        assert!(!find("École", "Épinal", "").1);
        assert_eq!(find("Victor Hugo", "Golbey", ""), (vec![], false));
        assert_eq!(find("", "", ""), (vec![], false));
        assert_eq!(find("École élémentaire", "Nulle-Part", ""), (vec![], false));
    }

    #[test]
    fn a_school_answers_to_its_former_name() {
        let mut faits = faits();
        let mut ancienne = faits.ecoles[5].situations[0].clone();
        ancienne.situation.nom = "École Victor Hugo".into();
        faits.ecoles[5].situations.insert(0, ancienne);
        let repertoire = Repertoire::new(&faits);
        for nom in ["Victor Hugo", "Champbeauvert"] {
            let trouvees = repertoire.find(nom, "Épinal", "", jour());
            assert_eq!(trouvees.ecoles[0].id, faits.ecoles[5].id, "{nom}");
            assert!(trouvees.sure);
        }
    }

    #[test]
    fn a_closed_school_is_proposed_only_when_no_open_one_fits() {
        let mut faits = faits();
        faits.ecoles[0].situations[0].situation.fermeture = Some(jour());
        let repertoire = Repertoire::new(&faits);
        let trouvees = repertoire.find("Jean Macé", "Golbey", "", jour());
        assert_eq!(trouvees.ecoles.len(), 1);
        assert_eq!(trouvees.ecoles[0].id, faits.ecoles[1].id);
        let trouvees = repertoire.find("élémentaire Jean Macé", "Golbey", "", jour());
        assert_eq!(trouvees.ecoles[0].id, faits.ecoles[0].id);
    }
}
