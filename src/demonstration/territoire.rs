//! The ground of the académie: four départements, their circonscriptions, made-up villages and
//! collèges, and public schools as many as on 1 July 2020.
//!
//! Chefs-lieux are real towns, with their INSEE codes; villages are not, and bear codes that no
//! commune of the département ever had.

use super::alea::{Alea, jour};
use super::ecole_fictive::{EcoleFictive, Lieu, Lot, arrondi};
use super::plan::{CirconscriptionFictive, Monde, SecteurFictif};
use crate::domain::{EducationPrioritaire, Id, Nature, Statut, Uai};

/// One circonscription to be peopled.
#[derive(Clone, Copy, Debug)]
struct Chantier {
    departement: &'static str,
    nom: &'static str,
    insee: &'static str,
    code_postal: &'static str,
    latitude: f64,
    longitude: f64,
    /// Public schools open on 1 July 2020.
    ecoles: usize,
    /// How far its villages lie, in degrees of latitude.
    rayon: f64,
    /// Sectors in REP+, then in REP.
    reseaux: (usize, usize),
}

#[rustfmt::skip]
const CHANTIERS: [Chantier; 35] = [
    chantier("054", "Nancy", "54395", "54000", 48.690, 6.180, 62, 0.04, (1, 1)),
    chantier("054", "Vandœuvre-lès-Nancy", "54547", "54500", 48.655, 6.175, 56, 0.05, (0, 1)),
    chantier("054", "Saint-Max", "54482", "54130", 48.703, 6.207, 55, 0.05, (0, 0)),
    chantier("054", "Toul", "54528", "54200", 48.675, 5.892, 60, 0.10, (0, 1)),
    chantier("054", "Lunéville", "54329", "54300", 48.590, 6.495, 62, 0.12, (0, 0)),
    chantier("054", "Pont-à-Mousson", "54431", "54700", 48.900, 6.054, 58, 0.06, (0, 0)),
    chantier("054", "Longwy", "54323", "54400", 49.500, 5.765, 60, 0.04, (0, 1)),
    chantier("054", "Val de Briey", "54099", "54150", 49.255, 5.925, 57, 0.06, (0, 0)),
    chantier("054", "Jarny", "54273", "54800", 49.155, 5.873, 54, 0.05, (0, 0)),
    chantier("054", "Neuves-Maisons", "54397", "54230", 48.600, 6.100, 54, 0.10, (0, 0)),
    chantier("055", "Bar-le-Duc", "55029", "55000", 48.775, 5.170, 42, 0.12, (0, 1)),
    chantier("055", "Commercy", "55122", "55200", 48.755, 5.580, 36, 0.12, (0, 0)),
    chantier("055", "Verdun", "55545", "55100", 49.155, 5.395, 44, 0.15, (0, 1)),
    chantier("055", "Stenay", "55502", "55700", 49.465, 5.215, 25, 0.07, (0, 0)),
    chantier("057", "Metz", "57463", "57000", 49.115, 6.180, 70, 0.04, (1, 0)),
    chantier("057", "Montigny-lès-Metz", "57480", "57950", 49.085, 6.165, 60, 0.07, (0, 0)),
    chantier("057", "Woippy", "57751", "57140", 49.150, 6.150, 62, 0.05, (1, 0)),
    chantier("057", "Maizières-lès-Metz", "57433", "57280", 49.210, 6.165, 58, 0.05, (0, 0)),
    chantier("057", "Thionville", "57672", "57100", 49.360, 6.170, 66, 0.05, (0, 0)),
    chantier("057", "Yutz", "57757", "57970", 49.350, 6.220, 60, 0.08, (0, 0)),
    chantier("057", "Hayange", "57306", "57700", 49.330, 6.065, 62, 0.03, (0, 1)),
    chantier("057", "Rombas", "57591", "57120", 49.250, 6.105, 60, 0.03, (0, 0)),
    chantier("057", "Forbach", "57227", "57600", 49.165, 6.895, 62, 0.022, (1, 1)),
    chantier("057", "Freyming-Merlebach", "57240", "57800", 49.125, 6.795, 58, 0.03, (0, 1)),
    chantier("057", "Saint-Avold", "57606", "57500", 49.100, 6.700, 60, 0.07, (0, 0)),
    chantier("057", "Sarreguemines", "57631", "57200", 49.080, 7.015, 66, 0.04, (0, 0)),
    chantier("057", "Sarrebourg", "57630", "57400", 48.735, 7.055, 62, 0.10, (0, 0)),
    chantier("057", "Boulay-Moselle", "57097", "57220", 49.180, 6.490, 55, 0.09, (0, 0)),
    chantier("057", "Bitche", "57089", "57230", 49.045, 7.420, 50, 0.06, (0, 0)),
    chantier("057", "Château-Salins", "57132", "57170", 48.840, 6.510, 50, 0.07, (0, 0)),
    chantier("088", "Saint-Dié-des-Vosges", "88413", "88100", 48.285, 6.945, 60, 0.09, (0, 1)),
    chantier("088", "Remiremont", "88383", "88200", 48.015, 6.592, 54, 0.09, (0, 0)),
    chantier("088", "Gérardmer", "88196", "88400", 48.075, 6.850, 46, 0.06, (0, 0)),
    chantier("088", "Vittel", "88516", "88800", 48.195, 5.960, 48, 0.10, (0, 0)),
    chantier("088", "Rambervillers", "88367", "88700", 48.340, 6.625, 48, 0.09, (0, 0)),
];

#[expect(clippy::too_many_arguments, reason = "one line of a table")]
const fn chantier(
    departement: &'static str,
    nom: &'static str,
    insee: &'static str,
    code_postal: &'static str,
    latitude: f64,
    longitude: f64,
    ecoles: usize,
    rayon: f64,
    reseaux: (usize, usize),
) -> Chantier {
    Chantier {
        departement,
        nom,
        insee,
        code_postal,
        latitude,
        longitude,
        ecoles,
        rayon,
        reseaux,
    }
}

/// Private schools of each département, the two Vosges circonscriptions apart.
const PRIVEES: [(&str, usize); 4] = [("054", 58), ("055", 14), ("057", 62), ("088", 30)];

const RACINES: [&str; 26] = [
    "Aubr", "Belv", "Cornef", "Drom", "Estr", "Fauv", "Gramb", "Hauv", "Istr", "Jarv", "Lomb",
    "Mesl", "Norv", "Olv", "Palv", "Querm", "Rosb", "Salv", "Tremb", "Urv", "Vanr", "Wisb", "Xarv",
    "Yvr", "Zamb", "Breuch",
];
const FINS_ROMANES: [&str; 6] = ["ecourt", "eville", "imont", "aincourt", "oncelles", "ignon"];
const FINS_MOSELLANES: [&str; 6] = ["ange", "ering", "etroff", "ecourt", "eville", "enbach"];

const MOTIFS: [&str; 40] = [
    "du Lavoir",
    "des Tilleuls",
    "du Vieux Moulin",
    "de la Fontaine",
    "Les Hirondelles",
    "Les Coquelicots",
    "du Verger",
    "des Mirabelliers",
    "de la Prairie",
    "Les Roseaux",
    "du Petit Bois",
    "des Quatre Saisons",
    "La Marelle",
    "de l’Étang",
    "Les Bleuets",
    "du Grand Pré",
    "des Noisetiers",
    "de la Passerelle",
    "Les Libellules",
    "du Belvédère",
    "des Vignes",
    "du Clos fleuri",
    "Les Papillons",
    "de la Colline",
    "des Cerisiers",
    "du Ruisseau",
    "Les Marronniers",
    "de la Clairière",
    "des Érables",
    "du Cadran solaire",
    "Les Écureuils",
    "du Colombier",
    "de la Rivière",
    "Les Capucines",
    "des Saules",
    "du Chemin vert",
    "Les Alouettes",
    "de la Ritournelle",
    "des Peupliers",
    "du Soleil levant",
];

/// Peoples the four départements, the two Vosges circonscriptions apart.
pub(super) fn peupler(monde: &mut Monde) {
    for departement in ["054", "055", "057", "088"] {
        let mut bureau = Bureau::new(departement);
        for chantier in CHANTIERS.iter().filter(|c| c.departement == departement) {
            bureau.batir(monde, chantier);
        }
        bureau.ecoles_privees(monde);
    }
}

/// « de Metz », « d’Arches ».
fn de(nom: &str) -> String {
    let elide = nom.starts_with(['A', 'E', 'É', 'I', 'O', 'U', 'Y', 'H']);
    format!("{}{nom}", if elide { "d’" } else { "de " })
}

/// Hands out codes and names, each once, in one département.
struct Bureau {
    departement: &'static str,
    /// Seven digits: the département, then 0000.
    base: u32,
    ecoles: u32,
    secteurs: u32,
    circonscriptions: u32,
    communes: u32,
    rpi: u32,
}

impl Bureau {
    fn new(departement: &'static str) -> Self {
        Self {
            departement,
            base: departement.parse().unwrap_or(0) * 10_000,
            ecoles: 8_000,
            // Vosges: after the two circonscriptions of the experiments.
            secteurs: 9_820,
            circonscriptions: 9_910,
            communes: 769,
            rpi: 910,
        }
    }

    fn batir(&mut self, monde: &mut Monde, chantier: &Chantier) {
        let mut alea = Alea::pour(chantier.nom);
        self.circonscriptions += 1;
        let code = uai(self.base + self.circonscriptions);
        let circo = Id::derived("circonscription", &code);
        monde.circonscriptions.push(CirconscriptionFictive {
            id: circo,
            code,
            nom: chantier.nom.to_owned(),
            departement: self.departement,
        });
        let bourg = Lieu {
            nom: chantier.nom.to_owned(),
            insee: chantier.insee.to_owned(),
            code_postal: chantier.code_postal.to_owned(),
            departement: self.departement,
            latitude: chantier.latitude,
            longitude: chantier.longitude,
        };
        let mut lieux = vec![bourg];
        for rang in 0..(chantier.ecoles / 4).min(14) {
            lieux.push(self.village(chantier, rang, &mut alea));
        }
        let nombre = (chantier.ecoles / 14).max(2);
        let secteurs: Vec<Id> = (0..nombre)
            .map(|rang| self.secteur(monde, &lieux[rang % lieux.len().min(3)], rang))
            .collect();

        let urbain = matches!(chantier.nom, "Nancy" | "Metz");
        let au_bourg = chantier.ecoles * if urbain { 55 } else { 26 } / 100;
        let mut par_lieu = vec![0; lieux.len()];
        let depart = alea.sous(40) as usize;
        let premiere = monde.ecoles.len();
        for rang in 0..chantier.ecoles {
            let lieu = if rang < au_bourg {
                0
            } else {
                1 + (rang - au_bourg) % (lieux.len() - 1)
            };
            let nature = une_nature(lieu == 0, par_lieu[lieu], &mut alea);
            let motif = MOTIFS[(depart + 7 * lieu + par_lieu[lieu]) % MOTIFS.len()];
            par_lieu[lieu] += 1;
            self.ecoles += 1;
            let numero = self.base + self.ecoles;
            let nom = format!("École {} {motif}", nature.as_str());
            let mut ecole =
                EcoleFictive::new(numero, nature, nom_propre(&nom), &lieux[lieu], circo);
            let secteur = if lieu == 0 { rang } else { lieu } % nombre;
            ecole.lot = Lot::Ordinaire;
            ecole.secteur = Some(secteurs[secteur]);
            ecole.education_prioritaire = reseau(secteur, chantier.reseaux);
            if alea.chance(6) {
                ecole.ouverture = jour(1978 + alea.sous(38).cast_signed(), 9, 1);
            }
            monde.ecoles.push(ecole);
        }
        self.regroupements(&mut monde.ecoles[premiere + au_bourg..], lieux.len() - 1);
    }

    /// Two neighbouring villages in three share their pupils.
    fn regroupements(&mut self, ecoles: &mut [EcoleFictive], villages: usize) {
        for rang in (0..villages.saturating_sub(1)).step_by(3) {
            if self.rpi >= 999 {
                return;
            }
            self.rpi += 1;
            let numero = format!("{}{}", self.departement, self.rpi);
            for ecole in ecoles.iter_mut().skip(rang).take(2) {
                ecole.rpi = Some(numero.clone());
            }
        }
    }

    fn village(&mut self, chantier: &Chantier, rang: usize, alea: &mut Alea) -> Lieu {
        self.communes += 1;
        let fins = match self.departement {
            "057" => FINS_MOSELLANES,
            _ => FINS_ROMANES,
        };
        // Each pair of a root and an ending once in the département, then a second name.
        let numero = self.communes as usize - 770;
        let racine = (numero * 7 + self.base as usize / 10_000) % RACINES.len();
        let fin = fins[(numero / RACINES.len() + 5 * racine) % fins.len()];
        let racine = RACINES[racine];
        let suite = if numero < RACINES.len() * fins.len() {
            ""
        } else {
            "-la-Haute"
        };
        let angle = std::f64::consts::TAU * (rang as f64 / 14.0) + 0.3 * alea.ecart();
        let distance = chantier.rayon * (0.65 + 0.3 * alea.ecart());
        Lieu {
            nom: format!("{racine}{fin}{suite}"),
            insee: format!("{}{:03}", &self.departement[1..], self.communes),
            code_postal: chantier.code_postal.to_owned(),
            departement: self.departement,
            latitude: arrondi(chantier.latitude + distance * angle.sin()),
            longitude: arrondi(chantier.longitude + 1.5 * distance * angle.cos()),
        }
    }

    fn secteur(&mut self, monde: &mut Monde, lieu: &Lieu, rang: usize) -> Id {
        const NOMS: [&str; 5] = [
            "des Hautes Haies",
            "de la Vallée claire",
            "des Trois Fontaines",
            "du Clos Saint-Jean",
            "de la Croix des Vents",
        ];
        self.secteurs += 1;
        let uai = uai(self.base + self.secteurs);
        let id = Id::derived("secteur_college", &uai);
        monde.secteurs.push(SecteurFictif {
            id,
            uai,
            nom: format!("Collège {} {}", NOMS[rang % NOMS.len()], de(&lieu.nom)),
            commune: lieu.insee.clone(),
            commune_nom: lieu.nom.clone(),
            departement: self.departement,
            latitude: lieu.latitude,
            longitude: lieu.longitude,
            plan_ruralite: rang == 2,
            ent: "",
        });
        id
    }

    fn ecoles_privees(&self, monde: &mut Monde) {
        const SAINTS: [&str; 10] = [
            "Sainte-Oriane",
            "Saint-Elme",
            "Sainte-Ursane",
            "Saint-Florian",
            "Sainte-Aude",
            "Saint-Gengoul",
            "Notre-Dame des Prés",
            "Sainte-Lucine",
            "Saint-Evre le Jeune",
            "Sainte-Colombe",
        ];
        let combien = PRIVEES
            .iter()
            .find(|(d, _)| *d == self.departement)
            .map_or(0, |(_, n)| *n);
        let modeles: Vec<(Lieu, Id)> = monde
            .ecoles
            .iter()
            .filter(|e| e.lieu.departement == self.departement && e.lot == Lot::Ordinaire)
            .map(|e| (e.lieu.clone(), e.circonscription))
            .collect();
        let mut alea = Alea::pour(&format!("écoles privées {}", self.departement));
        for rang in 0..combien {
            let (lieu, circo) = &modeles[(rang * modeles.len()) / combien];
            let nature = if alea.chance(80) {
                Nature::Primaire
            } else {
                Nature::Elementaire
            };
            let nom = format!(
                "École {} privée {}",
                nature.as_str(),
                SAINTS[rang % SAINTS.len()]
            );
            let numero = self.base + 9_300 + rang as u32;
            let mut ecole = EcoleFictive::new(numero, nature, nom_propre(&nom), lieu, *circo);
            ecole.statut = Statut::Prive;
            ecole.lot = Lot::Privee;
            monde.ecoles.push(ecole);
        }
    }
}

/// The codes of natures have no accent, names do.
fn nom_propre(nom: &str) -> String {
    nom.replace("elementaire", "élémentaire")
}

fn uai(numero: u32) -> String {
    Uai::from_numero(numero).map_or_else(String::new, |uai| uai.as_str().to_owned())
}

const fn reseau(secteur: usize, (rep_plus, rep): (usize, usize)) -> EducationPrioritaire {
    if secteur < rep_plus {
        EducationPrioritaire::RepPlus
    } else if secteur < rep_plus + rep {
        EducationPrioritaire::Rep
    } else {
        EducationPrioritaire::Hors
    }
}

/// Towns have their maternelles; villages mostly one school for all.
fn une_nature(bourg: bool, rang: usize, alea: &mut Alea) -> Nature {
    let (maternelles, elementaires) = match (bourg, rang) {
        (true, _) => (42, 46),
        (false, 0) => (6, 24),
        (false, _) => (26, 44),
    };
    match alea.sous(100) {
        n if n < maternelles => Nature::Maternelle,
        n if n < maternelles + elementaires => Nature::Elementaire,
        _ => Nature::Primaire,
    }
}
