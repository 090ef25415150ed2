//! The values of cells: telephones, e-mails, addresses, dates, names, free texts.

use crate::{text, world};
use portee_domain::{
    CommuneCode, DepartementCode, Email, Field, Phone, Postcode, Siret, SourceId, VenueId, WebUrl, exchange,
};
use portee_ingest::decisions::RowKey;
use portee_ingest::normalise::{
    address, date, email, mojibake, name, phone, postcode, privacy, projection, siret, text as words, url,
};
use portee_ingest::source::fold;
use std::fmt::{Debug, Display};
use std::str::FromStr;

/// A cell, and after a first line end what its row says of the venue. What is read once is read the same again.
pub fn values(data: &[u8]) {
    let cell = text(data);
    let (cell, about) = cell.split_once('\n').unwrap_or((&cell, ""));
    texts(cell);
    contacts(cell, about);
    places(cell, about);
    if let date::DateCell::Known(known) = date::date(cell, world::now().date_naive()) {
        let again = date::date(&known.to_string(), world::now().date_naive());
        assert_eq!(again, date::DateCell::Known(known), "{cell:?}");
    }
    words_of_the_domain(cell);
    exchanged(cell, about);
    projected(data);
}

fn stays<T: PartialEq + Debug>(once: &T, again: impl FnOnce(&T) -> T) {
    assert_eq!(again(once), *once, "read again");
}

fn texts(cell: &str) {
    stays(&words::line(cell), |once| words::line(once));
    stays(&words::paragraphs(cell), |once| words::paragraphs(once));
    stays(&words::key(cell), |once| words::key(once));
    stays(&mojibake::repaired(cell), |once| mojibake::repaired(once));
    stays(&name::readable(cell), |once| name::readable(once));
    stays(&fold(cell), |once| fold(once));
    assert!(!words::line(cell).contains(['\n', '\r', '\t']), "{cell:?}");
}

fn contacts(cell: &str, about: &str) {
    for departement in [None, Some("988"), Some("974")] {
        if let Some(number) = phone::first_number(cell, departement) {
            stays(&number, |once| phone::first_number(once.as_str(), departement).unwrap());
        }
    }
    let _ = (
        phone::short_number(cell),
        phone::names_someone(cell),
        privacy::names_someone(cell),
    );
    for found in email::addresses(cell, about) {
        if let email::EmailCell::Venue(address) = found {
            stays(&address.to_string(), |once| once.parse::<Email>().unwrap().to_string());
        }
    }
    let (kept, _) = privacy::without_people(cell, about, None);
    let (again, taken) = privacy::without_people(&kept, about, None);
    assert!(
        !taken && again == kept,
        "{cell:?} about {about:?}: {kept:?}, then {again:?}"
    );
    if let Some(address) = url::web_address(cell) {
        assert!(address.as_str().starts_with("http"), "{address}");
        stays(&address, |once| url::web_address(once.as_str()).unwrap());
    }
    if let siret::SiretCell::Known(known) = siret::siret(cell) {
        assert_eq!(siret::siret(known.as_str()), siret::SiretCell::Known(known.clone()));
    }
}

fn places(cell: &str, about: &str) {
    for (code, commune) in [(None, None), (Some("26150"), Some("Die")), (Some(about), Some(about))] {
        let street = address::address(cell, code, commune).street;
        assert_eq!(
            address::address(&street, code, commune).street,
            street,
            "{cell:?} {code:?} {commune:?}"
        );
    }
    let _ = (postcode::postcode(cell), postcode::commune_code(cell));
    let geography = world::geography();
    let _ = geography.find(cell, Some(about));
}

fn words_of_the_domain(cell: &str) {
    fn round<T: FromStr + Display + PartialEq + Debug>(cell: &str) {
        if let Ok(value) = cell.parse::<T>() {
            assert_eq!(value.to_string().parse().ok(), Some(value), "{cell:?}");
        }
    }
    round::<Phone>(cell);
    round::<Email>(cell);
    round::<WebUrl>(cell);
    round::<Siret>(cell);
    round::<Postcode>(cell);
    round::<CommuneCode>(cell);
    round::<DepartementCode>(cell);
    round::<VenueId>(cell);
    round::<SourceId>(cell);
    round::<Field>(cell);
    round::<RowKey>(cell);
    if let Ok(code) = cell.parse::<CommuneCode>() {
        assert!(code.departement().as_str().parse::<DepartementCode>().is_ok(), "{cell}");
    }
}

/// Lists and texts of our tables come back; nothing that a spreadsheet would compute is written.
fn exchanged(cell: &str, about: &str) {
    let armed = exchange::armed(cell);
    assert_eq!(exchange::disarmed(&armed), cell);
    let number = cell
        .strip_prefix('+')
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    assert!(
        number || !armed.starts_with(['=', '+', '-', '@', '\t', '\r']),
        "{armed:?}"
    );
    let joined = exchange::join([cell, about].into_iter());
    let items: Vec<String> = exchange::split(&joined).map(str::to_owned).collect();
    let written = [cell, about].map(|item| item.replace(exchange::BETWEEN, "¦"));
    let kept = written.iter().filter(|item| !item.is_empty());
    assert!(items.iter().eq(kept), "{joined:?}");
}

/// Numbers in every projection that a source may name: degrees on the globe, or none.
fn projected(data: &[u8]) {
    let Some((numbers, _)) = data.split_first_chunk::<16>() else {
        return;
    };
    let number = |at: usize| f64::from_le_bytes(numbers[at..at + 8].try_into().unwrap());
    for epsg in [2154, 3857, 4326, 3163, 2975, 2972, 5490, 4471, 3942, 27572, 32740] {
        if let Some((lon, lat)) = projection::to_degrees(epsg, number(0), number(8)) {
            assert!(lon.is_finite() && lat.is_finite(), "{epsg} {lon} {lat}");
        }
    }
}
