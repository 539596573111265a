//! The rows of schools, and of what they belong to.

use super::Sortie;
use crate::domain::{Ecole, Faits, Id, departement_nom};
use crate::store::export::Cellule;

impl Sortie<'_> {
    pub(super) fn ecoles(&mut self) {
        let faits: &Faits = self.faits;
        let mut sans_uai = 0;
        for ecole in &faits.ecoles {
            if self.ici.contains(&ecole.id) {
                self.ecole(faits, ecole);
            } else {
                sans_uai += 1;
            }
        }
        self.laisse(sans_uai, ("école", "écoles"), "sans UAI");
        for id in self.circonscriptions.clone() {
            self.circonscription(id, true);
        }
    }

    fn ecole(&mut self, faits: &Faits, ecole: &Ecole) {
        let au = self.au;
        let periode = ecole.au_periode(au);
        let s = &periode.situation;
        let circonscription = faits.circonscription(s).map(|c| c.id);
        self.circonscriptions.extend(circonscription);
        let secteur = faits.secteur(s).map(|s| s.id);
        self.secteurs.extend(secteur);
        let effectif = faits.effectif_au(ecole.id, au);
        let ips = faits.ips_au(ecole.id, au);
        let verification = faits.verification_au(ecole.id, au);
        let departement = s.departement.as_deref();
        let row = [
            ("uai", ecole.uai.as_str().into()),
            ("nom", Cellule::texte(&s.nom)),
            ("maternelle", s.maternelle.into()),
            ("elementaire", s.elementaire.into()),
            ("specialisee", s.specialisee.into()),
            ("statut", s.statut.map(|s| s.as_str()).into()),
            ("commune", s.commune.as_deref().into()),
            ("commune_nom", s.commune_nom.as_deref().into()),
            ("departement", departement.into()),
            (
                "departement_nom",
                departement.and_then(departement_nom).into(),
            ),
            (
                "circonscription",
                circonscription.map(|id| self.cle.public(id)).into(),
            ),
            ("secteur", secteur.map(|id| self.cle.public(id)).into()),
            (
                "education_prioritaire",
                s.education_prioritaire.map(|e| e.as_str()).into(),
            ),
            ("rpi_disperse", s.rpi.as_deref().into()),
            ("latitude", s.latitude.into()),
            ("longitude", s.longitude.into()),
            ("eleves", faits.eleves_au(ecole.id, s, au).into()),
            ("classes", faits.classes_au(ecole.id, s, au).into()),
            ("effectif_rentree", effectif.map(|e| e.rentree).into()),
            ("ips_dixiemes", ips.and_then(|i| i.dixiemes).into()),
            ("ips_rentree", ips.map(|i| i.rentree).into()),
            ("ouverture", s.ouverture.into()),
            ("fermeture", s.fermeture.into()),
            ("etat", s.etat.map(|e| e.as_str()).into()),
            (
                "successeur",
                s.successeur.map_or(Cellule::Nul, |id| self.uai(id)),
            ),
            ("connue_depuis", periode.depuis.into()),
            ("verifiee_le", verification.map(|v| v.le).into()),
            (
                "verifiee_par",
                verification.map_or(Cellule::Nul, |v| Cellule::texte(&v.par)),
            ),
        ];
        self.contenu.push("ecole", row);
    }

    /// A circonscription, sent with its schools or named by a project.
    pub(super) fn circonscription(&mut self, id: Id, envoyee: bool) {
        if let Some(c) = self.faits.circonscriptions.get(&id) {
            let row = [
                ("id", self.cle.public(id).into()),
                ("code", c.code.as_deref().into()),
                ("nom", c.nom.as_str().into()),
                ("departement", c.departement.as_deref().into()),
                ("envoyee", envoyee.into()),
            ];
            self.contenu.push("circonscription", row);
        }
    }

    /// The secteurs that schools and events name.
    pub(super) fn secteurs(&mut self) {
        let faits: &Faits = self.faits;
        for id in std::mem::take(&mut self.secteurs) {
            let Some(s) = faits.secteurs.get(&id) else {
                continue;
            };
            let ent = self.titre(&s.ent);
            let row = [
                ("id", self.cle.public(id).into()),
                ("uai", s.uai.as_deref().into()),
                ("nom", s.nom.as_str().into()),
                ("commune_nom", s.commune_nom.as_deref().into()),
                ("departement", s.departement.as_deref().into()),
                ("plan_ruralite", s.plan_ruralite.into()),
                ("ent", ent),
                ("latitude", s.position.map(|p| p.0).into()),
                ("longitude", s.position.map(|p| p.1).into()),
            ];
            self.contenu.push("secteur_college", row);
        }
    }
}
