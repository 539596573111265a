//! `carnet-ent importer` on a spreadsheet: what would be a question in the window is refused
//! here, with its line and its reason.

use std::path::Path;

use super::arguments::Importer;
use super::importer::{Ligne, Resultat};
use crate::domain::nombre::compte;
use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::tableur::{self, Choix, Lu, Plan, Sort};
use crate::store::Store;

/// The name of the format in the results.
const RECONNU: &str = "tableur";

/// One spreadsheet: what to say of it, and its line of the results.
pub(super) fn importer(
    store: &mut Store,
    fichier: &Path,
    demande: &Importer,
) -> Result<(String, Resultat)> {
    let mut progress = Progress::silent();
    let aujourdhui = store.auteur().horloge.aujourdhui();
    let faits = store.faits()?;
    let lu = tableur::lire(fichier, &mut progress)?;
    let mut choix = Choix::propose(&lu, &faits, aujourdhui);
    choix.debut = demande.debut;
    for (titre, champ) in &demande.colonnes {
        choix.set_column_named(&lu, titre, champ)?;
    }
    if !choix.suffit() {
        return Err(Error::Refused(lacking(&lu, &choix)));
    }
    let mut plan = tableur::preparer(&lu, &choix, &faits, aujourdhui, &mut progress)?;
    plan.without_contested();
    if !demande.essai {
        tableur::appliquer(store, &plan, &mut progress)?;
    }
    Ok((texte(&lu, &choix, &plan, demande.essai), resultat(&plan)))
}

/// Why a table cannot be taken: no school, or no solution.
fn lacking(lu: &Lu, choix: &Choix) -> String {
    let titres: Vec<String> = (0..choix.colonnes.len())
        .take(12)
        .map(|colonne| choix.titre(lu, colonne))
        .collect();
    format!(
        "«\u{a0}{}\u{a0}» ne dit pas quelle école a quelle solution\u{202f}: on y lit {}. Dites ce que sont \
         ses colonnes, par exemple --colonnes \"{}=solution\".",
        lu.fichier,
        titres.join(", "),
        titres.first().map_or("Produit", String::as_str)
    )
}

fn resultat(plan: &Plan) -> Resultat {
    Resultat {
        fichier: plan.fichier.clone(),
        reconnu: Some(RECONNU),
        millesime: None,
        nouvelles: plan.nouvelles(),
        modifiees: plan.modifiees(),
        inchangees: plan.inchangees(),
        absentes: 0,
        refusees: plan
            .refus()
            .into_iter()
            .map(|refus| Ligne {
                ligne: refus.ligne,
                raison: refus.raison,
            })
            .collect(),
    }
}

fn texte(lu: &Lu, choix: &Choix, plan: &Plan, essai: bool) -> String {
    let laissees = plan.compte(|s| matches!(s, Sort::Laissee(_)));
    let refus = plan.refus();
    let mut texte = format!(
        "{}\u{202f}: tableur, {}\n  {}, {}, {}, {}\n",
        lu.fichier,
        lu.format,
        compte(
            plan.nouvelles(),
            "déploiement nouveau",
            "déploiements nouveaux"
        ),
        compte(plan.modifiees(), "modifié", "modifiés"),
        compte(plan.inchangees(), "inchangé", "inchangés"),
        compte(
            refus.len() - laissees.min(refus.len()),
            "ligne refusée",
            "lignes refusées"
        ),
    );
    let mut lignes: Vec<String> = Vec::new();
    let feuille = lu
        .feuilles
        .get(choix.feuille)
        .map_or("", |f| f.nom.as_str());
    if lu.feuilles.len() > 1 {
        lignes.push(format!("feuille lue\u{202f}: {feuille}"));
    }
    lignes.extend(lu.remarques.iter().cloned());
    for ligne in &plan.lignes {
        let mot = match ligne.sort {
            Sort::Laissee(_) => "laissée",
            _ => "refusée",
        };
        if let Some(raison) = plan.reason(ligne) {
            lignes.push(format!("ligne {} {mot}\u{202f}: {raison}", ligne.ligne));
        } else {
            let notes = ligne.notes.iter();
            lignes.extend(notes.map(|note| format!("ligne {}\u{202f}: {note}", ligne.ligne)));
        }
    }
    if essai {
        lignes.push("Essai\u{202f}: rien n’a été écrit.".to_owned());
    }
    for ligne in lignes {
        texte.push_str("  ");
        texte.push_str(&ligne);
        texte.push('\n');
    }
    texte
}
