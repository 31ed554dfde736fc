//! The photos of a lot that is being offered: picked, uploaded one by one, put in order with buttons.

use super::super::offer::{MOST_PHOTOS, Offer, Part};
use crate::{
    data::{spawn, use_runtime},
    platform::{
        announce,
        files::{self, JPEG},
        page,
    },
    text,
    ui::{IconButton, Picture, Shape},
};
use fivefold_api::endpoints::UploadMedia;
use fivefold_api::model::Upload;
use fivefold_view::prelude::*;
use leptos::html;

/// The chooser and what was chosen.
#[component]
pub fn Photos(
    /// The form.
    offer: RwSignal<Offer>,
    /// What is wrong with the photos.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Told of every change.
    on_change: Callback<()>,
    /// How many are on their way, and how many of those picked are done.
    progress: RwSignal<(u64, u64)>,
) -> impl IntoView {
    let runtime = use_runtime();
    let input = NodeRef::<html::Input>::new();
    let is_uploading = Memo::new(move |_| progress.get().0 > 0);
    let failed = RwSignal::new(0_u64);
    let pick = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let mut picked = files::take_files(&input);
        if picked.is_empty() {
            return;
        }
        let room = MOST_PHOTOS.saturating_sub(offer.with_untracked(|offer| offer.photos.len()));
        let surplus = picked.len().saturating_sub(room);
        picked.truncate(room);
        failed.set(u64::try_from(surplus).unwrap_or_default());
        progress.set((u64::try_from(picked.len()).unwrap_or(1), 0));
        let client = runtime.client().clone();
        spawn(async move {
            for file in picked {
                let upload = match files::redraw(&file).await {
                    Some(bytes) => {
                        client.call(&UploadMedia { bytes, media_type: JPEG.to_owned() }).await.ok()
                    }
                    None => None,
                };
                let done = match upload {
                    Some(upload) => offer.try_update(|offer| offer.photos.push(upload)).is_some(),
                    None => failed.try_update(|failed| *failed += 1).is_some(),
                };
                if !done || progress.try_update(|progress| progress.1 += 1).is_none() {
                    return;
                }
                on_change.run(());
            }
            progress.try_set((0, 0));
        });
    };
    let status = move || match (progress.get(), failed.get()) {
        ((0, _), 0) => String::new(),
        ((0, _), failed) => text::auctions::photos_failed(failed),
        ((all, done), _) => text::auctions::photos_progress(all, done + 1),
    };
    let photos = move || offer.with(|offer| offer.photos.clone());
    view! {
        <fieldset class="sell-photos">
            <legend class="ui-field__label">{text::auctions::PHOTOS.get()}</legend>
            <ul class="sell-photos__list" role="list">
                <For each=photos key=|photo| photo.id.clone() let:photo>{one(photo, offer, on_change, input)}</For>
            </ul>
            <label class="sell-photos__pick">
                <input
                    node_ref=input
                    id=Part::Photos.id()
                    type="file"
                    accept="image/*"
                    multiple=true
                    disabled=move || is_uploading.get()
                    aria-describedby="sell-photos-hint"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:change=pick
                />
                <span>{text::auctions::ADD_PHOTOS.get()}</span>
            </label>
            {move || error.get().map(|words| view! { <p class="ui-field__error">{words}</p> })}
            <p class="ui-field__hint" id="sell-photos-hint">{text::auctions::PHOTOS_HINT.get()}</p>
            <p role="status">{status}</p>
        </fieldset>
    }
}

fn one(
    photo: Upload,
    offer: RwSignal<Offer>,
    on_change: Callback<()>,
    chooser: NodeRef<html::Input>,
) -> View {
    let id = photo.id;
    // Where it stands, and whether it is the last one.
    let place = Memo::new(move |_| {
        offer.with(|offer| {
            let at = offer.photos.iter().position(|photo| photo.id == id).unwrap_or_default();
            (at, at + 1 >= offer.photos.len())
        })
    });
    let position = move || u64::try_from(place.get().0).unwrap_or_default() + 1;
    let shift = move |forward: bool| {
        offer.update(|offer| offer.move_photo(place.get_untracked().0, forward));
        announce::say(&text::auctions::photo_moved(untrack(position)));
        on_change.run(());
    };
    let remove = move |()| {
        let at = place.get_untracked().0;
        offer.update(|offer| {
            if at < offer.photos.len() {
                offer.photos.remove(at);
            }
        });
        on_change.run(());
        // The button is gone: the one of the photo in its place takes its focus, or the chooser after the last one.
        request_animation_frame(move || {
            let Some(chooser) = chooser.try_get_untracked() else { return };
            let row = (at + 1).to_string();
            let next = [".sell-photo:nth-child(", &row, ") button:last-of-type"].concat();
            let list = chooser.closest(".sell-photos").ok().flatten();
            if !list.is_some_and(|list| page::focus_first(&list, &next)) {
                page::focus(&chooser);
            }
        });
    };
    view! {
        <li class="sell-photo">
            <Picture picture=photo.picture sizes="160px" decorative=true/>
            <div class="sell-photo__tools">
                <IconButton
                    shape=Shape::Previous
                    label=Signal::derive(move || text::auctions::photo_earlier(position()))
                    disabled=Signal::derive(move || place.get().0 == 0)
                    on_press=move |()| shift(true)
                />
                <IconButton
                    shape=Shape::Next
                    label=Signal::derive(move || text::auctions::photo_later(position()))
                    disabled=Signal::derive(move || place.get().1)
                    on_press=move |()| shift(false)
                />
                <IconButton
                    shape=Shape::Bin
                    label=Signal::derive(move || text::auctions::photo_remove(position()))
                    on_press=remove
                />
            </div>
        </li>
    }
}
