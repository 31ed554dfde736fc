//! The pictures of a product.

use crate::{
    text,
    ui::{IconButton, Picture, Shape},
};
use fivefold_api::vocabulary;
use fivefold_view::prelude::*;
use leptos::{
    ev::KeyboardEvent,
    html,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// How wide the large picture is drawn.
const LARGE: &str = "(min-width: 1240px) 640px, (min-width: 900px) 54vw, 100vw";

/// A strip of pictures that is swiped, stepped through with arrows and keys, or chosen from small ones.
#[component]
pub fn Gallery(
    /// The product's title.
    title: String,
    /// The pictures to show, main one first.
    #[prop(into)]
    pictures: Signal<Vec<vocabulary::Picture>>,
) -> impl IntoView {
    let strip = NodeRef::<html::Div>::new();
    let current = RwSignal::new(0_usize);
    let count = Memo::new(move |_| pictures.with(Vec::len));
    let go = Callback::new(move |to: usize| {
        if let Some(strip) = strip.get_untracked() {
            show(&strip, to);
        }
    });
    let step = move |forward: bool| {
        let now = current.get_untracked();
        let to = if forward { now + 1 } else { now.saturating_sub(1) };
        if to < count.get_untracked() {
            go.run(to);
        }
    };
    // Other pictures begin with the first of them.
    Effect::new(move |before: Option<()>| {
        pictures.track();
        if before.is_some()
            && let Some(strip) = strip.get_untracked()
        {
            strip.set_scroll_left(0);
        }
    });
    let slides = move || {
        let slide = |(index, picture)| {
            let eager = index == 0;
            view! { <div class="gallery__slide"><Picture picture sizes=LARGE eager/></div> }
        };
        pictures.get().into_iter().enumerate().map(slide).collect::<Vec<_>>()
    };
    let on_scroll = move |_| {
        if let Some(strip) = strip.get_untracked() {
            let shown = shown(strip.scroll_left(), strip.client_width());
            if shown != current.get_untracked() {
                current.set(shown);
            }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let right_to_left =
            event.current_target().is_some_and(|target| is_right_to_left(target.unchecked_ref()));
        match event.key().as_str() {
            "ArrowRight" => step(!right_to_left),
            "ArrowLeft" => step(right_to_left),
            "Home" => go.run(0),
            "End" => go.run(count.get_untracked().saturating_sub(1)),
            _ => return,
        }
        event.prevent_default();
    };
    let words =
        move || text::shopping::picture_of(position(current.get()), position(count.get().saturating_sub(1)));
    view! {
        <section class="gallery" aria-label=text::shopping::gallery(&title)>
            <div class="gallery__stage">
                <div
                    class="gallery__strip"
                    node_ref=strip
                    tabindex="0"
                    role="group"
                    aria-label=words
                    on:scroll=on_scroll
                    on:keydown=on_key
                >
                    {slides}
                </div>
                <div class="gallery__arrows" hidden=move || count.get() < 2>
                    <IconButton
                        shape=Shape::Previous
                        label=text::shopping::PREVIOUS_PICTURE.get()
                        disabled=Signal::derive(move || current.get() == 0)
                        on_press=move |()| step(false)
                    />
                    <IconButton
                        shape=Shape::Next
                        label=text::shopping::NEXT_PICTURE.get()
                        disabled=Signal::derive(move || current.get() + 1 >= count.get())
                        on_press=move |()| step(true)
                    />
                </div>
            </div>
            {move || (count.get() > 1).then(|| small(pictures.get(), current, go))}
        </section>
    }
}

/// The small pictures; dots on a phone.
fn small(pictures: Vec<vocabulary::Picture>, current: RwSignal<usize>, go: Callback<usize>) -> View {
    let total = position(pictures.len().saturating_sub(1));
    let thumbs: Vec<_> = pictures
        .into_iter()
        .enumerate()
        .map(|(index, picture)| {
            let is_shown = move || if current.get() == index { "true" } else { "false" };
            view! {
                <li>
                    <button
                        type="button"
                        class="gallery__thumb"
                        aria-label=text::shopping::picture_of(position(index), total)
                        aria-current=is_shown
                        on:click=move |_| go.run(index)
                    >
                        <Picture picture sizes="80px" decorative=true/>
                    </button>
                </li>
            }
        })
        .collect();
    view! { <ul class="gallery__thumbs" role="list">{thumbs}</ul> }
}

/// Counted as people do.
fn position(index: usize) -> u64 {
    u64::try_from(index).unwrap_or_default() + 1
}

/// Which slide stands in a strip of this width. Scrolling counts downwards in right-to-left text.
fn shown(scrolled: i32, width: i32) -> usize {
    if width <= 0 {
        return 0;
    }
    usize::try_from((scrolled.abs() + width / 2) / width).unwrap_or_default()
}

fn show(strip: &Element, index: usize) {
    let selector = [":scope > :nth-child(", &(index + 1).to_string(), ")"].concat();
    let slide = strip.query_selector(&selector).ok().flatten();
    if let Some(slide) = slide.and_then(|slide| slide.dyn_into::<HtmlElement>().ok()) {
        strip.set_scroll_left(slide.offset_left());
    }
}

fn is_right_to_left(element: &Element) -> bool {
    element.matches(":dir(rtl)").unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_shown_is_the_one_that_fills_most_of_the_strip() {
        assert_eq!((shown(0, 390), shown(194, 390), shown(195, 390), shown(780, 390)), (0, 0, 1, 2));
        assert_eq!((shown(-390, 390), shown(5, 0)), (1, 0));
    }
}
