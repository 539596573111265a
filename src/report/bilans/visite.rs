//! *Compte rendu de visite*: the copy of one reader, with the parts chosen for them and no other.

use serde::Serialize;

use super::{Cadre, Contexte};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::duree::duree_dite;
use crate::domain::{CompteRendu, Copie, Lecteur, Partie, VisiteEntiere};

#[derive(Debug, Serialize)]
pub(super) struct CompteRenduImprime {
    cadre: Cadre,
    proprietes: Vec<(String, String)>,
    parties: Vec<PartieImprimee>,
    /// Said when no part has anything to say.
    vide: bool,
}

#[derive(Debug, Serialize)]
struct PartieImprimee {
    titre: &'static str,
    texte: String,
    /// What was decided: what, who, until when.
    actions: Vec<[String; 3]>,
}

pub(super) fn new(
    contexte: &Contexte<'_>,
    entiere: &VisiteEntiere,
    pour: Lecteur,
) -> CompteRenduImprime {
    let faits = contexte.faits;
    let visite = &entiere.visite;
    let copie = entiere
        .copies
        .iter()
        .find(|c| c.pour == pour)
        .cloned()
        .unwrap_or_else(|| Copie {
            pour,
            parties: pour.parties(),
            destinataires: String::new(),
        });
    let ecole = faits.ecole(visite.ecole);
    let nom = ecole.map_or_else(|| "École".to_owned(), |e| e.dite_au(visite.le));
    let rencontres: Vec<String> = entiere
        .rencontres
        .iter()
        .map(|r| {
            let role = r.role_dit(&faits.termes);
            let nombre = r
                .nombre
                .filter(|n| *n > 1)
                .map(|n| format!(" ({n})"))
                .unwrap_or_default();
            let dit = match (role.is_empty(), r.nom.is_empty()) {
                (false, true) => role.to_owned(),
                (true, _) => r.nom.clone(),
                (false, false) => format!("{}, {role}", r.nom),
            };
            format!("{dit}{nombre}")
        })
        .filter(|dit| !dit.is_empty())
        .collect();
    let proprietes = [
        ("École", nom.clone()),
        ("UAI", ecole.map(|e| e.uai.clone()).unwrap_or_default()),
        ("Date", date_longue(visite.le)),
        ("Durée", visite.duree.map(duree_dite).unwrap_or_default()),
        ("Motif", visite.motif_dit(&faits.termes).to_owned()),
        ("Intervenant", visite.intervenant.clone()),
        ("Personnes rencontrées", rencontres.join("\u{202f}; ")),
        ("Destinataires", copie.destinataires.clone()),
    ];
    let parties: Vec<PartieImprimee> = copie
        .parties
        .iter()
        .map(|partie| part(contexte, entiere, *partie))
        .filter(|p| !p.texte.is_empty() || !p.actions.is_empty())
        .collect();
    CompteRenduImprime {
        cadre: Cadre {
            titre: "Compte rendu de visite".to_owned(),
            sous_titre: format!("{nom}, {} · {}", date_longue(visite.le), pour.libelle()),
            pied: vec![
                format!(
                    "Compte rendu de visite · {nom} · {} · {}",
                    date_courte(visite.le),
                    pour.libelle()
                ),
                format!(
                    "Visite de conseil\u{202f}: ce compte rendu n’est ni une inspection ni une évaluation. \
                     Chacun peut demander à lire et à corriger ce qui le concerne. Établi le {} avec \
                     Carnet ENT.",
                    date_longue(contexte.demande.le)
                ),
            ],
        },
        proprietes: proprietes
            .map(|(nom, valeur)| (nom.to_owned(), valeur))
            .to_vec(),
        vide: parties.is_empty(),
        parties,
    }
}

fn part(contexte: &Contexte<'_>, entiere: &VisiteEntiere, partie: Partie) -> PartieImprimee {
    let termes = &contexte.faits.termes;
    let actions = if partie == Partie::Actions {
        entiere
            .actions
            .iter()
            .map(|a| {
                let echeance = a
                    .echeance
                    .map_or_else(|| "sans date".to_owned(), date_courte);
                [a.libelle.clone(), a.qui_dit(termes).to_owned(), echeance]
            })
            .collect()
    } else {
        Vec::new()
    };
    PartieImprimee {
        titre: partie.libelle(),
        texte: written(&entiere.compte_rendu, partie),
        actions,
    }
}

fn written(compte_rendu: &CompteRendu, partie: Partie) -> String {
    compte_rendu.partie(partie).trim().to_owned()
}
