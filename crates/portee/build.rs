//! A source description added to `data/sources` is carried by the next build.

#[expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
fn main() {
    println!("cargo::rerun-if-changed=../../data/sources");
}
