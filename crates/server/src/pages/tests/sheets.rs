//! The sheet of a venue, and the page about the data.

use super::{fixture::id, get, post};
use axum::http::StatusCode;

#[tokio::test]
async fn the_sheet_of_a_venue_says_everything_and_where_it_comes_from() {
    let page = get(&format!("/lieux/{}", id("mairie"))).await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_says("Faire une démarche");
    page.assert_says("Aide aux démarches administratives");
    page.assert_says("Vendredi 24 avril (aujourd’hui)");
    page.assert_says("9 h 00 à 12 h 30 et 14 h 00 à 17 h 00");
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

#[tokio::test]
async fn the_sheet_says_when_it_was_checked_and_links_to_the_visitors_own_map() {
    let page = get(&format!("/lieux/{}", id("mairie"))).await;
    page.assert_says("Fiche vérifiée le 1er janvier 2026.");
    page.assert_says("44,7536 N, 5,3704 E");
    page.assert_says("<dt>France Services</dt><dd>Un agent vous aide");
    get(&format!("/lieux/{}", id("association")))
        .await
        .assert_says("La date de vérification n’est pas connue.");
}

#[tokio::test]
async fn a_mistake_is_reported_without_saying_who_one_is() {
    let form = get(&format!("/lieux/{}/signaler", id("mairie"))).await;
    assert_eq!(form.status, StatusCode::OK);
    form.assert_says("value=\"ferme\"");
    for asked in ["type=\"email\"", "name=\"nom\"", "type=\"tel\""] {
        assert!(!form.says(asked), "{asked}");
    }
    let address = format!("/lieux/{}/signaler", id("mairie"));
    let unsaid = post(&address, "texte=oui").await;
    assert_eq!(unsaid.status, StatusCode::BAD_REQUEST);
    unsaid.assert_says("Choisissez ce qui est faux.");
    let long = "é".repeat(1_001);
    let too_long = post(&address, &format!("nature=horaires&texte={long}")).await;
    assert_eq!(too_long.status, StatusCode::BAD_REQUEST);
    too_long.assert_says("Le texte est trop long");
    assert!(too_long.says(&long), "what was written is still there");
    // Nobody keeps reports here: that is said, and nothing is lost in silence.
    let kept = post(&address, "nature=horaires&texte=").await;
    assert_eq!(kept.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(post(&address, "nature=tout").await.status, StatusCode::BAD_REQUEST);
    let unknown = post("/lieux/aaaaaaaaaaaa/signaler", "nature=horaires").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let moved = get(&format!("/lieux/{}/signaler", id("ancien"))).await;
    assert_eq!(moved.location.unwrap(), format!("/lieux/{}/signaler", id("mairie")));
}

#[tokio::test]
async fn the_sheet_of_a_bus_says_where_else_it_stops() {
    let page = get(&format!("/lieux/{}", id("association"))).await;
    page.assert_says("Ce service se déplace. Il s’arrête aussi à :");
    for (other, state) in [("mediatheque", "Ouvre mardi"), ("quelque-part", "Horaires inconnus")] {
        let from = page.text.find("Autres arrêts").unwrap();
        let at = page.text[from..]
            .find(&format!("/lieux/{}", id(other)))
            .expect("the other stop is linked");
        let line = page.text[from + at..].lines().next().unwrap();
        assert!(line.contains(state), "{line}");
    }
    assert!(!get(&format!("/lieux/{}", id("mairie"))).await.says("Autres arrêts"));
}
