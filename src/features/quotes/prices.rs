//! What a company pays for the products in sight, for lists and product pages: asked for once, for many products at a
//! time.

use super::buyer::{chosen_company, company_of};
use crate::{
    data::{Runtime, spawn, use_runtime},
    platform::turns::give_way,
};
use fivefold_api::endpoints::{ListMyCompanies, PostWholesaleLookup};
use fivefold_api::http;
use fivefold_api::model::{Company, LookUpWholesale, WholesaleItem};
use fivefold_api::vocabulary::ProductSlug;
use fivefold_view::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// How many products one question takes.
const AT_ONCE: usize = 60;

/// What is known of the company's prices. Cheap to copy; lives as long as the component that asked for it.
#[derive(Clone, Copy)]
pub struct Prices(StoredValue<Rc<Inner>>);

struct Kept(Rc<Inner>);

struct Inner {
    runtime: Runtime,
    /// Whose prices these are: a session and a language.
    of: RefCell<String>,
    /// The company, once it is known whether there is one.
    company: RefCell<Option<Option<Company>>>,
    items: RefCell<HashMap<ProductSlug, Vec<Rc<WholesaleItem>>>>,
    wanted: RefCell<Vec<ProductSlug>>,
    is_asking: Cell<bool>,
    /// The last question was not answered. What was wanted is asked for with the next one.
    is_lost: Cell<bool>,
    changed: ArcTrigger,
}

/// The prices of the company that somebody buys for.
#[must_use]
pub fn use_prices() -> Prices {
    let make = |runtime: &Runtime| {
        Kept(Rc::new(Inner {
            runtime: runtime.clone(),
            of: RefCell::default(),
            company: RefCell::default(),
            items: RefCell::default(),
            wanted: RefCell::default(),
            is_asking: Cell::new(false),
            is_lost: Cell::new(false),
            changed: ArcTrigger::new(),
        }))
    };
    let inner = use_runtime().part(make).0.clone();
    inner.settle_whose();
    Prices(StoredValue::new(inner))
}

impl Prices {
    /// The company; nothing before it is known, and for whoever buys for none. Reactive.
    pub fn company(self) -> Option<Company> {
        self.look(|inner| inner.company.borrow().clone().flatten())
    }

    /// What the variants of a product cost; nothing before it is known. Reactive.
    pub fn of(self, product: &ProductSlug) -> Option<Vec<Rc<WholesaleItem>>> {
        self.look(|inner| inner.items.borrow().get(product).cloned())
    }

    /// Asks for a product's prices, together with whatever else is wanted now.
    pub fn want(self, product: &ProductSlug) {
        let Some(inner) = self.0.try_with_value(Rc::clone) else { return };
        if inner.items.borrow().contains_key(product) {
            return;
        }
        let mut wanted = inner.wanted.borrow_mut();
        if !wanted.contains(product) {
            wanted.push(product.clone());
        }
        drop(wanted);
        inner.begin();
    }

    /// Whether the shop did not answer. Reactive.
    pub fn is_lost(self) -> bool {
        self.look(|inner| Some(inner.is_lost.get())).unwrap_or(false)
    }

    /// Finds out for whom somebody buys, without any prices.
    pub fn begin(self) {
        if let Some(inner) = self.0.try_with_value(Rc::clone) {
            inner.begin();
        }
    }

    fn look<T>(self, read: impl FnOnce(&Inner) -> Option<T>) -> Option<T> {
        self.0.try_with_value(|inner| {
            inner.changed.track();
            read(inner)
        })?
    }
}

impl Inner {
    /// Forgets what another session, company or language was told.
    fn settle_whose(&self) {
        let client = self.runtime.client();
        let company = chosen_company().map(|company| company.0).unwrap_or_default();
        let of = [client.token().unwrap_or_default(), client.scope().locale.0, company].join(" ");
        if self.of.replace(of.clone()) != of {
            self.company.take();
            self.items.borrow_mut().clear();
            self.changed.notify();
        }
    }

    fn begin(self: &Rc<Self>) {
        if !self.is_asking.replace(true) {
            self.is_lost.set(false);
            let inner = self.clone();
            spawn(async move {
                // Whatever else is drawn now is asked about with it.
                give_way().await;
                let is_lost = inner.ask().await.is_none();
                inner.is_asking.set(false);
                if is_lost {
                    inner.is_lost.set(true);
                    inner.changed.notify();
                }
            });
        }
    }

    /// Asks until nothing is wanted any more. `None` when the shop does not answer: then the pages do without.
    async fn ask(&self) -> Option<()> {
        let client = self.runtime.client();
        loop {
            let whose = self.of.borrow().clone();
            if self.company.borrow().is_none() {
                let companies = http::companies(client).companies(ListMyCompanies).await.ok()?;
                if *self.of.borrow() != whose {
                    continue;
                }
                let found = company_of(&companies, chosen_company().as_ref()).cloned();
                *self.company.borrow_mut() = Some(found);
                self.changed.notify();
            }
            let company = self.company.borrow().iter().flatten().next().map(|company| company.id.clone());
            // Whoever buys for no company is told nothing.
            let Some(company) = company else {
                self.wanted.borrow_mut().clear();
                return Some(());
            };
            let mut products = self.wanted.borrow().clone();
            products.truncate(AT_ONCE);
            if products.is_empty() {
                return Some(());
            }
            let look_up =
                LookUpWholesale { company: Some(company), skus: Vec::new(), products: products.clone() };
            let found = http::wholesale(client).look_up(PostWholesaleLookup { look_up }).await.ok()?;
            // Another company, session or language asks by now: these are not its prices.
            if *self.of.borrow() != whose {
                continue;
            }
            self.wanted.borrow_mut().retain(|wanted| !products.contains(wanted));
            let mut items = self.items.borrow_mut();
            for product in products {
                items.insert(product, Vec::new());
            }
            for item in found.items {
                items.entry(item.product.clone()).or_default().push(Rc::new(item));
            }
            drop(items);
            self.changed.notify();
        }
    }
}
