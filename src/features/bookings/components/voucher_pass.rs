//! A voucher: what is scanned, what is read out, and whom it lets in where and when.

use super::super::pass::{Pass, Standing};
use super::super::qr::{Drawing, draw};
use super::super::slip::grouped;
use super::super::when::{venue_day, venue_moment, venue_time, viewer_time, zone_name};
use crate::{
    data::use_now,
    platform::{
        intl::{self, DateStyle},
        page,
    },
    routes,
    text::door as words,
    ui::{Button, Icon, LinkButton, Shape},
};
use fivefold_api::endpoints::GetBooking;
use fivefold_view::prelude::*;

/// A voucher, as the shop has just said it is or as the device keeps it.
pub fn voucher_pass(
    asked: &GetBooking,
    pass: Memo<Pass>,
    is_fresh: Memo<bool>,
    is_kept: RwSignal<Option<bool>>,
) -> View {
    let now = use_now();
    let standing = Memo::new(move |_| pass.with(|pass| pass.standing(now.get())));
    let code = move || pass.with(|pass| grouped(pass.voucher.code.as_str()));
    let kept = move || match is_kept.get() {
        None => "",
        Some(true) => words::KEPT.get(),
        Some(false) => words::NOT_KEPT.get(),
    };
    let is_shown = Memo::new(move |_| standing.get().is_shown());
    let scanned = move || {
        is_shown.get().then(|| {
            view! {
                {code_picture(pass)}
                <p class="voucher__label" id="voucher-code">{words::CODE_LABEL.get()}</p>
                <p class="voucher__code" aria-labelledby="voucher-code" dir="ltr">{code}</p>
                <p class="voucher__hint voucher__hint--screen">{words::BRIGHT.get()}</p>
            }
        })
    };
    view! {
        <article class="voucher">
            <header class="voucher__head">
                <p class="voucher__number">{words::VOUCHER.get()}" · "{move || pass.with(|pass| pass.number.clone())}</p>
                <h1 tabindex="-1">{move || pass.with(|pass| pass.title.clone())}</h1>
            </header>
            <div class="voucher__card">
                {stands(pass, standing)}
                {scanned}
            </div>
            {source(pass, is_fresh)}
            {facts(pass)}
            <div class="voucher__actions">
                <Button on_press=move |()| page::print()>{words::PRINT.get()}</Button>
                <LinkButton href=routes::booking_with_token(&asked.id, &asked.token)>{words::TO_BOOKING.get()}</LinkButton>
            </div>
            <p class="voucher__hint voucher__hint--screen" role="status">{kept}</p>
        </article>
    }
}

/// The QR code. Dark on white in every theme: readers expect it so.
fn code_picture(pass: Memo<Pass>) -> View {
    let drawing = Memo::new(move |_| pass.with(|pass| draw(&pass.voucher.payload)));
    let picture = move || {
        drawing.get().map(|Drawing { side, path }| {
            let square = ["0 0 ", &side.to_string(), " ", &side.to_string()].concat();
            view! {
                <svg class="voucher__qr" viewBox=square role="img" aria-label=words::QR_LABEL.get() shape-rendering="crispEdges">
                    <rect width="100%" height="100%" fill="white"></rect>
                    <path d=path fill="black"></path>
                </svg>
            }
        })
    };
    picture.into_view()
}

/// How it stands, in colour, shape and words.
fn stands(pass: Memo<Pass>, standing: Memo<Standing>) -> View {
    let shown = move || {
        let (tone, shape, title, text) = pass.with(|pass| stands_as(standing.get(), pass));
        view! {
            <div class="voucher__stands" data-tone=tone>
                <Icon shape/>
                <p class="voucher__stands-title">{title}</p>
                <p class="voucher__stands-text">{text}</p>
            </div>
        }
    };
    view! { <div role="status">{shown}</div> }
}

fn stands_as(standing: Standing, pass: &Pass) -> (&'static str, Shape, &'static str, String) {
    let voucher = &pass.voucher;
    let moment = |at| venue_moment(at, &pass.time.zone);
    let window = || words::window(&moment(voucher.valid_from), &moment(voucher.valid_until));
    match standing {
        Standing::Active => ("good", Shape::Check, words::ACTIVE.get(), window()),
        Standing::Early => ("warning", Shape::Clock, words::EARLY.get(), window()),
        Standing::Over => {
            ("warning", Shape::Clock, words::OVER.get(), words::over_text(&moment(voucher.valid_until)))
        }
        Standing::Used => {
            let at = voucher.redeemed_at.map(|at| words::used_text(&moment(at))).unwrap_or_default();
            ("plain", Shape::Check, words::USED.get(), at)
        }
        Standing::Void => ("bad", Shape::Close, words::VOID.get(), words::VOID_TEXT.get().to_owned()),
        Standing::Unknown => {
            ("warning", Shape::Alert, words::UNCLEAR.get(), words::UNCLEAR_TEXT.get().to_owned())
        }
    }
}

/// Where what is shown comes from.
fn source(pass: Memo<Pass>, is_fresh: Memo<bool>) -> View {
    let shown = move || {
        if is_fresh.get() {
            view! { <Icon shape=Shape::Check/><span>{words::UP_TO_DATE.get()}</span> }
        } else {
            let checked = move || {
                let at = pass.with(|pass| pass.checked_at);
                words::from_device(&intl::format_date(at, DateStyle::Moment))
            };
            view! { <Icon shape=Shape::Offline/><span>{checked}</span> }
        }
    };
    view! { <p class="voucher__source" class=("voucher__source--device", move || !is_fresh.get()) role="status">{shown}</p> }
}

fn facts(pass: Memo<Pass>) -> View {
    let when = move || pass.with(|pass| [&venue_day(&pass.time), ", ", &venue_time(&pass.time)].concat());
    let zone = move || pass.with(|pass| zone_name(&pass.time));
    let yours = move || pass.with(|pass| viewer_time(&pass.time)).map(|time| words::yours(&time));
    let place = move || pass.with(|pass| pass.place.join(", "));
    let name = move || pass.with(|pass| pass.name.clone());
    let has_name = Memo::new(move |_| pass.with(|pass| pass.name.is_some()));
    let due = move || {
        pass.with(|pass| match pass.due.minor {
            0 => words::NOTHING.get().to_owned(),
            _ => intl::format_money(&pass.due),
        })
    };
    view! {
        <dl class="voucher__facts">
            <div>
                <dt>{words::WHEN.get()}</dt>
                <dd>
                    <strong>{when}</strong>
                    <span class="voucher__more">{zone}</span>
                    <span class="voucher__more">{yours}</span>
                </dd>
            </div>
            <div>
                <dt>{words::PLACE.get()}</dt>
                <dd>
                    <strong>{move || pass.with(|pass| pass.venue.clone())}</strong>
                    <span class="voucher__more">{place}</span>
                </dd>
            </div>
            <div>
                <dt>{words::PARTY.get()}</dt>
                <dd>{move || words::people(pass.with(|pass| pass.party).into())}</dd>
            </div>
            {move || has_name.get().then(|| view! { <div><dt>{words::NAME.get()}</dt><dd>{name}</dd></div> })}
            <div>
                <dt>{words::DUE.get()}</dt>
                <dd>{due}</dd>
            </div>
        </dl>
    }
}
