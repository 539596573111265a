//! Clocks and copies: T16 and T18.
