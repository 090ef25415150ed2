//! Editions of any shape that the types allow: every kind of hours, empty lists, quotes, newlines, bars, backslashes.

use chrono::{DateTime, NaiveDate, Utc};
use portee_domain::vocabulary::Vocabulary;
use portee_domain::{
    Contact, Decision, Description, Edition, Evidence, EvidenceKind, Field, Finding, FindingKind, Hours, Location,
    Member, Missing, Position, Precision, Round, RowRef, SourceId, SourceReport, Succession, Venue, VenueId, Verdict,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;

const NASTY: &str = "[a-cé œ’\"'|\\\\\n\t\r;,{}()%€😀N-]{0,12}";

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => NASTY, 1 => "[^\u{0}]{0,40}"]
}

pub(crate) fn date() -> impl Strategy<Value = NaiveDate> {
    (0..40_000_u64).prop_map(|days| NaiveDate::default() + chrono::Days::new(days))
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0..4_000_000_000_000_000_i64).prop_map(|micros| DateTime::from_timestamp_micros(micros).unwrap())
}

fn labels<V: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = Vec<V>> {
    subsequence(V::ALL.to_vec(), 0..=V::ALL.len())
}

fn source_id() -> impl Strategy<Value = SourceId> {
    "[a-z0-9-]{1,12}".prop_map(|text| text.parse().unwrap())
}

fn hours() -> impl Strategy<Value = Hours> {
    prop_oneof![
        Just(Hours::Unstated),
        text().prop_map(Hours::Osm),
        text().prop_map(Hours::Text)
    ]
}

fn contact() -> impl Strategy<Value = Contact> {
    let phone = "\\+33[1-9][0-9]{8}".prop_map(|text| text.parse().unwrap());
    let email = "[a-z'&.]{1,8}@[a-z]{2,6}\\.fr".prop_map(|text| text.parse().unwrap());
    let url = "https://[a-z]{2,6}\\.fr/[a-z,;'é?=-]{0,8}".prop_map(|text| text.parse().unwrap());
    (of(phone), vec(email, 0..3), vec(url, 0..3)).prop_map(|(phone, emails, websites)| Contact {
        phone,
        emails,
        websites,
    })
}

fn description() -> impl Strategy<Value = Description> {
    let url = || of(Just("https://exemple.fr/a?b=c".parse().unwrap()));
    let siret = of(select(vec!["43493312300029", "35600000049837"]).prop_map(|text| text.parse().unwrap()));
    let first = (
        text(),
        siret,
        labels(),
        contact(),
        hours(),
        of(text()),
        of(text()),
        labels(),
        labels(),
        labels(),
    );
    let second = (
        labels(),
        labels(),
        labels(),
        labels(),
        vec(text(), 0..3),
        labels(),
        labels(),
        url(),
        url(),
        of(date()),
    );
    (first, second).prop_map(|(first, second)| Description {
        name: first.0,
        siret: first.1,
        typologies: first.2,
        contact: first.3,
        hours: first.4,
        summary: first.5,
        detail: first.6,
        itinerance: first.7,
        services: first.8,
        audiences: first.9,
        specific_care: second.0,
        fees: second.1,
        programmes: second.2,
        training_labels: second.3,
        other_labels: second.4,
        access_modes: second.5,
        support_modes: second.6,
        accessibility_url: second.7,
        appointment_url: second.8,
        verified_on: second.9,
    })
}

fn location() -> impl Strategy<Value = Location> {
    let commune = select(vec!["69123", "2A004", "97411", "98818", "01001"]);
    let precision = select(vec![Precision::Exact, Precision::Street, Precision::Commune]);
    let degrees = (-180.0..=180.0, -90.0..=90.0, precision);
    (text(), of(text()), "[1-9][0-9]{4}", text(), commune, degrees).prop_map(
        |(address, address_complement, postcode, commune, code, (lon, lat, precision))| {
            let commune_code: portee_domain::CommuneCode = code.parse().unwrap();
            Location {
                address,
                address_complement,
                postcode: postcode.parse().unwrap(),
                commune,
                departement: commune_code.departement(),
                commune_code,
                position: Position::new(lon, lat, precision).unwrap(),
            }
        },
    )
}

fn member() -> impl Strategy<Value = Member> {
    let fields = subsequence(Field::ALL.to_vec(), 0..=Field::ALL.len());
    (source_id(), any::<u32>(), text(), of(date()), fields).prop_map(|(source, row, local_id, verified_on, fields)| {
        Member {
            source,
            row,
            local_id,
            verified_on,
            fields,
        }
    })
}

fn venues(most: usize) -> impl Strategy<Value = Vec<Venue>> {
    let one = (description(), location(), vec(member(), 1..4));
    vec(one, 0..=most).prop_map(|venues| {
        let numbered = venues.into_iter().enumerate();
        let venue = |(number, (description, location, members))| Venue {
            id: id(number),
            description,
            location,
            members,
        };
        numbered.map(venue).collect()
    })
}

/// A venue's id, another for each number.
pub(crate) fn id(number: usize) -> VenueId {
    VenueId::derive(&"essai".parse().unwrap(), &number.to_string())
}

fn source() -> impl Strategy<Value = SourceReport> {
    let rows = (any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>());
    (source_id(), text(), text(), text(), of(date()), "[0-9a-f]{64}", rows).prop_map(
        |(id, name, licence, origin, data_date, sha256, (read, published, merged, rejected))| SourceReport {
            id,
            name,
            licence,
            origin,
            data_date,
            sha256,
            read,
            published,
            merged,
            rejected,
        },
    )
}

fn finding() -> impl Strategy<Value = Finding> {
    let field = of(select(Field::ALL));
    (source_id(), of(any::<u32>()), field, select(FindingKind::ALL), text()).prop_map(
        |(source, row, field, kind, detail)| Finding {
            source,
            row,
            field,
            kind,
            detail,
        },
    )
}

fn decision() -> impl Strategy<Value = Decision> {
    let row = || (source_id(), any::<u32>()).prop_map(|(source, row)| RowRef { source, row });
    let evidence = (select(EvidenceKind::ALL), any::<i32>(), text());
    let evidence = evidence.prop_map(|(kind, weight, detail)| Evidence { kind, weight, detail });
    let verdict = select(vec![Verdict::Same, Verdict::Different]);
    (row(), row(), verdict, vec(evidence, 0..4)).prop_map(|(a, b, verdict, evidence)| Decision {
        a,
        b,
        verdict,
        evidence,
    })
}

/// An edition of at most so many venues.
pub(crate) fn edition(most: usize) -> impl Strategy<Value = Edition> {
    let missing = (text(), text()).prop_map(|(name, reason)| Missing { name, reason });
    let successions = vec(of(0_usize..9), 0..4).prop_map(|targets| {
        let succession = |(number, to): (usize, Option<usize>)| Succession {
            from: id(1_000 + number),
            to: to.map(id),
        };
        targets.into_iter().enumerate().map(succession).collect()
    });
    let parts = (
        vec(source(), 0..4),
        vec(missing, 0..3),
        venues(most),
        successions,
        vec(finding(), 0..6),
        vec(decision(), 0..4),
        of(crate::coverage::coverage()),
    );
    (moment(), parts).prop_map(
        |(created_at, (sources, missing, venues, successions, findings, decisions, coverage))| Edition {
            created_at,
            sources,
            missing,
            rounds: rounds(&venues),
            venues,
            successions,
            findings,
            decisions,
            coverage,
        },
    )
}

/// Some of the venues as rounds of two and three stops.
fn rounds(venues: &[Venue]) -> Vec<Round> {
    let mut ids: Vec<VenueId> = venues.iter().map(|venue| venue.id.clone()).collect();
    ids.sort();
    let (pairs, rest) = ids.split_at(ids.len().min(4));
    let stops = pairs.chunks_exact(2).chain(rest.chunks_exact(3));
    stops.map(|stops| Round { stops: stops.to_vec() }).collect()
}

/// An edition of exactly so many venues, spread over metropolitan France, the same at each call but for its date.
pub(crate) fn plain(venues: usize, created_at: DateTime<Utc>) -> Edition {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let models: Vec<(Description, Location, Vec<Member>)> = (0..20)
        .map(|_| {
            (description(), location(), vec(member(), 1..4))
                .new_tree(&mut runner)
                .unwrap()
                .current()
        })
        .collect();
    let venue = |number: usize| {
        let (mut description, mut location, members) = models[number % models.len()].clone();
        // Two steps that no small number relates: points that fill the rectangle.
        let part = |step: f64| (f64::from(u32::try_from(number).unwrap()) * step).fract();
        let (lon, lat) = (-4.0 + 12.0 * part(0.618_034), 43.0 + 8.0 * part(0.414_214));
        description.typologies.truncate(1);
        location.position = Position::new(lon, lat, Precision::Exact).unwrap();
        Venue {
            id: id(number),
            description,
            location,
            members,
        }
    };
    Edition {
        venues: (0..venues).map(venue).collect(),
        ..Edition::empty(created_at)
    }
}
