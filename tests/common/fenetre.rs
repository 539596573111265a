//! The window in tests: three schools of Épinal and Golbey on 12 March 2021, and how one looks at it.

use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::store::{Champs, Store};
use egui_kittest::Harness;

use crate::common::{auteur, jour};

/// UAI, name, commune.
pub(crate) const ECOLES: [(&str, &str, &str); 3] = [
    ("0880001Y", "École Élise", "Épinal"),
    ("0880002Z", "École du Pré", "Golbey"),
    ("0880003A", "École Anne", "Épinal"),
];

/// Has a carnet follow these schools, all public and élémentaires.
pub(crate) fn remplit(store: &mut Store) -> carnet_ent::Result<()> {
    store.transact("Import de l’annuaire", |edit| {
        for (uai, nom, commune) in ECOLES {
            let champs = Champs::new()
                .set("nom", nom)
                .set("maternelle", false)
                .set("elementaire", true)
                .set("statut", "public")
                .set("commune", "88160")
                .set("commune_nom", commune)
                .set("departement", "088");
            edit.releve("annuaire", jour(2020, 9, 1), uai, champs)?;
        }
        Ok(())
    })
}

/// A carnet in memory that follows these schools.
pub(crate) fn trois_ecoles() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    remplit(&mut store).expect("filled");
    store
}

/// The window on this carnet, 1280×800, on 12 March 2021.
pub(crate) fn fenetre(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2021, 3, 12)));
    window.run_ok();
    window
}

/// Sends a command, and waits for what it does.
pub(crate) fn envoie(window: &mut Harness<'_, App>, command: Command) {
    window.state().commands().send(command);
    window.run_ok();
}

pub(crate) fn va(window: &mut Harness<'_, App>, page: Page) {
    envoie(window, Command::Aller(page));
}
