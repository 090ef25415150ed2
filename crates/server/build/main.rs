//! What is made from `web/` before the server is compiled: the embedded files, and the texts in every language.

#![expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

mod assets;
mod locales;

use std::{env, error::Error, path::PathBuf, process::ExitCode};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let web = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../web");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo:rerun-if-changed=build");
    assets::embed(&web.join("dist"), &out)?;

    let folder = web.join("locales");
    println!("cargo:rerun-if-changed={}", folder.display());
    match locales::compile(&locales::files(&folder)?) {
        Ok(code) => std::fs::write(out.join("locales_table.rs"), code)?,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error=web/locales/{problem}");
            }
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
