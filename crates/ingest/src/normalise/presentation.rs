//! `presentation_resume` and `presentation_detail`: 280 characters for the one, the rest in the other.

use super::text;
use crate::notes::Notes;
use portee_domain::{Field, FindingKind};

/// The standard's limit for `presentation_resume`, in characters.
const SUMMARY_LENGTH: usize = 280;
/// Our limit for `presentation_detail`, in characters: what is longer is a web page pasted by accident.
const DETAIL_LENGTH: usize = 8_000;

/// The summary and the detail. A summary that is too long becomes the detail, whole when there is none yet, else before
/// it, and its first sentence or words remain.
pub(super) fn presentation(
    summary: Option<&String>,
    detail: Option<&String>,
    notes: &mut Notes<'_>,
) -> (Option<String>, Option<String>) {
    let mut summary = summary.map(|raw| text::line(raw)).unwrap_or_default();
    let mut detail = detail.map(|raw| text::paragraphs(raw)).unwrap_or_default();
    if summary.chars().count() > SUMMARY_LENGTH {
        let note = "Le résumé dépasse 280 caractères ; son texte entier est passé dans la présentation détaillée.";
        notes.note(FindingKind::TextTooLong, Field::PresentationResume, note);
        if !text::key(&detail).contains(&text::key(&summary)) {
            detail = if detail.is_empty() {
                summary.clone()
            } else {
                format!("{summary}\n\n{detail}")
            };
        }
        summary = shortened(&summary, SUMMARY_LENGTH);
    }
    if detail.chars().count() > DETAIL_LENGTH {
        let note = "La présentation dépasse 8 000 caractères ; la fin est coupée.";
        notes.note(FindingKind::TextTooLong, Field::PresentationDetail, note);
        detail = shortened(&detail, DETAIL_LENGTH);
    }
    let some = |text: String| (!text.is_empty()).then_some(text);
    (some(summary), some(detail))
}

/// At most `length` characters, cut at the end of a word and marked with `…`.
fn shortened(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let head: String = text.chars().take(length - 1).collect();
    let cut = head
        .rfind(char::is_whitespace)
        .filter(|cut| *cut > 0)
        .unwrap_or(head.len());
    let trimmed = head[..cut].trim_end_matches([',', ';', ':', ' ', '.', '…']);
    format!("{trimmed}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_summary_moves_to_the_detail_and_leaves_its_beginning() {
        let source = "essai".parse().unwrap();
        let mut notes = Notes::new(&source, 1);
        let long = "Un mot après l'autre. ".repeat(20);
        let (summary, detail) = presentation(Some(&long), Some(&"Suite".to_owned()), &mut notes);
        assert!(summary.unwrap().chars().count() <= SUMMARY_LENGTH);
        assert_eq!(detail.unwrap(), format!("{}\n\nSuite", long.trim()));
        assert_eq!(notes.into_findings().len(), 1);
    }

    proptest! {
        #[test]
        fn a_text_is_never_longer_than_asked(text in any::<String>(), length in 2_usize..40) {
            let short = shortened(&text, length);
            prop_assert!(short.chars().count() <= length);
            prop_assert_eq!(shortened(&short, length), short);
        }
    }
}
