//! The sheet of one training: its fields edited in place, what its sessions come to, each session.

use egui::{Button, Ui};

use super::champs::{largeur, paire, titre};
use super::seance::EditeurSeance;
use crate::command::{Command, Ecriture};
use crate::domain::date::date_longue;
use crate::domain::duree::duree_dite;
use crate::domain::formation::{Cumul, Quotite};
use crate::domain::nombre::{compte, entier};
use crate::domain::{Formation, Id, Liste, Public, Seance, StatutSeance, Systeme};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_texte::{champ_texte, texte_long};
use crate::ui::widgets::choix::choix;
use crate::ui::widgets::entete::entete;
use crate::ui::widgets::nommer;
use crate::ui::widgets::selection::Selection;

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct FicheFormation {
    /// The session that is open.
    ouverte: Option<Id>,
    /// The fields of the training are shown above it all the same.
    deplie: bool,
    editeur: EditeurSeance,
}

impl FicheFormation {
    /// Opens this session in the sheet.
    pub(super) fn montrer(&mut self, seance: Option<Id>) {
        self.ouverte = seance;
        self.deplie = false;
        self.editeur.reset();
    }

    /// Draws the sheet; whether it was closed.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        f: &Formation,
        cochees: &Selection,
    ) -> bool {
        let closed = entete(ui, &f.titre);
        ui.add(egui::Label::new(theme::petit(ui, total_words(f))).wrap());
        // An open session wants the room.
        let ouverte = f.seances.iter().any(|s| self.ouverte == Some(s.id));
        if !ouverte || self.deplie {
            fields_ui(ui, ctx, f);
        } else if ui.link("Titre, inscription, public, objectifs…").clicked() {
            self.deplie = true;
        }
        ui.add_space(8.0);
        self.sessions_ui(ui, ctx, f, cochees);
        ui.add_space(10.0);
        let supprimer = ui
            .link("Supprimer cette formation")
            .on_hover_text("Ses sessions partent avec elle\u{202f}; Ctrl Z les rend.");
        if supprimer.clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Formation, f.id);
            ctx.commands.send(Command::Ecrire(ecriture));
        }
        closed
    }

    fn sessions_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, f: &Formation, cochees: &Selection) {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::sous_titre("Sessions"));
            if ui.button("Nouvelle session").clicked() {
                let seance = next_of(f);
                self.montrer(Some(seance.id));
                self.editeur.begin();
                let seance = Ecriture::Seance(Box::new(seance));
                ctx.commands
                    .send(Command::Ecrire(Ecriture::Lot(vec![seance])));
            }
        });
        if f.seances.is_empty() {
            ui.label(theme::petit(ui, "Aucune session pour l’instant."));
        }
        for s in &f.seances {
            let ouverte = self.ouverte == Some(s.id);
            let signe = if ouverte { "▼" } else { "▶" };
            let bouton = Button::selectable(ouverte, format!("{signe} {}", words(s)))
                .truncate()
                .min_size(egui::vec2(ui.available_width(), theme::LIGNE));
            let ligne = ui.add(bouton);
            nommer(&ligne, format!("Session\u{202f}: {}", words(s)));
            if ligne.clicked() {
                self.montrer((!ouverte).then_some(s.id));
            }
            if ouverte {
                ui.indent(("session", s.id), |ui| {
                    self.editeur.ui(ui, ctx, s, cochees);
                });
            }
        }
    }
}

/// « 14 avril 2026 · 3 h · 11 écoles · 24 participants · prévue ».
fn words(s: &Seance) -> String {
    let total = Cumul::of([s]);
    let mut mots = vec![s.le.map_or_else(|| "Sans date".to_owned(), date_longue)];
    mots.extend(s.duree.map(duree_dite));
    if total.ecoles > 0 {
        mots.push(compte(total.ecoles, "école", "écoles"));
    }
    if total.personnes > 0 {
        let n = total.personnes as usize;
        mots.push(compte(n, "participant", "participants"));
    }
    mots.extend(s.statut.map(|statut| statut.libelle().to_lowercase()));
    mots.join(" · ")
}

/// « 3 sessions · 12 écoles · 34 participants · 9 h, dont 6 h décomptées des
/// 18 h · … ».
fn total_words(f: &Formation) -> String {
    let total = Cumul::of(&f.seances);
    let n = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let mut mots = vec![compte(total.seances, "session", "sessions")];
    if total.ecoles > 0 {
        mots.push(compte(total.ecoles, "école", "écoles"));
        mots.push(compte(n(total.personnes), "participant", "participants"));
    }
    if total.minutes > 0 {
        mots.push(format!(
            "{}, dont {} décomptées des 18\u{a0}h",
            heures(total.minutes),
            heures(total.minutes_18h)
        ));
    }
    if total.minutes_personnes > 0 {
        let fois = heures(total.minutes_personnes);
        mots.push(format!("{fois} de présence cumulées"));
    }
    if total.animation + total.preparation > 0 {
        mots.push(format!(
            "formateurs\u{202f}: {} d’animation, {} de préparation",
            heures(total.animation),
            heures(total.preparation)
        ));
    }
    mots.join(" · ")
}

/// As [`duree_dite`], of sums.
fn heures(minutes: u64) -> String {
    u32::try_from(minutes).map_or_else(|_| "—".to_owned(), duree_dite)
}

/// « Reste dans l’année : 15 h à temps complet, 12 h à 75 %, 6 h à 50 %. »
pub(super) fn quotas(minutes: u64) -> String {
    let restes: Vec<String> = Quotite::ALL
        .into_iter()
        .map(|q| format!("{} à {}", duree_dite(q.solde(minutes).1), q.libelle()))
        .collect();
    restes.join(", ")
}

/// A session to come, like the last one.
fn next_of(f: &Formation) -> Seance {
    let derniere = f.seances.last();
    Seance {
        id: Id::fresh(),
        formation: f.id,
        le: None,
        duree: derniere.and_then(|s| s.duree),
        duree_18h: derniere.and_then(|s| s.duree_18h),
        modalite: derniere.and_then(|s| s.modalite),
        lieu: derniere.map(|s| s.lieu.clone()).unwrap_or_default(),
        statut: Some(StatutSeance::Prevue),
        reponses: None,
        satisfaction: None,
        bilan: String::new(),
        participations: Vec::new(),
        formateurs: Vec::new(),
    }
}

/// Writes the fields of the training.
fn save(ctx: &PageCtx<'_>, f: Formation) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Formation(Box::new(f))));
}

fn fields_ui(ui: &mut Ui, ctx: &PageCtx<'_>, f: &Formation) {
    let id = egui::Id::unique(("formation", f.id));
    titre(ui, "Titre");
    let nom = "Titre de la formation";
    // A training always has its title.
    let titre_saisi = champ_texte(ui, id.with("titre"), nom, &f.titre, largeur(ui), "");
    if let Some(titre) = titre_saisi.filter(|t| !t.is_empty()) {
        save(ctx, Formation { titre, ..f.clone() });
    }
    paire(
        ui,
        |ui| {
            titre(ui, "Inscription");
            let montre = f.systeme.map_or("Non précisé", Systeme::libelle);
            let nom = "Système d’inscription";
            let systeme = choix(ui, id.with("systeme"), nom, &f.systeme, montre, || {
                words_of(Systeme::ALL, Systeme::libelle)
            });
            if let Some(systeme) = systeme {
                save(
                    ctx,
                    Formation {
                        systeme,
                        ..f.clone()
                    },
                );
            }
        },
        |ui| {
            titre(ui, "Référence");
            let nom = "Référence du dispositif";
            let champ = id.with("reference");
            let dite = champ_texte(ui, champ, nom, &f.reference, largeur(ui), "");
            if let Some(reference) = dite {
                save(
                    ctx,
                    Formation {
                        reference,
                        ..f.clone()
                    },
                );
            }
        },
    );
    paire(
        ui,
        |ui| {
            titre(ui, "Public");
            let montre = f.public.map_or("Non précisé", Public::libelle);
            let nom = "Public de la formation";
            let public = choix(ui, id.with("public"), nom, &f.public, montre, || {
                words_of(Public::ALL, Public::libelle)
            });
            if let Some(public) = public {
                save(
                    ctx,
                    Formation {
                        public,
                        ..f.clone()
                    },
                );
            }
        },
        |ui| {
            titre(ui, "Cycle");
            let nom = "Cycle de la formation";
            let cycle = term_ui(ui, ctx, id.with("cycle"), nom, Liste::Cycle, f.cycle);
            if let Some(cycle) = cycle {
                save(ctx, Formation { cycle, ..f.clone() });
            }
        },
    );
    let exemple = "Ce que les participants sauront faire…";
    titre(ui, "Objectifs");
    let champ = id.with("objectifs");
    if let Some(objectifs) = texte_long(ui, champ, "Objectifs", &f.objectifs, 2, exemple) {
        save(
            ctx,
            Formation {
                objectifs,
                ..f.clone()
            },
        );
    }
}

/// The words of a closed vocabulary, after « not said ».
pub(super) fn words_of<T: Copy>(
    tous: &'static [T],
    libelle: impl Fn(T) -> &'static str,
) -> Vec<(Option<T>, String)> {
    let mut options = vec![(None, "Non précisé".to_owned())];
    options.extend(tous.iter().map(|&x| (Some(x), libelle(x).to_owned())));
    options
}

/// One entry of a short list, or none; one that was withdrawn stays while it is named.
pub(super) fn term_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    id: egui::Id,
    nom: &str,
    liste: Liste,
    courant: Option<Id>,
) -> Option<Option<Id>> {
    let connu = courant.and_then(|id| ctx.faits.terme(id));
    let montre = connu.map_or("Non précisé", |t| t.nom.as_str());
    ui.vertical(|ui| {
        choix(ui, id, nom, &courant, montre, || {
            let mut options = vec![(None, "Non précisé".to_owned())];
            let offerts = ctx.faits.termes_offerts(liste);
            options.extend(offerts.map(|t| (Some(t.id), t.nom.clone())));
            if let Some(retire) = connu.filter(|t| t.retire) {
                options.push((Some(retire.id), format!("{} (retiré)", retire.nom)));
            }
            options
        })
    })
    .inner
}

/// « 12 personnes », « 1 personne »; nothing when nobody said.
pub(super) fn people(n: Option<u32>) -> String {
    n.map(|n| format!("{}\u{a0}pers.", entier(n)))
        .unwrap_or_default()
}
