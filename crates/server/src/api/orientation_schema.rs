//! The shapes of what helps to choose a place, for the document.

use super::{
    schema::{journey, labels, precision},
    shapes::{Members, collection, degrees, feature, list_of, named, number, one_of, string, texts, venue_id},
};
use crate::{
    orientation::{Day, Wish},
    pages::way::WINDS,
};
use portee_domain::vocabulary::{AccessMode, Programme, Service};
use serde_json::json;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Array, ArrayBuilder, ObjectBuilder, RefOr, Schema, Type, schema::SchemaType},
};

/// The venues around a commune.
pub(crate) struct Surroundings;
/// The venues of a département, with its communes.
pub(crate) struct Keepsake;

/// What a venue declares.
pub(super) fn judgements() -> ObjectBuilder {
    let about = "Ce que le lieu déclare, pour choisir ; absent quand il n'en dit rien.";
    Wish::ALL
        .into_iter()
        .fold(ObjectBuilder::new().description(Some(about)), |object, wish| {
            object.property(
                wish.code(),
                one_of("oui, en-partie ou non.", ["oui", "en-partie", "non"]).examples(["oui"]),
            )
        })
}

/// How to get there from the town hall.
pub(super) fn town_hall() -> ObjectBuilder {
    ObjectBuilder::new()
        .description(Some(
            "Où est le lieu, vu de la mairie de sa commune ; absent quand on ne le sait pas.",
        ))
        .has(
            "distance_m",
            number(Type::Number, "Mètres à vol d'oiseau ; 0 : à la mairie.", json!(330)).minimum(Some(0)),
        )
        .property(
            "cap",
            one_of("Direction depuis la mairie, absente à la mairie.", WINDS).examples(["nord-est"]),
        )
}

/// The days to come, or null.
pub(super) fn week() -> Array {
    ArrayBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Array, Type::Null]))
        .items(named(&Day::name()))
        .description(Some(
            "Les sept jours à venir, aujourd'hui compris, à l'heure du lieu ; null quand ses horaires sont inconnus ou en texte \
             libre.",
        ))
        .build()
}

fn commune() -> ObjectBuilder {
    ObjectBuilder::new()
        .description(Some("Une commune, et le point d'où l'on mesure."))
        .has("code", string("Code INSEE.", "26113"))
        .has("nom", string("Nom officiel.", "Die"))
        .has("libelle", string("À montrer.", "Die (26150)"))
        .has("departement", string("Code du département.", "26"))
        .has("codes_postaux", texts("Codes postaux."))
        .has("longitude", degrees("D'où l'on mesure, en degrés WGS84.", 180, 5.3704))
        .has("latitude", degrees("D'où l'on mesure, en degrés WGS84.", 90, 44.7536))
        .has(
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

/// What is needed to call, to go there and to compare.
fn brief() -> ObjectBuilder {
    let described = ObjectBuilder::new()
        .description(Some("Un lieu en bref ; les noms sont ceux d'un lieu entier."))
        .has("id", venue_id("Identifiant public."))
        .has("nom", string("Nom.", "France Services de Die"))
        .property("telephone", string("Numéro E.164.", "+33475220606"))
        .property("adresse", string("Numéro et voie.", "1 place de l'Évêché"))
        .property("complement_adresse", string("Complément.", "Bâtiment B"))
        .has("code_postal", string("Code postal.", "26150"))
        .has("commune", string("Nom de la commune.", "Die"))
        .has("precision", precision())
        .property("services", labels::<Service>("Services proposés."))
        .property("modalites_acces", labels::<AccessMode>("Modalités d'accès."))
        .property(
            "dispositif_programmes_nationaux",
            labels::<Programme>("Dispositifs et programmes nationaux."),
        )
        .property(
            "fiche_acces_libre",
            string("Fiche Acces Libre.", "https://acceslibre.beta.gouv.fr/app/26-die/"),
        )
        .has("criteres", judgements())
        .property("mairie", named("DepuisLaMairie"))
        .has("semaine", week());
    journey(described)
}

/// Everything that other schemas refer to by name.
pub(super) fn parts() -> Vec<(&'static str, RefOr<Schema>)> {
    let venue = feature(
        venue_id("Identifiant public."),
        named("Point"),
        named("ProprietesEnBref"),
    );
    vec![
        ("ProprietesEnBref", brief().into()),
        ("LieuEnBref", venue.description(Some("Un lieu en bref.")).into()),
        ("CommuneDeReference", commune().into()),
    ]
}

impl PartialSchema for Surroundings {
    fn schema() -> RefOr<Schema> {
        collection(named("LieuEnBref"))
            .description(Some("Les lieux autour d'une commune, du plus proche au plus lointain."))
            .has("commune", named("CommuneDeReference"))
            .has("fuseau", zone())
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
    }
}

impl PartialSchema for Keepsake {
    fn schema() -> RefOr<Schema> {
        let departement = ObjectBuilder::new()
            .description(Some("Le département."))
            .has("code", string("Code.", "26"))
            .has("nom", string("Nom.", "Drôme"));
        collection(named("LieuEnBref"))
            .description(Some("Les lieux d'un département, par identifiant, et ses communes."))
            .has("departement", departement)
            .has(
                "communes",
                list_of(named("CommuneDeReference"), "D'où mesurer les distances."),
            )
            .has("fuseau", zone())
            .into()
    }
}

impl ToSchema for Keepsake {
    fn name() -> Cow<'static, str> {
        "LieuxDuDepartement".into()
    }
}
