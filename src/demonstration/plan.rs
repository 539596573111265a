//! What a demonstration carnet will hold, as plain values, and the acts that write it in the
//! order in which people would have written it.

use chrono::NaiveDate;

use super::ecole_fictive::EcoleFictive;
use crate::domain::{
    Action, ChampEcole, Conditions, Deploiement, Etape, Evenement, Formation, Id, Liste,
    Observation, Seance, Source, VisiteEntiere,
};
use crate::error::Result;
use crate::store::{Auteur, Champs, Edit, Genre, Lot, Store, Valeur, dispositif, solution, terme};
use crate::systeme::Horloge;

/// Someone who kept the carnet. Nobody real.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Personne {
    pub(super) nom: &'static str,
    pub(super) fonction: &'static str,
}

impl Personne {
    pub(super) fn le(self, jour: NaiveDate) -> Auteur {
        Auteur {
            personne: self.nom.to_owned(),
            fonction: self.fonction.to_owned(),
            horloge: Horloge::fixe(jour),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct CirconscriptionFictive {
    pub(super) id: Id,
    pub(super) code: String,
    pub(super) nom: String,
    pub(super) departement: &'static str,
}

#[derive(Clone, Debug)]
pub(super) struct SecteurFictif {
    pub(super) id: Id,
    pub(super) uai: String,
    pub(super) nom: String,
    pub(super) commune: String,
    pub(super) commune_nom: String,
    pub(super) departement: &'static str,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) plan_ruralite: bool,
    /// The ENT of the collège itself; empty when nobody said.
    pub(super) ent: &'static str,
}

#[derive(Clone, Debug)]
pub(super) struct FinancementFictif {
    pub(super) ecole: Id,
    pub(super) deploiement: Id,
    /// Code of the scheme.
    pub(super) dispositif: &'static str,
    pub(super) centimes: i64,
    pub(super) poste: &'static str,
    pub(super) debut: NaiveDate,
    pub(super) fin: NaiveDate,
}

#[derive(Clone, Debug)]
pub(super) struct JalonFictif {
    /// Code of the moment.
    pub(super) moment: &'static str,
    pub(super) libelle: &'static str,
    pub(super) prevu_le: NaiveDate,
    pub(super) atteint_le: Option<NaiveDate>,
    /// Was one part of it; for a milestone not reached, is one expected.
    pub(super) conseiller_associe: Option<bool>,
}

#[derive(Clone, Debug)]
pub(super) struct ProjetFictif {
    pub(super) id: Id,
    pub(super) nom: String,
    pub(super) portee: &'static str,
    pub(super) circonscription: Option<Id>,
    /// Code of the ENT it rolls out.
    pub(super) solution: Option<&'static str>,
    pub(super) debut: NaiveDate,
    pub(super) fin: Option<NaiveDate>,
    pub(super) description: &'static str,
    /// What was learnt, and the day it was written.
    pub(super) evaluation: Option<(NaiveDate, &'static str)>,
    pub(super) ecoles: Vec<Id>,
    pub(super) jalons: Vec<JalonFictif>,
}

/// All the facts, whatever the day somebody learned them.
#[derive(Clone, Debug, Default)]
pub(super) struct Monde {
    pub(super) circonscriptions: Vec<CirconscriptionFictive>,
    pub(super) secteurs: Vec<SecteurFictif>,
    pub(super) ecoles: Vec<EcoleFictive>,
    pub(super) deploiements: Vec<Deploiement>,
    pub(super) financements: Vec<FinancementFictif>,
    pub(super) projets: Vec<ProjetFictif>,
}

/// One write.
#[derive(Clone, Debug)]
pub(super) enum Ecriture {
    Objet(Genre, Id, Champs, Source),
    Releve(NaiveDate, String, Champs),
    Deploiement(Box<Deploiement>),
    SupprimerDeploiement(Id),
    Correction(Id, ChampEcole, Valeur),
    Changement(Id, NaiveDate, Champs),
    Verification(Id, NaiveDate, &'static str),
    Conditions(Box<Conditions>),
    Lot(Lot),
    Visite(Box<VisiteEntiere>),
    Action(Box<Action>),
    Formation(Box<Formation>),
    /// A session of this training, with who was there and who led it.
    Seance(Id, Box<Seance>),
    Evenement(Box<Evenement>),
    Observation(Box<Observation>),
}

/// One operation of one person on one day.
#[derive(Clone, Debug)]
pub(super) struct Acte {
    pub(super) jour: NaiveDate,
    pub(super) personne: Personne,
    pub(super) libelle: String,
    pub(super) ecritures: Vec<Ecriture>,
}

/// Writes these acts, each under the clock of its own day. They are in order of time.
pub(super) fn ecrire(store: &mut Store, actes: Vec<Acte>) -> Result<()> {
    for acte in actes {
        store.set_auteur(acte.personne.le(acte.jour));
        store.transact(&acte.libelle, |edit| {
            for ecriture in acte.ecritures {
                match ecriture {
                    Ecriture::Objet(genre, id, champs, source) => {
                        edit.put(genre, id, champs, source)?;
                    }
                    Ecriture::Releve(millesime, uai, champs) => {
                        edit.releve("annuaire", millesime, &uai, champs)?;
                    }
                    Ecriture::Deploiement(d) => {
                        edit.deploiement(&d)?;
                    }
                    Ecriture::SupprimerDeploiement(id) => edit.delete(Genre::Deploiement, id)?,
                    Ecriture::Correction(ecole, champ, valeur) => {
                        edit.corriger_ecole(ecole, champ, Some(valeur))?;
                    }
                    Ecriture::Changement(ecole, depuis, champs) => {
                        let id = Id::derived("ecole_changement", &format!("{ecole}/{depuis}"));
                        edit.changer_ecole_as(id, ecole, depuis, champs)?;
                    }
                    Ecriture::Conditions(c) => {
                        edit.conditions(&c)?;
                    }
                    Ecriture::Lot(lot) => {
                        edit.lot(&lot)?;
                    }
                    Ecriture::Visite(v) => edit.visite_entiere(&v)?,
                    Ecriture::Action(a) => {
                        edit.action(&a)?;
                    }
                    Ecriture::Formation(f) => {
                        edit.formation(&f)?;
                    }
                    Ecriture::Seance(formation, s) => seance(edit, formation, *s)?,
                    Ecriture::Evenement(e) => {
                        edit.evenement(&e)?;
                        for &ecole in &e.ecoles {
                            edit.evenement_ecole(e.id, ecole, true)?;
                        }
                    }
                    Ecriture::Observation(o) => edit.observation(&o)?,
                    Ecriture::Verification(ecole, le, par) => {
                        let id = Id::derived("verification", &format!("{ecole}/{le}"));
                        let champs = Champs::new()
                            .set("ecole", ecole)
                            .set("le", le)
                            .set("par", par);
                        edit.put(Genre::Verification, id, champs, Source::Saisi)?;
                    }
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn seance(edit: &mut Edit<'_>, formation: Id, seance: Seance) -> Result<()> {
    let seance = Seance {
        formation,
        ..seance
    };
    edit.seance(&seance)?;
    for participation in &seance.participations {
        edit.participation(seance.id, participation)?;
    }
    for formateur in &seance.formateurs {
        edit.formateur(seance.id, formateur)?;
    }
    Ok(())
}

impl Monde {
    /// The register's objects that every file of `millesime` names, then its schools.
    pub(super) fn annuaire(&self, millesime: NaiveDate) -> Vec<Ecriture> {
        let source = Source::Officiel { millesime };
        let mut ecritures: Vec<Ecriture> = self
            .circonscriptions
            .iter()
            .map(|c| {
                let champs = Champs::new()
                    .set("code", c.code.as_str())
                    .set("nom", c.nom.as_str())
                    .set("departement", c.departement);
                Ecriture::Objet(Genre::Circonscription, c.id, champs, source)
            })
            .collect();
        ecritures.extend(self.ecoles.iter().filter_map(|e| {
            Some(Ecriture::Releve(
                millesime,
                e.uai.clone(),
                e.releve(millesime)?,
            ))
        }));
        ecritures
    }

    /// The sectors, and the sector of these schools. Typed: the annuaire says nothing of it.
    pub(super) fn secteurs(&self, garde: impl Fn(&EcoleFictive) -> bool) -> Vec<Ecriture> {
        let mut ecritures: Vec<Ecriture> = self
            .secteurs
            .iter()
            .map(|s| {
                let mut champs = Champs::new()
                    .set("uai", s.uai.as_str())
                    .set("nom", s.nom.as_str())
                    .set("commune", s.commune.as_str())
                    .set("commune_nom", s.commune_nom.as_str())
                    .set("departement", s.departement)
                    .set("latitude", s.latitude)
                    .set("longitude", s.longitude)
                    .set("plan_ruralite", s.plan_ruralite);
                if !s.ent.is_empty() {
                    champs = champs.set("ent", s.ent);
                }
                Ecriture::Objet(Genre::SecteurCollege, s.id, champs, Source::Saisi)
            })
            .collect();
        ecritures.extend(self.ecoles.iter().filter(|e| garde(e)).filter_map(|e| {
            let secteur = e.secteur?;
            Some(Ecriture::Correction(
                e.id,
                ChampEcole::Secteur,
                secteur.into(),
            ))
        }));
        ecritures
    }

    /// Corrections and dated changes typed after `apres` and up to `jour`.
    pub(super) fn saisies(&self, apres: NaiveDate, jour: NaiveDate) -> Vec<Ecriture> {
        let mut ecritures = Vec::new();
        for e in &self.ecoles {
            for c in &e.corrections {
                if apres < c.saisie_le && c.saisie_le <= jour {
                    ecritures.push(Ecriture::Correction(e.id, c.champ, c.valeur.clone()));
                }
            }
            for c in &e.changements {
                if apres < c.saisi_le && c.saisi_le <= jour {
                    ecritures.push(Ecriture::Changement(e.id, c.depuis, c.champs.clone()));
                }
            }
        }
        ecritures
    }

    /// What is learned of the deployments after `apres` and up to `jour`: new ones, stages
    /// reached, ends; and the fundings that begin.
    pub(super) fn suivi(
        &self,
        apres: NaiveDate,
        jour: NaiveDate,
        garde: impl Fn(Id) -> bool,
    ) -> Vec<Ecriture> {
        let mut ecritures: Vec<Ecriture> = self
            .deploiements
            .iter()
            .filter(|d| garde(d.ecole))
            .filter_map(|d| {
                let connu = connu_au(d, jour)?;
                (connu_au(d, apres).as_ref() != Some(&connu))
                    .then(|| Ecriture::Deploiement(Box::new(connu)))
            })
            .collect();
        ecritures.extend(
            self.financements
                .iter()
                .filter(|f| garde(f.ecole) && apres < f.debut && f.debut <= jour)
                .map(financement),
        );
        ecritures
    }

    /// The projects that begin after `apres` and up to `jour`, with what is known of their
    /// milestones; and for those already known, the milestones reached since.
    pub(super) fn projets(&self, apres: NaiveDate, jour: NaiveDate) -> Vec<Ecriture> {
        let mut ecritures = Vec::new();
        for p in &self.projets {
            let nouveau = apres < p.debut && p.debut <= jour;
            if nouveau {
                let mut champs = Champs::new()
                    .set("nom", p.nom.as_str())
                    .set("portee", p.portee)
                    .set_opt("circonscription", p.circonscription)
                    .set_opt("solution", p.solution.map(solution))
                    .set("debut", p.debut)
                    .set_opt("fin", p.fin);
                if !p.description.is_empty() {
                    champs = champs.set("description", p.description);
                }
                ecritures.push(Ecriture::Objet(Genre::Projet, p.id, champs, Source::Saisi));
                ecritures.extend(p.ecoles.iter().map(|&ecole| {
                    let id = Id::derived("projet_ecole", &format!("{}/{ecole}", p.id));
                    let champs = Champs::new().set("projet", p.id).set("ecole", ecole);
                    Ecriture::Objet(Genre::ProjetEcole, id, champs, Source::Saisi)
                }));
            }
            if let Some((le, evaluation)) = p.evaluation
                && apres < le
                && le <= jour
            {
                let champs = Champs::new().set("evaluation", evaluation);
                ecritures.push(Ecriture::Objet(Genre::Projet, p.id, champs, Source::Saisi));
            }
            for j in &p.jalons {
                let atteint = j.atteint_le.filter(|d| *d <= jour);
                if !nouveau && (p.debut > jour || atteint.is_none_or(|d| d <= apres)) {
                    continue;
                }
                let id = Id::derived("jalon", &format!("{}/{}", p.id, j.libelle));
                let dit = atteint.is_some() || j.atteint_le.is_none();
                let champs = Champs::new()
                    .set("projet", p.id)
                    .set("moment", terme(Liste::Moment, j.moment))
                    .set("libelle", j.libelle)
                    .set("prevu_le", j.prevu_le)
                    .set_opt("atteint_le", atteint)
                    .set_opt("conseiller_associe", j.conseiller_associe.filter(|_| dit));
                ecritures.push(Ecriture::Objet(Genre::Jalon, id, champs, Source::Saisi));
            }
        }
        ecritures
    }
}

fn financement(f: &FinancementFictif) -> Ecriture {
    use chrono::Datelike as _;
    let cle = format!("{}/{}/{}", f.deploiement, f.dispositif, f.debut);
    let champs = Champs::new()
        .set("ecole", f.ecole)
        .set("deploiement", f.deploiement)
        .set("dispositif", dispositif(f.dispositif))
        .set("annee", i64::from(f.debut.year()))
        .set("montant_centimes", f.centimes)
        .set("poste", f.poste)
        .set("abonnement_debut", f.debut)
        .set("abonnement_fin", f.fin);
    let id = Id::derived("financement", &cle);
    Ecriture::Objet(Genre::Financement, id, champs, Source::Saisi)
}

/// The deployment as it was known on `jour`: the stages reached and the end that had come.
/// `None` before anything of it had happened.
fn connu_au(d: &Deploiement, jour: NaiveDate) -> Option<Deploiement> {
    let passe = |date: &NaiveDate| *date <= jour;
    let mut connu = d.clone();
    for etape in Etape::ALL {
        let case = &mut connu.etapes[etape as usize];
        *case = case.filter(passe);
    }
    connu.fin = d.fin.filter(passe);
    let commence = d.debut.as_ref().is_some_and(passe) || connu.etapes.iter().any(Option::is_some);
    commence.then_some(connu)
}
