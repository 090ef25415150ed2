//! `/territoires`: for planners. Where the promise is kept, for whom it is not, how sure that is.
//!
//! | file | what |
//! | --- | --- |
//! | `france.rs` | `/territoires`: the country, by régions, départements, EPCI or hubs |
//! | `departement.rs` | `/territoires/{departement}`: its communes, bands, hubs, doubts |
//! | `map.rs`, `draw.rs` | maps as inline SVG: every territory a link, five shades |
//! | `table.rs` | tables that are sorted by links |
//! | `siting.rs` | where the next place would help, what adding or removing one changes |
//! | `figures.rs`, `said.rs` | figures and sentences |
//! | `address.rs` | links that keep what was chosen |

mod address;
mod departement;
mod draw;
mod figures;
mod france;
mod map;
mod said;
mod siting;
mod table;

use crate::{
    App,
    params::{BadParameter, Query, filters, spec},
    territories::Order,
};
pub(super) use address::link;
use axum::{Router, routing::get};
use portee_domain::Target;
use std::sync::Arc;

/// How many rows a table shows at once.
const ROWS: usize = 100;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/territoires", get(france::show))
        .route("/territoires/{departement}", get(departement::show))
}

/// What every page of territories is asked: what to reach, in which order, which page of the table.
struct Wish {
    target: Target,
    order: Order,
    page: usize,
}

impl Wish {
    fn read(query: &Query<'_>, usual: Order) -> Result<Self, BadParameter> {
        let order = query.word(spec::ORDER.name)?.and_then(Order::named);
        Ok(Self {
            target: filters::target(query)?,
            order: order.unwrap_or(usual),
            page: query.integer(&spec::PAGE)? as usize,
        })
    }
}

/// An option of a list of choices.
struct ChoiceOption {
    value: &'static str,
    label: &'static str,
    chosen: bool,
}

/// Everything that can be reached, as options.
fn target_options(chosen: Target) -> Vec<ChoiceOption> {
    Target::all()
        .map(|target| ChoiceOption {
            value: target.label(),
            label: said::option(target),
            chosen: target == chosen,
        })
        .collect()
}
