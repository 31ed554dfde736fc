//! What is agreed before paying, in instants and money (O2O-09). The shop has computed all of it.

use super::super::when::venue_moment;
use crate::{platform::intl, text};
use fivefold_api::model::BookingTerms;
use fivefold_view::prelude::*;

/// The terms of one time. Instants are shown in the venue's zone.
pub fn booking_terms(terms: &BookingTerms, zone: &str) -> View {
    use text::booking as words;
    let moment = |at| venue_moment(at, zone);
    let free = terms.free_until.map(|at| {
        view! {
            <tr>
                <th scope="row">{words::fee_until(&moment(at))}</th>
                <td>{words::FEE_NONE.get()}</td>
            </tr>
        }
    });
    let steps: Vec<_> = terms
        .steps
        .iter()
        .map(|step| {
            view! {
                <tr>
                    <th scope="row">{words::fee_after(&moment(step.after))}</th>
                    <td>{intl::format_money(&step.fee)}</td>
                </tr>
            }
        })
        .collect();
    let table = (!steps.is_empty()).then(|| {
        view! {
            <table class="booking-fees">
                <caption>{words::FEES.get()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::FEE_WHEN.get()}</th>
                        <th scope="col">{words::FEE.get()}</th>
                    </tr>
                </thead>
                <tbody>{free}{steps}</tbody>
            </table>
        }
    });
    let until = match terms.free_until {
        Some(at) => words::free_until(&moment(at)),
        None => words::NOT_FREE.get().to_owned(),
    };
    let no_show = if terms.no_show_fee.minor > 0 {
        words::no_show_fee(&intl::format_money(&terms.no_show_fee))
    } else {
        words::NO_SHOW_FREE.get().to_owned()
    };
    view! {
        <section class="booking-card" aria-labelledby="booking-terms">
            <h2 id="booking-terms">{words::TERMS.get()}</h2>
            <p class="booking-terms__free">{until}</p>
            {table}
            <p>{words::late(u64::from(terms.late_minutes))}</p>
            <p>{no_show}</p>
        </section>
    }
}
