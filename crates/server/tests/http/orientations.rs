use crate::{fixture, server::Server};
use serde_json::{Value, json};

const JSON: &str = "content-type: application/json\r\n";
const CSV: &str = "content-type: text/csv; charset=utf-8\r\n";
const TARGET: &str = "/api/v1/orientations";

fn ask(server: &Server, target: &str, lines: &Value) -> Value {
    let reply = server.post(target, JSON, json!({ "lignes": lines }).to_string().as_bytes());
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()
}

#[test]
fn a_line_gets_what_the_nearest_venues_of_its_start_are() {
    let server = Server::start();
    let lines = json!([
        { "id": "a", "latitude": 44.75, "longitude": 5.37 },
        { "id": 12, "adresse": "1 rue d'Essai, 26150 Die" },
        { "commune": "die" },
        { "code_insee": "26113" },
        { "commune": "Lyon", "code_postal": "26150" },
    ]);
    let answer = ask(&server, &format!("{TARGET}?limite=2"), &lines);
    let found = |target: &str| -> Vec<Value> {
        let nearest = server.get(target).json();
        let features = nearest["features"].as_array().unwrap();
        features.iter().map(|feature| feature["properties"].clone()).collect()
    };
    for (line, (lon, lat), precision) in [
        (0, (5.37, 44.75), "position"),
        (1, (5.37, 44.75), "commune"),
        (2, (5.37, 44.75), "commune"),
        (3, (5.37, 44.75), "commune"),
        (4, (4.8357, 45.764), "commune"),
    ] {
        let got = &answer["lignes"][line];
        assert_eq!(
            (&got["ligne"], &got["precision"]),
            (&json!(line + 1), &json!(precision)),
            "{got}"
        );
        let expected = found(&format!("/api/v1/lieux/proches?lat={lat}&lon={lon}&limite=2"));
        let venues = got["lieux"].as_array().unwrap();
        assert_eq!(venues.len(), 2);
        for (venue, expected) in venues.iter().zip(&expected) {
            for member in ["id", "nom", "distance_m", "duree_s", "methode"] {
                assert_eq!(venue[member], expected[member], "{member} of line {line}");
            }
            assert_eq!(
                venue["adresse"].as_str().unwrap().split(", ").next(),
                expected["adresse"].as_str()
            );
        }
    }
    assert_eq!(
        (&answer["lignes"][0]["id"], &answer["lignes"][1]["id"]),
        (&json!("a"), &json!(12))
    );
    assert_eq!(
        answer["lignes"][1]["commune"],
        json!({ "code_insee": "26113", "nom": "Die" })
    );
    assert_eq!(
        (&answer["numberReturned"], &answer["edition"]["numero"]),
        (&json!(5), &json!(1))
    );
}

#[test]
fn the_filters_are_those_of_the_nearest_venues_and_a_need_is_a_word() {
    let server = Server::start();
    let lines = json!([{ "commune": "Die" }]);
    let free = ask(&server, &format!("{TARGET}?frais_a_charge=Gratuit"), &lines);
    assert_eq!(free["lignes"][0]["lieux"].as_array().unwrap().len(), 1);
    assert_eq!(free["lignes"][0]["lieux"][0]["id"], fixture::id(1).as_str());
    let need = ask(&server, &format!("{TARGET}?besoin=demarche"), &lines);
    assert_eq!(need["lignes"][0]["lieux"].as_array().unwrap().len(), 3);
    let none = ask(&server, &format!("{TARGET}?besoin=materiel"), &lines);
    assert_eq!(none["lignes"][0]["lieux"], json!([]));
    for (query, parameter) in [
        ("limite=6", "limite"),
        ("besoin=argent", "besoin"),
        ("lat=1", "lat"),
        ("services=x", "services"),
    ] {
        let refused = server.post(&format!("{TARGET}?{query}"), JSON, b"{\"lignes\":[]}");
        assert_eq!(
            (refused.status, &refused.problem()["parametre"]),
            (400, &json!(parameter))
        );
    }
}

#[test]
fn a_line_that_is_wrong_comes_back_with_its_error_and_the_others_with_their_answers() {
    let server = Server::start();
    let wrong = [
        (json!({ "id": "w" }), "adresse"),
        (json!({ "latitude": 91, "longitude": 5 }), "latitude"),
        (json!({ "latitude": "44.7" }), "longitude"),
        (json!({ "latitude": "nord", "longitude": "5" }), "latitude"),
        (json!({ "code_insee": "99999" }), "code_insee"),
        (json!({ "commune": "Trifouillis" }), "commune"),
        (json!({ "commune": "Die", "code_postal": "2615" , "id": "cp" }), ""),
        (json!({ "commune": "Die", "code_postal": "vingt-six" }), "code_postal"),
        (json!({ "code_postal": "26150" }), "code_postal"),
        (json!({ "code_postal": "00000" }), "code_postal"),
        (json!({ "adresse": "12 rue sans ville" }), "adresse"),
        (json!({ "adresse": "x".repeat(301) }), "adresse"),
        (json!({ "ville": "Die" }), "ville"),
        (json!({ "commune": ["Die"] }), "commune"),
        (json!({ "commune": "Die", "id": "y".repeat(101) }), "id"),
        (json!("Die"), "ligne"),
        (json!(null), "ligne"),
    ];
    let lines: Vec<Value> = wrong
        .iter()
        .flat_map(|(line, _)| [line.clone(), json!({ "commune": "Die" })])
        .collect();
    let answer = ask(&server, TARGET, &json!(lines));
    for (pair, (line, parameter)) in answer["lignes"].as_array().unwrap().chunks(2).zip(&wrong) {
        let (bad, good) = (&pair[0], &pair[1]);
        assert_eq!(good["lieux"].as_array().unwrap().len(), 3);
        assert!(good.get("erreur").is_none());
        // A postcode of four digits had lost its first zero; here that is another département's.
        if parameter.is_empty() {
            assert_eq!(bad["id"], line["id"]);
            continue;
        }
        let error = &bad["erreur"];
        assert_eq!(error["parametre"], *parameter, "{line}: {bad}");
        assert_eq!(error["type"], "/documentation#probleme-ligne-refusee");
        assert!(
            error["detail"].as_str().is_some_and(|text| text.ends_with('.')),
            "{bad}"
        );
        assert!(bad.get("lieux").is_none());
    }
    assert_eq!(answer["lignes"][0]["id"], "w");
}

#[test]
fn a_table_comes_back_as_it_was_with_columns_beside_it() {
    let server = Server::start();
    let table = "\u{feff}Nom;Code postal;Ville;note\r\n\"Un; deux\";26150;Die;=1+1\r\nTrois;26150;Ailleurs;\r\n";
    let reply = server.post(&format!("{TARGET}?limite=1"), CSV, table.as_bytes());
    assert_eq!(
        reply.header("content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    let body = reply.body.clone();
    let text = String::from_utf8(body).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let heading: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        heading[..7],
        [
            "Nom",
            "Code postal",
            "Ville",
            "note",
            "orientation_commune",
            "orientation_precision",
            "orientation_erreur"
        ]
    );
    assert_eq!(
        heading[7..],
        [
            "lieu_1_id",
            "lieu_1_nom",
            "lieu_1_telephone",
            "lieu_1_adresse",
            "lieu_1_distance_m",
            "lieu_1_duree_s",
            "lieu_1_minutes",
            "lieu_1_methode"
        ]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(
        (&rows[0][0], &rows[0][3], &rows[0][4], &rows[0][5]),
        ("Un; deux", "=1+1", "Die (26113)", "commune")
    );
    assert_eq!(&rows[0][7], fixture::id(1).as_str());
    assert_eq!((&rows[1][0], &rows[1][7]), ("Trois", ""));
    assert!(rows[1][6].contains("Ailleurs"));
}

#[test]
fn the_form_of_the_answer_is_what_accept_says() {
    let server = Server::start();
    let as_json = server.post(
        TARGET,
        &format!("{CSV}accept: application/json\r\n"),
        b"id,commune\n7,Die\n",
    );
    let answer: Value = as_json.json();
    assert_eq!(answer["lignes"][0]["id"], "7");
    let as_table = server.post(
        TARGET,
        &format!("{JSON}accept: text/csv\r\n"),
        b"{\"lignes\":[{\"id\":7,\"commune\":\"Die\"}]}",
    );
    let text = String::from_utf8(as_table.body.clone()).unwrap();
    assert!(text.starts_with("\u{feff}ligne,id,orientation_commune,"), "{text}");
    assert!(text.contains("\r\n1,7,Die (26113),commune,"), "{text}");
}

#[test]
fn a_list_that_is_none_too_long_or_too_heavy_is_refused_whole() {
    let server = Server::start();
    for (headers, body, status) in [
        (JSON, "{", 400),
        (JSON, "[]", 400),
        (JSON, "{\"lignes\":{}}", 400),
        (JSON, "{\"lignes\":[],\"autre\":1}", 400),
        (CSV, "", 400),
        (CSV, "nom,prenom\na,b\n", 400),
        ("content-type: text/plain\r\n", "Die", 415),
        ("", "{\"lignes\":[]}", 415),
    ] {
        let reply = server.post(TARGET, headers, body.as_bytes());
        assert_eq!(reply.status, status, "{headers}{body}");
        reply.problem();
    }
    let lines = vec![json!({ "commune": "Die" }); 10_001];
    let many = server.post(TARGET, JSON, json!({ "lignes": lines }).to_string().as_bytes());
    assert_eq!(many.status, 413);
    let table = format!("commune\n{}", "Die\n".repeat(10_001));
    assert_eq!(server.post(TARGET, CSV, table.as_bytes()).status, 413);
    assert_eq!(server.get(TARGET).status, 405);
}
