//! What the search of everything can propose: pages, commands, projects, groups, schools, visits,
//! actions.

use crate::command::{Command, Demande, Page};
use crate::domain::Cible;
use crate::domain::date::{date_courte, date_longue};
use crate::domain::groupe::noms;
use crate::domain::palette::Sorte;
use crate::domain::texte::sans_accents;
use crate::systeme::{Preferences, Theme};
use crate::ui::{PageCtx, liens};

/// One thing that can be found, and what it does.
pub(super) struct Trouvable {
    pub(super) sorte: Sorte,
    /// Its line in the results.
    pub(super) ligne: String,
    /// What is searched, without accents.
    pub(super) texte: String,
    pub(super) command: Command,
}

fn found(sorte: Sorte, ligne: String, aussi: &str, command: Command) -> Trouvable {
    Trouvable {
        sorte,
        texte: sans_accents(&format!("{ligne} {aussi}")),
        ligne,
        command,
    }
}

/// Everything, in the order it has within its kind.
pub(super) fn index(ctx: &PageCtx<'_>) -> Vec<Trouvable> {
    let mut index: Vec<Trouvable> = Page::ALL
        .into_iter()
        .map(|page| {
            found(
                Sorte::Page,
                page.libelle().to_owned(),
                "",
                Command::Aller(page),
            )
        })
        .collect();
    index.extend(commands(ctx.preferences));
    for projet in ctx.faits.projets.values() {
        let command = Command::MontrerProjet(projet.id);
        index.push(found(
            Sorte::Projet,
            format!("{} · projet", projet.nom),
            "",
            command,
        ));
    }
    for (groupe, nom, ou) in noms(ctx.faits, ctx.au) {
        let ligne = format!("{nom} · {}", groupe.sorte().un().to_lowercase());
        index.push(found(
            Sorte::Groupe,
            ligne,
            &ou,
            Command::MontrerGroupe(groupe),
        ));
    }
    for ecole in &ctx.faits.ecoles {
        let (situation, _) = ecole.au(ctx.au);
        let commune = situation.commune_nom.as_deref().unwrap_or_default();
        let ligne = format!("{} · {commune}", situation.nom);
        let command = Command::MontrerEcole(ecole.id);
        index.push(found(Sorte::Ecole, ligne, &ecole.uai, command));
    }
    field(ctx, &mut index);
    index
}

/// Visits, newest first; what is promised and open, in order of last day; trainings, observations.
fn field(ctx: &PageCtx<'_>, index: &mut Vec<Trouvable>) {
    let mut visites = Vec::new();
    let mut actions = Vec::new();
    for ecole in &ctx.faits.ecoles {
        let terrain = &ctx.faits.terrain;
        let (v, a) = (terrain.visites(ecole.id), terrain.actions(ecole.id));
        if v.is_empty() && a.is_empty() {
            continue;
        }
        let dite = ecole.dite_au(ctx.au);
        for visite in v {
            let motif = visite.motif_dit(&ctx.faits.termes);
            let le = date_courte(visite.le);
            let ligne = if motif.is_empty() {
                format!("{le} · {dite}")
            } else {
                format!("{le} · {motif} · {dite}")
            };
            let aussi = format!("visite {} {}", date_longue(visite.le), ecole.uai);
            visites.push((visite.le, ligne, aussi, Cible::Visite(visite.id)));
        }
        for action in a.iter().filter(|a| a.ouverte_au(ctx.aujourdhui)) {
            let ligne = format!("{} · {dite}", action.libelle);
            let aussi = format!("action {} {}", action.qui_dit(&ctx.faits.termes), ecole.uai);
            actions.push((action.echeance, ligne, aussi, Cible::Action(action.id)));
        }
    }
    visites.sort_by_key(|(le, ..)| std::cmp::Reverse(*le));
    actions.sort_by_key(|(echeance, ..)| echeance.unwrap_or(chrono::NaiveDate::MAX));
    let mut push = |sorte, ligne, aussi: &str, cible| {
        index.push(found(sorte, ligne, aussi, liens::command(cible)));
    };
    for (_, ligne, aussi, cible) in visites {
        push(Sorte::Visite, ligne, &aussi, cible);
    }
    for (_, ligne, aussi, cible) in actions {
        push(Sorte::Action, ligne, &aussi, cible);
    }
    for formation in ctx.faits.terrain.formations.values() {
        let command = Command::MontrerFormation {
            formation: formation.id,
            seance: None,
        };
        let aussi = format!("formation {}", formation.reference);
        let titre = formation.titre.clone();
        index.push(found(Sorte::Formation, titre, &aussi, command));
    }
    for ecole in &ctx.faits.ecoles {
        for observation in ctx.faits.terrain.observations(ecole.id) {
            let le = date_courte(observation.le);
            let ligne = format!("{le} · {}", ecole.dite_au(ctx.au));
            let aussi = format!("observation {}", ecole.uai);
            let command = Command::MontrerObservation(observation.id);
            index.push(found(Sorte::Observation, ligne, &aussi, command));
        }
    }
}

/// What can be done from anywhere.
fn commands(preferences: &Preferences) -> Vec<Trouvable> {
    let themed = |theme: Theme| {
        let voulues = Preferences {
            theme,
            ..preferences.clone()
        };
        Command::Preferences(Box::new(voulues))
    };
    let sized = |taille_texte: u16| {
        let bornes = Preferences::TAILLES;
        let voulues = Preferences {
            taille_texte: taille_texte.clamp(*bornes.start(), *bornes.end()),
            ..preferences.clone()
        };
        Command::Preferences(Box::new(voulues))
    };
    let taille = preferences.taille_texte;
    [
        (
            "Nouvelle visite",
            "noter saisir ctrl n",
            Command::NouvelleVisite(None),
        ),
        (
            "Importer des fichiers…",
            "annuaire tableur",
            Command::Demander(Demande::Importer),
        ),
        (
            "Annuler la dernière opération",
            "défaire ctrl z",
            Command::Annuler,
        ),
        ("Rétablir", "refaire ctrl y", Command::Retablir),
        (
            "Enregistrer une copie…",
            "copier sauvegarde",
            Command::Demander(Demande::Copie),
        ),
        (
            "Ouvrir le dossier du carnet",
            "fichier",
            Command::OuvrirDossier,
        ),
        (
            "Ouvrir un autre carnet…",
            "fichier",
            Command::Demander(Demande::OuvrirCarnet),
        ),
        (
            "Nouveau carnet…",
            "créer",
            Command::Demander(Demande::NouveauCarnet),
        ),
        ("Fermer ce carnet", "", Command::Fermer),
        ("Thème sombre", "nuit couleurs", themed(Theme::Sombre)),
        ("Thème clair", "jour couleurs", themed(Theme::Clair)),
        ("Thème du système", "couleurs", themed(Theme::Systeme)),
        (
            "Texte plus grand",
            "taille agrandir",
            sized(taille.saturating_add(25)),
        ),
        (
            "Texte plus petit",
            "taille réduire",
            sized(taille.saturating_sub(25)),
        ),
        ("Quitter", "fermer le programme", Command::Quitter),
    ]
    .into_iter()
    .map(|(ligne, aussi, command)| found(Sorte::Commande, ligne.to_owned(), aussi, command))
    .collect()
}
