//! The native window: its place and size, remembered, what draws it, and the way in.
//!
//! OpenGL draws it, which costs least. A machine without OpenGL (a remote desktop, a virtual
//! machine) has the program start itself again, once, with the other renderer: a process opens one
//! window only. `CARNET_RENDU` names a renderer by hand (`opengl`, `wgpu`); then nothing is tried
//! again.

use std::path::{Path, PathBuf};
use std::process::{Command as Programme, ExitCode};

use super::ouverture::Lecture;
use super::{App, auteur};
use crate::error::{Error, Result};
use crate::systeme::{Fenetre, Horloge, Preferences};
use crate::ui::icone::icone;
use crate::ui::theme;

/// Notes where the window is, unless it is minimised or maximised.
pub(super) fn remember(ui: &egui::Ui, preferences: &mut Preferences) {
    ui.input(|i| {
        let viewport = i.viewport();
        if viewport.minimized == Some(true) || viewport.maximized == Some(true) {
            return;
        }
        if let Some(inner) = viewport.inner_rect {
            preferences.fenetre = Some(Fenetre {
                position: viewport.outer_rect.map(|r| (r.min.x, r.min.y)),
                taille: (inner.width(), inner.height()),
            });
        }
    });
}

/// Names a renderer, for a person or for the second try.
const RENDU: &str = "CARNET_RENDU";

/// Opens the window, on a carnet when one is given. Returns when it is closed, with what the
/// process should end with.
pub fn run(fichier: Option<&Path>) -> Result<ExitCode> {
    let demande = std::env::var(RENDU).ok();
    let rendu = if demande.as_deref() == Some("wgpu") {
        eframe::Renderer::Wgpu
    } else {
        eframe::Renderer::Glow
    };
    match open(fichier.map(Path::to_owned), rendu) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(erreur) if demande.is_none() && is_about_opengl(&erreur) => start_again(fichier),
        Err(erreur) => {
            tracing::debug!(%erreur, "no window");
            Err(Error::Display(reason(&erreur).to_owned()))
        }
    }
}

/// What is missing, without the words of the libraries.
const fn reason(erreur: &eframe::Error) -> &'static str {
    use eframe::Error::{Wgpu, Winit, WinitEventLoop};
    match erreur {
        Winit(_) | WinitEventLoop(_) => "aucun écran ne répond",
        Wgpu(_) => "ni Vulkan, ni DirectX 12, ni Metal ne répond",
        _ if is_about_opengl(erreur) => "OpenGL ne répond pas",
        _ => "le système n’en dit pas la raison",
    }
}

const fn is_about_opengl(erreur: &eframe::Error) -> bool {
    use eframe::Error::{Glutin, NoGlutinConfigs, OpenGL};
    matches!(erreur, Glutin(_) | NoGlutinConfigs(..) | OpenGL(_))
}

/// The same window in a new process, drawn without OpenGL. It says itself what goes wrong.
fn start_again(fichier: Option<&Path>) -> Result<ExitCode> {
    let programme = std::env::current_exe().map_err(|e| Error::io("carnet-ent", e))?;
    let fin = Programme::new(&programme)
        .args(fichier)
        .env(RENDU, "wgpu")
        .status()
        .map_err(|e| Error::io(programme, e))?;
    let code = fin.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn open(fichier: Option<PathBuf>, renderer: eframe::Renderer) -> eframe::Result {
    let preferences = Preferences::load();
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Carnet ENT")
        .with_app_id("carnet-ent")
        .with_icon(icone())
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([800.0, 520.0]);
    if let Some(fenetre) = preferences.fenetre {
        let (largeur, hauteur) = fenetre.taille;
        viewport =
            viewport.with_inner_size([largeur.clamp(800.0, 6000.0), hauteur.clamp(520.0, 4000.0)]);
        if let Some((x, y)) = fenetre.position {
            viewport = viewport.with_position([x, y]);
        }
    }
    let options = eframe::NativeOptions {
        viewport,
        renderer,
        // It would soften gradients, of which there are none, at a cost to every pixel.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    // Reading a carnet and making a window take about as long: both at once.
    let auteur = auteur(&preferences, Horloge::Systeme);
    let lecture = fichier.map(|fichier| Lecture::start(fichier, auteur));
    eframe::run_native(
        "carnet-ent",
        options,
        Box::new(move |cc| {
            theme::install(&cc.egui_ctx);
            let mut app = App::new(&cc.egui_ctx, Horloge::Systeme, preferences);
            app.saves_preferences = true;
            app.apply_preferences();
            if let Some(lecture) = lecture {
                app.adopt_at_start(lecture);
            }
            Ok(Box::new(app))
        }),
    )
}
