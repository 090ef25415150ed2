//! Sentences on coverage, for people.

use crate::pages::words;
use crate::territories::Row;
use portee_domain::{Coverage, Method, Target};

/// What these pages are about, where one is shared.
pub(super) const PROMISE: &str = "Où chacun a un lieu d’aide à moins de 30 minutes, et où il en manque.";

/// What is reached, after "à 30 minutes".
pub(super) fn of(target: Target) -> String {
    match target {
        Target::PROMISE => "d’une France Services".to_owned(),
        Target::Any => "d’un lieu d’aide".to_owned(),
        Target::Service(_) | Target::Programme(_) => format!("d’un lieu « {} »", target.label()),
        Target::Saturday => "d’un lieu ouvert le samedi".to_owned(),
        Target::Evening => "d’un lieu ouvert après 18 h".to_owned(),
        Target::Free => "d’un lieu gratuit".to_owned(),
    }
}

/// What is reached, in a list of choices.
pub(super) fn option(target: Target) -> &'static str {
    match target {
        Target::Any => "Tout lieu d’aide",
        Target::Saturday => "Lieu ouvert le samedi",
        Target::Evening => "Lieu ouvert après 18 h",
        Target::Free => "Lieu gratuit",
        Target::Service(_) | Target::Programme(_) => target.label(),
    }
}

/// `1 personne`, `1 200 personnes`.
pub(super) fn people(count: u32) -> String {
    words::count(count as usize, "personne", "personnes")
}

/// How many are beyond 30 minutes: what is sure first. An estimate in the middle is no promise that is kept.
pub(super) fn headline(row: &Row<'_>) -> String {
    let target = of(row.target.target);
    if row.territory.inhabitants == 0 {
        return "Nous ne connaissons pas d’habitants ici.".to_owned();
    }
    match (row.target.surely_beyond, row.uncertain()) {
        (_, 0) => beyond(row),
        (0, doubt) => format!("{} vivent peut-être à plus de 30 minutes {target}.", people(doubt)),
        (sure, doubt) => format!(
            "Au moins {} vivent à plus de 30 minutes {target}, et peut-être {} de plus.",
            people(sure),
            words::number(doubt as usize)
        ),
    }
}

/// How many are beyond 30 minutes by the central value.
fn beyond(row: &Row<'_>) -> String {
    let target = of(row.target.target);
    match row.beyond() {
        0 => format!("Personne ne vit à plus de 30 minutes {target}."),
        1 => format!("Une personne vit à plus de 30 minutes {target}."),
        beyond => format!("{} vivent à plus de 30 minutes {target}.", people(beyond)),
    }
}

/// How sure that is, one sentence after the other.
pub(super) fn certainty(row: &Row<'_>) -> Vec<String> {
    let mut said = Vec::new();
    if row.territory.inhabitants == 0 {
        return said;
    }
    if row.uncertain() > 0 {
        said.push(format!("Par la durée moyenne estimée : {}", beyond(row)));
    }
    if row.beyond() > 0 {
        said.push(format!("Cela fait {} des habitants.", words::share(row.share_beyond())));
    }
    match row.target.surely_beyond {
        0 if row.beyond() > 0 => said.push("Ce n’est certain pour personne.".to_owned()),
        0 => {}
        sure => said.push(format!("C’est certain pour {}.", people(sure))),
    }
    match row.uncertain() {
        0 => {}
        doubt => said.push(format!("Nous ne pouvons pas trancher pour {}.", people(doubt))),
    }
    said
}

/// How times were found.
pub(super) fn method(method: Method, coverage: &Coverage) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(roads) = coverage.roads.as_ref().filter(|_| method != Method::Estimation) {
        let date = roads.date.map(|date| format!(", données du {}", words::date(date)));
        said.push(format!(
            "Les durées suivent les routes ({}{}).",
            roads.name,
            date.unwrap_or_default()
        ));
    }
    match method {
        Method::Routes => {}
        Method::Mixte => said.push("Là où les routes manquent, la durée est estimée.".to_owned()),
        Method::Estimation => said.push("Les durées sont estimées d’après les distances.".to_owned()),
    }
    if method != Method::Routes {
        said.push("Une estimation a une durée basse, moyenne et haute.".to_owned());
        said.push("C’est certain quand la basse et la haute disent la même chose.".to_owned());
    }
    said
}
