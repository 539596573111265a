//! Arguments → the window or one command.

use std::process::ExitCode;

fn main() -> ExitCode {
    carnet_ent::cli::run()
}
