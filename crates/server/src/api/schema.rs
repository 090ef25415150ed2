//! The shapes of venues, for the document. Answers themselves are written from parts (see `collection`); a test holds the two
//! together.

use super::{
    orientation_schema::{judgements, town_hall, week},
    shapes::{
        Members, collection, count, date, degrees, feature, instant, list_of, method, named, number, one_of, point,
        string, texts, venue_id,
    },
    sparse::ALWAYS,
};
use portee_directory::UnknownReason;
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel, Typology,
    Vocabulary,
};
use serde_json::json;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Array, Object, ObjectBuilder, RefOr, Schema, Type},
};

/// A `FeatureCollection` of venues.
pub(crate) struct VenueCollection;
/// A venue alone.
pub(crate) struct VenueFeature;

/// Several labels of a vocabulary.
pub(super) fn labels<V: Vocabulary>(description: &str) -> Array {
    let labels = V::ALL.iter().map(|value| value.label());
    let mut several = list_of(
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(labels)),
        description,
    );
    several.examples = V::ALL.first().map(|value| json!([value.label()])).into_iter().collect();
    several
}

fn origin() -> ObjectBuilder {
    ObjectBuilder::new()
        .description(Some("Une ligne d'une source, qui fait partie du lieu."))
        .has("source", string("Source.", "france-services"))
        .has("id", string("Identifiant dans cette source.", "1234"))
        .property("date_maj", date("Date de vérification de cette ligne."))
}

fn opening() -> ObjectBuilder {
    ObjectBuilder::new()
        .description(Some(
            "L'état à l'instant de la réponse, dans le fuseau du lieu, jours fériés compris.",
        ))
        .has(
            "etat",
            one_of("Ce que l'on sait.", ["ouvert", "ferme", "inconnu"]).examples(["ouvert"]),
        )
        .property("jusqu_a", instant("Fermeture prévue.", "2026-11-23T17:00:00+01:00"))
        .property(
            "commentaire",
            string("Ce que les horaires en disent.", "sur rendez-vous"),
        )
        .property(
            "rouvre_le",
            instant("Prochaine ouverture.", "2026-11-24T09:00:00+01:00"),
        )
        .property(
            "jour_ferie",
            string("Le jour férié qu'est aujourd'hui.", "Fête nationale"),
        )
        .property("raison", one_of("Pourquoi on ne peut le dire.", UnknownReason::CODES))
        .property(
            "explication",
            string(
                "La même chose en mots.",
                "Horaires non communiqués : appelez avant de venir.",
            ),
        )
}

/// What we know of a position.
pub(super) fn precision() -> ObjectBuilder {
    one_of(
        "Ce que l'on sait de la position : le bâtiment, la rue, ou seulement la commune.",
        ["exacte", "rue", "commune"],
    )
    .examples(["exacte"])
}

/// The columns of the standard, and ours.
fn columns() -> ObjectBuilder {
    ObjectBuilder::new()
        .description(Some(
            "Les colonnes du standard, sans celles que le lieu ne renseigne pas, et celles de Portée.",
        ))
        .has("id", venue_id("Identifiant public."))
        .property("pivot", string("SIRET.", "43493312300029").pattern(Some(r"^\d{14}$")))
        .has("nom", string("Nom.", "France Services de Die"))
        .has("commune", string("Nom de la commune.", "Die"))
        .has("code_postal", string("Code postal.", "26150").pattern(Some(r"^\d{5}$")))
        .has("code_insee", string("Code INSEE de la commune.", "26113"))
        .has("departement", string("Code du département.", "26"))
        .property("adresse", string("Numéro et voie.", "1 place de l'Évêché"))
        .property("complement_adresse", string("Complément.", "Bâtiment B"))
        .has("latitude", degrees("Degrés WGS84.", 90, 44.7536))
        .has("longitude", degrees("Degrés WGS84.", 180, 5.3704))
        .has("precision", precision())
        .property("typologie", labels::<Typology>("Typologies de la structure."))
        .property("telephone", string("Numéro E.164.", "+33475220606"))
        .property("courriels", texts("Adresses du lieu ; jamais celles d'une personne."))
        .property("site_web", texts("Sites."))
        .property("horaires", string("Expression OSM opening_hours.", "Mo-Fr 09:00-12:00"))
        .property(
            "horaires_texte",
            string("Horaires que l'on ne sait pas lire, tels quels.", "le matin"),
        )
        .property(
            "presentation_resume",
            string("Présentation, 280 caractères au plus.", "Accueil sans rendez-vous."),
        )
        .property("presentation_detail", string("Présentation.", "Accueil sans rendez-vous."))
        .property("source", string("Source de la ligne principale.", "france-services"))
        .property("itinerance", labels::<Itinerance>("Fixe ou itinérant."))
        .property("date_maj", date("Date de vérification."))
        .property("services", labels::<Service>("Services proposés."))
        .property(
            "publics_specifiquement_adresses",
            labels::<Audience>("Publics spécifiquement adressés."),
        )
        .property(
            "prise_en_charge_specifique",
            labels::<SpecificCare>("Prises en charge spécifiques."),
        )
        .property("frais_a_charge", labels::<Fee>("Frais à charge de la personne."))
        .property(
            "dispositif_programmes_nationaux",
            labels::<Programme>("Dispositifs et programmes nationaux."),
        )
        .property("formations_labels", labels::<TrainingLabel>("Formations et labels."))
        .property("autres_formations_labels", texts("Autres labels."))
        .property("modalites_acces", labels::<AccessMode>("Modalités d'accès."))
        .property(
            "modalites_accompagnement",
            labels::<SupportMode>("Modalités d'accompagnement."),
        )
        .property(
            "fiche_acces_libre",
            string("Fiche Acces Libre.", "https://acceslibre.beta.gouv.fr/app/26-die/"),
        )
        .property(
            "prise_rdv",
            string("Prise de rendez-vous.", "https://www.rdv-solidarites.fr/"),
        )
        .has("sources", list_of(named("Origine"), "Les lignes qui font ce lieu."))
        .property(
            "autres_arrets",
            texts("Identifiants des autres arrêts du même service itinérant."),
        )
        .has(
            "qualite",
            number(
                Type::Integer,
                "Ce que vaut la fiche, de 0 à 100 : ce qui manque, est ancien ou incertain coûte des points. La page du \
                 lieu les explique.",
                json!(71),
            )
            .minimum(Some(0))
            .maximum(Some(100)),
        )
        .has("ouverture", named("Ouverture"))
}

/// The same with how far it is and how long it takes, where that was asked. With `champs` only what names a venue is sure to be
/// there.
fn properties() -> Object {
    let mut all = journey(columns()).build();
    all.required.retain(|name| ALWAYS.contains(&name.as_str()));
    all
}

/// The same with what helps to choose it.
fn whole_properties() -> ObjectBuilder {
    columns()
        .has("criteres", judgements())
        .property("mairie", named("DepuisLaMairie"))
        .has("semaine", week())
}

/// How far a venue is, and how long it takes.
pub(super) fn journey(properties: ObjectBuilder) -> ObjectBuilder {
    properties
        .property(
            "distance_m",
            count("Mètres à vol d'oiseau, quand un point de départ est donné.", 1_240),
        )
        .property(
            "duree_s",
            count(
                "Secondes en voiture depuis ce point ; absent au-delà de deux heures.",
                720,
            ),
        )
        .property("duree_min_s", count("Borne basse, quand la durée est estimée.", 480))
        .property("duree_max_s", count("Borne haute, quand la durée est estimée.", 1_790))
        .property("methode", method())
}

/// Everything that other schemas refer to by name.
pub(super) fn parts() -> Vec<(&'static str, RefOr<Schema>)> {
    let venue = feature(venue_id("Identifiant public."), named("Point"), named("Proprietes"));
    vec![
        ("Point", point().into()),
        ("Lien", super::shapes::link().into()),
        ("Origine", origin().into()),
        ("Ouverture", opening().into()),
        ("Proprietes", properties().into()),
        ("ProprietesDuLieu", whole_properties().into()),
        ("DepuisLaMairie", town_hall().into()),
        ("LieuDeListe", venue.description(Some("Un lieu dans une liste.")).into()),
    ]
}

impl PartialSchema for VenueFeature {
    fn schema() -> RefOr<Schema> {
        feature(
            venue_id("Identifiant public."),
            named("Point"),
            named("ProprietesDuLieu"),
        )
        .description(Some("Un lieu seul, avec tout ce que l'on en sait."))
        .has("links", super::shapes::links())
        .has("edition", super::shapes::edition())
        .into()
    }
}

impl ToSchema for VenueFeature {
    fn name() -> Cow<'static, str> {
        "Lieu".into()
    }
}

impl PartialSchema for VenueCollection {
    fn schema() -> RefOr<Schema> {
        collection(named("LieuDeListe"))
            .description(Some("Une page de lieux."))
            .into()
    }
}

impl ToSchema for VenueCollection {
    fn name() -> Cow<'static, str> {
        "Lieux".into()
    }
}
