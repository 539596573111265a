//! Going somewhere: the commands that change what is looked at, and write nothing.

use crate::app::App;
use crate::command::{Command, Page};
use crate::domain::Id;

/// Shows what `command` asks for; any other command is left alone.
pub(super) fn go(app: &mut App, command: Command) {
    match command {
        Command::Aller(page) => {
            app.page = page;
        }
        Command::RegarderAu(jour) => {
            app.au = jour.filter(|jour| *jour != app.horloge.aujourdhui());
        }
        Command::ComparerAu(jour) => {
            app.compare = jour;
        }
        Command::MontrerEcole(ecole) => {
            app.page = Page::Ecoles;
            app.pages.ecoles.montrer(ecole);
        }
        Command::MontrerEcoles { titre, ecoles } => {
            app.page = Page::Ecoles;
            app.pages.ecoles.montrer_liste(titre, ecoles);
        }
        Command::MontrerGroupe(groupe) => {
            app.page = Page::Groupes;
            app.pages.groupes.montrer(groupe);
        }
        Command::MontrerProjet(projet) => {
            app.page = Page::Projets;
            app.pages.projets.montrer(projet);
        }
        Command::NouvelleVisite(ecole) => {
            new_visit(app, ecole);
        }
        Command::NouvelleVisiteLe(jour) => {
            new_visit(app, None);
            app.pages.nouvelle_visite.dater(jour);
        }
        Command::MontrerAction(action) => {
            app.page = Page::Suivi;
            app.pages.suivi.montrer(action);
        }
        Command::MontrerVisite(visite) => {
            app.page = Page::Visites;
            app.pages.visites.montrer(visite);
        }
        Command::MontrerFormation { formation, seance } => {
            app.page = Page::Formations;
            app.pages.formations.montrer(formation, seance);
        }
        Command::MontrerEvenement(evenement) => {
            app.page = Page::Formations;
            app.pages.formations.montrer_evenement(evenement);
        }
        _ => {}
    }
}

fn new_visit(app: &mut App, ecole: Option<Id>) {
    let ouverte = || app.pages.ecoles.selection();
    let ecole = ecole.or_else(|| (app.page == Page::Ecoles).then(ouverte).flatten());
    app.pages.nouvelle_visite.ouvrir(ecole, app.page);
    app.page = Page::NouvelleVisite;
}
