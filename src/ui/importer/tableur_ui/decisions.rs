//! What must be decided before some lines are taken: each question once, whatever the number of
//! lines it is about.

use egui::{RichText, ScrollArea, Ui};

use super::{ecoles, menu, solutions};
use crate::domain::nombre::{compte, entier};
use crate::domain::{Domaine, Faits, Id};
use crate::exchange::tableur::{Choix, Decision, Mot, Plan, Question, Sens, Sort, cle_mot};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;

/// Words listed at once; nobody decides more.
const MOTS: usize = 200;

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, plan: &Plan, choix: &mut Choix) {
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            if super::decisions(plan) == 0 {
                ui.label(theme::petit(ui, "Tout est compris : rien à décider."));
            }
            start_ui(ui, ctx, plan, choix);
            words_ui(ui, ctx, plan, choix);
            ecoles::show(ui, plan, choix);
            contradictions_ui(ui, plan, choix);
            understood_ui(ui, ctx, plan, choix);
        });
}

/// The start of the lines that say none, given once.
fn start_ui(ui: &mut Ui, ctx: &PageCtx<'_>, plan: &Plan, choix: &mut Choix) {
    let sans = plan
        .compte(|s| matches!(s, Sort::ADecider(questions) if questions.contains(&Question::Debut)));
    if sans == 0 && choix.debut.is_none() {
        return;
    }
    ui.label(theme::sous_titre("Début"));
    ui.horizontal_wrapped(|ui| {
        let texte = if sans > 0 {
            format!(
                "{} ne disent pas depuis quand. Pour toutes :",
                compte(sans, "ligne", "lignes")
            )
        } else {
            "Début des lignes qui ne le disent pas :".to_owned()
        };
        ui.label(texte);
        let id = egui::Id::unique("debut-du-tableur");
        if let Some(debut) = champ_date(
            ui,
            id,
            "Début des lignes sans date",
            choix.debut,
            ctx.aujourdhui,
        ) {
            choix.debut = debut;
        }
    });
    ui.add_space(10.0);
}

/// The words nobody has explained yet, and those just explained.
fn words_ui(ui: &mut Ui, ctx: &PageCtx<'_>, plan: &Plan, choix: &mut Choix) {
    for (domaine, titre) in [
        (Domaine::Solution, "Quelle solution est-ce ?"),
        (Domaine::Dispositif, "Quel financement est-ce ?"),
    ] {
        let mots: Vec<&Mot> = plan
            .mots
            .iter()
            .filter(|mot| mot.domaine == domaine && (mot.attend() || mot.decision.is_some()))
            .take(MOTS)
            .collect();
        if mots.is_empty() {
            continue;
        }
        ui.label(theme::sous_titre(titre));
        for mot in mots {
            word_ui(ui, ctx, mot, choix);
        }
        ui.add_space(10.0);
    }
}

fn word_ui(ui: &mut Ui, ctx: &PageCtx<'_>, mot: &Mot, choix: &mut Choix) {
    let cle = (mot.domaine, mot.cle.clone());
    let mut voulue = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::sous_titre(format!("« {} »", mot.texte)));
        ui.label(theme::petit(ui, compte(mot.lignes, "ligne", "lignes")));
        if let Some(decision) = &mot.decision {
            let dit = said(decision, mot.domaine, ctx.faits);
            ui.label(RichText::new(format!("→ {dit}")).color(Tokens::of(ui).succes));
            let changer = ui.button("Changer");
            crate::ui::widgets::nommer(&changer, format!("Changer ce que veut dire {}", mot.texte));
            if changer.clicked() {
                choix.mots.remove(&cle);
            }
            return;
        }
        if let Sens::Proche(proches) = &mot.sens {
            for id in proches.iter().take(3) {
                let nom = named(*id, mot.domaine, ctx.faits);
                let bouton = ui.button(format!("{nom} ?"));
                crate::ui::widgets::nommer(&bouton, format!("{} veut dire {nom}", mot.texte));
                if bouton.clicked() {
                    voulue = Some(Decision::Vers(*id));
                }
            }
        }
        if let Some(decision) = choose_ui(ui, ctx, mot) {
            voulue = Some(decision);
        }
    });
    if let Some(decision) = voulue {
        choix.mots.insert(cle, decision);
    }
}

/// Any entry of the list, a new one, or none.
fn choose_ui(ui: &mut Ui, ctx: &PageCtx<'_>, mot: &Mot) -> Option<Decision> {
    let mut voulue = None;
    menu(ui, &format!("{} veut dire", mot.texte), "Choisir", |ui| {
        for (id, nom) in entries(mot.domaine, ctx.faits) {
            if ui.button(nom).clicked() {
                voulue = Some(Decision::Vers(id));
                ui.close();
            }
        }
    });
    let nouvelle = |compte_ent: bool| Decision::Nouvelle {
        id: Id::fresh(),
        nom: mot.texte.clone(),
        compte_ent,
    };
    if mot.domaine == Domaine::Solution {
        menu(ui, &mot.texte, "Nouvelle solution", |ui| {
            for (texte, compte_ent) in [("C’est un ENT", true), ("Ce n’est pas un ENT", false)]
            {
                if ui.button(texte).clicked() {
                    voulue = Some(nouvelle(compte_ent));
                    ui.close();
                }
            }
        });
    } else {
        let bouton = ui.button("Nouveau financement");
        crate::ui::widgets::nommer(&bouton, format!("Nouveau financement : {}", mot.texte));
        if bouton.clicked() {
            voulue = Some(nouvelle(false));
        }
    }
    let ignorer = if mot.domaine == Domaine::Solution {
        "Ignorer ces lignes"
    } else {
        "Ignorer ce financement"
    };
    let bouton = ui.button(ignorer);
    crate::ui::widgets::nommer(&bouton, format!("{ignorer} : {}", mot.texte));
    if bouton.clicked() {
        voulue = Some(Decision::Ignorer);
    }
    voulue
}

fn entries(domaine: Domaine, faits: &Faits) -> Vec<(Id, String)> {
    if domaine == Domaine::Solution {
        return solutions(faits);
    }
    let mut tous: Vec<_> = faits.dispositifs.values().collect();
    tous.sort_by(|a, b| (a.ordre, &a.nom).cmp(&(b.ordre, &b.nom)));
    tous.into_iter().map(|d| (d.id, d.nom.clone())).collect()
}

fn named(id: Id, domaine: Domaine, faits: &Faits) -> &str {
    match domaine {
        Domaine::Dispositif => faits.dispositifs.get(&id).map_or("?", |d| d.nom.as_str()),
        _ => faits.solutions.get(&id).map_or("?", |s| s.nom.as_str()),
    }
}

fn said(decision: &Decision, domaine: Domaine, faits: &Faits) -> String {
    match decision {
        Decision::Vers(id) => named(*id, domaine, faits).to_owned(),
        Decision::Nouvelle { nom, .. } => format!("{nom}, nouvelle entrée de la liste"),
        Decision::Ignorer => "ignoré".to_owned(),
    }
}

/// Lines that cannot both be true.
fn contradictions_ui(ui: &mut Ui, plan: &Plan, choix: &mut Choix) {
    let mut premiere = true;
    for ligne in &plan.lignes {
        let Sort::ADecider(questions) = &ligne.sort else {
            continue;
        };
        let Some(raison) = questions.iter().find_map(|q| match q {
            Question::Contradiction(raison) => Some(raison),
            _ => None,
        }) else {
            continue;
        };
        if std::mem::take(&mut premiere) {
            ui.label(theme::sous_titre("Lignes qui se contredisent"));
        }
        ui.horizontal_wrapped(|ui| {
            let numero = entier(ligne.ligne);
            ui.label(format!(
                "Ligne {numero}, {} ({}), {}.",
                ligne.ecole, ligne.uai, ligne.solution
            ));
            ui.label(theme::petit(ui, raison));
            if ui.button(format!("Écarter la ligne {numero}")).clicked() {
                choix.ecartees.insert(ligne.ligne);
            }
        });
    }
    if !choix.ecartees.is_empty() {
        let n = compte(choix.ecartees.len(), "ligne écartée", "lignes écartées");
        if ui.button(format!("Reprendre {n}")).clicked() {
            choix.ecartees.clear();
        }
    }
    if !premiere || !choix.ecartees.is_empty() {
        ui.add_space(10.0);
    }
}

/// The word is the very name it is taken for.
fn says_itself(mot: &Mot, faits: &Faits) -> bool {
    matches!(&mot.sens, Sens::Sur(id) if cle_mot(named(*id, mot.domaine, faits)) == mot.cle)
}

/// The words understood without a question, to be checked, and corrected if need be.
fn understood_ui(ui: &mut Ui, ctx: &PageCtx<'_>, plan: &Plan, choix: &mut Choix) {
    let compris: Vec<(&Mot, String)> = plan
        .mots
        .iter()
        // « ONE » is ONE.
        .filter(|mot| mot.decision.is_none() && !says_itself(mot, ctx.faits))
        .filter_map(|mot| {
            let dit = match &mot.sens {
                Sens::Sur(id) => named(*id, mot.domaine, ctx.faits).to_owned(),
                Sens::Retenu(id) => {
                    format!(
                        "{}, comme la dernière fois",
                        named(*id, mot.domaine, ctx.faits)
                    )
                }
                Sens::Ignore => "ignoré, comme la dernière fois".to_owned(),
                Sens::Proche(_) | Sens::Inconnu => return None,
            };
            Some((mot, dit))
        })
        .take(MOTS)
        .collect();
    if compris.is_empty() {
        return;
    }
    let titre = format!("Mots compris ({})", entier(compris.len()));
    egui::CollapsingHeader::new(titre)
        .id_salt("mots-compris")
        .default_open(compris.len() <= 8)
        .show(ui, |ui| {
            for (mot, dit) in compris {
                ui.horizontal_wrapped(|ui| {
                    ui.label(format!("« {} » → {dit}", mot.texte));
                    ui.label(theme::petit(ui, compte(mot.lignes, "ligne", "lignes")));
                    menu(ui, &format!("{} veut dire", mot.texte), "Corriger", |ui| {
                        for (id, nom) in entries(mot.domaine, ctx.faits) {
                            if ui.button(nom).clicked() {
                                choix
                                    .mots
                                    .insert((mot.domaine, mot.cle.clone()), Decision::Vers(id));
                                ui.close();
                            }
                        }
                        if ui.button("Ignorer").clicked() {
                            choix
                                .mots
                                .insert((mot.domaine, mot.cle.clone()), Decision::Ignorer);
                            ui.close();
                        }
                    });
                });
            }
        });
}
