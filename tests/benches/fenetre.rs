//! The window without a screen, for the benches that time it: one frame after another.

use std::time::{Duration, Instant};

use carnet_ent::app::App;
use eframe::App as _;
use egui::{Event, RawInput, Rect, pos2, vec2};

/// Between two frames of a window that waits: what a screen takes.
const TRAME: Duration = Duration::from_millis(16);

/// Frames in a row without any work that end a wait.
const REPOS: usize = 20;

pub(crate) struct Fenetre {
    pub(crate) app: App,
    ctx: egui::Context,
    frame: eframe::Frame,
    time: f64,
}

impl Fenetre {
    pub(crate) fn new(make: impl FnOnce(&egui::Context) -> App) -> Self {
        let ctx = egui::Context::default();
        Self {
            app: make(&ctx),
            ctx,
            frame: eframe::Frame::_new_kittest(),
            time: 0.0,
        }
    }

    /// One frame (logic, layout, tessellation, no painting); its milliseconds.
    pub(crate) fn image(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let debut = Instant::now();
        let Self {
            ctx, app, frame, ..
        } = self;
        app.logic(ctx, frame);
        let output = ctx.run_ui(input, |ui| app.ui(ui, frame));
        let triangles = ctx.tessellate(output.shapes, output.pixels_per_point);
        assert!(!triangles.is_empty());
        debut.elapsed().as_secs_f64() * 1000.0
    }

    /// Frames until every job has ended and what it brought is shown; the longest of them, in
    /// milliseconds: how long the window did not answer.
    pub(crate) fn attend(&mut self) -> f64 {
        let (mut longue, mut repos) = (0.0_f64, 0);
        while repos < REPOS {
            longue = longue.max(self.image(Vec::new()));
            if self.app.is_working() {
                repos = 0;
                std::thread::sleep(TRAME);
            } else {
                repos += 1;
            }
        }
        longue
    }
}
