//! The nine services of the standard, as someone in need would say them.

use crate::locales::Texts;
use portee_directory::Snapshot;
use portee_domain::vocabulary::Service;

/// A need.
pub(super) struct Need {
    /// Its name in addresses.
    pub(super) slug: &'static str,
    /// The service that answers it.
    pub(super) service: Service,
}

impl Need {
    /// As a person says it.
    pub(super) fn sentence(&self, t: &Texts) -> &'static str {
        sentence(self.service, t)
    }

    /// Whether it is shown before any other is asked for.
    pub(super) fn is_common(&self) -> bool {
        !matches!(self.service, Service::Leisure | Service::Understanding)
    }
}

const fn need(slug: &'static str, service: Service) -> Need {
    Need { slug, service }
}

/// All needs, the most common first.
pub(super) const NEEDS: [Need; 9] = [
    need("demarche", Service::Paperwork),
    need("apprendre", Service::EverydaySkills),
    need("ordinateur", Service::Access),
    need("travail", Service::Employment),
    need("materiel", Service::Equipment),
    need("donnees", Service::Safety),
    need("enfant", Service::Parenting),
    need("loisirs", Service::Leisure),
    need("comprendre", Service::Understanding),
];

/// The names of all needs.
pub(super) const SLUGS: [&str; 9] = [
    "demarche",
    "apprendre",
    "ordinateur",
    "travail",
    "materiel",
    "donnees",
    "enfant",
    "loisirs",
    "comprendre",
];

/// The need with this name.
pub(super) fn by_slug(slug: &str) -> Option<&'static Need> {
    NEEDS.iter().find(|need| need.slug == slug)
}

/// The sentence for a service.
pub(super) fn sentence(service: Service, t: &Texts) -> &'static str {
    let t = &t.needs;
    match service {
        Service::Paperwork => t.paperwork,
        Service::EverydaySkills => t.everyday_skills,
        Service::Access => t.access,
        Service::Employment => t.employment,
        Service::Equipment => t.equipment,
        Service::Safety => t.safety,
        Service::Parenting => t.parenting,
        Service::Leisure => t.leisure,
        Service::Understanding => t.understanding,
    }
}

/// What to bring for a service, in a sentence; none where nothing is needed.
pub(super) fn bring(service: Service, t: &Texts) -> Option<&'static str> {
    match service {
        Service::Paperwork => Some(t.needs.bring_papers),
        Service::EverydaySkills | Service::Safety => Some(t.needs.bring_device),
        Service::Employment => Some(t.needs.bring_cv),
        Service::Equipment => Some(t.needs.bring_proof),
        Service::Access | Service::Parenting | Service::Leisure | Service::Understanding => None,
    }
}

/// The needs that some venue answers: nothing is offered that can lead nowhere.
pub(super) fn offered(snapshot: &Snapshot) -> Vec<&'static Need> {
    let exists = |need: &&Need| {
        snapshot
            .facets()
            .services
            .iter()
            .any(|facet| facet.value == need.service)
    };
    NEEDS.iter().filter(exists).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portee_domain::vocabulary::Vocabulary;

    #[test]
    fn every_service_is_someones_need_and_has_its_own_name() {
        for service in Service::ALL {
            let needs = NEEDS.iter().filter(|need| need.service == *service);
            assert_eq!(needs.count(), 1, "{}", service.label());
        }
        assert_eq!(NEEDS.map(|need| need.slug), SLUGS);
    }
}
