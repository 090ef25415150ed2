//! The pages in other languages.

use super::{Answer, fixture::id, get, post};
use crate::locales::{ALL, tests::french_parts};
use axum::http::StatusCode;

/// Addresses of pages that are in every language, in every state, without their prefix.
fn addresses() -> Vec<String> {
    let mut all: Vec<String> = [
        "/",
        "/recherche",
        "/recherche?ou=die",
        "/recherche?ou=saint-ferreol",
        "/recherche?ou=drome",
        "/recherche?ou=xyzxyz",
        "/recherche?commune=26113&frais_a_charge=Gratuit&ouvert=maintenant",
        "/recherche?commune=26113&besoin=apprendre&frais_a_charge=Payant",
        "/recherche?commune=26113&nombre=30",
        "/recherche?commune=74234&besoin=demarche",
        "/recherche?besion=x",
        "/orientation",
        "/orientation?ou=die",
        "/outils",
        "/lieux/aaaaaaaaaaaa",
    ]
    .map(str::to_owned)
    .into();
    for local in [
        "mairie",
        "mediatheque",
        "association",
        "quelque-part",
        "ferme-pour-toujours",
    ] {
        all.push(format!("/lieux/{}", id(local)));
    }
    all.push(format!("/lieux/{}/signaler", id("mairie")));
    all.push(format!("/lieux/{}/signaler?envoye=oui", id("mairie")));
    all
}

fn assert_english(page: &Answer, address: &str, french: &[String]) {
    page.assert_says("<html lang=\"en\" dir=\"ltr\">");
    assert_eq!(page.language.as_deref(), Some("en"), "{address}");
    let found: Vec<&String> = french
        .iter()
        .filter(|part| page.says(&part.replace(['\u{a0}', '\u{202f}'], " ")))
        .collect();
    assert!(found.is_empty(), "{address} says in French: {found:#?}");
}

#[tokio::test]
async fn no_english_page_holds_a_french_sentence() {
    let french = french_parts();
    assert!(french.len() > 200, "{}", french.len());
    for address in addresses() {
        assert_english(&get(&format!("/en{address}")).await, &address, &french);
    }
    for (form, body) in [("/recherche", "lat=44.754&lon=5.371"), ("/recherche", "lat=x")] {
        assert_english(&post(&format!("/en{form}"), body).await, body, &french);
    }
    // The search above is one that finds: the French pages do hold such sentences.
    let page = get("/recherche?ou=die").await;
    assert!(french.iter().filter(|part| page.says(part)).count() > 10);
}

#[tokio::test]
async fn every_page_names_itself_in_every_language_and_answers_the_same_there() {
    for address in addresses() {
        let french = get(&address).await;
        for t in ALL {
            let (prefix, code) = (t.locale.prefix, t.locale.code);
            let page = get(&format!("{prefix}{address}")).await;
            assert_eq!(page.status, french.status, "{prefix}{address}");
            assert_eq!(page.language.as_deref(), Some(code));
            for other in ALL {
                let there = format!("{}{address}", other.locale.prefix).replace('&', "&#38;");
                page.assert_says(&format!("hreflang=\"{}\" href=\"{there}\">", other.locale.code));
                let switch = format!("<a href=\"{there}\" lang=\"{0}\" hreflang=\"{0}\">", other.locale.code);
                let times = if other.locale.code == code { 0 } else { 2 };
                assert_eq!(
                    page.text.matches(&switch).count(),
                    times,
                    "{switch} in {prefix}{address}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_links_of_an_english_page_stay_in_english_or_say_that_they_lead_to_french() {
    for address in addresses() {
        let page = get(&format!("/en{address}")).await;
        for link in page.text.split("<a ").skip(1) {
            let tag = link.split('>').next().unwrap_or_default();
            // A link to another site has its address from a script.
            let ours = tag.split("href=\"/").nth(1).filter(|_| !tag.contains("rel=\"external"));
            let stays = ours.is_none_or(|path| path.starts_with("en/"));
            assert!(stays || tag.contains("hreflang=\"fr\""), "{tag} in {address}");
        }
        for form in page.text.split("action=\"").skip(1) {
            assert!(form.starts_with("/en/"), "{}", &form[..form.len().min(60)]);
        }
    }
}

#[tokio::test]
async fn the_result_of_a_form_leads_to_the_first_page_in_the_other_language() {
    let page = post("/recherche", "lat=44.754&lon=5.371").await;
    page.assert_says("<a href=\"/en/\" lang=\"en\" hreflang=\"en\">English</a>");
    assert!(!page.says("rel=\"alternate\" hreflang"));
    let page = get("/donnees").await;
    page.assert_says("<a href=\"/en/\" lang=\"en\" hreflang=\"en\">English</a>");
}

#[tokio::test]
async fn a_prefix_alone_leads_to_the_first_page_and_one_that_is_none_does_not_exist() {
    let page = get("/en").await;
    assert_eq!(page.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(page.location.as_deref(), Some("/en/"));
    assert_eq!(get("/xx/").await.status, StatusCode::NOT_FOUND);
    let page = get("/en/nulle-part").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.assert_says("Page not found");
    let moved = get(&format!("/en/lieux/{}", id("ancien"))).await;
    assert_eq!(moved.location.unwrap(), format!("/en/lieux/{}", id("mairie")));
}

#[tokio::test]
async fn no_address_makes_the_switch_lead_to_another_site() {
    for address in ["/en//example.org/x", "//example.org", "/en/%2F/example.org"] {
        let page = get(address).await;
        assert!(!page.says("href=\"//"), "{address}");
    }
}

#[tokio::test]
async fn english_says_times_and_numbers_its_own_way() {
    let page = get("/en/recherche?ou=die").await;
    page.assert_says("Tuesday at 9:00");
    let page = get(&format!("/en/lieux/{}", id("mairie"))).await;
    page.assert_says("Friday 24 April");
    page.assert_says("9:00 to 12:30");
}
