//! *Consolider*: the files received from the circonscriptions, who is missing, what is to be
//! settled, and the état des lieux that they make.

mod cote;
mod regler;
mod table;

use std::path::PathBuf;

use egui::{RichText, ScrollArea, Ui};

use super::coffre::Coffre;
use crate::command::{Command, Consolidation};
use crate::domain::bilan::bilan;
use crate::domain::date::date_longue;
use crate::domain::{Compte, Faits, Id, MotRecu, Par, Population, Regle};
use crate::exchange::coffre::Phrase;
use crate::exchange::consolidation::{Etat, FichierJuge, Plan, a_reunir, attendus, etat};
use crate::store::Store;
use crate::ui::theme;
use crate::ui::widgets::champ_chemin::champ_chemin;
use crate::ui::{Cached, PageCtx};

/// Width of the card of the état des lieux.
const A_DROITE: f32 = 380.0;

/// What the tab remembers.
#[derive(Default)]
pub(crate) struct Consolider {
    coffre: Coffre,
    chemin: String,
    sortie: String,
    /// The files given last, and the schools that two of them name.
    fichiers: Vec<FichierJuge>,
    doubles: Vec<(Id, String)>,
    vue: Cached<(), Option<Vue>>,
}

/// What the carnet holds of the files received.
struct Vue {
    etat: Etat,
    mots: Vec<MotRecu>,
    /// Name, counts and rates of each département, the total last.
    departements: Vec<(String, Compte)>,
}

impl Consolider {
    /// These are about to be read. Returns the passphrase typed for them, once.
    pub(crate) fn begin(&mut self, chemins: &[PathBuf]) -> Option<Phrase> {
        let phrase = self.coffre.phrase.take();
        self.coffre = Coffre::default();
        self.coffre.chemins = chemins.to_vec();
        phrase
    }

    /// What the files given last are worth.
    pub(crate) fn recus(&mut self, plan: &Plan) {
        let scelles: Vec<PathBuf> = (plan.fichiers.iter())
            .filter(|f| f.rejet.as_ref().is_some_and(|r| r.code == "scelle"))
            .map(|f| PathBuf::from(&f.nom))
            .collect();
        self.coffre.scelles(&scelles);
        self.fichiers.clone_from(&plan.fichiers);
        self.doubles = (plan.doubles.iter())
            .map(|d| (Id::ecole(&d.uai), d.phrase()))
            .collect();
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        (self.coffre).ui(ui, ctx, |chemins| {
            Command::Consolider(Consolidation::Recevoir(chemins))
        });
        let faits = ctx.faits;
        let known = self
            .vue
            .get_from((), ctx.revision, ctx.store, |(), store| make(store, faits));
        let Some(vue) = known.known() else {
            ui.label("Un travail est en cours\u{202f}: la consolidation revient ensuite.");
            return;
        };
        let Some(vue) = vue else {
            empty_ui(ui, ctx, &mut self.chemin, &self.fichiers);
            return;
        };
        let zone = ui.available_rect_before_wrap();
        let droite = A_DROITE.min(zone.width() * 0.44);
        let mut gauche = zone;
        gauche.set_right(zone.right() - droite - theme::ESPACE);
        let mut cote = zone;
        cote.set_left(gauche.right() + theme::ESPACE);
        let (fichiers, doubles) = (&self.fichiers, &self.doubles);
        let chemin = &mut self.chemin;
        theme::carte_pleine(ui, gauche, |ui| {
            files_ui(ui, ctx, vue, (fichiers, doubles), chemin);
        });
        let sortie = &mut self.sortie;
        theme::carte_pleine(ui, cote, |ui| {
            ScrollArea::vertical()
                .id_salt("état des lieux consolidé")
                .auto_shrink(false)
                .show(ui, |ui| cote::counts_ui(ui, ctx, vue, sortie));
        });
        ui.advance_cursor_after_rect(zone);
    }
}

/// What the carnet holds; none when it received nothing.
fn make(store: &Store, faits: &Faits) -> Option<Vue> {
    let recues = store.recues().ok()?;
    let au = recues.courantes().map(|r| r.au).max()?;
    let attendues = attendus(faits, &recues.annoncees, au);
    let etat = etat(store, faits, &recues, &attendues, au).ok()?;
    let recus = faits.restreints_au_besoin(|e| etat.recues.contains(&e.id));
    let lu = bilan(
        &recus,
        au,
        Par::Departement,
        Regle::Classe,
        Population::Public,
    );
    let mut departements: Vec<(String, Compte)> = (lu.lignes.into_iter())
        .map(|l| (l.groupe, l.compte))
        .collect();
    departements.push(("Total".to_owned(), lu.total));
    Some(Vue {
        etat,
        mots: a_reunir(faits),
        departements,
    })
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>, chemin: &mut String, fichiers: &[FichierJuge]) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Les envois des circonscriptions"));
        ui.label(
            "Déposez sur la fenêtre les fichiers reçus, ou le dossier où ils sont. Chacun est \
             vérifié avant d’être lu\u{202f}; ce qui est accepté s’ajoute à ce carnet en une \
             opération que vous pouvez annuler. L’annuaire importé dit qui est attendu.",
        );
        ui.add_space(8.0);
        choose_ui(ui, ctx, chemin, true);
        for fichier in fichiers {
            let phrase = fichier.rejet.as_ref().map_or("", |r| r.phrase.as_str());
            ui.add_space(4.0);
            ui.label(RichText::new(format!(
                "{}\u{202f}: {}",
                fichier.nom,
                fichier.dit()
            )));
            ui.label(theme::petit(ui, phrase));
        }
    });
}

/// The ways to give files.
fn choose_ui(ui: &mut Ui, ctx: &PageCtx<'_>, chemin: &mut String, principal: bool) {
    ui.horizontal_wrapped(|ui| {
        let bouton = if principal {
            theme::bouton_principal(ui, "Choisir des fichiers…")
        } else {
            ui.button("Choisir des fichiers…")
        };
        if bouton.clicked() {
            ctx.commands
                .send(Command::Consolider(Consolidation::ChoisirFichiers));
        }
        if ui.button("Choisir un dossier…").clicked() {
            ctx.commands
                .send(Command::Consolider(Consolidation::ChoisirDossier));
        }
        let nom = "Chemin des envois reçus, fichier ou dossier";
        if let Some(path) = champ_chemin(ui, chemin, nom, "Recevoir") {
            ctx.commands
                .send(Command::Consolider(Consolidation::Recevoir(vec![path])));
            chemin.clear();
        }
    });
}

fn files_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    vue: &Vue,
    (fichiers, doubles): (&[FichierJuge], &[(Id, String)]),
    chemin: &mut String,
) {
    let etat = &vue.etat;
    ui.label(theme::sous_titre(format!(
        "Consolidation au {}",
        date_longue(etat.au)
    )));
    ui.label(theme::petit(ui, table::summary(etat, fichiers)));
    choose_ui(ui, ctx, chemin, false);
    ui.add_space(4.0);
    let rangs = table::lines(etat, fichiers);
    let a_regler = !(vue.mots.is_empty() && doubles.is_empty() && etat.totaux.tiennent());
    let reste = ui.available_height();
    let hauteur = if a_regler { reste * 0.6 } else { reste };
    table::table_ui(ui, &rangs, hauteur - theme::LIGNE - 8.0);
    if a_regler {
        ui.add_space(8.0);
        ui.label(theme::sous_titre("À régler avant de publier"));
        ScrollArea::vertical()
            .id_salt("à régler")
            .auto_shrink(false)
            .show(ui, |ui| regler::settle_ui(ui, ctx, vue, doubles));
    }
}
