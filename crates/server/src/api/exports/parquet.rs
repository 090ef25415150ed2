//! Venues as `GeoParquet` 1.1: the standard's columns and ours, lists as lists, the point as well-known binary.
//!
//! Format: <https://geoparquet.org/releases/v1.1.0/>. Coordinates are `lon, lat` in WGS84 degrees (OGC:CRS84, the default).

use super::columns::{COLUMNS, Column, OURS, Read};
use chrono::{Datelike, NaiveDate};
use parquet::{
    basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::{Type, TypePtr},
};
use portee_domain::Venue;
use serde_json::json;
use std::sync::Arc;

/// The column of points.
const GEOMETRY: &str = "geometry";

/// The whole file.
pub(super) fn file(venues: &[&Venue]) -> Result<Vec<u8>, ParquetError> {
    let mut fields = vec![Arc::new(
        Type::primitive_type_builder(GEOMETRY, Physical::BYTE_ARRAY)
            .with_repetition(Repetition::REQUIRED)
            .build()?,
    )];
    for column in columns() {
        fields.push(field(column)?);
    }
    let schema = Type::group_type_builder("lieux").with_fields(fields).build()?;
    let geo = KeyValue::new("geo".to_owned(), metadata(venues).to_string());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("Portée".to_owned())
        .set_key_value_metadata(Some(vec![geo]))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let points: Vec<ByteArray> = venues.iter().map(|venue| point(venue).into()).collect();
    write::<ByteArrayType>(&mut group, &points, None, None)?;
    for column in columns() {
        write_column(&mut group, column, venues)?;
    }
    group.close()?;
    writer.into_inner()
}

fn columns() -> impl Iterator<Item = &'static Column> {
    const { &COLUMNS }.iter().chain(const { &OURS })
}

/// What `GeoParquet` wants to know.
fn metadata(venues: &[&Venue]) -> serde_json::Value {
    let mut points = json!({ "encoding": "WKB", "geometry_types": ["Point"] });
    let position = |venue: &&Venue| (venue.location.position.lon(), venue.location.position.lat());
    let bounds = venues.iter().map(position).fold(None, |bounds, (lon, lat)| {
        let [west, south, east, north]: [f64; 4] = bounds.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
    });
    if let Some(bounds) = bounds {
        points["bbox"] = json!(bounds);
    }
    json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: points } })
}

/// The point of a venue as well-known binary, little endian.
fn point(venue: &Venue) -> Vec<u8> {
    let at = &venue.location.position;
    let mut bytes = vec![1];
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(at.lon().to_le_bytes());
    bytes.extend(at.lat().to_le_bytes());
    bytes
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let name = column.name;
    let text = |name, repetition| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String))
            .with_converted_type(ConvertedType::UTF8)
            .with_repetition(repetition)
            .build()
    };
    let made = match column.read {
        Read::Text(_) | Read::Phone(_) => text(name, Repetition::OPTIONAL)?,
        Read::Degrees(_) => Type::primitive_type_builder(name, Physical::DOUBLE)
            .with_repetition(Repetition::REQUIRED)
            .build()?,
        Read::Day(_) => Type::primitive_type_builder(name, Physical::INT32)
            .with_logical_type(Some(LogicalType::Date))
            .with_converted_type(ConvertedType::DATE)
            .with_repetition(Repetition::OPTIONAL)
            .build()?,
        Read::List(_) => {
            let items = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![Arc::new(text("element", Repetition::REQUIRED)?)])
                .build()?;
            Type::group_type_builder(name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_converted_type(ConvertedType::LIST)
                .with_fields(vec![Arc::new(items)])
                .build()?
        }
    };
    Ok(Arc::new(made))
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn write<T: DataType>(
    group: &mut Group<'_>,
    values: &[T::T],
    definition: Option<&[i16]>,
    repetition: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("a column too many".to_owned());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(values, definition, repetition)?;
    column.close()
}

fn write_column(group: &mut Group<'_>, column: &Column, venues: &[&Venue]) -> Result<(), ParquetError> {
    let defined = |there: bool| i16::from(there);
    match column.read {
        Read::Text(read) => {
            let cells = venues.iter().map(|venue| read(venue));
            let levels: Vec<i16> = cells.clone().map(|cell| defined(cell.is_some())).collect();
            let values: Vec<ByteArray> = cells.flatten().map(ByteArray::from).collect();
            write::<ByteArrayType>(group, &values, Some(&levels), None)
        }
        Read::Phone(read) => {
            let cells = venues.iter().map(|venue| read(venue));
            let levels: Vec<i16> = cells.clone().map(|cell| defined(cell.is_some())).collect();
            let values: Vec<ByteArray> = cells.flatten().map(|phone| ByteArray::from(phone.as_str())).collect();
            write::<ByteArrayType>(group, &values, Some(&levels), None)
        }
        Read::Degrees(read) => {
            let values: Vec<f64> = venues.iter().map(|venue| read(venue)).collect();
            write::<DoubleType>(group, &values, None, None)
        }
        Read::Day(read) => {
            let cells = venues.iter().map(|venue| read(venue));
            let levels: Vec<i16> = cells.clone().map(|cell| defined(cell.is_some())).collect();
            let values: Vec<i32> = cells.flatten().map(days).collect();
            write::<Int32Type>(group, &values, Some(&levels), None)
        }
        Read::List(read) => {
            let (mut values, mut definition, mut repetition) = (Vec::new(), Vec::new(), Vec::new());
            for venue in venues {
                let items = read(venue);
                if items.is_empty() {
                    definition.push(0);
                    repetition.push(0);
                }
                for (index, item) in items.into_iter().enumerate() {
                    values.push(ByteArray::from(item));
                    definition.push(1);
                    repetition.push(i16::from(index > 0));
                }
            }
            write::<ByteArrayType>(group, &values, Some(&definition), Some(&repetition))
        }
    }
}

/// Days since 1970-01-01, as Parquet counts dates.
fn days(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - NaiveDate::default().num_days_from_ce()
}
