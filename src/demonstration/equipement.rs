//! Which schools of the académie have which ENT since when.
//!
//! The schools are dealt until *counting them* gives the état des lieux of 1 July 2020 and the
//! 240 of 1 September 2019: what the two Vosges circonscriptions already bring is counted first.
//! Around the schools that count, others are dealt that a naive count would take (`pieges`).

use chrono::{Days, Months, NaiveDate};

use super::alea::{Alea, jour, jour_ouvre};
use super::ecole_fictive::{EcoleFictive, Lot};
use super::plan::{FinancementFictif, Monde};
use super::scenarios::{deploiement, etape, quelques_classes};
use crate::domain::{Deploiement, Etape, Nature, Perimetre, Regle, Statut};
use crate::store::solution;

/// The day of the source's table.
pub(super) const ETAT_DES_LIEUX: NaiveDate = jour(2020, 7, 1);
/// The start of the school year 2019/2020.
const RENTREE_2019: NaiveDate = jour(2019, 9, 1);
/// The rentrée of Ari@ne57.
const RENTREE_2020: NaiveDate = jour(2020, 9, 1);

/// What counting must give in one département, public schools only.
struct Cible {
    departement: &'static str,
    /// With an ENT on 1 July 2020, then the élémentaires and primaires among them.
    avec: usize,
    elementaires_primaires: usize,
    /// With an ENT on 1 September 2019.
    en_2019: usize,
    /// Of these, how many had none left on 1 July 2020: ended on 30 June, ended earlier.
    finis: (usize, usize),
    /// Beside: ended the day before the rentrée 2019.
    finis_en_2019: usize,
    /// Beside: accounts created the day after the table's.
    lendemain: usize,
    /// Beside: announced, without accounts on the table's day.
    projets: usize,
    /// Beside: a tool that is no ENT.
    hors_ent: usize,
    /// Beside: in the rentrées 2021 to 2025.
    plus_tard: usize,
}

#[rustfmt::skip]
const CIBLES: [Cible; 4] = [
    Cible { departement: "054", avec: 271, elementaires_primaires: 205, en_2019: 78, finis: (2, 1), finis_en_2019: 2, lendemain: 1, projets: 12, hors_ent: 25, plus_tard: 95 },
    Cible { departement: "055", avec: 104, elementaires_primaires: 89, en_2019: 31, finis: (1, 1), finis_en_2019: 1, lendemain: 0, projets: 4, hors_ent: 3, plus_tard: 16 },
    Cible { departement: "057", avec: 609, elementaires_primaires: 609, en_2019: 108, finis: (3, 2), finis_en_2019: 2, lendemain: 2, projets: 60, hors_ent: 30, plus_tard: 130 },
    Cible { departement: "088", avec: 86, elementaires_primaires: 65, en_2019: 23, finis: (1, 1), finis_en_2019: 1, lendemain: 1, projets: 8, hors_ent: 15, plus_tard: 110 },
];

/// The public schools of a département on a day, and those with an ENT: by the domain's rules.
pub(super) fn avec_ent<'a>(
    monde: &'a Monde,
    departement: &str,
    le: NaiveDate,
) -> impl Iterator<Item = &'a EcoleFictive> {
    let outils = [
        "KLASSLY",
        "EDUCARTABLE",
        "TOUTEMONANNEE",
        "BLOG",
        "HORS_ENT",
    ]
    .map(solution);
    let equipees: std::collections::BTreeSet<_> = monde
        .deploiements
        .iter()
        .filter(|d| d.compte_au(le, Regle::Classe) && !outils.contains(&d.solution))
        .map(|d| d.ecole)
        .collect();
    let departement = departement.to_owned();
    monde.ecoles.iter().filter(move |e| {
        e.lieu.departement == departement
            && e.statut == Statut::Public
            && e.ouverte_au(le)
            && equipees.contains(&e.id)
    })
}

/// Deals the ENT of the four départements, up to `aujourdhui`.
pub(super) fn equiper(monde: &mut Monde) {
    for cible in &CIBLES {
        let deja: Vec<bool> = avec_ent(monde, cible.departement, ETAT_DES_LIEUX)
            .map(|e| e.nature != Nature::Maternelle)
            .collect();
        let deja_en_2019 = avec_ent(monde, cible.departement, RENTREE_2019).count();
        let deja_elementaires = deja.iter().filter(|e| **e).count();
        let elementaires = cible.elementaires_primaires - deja_elementaires;
        let maternelles =
            cible.avec - cible.elementaires_primaires - (deja.len() - deja_elementaires);
        let (avec, sans) = partager(monde, cible.departement, elementaires, maternelles);
        let mut donneur = Donneur {
            alea: Alea::pour(&format!("équipement {}", cible.departement)),
            monde,
        };
        let anciens = cible.en_2019 - deja_en_2019 - cible.finis.0 - cible.finis.1;
        for (rang, &ecole) in avec.iter().enumerate() {
            if rang < anciens {
                donneur.ancien(ecole, rang);
            } else {
                donneur.recent(ecole, rang - anciens);
            }
        }
        donneur.autour(cible, sans);
    }
}

/// Public schools of the département, the experiments' apart: those that get an ENT by 1 July
/// 2020, so many élémentaires or primaires and so many maternelles, in the order in which they
/// get it; and the others. Neighbours tend to go together.
fn partager(
    monde: &Monde,
    departement: &str,
    elementaires: usize,
    maternelles: usize,
) -> (Vec<usize>, Vec<usize>) {
    let mut candidates: Vec<(u32, usize)> = monde
        .ecoles
        .iter()
        .enumerate()
        .filter(|(_, e)| e.lieu.departement == departement && e.lot == Lot::Ordinaire)
        .map(|(rang, e)| {
            let voisinage = Alea::pour(&format!("élan {}", e.circonscription)).sous(220);
            (voisinage + Alea::pour(&e.uai).sous(1000), rang)
        })
        .collect();
    candidates.sort_unstable();
    let (mut avec, mut sans) = (Vec::new(), Vec::new());
    let mut reste = [maternelles, elementaires];
    for (_, rang) in candidates {
        let place = &mut reste[usize::from(monde.ecoles[rang].nature != Nature::Maternelle)];
        if *place > 0 {
            *place -= 1;
            avec.push(rang);
        } else {
            sans.push(rang);
        }
    }
    (avec, sans)
}

struct Donneur<'a> {
    alea: Alea,
    monde: &'a mut Monde,
}

impl Donneur<'_> {
    /// Since before the rentrée 2019, and still on 1 July 2020.
    fn ancien(&mut self, ecole: usize, rang: usize) {
        if rang == 0 {
            // On the very day; the accounts were ready before.
            let mut d = self.nouveau(ecole, "ONE", RENTREE_2019, 0);
            etape(&mut d, Etape::Comptes, jour(2019, 8, 29));
            self.monde.deploiements.push(d);
            return;
        }
        let debut = match self.alea.sous(100) {
            0..10 => self.alea.jour(jour(2014, 11, 3), jour(2015, 6, 26)),
            10..35 => self.alea.jour(jour(2015, 9, 7), jour(2017, 6, 30)),
            35..70 => self.alea.jour(jour(2017, 9, 11), jour(2018, 12, 14)),
            _ => self.alea.jour(jour(2019, 1, 7), jour(2019, 6, 28)),
        };
        if rang.is_multiple_of(17) {
            // A change of ENT: one ends the day before the other begins.
            let mut avant = self.nouveau(ecole, "BENEYLU", debut, 30);
            avant.fin = Some(jour(2019, 8, 31));
            self.monde.deploiements.push(avant);
            let apres = self.nouveau(ecole, "ONE", RENTREE_2019, 0);
            self.monde.deploiements.push(apres);
            return;
        }
        let code = self.une_solution();
        let mut d = self.nouveau(ecole, code, debut, 40);
        if self.alea.chance(24) {
            d.perimetre = quelques_classes(&self.monde.ecoles[ecole], &mut self.alea);
        }
        match rang % 13 {
            // Nobody knows when the accounts were created, but people were trained.
            4 => d.etapes[Etape::Comptes as usize] = None,
            // A first count that only kept the date.
            9 => d.etapes = [None; 5],
            _ => {}
        }
        self.monde.deploiements.push(d);
        if rang % 9 == 2 {
            self.second_ent(ecole);
        }
        self.devenir(ecole);
    }

    /// Since the rentrée 2019, most in the lockdown; still there on 1 July 2020.
    fn recent(&mut self, ecole: usize, rang: usize) {
        let departement = self.monde.ecoles[ecole].lieu.departement;
        let (debut, comptes) = match rang {
            // Accounts on the table's day, opened to the school two months before.
            0 if departement != "055" => (jour(2020, 5, 4), Some(ETAT_DES_LIEUX)),
            1 if departement == "057" => (jour(2020, 5, 11), Some(ETAT_DES_LIEUX)),
            2 if departement != "055" => (jour(2019, 9, 2), None),
            _ => match self.alea.sous(100) {
                0..22 => (self.alea.jour(jour(2019, 9, 9), jour(2019, 12, 13)), None),
                22..30 => (self.alea.jour(jour(2020, 1, 6), jour(2020, 3, 13)), None),
                30..87 => (self.alea.jour(jour(2020, 3, 16), jour(2020, 5, 7)), None),
                _ => (self.alea.jour(jour(2020, 5, 11), jour(2020, 6, 26)), None),
            },
        };
        let code = self.une_solution();
        let confinement = (jour(2020, 3, 16)..jour(2020, 5, 8)).contains(&debut);
        let mut d = self.nouveau(ecole, code, debut, if confinement { 190 } else { 30 });
        if let Some(comptes) = comptes {
            etape(&mut d, Etape::Comptes, comptes);
            etape(&mut d, Etape::Utilise, jour(2020, 9, 14));
        } else if confinement && self.alea.chance(22) {
            d.perimetre = quelques_classes(&self.monde.ecoles[ecole], &mut self.alea);
            if self.alea.chance(35) {
                d.fin = Some(jour(2020, 8, 31));
                d.etapes[Etape::Forme as usize] = None;
            }
        }
        // The last day of a subscription is a day with an ENT.
        if rang == 5 && matches!(departement, "054" | "057") {
            d.fin = Some(ETAT_DES_LIEUX);
            d.etapes[Etape::Forme as usize] = None;
        }
        if debut < jour(2020, 1, 1) {
            self.payer(&d, "ENIR2018", 2);
        }
        self.monde.deploiements.push(d);
        if rang % 40 == 11 {
            self.second_ent(ecole);
        }
        self.devenir(ecole);
    }

    /// Beside the school's ENT, another in some classes: the school counts once.
    fn second_ent(&mut self, ecole: usize) {
        let debut = self.alea.jour(jour(2020, 3, 16), jour(2020, 4, 30));
        let mut d = self.nouveau(ecole, "AUTRE", debut, 300);
        d.perimetre = quelques_classes(&self.monde.ecoles[ecole], &mut self.alea);
        d.etapes[Etape::Forme as usize] = None;
        self.monde.deploiements.push(d);
    }

    /// In Moselle, three in five change to Ari@ne57 at the rentrée 2020, and keep what they had
    /// until its accounts come.
    fn devenir(&mut self, ecole: usize) {
        if self.monde.ecoles[ecole].lieu.departement != "057" || !self.alea.chance(60) {
            return;
        }
        let suivant = self.ariane57(ecole);
        let comptes = suivant.etape(Etape::Comptes).unwrap_or(RENTREE_2020);
        let anciens = self.monde.deploiements.iter_mut();
        for d in anciens.filter(|d| d.ecole == suivant.ecole) {
            d.fin = Some(d.fin.unwrap_or(comptes - Days::new(1)));
            for case in &mut d.etapes {
                *case = case.filter(|le| *le < RENTREE_2020);
            }
        }
        self.monde.deploiements.push(suivant);
    }

    /// Ari@ne57: announced in the spring, accounts from the rentrée on.
    fn ariane57(&mut self, ecole: usize) -> Deploiement {
        let mut d = self.nouveau(ecole, "ARIANE57", RENTREE_2020, 60);
        let projet_le = self.alea.jour(jour(2020, 2, 3), jour(2020, 5, 29));
        let convention = self.alea.jour(jour(2020, 6, 8), jour(2020, 6, 30));
        let comptes = self.alea.jour(RENTREE_2020, jour(2020, 10, 16));
        etape(&mut d, Etape::Projet, projet_le);
        etape(&mut d, Etape::Conventionne, convention);
        etape(&mut d, Etape::Comptes, comptes);
        etape(&mut d, Etape::Utilise, jour_ouvre(comptes + Days::new(25)));
        self.payer(&d, "FUSE", 3);
        d
    }

    /// Schools without an ENT on 1 July 2020, that look as if they had one or get one later.
    fn autour(&mut self, cible: &Cible, sans: Vec<usize>) {
        let mut sans = sans.into_iter();
        for fin in std::iter::repeat_n(jour(2020, 6, 30), cible.finis.0)
            .chain(std::iter::repeat_n(jour(2019, 12, 31), cible.finis.1))
            .chain(std::iter::repeat_n(jour(2019, 8, 31), cible.finis_en_2019))
        {
            if let Some(ecole) = sans.next() {
                let debut = self.alea.jour(jour(2016, 9, 12), jour(2018, 5, 25));
                let mut d = self.nouveau(ecole, "BENEYLU", debut, 30);
                d.fin = Some(fin);
                self.monde.deploiements.push(d);
            }
        }
        for ecole in sans.by_ref().take(cible.lendemain) {
            let mut d = self.nouveau(ecole, "ONE", jour(2020, 6, 15), 90);
            etape(&mut d, Etape::Comptes, ETAT_DES_LIEUX + Days::new(1));
            etape(&mut d, Etape::Utilise, jour(2020, 9, 7));
            self.monde.deploiements.push(d);
        }
        let moselle = cible.departement == "057";
        for (rang, ecole) in sans.by_ref().take(cible.projets).enumerate() {
            if moselle {
                let d = self.ariane57(ecole);
                self.monde.deploiements.push(d);
                continue;
            }
            let mut d = self.nouveau(ecole, "ONE", jour(2020, 5, 4), 150);
            d.etapes = [Some(jour(2020, 2, 24)), None, None, None, None];
            if rang % 2 == 1 {
                etape(&mut d, Etape::Conventionne, jour(2020, 6, 22));
                etape(&mut d, Etape::Comptes, jour(2020, 10, 5));
            }
            if rang == 0 {
                // Nobody noted when: such a deployment never counts, until somebody says.
                d.debut = None;
                d.etapes = [None, None, None, Some(jour(2019, 11, 27)), None];
            }
            self.monde.deploiements.push(d);
        }
        for ecole in sans.by_ref().take(cible.hors_ent) {
            let debut = self.alea.jour(jour(2018, 9, 10), jour(2020, 5, 15));
            let code =
                *self
                    .alea
                    .choix(&["KLASSLY", "KLASSLY", "EDUCARTABLE", "TOUTEMONANNEE", "BLOG"]);
            let d = self.nouveau(ecole, code, debut, 0);
            self.monde.deploiements.push(d);
        }
        for (rang, ecole) in sans.take(cible.plus_tard).enumerate() {
            if moselle && rang < 90 {
                let d = self.ariane57(ecole);
                self.monde.deploiements.push(d);
                continue;
            }
            let debut = match self.alea.sous(10) {
                0..5 => self.alea.jour(jour(2021, 9, 13), jour(2022, 5, 27)),
                5..8 => self.alea.jour(jour(2022, 9, 12), jour(2024, 5, 24)),
                _ => self.alea.jour(jour(2024, 9, 9), jour(2026, 5, 22)),
            };
            let code = if moselle {
                "ARIANE57"
            } else {
                self.une_solution()
            };
            let d = self.nouveau(ecole, code, debut, 40);
            let payeur = match cible.departement {
                "057" => "FUSE",
                "088" => "TNE",
                _ => "SNEE",
            };
            self.payer(&d, payeur, 3);
            self.monde.deploiements.push(d);
        }
    }

    fn une_solution(&mut self) -> &'static str {
        match self.alea.sous(100) {
            0..56 => "ONE",
            56..94 => "BENEYLU",
            _ => "AUTRE",
        }
    }

    /// Accounts on the first day, training about `delai` days later, use soon after the accounts.
    fn nouveau(&mut self, ecole: usize, code: &str, debut: NaiveDate, delai: u32) -> Deploiement {
        let rang = self.monde.deploiements.len();
        let mut d = deploiement(&self.monde.ecoles[ecole], rang, code);
        let mut apres = |jours: u32| {
            let jours = jours + self.alea.sous(jours / 2 + 10);
            jour_ouvre(debut + Days::new(jours.into()))
        };
        d.debut = Some(debut);
        etape(&mut d, Etape::Comptes, debut);
        etape(&mut d, Etape::Forme, apres(delai));
        etape(&mut d, Etape::Utilise, apres(6));
        d
    }

    fn payer(&mut self, d: &Deploiement, dispositif: &'static str, annees: u32) {
        let Some(debut) = d.debut else { return };
        let classes = match d.perimetre {
            Perimetre::Classes { nombre, .. } => nombre.unwrap_or(1),
            Perimetre::Ecole => 4,
        };
        self.monde.financements.push(FinancementFictif {
            ecole: d.ecole,
            deploiement: d.id,
            dispositif,
            centimes: i64::from(classes) * 6_500 * i64::from(annees),
            poste: "Abonnement",
            debut,
            fin: debut + Months::new(12 * annees) - Days::new(1),
        });
    }
}
