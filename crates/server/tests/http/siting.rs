use crate::server::Server;
use serde_json::json;

#[test]
fn one_site_serves_whom_it_can_and_nothing_is_added_for_nobody() {
    let server = Server::start();
    let reply = server.get("/api/v1/implantations?departement=26&n=3&cible=Aidants+Connect");
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    let answer = reply.json();
    assert_eq!(answer["numberReturned"], 1, "one site serves all of Die: {answer}");
    let site = &answer["features"][0]["properties"];
    assert_eq!(
        (&site["rang"], &site["gain"], &site["cumul"]),
        (&json!(1), &json!(1_500), &json!(1_500))
    );
    assert_eq!((&site["nature"], &site["commune"]), (&json!("lieu"), &json!("26113")));
    for (name, value) in [
        ("deja_servis", json!(0)),
        ("a_servir", json!(1_500)),
        ("atteignables", json!(1_500)),
        ("gain", json!(1_500)),
        ("ecart", json!(0.0)),
        ("methode", json!("rapide")),
        ("poids", json!("habitants")),
    ] {
        assert_eq!(answer[name], value, "{name}");
    }
    let seniors = server.get("/api/v1/implantations?departement=26&cible=Aidants+Connect&poids=seniors");
    assert_eq!(seniors.json()["gain"], 300);
}

#[test]
fn where_everyone_is_served_no_site_is_proposed() {
    let server = Server::start();
    let answer = server.get("/api/v1/implantations?departement=26").json();
    assert_eq!(
        (&answer["numberReturned"], &answer["deja_servis"]),
        (&json!(0), &json!(1_500))
    );
}

#[test]
fn what_is_wrong_is_refused_and_what_is_not_installed_is_said() {
    let server = Server::start();
    for (query, parameter) in [
        ("", "departement"),
        ("?departement=00", "departement"),
        ("?departement=26&n=0", "n"),
        ("?departement=26&n=21", "n"),
        ("?departement=26&poids=lourd", "poids"),
        ("?departement=26&methode=magie", "methode"),
        ("?departement=26&ajout=5,44", "ajout"),
    ] {
        let reply = server.get(&format!("/api/v1/implantations{query}"));
        assert_eq!(reply.status, 400, "{query}");
        assert_eq!(reply.problem()["parametre"], parameter, "{query}");
    }
    let reply = server.get("/api/v1/implantations?departement=26&cible=Aidants+Connect&methode=exacte");
    assert_eq!(reply.status, 404);
    assert_eq!(reply.problem()["type"], "/documentation#probleme-calcul-exact-absent");
}

fn page(server: &Server, target: &str) -> (u16, String) {
    let reply = server.get(target);
    let text = String::from_utf8(reply.body).unwrap();
    (reply.status, text.replace(['\u{a0}', '\u{202f}'], " "))
}

#[test]
fn a_planner_tries_a_place_and_shares_the_change_as_a_link() {
    let server = Server::start();
    let target = "/territoires/26?cible=Aidants+Connect";
    let (status, text) = page(&server, &format!("{target}&n=2&poids=habitants"));
    assert_eq!(status, 200);
    assert!(
        text.contains("1 500 personnes ne sont pas encore à 30 minutes de façon certaine."),
        "{text}"
    );
    let attempt = text
        .split("href=\"")
        .skip(1)
        .find(|rest| rest.contains("ajout="))
        .unwrap();
    let attempt = attempt.split('"').next().unwrap().replace("&#38;", "&");
    let (status, text) = page(&server, attempt.split('#').next().unwrap());
    assert_eq!(status, 200);
    let row = |label: &str| {
        let (_, rest) = text
            .split_once(&format!("<th scope=\"row\">{label}</th>"))
            .unwrap_or_else(|| panic!("{label}: {text}"));
        let cells = rest[..rest.find("</tr>").unwrap()]
            .split("<td class=\"number\">")
            .skip(1);
        cells
            .map(|cell| cell[..cell.find('<').unwrap()].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(row("À plus de 30 minutes"), ["1 500", "0", "−1 500"]);
    assert_eq!(row("À 30 minutes au plus, certain"), ["0", "1 500", "+1 500"]);
    let share = text
        .split("href=\"")
        .skip(1)
        .find(|rest| rest.contains("Lien à partager"))
        .unwrap();
    let share = share.split('"').next().unwrap().replace("&#38;", "&");
    assert_eq!(share, attempt, "the same plan has the same address");
}

#[test]
fn a_venue_can_be_done_without_and_what_has_no_effect_is_said() {
    let server = Server::start();
    let id = crate::fixture::id(1);
    let (status, text) = page(&server, &format!("/territoires/26?retrait={id}"));
    assert_eq!(status, 200);
    assert!(text.contains("Lieu retiré : Espace « numérique » n° 1"), "{text}");
    assert!(
        text.contains(
            "<th scope=\"row\">À plus de 30 minutes</th><td class=\"number\">0</td><td class=\"number\">1 500</td>"
        ),
        "{text}"
    );
    let (_, text) = page(&server, "/territoires/26?ajout=-20,40&mairie=26113");
    assert!(text.contains("est en mer ou hors de France."), "{text}");
    assert!(text.contains("Lieu ajouté à Die"), "{text}");
    for wrong in ["ajout=5", "ajout=5,95", "retrait=ABC", "mairie=99999", "sans=x"] {
        assert_eq!(page(&server, &format!("/territoires/26?{wrong}")).0, 400, "{wrong}");
    }
    let many = ["5,44"; 11].join("|");
    assert_eq!(
        page(&server, &format!("/territoires/26?ajout={}", many.replace('|', "%7C"))).0,
        400
    );
}
