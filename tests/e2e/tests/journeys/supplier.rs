//! A whole negotiation by hand: a company and a supplier, each in a browser of their own, from the request to the order
//! on terms.

use crate::shop::{Shop, for_each_engine};
use fivefold_api::rules::{CsvReader, CsvRow};
use fivefold_e2e::{Browser, Journey, Look, Tab, eventually};
use serde_json::{Value, json};

type Error = Box<dyn std::error::Error + Send + Sync>;

const COMPANY: &str = "company@demo.example";
const SUPPLIER: &str = "supplier@demo.example";
const PASSWORD: &str = "harbour demo";
const SCOPE: &str = "locale=en&market=EU&currency=EUR";
/// Sold in twos, from four on.
const BERRY: &str = "HB-140-BERR-06";
/// The same, in another colour.
const INK: &str = "HB-140-INK-06";
/// Where requests go.
const QUOTES: &str = "/v1/quotes";

/// Looks at what the page hands to the browser instead of saving it.
const WATCH_FILES: &str = "
    window.saved = null;
    const make = URL.createObjectURL;
    URL.createObjectURL = blob => {
        blob.arrayBuffer().then(bytes => { window.saved = Array.from(new Uint8Array(bytes)); });
        return make.call(URL, blob);
    };
    HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };";

/// What stands in the lines of the sheet: price and sum of each, and the total.
const AMOUNTS: &str = "
    const text = (element, css) => element.querySelector(css)?.textContent ?? '';
    const lines = [...document.querySelectorAll('.quote-sheet .quote-lines tbody tr')];
    return {
        prices: lines.map(line => text(line, '.quote-line__price')),
        sums: lines.map(line => text(line, '.quote-line__sum strong')),
        total: text(document, '.quote-sheet .quote-sums__total dd'),
        until: document.querySelectorAll('.quote-sheet time')[1]?.dateTime ?? '',
    };";

/// The supplier's own browser.
struct Desk {
    browser: Browser,
    origin: String,
}

impl Desk {
    /// Opens another browser and signs in as the supplier.
    async fn of(shop: &Shop, look: Look) -> Result<Self, Error> {
        let browser = Browser::open(shop.tab().engine(), look).await?;
        let desk = Self { browser, origin: shop.origin.clone() };
        let tab = desk.open("/supplier/quotes").await?;
        tab.see_text("main .ui-empty", "Sign in as a supplier").await?;
        tab.axe().await?;
        tab.click_text("main .ui-empty a", "Sign in").await?;
        tab.fill("#account-email", SUPPLIER).await?;
        tab.fill("#account-password", PASSWORD).await?;
        tab.click("main form button[type=submit]").await?;
        tab.see(".quotes-lists").await?;
        Ok(desk)
    }

    async fn open(&self, path: &str) -> Result<Tab, Error> {
        let tab = self.browser.tab();
        tab.open(&format!("{}{path}", self.origin)).await?;
        Ok(tab)
    }

    async fn settled(&self) -> Result<(), Error> {
        self.browser.tab().see_no("main .ui-skeleton, main [aria-busy=true]").await
    }

    /// Nothing wrong with the page as it stands.
    async fn is_clean(&self) -> Result<(), Error> {
        self.settled().await?;
        self.browser.tab().axe().await?;
        self.browser.tab().no_sideways_scroll().await
    }
}

/// Signs in for the company in the shop's browser.
async fn enter_the_company(shop: &Shop) -> Result<Tab, Error> {
    let tab = shop.open("/account").await?;
    shop.enter_as(COMPANY).await?;
    tab.see_text("main", "Hello").await?;
    shop.settled().await?;
    Ok(tab)
}

/// Asks for four pieces each, on another device of the company.
async fn request(shop: &Shop, skus: &[&str]) -> Result<Value, Error> {
    let line = |sku: &&str| json!({ "sku": sku, "quantity": { "amount": 4, "unit": "piece" } });
    let request = json!({ "lines": skus.iter().map(line).collect::<Vec<_>>() });
    let url = shop.server.url(&format!("{QUOTES}?{SCOPE}"));
    let call =
        reqwest::Client::new().post(url).bearer_auth(shop.sign_in_elsewhere(COMPANY).await?).json(&request);
    let answer = call.header("Idempotency-Key", format!("{:032x}", fastrand::u128(..))).send().await?;
    let (status, text) = (answer.status(), answer.text().await?);
    if status.is_success() { Ok(serde_json::from_str(&text)?) } else { Err(text.into()) }
}

/// Nothing wrong with the company's page as it stands.
async fn is_clean(shop: &Shop) -> Result<(), Error> {
    shop.settled().await?;
    shop.tab().axe().await?;
    shop.tab().no_sideways_scroll().await
}

fn word<'v>(quote: &'v Value, name: &str) -> Result<&'v str, Error> {
    quote[name].as_str().ok_or_else(|| format!("no {name} in {quote}").into())
}

fn digits(words: &str) -> String {
    words.chars().filter(char::is_ascii_digit).collect()
}

/// The first amount of a text: `€36.90` of `€36.90 each`.
fn amount(words: &str) -> String {
    let begins = words.find(|letter: char| letter.is_ascii_digit()).unwrap_or_default();
    let ends = |letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ',');
    digits(words[begins..].split(ends).next().unwrap_or_default())
}

/// The sheet in front and the file that it makes say the same, digit by digit.
async fn sheet_is_file(tab: &Tab, number: &str, version: u64) -> Result<(), Error> {
    tab.see_text(".quote-sheet h1", number).await?;
    tab.run(WATCH_FILES).await?;
    tab.click_text(".quote-print__tools button", "Save as CSV").await?;
    let bytes = eventually(10, || async {
        let saved = tab.script("return window.saved", vec![]).await.ok()?;
        serde_json::from_value::<Vec<u8>>(saved).ok()
    })
    .await
    .ok_or("the page makes a file")?;
    assert_eq!(tab.script("return window.savedAs", vec![]).await?, format!("{number}-v{version}.csv"));
    assert_eq!(bytes.get(..3), Some(&[0xef, 0xbb, 0xbf][..]), "it says that it is UTF-8");
    let mut rows: Vec<CsvRow> = Vec::new();
    let mut reader = CsvReader::default();
    reader.read(std::str::from_utf8(&bytes)?, &mut rows);
    reader.finish(&mut rows);
    let cell = |name: &str| -> Result<String, Error> {
        let row = rows.iter().rfind(|row| row.cells[0] == name).ok_or(format!("no {name}"))?;
        row.cells.get(1).cloned().ok_or_else(|| format!("{name} is empty").into())
    };
    let shown = tab.script(AMOUNTS, vec![]).await?;
    assert_eq!(cell("Quote")?, number);
    assert_eq!(cell("Version")?, version.to_string());
    assert_eq!(cell("Valid until")?, word(&shown, "until")?);
    assert_eq!(digits(&cell("Total")?), amount(word(&shown, "total")?), "the total");
    for (at, sku) in [BERRY, INK].into_iter().enumerate() {
        let row = rows.iter().find(|row| row.cells[0] == sku).ok_or("a row for each line")?;
        let said = |name: &str| amount(shown[name][at].as_str().unwrap_or_default());
        assert_eq!(digits(&row.cells[8]), said("prices"), "{sku}");
        assert_eq!(digits(&row.cells[10]), said("sums"), "{sku}");
    }
    Ok(())
}

#[tokio::test]
async fn b2b_08_b2b_11_b2b_15_b2b_19_b2b_23_a_negotiation_by_hand_ends_in_an_order_on_terms() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let desk = Desk::of(&shop, Look::DESKTOP).await?;
        let buyer = enter_the_company(&shop).await?;
        let quote = request(&shop, &[BERRY, INK]).await?;
        let (id, number) = (word(&quote, "id")?.to_owned(), word(&quote, "number")?.to_owned());

        // It stands on the desk by itself, and waits for the supplier.
        let supplier = desk.browser.tab();
        supplier.see_text(".my-quote", &number).await?;
        supplier.see_text(".my-quote", "Your turn").await?;
        desk.is_clean().await?;
        supplier.click_text(".my-quote a", &number).await?;
        supplier.see_text(".quote-stand", "New request").await?;
        supplier.see(".desk__actions button").await?;
        desk.is_clean().await?;

        // Ten percent less for all, and more of the first at the same price.
        supplier.click_text(".quote-actions button", "Make an offer").await?;
        supplier.fill("#offer-percent", "10").await?;
        supplier.click_text(".offer-form button", "Use for all lines").await?;
        supplier.click_text(".offer-line:first-child .ui-check", "Or more at this price").await?;
        supplier.fill("#offer-shipping", "12.50").await?;
        desk.is_clean().await?;
        supplier.click_text(".offer-form button", "Send the offer").await?;
        supplier.see_text(".quote-stand", "Offered").await?;
        supplier.see_no(".offer-form").await?;
        supplier.see_focus("#desk-stands").await?;
        desk.is_clean().await?;

        // The company wants the first for twenty, and gets it.
        shop.open(&format!("/quotes/{id}")).await?;
        buyer.click_text(".quote-actions button", "Make a counter-offer").await?;
        buyer.fill("[id^='counter-'][id$='-price']", "20").await?;
        buyer.fill("#counter-reason", "We take more of them next month.").await?;
        buyer.click_text(".quote-actions button", "Send the counter-offer").await?;
        supplier.see_text(".quote-stand", "Counter-offer to answer").await?;
        supplier.see_text(".quote-changes", "20.00").await?;
        desk.is_clean().await?;
        supplier.click_text(".quote-actions button", "Answer with an offer").await?;
        let wanted = "return document.querySelector('[id^=\"offer-price-\"]').value";
        supplier.see("[id^='offer-price-']").await?;
        assert_eq!(supplier.script(wanted, vec![]).await?, "20.00", "it begins with what is wanted");
        supplier.click_text(".offer-form button", "Send the offer").await?;
        supplier.see_no(".offer-form").await?;

        // What is printed is what is exported, on both sides.
        shop.open(&format!("/quotes/{id}/print")).await?;
        is_clean(&shop).await?;
        sheet_is_file(&buyer, &number, 4).await?;
        shop.open(&format!("/quotes/{id}/print?version=2")).await?;
        buyer.see_text(".quote-print__newer", "newer version").await?;
        is_clean(&shop).await?;
        sheet_is_file(&buyer, &number, 2).await?;
        desk.open(&format!("/quotes/{id}/print")).await?;
        sheet_is_file(&supplier, &number, 4).await?;
        supplier.no_errors(&[]).await?;

        shop.open(&format!("/quotes/{id}")).await?;
        buyer.click_text(".quote-actions button", "Accept").await?;
        buyer.click_text("dialog .quote-actions button", "Accept version 4").await?;
        buyer.see_focus("#quote-stands").await?;
        buyer.click_text(".quote-actions a", "Order").await?;
        order(&shop, &buyer).await?;

        // The order says what was agreed.
        let address = buyer.arrive_at("/orders/").await?;
        buyer.see_text(".order-facts", "PO 4711").await?;
        buyer.see_text(".order-facts", "30 days").await?;
        buyer.see_text(".order-facts", "Due").await?;
        buyer.see_text(".order-side", &format!("Quote {number}, version 4")).await?;
        buyer.see_text(".order-line", BERRY).await?;
        is_clean(&shop).await?;
        buyer.no_errors(&["409", "412", "422"]).await?;

        // It is ordered once: the form is gone, and leads to the order.
        shop.open(&format!("/quotes/{id}/order")).await?;
        let order = address.rsplit('/').next().unwrap_or_default();
        buyer.see(&format!("main .ui-notice a[href$='{order}']")).await?;
        assert_eq!(buyer.count(".order-form").await?, 0);
        is_clean(&shop).await?;
        desk.open(&format!("/supplier/quotes/{id}")).await?;
        supplier.see_text(".quote-stand", "Ordered").await?;
        desk.is_clean().await
    })
    .await
}

/// The checkout: everything that stands in the way is named, one after the other, and mended.
async fn order(shop: &Shop, buyer: &Tab) -> Result<(), Error> {
    buyer.see(".order-form").await?;
    shop.settled().await?;
    // Four pieces each are less than the company orders, and nobody has said where to.
    buyer.see_text(".order-blocked", "orders at least").await?;
    buyer.see_text(".order-blocked", "Choose where it goes").await?;
    buyer.see_text(".order-blocked", "PO number").await?;
    is_clean(shop).await?;
    buyer.click_text(".order-blocked button", "Enter a PO number").await?;
    let focused = "return document.activeElement.id";
    assert_eq!(buyer.script(focused, vec![]).await?, "order-po");
    buyer.fill("#order-po", "PO 4711").await?;
    buyer.click_text("#order-address .ui-choice", "Oslo").await?;
    buyer.see_text(".order-blocked", "Nothing is delivered to this address").await?;
    is_clean(shop).await?;
    buyer.click_text("#order-address .ui-choice", "Central warehouse").await?;
    eventually(10, || async {
        let told = buyer.text(".order-blocked").await.ok()?;
        (told.contains("orders at least") && !told.contains("PO number") && !told.contains("address"))
            .then_some(())
    })
    .await
    .ok_or("only the minimum stands in the way")?;
    buyer.click_text(".order-blocked button", "Change the quantity").await?;
    let field = buyer.script(focused, vec![]).await?;
    let field = format!("[id='{}']", field.as_str().ok_or("a field has the focus")?);
    // The goods come in twos.
    buyer.fill(&field, "11").await?;
    buyer.see_text(".order-items .ui-field__error", "cannot be ordered").await?;
    is_clean(shop).await?;
    buyer.fill(&field, "12").await?;
    buyer.see_no(".order-blocked").await?;
    buyer.see_text(".order-form", "left of").await?;
    is_clean(shop).await?;
    buyer.click_text(".order-form > button", "Order for").await
}

#[tokio::test]
async fn b2b_07_the_supplier_asks_declines_and_withdraws_from_a_phone() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let desk = Desk::of(&shop, Look::PHONE).await?;
        let buyer = enter_the_company(&shop).await?;
        let first = request(&shop, &[BERRY, INK]).await?;
        let id = word(&first, "id")?;
        let supplier = desk.open(&format!("/supplier/quotes/{id}")).await?;
        supplier.click_text(".quote-actions button", "Ask for information").await?;
        supplier.click_text(".offer-form button", "Send the question").await?;
        supplier.see_text("#ask-text-error", "Please fill this in.").await?;
        desk.is_clean().await?;
        supplier.fill("#ask-text", "Which glaze do you need?").await?;
        supplier.click_text(".ask-lines .ui-check", BERRY).await?;
        supplier.click_text(".offer-form button", "Send the question").await?;
        supplier.see_text(".quote-stand", "Waiting for an answer").await?;
        supplier.see_text(".quote-stand", "Which glaze do you need?").await?;
        desk.is_clean().await?;
        shop.open(&format!("/quotes/{id}")).await?;
        buyer.see_text("main", "Which glaze do you need?").await?;

        // No offer without an answer; but no offer at all is possible.
        supplier.click_text(".quote-actions button", "Make no offer").await?;
        supplier.fill("#desk-decline-reason", "We make no more of these.").await?;
        desk.is_clean().await?;
        supplier.click_text("dialog .quote-actions button", "Make no offer").await?;
        supplier.see_text(".quote-stand", "Declined").await?;
        desk.is_clean().await?;
        buyer.see_text(".quote-stand", "Declined").await?;

        // An offer that was made can be taken back, and nothing is ordered of it then.
        let second = request(&shop, &[INK]).await?;
        let id = word(&second, "id")?;
        desk.open(&format!("/supplier/quotes/{id}")).await?;
        supplier.click_text(".quote-actions button", "Make an offer").await?;
        supplier.click_text(".offer-form button", "Send the offer").await?;
        supplier.see_text(".quote-stand", "Offered").await?;
        supplier.click_text(".quote-actions button", "Withdraw the offer").await?;
        supplier.see("#desk-withdraw-reason").await?;
        supplier.click_text("dialog .quote-actions button", "Withdraw the offer").await?;
        supplier.see_text(".quote-stand", "Withdrawn").await?;
        desk.is_clean().await?;
        shop.open(&format!("/quotes/{id}/order")).await?;
        buyer.see_text("main .ui-notice", "cannot be ordered").await?;
        assert_eq!(buyer.count(".order-form").await?, 0);
        is_clean(&shop).await?;
        // The lists of the desk know where it went.
        desk.open("/supplier/quotes?state=over").await?;
        supplier.see_text(".my-quote", word(&second, "number")?).await?;
        desk.is_clean().await?;
        supplier.no_errors(&[]).await?;
        // Whoever buys has no desk.
        shop.open("/supplier/quotes").await?;
        buyer.see_text("main .ui-empty", "is not offered to you").await?;
        is_clean(&shop).await
    })
    .await
}
