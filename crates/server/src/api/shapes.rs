//! The building blocks of the shapes that the document describes.

use crate::app::EditionLabel;
use portee_domain::Method;
use serde_json::{Value, json};
use utoipa::{
    ToSchema,
    openapi::{
        Array, ArrayBuilder, KnownFormat, Object, ObjectBuilder, Ref, RefOr, Schema, SchemaFormat, Type,
        schema::SchemaType,
    },
};

/// What the identifier of a venue looks like.
pub(super) const VENUE_ID: &str = "^[a-z2-7]{12}$";

/// Members of an object. Those of [`Members::has`] are always there; `property` adds one that may be absent.
pub(super) trait Members {
    /// Adds a member that is always there.
    fn has(self, name: &str, schema: impl Into<RefOr<Schema>>) -> Self;
}

impl Members for ObjectBuilder {
    fn has(self, name: &str, schema: impl Into<RefOr<Schema>>) -> Self {
        self.property(name, schema).required(name)
    }
}

pub(super) fn string(description: &str, example: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .examples([example])
}

pub(super) fn number(kind: Type, description: &str, example: Value) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(kind)
        .description(Some(description))
        .examples([example])
}

/// How many there are, or how long: a whole number, never below zero.
pub(super) fn count(description: &str, example: u32) -> ObjectBuilder {
    number(Type::Integer, description, json!(example)).minimum(Some(0))
}

/// A latitude or a longitude.
pub(super) fn degrees(description: &str, bound: u32, example: f64) -> ObjectBuilder {
    number(Type::Number, description, json!(example))
        .minimum(Some(-f64::from(bound)))
        .maximum(Some(f64::from(bound)))
}

pub(super) fn constant(word: &'static str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some([word]))
}

/// One of these words.
pub(super) fn one_of(description: &str, words: impl IntoIterator<Item = &'static str>) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words))
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

/// The same, or null.
pub(super) fn date_or_null(description: &str) -> ObjectBuilder {
    date(description).schema_type(SchemaType::from_iter([Type::String, Type::Null]))
}

pub(super) fn instant(description: &str, example: &str) -> ObjectBuilder {
    string(description, example).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
}

pub(super) fn venue_id(description: &str) -> ObjectBuilder {
    string(description, "abcdefghijkl").pattern(Some(VENUE_ID))
}

/// How a time was found, when it was.
pub(super) fn method() -> ObjectBuilder {
    one_of(
        "D'où vient la durée : le réseau des routes, ou une estimation d'après la distance.",
        [Method::Routes.code(), Method::Estimation.code()],
    )
    .examples([Method::Estimation.code()])
}

pub(super) fn named(name: &str) -> Ref {
    Ref::from_schema_name(name)
}

pub(super) fn list_of(items: impl Into<RefOr<Schema>>, description: &str) -> Array {
    ArrayBuilder::new()
        .items(items.into())
        .description(Some(description))
        .build()
}

pub(super) fn edition() -> Ref {
    named(&EditionLabel::name())
}

/// `Point`: `[lon, lat]`.
pub(super) fn point() -> ObjectBuilder {
    let coordinates = ArrayBuilder::new()
        .items(Object::with_type(Type::Number))
        .min_items(Some(2))
        .max_items(Some(2))
        .description(Some("Longitude et latitude, en degrés WGS84."))
        .examples([json!([5.3704, 44.7536])]);
    ObjectBuilder::new()
        .description(Some("Un point GeoJSON."))
        .has("type", constant("Point"))
        .has("coordinates", coordinates)
}

/// A link of an answer.
pub(super) fn link() -> ObjectBuilder {
    ObjectBuilder::new()
        .description(Some("Un lien."))
        .has("rel", string("« self », « next » ou « alternate ».", "next"))
        .has("type", string("Type du document.", "application/geo+json"))
        .has(
            "href",
            string("Adresse.", "/api/v1/lieux?limite=20&curseur=12-abcdefghijkl"),
        )
}

pub(super) fn links() -> Array {
    list_of(named("Lien"), "Cette réponse, sa suite, ses autres formes.")
}

/// A `Feature` with these properties.
pub(super) fn feature(
    id: ObjectBuilder,
    geometry: impl Into<RefOr<Schema>>,
    properties: impl Into<RefOr<Schema>>,
) -> ObjectBuilder {
    ObjectBuilder::new()
        .has("type", constant("Feature"))
        .has("id", id)
        .has("geometry", geometry)
        .has("properties", properties)
}

/// A page of features.
pub(super) fn collection(feature: impl Into<RefOr<Schema>>) -> ObjectBuilder {
    ObjectBuilder::new()
        .has("type", constant("FeatureCollection"))
        .has("features", Array::new(feature.into()))
        .has("links", links())
        .has("numberMatched", count("Tout ce qui répond, toutes pages ensemble.", 61))
        .has("numberReturned", count("Ce qui est dans cette page.", 20))
        .has("timeStamp", instant("L'instant de la réponse.", "2026-11-22T10:15:00Z"))
        .has("edition", edition())
}
