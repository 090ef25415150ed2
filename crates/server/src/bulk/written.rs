//! Answers, written: a JSON object a line, or a row of a table.

use super::{Row, engine::Found, origin::Origin, records::Heading};
use crate::{
    csv::Csv,
    problem::{Problem, kind},
};
use portee_directory::{Listing, Snapshot};
use portee_domain::Location;
use serde::Serialize;
use serde_json::Value;
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, Type, schema::SchemaType},
};

/// Une ligne et ses lieux, ou son erreur.
#[derive(Serialize, ToSchema)]
#[schema(as = LigneOrientee)]
pub(crate) struct LineAnswer<'a> {
    /// Son rang dans la demande, à partir de 1.
    #[schema(example = 1)]
    ligne: u32,
    /// Son identifiant, tel qu'il a été envoyé.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = line_id)]
    id: Option<&'a Value>,
    /// D'où partent les distances : « commune » (sa mairie) ou « position ».
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "commune")]
    precision: Option<&'static str>,
    /// La commune comprise.
    #[serde(skip_serializing_if = "Option::is_none")]
    commune: Option<CommuneLabel<'a>>,
    /// Les lieux, du plus proche au plus lointain à vol d'oiseau.
    #[serde(skip_serializing_if = "Option::is_none")]
    lieux: Option<Vec<VenueAnswer<'a>>>,
    /// Pourquoi la ligne n'a pas de lieux.
    #[serde(skip_serializing_if = "Option::is_none")]
    erreur: Option<Problem>,
}

fn line_id() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Number]))
        .description(Some("Son identifiant, tel qu'il a été envoyé."))
        .examples(["A-17"])
}

/// Une commune.
#[derive(Serialize, ToSchema)]
#[schema(as = CommuneDeDepart)]
pub(crate) struct CommuneLabel<'a> {
    /// Code INSEE.
    #[schema(example = "26113")]
    code_insee: &'a str,
    /// Nom.
    #[schema(example = "Die")]
    nom: &'a str,
}

/// Un lieu trouvé.
#[derive(Serialize, ToSchema)]
#[schema(as = LieuOriente)]
pub(crate) struct VenueAnswer<'a> {
    /// Identifiant public.
    #[schema(example = "abcdefghijkl", pattern = "^[a-z2-7]{12}$")]
    id: &'a str,
    /// Nom.
    #[schema(example = "France Services de Die")]
    nom: &'a str,
    /// Téléphone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "+33475220606")]
    telephone: Option<&'a str>,
    /// Adresse sur une ligne.
    #[schema(example = "12 rue Camille Buffardel, 26150 Die")]
    adresse: String,
    /// Mètres à vol d'oiseau.
    #[schema(example = 850)]
    distance_m: u32,
    /// Secondes en voiture (valeur centrale quand elle est estimée).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 240)]
    duree_s: Option<u32>,
    /// « routes » ou « estimation ».
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "estimation")]
    methode: Option<&'static str>,
}

impl<'a> VenueAnswer<'a> {
    fn new(listing: &'a Listing, found: Found) -> Self {
        let venue = &listing.venue;
        Self {
            id: venue.id.as_str(),
            nom: &venue.description.name,
            telephone: venue
                .description
                .contact
                .phone
                .as_ref()
                .map(portee_domain::Phone::as_str),
            adresse: one_line(&venue.location),
            distance_m: found.metres,
            duree_s: found.journey.map(|journey| journey.central_s()),
            methode: found.journey.map(|journey| journey.method.code()),
        }
    }
}

fn one_line(location: &Location) -> String {
    let town = format!("{} {}", location.postcode, location.commune);
    match location.address.trim() {
        "" => town,
        address => format!("{address}, {town}"),
    }
}

/// Appends the JSON object of a line.
pub(crate) fn json(text: &mut String, row: &Row, start: Option<(Origin, &[Found])>, snapshot: &Snapshot) {
    let mut answer = LineAnswer {
        ligne: row.number,
        id: row.id.as_ref(),
        precision: None,
        commune: None,
        lieux: None,
        erreur: None,
    };
    match (&row.start, start) {
        (Err(wrong), _) => {
            let problem = Problem::from(wrong.clone()).kind(&kind::REFUSED_LINE);
            answer.erreur = Some(problem);
        }
        (Ok(_), Some((origin, found))) => {
            let venue = |found: &Found| Some(VenueAnswer::new(found.listing(snapshot)?, *found));
            answer.precision = Some(origin.precision());
            answer.commune = origin.commune(snapshot.geography()).map(|commune| CommuneLabel {
                code_insee: commune.code.as_str(),
                nom: &commune.name,
            });
            answer.lieux = Some(found.iter().filter_map(venue).collect());
        }
        (Ok(_), None) => {}
    }
    // Texts and numbers always serialise.
    text.push_str(&serde_json::to_string(&answer).unwrap_or_default());
}

/// The heading of the answer: the columns that came, then ours for `places` places.
pub(crate) fn heading(csv: &mut Csv, came: Option<&Heading>, places: usize) {
    match came {
        Some(heading) => heading.names.iter().for_each(|name| csv.verbatim(name)),
        None => ["ligne", "id"].iter().for_each(|name| csv.verbatim(name)),
    }
    for name in ["orientation_commune", "orientation_precision", "orientation_erreur"] {
        csv.verbatim(name);
    }
    for rank in 1..=places {
        for name in [
            "id",
            "nom",
            "telephone",
            "adresse",
            "distance_m",
            "duree_s",
            "minutes",
            "methode",
        ] {
            csv.verbatim(&format!("lieu_{rank}_{name}"));
        }
    }
    csv.end_row();
}

/// Appends the row of a line: the cells that it came with, then ours for `places` places.
pub(crate) fn row(csv: &mut Csv, row: &Row, start: Option<(Origin, &[Found])>, snapshot: &Snapshot, places: usize) {
    match (&row.kept, &row.id) {
        (Some(kept), _) => csv.number(kept),
        (None, id) => {
            csv.number(&row.number.to_string());
            match id {
                Some(Value::String(id)) => csv.verbatim(id),
                Some(number) => csv.number(&number.to_string()),
                None => csv.number(""),
            }
        }
    }
    let commune = start.and_then(|(origin, _)| origin.commune(snapshot.geography()));
    csv.text(
        &commune
            .map(|commune| format!("{} ({})", commune.name, commune.code))
            .unwrap_or_default(),
    );
    csv.text(start.map_or("", |(origin, _)| origin.precision()));
    csv.text(row.start.as_ref().err().map_or("", |wrong| &wrong.detail));
    let found = start.map_or(&[][..], |(_, found)| found);
    for rank in 0..places {
        match found
            .get(rank)
            .and_then(|found| Some((found.listing(snapshot)?, *found)))
        {
            Some((listing, found)) => venue(csv, listing, found),
            None => (0..8).for_each(|_| csv.number("")),
        }
    }
    csv.end_row();
}

fn venue(csv: &mut Csv, listing: &Listing, found: Found) {
    let answer = VenueAnswer::new(listing, found);
    let phone = listing.venue.description.contact.phone.as_ref();
    let seconds = answer.duree_s.map(|seconds| seconds.to_string()).unwrap_or_default();
    let minutes = answer
        .duree_s
        .map(|seconds| seconds.div_ceil(60).to_string())
        .unwrap_or_default();
    csv.text(answer.id);
    csv.text(answer.nom);
    csv.text(&phone.map(portee_domain::Phone::national).unwrap_or_default());
    csv.text(&answer.adresse);
    csv.number(&answer.distance_m.to_string());
    csv.number(&seconds);
    csv.number(&minutes);
    csv.text(answer.methode.unwrap_or_default());
}
