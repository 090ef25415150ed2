//! Where a list goes on: an edition's number and where it stood in it, the last id shown or a number of rows.
//!
//! A cursor is bound to its edition, so that pages neither repeat nor skip while someone reads. After a new edition it
//! is refused with 410: start again. Callers treat it as opaque.

use crate::{
    params::BadParameter,
    params::Query,
    params::spec::CURSOR,
    problem::{Problem, kind},
};
use portee_domain::EditionNumber;
use std::{fmt::Display, str::FromStr};

/// The cursor after `last` in `edition`.
pub(crate) fn write(edition: EditionNumber, last: &impl Display) -> String {
    format!("{edition}-{last}")
}

/// After what to go on, when a cursor was given.
pub(crate) fn read<T: FromStr>(query: &Query<'_>, edition: EditionNumber) -> Result<Option<T>, Problem> {
    let Some(text) = query.text(CURSOR.name) else {
        return Ok(None);
    };
    let parts = text.split_once('-');
    let parsed = parts.and_then(|(number, id)| Some((number.parse::<u32>().ok()?, id.parse::<T>().ok()?)));
    let Some((number, id)) = parsed else {
        let detail = "« curseur » se prend tel quel dans le lien « next » d'une réponse.";
        return Err(BadParameter::new(CURSOR.name, detail).into());
    };
    if number != edition.0 {
        let detail = format!(
            "Ce curseur est de l'édition {number} ; l'édition {edition} l'a remplacée. Reprenez la liste sans curseur."
        );
        return Err(Problem::of(&kind::STALE_CURSOR).detail(detail).parameter(CURSOR.name));
    }
    Ok(Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::spec::VENUES;
    use portee_domain::VenueId;

    #[test]
    fn a_cursor_is_read_back_in_its_edition_only() {
        let id: VenueId = "abcdefghijkl".parse().unwrap();
        let raw = format!("curseur={}", write(EditionNumber(7), &id));
        let query = Query::read(Some(&raw), VENUES).unwrap();
        assert_eq!(read(&query, EditionNumber(7)).unwrap(), Some(id));
        assert!(read::<VenueId>(&query, EditionNumber(8)).is_err());
    }

    #[test]
    fn a_text_that_is_no_cursor_is_refused() {
        for raw in [
            "curseur=7",
            "curseur=7-",
            "curseur=x-abcdefghijkl",
            "curseur=-abcdefghijkl",
            "curseur=7-ABC",
        ] {
            let query = Query::read(Some(raw), VENUES).unwrap();
            assert!(read::<VenueId>(&query, EditionNumber(7)).is_err(), "{raw}");
        }
    }
}
