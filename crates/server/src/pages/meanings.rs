//! The labels that change something for a person, each with what it means to them; the others by their names.

use crate::{locales::Texts, orientation::is_voucher};
use portee_domain::{
    Description,
    vocabulary::{Programme, Vocabulary},
};

/// A label of a venue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    /// A national programme.
    Programme(Programme),
    /// It takes the Pass numérique, which is no programme: venues say so in words.
    Voucher,
}

impl Label {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Programme(programme) => programme.label(),
            Self::Voucher => "Pass numérique",
        }
    }

    /// What it means to the person, in a sentence; none for those that change nothing for them.
    pub(super) fn meaning(self, t: &Texts) -> Option<&'static str> {
        Some(match self {
            Self::Programme(Programme::FranceServices) => t.labels.france_services,
            Self::Programme(Programme::ConseillersNumeriques) => t.labels.conseillers_numeriques,
            Self::Programme(Programme::AidantsConnect) => t.labels.aidants_connect,
            Self::Programme(Programme::CafAccessPoint) => t.labels.caf,
            Self::Programme(Programme::PixCertification) => t.labels.pix,
            Self::Voucher => t.labels.voucher,
            Self::Programme(_) => return None,
        })
    }
}

/// The labels of a venue.
pub(super) fn of(what: &Description) -> Vec<Label> {
    let programmes = what.programmes.iter().copied().map(Label::Programme);
    let voucher = what.other_labels.iter().any(|label| is_voucher(label));
    programmes.chain(voucher.then_some(Label::Voucher)).collect()
}

/// Each label that means something to people, once, with what it means.
pub(super) fn explained(labels: impl IntoIterator<Item = Label>, t: &Texts) -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<Label> = labels.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
        .filter_map(|label| Some((label.name(), label.meaning(t)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locales::FR;

    #[test]
    fn the_labels_that_people_meet_are_explained_once_each() {
        let what = Description {
            programmes: vec![
                Programme::AidantsConnect,
                Programme::FranceServices,
                Programme::RedCross,
            ],
            other_labels: vec!["Chèque APTIC".into(), "Pass numérique".into()],
            ..Description::default()
        };
        let labels = of(&what);
        assert_eq!(labels.len(), 4);
        let twice = labels.iter().chain(&labels).copied();
        let names: Vec<&str> = explained(twice, &FR).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Aidants Connect", "France Services", "Pass numérique"]);
    }
}
