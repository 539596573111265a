//! The days of a month or of a week: what stands on each, days off shaded and named.

use chrono::{Datelike as _, NaiveDate};
use egui::text::{LayoutJob, TextWrapping};
use egui::{FontId, Pos2, Rect, Sense, Stroke, StrokeKind, TextFormat, Ui, pos2, vec2};

use super::Vue;
use crate::domain::agenda::{Entree, Sorte};
use crate::domain::calendrier::jour_semaine;
use crate::domain::date::{date_longue, mois};
use crate::domain::nombre::compte;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

const TITRES: f32 = 20.0;
const LIGNE: f32 = 16.0;
const BORD: f32 = 5.0;
/// The least that says something beside a number, in points.
const NOTE: f32 = 24.0;

/// What begins the names of most schools: a narrow day is better used.
const DEBUTS: [&str; 5] = [
    "École ",
    "élémentaire ",
    "maternelle ",
    "primaire ",
    "publique ",
];

/// Draws the days; the one that was clicked. `mois`: the days of the others are muted.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    vue: &Vue,
    choisi: NaiveDate,
    mois: Option<u32>,
) -> Option<NaiveDate> {
    let zone = ui.available_rect_before_wrap();
    ui.allocate_rect(zone, Sense::hover());
    let jours: Vec<NaiveDate> = vue.de.iter_days().take_while(|j| *j <= vue.a).collect();
    let semaines = jours.len().div_ceil(7).max(1);
    let largeur = zone.width() / 7.0;
    let bas = 18.0;
    let hauteur = (zone.height() - TITRES - bas) / semaines as f32;
    let mut clicked = None;
    for (rang, jour) in jours.iter().take(7).enumerate() {
        let nom = jour_semaine(jour.weekday());
        let nom = if largeur < 84.0 { &nom[..3] } else { nom };
        let ou = pos2(zone.left() + largeur * rang as f32 + BORD, zone.top());
        paint(ui, ou, largeur - 2.0 * BORD, nom, Tokens::of(ui).discret, 1);
    }
    for (rang, &jour) in jours.iter().enumerate() {
        let (ligne, colonne) = ((rang / 7) as f32, (rang % 7) as f32);
        let coin = pos2(
            zone.left() + colonne * largeur,
            zone.top() + TITRES + ligne * hauteur,
        );
        let case = Rect::from_min_size(coin, vec2(largeur, hauteur)).shrink(1.0);
        let dehors = mois.is_some_and(|mois| mois != jour.month());
        if day_ui(ui, ctx, vue, jour, case, jour == choisi, dehors) {
            clicked = Some(jour);
        }
    }
    let ou = pos2(zone.left() + BORD, zone.bottom() - bas + 3.0);
    let dit = legend(vue);
    paint(
        ui,
        ou,
        zone.width() - 2.0 * BORD,
        &dit,
        Tokens::of(ui).discret,
        1,
    );
    clicked
}

/// « V visites 3 · F formations 1 »: what the letters stand for.
fn legend(vue: &Vue) -> String {
    let dit = Sorte::ALL.map(|sorte| {
        let n = vue.entrees.iter().filter(|e| e.sorte == sorte).count();
        let nom = match sorte {
            Sorte::Action => "action".to_owned(),
            Sorte::Abonnement => "abonnement".to_owned(),
            sorte => sorte.libelle().to_lowercase(),
        };
        (n > 0).then(|| format!("{} {nom} ({n})", sign(sorte)))
    });
    let dit: Vec<String> = dit.into_iter().flatten().collect();
    if dit.is_empty() {
        "Rien à ces dates. Flèches pour changer de jour, Entrée pour y noter une visite.".to_owned()
    } else {
        dit.join("   ")
    }
}

/// A letter each: colour alone says nothing.
pub(super) const fn sign(sorte: Sorte) -> &'static str {
    match sorte {
        Sorte::Visite => "V",
        Sorte::Seance => "F",
        Sorte::Evenement => "É",
        Sorte::Action => "A",
        Sorte::Abonnement => "€",
        Sorte::Jalon => "J",
    }
}

/// One day; whether it was clicked.
fn day_ui(
    ui: &Ui,
    ctx: &PageCtx<'_>,
    vue: &Vue,
    jour: NaiveDate,
    case: Rect,
    choisi: bool,
    dehors: bool,
) -> bool {
    let t = Tokens::of(ui);
    let id = egui::Id::unique(("agenda", jour));
    let reponse = ui.interact(case, id, Sense::CLICK);
    let entrees = vue.du_jour(jour);
    let libre = off(vue, jour);
    reponse.widget_info(|| {
        let nom = spoken(jour, entrees, libre);
        egui::WidgetInfo::selected(egui::Role::Button, true, choisi, nom)
    });
    let weekend = jour.weekday().number_from_monday() > 5;
    let fond = if choisi {
        t.accent_fond
    } else if libre.is_some() || weekend {
        t.fond
    } else {
        t.surface
    };
    let bord = match (choisi, reponse.hovered()) {
        (true, _) => Stroke::new(1.5, t.accent),
        (false, true) => Stroke::new(1.0, t.accent),
        (false, false) => Stroke::new(1.0, t.filet),
    };
    ui.painter().rect(case, 4.0, fond, bord, StrokeKind::Inside);
    let encre = if dehors { t.discret } else { t.encre };
    let large = case.width() - 2.0 * BORD;
    let mut ou = case.min + vec2(BORD, 3.0);
    let numero = match jour.day() {
        1 if large > 84.0 => format!("1er {}", mois(jour.month())),
        1 => "1er".to_owned(),
        n => n.to_string(),
    };
    let aujourdhui = jour == ctx.aujourdhui;
    let police = FontId::new(13.0, theme::gras());
    let couleur = if aujourdhui { t.accent } else { encre };
    let galley = ui.painter().layout_no_wrap(numero, police, couleur);
    let apres = galley.size().x + 6.0;
    if aujourdhui {
        let dessous = Rect::from_min_size(ou, galley.size());
        let trait_ = Stroke::new(2.0, t.accent);
        ui.painter()
            .hline(dessous.x_range(), dessous.bottom(), trait_);
    }
    ui.painter().galley(ou, galley, couleur);
    if let Some(note) = note(vue, jour, libre).filter(|_| large - apres > NOTE) {
        paint(
            ui,
            ou + vec2(apres, 2.0),
            large - apres,
            &note,
            t.discret,
            1,
        );
    }
    ou.y += 20.0;
    let lignes = ((case.bottom() - ou.y) / LIGNE).floor().max(0.0) as usize;
    lines_ui(ui, ou, large, lignes, entrees, encre);
    reponse.clicked()
}

/// What is on the day, as many lines as there is room for; the last one counts the rest.
fn lines_ui(
    ui: &Ui,
    ou: Pos2,
    large: f32,
    lignes: usize,
    entrees: &[Entree],
    encre: egui::Color32,
) {
    let t = Tokens::of(ui);
    let mut y = ou.y;
    // A line each; with room to spare, the longest ones go on over several, and stand apart.
    let par_entree = (lignes / entrees.len().max(1)).clamp(1, 6);
    let apart = if par_entree > 3 { 4.0 } else { 0.0 };
    let tenues = if entrees.len() <= lignes {
        entrees.len()
    } else {
        lignes.saturating_sub(1)
    };
    for entree in entrees.iter().take(tenues) {
        let quoi = match entree.sorte {
            Sorte::Visite | Sorte::Abonnement if !entree.ou.is_empty() => short(&entree.ou),
            _ => &entree.titre,
        };
        let retard = if entree.en_retard { "▲ " } else { "" };
        let couleur = if entree.en_retard { t.erreur } else { encre };
        let texte = format!("{} {retard}{quoi}", sign(entree.sorte));
        let haut = paint(ui, Pos2::new(ou.x, y), large, &texte, couleur, par_entree);
        y += haut.max(LIGNE) + apart;
    }
    if tenues < entrees.len() && lignes > 0 {
        let texte = format!("+ {}", entrees.len() - tenues);
        paint(ui, Pos2::new(ou.x, y), large, &texte, t.discret, 1);
    }
}

/// « des Deux-Clochers, Coussey ».
fn short(ecole: &str) -> &str {
    DEBUTS
        .into_iter()
        .fold(ecole, |nom, debut| nom.strip_prefix(debut).unwrap_or(nom))
}

/// Why there is no class: a jour férié, holidays.
fn off(vue: &Vue, jour: NaiveDate) -> Option<&str> {
    let conge = || vue.conge(jour).map(|c| c.nom.as_str());
    vue.ferie(jour).or_else(conge)
}

/// Beside the number: the day off on its first day shown, the période on its first.
fn note(vue: &Vue, jour: NaiveDate, libre: Option<&str>) -> Option<String> {
    let lundi = jour.weekday().number_from_monday() == 1;
    if let Some(libre) = libre {
        let veille = jour.pred_opt().and_then(|veille| off(vue, veille));
        return (veille != Some(libre) || lundi).then(|| libre.to_owned());
    }
    let periode = vue.periode(jour)?;
    (lundi || periode.debut == jour).then(|| periode.nom())
}

/// « 12 mars 2026, 2 visites… », as a screen reader says it.
fn spoken(jour: NaiveDate, entrees: &[Entree], libre: Option<&str>) -> String {
    let mut dit = date_longue(jour);
    if let Some(libre) = libre {
        dit = format!("{dit}, {libre}");
    }
    if !entrees.is_empty() {
        dit = format!("{dit}, {}", compte(entrees.len(), "entrée", "entrées"));
    }
    dit
}

/// Writes a text in this width, over at most `lignes`; the height it took.
fn paint(
    ui: &Ui,
    ou: Pos2,
    largeur: f32,
    texte: &str,
    couleur: egui::Color32,
    lignes: usize,
) -> f32 {
    let police = FontId::proportional(12.0);
    let mut job = LayoutJob::single_section(texte.to_owned(), TextFormat::simple(police, couleur));
    job.wrap = TextWrapping {
        max_width: largeur.max(0.0),
        max_rows: lignes,
        break_anywhere: lignes == 1,
        ..TextWrapping::default()
    };
    let galley = ui.painter().layout_job(job);
    let haut = galley.size().y;
    ui.painter().galley(ou, galley, couleur);
    haut
}
