//! The question, the results, the map's list.

use super::{get, post};
use axum::http::StatusCode;

#[tokio::test]
async fn the_first_page_asks_one_question_and_offers_only_needs_that_some_venue_answers() {
    let page = get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_says("Où êtes-vous ?");
    page.assert_says("action=\"/recherche\"");
    page.assert_says("value=\"demarche\"");
    assert!(!page.says("value=\"materiel\""), "no venue sells computers");
    page.assert_says("01 70 772 372");
    page.assert_says("Édition 7 du 20 avril 2026");
}

#[tokio::test]
async fn a_name_leads_to_the_venues_nearest_first_with_their_state_in_words() {
    let page = get("/recherche?ou=die&besoin=").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_says("Lieux d’aide : Die (26150)");
    page.assert_says("Ouvert maintenant, ferme à 12 h 30");
    page.assert_says("Ouvre mardi à 9 h 00");
    page.assert_says("Horaires inconnus");
    page.assert_says("href=\"tel:+33475220606\" dir=\"ltr\">04 75 22 06 06<");
    page.assert_says("L’endroit exact dans la commune n’est pas connu.");
    let place = |name: &str| page.text.find(name).unwrap();
    assert!(place("Adresse à vérifier") > place("Association du Diois"));
    assert!(
        place("Point numérique") > place("Adresse à vérifier"),
        "150 m from a commune's point are no distance"
    );
    assert!(place("Médiathèque") < place("Association du Diois"));
}

#[tokio::test]
async fn a_whole_address_leads_to_its_postcode() {
    let page = get("/recherche?ou=12+rue+camille+buffardel+26150+Die").await;
    page.assert_says("Lieux d’aide : Die (26150)");
}

#[tokio::test]
async fn names_are_text_and_never_markup() {
    let page = get("/recherche?ou=die").await;
    assert!(!page.says("<de>"), "{}", page.text);
    let page = get("/recherche?ou=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert!(!page.says("<script>alert"), "{}", page.text);
}

#[tokio::test]
async fn a_name_that_two_communes_have_is_asked_about_and_the_filters_stay() {
    let page = get("/recherche?ou=saint-ferreol&besoin=demarche&ouvert=maintenant").await;
    page.assert_says("Vouliez-vous dire");
    page.assert_says("/recherche?commune=74234&amp;besoin=demarche&amp;ouvert=maintenant");
    page.assert_says("Haute-Savoie");
}

#[tokio::test]
async fn the_name_of_a_departement_leads_to_the_whole_of_it_and_to_its_communes() {
    let page = get("/recherche?ou=drome").await;
    page.assert_says("href=\"/carte?departement=26\">Drôme (26)</a>");
    page.assert_says("href=\"/recherche?commune=26113\">Die (26150)</a>");
}

#[tokio::test]
async fn a_name_that_no_commune_has_is_a_question_again_with_what_was_written() {
    let page = get("/recherche?ou=xyzxyz").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_says("Nous ne trouvons pas « xyzxyz »");
    page.assert_says("value=\"xyzxyz\"");
    get("/recherche").await.assert_says("Écrivez le nom de votre commune.");
}

#[tokio::test]
async fn filters_narrow_the_list_and_an_empty_list_has_a_way_out() {
    let page = get("/recherche?commune=26113&frais_a_charge=Gratuit&ouvert=maintenant").await;
    page.assert_says("Mairie");
    assert!(!page.says("Médiathèque"));
    let page = get("/recherche?commune=26113&besoin=apprendre&ouvert=maintenant").await;
    page.assert_says("Aucun lieu ne correspond à tous vos choix.");
    page.assert_says("Voir tous les lieux");
    page.assert_says("Médiathèque");
}

#[tokio::test]
async fn every_need_has_a_drawing_and_is_chosen_with_one_touch() {
    let page = get("/").await;
    let buttons = page.text.matches("class=\"need\" name=\"besoin\"").count();
    assert!(buttons >= 3, "{buttons}");
    assert_eq!(page.text.matches("<svg class=\"drawing\"").count(), buttons);
    assert_eq!(
        page.text.matches("aria-hidden=\"true\" focusable=\"false\"").count(),
        buttons
    );
    // A need that was chosen before the place stays chosen.
    let page = get("/recherche?ou=&besoin=demarche").await;
    page.assert_says("<button type=\"submit\" name=\"besoin\" value=\"demarche\">Chercher</button>");
    page.assert_says("value=\"demarche\" aria-current=\"true\"");
}

#[tokio::test]
async fn a_venue_says_its_state_in_one_of_three_ways() {
    let page = get("/recherche?commune=26113&nombre=30").await;
    let states: Vec<&str> = page
        .text
        .split("<span class=\"state ")
        .skip(1)
        .map(|rest| rest.split_once('>').unwrap().1.split_once('<').unwrap().0)
        .collect();
    assert_eq!(states.len(), 24);
    for state in states {
        let known = ["Ouvert maintenant, ferme ", "Ouvre ", "Horaires inconnus : "];
        assert!(known.iter().any(|start| state.starts_with(start)), "{state}");
    }
}

#[tokio::test]
async fn a_day_to_come_is_a_filter_and_its_hours_are_shown() {
    let page = get("/recherche?commune=26113&ouvert=mardi").await;
    page.assert_says("<option value=\"mardi\" selected>Mardi</option>");
    page.assert_says("Seulement les lieux ouverts : mardi.");
    page.assert_says("<li class=\"then\">Mardi 28 avril : 9 h 00 à 12 h 00</li>");
    assert_eq!(
        page.text.matches("id=\"lieu-").count(),
        2,
        "the two that are surely open"
    );
    let page = get("/recherche?commune=26113&ouvert=mardi-apres-midi").await;
    page.assert_says("Mairie");
    assert!(!page.says("Médiathèque"));
    let page = get("/recherche?commune=26113&ouvert=2026-04-28T09:30").await;
    page.assert_says("selected>Mardi 28 avril à 9 h 30</option>");
    assert_eq!(page.text.matches("id=\"lieu-").count(), 2);
    let page = get("/recherche?commune=26113&ouvert=demain").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    page.assert_says("<li>samedi-matin</li>");
}

#[tokio::test]
async fn where_nothing_is_near_the_town_hall_is_there_with_its_phone_and_hours() {
    let page = get("/recherche?commune=26347").await;
    page.assert_says("Aucun lieu à moins de 30 minutes");
    page.assert_says("Mairie de Saint-Ferréol");
    page.assert_says("Ouvre lundi à 9 h 00");
    page.assert_says("href=\"tel:+33475000000\" dir=\"ltr\">04 75 00 00 00<");
    page.assert_says("<th scope=\"row\">Lundi 27 avril</th><td>9 h 00 à 12 h 00</td>");
    assert_eq!(page.text.matches("01 70 772 372").count(), 2, "here and at the foot");
    assert!(page.says("id=\"lieu-1\""), "and those further away");
    let near = get("/recherche?commune=26113").await;
    assert!(!near.says("Aucun lieu à moins de 30 minutes"), "{}", near.text);
}

#[tokio::test]
async fn a_search_widens_by_itself_and_says_what_it_let_go() {
    let page = get("/recherche?commune=26347&duree_max=20").await;
    page.assert_says("Aucun lieu à moins de 20 minutes. En voici de plus loin.");
    assert!(page.says("id=\"lieu-1\""));
    let page = get("/recherche?commune=26113&besoin=materiel").await;
    page.assert_says("Aucun lieu ne correspond à tous vos choix. Voici tous les lieux, sans vos choix.");
    assert!(page.says("id=\"lieu-1\""));
}

#[tokio::test]
async fn labels_are_explained_and_a_need_says_what_to_bring() {
    let page = get("/recherche?commune=26113&besoin=demarche").await;
    page.assert_says("<dt>France Services</dt><dd>Un agent vous aide");
    page.assert_says("Apportez votre pièce d’identité");
    assert!(!get("/recherche?commune=26113").await.says("Apportez"));
}

#[tokio::test]
async fn minutes_are_said_and_an_estimate_says_that_it_is_one() {
    let page = get("/recherche?commune=26113").await;
    page.assert_says("Le lieu le plus proche est à environ 1 minute en voiture.");
    page.assert_says("<li class=\"minutes\">Environ 1 min (1 à 10) en voiture<");
    page.assert_says("<option value=\"20\">À moins de 20 minutes</option>");
}

#[tokio::test]
async fn minutes_are_a_filter_that_goes_with_the_others_and_stays() {
    // The twenty venues far away are 33 km from here.
    let page = get("/recherche?commune=26113&duree_max=20").await;
    assert_eq!(page.text.matches("id=\"lieu-").count(), 3);
    page.assert_says("<option value=\"20\" selected>");
    page.assert_says("name=\"duree_max\" value=\"20\"");
    let page = get("/recherche?commune=26113&duree_max=10&frais_a_charge=Payant").await;
    page.assert_says("Aucun lieu ne correspond à tous vos choix.");
    for wrong in ["25", "0", "vite"] {
        let page = get(&format!("/recherche?commune=26113&duree_max={wrong}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{wrong}");
        page.assert_says("<li>45</li>");
    }
}

#[tokio::test]
async fn from_the_sea_there_are_distances_and_no_minutes() {
    let page = post("/recherche", "lat=43.0&lon=-30.0").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_says("à vol d’oiseau");
    assert!(!page.says("en voiture."), "{}", page.text);
    assert!(!page.says("class=\"minutes\""));
}

#[tokio::test]
async fn more_venues_come_ten_at_a_time_until_there_are_no_more() {
    let page = get("/recherche?commune=26113").await;
    assert_eq!(page.text.matches("id=\"lieu-").count(), 10);
    page.assert_says("name=\"nombre\" value=\"20\"");
    page.assert_says("/recherche#lieu-11");
    let page = get("/recherche?commune=26113&nombre=30").await;
    assert_eq!(page.text.matches("id=\"lieu-").count(), 23);
    assert_eq!(
        page.text.matches("class=\"venue-name\"").count(),
        24,
        "and the one without an exact place"
    );
    assert!(!page.says("Voir plus"));
}

#[tokio::test]
async fn a_position_is_sent_in_a_form_and_never_comes_back_in_an_address() {
    let page = post("/recherche", "lat=44.754&lon=5.371&besoin=").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_says("Lieux d’aide près de vous");
    page.assert_says("method=\"post\"");
    page.assert_says("name=\"lat\" value=\"44.754\"");
    assert!(!page.says("?lat"), "{}", page.text);
    assert_eq!(
        get("/recherche?lat=44.754&lon=5.371").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn a_parameter_that_is_wrong_is_named_with_what_is_possible_and_a_way_out() {
    for address in [
        "/?a=1",
        "/recherche?besion=x",
        "/recherche?ou=die&besoin=argent",
        "/carte?departement=99",
        "/donnees?x=1",
    ] {
        let page = get(address).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{address}");
        page.assert_says("href=\"/\"");
    }
    let page = get("/recherche?ou=die&frais_a_charge=gratis").await;
    page.assert_says("gratis");
    page.assert_says("<li>Gratuit sous condition</li>");
    for form in ["", "lat=44.7", "lat=91&lon=5", "lat=x&lon=5"] {
        assert_eq!(post("/recherche", form).await.status, StatusCode::BAD_REQUEST, "{form}");
    }
}

#[tokio::test]
async fn the_map_page_is_a_list_first() {
    let page = get("/carte").await;
    page.assert_says("href=\"/carte?departement=26\"");
    page.assert_says("Drôme (26) : 24 lieux");
    let page = get("/carte?departement=26").await;
    page.assert_says("Carte des lieux : Drôme");
    page.assert_says("Association du Diois");
    page.assert_says("data-bbox=\"");
    let page = get("/carte?bbox=5.36,44.75,5.378,44.757").await;
    page.assert_says("3 lieux sur la carte.");
    assert!(!page.says("Association du Diois"));
}
