//! The company that somebody buys for: whose prices are seen.

use crate::{
    data::{Query, Who, use_query_when, use_runtime, use_session},
    platform::storage,
};
use fivefold_api::endpoints::ListMyCompanies;
use fivefold_api::http;
use fivefold_api::model::Company;
use fivefold_api::vocabulary::CompanyId;
use fivefold_view::prelude::*;

/// The name that the chosen company is kept under. Sign-out forgets everything below `account.`.
const CHOSEN: &str = "account.company";

/// The companies that somebody buys for, and the one whose prices count.
#[derive(Clone, Copy)]
pub struct Buyer {
    /// All of them.
    pub companies: Query<Vec<Company>>,
    chosen: RwSignal<Option<CompanyId>>,
}

/// The companies of whoever is signed in.
pub fn use_buyer() -> Buyer {
    let session = use_session();
    let port = http::companies(use_runtime().client());
    let companies = use_query_when(
        move || (session.get() == Who::Member).then_some(ListMyCompanies),
        move |query| port.companies(query),
    );
    Buyer { companies, chosen: RwSignal::new(storage::get(CHOSEN).map(CompanyId)) }
}

impl Buyer {
    /// The company whose prices count; the first one until another is chosen. Reactive.
    pub fn company(self) -> Option<Company> {
        let companies = self.companies.get().latest().unwrap_or_default();
        let chosen = self.chosen.get();
        let is_chosen = |company: &&Company| Some(&company.id) == chosen.as_ref();
        companies.iter().find(is_chosen).or_else(|| companies.first()).cloned()
    }

    /// Takes another company's prices.
    pub fn choose(self, id: &str) {
        storage::set(CHOSEN, id);
        self.chosen.set(Some(CompanyId::from(id)));
    }
}

/// The company that was chosen last in this browser. It may be another person's by now.
pub fn chosen_company() -> Option<CompanyId> {
    storage::get(CHOSEN).map(CompanyId)
}
