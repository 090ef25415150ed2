#![no_main]

libfuzzer_sys::fuzz_target!(init: portee_fuzzing::let_panics_unwind(), |data: &[u8]| portee_fuzzing::places(data));
