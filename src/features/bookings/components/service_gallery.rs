//! The pictures of a service: a large one, and small ones to choose it by.

use crate::{text, ui::Picture};
use fivefold_api::vocabulary;
use fivefold_view::prelude::*;

/// How wide the large picture is drawn.
const LARGE: &str = "(min-width: 1240px) 640px, (min-width: 900px) 54vw, 100vw";

/// A large picture and, if there are more, the small ones.
pub fn gallery(title: &str, pictures: Vec<vocabulary::Picture>) -> View {
    let current = RwSignal::new(0_usize);
    let count = pictures.len();
    let small: Vec<_> = (1_u64..)
        .zip(pictures.iter().cloned().enumerate())
        .map(|(position, (at, picture))| {
            let total = u64::try_from(count).unwrap_or_default();
            view! {
                <li>
                    <button
                        type="button"
                        class="service-gallery__small"
                        aria-label=text::shopping::picture_of(position, total)
                        aria-current=move || if current.get() == at { "true" } else { "false" }
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
        <section class="service-gallery" aria-label=text::shopping::gallery(title)>
            <div class="service-gallery__stage">{large}</div>
            {(count > 1).then(|| view! { <ul class="service-gallery__list" role="list">{small}</ul> })}
        </section>
    }
}
