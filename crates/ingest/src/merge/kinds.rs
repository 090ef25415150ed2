//! What kind of organisation a name tells: a town hall, a library, a CAF… Two kinds of one street are two places.

use portee_domain::vocabulary::Typology;

/// A kind of organisation, and how strictly it tells two places apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// It is what the organisation is: another such kind is another place ("CAF", "CPAM").
    Organisation,
    /// A habit of naming that may change for one place ("centre social", "MJC").
    Habit,
    /// A label that many kinds of place carry ("France services", "EPN").
    Label,
    /// It moves: the bus of an organisation is not its counter.
    Itinerant,
}

/// The label of the France Services programme.
pub(super) const FRANCE_SERVICES: &str = "france services";

/// Expressions that name one kind of place, and its word. Within one kind the longer comes first.
pub(super) const EXPRESSIONS: [(&str, &str); 110] = [
    ("etablissement france services", FRANCE_SERVICES),
    ("maison france services", FRANCE_SERVICES),
    ("maison france service", FRANCE_SERVICES),
    ("espace france services", FRANCE_SERVICES),
    ("espace france service", FRANCE_SERVICES),
    ("point france services", FRANCE_SERVICES),
    ("france services", FRANCE_SERVICES),
    ("france service", FRANCE_SERVICES),
    ("maison de services au public", FRANCE_SERVICES),
    ("maison des services au public", FRANCE_SERVICES),
    ("maison de service au public", FRANCE_SERVICES),
    ("msap", FRANCE_SERVICES),
    ("mfs", FRANCE_SERVICES),
    ("efs", FRANCE_SERVICES),
    ("fs", FRANCE_SERVICES),
    ("centre communal d action sociale", "ccas"),
    ("centre communal action sociale", "ccas"),
    ("centre communal d actions sociales", "ccas"),
    ("ctre com action sociale", "ccas"),
    ("ctre communal action sociale", "ccas"),
    ("ccas", "ccas"),
    ("c c a s", "ccas"),
    ("centre intercommunal d action sociale", "cias"),
    ("centre intercommunal d actions sociales", "cias"),
    ("centre intercommunal action sociale", "cias"),
    ("cias", "cias"),
    ("c i a s", "cias"),
    ("caisse d allocations familiales", "caf"),
    ("caisse allocations familiales", "caf"),
    ("caf", "caf"),
    ("caisse primaire d assurance maladie", "cpam"),
    ("caisse primaire assurance maladie", "cpam"),
    ("assurance maladie", "cpam"),
    ("cpam", "cpam"),
    ("carsat", "carsat"),
    ("mutualite sociale agricole", "msa"),
    ("msa", "msa"),
    ("hotel de ville", "mairie"),
    ("mairie", "mairie"),
    ("maire", "mairie"),
    ("commune", "mairie"),
    ("ville de", "mairie"),
    ("bibliotheque", "mediatheque"),
    ("mediatheque", "mediatheque"),
    ("bibliotheques", "mediatheque"),
    ("mediatheques", "mediatheque"),
    ("mission locale", "mission locale"),
    ("cap emploi", "cap emploi"),
    ("pole emploi", "france travail"),
    ("france travail", "france travail"),
    ("bureau de poste", "poste"),
    ("agence postale", "agence postale"),
    ("la poste agence communale", "agence postale"),
    ("la poste communale", "agence postale"),
    ("la poste relais", "agence postale"),
    ("la poste", "poste"),
    ("communaute de communes", "intercommunalite"),
    ("communaute communes", "intercommunalite"),
    ("cc", "intercommunalite"),
    ("cdc", "intercommunalite"),
    ("communaute d agglomeration", "intercommunalite"),
    ("communaute agglomeration", "intercommunalite"),
    ("ca", "intercommunalite"),
    ("sous prefecture", "prefecture"),
    ("prefecture", "prefecture"),
    ("chambre d agriculture", "chambre d'agriculture"),
    ("chambre de commerce", "chambre de commerce"),
    ("chambre commerce", "chambre de commerce"),
    ("cci", "chambre de commerce"),
    ("chambre de metiers", "chambre de métiers"),
    ("residence autonomie", "résidence"),
    ("residence habitat jeunes", "résidence"),
    ("ehpad", "résidence"),
    ("lycee", "lycée"),
    ("college", "collège"),
    ("ecole", "école"),
    ("greta", "greta"),
    ("afpa", "afpa"),
    ("pimms mediation", "pimms"),
    ("pimms", "pimms"),
    ("maison des jeunes et de la culture", "mjc"),
    ("maison jeunes culture", "mjc"),
    ("mjc", "mjc"),
    ("centre socio culturel", "centre social"),
    ("centre socioculturel", "centre social"),
    ("centre social culturel", "centre social"),
    ("centre social", "centre social"),
    ("csc", "centre social"),
    ("espace de vie sociale", "evs"),
    ("evs", "evs"),
    ("maison departementale des solidarites", "solidarités"),
    ("maison des solidarites", "solidarités"),
    ("maison de la solidarite", "solidarités"),
    ("mds", "solidarités"),
    ("conseil departemental", "département"),
    ("departement", "département"),
    ("union departementale des associations familiales", "udaf"),
    ("union dep associations familiales", "udaf"),
    ("udaf", "udaf"),
    ("espace public numerique", "epn"),
    ("epn", "epn"),
    ("maison de la metropole", "métropole"),
    ("mdm", "métropole"),
    ("cyber base", "cyber-base"),
    ("cyberbase", "cyber-base"),
    ("bus", "itinérant"),
    ("van numerique", "itinérant"),
    ("itinerante", "itinérant"),
    ("itinerant", "itinérant"),
    ("mobile", "itinérant"),
];

/// The kind that a typology tells, where it tells one as surely as a name would.
pub(super) fn of_typology(typology: Typology) -> Option<&'static str> {
    Some(match typology {
        Typology::LaPoste => "poste",
        Typology::Bib => "mediatheque",
        Typology::Ml => "mission locale",
        Typology::Caf => "caf",
        Typology::Cpam => "cpam",
        Typology::Msa => "msa",
        _ => return None,
    })
}

/// How strictly a kind tells two places apart.
pub(super) fn rank(kind: &str) -> Rank {
    match kind {
        FRANCE_SERVICES | "epn" | "cyber-base" => Rank::Label,
        "itinérant" => Rank::Itinerant,
        "pimms" | "mjc" | "centre social" | "evs" | "solidarités" | "département" | "métropole" | "udaf" => {
            Rank::Habit
        }
        _ => Rank::Organisation,
    }
}
