//! Reading in one's own way: nothing is lost when a page is zoomed or its text is spaced out.

use crate::shop::{Shop, for_each_engine};
use crate::tour::{CLIPPED, NARROW, on_every_page, strings};
use fivefold_e2e::{Engine, Journey, Look};

/// A desktop at 200 %. Sizes are in `px`, so that the browser's zoom is what makes text larger (WCAG 1.4.4).
const ZOOMED: Look = Look { width: 640, height: 450, dark: false };

/// What WCAG 1.4.12 names, as a reader's own style sheet.
const SPACE_OUT: &str = "
    if (!document.adoptedStyleSheets.length) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`
            * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
            p { margin-block-end: 2em !important; }`);
        document.adoptedStyleSheets = [sheet];
    }";

/// Twice the size of every step of the type scale, in boxes that stay as they are.
const DOUBLE: &str = "
    const root = document.querySelector('.fivefold'), style = getComputedStyle(root);
    if (root.style.length) return;
    for (const step of ['xs', 's', 'm', 'l', 'title', 'xl', '2xl', '3xl']) {
        root.style.setProperty('--t-' + step, 'calc(2 * (' + style.getPropertyValue('--t-' + step) + '))');
    }";

#[tokio::test]
async fn x_a11y_at_400_percent_every_page_reflows_into_320_px() -> Journey {
    nothing_is_lost(NARROW, "").await
}

#[tokio::test]
async fn x_a11y_at_200_percent_nothing_is_lost() -> Journey {
    nothing_is_lost(ZOOMED, "").await
}

#[tokio::test]
async fn x_a11y_every_state_is_clean_in_the_dark() -> Journey {
    for_each_engine(Look::PHONE.in_the_dark(), async |shop: Shop| {
        on_every_page(&shop, "", async |tab| {
            Ok(tab.axe().await.err().map(|fault| fault.to_string()).into_iter().collect())
        })
        .await
    })
    .await
}

#[tokio::test]
async fn x_a11y_text_alone_can_be_twice_as_large() -> Journey {
    nothing_is_lost(Look::DESKTOP, DOUBLE).await
}

#[tokio::test]
async fn x_a11y_text_can_be_spaced_out_on_a_phone() -> Journey {
    nothing_is_lost(Look::PHONE, SPACE_OUT).await
}

#[tokio::test]
async fn x_a11y_text_can_be_spaced_out_on_a_desktop() -> Journey {
    nothing_is_lost(Look::DESKTOP, SPACE_OUT).await
}

/// Every page fits into its window, clips no text and is clean, after `change`.
async fn nothing_is_lost(look: Look, change: &str) -> Journey {
    for_each_engine(look, async |shop: Shop| {
        // A window of the others has a least width.
        if look.width < Look::PHONE.width && shop.tab().engine() != Engine::Chromium {
            return Ok(());
        }
        on_every_page(&shop, "", async |tab| {
            tab.run(change).await?;
            let mut lost = strings(&tab.script(CLIPPED, vec![]).await?)?;
            // A style sheet of the reader's own is not the shop's to answer for.
            if change.is_empty() {
                lost.extend(tab.axe().await.err().map(|fault| fault.to_string()));
            }
            Ok(lost)
        })
        .await
    })
    .await
}
