//! Accents that were written in UTF-8 and read as Latin-1 or Windows-1252 (`MÃ©diathÃ¨que`): put right, one character at
//! a time, and only where nothing else can be meant.

/// What the bytes 0x80 to 0x9F stand for in Windows-1252 (the others stand for themselves).
const WINDOWS: [(char, u8); 27] = [
    ('€', 0x80),
    ('‚', 0x82),
    ('ƒ', 0x83),
    ('„', 0x84),
    ('…', 0x85),
    ('†', 0x86),
    ('‡', 0x87),
    ('ˆ', 0x88),
    ('‰', 0x89),
    ('Š', 0x8A),
    ('‹', 0x8B),
    ('Œ', 0x8C),
    ('Ž', 0x8E),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('˜', 0x98),
    ('™', 0x99),
    ('š', 0x9A),
    ('›', 0x9B),
    ('œ', 0x9C),
    ('ž', 0x9E),
    ('Ÿ', 0x9F),
];

/// The text with its repairable accents put right. Doing it twice changes nothing.
#[must_use]
pub fn repaired(text: &str) -> String {
    let mut text = text.to_owned();
    // Some were broken twice. Each turn shortens the text or uses up an Ã, so it ends.
    while let Some(next) = once(&text) {
        text = next;
    }
    text
}

fn once(text: &str) -> Option<String> {
    // Every misread French accent begins with one of these.
    if !text.contains(['Ã', 'Â', 'â', 'Å']) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut changed = false;
    while let Some(c) = chars.get(at) {
        if let Some((found, length)) = misread(&chars[at..]) {
            out.push(found);
            at += length;
            changed = true;
        } else {
            out.push(*c);
            at += 1;
        }
    }
    changed.then_some(out)
}

/// The character that the first characters are a misreading of, and how many they are.
fn misread(chars: &[char]) -> Option<(char, usize)> {
    let length = match byte(*chars.first()?)? {
        0xC2..=0xC5 => 2,
        0xE2 => 3,
        _ => return None,
    };
    // The no-break space of "Ã " (à) often became a plain one on the way, or went before a tab or the end
    // of a line; no French word ends in Ã.
    match chars.get(1) {
        Some(' ') if chars[0] == 'Ã' => return Some(('à', 2)),
        Some(space) if chars[0] == 'Ã' && space.is_whitespace() && byte(*space).is_none() => return Some(('à', 1)),
        _ => {}
    }
    let bytes: Vec<u8> = chars.get(..length)?.iter().map(|c| byte(*c)).collect::<Option<_>>()?;
    let found = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let plausible = matches!(found, '\u{A0}'..='\u{FF}' | 'Œ' | 'œ' | 'Ÿ' | '\u{2010}'..='\u{2027}' | '€' | '™');
    plausible.then_some((found, length))
}

fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x80..=0xFF => u8::try_from(code).ok(),
        _ => WINDOWS.iter().find(|(known, _)| *known == c).map(|(_, byte)| *byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn misread_accents_are_put_right() {
        for (broken, right) in [
            ("MÃ©diathÃ¨que", "Médiathèque"),
            ("CS 1808 NÂ° 11A", "CS 1808 N° 11A"),
            ("Lâ€™Å“uvre â€“ Ã  cÃ´tÃ©", "L’œuvre – à côté"),
            ("Ã\u{89}cole", "École"),
            ("MÃƒÂ©diathÃƒÂ¨que", "Médiathèque"),
            ("Ã  la mairie", "à la mairie"),
            ("Ã\tla mairie", "à\tla mairie"),
            ("Ã\nla mairie", "à\nla mairie"),
        ] {
            assert_eq!(repaired(broken), right);
        }
    }

    #[test]
    fn right_accents_are_left_alone() {
        for text in ["Château d'Âge", "CHÂTEAU", "L’Hâÿ-les-Roses", "CAFÉ » à Âtre", "pâte"] {
            assert_eq!(repaired(text), text);
        }
    }

    proptest! {
        #[test]
        fn what_was_broken_once_is_put_right(text in "[a-zéèêëàâçîïôùûœ ’–]{0,40}") {
            let broken: String = text.bytes().map(|byte| {
                WINDOWS.iter().find(|(_, known)| *known == byte).map_or(char::from(byte), |(c, _)| *c)
            }).collect();
            prop_assert_eq!(repaired(&broken), text);
        }

        #[test]
        fn repairing_twice_changes_nothing(text in "[ÃÂâÅ€™©¨ \t\n\u{2003}a-zé\u{80}-\u{BF}]{0,40}") {
            let once = repaired(&text);
            prop_assert_eq!(repaired(&once), once);
        }
    }
}
