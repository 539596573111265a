//! The window's stories on spreadsheets, told by label as a person would.

use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::{Domaine, Id};
use carnet_ent::store::{Store, solution};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::commun::{aujourdhui, carnet, ecrit, simple, uai};

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), aujourdhui()));
    window.run_ok();
    window
        .state()
        .commands()
        .send(Command::Aller(Page::Importer));
    window.run_ok();
    window
}

fn shows(window: &Harness<'_, App>, texte: &str) -> bool {
    window
        .query_all_by(|n| {
            let dits = [n.label(), n.value()];
            dits.into_iter()
                .flatten()
                .any(|dit| simple(&dit).contains(texte))
        })
        .next()
        .is_some()
}

/// Everything the window says, for the message of a failure.
fn said(window: &Harness<'_, App>) -> String {
    let dits = window.query_all_by(|n| n.label().is_some());
    let dits = dits.filter_map(|n| n.accesskit_node().label());
    dits.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_shows(window: &Harness<'_, App>, texte: &str) {
    assert!(shows(window, texte), "« {texte} » in\n{}", said(window));
}

/// Presses what is called exactly so, whatever its spaces.
#[track_caller]
fn press(window: &mut Harness<'_, App>, nom: &str) {
    let found = window
        .query_all_by(|n| n.label().is_some_and(|l| simple(&l) == nom))
        .find(|n| n.accesskit_node().role() != Role::Label);
    let Some(found) = found else {
        panic!("no « {nom} » in\n{}", said(window));
    };
    found.click();
    window.run_ok();
}

fn import(window: &mut Harness<'_, App>, nom: &str, texte: &str) {
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = ecrit(dossier.path(), nom, texte.as_bytes());
    window
        .state()
        .commands()
        .send(Command::AnalyserFichiers(vec![chemin]));
    window.run_ok();
}

fn deployments(window: &Harness<'_, App>, numero: u32) -> usize {
    let faits = window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts");
    faits.deploiements(Id::ecole(&uai(numero))).len()
}

#[test]
fn a_column_corrected_once_is_known_next_time() {
    let mut window = window(carnet());
    import(
        &mut window,
        "2019.csv",
        "UAI;Ce qu’ils ont;Quand\n0880001Y;Machin;01/09/2019\n0880002Z;Machin;01/09/2019\n",
    );
    assert_shows(&window, "Dites quelle colonne donne l'école");
    press(&mut window, "Colonne Ce qu'ils ont : ignorée");
    press(&mut window, "Solution (nom de l'ENT)");
    press(&mut window, "Colonne Quand : ignorée");
    press(&mut window, "Début");
    assert!(!shows(&window, "Dites quelle colonne"));
    press(&mut window, "À décider (1)");
    assert_shows(&window, "« Machin »");
    press(&mut window, "Machin veut dire : Choisir");
    press(&mut window, "Beneylu School");
    assert_shows(&window, "→ Beneylu School");
    press(&mut window, "Importer 2 lignes");
    assert_shows(&window, "Tableau importé : 2 déploiements nouveaux");
    assert_eq!(deployments(&window, 880_001), 1);

    press(&mut window, "Importer d'autres fichiers");
    import(
        &mut window,
        "2020.csv",
        "UAI;Ce qu’ils ont;Quand\n0880003A;MACHIN;01/09/2020\n",
    );
    assert_shows(&window, "Nouvelles (1)");
    assert_shows(&window, "À décider (0)");
    press(&mut window, "Importer 1 ligne");
    assert_eq!(deployments(&window, 880_003), 1);
    press(&mut window, "Annuler cet import");
    assert_eq!(deployments(&window, 880_003), 0);
    assert_eq!(deployments(&window, 880_001), 1, "the first import stays");
}

#[test]
fn ten_rows_are_pasted_on_the_page() {
    let mut window = window(carnet());
    let lignes: Vec<String> = (1..=10)
        .map(|n| {
            let code = if n == 10 {
                uai(540_531)
            } else {
                uai(880_000 + n)
            };
            format!("{code}\tONE\t0{}/09/2018\r\n", n.min(9))
        })
        .collect();
    let lignes = lignes.concat();
    window.event(egui::Event::Paste(lignes.clone()));
    window.run_ok();
    assert_shows(&window, "Lignes collées");
    assert_shows(&window, "10 lignes");
    assert_shows(&window, "Nouvelles (9)");
    assert_shows(&window, "Désaccords (1)");
    press(&mut window, "Importer 9 lignes");
    assert_shows(&window, "Tableau importé : 9 déploiements nouveaux, en une");
    assert_shows(&window, "Lignes collées, Tableur, importé");
    assert_eq!(deployments(&window, 540_531), 1);

    press(&mut window, "Importer d'autres fichiers");
    press(&mut window, "Coller des lignes");
    window.get_by_label("Lignes à coller").focus();
    window.run_ok();
    window.event(egui::Event::Paste(lignes));
    window.run_ok();
    assert!(
        !shows(&window, "Lignes collées"),
        "a field that is typed in takes what is pasted"
    );
    press(&mut window, "Lire ces lignes");
    assert_shows(&window, "Inchangées (9)");
    assert_shows(&window, "Rien à importer");
}

#[test]
fn a_messy_spreadsheet_takes_three_decisions() {
    let mut window = window(carnet());
    import(
        &mut window,
        "suivi.csv",
        "Suivi des ENT;;;;;\n\
         RNE;Ecole;Ville;ENT utilisé;Depuis;Remarques\n\
         540531J;Grand Couronné;Amance-le-Haut;One;rentrée 2019;\n\
         0880001Y;J. Macé;Golbey;ENT ONE;01/09/2019;très actif\n\
         0880002Z;;;one (Edifice);sept. 2019;\n\
         ;Champbeauvert;Epinal;ONE;01/09/2019;\n\
         ;Jules Ferry;St Dié;Benelyu;2020;\n\
         0880008F;;;ONE;01/09/2019;\n\
         0880004B;;;non;;\n",
    );
    assert_shows(&window, "À décider (3)");
    assert_shows(
        &window,
        "2 lignes attendent une décision et ne seront pas importées",
    );
    press(&mut window, "Benelyu veut dire Beneylu School");
    press(&mut window, "Accepter les 2 propositions sûres");
    assert_shows(&window, "À décider (0)");
    assert_shows(&window, "« one (Edifice) » → ONE");
    assert_shows(&window, "Nouvelles (5)");
    press(&mut window, "Nouvelles (5)");
    assert_shows(&window, "UAI complété : « 540531J » → 0540531J");
    press(&mut window, "Désaccords (1)");
    assert_shows(&window, "Début : 01/09/2018 → 01/09/2019");
    press(&mut window, "Prendre le tableur, ligne 8");
    press(&mut window, "Importer 6 lignes");
    assert_shows(&window, "5 déploiements nouveaux, 1 déploiement modifié");
    let store = window.state().store().expect("open");
    assert_eq!(store.verify().expect("verified"), [""; 0]);
    let faits = store.faits().expect("facts");
    let debut = faits.deploiements(Id::ecole(&uai(880_008)))[0].debut;
    assert_eq!(debut.map(|d| d.to_string()).as_deref(), Some("2019-09-01"));
    let retenu = |domaine, texte: &str| faits.correspondances.get(&(domaine, texte.to_owned()));
    assert_eq!(
        retenu(Domaine::Solution, "benelyu"),
        Some(&solution("BENEYLU").to_string())
    );
    assert_eq!(
        retenu(Domaine::Ecole, "champbeauvert, epinal"),
        Some(&uai(880_005))
    );
}

#[test]
fn a_missing_start_is_given_once_for_all_lines() {
    let mut window = window(carnet());
    import(
        &mut window,
        "a.csv",
        "UAI;ENT\n0880001Y;ONE\n0880002Z;ONE\n",
    );
    assert_shows(&window, "2 lignes ne disent pas depuis quand");
    window.get_by_label("Début des lignes sans date").focus();
    window.run_ok();
    window
        .get_by_label("Début des lignes sans date")
        .type_text("1/9/2020");
    window.run_ok();
    window.key_press(egui::Key::Enter);
    window.run_ok();
    press(&mut window, "Importer 2 lignes");
    assert_eq!(deployments(&window, 880_002), 1);
}

#[test]
fn contradictory_lines_and_refused_ones_are_told() {
    let mut window = window(carnet());
    import(
        &mut window,
        "a.csv",
        "UAI;ENT;Début\n0880001Y;ONE;01/09/2019\n0880001Y;ONE;01/09/2020\n0880001X;ONE;bientôt\n;ONE;2019\n",
    );
    assert_shows(&window, "Lignes qui se contredisent");
    press(&mut window, "Écarter la ligne 2");
    assert_shows(&window, "Laissées (1)");
    assert_shows(&window, "Nouvelles (1)");
    press(&mut window, "Refusées (2)");
    assert_shows(&window, "« bientôt » n'est pas une date");
    press(&mut window, "Abandonner");
    assert_shows(&window, "Coller des lignes");
    assert_eq!(deployments(&window, 880_001), 0);
}

#[test]
fn what_is_no_spreadsheet_is_refused_and_the_page_stays() {
    let mut window = window(carnet());
    import(&mut window, "a.xlsx", "PK\u{3}\u{4}rien");
    assert_shows(&window, "est abîmé");
    press(&mut window, "Retirer ce fichier");
    assert_shows(&window, "Coller des lignes");
}

#[test]
fn every_tab_is_drawn_in_both_themes_and_asks_the_carnet_nothing() {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let mut window = window(carnet());
        window.ctx.set_theme(theme);
        import(
            &mut window,
            "a.csv",
            "UAI;ENT;Début;Financement\n0880001Y;Truc;01/09/2019;Tombola\n0880001Z;ONE;01/09/2019;\n\
             0880008F;ONE;01/09/2019;\n0880002Z;ONE;01/09/2019;\n;;;\n0880003A;non;;\n",
        );
        let asked =
            |window: &Harness<'_, App>| window.state().store().expect("open").statements_run();
        let avant = asked(&window);
        for onglet in [
            "Colonnes",
            "À décider",
            "Désaccords",
            "Nouvelles",
            "Modifiées",
            "Inchangées",
            "Laissées",
            "Refusées",
        ] {
            let nom = window
                .query_all_by(|n| n.label().is_some_and(|l| l.starts_with(onglet)))
                .find_map(|n| n.accesskit_node().label())
                .unwrap_or_else(|| panic!("{onglet}"));
            press(&mut window, &simple(&nom));
            window.check_accessibility();
            window.run_steps(5);
        }
        assert_eq!(asked(&window), avant);
    }
}
