//! The rows of a Parquet file, by column name.

use crate::ReachError;
use bytes::Bytes;
use parquet::{
    errors::ParquetError,
    file::reader::{ChunkReader, FileReader, SerializedFileReader},
    record::{Field, Row},
    schema::types::Type,
};
use std::{
    fmt::Display,
    fs::File,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

/// The error for a file that cannot be used.
pub(super) fn unreadable(path: &Path, reason: impl Display) -> ReachError {
    ReachError::Unreadable {
        path: path.to_owned(),
        reason: portee_domain::printable(&reason.to_string()),
    }
}

/// Calls `row` with the fields of each row of a file, in the order of `columns`.
pub(super) fn each_row_of_file<const N: usize>(
    path: &Path,
    columns: [&str; N],
    row: &mut dyn FnMut([&Field; N]) -> Option<()>,
) -> Result<(), ReachError> {
    let file = File::open(path).map_err(ReachError::io(path))?;
    guarded(|| each_row(file, columns, row)).map_err(|reason| unreadable(path, reason))
}

/// The same for bytes; `path` is the archive that they come from.
pub(super) fn each_row_of_bytes<const N: usize>(
    path: &Path,
    bytes: Vec<u8>,
    columns: [&str; N],
    row: &mut dyn FnMut([&Field; N]) -> Option<()>,
) -> Result<(), ReachError> {
    guarded(|| each_row(Bytes::from(bytes), columns, row)).map_err(|reason| unreadable(path, reason))
}

/// What `read` says; the Parquet library panics over some damaged files, and that is no more than another reason. Whoever gets a
/// reason drops what was read before it.
fn guarded(read: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("le tableau est abîmé".to_owned()))
}

fn each_row<const N: usize>(
    source: impl ChunkReader + 'static,
    columns: [&str; N],
    row: &mut dyn FnMut([&Field; N]) -> Option<()>,
) -> Result<(), String> {
    let text = |error: ParquetError| error.to_string();
    let reader = SerializedFileReader::new(source).map_err(text)?;
    let schema = reader.metadata().file_metadata().schema().clone();
    let wanted = schema
        .get_fields()
        .iter()
        .filter(|field| columns.contains(&field.name()))
        .cloned();
    let wanted: Vec<Arc<Type>> = wanted.collect();
    let place = |name: &str| {
        let found = wanted.iter().position(|field| field.name() == name);
        found.ok_or_else(|| format!("la colonne « {name} » manque"))
    };
    let mut places = [0; N];
    for (place_of, name) in places.iter_mut().zip(columns) {
        *place_of = place(name)?;
    }
    let projection = Type::group_type_builder(schema.name())
        .with_fields(wanted.clone())
        .build()
        .map_err(text)?;
    for (number, read) in reader.get_row_iter(Some(projection)).map_err(text)?.enumerate() {
        let read: Row = read.map_err(text)?;
        let fields: Vec<&Field> = read.get_column_iter().map(|(_, field)| field).collect();
        let picked = places.map(|place| fields.get(place).copied().unwrap_or(&Field::Null));
        row(picked).ok_or_else(|| format!("la ligne {} n'a pas les valeurs attendues", number + 1))?;
    }
    Ok(())
}

/// A whole number that is not negative.
pub(super) fn count(field: &Field) -> Option<u32> {
    match field {
        Field::Int(value) => (*value).try_into().ok(),
        Field::Long(value) => (*value).try_into().ok(),
        _ => None,
    }
}

/// A text.
pub(super) fn text(field: &Field) -> Option<&str> {
    match field {
        Field::Str(value) => Some(value),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use parquet::{
        data_type::{ByteArray, ByteArrayType, Int64Type},
        file::writer::SerializedFileWriter,
        schema::parser::parse_message_type,
    };

    /// A column of a table to write.
    pub(crate) enum Column<'a> {
        Counts(&'a [i64]),
        Texts(&'a [&'a str]),
    }

    /// The bytes of a Parquet file with these columns.
    pub(crate) fn parquet(columns: &[(&str, Column<'_>)]) -> Vec<u8> {
        let fields = columns.iter().map(|(name, column)| match column {
            Column::Counts(_) => format!("required int64 {name};"),
            Column::Texts(_) => format!("required binary {name} (utf8);"),
        });
        let schema = format!("message essai {{ {} }}", fields.collect::<String>());
        let schema = Arc::new(parse_message_type(&schema).unwrap());
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::default()).unwrap();
        let mut group = writer.next_row_group().unwrap();
        for (_, column) in columns {
            let mut writer = group.next_column().unwrap().unwrap();
            match column {
                Column::Counts(values) => writer.typed::<Int64Type>().write_batch(values, None, None),
                Column::Texts(values) => {
                    let values: Vec<ByteArray> = values.iter().map(|&text| text.into()).collect();
                    writer.typed::<ByteArrayType>().write_batch(&values, None, None)
                }
            }
            .unwrap();
            writer.close().unwrap();
        }
        group.close().unwrap();
        writer.close().unwrap();
        bytes
    }
}
