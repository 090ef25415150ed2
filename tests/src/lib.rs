//! What the acceptance tests share.

pub mod binary;
pub mod machine;
pub mod postgis;
