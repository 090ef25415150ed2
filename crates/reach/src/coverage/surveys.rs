//! What the hubs' own surveys and the national files say of the same area.

use super::{CoverageInput, VenueFacts};
use crate::planning::covers;
use portee_domain::{Hub, HubSurvey};

/// The hubs, each with the differences between its survey and the national files where the edition holds its survey.
pub(super) fn surveyed(input: &CoverageInput<'_>) -> Vec<Hub> {
    let hubs = input.hubs.hubs.iter().map(|hub| Hub {
        survey: survey(hub, input),
        ..hub.clone()
    });
    hubs.collect()
}

fn survey(hub: &Hub, input: &CoverageInput<'_>) -> Option<HubSurvey> {
    let own = input.hubs.surveys.get(&hub.id)?;
    let mut survey = HubSurvey {
        both: 0,
        survey_only: 0,
        national_only: 0,
    };
    for venue in input.venues {
        let in_survey = !venue.sources.is_disjoint(own);
        let in_national = !venue.sources.is_disjoint(&input.hubs.national);
        match (in_survey, in_national) {
            (true, true) => survey.both += 1,
            (true, false) => survey.survey_only += 1,
            (false, true) if is_in_area(hub, venue, input) => survey.national_only += 1,
            _ => {}
        }
    }
    (survey.both + survey.survey_only > 0).then_some(survey)
}

fn is_in_area(hub: &Hub, venue: &VenueFacts, input: &CoverageInput<'_>) -> bool {
    let commune = input.network.geography().commune(venue.commune.as_str());
    commune.is_some_and(|commune| covers(hub, &commune.departement, input.on))
}
