//! What surrounds every page: `navigation` and where everything is kept, `recherche`, the date.

mod au;
mod deplace;
mod navigation;
mod palette;
mod recherche;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::{Frame, Key, KeyboardShortcut, Margin, Modifiers, Panel, Ui};

use super::accueil::AccueilPage;
use super::agenda::AgendaPage;
use super::audience::AudiencePage;
use super::bilans::BilansPage;
use super::carte::CartePage;
use super::comparaison::ComparaisonPage;
use super::docteur::DocteurPage;
use super::echanges::EchangesPage;
use super::ecoles::EcolesPage;
use super::formations::FormationsPage;
use super::groupes::GroupesPage;
use super::historique::HistoriquePage;
use super::importer::ImporterPage;
use super::indicateurs::IndicateursPage;
use super::nouvelle_visite::NouvelleVisitePage;
use super::observatoire::ObservatoirePage;
use super::projets::ProjetsPage;
use super::reglages::ReglagesPage;
use super::suivi::SuiviPage;
use super::tableau_de_bord::TableauDeBordPage;
use super::theme::{self, Tokens};
use super::tournee::TourneePage;
use super::visites::VisitesPage;
use super::widgets::clavier;
use super::widgets::toast::Toasts;
use super::{Cached, CommandSender, PageCtx, TacheVue};
use crate::command::{Command, Page};
use crate::domain::vie::Vie;
use crate::systeme::Preferences;

/// Height of the top bar, in points.
const HAUT: f32 = 52.0;

/// Below this width, in points, the pages are a menu of the top bar: large text leaves no room for
/// a column beside the page.
const ETROIT: f32 = 700.0;

/// Height that *Importer* needs for its files, its questions and its lines, in points.
const IMPORTER: f32 = 520.0;

const ANNULER: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
const RETABLIR: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Y);
const RETABLIR_AUSSI: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
const NOUVELLE_VISITE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::N);
const CHERCHER: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
const REGARDER_AU: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::D);
const CHERCHER_ICI: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);

/// The pages, each remembering what it shows.
#[derive(Default)]
pub struct Pages {
    pub accueil: AccueilPage,
    pub tableau_de_bord: TableauDeBordPage,
    pub indicateurs: IndicateursPage,
    pub carte: CartePage,
    pub comparaison: ComparaisonPage,
    pub ecoles: EcolesPage,
    pub visites: VisitesPage,
    pub formations: FormationsPage,
    pub agenda: AgendaPage,
    pub tournee: TourneePage,
    pub nouvelle_visite: NouvelleVisitePage,
    pub observatoire: ObservatoirePage,
    pub audience: AudiencePage,
    pub groupes: GroupesPage,
    pub projets: ProjetsPage,
    pub suivi: SuiviPage,
    pub bilans: BilansPage,
    pub echanges: EchangesPage,
    pub docteur: DocteurPage,
    pub importer: ImporterPage,
    pub historique: HistoriquePage,
    pub reglages: ReglagesPage,
}

/// What the shell shows of the application, besides the page's own context.
pub struct Vue<'a> {
    /// A carnet is open, here or lent to a job.
    pub ouvert: bool,
    /// Its file.
    pub chemin: Option<&'a Path>,
    pub tache: Option<TacheVue<'a>>,
    pub page: Page,
    /// The file is no longer where it was opened: nothing is written any more.
    pub deplace: bool,
}

/// What the shell remembers.
#[derive(Default)]
pub struct Shell {
    recherche: String,
    choisi: usize,
    focus: bool,
    /// The strip of « Au … » is open, and its slider is to have the keyboard.
    au_ouvert: bool,
    au_focus: bool,
    vie: Cached<NaiveDate, Vie>,
    /// Where a copy of a carnet that moved is to go.
    copie: String,
    index: Cached<(NaiveDate, NaiveDate, Preferences), Vec<palette::Trouvable>>,
    resultats: Cached<(String, NaiveDate, Preferences), Arc<Vec<recherche::Resultat>>>,
    resume: Cached<(), (String, usize)>,
}

/// Keys that work on every page. Escape closes the top thing only.
pub fn shortcuts(
    ui: &Ui,
    ouvert: bool,
    shell: &mut Shell,
    pages: &mut Pages,
    toasts: &mut Toasts,
    commands: &CommandSender,
) {
    let typing = ui.egui_wants_keyboard_input();
    let pressed = |shortcut: &KeyboardShortcut| ui.input_mut(|i| i.consume_shortcut(shortcut));
    if !typing {
        if pressed(&RETABLIR_AUSSI) || pressed(&RETABLIR) {
            commands.send(Command::Retablir);
        } else if pressed(&ANNULER) {
            commands.send(Command::Annuler);
        }
    }
    if ouvert {
        if pressed(&NOUVELLE_VISITE) {
            commands.send(Command::NouvelleVisite(None));
        }
        if pressed(&CHERCHER) {
            shell.focus = true;
        }
        if pressed(&CHERCHER_ICI) {
            commands.send(Command::Aller(Page::Ecoles));
            pages.ecoles.focus_recherche();
        }
    }
    let escape = ui.input(|i| i.key_pressed(Key::Escape));
    if escape && !typing && !egui::Popup::is_any_open(ui) && !toasts.is_empty() {
        toasts.dismiss();
        clavier::take_escape(ui);
    }
}

/// Draws the window.
pub fn show(ui: &mut Ui, shell: &mut Shell, vue: &Vue<'_>, ctx: &PageCtx<'_>, pages: &mut Pages) {
    let dropped: Vec<_> = ui.input(|i| {
        i.raw
            .dropped_files
            .iter()
            .map(|f| f.path().to_owned())
            .collect()
    });
    if !vue.ouvert {
        if let Some(path) = dropped.into_iter().next() {
            ctx.commands.send(Command::Ouvrir(path));
        }
        egui::CentralPanel::default()
            .frame(
                Frame::new()
                    .fill(Tokens::of(ui).fond)
                    .inner_margin(Margin::same(24)),
            )
            .show(ui, |ui| pages.accueil.ui(ui, ctx, vue.tache.as_ref()));
        return;
    }
    if !dropped.is_empty() {
        ctx.commands.send(if vue.page == Page::Echanges {
            pages.echanges.depose(dropped)
        } else {
            Command::AnalyserFichiers(dropped)
        });
    }
    let a_corriger = pages.docteur.a_corriger(ui, ctx);
    let t = Tokens::of(ui);
    let etroit = ui.available_width() < ETROIT;
    if !etroit {
        Panel::left("navigation")
            .exact_size(200.0)
            .resizable(false)
            .frame(
                Frame::new()
                    .fill(t.surface)
                    .inner_margin(Margin::symmetric(10, 14)),
            )
            .show(ui, |ui| navigation::show(ui, shell, vue, ctx, a_corriger));
    }
    Panel::top("haut")
        .exact_size(HAUT)
        .frame(
            Frame::new()
                .fill(t.surface)
                .inner_margin(Margin::symmetric(18, 10)),
        )
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                if etroit {
                    navigation::menu(ui, shell, vue, ctx, a_corriger);
                }
                recherche::show(ui, shell, ctx, etroit);
            });
        });
    if ui.input_mut(|i| i.consume_shortcut(&REGARDER_AU)) {
        shell.toggle_date(ctx);
    }
    au::bande(ui, shell, ctx);
    if vue.deplace {
        deplace::show(ui, shell, vue, ctx);
    }
    if vue.page != Page::NouvelleVisite {
        pages.nouvelle_visite.left(ctx);
    }
    egui::CentralPanel::default()
        .frame(Frame::new().fill(t.fond).inner_margin(Margin::same(16)))
        .show(ui, |ui| match vue.page {
            Page::TableauDeBord => pages.tableau_de_bord.ui(ui, ctx),
            Page::Indicateurs => pages.indicateurs.ui(ui, ctx),
            Page::Carte => pages.carte.ui(ui, ctx),
            Page::Comparaison => pages.comparaison.ui(ui, ctx),
            Page::Ecoles => pages.ecoles.ui(ui, ctx),
            Page::Visites => pages.visites.ui(ui, ctx),
            Page::Formations => pages.formations.ui(ui, ctx, pages.ecoles.cochees()),
            Page::Observatoire => pages.observatoire.ui(ui, ctx),
            Page::Audience => pages.audience.ui(ui, ctx),
            Page::Agenda => pages.agenda.ui(ui, ctx),
            Page::Tournee => pages.tournee.ui(ui, ctx),
            Page::NouvelleVisite => pages.nouvelle_visite.ui(ui, ctx),
            Page::Groupes => pages.groupes.ui(ui, ctx),
            Page::Projets => pages.projets.ui(ui, ctx),
            Page::Suivi => pages.suivi.ui(ui, ctx),
            Page::Bilans => pages.bilans.ui(ui, ctx),
            Page::Docteur => pages.docteur.ui(ui, ctx),
            Page::Importer => at_least(ui, IMPORTER, |ui| {
                pages.importer.ui(ui, ctx, vue.tache.as_ref());
            }),
            Page::Echanges => pages.echanges.ui(ui, ctx),
            Page::Historique => pages.historique.ui(ui, ctx),
            Page::Reglages => pages.reglages.ui(ui, ctx, vue.chemin),
        });
}

/// A page that needs this height; where there is less, it scrolls.
fn at_least(ui: &mut Ui, hauteur: f32, page: impl FnOnce(&mut Ui)) {
    if ui.available_height() >= hauteur {
        return page(ui);
    }
    egui::ScrollArea::vertical().show(ui, |ui| {
        let taille = egui::vec2(ui.available_width(), hauteur);
        let (rect, _) = ui.allocate_exact_size(taille, egui::Sense::hover());
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect), page);
    });
}

/// A running job: what it does, how far it is, how to stop it.
pub fn tache_ui(ui: &mut Ui, tache: &TacheVue<'_>, ctx: &PageCtx<'_>) {
    if tache.interrompue {
        ui.label(theme::petit(ui, "Arrêt en cours…"));
    } else if ui.small_button("Interrompre").clicked() {
        ctx.commands.send(Command::InterrompreTache);
    }
    let avancement = tache.avancement;
    let part = avancement
        .filter(|a| a.total > 0)
        .map_or(0.0, |a| a.fait as f32 / a.total as f32);
    let texte = avancement.map_or(tache.titre, |a| a.etape);
    ui.add(egui::ProgressBar::new(part).desired_height(8.0));
    ui.label(theme::petit(ui, texte));
}
