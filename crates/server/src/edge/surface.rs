//! To whom an address speaks: programs or people.

/// Where portals find what there is to take.
const CATALOGUE: &str = "/donnees/catalogue.jsonld";

/// Where other sites get the script that puts our frame into their pages.
pub(crate) const INTEGRATION_SCRIPT: &str = "/integration.js";

/// The part of the server that an address belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Surface {
    /// The JSON API and OGC API – Features, for any origin.
    Api,
    /// Map tiles, for any origin.
    Tiles,
    /// Health and metrics, for the operator.
    Operations,
    /// The script that puts our frame into pages of other sites.
    Script,
    /// The page that other sites may show in theirs.
    Frame,
    /// The page that shows what that frame will look like.
    Configurator,
    /// Pages and their resources, for people. The last: [`Surface::ALL`] is counted by it.
    Page,
}

impl Surface {
    /// All of them, in the order of their numbers.
    pub(crate) const ALL: [Self; Self::Page as usize + 1] = [
        Self::Api,
        Self::Tiles,
        Self::Operations,
        Self::Script,
        Self::Frame,
        Self::Configurator,
        Self::Page,
    ];

    /// The surface of a path.
    pub(crate) fn of(path: &str) -> Self {
        let under = |root: &str| {
            path.strip_prefix(root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if under("/api") || under("/ogc") || under("/geocodage") || under("/donnees/editions") || path == CATALOGUE {
            Self::Api
        } else if under("/tuiles") {
            Self::Tiles
        } else if under("/sante") || under("/metriques") {
            Self::Operations
        } else if path == INTEGRATION_SCRIPT {
            Self::Script
        } else {
            // « /en/integration/cadre » is the same page.
            match crate::locales::of_path(path).1 {
                "/integration/cadre" => Self::Frame,
                "/integration" => Self::Configurator,
                _ => Self::Page,
            }
        }
    }

    /// Whether people read it: a page, not a document for programs.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Self::Page | Self::Configurator | Self::Frame)
    }

    /// Whether other sites may read it from a browser: it is open data.
    pub(crate) fn is_shared(self) -> bool {
        matches!(self, Self::Api | Self::Tiles | Self::Script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_own_number() {
        let numbers = Surface::ALL.map(|surface| surface as usize);
        assert!(numbers.iter().copied().eq(0..Surface::ALL.len()));
    }

    #[test]
    fn a_surface_is_a_whole_first_segment() {
        assert_eq!(Surface::of("/api/v1/lieux"), Surface::Api);
        assert_eq!(Surface::of("/api"), Surface::Api);
        assert_eq!(Surface::of("/donnees/editions/1/lieux.csv"), Surface::Api);
        assert_eq!(Surface::of("/donnees/catalogue.jsonld"), Surface::Api);
        assert_eq!(Surface::of("/donnees"), Surface::Page);
        assert_eq!(Surface::of("/apiculture"), Surface::Page);
        assert_eq!(Surface::of("/ogc/collections"), Surface::Api);
        assert_eq!(Surface::of("/tuiles/lieux/0/0/0"), Surface::Tiles);
        assert_eq!(Surface::of("/sante/vivant"), Surface::Operations);
        assert_eq!(Surface::of("/"), Surface::Page);
        assert_eq!(Surface::of("/geocodage/search"), Surface::Api);
        assert_eq!(Surface::of("/en/integration/cadre"), Surface::Frame);
        assert_eq!(Surface::of("/integration/cadre/"), Surface::Page);
        assert_eq!(Surface::of("/integration"), Surface::Configurator);
        assert_eq!(Surface::of("/integration.js"), Surface::Script);
    }
}
