//! The rows of the field: trainings, visits, observations, events; and what of it always stays.

use super::Sortie;
use crate::domain::{Evenement, Faits, Formation, Id, Observation, Seance, Visite};
use crate::store::export::Cellule;

const APRES: &str = "sans date, ou après la date de l’envoi";

impl Sortie<'_> {
    pub(super) fn terrain(&mut self) {
        let faits: &Faits = self.faits;
        let au = self.au;
        self.formations(faits);
        let mut futures = 0;
        for visite in faits.terrain.toutes_comptees() {
            if visite.le > au {
                futures += 1;
            } else if self.ici.contains(&visite.ecole) {
                self.visite(visite);
            }
        }
        self.laisse(futures, ("visite", "visites"), APRES);
        self.laisse(
            faits.terrain.secondes.len(),
            ("second récit de visite", "seconds récits de visites"),
            "une visite faite à deux part une fois",
        );
        let mut futures = 0;
        for observation in faits.terrain.observations.values().flatten() {
            if observation.le > au {
                futures += 1;
            } else if self.ici.contains(&observation.ecole) {
                self.observation(observation);
            }
        }
        self.laisse(futures, ("observation", "observations"), APRES);
        self.evenements(faits);
        self.secteurs();
        self.laisse(
            faits.terrain.actions.values().map(Vec::len).sum(),
            ("action promise", "actions promises"),
            "elles restent entre l’école et vous, comme les comptes rendus de visite",
        );
        self.laisse(
            faits.terrain.pieces.values().map(Vec::len).sum(),
            ("lien vers un fichier", "liens vers des fichiers"),
            "ils ne mènent quelque part que sur cet ordinateur",
        );
    }

    fn formations(&mut self, faits: &Faits) {
        let au = self.au;
        let mut futures = 0;
        for formation in faits.terrain.formations.values() {
            let mut envoyees = Vec::new();
            for seance in &formation.seances {
                if seance.le.is_none_or(|le| le > au) {
                    futures += 1;
                // A session nobody was said to attend belongs to the whole carnet.
                } else if self.tout
                    || seance
                        .participations
                        .iter()
                        .any(|p| self.ici.contains(&p.ecole))
                {
                    envoyees.push(seance);
                }
            }
            if envoyees.is_empty() {
                continue;
            }
            self.formation(formation);
            for seance in envoyees {
                self.seance(seance);
            }
        }
        self.laisse(futures, ("séance", "séances"), APRES);
    }

    fn formation(&mut self, f: &Formation) {
        let row = [
            ("id", self.id(f.id)),
            ("titre", self.titre(&f.titre)),
            ("systeme", f.systeme.map(|s| s.as_str()).into()),
            ("reference", self.titre(&f.reference)),
            ("public", f.public.map(|p| p.as_str()).into()),
            ("cycle", self.terme(f.cycle)),
            ("objectifs", Cellule::texte(&f.objectifs)),
        ];
        self.contenu.push("formation", row);
    }

    fn seance(&mut self, s: &Seance) {
        let row = [
            ("id", self.id(s.id)),
            ("formation", self.id(s.formation)),
            ("le", s.le.into()),
            ("duree", s.duree.into()),
            ("duree_18h", s.duree_18h.into()),
            ("modalite", s.modalite.map(|m| m.as_str()).into()),
            ("statut", s.statut.map(|s| s.as_str()).into()),
            ("reponses", s.reponses.into()),
            ("satisfaction", s.satisfaction.into()),
            ("lieu", Cellule::texte(&s.lieu)),
            ("bilan", Cellule::texte(&s.bilan)),
        ];
        self.contenu.push("seance", row);
        for p in &s.participations {
            if !self.ici.contains(&p.ecole) {
                continue;
            }
            let row = [
                ("seance", self.id(s.id)),
                ("ecole", self.uai(p.ecole)),
                // Those who are only named are counted.
                ("nombre", p.personnes().into()),
                ("noms", Cellule::texte(&p.noms)),
            ];
            self.contenu.push("participation", row);
        }
    }

    fn visite(&mut self, v: &Visite) {
        let row = [
            ("ecole", self.uai(v.ecole)),
            ("id", self.id(v.id)),
            ("le", v.le.into()),
            ("duree", v.duree.into()),
            ("motif", self.terme(v.motif)),
            ("intervenant", Cellule::texte(&v.intervenant)),
        ];
        self.contenu.push("visite", row);
    }

    fn observation(&mut self, o: &Observation) {
        let row = [
            ("id", self.id(o.id)),
            ("ecole", self.uai(o.ecole)),
            ("le", o.le.into()),
            ("cycle", self.terme(o.cycle)),
            ("consentement", o.consentement.into()),
            ("droit_image", o.droit_image.into()),
            ("observateur", Cellule::texte(&o.observateur)),
            ("constat", Cellule::texte(&o.constat)),
            ("capsule", Cellule::texte(&o.capsule)),
        ];
        self.contenu.push("observation", row);
        for ligne in &o.lignes {
            let service = self.terme(Some(ligne.service));
            if service == Cellule::Nul {
                continue;
            }
            let mut acteurs: Vec<String> = (ligne.acteurs.iter())
                .filter_map(|id| self.terme(Some(*id)).as_str().map(str::to_owned))
                .collect();
            acteurs.sort_unstable();
            let crcn: Vec<&str> = ligne.crcn.iter().map(|c| c.numero()).collect();
            let row = [
                ("observation", self.id(o.id)),
                ("service", service),
                ("frequence", self.terme(ligne.frequence)),
                ("palier", self.terme(ligne.palier)),
                ("point_de_vue", self.terme(ligne.point_de_vue)),
                ("acteurs", Cellule::texte(&acteurs.join(" "))),
                ("crcn", Cellule::texte(&crcn.join(" "))),
                ("constat", Cellule::texte(&ligne.constat)),
            ];
            self.contenu.push("observation_ligne", row);
        }
    }

    fn evenements(&mut self, faits: &Faits) {
        let au = self.au;
        let mut futurs = 0;
        for e in faits.terrain.evenements.values() {
            let ecoles: Vec<Id> = e.ecoles.intersection(&self.ici).copied().collect();
            let secteur = e.secteur.filter(|id| faits.secteurs.contains_key(id));
            let sien = secteur.is_some_and(|id| self.secteurs.contains(&id));
            if !(self.tout || sien || !ecoles.is_empty()) {
                continue;
            }
            match e.le {
                Some(le) if le <= au => self.evenement(e, secteur, &ecoles),
                _ => futurs += 1,
            }
        }
        self.laisse(futurs, ("événement", "événements"), APRES);
    }

    fn evenement(&mut self, e: &Evenement, secteur: Option<Id>, ecoles: &[Id]) {
        self.secteurs.extend(secteur);
        let row = [
            ("id", self.id(e.id)),
            ("sorte", self.terme(e.sorte)),
            ("nom", self.titre(&e.nom)),
            ("le", e.le.into()),
            ("duree", e.duree.into()),
            ("secteur", secteur.map(|id| self.cle.public(id)).into()),
            ("participants", e.participants.into()),
            ("lieu", Cellule::texte(&e.lieu)),
            ("compte_rendu", Cellule::texte(&e.compte_rendu)),
        ];
        self.contenu.push("evenement", row);
        for ecole in ecoles {
            let row = [("evenement", self.id(e.id)), ("ecole", self.uai(*ecole))];
            self.contenu.push("evenement_ecole", row);
        }
    }
}
