//! The form that offers a lot. What is typed is kept until the lot is there.

use super::super::amount::Separators;
use super::super::offer::{CONDITIONS, DURATIONS, Fault, Offer, Part, STORED, Terms, fault_of};
use super::facts::condition_words;
use super::photos::Photos;
use crate::{
    data::{Progress, error_text, use_commitment, use_navigate, use_now, use_query, use_runtime},
    platform::{announce, files, page, storage},
    routes, text,
    ui::{Button, Check, Choice, Choices, Field, Look, Notice, Select, TextArea, Tone},
};
use fivefold_api::endpoints::{ListAuctions, PostAuction};
use fivefold_api::http;
use fivefold_api::model::Auction;
use fivefold_api::vocabulary::{Currency, Instant};
use fivefold_view::prelude::*;
use leptos::{ev::SubmitEvent, html};
use leptos_router::NavigateOptions;

/// What offering a lot is called in the store of commands.
const KIND: &str = "sell_lot";
/// What it is about. A browser fills in one such form at a time.
const SUBJECT: &str = "lot";

/// What the entries are bound to. Cheap to copy.
#[derive(Clone, Copy)]
struct Desk {
    offer: RwSignal<Offer>,
    faults: RwSignal<Vec<(Part, Fault)>>,
    currency: Currency,
    here: Separators,
    now: Signal<Option<Instant>>,
}

impl Desk {
    fn terms(self) -> Terms {
        let start = self.offer.with_untracked(|offer| files::local_moment(offer.get(Part::Start)));
        Terms {
            currency: self.currency,
            here: self.here,
            starts_at: start.map(Instant::from_millis),
            now: self.now.get_untracked(),
        }
    }

    fn keep(self) {
        self.offer.with_untracked(|offer| storage::write(STORED, offer));
    }

    fn type_in(self, part: Part, text: String) {
        self.offer.update(|offer| offer.set(part, text));
        self.keep();
        // A problem goes away as soon as it is solved; a new one waits until the form is sent.
        if self.faults.with_untracked(|faults| faults.iter().any(|(at, _)| *at == part)) {
            self.check(part);
        }
    }

    fn check(self, part: Part) {
        let fault = self.offer.with_untracked(|offer| offer.fault(part, self.terms()));
        self.faults.update(|faults| {
            faults.retain(|(at, _)| *at != part);
            faults.extend(fault.map(|fault| (part, fault)));
        });
    }

    fn value(self, part: Part) -> Signal<String> {
        Signal::derive(move || self.offer.with(|offer| offer.get(part).to_owned()))
    }

    fn error(self, part: Part) -> Signal<Option<String>> {
        Signal::derive(move || {
            let fault =
                self.faults.with(|faults| faults.iter().find(|(at, _)| *at == part).map(|(_, fault)| *fault));
            fault.map(fault_words)
        })
    }
}

/// Everything that a lot needs.
#[component]
pub fn SellForm() -> impl IntoView {
    let runtime = use_runtime();
    let navigate = use_navigate();
    let currency = untrack(|| runtime.scope().currency);
    let desk = Desk {
        offer: RwSignal::new(storage::read(STORED).unwrap_or_default()),
        faults: RwSignal::new(Vec::new()),
        currency: Currency::iso(&currency)
            .or_else(|_| Currency::iso("EUR"))
            .expect("a code of three letters"),
        here: Separators::here(),
        now: use_now(),
    };
    let port = http::auctions(runtime.client());
    let lots = use_query(
        || ListAuctions { per_page: 1, ..ListAuctions::default() },
        move |query| port.auctions(query),
    );
    let error = RwSignal::new(None::<String>);
    let form = NodeRef::<html::Form>::new();
    let lead = move |part: Part| {
        if let Some(form) = form.get_untracked() {
            // The conditions are a group of inputs, everything else is one.
            let selector = if part == Part::Condition { " input" } else { "" };
            page::focus_first(&form, &["#", part.id(), selector].concat());
        }
    };
    let command = use_commitment(KIND);
    command.resume(SUBJECT);
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Auction>());
            command.acknowledge();
            match answer {
                Some(Ok(auction)) => {
                    storage::remove(STORED);
                    runtime.queries().invalidate("/v1/me/auctions");
                    runtime.queries().invalidate("/v1/auctions");
                    let options =
                        NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
                    navigate(&routes::auction(&auction.card.id), options);
                }
                Some(Err(problem)) => error.set(Some(error_text(&problem).text)),
                None => {}
            }
        }
        Progress::Refused(problem) => {
            command.acknowledge();
            let fields = problem.problem().map(|problem| problem.fields.clone()).unwrap_or_default();
            let found: Vec<_> =
                fields.iter().filter_map(|one| Some((Part::of(&one.field)?, fault_of(one.code)))).collect();
            if let Some((first, _)) = found.first() {
                lead(*first);
            }
            desk.faults.set(found);
            error.set(Some(error_text(&problem).text));
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    let uploads = RwSignal::new((0, 0));
    // A lot without the photos that are on their way is not the one that is meant.
    let busy = Memo::new(move |_| command.is_busy() || uploads.get().0 > 0);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let faults = desk.offer.with_untracked(|offer| offer.faults(desk.terms()));
        desk.faults.set(faults.clone());
        error.set(None);
        if let Some((first, _)) = faults.first() {
            announce::alert(&text::errors::form_summary(u64::try_from(faults.len()).unwrap_or(1)));
            lead(*first);
            return;
        }
        let Some(lot) = desk.offer.with_untracked(|offer| offer.lot(desk.terms())) else { return };
        if busy.get_untracked() {
            return;
        }
        command.submit(move |client| {
            // The same lot from two tabs is one; a changed one is another.
            let version = lot.pictures.first().map(|id| id.0.clone()).unwrap_or_default() + &lot.title;
            let endpoint = PostAuction { lot, key: client.new_key() };
            client.commitment(&endpoint, KIND, SUBJECT, &version, &routes::sell_lot())
        });
    };
    let status = move || match command.progress() {
        Progress::Sending => text::auctions::SELLING.get(),
        Progress::Checking => text::checkout::UNKNOWN_TITLE.get(),
        _ => "",
    };
    let categories = Signal::derive(move || {
        let mut all = vec![(String::new(), text::auctions::CHOOSE.get().to_owned())];
        let known = lots.get().latest().map(|list| list.categories).unwrap_or_default();
        all.extend(known.into_iter().map(|one| (one.slug.0, one.name)));
        all
    });
    let is_trader = Signal::derive(move || desk.offer.with(|offer| offer.is_trader));
    let trade = move |is_trader: bool| {
        desk.offer.update(|offer| offer.is_trader = is_trader);
        desk.keep();
    };
    let changed = Callback::new(move |()| {
        desk.keep();
        desk.check(Part::Photos);
    });
    let problem = move || error.get().map(|words| view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> });
    view! {
        <form node_ref=form class="sell-form" novalidate on:submit=submit>
            <Photos offer=desk.offer error=desk.error(Part::Photos) on_change=changed progress=uploads/>
            {line(desk, Part::Title, text::auctions::SELL_TITLE.get(), None, "", false)}
            <TextArea
                id=Part::Description.id()
                label=text::auctions::DESCRIPTION.get().to_owned()
                value=desk.value(Part::Description)
                on_input=move |typed| desk.type_in(Part::Description, typed)
                hint=text::auctions::DESCRIPTION_HINT.get()
                error=desk.error(Part::Description)
                maxlength=5000
            />
            {conditions(desk)}
            <TextArea
                id=Part::Defects.id()
                label=text::auctions::DEFECTS.get().to_owned()
                value=desk.value(Part::Defects)
                on_input=move |typed| desk.type_in(Part::Defects, typed)
                hint=text::auctions::DEFECTS_HINT.get()
                error=desk.error(Part::Defects)
                optional=true
            />
            <Select
                id=Part::Category.id()
                label=text::auctions::CATEGORY.get().to_owned()
                options=categories
                value=desk.value(Part::Category)
                on_change=move |slug| desk.type_in(Part::Category, slug)
                error=desk.error(Part::Category)
            />
            <div class="sell-form__row">
                {line(desk, Part::Opening, text::auctions::OPENING.get(), Some(currency.clone()), "decimal", false)}
                {line(desk, Part::Shipping, text::checkout::DELIVERY.get(), Some(text::auctions::SHIPPING_HINT.get().to_owned()), "decimal", false)}
            </div>
            {line(desk, Part::Reserve, text::auctions::RESERVE.get(), Some(text::auctions::RESERVE_HINT.get().to_owned()), "decimal", true)}
            <div class="sell-form__row">
                {start(desk)}
                <Select
                    id=Part::Duration.id()
                    label=text::auctions::DURATION.get().to_owned()
                    options=Signal::derive(durations)
                    value=desk.value(Part::Duration)
                    on_change=move |minutes| desk.type_in(Part::Duration, minutes)
                    error=desk.error(Part::Duration)
                />
            </div>
            <Check checked=is_trader on_change=trade>{text::auctions::I_AM_TRADER.get()}</Check>
            {problem}
            <Button look=Look::Strong wide=true submit=true busy=busy>{text::auctions::SELL_SUBMIT.get()}</Button>
            <p role="status">{status}</p>
        </form>
    }
}

fn line(
    desk: Desk,
    part: Part,
    label: &'static str,
    hint: Option<String>,
    inputmode: &'static str,
    optional: bool,
) -> View {
    let hint = hint.unwrap_or_else(|| text::auctions::SELL_TITLE_HINT.get().to_owned());
    view! {
        <Field
            id=part.id()
            label=label.to_owned()
            value=desk.value(part)
            on_input=move |typed| desk.type_in(part, typed)
            hint=hint
            error=desk.error(part)
            inputmode=inputmode
            autocomplete="off"
            maxlength=120
            optional=optional
        />
    }
}

/// When bidding begins: the platform's own chooser, in the visitor's time zone.
fn start(desk: Desk) -> View {
    view! {
        <Field
            id=Part::Start.id()
            label=text::auctions::START.get().to_owned()
            value=desk.value(Part::Start)
            on_input=move |typed| desk.type_in(Part::Start, typed)
            hint=text::auctions::START_HINT.get()
            error=desk.error(Part::Start)
            kind="datetime-local"
            optional=true
        />
    }
}

fn conditions(desk: Desk) -> View {
    let choices = move || {
        let choice = |(name, condition): (&str, _)| Choice {
            value: name.to_owned(),
            label: condition_words(condition).to_owned(),
            ..Choice::default()
        };
        CONDITIONS.into_iter().map(choice).collect::<Vec<_>>()
    };
    view! {
        <div id=Part::Condition.id()>
            <Choices
                name="sell-condition-choice"
                legend=text::auctions::CONDITION.get().to_owned()
                choices=Signal::derive(choices)
                value=Signal::derive(move || Some(desk.offer.with(|offer| offer.get(Part::Condition).to_owned())))
                on_choose=move |name| desk.type_in(Part::Condition, name)
                error=desk.error(Part::Condition)
            />
        </div>
    }
}

fn durations() -> Vec<(String, String)> {
    let words = |minutes: u32| match minutes {
        0..60 => text::auctions::minutes(minutes.into()),
        60..1_440 => text::auctions::hours(u64::from(minutes / 60)),
        _ => text::auctions::days(u64::from(minutes / 1_440)),
    };
    let mut all = vec![(String::new(), text::auctions::CHOOSE.get().to_owned())];
    all.extend(DURATIONS.into_iter().map(|minutes| (minutes.to_string(), words(minutes))));
    all
}

fn fault_words(fault: Fault) -> String {
    use text::errors as words;
    match fault {
        Fault::Missing => words::VALUE_REQUIRED.get().to_owned(),
        Fault::Short(least) => words::value_too_short(least),
        Fault::Long(most) => words::value_too_long(most),
        Fault::Amount => text::auctions::NOT_AN_AMOUNT.get().to_owned(),
        Fault::Decimals(count) => text::auctions::too_many_decimals(count),
        Fault::BelowOpening => text::auctions::RESERVE_BELOW.get().to_owned(),
        Fault::Past => text::auctions::START_PAST.get().to_owned(),
        Fault::Refused => words::VALUE_INVALID.get().to_owned(),
    }
}
