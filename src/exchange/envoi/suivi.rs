//! The rows of the roll-out: projects, deployments, fundings, conditions.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use super::Sortie;
use crate::domain::texte::sans_accents;
use crate::domain::{Conditions, Deploiement, Faits, Financement, Id, Liste, Perimetre, Projet};
use crate::store::export::Cellule;

impl Sortie<'_> {
    pub(super) fn suivi(&mut self) {
        let faits: &Faits = self.faits;
        let projets = self.projets(faits);
        let deploiements = self.deploiements(faits, &projets);
        self.financements(faits, &deploiements);
        let dites = faits.conditions.values().flatten();
        let (dites, futures): (Vec<_>, Vec<_>) = dites.partition(|c| c.le <= self.au);
        let connues = dites.into_iter().filter(|c| self.ici.contains(&c.ecole));
        for conditions in connues.collect::<Vec<_>>() {
            self.conditions(conditions);
        }
        self.laisse(
            futures.len(),
            ("relevé de conditions", "relevés de conditions"),
            "après la date de l’envoi",
        );
    }

    /// Those that began and have a school or the circonscription here.
    fn projets(&mut self, faits: &Faits) -> BTreeSet<Id> {
        let mut envoyes = BTreeSet::new();
        let mut futurs = 0;
        let mut citees = BTreeSet::new();
        for projet in faits.projets.values() {
            let ecoles: Vec<Id> = projet.ecoles.intersection(&self.ici).copied().collect();
            let sien =
                (projet.circonscription).is_some_and(|id| self.circonscriptions.contains(&id));
            if !(self.tout || sien || !ecoles.is_empty()) {
                continue;
            }
            if projet.debut.is_some_and(|debut| debut > self.au) {
                futurs += 1;
                continue;
            }
            envoyes.insert(projet.id);
            citees.extend(projet.circonscription);
            self.projet(projet, &ecoles);
        }
        for id in citees.difference(&self.circonscriptions.clone()) {
            self.circonscription(*id, false);
        }
        self.laisse(
            futurs,
            ("projet", "projets"),
            "commencés après la date de l’envoi",
        );
        envoyes
    }

    fn projet(&mut self, projet: &Projet, ecoles: &[Id]) {
        let circonscription =
            (projet.circonscription).filter(|id| self.faits.circonscriptions.contains_key(id));
        let row = [
            ("id", self.id(projet.id)),
            ("nom", self.titre(&projet.nom)),
            ("portee", projet.portee.map(|p| p.as_str()).into()),
            (
                "circonscription",
                circonscription.map(|id| self.cle.public(id)).into(),
            ),
            ("solution", self.solution(projet.solution)),
            ("debut", projet.debut.into()),
            ("fin", projet.fin.into()),
            ("description", Cellule::texte(&projet.description)),
            ("evaluation", Cellule::texte(&projet.evaluation)),
        ];
        self.contenu.push("projet", row);
        for ecole in ecoles {
            let row = [("projet", self.id(projet.id)), ("ecole", self.uai(*ecole))];
            self.contenu.push("projet_ecole", row);
        }
        for jalon in &projet.jalons {
            let row = [
                ("projet", self.id(projet.id)),
                ("id", self.id(jalon.id)),
                ("moment", self.terme(jalon.moment)),
                ("libelle", Cellule::texte(&jalon.libelle)),
                ("prevu_le", jalon.prevu_le.into()),
                (
                    "atteint_le",
                    jalon.atteint_le.filter(|le| *le <= self.au).into(),
                ),
                ("conseiller_associe", jalon.conseiller_associe.into()),
            ];
            self.contenu.push("jalon", row);
        }
    }

    /// A solution, which then leaves too.
    fn solution(&mut self, id: Option<Id>) -> Cellule {
        let connue = id.filter(|id| self.faits.solutions.contains_key(id));
        self.solutions.extend(connue);
        connue.map(|id| self.cle.public(id)).into()
    }

    /// The periods begun, and those of which a stage is reached: announced ones.
    fn deploiements(&mut self, faits: &Faits, projets: &BTreeSet<Id>) -> BTreeSet<Id> {
        let au = self.au;
        let mut envoyes = BTreeSet::new();
        let (mut futurs, mut sans_solution) = (0, 0);
        for d in faits.deploiements.values().flatten() {
            let reached = d.etapes.iter().flatten().any(|le| *le <= au);
            if !self.ici.contains(&d.ecole) {
                continue;
            }
            if !reached && d.debut.is_none_or(|debut| debut > au) {
                futurs += 1;
            } else if !faits.solutions.contains_key(&d.solution) {
                sans_solution += 1;
            } else {
                envoyes.insert(d.id);
                self.deploiement(d, projets);
            }
        }
        self.laisse(
            futurs,
            ("ENT", "ENT"),
            "sans premier jour, ou commencés après la date de l’envoi",
        );
        self.laisse(
            sans_solution,
            ("ENT", "ENT"),
            "leur solution a été supprimée",
        );
        envoyes
    }

    fn deploiement(&mut self, d: &Deploiement, projets: &BTreeSet<Id>) {
        let (perimetre, nombre, total) = match d.perimetre {
            Perimetre::Ecole => ("ecole", None, None),
            Perimetre::Classes { nombre, total } => ("classes", nombre, total),
        };
        let projet = d.projet.filter(|id| projets.contains(id));
        let row = [
            ("ecole", self.uai(d.ecole)),
            ("id", self.id(d.id)),
            ("solution", self.solution(Some(d.solution))),
            ("projet", projet.map_or(Cellule::Nul, |id| self.id(id))),
            ("debut", d.debut.into()),
            ("fin", d.fin.into()),
            ("perimetre", perimetre.into()),
            ("classes", nombre.into()),
            ("classes_total", total.into()),
            ("projet_le", d.etapes[0].into()),
            ("conventionne_le", d.etapes[1].into()),
            ("comptes_le", d.etapes[2].into()),
            ("forme_le", d.etapes[3].into()),
            ("utilise_le", d.etapes[4].into()),
            ("commentaire", Cellule::texte(&d.commentaire)),
        ];
        self.contenu.push("deploiement", row);
    }

    fn financements(&mut self, faits: &Faits, deploiements: &BTreeSet<Id>) {
        let postes: BTreeSet<String> = faits
            .termes
            .iter()
            .filter(|t| t.liste == Liste::Poste)
            .map(|t| sans_accents(&t.nom))
            .collect();
        let mut futurs = 0;
        for f in faits.financements.values().flatten() {
            if !self.ici.contains(&f.ecole) {
                continue;
            }
            if f.annee.is_some_and(|annee| annee > self.au.year()) {
                futurs += 1;
                continue;
            }
            let connu = postes.contains(&sans_accents(&f.poste));
            self.financement(f, deploiements, connu);
        }
        self.laisse(
            futurs,
            ("financement", "financements"),
            "d’une année après la date de l’envoi",
        );
    }

    fn financement(&mut self, f: &Financement, deploiements: &BTreeSet<Id>, poste_connu: bool) {
        let deploiement = f.deploiement.filter(|id| deploiements.contains(id));
        let dispositif = f
            .dispositif
            .filter(|id| self.faits.dispositifs.contains_key(id));
        self.dispositifs.extend(dispositif);
        let row = [
            ("ecole", self.uai(f.ecole)),
            ("id", self.id(f.id)),
            (
                "deploiement",
                deploiement.map_or(Cellule::Nul, |id| self.id(id)),
            ),
            (
                "dispositif",
                dispositif.map(|id| self.cle.public(id)).into(),
            ),
            ("annee", f.annee.into()),
            ("montant_centimes", f.montant_centimes.into()),
            // A word that is of no list is a free text.
            (
                "poste",
                self.contenu.mot(Cellule::texte(&f.poste), poste_connu),
            ),
            ("abonnement_debut", f.abonnement_debut.into()),
            ("abonnement_fin", f.abonnement_fin.into()),
            ("commentaire", Cellule::texte(&f.commentaire)),
        ];
        self.contenu.push("financement", row);
    }

    fn conditions(&mut self, c: &Conditions) {
        let row = [
            ("ecole", self.uai(c.ecole)),
            ("le", c.le.into()),
            ("debit_mbits", c.debit_mbits.into()),
            ("wifi", c.wifi.map(|w| w.as_str()).into()),
            ("postes", c.postes.into()),
            ("tablettes", c.tablettes.into()),
            ("ecrans", c.ecrans.into()),
            ("gar", c.gar.into()),
            ("gar_le", c.gar_le.into()),
            ("responsable_affectation", c.responsable_affectation.into()),
            ("alimentation", c.alimentation.map(|a| a.as_str()).into()),
            ("charte", c.charte.into()),
            ("charte_le", c.charte_le.into()),
            ("commentaire", Cellule::texte(&c.commentaire)),
        ];
        self.contenu.push("conditions", row);
    }
}
