//! The pictures of a lot: a large one, and small ones to choose it by.

use crate::{text, ui::Picture};
use fivefold_api::vocabulary;
use fivefold_view::prelude::*;

/// How wide the large picture is drawn.
const LARGE: &str = "(min-width: 1240px) 640px, (min-width: 900px) 54vw, 100vw";

/// A large picture and the small ones.
#[component]
pub fn Gallery(
    /// What the pictures show.
    title: String,
    /// The pictures, main one first.
    pictures: Vec<vocabulary::Picture>,
) -> impl IntoView {
    let current = RwSignal::new(0_usize);
    let count = pictures.len();
    let total = u64::try_from(count).unwrap_or_default();
    let small: Vec<_> = pictures
        .iter()
        .cloned()
        .zip(0_usize..)
        .map(|(picture, at)| {
            let position = u64::try_from(at).unwrap_or_default() + 1;
            let is_shown = move || if current.get() == at { "true" } else { "false" };
            view! {
                <li>
                    <button
                        type="button"
                        class="lot-gallery__small"
                        aria-label=text::shopping::picture_of(position, total)
                        aria-current=is_shown
                        on:click=move |_| current.set(at)
                    >
                        <Picture picture sizes="80px" decorative=true/>
                    </button>
                </li>
            }
        })
        .collect();
    let large = move || {
        let picture = pictures.get(current.get()).cloned();
        picture.map(|picture| view! { <Picture picture sizes=LARGE eager=true/> })
    };
    view! {
        <section class="lot-gallery" aria-label=text::shopping::gallery(&title)>
            <div class="lot-gallery__stage">{large}</div>
            {(count > 1).then(|| view! { <ul class="lot-gallery__list" role="list">{small}</ul> })}
        </section>
    }
}
