use crate::server::Server;

/// The text of a page, no-break spaces counting as spaces.
fn page(server: &Server, target: &str) -> (u16, String) {
    let reply = server.get(target);
    let text = String::from_utf8(reply.body).unwrap();
    (reply.status, text.replace(['\u{a0}', '\u{202f}'], " "))
}

fn assert_says(text: &str, words: &str) {
    assert!(text.contains(words), "« {words} » is not in:\n{text}");
}

/// Where each of `words` stands, which must be in this order.
fn assert_in_order(text: &str, words: &[&str]) {
    let places: Vec<Option<usize>> = words.iter().map(|word| text.find(word)).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{words:?}: {places:?}"
    );
}

#[test]
fn the_country_is_told_first_and_how_sure_it_is() {
    let server = Server::start();
    let (status, text) = page(&server, "/territoires");
    assert_eq!(status, 200);
    assert_says(
        &text,
        "51 700 personnes vivent à plus de 30 minutes d’une France Services.",
    );
    assert_says(&text, "C’est certain pour 500 personnes.");
    assert_says(&text, "Nous ne pouvons pas trancher pour 151 300 personnes.");
    assert_says(&text, "Les durées sont estimées d’après les distances.");
    assert_says(&text, "1 département est signalé");
    assert_says(&text, "25 % des habitants vivent à plus de 30 minutes.");
    assert_says(&text, "Populations de 2026, Etalab");
    let (_, free) = page(&server, "/territoires?cible=gratuit");
    assert_says(&free, "d’un lieu gratuit");
}

#[test]
fn every_departement_of_the_table_is_on_the_map_in_the_same_shade() {
    let server = Server::start();
    let (_, text) = page(&server, "/territoires");
    for (link, shade) in [
        ("<a href=\"/territoires/26\" aria-label=\"Autour de Die : 25 %\">", '4'),
        ("<a href=\"/territoires/69\" aria-label=\"Autour de Lyon : 0 %\">", '0'),
        (
            "<a href=\"/territoires/974\" aria-label=\"=Autour de Saint-Denis : 34 %\">",
            '4',
        ),
    ] {
        let (_, after) = text.split_once(link).unwrap_or_else(|| panic!("{link}"));
        let shape = &after[..after.find("</a>").unwrap()];
        assert_says(shape, &format!("fill=\"url(#trame-{shade})\""));
    }
    let (_, row) = text
        .split_once("<th scope=\"row\"><a href=\"/territoires/69\">")
        .unwrap();
    assert_says(&row[..row.find("</tr>").unwrap()], "url(#trame-0)");
}

#[test]
fn the_flagged_come_first_and_links_sort_the_table() {
    let server = Server::start();
    let row = |code: &str| format!("<th scope=\"row\"><a href=\"/territoires/{code}\">");
    let (_, text) = page(&server, "/territoires");
    assert_in_order(&text, &[&row("26"), &row("974"), &row("69")]);
    assert_says(
        &text,
        "<th scope=\"col\" aria-sort=\"descending\"><a href=\"/territoires?tri=signalements#tableau\">",
    );
    let (_, text) = page(&server, "/territoires?tri=-habitants");
    assert_in_order(&text, &[&row("69"), &row("974"), &row("26")]);
    assert_says(
        &text,
        "aria-sort=\"descending\"><a href=\"/territoires?tri=habitants#tableau\">Habitants",
    );
    assert_says(&text, "href=\"/territoires?tri=nom#tableau\">Territoire</a>");
    let (_, text) = page(&server, "/territoires?tri=nom&cible=gratuit");
    assert_in_order(&text, &[&row("974"), &row("26"), &row("69")]);
    assert_says(&text, "href=\"/territoires?cible=gratuit&#38;tri=-nom#tableau\"");
    assert_says(&text, "/api/v1/couverture/departements.csv?cible=gratuit&#38;tri=nom");
}

#[test]
fn the_files_offered_are_there() {
    let server = Server::start();
    for target in ["/territoires?niveau=regions&cible=tous", "/territoires/26?tri=nom"] {
        let (_, text) = page(&server, target);
        let files: Vec<String> = text
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|href| href.starts_with("/api/v1/couverture/"))
            .map(|href| href.replace("&#38;", "&"))
            .collect();
        assert_eq!(files.len(), 2, "{target}");
        for file in files {
            assert_eq!(server.get(&file).status, 200, "{file}");
        }
    }
}

#[test]
fn every_level_has_its_table() {
    let server = Server::start();
    for (level, row) in [
        ("regions", "Région de Die"),
        ("epci", "CC d'essai"),
        ("hubs", "Hub d'essai"),
        ("departements", "Autour de Lyon (69)"),
    ] {
        let (status, text) = page(&server, &format!("/territoires?niveau={level}"));
        assert_eq!(status, 200);
        let row = row.replace('\'', "&#39;");
        assert!(
            text.contains(&format!("<th scope=\"row\">{row}")) || text.contains(&format!("\">{row}</a>")),
            "{level}"
        );
    }
}

#[test]
fn a_departement_tells_its_communes_its_hub_and_its_doubts() {
    let server = Server::start();
    let (status, text) = page(&server, "/territoires/26");
    assert_eq!(status, 200);
    assert_says(&text, "1 200 personnes vivent à plus de 30 minutes");
    assert_says(&text, "Pourquoi ce département est signalé");
    assert_says(&text, "Source : Un communiqué, depuis le 1er février 2019.");
    assert_says(
        &text,
        "<th scope=\"row\">30 à 45 minutes</th><td class=\"number\">700</td><td class=\"number\">15 %</td>",
    );
    assert_says(&text, "environ 16 min (12 à 25)");
    assert_says(&text, "0,31");
    assert_says(&text, "Die : 25 %");
    assert_says(&text, "Die : environ 16 min (12 à 25)");
    assert_says(&text, "Sans contour connu : Saint-Nazaire-le-Désert.");
    let (_, text) = page(&server, "/territoires/69");
    assert_says(&text, "Personne ne vit à plus de 30 minutes");
    assert_says(&text, "Aucun hub connu ne couvre ce département.");
}

#[test]
fn where_nobody_lives_the_table_shows_no_share() {
    let server = Server::start();
    let (_, text) = page(&server, "/territoires/26");
    let (_, row) = text
        .split_once("<th scope=\"row\">Saint-Nazaire-le-Désert</th>")
        .unwrap();
    let row = &row[..row.find("</tr>").unwrap()];
    assert_says(row, "url(#trame-x)");
    assert!(!row.contains('%'), "{row}");
}

#[test]
fn what_does_not_exist_and_what_is_wrong_are_pages_too() {
    let server = Server::start();
    for target in ["/territoires/00", "/territoires/drome", "/territoires/26/x"] {
        assert_eq!(page(&server, target).0, 404, "{target}");
    }
    for target in [
        "/territoires?tri=couleur",
        "/territoires?niveau=cantons",
        "/territoires/26?cible=x",
        "/territoires/26?page=0",
        "/territoires?x=1",
    ] {
        assert_eq!(page(&server, target).0, 400, "{target}");
    }
    assert_eq!(
        page(&server, "/territoires?niveau=&cible=").0,
        200,
        "a form sends empty fields"
    );
    assert_eq!(
        page(&server, "/territoires/26?page=999").0,
        200,
        "the last page there is"
    );
}

#[test]
fn before_coverage_is_computed_the_pages_say_so() {
    let server = Server::start();
    server.app.swap(crate::fixture::without_coverage(2));
    let (status, text) = page(&server, "/territoires");
    assert_eq!(status, 200);
    assert_says(&text, "La couverture n’est pas encore calculée.");
    let (status, text) = page(&server, "/territoires/26");
    assert_eq!(status, 200);
    assert_says(&text, "La couverture de ce territoire n’est pas calculée.");
}
