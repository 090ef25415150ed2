//! To whom an address speaks: programs or people.

/// The part of the server that an address belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Surface {
    /// The JSON API and OGC API – Features, for any origin.
    Api,
    /// Map tiles, for any origin.
    Tiles,
    /// Health and metrics, for the operator.
    Operations,
    /// Pages and their resources, for people.
    Page,
}

impl Surface {
    /// The surface of a path.
    pub(crate) fn of(path: &str) -> Self {
        let under = |root: &str| {
            path.strip_prefix(root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if under("/api") || under("/ogc") {
            Self::Api
        } else if under("/tuiles") {
            Self::Tiles
        } else if under("/sante") || under("/metriques") {
            Self::Operations
        } else {
            Self::Page
        }
    }

    /// Whether other sites may read it from a browser: it is open data.
    pub(crate) fn is_shared(self) -> bool {
        matches!(self, Self::Api | Self::Tiles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surface_is_a_whole_first_segment() {
        assert_eq!(Surface::of("/api/v1/lieux"), Surface::Api);
        assert_eq!(Surface::of("/api"), Surface::Api);
        assert_eq!(Surface::of("/apiculture"), Surface::Page);
        assert_eq!(Surface::of("/ogc/collections"), Surface::Api);
        assert_eq!(Surface::of("/tuiles/lieux/0/0/0"), Surface::Tiles);
        assert_eq!(Surface::of("/sante/vivant"), Surface::Operations);
        assert_eq!(Surface::of("/"), Surface::Page);
    }
}
