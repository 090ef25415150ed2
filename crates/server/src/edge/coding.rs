//! Compression of answers, for those who ask and when it is worth it.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// Below this size (bytes) an answer fits a packet or two anyway.
const WORTH_PACKING: u64 = 1_024;
/// From this size (bytes) the work leaves the threads that answer requests.
const LONG_WORK: usize = 65_536;

/// The logarithm of a window (bytes) that is ready at once; what is no longer than it loses nothing.
const SHORT_WINDOW: i32 = 18;

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    /// As it is.
    Identity,
    /// `gzip`.
    Gzip,
    /// `br`.
    Brotli,
}

impl Coding {
    /// The best coding that a request accepts; a quality of 0 refuses one (RFC 9110, section 12.5.3).
    pub(crate) fn of(request: &HeaderMap) -> Self {
        let mut best = Self::Identity;
        for value in request.get_all(header::ACCEPT_ENCODING) {
            for item in value.to_str().unwrap_or_default().split(',') {
                let (name, quality) = item.split_once(';').unwrap_or((item, ""));
                let refused = quality
                    .trim()
                    .strip_prefix("q=")
                    .is_some_and(|q| q.trim().parse() == Ok(0.0_f32));
                match name.trim() {
                    _ if refused => {}
                    "br" => best = Self::Brotli,
                    "gzip" if best == Self::Identity => best = Self::Gzip,
                    _ => {}
                }
            }
        }
        best
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// Levels at which a page of 20 kB takes less than a millisecond. Data, which programs ask for often, gets a third of the work of
    /// a page, which people wait for on slow networks, and 6 % more bytes.
    fn pack(self, bytes: &[u8], is_page: bool) -> Option<Vec<u8>> {
        let mut packed = Vec::with_capacity(bytes.len() / 3);
        match self {
            Self::Identity => return None,
            Self::Gzip => {
                let mut encoder = GzEncoder::new(&mut packed, Compression::new(5));
                encoder.write_all(bytes).and_then(|()| encoder.try_finish()).ok()?;
                drop(encoder);
            }
            Self::Brotli => {
                let params = brotli::enc::BrotliEncoderParams {
                    quality: if is_page { 5 } else { 3 },
                    // The usual window of 4 MiB is made ready for each answer, which takes longer than packing a short one.
                    lgwin: if bytes.len() <= 1 << SHORT_WINDOW {
                        SHORT_WINDOW
                    } else {
                        22
                    },
                    size_hint: bytes.len(),
                    ..Default::default()
                };
                brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params).ok()?;
            }
        }
        Some(packed)
    }
}

/// The answer in `coding`, when it is text or a tile, large enough and not yet packed.
pub(crate) async fn pack(mut response: Response, coding: Coding) -> Response {
    if !is_packable(response.headers()) {
        return response;
    }
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let size = axum::body::HttpBody::size_hint(response.body()).exact().unwrap_or(0);
    let Some(name) = coding.name().filter(|_| size >= WORTH_PACKING) else {
        return response;
    };
    let (mut parts, body) = response.into_parts();
    // Bodies of handlers are whole in memory: this neither waits nor copies.
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let packed = if bytes.len() < LONG_WORK {
        coding.pack(&bytes, is_page)
    } else {
        let whole = bytes.clone();
        tokio::task::spawn_blocking(move || coding.pack(&whole, is_page))
            .await
            .ok()
            .flatten()
    };
    match packed.filter(|packed| packed.len() < bytes.len()) {
        Some(packed) => {
            parts
                .headers
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        None => Response::from_parts(parts, Body::from(bytes)),
    }
}

fn is_packable(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    let textual = kind.starts_with("text/")
        || kind.ends_with("json")
        || kind.ends_with("xml")
        || kind == "application/vnd.mapbox-vector-tile";
    textual && !headers.contains_key(header::CONTENT_ENCODING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn asked(value: &'static str) -> Coding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
        Coding::of(&headers)
    }

    #[test]
    fn the_best_accepted_coding_is_taken_and_a_refused_one_is_not() {
        assert_eq!(asked("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(asked("br;q=0, gzip"), Coding::Gzip);
        assert_eq!(asked("gzip;q=0.000"), Coding::Identity);
        assert_eq!(asked("identity"), Coding::Identity);
        assert_eq!(Coding::of(&HeaderMap::new()), Coding::Identity);
    }

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let text = "Aide aux démarches administratives. ".repeat(200);
        let long = text.repeat(50);
        assert!(long.len() > 1 << SHORT_WINDOW);
        let gzip = Coding::Gzip.pack(text.as_bytes(), true).unwrap();
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&gzip[..])
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
        for (text, is_page) in [(&text, true), (&text, false), (&long, true), (&long, false)] {
            let packed = Coding::Brotli.pack(text.as_bytes(), is_page).unwrap();
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).unwrap();
            assert_eq!(unpacked, text.as_bytes());
        }
    }
}
