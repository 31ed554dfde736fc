//! Terms before paying: instants and money, and consent to a version (O2O-09).

use crate::{
    buyer::Buyer,
    house::at,
    salon::{
        TEN, accept, acceptance, confirm, eur, haircut, hold, policy, read, salon, time, try_accept, try_hold,
    },
};
use fivefold_api::{
    model::{
        Booking, BookingCharge, BookingPolicy, FeeAt, FeeStep, FieldProblemCode, OrderStatus, PriceBasis,
        ProblemKind,
    },
    vocabulary::Version,
};
use fivefold_server::bookings::ServiceOffer;
use serde_json::{Value, json};

#[tokio::test]
async fn o2o_09_what_is_agreed_is_said_in_instants_and_money() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    // Thursday, so that cancelling is still free.
    let held = hold(&ada, &salon.haircut, "2030-01-03T09:00:00Z", None).await;
    let terms = held.terms;
    assert_eq!((terms.price, terms.due_now, terms.due_at_venue), (eur(4_000), eur(4_000), eur(0)));
    assert_eq!((terms.charge, terms.basis), (BookingCharge::Full, PriceBasis::Booking));
    assert_eq!(terms.free_until, Some(time("2030-01-02T09:00:00Z")));
    let steps = [("2030-01-02T09:00:00Z", 2_000), ("2030-01-03T07:00:00Z", 4_000)];
    assert_eq!(terms.steps, steps.map(|(after, fee)| FeeAt { after: time(after), fee: eur(fee) }));
    assert_eq!((terms.ends_at, terms.late_minutes), (time("2030-01-03T09:00:00Z"), 15));
    assert_eq!((terms.no_show_fee, terms.accepted_at), (eur(4_000), None));
    // Less than a day ahead there is no free time left, and it says so before anything is paid.
    let soon = hold(&ada, &salon.haircut, TEN, None).await.terms;
    assert_eq!((soon.free_until, soon.steps[0].fee), (None, eur(2_000)));
}

#[tokio::test]
async fn o2o_09_a_deposit_and_a_price_are_for_each_who_comes() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let wish = json!({ "start": "2030-01-02T12:00:00Z", "party": 3 });
    let held: Booking = try_hold(&ada, &salon.class, &wish).await.ok();
    let terms = &held.terms;
    assert_eq!((terms.price, terms.due_now, terms.due_at_venue), (eur(7_500), eur(3_000), eur(4_500)));
    assert_eq!((terms.charge, terms.basis), (BookingCharge::Deposit, PriceBasis::Person));
    let order = ada.read_order(accept(&ada, &held).await.order.as_ref().unwrap()).await;
    assert_eq!((order.totals.total, order.totals.tax_included), (eur(3_000), true));
    assert_eq!((order.totals.taxes[0].rate, order.totals.taxes[0].amount), (1_900, eur(479)));
    let booked = confirm(&ada, &read(&ada, &held).await).await;
    assert_eq!(booked.paid, eur(3_000));
}

#[tokio::test]
async fn o2o_09_consent_is_recorded_with_its_version_and_stays_as_it_was_given() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    for (change, status, kind) in [
        (json!({ "policy": "p2" }), 412, ProblemKind::VersionConflict),
        (json!({ "version": "0" }), 412, ProblemKind::VersionConflict),
        (json!({ "expected_due": eur(3_999) }), 409, ProblemKind::PriceChanged),
    ] {
        let mut body = acceptance(&held);
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let problem = try_accept(&ada, &held, &body).await.refused(status, kind);
        assert_eq!(problem.totals.map(|totals| totals.now), (status == 409).then(|| eur(4_000)));
    }
    assert_eq!(read(&ada, &held).await.order, None);
    // The venue asks more of whoever comes after her; hers are the terms she was shown with the hold.
    let stricter = BookingPolicy { version: Version("p2".to_owned()), steps: Vec::new(), ..policy() };
    salon.server.app.set_policy(&salon.haircut, &stricter).await.unwrap();
    let accepted = accept(&ada, &held).await;
    assert_eq!((accepted.terms.accepted_at, accepted.terms.version.0.as_str()), (Some(at(0)), "p1"));
    assert_eq!(accepted.terms.steps, held.terms.steps);
    let booked = confirm(&ada, &accepted).await;
    assert_eq!(booked.terms, fivefold_api::model::BookingTerms { accepted_at: Some(at(0)), ..held.terms });
    let bo = Buyer::new(&salon.server).await;
    let other = hold(&bo, &salon.haircut, "2030-01-02T13:00:00Z", None).await;
    assert_eq!((other.terms.version.0.as_str(), other.terms.steps.len()), ("p2", 0));
}

#[tokio::test]
async fn o2o_09_words_are_checked_and_can_be_changed_on_the_same_order() {
    let salon = salon().await;
    let ada = Buyer::new(&salon.server).await;
    let held = hold(&ada, &salon.haircut, TEN, None).await;
    let wrong = |change: Value| {
        let mut body = acceptance(&held);
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        body
    };
    for (change, field, code) in [
        (json!({ "name": "  " }), "name", FieldProblemCode::Required),
        (json!({ "name": "x".repeat(81) }), "name", FieldProblemCode::TooLong),
        (json!({ "name": "A\u{7}" }), "name", FieldProblemCode::Format),
        (json!({ "contact": { "email": "nobody" } }), "contact.email", FieldProblemCode::Format),
        (json!({ "note": "x".repeat(501) }), "note", FieldProblemCode::TooLong),
    ] {
        let problem = try_accept(&ada, &held, &wrong(change)).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), (field, code));
    }
    let first = accept(&ada, &held).await;
    let mut other = acceptance(&first);
    other["name"] = json!(" Grace Hopper ");
    other["note"] = json!("Left side shorter.\nThank you");
    let second: Booking = try_accept(&ada, &held, &other).await.ok();
    assert_eq!((&second.order, second.name.as_deref()), (&first.order, Some("Grace Hopper")));
    assert_eq!(second.note.as_deref(), Some("Left side shorter.\nThank you"));
    let order = ada.read_order(second.order.as_ref().unwrap()).await;
    assert_eq!((order.status, order.booking), (OrderStatus::PendingPayment, Some(held.id)));
    let address = order.address.unwrap();
    assert_eq!((address.name.as_str(), address.line1.as_str()), ("Grace Hopper", "Torstrasse 1"));
    assert_eq!((order.lines.len(), order.delivery.price), (0, eur(0)));
    assert_eq!(order.hold.unwrap().expires_at, at(600), "the order is held as the booking was");
}

#[tokio::test]
async fn o2o_09_some_times_cost_more_and_say_so() {
    let salon = salon().await;
    // From five on Wednesdays.
    let evenings = ServiceOffer {
        peaks: vec![(3, 1_020, 1_440, 5_500)],
        ..crate::salon::haircut(&salon.venue, std::slice::from_ref(&salon.tom))
    };
    let evenings = salon.server.app.offer_service(&evenings).await.unwrap();
    let ada = Buyer::new(&salon.server).await;
    let service: fivefold_api::model::Service = salon.server.json(&format!("/v1/services/{evenings}")).await;
    assert_eq!((service.card.price, service.card.is_from), (eur(4_000), true));
    let price = async |start| crate::salon::slot(&salon.server, &evenings, start).await.price;
    assert_eq!(price("2030-01-02T15:30:00Z").await, eur(4_000));
    assert_eq!(price("2030-01-02T16:00:00Z").await, eur(5_500));
    assert_eq!(hold(&ada, &evenings, "2030-01-02T16:00:00Z", None).await.terms.price, eur(5_500));
    assert_eq!(price("2030-01-03T16:00:00Z").await, eur(4_000), "a Thursday");
}

#[tokio::test]
async fn o2o_09_terms_that_make_no_sense_are_offered_to_nobody() {
    let salon = salon().await;
    let app = &salon.server.app;
    // On Wednesdays it would cost less than what was paid for it.
    let cheap = ServiceOffer {
        peaks: vec![(3, 0, 1_440, 3_000)],
        deposit: Some(3_001),
        ..haircut(&salon.venue, &[])
    };
    assert_eq!(app.offer_service(&cheap).await.unwrap_err().fields[0].field, "deposit");
    for steps in [
        vec![(1_440, 5_000), (1_440, 6_000)],
        vec![(1_440, 5_000), (120, 5_000)],
        vec![(120, 5_000)],
        vec![(1_440, 10_001)],
    ] {
        let steps = steps.into_iter().map(|(minutes_before, share)| FeeStep { minutes_before, share });
        let nonsense = BookingPolicy { steps: steps.collect(), ..policy() };
        let refused = app.set_policy(&salon.haircut, &nonsense).await.unwrap_err();
        assert_eq!(refused.fields[0].field, "policy", "{nonsense:?}");
        let offer = ServiceOffer { policy: nonsense, ..haircut(&salon.venue, &[]) };
        assert_eq!(app.offer_service(&offer).await.unwrap_err().fields[0].field, "policy");
    }
}
