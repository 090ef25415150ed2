//! The parameters that exist: their names, what they admit, and their documentation.

pub use crate::pages::NEED;
use crate::siting::Choice;
use crate::territories::orders;
use portee_directory::When;
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel, Vocabulary,
};
use portee_domain::{FindingKind, Target};
use utoipa::openapi::{
    Array, ObjectBuilder, RefOr, Required, Schema, Type,
    path::{Parameter as Documented, ParameterBuilder, ParameterIn, ParameterStyle},
    schema::AnyOf,
};

/// What a parameter admits.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Labels of a vocabulary: several, by repeating the parameter or separated by `|`.
    Labels(fn() -> Vec<&'static str>),
    /// One of a few words.
    Word(&'static [&'static str]),
    /// One of the words of a list that is made elsewhere.
    OneOf(fn() -> Vec<&'static str>),
    /// A whole number within bounds, and what holds when it is absent.
    Integer {
        /// Smallest.
        min: u32,
        /// Greatest.
        max: u32,
        /// When absent.
        default: u32,
    },
    /// A whole number within bounds; nothing holds when it is absent.
    OptionalInteger {
        /// Smallest.
        min: u32,
        /// Greatest.
        max: u32,
    },
    /// A decimal number within bounds.
    Decimal {
        /// Smallest.
        min: f64,
        /// Greatest.
        max: f64,
    },
    /// A text of at most this many characters.
    Text(usize),
    /// When a venue is to be open.
    When,
}

/// A query parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its public name.
    pub name: &'static str,
    /// What it does, in French.
    pub description: &'static str,
    /// What it admits.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// A value that works.
    pub example: &'static str,
}

fn labels<V: Vocabulary>() -> Vec<&'static str> {
    V::ALL.iter().map(|value| value.label()).collect()
}

const fn filter<V: Vocabulary>(description: &'static str, example: &'static str) -> Parameter {
    Parameter {
        name: V::COLUMN,
        description,
        shape: Shape::Labels(labels::<V>),
        required: false,
        example,
    }
}

const fn text(name: &'static str, description: &'static str, longest: usize, example: &'static str) -> Parameter {
    Parameter {
        name,
        description,
        shape: Shape::Text(longest),
        required: false,
        example,
    }
}

const fn degrees(name: &'static str, description: &'static str, bound: f64, example: &'static str) -> Parameter {
    Parameter {
        name,
        description,
        shape: Shape::Decimal {
            min: -bound,
            max: bound,
        },
        required: true,
        example,
    }
}

/// When a venue is to be open.
pub const OPEN: Parameter = Parameter {
    name: "ouvert",
    description: "Seulement les lieux dont on sait qu'ils sont ouverts : « maintenant » ; un jour des sept à venir \
                  (« samedi »), ou une partie (« samedi-matin », « soir ») ; une date et une heure du lieu \
                  (« 2026-11-28T10:00 »). Un horaire incertain ne compte pas.",
    shape: Shape::When,
    required: false,
    example: "samedi",
};

/// A département or overseas collectivity.
pub const DEPARTEMENT: Parameter = text(
    "departement",
    "Code du département ou de la collectivité (01, 2A, 974…).",
    3,
    "26",
);

/// The filters, the same for every list of venues.
pub const FILTERS: &[Parameter] = &[
    filter::<Service>(
        "Services proposés. Plusieurs valeurs : l'un d'eux suffit.",
        "Aide aux démarches administratives",
    ),
    filter::<Programme>(
        "Dispositifs et programmes nationaux. Plusieurs valeurs : l'un d'eux suffit.",
        "France Services",
    ),
    filter::<Fee>(
        "Frais à charge de la personne. Plusieurs valeurs : l'une d'elles suffit.",
        "Gratuit",
    ),
    filter::<Audience>(
        "Publics spécifiquement adressés. Plusieurs valeurs : l'une d'elles suffit.",
        "Seniors",
    ),
    filter::<SpecificCare>(
        "Prises en charge spécifiques. Plusieurs valeurs : l'une d'elles suffit.",
        "Surdité",
    ),
    filter::<AccessMode>(
        "Modalités d'accès. Plusieurs valeurs : l'une d'elles suffit.",
        "Se présenter",
    ),
    filter::<SupportMode>(
        "Modalités d'accompagnement. Plusieurs valeurs : l'une d'elles suffit.",
        "Accompagnement individuel",
    ),
    filter::<TrainingLabel>(
        "Formations et labels. Plusieurs valeurs : l'un d'eux suffit.",
        "Étapes numériques (La Poste)",
    ),
    filter::<Itinerance>(
        "Lieu fixe ou itinérant. Plusieurs valeurs : l'une d'elles suffit.",
        "Itinérant",
    ),
    DEPARTEMENT,
    text(
        "commune",
        "Code INSEE de la commune ; un ancien code vaut pour la commune qui l'a remplacée.",
        5,
        "26113",
    ),
    OPEN,
];

/// How many results.
pub const LIMIT: Parameter = Parameter {
    name: "limite",
    description: "Nombre de résultats au plus.",
    shape: Shape::Integer {
        min: 1,
        max: 100,
        default: 20,
    },
    required: false,
    example: "5",
};

/// How many venues for each line of a list.
pub const PLACES_EACH: Parameter = Parameter {
    name: "limite",
    description: "Nombre de lieux par ligne, au plus.",
    shape: Shape::Integer {
        min: 1,
        max: 5,
        default: 3,
    },
    required: false,
    example: "2",
};

/// A rectangle.
pub const BBOX: Parameter = text(
    "bbox",
    "Rectangle ouest,sud,est,nord en degrés WGS84 ; ouest > est quand il passe l'antiméridien.",
    120,
    "4.7,45.7,4.9,45.8",
);

/// Where to go on.
pub const CURSOR: Parameter = text(
    "curseur",
    "Suite d'une liste : la valeur donnée par le lien « next ». Liée à une édition.",
    40,
    "1-abcdefghijkl",
);

/// Latitude.
pub const LAT: Parameter = degrees(
    "lat",
    "Latitude en degrés WGS84, avec un point décimal.",
    90.0,
    "45.764",
);
/// Longitude.
pub const LON: Parameter = degrees(
    "lon",
    "Longitude en degrés WGS84, avec un point décimal.",
    180.0,
    "4.8357",
);

/// What people are to reach.
pub const TARGET: Parameter = Parameter {
    name: "cible",
    description: "Ce qu'il faut pouvoir atteindre : un dispositif, un service, « tous », « gratuit »… France Services \
                  sans autre précision : c'est la promesse.",
    shape: Shape::OneOf(targets),
    required: false,
    example: "France Services",
};

fn targets() -> Vec<&'static str> {
    Target::all().map(Target::label).collect()
}

/// How long a venue may take.
pub const LONGEST_MINUTES: Parameter = Parameter {
    name: "duree_max",
    description: "Seulement les lieux à cette durée en voiture au plus, en minutes (valeur centrale quand elle est estimée).",
    shape: Shape::OptionalInteger { min: 1, max: 120 },
    required: false,
    example: "30",
};

/// In which order territories come.
pub const ORDER: Parameter = Parameter {
    name: "tri",
    description: "Ordre des territoires ; un trait d'union devant le mot : le plus grand d'abord. Sans lui, par code.",
    shape: Shape::OneOf(orders),
    required: false,
    example: "-au_dela_30_min",
};

/// A kind of finding.
pub const KIND: Parameter = Parameter {
    name: "nature",
    description: "Seulement les constats de cette nature.",
    shape: Shape::OneOf(kinds),
    required: false,
    example: "telephone-invalide",
};

fn kinds() -> Vec<&'static str> {
    FindingKind::ALL.iter().map(|kind| kind.code()).collect()
}

/// A page of a list that is not a list of venues.
pub const PAGE: Parameter = Parameter {
    name: "page",
    description: "Numéro de la page.",
    shape: Shape::Integer {
        min: 1,
        max: 100_000,
        default: 1,
    },
    required: false,
    example: "2",
};

/// How many sites to choose.
pub const SITES: Parameter = Parameter {
    name: "n",
    description: "Combien d'implantations choisir.",
    shape: Shape::Integer {
        min: 1,
        max: 20,
        default: 3,
    },
    required: false,
    example: "3",
};

/// Who counts.
pub const WEIGHT: Parameter = Parameter {
    name: "poids",
    description: "Qui compte : tous les habitants, ceux de 65 ans et plus, ou les éloignés du numérique (estimation).",
    shape: Shape::Word(&["habitants", "seniors", "eloignes"]),
    required: false,
    example: "habitants",
};

/// How sites are chosen.
pub const CHOICE: Parameter = Parameter {
    name: "methode",
    description: "« rapide » répond tout de suite ; « exacte » cherche le meilleur choix, quelques secondes au plus.",
    shape: Shape::Word(&Choice::WORDS),
    required: false,
    example: "rapide",
};

/// Places to try.
pub const ADDED: Parameter = text(
    "ajout",
    "Lieux à essayer : « lon,lat » en degrés WGS84, séparés par « | ».",
    400,
    "5.37,44.75",
);
/// Venues to do without.
pub const REMOVED: Parameter = text(
    "retrait",
    "Lieux dont on se passe : leurs identifiants, séparés par « | ».",
    200,
    "abcdefghijkl",
);

/// Words to look for.
pub const PLACE: Parameter = Parameter {
    required: true,
    ..text(
        "q",
        "Début du nom d'une commune, code postal ou code INSEE. Accents, casse et fautes sont pardonnés.",
        100,
        "die",
    )
};

/// Parameters of `/api/v1/lieux`.
pub const VENUES: &[&[Parameter]] = &[FILTERS, &[BBOX, CURSOR, LIMIT]];
/// Parameters of the files that hold all venues.
pub const EXPORT: &[&[Parameter]] = &[FILTERS, &[BBOX]];
/// Parameters of `/api/v1/lieux/proches`.
pub const NEAREST: &[&[Parameter]] = &[&[LAT, LON, LIMIT, LONGEST_MINUTES], FILTERS];
/// Parameters of `/api/v1/orientations`.
pub const ORIENTATIONS: &[&[Parameter]] = &[&[PLACES_EACH, NEED], FILTERS];
/// Parameters of `/api/v1/acces`.
pub const ACCESS: &[&[Parameter]] = &[&[LAT, LON, TARGET]];
/// Parameters of `/api/v1/couverture/{niveau}` but for the communes.
pub const COVERAGE: &[&[Parameter]] = &[&[TARGET, ORDER, CURSOR, LIMIT]];
/// Parameters of `/api/v1/couverture/communes`.
pub const COVERAGE_OF_COMMUNES: &[&[Parameter]] = &[&[TARGET, ORDER, CURSOR, LIMIT, DEPARTEMENT]];
/// Parameters of `/api/v1/hubs`.
pub const HUBS: &[&[Parameter]] = &[&[CURSOR, LIMIT]];
/// Parameters of `/api/v1/implantations`.
pub const SITING: &[&[Parameter]] = &[&[
    Parameter {
        required: true,
        ..DEPARTEMENT
    },
    TARGET,
    SITES,
    WEIGHT,
    CHOICE,
]];
/// Parameters of `/api/v1/communes`.
pub const PLACES: &[&[Parameter]] = &[&[PLACE, LIMIT]];

impl Parameter {
    /// Whether it may be repeated.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.shape, Shape::Labels(_))
    }

    /// The values that it admits, when they can be listed.
    #[must_use]
    pub fn allowed(&self) -> Vec<&'static str> {
        match self.shape {
            Shape::Labels(list) | Shape::OneOf(list) => list(),
            Shape::Word(words) => words.to_vec(),
            Shape::When => When::words()
                .iter()
                .map(String::as_str)
                .chain(["2026-11-28T10:00"])
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Its description for `OpenAPI`.
    #[must_use]
    pub fn documented(&self) -> Documented {
        let required = if self.required { Required::True } else { Required::False };
        let mut builder = ParameterBuilder::new()
            .name(self.name)
            .parameter_in(ParameterIn::Query)
            .required(required)
            .description(Some(self.description))
            .schema(Some(self.schema()));
        if self.is_list() {
            builder = builder.style(Some(ParameterStyle::Form)).explode(Some(true));
        }
        builder.example(Some(self.example_value())).build()
    }

    fn example_value(&self) -> serde_json::Value {
        match self.shape {
            Shape::Labels(_) => serde_json::json!([self.example]),
            Shape::Integer { .. } | Shape::OptionalInteger { .. } | Shape::Decimal { .. } => {
                serde_json::from_str(self.example).unwrap_or_else(|_| self.example.into())
            }
            _ => self.example.into(),
        }
    }

    fn schema(&self) -> RefOr<Schema> {
        let string = || ObjectBuilder::new().schema_type(Type::String);
        match self.shape {
            Shape::Labels(labels) => Array::new(string().enum_values(Some(labels()))).into(),
            Shape::Word(words) => string().enum_values(Some(words.iter().copied())).into(),
            Shape::OneOf(list) => string().enum_values(Some(list())).into(),
            Shape::When => AnyOf::builder()
                .item(string().enum_values(Some(When::words().iter().map(String::as_str))))
                .item(string().pattern(Some(r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")))
                .into(),
            Shape::Text(longest) => string().min_length(Some(1)).max_length(Some(longest)).into(),
            Shape::Integer { min, max, default } => ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(f64::from(min)))
                .maximum(Some(f64::from(max)))
                .default(Some(default.into()))
                .into(),
            Shape::OptionalInteger { min, max } => ObjectBuilder::new()
                .schema_type(Type::Integer)
                .minimum(Some(f64::from(min)))
                .maximum(Some(f64::from(max)))
                .into(),
            Shape::Decimal { min, max } => ObjectBuilder::new()
                .schema_type(Type::Number)
                .minimum(Some(min))
                .maximum(Some(max))
                .into(),
        }
    }
}
