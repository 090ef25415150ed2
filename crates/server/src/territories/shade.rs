//! The five classes of the maps and tables: by the share of inhabitants farther than 30 minutes, or by minutes. They differ by
//! pattern and lightness, never by hue alone, and their bounds are fixed, so that two maps can be compared.

use portee_domain::BANDS_S;

/// A class; none of the five where nobody is known to live, or where no time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shade(Option<u8>);

/// The lower bound of each class of shares but the first.
const SHARES: [f64; 4] = [0.001, 0.01, 0.05, 0.2];

/// A line of a legend.
pub(crate) struct LegendLine {
    pub(crate) shade: Shade,
    pub(crate) label: &'static str,
}

impl Shade {
    /// The class of a share, 0 to 1.
    pub(crate) fn of_share(share: Option<f64>) -> Self {
        Self::above(share.map(|share| SHARES.iter().filter(|bound| share >= **bound).count()))
    }

    /// The class of a time, in seconds.
    pub(crate) fn of_seconds(seconds: Option<u32>) -> Self {
        Self::above(seconds.map(|seconds| BANDS_S.iter().filter(|bound| seconds > **bound).count()))
    }

    fn above(bounds: Option<usize>) -> Self {
        Self(bounds.and_then(|bounds| u8::try_from(bounds).ok()))
    }

    /// Its letter in ids and classes: `0` to `4`, or `x`.
    pub(crate) fn code(self) -> char {
        self.0.map_or('x', |class| char::from(b'0' + class))
    }

    /// What the classes of shares mean.
    pub(crate) fn legend_of_shares() -> [LegendLine; 6] {
        legend([
            "moins de 0,1 %",
            "de 0,1 à 1 %",
            "de 1 à 5 %",
            "de 5 à 20 %",
            "20 % ou plus",
            "pas d’habitants",
        ])
    }

    /// What the classes of times mean.
    pub(crate) fn legend_of_minutes() -> [LegendLine; 6] {
        legend([
            "10 min ou moins",
            "de 10 à 20 min",
            "de 20 à 30 min",
            "de 30 à 45 min",
            "plus de 45 min",
            "durée inconnue",
        ])
    }
}

fn legend(labels: [&'static str; 6]) -> [LegendLine; 6] {
    let mut class = 0;
    labels.map(|label| {
        let shade = Shade((class < 5).then_some(class));
        class += 1;
        LegendLine { shade, label }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_falls_in_one_class_and_an_unknown_one_in_none() {
        let codes = [0.0, 0.0009, 0.001, 0.01, 0.049, 0.05, 0.2, 1.0].map(|share| Shade::of_share(Some(share)).code());
        assert_eq!(codes, ['0', '0', '1', '2', '2', '3', '4', '4']);
        assert_eq!(Shade::of_share(None).code(), 'x');
    }

    #[test]
    fn thirty_minutes_still_keep_the_promise() {
        let codes = [0, 600, 601, 1_800, 1_801, 2_700, 9_999].map(|seconds| Shade::of_seconds(Some(seconds)).code());
        assert_eq!(codes, ['0', '0', '1', '2', '3', '3', '4']);
    }
}
