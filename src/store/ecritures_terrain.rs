//! The work in the field as the pages write it: visits, actions, trainings, events, observations.

use super::ecritures_suivi::{named, some};
use super::{Champs, Edit, Genre, brouillon};
use crate::domain::{
    Action, Conge, Copie, Evenement, Formateur, Formation, Id, Modele, Observation, Participation,
    Partie, Piece, Rencontre, Seance, Source, Visite, VisiteEntiere,
};
use crate::error::Result;

impl Edit<'_> {
    /// Saves a visit whole: its report, who was met, its copies, what was decided. Whoever is no
    /// longer listed among those met is taken away, and so is the draft it was.
    pub fn visite_entiere(&mut self, v: &VisiteEntiere) -> Result<()> {
        let c = &v.compte_rendu;
        let champs = visite_champs(&v.visite)
            .set_opt("contexte", some(&c.contexte))
            .set_opt("constats", some(&c.constats))
            .set_opt("conseils", some(&c.conseils))
            .set_opt("suites", some(&c.suites));
        let id = v.visite.id;
        self.put(Genre::Visite, id, champs, Source::Saisi)?;
        let gardees: Vec<Id> = v.rencontres.iter().map(|r| r.id).collect();
        for parti in self.parts_not_in(Genre::Rencontre, id, &gardees)? {
            self.delete(Genre::Rencontre, parti)?;
        }
        for rencontre in &v.rencontres {
            self.rencontre(id, rencontre)?;
        }
        for copie in &v.copies {
            self.copie(id, copie)?;
        }
        brouillon::forget(&self.store.base, id)?;
        v.actions.iter().try_for_each(|a| self.action(a).map(drop))
    }

    /// What is not in the report: school, day, length, reason, who went.
    pub fn visite(&mut self, v: &Visite) -> Result<bool> {
        self.put(Genre::Visite, v.id, visite_champs(v), Source::Saisi)
    }

    fn rencontre(&mut self, visite: Id, r: &Rencontre) -> Result<bool> {
        let champs = Champs::new()
            .set("visite", visite)
            .set_opt("role", r.role)
            .set_opt("nombre", r.nombre)
            .set_opt("nom", some(&r.nom));
        self.put(Genre::Rencontre, r.id, champs, Source::Saisi)
    }

    fn copie(&mut self, visite: Id, c: &Copie) -> Result<bool> {
        let parties: Vec<&str> = c.parties.iter().map(|p: &Partie| p.as_str()).collect();
        let champs = Champs::new()
            .set("visite", visite)
            .set("pour", c.pour.as_str())
            .set("parties", parties.join(" "))
            .set_opt("destinataires", some(&c.destinataires));
        let id = Id::derived("copie", &format!("{visite}/{}", c.pour.as_str()));
        self.put(Genre::Copie, id, champs, Source::Saisi)
    }

    /// The visible parts of a visit that are not among `gardees`.
    fn parts_not_in(&self, genre: Genre, visite: Id, gardees: &[Id]) -> Result<Vec<Id>> {
        let sql = format!(
            "SELECT id FROM {} WHERE visite = ?1 AND supprime = 0",
            genre.as_str()
        );
        let base = &self.store.base;
        let mut ids = base.rows(&sql, [visite], |row| row.get::<_, Id>(0))?;
        ids.retain(|id| !gardees.contains(id));
        Ok(ids)
    }

    /// Creates an action, or writes what changed in it.
    pub fn action(&mut self, a: &Action) -> Result<bool> {
        named(&a.libelle, "à cette action")?;
        let champs = Champs::new()
            .set("ecole", a.ecole)
            .set_opt("visite", a.visite)
            .set("libelle", a.libelle.trim())
            .set_opt("role", a.role)
            .set_opt("qui", some(&a.qui))
            .set_opt("echeance", a.echeance)
            .set_opt("faite_le", a.faite_le)
            .set_opt("abandonnee_le", a.abandonnee_le)
            .set_opt("commentaire", some(&a.commentaire));
        self.put(Genre::Action, a.id, champs, Source::Saisi)
    }

    /// Creates a training, or writes what changed in it; its sessions apart.
    pub fn formation(&mut self, f: &Formation) -> Result<bool> {
        named(&f.titre, "à la formation")?;
        let champs = Champs::new()
            .set("titre", f.titre.trim())
            .set_opt("objectifs", some(&f.objectifs))
            .set_opt("systeme", f.systeme.map(|s| s.as_str()))
            .set_opt("reference", some(&f.reference))
            .set_opt("public", f.public.map(|p| p.as_str()))
            .set_opt("cycle", f.cycle);
        self.put(Genre::Formation, f.id, champs, Source::Saisi)
    }

    /// Creates a session, or writes what changed in it; participants and trainers apart.
    pub fn seance(&mut self, s: &Seance) -> Result<bool> {
        let champs = Champs::new()
            .set("formation", s.formation)
            .set_opt("le", s.le)
            .set_opt("duree", s.duree)
            .set_opt("duree_18h", s.duree_18h)
            .set_opt("modalite", s.modalite.map(|m| m.as_str()))
            .set_opt("lieu", some(&s.lieu))
            .set_opt("statut", s.statut.map(|x| x.as_str()))
            .set_opt("reponses", s.reponses)
            .set_opt("satisfaction", s.satisfaction)
            .set_opt("bilan", some(&s.bilan));
        self.put(Genre::Seance, s.id, champs, Source::Saisi)
    }

    /// The people of one school in a session; a second entry for the school replaces the first.
    pub fn participation(&mut self, seance: Id, p: &Participation) -> Result<bool> {
        let champs = Champs::new()
            .set("seance", seance)
            .set("ecole", p.ecole)
            .set_opt("nombre", p.nombre)
            .set_opt("noms", some(&p.noms));
        self.put(
            Genre::Participation,
            participation_id(seance, p.ecole),
            champs,
            Source::Saisi,
        )
    }

    pub fn formateur(&mut self, seance: Id, f: &Formateur) -> Result<bool> {
        let champs = Champs::new()
            .set("seance", seance)
            .set_opt("nom", some(&f.nom))
            .set_opt("role", f.role)
            .set_opt("animation", f.animation)
            .set_opt("preparation", f.preparation);
        self.put(Genre::Formateur, f.id, champs, Source::Saisi)
    }

    /// Creates an event, or writes what changed in it; its schools apart.
    pub fn evenement(&mut self, e: &Evenement) -> Result<bool> {
        named(&e.nom, "à l’événement")?;
        let champs = Champs::new()
            .set_opt("sorte", e.sorte)
            .set("nom", e.nom.trim())
            .set_opt("le", e.le)
            .set_opt("duree", e.duree)
            .set_opt("lieu", some(&e.lieu))
            .set_opt("secteur", e.secteur)
            .set_opt("participants", e.participants)
            .set_opt("compte_rendu", some(&e.compte_rendu));
        self.put(Genre::Evenement, e.id, champs, Source::Saisi)
    }

    /// A school was part of an event, or was not.
    pub fn evenement_ecole(&mut self, evenement: Id, ecole: Id, present: bool) -> Result<()> {
        let id = evenement_ecole_id(evenement, ecole);
        if !present {
            return self.delete(Genre::EvenementEcole, id);
        }
        let champs = Champs::new()
            .set("evenement", evenement)
            .set("ecole", ecole);
        self.put(Genre::EvenementEcole, id, champs, Source::Saisi)
            .map(drop)
    }

    /// Saves an observation and its grid; a row that is no longer there is taken away.
    pub fn observation(&mut self, o: &Observation) -> Result<()> {
        let champs = Champs::new()
            .set("ecole", o.ecole)
            .set("le", o.le)
            .set_opt("observateur", some(&o.observateur))
            .set_opt("cycle", o.cycle)
            .set_opt("constat", some(&o.constat))
            .set_opt("capsule", some(&o.capsule))
            .set_opt("consentement", o.consentement)
            .set_opt("droit_image", o.droit_image);
        self.put(Genre::Observation, o.id, champs, Source::Saisi)?;
        let ligne_id = |service| Id::derived("observation_ligne", &format!("{}/{service}", o.id));
        let connues = self.store.base.rows(
            "SELECT id FROM observation_ligne WHERE observation = ?1 AND supprime = 0",
            [o.id],
            |row| row.get::<_, Id>(0),
        )?;
        let gardees: Vec<Id> = o.lignes.iter().map(|l| ligne_id(l.service)).collect();
        for retiree in connues.into_iter().filter(|id| !gardees.contains(id)) {
            self.delete(Genre::ObservationLigne, retiree)?;
        }
        for (ligne, id) in o.lignes.iter().zip(gardees) {
            let acteurs: Vec<String> = ligne.acteurs.iter().map(ToString::to_string).collect();
            let crcn: Vec<&str> = ligne.crcn.iter().map(|c| c.numero()).collect();
            let champs = Champs::new()
                .set("observation", o.id)
                .set("service", ligne.service)
                .set_opt("frequence", ligne.frequence)
                .set_opt("palier", ligne.palier)
                .set_opt("point_de_vue", ligne.point_de_vue)
                .set_opt("acteurs", some(&acteurs.join(" ")))
                .set_opt("crcn", some(&crcn.join(" ")))
                .set_opt("constat", some(&ligne.constat));
            self.put(Genre::ObservationLigne, id, champs, Source::Saisi)?;
        }
        Ok(())
    }

    /// A link to a file or an address.
    pub fn piece(&mut self, p: &Piece) -> Result<bool> {
        named(&p.adresse, "ou une adresse à la pièce")?;
        let champs = Champs::new()
            .set("ecole", p.ecole)
            .set_opt("objet", p.objet)
            .set_opt("libelle", some(&p.libelle))
            .set("adresse", p.adresse.trim());
        self.put(Genre::Piece, p.id, champs, Source::Saisi)
    }

    /// Days without school.
    pub fn conge(&mut self, c: &Conge) -> Result<bool> {
        named(&c.nom, "à ces congés")?;
        super::ecritures_suivi::in_order(Some(c.debut), Some(c.fin))?;
        let champs = Champs::new()
            .set("nom", c.nom.trim())
            .set("debut", c.debut)
            .set("fin", c.fin);
        self.put(Genre::Conge, c.id, champs, Source::Saisi)
    }

    /// The text a report begins with.
    pub fn modele(&mut self, m: &Modele) -> Result<bool> {
        named(&m.nom, "au modèle")?;
        let champs = Champs::new()
            .set("nom", m.nom.trim())
            .set_opt("contexte", some(&m.texte.contexte))
            .set_opt("constats", some(&m.texte.constats))
            .set_opt("conseils", some(&m.texte.conseils))
            .set_opt("suites", some(&m.texte.suites))
            .set("ordre", m.ordre);
        self.put(Genre::Modele, m.id, champs, Source::Saisi)
    }
}

/// The identity of a school's part in a session.
pub fn participation_id(seance: Id, ecole: Id) -> Id {
    Id::derived("participation", &format!("{seance}/{ecole}"))
}

/// The identity of a school's part in an event.
pub fn evenement_ecole_id(evenement: Id, ecole: Id) -> Id {
    Id::derived("evenement_ecole", &format!("{evenement}/{ecole}"))
}

fn visite_champs(v: &Visite) -> Champs {
    Champs::new()
        .set("ecole", v.ecole)
        .set("le", v.le)
        .set_opt("duree", v.duree)
        .set_opt("motif", v.motif)
        .set_opt("intervenant", some(&v.intervenant))
}
