//! What tells: prices, ratings, labels, times, pictures, lists, and what stands there before them.

use super::specimen::{Chapter, Pane, row, state, wide};
use crate::ui::{
    Badge, Breadcrumbs, Countdown, Crumb, Icon, Mark, Pagination, Picture, Price, Rating, Shape, SkeletonBox,
    SkeletonText, Swatches, Table, Tone, Way,
};
use fivefold_api::vocabulary::{self, Currency, Instant, Money, PictureSource, Quantity, UnitPrice};
use fivefold_view::prelude::*;

pub(super) const ALL: &[&Chapter] = &[
    &Chapter {
        id: "price",
        title: "Price",
        about: "A price with all that the law and an honest shop add to it. A reduction stands only together with the \
                lowest price of the 30 days before.",
        draw: prices,
    },
    &Chapter {
        id: "facts",
        title: "Rating, badge, countdown",
        about: "Small facts, each with words for those who listen. A countdown follows the server’s clock and speaks at \
                its milestones only.",
        draw: facts,
    },
    &Chapter {
        id: "picture",
        title: "Picture and skeleton",
        about: "The box has its size and its tone before the file is there. A skeleton has the outer size of what it \
                stands for, so that nothing jumps.",
        draw: pictures,
    },
    &Chapter {
        id: "table",
        title: "Table and pages",
        about: "In a narrow place each row becomes a card whose lines carry the names of their columns.",
        draw: tables,
    },
    &Chapter {
        id: "shapes",
        title: "Shapes",
        about: "One path each, as large as the words beside them. Those that point along the line turn with it.",
        draw: shapes,
    },
];

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::new("EUR", 2).expect("the euro is a currency"))
}

fn prices(_: Pane) -> View {
    let unit =
        UnitPrice { money: euros(5_980), per: Quantity { amount: 1, scale: 0, unit: "kg".to_owned() } };
    view! {
        {row(vec![
            state("default", view! { <Price amount=euros(4_800)/> }),
            state("from", view! { <Price amount=euros(4_800) is_from=true/> }),
            state("reduced", view! { <Price amount=euros(3_600) was=Some(euros(4_800)) lowest_30_days=Some(euros(3_900))/> }),
            state("with its unit", view! { <Price amount=euros(1_495) unit=Some(unit) tax_included=Some(true)/> }),
        ])}
        {row(vec![
            state("large", view! { <Price amount=euros(132_000) large=true tax_included=Some(true)/> }),
            state("large, reduced", view! { <Price amount=euros(3_600) was=Some(euros(4_800)) lowest_30_days=Some(euros(3_900)) large=true/> }),
        ])}
    }
}

fn facts(_: Pane) -> View {
    let tones = [
        (Tone::Plain, "New"),
        (Tone::Accent, "Live"),
        (Tone::Good, "In stock"),
        (Tone::Warning, "Only 2 left"),
        (Tone::Bad, "售完"),
    ];
    let badges = tones.map(|(tone, text)| view! { <Badge tone text/> });
    let now = Instant::from_millis(0);
    let countdown = |seconds: i64, is_known: bool| {
        let ends = Instant::from_millis(seconds * 1000);
        view! { <Countdown ends now=is_known.then_some(now) over="Closing…"/> }
    };
    let colours = ["#b9a2e0", "#27313f", "#ece6da", "#c98d4f", "#7a3b2e", "#3d6f5a"];
    let colours = |count: usize| -> Vec<_> {
        colours.iter().take(count).map(|colour| ("A colour".to_owned(), (*colour).to_owned())).collect()
    };
    view! {
        {row(vec![
            state("rating", view! { <Rating tenths=46 count="(1,204)"/> }),
            state("low", view! { <Rating tenths=18 count="(3)"/> }),
            state("average only", view! { <Rating tenths=50/> }),
        ])}
        {state("badges", view! { <p class="design-badges">{badges}</p> })}
        {row(vec![
            state("countdown", countdown(582, true)),
            state("hours", countdown(4_182, true)),
            state("days", countdown(200_000, true)),
            state("over", countdown(0, true)),
            state("clock unknown", countdown(582, false)),
        ])}
        {row(vec![
            state("swatches", view! { <Swatches colours=colours(3)/> }),
            state("more of them", view! { <Swatches colours=colours(6)/> }),
        ])}
    }
}

/// A picture of the demo shop; its tone alone where that does not answer.
fn picture(name: &str, tone: &str) -> vocabulary::Picture {
    vocabulary::Picture {
        alt: "A product of the demo shop".to_owned(),
        width: 640,
        height: 640,
        tone: Some(tone.to_owned()),
        sources: vec![PictureSource {
            url: ["/media/", name, "-640.webp"].concat(),
            media_type: "image/webp".to_owned(),
            width: 640,
        }],
    }
}

fn pictures(_: Pane) -> View {
    let shoe = picture("tidewalk-running-shoe-lilac", "#e6e0f3");
    let coming = vocabulary::Picture { sources: Vec::new(), alt: String::new(), ..shoe.clone() };
    wide(vec![
        state("picture", view! { <Picture picture=shoe sizes="300px"/> }),
        state("on its way", view! { <Picture picture=coming sizes="300px"/> }),
        state(
            "skeleton of a card",
            view! {
                <div class="design-stack">
                    <SkeletonBox class="design-picture"/>
                    <SkeletonText lines=2/>
                </div>
            },
        ),
        state(
            "and the card",
            view! {
                <div class="design-stack">
                    <Picture picture=picture("amalfi-lemons", "#f3ecd2") sizes="300px"/>
                    <p>"Amalfi lemons, 1 kg"<br/><Price amount=euros(595)/></p>
                </div>
            },
        ),
    ])
}

fn table() -> View {
    let head = ["Line", "Qty", "Unit", "Total"].map(str::to_owned).into();
    let rows = [
        ["Camel wool, 150 cm", "240 m", "€9.85", "€2,364.00"],
        ["牛角釦 20 mm", "1,200", "€0.38", "€456.00"],
        ["Lining, cupro, in the colour of the wool", "260 m", "€4.10", "€1,066.00"],
    ];
    let rows: Vec<Vec<View>> = rows.map(|cells| cells.map(IntoView::into_view).into()).into();
    view! { <Table caption="The lines of a quote" head rows/> }
}

fn tables(_: Pane) -> View {
    let crumb =
        |name: &str, href: Option<&str>| Crumb { name: name.to_owned(), href: href.map(str::to_owned) };
    let crumbs = vec![
        crumb("Home", Some("#table")),
        crumb("Kitchen 廚房", Some("#table")),
        crumb("Cast-iron teapot, 0.8 l", None),
    ];
    let pages = |page: u32, pages: u32| view! { <Pagination page pages href=|_| "#table".to_owned()/> };
    view! {
        {state("wide", table())}
        {state("narrow", view! { <div class="design-narrow">{table()}</div> })}
        {state("breadcrumbs", view! { <Breadcrumbs label="You are here" crumbs/> })}
        {state("first page", pages(1, 3))}
        {state("in the middle", pages(5, 9))}
    }
}

fn shapes(_: Pane) -> View {
    use Shape::{
        Alert, Arrow, Bag, Bin, Check, Clock, Close, Down, Filter, Globe, Lock, Menu, Minus, Next, Offline,
        Parcel, Plus, Previous, Search,
    };
    let all = [
        Search, Bag, Globe, Menu, Close, Plus, Minus, Check, Down, Next, Previous, Arrow, Alert, Filter,
        Parcel, Lock, Bin, Clock, Offline,
    ];
    let icons = all.map(|shape| view! { <li><Icon shape/></li> });
    let marks = Way::ALL.map(|way| view! { <li><Mark only=way/></li> });
    view! {
        <ul class="design-shapes">{icons}</ul>
        <ul class="design-shapes"><li><Mark/></li>{marks}</ul>
    }
}
