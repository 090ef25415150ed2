//! A source description added to `data/sources` is carried by the next build.

fn main() {
    println!("cargo::rerun-if-changed=../../data/sources");
}
