//! A list of products with everything around it.

use super::super::list_address::{ListAddress, pages};
use super::{
    ChosenFilters, Filters, ListToolbar, NothingFound, ProductGrid, ProductGridSkeleton, SubCategories,
};
use crate::{
    data::{AsyncView, Query, use_navigate, use_query},
    text,
    ui::{Button, Dialog, LinkButton, Look, Notice, Pagination, Side, Tone},
};
use fivefold_api::model::{Category, ProductList};
use fivefold_api::ports::Catalog;
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;
use std::sync::Arc;

/// What a list is made of.
#[derive(Clone)]
pub struct Listing {
    /// What is asked for.
    pub address: Signal<ListAddress>,
    /// The first page shown.
    pub list: Signal<ProductList>,
    /// Whether `list` still answers an older address.
    pub is_behind: Signal<bool>,
    /// All categories.
    pub categories: Signal<Vec<Category>>,
    /// Where further pages come from.
    pub catalog: Arc<dyn Catalog>,
}

/// Filters, order, products and the ways to further pages.
#[component]
pub fn ListingView(
    /// The list.
    listing: Listing,
) -> impl IntoView {
    let Listing { address, list, is_behind, categories, catalog } = listing;
    let facets = Signal::derive(move || list.with(|list| list.facets.clone()));
    let total = Signal::derive(move || list.with(|list| list.page.total));
    let is_empty = Memo::new(move |_| list.with(|list| list.page.items.is_empty()));
    // Nothing to narrow and nothing to sort.
    let is_bare = move || is_empty.get() && address.with(|address| address.asked.facets.is_empty());
    let navigate = use_navigate();
    let go = Callback::new(move |to: ListAddress| {
        let options = NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() };
        navigate(&to.href(), options);
    });
    let is_drawer_open = RwSignal::new(false);
    let drawer = move || {
        let close = Callback::new(move |()| is_drawer_open.set(false));
        view! {
            <Filters facets address on_change=go/>
            <div class="list-drawer__end">
                <Button look=Look::Strong wide=true on_press=close>
                    {move || text::shopping::apply_filters(total.get().unwrap_or_default())}
                </Button>
            </div>
        }
    };
    let body = move || {
        if is_empty.get() {
            let (address, list) = (address.get_untracked(), list.get_untracked());
            return empty(address, list, categories);
        }
        let catalog = catalog.clone();
        view! {
            {move || view! { <ProductGrid cards=list.get().page.items is_first=true/> }}
            <FurtherPages address total catalog/>
        }
    };
    view! {
        <SubCategories address categories/>
        <div class="list-layout" class=("list-layout--bare", is_bare)>
            <aside class="list-layout__filters" aria-label=text::shopping::FILTERS.get()>
                <Filters facets address on_change=go/>
            </aside>
            <section class="list-layout__main" aria-busy=move || is_behind.get().then_some("true")>
                <ListToolbar address total on_change=go on_filters=move |()| is_drawer_open.set(true)/>
                <ChosenFilters facets address/>
                {move || nonsense(&address.get(), &list.get())}
                {body}
            </section>
        </div>
        <Dialog
            open=is_drawer_open
            on_close=move |()| is_drawer_open.set(false)
            title=text::shopping::FILTERS.get()
            side=Side::End
        >
            {drawer()}
        </Dialog>
    }
}

/// A part of the address that means nothing, told once and above the list.
fn nonsense(address: &ListAddress, list: &ProductList) -> Option<View> {
    let is_wrong = address.has_nonsense || !address.is_known_to(&list.facets);
    is_wrong.then(|| {
        view! {
            <Notice tone=Tone::Warning>
                <p>{text::shopping::BAD_ADDRESS.get()}</p>
            </Notice>
        }
    })
}

fn empty(address: ListAddress, list: ProductList, categories: Signal<Vec<Category>>) -> View {
    // Beyond the last page there is a way back to the first one.
    if list.page.total.unwrap_or_default() > 0 {
        let href = address.at_page(1).href();
        return view! {
            <Notice tone=Tone::Warning title=text::shopping::no_such_page(address.asked.page.into())>
                <LinkButton href>{text::shopping::FIRST_PAGE.get()}</LinkButton>
            </Notice>
        };
    }
    view! { <NothingFound address list categories/> }
}

/// The pages that "show more" has added, the link that adds one, and the links to all.
#[component]
fn FurtherPages(
    address: Signal<ListAddress>,
    #[prop(into)] total: Signal<Option<u64>>,
    catalog: Arc<dyn Catalog>,
) -> impl IntoView {
    let count = Memo::new(move |_| pages(total.get()));
    let added = move || {
        let address = address.get();
        let last = address.last.min(count.get());
        (address.asked.page + 1..=last).map(|page| address.at_page(page)).collect::<Vec<_>>()
    };
    let more = move || {
        let next = address.get().with_one_more().filter(|next| next.last <= count.get())?;
        let href = next.href();
        Some(view! {
            <p class="list-more">
                <span>{shown_words(&address.get(), total.get())}</span>
                <a class="ui-button ui-button--quiet" href=href data-noscroll="" data-replace="">
                    {text::ui::LOAD_MORE.get()}
                </a>
            </p>
        })
    };
    let links = move || {
        let address = address.get();
        let page = address.last.min(count.get());
        let href = move |page| address.at_page(page).href();
        view! { <Pagination page pages=count.get() href/> }
    };
    view! {
        <For each=added key=|address| address.query() let:address>
            <AddedPage address catalog=catalog.clone()/>
        </For>
        {more}
        {links}
    }
}

/// One page under the first.
#[component]
fn AddedPage(address: ListAddress, catalog: Arc<dyn Catalog>) -> impl IntoView {
    let page: Query<ProductList> =
        use_query(move || address.asked.clone(), move |asked| catalog.products(asked));
    view! {
        <AsyncView query=page loading=|| view! { <ProductGridSkeleton/> } let:list>
            {move || view! { <ProductGrid cards=list.get().page.items/> }}
        </AsyncView>
    }
}

fn shown_words(address: &ListAddress, total: Option<u64>) -> Option<String> {
    let total = total?;
    let per_page = u64::from(super::super::list_address::PER_PAGE);
    let before = u64::from(address.asked.page - 1) * per_page;
    let shown = (u64::from(address.last) * per_page).min(total).saturating_sub(before);
    Some(text::shopping::shown_of(total, shown))
}
