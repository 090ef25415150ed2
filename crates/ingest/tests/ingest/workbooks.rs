//! Workbooks written here, as small as their formats allow.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("its text");
    }
    writer.finish().expect("an archive").into_inner()
}

/// An archive of some hundred kilobytes that unpacks to a gigabyte.
pub(crate) fn bomb() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let zeros = vec![0; 1 << 20];
    for part in [
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "content.xml",
    ] {
        writer.start_file(part, SimpleFileOptions::default()).expect("a part");
        for _ in 0..256 {
            writer.write_all(&zeros).expect("its zeros");
        }
    }
    writer.finish().expect("an archive").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// An Excel workbook: an empty first sheet, then `name` with these rows. A cell that begins with `=` is a number, with `d=`
/// a date by its day number.
pub(crate) fn xlsx(name: &str, rows: &[Vec<&str>]) -> Vec<u8> {
    merged_xlsx(name, rows, &[])
}

/// The same with merged cells (`A2:A3`).
pub(crate) fn merged_xlsx(name: &str, rows: &[Vec<&str>], merged: &[&str]) -> Vec<u8> {
    let places: Vec<String> = merged
        .iter()
        .map(|place| format!("<mergeCell ref=\"{place}\"/>"))
        .collect();
    let merged = if places.is_empty() {
        String::new()
    } else {
        format!("<mergeCells>{}</mergeCells>", places.concat())
    };
    let mut cells = String::new();
    for row in rows {
        cells.push_str("<row>");
        for cell in row {
            let written = match (cell.strip_prefix("d="), cell.strip_prefix('=')) {
                (Some(day), _) => format!("<c s=\"1\"><v>{day}</v></c>"),
                (None, Some(number)) => format!("<c><v>{number}</v></c>"),
                (None, None) => format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(cell)),
            };
            cells.push_str(&written);
        }
        cells.push_str("</row>");
    }
    book(name, &cells, &merged, &[])
}

/// An Excel workbook whose sheet has these rows of XML, with these shared texts.
pub(crate) fn sheet_xlsx(rows: &str, shared: &[String]) -> Vec<u8> {
    book("Lieux", rows, "", shared)
}

fn book(name: &str, rows: &str, merged: &str, shared: &[String]) -> Vec<u8> {
    let texts: Vec<String> = shared
        .iter()
        .map(|text| format!("<si><t>{}</t></si>", escaped(text)))
        .collect();
    let texts = texts.concat();
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    archive(&[
        (
            "xl/workbook.xml",
            &format!(
                "<workbook {main} xmlns:r=\"{rel}\"><sheets><sheet name=\"Notes\" sheetId=\"1\" r:id=\"rId1\"/>\
                 <sheet name=\"{name}\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships {relations}><Relationship Id=\"rId1\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"rId2\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
                 <Relationship Id=\"rId3\" Type=\"{rel}/styles\" Target=\"styles.xml\"/>\
                 <Relationship Id=\"rId4\" Type=\"{rel}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            &format!("<styleSheet {main}><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        ),
        ("xl/sharedStrings.xml", &format!("<sst {main}>{texts}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet {main}><sheetData/></worksheet>"),
        ),
        (
            "xl/worksheets/sheet2.xml",
            &format!("<worksheet {main}><sheetData>{rows}</sheetData>{merged}</worksheet>"),
        ),
    ])
}

/// An ODS spreadsheet whose one sheet `name` has these lines of XML.
pub(crate) fn ods_of(name: &str, lines: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"{name}\">{lines}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("content.xml", &content)])
}

/// The same with these texts.
pub(crate) fn ods(name: &str, rows: &[Vec<&str>]) -> Vec<u8> {
    let mut lines = String::new();
    for row in rows {
        lines.push_str("<table:table-row>");
        for cell in row {
            let _ = write!(
                lines,
                "<table:table-cell><text:p>{}</text:p></table:table-cell>",
                escaped(cell)
            );
        }
        lines.push_str("</table:table-row>");
    }
    ods_of(name, &lines)
}
