//! A commune in the words of the national address search.

use super::{nearness, projection};
use crate::api::places::reference_point;
use portee_directory::Snapshot;
use portee_geography::Commune;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Les communes trouvées, comme les donne le service national de géocodage.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Geocodage)]
pub(crate) struct Answer {
    #[serde(rename = "type")]
    #[schema(example = "FeatureCollection")]
    kind: &'static str,
    /// La version du format.
    #[schema(example = "draft")]
    version: &'static str,
    features: Vec<Feature>,
    /// D'où viennent les noms.
    attribution: &'static str,
    licence: &'static str,
    /// Le texte cherché.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "die")]
    query: Option<String>,
    #[schema(example = 5)]
    limit: usize,
}

impl Answer {
    pub(super) fn new(features: Vec<Feature>, query: Option<&str>, limit: usize) -> Self {
        Self {
            kind: "FeatureCollection",
            version: "draft",
            features,
            attribution: "Découpage administratif (Etalab, INSEE)",
            licence: "Licence Ouverte 2.0",
            query: query.map(str::to_owned),
            limit,
        }
    }
}

/// Une commune trouvée.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CommuneGeocodee)]
pub(crate) struct Feature {
    #[serde(rename = "type")]
    #[schema(example = "Feature")]
    kind: &'static str,
    geometry: Point,
    properties: Properties,
}

/// Un point GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PointGeocode)]
struct Point {
    #[serde(rename = "type")]
    #[schema(example = "Point")]
    kind: &'static str,
    /// Longitude et latitude, en degrés WGS84.
    #[schema(example = json!([5.3704, 44.7536]))]
    coordinates: [f64; 2],
}

/// Ce que l'on sait de la commune, avec les noms du service national.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProprietesGeocodees)]
struct Properties {
    /// À montrer.
    #[schema(example = "Die")]
    label: String,
    /// De 0 à 1 : ce que vaut la réponse.
    #[schema(example = 0.97, minimum = 0, maximum = 1)]
    score: f64,
    /// Le code INSEE.
    #[schema(example = "26113")]
    id: String,
    #[serde(rename = "type")]
    #[schema(example = "municipality")]
    kind: &'static str,
    #[schema(example = "Die")]
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "26150")]
    postcode: Option<String>,
    #[schema(example = "26113")]
    citycode: String,
    /// Est, en mètres : Lambert-93 ; outre-mer, la projection légale du territoire.
    #[schema(example = 887_630.12)]
    x: f64,
    /// Nord, en mètres, dans la même projection.
    #[schema(example = 6_408_251.55)]
    y: f64,
    /// Les habitants, quand leur nombre est connu.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 4_800)]
    population: Option<u32>,
    /// La commune ; pour un arrondissement, celle dont il fait partie.
    #[schema(example = "Die")]
    city: String,
    /// Le département, son nom, sa région.
    #[schema(example = "26, Drôme, Auvergne-Rhône-Alpes")]
    context: String,
    /// De 0 à 1, selon le nombre d'habitants.
    #[schema(example = 0.53, minimum = 0, maximum = 1)]
    importance: f64,
    /// Mètres entre le point donné et la commune, quand un point est donné : 0 dans la commune.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 0)]
    distance: Option<u32>,
}

impl Feature {
    /// What the words found; a position brings nearer what is near it.
    pub(super) fn of(commune: &Commune, words: &str, near: Option<(f64, f64)>, snapshot: &Snapshot) -> Self {
        let likeness = likeness(words, commune);
        let score = match near {
            Some(from) => 0.8 * likeness + 0.2 * nearness(from, reference_point(commune)),
            None => likeness,
        };
        Self::new(commune, score, None, snapshot)
    }

    /// What is around a point, `distance_m` away.
    pub(super) fn around(commune: &Commune, from: (f64, f64), distance_m: f64, snapshot: &Snapshot) -> Self {
        Self::new(
            commune,
            nearness(from, reference_point(commune)),
            Some(distance_m),
            snapshot,
        )
    }

    pub(super) fn score(&self) -> f64 {
        self.properties.score
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a distance on Earth, in metres"
    )]
    fn new(commune: &Commune, score: f64, distance_m: Option<f64>, snapshot: &Snapshot) -> Self {
        let geography = snapshot.geography();
        let (lon, lat) = reference_point(commune);
        let (x, y) = projection::project(commune.departement.as_str(), lon, lat);
        let parent = commune
            .parent
            .as_ref()
            .and_then(|code| geography.commune(code.as_str()));
        let departement = geography.departement(commune.departement.as_str());
        let region = geography.region(&commune.region);
        let mut context = vec![commune.departement.as_str()];
        context.extend(departement.map(|it| it.name.as_str()));
        context.extend(region.map(|it| it.name.as_str()));
        context.dedup();
        Self {
            kind: "Feature",
            geometry: Point {
                kind: "Point",
                coordinates: [lon, lat],
            },
            properties: Properties {
                label: commune.name.clone(),
                score: rounded(score, 4),
                id: commune.code.to_string(),
                kind: "municipality",
                name: commune.name.clone(),
                postcode: commune.postcodes.first().map(ToString::to_string),
                citycode: commune.code.to_string(),
                x: rounded(x, 2),
                y: rounded(y, 2),
                population: commune.population,
                city: parent.unwrap_or(commune).name.clone(),
                context: context.join(", "),
                importance: rounded(importance(commune), 4),
                distance: distance_m.map(|metres| metres.round() as u32),
            },
        }
    }
}

fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}

/// From 0 to 1 by the order of magnitude of its inhabitants; a million is 0.86.
fn importance(commune: &Commune) -> f64 {
    (f64::from(commune.population.unwrap_or_default().max(1)).log10() / 7.0).clamp(0.0, 1.0)
}

/// How much of the words is in the name, and of the name in the words: 1 when they are the same but for accents and strokes.
fn likeness(words: &str, commune: &Commune) -> f64 {
    let is_code = |text: &str| text.len() == 5 && text.bytes().any(|b| b.is_ascii_digit());
    let coded = words.split([' ', ',']).any(|word| {
        is_code(word) && (commune.code.as_str() == word || commune.postcodes.iter().any(|it| it.as_str() == word))
    });
    let written: Vec<&str> = words.split([' ', ',']).filter(|word| !is_code(word)).collect();
    let written = pairs(&written.join(" "));
    if written.is_empty() {
        return if coded { 1.0 } else { 0.5 };
    }
    let named = pairs(&commune.name);
    let common: u32 = written
        .iter()
        .map(|(pair, count)| (*count).min(named.get(pair).copied().unwrap_or_default()))
        .sum();
    let all: u32 = written.values().sum::<u32>() + named.values().sum::<u32>();
    let likeness = 2.0 * f64::from(common) / f64::from(all.max(1));
    if coded { likeness.max(0.5) } else { likeness }
}

/// The pairs of neighbouring letters of a text, edges included.
fn pairs(text: &str) -> BTreeMap<(char, char), u32> {
    let text = crate::pages::compat::plain(text);
    let letters: Vec<char> = std::iter::once('^').chain(text.chars()).chain(['$']).collect();
    let mut pairs = BTreeMap::new();
    if letters.len() > 2 {
        for pair in letters.windows(2) {
            *pairs.entry((pair[0], pair[1])).or_default() += 1;
        }
    }
    pairs
}
