//! Where the next place would help, and what adding or removing one would change: forms and links, so that a plan is an address
//! that can be shared.

use super::{ChoiceOption, address::link, said};
use crate::{
    api,
    app::Served,
    pages::words,
    params::{BadParameter, Parameter, Query, Shape, filters, spec},
    siting::{self, Answer, Choice, Planning, Question},
};
use portee_directory::Snapshot;
use portee_domain::{DepartementCode, Spread, Target, VenueId};
use portee_reach::siting::{CandidateKind, Outlook, Scenario, Weight};

/// The commune at whose town hall a place is tried.
const SEAT: Parameter = Parameter {
    name: "mairie",
    description: "Code INSEE de la commune où essayer un lieu, à la mairie.",
    shape: Shape::Text(5),
    required: false,
    example: "26113",
};
/// A further venue to do without.
const WITHOUT: Parameter = Parameter {
    name: "sans",
    description: "Identifiant d'un lieu dont on se passe aussi.",
    shape: Shape::Text(12),
    required: false,
    example: "abcdefghijkl",
};

/// What a plan is told by.
pub(super) const PARAMETERS: &[Parameter] = &[
    spec::SITES,
    spec::WEIGHT,
    spec::CHOICE,
    spec::ADDED,
    spec::REMOVED,
    SEAT,
    WITHOUT,
];

/// Places that can be tried at once.
const MOST: usize = 10;

/// What is asked about the next places.
pub(super) struct Plan {
    question: Question,
    /// Whether sites are asked for.
    proposes: bool,
    scenario: Scenario,
}

/// A site to choose.
pub(super) struct SiteLine {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) href: Option<String>,
    pub(super) gain: String,
    pub(super) together: String,
    /// The same page with a place here.
    pub(super) attempt: String,
}

/// The sites proposed.
pub(super) struct Sites {
    pub(super) lines: Vec<SiteLine>,
    pub(super) sentences: Vec<String>,
}

/// A place that is tried, or a venue that is done without, and the page without that.
pub(super) struct Change {
    pub(super) label: String,
    pub(super) undo: String,
}

/// A figure now and then.
pub(super) struct Compared {
    pub(super) label: &'static str,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) change: String,
}

/// What the plan changes.
pub(super) struct Outcome {
    pub(super) changes: Vec<Change>,
    pub(super) lines: Vec<Compared>,
    pub(super) ignored: Vec<String>,
    pub(super) share: String,
}

pub(super) struct PlaceOption {
    pub(super) value: String,
    pub(super) label: String,
}

/// Everything about the next places.
pub(super) struct View {
    pub(super) code: String,
    pub(super) target: &'static str,
    pub(super) sites: usize,
    pub(super) weights: Vec<ChoiceOption>,
    /// Empty when only the quick choice is installed.
    pub(super) choices: Vec<ChoiceOption>,
    pub(super) proposed: Option<Sites>,
    /// Why nothing could be proposed.
    pub(super) refusal: Option<String>,
    pub(super) outcome: Option<Outcome>,
    pub(super) seats: Vec<PlaceOption>,
    pub(super) venues: Vec<PlaceOption>,
    /// The scenario, for the forms to repeat.
    pub(super) kept: Vec<(&'static str, String)>,
    /// The same page with a place at a town hall, but for the commune's code at the end.
    pub(super) put: String,
}

impl Plan {
    pub(super) fn read(
        query: &Query<'_>,
        code: &DepartementCode,
        target: Target,
        snapshot: &Snapshot,
    ) -> Result<Self, BadParameter> {
        let mut scenario = filters::scenario(query)?;
        if let Some(text) = query.text(SEAT.name) {
            let commune = snapshot
                .geography()
                .commune(text)
                .ok_or_else(|| BadParameter::new(SEAT.name, format!("Aucune commune n’a le code INSEE « {text} ».")))?;
            let place = commune.town_hall.as_ref().map_or(commune.centre, |hall| hall.position);
            if !scenario.added.contains(&place) {
                scenario.added.push(place);
            }
        }
        if let Some(text) = query.text(WITHOUT.name) {
            let id: VenueId = text
                .parse()
                .map_err(|_| BadParameter::new(WITHOUT.name, "Ce n’est pas l’identifiant d’un lieu."))?;
            if !scenario.removed.contains(&id) {
                scenario.removed.push(id);
            }
        }
        for (name, count) in [
            (spec::ADDED.name, scenario.added.len()),
            (spec::REMOVED.name, scenario.removed.len()),
        ] {
            if count > MOST {
                return Err(BadParameter::new(
                    name,
                    format!("On essaie {MOST} changements au plus à la fois."),
                ));
            }
        }
        Ok(Self {
            question: Question {
                departement: code.clone(),
                target,
                weight: api::siting::weight(query)?,
                sites: query.integer(&spec::SITES)? as usize,
                choice: query.word(spec::CHOICE.name)?.map_or(Choice::Quick, Choice::named),
            },
            proposes: query.text(spec::SITES.name).is_some(),
            scenario,
        })
    }

    /// The page of this plan and a place at a town hall, but for the commune's code at the end.
    fn put(&self) -> String {
        let address = self.address(&self.scenario);
        let page = address.split('#').next().unwrap_or_default();
        let mark = if page.contains('?') { '&' } else { '?' };
        format!("{page}{mark}{}=", SEAT.name)
    }

    /// The page of this plan with another scenario.
    fn address(&self, scenario: &Scenario) -> String {
        let mut pairs = Vec::new();
        if self.question.target != Target::PROMISE {
            pairs.push((spec::TARGET.name, self.question.target.label().to_owned()));
        }
        if self.proposes {
            pairs.push((spec::SITES.name, self.question.sites.to_string()));
            pairs.push((spec::WEIGHT.name, self.question.weight.code().to_owned()));
            pairs.push((spec::CHOICE.name, self.question.choice.word().to_owned()));
        }
        pairs.extend(written(scenario));
        format!(
            "{}#ouvrir",
            link(&format!("/territoires/{}", self.question.departement), &pairs)
        )
    }
}

/// A scenario as parameters.
fn written(scenario: &Scenario) -> Vec<(&'static str, String)> {
    let added: Vec<String> = scenario
        .added
        .iter()
        .map(|(lon, lat)| format!("{lon:.5},{lat:.5}"))
        .collect();
    let removed: Vec<&str> = scenario.removed.iter().map(VenueId::as_str).collect();
    [
        (spec::ADDED.name, added.join("|")),
        (spec::REMOVED.name, removed.join("|")),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

impl View {
    pub(super) fn of(plan: &Plan, planning: &Planning, served: &Served) -> Self {
        let question = &plan.question;
        let answer = plan.proposes.then(|| siting::answer(served, planning, question));
        let (proposed, refusal) = match answer {
            None => (None, None),
            Some(Ok(answer)) => (Some(sites(&answer, plan)), None),
            Some(Err(problem)) => (None, Some(problem.said().to_owned())),
        };
        let option = |value, label, chosen| ChoiceOption { value, label, chosen };
        let choices = if planning.has_solver() {
            Choice::WORDS.as_slice()
        } else {
            &[]
        };
        Self {
            code: question.departement.to_string(),
            target: question.target.label(),
            sites: question.sites,
            weights: Weight::ALL
                .map(|weight| option(weight.code(), weight_words(weight), weight == question.weight))
                .into(),
            choices: choices
                .iter()
                .map(|word| {
                    let choice = Choice::named(word);
                    let label = if choice == Choice::Quick {
                        "Réponse rapide"
                    } else {
                        "Meilleure réponse (quelques secondes)"
                    };
                    option(*word, label, choice == question.choice)
                })
                .collect(),
            proposed,
            refusal,
            outcome: (plan.scenario != Scenario::default()).then(|| outcome(plan, planning, served)),
            seats: seats(served, &question.departement),
            venues: venues(served, question),
            kept: written(&plan.scenario),
            put: plan.put(),
        }
    }
}

fn weight_words(weight: Weight) -> &'static str {
    match weight {
        Weight::Inhabitants => "Tous les habitants",
        Weight::Seniors => "Les 65 ans et plus",
        Weight::Far => "Les éloignés du numérique (estimation)",
    }
}

fn sites(answer: &Answer, plan: &Plan) -> Sites {
    let selection = &answer.proposal.selection;
    let people = |count: u64| said::people(u32::try_from(count).unwrap_or(u32::MAX));
    let mut together = 0;
    let chosen = selection.sites.iter().filter_map(|gain| {
        let candidate = answer.candidates.get(gain.site)?;
        together += gain.gain;
        let mut scenario = plan.scenario.clone();
        scenario.added.push(candidate.position);
        Some(SiteLine {
            name: candidate.name.clone(),
            kind: match candidate.kind {
                CandidateKind::Library => "bibliothèque",
                CandidateKind::Venue => "lieu d’aide",
                CandidateKind::TownHall => "mairie",
                CandidateKind::Centre => "centre de la commune",
            },
            href: candidate.venue.as_ref().map(|id| format!("/lieux/{id}")),
            gain: people(gain.gain),
            together: people(together),
            attempt: plan.address(&scenario),
        })
    });
    let lines: Vec<SiteLine> = chosen.collect();
    let mut sentences = vec![format!(
        "{} ne sont pas encore à 30 minutes de façon certaine. Les candidats peuvent en servir {}.",
        people(answer.proposal.demand),
        words::number(usize::try_from(answer.proposal.within_reach).unwrap_or(usize::MAX))
    )];
    if lines.is_empty() {
        sentences.push("Aucun candidat ne rapprocherait quelqu’un.".to_owned());
    } else if selection.is_proven_best() {
        sentences.push("Aucun autre choix ne sert plus de monde : c’est prouvé.".to_owned());
    } else {
        let gap = words::share(Some(selection.gap()));
        sentences.push(format!(
            "Un autre choix pourrait servir un peu plus de monde : {gap} au plus."
        ));
    }
    if selection.stopped {
        sentences.push("La recherche a manqué de temps.".to_owned());
    }
    Sites { lines, sentences }
}

fn outcome(plan: &Plan, planning: &Planning, served: &Served) -> Outcome {
    let question = &plan.question;
    let study = siting::study(served, planning, &question.departement, question.target);
    let (after, ignored) = study.what_if(served.travel.network(), &plan.scenario);
    let without = |change: &dyn Fn(&mut Scenario)| {
        let mut scenario = plan.scenario.clone();
        change(&mut scenario);
        plan.address(&scenario)
    };
    let added = plan.scenario.added.iter().map(|place| Change {
        label: format!("Lieu ajouté {}", place_words(served, *place)),
        undo: without(&|scenario| scenario.added.retain(|other| other != place)),
    });
    let removed = plan.scenario.removed.iter().map(|id| Change {
        label: format!("Lieu retiré : {}", venue_name(served, id)),
        undo: without(&|scenario| scenario.removed.retain(|other| other != id)),
    });
    let nowhere = ignored
        .nowhere
        .iter()
        .map(|(lon, lat)| format!("Le point {lon:.3}, {lat:.3} est en mer ou hors de France."));
    let unknown = ignored
        .unknown
        .iter()
        .map(|id| format!("{} n’est pas un lieu recherché ici.", venue_name(served, id)));
    Outcome {
        lines: compared(&study.now(), &after),
        ignored: nowhere.chain(unknown).collect(),
        share: plan.address(&plan.scenario),
        changes: added.chain(removed).collect(),
    }
}

fn place_words(served: &Served, (lon, lat): (f64, f64)) -> String {
    let found = served.snapshot.geography().commune_at(lon, lat);
    found.map_or_else(
        || format!("au point {lon:.3}, {lat:.3}"),
        |found| format!("à {}", found.commune.name),
    )
}

fn venue_name(served: &Served, id: &VenueId) -> String {
    let found = served.snapshot.venue(id);
    found.map_or_else(|| id.to_string(), |listing| listing.venue.description.name.clone())
}

fn compared(before: &Outlook, after: &Outlook) -> Vec<Compared> {
    let mut lines = Vec::new();
    let people = |label, count: fn(&Outlook) -> u32| {
        let (before, after) = (count(before), count(after));
        Compared {
            label,
            before: words::number(before as usize),
            after: words::number(after as usize),
            change: signed(i64::from(after) - i64::from(before)),
        }
    };
    lines.push(people("À plus de 30 minutes", |it| it.coverage.bands.beyond_promise()));
    lines.push(people("À plus de 30 minutes, certain", |it| it.coverage.surely_beyond));
    lines.push(people("À 30 minutes au plus, certain", |it| it.coverage.surely_kept));
    lines.push(people("À plus de 20 minutes", |it| it.coverage.bands.beyond_20()));
    if let (Some(before), Some(after)) = (before.spread, after.spread) {
        let minutes = |label, seconds: fn(&Spread) -> u32| {
            let (before, after) = (seconds(&before), seconds(&after));
            let change = i64::from(after.div_ceil(60).max(1)) - i64::from(before.div_ceil(60).max(1));
            Compared {
                label,
                before: words::minutes(before),
                after: words::minutes(after),
                change: signed(change),
            }
        };
        lines.push(minutes("Durée moyenne", |it| it.mean_s));
        lines.push(minutes("Le dixième le plus loin, en moyenne", |it| it.worst_tenth_s));
        lines.push(Compared {
            label: "Inégalité (Gini)",
            before: words::decimal(before.gini, 3),
            after: words::decimal(after.gini, 3),
            change: words::decimal(after.gini - before.gini, 3).replace('-', "−"),
        });
    }
    lines
}

/// `+1 200`, `−3`, `0`.
fn signed(change: i64) -> String {
    let number = words::number(usize::try_from(change.unsigned_abs()).unwrap_or(usize::MAX));
    match change {
        0 => number,
        1.. => format!("+{number}"),
        _ => format!("−{number}"),
    }
}

/// The communes where a place can be tried, by name.
fn seats(served: &Served, departement: &DepartementCode) -> Vec<PlaceOption> {
    let communes = served.snapshot.geography().communes().iter();
    let mut options: Vec<PlaceOption> = communes
        .filter(|commune| commune.departement == *departement && commune.parent.is_none())
        .map(|commune| PlaceOption {
            value: commune.code.to_string(),
            label: commune.name.clone(),
        })
        .collect();
    options.sort_by(|a, b| a.label.cmp(&b.label));
    options
}

/// The venues that can be done without, by commune and name.
fn venues(served: &Served, question: &Question) -> Vec<PlaceOption> {
    let snapshot = &served.snapshot;
    let ranks = snapshot.counting_for(question.target).iter();
    let mut options: Vec<PlaceOption> = ranks
        .filter_map(|rank| snapshot.listings().get(*rank as usize))
        .filter(|listing| listing.venue.location.departement == question.departement)
        .map(|listing| PlaceOption {
            value: listing.venue.id.to_string(),
            label: format!(
                "{} : {}",
                listing.venue.location.commune, listing.venue.description.name
            ),
        })
        .collect();
    options.sort_by(|a, b| a.label.cmp(&b.label));
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_has_a_sign_and_nothing_has_none() {
        assert_eq!([signed(0), signed(3), signed(-3)], ["0", "+3", "−3"]);
    }

    #[test]
    fn a_scenario_is_read_back_from_its_own_address() {
        let scenario = Scenario {
            added: vec![(5.37, 44.75), (-61.5, 16.0)],
            removed: vec!["abcdefghijkl".parse().unwrap()],
        };
        let text = link("", &written(&scenario));
        let query = Query::read(text.strip_prefix('?'), &[PARAMETERS]).unwrap();
        assert_eq!(filters::scenario(&query).unwrap(), scenario);
    }
}
