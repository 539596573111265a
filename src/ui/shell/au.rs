//! « Au … »: the day everything is looked at, and the day it is compared with.
//!
//! A button of the top bar says both. It opens a strip under the bar, with the slider over the
//! life of the carnet; while the day is not today the strip stays and says so: nobody should take
//! the past for the present. What is entered meanwhile keeps its own date.

use chrono::{Months, NaiveDate};
use egui::{Frame, Id, Margin, Panel, RichText, Ui};

use super::Shell;
use crate::command::{Command, Page};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::vie::Vie;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::frise::{self, Frise};

/// The button of the top bar; a narrow one has short dates.
pub(super) fn bouton(ui: &mut Ui, shell: &mut Shell, ctx: &PageCtx<'_>, etroit: bool) {
    let dire = if etroit { date_courte } else { date_longue };
    let jour = RichText::new(format!("{} ▾", dire(ctx.au)));
    let jour = jour.font(egui::FontId::new(14.0, theme::gras()));
    let ouvert = shell.au_ouvert || ctx.au != ctx.aujourdhui;
    let reponse = ui
        .add(egui::Button::selectable(ouvert, jour))
        .on_hover_text("Regarder le carnet à une autre date (Ctrl D)");
    reponse.widget_info(|| {
        let compare = ctx
            .compare
            .map(|c| format!(", comparé au {}", date_longue(c)));
        let texte = format!("Au {}{}", date_longue(ctx.au), compare.unwrap_or_default());
        egui::WidgetInfo::selected(egui::Role::Button, true, ouvert, texte)
    });
    if reponse.clicked() {
        shell.toggle_date(ctx);
    }
    ui.label("Au");
}

impl Shell {
    /// Opens the strip and gives the slider the keyboard; or closes it, back to today.
    pub(super) fn toggle_date(&mut self, ctx: &PageCtx<'_>) {
        if self.au_ouvert || ctx.au != ctx.aujourdhui {
            self.au_ouvert = false;
            ctx.commands.send(Command::RegarderAu(None));
        } else {
            self.au_ouvert = true;
            self.au_focus = true;
        }
    }
}

/// The strip, when it is open or the day is not today.
pub(super) fn bande(ui: &mut Ui, shell: &mut Shell, ctx: &PageCtx<'_>) {
    let ailleurs = ctx.au != ctx.aujourdhui;
    if !shell.au_ouvert && !ailleurs {
        return;
    }
    let t = Tokens::of(ui);
    Panel::top("au")
        .frame(
            Frame::new()
                .fill(t.accent_fond)
                .inner_margin(Margin::symmetric(18, 8)),
        )
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal_wrapped(|ui| {
                date_ui(ui, ctx);
                comparison_ui(ui, ctx);
                if !ailleurs && ui.small_button("Fermer").clicked() {
                    shell.toggle_date(ctx);
                }
            });
            slider_ui(ui, shell, ctx);
            if ailleurs {
                ui.horizontal_wrapped(|ui| {
                    ui.label(theme::petit(ui, banner(ctx)));
                    if ui.small_button("Revenir à aujourd’hui").clicked() {
                        shell.toggle_date(ctx);
                    }
                });
            }
        });
}

/// What the person must not forget.
fn banner(ctx: &PageCtx<'_>) -> String {
    let quand = if ctx.au < ctx.aujourdhui {
        "tel qu’il était"
    } else {
        "tel qu’il sera, d’après ce qu’on en sait,"
    };
    format!(
        "Vous regardez le carnet {quand} le {}. Ce que vous saisissez garde sa propre date.",
        date_longue(ctx.au)
    )
}

fn date_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    ui.label("Au");
    let id = Id::unique("au");
    if let Some(jour) = champ_date(ui, id, "Regarder au", Some(ctx.au), ctx.aujourdhui) {
        ctx.commands.send(Command::RegarderAu(jour));
    }
}

fn comparison_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    ui.label("comparé au");
    let id = Id::unique("comparé au");
    if let Some(jour) = champ_date(ui, id, "Comparer au", ctx.compare, ctx.aujourdhui) {
        ctx.commands.send(Command::ComparerAu(jour));
    }
    let un_an = ctx.au.checked_sub_months(Months::new(12));
    if ctx.compare != un_an && ui.small_button("Un an avant").clicked() {
        ctx.commands.send(Command::ComparerAu(un_an));
    }
    if ctx.compare.is_some() {
        if ui.small_button("Ce qui a changé").clicked() {
            ctx.commands.send(Command::Aller(Page::Comparaison));
        }
        if ui.small_button("Ne plus comparer").clicked() {
            ctx.commands.send(Command::ComparerAu(None));
        }
    }
}

fn slider_ui(ui: &mut Ui, shell: &mut Shell, ctx: &PageCtx<'_>) {
    let id = Id::unique("frise");
    let vie = *shell
        .vie
        .get(ctx.aujourdhui, ctx.revision, |&jour: &NaiveDate| {
            Vie::of(ctx.faits, jour)
        });
    let frise = Frise {
        vie,
        jour: ctx.au,
        compare: ctx.compare,
        aujourdhui: ctx.aujourdhui,
    };
    if std::mem::take(&mut shell.au_focus) {
        ui.memory_mut(|m| m.request_focus(id));
    }
    if let Some(jour) = frise::show(ui, id, "Date regardée", &frise) {
        shell.au_ouvert = true;
        ctx.commands.send(Command::RegarderAu(Some(jour)));
    }
}
