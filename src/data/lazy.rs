//! Pages that arrive as chunks of their own.
//!
//! `app.rs` declares each page once and shows its view where the address means it:
//!
//! ```ignore
//! static PRODUCT: LazyPage = lazy_page!(shopping_product, ProductPage, loading = PageSkeleton);
//!
//! PRODUCT.view()
//! ```
//!
//! The first argument names the chunk. What several chunks use becomes one more file for each set of chunks
//! that shares something, so a few chunks are better than many: one for each page that people come to first,
//! and one for the pages that follow each other. The page is a component without
//! properties. A third argument, `loading = ProductSkeleton`, names another such component to show while the
//! chunk is on its way; it lives in the main module, so it must be small. `part` in its place means a part of a
//! page, which shows nothing until it is there. `PRODUCT.prefetch()` fetches the chunk ahead of a likely
//! navigation.
//!
//! Without the cargo feature `split` the page is called directly and nothing is fetched.
//!
//! **Invariant**: a view is returned at once, never a pending one: the visitor may have left when the chunk
//! arrives.

use std::{future::Future, pin::Pin, sync::OnceLock};

use fivefold_view::prelude::*;

use super::spawn;
use crate::text::data as words;

/// Makes a page's view. It runs under the reactive owner of the place where the page is shown.
pub type MakePage = fn() -> View;

/// What `lazy_page!` generates: the load of one page's chunk.
pub type Loading = Pin<Box<dyn Future<Output = Result<MakePage, ChunkLost>>>>;

/// A page's chunk could not be loaded: the network failed, or a newer build has replaced this one.
/// A later attempt starts afresh.
#[derive(Debug, Clone, Copy)]
pub struct ChunkLost;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for ChunkLost {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// A page whose code is fetched when it is first shown. Made by [`lazy_page!`](crate::lazy_page).
pub struct LazyPage {
    load: fn() -> Loading,
    /// What stands in for it meanwhile. A part of a page has nothing.
    loading: Option<MakePage>,
    page: OnceLock<MakePage>,
}

#[derive(Clone, Copy)]
enum Face {
    Loading,
    Ready(MakePage),
    Lost,
}

impl LazyPage {
    /// For [`lazy_page!`](crate::lazy_page) only.
    pub const fn new(load: fn() -> Loading, loading: Option<MakePage>) -> Self {
        Self { load, loading, page: OnceLock::new() }
    }

    /// The skeleton, then the page; an error panel with a retry if the chunk is lost. A page whose chunk is
    /// there already appears without a skeleton.
    pub fn view(&'static self) -> View {
        let known = self.page.get().copied();
        let face = RwSignal::new(known.map_or(Face::Loading, Face::Ready));
        if known.is_none() {
            self.fetch(face);
        }
        let view = move || match face.get() {
            Face::Loading => self.loading.map(|loading| loading()).into_view(),
            Face::Ready(page) => page(),
            Face::Lost => lost_panel(
                self.loading.is_some(),
                Callback::new(move |()| {
                    face.set(Face::Loading);
                    self.fetch(face);
                }),
            ),
        };
        view.into_view()
    }

    /// Fetches the chunk ahead of a likely navigation. A failure is silent: the navigation tries again.
    pub fn prefetch(&'static self) {
        if self.page.get().is_none() {
            spawn(async move {
                if let Ok(page) = (self.load)().await {
                    self.page.get_or_init(|| page);
                }
            });
        }
    }

    fn fetch(&'static self, face: RwSignal<Face>) {
        spawn(async move {
            let next = match (self.load)().await {
                Ok(page) => Face::Ready(*self.page.get_or_init(|| page)),
                Err(ChunkLost) => Face::Lost,
            };
            // The visitor may have left meanwhile, and the signal with them.
            face.try_set(next);
        });
    }
}

/// What a visitor sees while a chunk is on its way, unless the page names its own skeleton.
pub fn plain_skeleton() -> View {
    view! { <div class="page-skeleton" aria-busy="true"></div> }
}

/// A retry may help after a network failure; only a reload helps when a newer build has replaced this one. A
/// part says so as a notice inside its page.
fn lost_panel(is_page: bool, retry: Callback<()>) -> View {
    let said = view! {
        <p>{words::PAGE_LOST_TEXT.get()}</p>
        <div class="ui-empty__actions">
            <button type="button" class="ui-button ui-button--strong" on:click=move |_| retry.run(())>{words::RETRY.get()}</button>
            <a class="ui-button ui-button--quiet" href="" rel="external">{words::RELOAD.get()}</a>
        </div>
    };
    if is_page {
        view! {
            <section class="ui-empty" role="alert">
                <h1 tabindex="-1">{words::PAGE_LOST_TITLE.get()}</h1>
                {said}
            </section>
        }
    } else {
        view! {
            <section class="ui-notice" data-tone="warning" role="alert">
                <div class="ui-notice__body">{said}</div>
            </section>
        }
    }
}

/// Declares a page as a split point: `lazy_page!(chunk, Page)` or
/// `lazy_page!(chunk, Page, loading = Skeleton)`, or a part of one: `lazy_page!(chunk, Part, part)`. See the
/// [module](crate::data::lazy).
#[macro_export]
macro_rules! lazy_page {
    ($chunk:ident, $page:path) => {
        $crate::lazy_page!(@ $chunk, $page, Some($crate::data::lazy::plain_skeleton))
    };
    ($chunk:ident, $page:path, loading = $loading:path) => {
        $crate::lazy_page!(@ $chunk, $page, Some(|| ::fivefold_view::IntoView::into_view($loading())))
    };
    ($chunk:ident, $page:path, part) => {
        $crate::lazy_page!(@ $chunk, $page, None)
    };
    (@ $chunk:ident, $page:path, $loading:expr) => {{
        fn page() -> ::fivefold_view::View {
            ::fivefold_view::IntoView::into_view($page())
        }

        #[cfg(feature = "split")]
        #[::wasm_split_helpers::wasm_split($chunk, fallible)]
        fn load() -> ::core::result::Result<$crate::data::lazy::MakePage, $crate::data::lazy::ChunkLost> {
            Ok(page)
        }

        #[cfg(not(feature = "split"))]
        async fn load() -> ::core::result::Result<$crate::data::lazy::MakePage, $crate::data::lazy::ChunkLost> {
            Ok(page)
        }

        $crate::data::lazy::LazyPage::new(|| ::std::boxed::Box::pin(load()), $loading)
    }};
}
