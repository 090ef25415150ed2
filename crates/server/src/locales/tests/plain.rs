//! Plain French: short sentences, no jargon.

use super::texts;

/// Words in a sentence, at most.
const LONGEST: usize = 15;

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '…'])
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}

fn words(sentence: &str) -> usize {
    let has_letter = |word: &&str| word.chars().any(char::is_alphanumeric);
    sentence.split_whitespace().filter(has_letter).count()
}

/// The words of `web/locales/jargon.txt`.
fn jargon() -> Vec<String> {
    let lines = include_str!("../../../../../web/locales/jargon.txt").lines();
    let terms = lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    terms.map(str::to_lowercase).collect()
}

/// Whether `text` holds the words of `term`, in the singular or the plural.
fn holds(text: &str, term: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(term).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let mut after = text[start + term.len()..].chars();
        let next = match after.next() {
            Some('s' | 'x') => after.next(),
            next => next,
        };
        let is_edge = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
        is_edge(before) && is_edge(next)
    })
}

#[test]
fn jargon_is_found_as_a_whole_word_whatever_its_number_and_case() {
    assert!(holds("La Médiation numérique", "médiation"));
    assert!(holds("des usagers.", "usager"));
    assert!(!holds("infrastructure", "structure"));
    assert!(!holds("Usagère", "usager"));
}

#[test]
fn no_french_text_holds_jargon() {
    let jargon = jargon();
    assert!(jargon.len() > 20);
    let mut found = Vec::new();
    for (key, text) in texts("fr.toml") {
        found.extend(
            jargon
                .iter()
                .filter(|term| holds(&text, term))
                .map(|term| format!("{key}: « {term} » in « {text} »")),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_french_sentence_is_longer_than_fifteen_words() {
    assert_eq!(words("Voici : {count} lieux, là !"), 4);
    let mut long = Vec::new();
    for (key, text) in texts("fr.toml") {
        let found = sentences(&text).filter(|sentence| words(sentence) > LONGEST);
        long.extend(found.map(|sentence| format!("{key}: {} words in « {sentence} »", words(sentence))));
    }
    assert!(long.is_empty(), "{long:#?}");
}
