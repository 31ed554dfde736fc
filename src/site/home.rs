//! The home page: what this shop is, from what its backend offers.

use super::ways;
use crate::{
    data::{AsyncView, Query, use_query, use_runtime},
    features::shopping::{ProductGrid, ProductGridSkeleton},
    platform::{head, intl},
    routes, text,
    text::Message,
    ui::{LinkButton, Look, Mark, Picture, SkeletonBox, SkeletonText, Way},
};
use fivefold_api::{
    endpoints::{ListCategories, ListProducts},
    http,
    model::{Category, ProductCard, ProductList, ProductSort},
};
use fivefold_view::prelude::*;

/// How many new products there are; the first of them stand on the stage.
const NEW: u32 = 8;
/// How many products stand on the stage.
const STAGE: usize = 4;
/// How many categories a shop is expected to have at the top.
const TILES: usize = 8;
const STAGE_SIZES: &str = "(min-width: 900px) 320px, 45vw";
const CATEGORY_SIZES: &str = "(min-width: 900px) 190px, 45vw";

/// `/`: the shop in one screen, then what is new and what there is.
#[component]
pub fn HomePage() -> impl IntoView {
    let runtime = use_runtime();
    let catalog = http::catalog(runtime.client());
    let other = catalog.clone();
    let categories = use_query(|| ListCategories, move |_| catalog.categories());
    let newest = use_query(
        || ListProducts { sort: ProductSort::Newest, per_page: NEW, ..ListProducts::default() },
        move |query| other.products(query),
    );
    head::set_title(&text::site::title(text::site::HOME.get(), &runtime.config().brand));
    view! {
        <div class="home">
            <Hero newest/>
            <Ways categories/>
            <section class="home-section" aria-labelledby="home-new">
                <header class="home-section__head">
                    <h2 id="home-new">{text::site::HOME_NEW.get()}</h2>
                    <a href=routes::products()>{text::site::ALL_PRODUCTS.get()}</a>
                </header>
                <AsyncView query=newest loading=|| view! { <ProductGridSkeleton cards=8/> } let:list>
                    {move || view! { <ProductGrid cards=list.get().page.items/> }}
                </AsyncView>
            </section>
            <section class="home-section" aria-labelledby="home-categories">
                <header class="home-section__head">
                    <h2 id="home-categories">{text::site::HOME_CATEGORIES.get()}</h2>
                </header>
                <AsyncView query=categories loading=category_skeleton let:categories>
                    {move || category_tiles(categories.get())}
                </AsyncView>
            </section>
        </div>
    }
}

/// What the shop is, beside a few real things from it.
#[component]
fn Hero(newest: Query<ProductList>) -> impl IntoView {
    let runtime = use_runtime();
    let is_only_a_shop = {
        let runtime = runtime.clone();
        Memo::new(move |_| {
            !Way::ALL.into_iter().any(|way| way != Way::Shopping && ways::is_open(&runtime, way))
        })
    };
    let words = move |shop: &'static Message, all: &'static Message| {
        move || if is_only_a_shop.get() { shop.get() } else { all.get() }
    };
    let tiles = move || match newest.get().latest() {
        Some(list) => list.page.items.into_iter().take(STAGE).map(stage_tile).collect::<Vec<_>>(),
        None if newest.get().error().is_some() => Vec::new(),
        None => (0..STAGE).map(|_| view! { <SkeletonBox class="home-stage__tile"/> }).collect(),
    };
    view! {
        <section class="home-hero">
            <div class="home-hero__words">
                <h1 tabindex="-1">{words(&text::site::HOME_SHOP_TITLE, &text::site::HOME_TITLE)}</h1>
                <p>{words(&text::site::HOME_SHOP_LEAD, &text::site::HOME_LEAD)}</p>
                <div class="home-hero__actions">
                    <LinkButton look=Look::Strong href=routes::products()>{text::site::BROWSE.get()}</LinkButton>
                </div>
            </div>
            <div class="home-stage">{tiles}</div>
        </section>
    }
}

fn stage_tile(card: ProductCard) -> View {
    let price = intl::format_money(&card.price.amount);
    let price = if card.price.is_from { text::shopping::from_price(&price) } else { price };
    view! {
        <a class="home-stage__tile" href=routes::product(&card.slug)>
            <Picture picture=card.picture sizes=STAGE_SIZES eager=true decorative=true/>
            <span class="home-stage__label">
                <span class="home-stage__name">{card.title}</span>
                " "
                <span class="home-stage__price">{price}</span>
            </span>
        </a>
    }
}

/// The five ways of trading: the open ones as links with live numbers, the others as what they are.
#[component]
fn Ways(categories: Query<Vec<Category>>) -> impl IntoView {
    let runtime = use_runtime();
    let open = Memo::new(move |_| Way::ALL.map(|way| ways::is_open(&runtime, way)));
    let cards = move || {
        let open = open.get();
        // Open ways first: they are what can be done here.
        let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
        for (way, is_open) in Way::ALL.into_iter().zip(open) {
            if is_open { here.push(open_way(way, categories)) } else { elsewhere.push(closed_way(way)) }
        }
        here.append(&mut elsewhere);
        here
    };
    view! {
        <section class="home-section" aria-labelledby="home-ways">
            <header class="home-section__head">
                <h2 id="home-ways">{text::site::HOME_WAYS.get()}</h2>
                <p>{text::site::HOME_WAYS_TEXT.get()}</p>
            </header>
            <ul class="home-ways" role="list">{cards}</ul>
        </section>
    }
}

fn open_way(way: Way, categories: Query<Vec<Category>>) -> View {
    let numbers = move || match way {
        Way::Shopping => categories.get().latest().map(|categories| shop_numbers(&categories)),
        Way::Quotes | Way::GroupBuys | Way::Auctions | Way::Bookings => None,
    };
    view! {
        <li class=["home-way home-way--open ", way.class()].concat()>
            <Mark only=way/>
            <h3><a href=ways::href(way)>{ways::name(way)}</a></h3>
            <p class="home-way__text">{explanation(way)}</p>
            <p class="home-way__numbers">{numbers}</p>
        </li>
    }
}

fn closed_way(way: Way) -> View {
    view! {
        <li class=["home-way ", way.class()].concat()>
            <Mark only=way/>
            <h3>{ways::name(way)}</h3>
            <p class="home-way__text">{explanation(way)}</p>
            <p class="home-way__absent">{text::site::NOT_IN_THIS_SHOP.get()}</p>
        </li>
    }
}

fn explanation(way: Way) -> &'static str {
    let message = match way {
        Way::Shopping => &text::site::WAY_SHOPPING,
        Way::Quotes => &text::site::WAY_QUOTES,
        Way::GroupBuys => &text::site::WAY_GROUP_BUYS,
        Way::Auctions => &text::site::WAY_AUCTIONS,
        Way::Bookings => &text::site::WAY_BOOKINGS,
    };
    message.get()
}

/// How many products and categories there are. A category counts its children's products, so only the top
/// ones are added up.
fn shop_numbers(categories: &[Category]) -> String {
    let top = || categories.iter().filter(|category| category.parent.is_none());
    let products = text::site::product_count(top().map(|category| category.products).sum());
    let count = u64::try_from(top().count()).unwrap_or(0);
    [products.as_str(), " · ", &text::site::category_count(count)].concat()
}

fn category_tiles(categories: Vec<Category>) -> View {
    let tiles: Vec<_> = categories
        .into_iter()
        .filter(|category| category.parent.is_none())
        .map(|category| {
            let picture = category
                .picture
                .map(|picture| view! { <Picture picture sizes=CATEGORY_SIZES decorative=true/> });
            view! {
                <li class="home-category">
                    {picture}
                    <h3><a href=routes::category(&category.slug)>{category.name}</a></h3>
                    <p>{text::site::product_count(category.products)}</p>
                </li>
            }
        })
        .collect();
    view! { <ul class="home-categories" role="list">{tiles}</ul> }
}

fn category_skeleton() -> View {
    let tiles: Vec<_> = (0..TILES)
        .map(|_| {
            view! {
                <div class="home-category">
                    <SkeletonBox class="home-category__picture"/>
                    <SkeletonText lines=2/>
                </div>
            }
        })
        .collect();
    view! { <div class="home-categories">{tiles}</div> }
}
