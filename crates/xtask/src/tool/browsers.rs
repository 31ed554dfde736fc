//! The browsers that the journeys run in, and their drivers.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{
    run::{Program, say, which},
    workspace,
};

/// A browser engine that the journeys know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Webkit,
    Firefox,
}

/// The driver of an engine.
pub(crate) struct Webdriver {
    pub(crate) program: PathBuf,
}

impl Engine {
    /// What runs when nobody asks for more.
    pub(crate) const USUAL: [Self; 2] = [Self::Chromium, Self::Webkit];

    /// `chromium,webkitgtk` or `all`.
    pub(crate) fn list(text: &str) -> Result<Vec<Self>> {
        if text == "all" {
            return Ok(vec![Self::Chromium, Self::Webkit, Self::Firefox]);
        }
        text.split(',').map(Self::named).collect()
    }

    fn named(name: &str) -> Result<Self> {
        match name.trim() {
            "chromium" => Ok(Self::Chromium),
            "webkitgtk" | "webkit" => Ok(Self::Webkit),
            "firefox" => Ok(Self::Firefox),
            other => bail!("there is no engine `{other}`: choose from chromium, webkitgtk, firefox, or all"),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Webkit => "webkitgtk",
            Self::Firefox => "firefox",
        }
    }

    fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromedriver"],
            Self::Webkit => &["WebKitWebDriver", "Xvfb"],
            Self::Firefox => &["firefox-esr"],
        }
    }

    /// The shop's letters come along: journeys measure whether words fit, and a bare machine may have nothing but wide
    /// ones.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver", "fonts-inter"],
            Self::Webkit => &["webkit2gtk-driver", "xvfb", "fonts-inter"],
            Self::Firefox => &["firefox-esr", "fonts-inter"],
        }
    }

    fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Webkit => "WebKitWebDriver",
            Self::Firefox => "geckodriver",
        }
    }
}

/// Installs an engine and its driver.
pub(crate) fn ensure_engine(engine: Engine) -> Result<Webdriver> {
    if engine.programs().iter().any(|program| which(program).is_none()) {
        apt_install(engine)?;
    }
    if engine == Engine::Firefox && which("geckodriver").is_none() {
        say("installing geckodriver, once (about six minutes on two cores)");
        Program::new(workspace::cargo())
            .dir(&std::env::temp_dir())
            .args(["install", "geckodriver", "--debug"])
            .run()
            .context("`cargo install geckodriver` did not work")?;
    }
    match which(engine.driver()) {
        Some(program) => Ok(Webdriver { program }),
        None => bail!("{} is still missing after its packages were installed", engine.driver()),
    }
}

fn apt_install(engine: Engine) -> Result<()> {
    let packages = engine.packages();
    let by_hand = format!("install by hand: {}", packages.join(", "));
    if which("apt-get").is_none() {
        bail!("{} is missing and this machine has no apt; {by_hand}", engine.name());
    }
    let is_root = Program::new("id").args(["-u"]).output()?.trim() == "0";
    let apt = || match is_root {
        true => Program::new("apt-get"),
        // Without a terminal nobody could type a password.
        false => Program::new("sudo").args(["-n", "apt-get"]),
    };
    say(format!("installing {} with apt, once", packages.join(" and ")));
    let quiet = |program: Program| program.env("DEBIAN_FRONTEND", "noninteractive");
    quiet(apt().args(["update", "-qq"])).run().with_context(|| by_hand.clone())?;
    quiet(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
        .run()
        .context(by_hand)
}

#[cfg(test)]
mod tests {
    use super::Engine;

    #[test]
    fn an_engine_list_is_read_and_nonsense_is_named() {
        assert_eq!(Engine::list("webkitgtk,chromium").unwrap(), [Engine::Webkit, Engine::Chromium]);
        assert_eq!(Engine::list("all").unwrap().len(), 3);
        assert!(Engine::list("netscape").unwrap_err().to_string().contains("netscape"));
    }
}
