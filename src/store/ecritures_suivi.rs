//! The facts around a deployment as the pages write them: fundings, projects, conditions, lists.

use super::objet::Objet;
use super::{Champs, Edit, Genre};
use crate::domain::{
    CommuneInfo, Conditions, Dispositif, Domaine, Financement, Id, Jalon, Projet, Solution, Source,
    Terme,
};
use crate::error::{Error, Result};

/// A text field: an empty one states that there is none.
pub(super) fn some(texte: &str) -> Option<&str> {
    let texte = texte.trim();
    (!texte.is_empty()).then_some(texte)
}

/// Refuses an end before its start, with the sentence to show at the field.
pub(super) fn in_order<T: PartialOrd>(debut: Option<T>, fin: Option<T>) -> Result<()> {
    if let (Some(debut), Some(fin)) = (debut, fin)
        && fin < debut
    {
        return Err(Error::Invalid(
            "La fin est avant le début : corrigez l’une des deux dates.".to_owned(),
        ));
    }
    Ok(())
}

/// Refuses a name left empty.
pub(super) fn named(nom: &str, quoi: &str) -> Result<()> {
    if nom.trim().is_empty() {
        return Err(Error::Invalid(format!("Donnez un nom {quoi}.")));
    }
    Ok(())
}

/// The identity of a school's part in a project: two people who add the same school coincide.
pub fn projet_ecole_id(projet: Id, ecole: Id) -> Id {
    Id::derived("projet_ecole", &format!("{projet}/{ecole}"))
}

impl Edit<'_> {
    /// Creates a funding, or writes what changed in it. `source` is typed, or the official file
    /// that tells it. Returns whether anything was written.
    pub fn financement(&mut self, f: &Financement, source: Source) -> Result<bool> {
        in_order(f.abonnement_debut, f.abonnement_fin)?;
        let mut champs = Champs::new()
            .set("ecole", f.ecole)
            .set_opt("deploiement", f.deploiement)
            .set_opt("dispositif", f.dispositif)
            .set_opt("annee", f.annee.map(i64::from))
            .set_opt("montant_centimes", f.montant_centimes)
            .set_opt("poste", some(&f.poste))
            .set_opt("abonnement_debut", f.abonnement_debut)
            .set_opt("abonnement_fin", f.abonnement_fin)
            .set_opt("commentaire", some(&f.commentaire));
        if !source.is_typed() {
            // A file says nothing of what it does not carry.
            champs.0.retain(|(_, ecrit)| ecrit.valeur().is_some());
        }
        self.put(Genre::Financement, f.id, champs, source)
    }

    /// Creates a project, or writes what changed in it; its schools and jalons apart.
    pub fn projet(&mut self, p: &Projet) -> Result<bool> {
        named(&p.nom, "au projet")?;
        in_order(p.debut, p.fin)?;
        let champs = Champs::new()
            .set("nom", p.nom.trim())
            .set_opt("portee", p.portee.map(|x| x.as_str()))
            .set_opt("circonscription", p.circonscription)
            .set_opt("solution", p.solution)
            .set_opt("debut", p.debut)
            .set_opt("fin", p.fin)
            .set_opt("description", some(&p.description))
            .set_opt("evaluation", some(&p.evaluation));
        self.put(Genre::Projet, p.id, champs, Source::Saisi)
    }

    /// A school takes part in a project, or no longer does.
    pub fn projet_ecole(&mut self, projet: Id, ecole: Id, membre: bool) -> Result<()> {
        let id = projet_ecole_id(projet, ecole);
        if membre {
            let champs = Champs::new().set("projet", projet).set("ecole", ecole);
            self.put(Genre::ProjetEcole, id, champs, Source::Saisi)?;
            return Ok(());
        }
        self.delete(Genre::ProjetEcole, id)
    }

    /// Creates a jalon, or writes what changed in it.
    pub fn jalon(&mut self, j: &Jalon) -> Result<bool> {
        let champs = Champs::new()
            .set("projet", j.projet)
            .set_opt("moment", j.moment)
            .set_opt("libelle", some(&j.libelle))
            .set_opt("prevu_le", j.prevu_le)
            .set_opt("atteint_le", j.atteint_le)
            .set_opt("conseiller_associe", j.conseiller_associe);
        self.put(Genre::Jalon, j.id, champs, Source::Saisi)
    }

    /// What was seen or told of a school on one day; what is `None` says nothing and leaves what
    /// was said that day as it is.
    pub fn conditions(&mut self, c: &Conditions) -> Result<bool> {
        let mut champs = Champs::new()
            .set("ecole", c.ecole)
            .set("le", c.le)
            .set_opt("debit_mbits", c.debit_mbits)
            .set_opt("wifi", c.wifi.map(|w| w.as_str()))
            .set_opt("postes", c.postes)
            .set_opt("tablettes", c.tablettes)
            .set_opt("ecrans", c.ecrans)
            .set_opt("gar", c.gar)
            .set_opt("gar_le", c.gar_le)
            .set_opt("responsable_affectation", c.responsable_affectation)
            .set_opt("alimentation", c.alimentation.map(|a| a.as_str()))
            .set_opt("charte", c.charte)
            .set_opt("charte_le", c.charte_le)
            .set_opt("commentaire", some(&c.commentaire));
        champs.0.retain(|(_, ecrit)| ecrit.valeur().is_some());
        if champs.0.len() <= 2 {
            return Ok(false);
        }
        self.put(Genre::Conditions, c.id(), champs, Source::Saisi)
    }

    /// Creates a solution, or writes what changed in it.
    pub fn solution(&mut self, s: &Solution) -> Result<bool> {
        named(&s.nom, "à la solution")?;
        let champs = Champs::new()
            .set("nom", s.nom.trim())
            .set_opt("editeur", some(&s.editeur))
            .set("compte_ent", s.compte_ent)
            .set("ordre", s.ordre)
            .set_opt("note", some(&s.note));
        self.put_changed(Genre::Solution, s.id, champs)
    }

    /// Creates a funding scheme, or writes what changed in it.
    pub fn dispositif(&mut self, d: &Dispositif) -> Result<bool> {
        named(&d.nom, "au dispositif")?;
        let champs = Champs::new()
            .set("nom", d.nom.trim())
            .set_opt("description", some(&d.description))
            .set_opt("reference", some(&d.reference))
            .set("ordre", d.ordre);
        self.put_changed(Genre::Dispositif, d.id, champs)
    }

    /// Creates an entry of a short list, or writes what changed in it.
    pub fn terme(&mut self, t: &Terme) -> Result<bool> {
        named(&t.nom, "à cette entrée")?;
        let champs = Champs::new()
            .set("liste", t.liste.as_str())
            .set("nom", t.nom.trim())
            .set("ordre", t.ordre)
            .set_opt("hors_menu", t.retire.then_some(true));
        self.put_changed(Genre::Terme, t.id, champs)
    }

    /// Writes only what differs from what is shown: the other fields of a shipped entry stay
    /// those of the list, and follow it in a later version.
    fn put_changed(&mut self, genre: Genre, id: Id, mut champs: Champs) -> Result<bool> {
        let connu = Objet::load(&self.store.base, genre, id)?;
        champs
            .0
            .retain(|(champ, ecrit)| connu.valeur(champ) != ecrit.valeur());
        self.put(genre, id, champs, Source::Saisi)
    }

    /// Withdraws what was typed of one field: what the files, or the shipped lists, say of it
    /// shows again.
    pub fn revenir(&mut self, genre: Genre, id: Id, champ: &'static str) -> Result<bool> {
        self.put(genre, id, Champs::new().retire(champ), Source::Saisi)
    }

    /// What a person notes of a commune.
    pub fn commune_info(&mut self, c: &CommuneInfo) -> Result<bool> {
        let champs = Champs::new()
            .set("insee", c.insee.as_str())
            .set_opt("population", c.population)
            .set_opt("annee", c.annee.map(i64::from));
        let id = Id::derived("commune_info", &c.insee);
        self.put(Genre::CommuneInfo, id, champs, Source::Saisi)
    }

    /// Remembers what a word of a spreadsheet means. `texte` is in lower case without accents.
    pub fn correspondance(&mut self, domaine: Domaine, texte: &str, valeur: &str) -> Result<bool> {
        let champs = Champs::new()
            .set("domaine", domaine.as_str())
            .set("texte", texte)
            .set("valeur", valeur);
        let id = Id::derived("correspondance", &format!("{}/{texte}", domaine.as_str()));
        self.put(Genre::Correspondance, id, champs, Source::Saisi)
    }

    /// What a person says of a secteur de collège: its ENT (empty: it has none), its place in the
    /// plan ruralité. `None` says nothing and leaves it as it is.
    pub fn secteur_college(
        &mut self,
        id: Id,
        ent: Option<&str>,
        plan_ruralite: Option<bool>,
    ) -> Result<bool> {
        let mut champs = Champs::new();
        if let Some(ent) = ent {
            champs = champs.set_opt("ent", some(ent));
        }
        if let Some(plan) = plan_ruralite {
            champs = champs.set("plan_ruralite", plan);
        }
        self.put(Genre::SecteurCollege, id, champs, Source::Saisi)
    }
}
