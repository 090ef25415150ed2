//! Content lines, as iCalendar (RFC 5545, 3.1) and vCard (RFC 2426, 2.6) write them: CRLF at the end, folded at 75 octets.

/// The longest line, in octets, its end left out.
const LONGEST: usize = 75;

/// A text made of content lines.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line that is written as it must be: names, dates, addresses.
    pub(super) fn line(&mut self, line: &str) {
        let mut room = LONGEST;
        for letter in line.chars().filter(|letter| !letter.is_control()) {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            room -= letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }

    /// Adds a property whose value is a text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{}", escaped(value)));
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text as a value, or as a part of one.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => written.extend(['\\', letter]),
            '\n' => written.push_str("\\n"),
            _ => written.push(letter),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "Die, « ici » ; là\\bas\r\nou là");
        assert_eq!(lines.into_text(), "SUMMARY:Die\\, « ici » \\; là\\\\bas\\nou là\r\n");
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_nothing_is_lost(text in "\\PC{0,300}") {
            let mut lines = Lines::default();
            lines.line(&text);
            let written = lines.into_text();
            prop_assert!(written.ends_with("\r\n"));
            for line in written.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(line.len() <= LONGEST, "{}", line.len());
            }
            let kept: String = text.chars().filter(|letter| !letter.is_control()).collect();
            prop_assert_eq!(unfolded(&written), kept + "\r\n");
        }
    }
}
