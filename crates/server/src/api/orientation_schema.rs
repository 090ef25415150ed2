//! The shapes of what helps to choose a place, for the document.

use super::schema::{VenueCollection, collection, feature, number, string, texts};
use crate::{
    orientation::{Day, Wish},
    pages::way::WINDS,
};
use serde_json::json;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Array, ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema, Type},
};

/// The venues around a commune.
pub(crate) struct Surroundings;
/// The venues of a département, with its communes.
pub(crate) struct Keepsake;

/// What a venue declares.
pub(super) fn judgements() -> ObjectBuilder {
    let about =
        "Ce que le lieu déclare, pour choisir : absent quand il n'en dit rien (un lieu seul, ou une liste en bref).";
    let word = || {
        let words = Some(["oui", "en-partie", "non"]);
        ObjectBuilder::new().schema_type(Type::String).enum_values(words)
    };
    Wish::ALL
        .into_iter()
        .fold(ObjectBuilder::new().description(Some(about)), |object, wish| {
            object.property(wish.code(), word())
        })
}

/// How to get there from the town hall.
pub(super) fn town_hall() -> ObjectBuilder {
    let about = "Où est le lieu, vu de la mairie de sa commune (un lieu seul, ou une liste en bref) ; absent quand on ne le sait pas.";
    let metres = number(Type::Integer, "Mètres à vol d'oiseau ; 0 : à la mairie.", json!(330));
    let wind = string("Direction depuis la mairie, absente à la mairie.", "nord-est").enum_values(Some(WINDS));
    ObjectBuilder::new()
        .description(Some(about))
        .property("distance_m", metres)
        .property("cap", wind)
}

/// The days to come.
pub(super) fn week() -> Array {
    ArrayBuilder::new()
        .items(Ref::from_schema_name(Day::name()))
        .description(Some(
            "Les sept jours à venir, aujourd'hui compris, à l'heure du lieu ; null quand ses horaires sont inconnus ou en texte \
             libre (un lieu seul, ou une liste en bref).",
        ))
        .build()
}

fn commune() -> ObjectBuilder {
    ObjectBuilder::new()
        .property("code", string("Code INSEE.", "26113"))
        .property("nom", string("Nom officiel.", "Die"))
        .property("libelle", string("À montrer.", "Die (26150)"))
        .property("departement", string("Code du département.", "26"))
        .property("codes_postaux", texts("Codes postaux."))
        .property(
            "longitude",
            number(Type::Number, "D'où l'on mesure, en degrés WGS84.", json!(5.3704)),
        )
        .property(
            "latitude",
            number(Type::Number, "D'où l'on mesure, en degrés WGS84.", json!(44.7536)),
        )
        .property(
            "mairie",
            number(
                Type::Boolean,
                "Si ce point est la mairie, ou sinon le centre.",
                json!(true),
            ),
        )
}

fn zone() -> ObjectBuilder {
    string("Fuseau horaire.", "Europe/Paris")
}

impl PartialSchema for Surroundings {
    fn schema() -> RefOr<Schema> {
        collection(feature())
            .property("commune", commune())
            .property("fuseau", zone())
            .into()
    }
}

impl ToSchema for Surroundings {
    fn name() -> Cow<'static, str> {
        "Alentours".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Day::name().into_owned(), Day::schema()));
        Day::schemas(schemas);
        VenueCollection::schemas(schemas);
    }
}

impl PartialSchema for Keepsake {
    fn schema() -> RefOr<Schema> {
        let departement = ObjectBuilder::new()
            .property("code", string("Code.", "26"))
            .property("nom", string("Nom.", "Drôme"));
        collection(feature())
            .property("departement", departement)
            .property("communes", Array::new(commune()))
            .property("fuseau", zone())
            .into()
    }
}

impl ToSchema for Keepsake {
    fn name() -> Cow<'static, str> {
        "LieuxDuDepartement".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        Surroundings::schemas(schemas);
    }
}
