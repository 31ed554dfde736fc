//! Wholesale: from a list with everything wrong in it to one request for a quote.

use crate::shop::{LOST_CODE, Shop, for_each_engine};
use fivefold_e2e::{Engine, Journey, Look, Tab, eventually};
use thirtyfour::Key;

type Error = Box<dyn std::error::Error + Send + Sync>;

const COMPANY: &str = "company@demo.example";

/// A list with one row that is right, and one of each kind that is not.
const LIST: &str = "sku;quantity;unit
HB-140-BERR-06;12;
HB-140-BERR-08;3;
HB-140-BERR-12;7;
hb-140-berr-06;4;
HB-140-BERR-99;4;
HW-ROPE-H12;25;kg
=1+1;2;
HB-140-CELA-06;x;";

const HEADING: &str = ".order-rows__head h2";
const LINES: &str = ".draft-lines > li";
const SEND: &str = ".draft__send button[type=submit]";

impl Shop {
    /// A buyer for the demo's company at the quick order.
    async fn at_the_quick_order(&self) -> Result<Tab, Error> {
        let tab = self.open("/account?next=%2Fwholesale").await?;
        self.enter_as(COMPANY).await?;
        tab.arrive_at("/wholesale").await?;
        tab.see("#quick-text").await?;
        self.settled().await?;
        Ok(tab)
    }

    /// Two lines in the draft, with the draft in front.
    async fn at_a_draft(&self) -> Result<Tab, Error> {
        let tab = self.at_the_quick_order().await?;
        tab.fill("#quick-text", "HB-140-BERR-06 12\nHB-140-BERR-08 4").await?;
        tab.click_text(".paste-box button", "Check the list").await?;
        tab.see_text(HEADING, "Nothing to put right").await?;
        tab.click_text(".order-rows__actions button", "to the request").await?;
        tab.see_text(".ui-notice", "in your request").await?;
        tab.see_text(".buyer-bar__links", "Request, 2 lines").await?;
        tab.click_text(".ui-notice a", "To the request").await?;
        tab.see_text(".draft__head", "2 lines").await?;
        self.settled().await?;
        Ok(tab)
    }

    async fn count_of_quotes(&self, token: &str) -> Result<usize, Error> {
        let list = self.ask_as(token, "/v1/me/quotes").await?;
        Ok(list["page"]["items"].as_array().ok_or("a list has items")?.len())
    }

    async fn quotes_become(&self, token: &str, count: usize) -> Result<(), Error> {
        let found =
            eventually(20, || async { (self.count_of_quotes(token).await.ok()? == count).then_some(()) });
        found.await.ok_or_else(|| format!("there are never {count} quotes").into())
    }
}

async fn fine(tab: &Tab) -> Result<(), Error> {
    tab.axe().await?;
    tab.no_sideways_scroll().await
}

/// Presses what a row offers until nothing is wrong with it any more, or it has become part of another one.
async fn put_right(tab: &Tab, line: u32) -> Result<(), Error> {
    let button = format!("li[aria-label='Line {line}'] .order-row__problems button");
    for _ in 0..4 {
        if tab.count(&button).await? == 0 {
            break;
        }
        let before = tab.text(HEADING).await?;
        tab.click(&button).await?;
        let changed = eventually(5, || async {
            let is_other = tab.text(HEADING).await.ok()? != before || tab.count(&button).await.ok()? == 0;
            is_other.then_some(())
        });
        // A row may have had two faults.
        let _ = changed.await;
    }
    Ok(())
}

#[tokio::test]
async fn b2b_03_every_kind_of_problem_is_put_right_and_nothing_is_lost() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.at_the_quick_order().await?;
        tab.see_text(".buyer-bar__who", "Nordlicht").await?;
        tab.see_text(".buyer-bar__who", "EUR").await?;
        fine(&tab).await?;
        tab.fill("#quick-text", LIST).await?;
        tab.click_text(".paste-box button", "Check the list").await?;
        tab.see_text(HEADING, "7 rows to put right, 1 row is right").await?;
        for (line, words) in [
            (3, "At least 4 pieces"),
            (4, "Sold in steps: 6 pieces or 8 pieces"),
            (5, "the same number"),
            (6, "There is no such number"),
            (7, "It is sold in m"),
            (8, "There is no such number"),
            (9, "not a number"),
        ] {
            tab.see_text(&format!("li[aria-label='Line {line}']"), words).await?;
        }
        // A formula is a text like any other.
        let shown = "return document.querySelector('#row-8-sku').value";
        assert_eq!(tab.script(shown, vec![]).await?, "=1+1");
        fine(&tab).await?;
        for line in [3, 4, 5, 6, 7] {
            put_right(&tab, line).await?;
        }
        tab.click_text("li[aria-label='Line 8'] button", "Take the row out").await?;
        tab.see_no("li[aria-label='Line 8']").await?;
        tab.fill("#row-9-quantity", "6").await?;
        tab.press(Key::Enter).await?;
        tab.see_text(HEADING, "Nothing to put right").await?;
        tab.click_text(".order-kind", "Right").await?;
        // What came twice is one row now.
        tab.see("#row-2-quantity").await?;
        let sum = "return document.querySelector('#row-2-quantity').value";
        let sum = tab.script(sum, vec![]).await?;
        assert!(sum.as_str().and_then(|sum| sum.parse::<u32>().ok()).is_some_and(|sum| sum >= 16), "{sum}");
        fine(&tab).await?;
        tab.click_text(".order-rows__actions button", "to the request").await?;
        tab.see_text(".ui-notice", "in your request").await?;
        fine(&tab).await?;
        tab.click_text(".ui-notice a", "To the request").await?;
        tab.see(LINES).await?;
        shop.settled().await?;
        tab.see_text(".draft-line__unit", "m").await?;
        fine(&tab).await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn b2b_03_a_list_waits_for_rows_whose_code_is_lost() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.at_the_quick_order().await?;
        shop.server.lose_parts(true)?;
        let list = "HB-140-BERR-06 12";
        tab.fill("#quick-text", list).await?;
        tab.click_text(".paste-box button", "Check the list").await?;
        tab.see_text(".wholesale .ui-notice", "The connection was interrupted").await?;
        let typed = "return document.querySelector('#quick-text').value";
        assert_eq!(tab.script(typed, vec![]).await?, list);
        fine(&tab).await?;
        shop.server.lose_parts(false)?;
        tab.click_text(".wholesale .ui-notice button", "Try again").await?;
        tab.see_text(HEADING, "Nothing to put right, 1 row is right").await?;
        assert_eq!(tab.script(typed, vec![]).await?, "");
        tab.no_errors(LOST_CODE).await
    })
    .await
}

#[tokio::test]
async fn b2b_05_a_draft_outlives_a_reload_and_is_sent_once() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.at_a_draft().await?;
        let first = format!("{LINES}:first-child");
        tab.see(&format!("{first} .price-breaks li[aria-current=true]")).await?;
        tab.fill(&format!("{first} .draft-line__target input"), "23.50").await?;
        tab.fill(&format!("{first} .draft-line__note input"), "In two deliveries").await?;
        tab.fill("#draft-note", "Prices for a year, please").await?;
        tab.see_text(".draft__saved", "Saved").await?;
        tab.reload().await?;
        tab.see(LINES).await?;
        shop.settled().await?;
        for (field, typed) in [
            (format!("{first} .draft-line__target input"), "23.5"),
            (format!("{first} .draft-line__note input"), "In two deliveries"),
            ("#draft-note".to_owned(), "Prices for a year, please"),
        ] {
            let value =
                tab.script("return document.querySelector(arguments[0]).value", vec![field.into()]).await?;
            assert_eq!(value, typed);
        }
        // What is not sold is said where it is typed, with what is.
        tab.fill(&format!("{first} .draft-line__quantity input"), "13").await?;
        tab.see_text(&format!("{first} .draft-line__fault"), "Sold in steps: 12 pieces or 14 pieces").await?;
        tab.axe().await?;
        tab.click_text(&format!("{first} .draft-line__fault button"), "Take 14 pieces").await?;
        tab.see_no(&format!("{first} .draft-line__fault")).await?;
        // What cannot be sent is led to, and nothing is lost.
        tab.fill(&format!("{first} .draft-line__quantity input"), "many").await?;
        tab.click(SEND).await?;
        tab.see(&format!("{first} input[aria-invalid=true]")).await?;
        fine(&tab).await?;
        tab.fill(&format!("{first} .draft-line__quantity input"), "14").await?;
        tab.choose("#draft-address", "ca_nordlicht_hh").await?;
        let token = shop.sign_in_elsewhere(COMPANY).await?;
        let before = shop.count_of_quotes(&token).await?;
        let twice = format!("const send = document.querySelector('{SEND}'); send.click(); send.click();");
        tab.run(&twice).await?;
        tab.arrive_at("/quotes/").await?;
        shop.quotes_become(&token, before + 1).await?;
        shop.open("/wholesale/draft").await?;
        tab.see_text("main", "Nothing to ask for yet").await?;
        fine(&tab).await?;
        assert_eq!(shop.count_of_quotes(&token).await?, before + 1);
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn b2b_05_a_request_without_a_connection_waits_and_is_sent_by_itself() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        // Only this engine can be cut off.
        if shop.tab().engine() != Engine::Chromium {
            return Ok(());
        }
        let tab = shop.at_a_draft().await?;
        let token = shop.sign_in_elsewhere(COMPANY).await?;
        let before = shop.count_of_quotes(&token).await?;
        shop.offline(true).await?;
        tab.click(SEND).await?;
        tab.see_text(".ui-notice", "Waiting for a connection").await?;
        tab.see(".draft__fields[disabled]").await?;
        assert_eq!(shop.count_of_quotes(&token).await?, before);
        shop.offline(false).await?;
        tab.arrive_at("/quotes/").await?;
        shop.quotes_become(&token, before + 1).await?;
        tab.no_errors(&["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]).await
    })
    .await
}

#[tokio::test]
async fn b2b_02_two_tabs_write_one_draft() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.at_a_draft().await?;
        let first = tab.driver().window().await?;
        let second = shop.browser.new_tab().await?;
        shop.open("/wholesale/draft").await?;
        tab.see(LINES).await?;
        shop.settled().await?;
        tab.fill(&format!("{LINES}:first-child .draft-line__note input"), "From the second tab").await?;
        tab.see_text(".draft__saved", "Saved").await?;
        shop.browser.switch_to(&first).await?;
        let note =
            "return document.querySelector('.draft-lines > li:first-child .draft-line__note input').value";
        let heard = eventually(20, || async {
            (tab.script(note, vec![]).await.ok()? == "From the second tab").then_some(())
        });
        heard.await.ok_or("the first tab takes up what the second one has written")?;
        tab.fill(&format!("{LINES}:last-child .draft-line__note input"), "From the first tab").await?;
        tab.see_text(".draft__saved", "Saved").await?;
        shop.browser.switch_to(&second).await?;
        tab.reload().await?;
        tab.see(LINES).await?;
        shop.settled().await?;
        assert_eq!(tab.script(note, vec![]).await?, "From the second tab");
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn b2b_01_a_quote_can_be_asked_for_wherever_one_shops() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let tab = shop.at_the_quick_order().await?;
        shop.open("/search?q=qqqqqqqq").await?;
        tab.click_text(".ask-words button", "Ask for it").await?;
        tab.see_text(".ui-toast", "in your request").await?;
        fine(&tab).await?;

        shop.open("/products").await?;
        tab.see_text(".ask-card", "Request quote").await?;
        fine(&tab).await?;
        let link = "return document.querySelector('.product-card:has(.ask-card) h3 a').href";
        let link = tab.script(link, vec![]).await?;
        shop.open(link.as_str().ok_or("a product that companies buy has a page")?).await?;
        tab.see(".ask-product").await?;
        fine(&tab).await?;

        shop.fill_cart().await?;
        shop.open("/cart").await?;
        tab.click_text(".ask-cart button", "Request a quote for all of it").await?;
        tab.arrive_at("/wholesale/draft").await?;
        tab.see_text(".draft__head", "2 lines").await?;
        shop.settled().await?;
        fine(&tab).await?;
        tab.click_text(".draft-line button", "Move to the note").await?;
        tab.see_text(".draft__head", "1 line").await?;
        let note = "return document.querySelector('#draft-note').value";
        assert_eq!(tab.script(note, vec![]).await?, "qqqqqqqq");
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn b2b_01_whoever_buys_for_no_company_is_told_what_this_is() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let tab = shop.open("/wholesale").await?;
        tab.see_text("main", "Sign in").await?;
        fine(&tab).await?;
        shop.open("/account?next=%2Fwholesale").await?;
        shop.enter_as("buyer@demo.example").await?;
        tab.see_text("main", "buys for no company").await?;
        fine(&tab).await?;
        shop.open("/products").await?;
        shop.settled().await?;
        assert_eq!(tab.count(".ask-card").await?, 0);
        tab.no_errors(&[]).await
    })
    .await
}
