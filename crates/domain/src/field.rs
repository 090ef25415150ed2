//! The columns of the national standard, by their public names.

use crate::Invalid;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! fields {
    ($($variant:ident = $name:literal,)+) => {
        /// A column of the Schéma des lieux de médiation numérique.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`.")] #[serde(rename = $name)] $variant,)+
        }

        impl Field {
            /// All of them, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The public French name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

fields! {
    Id = "id",
    Pivot = "pivot",
    Nom = "nom",
    Commune = "commune",
    CodePostal = "code_postal",
    CodeInsee = "code_insee",
    Adresse = "adresse",
    ComplementAdresse = "complement_adresse",
    Latitude = "latitude",
    Longitude = "longitude",
    Typologie = "typologie",
    Telephone = "telephone",
    Courriels = "courriels",
    SiteWeb = "site_web",
    Horaires = "horaires",
    PresentationResume = "presentation_resume",
    PresentationDetail = "presentation_detail",
    Source = "source",
    Itinerance = "itinerance",
    DateMaj = "date_maj",
    Services = "services",
    PublicsSpecifiquementAdresses = "publics_specifiquement_adresses",
    PriseEnChargeSpecifique = "prise_en_charge_specifique",
    FraisACharge = "frais_a_charge",
    DispositifProgrammesNationaux = "dispositif_programmes_nationaux",
    FormationsLabels = "formations_labels",
    AutresFormationsLabels = "autres_formations_labels",
    ModalitesAcces = "modalites_acces",
    ModalitesAccompagnement = "modalites_accompagnement",
    FicheAccesLibre = "fiche_acces_libre",
    PriseRdv = "prise_rdv",
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Field {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::ALL
            .iter()
            .copied()
            .find(|field| field.name() == text)
            .ok_or_else(|| Invalid::new(text, "une colonne du standard"))
    }
}
