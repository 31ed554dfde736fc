//! Child processes that end with their owner.

use std::process::{Child, Command, Stdio};

/// A process in a group of its own; dropping it kills the whole group.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts a command quietly, its output into `log`.
    pub(crate) fn start(command: &mut Command, log: std::fs::File) -> std::io::Result<Self> {
        use std::os::unix::process::CommandExt;
        let errors = log.try_clone()?;
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::from(log))
            .stderr(Stdio::from(errors))
            .spawn()?;
        Ok(Self { child })
    }

    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Sends a signal to the whole group, by its `kill` name.
    pub(crate) fn signal(&self, name: &str) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-s", name, "--", &group]).stderr(Stdio::null()).status();
    }

    /// Ends it at once, as a crash would.
    pub(crate) fn kill(&mut self) {
        self.signal("KILL");
        let _ = self.child.wait();
    }

    /// Asks it to end and waits until it has.
    pub(crate) fn stop(&mut self) {
        self.signal("TERM");
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
