//! The parameters that exist: their names, what they admit, and their documentation.

pub use super::Parameter;
use super::Shape;
pub use crate::pages::NEED;
use crate::siting::Choice;
use crate::territories::orders;
use portee_domain::vocabulary::{
    AccessMode, Audience, Fee, Itinerance, Programme, Service, SpecificCare, SupportMode, TrainingLabel, Vocabulary,
};
use portee_domain::{Field, FindingKind, Target};

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

const fn coded(
    name: &'static str,
    description: &'static str,
    longest: usize,
    pattern: &'static str,
    example: &'static str,
) -> Parameter {
    Parameter {
        name,
        description,
        shape: Shape::Coded(longest, pattern),
        required: false,
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
pub const DEPARTEMENT: Parameter = coded(
    "departement",
    "Code du département ou de la collectivité (01, 2A, 974…).",
    3,
    r"^(0[1-9]|[1-9]\d|2[AB]|9[78]\d)$",
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
    coded(
        "commune",
        "Code INSEE de la commune ; un ancien code vaut pour la commune qui l'a remplacée.",
        5,
        r"^(\d{2}|2[AB])\d{3}$",
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
pub const BBOX: Parameter = coded(
    "bbox",
    "Rectangle ouest,sud,est,nord en degrés WGS84 ; ouest > est quand il passe l'antiméridien.",
    120,
    r"^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*(,\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*){3}$",
    "4.7,45.7,4.9,45.8",
);

/// Where to go on.
pub const CURSOR: Parameter = coded(
    "curseur",
    "Suite d'une liste : la valeur donnée par le lien « next ». Liée à une édition.",
    40,
    r"^\d+-[a-z0-9]+$",
    "1-abcdefghijkl",
);

/// From which edition on.
pub const SINCE: Parameter = Parameter {
    required: true,
    ..coded(
        "modified_since",
        "L'édition que vous avez : son numéro ; ou un instant ou une date (RFC 3339, UTC), pour celle qui était alors en service.",
        40,
        r"^([1-9]\d{0,8}|\d{4}-\d\d-\d\d(T.+)?)$",
        "1",
    )
};

/// Which properties.
pub const FIELDS: Parameter = Parameter {
    name: "champs",
    description: "Seulement ces propriétés des lieux, séparées par des virgules. « id » et « nom » y sont toujours ; distance et \
                  durée aussi, là où elles se calculent.",
    shape: Shape::Names(fields),
    required: false,
    example: "telephone,horaires,ouverture",
};

/// What the answers say of a venue: the columns of the standard, and ours.
fn fields() -> Vec<&'static str> {
    let ours = [
        "departement",
        "precision",
        "horaires_texte",
        "sources",
        "qualite",
        "autres_arrets",
        "ouverture",
    ];
    Field::ALL.iter().map(|field| field.name()).chain(ours).collect()
}

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
pub const VENUES: &[&[Parameter]] = &[FILTERS, &[BBOX, CURSOR, LIMIT, FIELDS]];
/// Parameters of `/api/v1/lieux/changements`.
pub const CHANGES: &[&[Parameter]] = &[&[SINCE, CURSOR, LIMIT]];
/// Parameters of the files that hold all venues.
pub const EXPORT: &[&[Parameter]] = &[FILTERS, &[BBOX]];
/// Parameters of `/api/v1/lieux/proches`.
pub const NEAREST: &[&[Parameter]] = &[&[LAT, LON, LIMIT, LONGEST_MINUTES, FIELDS], FILTERS];
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
