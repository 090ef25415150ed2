//! Well-known binary (OGC 06-103r4, §8) in hexadecimal, little-endian: the points, polygons and multipolygons of
//! `communes.csv`.

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// A hexadecimal text read byte by byte; `None` as soon as it ends or is no hexadecimal.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_at_checked(2 * N)?;
        self.0 = rest;
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(head.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(bytes)
    }

    fn count(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn coord(&mut self) -> Option<Coord<f64>> {
        let (x, y) = (f64::from_le_bytes(self.take()?), f64::from_le_bytes(self.take()?));
        ((-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y)).then_some(Coord { x, y })
    }

    /// The type after the byte order mark, which must be little-endian.
    fn kind(&mut self) -> Option<u32> {
        (self.take::<1>()? == [1]).then(|| self.count()).flatten()
    }

    fn polygon(&mut self) -> Option<Polygon<f64>> {
        let rings = self.count()?;
        let mut rings = (0..rings).map(|_| {
            let coords = self.count()?;
            (0..coords)
                .map(|_| self.coord())
                .collect::<Option<Vec<_>>>()
                .map(LineString::new)
        });
        let outer = rings.next()??;
        let holes = rings.collect::<Option<Vec<_>>>()?;
        Some(Polygon::new(outer, holes))
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// A point `(lon, lat)` in WGS84 degrees; `None` when the text is none.
pub(crate) fn point(hex: &str) -> Option<(f64, f64)> {
    let mut bytes = Bytes(hex.as_bytes());
    let coord = (bytes.kind()? == 1).then(|| bytes.coord()).flatten()?;
    bytes.0.is_empty().then_some((coord.x, coord.y))
}

/// A polygon or multipolygon in WGS84 degrees; `None` when the text is none.
pub(crate) fn multi_polygon(hex: &str) -> Option<MultiPolygon<f64>> {
    let mut bytes = Bytes(hex.as_bytes());
    let polygons = match bytes.kind()? {
        3 => vec![bytes.polygon()?],
        6 => {
            let count = bytes.count()?;
            (0..count)
                .map(|_| (bytes.kind()? == 3).then(|| bytes.polygon()).flatten())
                .collect::<Option<Vec<_>>>()?
        }
        _ => return None,
    };
    bytes.0.is_empty().then_some(MultiPolygon(polygons))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hex(bytes: &[u8]) -> String {
        let digit = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value)]);
        bytes
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
            .collect()
    }

    fn triangle() -> Vec<u8> {
        let mut bytes = [
            &[1][..],
            &6_u32.to_le_bytes(),
            &1_u32.to_le_bytes(),
            &[1],
            &3_u32.to_le_bytes(),
        ]
        .concat();
        bytes.extend([1_u32, 4].into_iter().flat_map(u32::to_le_bytes));
        bytes.extend(
            [5.0_f64, 44.0, 6.0, 44.0, 5.0, 45.0, 5.0, 44.0]
                .into_iter()
                .flat_map(f64::to_le_bytes),
        );
        bytes
    }

    #[test]
    fn a_multipolygon_is_read_and_every_cut_of_it_refused() {
        let text = hex(&triangle());
        assert_eq!(multi_polygon(&text).unwrap().0[0].exterior().0.len(), 4);
        for length in 0..text.len() {
            assert!(multi_polygon(&text[..length]).is_none(), "{length}");
        }
        assert!(multi_polygon(&format!("{text}00")).is_none());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_or_allocate_without_bound(text in "(01|00)?(01000000|03000000|06000000)?[0-9A-Fa-fé]{0,80}") {
            let _ = (point(&text), multi_polygon(&text));
        }
    }
}
