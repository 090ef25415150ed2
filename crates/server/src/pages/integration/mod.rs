//! The list of a territory in the page of a mairie, a library, a département.
//!
//! | file | what |
//! | --- | --- |
//! | `cadre.rs` | `/integration/cadre`: what is shown there; the only page that other sites may frame |
//! | `configurer.rs` | `/integration`: choose, look, copy the code |
//! | `territory.rs` | the place that the list is about |
//!
//! The script that sites include is `web/src/integration/script.ts`, served as `/integration.js`.

pub(super) mod cadre;
pub(super) mod configurer;
mod territory;

use super::{needs::SLUGS, recherche::NEED};
use crate::params::{Parameter, Shape};
use std::fmt::Write;

/// The place that the list is about.
const TERRITORY: Parameter = Parameter {
    name: "territoire",
    description: "Code d'un département, d'une commune ou d'une intercommunalité.",
    shape: Shape::Text(9),
    required: false,
    example: "26",
};

/// How many venues are listed.
const COUNT: Parameter = Parameter {
    name: "nombre",
    description: "Combien de lieux montrer.",
    shape: Shape::Integer {
        min: 1,
        max: 50,
        default: 10,
    },
    required: false,
    example: "10",
};

/// What the frame takes.
const FRAME: &[Parameter] = &[TERRITORY, NEED, COUNT];

/// What a frame of ours may do in the page around it. Scripts, to say its height; its own origin, by which that message is
/// recognised; links and the search, which open in the whole window when someone clicks.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-forms allow-top-navigation-by-user-activation";

/// The address of the frame, without its host; `need` is one of the known words.
fn frame_address(base: &str, territory: &str, need: Option<&str>, count: u32) -> String {
    debug_assert!(need.is_none_or(|need| SLUGS.contains(&need)), "a need of ours");
    let mut address = format!("{base}/integration/cadre?nombre={count}");
    for (name, value) in [(TERRITORY.name, territory), (NEED.name, need.unwrap_or_default())] {
        if !value.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(address, "&{name}={value}");
        }
    }
    address
}
