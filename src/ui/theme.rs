//! Colours, type and spacing, named once. Clippy and a test refuse colours made elsewhere.
//!
//! The text face is Noto Sans in regular weight (the `Ubuntu-Light` of egui is too thin for long
//! lists); signs come from the `DejaVu` face. One accent colour, for what can be acted on and for the
//! selection; everything else is ink, muted ink, lines and white space.

#![expect(
    clippy::disallowed_methods,
    reason = "the one place where colours are made"
)]

use std::sync::Arc;

use egui::epaint::Shadow;
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Frame, Margin, RichText,
    Stroke, TextStyle, Ui, Visuals,
};

/// The colours of one theme.
#[derive(Debug, PartialEq, Eq)]
pub struct Tokens {
    pub fond: Color32,
    pub surface: Color32,
    pub encre: Color32,
    pub discret: Color32,
    pub filet: Color32,
    pub accent: Color32,
    /// Text on the accent colour.
    pub sur_accent: Color32,
    pub accent_fond: Color32,
    pub succes: Color32,
    pub alerte: Color32,
    pub erreur: Color32,
    pub series: [Color32; 5],
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The light theme.
pub static CLAIR: Tokens = Tokens {
    fond: rgb(0x00f6_f6f7),
    surface: rgb(0x00ff_ffff),
    encre: rgb(0x001b_1b1f),
    discret: rgb(0x005d_5f69),
    filet: rgb(0x00e3_e3e8),
    accent: rgb(0x001d_2f8f),
    sur_accent: rgb(0x00ff_ffff),
    accent_fond: rgb(0x00ee_f0fb),
    succes: rgb(0x0018_753c),
    alerte: rgb(0x00a6_4b00),
    erreur: rgb(0x00b3_261e),
    series: [
        rgb(0x001d_2f8f),
        rgb(0x001f_8f86),
        rgb(0x00a8_6f12),
        rgb(0x008c_5aa8),
        rgb(0x007f_8592),
    ],
};

/// The dark theme.
pub static SOMBRE: Tokens = Tokens {
    fond: rgb(0x0017_181c),
    surface: rgb(0x001f_2126),
    encre: rgb(0x00ec_ecf1),
    discret: rgb(0x00a0_a3ad),
    filet: rgb(0x0030_333b),
    accent: rgb(0x009a_a8ff),
    sur_accent: rgb(0x0017_181c),
    accent_fond: rgb(0x0026_2b45),
    succes: rgb(0x006f_ce93),
    alerte: rgb(0x00f0_a35c),
    erreur: rgb(0x00ff_8a80),
    series: [
        rgb(0x008f_9dff),
        rgb(0x0055_c9bf),
        rgb(0x00e3_b155),
        rgb(0x00c7_9be0),
        rgb(0x0074_7a87),
    ],
};

impl Tokens {
    /// Those of the theme `ui` is drawn in.
    pub fn of(ui: &Ui) -> &'static Self {
        if ui.visuals().dark_mode {
            &SOMBRE
        } else {
            &CLAIR
        }
    }
}

/// Spacing, in points: 4, 8, 12, 16, 24.
pub const ESPACE: f32 = 8.0;
/// Height of one line of a list.
pub const LIGNE: f32 = 26.0;
/// Body text, small text, figures.
const CORPS: f32 = 14.0;
const PETIT: f32 = 12.0;
const CHIFFRE: f32 = 27.0;

/// A point of a picture that takes its colour when it is drawn: `part` of it shows, from 0 to 1.
pub fn masque(part: f32) -> Color32 {
    Color32::WHITE.gamma_multiply(part)
}

/// The bold face.
pub fn gras() -> FontFamily {
    FontFamily::Name("gras".into())
}

/// Installs fonts and both themes. Once per context.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, tokens) in [(egui::Theme::Light, &CLAIR), (egui::Theme::Dark, &SOMBRE)] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(tokens, theme == egui::Theme::Dark);
            style.text_styles = [
                (TextStyle::Small, FontId::proportional(PETIT)),
                (TextStyle::Body, FontId::proportional(CORPS)),
                (TextStyle::Button, FontId::proportional(CORPS)),
                (TextStyle::Heading, FontId::new(18.0, gras())),
                (TextStyle::Monospace, FontId::monospace(13.0)),
            ]
            .into();
            style.spacing.item_spacing = egui::vec2(ESPACE, 6.0);
            style.spacing.button_padding = egui::vec2(10.0, 4.0);
            style.spacing.interact_size.y = 28.0;
            style.spacing.window_margin = Margin::same(16);
            style.spacing.menu_margin = Margin::same(6);
            style.spacing.scroll = egui::style::ScrollStyle::solid();
            style.interaction.selectable_labels = false;
            style.animation_time = 0.0;
        });
    }
    // A system that does not say is read as light: printed paper is.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces = [
        ("noto", notosans::REGULAR_TTF),
        ("noto-gras", notosans::BOLD_TTF),
        ("dejavu", dejavu::sans::regular()),
    ];
    for (nom, octets) in faces {
        fonts
            .font_data
            .insert(nom.to_owned(), Arc::new(FontData::from_static(octets)));
    }
    let suite = |premier: &str, reste: &[String]| -> Vec<String> {
        let mut noms = vec![premier.to_owned(), "dejavu".to_owned()];
        noms.extend(reste.iter().cloned());
        noms
    };
    let defaut = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    fonts
        .families
        .insert(FontFamily::Proportional, suite("noto", &defaut));
    fonts.families.insert(gras(), suite("noto-gras", &defaut));
    fonts
}

fn visuals(t: &Tokens, dark: bool) -> Visuals {
    let mut v = if dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let radius = CornerRadius::same(6);
    v.override_text_color = None;
    v.weak_text_color = Some(t.discret);
    v.hyperlink_color = t.accent;
    v.faint_bg_color = t.fond;
    v.extreme_bg_color = t.surface;
    v.text_edit_bg_color = Some(t.surface);
    v.warn_fg_color = t.alerte;
    v.error_fg_color = t.erreur;
    v.window_fill = t.surface;
    v.window_stroke = Stroke::new(1.0, t.filet);
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = radius;
    v.window_shadow = Shadow {
        offset: [0, 6],
        blur: 24,
        spread: 0,
        color: Color32::from_black_alpha(60),
    };
    v.popup_shadow = Shadow {
        offset: [0, 3],
        blur: 12,
        spread: 0,
        color: Color32::from_black_alpha(40),
    };
    v.panel_fill = t.fond;
    v.selection.bg_fill = t.accent_fond;
    v.selection.stroke = Stroke::new(1.0, t.accent);
    v.striped = false;
    let contour = if dark {
        Stroke::new(1.0, rgb(0x005a_5e69))
    } else {
        Stroke::new(1.0, rgb(0x008f_929c))
    };
    let w = &mut v.widgets;
    w.noninteractive.bg_fill = t.surface;
    w.noninteractive.weak_bg_fill = t.surface;
    w.noninteractive.bg_stroke = Stroke::new(1.0, t.filet);
    w.noninteractive.fg_stroke = Stroke::new(1.0, t.encre);
    for (etat, fond, bord, encre) in [
        (&mut w.inactive, t.surface, contour, t.encre),
        (
            &mut w.hovered,
            t.accent_fond,
            Stroke::new(1.0, t.accent),
            t.encre,
        ),
        (
            &mut w.active,
            t.accent_fond,
            Stroke::new(2.0, t.accent),
            t.accent,
        ),
        (
            &mut w.open,
            t.accent_fond,
            Stroke::new(1.0, t.accent),
            t.encre,
        ),
    ] {
        etat.bg_fill = fond;
        etat.weak_bg_fill = fond;
        etat.bg_stroke = bord;
        etat.fg_stroke = Stroke::new(1.0, encre);
        etat.expansion = 0.0;
    }
    // The rail of a slider, the box of a checkbox: seen on a white card.
    w.inactive.bg_fill = t.filet;
    for etat in [
        &mut w.noninteractive,
        &mut w.inactive,
        &mut w.hovered,
        &mut w.active,
        &mut w.open,
    ] {
        etat.corner_radius = radius;
    }
    v
}

/// A card: white, thin line, rounded.
pub fn carte<R>(ui: &mut Ui, contenu: impl FnOnce(&mut Ui) -> R) -> egui::InnerResponse<R> {
    let t = Tokens::of(ui);
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.filet))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::same(14))
        .show(ui, contenu)
}

/// A card over exactly `rect`, whatever it holds: what overflows is clipped, not drawn outside.
pub fn carte_pleine<R>(ui: &mut Ui, rect: egui::Rect, contenu: impl FnOnce(&mut Ui) -> R) -> R {
    let t = Tokens::of(ui);
    ui.painter().rect(
        rect,
        8.0,
        t.surface,
        Stroke::new(1.0, t.filet),
        egui::StrokeKind::Inside,
    );
    let inner = rect.shrink(14.0);
    let builder = egui::UiBuilder::new().max_rect(inner);
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(rect.shrink(2.0));
        contenu(ui)
    })
    .inner
}

/// The title of a page or of a sheet.
pub fn titre(texte: impl Into<String>) -> RichText {
    RichText::new(texte).font(FontId::new(20.0, gras()))
}

/// The title of a card.
pub fn sous_titre(texte: impl Into<String>) -> RichText {
    RichText::new(texte).font(FontId::new(CORPS, gras()))
}

/// Small muted text.
pub fn petit(ui: &Ui, texte: impl Into<String>) -> RichText {
    RichText::new(texte)
        .font(FontId::proportional(PETIT))
        .color(Tokens::of(ui).discret)
}

/// A key figure.
pub fn chiffre(texte: impl Into<String>) -> RichText {
    RichText::new(texte).font(FontId::new(CHIFFRE, gras()))
}

/// The one button of a page that goes forward.
pub fn bouton_principal(ui: &mut Ui, texte: &str) -> egui::Response {
    bouton_principal_si(ui, true, texte)
}

/// As [`bouton_principal`]; out of reach until `actif`.
pub fn bouton_principal_si(ui: &mut Ui, actif: bool, texte: &str) -> egui::Response {
    let t = Tokens::of(ui);
    let texte = RichText::new(texte)
        .font(FontId::new(CORPS, gras()))
        .color(t.sur_accent);
    ui.add_enabled(
        actif,
        egui::Button::new(texte)
            .fill(t.accent)
            .stroke(Stroke::new(1.0, t.accent)),
    )
}
