//! Texts compared without case, accents and typography.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in lower case without accents, with straight apostrophes and single spaces and none around punctuation, so
/// that `Étapes numériques(La Poste)` and `etapes numeriques (la poste)` are the same word.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            c if c.is_whitespace() => space = true,
            '’' | '‘' | '`' | '´' => push(&mut folded, '\'', &mut space),
            '‐' | '‑' | '–' | '—' => push(&mut folded, '-', &mut space),
            'œ' => {
                push(&mut folded, 'o', &mut space);
                folded.push('e');
            }
            c => push(&mut folded, c, &mut space),
        }
    }
    folded
}

fn push(folded: &mut String, c: char, space: &mut bool) {
    let word = |c: char| c.is_alphanumeric();
    if *space && word(c) && folded.chars().next_back().is_some_and(word) {
        folded.push(' ');
    }
    *space = false;
    folded.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_and_typography_do_not_make_another_word() {
        for (a, b) in [
            ("Étapes numériques(La Poste)", "etapes  numeriques (la poste)"),
            ("Formé à « DUPLEX »", "forme a «duplex»"),
            ("Point d’accès numérique CAF", " POINT D'ACCES NUMERIQUE caf "),
            ("Les Bonnes Œuvres", "les bonnes oeuvres"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("Gratuit"), fold("Gratuit sous condition"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,60}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
