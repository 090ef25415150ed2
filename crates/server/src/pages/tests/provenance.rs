//! What became of the rows: the page of a source, its findings as a file, and where a sheet comes from.

use super::{fixture::id, get};
use axum::http::StatusCode;

#[tokio::test]
async fn the_data_page_leads_to_each_source_and_counts_places_and_ages() {
    let page = get("/donnees").await;
    page.assert_says("href=\"/donnees/sources/essai\"");
    page.assert_says("Comment les lieux sont placés");
    // 25 rows: 24 located, one by its commune; all verified on 1 January, less than six months before.
    page.assert_says("<td class=\"number\">24</td><td class=\"number\">0</td><td class=\"number\">1</td>");
    page.assert_says("<td class=\"number\">25</td><td class=\"number\">0</td>");
}

#[tokio::test]
async fn the_page_of_a_source_says_what_became_of_its_rows_and_pages_through_its_findings() {
    let page = get("/donnees/sources/essai").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "<dt>Lues</dt><dd>1 007</dd>",
        "<dt>Dans la commune</dt><dd>1 (4 %)</dd>",
        "<dt>Moins de 6 mois</dt><dd>25 (100 %)</dd>",
        "62 constats, page 1 sur 2.",
        "Ligne non publiée",
        "href=\"/donnees/sources/essai/constats.csv\"",
        "page=2#constats",
    ] {
        page.assert_says(words);
    }
    page.assert_says(&format!("href=\"/lieux/{}\"", id("mairie")));
    assert!(!page.says("<b>"), "{}", page.text);
    assert_eq!(page.text.matches("<th scope=\"row\" class=\"number\">").count(), 50);
    let second = get("/donnees/sources/essai?page=2").await;
    assert_eq!(second.text.matches("<th scope=\"row\" class=\"number\">").count(), 12);
    second.assert_says("rel=\"prev\"");
    assert!(!second.says("rel=\"next\""));
}

#[tokio::test]
async fn findings_of_one_kind_are_shown_alone() {
    let page = get("/donnees/sources/essai?nature=telephone-invalide").await;
    page.assert_says("1 constat, page 1 sur 1.");
    page.assert_says("Voir tous les constats");
    page.assert_says("« 12 » n&#39;est pas un numéro.");
    assert!(!page.says("« hier »"));
}

#[tokio::test]
async fn what_is_no_source_no_page_and_no_kind_is_said() {
    for (address, status) in [
        ("/donnees/sources/inconnue", StatusCode::NOT_FOUND),
        ("/donnees/sources/inconnue/constats.csv", StatusCode::NOT_FOUND),
        ("/donnees/sources/essai?page=3", StatusCode::NOT_FOUND),
        ("/donnees/sources/essai?page=0", StatusCode::BAD_REQUEST),
        ("/donnees/sources/essai?nature=faute", StatusCode::BAD_REQUEST),
        ("/donnees/sources/essai/constats.csv?page=2", StatusCode::BAD_REQUEST),
    ] {
        let page = get(address).await;
        assert_eq!(page.status, status, "{address}");
        page.assert_says("href=\"/\"");
    }
}

#[tokio::test]
async fn the_findings_are_a_file_that_no_spreadsheet_runs() {
    let file = get("/donnees/sources/essai/constats.csv").await;
    assert_eq!(file.status, StatusCode::OK);
    let mut lines = file.text.split("\r\n");
    assert_eq!(
        lines.next(),
        Some("\u{feff}ligne,gravite,nature,sens,champ,detail,lieu")
    );
    let town_hall = lines.next().unwrap();
    assert!(
        town_hall.starts_with("12,avertissement,telephone-invalide,"),
        "{town_hall}"
    );
    assert!(town_hall.ends_with(&format!(",{}", id("mairie"))), "{town_hall}");
    let formula = lines.next().unwrap();
    assert!(
        formula.ends_with(",commune,\"'=1+1, \"\"<b>Ici</b>\"\"\","),
        "{formula}"
    );
    assert_eq!(lines.count(), 61, "60 more findings and the end of the last line");
}

#[tokio::test]
async fn a_sheet_says_which_source_gives_what_what_was_wrong_and_why_rows_are_one_place_or_not() {
    let page = get(&format!("/lieux/{}", id("mairie"))).await;
    for words in [
        "<a href=\"/donnees/sources/essai\">Liste d&#39;essai</a>",
        "Ce que nous avons remarqué dans cette ligne (1)",
        "Le téléphone ne peut pas être lu.",
        "La ligne 12 de « Liste d&#39;essai » et la ligne 40 de « Liste d&#39;essai » parlent du même lieu.",
        "Pour, téléphone (+40) : le même numéro",
        "Contre, distance (−5)",
        "parlent de deux lieux.",
        "Contre, genre d’organisme (−1000)",
    ] {
        page.assert_says(words);
    }
    page.assert_says(&format!(
        "L’autre lieu : <a href=\"/lieux/{}\">Médiathèque</a>.",
        id("mediatheque")
    ));
}

#[tokio::test]
async fn a_sheet_says_what_it_is_worth_and_why() {
    let page = get(&format!("/lieux/{}", id("mairie"))).await;
    // All but: no way to write (6), no way to come stated (4), one warning (2).
    page.assert_says("Elle a 88 points sur 100.");
    page.assert_says("<dt>Téléphone</dt><dd>12 sur 12. Il y a un numéro.</dd>");
    page.assert_says("<dt>Lignes reçues</dt><dd>6 sur 8. Une valeur reçue était fausse.</dd>");
    let page = get(&format!("/lieux/{}", id("quelque-part"))).await;
    page.assert_says("0 sur 18. Seule la commune est connue.");
    page.assert_says("6 sur 15. Les horaires sont écrits, sans être sûrs.");
}
