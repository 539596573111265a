//! Carte scolaire des collèges publics (`domain.md` §2.6): from the commune of a public school to
//! its secteur.
//!
//! A commune all of whose rows name one collège gives it to its public schools, as does one where
//! a single collège is marked `Secteur_unique = O`. The mark alone is not enough: in the
//! published file of Ille-et-Vilaine, 14 communes of several collèges bear it on every row
//! (merged communes). Where several collèges share a commune, streets decide, and a person
//! chooses: that choice is typed, and beats every file.

mod lecteur;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;

use self::lecteur::{Commune, Lecteur};
use super::annuaire::EcoleAbsente;
use super::import::{
    self, Commun, Connu, DateDonnees, Decisions, Dit, LigneVue, Sort, changement, parcourir,
};
use super::jeu::Jeu;
use super::{Progress, college};
use crate::domain::date::date_longue;
use crate::domain::lieu::distance;
use crate::domain::{ChampEcole, Ecole, Id, Situation, Source, Statut, Uai, normalise_departement};
use crate::error::Result;
use crate::store::{Champs, Genre, Store, Valeur};

/// Relevés between two steps of progress.
const PAS: usize = 256;

/// The secteurs a file gives to the schools of a carnet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanCarte {
    pub commun: Commun,
    /// The open public schools of communes that several collèges share, without a secteur among
    /// them: in order of commune, then of UAI.
    pub a_choisir: Vec<EcoleAChoisir>,
    /// School, collège; in order of UAI.
    secteurs: Vec<(Uai, Uai)>,
    /// Collèges that are no secteur of the carnet yet.
    inconnus: BTreeSet<Uai>,
}

/// A school whose secteur a person must choose.
#[derive(Clone, Debug, PartialEq)]
pub struct EcoleAChoisir {
    pub id: Id,
    pub uai: String,
    pub nom: String,
    /// INSEE code.
    pub commune: String,
    pub commune_nom: String,
    /// The nearest first, when places are known; else in order of name.
    pub colleges: Vec<CollegeOffert>,
}

/// A collège a school may belong to.
#[derive(Clone, Debug, PartialEq)]
pub struct CollegeOffert {
    pub uai: Uai,
    /// Its name, else its UAI.
    pub nom: String,
    /// Metres from the school, as the crow flies.
    pub distance: Option<f64>,
}

pub(super) fn preparer(
    chemin: &Path,
    millesime: Option<NaiveDate>,
    connu: &Connu<'_>,
    progress: &mut Progress<'_>,
) -> Result<PlanCarte> {
    let suivies = connu.suivies(chemin)?;
    let communes = connu.communes(|s| s.statut == Some(Statut::Public));
    let lecture = parcourir(chemin, Jeu::CarteScolaire, progress, |tableau| {
        Lecteur::open(tableau, &communes)
    })?;
    let date = DateDonnees::of(chemin, millesime, lecture.date)?;
    let mut commun = Commun::new(&lecture, date);
    let lu = lecture.lecteur;
    commun.non_suivies = lu.non_suivies;
    commun.remarques = lu.remarques;
    let avant = connu.said(
        Jeu::CarteScolaire,
        date.jour,
        connu.faits.ecoles.iter().map(|e| e.id),
        [ChampEcole::Secteur],
    )?;
    let mut plan = PlanCarte {
        commun,
        a_choisir: Vec::new(),
        secteurs: Vec::new(),
        inconnus: BTreeSet::new(),
    };
    let mut places: Vec<(Uai, usize)> = suivies.into_iter().collect();
    places.sort_unstable();
    for (uai, place) in places {
        let ecole = connu.ecole(place);
        let (situation, _) = ecole.au(date.jour);
        let Some(insee) = situation.commune.as_deref() else {
            continue;
        };
        if situation.statut != Some(Statut::Public) {
            continue;
        }
        let vue = Vue {
            connu,
            ecole,
            uai,
            situation,
        };
        match lu.communes.get(insee) {
            Some(commune) => plan.add(&vue, insee, commune, avant.get(&ecole.id)),
            None => plan.absente(&vue, &lu.departements, date.jour),
        }
    }
    plan.a_choisir
        .sort_by(|a, b| (&a.commune_nom, &a.uai).cmp(&(&b.commune_nom, &b.uai)));
    Ok(plan)
}

/// A school as the file meets it.
struct Vue<'a> {
    connu: &'a Connu<'a>,
    ecole: &'a Ecole,
    uai: Uai,
    situation: &'a Situation,
}

impl Vue<'_> {
    /// Name of a collège, else its UAI.
    fn college(&self, uai: Uai) -> String {
        self.secteur(college::id(uai))
            .unwrap_or_else(|| uai.to_string())
    }

    fn secteur(&self, id: Id) -> Option<String> {
        Some(self.connu.faits.secteurs.get(&id)?.nom.clone())
    }
}

impl PlanCarte {
    fn add(&mut self, vue: &Vue<'_>, insee: &str, commune: &Commune, avant: Option<&Dit<1>>) {
        let Some(seul) = commune.seul() else {
            self.several(vue, insee, commune);
            return;
        };
        let id = college::id(seul);
        if !vue.connu.faits.secteurs.contains_key(&id) {
            self.inconnus.insert(seul);
        }
        let ancien = |valeur: &Option<Valeur>| valeur.as_ref().and_then(Valeur::id);
        let dit = avant.map_or(vue.situation.secteur, |a| ancien(&a.dit[0]));
        let apres = vue.college(seul);
        let (sort, mut detail) = match dit {
            Some(dit) if dit == id => (Sort::Inchangee, apres),
            Some(dit) => {
                let nom = vue.secteur(dit).unwrap_or_default();
                (Sort::Modifiee, changement("Secteur", &nom, &apres))
            }
            None => (Sort::Nouvelle, apres),
        };
        if let Some(tenu) = avant.and_then(|a| ancien(&a.tenu[0]))
            && tenu != id
        {
            detail.push_str(&import::reste(&vue.secteur(tenu).unwrap_or_default()));
        }
        self.push(vue, sort, commune.ligne, detail);
        self.secteurs.push((vue.uai, seul));
    }

    /// Several collèges: one was chosen already, or must be.
    fn several(&mut self, vue: &Vue<'_>, insee: &str, commune: &Commune) {
        let choisi = commune
            .colleges
            .keys()
            .find(|uai| vue.situation.secteur == Some(college::id(**uai)));
        if let Some(choisi) = choisi {
            let detail = format!("{} (déjà choisi)", vue.college(*choisi));
            self.push(vue, Sort::Inchangee, commune.ligne, detail);
            return;
        }
        // Nobody looks for the secteur of a school that has closed.
        if !vue.situation.ouverte_au(self.commun.date.jour) {
            return;
        }
        let ici = vue.situation.latitude.zip(vue.situation.longitude);
        let place = |uai: &Uai| vue.connu.faits.secteurs.get(&college::id(*uai))?.position;
        let mut colleges: Vec<CollegeOffert> = commune
            .colleges
            .keys()
            .map(|uai| CollegeOffert {
                uai: *uai,
                nom: vue.college(*uai),
                distance: ici.zip(place(uai)).map(|(a, b)| distance(a, b)),
            })
            .collect();
        colleges.sort_by(|a, b| {
            let loin = |c: &CollegeOffert| c.distance.unwrap_or(f64::INFINITY);
            loin(a).total_cmp(&loin(b)).then(a.nom.cmp(&b.nom))
        });
        self.a_choisir.push(EcoleAChoisir {
            id: vue.ecole.id,
            uai: vue.ecole.uai.clone(),
            nom: vue.situation.nom.to_string(),
            commune: insee.to_owned(),
            commune_nom: vue
                .situation
                .commune_nom
                .as_deref()
                .unwrap_or(&commune.nom)
                .to_owned(),
            colleges,
        });
    }

    fn push(&mut self, vue: &Vue<'_>, sort: Sort, ligne: u64, detail: String) {
        self.commun.lignes.push(LigneVue {
            sort,
            ligne,
            uai: vue.uai,
            nom: vue.situation.nom.to_string(),
            detail,
        });
    }

    /// A school open in a département of the file whose commune the file does not name.
    fn absente(&mut self, vue: &Vue<'_>, departements: &BTreeSet<&str>, jour: NaiveDate) {
        let dedans = vue
            .situation
            .departement
            .as_deref()
            .is_some_and(|d| departements.contains(d));
        if dedans && vue.situation.ouverte_au(jour) {
            let absente: EcoleAbsente = Connu::absente(vue.ecole, vue.situation);
            self.commun.absentes.push(absente);
        }
    }

    /// Relevés and choices written.
    pub(super) fn appliquer(
        &self,
        store: &mut Store,
        decisions: &Decisions,
        progress: &mut Progress<'_>,
    ) -> Result<usize> {
        let millesime = self.commun.date.jour;
        let source = Source::Officiel { millesime };
        let libelle = format!("Import de la carte scolaire du {}", date_longue(millesime));
        let choisis: BTreeMap<Id, Uai> = self
            .a_choisir
            .iter()
            .filter_map(|e| {
                let choisi = decisions.secteurs.get(&e.id)?;
                let offert = e.colleges.iter().any(|c| c.uai == *choisi);
                offert.then_some((e.id, *choisi))
            })
            .collect();
        // A collège chosen may be unknown too; writing what is known already writes nothing.
        let colleges: BTreeSet<Uai> = self
            .inconnus
            .iter()
            .chain(choisis.values())
            .copied()
            .collect();
        let total = self.secteurs.len() as u64;
        store.transact(&libelle, |edit| {
            let mut ecrits = 0;
            for uai in &colleges {
                let mut champs = Champs::new().set("uai", uai.as_str());
                if let Some(departement) = normalise_departement(uai.departement()) {
                    champs = champs.set("departement", departement);
                }
                edit.put(Genre::SecteurCollege, college::id(*uai), champs, source)?;
            }
            for (rang, (ecole, college)) in self.secteurs.iter().enumerate() {
                if rang.is_multiple_of(PAS) {
                    progress.step("Écriture dans le carnet", rang as u64, total)?;
                }
                let champs = Champs::new().set("secteur", college::id(*college));
                let jeu = Jeu::CarteScolaire.as_str();
                ecrits += usize::from(edit.releve(jeu, millesime, ecole.as_str(), champs)?);
            }
            for (ecole, college) in &choisis {
                let secteur = Some(college::id(*college).into());
                ecrits += usize::from(edit.corriger_ecole(*ecole, ChampEcole::Secteur, secteur)?);
            }
            Ok(ecrits)
        })
    }
}
