//! One line of the draft: what is wanted, how much, by when, at which price (B2B-01).

use super::super::draft::DraftLine;
use super::super::draft_desk::DraftDesk;
use super::super::draft_merge::Conflict;
use super::super::figures::{quantity_words, unit_words};
use super::super::numbers;
use super::super::row_words::{check, cost_words, fault_words};
use super::price_breaks::price_breaks;
use crate::{
    platform::page as window,
    routes, text,
    ui::{Button, Field, Look, Notice, Picture, Tone},
};
use fivefold_api::model::{FieldProblemCode, WholesaleItem};
use fivefold_api::rules::LINE_NOTE_MAX;
use fivefold_view::prelude::*;
use leptos::html;
use std::rc::Rc;

/// A part of a line that is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Sku,
    Quantity,
    Target,
    RequiredOn,
    Note,
}

impl Entry {
    /// Its path in a problem.
    const fn path(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Quantity => "quantity",
            Self::Target => "target",
            Self::RequiredOn => "required_on",
            Self::Note => "note",
        }
    }

    fn of(self, line: &DraftLine) -> &String {
        match self {
            Self::Sku => &line.sku,
            Self::Quantity => &line.quantity,
            Self::Target => &line.target,
            Self::RequiredOn => &line.required_on,
            Self::Note => &line.note,
        }
    }

    fn set(self, line: &mut DraftLine, text: String) {
        let place = match self {
            Self::Sku => &mut line.sku,
            Self::Quantity => &mut line.quantity,
            Self::Target => &mut line.target,
            Self::RequiredOn => &mut line.required_on,
            Self::Note => &mut line.note,
        };
        *place = text;
    }

    const fn is_number(self) -> bool {
        matches!(self, Self::Quantity | Self::Target)
    }
}

/// What the shop knows of the line's number; see [`DraftDesk::item`].
type Known = Memo<Option<Option<Rc<WholesaleItem>>>>;

/// A line. `on_gone` is told when it is taken out.
pub fn draft_line(desk: DraftDesk, id: u64, on_gone: Callback<u64>) -> View {
    let line = Memo::new(move |last: Option<&DraftLine>| {
        desk.shelf.with(|draft| draft.line(id).cloned()).or_else(|| last.cloned()).unwrap_or_default()
    });
    let root = NodeRef::<html::Li>::new();
    // What was pressed is gone, and its focus with it.
    let on_settled = Callback::new(move |()| {
        request_animation_frame(move || {
            if let Some(line) = root.try_get_untracked() {
                window::focus(&line);
            }
        });
    });
    // Only the line that somebody is in speaks: the shop tells of all at once.
    let has_focus = RwSignal::new(false);
    let live = Signal::derive(move || if has_focus.get() { "polite" } else { "off" });
    let sku = Memo::new(move |_| line.with(|line| line.sku.clone()));
    let known: Known = Memo::new(move |_| desk.item(&sku.get()));
    let item = Memo::new(move |_| known.get().flatten());
    let is_none = Memo::new(move |_| known.get() == Some(None));
    let remove = move |()| {
        on_gone.run(id);
        desk.remove(id);
    };
    let name = Memo::new(move |_| {
        line.with(|line| match (line.title.is_empty(), line.sku.is_empty()) {
            (false, _) => line.title.clone(),
            (true, false) => line.sku.clone(),
            (true, true) => text::wholesale::LINE_WITHOUT.get().to_owned(),
        })
    });
    // What is not in the catalogue has no page of its own.
    let page = Memo::new(move |_| {
        item.with(|item| {
            let item = item.as_ref().filter(|item| item.catalogue.is_some())?;
            Some(routes::product(&item.product))
        })
    });
    let title = move || match page.get() {
        Some(href) => view! { <a href=href>{name}</a> },
        None => view! { <span>{name}</span> },
    };
    let picture = move || {
        let picture = item.with(|item| item.as_ref().and_then(|item| item.picture.clone()))?;
        Some(view! { <Picture picture sizes="72px" decorative=true/> })
    };
    let unit = move || line.with(|line| (!line.unit.is_empty()).then(|| unit_words(&line.unit).to_owned()));
    let conflict = Memo::new(move |_| desk.shelf.conflict(id));
    let unknown = move || {
        is_none.get().then(|| view! { <p class="ui-field__error">{text::wholesale::ROW_UNKNOWN.get()}</p> })
    };
    view! {
        <li
            node_ref=root
            class="draft-line"
            data-line=id.to_string()
            aria-label=name
            on:focusin=move |_| has_focus.set(true)
            on:focusout=move |_| has_focus.set(false)
        >
            <div class="draft-line__picture">{picture}</div>
            <div class="draft-line__name">
                <h3>{title}</h3>
                <p>{move || line.with(|line| line.options.clone())}</p>
                {unknown}
            </div>
            <div class="draft-line__entries">
                {entry(desk, id, line, Entry::Sku)}
                <div class="draft-line__much">
                    {entry(desk, id, line, Entry::Quantity)}
                    <span class="draft-line__unit">{unit}</span>
                </div>
                {entry(desk, id, line, Entry::Target)}
                {entry(desk, id, line, Entry::RequiredOn)}
                {entry(desk, id, line, Entry::Note)}
            </div>
            {amount(desk, id, line, item, live, on_settled)}
            {move || conflict.get().map(|conflict| conflicting(desk, conflict, on_settled, on_gone))}
            {without_number(desk, id, line, on_gone)}
            <div class="draft-line__end">
                <Button look=Look::Bare on_press=remove>{text::wholesale::LINE_REMOVE.get()}</Button>
            </div>
        </li>
    }
}

fn entry(desk: DraftDesk, id: u64, line: Memo<DraftLine>, entry: Entry) -> View {
    let kept = Memo::new(move |_| line.with(|line| entry.of(line).clone()));
    // What is being typed stays as it is, however it is kept.
    let typing = RwSignal::new(None::<String>);
    let to_keep = move |typed: &str| match entry.is_number() {
        true => numbers::kept(typed, desk.mark),
        false => typed.to_owned(),
    };
    let value = Signal::derive(move || {
        let kept = kept.get();
        match typing.get().filter(|typed| to_keep(typed) == kept) {
            Some(typed) => typed,
            None if entry.is_number() => numbers::typed(&kept, desk.mark),
            None => kept,
        }
    });
    let input = move |typed: String| {
        let text = to_keep(&typed);
        typing.set(Some(typed));
        desk.edit(id, entry.path(), |line| entry.set(line, text));
    };
    let error = Signal::derive(move || {
        desk.fault(Some(id), entry.path()).map(|code| problem_words(desk, entry, code))
    });
    let label = Signal::derive(move || label(desk, line, entry));
    let name = ["line-", &id.to_string(), "-", entry.path()].concat();
    view! {
        <div class=["draft-line__", entry.path()].concat()>
            <Field
                id=name
                label
                value
                on_input=input
                on_blur=move |()| typing.set(None)
                error
                kind=if entry == Entry::RequiredOn { "date" } else { "text" }
                autocomplete="off"
                inputmode=if entry.is_number() { "decimal" } else { "" }
                maxlength=limit(entry)
                optional=matches!(entry, Entry::Target | Entry::RequiredOn | Entry::Note)
            />
        </div>
    }
}

fn label(desk: DraftDesk, line: Memo<DraftLine>, entry: Entry) -> String {
    use text::wholesale as words;
    match entry {
        Entry::Sku => words::NUMBER.get().to_owned(),
        Entry::Quantity => text::ui::QUANTITY.get().to_owned(),
        Entry::Target => {
            let currency = desk.currency();
            match line.with(|line| line.per.clone()) {
                Some(per) => words::target_for(&currency, &quantity_words(&per)),
                None => words::target(&currency),
            }
        }
        Entry::RequiredOn => words::REQUIRED_ON.get().to_owned(),
        Entry::Note => words::NOTE.get().to_owned(),
    }
}

/// The most characters that an entry takes.
fn limit(entry: Entry) -> i32 {
    match entry {
        Entry::Note => i32::try_from(LINE_NOTE_MAX).unwrap_or(i32::MAX),
        Entry::Sku => 120,
        _ => 40,
    }
}

fn problem_words(desk: DraftDesk, entry: Entry, code: FieldProblemCode) -> String {
    use text::{errors, wholesale as words};
    match (entry, code) {
        (_, FieldProblemCode::Required) => errors::VALUE_REQUIRED.get().to_owned(),
        (Entry::Sku, FieldProblemCode::NotAllowed) => words::ROW_UNKNOWN.get().to_owned(),
        (Entry::Quantity, FieldProblemCode::NotAllowed) => words::QUANTITY_UNIT.get().to_owned(),
        (Entry::Quantity, FieldProblemCode::OutOfRange) => words::QUANTITY_RULE.get().to_owned(),
        (Entry::Quantity, _) => words::ROW_BAD_QUANTITY.get().to_owned(),
        (Entry::Target, _) => words::target_wrong(&desk.currency()),
        (_, FieldProblemCode::TooLong) => {
            errors::value_too_long(u64::try_from(limit(entry)).unwrap_or_default())
        }
        _ => errors::VALUE_INVALID.get().to_owned(),
    }
}

/// What so much costs, whether it can be bought, and what would be right (B2B-04).
fn amount(
    desk: DraftDesk,
    id: u64,
    line: Memo<DraftLine>,
    item: Memo<Option<Rc<WholesaleItem>>>,
    live: Signal<&'static str>,
    on_settled: Callback<()>,
) -> View {
    let checked = Memo::new(move |_| {
        item.with(|item| check(&item.as_ref()?.rule, &line.with(|line| line.quantity.clone())))
    });
    let digits = Signal::derive(move || checked.get().and_then(Result::ok));
    let cost = move || {
        let (item, amount) = (item.get()?, line.with(DraftLine::amount)?);
        checked.get()?.is_ok().then(|| cost_words(&item, &amount))
    };
    let fault = move || {
        let fault = checked.get()?.err()?;
        let take = fault.fix().map(|right| {
            let words = text::wholesale::fix_quantity(&quantity_words(&right));
            let text = right.to_decimal();
            let press = move |()| {
                let text = text.clone();
                desk.edit(id, Entry::Quantity.path(), |line| line.quantity = text);
                on_settled.run(());
            };
            view! { <Button on_press=press>{words}</Button> }
        });
        Some(view! { <div class="draft-line__fault"><p>{fault_words(&fault)}</p>{take}</div> })
    };
    let breaks = move || item.get().map(|item| price_breaks(item, digits));
    view! {
        <div class="draft-line__amount">
            <div aria-live=live>{fault}</div>
            <p class="draft-line__cost" aria-live=live>{cost}</p>
            {breaks}
        </div>
    }
}

/// Another tab has changed the line too: both are shown, and one is chosen (B2B-02).
fn conflicting(
    desk: DraftDesk,
    conflict: Conflict,
    on_settled: Callback<()>,
    on_gone: Callback<u64>,
) -> View {
    let Conflict { line: id, theirs } = conflict;
    let is_gone = theirs.is_none();
    let settle = move |takes_theirs: bool| {
        if takes_theirs && is_gone {
            on_gone.run(id);
        } else {
            on_settled.run(());
        }
        desk.settle(id, takes_theirs);
    };
    let words = match &theirs {
        Some(theirs) => {
            let parts = [&theirs.sku, &theirs.quantity, &theirs.target, &theirs.required_on, &theirs.note];
            let parts: Vec<&str> =
                parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            text::wholesale::conflict_changed(&parts.join(" · "))
        }
        None => text::wholesale::CONFLICT_REMOVED.get().to_owned(),
    };
    view! {
        <Notice tone=Tone::Warning title=text::wholesale::CONFLICT.get()>
            <p>{words}</p>
            <Button on_press=move |()| settle(true)>{text::wholesale::CONFLICT_THEIRS.get()}</Button>
            <Button on_press=move |()| settle(false)>{text::wholesale::CONFLICT_MINE.get()}</Button>
        </Notice>
    }
}

/// A line that was made of words, such as a search that found nothing: the supplier can be told them all the same.
fn without_number(desk: DraftDesk, id: u64, line: Memo<DraftLine>, on_gone: Callback<u64>) -> View {
    let is_words =
        Memo::new(move |_| line.with(|line| line.sku.trim().is_empty() && !line.note.trim().is_empty()));
    let move_on = move |()| {
        let words = line.with_untracked(|line| line.note.clone());
        on_gone.run(id);
        desk.shelf.edit_head(|head| {
            if !head.note.is_empty() {
                head.note.push('\n');
            }
            head.note.push_str(words.trim());
        });
        desk.remove(id);
    };
    let content = move || {
        is_words.get().then(|| {
            view! {
                <Notice tone=Tone::Plain title=text::wholesale::LINE_WITHOUT.get()>
                    <p>{text::wholesale::LINE_WITHOUT_TEXT.get()}</p>
                    <Button on_press=move_on>{text::wholesale::LINE_TO_NOTE.get()}</Button>
                </Notice>
            }
        })
    };
    content.into_view()
}
