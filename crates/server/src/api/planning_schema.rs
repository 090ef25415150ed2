//! The shapes of the planner's answers, for the document: territories from the table of columns, hubs by hand.

use super::shapes::{Members, collection, count, date_or_null, feature, list_of, named, number, one_of, string, texts};
use crate::{siting::Choice, territories::COLUMNS};
use portee_domain::Target;
use portee_reach::siting::{CandidateKind, Weight};
use serde_json::json;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Array, Object, ObjectBuilder, RefOr, Schema, Type, schema::SchemaType},
};

/// A `FeatureCollection` of territories.
pub(crate) struct CoverageCollection;
/// A `FeatureCollection` of sites to choose.
pub(crate) struct SiteCollection;
/// A `FeatureCollection` of hubs.
pub(crate) struct HubCollection;

/// An object or null.
fn or_null(object: ObjectBuilder) -> ObjectBuilder {
    object.schema_type(SchemaType::from_iter([Type::Object, Type::Null]))
}

fn territory() -> ObjectBuilder {
    let positions = Array::new(Array::new(Array::new(Array::new(Object::with_type(Type::Number)))));
    let outline = ObjectBuilder::new()
        .description(Some(
            "Contour, avec « .geojson » seulement ; null dans les listes, ou quand il n'est pas connu.",
        ))
        .has("type", super::shapes::constant("MultiPolygon"))
        .has("coordinates", positions);
    let properties = COLUMNS.iter().fold(
        ObjectBuilder::new().description(Some("La couverture d'un territoire.")),
        |all, column| all.has(column.name, column.schema()),
    );
    feature(
        string("Niveau et code.", "departement-26"),
        or_null(outline),
        properties,
    )
    .description(Some("Un territoire."))
}

impl PartialSchema for CoverageCollection {
    fn schema() -> RefOr<Schema> {
        collection(named("Territoire"))
            .description(Some("La couverture de territoires."))
            .into()
    }
}

impl ToSchema for CoverageCollection {
    fn name() -> Cow<'static, str> {
        "Couverture".into()
    }
}

fn claim() -> ObjectBuilder {
    ObjectBuilder::new()
        .description(Some("Un département couvert, et qui le dit."))
        .has("departement", string("Code du département.", "26"))
        .has("source", string("Qui l'affirme.", "Banque des Territoires, 2019"))
        .has("depuis", date_or_null("Depuis quand, si on le sait."))
        .has("jusqu_a", date_or_null("Jusqu'à quand, si c'est fini."))
}

fn survey() -> ObjectBuilder {
    or_null(ObjectBuilder::new())
        .description(Some(
            "L'enquête du hub et les fichiers nationaux, comparés en lieux ; null sans enquête.",
        ))
        .has("dans_les_deux", count("Lieux que les deux connaissent.", 120))
        .has("enquete_seulement", count("Lieux que seule l'enquête connaît.", 40))
        .has(
            "national_seulement",
            count("Lieux que seuls les fichiers nationaux connaissent.", 75),
        )
}

fn hub() -> ObjectBuilder {
    let properties = ObjectBuilder::new()
        .description(Some("Un hub, ce qu'il couvre et qui l'affirme."))
        .has("id", string("Identifiant.", "hinaura"))
        .has("nom", string("Nom.", "Hinaura"))
        .has("vague", string("2019, 2021, ou plus tard.", "2019"))
        .has("ferme_le", date_or_null("Quand il a fermé, s'il a fermé."))
        .has("departements", texts("Codes des départements couverts aujourd'hui."))
        .has("affirmations", list_of(claim(), "Qui affirme qu'il couvre quoi."))
        .has("enquete", survey());
    let nothing = ObjectBuilder::new()
        .schema_type(Type::Null)
        .description(Some("Les contours sont sous /api/v1/couverture/hubs.geojson."));
    feature(string("Identifiant.", "hinaura"), nothing, properties).description(Some("Un hub."))
}

impl PartialSchema for HubCollection {
    fn schema() -> RefOr<Schema> {
        collection(named("Hub"))
            .description(Some("Les hubs."))
            .has("departements_sans_hub", texts("Codes des départements sans hub."))
            .into()
    }
}

impl ToSchema for HubCollection {
    fn name() -> Cow<'static, str> {
        "Hubs".into()
    }
}

fn site() -> ObjectBuilder {
    let rank = || count("1 pour l'implantation la plus utile.", 1).minimum(Some(1));
    let venue = string("Identifiant du lieu ; null quand ce n'en est pas un.", "abcdefghijkl")
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .pattern(Some(super::shapes::VENUE_ID));
    let kinds = [
        CandidateKind::Library,
        CandidateKind::Venue,
        CandidateKind::TownHall,
        CandidateKind::Centre,
    ]
    .map(CandidateKind::code);
    let properties = ObjectBuilder::new()
        .description(Some("Une implantation et ce qu'elle apporte."))
        .has("rang", rank())
        .has("nature", one_of("Ce qui s'y trouve.", kinds).examples(["mairie"]))
        .has("nom", string("Nom du lieu ; de la commune pour une mairie.", "Die"))
        .has("id", venue)
        .has("commune", string("Code INSEE de la commune.", "26113"))
        .has(
            "gain",
            count("Personnes qu'elle ajoute à celles que servent les précédentes.", 1_200),
        )
        .has("cumul", count("Personnes ajoutées jusqu'à elle.", 1_200));
    feature(rank(), named("Point"), properties).description(Some("Une implantation."))
}

impl PartialSchema for SiteCollection {
    fn schema() -> RefOr<Schema> {
        let gap = number(
            Type::Number,
            "Ce qu'un autre choix pourrait servir de plus, au plus : part de gain_au_plus.",
            json!(0.01),
        )
        .minimum(Some(0))
        .maximum(Some(1));
        let stopped = ObjectBuilder::new()
            .schema_type(Type::Boolean)
            .description(Some("Si la recherche du meilleur choix a manqué de temps."))
            .examples([json!(false)]);
        collection(named("Implantation"))
            .description(Some("Les implantations proposées, et ce qu'elles apportent ensemble."))
            .has("departement", string("Code du département.", "26"))
            .has(
                "cible",
                one_of("Ce qu'il faut pouvoir atteindre.", Target::all().map(Target::label))
                    .examples(["France Services"]),
            )
            .has(
                "poids",
                one_of("Qui compte.", Weight::ALL.map(Weight::code)).examples(["habitants"]),
            )
            .has(
                "methode",
                one_of("Comment elles sont choisies.", Choice::WORDS).examples(["rapide"]),
            )
            .has(
                "deja_servis",
                count("Personnes à 30 minutes au plus, de façon certaine.", 515_000),
            )
            .has("a_servir", count("Les autres.", 4_458))
            .has(
                "atteignables",
                count("Parmi elles, celles qu'au moins un candidat servirait.", 4_200),
            )
            .has("gain", count("Personnes que ces implantations ajoutent.", 2_900))
            .has(
                "gain_au_plus",
                count(
                    "Ce qu'aucun choix d'autant d'implantations ne dépasse : c'est prouvé.",
                    3_000,
                ),
            )
            .has("ecart", gap)
            .has("interrompue", stopped)
            .into()
    }
}

impl ToSchema for SiteCollection {
    fn name() -> Cow<'static, str> {
        "Implantations".into()
    }
}

/// Everything that other schemas refer to by name.
pub(super) fn parts() -> Vec<(&'static str, RefOr<Schema>)> {
    vec![
        ("Territoire", territory().into()),
        ("Hub", hub().into()),
        ("Implantation", site().into()),
    ]
}
