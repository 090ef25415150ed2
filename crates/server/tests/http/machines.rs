//! What machines read of the pages: JSON-LD, canonical addresses, sitemaps, calendars, contacts; and links from elsewhere.

use crate::{fixture, server::Server};
use serde_json::Value;

fn text(server: &Server, target: &str) -> String {
    let reply = server.get(target);
    assert_eq!(reply.status, 200, "{target}: {}", reply.head);
    String::from_utf8(reply.body).unwrap()
}

/// The value of an attribute after a mark in a page.
fn after<'a>(page: &'a str, mark: &str) -> Option<&'a str> {
    page.split_once(mark)?.1.split('"').next()
}

fn linked(page: &str) -> Option<Value> {
    let text = page.split_once("<script type=\"application/ld+json\">")?.1;
    Some(serde_json::from_str(text.split_once("</script>")?.0).unwrap())
}

#[test]
fn a_page_names_its_own_address_without_what_a_visitor_typed() {
    let server = Server::start();
    for (target, path) in [
        ("/", "/"),
        ("/en/", "/en/"),
        ("/recherche?ou=die", "/recherche?commune=26113"),
        (
            "/recherche?commune=26113&besoin=demarche&nombre=20",
            "/recherche?commune=26113",
        ),
        ("/en/recherche?commune=26113", "/en/recherche?commune=26113"),
        ("/recherche?ou=xqzxqz", "/recherche"),
        ("/carte", "/carte"),
        ("/carte?departement=26", "/carte?departement=26"),
        ("/carte?bbox=5.3,44.7,5.4,44.8", "/carte"),
        ("/territoires?niveau=epci", "/territoires"),
        ("/territoires/26", "/territoires/26"),
        ("/donnees", "/donnees"),
        ("/integration?ou=die", "/integration"),
    ] {
        let page = text(&server, target);
        let canonical = after(&page, "<link rel=\"canonical\" href=\"");
        assert_eq!(canonical, Some(format!("http://essai{path}").as_str()), "{target}");
        assert_eq!(after(&page, "property=\"og:url\" content=\""), canonical, "{target}");
        assert!(after(&page, "property=\"og:title\" content=\"").is_some_and(|title| !title.is_empty()));
        assert!(after(&page, "name=\"description\" content=\"").is_some_and(|said| !said.is_empty()));
    }
}

#[test]
fn what_was_sent_in_a_form_and_what_went_wrong_have_no_address_to_share() {
    let server = Server::start();
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let found = server.post("/recherche", form, b"lat=44.754&lon=5.371");
    assert_eq!(found.status, 200);
    for reply in [
        found,
        server.get("/recherche?lat=44.754&lon=5.371"),
        server.get("/nulle-part"),
    ] {
        let page = String::from_utf8(reply.body).unwrap();
        assert!(
            !page.contains("rel=\"canonical\"") && !page.contains("og:url"),
            "{page}"
        );
        assert_eq!(linked(&page), None);
    }
}

#[test]
fn a_venue_says_for_machines_what_its_page_says_and_no_name_ends_the_element() {
    let server = Server::start();
    let path = format!("/lieux/{}", fixture::id(1));
    let venue = linked(&text(&server, &path)).unwrap();
    assert_eq!(venue["@type"], "GovernmentOffice");
    assert_eq!(venue["name"], "Espace « numérique » n° 1\n\\ \u{1} <b>");
    assert_eq!(venue["url"], format!("http://essai{path}"));
    assert_eq!(venue["isAccessibleForFree"], true);
    assert_eq!(venue["address"]["postalCode"], "26150");
    assert_eq!(venue["geo"]["latitude"], 44.75);
    let hours = &venue["openingHoursSpecification"][0];
    assert_eq!((&hours["opens"], &hours["closes"]), (&"09:00".into(), &"12:00".into()));
    assert_eq!(hours["dayOfWeek"].as_array().unwrap().len(), 5);
}

#[test]
fn a_list_of_venues_is_an_item_list_in_the_order_of_the_page() {
    let server = Server::start();
    for target in ["/recherche?commune=26113", "/carte?departement=26"] {
        let list = linked(&text(&server, target)).unwrap();
        assert_eq!(list["@type"], "ItemList", "{target}");
        let items = list["itemListElement"].as_array().unwrap();
        assert_eq!(list["numberOfItems"], items.len());
        assert!(items.len() >= 10, "{target}");
        for (position, item) in (1..).zip(items) {
            assert_eq!(item["position"], position);
            assert!(item["url"].as_str().unwrap().starts_with("http://essai/lieux/"));
        }
    }
    let crumbs = linked(&text(&server, "/territoires/26")).unwrap();
    assert_eq!(crumbs["itemListElement"][1]["item"], "http://essai/territoires/26");
}

#[test]
fn sitemaps_lead_to_every_venue_in_every_language_and_robots_to_the_sitemaps() {
    let server = Server::start();
    let robots = text(&server, "/robots.txt");
    assert!(
        robots.contains("Disallow: /*lat=") && robots.contains("Sitemap: http://essai/sitemap.xml"),
        "{robots}"
    );
    let index = text(&server, "/sitemap.xml");
    let files: Vec<&str> = index
        .split("<loc>http://essai")
        .skip(1)
        .filter_map(|it| it.split('<').next())
        .collect();
    assert_eq!(
        files,
        [
            "/sitemaps/pages.xml",
            "/sitemaps/territoires.xml",
            "/sitemaps/lieux-1.xml"
        ]
    );
    let mut addresses = Vec::new();
    for file in files {
        let map = text(&server, file);
        let found = map
            .split("<loc>http://essai")
            .skip(1)
            .filter_map(|it| it.split('<').next());
        let found: Vec<String> = found.map(|path| path.replace("&amp;", "&")).collect();
        assert!(found.len() < 50_000 && !found.is_empty(), "{file}");
        addresses.extend(found);
    }
    for path in [
        "/",
        "/en/",
        "/territoires/26",
        "/carte?departement=26",
        "/recherche?commune=26113",
    ] {
        assert!(addresses.iter().any(|known| known == path), "{path}");
    }
    let venues = addresses.iter().filter(|path| path.contains("/lieux/")).count();
    assert_eq!(venues, 2 * fixture::IN_ALL as usize);
    for address in &addresses {
        assert_eq!(server.get(address).status, 200, "{address}");
    }
    for wrong in [
        "/sitemaps/lieux-2.xml",
        "/sitemaps/lieux-0.xml",
        "/sitemaps/lieux-+1.xml",
        "/sitemaps/rien.xml",
        "/sitemaps/pages",
    ] {
        assert_eq!(server.get(wrong).status, 404, "{wrong}");
    }
}

#[test]
fn a_venue_is_taken_along_as_a_calendar_and_as_a_contact() {
    let server = Server::start();
    let path = format!("/lieux/{}", fixture::id(1));
    let page = text(&server, &path);
    for (suffix, kind, first) in [
        (".ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\n"),
        (".vcf", "text/vcard; charset=utf-8", "BEGIN:VCARD\r\n"),
    ] {
        assert!(page.contains(&format!("href=\"{path}{suffix}\"")), "{suffix}");
        let reply = server.get(&format!("{path}{suffix}"));
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(kind)));
        assert!(String::from_utf8(reply.body).unwrap().starts_with(first));
        assert_eq!(server.get(&format!("/en{path}{suffix}")).status, 200);
        let moved = server.get(&format!("/lieux/{}{suffix}", fixture::id(100)));
        assert_eq!(
            (moved.status, moved.header("location")),
            (301, Some(format!("{path}{suffix}").as_str()))
        );
    }
    // Without hours there is no calendar, and no link to one.
    let silent = format!("/lieux/{}", fixture::id(2));
    assert!(!text(&server, &silent).contains(".ics"));
    assert_eq!(server.get(&format!("{silent}.ics")).status, 404);
    assert_eq!(server.get(&format!("{silent}.pdf")).status, 404);
}

#[test]
fn links_to_the_national_map_lead_here_with_the_filters_that_we_have_and_no_position() {
    let server = Server::start();
    for (target, leads_to) in [
        ("/region-de-die/autour-de-die/lieux", "/carte?departement=26"),
        ("/region-de-die/autour-de-die", "/carte?departement=26"),
        ("/lieux", "/carte"),
        ("/cartographie", "/carte"),
        (
            "/region-de-die/autour-de-die/lieux?latitude=44.7512345&longitude=5.3712345&zoom=14",
            "/recherche?commune=26113",
        ),
        // So far out, the map shows a région.
        (
            "/region-de-die/autour-de-die/lieux?latitude=44.7512345&longitude=5.3712345&zoom=6.5",
            "/carte?departement=26",
        ),
        (
            "/region-de-die/autour-de-die/lieux?services=Aide%20aux%20d%C3%A9marches%20administratives&frais_a_charge=Gratuit&\
             latitude=44.75&longitude=5.37",
            "/recherche?commune=26113&services=Aide%20aux%20d%C3%A9marches%20administratives&frais_a_charge=Gratuit",
        ),
        (
            "/cartographie/regions/R%C3%A9gion%20de%20Die/Autour%20de%20Die?labels_nationaux=CNFS&ouvert_le_week_end=true&page=2",
            "/recherche?departement=26&dispositif_programmes_nationaux=Conseillers%20num%C3%A9riques&non_repris=week-end",
        ),
    ] {
        let reply = server.get(target);
        assert_eq!(
            (reply.status, reply.header("location")),
            (302, Some(leads_to)),
            "{target}"
        );
        let there = server.get(leads_to);
        assert_eq!(there.status, 200, "{leads_to}");
        if leads_to.contains("non_repris") {
            let page = String::from_utf8(there.body).unwrap();
            assert!(page.contains("ouvert le week-end"), "what was left out is not said");
        }
    }
    for nowhere in [
        "/autour-de-die",
        "/autour-de-die/nulle-part",
        "/region-de-die/nulle-part",
        "/nulle-part/lieux-dits",
    ] {
        assert_eq!(server.get(nowhere).status, 404, "{nowhere}");
    }
}

#[test]
fn the_frame_is_for_those_whom_the_operator_admits_and_nobody_by_default() {
    let server = Server::start();
    for target in [
        "/integration/cadre",
        "/en/integration/cadre?territoire=26",
        "/integration/cadre?territoire=xyz",
    ] {
        let reply = server.get(target);
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.ends_with("frame-ancestors 'self'"), "{target}: {policy}");
        assert_eq!(reply.header("cross-origin-resource-policy"), Some("cross-origin"));
    }
    let policy = server.get("/").header("content-security-policy").unwrap().to_owned();
    assert!(
        policy.contains("frame-ancestors 'none'") && !policy.contains("frame-src"),
        "{policy}"
    );
    assert_eq!(server.get("/integration/cadre?territoire=xyz").status, 400);
    assert_eq!(server.get("/integration/cadre?autre=1").status, 400);
    assert!(text(&server, "/integration/cadre?territoire=26113&besoin=demarche").contains("class=\"venue-name\""));
}
