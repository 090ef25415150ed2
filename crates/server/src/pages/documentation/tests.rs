use super::{DOCUMENT, operations, problems, sections, shape::Admitted};
use serde_json::json;

#[test]
fn every_operation_of_the_description_is_on_the_page_once_with_its_parameters() {
    let shown: Vec<String> = sections(&DOCUMENT, "https://exemple.test", None)
        .iter()
        .flat_map(|section| &section.operations)
        .map(|operation| format!("{} {} {}", operation.method, operation.path, operation.parameters.len()))
        .collect();
    let mut expected: Vec<String> = operations(&DOCUMENT)
        .map(|(method, path, operation)| {
            let parameters = operation["parameters"].as_array().map_or(0, Vec::len);
            format!("{} {path} {parameters}", method.to_uppercase())
        })
        .collect();
    let mut sorted = shown.clone();
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
}

#[test]
fn a_command_can_be_copied_and_an_example_shows_the_answer() {
    let sections = sections(&DOCUMENT, "https://exemple.test", Some("abcdefghij27"));
    let all: Vec<_> = sections.iter().flat_map(|section| &section.operations).collect();
    let of = |path: &str| *all.iter().find(|operation| operation.path == path).unwrap();
    assert_eq!(
        of("/api/v1/communes").command,
        "curl 'https://exemple.test/api/v1/communes?q=die'"
    );
    assert_eq!(
        of("/api/v1/lieux/{id}").link.as_deref(),
        Some("/api/v1/lieux/abcdefghij27")
    );
    assert!(
        of("/api/v1/lieux")
            .example
            .as_ref()
            .unwrap()
            .contains("\"FeatureCollection\"")
    );
    let list = of("/api/v1/orientations");
    assert!(
        list.link.is_none() && list.command.contains("--data '{\"lignes\":[{"),
        "{}",
        list.command
    );
}

#[test]
fn what_a_parameter_admits_is_said_in_words() {
    let said = |schema| Admitted::of(&schema).said;
    assert_eq!(
        said(json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 20 })),
        "Un nombre entier de 1 à 100 ; 20 sinon."
    );
    let several = Admitted::of(&json!({ "type": "array", "items": { "enum": ["Gratuit", "Payant"] } }));
    assert_eq!(several.values, ["Gratuit", "Payant"]);
}

#[test]
fn each_problem_is_explained_where_its_type_leads() {
    for problem in problems() {
        assert_eq!(problem.address, format!("/documentation#probleme-{}", problem.word));
        for sentence in [problem.title, problem.remedy] {
            assert!(!sentence.is_empty(), "{}", problem.word);
        }
    }
}
