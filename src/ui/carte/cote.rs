//! Beside the map: what it shows, its legend, and its text twin, the list.

use egui::{Id, ScrollArea, Ui};

use super::{CartePage, signe};
use crate::command::{Command, Demande};
use crate::domain::carte::{Carte, Point, Teinte};
use crate::domain::nom_ecole::court;
use crate::domain::nombre::{compte, entier};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_chemin::champ_chemin;
use crate::ui::widgets::choix::choix_court;
use crate::ui::widgets::clavier::{Touche, touche};
use crate::ui::widgets::tableau::{self, Colonne, Rangee, Tableau};

const COLONNES: [Colonne; 2] = [Colonne::reste("École"), Colonne::texte("", 96.0)];
const CLAVIER: &str = "Liste des écoles de la carte : flèches pour choisir, Entrée pour ouvrir";

/// « ONE, 120 élèves ».
pub(super) fn said(vue: &Carte, point: &Point) -> String {
    let classe = vue.classes.get(point.classe).map_or("", |c| c.nom.as_str());
    let eleves = point
        .eleves
        .map(|n| format!(", {}", compte(n as usize, "élève", "élèves")));
    format!("{} · {classe}{}", point.commune, eleves.unwrap_or_default())
}

impl CartePage {
    pub(super) fn side_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Carte) {
        ui.horizontal(|ui| {
            ui.label("Couleur et forme");
            let options = Teinte::ALL.map(|t| (t, t.libelle().to_owned()));
            let id = Id::unique("teinte");
            if let Some(teinte) =
                choix_court(ui, id, "Couleur et forme", 90.0, &self.teinte, options)
            {
                self.teinte = teinte;
            }
        });
        legend_ui(ui, ctx, vue);
        if !vue.sans_coordonnees.is_empty() {
            let n = vue.sans_coordonnees.len();
            let texte = compte(n, "école sans coordonnées", "écoles sans coordonnées");
            if ui.link(theme::petit(ui, texte)).clicked() {
                ctx.commands.send(Command::MontrerEcoles {
                    titre: "Sans coordonnées".to_owned(),
                    ecoles: vue.sans_coordonnees.clone(),
                });
            }
        }
        ui.label(theme::petit(ui, "La taille suit le nombre d’élèves."));
        self.outlines_ui(ui, ctx);
        ui.add_space(4.0);
        self.list_ui(ui, ctx, vue);
    }

    fn outlines_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        egui::CollapsingHeader::new("Contours")
            .id_salt("contours")
            .show(ui, |ui| {
                ui.checkbox(&mut self.secteurs, "Secteurs de collège");
                if !self.traces.is_empty() {
                    ui.label(theme::petit(
                        ui,
                        compte(
                            self.traces.len(),
                            "contour du fichier",
                            "contours des fichiers",
                        ),
                    ));
                }
                ui.horizontal_wrapped(|ui| {
                    if ui.small_button("Ajouter un GeoJSON…").clicked() {
                        ctx.commands.send(Command::Demander(Demande::Contours));
                    }
                    if !ctx.preferences.contours.is_empty() && ui.small_button("Retirer").clicked()
                    {
                        ctx.commands.send(Command::RetirerContours);
                    }
                });
                let nom = "Chemin d’un fichier de contours";
                if let Some(path) = champ_chemin(ui, &mut self.chemin, nom, "Ajouter") {
                    self.chemin.clear();
                    ctx.commands.send(Command::AjouterContours(path));
                }
            });
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Carte) {
        let zone = ui.available_rect_before_wrap();
        let mut rang = self
            .choisie
            .and_then(|id| vue.points.iter().position(|p| p.ecole == id));
        let touche = touche(ui, zone, CLAVIER, rang, vue.points.len());
        if let Some(Touche::Aller(n) | Touche::Etendre(n)) = touche {
            rang = Some(n);
            self.choisie = vue.points.get(n).map(|p| p.ecole);
            self.scroll = true;
        }
        let tableau = Tableau {
            id: "écoles de la carte",
            colonnes: &COLONNES,
            choisie: rang,
            vers: std::mem::take(&mut self.scroll).then_some(rang).flatten(),
            hauteur: zone.height() - theme::LIGNE,
        };
        let clicked = tableau::show(ui, &tableau, vue.points.len(), |i| row(vue, &vue.points[i]));
        let again = clicked.is_some() && clicked == rang;
        if let Some(point) = clicked.and_then(|i| vue.points.get(i)) {
            self.choisie = Some(point.ecole);
        }
        // A second click on the chosen school opens it, as Enter does.
        if let Some(ecole) = self.choisie
            && (again || touche == Some(Touche::Ouvrir))
        {
            ctx.commands.send(Command::MontrerEcole(ecole));
        }
    }
}

fn row(vue: &Carte, point: &Point) -> Rangee {
    let classe = vue.classes.get(point.classe).map_or("", |c| c.nom.as_str());
    Rangee {
        nom: format!("{}, {}", point.nom, said(vue, point)),
        cellules: vec![court(&point.nom).to_owned(), classe.to_owned()],
        suite: point.commune.clone(),
    }
}

/// Each line opens its schools.
fn legend_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Carte) {
    let t = Tokens::of(ui);
    ScrollArea::vertical()
        .id_salt("légende")
        .max_height(150.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (rang, classe) in vue.classes.iter().enumerate() {
                let texte = format!("{} · {}", classe.nom, entier(classe.ecoles.len()));
                let bouton = egui::Button::new(format!("      {texte}"))
                    .frame(false)
                    .min_size(egui::vec2(ui.available_width(), 22.0))
                    .right_text("");
                let reponse = ui.add(bouton);
                let place = reponse.rect.left_center() + egui::vec2(10.0, 0.0);
                signe::draw(ui.painter(), t, place, 5.5, rang, classe.vide);
                reponse.widget_info(|| {
                    let nom = format!("{texte} écoles. Voir les écoles");
                    egui::WidgetInfo::labeled(egui::Role::Button, true, nom)
                });
                if reponse.clicked() {
                    ctx.commands.send(Command::MontrerEcoles {
                        titre: classe.nom.clone(),
                        ecoles: classe.ecoles.clone(),
                    });
                }
            }
        });
}
