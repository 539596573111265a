//! The audience measure of the demonstration carnets: invented, believable, and the same on every
//! machine. It follows what is declared, a few schools apart, planted for *Déclaré / constaté*.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::alea::{Alea, jour_ouvre};
use super::ecole_fictive::EcoleFictive;
use super::mesures::Releves;
use super::plan::{Ecriture, Monde};
use crate::domain::audience::semaines_scolaires;
use crate::domain::calendrier::lundi;
use crate::domain::{AnneeScolaire, Id, Regle, Statut};
use crate::store::{JeuLot, LigneLot, Lot, conges_livres, solution};

/// Codes of the tools that are no ENT: the ministry does not measure them.
const HORS_ENT: [&str; 5] = [
    "KLASSLY",
    "EDUCARTABLE",
    "TOUTEMONANNEE",
    "BLOG",
    "HORS_ENT",
];

/// Services, the part of the visits that opens each, in per cent. The last one died with the
/// school year before.
const SERVICES: [(&str, u32); 6] = [
    ("cahier_de_liaison", 34),
    ("cahier_de_textes", 27),
    ("courrier_electronique", 18),
    ("actualites", 12),
    ("stockage_partage", 7),
    ("notes", 4),
];

/// Weeks, before the last ones, in which the schools that stopped had visits no more.
const SILENCE: u64 = 7 * 17;

/// Schools planted, by place among those they are taken from.
const MUETTES: [usize; 2] = [3, 11];
const ABSENTE: usize = 7;
const NON_DECLAREES: [usize; 2] = [0, 3];

/// What one file of one school year holds.
struct Annee<'a> {
    monde: &'a Monde,
    scolaire: AnneeScolaire,
    semaines: Vec<NaiveDate>,
    scolaires: BTreeSet<NaiveDate>,
    fin: NaiveDate,
    muettes: BTreeSet<Id>,
    absentes: BTreeSet<Id>,
    non_declarees: BTreeSet<Id>,
}

/// The files of the school year of `aujourdhui` and of the one before, for the schools of these
/// circonscriptions; with services when `services`.
pub(super) fn imports(
    monde: &Monde,
    circonscriptions: &BTreeSet<Id>,
    services: bool,
    aujourdhui: NaiveDate,
) -> Releves {
    let courante = AnneeScolaire::of(aujourdhui);
    let precedente = courante.precedente();
    let ecoles: Vec<&EcoleFictive> = monde
        .ecoles
        .iter()
        .filter(|e| circonscriptions.contains(&e.circonscription) && e.statut == Statut::Public)
        .filter(|e| e.ouverte_au(aujourdhui))
        .collect();
    let tout_du_long = |e: &&&EcoleFictive| {
        equipee(monde, e.id, precedente.debut()) && equipee(monde, e.id, aujourdhui)
    };
    let equipees: Vec<Id> = ecoles.iter().filter(tout_du_long).map(|e| e.id).collect();
    let sans: Vec<Id> = ecoles
        .iter()
        .filter(|e| !equipee(monde, e.id, aujourdhui) && !equipee(monde, e.id, precedente.debut()))
        .map(|e| e.id)
        .collect();
    let planted = |parmi: &[Id], places: &[usize]| -> BTreeSet<Id> {
        places
            .iter()
            .filter_map(|p| parmi.get(*p))
            .copied()
            .collect()
    };
    let mut releves = Releves::new();
    for annee in [precedente, courante] {
        let le = jour_ouvre((annee.fin() - Days::new(19)).min(aujourdhui));
        let millesime = le - Days::new(6);
        let fin = lundi(millesime - Days::new(7));
        if le > aujourdhui || fin < lundi(annee.debut()) + Days::new(42) {
            continue;
        }
        let scolaires = semaines_scolaires(&conges_livres(), annee.debut(), fin, false);
        let premiere = scolaires.first().copied().unwrap_or(fin);
        let de_l_annee = Annee {
            monde,
            scolaire: annee,
            semaines: premiere.iter_weeks().take_while(|s| *s <= fin).collect(),
            scolaires,
            fin: lundi(aujourdhui),
            muettes: planted(&equipees, &MUETTES),
            absentes: planted(&equipees, &[ABSENTE]),
            non_declarees: planted(&sans, &NON_DECLAREES),
        };
        let libelle = format!("Import de l’audience mesurée (fictive), année {annee}");
        let mut ecritures = vec![Ecriture::Lot(de_l_annee.profils(&ecoles, millesime))];
        if services {
            ecritures.push(Ecriture::Lot(de_l_annee.services(&ecoles, millesime)));
        }
        releves.push((le, libelle, ecritures));
    }
    releves
}

/// Whether an ENT that the ministry measures runs in this school.
fn equipee(monde: &Monde, ecole: Id, le: NaiveDate) -> bool {
    monde.deploiements.iter().any(|d| {
        d.ecole == ecole
            && d.compte_au(le, Regle::Classe)
            && !HORS_ENT.iter().any(|code| solution(code) == d.solution)
    })
}

impl Annee<'_> {
    /// Visits of one week by profile: pupils, parents, teachers, others; `None` when the school is
    /// not measured that week.
    fn visites(&self, e: &EcoleFictive, semaine: NaiveDate) -> Option<[u32; 4]> {
        if self.absentes.contains(&e.id) {
            return None;
        }
        let dimanche = semaine + Days::new(6);
        let declaree = equipee(self.monde, e.id, dimanche);
        // A trial nobody wrote down, since the winter of the year before.
        if !declaree && !self.non_declarees.contains(&e.id) {
            return None;
        }
        if self.muettes.contains(&e.id) && semaine + Days::new(SILENCE) > self.fin {
            return Some([0; 4]);
        }
        let mut ecole = Alea::pour(&format!("{} audience", e.uai));
        let allure = ecole.entre(35, 160);
        let mut alea = Alea::pour(&format!("{} {semaine} audience", e.uai));
        let classe = if self.scolaires.contains(&semaine) {
            100
        } else {
            6
        };
        // Meetings, reports, the weather: some weeks are busier everywhere.
        let elan = Alea::pour(&format!("{semaine} audience")).entre(80, 118);
        let mut count = |personnes: u32, par_cent: u32| {
            let visites = personnes * par_cent * allure / 100 * classe / 100 * elan / 100;
            visites * alea.entre(82, 118) / 10_000
        };
        Some([
            count(e.eleves, 110),
            count(e.eleves, 150),
            count(e.classes, 900),
            count(2, 250),
        ])
    }

    fn lot(&self, jeu: JeuLot, millesime: NaiveDate, fichier: &str, lignes: Vec<LigneLot>) -> Lot {
        Lot {
            jeu,
            rentree: self.scolaire.rentree(),
            millesime,
            fichier: fichier.to_owned(),
            lignes,
        }
    }

    fn profils(&self, ecoles: &[&EcoleFictive], millesime: NaiveDate) -> Lot {
        let lignes = self.each(ecoles, |e, cle, semaine, visites, lignes| {
            let plafonds = [e.eleves, e.eleves * 2, e.classes + 2, 4];
            let somme: u32 = visites.iter().sum();
            // Published beside the profiles, whose sum it is not.
            let mut valeurs = vec![
                Some(i64::from(
                    somme + somme * (semaine_parite(semaine) + 2) / 100,
                )),
                Some(i64::from((somme / 2).min(plafonds.iter().sum()))),
            ];
            for (n, plafond) in visites.into_iter().zip(plafonds) {
                valeurs.push(Some(i64::from(n)));
                valeurs.push(Some(i64::from((n * 3 / 5 + u32::from(n > 0)).min(plafond))));
            }
            lignes.push(LigneLot { cle, valeurs });
        });
        let fichier = "fr-en-dnma-par-uai-profils (fictif).csv";
        self.lot(JeuLot::Audience, millesime, fichier, lignes)
    }

    fn services(&self, ecoles: &[&EcoleFictive], millesime: NaiveDate) -> Lot {
        let noms: Vec<Arc<str>> = SERVICES.map(|(nom, _)| nom.into()).to_vec();
        let morte = self.scolaire == AnneeScolaire::of(self.fin);
        let lignes = self.each(ecoles, |_, cle, _, visites, lignes| {
            let somme: u32 = visites.iter().sum();
            for ((nom, part), texte) in SERVICES.iter().zip(&noms) {
                let n = somme * part / 100;
                if n == 0 || (morte && *nom == "notes") {
                    continue;
                }
                let mut cle = cle.clone();
                cle.push(Arc::clone(texte));
                let valeurs = vec![Some(i64::from(n)), Some(i64::from(n / 2 + 1))];
                lignes.push(LigneLot { cle, valeurs });
            }
        });
        let fichier = "fr-en-dnma-par-uai-services (fictif).csv";
        self.lot(JeuLot::AudienceServices, millesime, fichier, lignes)
    }

    /// The measured weeks of each school, in order of key.
    fn each(
        &self,
        ecoles: &[&EcoleFictive],
        mut act: impl FnMut(&EcoleFictive, Vec<Arc<str>>, NaiveDate, [u32; 4], &mut Vec<LigneLot>),
    ) -> Vec<LigneLot> {
        let mut lignes = Vec::new();
        for e in ecoles {
            let uai: Arc<str> = e.uai.as_str().into();
            for semaine in &self.semaines {
                if let Some(visites) = self.visites(e, *semaine) {
                    let cle = vec![Arc::clone(&uai), semaine.to_string().into()];
                    act(e, cle, *semaine, visites, &mut lignes);
                }
            }
        }
        lignes.sort();
        lignes
    }
}

/// 0 or 1: the global figure is more than the sum by two or three per cent.
fn semaine_parite(semaine: NaiveDate) -> u32 {
    use chrono::Datelike as _;
    semaine.iso_week().week() % 2
}
