//! Where a list goes on: an edition's number and where it stood in it, the last id shown or a number of rows.
//!
//! A cursor is bound to its edition: whoever pages through a list goes on in the edition that he began with, whatever is
//! published meanwhile, so that pages neither repeat nor skip. Callers treat it as opaque.

use crate::{
    App,
    app::Stamped,
    params::BadParameter,
    params::Query,
    params::spec::CURSOR,
    problem::{Problem, kind},
};
use portee_domain::EditionNumber;
use std::{fmt::Display, str::FromStr, sync::Arc};

/// The cursor after `last` in `edition`.
pub(crate) fn write(edition: EditionNumber, last: &impl Display) -> String {
    format!("{edition}-{last}")
}

/// The edition that a list is answered from: that of its cursor, else the one in service.
pub(crate) async fn edition(app: &App, query: &Query<'_>) -> Result<Arc<Stamped>, Problem> {
    let Some((number, _)) = parts::<String>(query)? else {
        return Ok(Arc::clone(&app.served().stamped));
    };
    app.edition(number).await?.ok_or_else(|| {
        let detail =
            format!("Ce curseur est de l'édition {number}, qui n'est plus gardée. Reprenez la liste sans curseur.");
        Problem::of(&kind::STALE_CURSOR).detail(detail).parameter(CURSOR.name)
    })
}

/// After what to go on, when a cursor was given.
pub(crate) fn after<T: FromStr>(query: &Query<'_>) -> Result<Option<T>, BadParameter> {
    Ok(parts(query)?.map(|(_, last)| last))
}

fn parts<T: FromStr>(query: &Query<'_>) -> Result<Option<(EditionNumber, T)>, BadParameter> {
    let Some(text) = query.text(CURSOR.name) else {
        return Ok(None);
    };
    let parts = text.split_once('-');
    let parsed = parts.and_then(|(number, last)| Some((EditionNumber(number.parse().ok()?), last.parse().ok()?)));
    parsed.map(Some).ok_or_else(|| {
        let detail = "« curseur » se prend tel quel dans le lien « next » d'une réponse.";
        BadParameter::new(CURSOR.name, detail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::spec::VENUES;
    use portee_domain::VenueId;

    #[test]
    fn a_cursor_is_read_back_with_its_edition() {
        let id: VenueId = "abcdefghijkl".parse().unwrap();
        let raw = format!("curseur={}", write(EditionNumber(7), &id));
        let query = Query::read(Some(&raw), VENUES).unwrap();
        assert_eq!(parts(&query).unwrap(), Some((EditionNumber(7), id)));
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
            assert!(after::<VenueId>(&query).is_err(), "{raw}");
        }
    }
}
