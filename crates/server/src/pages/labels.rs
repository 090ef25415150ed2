//! The values of the standard and the public holidays, as the pages say them in each language. Proper names stay as they are.

use crate::locales::Texts;
use portee_directory::Holiday;
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, SpecificCare, SupportMode, TrainingLabel, Vocabulary,
};

/// A vocabulary that pages say.
pub(super) trait Said: Vocabulary {
    /// The value in words.
    fn said(self, t: &Texts) -> &'static str;
}

/// The values in words, on one line.
pub(super) fn join<V: Said>(values: &[V], t: &Texts) -> String {
    values.iter().map(|value| value.said(t)).collect::<Vec<_>>().join(", ")
}

impl Said for Audience {
    fn said(self, t: &Texts) -> &'static str {
        let t = &t.audiences;
        match self {
            Self::Young => t.young,
            Self::Students => t.students,
            Self::Families => t.families,
            Self::Seniors => t.seniors,
            Self::Women => t.women,
        }
    }
}

impl Said for SpecificCare {
    fn said(self, t: &Texts) -> &'static str {
        let t = &t.care;
        match self {
            Self::Deafness => t.deafness,
            Self::MotorDisability => t.moving,
            Self::MentalDisability => t.mental,
            Self::Illiteracy => t.reading,
            Self::English => t.english,
            Self::OtherLanguages => t.languages,
            Self::VisualImpairment => t.sight,
        }
    }
}

impl Said for Fee {
    fn said(self, t: &Texts) -> &'static str {
        let t = &t.fees;
        match self {
            Self::Free => t.free,
            Self::FreeUnderCondition => t.conditional,
            Self::Paying => t.paying,
        }
    }
}

impl Said for AccessMode {
    fn said(self, t: &Texts) -> &'static str {
        let t = &t.access;
        match self {
            Self::WalkIn => t.walk_in,
            Self::Telephone => t.telephone,
            Self::Email => t.email,
            Self::Referral => t.referral,
            Self::OnlineAppointment => t.online,
            Self::NoPublic => t.closed,
        }
    }
}

impl Said for SupportMode {
    fn said(self, t: &Texts) -> &'static str {
        let t = &t.support;
        match self {
            Self::Autonomy => t.alone,
            Self::Individual => t.together,
            Self::Workshop => t.group,
            Self::Remote => t.remote,
        }
    }
}

impl Said for Itinerance {
    fn said(self, t: &Texts) -> &'static str {
        let t = &t.moves;
        match self {
            Self::Travelling => t.travelling,
            Self::Fixed => t.fixed,
        }
    }
}

impl Said for Programme {
    fn said(self, _t: &Texts) -> &'static str {
        self.label()
    }
}

impl Said for TrainingLabel {
    fn said(self, _t: &Texts) -> &'static str {
        self.label()
    }
}

/// A public holiday, as it is said within a sentence.
pub(super) fn holiday(day: Holiday, t: &Texts) -> &'static str {
    let t = &t.holidays;
    match day {
        Holiday::NewYear => t.new_year,
        Holiday::Labour => t.labour,
        Holiday::Victory => t.victory,
        Holiday::National => t.national,
        Holiday::Assumption => t.assumption,
        Holiday::AllSaints => t.all_saints,
        Holiday::Armistice => t.armistice,
        Holiday::Christmas => t.christmas,
        Holiday::EasterMonday => t.easter_monday,
        Holiday::Ascension => t.ascension,
        Holiday::WhitMonday => t.whit_monday,
        Holiday::GoodFriday => t.good_friday,
        Holiday::SaintStephen => t.saint_stephen,
        Holiday::Abolition => t.abolition,
        Holiday::Citizenship => t.citizenship,
        Holiday::Gospel => t.gospel,
        Holiday::Autonomy => t.autonomy,
        Holiday::Matarii => t.matarii,
        Holiday::SaintPeterChanel => t.saint_peter_chanel,
        Holiday::Territory => t.territory,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locales::ALL;
    use std::collections::BTreeSet;

    fn differ<V: Said>() {
        for t in ALL {
            let said: BTreeSet<&str> = V::ALL.iter().map(|value| value.said(t)).collect();
            assert_eq!(said.len(), V::ALL.len(), "{} in {}", V::COLUMN, t.locale.code);
        }
    }

    #[test]
    fn no_two_values_of_a_list_are_said_alike() {
        differ::<Audience>();
        differ::<SpecificCare>();
        differ::<Fee>();
        differ::<AccessMode>();
        differ::<SupportMode>();
        differ::<Itinerance>();
        differ::<Programme>();
        differ::<TrainingLabel>();
    }
}
