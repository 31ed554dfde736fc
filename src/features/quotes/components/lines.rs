//! The lines of a version: a table, and cards where it is narrow (B2B-08).

use super::super::figures::{basis_words, date_words, lead_words, price_words};
use super::attached::attached_files;
use super::deltas::price_difference;
use crate::{
    platform::intl,
    routes, text,
    ui::{Button, Picture},
};
use fivefold_api::model::{QuoteLine, QuoteVersion, TaxBasis, VersionKind};
use fivefold_api::rules::line_total;
use fivefold_view::prelude::*;

/// How many lines are drawn at once on a page. A quote may have ten thousand.
pub const LINES_AT_ONCE: usize = 50;

/// What the lines of a version have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    /// A price of their own.
    has_prices: bool,
    /// A price that was wished for.
    has_targets: bool,
    /// A time until they are sent.
    has_leads: bool,
    /// A tax that is to be named.
    has_tax: bool,
}

impl Columns {
    fn of(version: &QuoteVersion) -> Self {
        let any = |has: fn(&QuoteLine) -> bool| version.lines.iter().any(has);
        Self {
            has_prices: version.kind != VersionKind::Request && any(|line| line.price.is_some()),
            has_targets: any(|line| line.target.is_some()),
            has_leads: any(|line| line.lead_days.is_some()),
            has_tax: matches!(version.tax, TaxBasis::Excluded | TaxBasis::Included)
                && any(|line| line.tax_rate > 0),
        }
    }
}

/// The lines of a version. Of more than `at_once`, the rest comes by a button; a page that is printed takes
/// `usize::MAX`.
pub fn quote_lines(version: &QuoteVersion, at_once: usize) -> View {
    use text::quotes as words;
    let columns = Columns::of(version);
    let price = match version.kind {
        VersionKind::Counter => words::COLUMN_WANTED.get(),
        _ => words::COLUMN_PRICE.get(),
    };
    let head: Vec<_> = [
        Some(words::COLUMN_ITEM.get()),
        Some(words::COLUMN_QUANTITY.get()),
        Some(words::COLUMN_CATALOGUE.get()),
        columns.has_targets.then(|| words::COLUMN_TARGET.get()),
        columns.has_prices.then_some(price),
        columns.has_leads.then(|| words::COLUMN_LEAD.get()),
        columns.has_prices.then(|| words::COLUMN_TOTAL.get()),
    ]
    .into_iter()
    .flatten()
    .map(|name| view! { <th scope="col" role="columnheader">{name}</th> })
    .collect();
    let lines = StoredValue::new(version.lines.clone());
    let count = version.lines.len();
    let shown = RwSignal::new(at_once.min(count));
    let rows = move || 0..shown.get();
    let row = move |at: usize| lines.with_value(|lines| lines.get(at).map(|line| row(line, columns, price)));
    // The roles are spelled out because cards, which are no table cells, lose them in some browsers.
    view! {
        <div class="quote-lines">
            <table role="table">
                <caption class="ui-hidden">{words::LINES.get()}</caption>
                <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                <tbody role="rowgroup"><For each=rows key=|at| *at let:at>{row(at)}</For></tbody>
            </table>
            {more_lines(shown, count.into(), at_once)}
        </div>
    }
}

/// The way to the lines that are not drawn yet: so many more at once.
pub fn more_lines(shown: RwSignal<usize>, count: Signal<usize>, at_once: usize) -> View {
    let show =
        move |()| shown.update(|shown| *shown = shown.saturating_add(at_once).min(count.get_untracked()));
    let more = move || {
        let left = u64::try_from(count.get().saturating_sub(shown.get())).unwrap_or_default();
        (left > 0).then(|| view! { <Button on_press=show>{text::quotes::more_lines(left)}</Button> })
    };
    more.into_view()
}

fn row(line: &QuoteLine, columns: Columns, price: &'static str) -> View {
    use text::quotes as words;
    let cell = |name: &'static str, content: View| {
        view! { <td role="cell" data-name=name>{content}</td> }
    };
    let plain = |name: &'static str, content: Option<String>| {
        let content = content.unwrap_or_else(|| "–".to_owned());
        cell(name, view! { <span>{content}</span> })
    };
    let target =
        columns.has_targets.then(|| plain(words::COLUMN_TARGET.get(), line.target.as_ref().map(price_words)));
    let lead = columns.has_leads.then(|| plain(words::COLUMN_LEAD.get(), line.lead_days.map(lead_words)));
    let priced = columns.has_prices.then(|| {
        let own = line.price.as_ref().map_or_else(|| "–".to_owned(), price_words);
        cell(price, view! { <strong class="quote-line__price">{own}</strong> })
    });
    let total = columns.has_prices.then(|| {
        let catalogue = line.catalogue.as_ref().and_then(|price| line_total(price, &line.quantity));
        let sum = line.total.map_or_else(|| "–".to_owned(), |total| intl::format_money(&total));
        let content = view! {
            <span class="quote-line__sum">
                <strong>{sum}</strong>
                {price_difference(line.total, catalogue)}
            </span>
        };
        cell(words::COLUMN_TOTAL.get(), content)
    });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{item(line, columns)}</th>
            {plain(words::COLUMN_QUANTITY.get(), Some(basis_words(&line.quantity, line.basis)))}
            {plain(words::COLUMN_CATALOGUE.get(), line.catalogue.as_ref().map(price_words))}
            {target}
            {priced}
            {lead}
            {total}
        </tr>
    }
}

/// What a line is about, and what else there is to say of it.
fn item(line: &QuoteLine, columns: Columns) -> View {
    use text::quotes as words;
    let title = match &line.product {
        Some(product) => {
            let href = routes::product_variant(product, line.sku.as_str());
            view! { <a href=href>{line.title.clone()}</a> }
        }
        None => view! { <span>{line.title.clone()}</span> },
    };
    let picture =
        line.picture.clone().map(|picture| view! { <Picture picture sizes="48px" decorative=true/> });
    let options = (!line.options.is_empty()).then(|| view! { <span>{line.options.clone()}</span> });
    let small = |words: String| view! { <span class="quote-line__fact">{words}</span> };
    let tax =
        columns.has_tax.then(|| small(words::line_tax(&intl::format_percent(i64::from(line.tax_rate)))));
    let needed = line.required_on.map(|day| small(words::needed_on(&date_words(day))));
    let note = line.note.as_ref().map(|note| small(words::line_note(note)));
    view! {
        <div class="quote-line">
            <span class="quote-line__picture">{picture}</span>
            <div class="quote-line__words">
                <span class="quote-line__title">{title}</span>
                <span class="quote-line__fact">{line.sku.as_str().to_owned()}{options.map(|options| view! { " · "{options} })}</span>
                {tax}
                {needed}
                {note}
                {attached_files(&line.attachments)}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::standing::tests::quote;
    use super::*;
    use fivefold_api::json;

    fn line(more: &str) -> QuoteLine {
        let text = format!(
            r#"{{"id":"l_1","sku":"T-1","title":"Teapot","quantity":{{"amount":12,"scale":0,"unit":"piece"}},
            "basis":"fixed"{more}}}"#
        );
        json::from_slice(text.as_bytes()).expect("a line of the contract")
    }

    #[test]
    fn b2b_08_columns_are_those_that_have_something_to_say() {
        let mut version = quote("quoted", "", "").current;
        let price = r#","price":{"money":{"minor":120,"currency":"EUR"},"per":{"amount":1,"unit":"piece"}}"#;
        version.lines = vec![line(""), line(&[price, r#","lead_days":5,"tax_rate":2300"#].concat())];
        let columns = Columns::of(&version);
        let all = Columns { has_prices: true, has_targets: false, has_leads: true, has_tax: true };
        assert_eq!(columns, all);
        version.tax = TaxBasis::ReverseCharge;
        assert!(!Columns::of(&version).has_tax, "a company that pays taxes itself is shown none");
        version.kind = VersionKind::Request;
        assert!(!Columns::of(&version).has_prices, "requests have no prices of their own");
    }
}
