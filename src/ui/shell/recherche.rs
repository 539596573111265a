//! The search of everything, and the date looked at.

use egui::{Align, Key, Layout, Margin, RichText, Ui};

use super::Shell;
use crate::command::{Command, Page};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::groupe::noms;
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{Groupe, Id};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// Results shown under the search field.
const RESULTATS: usize = 8;
/// Groups and projects among them: a town must leave room for its schools.
const AUTRES: usize = 4;

/// A result of the search.
#[derive(Clone)]
pub(super) enum Resultat {
    Page(Page),
    Groupe(Groupe),
    Projet(Id),
    Ecole(Id),
}

/// Something of the carnet that the search finds.
pub(super) struct Trouvable {
    /// Its line in the results.
    ligne: String,
    /// What is searched, without accents.
    texte: String,
    resultat: Resultat,
}

/// Draws both in a row; a narrow one has the short date.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell, ctx: &PageCtx<'_>, etroit: bool) {
    let champ = ui.add(
        egui::TextEdit::singleline(&mut shell.recherche)
            .id(egui::Id::unique("recherche"))
            .desired_width(380.0_f32.min(ui.available_width() * 0.5))
            .margin(Margin::symmetric(10, 6))
            .hint_text("Rechercher une école, un groupe, un projet (Ctrl K)"),
    );
    nommer(&champ, "Rechercher");
    if std::mem::take(&mut shell.focus) {
        champ.request_focus();
    }
    results_ui(ui, shell, &champ, ctx);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if !etroit {
            if theme::bouton_principal(ui, "Nouvelle visite  Ctrl N").clicked() {
                ctx.commands.send(Command::NouvelleVisite(None));
            }
            ui.add_space(4.0);
        }
        let jour = if etroit {
            date_courte(ctx.au)
        } else {
            date_longue(ctx.au)
        };
        ui.label(RichText::new(jour).font(egui::FontId::new(14.0, theme::gras())));
        ui.label("Au");
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
            Resultat::Groupe(groupe) => Command::MontrerGroupe(groupe),
            Resultat::Projet(id) => Command::MontrerProjet(id),
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
    let index = shell.index.get(ctx.au, ctx.revision, |_| index(ctx));
    let (autres, ecoles) =
        index.split_at(index.partition_point(|t| !matches!(t.resultat, Resultat::Ecole(_))));
    let trouves = |parmi: &[Trouvable], au_plus| -> Vec<(String, Resultat)> {
        parmi
            .iter()
            .filter(|t| recherche.accepte(&t.texte))
            .take(au_plus)
            .map(|t| (t.ligne.clone(), t.resultat.clone()))
            .collect()
    };
    resultats.extend(trouves(autres, AUTRES));
    resultats.extend(trouves(ecoles, RESULTATS));
    resultats.truncate(RESULTATS);
    resultats
}

/// What can be found: groups and projects, which are few, then the schools.
fn index(ctx: &PageCtx<'_>) -> Vec<Trouvable> {
    let mut index = Vec::new();
    let mut add = |ligne: String, aussi: &str, resultat| {
        let texte = sans_accents(&format!("{ligne} {aussi}"));
        index.push(Trouvable {
            ligne,
            texte,
            resultat,
        });
    };
    for projet in ctx.faits.projets.values() {
        let ligne = format!("{} · projet", projet.nom);
        add(ligne, "", Resultat::Projet(projet.id));
    }
    for (groupe, nom, ou) in noms(ctx.faits, ctx.au) {
        let ligne = format!("{nom} · {}", groupe.sorte().un().to_lowercase());
        add(ligne, &ou, Resultat::Groupe(groupe));
    }
    for ecole in &ctx.faits.ecoles {
        let (situation, _) = ecole.au(ctx.au);
        let commune = situation.commune_nom.as_deref().unwrap_or_default();
        let ligne = format!("{} · {commune}", situation.nom);
        add(ligne, &ecole.uai, Resultat::Ecole(ecole.id));
    }
    index
}
