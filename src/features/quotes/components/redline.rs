//! What changed between two versions, as a redline: what was is struck out, what is new is underlined, and both say so in
//! words (B2B-10). The comparison of any version with the one that counts is a part that comes after its page.

use super::super::figures::{
    basis_words, date_words, lead_words, moment_words, price_words, quantity_words, tax_words, terms_words,
};
use super::super::own_quote::OwnQuote;
use super::super::words::kind_words;
use super::lines::more_lines;
use crate::{
    data::{AsyncView, use_query, use_runtime},
    platform::{intl, page},
    text,
    ui::{Select, SkeletonText},
};
use fivefold_api::endpoints::GetQuoteVersion;
use fivefold_api::http;
use fivefold_api::model::{QuantityBasis, QuoteLine, QuoteVersion};
use fivefold_api::rules::{LineChange, LineField, TermChange, redline};
use fivefold_view::prelude::*;

/// How many changed lines are drawn at once.
const CHANGES_AT_ONCE: usize = 40;

/// The id of the heading over what changed.
const CHANGES_HEADING: &str = "quote-changes";

/// What is compared.
#[derive(Clone, Copy)]
pub struct Comparison {
    /// The quote, whose current version is the newer one.
    pub own: OwnQuote,
    /// The number of the older one to begin with.
    pub from: u32,
    /// Whether a press has led here, which is gone, and its focus with it.
    pub is_asked: bool,
}

/// An older version beside the one that counts; which one can be chosen.
#[component]
pub fn QuoteChanges() -> impl IntoView {
    let Comparison { own, from, is_asked } = expect_context();
    if is_asked {
        request_animation_frame(|| page::recover_focus(CHANGES_HEADING));
    }
    let chosen = RwSignal::new(from);
    let id = own.id();
    let port = http::quotes(use_runtime().client());
    let version =
        use_query(move || GetQuoteVersion::new(id.clone(), chosen.get()), move |query| port.version(query));
    let options = Signal::derive(move || {
        own.quote.with(|quote| {
            let older = quote.versions.iter().filter(|version| version.number != quote.current.number);
            let named = older.map(|version| {
                let words = text::quotes::version_kind(kind_words(version.kind), u64::from(version.number));
                (version.number.to_string(), words)
            });
            named.collect::<Vec<_>>()
        })
    });
    let choice = move || {
        options.with(|options| options.len() > 1).then(|| {
            view! {
                <Select
                    id="quote-compare"
                    label=text::quotes::COMPARE_WITH.get().to_owned()
                    options
                    value=Signal::derive(move || chosen.get().to_string())
                    on_change=move |number: String| {
                        if let Ok(number) = number.parse() {
                            chosen.set(number);
                        }
                    }
                    compact=true
                />
            }
        })
    };
    let current = own.part(|quote| quote.current.clone());
    view! {
        <section class="quote-card quote-changes" aria-labelledby=CHANGES_HEADING>
            <h2 id=CHANGES_HEADING>{text::quotes::CHANGES.get()}</h2>
            {choice}
            <AsyncView query=version loading=skeleton let:was>
                {move || current.with(|now| was.with(|was| redline_view(was, now)))}
            </AsyncView>
        </section>
    }
}

fn skeleton() -> View {
    view! { <SkeletonText lines=4/> }
}

/// What changed from one version to another.
pub fn redline_view(was: &QuoteVersion, now: &QuoteVersion) -> View {
    use text::quotes as words;
    let changes = redline(was, now);
    let lead = words::changes_between(u64::from(was.number), u64::from(now.number));
    if changes.is_empty() {
        return view! { <p class="quote-redline__lead">{lead}" "{words::CHANGES_NONE.get()}</p> };
    }
    let terms: Vec<_> = changes.terms.iter().map(|change| term_row(*change, was, now)).collect();
    let terms = (!terms.is_empty()).then(|| {
        view! {
            <h3 class="quote-card__heading">{words::CHANGES_TERMS.get()}</h3>
            <dl class="quote-redline__fields">{terms}</dl>
        }
    });
    let lines = (!changes.lines.is_empty()).then(|| {
        view! {
            <h3 class="quote-card__heading">{words::CHANGES_LINES.get()}</h3>
            {changed_lines(changes.lines)}
        }
    });
    view! {
        <div class="quote-redline">
            <p class="quote-redline__lead">{lead}</p>
            {terms}
            {lines}
        </div>
    }
}

fn changed_lines(lines: Vec<LineChange>) -> View {
    let count = lines.len();
    let lines = StoredValue::new(lines);
    let shown = RwSignal::new(CHANGES_AT_ONCE.min(count));
    let row = move |at: usize| lines.with_value(|lines| lines.get(at).map(line_row));
    view! {
        <ul class="quote-redline__lines" role="list">
            <For each=move || 0..shown.get() key=|at| *at let:at>{row(at)}</For>
        </ul>
        {more_lines(shown, count.into(), CHANGES_AT_ONCE)}
    }
}

fn line_row(change: &LineChange) -> View {
    use text::quotes as words;
    let whole = |line: &QuoteLine| {
        let price =
            line.price.as_ref().map(|price| [" · ", &price_words(price)].concat()).unwrap_or_default();
        [&name_of(line), " · ", &basis_words(&line.quantity, line.basis), &price].concat()
    };
    match (&change.was, &change.now) {
        (None, Some(now)) => view! {
            <li data-change="added"><span class="quote-redline__sign">{words::LINE_ADDED.get()}</span><ins>{whole(now)}</ins></li>
        },
        (Some(was), None) => view! {
            <li data-change="removed"><span class="quote-redline__sign">{words::LINE_REMOVED.get()}</span><del>{whole(was)}</del></li>
        },
        (Some(was), Some(now)) => {
            let fields: Vec<_> = change.fields.iter().map(|field| field_row(*field, was, now)).collect();
            view! {
                <li data-change="changed">
                    <span class="quote-redline__sign">{words::LINE_CHANGED.get()}</span>
                    <span class="quote-redline__name">{name_of(now)}</span>
                    <dl class="quote-redline__fields">{fields}</dl>
                </li>
            }
        }
        (None, None) => ().into_view(),
    }
}

fn name_of(line: &QuoteLine) -> String {
    [&line.title, " (", line.sku.as_str(), ")"].concat()
}

fn field_row(field: LineField, was: &QuoteLine, now: &QuoteLine) -> View {
    use {LineField as F, text::quotes as words};
    let name = match field {
        F::Sku => &words::FIELD_SKU,
        F::Price => &words::FIELD_PRICE,
        F::Quantity => &words::FIELD_QUANTITY,
        F::Basis => &words::FIELD_BASIS,
        F::Target => &words::FIELD_TARGET,
        F::RequiredOn => &words::FIELD_REQUIRED_ON,
        F::Lead => &words::FIELD_LEAD,
        F::TaxRate => &words::FIELD_TAX_RATE,
        F::Note => &words::FIELD_NOTE,
    };
    change(name.get(), field_words(field, was), field_words(field, now))
}

/// One field of a line in words; nothing where there is none.
fn field_words(field: LineField, line: &QuoteLine) -> Option<String> {
    use {LineField as F, text::quotes as words};
    match field {
        F::Sku => Some(name_of(line)),
        F::Price => line.price.as_ref().map(price_words),
        F::Quantity => Some(quantity_words(&line.quantity)),
        F::Basis => {
            let is_more = line.basis == QuantityBasis::OrMore;
            Some((if is_more { &words::BASIS_MORE } else { &words::BASIS_FIXED }).get().to_owned())
        }
        F::Target => line.target.as_ref().map(price_words),
        F::RequiredOn => line.required_on.map(date_words),
        F::Lead => line.lead_days.map(lead_words),
        F::TaxRate => Some(intl::format_percent(i64::from(line.tax_rate))),
        F::Note => line.note.clone(),
    }
}

fn term_row(term: TermChange, was: &QuoteVersion, now: &QuoteVersion) -> View {
    use {TermChange as T, text::quotes as words};
    let name = match term {
        T::ValidUntil => &words::FIELD_VALID_UNTIL,
        T::Shipping => &words::SHIPPING,
        T::Payment => &words::FIELD_PAYMENT,
        T::Tax => &words::FIELD_TAX,
        T::Total => &words::TOTAL,
    };
    change(name.get(), term_words(term, was), term_words(term, now))
}

/// One term of a version in words; nothing where there is none.
fn term_words(term: TermChange, version: &QuoteVersion) -> Option<String> {
    use TermChange as T;
    match term {
        T::ValidUntil => version.valid_until.map(moment_words),
        T::Shipping => version.shipping.map(|cost| {
            let tax = intl::format_percent(i64::from(version.shipping_tax));
            [&intl::format_money(&cost), " · ", &text::quotes::line_tax(&tax)].concat()
        }),
        T::Payment => Some(terms_words(&version.terms)),
        T::Tax => Some(tax_words(version.tax).to_owned()),
        T::Total => version.totals.as_ref().map(|totals| intl::format_money(&totals.total)),
    }
}

/// What something was, struck out, and what it is, underlined. The words say which is which.
fn change(name: &'static str, was: Option<String>, now: Option<String>) -> View {
    use text::quotes as words;
    let none = || words::FIELD_NONE.get().to_owned();
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <span class="quote-redline__side">{words::WAS.get()}" "<del>{was.unwrap_or_else(none)}</del></span>
                " "
                <span class="quote-redline__side">{words::NOW.get()}" "<ins>{now.unwrap_or_else(none)}</ins></span>
            </dd>
        </div>
    }
}
