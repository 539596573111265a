//! Words of the senders that may be words of the carnet: asked once, remembered for every later
//! file.

use crate::domain::{Domaine, Faits, Id, MotRecu, Reponse};
use crate::error::Result;
use crate::exchange::tableur::{Sens, Vocabulaire, cle_mot};
use crate::store::{Genre, Store};

/// The words received of which nobody has yet said what they are.
pub fn a_reunir(faits: &Faits) -> Vec<MotRecu> {
    // Without the words received: they are what is asked about.
    let mut connus = Faits {
        solutions: faits.solutions.clone(),
        dispositifs: faits.dispositifs.clone(),
        correspondances: faits.correspondances.clone(),
        ..Faits::default()
    };
    connus.solutions.retain(|id, _| !id.est_recu());
    connus.dispositifs.retain(|id, _| !id.est_recu());
    let (solutions, dispositifs) = (
        Vocabulaire::solutions(&connus),
        Vocabulaire::dispositifs(&connus),
    );
    let proches = |domaine, vocabulaire: &Vocabulaire<'_>, texte: &str| -> Vec<Id> {
        if faits
            .correspondances
            .contains_key(&(domaine, cle_mot(texte)))
        {
            return Vec::new();
        }
        match vocabulaire.sens(texte) {
            Sens::Sur(id) => vec![id],
            Sens::Proche(ids) => ids,
            Sens::Retenu(_) | Sens::Ignore | Sens::Inconnu => Vec::new(),
        }
    };
    let mut mots = Vec::new();
    for s in faits.solutions.values().filter(|s| s.id.est_recu()) {
        let proches = (proches(Domaine::Solution, &solutions, &s.nom).into_iter())
            .filter_map(|id| connus.solutions.get(&id))
            .filter(|autre| autre.compte_ent == s.compte_ent)
            .map(|autre| (autre.id, autre.nom.clone()));
        mots.push((Domaine::Solution, s.id, &s.nom, proches.collect::<Vec<_>>()));
    }
    for d in faits.dispositifs.values().filter(|d| d.id.est_recu()) {
        let proches = (proches(Domaine::Dispositif, &dispositifs, &d.nom).into_iter())
            .filter_map(|id| connus.dispositifs.get(&id))
            .map(|autre| (autre.id, autre.nom.clone()));
        mots.push((Domaine::Dispositif, d.id, &d.nom, proches.collect()));
    }
    mots.into_iter()
        .filter(|(.., proches)| !proches.is_empty())
        .map(|(domaine, id, texte, proches)| MotRecu {
            domaine,
            texte: texte.clone(),
            id,
            proches,
        })
        .collect()
}

/// Somebody says what a word received is, now and in every later file: an entry of the lists, or
/// nothing but itself.
pub fn retenir(store: &mut Store, mot: &MotRecu, est: Option<Id>) -> Result<()> {
    let genre = match mot.domaine {
        Domaine::Solution => Genre::Solution,
        _ => Genre::Dispositif,
    };
    let (libelle, valeur) = match est {
        Some(est) => ("Mots réunis", est),
        None => ("Mots distingués", mot.id),
    };
    store.transact(libelle, |edit| {
        edit.correspondance(mot.domaine, &cle_mot(&mot.texte), &valeur.to_string())?;
        if let Some(est) = est {
            edit.identifier(genre, mot.id, est, Reponse::Meme)?;
        }
        Ok(())
    })
}
