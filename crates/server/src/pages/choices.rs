//! The filters of a list of results, as lists to choose from.

use super::{labels::Said, needs, results::Wishes};
use crate::locales::{Texts, capital};
use chrono::Weekday;
use portee_directory::{Facet, Part, Snapshot, When};

/// A list to choose one value of.
pub(super) struct Choice {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) groups: Vec<Group>,
}

/// Values that belong together.
pub(super) struct Group {
    /// Empty when the list has no groups.
    pub(super) title: &'static str,
    pub(super) options: Vec<Item>,
}

/// One value of a list.
pub(super) struct Item {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// How long a venue may take, in minutes.
pub(super) const MINUTES_OFFERED: [&str; 4] = ["10", "20", "30", "45"];

/// Monday first, as people say the week.
const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// The lists that offer something.
pub(super) fn of(wishes: &Wishes, snapshot: &Snapshot, t: &Texts) -> Vec<Choice> {
    let (facets, filter, c) = (snapshot.facets(), &wishes.filter, &t.choices);
    let needs = needs::offered(snapshot).into_iter().map(|need| Item {
        value: need.slug.to_owned(),
        label: need.sentence(t).to_owned(),
        chosen: wishes.need.is_some_and(|chosen| chosen.slug == need.slug),
    });
    let minutes = MINUTES_OFFERED.map(|minutes| Item {
        value: minutes.to_owned(),
        label: c.within(minutes),
        chosen: wishes.minutes == Some(minutes),
    });
    let all = [
        plain("besoin", c.need, needs.collect()),
        Choice {
            name: "ouvert",
            title: c.when,
            groups: times(filter.open, t),
        },
        plain("duree_max", c.minutes, minutes.into()),
        vocabulary(c.fee, &facets.fees, &filter.fees, t),
        vocabulary(c.label, &facets.programmes, &filter.programmes, t),
        vocabulary(c.audience, &facets.audiences, &filter.audiences, t),
        vocabulary(c.care, &facets.specific_care, &filter.specific_care, t),
    ];
    let offers = |choice: &Choice| choice.groups.iter().any(|group| !group.options.is_empty());
    all.into_iter().filter(offers).collect()
}

fn plain(name: &'static str, title: &'static str, options: Vec<Item>) -> Choice {
    Choice {
        name,
        title,
        groups: vec![Group { title: "", options }],
    }
}

fn vocabulary<V: Said>(title: &'static str, facets: &[Facet<V>], chosen: &[V], t: &Texts) -> Choice {
    let option = |facet: &Facet<V>| Item {
        value: facet.value.label().to_owned(),
        label: facet.value.said(t).to_owned(),
        chosen: chosen.first() == Some(&facet.value),
    };
    plain(V::COLUMN, title, facets.iter().map(option).collect())
}

/// Now, this week by day and half-day; and the time that an address asked for, when it is none of these.
fn times(chosen: Option<When>, t: &Texts) -> Vec<Group> {
    let item = |when: When| Item {
        value: when.to_string(),
        label: capital(&said(when, t)),
        chosen: chosen == Some(when),
    };
    let days = |part: Part| DAYS.map(|day| item(When::Coming { day: Some(day), part }));
    let evening = When::Coming {
        day: None,
        part: Part::Evening,
    };
    let mut groups = vec![
        Group {
            title: "",
            options: vec![item(When::Now), item(evening)],
        },
        Group {
            title: t.choices.days,
            options: days(Part::Whole).into(),
        },
        Group {
            title: t.choices.mornings,
            options: days(Part::Morning).into(),
        },
        Group {
            title: t.choices.afternoons,
            options: days(Part::Afternoon).into(),
        },
    ];
    let offered = groups.iter().any(|group| group.options.iter().any(|item| item.chosen));
    if let Some(other) = chosen.filter(|_| !offered) {
        groups[0].options.push(item(other));
    }
    groups
}

/// A time in words: « maintenant », « samedi matin », « le soir, après 18 h », « le 28 novembre à 10 h 00 ».
pub(super) fn said(when: When, t: &Texts) -> String {
    let w = &t.when;
    match when {
        When::Now => w.now.to_owned(),
        When::At(local) => {
            let date = local.date();
            let minutes = chrono::Timelike::num_seconds_from_midnight(&local) / 60;
            w.at(t.weekday(date), t.day_and_month(date), t.time(minutes))
        }
        When::Coming { day: Some(day), part } => {
            let day = t.dates.days[day.num_days_from_monday() as usize];
            match part {
                Part::Whole => day.to_owned(),
                Part::Morning => w.day_morning(day),
                Part::Afternoon => w.day_afternoon(day),
                Part::Evening => w.day_evening(day),
            }
        }
        When::Coming { day: None, part } => match part {
            Part::Whole => w.any_day,
            Part::Morning => w.morning,
            Part::Afternoon => w.afternoon,
            Part::Evening => w.evening,
        }
        .to_owned(),
    }
}
