//! Coverage as the planner's pages and the API show it: one table of columns, one order, one scale of shades.
//!
//! | file | what |
//! | --- | --- |
//! | `row.rs` | a territory and one target in it, with the figures derived from them |
//! | `list.rs` | which territories are asked for |
//! | `column.rs` | what is said of each, for JSON, CSV and the document alike |
//! | `order.rs` | in which order |
//! | `shade.rs` | the five classes of the maps and tables |
//! | `outline.rs` | the shape of a territory |

mod column;
mod list;
mod order;
pub(crate) mod outline;
mod row;
mod shade;

pub(crate) use column::COLUMNS;
pub(crate) use list::{Territories, WORDS};
pub(crate) use order::{Key, Order, orders};
pub(crate) use row::Row;
pub(crate) use shade::{LegendLine, Shade};
