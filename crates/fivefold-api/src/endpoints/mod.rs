//! Each call of the contract, declared once: the client sends it, the server mounts its `PATH`.

mod browse;
mod buy;
mod endpoint;
mod system;

pub use browse::*;
pub use buy::*;
pub use endpoint::{Endpoint, QueryWriter, fill_path};
pub use system::*;
