//! A query string, read against the parameters that an address admits.

use super::{BadParameter, Parameter, Shape, bad::shorten};
use portee_domain::vocabulary::Vocabulary;
use std::borrow::Cow;

/// The parameters of a request: each is known, single ones occur once, texts are not too long.
#[derive(Debug, Default)]
pub struct Query<'a> {
    pairs: Vec<(Parameter, Cow<'a, str>)>,
}

impl<'a> Query<'a> {
    /// Reads `raw` (`a=1&b=2`, percent-encoded UTF-8) against `accepted`. A parameter without a value is refused.
    ///
    /// # Errors
    /// For an unknown name, a repeated single parameter, a required one that is missing, an encoding that is none.
    pub fn read(raw: Option<&'a str>, accepted: &[&'static [Parameter]]) -> Result<Self, BadParameter> {
        let query = Self::gather(raw, accepted, false)?;
        let missing = accepted
            .iter()
            .copied()
            .flatten()
            .find(|known| known.required && query.text(known.name).is_none());
        match missing {
            Some(parameter) => Err(BadParameter::new(
                parameter.name,
                format!(
                    "Le paramètre « {} » manque. Exemple : {}={}",
                    parameter.name, parameter.name, parameter.example
                ),
            )),
            None => Ok(query),
        }
    }

    /// Reads what a form of ours sends: fields left empty are absent, and none is required.
    ///
    /// # Errors
    /// As [`Query::read`], but for what is missing.
    pub fn read_form(raw: Option<&'a str>, accepted: &[&'static [Parameter]]) -> Result<Self, BadParameter> {
        Self::gather(raw, accepted, true)
    }

    fn gather(raw: Option<&'a str>, accepted: &[&'static [Parameter]], form: bool) -> Result<Self, BadParameter> {
        let mut query = Self::default();
        for pair in raw.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name).ok_or_else(|| unreadable(name))?;
            let value = decode(value).ok_or_else(|| unreadable(&name))?;
            let known = accepted.iter().copied().flatten().find(|known| known.name == name);
            let parameter = *known.ok_or_else(|| unknown(&name, accepted))?;
            if value.is_empty() {
                if form {
                    continue;
                }
                return Err(BadParameter::new(&name, format!("Le paramètre « {name} » est vide."))
                    .allowing(parameter.allowed()));
            }
            if !parameter.is_list() && query.text(parameter.name).is_some() {
                return Err(BadParameter::new(
                    &name,
                    format!("Le paramètre « {name} » est donné plusieurs fois."),
                ));
            }
            if let Shape::Text(longest) | Shape::Coded(longest, _) = parameter.shape
                && value.chars().nth(longest).is_some()
            {
                let detail = format!("Le paramètre « {name} » est trop long : {longest} caractères au plus.");
                return Err(BadParameter::new(&name, detail));
            }
            query.pairs.push((parameter, value));
        }
        Ok(query)
    }

    /// Whether nothing was asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The value of a single parameter.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let mut pairs = self.pairs.iter();
        pairs
            .find(|(parameter, _)| parameter.name == name)
            .map(|(_, value)| value.as_ref())
    }

    /// The values of a vocabulary's parameter, in the order given.
    ///
    /// # Errors
    /// For a text that is not the exact label of a value.
    pub fn labels<V: Vocabulary>(&self) -> Result<Vec<V>, BadParameter> {
        let mut values = Vec::new();
        for (parameter, text) in self.pairs.iter().filter(|(parameter, _)| parameter.name == V::COLUMN) {
            for label in text.split('|').map(str::trim) {
                values.push(V::parse(label).map_err(|_| not_a_value(parameter, label))?);
            }
        }
        Ok(values)
    }

    /// The names that a parameter lists, in the order given; none when it is absent.
    ///
    /// # Errors
    /// For a name that is not one of those it admits.
    pub fn names(&self, parameter: &Parameter) -> Result<Option<Vec<&'static str>>, BadParameter> {
        let Some(text) = self.text(parameter.name) else {
            return Ok(None);
        };
        let allowed = parameter.allowed();
        let name = |name: &str| {
            let known = allowed.iter().find(|known| **known == name).copied();
            known.ok_or_else(|| not_a_value(parameter, name))
        };
        text.split(',')
            .map(str::trim)
            .map(name)
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// Whether the word was given; its only admitted value is checked.
    ///
    /// # Errors
    /// For another word.
    pub fn word(&self, name: &str) -> Result<Option<&'static str>, BadParameter> {
        let Some((parameter, text)) = self.pairs.iter().find(|(parameter, _)| parameter.name == name) else {
            return Ok(None);
        };
        let known = parameter.allowed().into_iter().find(|word| word == text);
        known.map(Some).ok_or_else(|| not_a_value(parameter, text))
    }

    /// A whole number, or its default.
    ///
    /// # Errors
    /// For a text that is no whole number within its bounds.
    pub fn integer(&self, parameter: &Parameter) -> Result<u32, BadParameter> {
        let Shape::Integer { min, max, default } = parameter.shape else {
            return Ok(0);
        };
        Ok(self.whole(parameter, min, max)?.unwrap_or(default))
    }

    /// A whole number that may be absent.
    ///
    /// # Errors
    /// For a text that is no whole number within its bounds.
    pub fn optional_integer(&self, parameter: &Parameter) -> Result<Option<u32>, BadParameter> {
        let Shape::OptionalInteger { min, max } = parameter.shape else {
            return Ok(None);
        };
        self.whole(parameter, min, max)
    }

    fn whole(&self, parameter: &Parameter, min: u32, max: u32) -> Result<Option<u32>, BadParameter> {
        let Some(text) = self.text(parameter.name) else {
            return Ok(None);
        };
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        let value = if digits { text.parse().ok() } else { None };
        let value = value.filter(|value| (min..=max).contains(value));
        value.map(Some).ok_or_else(|| {
            let name = parameter.name;
            BadParameter::new(name, format!("« {name} » est un nombre entier de {min} à {max}."))
        })
    }

    /// A decimal number, when given.
    ///
    /// # Errors
    /// For a text that is no number within its bounds.
    pub fn decimal(&self, parameter: &Parameter) -> Result<Option<f64>, BadParameter> {
        let Some(text) = self.text(parameter.name) else {
            return Ok(None);
        };
        let Shape::Decimal { min, max } = parameter.shape else {
            return Ok(None);
        };
        let value = number(text).filter(|value| (min..=max).contains(value));
        value.map(Some).ok_or_else(|| {
            let name = parameter.name;
            let detail = format!("« {name} » est un nombre de {min} à {max}, avec un point décimal.");
            BadParameter::new(name, detail)
        })
    }
}

/// A number written with digits, a sign, a point and an exponent, which programs write by themselves near zero (`1e-7`): no
/// `inf`, no `NaN`.
pub(crate) fn number(text: &str) -> Option<f64> {
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
    let shown = text.len() <= 30 && text.bytes().all(plain);
    let value: Option<f64> = text.parse().ok();
    value.filter(|value| shown && value.is_finite())
}

/// Percent-decodes, `+` being a space; none when an escape is cut short or the bytes are no UTF-8.
pub(crate) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|b| b == b'%' || b == b'+') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

fn unreadable(name: &str) -> BadParameter {
    BadParameter::new(
        name,
        "Le paramètre n'est pas lisible : il faut de l'UTF-8 encodé par %XX.",
    )
}

fn unknown(name: &str, accepted: &[&'static [Parameter]]) -> BadParameter {
    let detail = format!("Le paramètre « {} » n'existe pas ici.", shorten(name));
    BadParameter::new(name, detail).allowing(accepted.iter().copied().flatten().map(|known| known.name))
}

fn not_a_value(parameter: &Parameter, text: &str) -> BadParameter {
    let detail = format!("« {} » n'est pas une valeur de « {} ».", shorten(text), parameter.name);
    BadParameter::new(parameter.name, detail).allowing(parameter.allowed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::filters;
    use crate::params::spec::{LAT, LIMIT, NEAREST, PLACES, VENUES};
    use portee_domain::vocabulary::{Fee, Service};
    use proptest::prelude::*;

    fn refused(raw: &str, accepted: &[&'static [Parameter]]) -> BadParameter {
        Query::read(Some(raw), accepted).unwrap_err()
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_names_that_exist() {
        let bad = refused("servces=Gratuit", VENUES);
        assert_eq!(bad.parameter, "servces");
        assert!(bad.allowed.iter().any(|name| name == "services"), "{:?}", bad.allowed);
    }

    #[test]
    fn a_repeated_single_an_empty_and_a_missing_parameter_are_refused() {
        assert_eq!(refused("lat=1&lon=2&lat=1", NEAREST).parameter, "lat");
        assert_eq!(refused("lat=1", NEAREST).parameter, "lon");
        assert_eq!(refused("q=", PLACES).parameter, "q");
        assert_eq!(refused("services=", VENUES).parameter, "services");
    }

    #[test]
    fn a_form_may_leave_fields_empty_but_not_invent_them() {
        assert!(
            Query::read_form(Some("services=&departement="), VENUES)
                .unwrap()
                .is_empty()
        );
        assert!(Query::read_form(Some("autre="), VENUES).is_err());
    }

    #[test]
    fn several_labels_come_repeated_or_joined() {
        let raw = "frais_a_charge=Gratuit&frais_a_charge=Payant%7CGratuit+sous+condition";
        let query = Query::read(Some(raw), VENUES).unwrap();
        assert_eq!(
            query.labels::<Fee>().unwrap(),
            [Fee::Free, Fee::Paying, Fee::FreeUnderCondition]
        );
        assert!(query.labels::<Service>().unwrap().is_empty());
    }

    #[test]
    fn a_label_is_written_exactly_as_in_the_standard() {
        for wrong in ["gratuit", "Gratuit%7C", "Gratuit%2CPayant"] {
            let raw = format!("frais_a_charge={wrong}");
            let query = Query::read(Some(&raw), VENUES).unwrap();
            let bad = query.labels::<Fee>().unwrap_err();
            assert_eq!(
                (bad.parameter.as_str(), bad.allowed.len()),
                ("frais_a_charge", 3),
                "{wrong}"
            );
        }
    }

    #[test]
    fn numbers_are_plain_and_within_bounds() {
        for wrong in ["0", "101", "-1", "+5", "1e1", "99999999999", "cinq"] {
            let raw = format!("limite={wrong}");
            assert!(
                Query::read(Some(&raw), VENUES).unwrap().integer(&LIMIT).is_err(),
                "{wrong}"
            );
        }
        for wrong in ["90.1", "NaN", "inf", "1e999", "0x1", "45,7", "--4", ""] {
            let raw = format!("lat={wrong}&lon=2");
            let read = Query::read(Some(&raw), NEAREST);
            assert!(read.and_then(|query| query.decimal(&LAT)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_near_zero_may_be_written_as_programs_write_it() {
        let query = Query::read(Some("lat=1e-7&lon=2"), NEAREST).unwrap();
        assert_eq!(query.decimal(&LAT).unwrap(), Some(1e-7));
    }

    #[test]
    fn broken_escapes_are_refused() {
        for raw in ["q=%", "q=%4", "q=%zz", "q=%ff", "%ff=1"] {
            assert!(Query::read(Some(raw), PLACES).is_err(), "{raw}");
        }
        assert_eq!(
            Query::read(Some("q=l%27Ha%C3%BF+les"), PLACES).unwrap().text("q"),
            Some("l'Haÿ les")
        );
    }

    proptest! {
        #[test]
        fn no_query_makes_it_panic(raw in "\\PC{0,80}", encoded in "[a-z%+&=0-9A-F|]{0,80}") {
            for text in [raw.as_str(), encoded.as_str(), &format!("services={raw}"), &format!("limite={encoded}")] {
                if let Ok(query) = Query::read(Some(text), VENUES) {
                    let _ = (query.labels::<Service>(), query.integer(&LIMIT), filters::open(&query));
                }
            }
        }
    }
}
