//! What stands after a command's name.

use anyhow::{Result, bail};

/// The flags of one command, taken one by one; what is left over is an error.
pub(crate) struct Flags {
    rest: Vec<String>,
}

impl Flags {
    pub(crate) fn new(arguments: &[String]) -> Self {
        Self { rest: arguments.to_vec() }
    }

    /// Whether the flag is there.
    pub(crate) fn has(&mut self, flag: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|it| it != flag);
        self.rest.len() < before
    }

    /// The value after the flag, or after its equals sign.
    pub(crate) fn value(&mut self, flag: &str) -> Result<Option<String>> {
        let joined = format!("{flag}=");
        if let Some(at) = self.rest.iter().position(|it| it.starts_with(&joined)) {
            return Ok(Some(self.rest.remove(at).split_off(joined.len())));
        }
        let Some(at) = self.rest.iter().position(|it| it == flag) else { return Ok(None) };
        if at + 1 >= self.rest.len() {
            bail!("{flag} needs a value");
        }
        self.rest.remove(at);
        Ok(Some(self.rest.remove(at)))
    }

    /// What stands without a flag.
    pub(crate) fn plain(&mut self) -> Option<String> {
        let at = self.rest.iter().position(|it| !it.starts_with('-'))?;
        Some(self.rest.remove(at))
    }

    /// Fails if anything is left that nobody asked for.
    pub(crate) fn end(self) -> Result<()> {
        match self.rest.first() {
            Some(unknown) => bail!("`{unknown}` is not understood here; `cargo xtask help` shows what is"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Flags;

    fn flags(text: &str) -> Flags {
        Flags::new(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn flags_values_and_plain_words_are_told_apart() {
        let mut flags = flags("dist --engine all --only=fmt --list");
        assert!(flags.has("--list"));
        assert_eq!(flags.value("--engine").unwrap().as_deref(), Some("all"));
        assert_eq!(flags.value("--only").unwrap().as_deref(), Some("fmt"));
        assert_eq!(flags.plain().as_deref(), Some("dist"));
        assert!(flags.end().is_ok());
    }

    #[test]
    fn what_nobody_asked_for_is_an_error_that_names_it() {
        assert!(flags("--lisst").end().unwrap_err().to_string().contains("--lisst"));
        assert!(flags("--engine").value("--engine").is_err());
    }
}
