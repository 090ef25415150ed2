//! The coverage of the small France, made up.

use crate::fixture;
use portee_domain::{
    Bands, Coverage, Flag, Hub, HubClaim, HubSurvey, Level, Method, Nearest, PopulationReport, Spread, Target,
    TargetCoverage, TerritoryCoverage,
};
use portee_reach::Population;
use std::sync::Arc;

/// Die is far from everything, Lyon is not, and of Saint-Denis two in three cannot be told. Saint-Nazaire has no inhabitants.
pub(crate) fn coverage() -> Coverage {
    let far = Bands([1_000, 1_500, 1_100, 700, 500]);
    let near = Bands([500_000, 0, 0, 0, 0]);
    let mut territories = vec![
        territory(
            Level::France,
            "FR",
            "France",
            Bands([501_000, 2_500, 100_100, 51_200, 500]),
        ),
        territory(Level::Region, "26", "Région de Die", far),
        territory(Level::Departement, "26", "Autour de Die", far),
        territory(Level::Departement, "69", "Autour de Lyon", near),
        territory(
            Level::Departement,
            "974",
            "=Autour de Saint-Denis",
            Bands([0, 1_000, 99_000, 50_500, 0]),
        ),
        territory(Level::Hub, "hub-essai", "Hub d'essai", far),
        territory(Level::Epci, "200000001", "CC d'essai", far),
        of_26(territory(Level::Commune, "26113", "Die", far)),
        of_26(territory(
            Level::Commune,
            "26321",
            "Saint-Nazaire-le-Désert",
            Bands::default(),
        )),
    ];
    territories[2].flags = vec![Flag {
        criterion: "part-au-dela-30".into(),
        reason: "25 % des habitants vivent à plus de 30 minutes.".into(),
        value: 0.25,
        threshold: 0.05,
        certain: true,
    }];
    territories[7].nearest_france_services = Some(Nearest {
        venue: fixture::id(1),
        seconds: [700, 960, 1_500],
        method: Method::Estimation,
    });
    territories.sort_by(|a, b| (a.level, &a.code).cmp(&(b.level, &b.code)));
    Coverage {
        population: PopulationReport {
            sources: vec!["Populations de 2026, Etalab".into()],
            points: 9,
            inhabitants: 655_300,
            far_share_under_65: 0.14,
            far_share_seniors: 0.35,
        },
        roads: None,
        territories,
        hubs: vec![hub()],
    }
}

fn of_26(mut commune: TerritoryCoverage) -> TerritoryCoverage {
    commune.departement = "26".parse().ok();
    commune
}

fn territory(level: Level, code: &str, name: &str, bands: Bands) -> TerritoryCoverage {
    let inhabitants = bands.total();
    let of = |target| TargetCoverage {
        target,
        bands,
        surely_kept: bands.within(1),
        surely_beyond: bands.0[4],
        seniors_beyond: bands.0[4] / 4,
        far_beyond: bands.0[4] / 5,
    };
    TerritoryCoverage {
        level,
        code: code.into(),
        name: name.into(),
        departement: None,
        inhabitants,
        seniors: Some(inhabitants / 5),
        far: inhabitants / 5,
        venues: 12,
        france_services: 1,
        targets: Target::all().map(of).collect(),
        spread: (inhabitants > 0).then_some(Spread {
            mean_s: 1_200,
            median_s: 1_000,
            worst_tenth_s: 3_000,
            gini: 0.311,
        }),
        nearest_france_services: None,
        nearest_venue: None,
        method: Method::Estimation,
        flags: Vec::new(),
    }
}

fn hub() -> Hub {
    Hub {
        id: "hub-essai".into(),
        name: "Hub d'essai".into(),
        wave: "2019".into(),
        closed: None,
        claims: vec![HubClaim {
            departement: "26".parse().unwrap(),
            source: "Un communiqué".into(),
            from: "2019-02-01".parse().ok(),
            until: None,
        }],
        survey: Some(HubSurvey {
            both: 10,
            survey_only: 4,
            national_only: 3,
        }),
    }
}

/// Who lives where: 1,500 people in Die on two points, a fifth of them of 65 and over.
pub(crate) fn population() -> Arc<Population> {
    let communes = vec![
        "26113".parse().unwrap(),
        "69123".parse().unwrap(),
        "97411".parse().unwrap(),
    ];
    let points = [
        (0, (5.37, 44.75), 1_000, Some(200)),
        (0, (5.38, 44.76), 500, Some(100)),
        (1, (4.8357, 45.764), 500_000, Some(90_000)),
    ];
    Arc::new(Population::from_points(communes, &points))
}
