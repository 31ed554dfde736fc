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
/// The name that the number of lines in the draft is kept under, for pages that do without the draft itself.
const LINES: &str = "account.quote_lines";

/// The companies that somebody buys for, and the one whose prices count.
#[derive(Clone, Copy)]
pub struct Buyer {
    /// All of them.
    pub companies: Query<Vec<Company>>,
    /// How many lines the draft of this browser has.
    pub lines: RwSignal<usize>,
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
    let lines = RwSignal::new(read_lines(storage::get(LINES).as_deref()));
    let _while_shown = StoredValue::new(storage::on_storage_change(move |name, text| {
        if name == LINES {
            lines.set(read_lines(text));
        }
    }));
    Buyer { companies, lines, chosen: RwSignal::new(chosen_company()) }
}

impl Buyer {
    /// The company whose prices count; the first one until another is chosen. Reactive.
    pub fn company(self) -> Option<Company> {
        let companies = self.companies.get().latest().unwrap_or_default();
        self.chosen.with(|chosen| company_of(&companies, chosen.as_ref()).cloned())
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

/// The chosen one of somebody's companies, or else the first.
pub fn company_of<'a>(companies: &'a [Company], chosen: Option<&CompanyId>) -> Option<&'a Company> {
    companies.iter().find(|company| Some(&company.id) == chosen).or_else(|| companies.first())
}

/// Writes down how many lines the draft has.
pub fn keep_lines(lines: usize) {
    match lines {
        0 => storage::remove(LINES),
        _ => storage::set(LINES, &lines.to_string()),
    }
}

fn read_lines(kept: Option<&str>) -> usize {
    kept.and_then(|kept| kept.parse().ok()).unwrap_or_default()
}
