//! The nine services of the standard, as someone in need would say them.

use portee_directory::Snapshot;
use portee_domain::vocabulary::Service;

/// A need.
pub(super) struct Need {
    /// Its name in addresses.
    pub(super) slug: &'static str,
    /// As a person says it.
    pub(super) sentence: &'static str,
    /// The service that answers it.
    pub(super) service: Service,
}

const fn need(slug: &'static str, sentence: &'static str, service: Service) -> Need {
    Need {
        slug,
        sentence,
        service,
    }
}

/// All needs, the most common first.
pub(super) const NEEDS: [Need; 9] = [
    need("demarche", "Faire une démarche en ligne", Service::Paperwork),
    need(
        "apprendre",
        "Apprendre à me servir d’un ordinateur ou d’un téléphone",
        Service::EverydaySkills,
    ),
    need("ordinateur", "Utiliser un ordinateur ou Internet", Service::Access),
    need("travail", "Trouver du travail", Service::Employment),
    need("materiel", "Acheter du matériel pas cher", Service::Equipment),
    need("donnees", "Protéger mes données", Service::Safety),
    need("enfant", "Aider mon enfant", Service::Parenting),
    need("loisirs", "Créer, jouer, me distraire", Service::Leisure),
    need("comprendre", "Mieux comprendre le numérique", Service::Understanding),
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
pub(super) fn sentence(service: Service) -> &'static str {
    NEEDS
        .iter()
        .find(|need| need.service == service)
        .map_or("", |need| need.sentence)
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
            assert!(!sentence(*service).is_empty(), "{}", service.label());
        }
        assert_eq!(NEEDS.map(|need| need.slug), SLUGS);
    }
}
