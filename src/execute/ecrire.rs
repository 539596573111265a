//! Writes of facts: one undoable operation each, named in French, and what is said once done.

use chrono::NaiveDate;

use crate::app::App;
use crate::command::{Ecriture, Page};
use crate::domain::docteur::Reparation;
use crate::domain::{Id, Source};
use crate::error::Result;
use crate::store::{Edit, Genre};

/// Writes, and says so when anything was written.
pub(super) fn write(app: &mut App, ecriture: &Ecriture) -> Result<()> {
    let aujourdhui = app.horloge.aujourdhui();
    let par = app.preferences.personne.clone();
    let (libelle, dit) = words(ecriture);
    let store = super::store(app)?;
    let before = store.revision();
    let done = store.transact(libelle, |edit| one(edit, ecriture, aujourdhui, &par));
    let wrote = store.revision() != before;
    if let Some(id) = visite(ecriture)
        && let Some(retour) = app.pages.nouvelle_visite.answered(id, done.is_ok())
    {
        app.pages.visites.montrer(id);
        if app.page == Page::NouvelleVisite {
            app.page = retour;
        }
    }
    done?;
    if wrote {
        app.toasts.ecrit(dit);
    }
    Ok(())
}

/// The visit it writes, alone or with the words its lists did not have.
fn visite(ecriture: &Ecriture) -> Option<Id> {
    match ecriture {
        Ecriture::Visite(v) => Some(v.visite.id),
        Ecriture::Lot(ecritures) => ecritures.first().and_then(visite),
        _ => None,
    }
}

/// The name of the operation, which carries no value, and what is said once it is done.
fn words(ecriture: &Ecriture) -> (&'static str, &'static str) {
    match ecriture {
        Ecriture::Deploiement(_) => ("Déploiement d’un ENT", "Déploiement enregistré"),
        Ecriture::Supprimer(genre, _) => suppression(*genre),
        Ecriture::Verifier(ecoles) if ecoles.len() > 1 => (
            "Vérification de plusieurs écoles",
            "Vérifications enregistrées",
        ),
        Ecriture::Verifier(_) => ("Vérification d’une école", "Vérification enregistrée"),
        Ecriture::CorrigerEcole { .. } => ("Correction d’une école", "Correction enregistrée"),
        Ecriture::Financement(_) => ("Financement d’une école", "Financement enregistré"),
        Ecriture::Projet(_) => ("Fiche d’un projet", "Projet enregistré"),
        Ecriture::ProjetEcole { .. } => ("Écoles d’un projet", "Projet enregistré"),
        Ecriture::Jalon(_) => ("Jalon d’un projet", "Jalon enregistré"),
        Ecriture::Conditions(_) => ("Conditions d’une école", "Conditions enregistrées"),
        Ecriture::Solution(_) | Ecriture::Dispositif(_) | Ecriture::Terme(_) => {
            ("Liste de référence modifiée", "Liste enregistrée")
        }
        Ecriture::CommuneInfo(_) => ("Fiche d’une commune", "Commune enregistrée"),
        Ecriture::SecteurCollege { .. } => ("Fiche d’un secteur de collège", "Secteur enregistré"),
        Ecriture::Visite(_) => ("Visite d’une école", "Visite enregistrée"),
        Ecriture::Action(_) => ("Action à suivre", "Action enregistrée"),
        Ecriture::Formation(_) => ("Fiche d’une formation", "Formation enregistrée"),
        Ecriture::Seance(_) => ("Session d’une formation", "Session enregistrée"),
        Ecriture::Participation { .. } => {
            ("Participants d’une session", "Participants enregistrés")
        }
        Ecriture::Formateur { .. } => ("Formateurs d’une session", "Formateur enregistré"),
        Ecriture::Evenement(_) | Ecriture::EvenementEcole { .. } => {
            ("Fiche d’un événement", "Événement enregistré")
        }
        Ecriture::Observation(_) => ("Observation dans une école", "Observation enregistrée"),
        Ecriture::Piece(_) => ("Pièce jointe", "Pièce jointe enregistrée"),
        Ecriture::Conge(_) => ("Calendrier scolaire modifié", "Calendrier enregistré"),
        Ecriture::Modele(_) => ("Modèle de compte rendu", "Modèle enregistré"),
        Ecriture::Objectif(_) => ("Objectif d’équipement", "Objectif enregistré"),
        Ecriture::BilanEnregistre(_) => ("Bilan enregistré sous un nom", "Bilan enregistré"),
        Ecriture::Reparer(reparation) => mended(reparation),
        Ecriture::Ignorer { ignore: true, .. } => ("Constat du docteur ignoré", "Constat ignoré"),
        Ecriture::Ignorer { ignore: false, .. } => {
            ("Constat du docteur rétabli", "Constat rétabli")
        }
        Ecriture::Revenir { .. } => ("Retour à la liste d’origine", "Liste enregistrée"),
        Ecriture::Lot(ecritures) => lot(ecritures),
    }
}

/// Several writes of one kind bear its name, in the plural when it has one.
fn lot(ecritures: &[Ecriture]) -> (&'static str, &'static str) {
    match ecritures.first() {
        Some(Ecriture::Projet(_)) => ("Nouveau projet", "Projet créé"),
        Some(Ecriture::Formation(_)) => ("Nouvelle formation", "Formation créée"),
        Some(Ecriture::Seance(_)) => ("Nouvelle session d’une formation", "Session créée"),
        Some(Ecriture::Evenement(_)) => ("Nouvel événement", "Événement créé"),
        _ if changes_ent(ecritures) => (
            "Changement d’ENT d’une école",
            "Changement d’ENT enregistré",
        ),
        Some(
            premiere @ (Ecriture::ProjetEcole { .. }
            | Ecriture::Jalon(_)
            | Ecriture::Participation { .. }
            | Ecriture::EvenementEcole { .. }
            | Ecriture::Solution(_)
            | Ecriture::Dispositif(_)
            | Ecriture::Terme(_)
            | Ecriture::Visite(_)),
        ) => words(premiere),
        _ => (
            "Modification de plusieurs écoles",
            "Modifications enregistrées",
        ),
    }
}

/// One ENT of a school ends and another begins.
fn changes_ent(ecritures: &[Ecriture]) -> bool {
    matches!(
        ecritures,
        [Ecriture::Deploiement(ancien), Ecriture::Deploiement(nouveau)]
            if ancien.ecole == nouveau.ecole
    )
}

const fn mended(reparation: &Reparation) -> (&'static str, &'static str) {
    match reparation {
        Reparation::Recoder { .. } => ("UAI d’une école corrigé", "UAI corrigé"),
        Reparation::SupprimerDoublon { .. } => ("Suppression d’un doublon", "Doublon supprimé"),
        Reparation::NoterFermeture { .. } => ("Fermeture d’une école", "Fermeture notée"),
        Reparation::Terminer { .. } => ("Fin d’un ENT", "Fin enregistrée"),
    }
}

const fn suppression(genre: Genre) -> (&'static str, &'static str) {
    match genre {
        Genre::Deploiement => ("Suppression d’un déploiement", "Déploiement supprimé"),
        Genre::Financement => ("Suppression d’un financement", "Financement supprimé"),
        Genre::Conditions => ("Suppression d’une note de conditions", "Note supprimée"),
        Genre::Projet => ("Suppression d’un projet", "Projet supprimé"),
        Genre::Jalon => ("Suppression d’un jalon", "Jalon supprimé"),
        Genre::Solution => ("Suppression d’une solution", "Solution supprimée"),
        Genre::Dispositif => ("Suppression d’un dispositif", "Dispositif supprimé"),
        Genre::Visite => ("Suppression d’une visite", "Visite supprimée"),
        Genre::Action => ("Suppression d’une action", "Action supprimée"),
        Genre::Formation => ("Suppression d’une formation", "Formation supprimée"),
        Genre::Seance => ("Suppression d’une session", "Session supprimée"),
        Genre::Participation => ("Retrait d’une école d’une session", "École retirée"),
        Genre::Formateur => ("Retrait d’un formateur", "Formateur retiré"),
        Genre::Evenement => ("Suppression d’un événement", "Événement supprimé"),
        Genre::Observation => ("Suppression d’une observation", "Observation supprimée"),
        Genre::Piece => ("Suppression d’une pièce jointe", "Pièce jointe supprimée"),
        Genre::Objectif => ("Suppression d’un objectif", "Objectif supprimé"),
        Genre::BilanEnregistre => ("Suppression d’un bilan enregistré", "Bilan supprimé"),
        Genre::Verification => ("Suppression d’une vérification", "Vérification supprimée"),
        _ => ("Suppression d’un élément", "Élément supprimé"),
    }
}

fn one(edit: &mut Edit<'_>, ecriture: &Ecriture, aujourdhui: NaiveDate, par: &str) -> Result<()> {
    match ecriture {
        Ecriture::Deploiement(d) => edit.deploiement(d).map(drop),
        Ecriture::Supprimer(genre, id) => edit.delete(*genre, *id),
        Ecriture::CorrigerEcole {
            ecole,
            champ,
            valeur,
        } => edit
            .corriger_ecole(*ecole, *champ, valeur.clone())
            .map(drop),
        Ecriture::Financement(f) => edit.financement(f, Source::Saisi).map(drop),
        Ecriture::Projet(p) => edit.projet(p).map(drop),
        Ecriture::ProjetEcole {
            projet,
            ecole,
            membre,
        } => edit.projet_ecole(*projet, *ecole, *membre),
        Ecriture::Jalon(j) => edit.jalon(j).map(drop),
        Ecriture::Conditions(c) => edit.conditions(c).map(drop),
        Ecriture::Solution(s) => edit.solution(s).map(drop),
        Ecriture::Dispositif(d) => edit.dispositif(d).map(drop),
        Ecriture::Terme(t) => edit.terme(t).map(drop),
        Ecriture::Revenir { genre, id, champ } => edit.revenir(*genre, *id, champ).map(drop),
        Ecriture::CommuneInfo(c) => edit.commune_info(c).map(drop),
        Ecriture::SecteurCollege {
            id,
            ent,
            plan_ruralite,
        } => edit
            .secteur_college(*id, ent.as_deref(), *plan_ruralite)
            .map(drop),
        Ecriture::Visite(v) => edit.visite_entiere(v),
        Ecriture::Action(a) => edit.action(a).map(drop),
        Ecriture::Formation(f) => edit.formation(f).map(drop),
        Ecriture::Seance(s) => edit.seance(s).map(drop),
        Ecriture::Participation {
            seance,
            participation,
        } => edit.participation(*seance, participation).map(drop),
        Ecriture::Formateur { seance, formateur } => edit.formateur(*seance, formateur).map(drop),
        Ecriture::Evenement(e) => edit.evenement(e).map(drop),
        Ecriture::EvenementEcole {
            evenement,
            ecole,
            present,
        } => edit.evenement_ecole(*evenement, *ecole, *present),
        Ecriture::Observation(o) => edit.observation(o),
        Ecriture::Piece(p) => edit.piece(p).map(drop),
        Ecriture::Conge(c) => edit.conge(c).map(drop),
        Ecriture::Modele(m) => edit.modele(m).map(drop),
        Ecriture::Objectif(o) => edit.objectif(o).map(drop),
        Ecriture::BilanEnregistre(b) => edit.bilan_enregistre(b).map(drop),
        Ecriture::Verifier(ecoles) => ecoles
            .iter()
            .try_for_each(|&ecole| edit.verification(ecole, aujourdhui, par)),
        Ecriture::Reparer(reparation) => edit.reparer(reparation),
        Ecriture::Ignorer { cle, ignore } => edit.ignorer(cle, *ignore),
        Ecriture::Lot(ecritures) => ecritures
            .iter()
            .try_for_each(|e| one(edit, e, aujourdhui, par)),
    }
}
