//! A whole source file, all the way: bytes to rows, rows to an edition, the edition ready to answer.

use crate::world;
use portee_directory::{Layer, Snapshot};
use portee_domain::{Edition, SourceId};
use portee_ingest::acquire::Acquired;
use portee_ingest::source::{Format, SourceDefinition};
use portee_ingest::{Circumstances, Decisions, ingest};
use std::sync::Arc;

/// A file in the columns of the standard. Of the first byte, the lowest bit says JSON rather than CSV; the second, that it is
/// the table of another Portée; the third, that everything is done twice and must come out the same.
pub fn rows(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let published = choice & 2 != 0;
    let format = if choice & 1 == 0 || published {
        Format::Csv
    } else {
        Format::Json
    };
    let Some(edition) = edition(bytes, format, published) else {
        return;
    };
    for report in &edition.sources {
        assert_eq!(
            report.read,
            report.published + report.merged + report.rejected,
            "{report:?}"
        );
    }
    assert!(edition.venues.windows(2).all(|pair| pair[0].id < pair[1].id));
    for venue in &edition.venues {
        let position = &venue.location.position;
        assert!(!venue.description.name.trim().is_empty(), "{venue:?}");
        assert!(
            position.lon().abs() <= 180.0 && position.lat().abs() <= 90.0,
            "{venue:?}"
        );
        assert_eq!(venue.location.departement, venue.location.commune_code.departement());
    }
    if choice & 4 != 0 {
        assert_eq!(self::edition(bytes, format, published).as_ref(), Some(&edition));
    }
    serve(edition);
}

fn edition(bytes: &[u8], format: Format, published: bool) -> Option<Edition> {
    let kind = if format == Format::Csv { "csv" } else { "json" };
    let more = if published { "published = true\n" } else { "" };
    let text = format!(
        "name = \"Essai\"\nlicence = \"L\"\nproducer = \"P\"\npage = \"https://exemple.fr\"\npriority = 1\n{more}\
         [file]\nformat = \"{kind}\"\ndata_paths = [\"essai.{kind}\"]\n"
    );
    let definition = SourceDefinition::parse("essai.toml", &text).unwrap();
    let acquired = Acquired::new(definition, format, bytes.to_vec(), "essai".to_owned(), None);
    let geography = world::geography();
    let with = Circumstances {
        geography: &geography,
        previous: None,
        decisions: &Decisions::default(),
        geocoder: None,
        now: world::now(),
    };
    ingest(vec![acquired], Vec::new(), &with, &|_, _, _| {}).ok()
}

/// Puts the edition in memory and asks of each venue what its page would.
fn serve(edition: Edition) {
    let source: SourceId = "essai".parse().unwrap();
    let count = edition.venues.len();
    let snapshot: Arc<Snapshot> = Arc::new(world::snapshot().succeed(edition, world::stamp(2)));
    assert_eq!(snapshot.listings().len(), count);
    for listing in snapshot.listings() {
        let _ = (
            listing.opening(world::now()),
            listing.habits(),
            snapshot.quality(listing),
        );
        let feature: serde_json::Value = serde_json::from_str(&format!("{}}}}}", listing.feature().text())).unwrap();
        let properties = format!("{{{}}}", listing.feature().properties());
        let properties: serde_json::Value = serde_json::from_str(&properties).unwrap();
        assert!(feature["properties"] == properties && properties.is_object());
    }
    let _ = (snapshot.profile(&source), snapshot.tile(Layer::ALL[0], 0, 0, 0));
}
