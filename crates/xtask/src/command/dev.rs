//! `dev`: the app with hot reload, its calls proxied to a debug server.

use anyhow::Result;

use super::{
    flags::Flags,
    serve::{Place, server_binary, stop_signal, until_stopped},
    setup::build_tools,
};
use crate::run::{Program, say};

pub(crate) fn dev(arguments: &[String]) -> Result<()> {
    Flags::new(arguments).end()?;
    let place = Place::usual();
    place.check_free()?;
    let wasm_bindgen = build_tools()?;
    let server = server_binary("dev")?;

    let stop = stop_signal()?;
    let mut server = place.start(&server, &["--demo", "--groups", "--bookings", "--quotes"])?;
    place.wait_until_it_answers(&mut server, &stop)?;
    say(format!("the API answers at http://{}", place.listen));
    say("building the app; it will be at http://127.0.0.1:8082, its calls are sent on to the API");
    let mut trunk = Program::new("trunk")
        .args(["serve", "--features", "design", "--log", "warn"])
        .path_first(wasm_bindgen.dir.as_deref())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("NO_COLOR", "true")
        .env("RUST_BACKTRACE", "0")
        .spawn()?;
    until_stopped(&stop, &mut [&mut trunk, &mut server])
}
