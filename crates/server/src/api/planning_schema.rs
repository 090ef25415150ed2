//! The shapes of the planner's answers, for the document: territories from the table of columns, hubs by hand.

use super::schema::{collection, constant, date, number, string, texts};
use crate::{app::EditionLabel, territories::COLUMNS};
use serde_json::json;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Array, Object, ObjectBuilder, RefOr, Schema, Type},
};

/// A `FeatureCollection` of territories.
pub(crate) struct CoverageCollection;
/// A `FeatureCollection` of sites to choose.
pub(crate) struct SiteCollection;
/// A `FeatureCollection` of hubs.
pub(crate) struct HubCollection;

fn feature(id: &str, geometry: ObjectBuilder, properties: ObjectBuilder) -> ObjectBuilder {
    ObjectBuilder::new()
        .property("type", constant("Feature"))
        .property("id", string("Identifiant.", id))
        .property("geometry", geometry)
        .property("properties", properties)
}

impl PartialSchema for CoverageCollection {
    fn schema() -> RefOr<Schema> {
        let outline = ObjectBuilder::new()
            .description(Some(
                "Contour, avec « .geojson » seulement ; null dans les listes, ou quand il n'est pas connu.",
            ))
            .property("type", constant("MultiPolygon"))
            .property("coordinates", Array::new(Object::with_type(Type::Array)));
        let properties = COLUMNS.iter().fold(ObjectBuilder::new(), |all, column| {
            all.property(column.name, column.schema())
        });
        collection(feature("departement-26", outline, properties)).into()
    }
}

impl ToSchema for CoverageCollection {
    fn name() -> Cow<'static, str> {
        "Couverture".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((EditionLabel::name().into_owned(), EditionLabel::schema()));
    }
}

fn claim() -> ObjectBuilder {
    ObjectBuilder::new()
        .property("departement", string("Code du département.", "26"))
        .property("source", string("Qui l'affirme.", "Banque des Territoires, 2019"))
        .property("depuis", date("Depuis quand, si on le sait."))
        .property("jusqu_a", date("Jusqu'à quand, si c'est fini."))
}

fn survey() -> ObjectBuilder {
    let count = |description: &str| number(Type::Integer, description, json!(120));
    ObjectBuilder::new()
        .description(Some(
            "L'enquête du hub et les fichiers nationaux, comparés en lieux ; null sans enquête.",
        ))
        .property("dans_les_deux", count("Lieux que les deux connaissent."))
        .property("enquete_seulement", count("Lieux que seule l'enquête connaît."))
        .property(
            "national_seulement",
            count("Lieux que seuls les fichiers nationaux connaissent."),
        )
}

impl PartialSchema for HubCollection {
    fn schema() -> RefOr<Schema> {
        let properties = ObjectBuilder::new()
            .property("id", string("Identifiant.", "hinaura"))
            .property("nom", string("Nom.", "Hinaura"))
            .property("vague", string("2019, 2021, ou plus tard.", "2019"))
            .property("ferme_le", date("Quand il a fermé, s'il a fermé."))
            .property("departements", texts("Codes des départements couverts aujourd'hui."))
            .property("affirmations", Array::new(claim()))
            .property("enquete", survey());
        let nothing = ObjectBuilder::new()
            .schema_type(Type::Null)
            .description(Some("Les contours sont sous /api/v1/couverture/hubs.geojson."));
        collection(feature("hinaura", nothing, properties))
            .property("departements_sans_hub", texts("Codes des départements sans hub."))
            .into()
    }
}

impl ToSchema for HubCollection {
    fn name() -> Cow<'static, str> {
        "Hubs".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((EditionLabel::name().into_owned(), EditionLabel::schema()));
    }
}

impl PartialSchema for SiteCollection {
    fn schema() -> RefOr<Schema> {
        let count = |description: &str| number(Type::Integer, description, json!(1_200));
        let point = ObjectBuilder::new()
            .property("type", constant("Point"))
            .property("coordinates", Array::new(Object::with_type(Type::Number)));
        let properties = ObjectBuilder::new()
            .property(
                "rang",
                number(Type::Integer, "1 pour l'implantation la plus utile.", json!(1)),
            )
            .property("nature", string("bibliotheque, lieu, mairie ou centre.", "mairie"))
            .property("nom", string("Nom du lieu ; de la commune pour une mairie.", "Die"))
            .property("id", string("Identifiant du lieu, quand c'en est un.", "abcdefghijkl"))
            .property("commune", string("Code INSEE de la commune.", "26113"))
            .property(
                "gain",
                count("Personnes qu'elle ajoute à celles que servent les précédentes."),
            )
            .property("cumul", count("Personnes ajoutées jusqu'à elle."));
        let gap = number(
            Type::Number,
            "Ce qu'un autre choix pourrait servir de plus, au plus : part de gain_au_plus.",
            json!(0.01),
        );
        let stopped = ObjectBuilder::new()
            .schema_type(Type::Boolean)
            .description(Some("Si la recherche du meilleur choix a manqué de temps."));
        collection(feature("1", point, properties))
            .property("departement", string("Code du département.", "26"))
            .property("cible", string("Ce qu'il faut pouvoir atteindre.", "France Services"))
            .property("poids", string("Qui compte.", "habitants"))
            .property("methode", string("rapide ou exacte.", "rapide"))
            .property(
                "deja_servis",
                count("Personnes à 30 minutes au plus, de façon certaine."),
            )
            .property("a_servir", count("Les autres."))
            .property(
                "atteignables",
                count("Parmi elles, celles qu'au moins un candidat servirait."),
            )
            .property("gain", count("Personnes que ces implantations ajoutent."))
            .property(
                "gain_au_plus",
                count("Ce qu'aucun choix d'autant d'implantations ne dépasse : c'est prouvé."),
            )
            .property("ecart", gap)
            .property("interrompue", stopped)
            .into()
    }
}

impl ToSchema for SiteCollection {
    fn name() -> Cow<'static, str> {
        "Implantations".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((EditionLabel::name().into_owned(), EditionLabel::schema()));
    }
}
