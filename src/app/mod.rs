//! The application: state, and the three acts of a frame.
//!
//! *logic*: queued commands are executed (`execute.rs`), each in one transaction, and jobs are
//! polled; then the facts are read again if the data revision moved; *ui*: the shell and the page
//! draw from them. `&mut Store` never leaves `execute`.

mod fenetre;
mod ouverture;
mod place;
mod travaux;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use chrono::NaiveDate;

use crate::command::{Command, Page};
use crate::domain::{Faits, Regle};
use crate::error::Result;
use crate::jobs::Tache;
use crate::store::{Auteur, Store};
use crate::systeme::{Horloge, Preferences};
use crate::ui::shell::{Pages, Shell};
use crate::ui::widgets::toast::Toasts;
use crate::ui::{CommandSender, PageCtx, TacheVue, shell, theme};

pub use fenetre::run;

/// Where the carnet is.
#[derive(Default)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one carnet, never a list of them"
)]
pub enum Carnet {
    #[default]
    Aucun,
    Ouvert(Store),
    /// Lent to the running job.
    Prete {
        path: Option<PathBuf>,
    },
}

impl Carnet {
    pub const fn store(&self) -> Option<&Store> {
        match self {
            Self::Ouvert(store) => Some(store),
            Self::Aucun | Self::Prete { .. } => None,
        }
    }

    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Aucun)
    }

    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Aucun => None,
            Self::Ouvert(store) => store.path(),
            Self::Prete { path } => path.as_deref(),
        }
    }
}

/// The whole program behind the window.
pub struct App {
    pub(crate) carnet: Carnet,
    pub(crate) faits: Arc<Faits>,
    /// The data revision `faits` was read at.
    faits_revision: u64,
    pub(crate) horloge: Horloge,
    pub(crate) preferences: Preferences,
    pub(crate) sender: CommandSender,
    receiver: Receiver<Command>,
    pub(crate) queue: VecDeque<Command>,
    pub(crate) page: Page,
    /// The date looked at; `None` = today.
    pub(crate) au: Option<NaiveDate>,
    pub(crate) compare: Option<NaiveDate>,
    pub(crate) pages: Pages,
    pub(crate) shell: Shell,
    pub(crate) toasts: Toasts,
    pub(crate) tache: Option<Tache>,
    /// The carnet's file is no longer where it was opened.
    pub(crate) deplace: bool,
    /// Jobs run inside the frame, so that tests need not wait.
    inline: bool,
    /// Settings go to this machine's folder; never in tests.
    saves_preferences: bool,
    ctx: egui::Context,
    title: String,
}

impl App {
    fn new(ctx: &egui::Context, horloge: Horloge, preferences: Preferences) -> Self {
        let (sender, receiver) = CommandSender::new(ctx);
        Self {
            carnet: Carnet::Aucun,
            faits: Arc::default(),
            faits_revision: 0,
            horloge,
            preferences,
            sender,
            receiver,
            queue: VecDeque::new(),
            page: Page::default(),
            au: None,
            compare: None,
            pages: Pages::default(),
            shell: Shell::default(),
            toasts: Toasts::default(),
            tache: None,
            deplace: false,
            inline: false,
            saves_preferences: false,
            ctx: ctx.clone(),
            title: String::new(),
        }
    }

    /// The application on `store`, at a fixed day, with jobs run inline and default settings.
    pub fn for_test(ctx: &egui::Context, store: Option<Store>, jour: NaiveDate) -> Self {
        theme::install(ctx);
        let preferences = Preferences {
            personne: "A. B.".to_owned(),
            fonction: "ERUN".to_owned(),
            ..Preferences::default()
        };
        let mut app = Self::new(ctx, Horloge::fixe(jour), preferences);
        app.inline = true;
        if let Some(store) = store {
            app.carnet = Carnet::Ouvert(store);
        }
        app
    }

    /// As [`Self::for_test`], with jobs on their threads.
    pub fn for_test_with_threads(
        ctx: &egui::Context,
        store: Option<Store>,
        jour: NaiveDate,
    ) -> Self {
        Self {
            inline: false,
            ..Self::for_test(ctx, store, jour)
        }
    }

    pub const fn store(&self) -> Option<&Store> {
        self.carnet.store()
    }

    pub const fn page(&self) -> Page {
        self.page
    }

    pub const fn commands(&self) -> &CommandSender {
        &self.sender
    }

    pub(crate) fn auteur(&self) -> Auteur {
        auteur(&self.preferences, self.horloge)
    }

    /// Reads the facts again if the data revision moved.
    pub(crate) fn refresh_facts(&mut self) {
        let Carnet::Ouvert(store) = &mut self.carnet else {
            return;
        };
        if self.faits_revision == store.revision() {
            return;
        }
        self.faits_revision = store.revision();
        // A job may still hold the facts of before: it keeps them, as they were.
        if let Err(erreur) = store.refresh(Arc::make_mut(&mut self.faits)) {
            self.toasts.erreur(&erreur.user_message());
        }
    }

    /// Another carnet, or none: what was known of the last one is forgotten.
    pub(crate) fn replace_carnet(&mut self, carnet: Carnet) {
        self.abandon_job();
        self.faits_revision = 0;
        self.faits = Arc::default();
        self.carnet = carnet;
        self.deplace = false;
        self.pages = Pages::default();
        self.shell = Shell::default();
        self.page = Page::default();
        (self.au, self.compare) = (None, None);
        self.refresh_facts();
        self.take_back_drafts();
    }

    /// The carnet whose facts are already shown comes back; `lus`: they need not be read again.
    pub(crate) fn take_shown(&mut self, store: Store, lus: bool) {
        self.faits_revision = if lus { store.revision() } else { 0 };
        self.carnet = Carnet::Ouvert(store);
        self.refresh_facts();
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let nom = self
            .carnet
            .path()
            .and_then(Path::file_stem)
            .map(|n| n.to_string_lossy().into_owned());
        let title = nom.map_or_else(
            || "Carnet ENT".to_owned(),
            |nom| format!("{nom} — Carnet ENT"),
        );
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// The circonscriptions most schools of the carnet belong to: what an import keeps unless
    /// told otherwise. Short names.
    pub(crate) fn followed_circonscriptions(&self) -> Vec<String> {
        let mut noms: Vec<String> = self
            .faits
            .ouvertes_au(self.horloge.aujourdhui())
            .filter_map(|(_, situation)| Some(self.faits.circonscription(situation)?.nom.clone()))
            .collect();
        noms.sort_unstable();
        noms.dedup();
        noms
    }

    pub(crate) fn save_preferences(&self) -> Result<()> {
        if self.saves_preferences {
            self.preferences.save()
        } else {
            Ok(())
        }
    }

    pub(crate) fn apply_preferences(&self) {
        let theme = match self.preferences.theme {
            crate::systeme::Theme::Systeme => egui::ThemePreference::System,
            crate::systeme::Theme::Clair => egui::ThemePreference::Light,
            crate::systeme::Theme::Sombre => egui::ThemePreference::Dark,
        };
        self.ctx.set_theme(theme);
        self.ctx
            .set_zoom_factor(f32::from(self.preferences.taille_texte) / 100.0);
    }
}

/// Who writes in a carnet on this machine.
fn auteur(preferences: &Preferences, horloge: Horloge) -> Auteur {
    Auteur {
        personne: preferences.personne.clone(),
        fonction: preferences.fonction.clone(),
        horloge,
    }
}

/// The font atlas is as wide as a texture may be, and as the largest driver allows it takes two
/// megabytes twice to hold a few lines of letters. Nothing else here is half as wide.
const TEXTURE_MAX: usize = 4096;

impl eframe::App for App {
    fn raw_input_hook(&mut self, _ctx: &egui::Context, entree: &mut egui::RawInput) {
        entree.max_texture_side = entree.max_texture_side.map(|cote| cote.min(TEXTURE_MAX));
    }

    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        if let Some(fin) = self.tache.as_ref().and_then(Tache::poll) {
            self.end_job(fin);
        }
        if ctx.input(|i| i.events.contains(&egui::Event::WindowFocused(true))) {
            self.check_place();
        }
        self.run_commands();
        self.refresh_facts();
        self.set_title(ctx);
        if ctx.input(|i| i.viewport().close_requested()) {
            if self.may_leave() {
                self.prepare_to_close(ctx);
            } else {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            }
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ouvert = self.carnet.is_open();
        let (shell, pages) = (&mut self.shell, &mut self.pages);
        shell::shortcuts(ui, ouvert, shell, pages, &mut self.toasts, &self.sender);
        let au = self.au.unwrap_or_else(|| self.horloge.aujourdhui());
        let ctx = PageCtx {
            faits: &self.faits,
            store: self.carnet.store(),
            revision: self.faits_revision,
            au,
            compare: self.compare.filter(|compare| *compare < au),
            aujourdhui: self.horloge.aujourdhui(),
            regle: Regle::default(),
            preferences: &self.preferences,
            commands: &self.sender,
        };
        let vue = shell::Vue {
            ouvert,
            chemin: self.carnet.path(),
            tache: self.tache.as_ref().map(|tache| TacheVue {
                titre: &tache.titre,
                avancement: tache.avancement(),
                interrompue: tache.is_interrupted(),
            }),
            page: self.page,
            deplace: self.deplace,
        };
        shell::show(ui, &mut self.shell, &vue, &ctx, &mut self.pages);
        self.toasts.show(ui, &self.sender);
        fenetre::remember(ui, &mut self.preferences);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.finish();
        self.save_preferences().ok();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
