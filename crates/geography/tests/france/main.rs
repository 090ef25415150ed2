//! The geography of the real France, compiled from the registry packages.
//!
//! Looks for the packages in `$PORTEE_VAR/registry` (default `var/registry` of the workspace). Without them these tests
//! say so and are skipped, except in continuous integration (`CI=true`), where they fail.

#![expect(clippy::print_stdout, reason = "what was measured, shown by `--show-output`")]

mod boundaries;
mod compiled;
mod kept;
mod naming;
mod points;
mod searching;
mod support;
