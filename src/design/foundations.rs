//! The tokens: colour, type, space, corners, shadows, motion.

use super::{
    colour::{colours, contrast, hex, properties},
    specimen::{Chapter, Pane, row, state},
};
use crate::ui::{Badge, Button, Look, Tone, Way};
use fivefold_view::prelude::*;

const TOKENS: &str = include_str!("../../style/tokens.css");

pub(super) const ALL: &[&Chapter] = &[
    &Chapter {
        id: "colour",
        title: "Colour",
        about: "Tokens in OKLCH, one pair each. The numbers are contrasts: text needs 4.5 to one on every surface it \
                may stand on, the edge of a control and the focus ring need 3. A host test holds them.",
        draw: palette,
    },
    &Chapter {
        id: "accents",
        title: "Five accents",
        about: "A way of trading sets its accent with one class, and everything inside follows: the button, the tile \
                that is chosen, the badge. Shopping’s is the default.",
        draw: accents,
    },
    &Chapter {
        id: "type",
        title: "Type",
        about: "The system’s own fonts, in Latin and in CJK. Headings are tight in Latin only; Chinese gets more \
                leading and no tracking. Figures are tabular everywhere.",
        draw: scale,
    },
    &Chapter {
        id: "space",
        title: "Space and corners",
        about: "Steps of four, and gaps that grow faster than the things between them. Anything one can press is \
                round; anything that holds is a soft rectangle.",
        draw: space,
    },
    &Chapter {
        id: "depth",
        title: "Depth and motion",
        about: "Paper lies flat: a line separates, and only what floats casts a shadow. Motion answers a person and is \
                over soon; whoever asks for less gets none. Press a bar.",
        draw: depth,
    },
];

/// Name and value of the tokens that begin with this.
fn tokens(prefix: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut seen = Vec::new();
    properties(TOKENS).into_iter().filter(move |(name, _)| {
        // Those that follow are for one language or for more contrast.
        let is_first = name.starts_with(prefix) && !seen.contains(name);
        seen.push(name);
        is_first
    })
}

fn palette(pane: Pane) -> View {
    let all = colours(TOKENS);
    let find = |name: &str| all.iter().find(|(known, _)| *known == name).map(|(_, pair)| pair[pane.index()]);
    let swatches: Vec<_> = all
        .iter()
        .filter_map(|(name, pair)| {
            let colour = pair[pane.index()];
            let (other, sides) = match *name {
                "--paper" | "--surface" | "--raised" | "--sunken" | "--backdrop" => ("--ink", "under ink"),
                "--on-accent" => ("--shopping", "on shopping"),
                _ => ("--paper", "on paper"),
            };
            let ratio = format!("{:.1} {sides}", contrast(colour, find(other)?));
            Some(view! {
                <li class="design-swatch">
                    <span style:background-color=["var(", name, ")"].concat()></span>
                    <b>{name.trim_start_matches('-').to_owned()}</b>
                    <span>{ratio}</span>
                    <code>{hex(colour)}</code>
                </li>
            })
        })
        .collect();
    view! { <ul class="design-swatches">{swatches}</ul> }
}

fn accents(_: Pane) -> View {
    let words = [
        ("Shop", "Add to cart", "In stock"),
        ("Wholesale", "Accept version 3", "Your turn"),
        ("Group-buys", "Join at €36 or less", "58 joined"),
        ("Auctions", "Raise my maximum", "You lead"),
        ("Services", "Pay €10 deposit", "14:30 held"),
    ];
    let cards: Vec<_> = Way::ALL
        .into_iter()
        .zip(words)
        .map(|(way, (name, action, fact))| {
            view! {
                <li class=["design-accent ", way.class()].concat()>
                    <p class="design-accent__name">{name}<Badge tone=Tone::Accent text=fact/></p>
                    <p class="design-accent__soft">"Chosen, hovered, marked."</p>
                    <Button look=Look::Strong wide=true>{action}</Button>
                </li>
            }
        })
        .collect();
    view! { <ul class="design-accents">{cards}</ul> }
}

fn scale(_: Pane) -> View {
    let lines: Vec<_> = tokens("--t-")
        .map(|(name, value)| {
            let size = ["var(", name, ")"].concat();
            view! {
                <li class="design-type">
                    <p class="design-type__name"><b>{name.trim_start_matches('-')}</b><code>{value}</code></p>
                    <p class="design-type__line" style:font-size=size.clone()>"Bid €1,320"</p>
                    <p class="design-type__line" lang="zh-Hant" style:font-size=size>"出價 €1,320"</p>
                </li>
            }
        })
        .collect();
    view! { <ol class="design-types">{lines}</ol> }
}

fn space(_: Pane) -> View {
    let steps: Vec<_> = tokens("--s")
        .filter(|(name, _)| name[3..].parse::<u8>().is_ok())
        .map(|(name, value)| {
            view! {
                <li>
                    <code>{name.trim_start_matches('-')}</code>
                    <span class="design-space" style:inline-size=["var(", name, ")"].concat()></span>
                    <code>{value}</code>
                </li>
            }
        })
        .collect();
    let corners: Vec<_> = tokens("--r")
        .filter(|(name, _)| name[3..].parse::<u8>().is_ok())
        .chain(tokens("--pill"))
        .map(|(name, value)| {
            view! {
                <li style:border-radius=["var(", name, ")"].concat()>
                    <b>{name.trim_start_matches('-')}</b>
                    <code>{value}</code>
                </li>
            }
        })
        .collect();
    view! {
        <ol class="design-spaces">{steps}</ol>
        <ol class="design-corners">{corners}</ol>
    }
}

fn depth(_: Pane) -> View {
    let cards = ["line", "shadow", "shadow-high"].map(|name| {
        view! { <li class=["design-depth design-depth--", name].concat()><code>{name}</code></li> }
    });
    let motions = ["quick", "calm"].map(|name| {
        let is_there = RwSignal::new(false);
        let press = move |_| is_there.update(|is_there| *is_there = !*is_there);
        state(
            name,
            view! {
                <button
                    type="button"
                    class="design-motion"
                    class=("design-motion--there", is_there)
                    aria-label=["Show ", name].concat()
                    on:click=press
                >
                    <span style:transition-duration=["var(--", name, ")"].concat()></span>
                </button>
            },
        )
    });
    view! {
        <ul class="design-depths">{cards}</ul>
        {row(motions.into())}
    }
}
