//! What one presses, fills in and chooses from.

use super::specimen::{Chapter, Pane, held, row, state, wide};
use crate::ui::{
    Button, Check, Choice, Choices, ComboOption, Combobox, Field, IconButton, LinkButton, Look, Select,
    Shape, Stepper, TextArea,
};
use fivefold_view::prelude::*;

pub(super) const ALL: &[&Chapter] = &[
    &Chapter {
        id: "button",
        title: "Button",
        about: "One strong action in a panel, everything else quiet. A busy or disabled button keeps its focus and \
                does nothing; a disabled one says why beside it.",
        draw: buttons,
    },
    &Chapter {
        id: "field",
        title: "Field",
        about: "The label stands above and stays. Only what may be left out is marked. What is wrong is said under the \
                field, in words, and bound to it.",
        draw: fields,
    },
    &Chapter {
        id: "choose",
        title: "Select, check, choices",
        about: "The platform’s own chooser for long lists; tiles where all choices should be in sight. What is sold out \
                can still be chosen, because that may change what else there is.",
        draw: choices,
    },
    &Chapter {
        id: "combobox",
        title: "Combobox and stepper",
        about: "Suggestions under a field: type in it, walk with the arrows, leave with Escape. The stepper says what it \
                was clamped to instead of swallowing it.",
        draw: suggestions,
    },
];

fn noop() -> Callback<()> {
    Callback::new(|()| {})
}

fn button(look: Look, words: &'static str) -> View {
    view! { <Button look on_press=noop()>{words}</Button> }
}

fn buttons(_: Pane) -> View {
    let looks =
        [(Look::Strong, "Strong"), (Look::Quiet, "Quiet"), (Look::Danger, "Danger"), (Look::Bare, "Bare")];
    let rows = looks.map(|(look, name)| {
        row(vec![
            state("default", button(look, name)),
            held("hover", "hover", button(look, name)),
            held("focus", "focus", button(look, name)),
            held("pressed", "pressed", button(look, name)),
            state("busy", view! { <Button look busy=true on_press=noop()>{name}</Button> }),
            state("disabled", view! { <Button look disabled=true on_press=noop()>{name}</Button> }),
        ])
    });
    let icon = || view! { <IconButton shape=Shape::Bin label="Remove" on_press=noop()/> };
    let icons = row(vec![
        state("icon", icon()),
        held("hover", "hover", icon()),
        held("focus", "focus", icon()),
        state(
            "disabled",
            view! { <IconButton shape=Shape::Bin label="Remove" disabled=true on_press=noop()/> },
        ),
        state("link", view! { <LinkButton href="#button">"A link"</LinkButton> }),
        state("中文", button(Look::Strong, "加入購物車")),
    ]);
    let long = "Accept version 3 and pay the deposit of €1,166 now, the rest on delivery";
    view! {
        {rows}
        {icons}
        {state("wide, long words", view! { <Button look=Look::Strong wide=true on_press=noop()>{long}</Button> })}
    }
}

/// A field that keeps what is typed.
fn field(id: String, label: &'static str, holds: &str, error: Option<&str>) -> View {
    let value = RwSignal::new(holds.to_owned());
    let error = error.map(str::to_owned);
    view! { <Field id label value on_input=move |text| value.set(text) error=error/> }
}

fn fields(pane: Pane) -> View {
    let text = RwSignal::new(String::new());
    let note = RwSignal::new("Please ring twice. The bell is on the left, behind the ivy.".to_owned());
    let city = |id| field(pane.id(id), "City", "Lisbon", None);
    view! {
        {wide(vec![
            state("empty", field(pane.id("empty"), "City", "", None)),
            state("filled", city("filled")),
            held("hover", "hover", city("hover")),
            held("focus", "focus", city("focus")),
            state("invalid", field(pane.id("invalid"), "Postal code", "12", Some("A postal code here has 7 digits, such as 1100-148."))),
            state("long text", field(pane.id("long"), "Street and house number, floor, entrance", "Rua de São Pedro de Alcântara 45, 3.º direito, entrance in the courtyard", None)),
            state("中文", field(pane.id("cjk"), "收件人姓名", "王小明", Some("請填寫與證件相同的姓名。"))),
            state(
                "optional, with a hint",
                view! {
                    <Field
                        id=pane.id("hint")
                        label="Phone"
                        value=text
                        on_input=move |typed| text.set(typed)
                        hint="Only for the courier."
                        optional=true
                        kind="tel"
                    />
                },
            ),
        ])}
        {state(
            "several lines",
            view! {
                <TextArea
                    id=pane.id("note")
                    label="Note for the courier"
                    value=note
                    on_input=move |typed| note.set(typed)
                    optional=true
                />
            },
        )}
    }
}

fn select(id: String, error: Option<&str>, compact: bool) -> View {
    let value = RwSignal::new("dhl".to_owned());
    let error = error.map(str::to_owned);
    let options: Vec<_> =
        [("dhl", "Parcel, Thursday"), ("post", "Post, Saturday"), ("shop", "Pick up in Taipei 取貨")]
            .map(|(value, words)| (value.to_owned(), words.to_owned()))
            .into();
    view! {
        <Select id label="Delivery" options value on_change=move |chosen| value.set(chosen) error=error compact/>
    }
}

fn choices(pane: Pane) -> View {
    let (is_gift, is_sure) = (RwSignal::new(true), RwSignal::new(false));
    let size = RwSignal::new(Some("41".to_owned()));
    let colour = RwSignal::new(None);
    let way = RwSignal::new(Some("card".to_owned()));
    let sizes: Vec<_> = ["40", "41", "42", "43"]
        .map(|size| Choice {
            value: size.to_owned(),
            label: size.to_owned(),
            unavailable: (size == "42").then(|| "42, sold out".to_owned()),
            ..Choice::default()
        })
        .into();
    let colours: Vec<_> = [("lilac", "Lilac", "#b9a2e0"), ("ink", "Ink 墨", "#27313f")]
        .map(|(value, label, colour)| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            colour: Some(colour.to_owned()),
            ..Choice::default()
        })
        .into();
    let ways: Vec<_> = [
        ("card", "Card", "Charged when the parcel leaves"),
        ("later", "Pay in 14 days", "For orders up to €500 that go to your own address and to nobody else’s"),
    ]
    .map(|(value, label, detail)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        detail: detail.to_owned(),
        ..Choice::default()
    })
    .into();
    view! {
        {wide(vec![
            state("select", select(pane.id("select"), None, false)),
            held("focus", "focus", select(pane.id("select-focus"), None, false)),
            state("invalid", select(pane.id("select-bad"), Some("This one ends before your parcel is packed."), false)),
            state("compact", select(pane.id("select-compact"), None, true)),
            state("check", view! { <Check checked=is_gift on_change=move |on| is_gift.set(on)>"Wrap it as a gift"</Check> }),
            held("focus", "focus", view! { <Check checked=is_sure on_change=move |on| is_sure.set(on)>"I have read the terms 我已閱讀條款"</Check> }),
        ])}
        {state(
            "tiles: one chosen, one sold out",
            view! { <Choices name=pane.id("size") legend="Size" choices=sizes value=size on_choose=move |chosen| size.set(Some(chosen))/> },
        )}
        {held(
            "focus; nothing chosen yet",
            "focus",
            view! {
                <Choices
                    name=pane.id("colour")
                    legend="Colour"
                    choices=colours
                    value=colour
                    on_choose=move |chosen| colour.set(Some(chosen))
                    error=Some("Choose a colour first.".to_owned())
                />
            },
        )}
        {state(
            "cards with details",
            view! { <Choices name=pane.id("way") legend="How to pay" choices=ways value=way on_choose=move |chosen| way.set(Some(chosen)) stacked=true/> },
        )}
    }
}

fn suggestions(pane: Pane) -> View {
    let typed = RwSignal::new(String::new());
    let all = [
        ("Teapot, cast iron", "€48"),
        ("Tea towel, linen", "€12"),
        ("Teak stool", "€90"),
        ("茶壺 鑄鐵", "€48"),
    ];
    let options = Memo::new(move |_| {
        let typed = typed.get().to_lowercase();
        let fits = |(text, _): &(&str, &str)| !typed.is_empty() && text.to_lowercase().contains(&typed);
        let options = all.into_iter().filter(fits).map(|(text, detail)| ComboOption {
            value: text.to_owned(),
            text: text.to_owned(),
            detail: detail.to_owned(),
            picture: None,
        });
        options.collect::<Vec<_>>()
    });
    let count = RwSignal::new(2);
    let step = |id: &str, value: RwSignal<i64>, max| {
        view! { <Stepper id=pane.id(id) value min=1 max=Some(max) on_change=move |number| value.set(number)/> }
    };
    view! {
        {state(
            "type “te” or “茶”",
            view! {
                <div class="design-combobox">
                    <Combobox
                        id=pane.id("combobox")
                        label="Search"
                        placeholder="Search 1,240 things"
                        value=typed
                        on_input=move |text| typed.set(text)
                        options
                        status=Signal::derive(move || options.with(Vec::len).to_string())
                        on_choose=move |text| typed.set(text)
                    />
                </div>
            },
        )}
        {row(vec![
            state("stepper", step("stepper", count, 9)),
            state("at its least", step("stepper-least", RwSignal::new(1), 9)),
            state("at its most", step("stepper-most", RwSignal::new(9), 9)),
            held("focus", "focus", step("stepper-focus", RwSignal::new(120), 999)),
        ])}
    }
}
