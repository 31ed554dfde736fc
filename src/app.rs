//! Providers and the router: the only file that names every feature.

use leptos::{mount::mount_to, prelude::*};
use leptos_router::{
    components::{A, FlatRoutes, Route, Router},
    hooks::use_params_map,
    path,
};
use wasm_bindgen::JsCast;

use crate::{data::lazy::LazyPage, lazy_page};

static PRODUCTS: LazyPage = lazy_page!(shopping, ProductsPage);
static PRODUCT: LazyPage = lazy_page!(shopping, ProductPage);

/// Replaces the shell by the app.
pub fn start() {
    let root = document().get_element_by_id("fivefold").and_then(|root| root.dyn_into().ok());
    let Some(root) = root else { return };
    let root: web_sys::HtmlElement = root;
    root.set_inner_html("");
    mount_to(root, App).forget();
}

#[component]
fn App() -> impl IntoView {
    view! {
        <Router>
            <header><A href="/">"Fivefold"</A></header>
            <main>
                <FlatRoutes fallback=|| "Not found">
                    <Route path=path!("/") view=|| PRODUCTS.view()/>
                    <Route path=path!("/products") view=|| PRODUCTS.view()/>
                    <Route path=path!("/products/:slug") view=|| PRODUCT.view()/>
                </FlatRoutes>
            </main>
        </Router>
    }
}

/// The list, until the catalogue is there.
#[component]
fn ProductsPage() -> impl IntoView {
    view! { <h1>"Products"</h1><p><A href="/products/teapot">"Teapot"</A></p> }.into_any()
}

/// One product, until the catalogue is there.
#[component]
fn ProductPage() -> impl IntoView {
    let params = use_params_map();
    view! { <h1>{move || params.read().get("slug")}</h1> }.into_any()
}
