//! The map: where schools stand, what each is drawn as, and what surrounds them.
//!
//! A pure value: the page draws it, its list says the same in words. A school without coordinates,
//! or with impossible ones, is counted apart, never put somewhere.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::texte::sort_by_texte;
use super::{Deploiement, Etape, Faits, Id, ParId, Population, Regle, Situation};

/// What the colour and the shape of a school say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Teinte {
    /// Its ENT; the first of its list when it has several.
    #[default]
    Solution,
    /// The highest stage reached by a deployment that runs.
    Etape,
}

impl Teinte {
    pub const ALL: [Self; 2] = [Self::Solution, Self::Etape];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Solution => "ENT",
            Self::Etape => "Étape",
        }
    }
}

/// One line of the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classe {
    pub nom: String,
    /// Drawn empty: no ENT, or no stage.
    pub vide: bool,
    /// Its schools, with or without coordinates.
    pub ecoles: Vec<Id>,
}

/// A school on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub ecole: Id,
    pub nom: String,
    pub commune: String,
    /// Degrees, WGS84: latitude, longitude.
    pub lieu: (f64, f64),
    pub eleves: Option<u32>,
    /// Its place in [`Carte::classes`].
    pub classe: usize,
}

/// A name written on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Nom {
    pub nom: String,
    pub lieu: (f64, f64),
    /// How many schools it stands for: the larger ones are written first.
    pub ecoles: usize,
}

/// The convex hull of the schools of a secteur.
#[derive(Clone, Debug, PartialEq)]
pub struct Enveloppe {
    pub secteur: Id,
    pub nom: String,
    /// In order around it; two or one when its schools stand on a line or in one place.
    pub sommets: Vec<(f64, f64)>,
}

/// Everything of the map on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Carte {
    pub classes: Vec<Classe>,
    /// In French order of name, when it is listed.
    pub points: Vec<Point>,
    pub sans_coordonnees: Vec<Id>,
    pub enveloppes: Vec<Enveloppe>,
    /// Communes, at the middle of their schools; the most schools first.
    pub communes: Vec<Nom>,
}

/// Bounds in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cadre {
    pub sud: f64,
    pub nord: f64,
    pub ouest: f64,
    pub est: f64,
}

impl Cadre {
    /// The smallest that holds these places; `None` without a place.
    pub fn autour(lieux: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        lieux
            .into_iter()
            .fold(None, |cadre, (latitude, longitude)| {
                let ici = Self {
                    sud: latitude,
                    nord: latitude,
                    ouest: longitude,
                    est: longitude,
                };
                Some(cadre.map_or(ici, |c: Self| c.avec(ici)))
            })
    }

    fn avec(self, autre: Self) -> Self {
        Self {
            sud: self.sud.min(autre.sud),
            nord: self.nord.max(autre.nord),
            ouest: self.ouest.min(autre.ouest),
            est: self.est.max(autre.est),
        }
    }

    /// Wider by `degres` on each side.
    pub fn elargi(self, degres: f64) -> Self {
        Self {
            sud: self.sud - degres,
            nord: self.nord + degres,
            ouest: self.ouest - degres,
            est: self.est + degres,
        }
    }

    pub fn touche(self, autre: Self) -> bool {
        self.sud <= autre.nord
            && autre.sud <= self.nord
            && self.ouest <= autre.est
            && autre.ouest <= self.est
    }
}

/// A line drawn around a commune or a département.
#[derive(Clone, Debug, PartialEq)]
pub struct Contour {
    /// Empty when the file does not name it.
    pub nom: String,
    /// Closed rings: latitude, longitude.
    pub anneaux: Vec<Vec<(f64, f64)>>,
}

/// A place a school can stand in.
pub fn lieu_de(situation: &Situation) -> Option<(f64, f64)> {
    let (latitude, longitude) = (situation.latitude?, situation.longitude?);
    let possible = (-90.0..=90.0).contains(&latitude)
        && (-180.0..=180.0).contains(&longitude)
        // What a spreadsheet writes for « unknown »: the sea off Ghana.
        && (latitude != 0.0 || longitude != 0.0);
    possible.then_some((latitude, longitude))
}

/// The schools of `population` open on `au`.
pub fn carte(
    faits: &Faits,
    au: NaiveDate,
    regle: Regle,
    population: Population,
    teinte: Teinte,
) -> Carte {
    let mut carte = dessin(faits, au, regle, population, teinte);
    sort_by_texte(&mut carte.points, |p| &p.nom, |p| p.ecole);
    carte
}

/// The same for who draws it and lists nothing: points are in the order of the UAI of their school.
pub(super) fn dessin(
    faits: &Faits,
    au: NaiveDate,
    regle: Regle,
    population: Population,
    teinte: Teinte,
) -> Carte {
    // As they are met: their order is not known before the last school.
    let mut classes: Vec<(Rang<'_>, Vec<Id>)> = Vec::new();
    let mut points: Vec<Point> = Vec::new();
    let mut sans_coordonnees = Vec::new();
    let mut secteurs: ParId<Vec<(f64, f64)>> = ParId::default();
    let mut communes: FxHashMap<&str, (f64, f64, usize)> = FxHashMap::default();
    for ecole in &faits.ecoles {
        let Some(situation) = ecole.comptee_au(au, population) else {
            continue;
        };
        let rang = class_of(faits, faits.deploiements(ecole.id), au, regle, teinte);
        let connue = classes.iter().position(|(connu, _)| *connu == rang);
        let classe = connue.unwrap_or(classes.len());
        if connue.is_none() {
            classes.push((rang, Vec::new()));
        }
        classes[classe].1.push(ecole.id);
        let Some(lieu) = lieu_de(situation) else {
            sans_coordonnees.push(ecole.id);
            continue;
        };
        if let Some(secteur) = situation.secteur {
            secteurs.entry(secteur).or_default().push(lieu);
        }
        let commune = situation.commune_nom.as_deref().unwrap_or_default();
        let somme = communes.entry(commune).or_default();
        *somme = (somme.0 + lieu.0, somme.1 + lieu.1, somme.2 + 1);
        points.push(Point {
            ecole: ecole.id,
            nom: situation.nom.to_string(),
            commune: commune.to_owned(),
            lieu,
            eleves: faits.eleves_au(ecole.id, situation, au),
            classe,
        });
    }
    let mut ordre: Vec<usize> = (0..classes.len()).collect();
    ordre.sort_unstable_by_key(|place| classes[*place].0);
    let mut places = vec![0; classes.len()];
    for (place, connue) in ordre.into_iter().enumerate() {
        places[connue] = place;
    }
    for point in &mut points {
        point.classe = places[point.classe];
    }
    classes.sort_unstable_by_key(|(rang, _)| *rang);
    let mut enveloppes: Vec<Enveloppe> = secteurs
        .into_iter()
        .filter_map(|(secteur, lieux)| {
            Some(Enveloppe {
                secteur,
                nom: faits.secteurs.get(&secteur)?.nom.clone(),
                sommets: hull(lieux),
            })
        })
        .collect();
    enveloppes.sort_unstable_by_key(|e| e.secteur);
    let mut communes: Vec<Nom> = communes
        .into_iter()
        .filter(|(nom, _)| !nom.is_empty())
        .map(|(nom, (latitude, longitude, ecoles))| Nom {
            nom: nom.to_owned(),
            lieu: (latitude / ecoles as f64, longitude / ecoles as f64),
            ecoles,
        })
        .collect();
    communes.sort_by(|a, b| b.ecoles.cmp(&a.ecoles).then_with(|| a.nom.cmp(&b.nom)));
    Carte {
        classes: classes
            .into_iter()
            .map(|((ordre, nom), ecoles)| Classe {
                vide: ordre == SANS,
                nom: nom.to_owned(),
                ecoles,
            })
            .collect(),
        points,
        sans_coordonnees,
        enveloppes,
        communes,
    }
}

/// The place of a class in the legend, and its name.
type Rang<'a> = (i64, &'a str);

/// Those without come last in the legend, after those of which the stage is not known.
const SANS: i64 = i64::MAX;

/// The class of a school where this is deployed.
fn class_of<'a>(
    faits: &'a Faits,
    siens: &[Deploiement],
    au: NaiveDate,
    regle: Regle,
    teinte: Teinte,
) -> Rang<'a> {
    let sans = (SANS, "Sans ENT");
    match teinte {
        Teinte::Solution => {
            let solutions = faits.solutions_parmi(siens, au, regle);
            (solutions.first()).map_or(sans, |s| (s.ordre, &s.nom))
        }
        Teinte::Etape => {
            let courants = siens.iter().filter(|d| {
                regle.accepts(d.perimetre)
                    && d.debut.is_none_or(|debut| debut <= au)
                    && d.fin.is_none_or(|fin| au <= fin)
                    && faits.est_ent(d)
            });
            let etape: Option<Etape> = courants.filter_map(|d| d.etape_au(au)).max();
            match etape {
                Some(etape) => (etape as i64, etape.libelle()),
                None if faits.avec_ent(siens, au, regle) => (SANS - 1, "Étape non renseignée"),
                None => sans,
            }
        }
    }
}

/// Convex hull, by monotone chain: sorted once, then the lower and the upper side.
fn hull(mut lieux: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    lieux.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    lieux.dedup();
    if lieux.len() < 3 {
        return lieux;
    }
    let turns = |a: (f64, f64), b: (f64, f64), c: (f64, f64)| {
        (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
    };
    let side = |lieux: &mut dyn Iterator<Item = (f64, f64)>| {
        let mut cote: Vec<(f64, f64)> = Vec::new();
        for lieu in lieux {
            while let [.., a, b] = cote[..]
                && turns(a, b, lieu) <= 0.0
            {
                cote.pop();
            }
            cote.push(lieu);
        }
        cote.pop();
        cote
    };
    let mut bas = side(&mut lieux.iter().copied());
    bas.extend(side(&mut lieux.iter().rev().copied()));
    bas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_holds_every_place_and_only_corners() {
        let carre = vec![(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0)];
        let mut lieux = carre.clone();
        lieux.extend([(1.0, 1.0), (0.5, 1.5), (0.0, 1.0), (2.0, 2.0)]);
        let mut trouves = hull(lieux);
        trouves.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut attendus = carre;
        attendus.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        assert_eq!(trouves, attendus);
        assert_eq!(hull(vec![(1.0, 1.0), (1.0, 1.0)]), [(1.0, 1.0)]);
        let ligne = hull(vec![(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]);
        assert_eq!(ligne, [(0.0, 0.0), (3.0, 3.0)]);
        assert!(hull(Vec::new()).is_empty());
    }

    #[test]
    fn a_place_that_cannot_be_is_none() {
        let a = |latitude, longitude| {
            lieu_de(&Situation {
                latitude: Some(latitude),
                longitude: Some(longitude),
                ..Situation::default()
            })
        };
        assert_eq!(a(48.1, 6.4), Some((48.1, 6.4)));
        for (latitude, longitude) in [
            (0.0, 0.0),
            (f64::NAN, 6.0),
            (6_800_000.0, 900_000.0),
            (48.0, f64::INFINITY),
        ] {
            assert_eq!(a(latitude, longitude), None);
        }
    }
}
