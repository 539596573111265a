//! What surrounds every page: navigation, search, the date, and where everything is kept.

use std::path::Path;

use egui::{Align, Frame, Key, KeyboardShortcut, Layout, Margin, Modifiers, Panel, RichText, Ui};

use super::accueil::AccueilPage;
use super::docteur::DocteurPage;
use super::ecoles::EcolesPage;
use super::groupes::GroupesPage;
use super::historique::HistoriquePage;
use super::importer::ImporterPage;
use super::projets::ProjetsPage;
use super::reglages::ReglagesPage;
use super::suivi::SuiviPage;
use super::tableau_de_bord::TableauDeBordPage;
use super::theme::{self, Tokens};
use super::widgets::nommer;
use super::widgets::toast::Toasts;
use super::{Cached, CommandSender, PageCtx, TacheVue};
use crate::command::{Command, Demande, Page};
use crate::domain::Id;
use crate::domain::date::date_longue;
use crate::domain::nombre::entier;
use crate::domain::texte::{Recherche, sans_accents};

const ANNULER: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
const RETABLIR: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Y);
const RETABLIR_AUSSI: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
const CHERCHER: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
const CHERCHER_ICI: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);

/// Results shown under the search field.
const RESULTATS: usize = 8;

/// The pages, each remembering what it shows.
#[derive(Default)]
pub struct Pages {
    pub accueil: AccueilPage,
    pub tableau_de_bord: TableauDeBordPage,
    pub ecoles: EcolesPage,
    pub groupes: GroupesPage,
    pub projets: ProjetsPage,
    pub suivi: SuiviPage,
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
}

/// What the shell remembers.
#[derive(Default)]
pub struct Shell {
    recherche: String,
    choisi: usize,
    focus: bool,
    /// School, its line in the results, its normalised text.
    index: Cached<(), Vec<(Id, String, String)>>,
    resume: Cached<(), (String, usize)>,
}

/// A result of the search.
enum Resultat {
    Page(Page),
    Ecole(Id),
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
        ctx.commands.send(Command::AnalyserFichiers(dropped));
    }
    let t = Tokens::of(ui);
    Panel::left("navigation")
        .exact_size(200.0)
        .resizable(false)
        .frame(
            Frame::new()
                .fill(t.surface)
                .inner_margin(Margin::symmetric(10, 14)),
        )
        .show(ui, |ui| navigation_ui(ui, shell, vue, ctx));
    Panel::top("haut")
        .exact_size(52.0)
        .frame(
            Frame::new()
                .fill(t.surface)
                .inner_margin(Margin::symmetric(18, 10)),
        )
        .show(ui, |ui| top_ui(ui, shell, ctx));
    egui::CentralPanel::default()
        .frame(Frame::new().fill(t.fond).inner_margin(Margin::same(16)))
        .show(ui, |ui| match vue.page {
            Page::TableauDeBord => pages.tableau_de_bord.ui(ui, ctx),
            Page::Ecoles => pages.ecoles.ui(ui, ctx),
            Page::Groupes => pages.groupes.ui(ui, ctx),
            Page::Projets => pages.projets.ui(ui, ctx),
            Page::Suivi => pages.suivi.ui(ui, ctx),
            Page::Docteur => pages.docteur.ui(ui, ctx),
            Page::Importer => pages.importer.ui(ui, ctx, vue.tache.as_ref()),
            Page::Historique => pages.historique.ui(ui, ctx),
            Page::Reglages => pages.reglages.ui(ui, ctx, vue.chemin),
        });
}

fn navigation_ui(ui: &mut Ui, shell: &mut Shell, vue: &Vue<'_>, ctx: &PageCtx<'_>) {
    let (ou, ecoles) = shell.resume.get((), ctx.revision, |()| resume(ctx)).clone();
    ui.label(RichText::new("Carnet ENT").font(egui::FontId::new(17.0, theme::gras())));
    let sous_titre = if ecoles == 0 {
        "Aucune école".to_owned()
    } else {
        ou
    };
    let sous_titre = theme::petit(ui, sous_titre);
    ui.add(egui::Label::new(sous_titre).truncate());
    ui.add_space(10.0);
    for page in Page::ALL {
        let compte = (page == Page::Ecoles && ecoles > 0).then(|| entier(ecoles));
        if nav_button(ui, page.libelle(), compte.as_deref(), page == vue.page).clicked() {
            ctx.commands.send(Command::Aller(page));
        }
    }
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| status_ui(ui, vue, ctx));
}

fn nav_button(ui: &mut Ui, libelle: &str, compte: Option<&str>, selected: bool) -> egui::Response {
    let t = Tokens::of(ui);
    let (fond, encre) = if selected {
        (t.accent_fond, t.accent)
    } else {
        (t.surface, t.encre)
    };
    let texte = if selected {
        RichText::new(libelle)
            .font(egui::FontId::new(14.0, theme::gras()))
            .color(encre)
    } else {
        RichText::new(libelle).color(encre)
    };
    let mut bouton = egui::Button::new(texte)
        .fill(fond)
        .stroke(egui::Stroke::NONE)
        .min_size(egui::vec2(ui.available_width(), 33.0));
    if let Some(compte) = compte {
        bouton = bouton.right_text(theme::petit(ui, compte));
    } else {
        bouton = bouton.right_text("");
    }
    let reponse = ui.add(bouton);
    let nom = libelle.to_owned();
    reponse.widget_info(move || {
        egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, &nom)
    });
    reponse
}

/// The name of what is followed, and the number of schools open today.
fn resume(ctx: &PageCtx<'_>) -> (String, usize) {
    let mut par_circonscription = std::collections::BTreeMap::<&str, usize>::new();
    let mut ecoles = 0;
    for (_, situation) in ctx.faits.ouvertes_au(ctx.au) {
        ecoles += 1;
        if let Some(c) = ctx.faits.circonscription(situation) {
            *par_circonscription.entry(c.nom.as_str()).or_default() += 1;
        }
    }
    let ou = match par_circonscription.len() {
        0 => "Sans circonscription".to_owned(),
        1 | 2 => par_circonscription
            .into_keys()
            .collect::<Vec<_>>()
            .join(", "),
        n => format!("{n} circonscriptions"),
    };
    (format!("{ou} · {} écoles", entier(ecoles)), ecoles)
}

fn status_ui(ui: &mut Ui, vue: &Vue<'_>, ctx: &PageCtx<'_>) {
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        for (mot, aide, command) in [
            (
                "Copier…",
                "Enregistrer une copie sous…",
                Command::Demander(Demande::Copie),
            ),
            (
                "Dossier",
                "Ouvrir le dossier du carnet",
                Command::OuvrirDossier,
            ),
            ("Fermer", "Fermer ce carnet", Command::Fermer),
        ] {
            if ui
                .link(RichText::new(mot).small())
                .on_hover_text(aide)
                .clicked()
            {
                ctx.commands.send(command);
            }
        }
    });
    if let Some(path) = vue.chemin {
        let nom = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let nom = theme::petit(ui, format!("{nom} · sur cet ordinateur"));
        ui.add(egui::Label::new(nom).truncate())
            .on_hover_text(path.display().to_string());
    }
    match &vue.tache {
        Some(tache) => tache_ui(ui, tache, ctx),
        None => {
            ui.label(
                RichText::new("Tout est enregistré")
                    .font(egui::FontId::new(12.0, theme::gras()))
                    .color(t.succes),
            );
        }
    }
    ui.separator();
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

fn top_ui(ui: &mut Ui, shell: &mut Shell, ctx: &PageCtx<'_>) {
    ui.horizontal_centered(|ui| {
        let champ = ui.add(
            egui::TextEdit::singleline(&mut shell.recherche)
                .id(egui::Id::unique("recherche"))
                .desired_width(380.0_f32.min(ui.available_width() * 0.5))
                .margin(Margin::symmetric(10, 6))
                .hint_text("Rechercher une école, une page (Ctrl K)"),
        );
        nommer(&champ, "Rechercher");
        if std::mem::take(&mut shell.focus) {
            champ.request_focus();
        }
        results_ui(ui, shell, &champ, ctx);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(
                RichText::new(date_longue(ctx.au)).font(egui::FontId::new(14.0, theme::gras())),
            );
            ui.label("Au");
        });
    });
}

fn results_ui(ui: &Ui, shell: &mut Shell, champ: &egui::Response, ctx: &PageCtx<'_>) {
    if champ.changed() {
        shell.choisi = 0;
    }
    let resultats = if shell.recherche.trim().is_empty() {
        Vec::new()
    } else {
        search(shell, ctx)
    };
    let key = |k| champ.has_focus() && ui.input(|i| i.key_pressed(k));
    if key(Key::ArrowDown) {
        shell.choisi = (shell.choisi + 1).min(resultats.len().saturating_sub(1));
    }
    if key(Key::ArrowUp) {
        shell.choisi = shell.choisi.saturating_sub(1);
    }
    let enter = champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let mut taken = enter.then_some(shell.choisi);
    if champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
        shell.recherche.clear();
    }
    egui::Popup::from_response(champ)
        .open(!shell.recherche.trim().is_empty())
        .width(champ.rect.width())
        .close_behavior(egui::PopupCloseBehavior::IgnoreClicks)
        .show(|ui| {
            ui.set_min_width(champ.rect.width());
            if resultats.is_empty() {
                ui.label(theme::petit(ui, "Rien de ce nom dans ce carnet."));
            }
            for (i, (texte, _)) in resultats.iter().enumerate() {
                let ligne = ui.selectable_label(i == shell.choisi, texte);
                if ligne.clicked() {
                    taken = Some(i);
                }
            }
        });
    if let Some((_, resultat)) = taken.and_then(|i| resultats.into_iter().nth(i)) {
        shell.recherche.clear();
        ctx.commands.send(match resultat {
            Resultat::Page(page) => Command::Aller(page),
            Resultat::Ecole(id) => Command::MontrerEcole(id),
        });
    }
}

fn search(shell: &mut Shell, ctx: &PageCtx<'_>) -> Vec<(String, Resultat)> {
    let recherche = Recherche::new(&shell.recherche);
    let mut resultats: Vec<(String, Resultat)> = Page::ALL
        .into_iter()
        .filter(|page| recherche.accepte(&sans_accents(page.libelle())))
        .map(|page| (page.libelle().to_owned(), Resultat::Page(page)))
        .collect();
    let index = shell.index.get((), ctx.revision, |()| {
        ctx.faits
            .ecoles
            .iter()
            .map(|ecole| {
                let (situation, _) = ecole.au(ctx.au);
                let commune = situation.commune_nom.as_deref().unwrap_or_default();
                let ligne = format!("{} · {commune}", situation.nom);
                let texte = sans_accents(&format!("{ligne} {}", ecole.uai));
                (ecole.id, ligne, texte)
            })
            .collect()
    });
    let trouvees = index
        .iter()
        .filter(|(_, _, texte)| recherche.accepte(texte));
    resultats.extend(
        trouvees
            .take(RESULTATS)
            .map(|(id, ligne, _)| (ligne.clone(), Resultat::Ecole(*id))),
    );
    resultats.truncate(RESULTATS);
    resultats
}
