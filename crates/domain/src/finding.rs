//! What we noticed in a source. Bad data is never an error: it is a finding, kept and published with the edition.

use crate::{Field, SourceId};
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The value was brought into form; nothing was lost.
    #[serde(rename = "note")]
    Note,
    /// A value was left out or replaced; the row is published without it.
    #[serde(rename = "avertissement")]
    Warning,
    /// The row is not published.
    #[serde(rename = "rejet")]
    Rejection,
}

impl Severity {
    /// The public word: `note`, `avertissement` or `rejet`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "avertissement",
            Self::Rejection => "rejet",
        }
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident;)+) => {
        /// What was noticed. Each kind has one severity, so that two rows with the same defect are treated alike.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum FindingKind {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $variant,)+
        }

        impl FindingKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The public code, stable between versions.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// How much it matters.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }
        }
    };
}

kinds! {
    /// The row cannot be read (broken quoting, not an object…).
    UnreadableRow = "ligne-illisible", Rejection;
    /// The mapping of the source leaves the row out (closed, withdrawn…), with its reason.
    RowRefused = "ligne-ecartee", Rejection;
    /// The row has no name.
    NameMissing = "nom-absent", Rejection;
    /// Neither postcode, name nor point leads to a commune.
    CommuneUnknown = "commune-inconnue", Rejection;
    /// The place is outside France.
    OutsideFrance = "hors-de-france", Rejection;
    /// The name carries broken accents that cannot be repaired: the place cannot be named.
    NameBroken = "nom-abime", Rejection;
    /// The row is one venue with another row of the same file, as the mapping of the source says.
    RowGrouped = "ligne-regroupee", Note;
    /// The file has columns that nothing reads.
    ColumnIgnored = "colonne-non-lue", Note;
    /// The mapping of the source names columns that the file does not have.
    ColumnMissing = "colonne-absente", Warning;
    /// A person decided that the place is not to be listed.
    Unlisted = "lieu-retire", Rejection;
    /// A label that the official list does not confirm was left out.
    LabelUnconfirmed = "label-non-confirme", Warning;
    /// A person corrected a value.
    Corrected = "valeur-corrigee", Note;
    /// A person's decision names a row that its source does not have.
    DecisionAimless = "decision-sans-objet", Warning;
    /// Another row of the same source has the same identifier and the same content.
    DuplicateRow = "ligne-en-double", Note;
    /// The identifier is missing; one was derived from the content.
    IdMissing = "identifiant-absent", Note;
    /// A value is not one of the closed vocabulary and was left out.
    ValueUnknown = "valeur-inconnue", Warning;
    /// A value of an older vocabulary was translated.
    ValueTranslated = "valeur-traduite", Note;
    /// The SIRET is missing its check digit, or is no SIRET.
    SiretInvalid = "siret-invalide", Warning;
    /// The postcode is no postcode, or not one of the commune.
    PostcodeInvalid = "code-postal-invalide", Warning;
    /// The telephone number cannot be read.
    PhoneInvalid = "telephone-invalide", Warning;
    /// The e-mail address cannot be read.
    EmailInvalid = "courriel-invalide", Warning;
    /// The e-mail address is a person's: it is not published.
    EmailPersonal = "courriel-personnel", Warning;
    /// The telephone number seems to be a person's: it is not published.
    PhonePersonal = "telephone-personnel", Warning;
    /// A text held a person's telephone or e-mail address: it was taken out.
    ContactInText = "contact-dans-un-texte", Warning;
    /// The web address cannot be read.
    UrlInvalid = "adresse-web-invalide", Warning;
    /// The date cannot be read, or is in the future.
    DateInvalid = "date-invalide", Warning;
    /// The hours cannot be turned into `opening_hours` without guessing; they are shown as text.
    HoursUnparsed = "horaires-non-compris", Warning;
    /// The text is longer than the standard allows and was moved or cut.
    TextTooLong = "texte-trop-long", Warning;
    /// The text carries broken accents that cannot be repaired.
    TextBroken = "texte-abime", Warning;
    /// There is no position: the commune's was taken.
    PositionMissing = "position-absente", Warning;
    /// Latitude and longitude were swapped; they were put right.
    PositionSwapped = "position-inversee", Warning;
    /// The position is not a place (0,0, not a number…): the commune's was taken.
    PositionInvalid = "position-invalide", Warning;
    /// The position is outside France: the commune's was taken.
    PositionForeign = "position-etrangere", Warning;
    /// The position is far from the commune that the row names: the commune's was taken.
    PositionFar = "position-eloignee", Warning;
    /// The online geocoder found the address: its point took the place of the commune's.
    PositionGeocoded = "position-cherchee", Note;
    /// The online geocoder did not find the address, or not surely enough.
    PositionNotFound = "adresse-non-trouvee", Warning;
    /// The online geocoder was not asked or did not answer: rows keep their commune's point.
    GeocoderSilent = "geocodeur-muet", Note;
    /// Position and commune disagree, and the position was believed.
    CommuneCorrected = "commune-corrigee", Note;
}

/// One thing noticed about one row (or, without a row, about a whole source).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The source.
    pub source: SourceId,
    /// The row in its file, from 1; none for the file as a whole.
    pub row: Option<u32>,
    /// The column concerned.
    pub field: Option<Field>,
    /// What.
    pub kind: FindingKind,
    /// The detail, in French, for the producer of the source: the value found and what was done.
    pub detail: String,
}

impl Finding {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}
