//! Running other programs and telling the person at the terminal what happens.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A program about to run in the checkout, with our tools first on its path.
pub(crate) struct Program {
    command: Command,
    name: String,
}

impl Program {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let name = Path::new(program.as_ref()).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.current_dir(workspace::root());
        Self { command, name }
    }

    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Puts a directory first on the program's path.
    pub(crate) fn path_first(self, dir: Option<&Path>) -> Self {
        let Some(dir) = dir else { return self };
        let mut path = OsString::from(dir);
        if let Some(rest) = std::env::var_os("PATH") {
            path.push(":");
            path.push(rest);
        }
        self.env("PATH", path)
    }

    /// Runs to the end with its output on the terminal; fails if the program fails.
    pub(crate) fn run(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| format!("cannot start {}", self.name))?;
        if !status.success() {
            bail!("{} failed ({status})", self.name);
        }
        Ok(())
    }

    /// Runs to the end and returns what it printed; its complaints appear only if it fails.
    pub(crate) fn output(mut self) -> Result<String> {
        let output = self.command.output().with_context(|| format!("cannot start {}", self.name))?;
        if !output.status.success() {
            bail!(
                "{} failed ({})\n{}",
                self.name,
                output.status,
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Starts and keeps running. The child leads a process group of its own: a Ctrl-C at the terminal reaches
    /// it through us, in order, and not at the same time as us.
    pub(crate) fn spawn(mut self) -> Result<Running> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut self.command, 0);
        self.command.stdin(Stdio::null());
        let child = self.command.spawn().with_context(|| format!("cannot start {}", self.name))?;
        Ok(Running { child, name: self.name })
    }
}

/// A program that runs beside us. It is asked to stop, then made to stop, when it is dropped.
pub(crate) struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// Fails if the program has ended by itself.
    pub(crate) fn check(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("{} ended by itself ({status})", self.name);
        }
        Ok(())
    }

    fn stop(&mut self) {
        const PATIENCE: Duration = Duration::from_secs(10);
        let group = format!("-{}", self.child.id());
        let asked = Command::new("kill").args(["-INT", "--", &group]).stderr(Stdio::null()).status();
        let until = Instant::now() + PATIENCE;
        while asked.is_ok() && Instant::now() < until {
            match self.child.try_wait() {
                Ok(None) => std::thread::sleep(Duration::from_millis(50)),
                _ => return,
            }
        }
        // Nothing is left to do if even this fails.
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Where a program is on the path, if it is there.
pub(crate) fn which(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// Says what starts now.
pub(crate) fn say(line: impl std::fmt::Display) {
    println!("\x1b[1m==>\x1b[0m {line}");
}

/// `83 s` or `4 min 10 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..120 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
