//! Subventions du socle numérique dans les écoles élémentaires (SNEE, plan de relance 2021).
//!
//! The layout of `fr-en-aap-snee-ecoles` is known by its description only (`domain.md` §4.2: 18
//! columns, school, number of classes, commune, signing collectivité, position): columns are
//! found by what their names say, and an amount is taken only when a single column can be it.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use chrono::NaiveDate;

use super::Progress;
use super::cellule;
use super::ecartes::Ecartes;
use super::import::{
    self, Commun, Connu, DateDonnees, LigneVue, Sort, changement, missing, parcourir, twice,
};
use super::jeu::{self, Jeu};
use super::ligne_lue::LigneLue;
use super::tableau::Tableau;
use crate::domain::date::date_longue;
use crate::domain::euros::euros;
use crate::domain::nombre::compte;
use crate::domain::{Financement, Id, Source, Uai};
use crate::error::Result;
use crate::store::{Store, dispositif};

/// The call for projects ran from January to March 2021 (`domain.md` §1.10).
const ANNEE: i32 = 2021;

/// Grants between two steps of progress.
const PAS: usize = 256;

/// The grants a file tells, compared with the carnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanSnee {
    pub commun: Commun,
    financements: Vec<Financement>,
}

struct Lecteur<'a> {
    suivies: &'a HashMap<Uai, usize>,
    uai: Option<usize>,
    collectivite: Option<usize>,
    classes: Option<usize>,
    montant: Option<usize>,
    grants: BTreeMap<Uai, (u64, Financement)>,
    non_suivies: usize,
    remarques: Ecartes,
}

/// The column whose name holds one of these words, when there is exactly one.
fn only(tableau: &Tableau, mots: &[&str], sans: &[&str]) -> Option<usize> {
    let tient = |nom: &str, mots: &[&str]| mots.iter().any(|mot| nom.contains(mot));
    let mut trouvees = (0..tableau.colonnes.len()).filter(|&i| {
        let nom = &tableau.colonnes[i];
        tient(nom, mots) && !tient(nom, sans)
    });
    let premiere = trouvees.next()?;
    trouvees.next().is_none().then_some(premiere)
}

impl<'a> Lecteur<'a> {
    fn open(tableau: &Tableau, suivies: &'a HashMap<Uai, usize>) -> Result<Self> {
        let uai = tableau.colonne(&jeu::UAI);
        missing(tableau, Jeu::Snee, &[(uai.is_some(), "UAI")])?;
        Ok(Self {
            suivies,
            uai,
            collectivite: only(
                tableau,
                &["signataire"],
                &["siren", "siret", "code", "type"],
            ),
            classes: only(tableau, &["classe"], &[]),
            montant: only(tableau, &["montant", "subvention"], &["taux", "date"]),
            grants: BTreeMap::new(),
            non_suivies: 0,
            remarques: Ecartes::default(),
        })
    }

    fn grant(&mut self, ligne: &LigneLue<'_>, uai: Uai) -> Financement {
        let remarques = &mut self.remarques;
        let classes = ligne.lit(
            remarques,
            self.classes,
            cellule::entier,
            "un nombre de classes est attendu",
        );
        let montant = ligne.lit(
            remarques,
            self.montant,
            cellule::centimes,
            "un montant en euros est attendu",
        );
        let collectivite = cellule::texte(ligne.get(self.collectivite));
        let mut parties = Vec::new();
        if !collectivite.is_empty() {
            parties.push(format!("Collectivité signataire\u{202f}: {collectivite}"));
        }
        if let Some(classes) = classes {
            parties.push(compte(classes as usize, "classe", "classes"));
        }
        Financement {
            id: id(uai),
            dispositif: Some(dispositif("SNEE")),
            annee: Some(ANNEE),
            montant_centimes: montant,
            commentaire: parties.join(", "),
            ..Financement::nouveau(Id::ecole(uai.as_str()))
        }
    }
}

/// The grant of a school: one, whatever the file.
fn id(uai: Uai) -> Id {
    Id::derived("financement", &format!("{uai}/{}", Jeu::Snee.as_str()))
}

impl import::Lecteur for Lecteur<'_> {
    fn read(&mut self, ligne: &LigneLue<'_>) -> std::result::Result<(), String> {
        let uai = ligne.uai(self.uai)?;
        if !self.suivies.contains_key(&uai) {
            self.non_suivies += 1;
            return Ok(());
        }
        let grant = self.grant(ligne, uai);
        match self.grants.get(&uai) {
            None => {
                self.grants.insert(uai, (ligne.ligne, grant));
                Ok(())
            }
            Some((_, deja)) if *deja == grant => Ok(()),
            Some((premiere, _)) => Err(twice(uai, *premiere, ligne.ligne)),
        }
    }
}

pub(super) fn preparer(
    chemin: &Path,
    millesime: Option<NaiveDate>,
    connu: &Connu<'_>,
    progress: &mut Progress<'_>,
) -> Result<PlanSnee> {
    let suivies = connu.suivies(chemin)?;
    let lecture = parcourir(chemin, Jeu::Snee, progress, |tableau| {
        Lecteur::open(tableau, &suivies)
    })?;
    let date = DateDonnees::of(chemin, millesime, lecture.date)?;
    let mut commun = Commun::new(&lecture, date);
    let lu = lecture.lecteur;
    commun.non_suivies = lu.non_suivies;
    commun.remarques = lu.remarques;
    let mut financements = Vec::with_capacity(lu.grants.len());
    for (uai, (ligne, grant)) in lu.grants {
        let connus = connu.faits.financements(grant.ecole);
        let (sort, detail) = compare(connus.iter().find(|f| f.id == grant.id), &grant);
        let nom = suivies.get(&uai).map_or_else(String::new, |place| {
            connu.ecole(*place).au(date.jour).0.nom.to_string()
        });
        commun.lignes.push(LigneVue {
            sort,
            ligne,
            uai,
            nom,
            detail,
        });
        financements.push(grant);
    }
    Ok(PlanSnee {
        commun,
        financements,
    })
}

fn in_euros(centimes: Option<i64>) -> String {
    centimes.map(euros).unwrap_or_default()
}

fn compare(connu: Option<&Financement>, lu: &Financement) -> (Sort, String) {
    let montant = in_euros(lu.montant_centimes);
    let Some(connu) = connu else {
        let parties = [montant, lu.commentaire.clone()];
        let parties: Vec<String> = parties.into_iter().filter(|p| !p.is_empty()).collect();
        return (Sort::Nouvelle, parties.join(", "));
    };
    let mut phrases = Vec::new();
    for (champ, avant, apres) in [
        ("Montant", in_euros(connu.montant_centimes), montant),
        (
            "Commentaire",
            connu.commentaire.clone(),
            lu.commentaire.clone(),
        ),
    ] {
        if !apres.is_empty() && avant != apres {
            phrases.push(changement(champ, &avant, &apres));
        }
    }
    if phrases.is_empty() {
        (Sort::Inchangee, lu.commentaire.clone())
    } else {
        (Sort::Modifiee, phrases.join(" · "))
    }
}

impl PlanSnee {
    /// Grants written.
    pub(super) fn appliquer(
        &self,
        store: &mut Store,
        progress: &mut Progress<'_>,
    ) -> Result<usize> {
        let millesime = self.commun.date.jour;
        let libelle = format!("Import des subventions SNEE du {}", date_longue(millesime));
        let total = self.financements.len() as u64;
        store.transact(&libelle, |edit| {
            let mut ecrits = 0;
            for (rang, grant) in self.financements.iter().enumerate() {
                if rang.is_multiple_of(PAS) {
                    progress.step("Écriture dans le carnet", rang as u64, total)?;
                }
                let source = Source::Officiel { millesime };
                ecrits += usize::from(edit.financement(grant, source)?);
            }
            Ok(ecrits)
        })
    }
}
