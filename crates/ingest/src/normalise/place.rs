//! Where a row says it is: address, commune, codes, coordinates. Only the form is checked here, `locate` does the rest.

use super::{address, name, postcode, projection, text};
use crate::draft::{Claim, ClaimedPoint};
use crate::notes::{Notes, quoted};
use crate::record::RawRecord;
use crate::source::{Expression, Mapping};
use portee_domain::{Field, FindingKind, Postcode};

/// The longest address kept, in characters.
const ADDRESS_LENGTH: usize = 300;

/// The claim of a row.
pub(super) fn claim(record: &RawRecord, mapping: &Mapping, notes: &mut Notes<'_>) -> Claim {
    let one = |field| mapping.values(record, field).into_iter().next();
    let whole = |clean: &String| !clean.is_empty() && !text::is_broken(clean);
    let line = |field| one(field).map(|raw| text::line(&raw)).filter(whole);
    let written = line(Field::CodePostal);
    let code = written.as_deref().and_then(postcode::postcode);
    if let (Some(text), None) = (&written, &code) {
        let detail = format!("{} n'est pas un code postal.", quoted(text));
        notes.note(FindingKind::PostcodeInvalid, Field::CodePostal, detail);
    }
    let commune = line(Field::Commune);
    let parts = address::address(
        &one(Field::Adresse)
            .filter(|raw| !text::is_broken(raw))
            .unwrap_or_default(),
        code.as_ref().map(Postcode::as_str),
        commune.as_deref(),
    );
    if parts.had_email {
        let detail = "Une adresse de courriel était dans l'adresse postale ; elle en est retirée.";
        notes.note(FindingKind::ContactInText, Field::Adresse, detail);
    }
    // Shouted addresses first: "PL DE LA MAIRIE" is a type and a name only once it can be read.
    let street = address::address(&name::readable(&parts.street), None, None).street;
    let complement: Vec<String> = line(Field::ComplementAdresse)
        .into_iter()
        .chain(parts.complement)
        .collect();
    Claim {
        address: street.chars().take(ADDRESS_LENGTH).collect(),
        address_complement: (!complement.is_empty())
            .then(|| complement.join(", ").chars().take(ADDRESS_LENGTH).collect()),
        commune,
        postcode: code,
        commune_code: line(Field::CodeInsee).as_deref().and_then(postcode::commune_code),
        point: given(record, mapping),
    }
}

/// The point of a row, out of the projection and the cells that its mapping names.
fn given(record: &RawRecord, mapping: &Mapping) -> ClaimedPoint {
    let coordinates = mapping.coordinates();
    let first = |expression: &Option<Expression>| expression.as_ref().and_then(|e| mapping.first(record, e));
    let one = |field| mapping.values(record, field).into_iter().next();
    let (lon, lat) = match coordinates.both(record, first(&coordinates.both)) {
        Some((lon, lat)) => (Some(lon), Some(lat)),
        None => (one(Field::Longitude), one(Field::Latitude)),
    };
    let written = format!(
        "{} ; {}",
        lat.as_deref().unwrap_or_default(),
        lon.as_deref().unwrap_or_default()
    );
    match (point(lon, lat), coordinates.epsg(first(&coordinates.epsg_from))) {
        (ClaimedPoint::Given { lon, lat, decimals }, Ok(Some(code))) if !projection::is_geographic(code) => {
            match projection::to_degrees(code, lon, lat) {
                Some((lon, lat)) => ClaimedPoint::Given {
                    lon,
                    lat,
                    // A metre is the fifth decimal of a degree.
                    decimals: 5 + decimals.min(2),
                },
                None => ClaimedPoint::Unreadable(written),
            }
        }
        (ClaimedPoint::Given { .. }, Err(code)) => ClaimedPoint::Unreadable(format!("projection {code}")),
        (point, _) => point,
    }
}

/// The point of two texts; a decimal comma is read as a point.
pub(super) fn point(lon: Option<String>, lat: Option<String>) -> ClaimedPoint {
    let (Some(lon), Some(lat)) = (lon, lat) else {
        return ClaimedPoint::Absent;
    };
    let number = |text: &str| {
        // `433 210,5`: metres are written with spaces between thousands.
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        compact.replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite())
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
