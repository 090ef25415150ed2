//! Which characters the bytes of a file are.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// The text of a file: UTF-8 or UTF-16 when a mark says so, UTF-8 when it is that, otherwise Windows-1252.
///
/// A file that is UTF-8 but for a few bytes keeps its accents: those bytes become U+FFFD and are noticed in their row.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("il est vide ; téléchargez-le à nouveau".to_owned());
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err("c'est un classeur ou une archive ; enregistrez-le en CSV ou en JSON".to_owned());
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        None if mostly_utf8(bytes) => UTF_8.decode_without_bom_handling(bytes).0,
        None => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    if text.trim_start().starts_with('<') {
        return Err("c'est une page web, pas un fichier de données ; vérifiez son adresse".to_owned());
    }
    Ok(text)
}

/// Whether the bytes beyond ASCII are UTF-8 sequences more often than not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad
}
