//! Our derive and serde's read the same: each type from a full example, and from the example with anything
//! in it taken out, doubled, added to or replaced by something else.

use super::*;
use crate::http::RawCommitment;
use crate::model::*;
use crate::vocabulary::{Quantity, Scope};
use proptest::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Every attribute that the model does not use, but the app does.
#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    brand: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    r#loop: Vec<u32>,
    #[serde(default = "seven")]
    weight: f64,
    strict: Strict,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            brand: "Harbour".into(),
            kind: Some("shop".into()),
            r#loop: vec![1],
            weight: 0.5,
            strict: Strict { word: Word::Later, pair: ("a".into(), true) },
        }
    }
}

fn seven() -> f64 {
    7.0
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
struct Strict {
    word: Word,
    pair: (String, bool),
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
enum Word {
    Now,
    #[serde(rename = "later-on")]
    Later,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(tag = "is", rename_all = "snake_case")]
enum Shape {
    Point,
    #[serde(rename = "round")]
    Circle {
        radius: u8,
        #[serde(default)]
        fill: Option<String>,
        #[serde(default)]
        inner: Vec<Strict>,
    },
    #[serde(other)]
    Other,
}

const MONEY: &str = r#"{"minor":8990,"currency":"EUR","exponent":2}"#;
const BARE_MONEY: &str = r#"{"minor":-5,"currency":"JPY"}"#;
const INSTANT: &str = r#""2026-11-23T14:05:00.250Z""#;
const PICTURE: &str = r##"{"alt":"A teapot","width":800,"height":600,"tone":"#aabbcc",
    "sources":[{"url":"/m/1.avif","media_type":"image/avif","width":400}]}"##;
const PRICE: &str = r#"{"amount":MONEY,"tax_included":true,"is_from":true,"was":MONEY,"lowest_30_days":null,
    "unit":{"money":BARE,"per":{"amount":250,"scale":3,"unit":"kg"}}}"#;
const CARD: &str = r##"{"slug":"teapot","title":"Teapot","brand":"Kiln","price":PRICE,"picture":PICTURE,
    "second_picture":PICTURE,"swatches":[{"name":"Sand","colour":"#ddccaa"}],"badges":["new","low_stock","shiny"],
    "rating":{"tenths":46,"count":12},"in_stock":true}"##;
const LINE: &str = r#"{"variant":"v1","product":"teapot","title":"Teapot","options":"Sand","selections":
    [{"option":"colour","value":"sand"}],"picture":PICTURE,"quantity":2,"quantities":{"min":1,"max":9,"increment":1},
    "stock":{"level":"low","available":3},"unit_price":MONEY,"total":MONEY,"state":"buyable"}"#;
const TOTALS: &str = r#"{"subtotal":MONEY,"delivery":BARE,"taxes":[{"rate":2000,"amount":MONEY}],
    "tax_included":true,"total":MONEY}"#;
const DELIVERY: &str = r#"{"id":"post","name":"Post","price":MONEY,"promise":{"earliest":"2026-11-25",
    "latest":"2026-11-27","zone":"Europe/Paris"},"valid_until":INSTANT}"#;
const CONTACT: &str = r#"{"email":"a@b.example","phone":"+33"}"#;
const ADDRESS: &str = r#"{"country":"FR","name":"A","line1":"1 quai","line2":null,"city":"Brest","region":"B",
    "postcode":"29200"}"#;
const PAYMENT: &str = r#"{"id":"p1","subject":{"kind":"order","id":"o1"},"version":"3","status":"action_required",
    "method":"card","amount":MONEY,"captured":MONEY,"refunded":BARE,"action":{"url":"https://p","expires_at":INSTANT},
    "decline":"mood","created_at":INSTANT}"#;

const GROUP: &str = r#"{"version":"3","revision":3,"phase":{"kind":"cancelled","reason":"supply"},"starts_at":INSTANT,
    "ends_at":INSTANT,"committed":2,"people":1,"units":2,"price":MONEY,"tier":0,"to_next":1,"left":7,"tipped":false}"#;
const PARTS: &str = r#"{"goods":MONEY,"discount":MONEY,"shipping":MONEY,"tax":MONEY,"total":BARE}"#;

/// An example with the ones it is made of.
fn example(text: &str) -> Json {
    let mut text = text.to_owned();
    for (name, part) in [
        ("GROUP", GROUP),
        ("PARTS", PARTS),
        ("PAYMENT", PAYMENT),
        ("ADDRESS", ADDRESS),
        ("CONTACT", CONTACT),
        ("DELIVERY", DELIVERY),
        ("TOTALS", TOTALS),
        ("LINE", LINE),
        ("CARD", CARD),
        ("PRICE", PRICE),
        ("PICTURE", PICTURE),
        ("INSTANT", INSTANT),
        ("BARE", BARE_MONEY),
        ("MONEY", MONEY),
    ] {
        text = text.replace(name, part);
    }
    from_str(&text).unwrap()
}

/// One change of a tree, at its node of this number.
#[derive(Debug, Clone)]
enum Change {
    /// The entry or item before is taken out.
    Remove,
    /// The entry before stands twice.
    Double,
    /// Something new is added.
    Add,
    /// The node becomes something else.
    Replace(Json),
}

fn changes() -> Vec<Change> {
    let texts = [
        "null",
        "true",
        "0",
        "7",
        "-1",
        "256",
        "70000",
        "4294967296",
        "18446744073709551615",
        "-9223372036854775808",
        "1.0",
        "1.5",
        "\"\"",
        "\"x\"",
        "\"unknown\"",
        "\"out low\"",
        "\"Now\"",
        "\"EUR\"",
        "\"2026-11-23T00:00:00+01:00\"",
        "{}",
        "{\"later\":[1,{}]}",
        "{\"kind\":\"later\",\"is\":\"point\"}",
        "[true]",
        "[[\"a\",true]]",
    ];
    let replace = texts.iter().map(|text| Change::Replace(from_str(text).unwrap()));
    [Change::Remove, Change::Double, Change::Add].into_iter().chain(replace).collect()
}

/// Counts `left` down to the node and changes it. Whether it was found.
fn change(json: &mut Json, left: &mut usize, change: &Change) -> bool {
    let is_here = *left == 0;
    *left = left.wrapping_sub(1);
    match (json, change) {
        (json, Change::Replace(other)) if is_here => *json = other.clone(),
        (Json::Object(entries), Change::Remove) if is_here => drop(entries.pop()),
        (Json::Object(entries), Change::Double) if is_here => entries.extend(entries.first().cloned()),
        (Json::Object(entries), Change::Add) if is_here => entries.insert(0, ("later".into(), Json::Null)),
        (Json::List(items), Change::Remove) if is_here => drop(items.pop()),
        (Json::List(items), Change::Double) if is_here => items.extend(items.first().cloned()),
        (_, _) if is_here => {}
        (Json::Object(entries), _) => {
            // Each entry is the last for once, so that every one is removed.
            let found = entries.iter_mut().position(|(_, value)| self::change(value, left, change));
            return found.is_some();
        }
        (Json::List(items), _) => return items.iter_mut().any(|item| self::change(item, left, change)),
        _ => return false,
    }
    true
}

fn agree<T: FromJson + DeserializeOwned + Serialize>(json: &Json) -> bool {
    let text = serde_json::to_string(json).unwrap();
    let (ours, theirs) = (from_str::<T>(&text), serde_json::from_str::<T>(&text));
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(serde_json::to_value(ours).unwrap(), serde_json::to_value(theirs).unwrap(), "{text}");
        }
        (Err(_), Err(_)) => {}
        (ours, theirs) => {
            panic!("ours {:?}, serde's {:?}: {text}", ours.as_ref().err(), theirs.as_ref().err())
        }
    }
    ours.is_ok()
}

/// Every way to write the example with each entry of each object in the last and the first place.
fn turned(json: &Json, by: usize) -> Json {
    match json {
        Json::Object(entries) => {
            let mut entries: Vec<_> =
                entries.iter().map(|(name, value)| (name.clone(), turned(value, by))).collect();
            let length = entries.len().max(1);
            entries.rotate_left(by % length);
            Json::Object(entries)
        }
        Json::List(items) => Json::List(items.iter().map(|item| turned(item, by)).collect()),
        other => other.clone(),
    }
}

/// The example itself, which both must read, and each single change of it.
fn changed_once<T: FromJson + DeserializeOwned + Serialize>(text: &str) {
    let json = example(text);
    assert!(agree::<T>(&json), "the example is none: {:?}", T::from_json(json.clone()).err());
    let (mut accepted, mut refused) = (0, 0);
    for each in changes() {
        let turns = if matches!(each, Change::Replace(_)) { 1 } else { 14 };
        for turn in 0..turns {
            for node in 0.. {
                let mut changed = turned(&json, turn);
                if !change(&mut changed, &mut { node }, &each) {
                    break;
                }
                let count = if agree::<T>(&changed) { &mut accepted } else { &mut refused };
                *count += 1;
            }
        }
    }
    assert!(accepted > 0 && refused > 0, "the changes change nothing: {accepted}, {refused}");
}

macro_rules! examples {
    ($($test:ident: $type:ty = $text:expr;)*) => {
        $(
            #[test]
            fn $test() {
                changed_once::<$type>($text);
            }
        )*

        proptest! {
            #[test]
            fn anything_changed_in_several_places_is_judged_as_serde_judges_it(
                edits in prop::collection::vec((0_usize..400, 0_usize..100), 2..5)
            ) {
                let changes = changes();
                $(
                    let mut json = example($text);
                    for (node, which) in &edits {
                        change(&mut json, &mut { *node }, &changes[which % changes.len()]);
                    }
                    agree::<$type>(&json);
                )*
            }
        }
    };
}

examples! {
    settings_are_read_as_serde_reads_them: Settings =
        r#"{"brand":"x","type":"y","loop":[1,2],"weight":1.5,"strict":{"word":"later-on","pair":["a",false]}}"#;
    a_tagged_shape_is_read_as_serde_reads_it: Vec<Shape> =
        r#"[{"is":"round","radius":3,"fill":"red","inner":[{"word":"Now","pair":["a",true]}]},{"is":"moon","x":1},{"is":"point","x":{}}]"#;
    capabilities_are_read_as_serde_reads_them: Capabilities =
        r#"{"shop":"Harbour","offers":["catalog","group_buys","time_travel"],"locales":["en","zh-Hant"],"markets":
        [{"id":"EU","name":"Europe","countries":["FR"],"currency":"EUR","tax_included":true}],"currencies":
        [{"code":"EUR","exponent":2}],"payment_methods":[{"id":"card","name":"Card","hint":"now"}]}"#;
    a_server_s_time_is_read_as_serde_reads_it: ServerTime = r#"{"now":INSTANT}"#;
    a_session_is_read_as_serde_reads_it: Session = r#"{"token":"t","expires_at":INSTANT}"#;
    who_is_signed_in_is_read_as_serde_reads_it: Me =
        r#"{"id":"a","version":"1","email":"a@b.example","name":"A","roles":["buyer","emperor"],"preferences":
        {"locale":"en","market":"EU","currency":"EUR"}}"#;
    a_preview_of_a_merge_is_read_as_serde_reads_it: CartMerge =
        r#"{"version":"1-2","lines":[{"variant":"v1","product":"teapot","title":"T","options":"Sand","picture":PICTURE,
        "quantity_before":1,"quantity_guest":2,"quantity_after":2,"problem":{"kind":"quantity_limited","reason":"stock"}},
        {"variant":"v2","product":"teapot","title":"T","picture":PICTURE,"quantity_before":0,"quantity_guest":1,
        "quantity_after":1,"problem":{"kind":"sold_out"}}]}"#;
    a_saved_address_is_read_as_serde_reads_it: SavedAddress =
        r#"{"id":"ad","version":"1","address":ADDRESS,"is_default":true}"#;
    activities_are_read_as_serde_reads_them: Vec<Activity> =
        r#"[{"kind":"order","id":"o1","number":"H-1","title":"Teapot","state":"action_needed","status":"pending_payment",
        "next_action":"pay","deadline":INSTANT,"at":INSTANT,"amount":MONEY}]"#;
    an_upload_is_read_as_serde_reads_it: Upload = r#"{"id":"m1","picture":PICTURE}"#;
    categories_are_read_as_serde_reads_them: Vec<Category> =
        r#"[{"slug":"tea","name":"Tea","parent":"kitchen","picture":PICTURE,"products":3}]"#;
    a_list_of_products_is_read_as_serde_reads_it: ProductList =
        r#"{"page":{"items":[CARD],"total":1,"next":"2"},"facets":[{"id":"material","name":"Material","values":
        [{"id":"wool","name":"Wool","count":4,"selected":true,"colour":null}]}],"breadcrumbs":
        [{"slug":"tea","name":"Tea"}],"did_you_mean":"teapot"}"#;
    a_product_is_read_as_serde_reads_it: Product =
        r#"{"slug":"teapot","title":"Teapot","brand":"Kiln","summary":"s","description":["a","b"],"details":
        [{"label":"l","value":"v"}],"breadcrumbs":[{"slug":"tea","name":"Tea"}],"pictures":[PICTURE],"options":
        [{"id":"colour","name":"Colour","values":[{"id":"sand","name":"Sand","colour":"c"}]}],"variants":
        [{"id":"v1","sku":"S","selections":[{"option":"colour","value":"sand"}],"price":PRICE,"stock":
        {"level":"in_stock","available":4},"quantities":{"min":1,"max":null,"increment":1},"pictures":[0]}],
        "badges":["reduced"],"rating":{"tenths":10,"count":1},"related":[CARD]}"#;
    reviews_are_read_as_serde_reads_them: Reviews =
        r#"{"rating":{"tenths":46,"count":12},"histogram":[1,2,3,4,5],"page":{"items":[{"id":"r","author":"A",
        "stars":5,"title":"t","text":"x","locale":"en","written_at":INSTANT}],"total":null}}"#;
    suggestions_are_read_as_serde_reads_them: Suggestions =
        r#"{"queries":["tea"],"products":[{"slug":"teapot","title":"T","price":BARE,"picture":PICTURE}],"categories":
        [{"slug":"tea","name":"Tea"}]}"#;
    an_order_of_a_list_is_read_as_serde_reads_it: Vec<ProductSort> = r#"["relevance","price_up","loudest"]"#;
    a_cart_is_read_as_serde_reads_it: Cart =
        r#"{"id":"c","version":"7","revision":7,"lines":[LINE],"items":2,"subtotal":MONEY,"tax_included":true,"notices":
        [{"kind":"quantity_limited","variant":"v1","wanted":9,"given":3,"reason":"stock"},
        {"kind":"price_changed","variant":"v1","was":MONEY,"now":BARE},{"kind":"gift_added","n":1}]}"#;
    a_checkout_is_read_as_serde_reads_it: Checkout =
        r#"{"version":"1","lines":[LINE],"contact":CONTACT,"address":ADDRESS,"delivery_options":[DELIVERY],"delivery":
        "post","totals":TOTALS,"missing":["contact","dance"]}"#;
    a_change_of_a_checkout_is_read_as_serde_reads_it: UpdateCheckout =
        r#"{"contact":CONTACT,"address":ADDRESS,"delivery":"post"}"#;
    an_order_is_read_as_serde_reads_it: Order =
        r#"{"id":"o1","number":"1001","token":"t","version":"2","status":"pending_payment","placed_at":INSTANT,"lines":
        [LINE],"group_buy":"g1","totals":TOTALS,"contact":CONTACT,"address":ADDRESS,"delivery":DELIVERY,"hold":{"id":"h","state":
        "active","expires_at":INSTANT},"payments":[PAYMENT],"allowed_actions":["pay","frame_it"]}"#;
    news_of_a_lot_are_read_as_serde_reads_them: AuctionFact =
        r#"{"auction":"l1","state":{"version":"3","revision":3,"phase":{"kind":"ended","outcome":"sold"},"starts_at":
        INSTANT,"ends_at":INSTANT,"latest_end":INSTANT,"extensions":1,"price":MONEY,"bid_count":2,"minimum":BARE,
        "reserve":"met","leader":"2"},"bids":[{"seq":2,"bidder":"2","amount":MONEY,"at":INSTANT,"automatic":true}]}"#;
    a_group_buy_is_read_as_serde_reads_it: GroupBuy =
        r#"{"card":{"id":"g1","number":"G-1","title":"T","product":"teapot","category":"tea","picture":PICTURE,"shop_price":
        MONEY,"basis":"units","tiers":[{"from":1,"price":MONEY}],"minimum":3,"cap":9,"zone":"Europe/Berlin","state":GROUP},
        "description":["a"],"pictures":[],"variants":[{"id":"v","options":""}],"per_person":2,"shipping":MONEY,"terms":
        {"on_failure":"money_back","after_lock":"x","hold_seconds":300,"hold_grace_seconds":60,"charge_grace_hours":24,
        "may_open_another":true},"members":[{"number":1,"name":"A","joined_at":INSTANT,"is_demo":true}],"siblings":
        [{"id":"g2","number":"G-2","state":GROUP}],"cancel_note":"n","live":{"topic":"t","seq":1,"epoch":"e"}}"#;
    a_seat_is_read_as_serde_reads_it: MyGroupBuy =
        r#"{"group_buy":"g1","seat":{"id":"s","version":"1","status":"locked","variant":"v","quantity":1,"ceiling":MONEY,
        "ceiling_total":MONEY,"price":MONEY,"total":MONEY,"order":"o","method":"card","charging":"pay_first","hold":{"id":
        "h","state":"active","expires_at":INSTANT},"in_grace":true,"pay_until":INSTANT,"charge_at":INSTANT,"money":
        [{"kind":"captured","amount":MONEY,"method":"card","at":INSTANT,"is_done":true,"expected_by":INSTANT}],"difference":
        {"paid":PARTS,"kept":PARTS,"refunded":PARTS},"shown_as":"A"},"allowed_actions":["join","sing"],"requirements":
        ["sign_in"],"invitation":"i","state":GROUP}"#;
    the_start_of_a_payment_is_read_as_serde_reads_it: StartPayment =
        r#"{"subject":{"kind":"order","id":"o1"},"method":"card","return_url":"/back"}"#;
    a_problem_is_read_as_serde_reads_it: Problem =
        r#"{"type":"/problems/x","kind":"invalid_fields","title":"t","status":422,"detail":"d","correlation_id":"c",
        "fields":[{"field":"address.city","code":"required"},{"field":"x","code":"new"}],"lines":
        [{"variant":"v1","available":0,"was":MONEY,"now":MONEY}],"totals":{"was":MONEY,"now":BARE},"order":"o1",
        "bid":{"minimum":MONEY,"maximum":BARE,"starts_at":INSTANT,"version":"2"},"group":{"siblings":[]}}"#;
    a_version_of_a_quote_is_read_as_serde_reads_it: QuoteVersion =
        r#"{"number":2,"kind":"offer","by":"supplier","author":"A","at":INSTANT,"state":"standing","answers":1,
        "lines":[{"id":"l1","sku":"A-1","title":"T","quantity":{"amount":250,"scale":3,"unit":"kg"},"basis":"or_more",
        "price":{"money":MONEY,"per":{"amount":1,"unit":"kg"}},"total":BARE,"required_on":"2026-12-01","attachments":
        [{"id":"m1","name":"a.pdf","media_type":"application/pdf","bytes":5,"scan":"pending"}]}],
        "valid_until":INSTANT,"tax":"excluded","shipping":MONEY,"terms":{"kind":"end_of_month","days":30}}"#;
    blockers_of_an_order_are_read_as_serde_reads_them: Vec<OrderBlocker> =
        r#"[{"kind":"over_credit","credit":{"limit":MONEY,"used":BARE},"excess":MONEY},{"kind":"address_missing"},
        {"kind":"out_of_stock","line":"l1","sku":"A","available":{"amount":1,"unit":"kg"}},{"kind":"full_moon"}]"#;
    a_fact_is_read_as_serde_reads_it: Fact =
        r#"{"topic":"product/x","seq":5,"epoch":"e","server_time":INSTANT,"kind":"stock","data":{"a":[1,null]}}"#;
    a_cursor_is_read_as_serde_reads_it: TopicCursor = r#"{"topic":"a","seq":1,"epoch":"e","replayed":false}"#;
    news_of_stock_are_read_as_serde_reads_them: StockFact = r#"{"variant":"v","stock":{"level":"out"}}"#;
    a_report_is_read_as_serde_reads_it: CommitmentReport = r#"{"state":"done","status":201,"body":{"id":"o1"}}"#;
    a_stored_command_is_read_as_serde_reads_it: RawCommitment =
        r#"{"kind":"pay","subject":"o1","subject_version":"1","method":"POST","path":"/v1","body":"{}","key":"k",
        "if_match":"3","page":"/pay"}"#;
    a_scope_is_read_as_serde_reads_it: Scope = r#"{"locale":"en","market":"EU","currency":"EUR"}"#;
    a_quantity_is_read_as_serde_reads_it: Quantity = r#"{"amount":250,"scale":3,"unit":"kg"}"#;
}
