//! Subscriptions by the date they end, in groups.

use chrono::NaiveDate;
use egui::{Align, Layout, Sense, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use super::{cell_ui, names, school_ui};
use crate::command::{Command, Page};
use crate::domain::abonnement::{BIENTOT, Tranche, par_annee, phrase};
use crate::domain::date::date_courte;
use crate::domain::euros::euros;
use crate::domain::nombre::compte;
use crate::domain::{Id, Population};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::clavier::{Touche, touche};
use crate::ui::{Cached, PageCtx};

/// The name of the list, for those who do not see it.
const CLAVIER: &str = "Liste des abonnements : flèches pour choisir, Entrée pour ouvrir l’école";

/// What the tab remembers.
#[derive(Default)]
pub(super) struct AbonnementsOnglet {
    vue: Cached<(NaiveDate, Population), Vue>,
    /// Chosen line, groups apart.
    position: Option<usize>,
    scroll: bool,
}

/// All that is shown.
struct Vue {
    rangs: Vec<Rang>,
    /// The rows of `rangs` that are subscriptions.
    lignes: Vec<usize>,
    /// « Fins : 2 en 2026, 21 en 2027 ».
    resume: String,
}

enum Rang {
    Groupe {
        titre: String,
        montant: String,
    },
    Ligne {
        ecole: Id,
        nom: String,
        commune: String,
        ent: String,
        dispositif: String,
        montant: String,
        fin: String,
        quand: String,
        a_regarder: bool,
    },
}

impl AbonnementsOnglet {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, population: Population) {
        let question = (ctx.au, population);
        let vue = self.vue.get(question, ctx.revision, |&(au, population)| {
            make(ctx, au, population)
        });
        if vue.lignes.is_empty() {
            empty_ui(ui, ctx);
            return;
        }
        ui.label(theme::petit(ui, &vue.resume));
        ui.add_space(4.0);
        let zone = ui.available_rect_before_wrap();
        match touche(ui, zone, CLAVIER, self.position, vue.lignes.len()) {
            Some(Touche::Aller(n) | Touche::Etendre(n)) => {
                self.position = Some(n);
                self.scroll = true;
            }
            Some(Touche::Ouvrir) => {
                let rang = self.position.and_then(|n| vue.lignes.get(n));
                if let Some(Rang::Ligne { ecole, .. }) = rang.and_then(|&r| vue.rangs.get(r)) {
                    ctx.commands.send(Command::MontrerEcole(*ecole));
                }
            }
            _ => {}
        }
        let choisie = self.position.and_then(|n| vue.lignes.get(n)).copied();
        let scroll = std::mem::take(&mut self.scroll)
            .then_some(choisie)
            .flatten();
        table_ui(ui, ctx, vue, choisie, scroll, zone.height());
    }
}

fn make(ctx: &PageCtx<'_>, au: NaiveDate, population: Population) -> Vue {
    let echeances = ctx.faits.toutes_echeances(au, population);
    let noms = names(ctx.faits, au);
    let mut rangs = Vec::new();
    let mut lignes = Vec::new();
    for tranche in Tranche::ALL {
        let groupe: Vec<_> = echeances
            .iter()
            .filter(|e| e.tranche(au) == tranche)
            .collect();
        if groupe.is_empty() {
            continue;
        }
        let montants = groupe.iter().filter_map(|e| e.montant_centimes());
        rangs.push(Rang::Groupe {
            titre: format!("{} ({})", tranche.libelle(), groupe.len()),
            montant: montants.reduce(|a, b| a + b).map(euros).unwrap_or_default(),
        });
        for e in groupe {
            lignes.push(rangs.len());
            let (nom, commune) = noms.get(&e.ecole).copied().unwrap_or_default();
            let dispositifs = e.dispositifs(ctx.faits);
            let dispositifs: Vec<&str> = dispositifs.iter().map(|d| d.nom.as_str()).collect();
            let quand = match (e.fin, e.en_service) {
                (Some(fin), true) => phrase(fin, au),
                (Some(fin), false) => format!("{}, ENT non en service", phrase(fin, au)),
                (None, _) if e.financements.is_empty() => "aucun abonnement noté".to_owned(),
                (None, _) => "fin à préciser".to_owned(),
            };
            rangs.push(Rang::Ligne {
                ecole: e.ecole,
                nom: nom.to_owned(),
                commune: commune.to_owned(),
                ent: e
                    .solution(ctx.faits)
                    .map(|s| s.nom.clone())
                    .unwrap_or_default(),
                dispositif: dispositifs.join(", "),
                montant: e.montant_centimes().map(euros).unwrap_or_default(),
                fin: e.fin.map(date_courte).unwrap_or_default(),
                quand,
                a_regarder: matches!(tranche, Tranche::Fini | Tranche::TroisMois),
            });
        }
    }
    let bientot = echeances
        .iter()
        .filter(|e| e.finit_dans(BIENTOT, au))
        .count();
    let annees: Vec<String> = par_annee(&echeances)
        .into_iter()
        .map(|(annee, n)| format!("{n} en {annee}"))
        .collect();
    let mut resume = vec![compte(echeances.len(), "ENT suivi", "ENT suivis")];
    if bientot > 0 {
        let n = compte(bientot, "abonnement finit", "abonnements finissent");
        resume.push(format!("{n} dans les {BIENTOT} mois"));
    }
    if !annees.is_empty() {
        resume.push(format!("fins\u{202f}: {}", annees.join(", ")));
    }
    let resume = resume.join(" · ");
    Vue {
        rangs,
        lignes,
        resume,
    }
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    ui.label(theme::sous_titre("Aucun abonnement à suivre"));
    ui.label(
        "Notez l’ENT d’une école puis, dans sa fiche, qui le paie et jusqu’à quand : \
         les échéances se rangent ici.",
    );
    ui.add_space(8.0);
    if theme::bouton_principal(ui, "Voir les écoles").clicked() {
        ctx.commands.send(Command::Aller(Page::Ecoles));
    }
}

/// Widths in points; the name takes what is left, and the scheme leaves first.
fn columns(largeur: f32) -> (f32, bool) {
    (if largeur > 800.0 { 124.0 } else { 100.0 }, largeur > 860.0)
}

fn table_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    vue: &Vue,
    choisie: Option<usize>,
    scroll: Option<usize>,
    hauteur: f32,
) {
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = hauteur - theme::LIGNE;
    let (ent, avec_dispositif) = columns(ui.available_width());
    let mut table = TableBuilder::new(ui)
        .id_salt(("abonnements", avec_dispositif))
        .sense(Sense::CLICK)
        .cell_layout(Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink(false)
        .column(Column::remainder().clip(true))
        .column(Column::exact(ent).clip(true));
    if avec_dispositif {
        table = table.column(Column::exact(210.0).clip(true));
    }
    table = table
        .column(Column::exact(84.0).clip(true))
        .column(Column::exact(78.0).clip(true))
        .column(Column::exact(176.0).clip(true));
    if let Some(rang) = scroll {
        table = table.scroll_to_row(rang, None);
    }
    table
        .header(theme::LIGNE, |mut header| {
            let tous = ["École", "ENT", "Dispositif", "Montant", "Fin", "Échéance"];
            for titre in tous
                .into_iter()
                .filter(|t| avec_dispositif || *t != "Dispositif")
            {
                header.col(|ui| {
                    if titre == "Montant" {
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            ui.label(theme::petit(ui, titre));
                        });
                    } else {
                        ui.label(theme::petit(ui, titre));
                    }
                });
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, vue.rangs.len(), |mut row| {
                let index = row.index();
                row.set_selected(choisie == Some(index));
                if let Some(rang) = vue.rangs.get(index) {
                    rang_ui(&mut row, ctx, rang, choisie == Some(index), avec_dispositif);
                }
            });
        });
}

fn rang_ui(
    row: &mut TableRow<'_, '_>,
    ctx: &PageCtx<'_>,
    rang: &Rang,
    choisi: bool,
    avec_dispositif: bool,
) {
    match rang {
        Rang::Groupe { titre, montant } => {
            row.col(|ui| {
                ui.label(theme::sous_titre(titre));
            });
            row.col(|_| {});
            if avec_dispositif {
                row.col(|_| {});
            }
            row.col(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(theme::petit(ui, montant));
                });
            });
            row.col(|_| {});
            row.col(|_| {});
        }
        Rang::Ligne {
            ecole,
            nom,
            commune,
            ent,
            dispositif,
            montant,
            fin,
            quand,
            a_regarder,
        } => {
            row.col(|ui| school_ui(ui, nom, commune));
            row.col(|ui| cell_ui(ui, ent, Tokens::of(ui).encre));
            if avec_dispositif {
                row.col(|ui| cell_ui(ui, dispositif, Tokens::of(ui).encre));
            }
            row.col(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    cell_ui(ui, montant, Tokens::of(ui).encre);
                });
            });
            row.col(|ui| cell_ui(ui, fin, Tokens::of(ui).encre));
            row.col(|ui| {
                let t = Tokens::of(ui);
                let (signe, couleur) = if *a_regarder {
                    ("▲ ", t.alerte)
                } else {
                    ("", t.discret)
                };
                cell_ui(ui, &format!("{signe}{quand}"), couleur);
            });
            let reponse = row.response();
            reponse.widget_info(|| {
                let dit = format!("{nom}, {commune}, {ent}, {fin}, {quand}");
                egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, choisi, dit)
            });
            if reponse.on_hover_text(dispositif).clicked() {
                ctx.commands.send(Command::MontrerEcole(*ecole));
            }
        }
    }
}
