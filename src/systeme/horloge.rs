//! The clock, chosen by the caller so that tests and the demonstration carnet fix the day.

use chrono::{DateTime, Local, NaiveDate, Utc};

/// Where « now » and « today » come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Horloge {
    /// The machine's.
    #[default]
    Systeme,
    /// Stopped at this instant.
    Fixe(DateTime<Utc>),
}

impl Horloge {
    /// Stopped at noon UTC of `jour`.
    pub fn fixe(jour: NaiveDate) -> Self {
        let midi = jour.and_hms_opt(12, 0, 0).unwrap_or_default();
        Self::Fixe(midi.and_utc())
    }

    pub fn maintenant(self) -> DateTime<Utc> {
        match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place that reads the clock"
            )]
            Self::Systeme => Utc::now(),
            Self::Fixe(instant) => instant,
        }
    }

    /// The local calendar day.
    pub fn aujourdhui(self) -> NaiveDate {
        match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place that reads the clock"
            )]
            Self::Systeme => Local::now().date_naive(),
            Self::Fixe(instant) => instant.date_naive(),
        }
    }

    /// Milliseconds since 1970, UTC.
    pub fn millisecondes(self) -> i64 {
        self.maintenant().timestamp_millis()
    }
}
