//! Turning over what is more than fits in sight.

use crate::{text, ui::Button};
use fivefold_view::prelude::*;

/// Which of how many are shown, and the ways to the others. Nothing where all are.
pub fn pager(at: Signal<usize>, all: Signal<usize>, shown: usize, go: Callback<usize>) -> View {
    let is_needed = Memo::new(move |_| all.get() > shown);
    let number = |count: usize| u64::try_from(count).unwrap_or_default();
    let words = move || {
        let (from, all) = (at.get(), all.get());
        text::wholesale::range(number(from + 1), number((from + shown).min(all)), number(all))
    };
    let is_first = Signal::derive(move || at.get() == 0);
    let is_last = Signal::derive(move || at.get() + shown >= all.get());
    let content = move || {
        is_needed.get().then(|| {
            view! {
                <div class="order-pager" role="group" aria-label=text::ui::PAGINATION.get()>
                    <Button disabled=is_first on_press=move |()| go.run(at.get_untracked().saturating_sub(shown))>
                        {text::ui::PREVIOUS_PAGE.get()}
                    </Button>
                    <p role="status">{words}</p>
                    <Button disabled=is_last on_press=move |()| go.run(at.get_untracked() + shown)>
                        {text::ui::NEXT_PAGE.get()}
                    </Button>
                </div>
            }
        })
    };
    content.into_view()
}
