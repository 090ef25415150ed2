//! `seeds TARGET FOLDER`: writes what fuzzing begins with into a folder, named by its content.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [target, folder] = arguments.as_slice() else {
        eprintln!("seeds TARGET FOLDER");
        std::process::exit(2);
    };
    let data = std::env::var("PORTEE_DATA").unwrap_or_else(|_| "../shared/data".to_owned());
    let mut seeds = portee_fuzzing::seeds::invented(target);
    seeds.extend(portee_fuzzing::seeds::cut(target, Path::new(&data)));
    for seed in seeds {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        std::fs::write(Path::new(folder).join(format!("{:016x}", hasher.finish())), seed)?;
    }
    Ok(())
}
