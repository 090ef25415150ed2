//! The shapes of `GeoJSON` answers, for the document. Answers themselves are written from parts (see `collection`); a
//! test holds the two together.

use crate::app::EditionLabel;
use portee_domain::Method;
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel, Typology,
    Vocabulary,
};
use serde_json::json;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Array, ArrayBuilder, KnownFormat, Object, ObjectBuilder, Ref, RefOr, Schema, SchemaFormat, Type},
};

/// A `FeatureCollection` of venues.
pub(crate) struct VenueCollection;
/// A venue alone.
pub(crate) struct VenueFeature;
/// The properties of a venue.
struct Properties;

pub(super) fn string(description: &str, example: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .examples([example])
}

pub(super) fn number(kind: Type, description: &str, example: serde_json::Value) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(kind)
        .description(Some(description))
        .examples([example])
}

pub(super) fn constant(word: &'static str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some([word]))
}

fn labels<V: Vocabulary>() -> Array {
    let labels = V::ALL.iter().map(|value| value.label());
    Array::new(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(labels)))
}

pub(super) fn texts(description: &str) -> Array {
    ArrayBuilder::new()
        .items(Object::with_type(Type::String))
        .description(Some(description))
        .build()
}

pub(super) fn date(description: &str) -> ObjectBuilder {
    string(description, "2026-11-22").format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
}

fn source() -> ObjectBuilder {
    ObjectBuilder::new()
        .property("source", string("Source.", "france-services"))
        .property("id", string("Identifiant dans cette source.", "1234"))
        .property("date_maj", date("Date de vérification de cette ligne."))
}

fn opening() -> ObjectBuilder {
    ObjectBuilder::new()
        .description(Some(
            "L'état à l'instant de la réponse, dans le fuseau du lieu, jours fériés compris.",
        ))
        .property(
            "etat",
            ObjectBuilder::new()
                .schema_type(Type::String)
                .enum_values(Some(["ouvert", "ferme", "inconnu"])),
        )
        .property("jusqu_a", string("Fermeture prévue.", "2026-11-23T17:00:00+01:00"))
        .property(
            "commentaire",
            string("Ce que les horaires en disent.", "sur rendez-vous"),
        )
        .property("rouvre_le", string("Prochaine ouverture.", "2026-11-24T09:00:00+01:00"))
        .property(
            "jour_ferie",
            string("Le jour férié qu'est aujourd'hui.", "Fête nationale"),
        )
        .property("raison", string("Pourquoi on ne peut le dire.", "horaires-absents"))
        .property(
            "explication",
            string(
                "La même chose en mots.",
                "Horaires non communiqués : appelez avant de venir.",
            ),
        )
        .required("etat")
}

impl PartialSchema for Properties {
    fn schema() -> RefOr<Schema> {
        let precision = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Ce que l'on sait de la position : le bâtiment, la rue, ou seulement la commune.",
            ))
            .enum_values(Some(["exacte", "rue", "commune"]));
        let described = ObjectBuilder::new()
            .description(Some(
                "Les colonnes du standard, sans celles que le lieu ne renseigne pas, et celles de Portée.",
            ))
            .property("id", string("Identifiant public.", "abcdefghijkl"))
            .property("pivot", string("SIRET.", "43493312300029"))
            .property("nom", string("Nom.", "France Services de Die"))
            .property("commune", string("Nom de la commune.", "Die"))
            .property("code_postal", string("Code postal.", "26150"))
            .property("code_insee", string("Code INSEE de la commune.", "26113"))
            .property("departement", string("Code du département.", "26"))
            .property("adresse", string("Numéro et voie.", "1 place de l'Évêché"))
            .property("complement_adresse", string("Complément.", "Bâtiment B"))
            .property("latitude", number(Type::Number, "Degrés WGS84.", json!(44.7536)))
            .property("longitude", number(Type::Number, "Degrés WGS84.", json!(5.3704)))
            .property("precision", precision)
            .property("typologie", labels::<Typology>())
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
            .property(
                "presentation_detail",
                string("Présentation.", "Accueil sans rendez-vous."),
            )
            .property("source", string("Source de la ligne principale.", "france-services"))
            .property("itinerance", labels::<Itinerance>())
            .property("date_maj", date("Date de vérification."))
            .property("services", labels::<Service>())
            .property("publics_specifiquement_adresses", labels::<Audience>())
            .property("prise_en_charge_specifique", labels::<SpecificCare>())
            .property("frais_a_charge", labels::<Fee>())
            .property("dispositif_programmes_nationaux", labels::<Programme>())
            .property("formations_labels", labels::<TrainingLabel>())
            .property("autres_formations_labels", texts("Autres labels."))
            .property("modalites_acces", labels::<AccessMode>())
            .property("modalites_accompagnement", labels::<SupportMode>())
            .property(
                "fiche_acces_libre",
                string("Fiche Acces Libre.", "https://acceslibre.beta.gouv.fr/app/26-die/"),
            )
            .property(
                "prise_rdv",
                string("Prise de rendez-vous.", "https://www.rdv-solidarites.fr/"),
            )
            .property("sources", Array::new(source()))
            .property(
                "autres_arrets",
                texts("Identifiants des autres arrêts du même service itinérant."),
            )
            .property(
                "qualite",
                number(
                    Type::Integer,
                    "Ce que vaut la fiche, de 0 à 100 : ce qui manque, est ancien ou incertain coûte des points. La page du \
                     lieu les explique.",
                    json!(71),
                ),
            )
            .required("id")
            .required("nom")
            .required("ouverture");
        journey(described)
            .property("methode", method())
            .property("ouverture", opening())
            .property("criteres", super::orientation_schema::judgements())
            .property("mairie", super::orientation_schema::town_hall())
            .property("semaine", super::orientation_schema::week())
            .into()
    }
}

/// How far a venue is, and how long it takes.
fn journey(properties: ObjectBuilder) -> ObjectBuilder {
    properties
        .property(
            "distance_m",
            number(
                Type::Integer,
                "Mètres à vol d'oiseau (lieux/proches seulement).",
                json!(1240),
            ),
        )
        .property(
            "duree_s",
            number(
                Type::Integer,
                "Secondes en voiture (lieux/proches seulement) ; absent au-delà de deux heures.",
                json!(720),
            ),
        )
        .property(
            "duree_min_s",
            number(Type::Integer, "Borne basse, quand la durée est estimée.", json!(480)),
        )
        .property(
            "duree_max_s",
            number(Type::Integer, "Borne haute, quand la durée est estimée.", json!(1790)),
        )
}

fn method() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(
            "D'où vient la durée : le réseau des routes, ou une estimation d'après la distance.",
        ))
        .enum_values(Some([Method::Routes.code(), Method::Estimation.code()]))
}

impl ToSchema for Properties {
    fn name() -> Cow<'static, str> {
        "Proprietes".into()
    }
}

pub(super) fn edition() -> Ref {
    Ref::from_schema_name(EditionLabel::name())
}

pub(super) fn links() -> Array {
    let link = ObjectBuilder::new()
        .property("rel", string("« self », « next » ou « alternate ».", "next"))
        .property("type", string("Type du document.", "application/geo+json"))
        .property(
            "href",
            string("Adresse.", "/api/v1/lieux?limite=20&curseur=12-abcdefghijkl"),
        );
    Array::new(link)
}

pub(super) fn feature() -> ObjectBuilder {
    let point = ObjectBuilder::new()
        .property("type", constant("Point"))
        .property("coordinates", Array::new(Object::with_type(Type::Number)));
    ObjectBuilder::new()
        .property("type", constant("Feature"))
        .property("id", string("Identifiant public.", "abcdefghijkl"))
        .property("geometry", point)
        .property("properties", Ref::from_schema_name("Proprietes"))
}

impl PartialSchema for VenueFeature {
    fn schema() -> RefOr<Schema> {
        feature()
            .property("links", links())
            .property("edition", edition())
            .into()
    }
}

impl ToSchema for VenueFeature {
    fn name() -> Cow<'static, str> {
        "Lieu".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Properties::name().into_owned(), Properties::schema()));
        schemas.push((EditionLabel::name().into_owned(), EditionLabel::schema()));
    }
}

impl PartialSchema for VenueCollection {
    fn schema() -> RefOr<Schema> {
        collection(feature()).into()
    }
}

/// A page of features.
pub(super) fn collection(feature: ObjectBuilder) -> ObjectBuilder {
    let matched = number(Type::Integer, "Tout ce qui répond, toutes pages ensemble.", json!(61));
    ObjectBuilder::new()
        .property("type", constant("FeatureCollection"))
        .property("features", Array::new(feature))
        .property("links", links())
        .property("numberMatched", matched)
        .property(
            "numberReturned",
            number(Type::Integer, "Ce qui est dans cette page.", json!(20)),
        )
        .property("timeStamp", string("L'instant de la réponse.", "2026-11-22T10:15:00Z"))
        .property("edition", edition())
}

impl ToSchema for VenueCollection {
    fn name() -> Cow<'static, str> {
        "Lieux".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        VenueFeature::schemas(schemas);
    }
}
