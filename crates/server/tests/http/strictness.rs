use crate::server::Server;

#[test]
fn what_is_refused_is_named_with_what_is_allowed() {
    let server = Server::start();
    for (target, parameter) in [
        ("/api/v1/lieux?servces=x", "servces"),
        ("/api/v1/lieux?services=Aide", "services"),
        (
            "/api/v1/lieux?services=Aide+aux+d%C3%A9marches+administratives%7C",
            "services",
        ),
        ("/api/v1/lieux?frais_a_charge=gratuit", "frais_a_charge"),
        ("/api/v1/lieux?departement=96", "departement"),
        ("/api/v1/lieux?departement=26&departement=69", "departement"),
        ("/api/v1/lieux?commune=99999", "commune"),
        ("/api/v1/lieux?ouvert=oui", "ouvert"),
        ("/api/v1/lieux?limite=101", "limite"),
        ("/api/v1/lieux?limite=0", "limite"),
        ("/api/v1/lieux?bbox=1,2,3", "bbox"),
        ("/api/v1/lieux?curseur=hier", "curseur"),
        ("/api/v1/lieux?lat=44", "lat"),
        ("/api/v1/lieux/proches?lat=44.75", "lon"),
        ("/api/v1/lieux/proches?lat=91&lon=5", "lat"),
        ("/api/v1/lieux/proches?lat=44,75&lon=5", "lat"),
        ("/api/v1/lieux/proches?lat=44&lon=5&curseur=1", "curseur"),
        ("/api/v1/lieux/proches?lat=44&lon=5&limite=cinq", "limite"),
        ("/api/v1/lieux/proches?lat=44&lon=5&duree_max=121", "duree_max"),
        ("/api/v1/lieux/proches?lat=44&lon=5&duree_max=0", "duree_max"),
        ("/api/v1/lieux/proches?lat=44&lon=5&duree_max=1.5", "duree_max"),
        ("/api/v1/lieux?duree_max=30", "duree_max"),
        ("/api/v1/acces?lat=44", "lon"),
        ("/api/v1/acces?lat=44&lon=200", "lon"),
        ("/api/v1/acces?lat=44&lon=5&cible=france+services", "cible"),
        ("/api/v1/acces?lat=44&lon=5&limite=3", "limite"),
        ("/api/v1/communes", "q"),
        ("/api/v1/communes?q=die&page=2", "page"),
        ("/api/v1/lieux/abcdefghijkl?format=csv", "format"),
        ("/tuiles/lieux/0/0/0?v=2", "v"),
        ("/api/openapi.json?x=1", "x"),
        ("/sante/vivant?x=1", "x"),
        ("/sante/pret?x=1", "x"),
        ("/metriques?x=1", "x"),
    ] {
        let reply = server.get(target);
        assert_eq!(reply.status, 400, "{target}");
        let problem = reply.problem();
        assert_eq!(problem["parametre"], parameter, "{target}: {problem}");
        assert_eq!(problem["type"], "/documentation#probleme-parametre-refuse", "{target}");
    }
}

#[test]
fn the_values_of_a_vocabulary_are_listed() {
    let server = Server::start();
    let problem = server.get("/api/v1/lieux?frais_a_charge=gratis").problem();
    assert_eq!(
        problem["valeurs_admises"],
        serde_json::json!(["Gratuit", "Gratuit sous condition", "Payant"])
    );
    let problem = server.get("/api/v1/lieux?departement=99").problem();
    assert_eq!(problem["valeurs_admises"], serde_json::json!(["26", "69", "974"]));
}

#[test]
fn methods_that_change_things_are_refused() {
    let server = Server::start();
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
        let reply = server.ask(method, "/api/v1/lieux", "content-length: 0\r\n");
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("allow"), Some("GET,HEAD"), "{method}");
        reply.problem();
    }
}

#[test]
fn head_answers_like_get_without_a_body() {
    let server = Server::start();
    for target in ["/api/v1/lieux?limite=1", "/", "/sante/vivant"] {
        let (get, head) = (server.get(target), server.ask("HEAD", target, ""));
        assert_eq!((head.status, head.body.len()), (200, 0), "{target}");
        assert_eq!(head.header("content-length"), get.header("content-length"), "{target}");
    }
}

#[test]
fn addresses_that_are_too_long_or_heads_that_are_too_large_are_problems() {
    let server = Server::start();
    assert_eq!(
        server
            .get(&format!("/api/v1/lieux?services={}", "a".repeat(5_000)))
            .status,
        414
    );
    let large = format!("x-large: {}\r\n", "a".repeat(20_000));
    let reply = server.ask("GET", "/api/v1/lieux", &large);
    assert_eq!(reply.status, 431);
    reply.problem();
}

#[test]
fn a_tile_has_one_address() {
    let server = Server::start();
    assert_eq!(server.get("/tuiles/lieux/5/16/11").status, 200);
    for target in [
        "/tuiles/lieux/05/16/11",
        "/tuiles/lieux/5/016/11",
        "/tuiles/lieux/5/+16/11",
        "/tuiles/lieux/5/16/",
        "/tuiles/lieux/%35/16/11",
    ] {
        assert_eq!(server.get(target).status, 404, "{target}");
    }
}
