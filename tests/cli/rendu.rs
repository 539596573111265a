//! What draws the window, where nothing can: one sentence, one status, never a panic; and a second
//! process, once, where only OpenGL is missing.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// A screen whose server has no OpenGL.
struct Ecran {
    serveur: Child,
    nom: String,
}

impl Ecran {
    /// `None` where Xvfb is not installed: the test says that it did not run.
    fn of(test: &str) -> Option<Self> {
        let serveur = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "800x600x24"])
            .args(["-extension", "GLX"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut serveur) = serveur else {
            skipped(test);
            return None;
        };
        let mut numero = String::new();
        let sortie = serveur.stdout.take().expect("piped");
        BufReader::new(sortie)
            .read_line(&mut numero)
            .expect("a display");
        Some(Self {
            serveur,
            nom: format!(":{}", numero.trim()),
        })
    }
}

impl Drop for Ecran {
    fn drop(&mut self) {
        self.serveur.kill().ok();
        self.serveur.wait().ok();
    }
}

#[expect(clippy::print_stderr, reason = "a test says what it did not run")]
fn skipped(test: &str) {
    eprintln!("skipped: {test}, Xvfb is not installed");
}

/// The window, on a machine without any driver: nothing draws.
fn programme(dossier: &Path, ecran: Option<&str>, rendu: Option<&str>) -> Output {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_carnet-ent"));
    commande
        .env("CARNET_REGLAGES", dossier)
        .env("XDG_RUNTIME_DIR", dossier)
        .env_remove("CARNET_RENDU")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET");
    for absent in [
        "__EGL_VENDOR_LIBRARY_DIRS",
        "__EGL_VENDOR_LIBRARY_FILENAMES",
        "VK_ICD_FILENAMES",
        "VK_DRIVER_FILES",
    ] {
        commande.env(absent, "/nonexistent");
    }
    if let Some(ecran) = ecran {
        commande.env("DISPLAY", ecran);
    }
    if let Some(rendu) = rendu {
        commande.env("CARNET_RENDU", rendu);
    }
    commande.output().expect("started")
}

/// Ends with status 1 and one sentence that gives this reason.
#[track_caller]
fn assert_told(sortie: &Output, raison: &str) {
    let dit = String::from_utf8(sortie.stderr.clone()).expect("UTF-8");
    assert_eq!(sortie.status.code(), Some(1), "{dit}");
    assert_eq!(dit.lines().count(), 1, "{dit}");
    assert!(
        dit.starts_with(&format!("La fenêtre n’a pas pu s’ouvrir ({raison})")),
        "{dit}"
    );
}

#[test]
fn without_a_screen_one_sentence_says_so() {
    let dossier = tempfile::tempdir().expect("folder");
    for rendu in [None, Some("opengl"), Some("wgpu")] {
        let sortie = programme(dossier.path(), None, rendu);
        assert_told(&sortie, "aucun écran ne répond");
    }
}

#[test]
fn without_opengl_the_other_renderer_is_tried_once_and_its_sentence_is_the_only_one() {
    let Some(ecran) = Ecran::of("a screen without OpenGL") else {
        return;
    };
    let dossier = tempfile::tempdir().expect("folder");
    let sortie = |rendu| programme(dossier.path(), Some(&ecran.nom), rendu);
    // The reason is the second renderer's: it was tried, and nothing after it.
    assert_told(
        &sortie(None),
        "ni Vulkan, ni DirectX 12, ni Metal ne répond",
    );
    assert_told(
        &sortie(Some("wgpu")),
        "ni Vulkan, ni DirectX 12, ni Metal ne répond",
    );
    assert_told(&sortie(Some("opengl")), "OpenGL ne répond pas");
}
