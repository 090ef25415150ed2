//! The closed vocabularies of the national standard.
//!
//! Each is an enum whose variants carry the standard's exact label; reading is exact (forgiving older or misspelt
//! labels is the work of `ingest`), writing always gives the label.

mod typology;

pub use typology::Typology;

use crate::Invalid;

/// A closed list of labels. `index` is the position in `ALL`, from 0: filters keep sets as bits.
pub trait Vocabulary: Copy + Eq + Ord + 'static {
    /// The public name of the column.
    const COLUMN: &'static str;
    /// All values, in the standard's order.
    const ALL: &'static [Self];
    /// The exact label of the standard.
    fn label(self) -> &'static str;
    /// The position in `ALL`.
    fn index(self) -> usize;
    /// The value with this exact label.
    ///
    /// # Errors
    /// When no value of the vocabulary has it.
    fn parse(label: &str) -> Result<Self, Invalid> {
        Self::ALL
            .iter()
            .copied()
            .find(|value| value.label() == label)
            .ok_or_else(|| Invalid::new(label, Self::COLUMN))
    }
}

macro_rules! vocabulary {
    ($(#[doc = $doc:literal])+ $name:ident($column:literal) { $($variant:ident = $label:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = concat!("« ", $label, " »")] #[serde(rename = $label)] $variant,)+
        }

        impl crate::vocabulary::Vocabulary for $name {
            const COLUMN: &'static str = $column;
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
            fn index(self) -> usize {
                self as usize
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// What a venue helps with.
    Service("services") {
        Equipment = "Acquisition de matériel informatique à prix solidaire",
        Paperwork = "Aide aux démarches administratives",
        EverydaySkills = "Maîtrise des outils numériques du quotidien",
        Employment = "Insertion professionnelle via le numérique",
        Safety = "Utilisation sécurisée du numérique",
        Parenting = "Parentalité et éducation avec le numérique",
        Leisure = "Loisirs et créations numériques",
        Understanding = "Compréhension du monde numérique",
        Access = "Accès internet et matériel informatique",
    }
}

vocabulary! {
    /// Whom a venue addresses in particular.
    Audience("publics_specifiquement_adresses") {
        Young = "Jeunes",
        Students = "Étudiants",
        Families = "Familles et/ou enfants",
        Seniors = "Seniors",
        Women = "Femmes",
    }
}

vocabulary! {
    /// Needs for which a venue has particular means.
    SpecificCare("prise_en_charge_specifique") {
        Deafness = "Surdité",
        MotorDisability = "Handicaps moteurs",
        MentalDisability = "Handicaps mentaux",
        Illiteracy = "Illettrisme",
        English = "Langues étrangères (anglais)",
        OtherLanguages = "Langues étrangères (autres)",
        VisualImpairment = "Déficience visuelle",
    }
}

vocabulary! {
    /// What it costs.
    Fee("frais_a_charge") {
        Free = "Gratuit",
        FreeUnderCondition = "Gratuit sous condition",
        Paying = "Payant",
    }
}

vocabulary! {
    /// National programmes and networks that a venue belongs to.
    Programme("dispositif_programmes_nationaux") {
        AidantsConnect = "Aidants Connect",
        ReferenceLibrary = "Bibliothèques numérique de référence",
        PixCertification = "Certification PIX",
        ConseillersNumeriques = "Conseillers numériques",
        EmmausConnect = "Emmaüs Connect",
        FranceServices = "France Services",
        GrandeEcoleDuNumerique = "Grande école du numérique",
        RedCross = "La Croix Rouge",
        CafAccessPoint = "Point d'accès numérique CAF",
        PromeneursDuNet = "Promeneurs du net",
        EmmausRelay = "Relais numérique (Emmaüs Connect)",
    }
}

vocabulary! {
    /// Training followed by its staff, and local labels.
    TrainingLabel("formations_labels") {
        MonEspaceSante = "Formé à « Mon Espace Santé »",
        Duplex = "Formé à « DUPLEX » (illettrisme)",
        Arnia = "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
        NormandyReuse = "Collectif ressources et acteurs réemploi (Normandie)",
        EtapesNumeriques = "Étapes numériques (La Poste)",
        FabriquesDeTerritoire = "Fabriques de Territoire",
        EclaireursDuNumerique = "Les Éclaireurs du numérique (Drôme)",
        MesPapiers = "Mes Papiers (Métropole de Lyon)",
        Ordi30 = "ORDI 3.0",
        SudLabs = "SUD LABS (PACA)",
    }
}

vocabulary! {
    /// How to come in contact.
    AccessMode("modalites_acces") {
        WalkIn = "Se présenter",
        Telephone = "Téléphoner",
        Email = "Contacter par mail",
        Referral = "Envoyer un mail avec une fiche de prescription",
        OnlineAppointment = "Prendre un RDV en ligne",
        NoPublic = "Ce lieu n'accueille pas de public",
    }
}

vocabulary! {
    /// How people are helped.
    SupportMode("modalites_accompagnement") {
        Autonomy = "En autonomie",
        Individual = "Accompagnement individuel",
        Workshop = "Dans un atelier collectif",
        Remote = "À distance",
    }
}

vocabulary! {
    /// Whether the venue moves.
    Itinerance("itinerance") {
        Travelling = "Itinérant",
        Fixed = "Fixe",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<V: Vocabulary + std::fmt::Debug>() {
        for (index, value) in V::ALL.iter().enumerate() {
            assert_eq!(value.index(), index);
            assert_eq!(V::parse(value.label()).unwrap(), *value);
        }
        assert!(V::parse("n'importe quoi").is_err());
    }

    #[test]
    fn labels_are_read_back_and_anything_else_is_refused() {
        check::<Service>();
        check::<Audience>();
        check::<SpecificCare>();
        check::<Fee>();
        check::<Programme>();
        check::<TrainingLabel>();
        check::<AccessMode>();
        check::<SupportMode>();
        check::<Itinerance>();
        check::<Typology>();
    }
}
