//! The commands, one file each.

mod bench;
mod build;
mod configure;
mod dev;
mod flags;
mod hook;
mod pictures;
mod serve;
mod setup;
mod test;

pub(crate) use bench::bench;
pub(crate) use build::build;
pub(crate) use configure::configure;
pub(crate) use dev::dev;
pub(crate) use hook::hook;
pub(crate) use pictures::pictures;
pub(crate) use serve::serve;
pub(crate) use setup::setup;
pub(crate) use test::test;
