//! Whether an answer of the geocoder is the place of a row.

use super::cache::Answer;
use crate::draft::Located;
use crate::locate::{has_house_number, may_be_in};
use portee_domain::{Position, Precision};
use portee_geography::Geography;

/// The point of a row and how it was found, or why the answer is not believed; both French sentences.
///
/// A house gives `exacte` (when the row says a number), a street gives `rue`. A locality or a commune is never taken for a
/// street, and a point outside the row's commune (beyond the tolerance of `locate`) is another place of that name.
pub(super) fn of(
    answer: &Answer,
    row: &Located,
    least_score: f64,
    geography: &Geography,
) -> Result<(Position, String), String> {
    let but = |reason: &str| format!("{reason} ; le point de la commune reste.");
    let Some(found) = &answer.found else {
        return Err(but("Le géocodeur ne connaît pas cette adresse"));
    };
    let numbered = has_house_number(&row.location.address);
    let precision = match found.kind.as_str() {
        "housenumber" if numbered => Precision::Exact,
        "housenumber" | "street" => Precision::Street,
        _ => return Err(but("Le géocodeur n'a trouvé qu'un lieu-dit ou la commune")),
    };
    let score = found.score.replace('.', ",");
    let sure = found
        .score
        .parse::<f64>()
        .is_ok_and(|sure| sure >= least_score && sure <= 1.0);
    if !sure {
        return Err(but(&format!("Le géocodeur n'est pas sûr de l'adresse (score {score})")));
    }
    let point = found.lon.parse::<f64>().ok().zip(found.lat.parse::<f64>().ok());
    let position = point.and_then(|(lon, lat)| Position::new(lon, lat, precision).ok());
    let Some(position) = position else {
        return Err(but("Le géocodeur a donné un point qui n'en est pas un"));
    };
    if !may_be_in(&row.location, (position.lon(), position.lat()), geography) {
        return Err(but("Le géocodeur trouve cette adresse dans une autre commune"));
    }
    let detail =
        format!("L'adresse a été cherchée et trouvée (score {score}) : son point remplace celui de la commune.");
    Ok((position, detail))
}
