//! One row of a quick order: what was typed, what it is about, what is wrong with it and what would be right (B2B-03).

use super::super::quick_desk::QuickDesk;
use super::super::row_words::{cost_words, fix_words, next_words, problem_words};
use super::super::sheet::SheetRow;
use crate::{
    text,
    ui::{Button, Field, Look},
};
use fivefold_api::rules::{OrderRow, RowFix, RowProblem};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;

/// A part of a row that is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Sku,
    Quantity,
    Unit,
}

impl Cell {
    fn of(self, row: &OrderRow) -> &String {
        match self {
            Self::Sku => &row.sku,
            Self::Quantity => &row.quantity,
            Self::Unit => &row.unit,
        }
    }

    fn set(self, row: &mut OrderRow, text: String) {
        match self {
            Self::Sku => row.sku = text,
            Self::Quantity => row.quantity = text,
            Self::Unit => row.unit = text,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Quantity => "quantity",
            Self::Unit => "unit",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Sku => text::wholesale::NUMBER.get(),
            Self::Quantity => text::ui::QUANTITY.get(),
            Self::Unit => text::wholesale::UNIT.get(),
        }
    }
}

/// A row. It stays where it is when it is put right. `on_press` is told when what was pressed goes away.
pub fn order_row(desk: QuickDesk, id: u32, on_press: Callback<u32>) -> View {
    // A row that has gone says what it said, until it is taken out of sight.
    let row =
        Memo::new(move |last: Option<&Option<SheetRow>>| desk.row(id).or_else(|| last.cloned().flatten()));
    let problems = Memo::new(move |_| {
        row.with(|row| row.as_ref().map(|row| row.problems().to_vec()).unwrap_or_default())
    });
    let is_valid = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(SheetRow::is_valid)));
    let is_unchecked =
        Memo::new(move |_| row.with(|row| row.as_ref().is_none_or(|row| row.checked.is_none())));
    let apply = move |fix: RowFix| {
        on_press.run(id);
        desk.apply(id, &fix);
    };
    let remove = move |()| apply(RowFix::Remove);
    let told = move || {
        let problems = problems.get();
        let tell = |problem: RowProblem| problem_line(desk, id, &problem, apply);
        (!problems.is_empty()).then(|| {
            let problems: Vec<_> = problems.into_iter().map(tell).collect();
            view! { <ul class="order-row__problems" role="list">{problems}</ul> }
        })
    };
    let right = move || is_valid.get().then(|| text::wholesale::ROW_RIGHT.get());
    let waiting = move || is_unchecked.get().then(|| text::wholesale::ROW_WAITING.get());
    let line = text::wholesale::line(u64::from(id));
    view! {
        <li class="order-row" class=("order-row--right", is_valid) aria-label=line.clone()>
            <p class="order-row__line" aria-hidden="true">{line}</p>
            <div class="order-row__cells">
                {cell(desk, id, row, Cell::Sku)}
                {cell(desk, id, row, Cell::Quantity)}
                {cell(desk, id, row, Cell::Unit)}
            </div>
            <p class="order-row__what">{move || row.with(|row| row.as_ref().and_then(what))}</p>
            <div class="order-row__state">
                <p class="order-row__right">{right}</p>
                <p class="order-row__waiting">{waiting}</p>
                {told}
            </div>
            <div class="order-row__end">
                <Button look=Look::Bare on_press=remove>{text::wholesale::ROW_REMOVE.get()}</Button>
            </div>
        </li>
    }
}

/// A problem and the press that ends it.
fn problem_line(
    desk: QuickDesk,
    id: u32,
    problem: &RowProblem,
    apply: impl Fn(RowFix) + Copy + 'static,
) -> View {
    let words = problem_words(problem, id);
    let fix = problem.fix();
    let can_be_done = match &fix {
        RowFix::Merge(first) => untrack(|| desk.look(|sheet| sheet.can_merge(*first, id))),
        _ => true,
    };
    let others: Vec<_> = match problem {
        RowProblem::UnknownSku { near } => near.iter().skip(1).cloned().map(RowFix::Sku).collect(),
        _ => Vec::new(),
    };
    let press = |fix: RowFix| {
        let words = fix_words(&fix)?;
        Some(view! { <Button on_press=move |()| apply(fix.clone())>{words}</Button> })
    };
    let fixes: Vec<_> =
        std::iter::once(fix).filter(|_| can_be_done).chain(others).filter_map(press).collect();
    view! { <li><p>{words}</p>{fixes}</li> }
}

/// What it is about, and what that costs.
fn what(row: &SheetRow) -> Option<String> {
    let item = row.item.as_ref()?;
    let name = [item.title.as_str(), &item.options].into_iter().filter(|part| !part.is_empty());
    let mut parts: Vec<String> = name.map(str::to_owned).collect();
    if let Some(quantity) =
        row.checked.as_ref().filter(|_| row.is_valid()).and_then(|checked| checked.quantity.as_ref())
    {
        parts.push(cost_words(item, quantity));
        parts.extend(quantity.at_scale(item.rule.scale).and_then(|digits| next_words(item, digits)));
    }
    Some(parts.join(" · "))
}

fn cell(desk: QuickDesk, id: u32, row: Memo<Option<SheetRow>>, cell: Cell) -> View {
    // What is typed and not taken yet.
    let typing = RwSignal::new(None::<String>);
    let kept = Memo::new(move |_| {
        row.with(|row| row.as_ref().map(|row| cell.of(&row.typed).clone()).unwrap_or_default())
    });
    let value = Signal::derive(move || typing.get().unwrap_or_else(|| kept.get()));
    let take = move || {
        if let Some(text) = typing.try_update(Option::take).flatten()
            && text != kept.get_untracked()
        {
            desk.edit(id, |row| cell.set(row, text));
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        take();
    };
    view! {
        <form class=["order-row__", cell.name()].concat() on:submit=submit>
            <Field
                id=["row-", &id.to_string(), "-", cell.name()].concat()
                label=cell.label().to_owned()
                value
                on_input=move |text| typing.set(Some(text))
                on_blur=move |()| take()
                autocomplete="off"
                enterkeyhint="done"
                inputmode=if cell == Cell::Quantity { "decimal" } else { "" }
                maxlength=500
            />
        </form>
    }
}
