//! Small files written here: one defect each.

use crate::common::{geography, with};
use FindingKind::{CommuneUnknown, NameMissing, OutsideFrance, UnreadableRow};
use portee_domain::{Edition, FindingKind, Hours, Phone, Precision, Venue, VenueId};
use portee_geography::Geography;
use portee_ingest::acquire::Acquired;
use portee_ingest::source::{Format, SourceDefinition};
use portee_ingest::{Decisions, IngestError, ingest};

/// A CSV in the standard's columns, as the source `id` with this priority.
pub(crate) fn source(id: &str, priority: u16, distinct: bool, rows: &str) -> Acquired {
    let toml = format!(
        "name = \"{id}\"\nlicence = \"Licence Ouverte 2.0\"\nproducer = \"Essai\"\npage = \"https://exemple.fr\"\n\
         priority = {priority}\ndistinct = {distinct}\n[file]\ndata_paths = [\"{id}.csv\"]\nformat = \"csv\"\n"
    );
    let definition = SourceDefinition::parse(&format!("{id}.toml"), &toml).expect("a definition");
    let heading =
        "id,nom,commune,code_postal,adresse,latitude,longitude,date_maj,services,telephone,courriels,horaires";
    let bytes = format!("{heading}\n{rows}").into_bytes();
    Acquired::new(definition, Format::Csv, bytes, "essai".to_owned(), None)
}

pub(crate) fn edition_of(sources: Vec<Acquired>, geography: &Geography) -> Edition {
    let nobody = Decisions::default();
    ingest(sources, Vec::new(), &with(geography, None, &nobody), &|_, _, _| {}).expect("an edition")
}

fn kinds(edition: &Edition) -> Vec<FindingKind> {
    edition.findings.iter().map(|finding| finding.kind).collect()
}

/// The only venue of one row in Die (Drôme) with these coordinates.
fn in_die(lat: &str, lon: &str, geography: &Geography) -> (Venue, Vec<FindingKind>) {
    let row = format!("1,Mairie,Die,26150,1 rue Camille Buffardel,{lat},{lon},2024-01-01,,,,\n");
    let edition = edition_of(vec![source("essai", 1, false, &row)], geography);
    (edition.venues[0].clone(), kinds(&edition))
}

#[test]
fn a_point_in_its_commune_is_kept_as_given() {
    let Some(geography) = geography() else { return };
    let (venue, kinds) = in_die("44.7531", "5.3700", geography);
    assert_eq!(
        (venue.location.position.lat(), venue.location.position.lon()),
        (44.7531, 5.37)
    );
    assert_eq!(venue.location.position.precision(), Precision::Exact);
    assert_eq!(kinds, []);
}

#[test]
fn a_point_that_cannot_be_believed_is_put_right_or_replaced() {
    let Some(geography) = geography() else { return };
    for (lat, lon, kind, precision) in [
        ("5.3700", "44.7531", FindingKind::PositionSwapped, Precision::Exact),
        ("0", "0", FindingKind::PositionInvalid, Precision::Commune),
        ("quarante", "5.37", FindingKind::PositionInvalid, Precision::Commune),
        ("144.75", "5.37", FindingKind::PositionInvalid, Precision::Commune),
        ("", "", FindingKind::PositionMissing, Precision::Commune),
        ("52.5200", "13.4050", FindingKind::PositionForeign, Precision::Commune),
        ("48.8566", "2.3522", FindingKind::PositionFar, Precision::Commune),
    ] {
        let (venue, kinds) = in_die(lat, lon, geography);
        assert_eq!(kinds, [kind], "{lat}, {lon}");
        let position = venue.location.position;
        assert_eq!(position.precision(), precision, "{lat}, {lon}");
        let commune = geography.commune("26113").expect("Die");
        assert!(
            geography.distance_m(commune, position.lon(), position.lat()) <= 300.0,
            "{lat}, {lon}"
        );
    }
}

#[test]
fn a_row_that_is_nowhere_in_france_is_rejected_and_counted() {
    let Some(geography) = geography() else { return };
    let rows = "1,Mairie,Monaco,98000,Place de la Mairie,43.7311,7.4197,,,,,\n\
                2,Rathaus,Berlin,,Jüdenstraße 1,52.5186,13.4081,,,,,\n\
                3,Sans lieu,,,,,,,,,,\n\
                4,,Die,26150,1 rue Haute,44.7531,5.37,,,,,\n\
                5,Mairie,Die,26150,1 rue Haute,44.7531,5.37,,,,,\n\
                6,trop,de,cellules,,,,,,,,,,,,,\n";
    let edition = edition_of(vec![source("essai", 1, false, rows)], geography);
    let report = &edition.sources[0];
    assert_eq!(
        (report.read, report.published, report.merged, report.rejected),
        (6, 1, 0, 5)
    );
    let mut rejections: Vec<_> = edition.findings.iter().filter_map(|f| Some((f.row?, f.kind))).collect();
    rejections.retain(|(_, kind)| kind.severity() == portee_domain::Severity::Rejection);
    assert_eq!(
        rejections,
        [
            (1, OutsideFrance),
            (2, OutsideFrance),
            (3, CommuneUnknown),
            (4, NameMissing),
            (6, UnreadableRow)
        ]
    );
}

#[test]
fn the_same_place_in_two_files_is_one_venue_whose_fields_know_their_source() {
    let Some(geography) = geography() else { return };
    let old = "7,MÉDIATHÈQUE DE DIE,DIE,26150,5 RUE DE L'ARMELLERIE,44.7541,5.3721,2021-05-01,\
               Aide aux démarches administratives,0475220606,,Mo 09:00-12:00\n";
    let new = "a,Mediathèque départementale,Die,26150,5 rue de l'Armellerie,44.7542,5.3722,2024-02-01,\
               Accès internet et matériel informatique,,contact@exemple.fr,\n";
    let merged = edition_of(
        vec![source("ancien", 1, false, old), source("recent", 2, false, new)],
        geography,
    );
    assert_eq!(merged.venues.len(), 1);
    let venue = &merged.venues[0];
    let (lead, other) = (&venue.members[0], &venue.members[1]);
    assert_eq!((lead.source.as_str(), other.source.as_str()), ("ancien", "recent"));
    assert_eq!(venue.id, VenueId::derive(&lead.source, "7"));
    assert_eq!(
        venue.description.name, "Mediathèque départementale",
        "the newest verified name"
    );
    assert_eq!(venue.description.services.len(), 2, "lists are united");
    assert_eq!(
        venue.description.contact.phone.as_ref().map(Phone::as_str),
        Some("+33475220606")
    );
    assert_eq!(venue.description.hours, Hours::Osm("Mo 09:00-12:00".to_owned()));
    assert!(lead.fields.contains(&portee_domain::Field::Telephone));
    assert!(!other.fields.contains(&portee_domain::Field::Telephone));
    let redirect = &merged.successions[0];
    assert_eq!(
        (&redirect.from, redirect.to.as_ref()),
        (&VenueId::derive(&other.source, "a"), Some(&venue.id))
    );
}

#[test]
fn neighbours_and_rows_without_a_point_are_not_merged() {
    let Some(geography) = geography() else { return };
    let rows = "1,CCAS de Die,Die,26150,1 place de l'Église,44.7531,5.37,,,,,\n\
                2,Médiathèque de Die,Die,26150,1 place de l'Église,44.7531,5.37,,,,,\n\
                3,Mairie,Die,26150,,,,,,,,\n\
                4,Mairie,Die,26150,rue Camille Buffardel,,,,,,,\n";
    let edition = edition_of(vec![source("essai", 1, false, rows)], geography);
    assert_eq!(edition.venues.len(), 4);
}

#[test]
fn a_register_never_loses_an_entry_even_through_a_third_row() {
    let Some(geography) = geography() else { return };
    let register = "1,France services de Die,Die,26150,1 rue Haute,44.7531,5.37,,,,,\n\
                    2,France services de Die,Die,26150,1 rue Haute,44.7531,5.37,,,,,\n";
    let other = "x,France Services Die,Die,26150,1 rue Haute,44.7531,5.37,,,,,\n";
    let edition = edition_of(
        vec![source("registre", 1, true, register), source("autre", 2, false, other)],
        geography,
    );
    assert_eq!(edition.venues.len(), 2);
    assert_eq!(edition.sources[0].merged + edition.sources[1].merged, 1);
}

#[test]
fn an_identifier_used_twice_gives_two_rows_with_their_own_ids() {
    let Some(geography) = geography() else { return };
    let rows =
        "1,Mairie,Die,26150,1 rue Haute,44.7531,5.37,,,,,\n1,Médiathèque,Crest,26400,2 rue Basse,44.7293,5.0222,,,,,\n";
    let edition = edition_of(vec![source("essai", 1, false, rows)], geography);
    assert_eq!(edition.venues.len(), 2);
    assert_eq!(kinds(&edition), [FindingKind::DuplicateRow]);
}

#[test]
fn two_files_for_one_source_are_refused() {
    let Some(geography) = geography() else { return };
    let twice = vec![
        source("essai", 1, false, "1,Mairie,Die,26150,,,,,,,,\n"),
        source("essai", 1, false, ""),
    ];
    let nobody = Decisions::default();
    let error = ingest(twice, Vec::new(), &with(geography, None, &nobody), &|_, _, _| {}).expect_err("a refusal");
    assert!(matches!(error, IngestError::Definition { .. }), "{error}");
}

#[test]
fn overseas_rows_are_located_with_their_own_numbers() {
    let Some(geography) = geography() else { return };
    let rows = "1,Case à lire,Saint-Denis,97400,2 rue de Paris,-20.8789,55.4481,,,0262 30 08 08,,\n\
                2,Médiathèque,Nouméa,98800,34 avenue Koenig,-22.2339,166.4681,,,28 12 34,,\n";
    let edition = edition_of(vec![source("essai", 1, false, rows)], geography);
    let mut seen: Vec<_> = edition
        .venues
        .iter()
        .map(|venue| {
            let phone = venue
                .description
                .contact
                .phone
                .as_ref()
                .map(|phone| phone.as_str().to_owned());
            (venue.location.departement.as_str().to_owned(), phone)
        })
        .collect();
    seen.sort();
    let expected = [("974", "+262262300808"), ("988", "+687281234")];
    assert_eq!(
        seen,
        expected.map(|(code, phone)| (code.to_owned(), Some(phone.to_owned())))
    );
}

#[test]
fn a_mobile_is_published_alone_and_not_beside_a_person() {
    let Some(geography) = geography() else { return };
    let rows = "1,Bus,Die,26150,1 rue Haute,44.7531,5.37,,,06 12 34 56 78,,\n\
                2,Mairie,Crest,26400,2 rue Basse,44.7293,5.0222,,,Mme Petit 06 12 34 56 79,,\n\
                3,Centre,Nyons,26110,3 rue Neuve,44.3606,5.1390,,,06 12 34 56 70,jeanne.martin@exemple.fr,\n";
    let edition = edition_of(vec![source("essai", 1, false, rows)], geography);
    let phone = |commune: &str| {
        let venue = edition
            .venues
            .iter()
            .find(|venue| venue.location.commune == commune)
            .expect("a venue");
        venue
            .description
            .contact
            .phone
            .as_ref()
            .map(|phone| phone.as_str().to_owned())
    };
    assert_eq!(phone("Die").as_deref(), Some("+33612345678"));
    assert_eq!((phone("Crest"), phone("Nyons")), (None, None));
    let dropped = kinds(&edition)
        .into_iter()
        .filter(|kind| *kind == FindingKind::PhonePersonal);
    assert_eq!(dropped.count(), 2);
}

#[test]
fn the_stops_of_one_bus_are_venues_of_their_own_tied_together() {
    let Some(geography) = geography() else { return };
    let rows = "1,Ordi Bus,Die,26150,Place de la République,44.7531,5.37,,,,,Mo 09:00-12:00\n\
                2,Ordi Bus,Crest,26400,Place du Champ de Mars,44.7293,5.0222,,,,,Tu 09:00-12:00\n\
                3,Bus de services - Nyons,Nyons,26110,Place Buffaven,44.3606,5.1390,,,04 75 22 06 06,,\n\
                4,Bus de services - Die,Die,26150,3 rue Haute,44.7535,5.3705,,,04 75 22 06 06,,\n\
                5,Bus France services,Valence,26000,1 rue Neuve,44.9333,4.8917,,,,,\n\
                6,Bus France services,Crest,26400,9 rue Neuve,44.7300,5.0230,,,,,\n\
                7,Ordi Bus,Lyon,69001,1 rue de la République,45.7676,4.8344,,,,,\n\
                8,Mairie,Die,26150,1 rue Haute,44.7530,5.3701,,,04 75 22 06 06,,\n";
    let edition = edition_of(vec![source("essai", 1, false, rows)], geography);
    assert_eq!(edition.venues.len(), 8);
    let row = |id: &VenueId| {
        let venue = edition
            .venues
            .iter()
            .find(|venue| venue.id == *id)
            .expect("a stop is a venue");
        venue.members[0].row
    };
    let mut rounds: Vec<Vec<u32>> = edition
        .rounds
        .iter()
        .map(|round| round.stops.iter().map(row).collect())
        .collect();
    for stops in &mut rounds {
        stops.sort_unstable();
    }
    rounds.sort();
    // Two towns may each have a "Bus France services"; another département has another "Ordi Bus"; a town hall stays.
    assert_eq!(rounds, [vec![1, 2], vec![3, 4]]);
}

#[test]
fn two_buses_of_a_register_are_never_one_round() {
    let Some(geography) = geography() else { return };
    let toml = "name = \"R\"\nlicence = \"L\"\nproducer = \"P\"\npage = \"https://exemple.fr\"\npriority = 1\ndistinct = true\n\
                [file]\ndata_paths = [\"r.csv\"]\nformat = \"csv\"\n[constants]\nitinerance = [\"Itinérant\"]\n";
    let definition = SourceDefinition::parse("r.toml", toml).expect("a definition");
    let rows = "id,nom,commune,code_postal,adresse,latitude,longitude,telephone\n\
                1,Bus Pimms du Diois,Die,26150,1 rue Haute,44.7531,5.37,06 12 34 56 78\n\
                2,Bus Pimms du Diois,Crest,26400,1 rue Neuve,44.7293,5.0222,06 12 34 56 78\n";
    let register = Acquired::new(definition, Format::Csv, rows.into(), "essai".to_owned(), None);
    let stop = "1,Bus Pimms du Diois,Nyons,26110,Place Buffaven,44.3606,5.1390,,,06 12 34 56 78,,\n";
    let edition = edition_of(vec![register, source("essai", 2, false, stop)], geography);
    assert_eq!(edition.venues.len(), 3);
    // The stop is tied to one of them; both buses are not tied by it.
    assert_eq!(edition.rounds.len(), 1);
    assert_eq!(edition.rounds[0].stops.len(), 2);
}
