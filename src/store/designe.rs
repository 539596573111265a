//! What one object is called in a sentence: « visite du 12 mars 2021 », « déploiement ONE depuis le
//! 2 septembre 2019 ». Without it, two visits of one school could not be told apart.

use super::objet::parse_day;
use super::{Ecrit, Genre, Store, Valeur, libelles};
use crate::domain::Id;
use crate::domain::date::date_longue;
use crate::error::Result;

impl Store {
    /// « visite du 12 mars 2021 », « projet « Écrire » »; the name of its kind for want of better.
    pub(super) fn designe(&self, genre: Genre, id: Id) -> Result<String> {
        let nom = noms(genre).map_or_else(|| libelles::sujet(genre), |(un, _)| un);
        let texte = |champ: &str| -> Result<Option<String>> {
            let dit: Option<String> = self.colonne(genre, id, champ)?;
            Ok(dit.filter(|dit| !dit.is_empty()))
        };
        let nom = match self.reference(genre, id)? {
            Some(reference) => format!("{nom} {reference}"),
            None => nom.to_owned(),
        };
        if let Some(jour) = texte("le")?.and_then(|le| parse_day(&le).ok()) {
            return Ok(format!("{nom} du {}", date_longue(jour)));
        }
        if let Some(jour) = texte("debut")?.and_then(|le| parse_day(&le).ok()) {
            return Ok(format!("{nom} depuis le {}", date_longue(jour)));
        }
        for champ in ["nom", "titre", "libelle"] {
            if let Some(dit) = texte(champ)? {
                return Ok(format!("{nom} «\u{a0}{dit}\u{a0}»"));
            }
        }
        Ok(match self.colonne::<i64>(genre, id, "annee")? {
            Some(annee) => format!("{nom} {annee}"),
            None => nom,
        })
    }

    /// The same as a sentence begins with it; « L’école » for a school, which is named elsewhere.
    pub(super) fn designe_en_tete(&self, genre: Genre, id: Id) -> Result<String> {
        let seul = noms(genre).map(|(un, _)| un);
        let dit = self.designe(genre, id)?;
        if genre == Genre::Ecole || seul.is_none_or(|seul| seul == dit) {
            return Ok(libelles::sujet(genre).to_owned());
        }
        let mut lettres = dit.chars();
        let premiere = lettres.next().into_iter().flat_map(char::to_uppercase);
        Ok(premiere.chain(lettres).collect())
    }

    /// The solution of a deployment, the scheme of a funding, the function of a person met, the
    /// service of a line: what tells it from its neighbours.
    fn reference(&self, genre: Genre, id: Id) -> Result<Option<String>> {
        let champ = match genre {
            Genre::Deploiement => "solution",
            Genre::Financement => "dispositif",
            Genre::Rencontre => "role",
            Genre::ObservationLigne => "service",
            _ => return Ok(None),
        };
        let Some(cible) = self.colonne::<Id>(genre, id, champ)? else {
            return Ok(None);
        };
        let dit = self.en_mots(genre, champ, &Ecrit::Valeur(Valeur::Id(cible)))?;
        Ok(Some(match genre {
            // Names people gave to what is sold to them; a term of a list is a common noun.
            Genre::Deploiement | Genre::Financement => dit,
            _ => format!("«\u{a0}{dit}\u{a0}»"),
        }))
    }

    /// What the object says in this column; nothing where its kind has none.
    fn colonne<T: rusqlite::types::FromSql>(
        &self,
        genre: Genre,
        id: Id,
        champ: &str,
    ) -> Result<Option<T>> {
        if !genre.colonnes().iter().any(|c| c.nom == champ) {
            return Ok(None);
        }
        let sql = format!("SELECT {champ} FROM {} WHERE id = ?1", genre.as_str());
        let valeur = self.base.maybe(&sql, [id], |row| row.get(0))?;
        Ok(valeur.flatten())
    }

    /// The school an object is about, itself or by what it is part of.
    pub(super) fn ecole_de(&self, genre: Genre, objet: Id) -> Result<Option<Id>> {
        if genre == Genre::Ecole {
            return Ok(Some(objet));
        }
        if let Some(ecole) = self.colonne(genre, objet, "ecole")? {
            return Ok(Some(ecole));
        }
        let Some((champ, tout)) = genre.parent() else {
            return Ok(None);
        };
        match self.colonne(genre, objet, champ)? {
            Some(parent) => self.ecole_de(tout, parent),
            None => Ok(None),
        }
    }
}

/// What people write, and how it is counted.
pub(super) const fn noms(genre: Genre) -> Option<(&'static str, &'static str)> {
    Some(match genre {
        Genre::Ecole => ("école", "écoles"),
        Genre::EcoleChangement => ("changement d’école", "changements d’école"),
        Genre::Circonscription => ("circonscription", "circonscriptions"),
        Genre::SecteurCollege => ("secteur de collège", "secteurs de collège"),
        Genre::Releve => ("fiche d’annuaire", "fiches d’annuaire"),
        Genre::Lot => ("fichier de mesures", "fichiers de mesures"),
        Genre::Solution => ("solution", "solutions"),
        Genre::Dispositif => ("dispositif", "dispositifs"),
        Genre::Terme => ("entrée de liste", "entrées de liste"),
        Genre::Projet => ("projet", "projets"),
        Genre::ProjetEcole => ("école d’un projet", "écoles de projets"),
        Genre::Jalon => ("jalon", "jalons"),
        Genre::Deploiement => ("déploiement", "déploiements"),
        Genre::Financement => ("financement", "financements"),
        Genre::Conditions => ("note de conditions", "notes de conditions"),
        Genre::Verification => ("vérification", "vérifications"),
        Genre::Visite => ("visite", "visites"),
        Genre::Rencontre => ("personne rencontrée", "personnes rencontrées"),
        Genre::Copie => ("copie de compte rendu", "copies de compte rendu"),
        Genre::Action => ("action", "actions"),
        Genre::Modele => ("modèle", "modèles"),
        Genre::Formation => ("formation", "formations"),
        Genre::Seance => ("session de formation", "sessions de formation"),
        Genre::Participation => ("participation", "participations"),
        Genre::Formateur => ("formateur", "formateurs"),
        Genre::Evenement => ("événement", "événements"),
        Genre::EvenementEcole => ("école d’un événement", "écoles d’événements"),
        Genre::Observation => ("observation", "observations"),
        Genre::ObservationLigne => ("ligne d’observation", "lignes d’observation"),
        Genre::Piece => ("pièce jointe", "pièces jointes"),
        Genre::Conge => ("période de congés", "périodes de congés"),
        Genre::Objectif => ("objectif", "objectifs"),
        Genre::BilanEnregistre => ("bilan enregistré", "bilans enregistrés"),
        Genre::Reception => ("envoi reçu", "envois reçus"),
        Genre::CommuneInfo => ("commune", "communes"),
        Genre::Correspondance | Genre::CleEnvoi | Genre::Identite => return None,
    })
}
