//! What stops the build, and what a new language needs.

use super::{build::compile, files};
use crate::locales::{Locale, Rule};
use toml::{Table, Value};

/// The plural rules of Arabic, from CLDR.
const ARABIC: [(&str, i64, i64, i64); 5] = [
    ("zero", 0, 0, 0),
    ("one", 1, 1, 0),
    ("two", 2, 2, 0),
    ("few", 3, 10, 100),
    ("many", 11, 99, 100),
];

fn source(text: &str) -> (String, String) {
    let about = "[locale]\ncode = \"fr\"\nname = \"F\"\ndir = \"ltr\"\nthousands = \" \"\ndecimal = \",\"\n";
    (
        "fr.toml".into(),
        format!("{about}plurals = [{{ form = \"one\", from = 0, to = 1 }}]\n{text}"),
    )
}

fn other(text: &str) -> (String, String) {
    let (_, source) = source(text);
    ("en.toml".into(), source.replace("code = \"fr\"", "code = \"en\""))
}

#[test]
fn a_language_that_differs_from_the_source_stops_the_build_with_its_file_and_key() {
    let fr = "[home]\nlead = \"Bonjour {name}.\"\ndays = [\"lundi\", \"mardi\"]\nall = { one = \"{count} lieu\", other = \"{count} lieux\" }\n";
    assert!(compile(&[source(fr), other(fr)]).is_ok());
    let lead = "lead = \"Bonjour {name}.\"\n";
    for (en, problem) in [
        (fr.replace(lead, ""), "en.toml: home.lead is missing"),
        (
            format!("{fr}more = \"x\"\n"),
            "en.toml: home.more is unknown in fr.toml",
        ),
        (
            fr.replace("{name}", "{names}"),
            "en.toml: home.lead: {\"name\"} are filled in, not {\"names\"}",
        ),
        (
            fr.replace(" {name}", ""),
            "en.toml: home.lead: {\"name\"} are filled in, not {}",
        ),
        (
            fr.replace(", \"mardi\"", ""),
            "en.toml: home.days: 2 texts are expected, not 1",
        ),
        (
            fr.replace("one = \"{count} lieu\", ", ""),
            "en.toml: home.all: the forms are {\"one\", \"other\"}, not {\"other\"}",
        ),
        (
            fr.replace("[\"lundi\", \"mardi\"]", "\"lundi\""),
            "en.toml: home.days: a text, a list and a plural are not the same",
        ),
        (
            fr.replace("{name}", "{na me}"),
            "en.toml: home.lead: a {name} is expected in « Bonjour {na me}. »",
        ),
        (
            fr.replace("Bonjour {name}.", " "),
            "en.toml: home.lead: the text is empty",
        ),
    ] {
        assert_eq!(compile(&[source(fr), other(&en)]).unwrap_err(), [problem], "{en}");
    }
}

#[test]
fn a_file_that_says_little_of_its_language_stops_the_build() {
    let (name, text) = source("");
    for (wrong, problem) in [
        (
            text.replace("dir = \"ltr\"", "dir = \"up\""),
            "fr.toml: locale.dir: ltr or rtl",
        ),
        (text.replace("name = \"F\"\n", ""), "fr.toml: locale.name is missing"),
        (
            text.replace("form = \"one\"", "form = \"single\""),
            "fr.toml: locale.plurals: each is { form, from, to } or { form, from, to, of }",
        ),
        (
            text.replace("code = \"fr\"", "code = \"de\""),
            "fr.toml: locale.code is not the name of the file",
        ),
    ] {
        assert_eq!(compile(&[(name.clone(), wrong)]).unwrap_err(), [problem]);
    }
    assert!(compile(&[(name, "[locale".into())]).unwrap_err()[0].starts_with("fr.toml: no TOML"));
    assert_eq!(compile(&[other("")]).unwrap_err(), ["fr.toml: missing"]);
}

#[test]
fn a_new_language_from_right_to_left_with_six_plurals_is_only_a_new_file() {
    let mut files = files();
    let mut table: Table = files[0].1.parse().unwrap();
    let rules = ARABIC.map(|(form, from, to, of)| {
        let mut rule = Table::new();
        rule.insert("form".into(), form.into());
        rule.insert("from".into(), from.into());
        rule.insert("to".into(), to.into());
        if of > 0 {
            rule.insert("of".into(), of.into());
        }
        Value::Table(rule)
    });
    for (section, entries) in &mut table {
        let entries = entries.as_table_mut().unwrap();
        if section == "locale" {
            entries.insert("code".into(), "ar".into());
            entries.insert("dir".into(), "rtl".into());
            entries.insert("plurals".into(), Value::Array(rules.to_vec()));
            continue;
        }
        for forms in entries.iter_mut().filter_map(|(_, entry)| entry.as_table_mut()) {
            for form in ["zero", "one", "two", "few", "many"] {
                forms.insert(form.into(), forms["other"].clone());
            }
        }
    }
    files.push(("ar.toml".into(), table.to_string()));
    let code = compile(&files).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(code.contains("prefix: \"/ar\"") && code.contains("dir: \"rtl\""));
    assert!(code.contains("&AR"));
}

#[test]
fn six_plural_forms_are_told_apart() {
    let rules: &'static [Rule] = Vec::leak(
        ARABIC
            .map(|(form, from, to, of)| {
                let [from, to, of] = [from, to, of].map(|number| usize::try_from(number).unwrap());
                Rule { form, from, to, of }
            })
            .into(),
    );
    let arabic = Locale {
        prefix: "/ar",
        code: "ar",
        name: "العربية",
        dir: "rtl",
        thousands: "٬",
        decimal: "٫",
        plurals: rules,
    };
    for (number, form) in [
        (0, "zero"),
        (1, "one"),
        (2, "two"),
        (3, "few"),
        (10, "few"),
        (11, "many"),
        (99, "many"),
        (100, "other"),
        (102, "other"),
        (103, "few"),
        (111, "many"),
    ] {
        assert_eq!(arabic.form(number), form, "{number}");
    }
}
