//! What the acceptance tests share.

pub mod binary;
pub mod invented;
pub mod machine;
pub mod postgis;
