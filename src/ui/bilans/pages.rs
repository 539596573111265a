//! The right of the page: the report as it will be printed, and what can be done with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{ScrollArea, Sense, Stroke, TextureHandle, TextureOptions, Ui, vec2};

use super::{Apercu, BilansPage, Montre};
use crate::command::{Command, Demande};
use crate::domain::bilan::bilan;
use crate::domain::hors_bilan::hors_bilan;
use crate::domain::modele_bilan::DemandeBilan;
use crate::domain::nombre::compte;
use crate::domain::{ModeleBilan, Sujet};
use crate::report::EtatDesLieux;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// A page is never wider than this on the screen, in points.
const LARGEUR: f32 = 860.0;

impl BilansPage {
    pub(super) fn preview_ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        demande: Option<&DemandeBilan>,
    ) {
        let Some(demande) = demande else {
            ui.label(theme::sous_titre(self.choix.modele.libelle()));
            ui.label("Choisissez à gauche ce dont il parle\u{202f}: ses pages s’affichent ici.");
            return;
        };
        let pret = self.montre().map(|(_, apercu)| apercu.pages);
        actions_ui(ui, ctx, demande, pret);
        ui.add_space(6.0);
        let Some(montre) = &mut self.montre else {
            ui.label("Mise en page…");
            return;
        };
        match &montre.apercu {
            Ok(_) => pages_ui(ui, montre),
            Err(raison) => {
                ui.label(raison.as_str());
            }
        }
    }
}

fn actions_ui(ui: &mut Ui, ctx: &PageCtx<'_>, demande: &DemandeBilan, pret: Option<usize>) {
    ui.horizontal_wrapped(|ui| {
        let actif = pret.is_some();
        if theme::bouton_principal_si(ui, actif, "Enregistrer en PDF…").clicked() {
            ctx.commands.send(Command::Demander(Demande::Bilan("pdf")));
        }
        let ouvrir = ui.add_enabled(actif, egui::Button::new("Ouvrir pour imprimer"));
        if ouvrir.clicked() {
            ctx.commands.send(Command::OuvrirBilan);
        }
        if !matches!(demande.modele.sujet(), Sujet::Visite | Sujet::Seance) {
            for (nom, extension) in [("XLSX…", "xlsx"), ("CSV…", "csv")] {
                if ui.add_enabled(actif, egui::Button::new(nom)).clicked() {
                    let demander = Command::Demander(Demande::Bilan(extension));
                    ctx.commands.send(demander);
                }
            }
        }
        let est_une_table = demande.modele == ModeleBilan::TableauDane;
        if est_une_table && ui.button("Copier le tableau").clicked() {
            ui.ctx().copy_text(tsv(ctx, demande));
        }
        let dit = pret.map_or_else(
            || "Mise en page…".to_owned(),
            |pages| compte(pages, "page", "pages"),
        );
        ui.label(theme::petit(ui, dit));
    });
}

/// The table as a spreadsheet takes it.
fn tsv(ctx: &PageCtx<'_>, demande: &DemandeBilan) -> String {
    let au = |jour| {
        bilan(
            ctx.faits,
            jour,
            demande.par,
            demande.regle,
            demande.population,
        )
    };
    let avant = demande.compare.map(au);
    EtatDesLieux {
        bilan: &au(demande.au),
        avant: avant.as_ref(),
        hors: &hors_bilan(ctx.faits, demande.question()),
    }
    .to_tsv()
}

fn pages_ui(ui: &mut Ui, montre: &mut Montre) {
    let Montre {
        apercu: Ok(apercu),
        textures,
        ..
    } = montre
    else {
        return;
    };
    ScrollArea::vertical()
        .id_salt("pages du bilan")
        .auto_shrink(false)
        .show(ui, |ui| {
            let largeur = (ui.available_width() - 12.0).clamp(80.0, LARGEUR);
            for numero in 0..apercu.images.len() {
                page_ui(ui, apercu, numero, textures, largeur);
                ui.add_space(10.0);
            }
            let cachees = apercu.pages.saturating_sub(apercu.images.len());
            if cachees > 0 {
                let dit = compte(cachees, "autre page", "autres pages");
                ui.label(theme::petit(ui, format!("{dit} dans le PDF.")));
            }
        });
}

fn page_ui(
    ui: &mut Ui,
    apercu: &Apercu,
    numero: usize,
    textures: &mut BTreeMap<usize, TextureHandle>,
    largeur: f32,
) {
    let image = &apercu.images[numero];
    let [colonnes, lignes] = image.size;
    let hauteur = largeur * lignes as f32 / colonnes.max(1) as f32;
    let (rect, reponse) = ui.allocate_exact_size(vec2(largeur, hauteur), Sense::hover());
    let dit = format!(
        "Page {} sur {}\u{202f}: {}",
        numero + 1,
        apercu.pages,
        apercu.textes[numero].replace('\n', " ")
    );
    reponse.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &dit));
    if ui.is_rect_visible(rect) {
        let texture = textures.entry(numero).or_insert_with(|| {
            let nom = format!("page {numero} du bilan");
            let image = Arc::clone(image);
            ui.ctx().load_texture(nom, image, TextureOptions::LINEAR)
        });
        egui::Image::from_texture((texture.id(), rect.size())).paint_at(ui, rect);
        let bord = Stroke::new(1.0, Tokens::of(ui).filet);
        ui.painter()
            .rect_stroke(rect, 0.0, bord, egui::StrokeKind::Outside);
    }
}
