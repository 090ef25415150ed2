//! The one binary: its sub-commands are the operational roles.

fn main() {}
