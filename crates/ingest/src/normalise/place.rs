//! Where a row says it is: address, commune, codes, coordinates. Only the form is checked here, `locate` does the rest.

use super::{name, postcode, text};
use crate::draft::{Claim, ClaimedPoint};
use crate::notes::{Notes, quoted};
use crate::record::RawRecord;
use crate::source::Mapping;
use portee_domain::{Field, FindingKind, Postcode};

/// The longest address kept, in characters.
const ADDRESS_LENGTH: usize = 300;

/// The claim of a row.
pub(super) fn claim(record: &RawRecord, mapping: &Mapping, notes: &mut Notes<'_>) -> Claim {
    let one = |field| mapping.values(record, field).into_iter().next();
    let line = |field| one(field).map(|raw| text::line(&raw)).filter(|clean| !clean.is_empty());
    let written = line(Field::CodePostal);
    let code = written.as_deref().and_then(postcode::postcode);
    if let (Some(text), None) = (&written, &code) {
        let detail = format!("{} n'est pas un code postal.", quoted(text));
        notes.note(FindingKind::PostcodeInvalid, Field::CodePostal, detail);
    }
    let commune = line(Field::Commune);
    let address = line(Field::Adresse).unwrap_or_default();
    let address = without_town(&address, code.as_ref().map(Postcode::as_str));
    Claim {
        address: name::readable(&address).chars().take(ADDRESS_LENGTH).collect(),
        address_complement: line(Field::ComplementAdresse).map(|text| text.chars().take(ADDRESS_LENGTH).collect()),
        commune,
        postcode: code,
        commune_code: line(Field::CodeInsee).as_deref().and_then(postcode::commune_code),
        point: point(one(Field::Longitude), one(Field::Latitude)),
    }
}

/// An address without the postcode and town that some repeat in it: `12 rue X, 26150 Die` with postcode 26150. An
/// address that is only a postcode and a town is left empty.
fn without_town(address: &str, postcode: Option<&str>) -> String {
    let cut = postcode.and_then(|code| address.rfind(code)).filter(|start| {
        let before = address[..*start].chars().next_back();
        let after = address[start + 5..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || ",-–(".contains(c)) && after.is_none_or(|c| !c.is_alphanumeric())
    });
    let kept = cut.map_or(address, |start| &address[..start]);
    kept.trim_end_matches([' ', ',', '-', '–', '(', ';']).to_owned()
}

/// The point of two texts; a decimal comma is read as a point.
fn point(lon: Option<String>, lat: Option<String>) -> ClaimedPoint {
    let (Some(lon), Some(lat)) = (lon, lat) else {
        return ClaimedPoint::Absent;
    };
    let number = |text: &str| {
        text.trim()
            .replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|n| n.is_finite())
    };
    let decimals = |text: &str| {
        let tail = text.trim().split_once(['.', ',']).map_or("", |(_, tail)| tail);
        u8::try_from(tail.trim_end_matches('0').len()).unwrap_or(u8::MAX)
    };
    match (number(&lon), number(&lat)) {
        (Some(x), Some(y)) => ClaimedPoint::Given {
            lon: x,
            lat: y,
            decimals: decimals(&lon).max(decimals(&lat)),
        },
        _ => ClaimedPoint::Unreadable(format!("{lat} ; {lon}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_town_repeated_in_an_address_is_taken_out() {
        for (address, kept) in [
            ("12 rue Basse, 26150 Die", "12 rue Basse"),
            ("12 rue Basse - 26150 DIE", "12 rue Basse"),
            ("26150 Die", ""),
            ("26150bis rue Haute", "26150bis rue Haute"),
            ("BP126150 rue", "BP126150 rue"),
        ] {
            assert_eq!(without_town(address, Some("26150")), kept, "{address}");
        }
    }

    #[test]
    fn coordinates_keep_how_finely_they_were_written() {
        let given = point(Some("4,55".into()), Some("45.38567".into()));
        assert_eq!(
            given,
            ClaimedPoint::Given {
                lon: 4.55,
                lat: 45.38567,
                decimals: 5
            }
        );
        assert_eq!(point(Some("4.5".into()), None), ClaimedPoint::Absent);
        assert!(matches!(
            point(Some("NaN".into()), Some("3".into())),
            ClaimedPoint::Unreadable(_)
        ));
        assert!(matches!(
            point(Some("est".into()), Some("3".into())),
            ClaimedPoint::Unreadable(_)
        ));
    }
}
