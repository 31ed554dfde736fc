//! Rows and columns.

use fivefold_view::prelude::*;

/// A table. In a narrow container each row becomes a card whose lines carry the names of their columns. The
/// first cell of a row is its heading.
#[component]
pub fn Table(
    /// What the table shows, read aloud before it.
    #[prop(into)]
    caption: String,
    /// The columns' names.
    head: Vec<String>,
    /// The cells, as many in each row as there are names.
    rows: Vec<Vec<View>>,
) -> impl IntoView {
    let names: Vec<_> =
        head.iter().map(|name| view! { <th scope="col" role="columnheader">{name.clone()}</th> }).collect();
    let rows: Vec<_> = rows.into_iter().map(|cells| row(&head, cells)).collect();
    // The roles are spelled out because `display: block`, the stacked form, removes them in some browsers.
    view! {
        <div class="ui-table">
            <table role="table">
                <caption class="ui-hidden">{caption}</caption>
                <thead role="rowgroup"><tr role="row">{names}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

fn row(head: &[String], cells: Vec<View>) -> View {
    let cells: Vec<_> = cells
        .into_iter()
        .zip(head)
        .enumerate()
        .map(|(index, (cell, name))| {
            if index == 0 {
                view! { <th scope="row" role="rowheader">{cell}</th> }
            } else {
                view! { <td role="cell" data-name=name.clone()>{cell}</td> }
            }
        })
        .collect();
    view! { <tr role="row">{cells}</tr> }
}
