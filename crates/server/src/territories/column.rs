//! What is said of each territory: one table for JSON, CSV and the document.

use super::Row;
use portee_domain::Level;
use utoipa::openapi::{ArrayBuilder, Object, ObjectBuilder, RefOr, Schema, Type};

/// A value of a column.
#[derive(Debug, PartialEq)]
pub(crate) enum Cell {
    /// Not known, or it means nothing here.
    Absent,
    /// A text.
    Text(String),
    /// A number of people, venues, seconds.
    Count(u32),
    /// A share, a coefficient, a ratio.
    Decimal(f64),
    /// Several texts.
    List(Vec<String>),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Count,
    Decimal,
    List,
}

/// A column.
pub(crate) struct Column {
    /// Its public name.
    pub(crate) name: &'static str,
    /// What it means, in French.
    pub(crate) description: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// An example, as JSON.
    pub(crate) example: &'static str,
    /// Its value.
    pub(crate) value: fn(&Row<'_>) -> Cell,
}

macro_rules! columns {
    ($($name:ident: $kind:ident = $example:literal, $description:literal, |$row:ident| $value:expr;)+) => {
        /// All columns, in order.
        pub(crate) const COLUMNS: &[Column] = &[$(Column {
            name: stringify!($name),
            description: $description,
            kind: Kind::$kind,
            example: $example,
            value: |$row| $value,
        },)+];
    };
}

columns! {
    niveau: Text = "\"departement\"", "Ce qu'est le territoire.", |row| text(row.territory.level.code());
    code: Text = "\"26\"", "Code INSEE ; SIREN d'un EPCI ; identifiant d'un hub ; « FR ».", |row| text(&row.territory.code);
    nom: Text = "\"Drôme\"", "Nom.", |row| text(&row.territory.name);
    departement: Text = "\"26\"", "Département d'une commune ; celui de la plupart des habitants d'un EPCI.",
        |row| optional(row.territory.departement.as_ref(), |code| text(code.as_str()));
    habitants: Count = "519458", "Habitants : le dénominateur de toutes les parts.",
        |row| Cell::Count(row.territory.inhabitants);
    habitants_65_ans_et_plus: Count = "118000", "Habitants de 65 ans et plus, quand les âges sont connus.",
        |row| optional(row.territory.seniors, Cell::Count);
    eloignes_du_numerique: Count = "101000", "Personnes éloignées du numérique : une estimation.",
        |row| Cell::Count(row.territory.far);
    lieux: Count = "212", "Lieux de médiation numérique.", |row| Cell::Count(row.territory.venues);
    france_services: Count = "38", "France Services.", |row| Cell::Count(row.territory.france_services);
    lieux_pour_10000_eloignes: Decimal = "21.0", "Lieux pour 10 000 personnes éloignées du numérique.",
        |row| optional(row.venues_per_10_000_far(), Cell::Decimal);
    cible: Text = "\"France Services\"", "Ce qu'il faut pouvoir atteindre.", |row| text(row.target.target.label());
    a_10_min: Count = "340000", "Habitants à 10 minutes au plus, en voiture.", |row| Cell::Count(row.target.bands.within(0));
    a_20_min: Count = "480000", "Habitants à 20 minutes au plus.", |row| Cell::Count(row.target.bands.within(1));
    a_30_min: Count = "515000", "Habitants à 30 minutes au plus : la promesse est tenue.",
        |row| Cell::Count(row.target.bands.within(2));
    a_45_min: Count = "519000", "Habitants à 45 minutes au plus.", |row| Cell::Count(row.target.bands.within(3));
    au_dela_20_min: Count = "39458", "Habitants à plus de 20 minutes.", |row| Cell::Count(row.target.bands.beyond_20());
    au_dela_30_min: Count = "4458", "Habitants à plus de 30 minutes, ou sans chemin.", |row| Cell::Count(row.beyond());
    part_au_dela_20_min: Decimal = "0.076", "Leur part au-delà de 20 minutes, de 0 à 1.",
        |row| optional(row.share(row.target.bands.beyond_20()), Cell::Decimal);
    part_au_dela_30_min: Decimal = "0.0086", "Leur part au-delà de 30 minutes, de 0 à 1.",
        |row| optional(row.share_beyond(), Cell::Decimal);
    surement_a_30_min: Count = "510000", "Habitants à 30 minutes au plus, même par la durée haute.",
        |row| Cell::Count(row.target.surely_kept);
    surement_au_dela_30_min: Count = "1200", "Habitants à plus de 30 minutes, même par la durée basse.",
        |row| Cell::Count(row.target.surely_beyond);
    incertains: Count = "8258", "Habitants dont on ne peut dire ni l'un ni l'autre.", |row| Cell::Count(row.uncertain());
    au_dela_30_min_65_ans_et_plus: Count = "1300", "Habitants de 65 ans et plus à plus de 30 minutes, quand les âges sont connus.",
        |row| optional(row.territory.seniors, |_| Cell::Count(row.target.seniors_beyond));
    au_dela_30_min_eloignes: Count = "900", "Personnes éloignées du numérique à plus de 30 minutes : une estimation.",
        |row| Cell::Count(row.target.far_beyond);
    duree_moyenne_s: Count = "640", "Vers la France Services la plus proche, en secondes : la moyenne.",
        |row| spread(row, |spread| Cell::Count(spread.mean_s));
    duree_mediane_s: Count = "540", "La durée que la moitié des habitants ne dépasse pas, en secondes.",
        |row| spread(row, |spread| Cell::Count(spread.median_s));
    duree_dernier_dixieme_s: Count = "1500", "La moyenne du dixième le plus loin, en secondes.",
        |row| spread(row, |spread| Cell::Count(spread.worst_tenth_s));
    gini: Decimal = "0.31", "Inégalité des durées : 0 quand toutes sont égales, vers 1 quand quelques-uns font toute la route.",
        |row| spread(row, |spread| Cell::Decimal(spread.gini));
    plus_proche: Text = "\"abcdefghijkl\"", "Depuis le centre d'une commune, le lieu le plus proche (cibles France Services et « tous »).",
        |row| optional(row.nearest(), |nearest| text(nearest.venue.as_str()));
    duree_s: Count = "840", "Sa durée centrale, en secondes.", |row| optional(row.nearest(), |it| Cell::Count(it.seconds[1]));
    duree_min_s: Count = "620", "Sa durée basse.", |row| optional(row.nearest(), |it| Cell::Count(it.seconds[0]));
    duree_max_s: Count = "1200", "Sa durée haute.", |row| optional(row.nearest(), |it| Cell::Count(it.seconds[2]));
    methode: Text = "\"estimation\"", "Comment les durées sont trouvées : routes, estimation ou mixte.",
        |row| text(row.territory.method.code());
    hubs: List = "[\"Hinaura\"]", "Hubs qui couvrent le territoire.",
        |row| Cell::List(row.hubs.iter().map(|hub| hub.name.clone()).collect());
    signalements: List = "[\"1 200 personnes sont à plus de 30 minutes.\"]", "Pourquoi un département est signalé.",
        |row| match row.territory.level {
            Level::Departement => Cell::List(row.territory.flags.iter().map(|flag| flag.reason.clone()).collect()),
            _ => Cell::Absent,
        };
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

fn optional<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell) -> Cell {
    value.map_or(Cell::Absent, cell)
}

fn spread(row: &Row<'_>, cell: impl FnOnce(portee_domain::Spread) -> Cell) -> Cell {
    optional(row.territory.spread, cell)
}

impl Cell {
    /// As JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        match self {
            Self::Absent => serde_json::Value::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Count(count) => (*count).into(),
            Self::Decimal(value) => rounded(*value).into(),
            Self::List(texts) => texts.clone().into(),
        }
    }

    /// As a cell of CSV; several texts are separated by ` | `.
    pub(crate) fn write(&self, csv: &mut crate::csv::Csv) {
        match self {
            Self::Absent => csv.number(""),
            Self::Text(text) => csv.text(text),
            Self::Count(count) => csv.number(&count.to_string()),
            Self::Decimal(value) => csv.number(&rounded(*value).to_string()),
            Self::List(texts) => csv.text(&texts.join(" | ")),
        }
    }
}

/// Six decimals: a share then tells one inhabitant in a million.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

impl Column {
    /// Its schema, for the document.
    pub(crate) fn schema(&self) -> RefOr<Schema> {
        let example: serde_json::Value = serde_json::from_str(self.example).unwrap_or_default();
        let nullable = |kind: Type| {
            ObjectBuilder::new().schema_type(utoipa::openapi::schema::SchemaType::from_iter([kind, Type::Null]))
        };
        let described = |schema: ObjectBuilder| schema.description(Some(self.description)).examples([example.clone()]);
        match self.kind {
            Kind::Text => described(nullable(Type::String)).into(),
            Kind::Count => described(nullable(Type::Integer)).into(),
            Kind::Decimal => described(nullable(Type::Number)).into(),
            Kind::List => ArrayBuilder::new()
                .schema_type(utoipa::openapi::schema::SchemaType::from_iter([
                    Type::Array,
                    Type::Null,
                ]))
                .items(Object::with_type(Type::String))
                .description(Some(self.description))
                .examples([example.clone()])
                .into(),
        }
    }
}
