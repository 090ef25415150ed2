//! Source files that are zip archives of XML: XLSX and ODS.

use crate::tables::{is_a_sentence, is_accounted_for};
use portee_ingest::decode::decode_as;
use portee_ingest::source::{Format, Layout};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A workbook. The first byte chooses: its lowest bit the format; its second whether the rest is the archive itself or the
/// content of a sheet, which is then put into a sound archive.
pub fn workbooks(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let format = if choice & 1 == 0 { Format::Xlsx } else { Format::Ods };
    let archive = match (choice & 2, format) {
        (0, _) => bytes.to_vec(),
        (_, Format::Xlsx) => xlsx(bytes),
        _ => ods(bytes),
    };
    match decode_as(&archive, format, &Layout::default()) {
        Ok(decoded) => is_accounted_for(&decoded),
        Err(error) => is_a_sentence(&error.to_string()),
    }
}

/// An archive of these entries, stored.
pub(crate) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in entries {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook whose only sheet has this XML.
pub(crate) fn xlsx(sheet: &[u8]) -> Vec<u8> {
    const TYPES: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        Target="worksheets/sheet1.xml"/></Relationships>"#;
    const WORKBOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    archive(&[
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// A spreadsheet with this `content.xml`.
pub(crate) fn ods(content: &[u8]) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
    ])
}
