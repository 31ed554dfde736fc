//! A product as lists show it.

use crate::{
    features::quotes::{QuoteWish, request_quote},
    platform::intl,
    routes, text,
    ui::{Badge as Label, Picture, Price, Rating, Swatches, Tone},
};
use fivefold_api::model::{Badge, Price as Cost, ProductCard as Card};
use fivefold_view::prelude::*;

/// How wide a card's picture is drawn; kept beside the grid of `style/features/shopping.css`.
const SIZES: &str = "(min-width: 1240px) 290px, (min-width: 900px) 28vw, (min-width: 640px) 31vw, 46vw";

/// One product in a grid: the whole card leads to its page.
#[component]
pub fn ProductCard(
    /// The product.
    card: Card,
    /// It stands in the first view, so its picture comes at once.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let label = label(&card);
    let has_second = card.second_picture.is_some();
    let second = card.second_picture.map(|picture| {
        view! { <span class="product-card__second"><Picture picture sizes=SIZES decorative=true/></span> }
    });
    let Cost { amount, is_from, was, lowest_30_days, unit, .. } = card.price;
    let slug = card.slug.clone();
    let swatches: Vec<_> = card.swatches.into_iter().map(|swatch| (swatch.name, swatch.colour)).collect();
    let rating = card.rating.map(|rating| {
        view! { <Rating tenths=rating.tenths count=intl::format_number(rating.count)/> }
    });
    view! {
        <article
            class="product-card"
            class=("product-card--turns", has_second)
            class=("product-card--gone", !card.in_stock)
        >
            <div class="product-card__picture">
                <Picture picture=card.picture sizes=SIZES eager decorative=true/>
                {second}
                {label.map(|(tone, words)| view! { <Label tone text=words/> })}
            </div>
            <p class="product-card__brand">{card.brand}</p>
            <h3 class="product-card__title"><a href=routes::product(&card.slug)>{card.title}</a></h3>
            <Price amount is_from was lowest_30_days unit/>
            {(!swatches.is_empty()).then(|| view! { <Swatches colours=swatches/> })}
            {rating}
            {request_quote(QuoteWish::Card(slug))}
        </article>
    }
}

/// The one label a card carries: what matters most to somebody about to look.
fn label(card: &Card) -> Option<(Tone, String)> {
    let has = |badge| card.badges.contains(&badge);
    if !card.in_stock || has(Badge::SoldOut) {
        Some((Tone::Plain, text::shopping::SOLD_OUT.get().to_owned()))
    } else if let Some(percent) = reduction(&card.price) {
        Some((Tone::Bad, text::shopping::reduced(&intl::format_percent(percent * 100))))
    } else if has(Badge::LowStock) {
        Some((Tone::Warning, text::shopping::NEARLY_GONE.get().to_owned()))
    } else if has(Badge::New) {
        Some((Tone::Plain, text::shopping::NEW.get().to_owned()))
    } else {
        None
    }
}

/// By how many whole percent a price fell, rounded down so that it never promises too much.
fn reduction(price: &Cost) -> Option<i64> {
    let was = price.was.filter(|was| was.currency == price.amount.currency && was.minor > 0)?;
    let less = was.minor.checked_sub(price.amount.minor)?;
    let percent = i64::try_from(i128::from(less) * 100 / i128::from(was.minor)).ok()?;
    (percent > 0).then_some(percent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::{Currency, Money};

    #[test]
    fn b2c_08_a_reduction_is_rounded_down_and_never_invented() {
        let price = |now: i64, was: Option<i64>, code: &str| {
            let was = was.map(|was| Money::new(was, Currency::iso(code).unwrap()));
            let amount = Money::new(now, Currency::iso("EUR").unwrap());
            reduction(&Cost {
                amount,
                tax_included: true,
                is_from: false,
                was,
                lowest_30_days: None,
                unit: None,
            })
        };
        assert_eq!(price(8990, Some(11200), "EUR"), Some(19));
        assert_eq!(price(9999, Some(10000), "EUR"), None);
        assert_eq!(price(11200, Some(8990), "EUR"), None);
        assert_eq!(price(8990, Some(0), "EUR"), None);
        assert_eq!(price(8990, Some(11200), "USD"), None);
        assert_eq!(price(8990, None, "EUR"), None);
    }
}
