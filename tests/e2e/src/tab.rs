//! A page as a person uses it: looks for what can be seen, clicks, types, reads.

use crate::engine::Engine;
use serde_json::{Value, json};
use std::future::Future;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// How long something may take to show.
const PATIENCE: u64 = 20;

/// The five tags of WCAG 2.2 AA.
const AXE_TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// Collects what the engine itself cannot report: run once per document, as early as the driver lets.
const COLLECT_ERRORS: &str = "
    if (!window.__problems) {
        window.__problems = [];
        addEventListener('error', e => window.__problems.push('error: ' + (e.message || e.target && (e.target.src || e.target.href))), true);
        addEventListener('unhandledrejection', e => window.__problems.push('rejection: ' + e.reason));
        addEventListener('securitypolicyviolation', e => window.__problems.push('csp: ' + e.violatedDirective + ' ' + e.blockedURI));
        const old = console.error;
        console.error = (...a) => { window.__problems.push('console: ' + a.join(' ')); old.apply(console, a); };
    }";

/// Asks again until there is an answer or `seconds` have passed.
pub async fn eventually<T, F: Future<Output = Option<T>>>(
    seconds: u64,
    mut ask: impl FnMut() -> F,
) -> Option<T> {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(answer) = ask().await {
            return Some(answer);
        }
        if Instant::now() > deadline {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// The page in front of a browser.
#[derive(Clone)]
pub struct Tab {
    driver: WebDriver,
    engine: Engine,
}

impl Tab {
    pub(crate) fn new(driver: WebDriver, engine: Engine) -> Self {
        Self { driver, engine }
    }

    /// The driver, for what this type has no word for.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The engine the page runs in.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens an address and waits until the app has taken over from the shell.
    ///
    /// # Errors
    /// When the app does not start.
    pub async fn open(&self, url: &str) -> Result<(), Error> {
        self.driver.goto(url).await?;
        self.run(COLLECT_ERRORS).await?;
        self.see(".fivefold main h1").await?;
        Ok(())
    }

    /// Opens an address that is not the app's.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn visit(&self, url: &str) -> Result<(), Error> {
        Ok(self.driver.goto(url).await?)
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When the app does not start.
    pub async fn reload(&self) -> Result<(), Error> {
        self.driver.refresh().await?;
        self.run(COLLECT_ERRORS).await?;
        self.see(".fivefold main h1").await?;
        Ok(())
    }

    /// Waits until something that matches can be seen.
    ///
    /// # Errors
    /// When it does not show in time; with what is on the page instead.
    pub async fn see(&self, css: &str) -> Result<WebElement, Error> {
        let found = eventually(PATIENCE, || async {
            for element in self.driver.find_all(By::Css(css)).await.ok()? {
                if element.is_displayed().await.unwrap_or(false) {
                    return Some(element);
                }
            }
            None
        })
        .await;
        match found {
            Some(element) => Ok(element),
            None => Err(format!("{css} is not to be seen; {}", self.describe().await).into()),
        }
    }

    /// Waits until something that matches and contains the text can be seen.
    ///
    /// # Errors
    /// When it does not show in time; with what is on the page instead.
    pub async fn see_text(&self, css: &str, text: &str) -> Result<WebElement, Error> {
        let found = eventually(PATIENCE, || async {
            for element in self.driver.find_all(By::Css(css)).await.ok()? {
                if element.is_displayed().await.unwrap_or(false)
                    && element.text().await.is_ok_and(|shown| shown.contains(text))
                {
                    return Some(element);
                }
            }
            None
        })
        .await;
        match found {
            Some(element) => Ok(element),
            None => Err(format!("no {css} says “{text}”; {}", self.describe().await).into()),
        }
    }

    /// Waits until nothing that matches can be seen.
    ///
    /// # Errors
    /// When it stays.
    pub async fn see_no(&self, css: &str) -> Result<(), Error> {
        let gone = eventually(PATIENCE, || async {
            for element in self.driver.find_all(By::Css(css)).await.ok()? {
                if element.is_displayed().await.unwrap_or(false) {
                    return None;
                }
            }
            Some(())
        })
        .await;
        match gone {
            Some(()) => Ok(()),
            None => Err(format!("{css} stays; {}", self.describe().await).into()),
        }
    }

    /// How many elements match now.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn count(&self, css: &str) -> Result<usize, Error> {
        Ok(self.driver.find_all(By::Css(css)).await?.len())
    }

    /// Clicks the first visible match. A page that is drawn again meanwhile is clicked again.
    ///
    /// # Errors
    /// When there is none, or it cannot be clicked.
    pub async fn click(&self, css: &str) -> Result<(), Error> {
        let clicked = eventually(PATIENCE, || {
            let found = self.see(css);
            async { click_on(&self.driver, &found.await.ok()?).await.ok() }
        })
        .await;
        match clicked {
            Some(()) => Ok(()),
            None => click_on(&self.driver, &self.see(css).await?).await,
        }
    }

    /// Clicks the first visible match with the text.
    ///
    /// # Errors
    /// When there is none, or it cannot be clicked.
    pub async fn click_text(&self, css: &str, text: &str) -> Result<(), Error> {
        let clicked = eventually(PATIENCE, || {
            let found = self.see_text(css, text);
            async { click_on(&self.driver, &found.await.ok()?).await.ok() }
        })
        .await;
        match clicked {
            Some(()) => Ok(()),
            None => click_on(&self.driver, &self.see_text(css, text).await?).await,
        }
    }

    /// Replaces the text of a field.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill(&self, css: &str, text: &str) -> Result<(), Error> {
        let filled = eventually(PATIENCE, || {
            let found = self.see(css);
            async {
                let field = found.await.ok()?;
                let typed = async {
                    field.scroll_into_view().await?;
                    field.clear().await?;
                    field.send_keys(text).await
                };
                typed.await.ok()
            }
        })
        .await;
        match filled {
            Some(()) => Ok(()),
            None => Err(format!("{css} cannot be filled; {}", self.describe().await).into()),
        }
    }

    /// Types into whatever has focus.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<(), Error> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Chooses an option of a select by its value.
    ///
    /// # Errors
    /// When there is no such option.
    pub async fn choose(&self, css: &str, value: &str) -> Result<(), Error> {
        self.see(css).await?;
        let done = self
            .script(
                "const s = document.querySelector(arguments[0]); s.value = arguments[1];
                 s.dispatchEvent(new Event('input', {bubbles: true})); s.dispatchEvent(new Event('change', {bubbles: true}));
                 return s.value === arguments[1];",
                vec![json!(css), json!(value)],
            )
            .await?;
        if done == json!(true) { Ok(()) } else { Err(format!("{css} has no option {value}").into()) }
    }

    /// Waits until the focus is at a match.
    ///
    /// # Errors
    /// When it never is.
    pub async fn see_focus(&self, css: &str) -> Result<(), Error> {
        let script = "return document.activeElement?.matches(arguments[0]) === true";
        let found = eventually(10, || async {
            (self.script(script, vec![json!(css)]).await.ok()? == json!(true)).then_some(())
        });
        found.await.ok_or_else(|| format!("the focus is not at {css}").into())
    }

    /// Presses the browser's Back button.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn back(&self) -> Result<(), Error> {
        Ok(self.driver.back().await?)
    }

    /// The text of the first visible match.
    ///
    /// # Errors
    /// When there is none.
    pub async fn text(&self, css: &str) -> Result<String, Error> {
        Ok(self.see(css).await?.text().await?)
    }

    /// The address shown.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn address(&self) -> Result<String, Error> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Waits until the address contains a text.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn arrive_at(&self, part: &str) -> Result<String, Error> {
        let found = eventually(PATIENCE, || async {
            let address = self.address().await.ok()?;
            address.contains(part).then_some(address)
        })
        .await;
        match found {
            Some(address) => Ok(address),
            None => Err(format!("the address never contains {part}; {}", self.describe().await).into()),
        }
    }

    /// Runs a script and returns its value.
    ///
    /// # Errors
    /// When it throws.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value, Error> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Runs a script for its effect.
    ///
    /// # Errors
    /// When it throws.
    pub async fn run(&self, script: &str) -> Result<(), Error> {
        self.script(script, Vec::new()).await.map(|_| ())
    }

    /// Errors of console, network, scripts and policy since the last call; must be none.
    ///
    /// # Errors
    /// With each of them, unless it contains one of `expected`.
    pub async fn no_errors(&self, expected: &[&str]) -> Result<(), Error> {
        let mut problems = Vec::new();
        let collected = self.script("return window.__problems || []", Vec::new()).await?;
        problems.extend(collected.as_array().into_iter().flatten().map(ToString::to_string));
        if self.engine == Engine::Chromium {
            for entry in self.driver.get_log("browser").await? {
                if entry.level == "SEVERE" || entry.message.contains("Content Security Policy") {
                    problems.push(entry.message);
                }
            }
        }
        problems.retain(|problem| !expected.iter().any(|expected| problem.contains(expected)));
        if problems.is_empty() {
            Ok(())
        } else {
            Err(format!("errors on the page:\n{}", problems.join("\n")).into())
        }
    }

    /// Runs axe with all five WCAG tags.
    ///
    /// # Errors
    /// With every violation.
    pub async fn axe(&self) -> Result<(), Error> {
        let path = std::env::var("FIVEFOLD_AXE").map_err(|_| "FIVEFOLD_AXE is not set")?;
        let source = tokio::fs::read_to_string(&path).await?;
        self.run(&source).await?;
        let answer = self
            .driver
            .execute_async(
                "const done = arguments[arguments.length - 1], tags = arguments[0];
                 // What is half faded in has half its contrast.
                 const moving = document.getAnimations().filter(a => a.effect && a.effect.getComputedTiming().endTime < Infinity);
                 Promise.all(moving.map(a => a.finished.catch(() => 0))).then(
                     () => axe.run(document, { runOnly: { type: 'tag', values: tags } })).then(
                     r => done(r.violations.map(v => v.id + ': ' + v.help + '\\n' + v.nodes.slice(0, 5).map(
                         n => '    ' + n.html.slice(0, 160) + '\\n      ' + (n.failureSummary || '').split('\\n').slice(1, 3).join(' ')).join('\\n'))),
                     e => done(['axe failed: ' + e]));",
                vec![json!(AXE_TAGS)],
            )
            .await?;
        let violations: Vec<&str> =
            answer.json().as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if violations.is_empty() {
            Ok(())
        } else {
            Err(format!("axe at {}:\n{}", self.address().await?, violations.join("\n")).into())
        }
    }

    /// Whether the page is wider than its window.
    ///
    /// # Errors
    /// With the widest elements, when it is.
    pub async fn no_sideways_scroll(&self) -> Result<(), Error> {
        let wide = self
            .script(
                "const w = document.documentElement.clientWidth;
                 if (document.documentElement.scrollWidth <= w) return [];
                 return [...document.querySelectorAll('.fivefold *')].filter(e => e.getBoundingClientRect().right > w + 1)
                     .slice(0, 5).map(e => e.tagName + '.' + e.className);",
                Vec::new(),
            )
            .await?;
        if wide.as_array().is_none_or(Vec::is_empty) {
            Ok(())
        } else {
            Err(format!("{} scrolls sideways: {wide}", self.address().await?).into())
        }
    }

    /// Writes a picture of the whole page, or of the window where the engine cannot.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn picture(&self, path: &std::path::Path) -> Result<(), Error> {
        Ok(self.driver.screenshot(path).await?)
    }

    async fn describe(&self) -> String {
        let address = self.address().await.unwrap_or_default();
        let text = match self.driver.find(By::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        };
        let problems = self.script("return window.__problems || []", Vec::new()).await.unwrap_or_default();
        format!("at {address} stands:\n{}\nproblems: {problems}", text.chars().take(1500).collect::<String>())
    }
}

/// Nobody hits what still moves: the driver would press in one place and release in another.
async fn click_on(driver: &WebDriver, element: &WebElement) -> Result<(), Error> {
    let script = "return (arguments[0].closest('dialog')?.getAnimations() ?? [])
        .some(animation => animation.playState === 'running')";
    let moves = driver.execute(script, vec![element.to_json()?]).await?;
    if moves.convert::<bool>()? {
        return Err("it still moves".into());
    }
    element.scroll_into_view().await?;
    Ok(element.click().await?)
}
