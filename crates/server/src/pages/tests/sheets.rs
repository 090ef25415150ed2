//! The sheet of a venue, and the page about the data.

use super::{fixture::id, get};
use axum::http::StatusCode;

#[tokio::test]
async fn the_sheet_of_a_venue_says_everything_and_where_it_comes_from() {
    let page = get(&format!("/lieux/{}", id("mairie"))).await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_says("Faire une démarche");
    page.assert_says("Aide aux démarches administratives");
    page.assert_says("Vendredi 24 avril (aujourd’hui)");
    page.assert_says("9 h 00 – 12 h 30 et 14 h 00 – 17 h 00");
    page.assert_says("href=\"geo:44.7536,5.3704");
    page.assert_says("D’où vient cette fiche ?");
    page.assert_says("Liste d&#39;essai");
    page.assert_says("Ligne 12");
    page.assert_says("Donne : nom, téléphone.");
    page.assert_says("Mise à jour le 1er janvier 2026");
    assert!(!page.says("<de>"));
}

#[tokio::test]
async fn the_week_seen_from_friday_has_seven_days_and_the_closed_ones_say_so() {
    let page = get(&format!("/lieux/{}", id("mairie"))).await;
    assert_eq!(page.text.matches("<th scope=\"row\">").count(), 7);
    page.assert_says("<th scope=\"row\">Samedi 25 avril</th><td>Fermé</td>");
    page.assert_says("<th scope=\"row\">Jeudi 30 avril</th>");
}

#[tokio::test]
async fn hours_that_nobody_understands_are_shown_as_they_are() {
    get(&format!("/lieux/{}", id("quelque-part")))
        .await
        .assert_says("le matin, sauf quand il neige");
    get(&format!("/lieux/{}", id("association")))
        .await
        .assert_says("Les horaires ne sont pas connus.");
}

#[tokio::test]
async fn an_id_of_the_past_leads_to_the_survivor_or_says_that_it_is_gone() {
    let moved = get(&format!("/lieux/{}", id("ancien"))).await;
    assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
    assert_eq!(moved.location.unwrap(), format!("/lieux/{}", id("mairie")));
    let gone = get(&format!("/lieux/{}", id("ferme-pour-toujours"))).await;
    assert_eq!(gone.status, StatusCode::GONE);
    gone.assert_says("n’est plus dans l’annuaire");
    for unknown in ["aaaaaaaaaaaa", "ABC", "%ff"] {
        let page = get(&format!("/lieux/{unknown}")).await;
        assert!(page.status.is_client_error(), "{unknown}");
        page.assert_says("href=\"/\"");
    }
}

#[tokio::test]
async fn the_data_page_says_what_was_read_what_is_missing_and_what_was_noticed() {
    let page = get("/donnees").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "c0ffee",
        "Licence Ouverte 2.0",
        "1er avril 2026",
        "1 007",
        "L&#39;adresse ne répond pas.",
        "telephone-invalide",
    ] {
        page.assert_says(words);
    }
}
