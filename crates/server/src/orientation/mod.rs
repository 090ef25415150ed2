//! What an agent needs to choose a place for someone, without telling us who: for each venue, what it is known to offer
//! ([`Wish`]) and the hours of the days to come ([`week`]). Choosing itself is done in the browser.

mod week;
mod wish;

pub(crate) use week::{Day, week};
pub(crate) use wish::{Wish, is_voucher, judgements};
