//! That nobody knows yet what became of something that was sent (X-UNKNOWN).

use crate::{
    text::{self, Message},
    ui::{Notice, Tone},
};
use fivefold_view::prelude::*;

/// Says so for as long as it is asked about.
pub fn checking(is_checking: Memo<bool>, words: &'static Message) -> View {
    let notice = move || {
        is_checking.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title=text::data::CHECKING.get()>
                    <p>{words.get()}</p>
                </Notice>
            }
        })
    };
    notice.into_view()
}
