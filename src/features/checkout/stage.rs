//! How far the form is filled in: what the button at its end does. Plain rules.

use super::draft::Draft;
use fivefold_api::model::{CartLineState, Checkout};

/// The first thing that is missing; [`Stage::Review`] when nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Something in the cart cannot be bought.
    Cart,
    /// Contact.
    Contact,
    /// Address and delivery.
    Delivery,
    /// The way to pay.
    Payment,
    /// Nothing: the buyer can pay.
    Review,
}

/// Where a form stands. `countries` are those the market sends to.
pub fn stage(checkout: &Checkout, draft: &Draft, countries: &[String]) -> Stage {
    if checkout.lines.iter().any(|line| line.state != CartLineState::Buyable) {
        Stage::Cart
    } else if draft.valid_contact().is_none() {
        Stage::Contact
    } else if draft.valid_address(countries).is_none() || checkout.delivery.is_none() {
        Stage::Delivery
    } else if draft.method.is_empty() {
        Stage::Payment
    } else {
        Stage::Review
    }
}

#[cfg(test)]
mod tests {
    use super::super::changes::fixtures::{checkout, line};
    use super::super::draft::Entry;
    use super::*;
    use fivefold_api::rules::AddressField;
    use proptest::prelude::*;

    fn countries() -> Vec<String> {
        vec!["DE".to_owned()]
    }

    fn filled() -> Draft {
        let mut draft = Draft::default();
        draft.method = "card".to_owned();
        for (entry, text) in [
            (Entry::Email, "mei@example.com"),
            (Entry::Country, "DE"),
            (Entry::Part(AddressField::Name), "Mei Lin"),
            (Entry::Part(AddressField::Line1), "Hafenstraße 1"),
            (Entry::Part(AddressField::City), "Hamburg"),
            (Entry::Part(AddressField::Postcode), "20359"),
        ] {
            draft.set(entry, text.to_owned());
        }
        draft
    }

    #[test]
    fn x_state_the_button_pays_only_when_nothing_is_missing() {
        let seen = checkout(vec![line("a", 1, 1000)], Some(490));
        assert_eq!(stage(&seen, &filled(), &countries()), Stage::Review);
        let mut no_method = filled();
        no_method.method.clear();
        assert_eq!(stage(&seen, &no_method, &countries()), Stage::Payment);
        let no_delivery = checkout(vec![line("a", 1, 1000)], None);
        assert_eq!(stage(&no_delivery, &filled(), &countries()), Stage::Delivery);
        assert_eq!(stage(&seen, &Draft::default(), &countries()), Stage::Contact);
        assert_eq!(stage(&seen, &filled(), &["FR".to_owned()]), Stage::Delivery);
    }

    #[test]
    fn b2c_05_a_line_that_is_sold_out_comes_before_everything_else() {
        let mut gone = line("a", 1, 1000);
        gone.state = CartLineState::SoldOut;
        assert_eq!(stage(&checkout(vec![gone], Some(490)), &filled(), &countries()), Stage::Cart);
        let mut unknown = line("a", 1, 1000);
        unknown.state = CartLineState::Unknown;
        assert_eq!(stage(&checkout(vec![unknown], Some(490)), &filled(), &countries()), Stage::Cart);
    }

    proptest! {
        #[test]
        fn filling_in_one_more_entry_never_goes_back(at in 0_usize..6, text in "\\PC{0,20}") {
            let seen = checkout(vec![line("a", 1, 1000)], Some(490));
            let mut draft = filled();
            let entry = Entry::of_country("DE")[at];
            draft.set(entry, text);
            prop_assert!(stage(&seen, &draft, &countries()) <= stage(&seen, &filled(), &countries()));
        }
    }
}
