//! The état des lieux table: the columns of the DANE, and the equipment rate of élémentaires and
//! primaires under its own name; below it, who is not counted and what is not known.

use std::cmp::Ordering;

use egui::{Align, Layout, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use super::{open, remark, sentence_ui};
use crate::command::Command;
use crate::domain::bilan::{Bilan, Ligne, Mesure, bilan};
use crate::domain::indicateurs::{Exclues, Question, exclues};
use crate::domain::nombre::{Taux, entier, taux_texte};
use crate::domain::texte::sans_accents;
use crate::domain::{Compte, Par};
use crate::ui::theme;
use crate::ui::widgets::choix::choix_court;
use crate::ui::{Cached, PageCtx};

/// A column of numbers.
struct Colonne {
    court: &'static str,
    /// What it is, without ambiguity.
    nom: &'static str,
    /// The schools it opens: of a rate, its numerator.
    mesure: Mesure,
    valeur: Valeur,
}

#[derive(Clone, Copy)]
enum Valeur {
    Nombre(fn(&Compte) -> u64),
    Taux(fn(&Compte) -> Option<Taux>),
}

const COLONNES: [Colonne; 7] = [
    Colonne {
        court: "Nombre d’écoles",
        nom: "nombre d’écoles",
        mesure: Mesure::Ecoles,
        valeur: Valeur::Nombre(|c| c.ecoles),
    },
    Colonne {
        court: "Avec ENT",
        nom: "écoles avec ENT",
        mesure: Mesure::AvecEnt,
        valeur: Valeur::Nombre(|c| c.avec_ent),
    },
    Colonne {
        court: "Taux",
        nom: "taux d’écoles avec ENT",
        mesure: Mesure::AvecEnt,
        valeur: Valeur::Taux(Compte::taux),
    },
    Colonne {
        court: "Dont élém. et primaires",
        nom: "élémentaires et primaires avec ENT",
        mesure: Mesure::ElementairesPrimairesAvecEnt,
        valeur: Valeur::Nombre(|c| c.elementaires_primaires_avec_ent),
    },
    Colonne {
        court: "Leur part",
        nom: "part des élémentaires et primaires parmi les écoles avec ENT",
        mesure: Mesure::ElementairesPrimairesAvecEnt,
        valeur: Valeur::Taux(Compte::part_elementaires_primaires),
    },
    Colonne {
        court: "Élém. et primaires",
        nom: "élémentaires et primaires en tout",
        mesure: Mesure::ElementairesPrimaires,
        valeur: Valeur::Nombre(|c| c.elementaires_primaires),
    },
    Colonne {
        court: "Taux d’équip.",
        nom: "taux d’équipement des élémentaires et primaires",
        mesure: Mesure::ElementairesPrimairesAvecEnt,
        valeur: Valeur::Taux(Compte::taux_elementaires_primaires),
    },
];

/// Columns that are left where the page is narrow.
const ETROITES: usize = 3;
const LARGEUR: f32 = 78.0;
const LARGEUR_ETROITE: f32 = 62.0;
const ENTETE: f32 = 48.0;

impl Valeur {
    fn texte(self, compte: &Compte) -> String {
        match self {
            Self::Nombre(f) => entier(f(compte)),
            Self::Taux(f) => taux_texte(f(compte)),
        }
    }

    /// No school stands behind it.
    fn is_nothing(self, compte: &Compte) -> bool {
        match self {
            Self::Nombre(f) => f(compte) == 0,
            Self::Taux(f) => f(compte).is_none_or(|taux| taux.numerateur() == 0),
        }
    }

    /// For sorting: rates by their exact share, absent ones below all others.
    fn cmp(self, un: &Compte, autre: &Compte) -> Ordering {
        match self {
            Self::Nombre(f) => f(un).cmp(&f(autre)),
            Self::Taux(f) => match (f(un), f(autre)) {
                (Some(un), Some(autre)) => croise(un, autre).cmp(&croise(autre, un)),
                (un, autre) => un.is_some().cmp(&autre.is_some()),
            },
        }
    }
}

/// Two rates compare as their cross products do.
fn croise(un: Taux, autre: Taux) -> u128 {
    u128::from(un.numerateur()) * u128::from(autre.denominateur())
}

/// The column one sorts by; the first click on a column of numbers shows the largest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tri {
    /// As the bilan says its lines.
    #[default]
    Propre,
    Nom {
        descendant: bool,
    },
    Colonne {
        rang: usize,
        descendant: bool,
    },
}

struct Vue {
    bilan: Bilan,
    /// Places of the lines, as sorted.
    ordre: Vec<usize>,
    exclues: Exclues,
}

/// What the table remembers.
#[derive(Default)]
pub(super) struct Etat {
    par: Par,
    tri: Tri,
    vue: Cached<(Question, Par, Tri), Vue>,
}

impl Etat {
    pub(super) fn choice_ui(&mut self, ui: &mut Ui) {
        let options = Par::ALL.map(|par| (par, format!("Par {}", par.dans_une_phrase())));
        let id = egui::Id::unique("regroupement");
        let prise = choix_court(ui, id, "Regroupement", 190.0, &self.par, options);
        if let Some(par) = prise {
            self.par = par;
            self.tri = Tri::Propre;
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, question: Question, haut: f32) {
        let demande = (question, self.par, self.tri);
        let vue = self.vue.get(demande, ctx.revision, |&(q, par, tri)| {
            let bilan = bilan(ctx.faits, q.au, par, q.regle, q.population);
            Vue {
                ordre: order(&bilan, tri),
                exclues: exclues(ctx.faits, q),
                bilan,
            }
        });
        let trie = theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            table_ui(
                ui,
                ctx,
                vue,
                self.tri,
                (haut - 200.0).max(6.0 * theme::LIGNE),
            )
        });
        self.tri = trie.inner.unwrap_or(self.tri);
        ui.add_space(6.0);
        notes_ui(ui, ctx, vue);
    }
}

fn order(bilan: &Bilan, tri: Tri) -> Vec<usize> {
    let lignes = &bilan.lignes;
    let mut ordre: Vec<usize> = (0..lignes.len()).collect();
    let way = |o: Ordering, descendant: bool| if descendant { o.reverse() } else { o };
    match tri {
        Tri::Propre => {}
        Tri::Nom { descendant } => {
            let noms: Vec<String> = lignes.iter().map(|l| sans_accents(&l.groupe)).collect();
            ordre.sort_by(|&a, &b| way(noms[a].cmp(&noms[b]), descendant));
        }
        Tri::Colonne { rang, descendant } => {
            let valeur = COLONNES[rang].valeur;
            ordre.sort_by(|&a, &b| {
                way(valeur.cmp(&lignes[a].compte, &lignes[b].compte), descendant)
            });
        }
    }
    ordre
}

/// The table; how it is to be sorted, when a title was clicked.
fn table_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue, tri: Tri, hauteur: f32) -> Option<Tri> {
    let mut voulu = None;
    let large = ui.available_width() > 640.0;
    let colonnes = if large {
        &COLONNES[..]
    } else {
        &COLONNES[..ETROITES]
    };
    let largeur = if ui.available_width() > 860.0 {
        LARGEUR
    } else {
        LARGEUR_ETROITE
    };
    let n = vue.ordre.len();
    let hauteur = hauteur.min((n + 1) as f32 * theme::LIGNE);
    ui.spacing_mut().item_spacing = egui::vec2(8.0, 0.0);
    let mut table = TableBuilder::new(ui)
        .id_salt(("état des lieux", colonnes.len()))
        .cell_layout(Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink([false, true])
        .column(Column::remainder().clip(true));
    for _ in colonnes {
        table = table.column(Column::exact(largeur).clip(true));
    }
    table
        .header(ENTETE, |mut header| {
            header.col(|ui| {
                let descendant = tri == Tri::Nom { descendant: false };
                let choisi = matches!(tri, Tri::Nom { .. });
                if title_ui(ui, vue.bilan.par.libelle(), vue.bilan.par.libelle(), choisi) {
                    voulu = Some(Tri::Nom { descendant });
                }
            });
            for (rang, colonne) in colonnes.iter().enumerate() {
                header.col(|ui| {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        let choisi = matches!(tri, Tri::Colonne { rang: r, .. } if r == rang);
                        if title_ui(ui, colonne.court, colonne.nom, choisi) {
                            let deja = Tri::Colonne {
                                rang,
                                descendant: true,
                            };
                            voulu = Some(Tri::Colonne {
                                rang,
                                descendant: tri != deja,
                            });
                        }
                    });
                });
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, n + 1, |mut row| {
                let ligne = vue.ordre.get(row.index());
                row_ui(
                    &mut row,
                    ctx,
                    &vue.bilan,
                    ligne.map(|&i| &vue.bilan.lignes[i]),
                    colonnes,
                );
            });
        });
    voulu
}

/// A title that sorts; whether it was clicked.
fn title_ui(ui: &mut Ui, court: &str, nom: &str, choisi: bool) -> bool {
    let texte = if choisi {
        theme::petit(ui, court).color(theme::Tokens::of(ui).accent)
    } else {
        theme::petit(ui, court)
    };
    let bouton = ui.add(egui::Button::new(texte).frame(false).wrap());
    bouton.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Trier par {nom}"))
    });
    bouton.on_hover_text(nom).clicked()
}

/// A line, or the total.
fn row_ui(
    row: &mut TableRow<'_, '_>,
    ctx: &PageCtx<'_>,
    bilan: &Bilan,
    ligne: Option<&Ligne>,
    colonnes: &[Colonne],
) {
    let nom = ligne.map_or("Total", |l| l.groupe.as_str());
    row.col(|ui| {
        if let Some(groupe) = ligne.and_then(|l| l.cle.as_ref()) {
            let lien = ui.add(egui::Link::new(nom));
            if lien.on_hover_text("Voir la fiche").clicked() {
                ctx.commands.send(Command::MontrerGroupe(groupe.clone()));
            }
        } else if ligne.is_none() {
            ui.label(theme::sous_titre(nom));
        } else {
            ui.add(egui::Label::new(nom).truncate());
        }
    });
    let compte = ligne.map_or(bilan.total, |l| l.compte);
    for colonne in colonnes {
        row.col(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let texte = colonne.valeur.texte(&compte);
                if colonne.valeur.is_nothing(&compte) {
                    ui.label(texte);
                    return;
                }
                let montre = if ligne.is_none() {
                    theme::sous_titre(&texte)
                } else {
                    egui::RichText::new(&texte)
                };
                let lien = ui.add(egui::Button::new(montre).frame(false));
                lien.widget_info(|| {
                    let nom = format!("{nom}, {} : {texte}. Voir les écoles", colonne.nom);
                    egui::WidgetInfo::labeled(egui::Role::Link, true, nom)
                });
                if lien.hovered() || lien.has_focus() {
                    let bas = lien.rect.bottom() - 4.0;
                    let trait_ = egui::Stroke::new(1.0, theme::Tokens::of(ui).accent);
                    ui.painter().hline(lien.rect.x_range(), bas, trait_);
                }
                if lien.clicked() {
                    let ecoles = bilan.ecoles(ctx.faits, ligne, colonne.mesure);
                    open(ctx, &format!("{nom} : {}", colonne.nom), &ecoles);
                }
            });
        });
    }
}

/// What the table says, and what it leaves out.
fn notes_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue) {
    let b = &vue.bilan;
    remark(
        ui,
        &format!(
            "Population\u{202f}: {} ouvertes ce jour-là. Règle\u{202f}: une école est «\u{a0}avec ENT\u{a0}» quand un ENT y est en service ({}). \
             Leur part\u{202f}: élémentaires et primaires parmi les écoles avec ENT. Taux d’équipement\u{202f}: écoles avec ENT parmi les élémentaires et primaires.",
            b.population.libelle(),
            b.regle.libelle()
        ),
    );
    if b.par.se_recoupe() {
        remark(
            ui,
            "Une école peut figurer sur plusieurs lignes\u{202f}; elle compte une fois au total.",
        );
    }
    for (raison, ecoles) in &vue.exclues.exclues {
        let (un, plusieurs) = raison.dites();
        let dit = if ecoles.len() < 2 { un } else { plusieurs };
        let dit = dit.split_once(' ').map_or(dit, |(_, reste)| reste);
        sentence_ui(ui, ctx, &format!("{dit}, hors du compte"), ecoles);
    }
    for (ecoles, dit) in [
        (
            &vue.exclues.nature_inconnue,
            "de nature inconnue\u{202f}: comptées, jamais parmi les élémentaires et primaires",
        ),
        (
            &vue.exclues.ent_sans_date,
            "avec un ENT dont le premier jour n’est pas noté\u{202f}: comptées sans ENT",
        ),
        (
            &vue.exclues.supposees,
            "décrites d’après un fichier plus récent que cette date (supposé)",
        ),
    ] {
        sentence_ui(ui, ctx, dit, ecoles);
    }
}
