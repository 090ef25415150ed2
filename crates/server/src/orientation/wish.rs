//! What may matter to the person who is sent somewhere, and what the data say of it.
//!
//! Producers state what a venue has, hardly ever what it lacks: what is not stated is unknown, not refused. Only the price
//! can be known to be wrong.

use portee_directory::Snapshot;
use portee_domain::Description;
use portee_domain::vocabulary::{Audience, Fee, Programme, SpecificCare, TrainingLabel};

/// A wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// It costs nothing.
    Free,
    /// Someone who moves with difficulty can come in.
    StepFree,
    /// A woman who comes alone is expected.
    Women,
    /// Someone there speaks another language than French.
    Languages,
    /// Someone who does not read is at home there.
    Illiteracy,
    /// A Pass numérique can be spent.
    Voucher,
    /// Someone may act in the person's name (Aidants Connect).
    Mandate,
    /// Deafness.
    Deafness,
    /// Bad sight.
    Sight,
}

/// What is known of a wish. Unknown is the absence of a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// Stated.
    Met,
    /// Stated in part: free under conditions, English but no other language.
    PartlyMet,
    /// Stated to be otherwise.
    Unmet,
}

impl Judgement {
    /// The public word.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Met => "oui",
            Self::PartlyMet => "en-partie",
            Self::Unmet => "non",
        }
    }
}

impl Wish {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 9] = [
        Self::Free,
        Self::StepFree,
        Self::Women,
        Self::Languages,
        Self::Illiteracy,
        Self::Mandate,
        Self::Voucher,
        Self::Deafness,
        Self::Sight,
    ];

    /// Its name in answers and addresses.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Free => "gratuit",
            Self::StepFree => "fauteuil",
            Self::Women => "femme",
            Self::Languages => "langue",
            Self::Illiteracy => "lecture",
            Self::Mandate => "mandat",
            Self::Voucher => "pass",
            Self::Deafness => "surdite",
            Self::Sight => "vue",
        }
    }

    /// What `what` states about it; none when it states nothing.
    pub(crate) fn judge(self, what: &Description) -> Option<Judgement> {
        let stated = |met: bool| met.then_some(Judgement::Met);
        let cares = |care| what.specific_care.contains(&care);
        match self {
            Self::Free => price(&what.fees),
            Self::StepFree => stated(cares(SpecificCare::MotorDisability)),
            Self::Women => stated(what.audiences.contains(&Audience::Women)),
            Self::Languages if cares(SpecificCare::OtherLanguages) => Some(Judgement::Met),
            Self::Languages => cares(SpecificCare::English).then_some(Judgement::PartlyMet),
            Self::Illiteracy => {
                stated(cares(SpecificCare::Illiteracy) || what.training_labels.contains(&TrainingLabel::Duplex))
            }
            Self::Mandate => stated(what.programmes.contains(&Programme::AidantsConnect)),
            Self::Voucher => stated(what.other_labels.iter().any(|label| is_voucher(label))),
            Self::Deafness => stated(cares(SpecificCare::Deafness)),
            Self::Sight => stated(cares(SpecificCare::VisualImpairment)),
        }
    }

    /// Whether some venue of the edition says anything that could answer it: nothing else is offered.
    pub(crate) fn is_offered(self, snapshot: &Snapshot) -> bool {
        snapshot.listings().iter().any(|listing| {
            let what = &listing.venue.description;
            self.judge(what).is_some() || (self == Self::StepFree && what.accessibility_url.is_some())
        })
    }
}

/// All that is stated of a venue: codes and public words.
pub(crate) fn judgements(what: &Description) -> impl Iterator<Item = (&'static str, &'static str)> {
    Wish::ALL
        .into_iter()
        .filter_map(|wish| Some((wish.code(), wish.judge(what)?.code())))
}

fn price(fees: &[Fee]) -> Option<Judgement> {
    match fees {
        [] => None,
        [Fee::Free] => Some(Judgement::Met),
        [Fee::Paying] => Some(Judgement::Unmet),
        _ => Some(Judgement::PartlyMet),
    }
}

/// The Pass numérique has no label of its own in the standard: venues write it, or « APTIC » (who printed it), in words.
pub(crate) fn is_voucher(label: &str) -> bool {
    let label = label.to_lowercase();
    label.contains("aptic") || label.contains("pass numérique") || label.contains("pass numerique")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(change: impl FnOnce(&mut Description)) -> Vec<(&'static str, &'static str)> {
        let mut what = Description::default();
        change(&mut what);
        judgements(&what).collect()
    }

    #[test]
    fn what_a_venue_does_not_state_is_unknown_and_never_refused() {
        assert_eq!(stated(|_| {}), []);
    }

    #[test]
    fn a_price_is_free_partly_free_or_not() {
        for (fees, word) in [
            (vec![Fee::Free], "oui"),
            (vec![Fee::Free, Fee::Paying], "en-partie"),
            (vec![Fee::FreeUnderCondition], "en-partie"),
            (vec![Fee::Paying], "non"),
        ] {
            assert_eq!(stated(|what| what.fees = fees), [("gratuit", word)]);
        }
    }

    #[test]
    fn each_wish_is_read_from_the_words_of_the_standard() {
        let cares = |care| stated(|what| what.specific_care = vec![care]);
        assert_eq!(cares(SpecificCare::MotorDisability), [("fauteuil", "oui")]);
        assert_eq!(cares(SpecificCare::OtherLanguages), [("langue", "oui")]);
        assert_eq!(cares(SpecificCare::English), [("langue", "en-partie")]);
        assert_eq!(cares(SpecificCare::Illiteracy), [("lecture", "oui")]);
        assert_eq!(cares(SpecificCare::Deafness), [("surdite", "oui")]);
        assert_eq!(cares(SpecificCare::VisualImpairment), [("vue", "oui")]);
        assert_eq!(
            stated(|what| what.audiences = vec![Audience::Women]),
            [("femme", "oui")]
        );
        assert_eq!(
            stated(|what| what.training_labels = vec![TrainingLabel::Duplex]),
            [("lecture", "oui")]
        );
        assert_eq!(
            stated(|what| what.programmes = vec![Programme::AidantsConnect, Programme::FranceServices]),
            [("mandat", "oui")]
        );
    }

    #[test]
    fn a_pass_numerique_is_recognised_in_the_words_of_the_venue() {
        for label in ["APTIC", "Chèque Aptic", "Accepte le Pass numérique", "PASS NUMÉRIQUE"] {
            assert_eq!(
                stated(|what| what.other_labels = vec![label.to_owned()]),
                [("pass", "oui")],
                "{label}"
            );
        }
        assert_eq!(stated(|what| what.other_labels = vec!["Passerelle".to_owned()]), []);
    }
}
