//! The codes « nature » of establishments (`domain.md` §1.2).

/// Schools of the premier degré.
pub(super) const ECOLES: [&str; 12] = [
    "101", "102", "103", "111", "151", "152", "153", "160", "161", "162", "169", "170",
];

/// Those of them that are maternelles, whatever their flags say.
pub(super) const MATERNELLES: [&str; 4] = ["101", "102", "103", "111"];

pub(super) const SPECIALISEES: [&str; 2] = ["111", "162"];

pub(super) const COLLEGE: &str = "340";
