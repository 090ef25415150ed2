//! Links that keep what was chosen.

use super::Wish;
use crate::params::spec;
use crate::territories::Order;
use portee_domain::Target;
use std::fmt::Write;

/// What the page shows, as far as its address says it.
pub(super) struct Address {
    path: String,
    /// What holds when the address says nothing of the order.
    usual: Order,
    kept: Vec<(&'static str, String)>,
}

impl Address {
    /// The address of a page; `further` are its own parameters.
    pub(super) fn new(path: String, usual: Order, target: Target, further: &[(&'static str, &str)]) -> Self {
        let mut kept: Vec<(&'static str, String)> = further
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        if target != Target::PROMISE {
            kept.push((spec::TARGET.name, target.label().to_owned()));
        }
        Self { path, usual, kept }
    }

    /// The same page in another order, from its first row.
    pub(super) fn sorted(&self, order: Order) -> String {
        self.with(order, 1)
    }

    /// Another page of the same table.
    pub(super) fn page(&self, wish: &Wish, page: usize) -> String {
        self.with(wish.order, page)
    }

    fn with(&self, order: Order, page: usize) -> String {
        let mut pairs = self.kept.clone();
        if order != self.usual {
            pairs.push((spec::ORDER.name, order.word().to_owned()));
        }
        if page > 1 {
            pairs.push((spec::PAGE.name, page.to_string()));
        }
        format!("{}#tableau", link(&self.path, &pairs))
    }
}

/// `path?a=1&b=2`, percent-encoded.
pub(in crate::pages) fn link(path: &str, pairs: &[(&str, String)]) -> String {
    let mut text = path.to_owned();
    for (index, (name, value)) in pairs.iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
                text.push(char::from(byte));
            } else {
                // Writing to a String cannot fail.
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Query;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_link_holds_is_read_back(value in "\\PC{1,30}") {
            let text = link("/territoires", &[("cible", value.clone())]);
            let (_, raw) = text.split_once('?').unwrap();
            let known = [crate::params::Parameter { shape: crate::params::Shape::Text(40), ..spec::TARGET }];
            let known: &'static [_] = Box::leak(Box::new(known));
            let accepted = [known];
            let query = Query::read(Some(raw), &accepted).unwrap();
            prop_assert_eq!(query.text("cible"), Some(value.as_str()));
        }
    }
}
