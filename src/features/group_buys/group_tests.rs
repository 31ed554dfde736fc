use super::*;
use fivefold_api::model::{
    AfterLock, FailurePolicy, GroupBasis, GroupBuyCard, GroupTerms, PriceTier, TopicPoint,
};
use fivefold_api::rules::{tier_at, to_next_tier};
use fivefold_api::vocabulary::{CategorySlug, Currency, GroupBuyId, Instant, Money, ProductSlug, Version};
use proptest::prelude::*;

pub fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::iso("EUR").unwrap())
}

/// A ladder of three tiers: from 1, 5 and 10.
pub fn tiers() -> Vec<PriceTier> {
    [(1, 5_000), (5, 4_500), (10, 4_000)].map(|(from, price)| PriceTier { from, price: euro(price) }).to_vec()
}

/// An open group-buy after `revision` changes, with so many in.
pub fn state(revision: u64, committed: u64) -> GroupBuyState {
    let tier = tier_at(&tiers(), committed);
    GroupBuyState {
        version: Version(revision.to_string()),
        revision,
        phase: GroupPhase::Open,
        starts_at: Instant::from_millis(0),
        ends_at: Instant::from_millis(3_600_000),
        committed,
        people: committed,
        units: committed,
        price: tiers()[tier].price,
        tier: u32::try_from(tier).unwrap(),
        to_next: to_next_tier(&tiers(), committed),
        left: Some(20 - committed),
        tipped: committed >= 5,
    }
}

/// The card of a group-buy in a state.
pub fn card(state: GroupBuyState) -> GroupBuyCard {
    GroupBuyCard {
        id: GroupBuyId::from("g_1"),
        number: "G-1".to_owned(),
        title: "Teapot".to_owned(),
        product: ProductSlug::from("teapot"),
        category: CategorySlug::from("kitchen"),
        picture: None,
        shop_price: Some(euro(6_000)),
        basis: GroupBasis::People,
        tiers: tiers(),
        minimum: 5,
        cap: Some(20),
        zone: "Europe/Berlin".to_owned(),
        state,
    }
}

fn group_buy(state: GroupBuyState, members: &[u64]) -> GroupBuy {
    GroupBuy {
        card: card(state),
        description: Vec::new(),
        pictures: Vec::new(),
        variants: Vec::new(),
        per_person: 3,
        shipping: euro(490),
        terms: GroupTerms {
            on_failure: FailurePolicy::MoneyBack,
            after_lock: AfterLock::SellerBears,
            hold_seconds: 300,
            hold_grace_seconds: 60,
            charge_grace_hours: 24,
            may_open_another: true,
        },
        members: members.iter().map(|number| member(*number)).collect(),
        siblings: Vec::new(),
        cancel_note: None,
        live: TopicPoint { topic: "group-buy/g_1".to_owned(), seq: 1, epoch: "e".to_owned() },
    }
}

fn member(number: u64) -> GroupMember {
    GroupMember {
        number,
        name: ["Member ", &number.to_string()].concat(),
        joined_at: Instant::from_millis(0),
        is_demo: true,
    }
}

fn fact(state: GroupBuyState, joined: &[u64]) -> GroupBuyFact {
    let joined = joined.iter().map(|number| member(*number)).collect();
    GroupBuyFact { group_buy: GroupBuyId::from("g_1"), state, joined }
}

fn numbers(group: &Group) -> Vec<u64> {
    group.members().iter().map(|member| member.number).collect()
}

#[test]
fn c2b_09_a_tier_is_told_once_however_often_and_late_its_news_comes() {
    let mut group = Group::new(&group_buy(state(4, 4), &[]));
    let reached = fact(state(5, 5), &[5]);
    assert_eq!(group.fact(&reached), [News::Cheaper, News::Tipped]);
    assert_eq!((group.state().price, group.moved()), (euro(4_500), Some(Moved::On)));
    assert_eq!(group.fact(&reached), []);
    assert_eq!(group.fact(&fact(state(3, 3), &[])), []);
    assert_eq!(group.heard(&state(5, 5)), []);
    assert_eq!((group.state().committed, numbers(&group)), (5, vec![5]));
    assert_eq!(group.fact(&fact(state(6, 6), &[])), []);
}

#[test]
fn c2b_05_going_back_is_explained_and_asks_who_is_still_in() {
    let mut group = Group::new(&group_buy(state(5, 5), &[5]));
    assert_eq!(group.fact(&fact(state(6, 4), &[])), [News::Dearer, News::Untipped, News::Stale]);
    assert_eq!(group.moved(), Some(Moved::Back));
    // A promise keeps the price although the tier is lost.
    let mut group = Group::new(&group_buy(state(5, 5), &[5]));
    let kept = GroupBuyState { price: euro(4_500), tipped: true, ..state(6, 4) };
    assert_eq!(group.heard(&kept), [News::StepBack, News::Stale]);
    // The snapshot knows who is in, and is not asked for again.
    let snapshot = group_buy(kept, &[3]);
    assert!(group.is_news(&snapshot));
    assert_eq!(group.snapshot(&snapshot), []);
    assert_eq!(numbers(&group), [3]);
    assert!(!group.is_news(&snapshot));
}

#[test]
fn c2b_05_a_snapshot_that_was_overtaken_is_asked_for_again() {
    let mut group = Group::new(&group_buy(state(5, 5), &[5]));
    assert_eq!(group.heard(&state(6, 4)).last(), Some(&News::Stale));
    group.fact(&fact(state(7, 5), &[6]));
    assert_eq!(group.snapshot(&group_buy(state(6, 4), &[])), [News::Stale]);
    assert_eq!(group.snapshot(&group_buy(state(7, 5), &[6])), []);
    assert_eq!(numbers(&group), [6]);
    assert_eq!(group.snapshot(&group_buy(state(6, 4), &[])), []);
}

#[test]
fn c2b_20_members_of_an_old_snapshot_or_fact_do_not_come_back() {
    let mut group = Group::new(&group_buy(state(5, 5), &[5, 4]));
    assert_eq!(group.snapshot(&group_buy(state(4, 4), &[4, 1])), []);
    assert_eq!(group.fact(&fact(state(4, 4), &[1])), []);
    assert_eq!(numbers(&group), [5, 4]);
    group.fact(&fact(state(6, 6), &[6]));
    group.fact(&fact(state(6, 6), &[6]));
    assert_eq!(numbers(&group), [6, 5, 4]);
}

#[test]
fn c2b_07_full_and_over_ask_where_else_one_can_join() {
    let mut group = Group::new(&group_buy(state(5, 5), &[]));
    let full = GroupBuyState { left: Some(0), ..state(6, 6) };
    assert_eq!(group.heard(&full), [News::Mine, News::Stale]);
    assert!(is_full(group.state()) && !is_joinable(group.state()));
    let failed = GroupBuyState { phase: GroupPhase::Failed, left: Some(0), ..state(7, 6) };
    assert_eq!(group.heard(&failed), [News::Phase, News::Mine, News::Stale]);
    assert!(is_over(group.state().phase));
}

#[test]
fn c2b_07_a_full_group_that_has_room_again_asks_what_one_may_do() {
    let full = GroupBuyState { left: Some(0), ..state(5, 5) };
    let free = GroupBuyState { left: Some(1), ..state(6, 5) };
    let mut group = Group::new(&group_buy(full.clone(), &[]));
    assert_eq!(group.fact(&fact(free.clone(), &[])), [News::Mine, News::Stale]);
    // A snapshot answers where else one can join, but not that.
    let mut group = Group::new(&group_buy(full, &[]));
    assert_eq!(group.snapshot(&group_buy(free, &[])), [News::Mine]);
}

#[test]
fn c2b_05_who_leaves_is_told_of_once_whatever_comes_of_it() {
    let mut group = Group::new(&group_buy(state(4, 4), &[]));
    assert_eq!(group.heard(&state(5, 3)), [News::Back, News::Stale]);
    // The minimum is lost and no tier is.
    let tipped = GroupBuyState { tipped: true, ..state(6, 4) };
    let mut group = Group::new(&group_buy(tipped, &[]));
    assert_eq!(group.heard(&state(7, 3)), [News::Back, News::Untipped, News::Stale]);
}

#[test]
fn another_epoch_begins_anew() {
    let mut group = Group::new(&group_buy(state(9, 9), &[9]));
    let mut other = group_buy(state(2, 2), &[2]);
    other.live.epoch = "f".to_owned();
    assert!(group.is_news(&other));
    assert_eq!(group.snapshot(&other), [News::Phase, News::Mine]);
    assert_eq!((group.state().committed, numbers(&group)), (2, vec![2]));
}

proptest! {
    #[test]
    fn c2b_09_any_order_of_news_ends_with_the_newest_and_tells_no_state_twice(
        history in prop::collection::vec(0_u64..20, 1..12), order in prop::collection::vec(0_usize..12, 0..40),
    ) {
        let states: Vec<_> = (1_u64..).zip(&history).map(|(revision, in_it)| state(revision, *in_it)).collect();
        let mut group = Group::new(&group_buy(states[0].clone(), &[]));
        let mut newest = 0;
        for at in order.into_iter().map(|at| at % states.len()) {
            let before = group.state().clone();
            let news = group.fact(&fact(states[at].clone(), &[]));
            prop_assert!(at > newest || news.is_empty());
            newest = newest.max(at);
            prop_assert_eq!(group.state(), &states[newest]);
            prop_assert_eq!(news.contains(&News::Cheaper), group.state().price.minor < before.price.minor);
        }
    }
}
