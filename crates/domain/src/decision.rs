//! Why two rows are one place, or are not: kept in the edition, so that each decision can be read and undone.

use crate::RowRef;
use serde::{Deserialize, Serialize};

/// What was decided of two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// They are one place.
    #[serde(rename = "meme-lieu")]
    Same,
    /// They are two places.
    #[serde(rename = "lieux-distincts")]
    Different,
}

impl Verdict {
    /// The public code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Same => "meme-lieu",
            Self::Different => "lieux-distincts",
        }
    }
}

macro_rules! evidence {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal;)+) => {
        /// What speaks for or against two rows being one place.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum EvidenceKind {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $variant,)+
        }

        impl EvidenceKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The public code, stable between versions.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

evidence! {
    /// A person said so in `data/decisions.toml`.
    Person = "decision";
    /// The same identifier from the same issuer, or another one in a register.
    Identifier = "identifiant";
    /// SIRET.
    Siret = "siret";
    /// Telephone.
    Phone = "telephone";
    /// Web site.
    Website = "site";
    /// E-mail address, or its domain.
    Email = "courriel";
    /// Name.
    Name = "nom";
    /// Kind of organisation.
    Kind = "genre";
    /// Number and street.
    Address = "adresse";
    /// Metres between the points.
    Distance = "distance";
    /// Commune.
    Commune = "commune";
    /// Programmes and labels.
    Programme = "dispositif";
}

/// One thing that speaks for (positive weight) or against (negative weight).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What.
    pub kind: EvidenceKind,
    /// How much, in points; [`Decision::score`] is their sum. A veto weighs more than everything else together.
    pub weight: i32,
    /// The detail, in French: what was compared.
    pub detail: String,
}

/// What was decided of two rows, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The lesser row.
    pub a: RowRef,
    /// The greater row.
    pub b: RowRef,
    /// What was decided.
    pub verdict: Verdict,
    /// Everything that was weighed, the heaviest first.
    pub evidence: Vec<Evidence>,
}

impl Decision {
    /// The sum of the weights.
    #[must_use]
    pub fn score(&self) -> i32 {
        self.evidence.iter().map(|evidence| evidence.weight).sum()
    }
}
