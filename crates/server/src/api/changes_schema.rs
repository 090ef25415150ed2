//! The shape of what changed since an edition, for the document.

use super::shapes::{Members, collection, count, list_of, named, one_of, venue_id};
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema},
};

/// A `FeatureCollection` of venues, and the ids that are no venues any more.
pub(crate) struct ChangeCollection;

fn withdrawn() -> ObjectBuilder {
    let reason = one_of(
        "« retire » : ses sources ne le citent plus. « inconnu » : cette édition ne l'a jamais eu.",
        ["retire", "inconnu"],
    );
    ObjectBuilder::new()
        .has("id", venue_id("Identifiant du lieu."))
        .has("raison", reason.examples(["retire"]))
}

fn redirected() -> ObjectBuilder {
    ObjectBuilder::new()
        .has("id", venue_id("Identifiant du lieu qui n'est plus."))
        .has("vers", venue_id("Identifiant du lieu dont il fait partie."))
}

impl PartialSchema for ChangeCollection {
    fn schema() -> RefOr<Schema> {
        collection(named("LieuDeListe"))
            .description(Some("Une page de ce qui a changé depuis une édition."))
            .has("depuis", count("L'édition dont on part.", 11))
            .has("retires", list_of(withdrawn(), "Les lieux qui n'y sont plus."))
            .has(
                "rediriges",
                list_of(redirected(), "Les lieux qui font partie d'un autre."),
            )
            .into()
    }
}

impl ToSchema for ChangeCollection {
    fn name() -> Cow<'static, str> {
        "Changements".into()
    }
}
