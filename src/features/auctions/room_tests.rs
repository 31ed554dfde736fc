use super::*;
use fivefold_api::model::{AuctionCard, AuctionSeller, LotCondition, TopicPoint};
use fivefold_api::vocabulary::{AuctionId, CategorySlug, Currency, Instant, Version};
use proptest::prelude::*;

fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::iso("EUR").unwrap())
}

fn id() -> AuctionId {
    AuctionId::from("a_1")
}

fn name(text: &str) -> BidderId {
    BidderId::from(text)
}

/// A lot after `revision` changes: the price is 100 for each, Heron leads.
pub fn state(revision: u64) -> AuctionState {
    let price = euro(i64::try_from(revision).unwrap() * 100);
    AuctionState {
        version: Version(revision.to_string()),
        revision,
        phase: AuctionPhase::Live,
        starts_at: Instant::from_millis(0),
        ends_at: Instant::from_millis(3_600_000),
        latest_end: Instant::from_millis(7_200_000),
        extensions: 0,
        price,
        bid_count: revision,
        minimum: euro(price.minor + 100),
        reserve: ReserveState::None,
        leader: Some(name("Heron")),
    }
}

/// A lot's page at a revision.
pub fn auction(revision: u64) -> Auction {
    Auction {
        card: AuctionCard {
            id: id(),
            number: "L-1".to_owned(),
            title: "Guitar".to_owned(),
            picture: None,
            category: CategorySlug::from("music"),
            shipping: euro(990),
            seller: AuctionSeller { name: "Lin".to_owned(), trader: false },
            state: state(revision),
        },
        description: Vec::new(),
        condition: LotCondition::Good,
        defects: Vec::new(),
        pictures: Vec::new(),
        opening: euro(100),
        increments: Vec::new(),
        original_ends_at: Instant::from_millis(3_600_000),
        extension: None,
        premium: 0,
        tax_on_top: 0,
        confirm_from: None,
        payment_hours: 48,
        live: TopicPoint { topic: "auction/a_1".to_owned(), seq: 0, epoch: "e".to_owned() },
    }
}

fn bid(seq: u64, bidder: &str, automatic: bool) -> Bid {
    let amount = euro(i64::try_from(seq).unwrap() * 100);
    Bid { seq, bidder: name(bidder), amount, at: Instant::from_millis(0), automatic }
}

fn led_by(revision: u64, bidder: &str) -> AuctionState {
    AuctionState { leader: Some(name(bidder)), ..state(revision) }
}

fn fact(revision: u64, bidder: &str) -> AuctionFact {
    AuctionFact { auction: id(), state: led_by(revision, bidder), bids: vec![bid(revision, bidder, false)] }
}

fn placed(revision: u64, position: BidPosition) -> PlacedBid {
    let leader = if is_leading(position) { "Me" } else { "Heron" };
    PlacedBid {
        auction: id(),
        bidder: name("Me"),
        position,
        maximum: euro(9_900),
        moved: false,
        extended: false,
        state: led_by(revision, leader),
    }
}

fn told(revision: u64, position: BidPosition, leader: &str) -> MyAuctionFact {
    MyAuctionFact {
        auction: id(),
        title: "Guitar".to_owned(),
        position,
        state: led_by(revision, leader),
        settlement: None,
    }
}

fn mine(revision: u64, position: BidPosition) -> MyAuction {
    let leader = if is_leading(position) { "Me" } else { "Heron" };
    MyAuction {
        auction: id(),
        bidder: Some(name("Me")),
        maximum: Some(euro(9_900)),
        position,
        watching: false,
        allowed_actions: vec![AuctionAction::Bid],
        requirements: Vec::new(),
        settlement: None,
        state: led_by(revision, leader),
    }
}

fn seqs(room: &Room) -> Vec<u64> {
    room.bids().iter().map(|bid| bid.seq).collect()
}

#[test]
fn c2c_07_what_one_account_has_to_do_with_a_lot_is_nothing_to_the_next() {
    let mut room = Room::new(&auction(3));
    room.heard_mine(&mine(4, BidPosition::Leading));
    room.history(&[bid(4, "Me", false)]);
    assert!(room.leads() && room.is_mine(&room.bids()[0]));
    room.forget_mine();
    assert_eq!((room.mine(), room.position()), (None, BidPosition::None));
    assert!(!room.is_mine(&room.bids()[0]));
    // Another account without a bid here has no name of the one before.
    room.heard_mine(&MyAuction { bidder: None, maximum: None, ..mine(4, BidPosition::None) });
    assert_eq!(room.mine().and_then(|mine| mine.bidder.clone()), None);
}

#[test]
fn c2c_11_there_are_older_bids_until_the_first_one_is_shown() {
    let mut room = Room::new(&auction(3));
    assert!(!room.has_older());
    room.history(&[bid(3, "a", false), bid(2, "b", false)]);
    assert!(room.has_older());
    room.history(&[bid(1, "a", false)]);
    assert!(!room.has_older());
    // The newest page comes again.
    room.history(&[bid(4, "b", false), bid(3, "a", false)]);
    assert!(!room.has_older());
}

#[test]
fn a_snapshot_of_what_is_known_is_no_news() {
    let room = Room::new(&auction(3));
    assert!(!room.is_news(&auction(3)) && !room.is_news(&auction(2)) && room.is_news(&auction(4)));
    let mut other = auction(3);
    other.live.epoch = "other".to_owned();
    assert!(room.is_news(&other));
}

const OUTBID: fn(&News) -> bool = |news| matches!(news, News::Outbid(_));

#[test]
fn c2c_11_older_news_changes_nothing() {
    let mut room = Room::new(&auction(5));
    assert_eq!(room.fact(&fact(4, "Maple")), []);
    assert_eq!(room.snapshot(&auction(5)), []);
    assert_eq!(room.state().revision, 5);
    assert_eq!(room.fact(&fact(6, "Maple")), [News::Price]);
    assert_eq!(room.snapshot(&auction(5)), []);
    assert_eq!(room.state().leader, Some(name("Maple")));
}

#[test]
fn c2c_11_another_epoch_begins_anew() {
    let mut room = Room::new(&auction(50));
    let mut restored = auction(3);
    restored.live.epoch = "other".to_owned();
    room.snapshot(&restored);
    assert_eq!(room.state().revision, 3);
}

#[test]
fn c2c_11_the_history_has_every_bid_once_and_no_gap() {
    let mut room = Room::new(&auction(5));
    room.history(&[bid(5, "Heron", false), bid(4, "Maple", false), bid(3, "Heron", false)]);
    room.fact(&fact(6, "Maple"));
    room.fact(&fact(6, "Maple"));
    room.history(&[bid(6, "Maple", false), bid(5, "Heron", false)]);
    assert_eq!(seqs(&room), [6, 5, 4, 3]);
    room.history(&[bid(2, "Maple", false), bid(1, "Heron", false)]);
    assert_eq!(seqs(&room), [6, 5, 4, 3, 2, 1]);
    // After a pause nobody knows bids 7 and 8: what is below them is not shown as if they followed.
    room.history(&[bid(10, "Maple", false), bid(9, "Heron", false)]);
    assert_eq!(seqs(&room), [10, 9]);
}

#[test]
fn c2c_04_the_room_remembers_why_the_price_has_moved() {
    let mut room = Room::new(&auction(5));
    room.fact(&fact(6, "Maple"));
    assert_eq!(room.moved(), Some(Moved::Others));
    room.placed(&placed(7, BidPosition::Leading));
    let answered = AuctionFact {
        auction: id(),
        state: led_by(8, "Me"),
        bids: vec![bid(8, "Maple", false), bid(9, "Me", true)],
    };
    room.fact(&answered);
    assert_eq!(room.moved(), Some(Moved::OwnMaximum));
    assert!(room.leads(), "the lead was never lost");
    let mut reached = fact(10, "Maple");
    room.state.reserve = ReserveState::NotMet;
    reached.state.reserve = ReserveState::Met;
    let news = room.fact(&reached);
    assert_eq!(room.moved(), Some(Moved::Reserve));
    assert!(news.contains(&News::ReserveMet));
    room.snapshot(&auction(12));
    assert_eq!(room.moved(), None);
}

#[test]
fn c2c_08_that_the_reserve_is_met_is_told_once() {
    let mut room = Room::new(&auction(5));
    room.state.reserve = ReserveState::NotMet;
    let mut met = fact(6, "Maple");
    met.state.reserve = ReserveState::Met;
    assert!(room.fact(&met).contains(&News::ReserveMet));
    assert!(!room.fact(&met).contains(&News::ReserveMet));
    met.state.revision = 7;
    assert!(!room.fact(&met).contains(&News::ReserveMet));
}

#[test]
fn c2c_10_an_extension_is_news_and_the_end_is_the_newest_one() {
    let mut room = Room::new(&auction(5));
    let mut late = fact(6, "Maple");
    late.state.extensions = 1;
    late.state.ends_at = Instant::from_millis(3_700_000);
    assert_eq!(room.fact(&late), [News::Price, News::Extended]);
    assert_eq!(room.fact(&fact(5, "Heron")), []);
    assert_eq!(room.state().ends_at, Instant::from_millis(3_700_000));
}

#[test]
fn c2c_13_losing_the_lead_is_told_once_whatever_is_heard_first() {
    let outbid = |order: [u8; 2]| {
        let mut room = Room::new(&auction(3));
        room.placed(&placed(4, BidPosition::Leading));
        assert!(room.leads());
        let mut all = Vec::new();
        for which in order {
            all.extend(match which {
                0 => room.fact(&fact(5, "Maple")),
                _ => room.told(&told(5, BidPosition::Outbid, "Maple")),
            });
        }
        assert_eq!(room.position(), BidPosition::Outbid);
        all.into_iter().filter(OUTBID).collect::<Vec<_>>()
    };
    assert_eq!(outbid([0, 1]), [News::Outbid(5)]);
    assert_eq!(outbid([1, 0]), [News::Outbid(5)]);
}

#[test]
fn c2c_13_who_was_outbid_before_the_answer_came_is_told() {
    let mut room = Room::new(&auction(3));
    assert!(!room.fact(&fact(5, "Maple")).iter().any(OUTBID));
    let news = room.placed(&placed(4, BidPosition::Leading));
    assert_eq!(news, [News::Outbid(5)]);
    assert_eq!(room.position(), BidPosition::Outbid);
}

#[test]
fn c2c_13_each_displacement_is_told_anew() {
    let mut room = Room::new(&auction(3));
    room.placed(&placed(4, BidPosition::Leading));
    assert!(room.fact(&fact(5, "Maple")).iter().any(OUTBID));
    assert!(!room.fact(&fact(6, "Heron")).iter().any(OUTBID));
    room.placed(&placed(7, BidPosition::Leading));
    assert!(room.fact(&fact(8, "Maple")).contains(&News::Outbid(8)));
}

#[test]
fn c2c_06_who_bids_as_much_as_somebody_before_is_not_displaced() {
    let mut room = Room::new(&auction(3));
    let news = room.placed(&placed(4, BidPosition::Outbid));
    assert!(!news.iter().any(OUTBID));
    assert_eq!(room.position(), BidPosition::Outbid);
}

#[test]
fn c2c_11_only_the_shop_says_that_somebody_leads() {
    let mut room = Room::new(&auction(3));
    room.heard_mine(&mine(3, BidPosition::Outbid));
    room.fact(&fact(4, "Me"));
    assert_eq!(room.position(), BidPosition::Unknown, "the shop has to be asked");
    room.heard_mine(&mine(3, BidPosition::Leading));
    assert_eq!(room.position(), BidPosition::Unknown, "that was said of an older state");
    room.heard_mine(&mine(4, BidPosition::Leading));
    assert_eq!(room.position(), BidPosition::Leading);
    room.heard_mine(&mine(3, BidPosition::Outbid));
    assert_eq!(room.position(), BidPosition::Leading);
}

#[test]
fn c2c_18_only_the_shop_says_that_somebody_has_won() {
    let mut room = Room::new(&auction(3));
    room.placed(&placed(4, BidPosition::Leading));
    let mut over = fact(5, "Me");
    over.state.phase = AuctionPhase::Ended { outcome: AuctionOutcome::Sold };
    assert!(room.fact(&over).contains(&News::Phase));
    assert_eq!(room.position(), BidPosition::Unknown);
    let mut won = told(5, BidPosition::Won, "Me");
    won.state.phase = over.state.phase;
    room.told(&won);
    assert_eq!(room.position(), BidPosition::Won);
}

#[test]
fn c2c_17_bids_on_a_lot_that_is_called_off_are_void() {
    let mut room = Room::new(&auction(3));
    room.placed(&placed(4, BidPosition::Leading));
    let mut off = fact(5, "Me");
    off.state.phase = AuctionPhase::Cancelled;
    room.fact(&off);
    assert_eq!(room.position(), BidPosition::Void);
}

#[derive(Debug, Clone)]
enum Heard {
    Fact(u64),
    Snapshot(u64),
    Mine(u64),
    Told(u64),
}

proptest! {
    /// Who leads in which state is fixed; the news of it comes in any order, twice or never.
    #[test]
    fn c2c_11_all_clients_come_to_the_same_leader_and_nobody_claims_a_lead_that_was_lost(
        leaders in prop::collection::vec(prop::sample::select(vec!["Me", "Heron", "Maple"]), 2..20),
        heard in prop::collection::vec((0_u8..4, 1_u64..20), 1..60),
    ) {
        let leader = |revision: u64| leaders[usize::try_from(revision).unwrap() - 1];
        let last = u64::try_from(leaders.len()).unwrap();
        let position = |revision| if leader(revision) == "Me" { BidPosition::Leading } else { BidPosition::Outbid };
        let start = Auction { card: AuctionCard { state: led_by(1, leader(1)), ..auction(1).card }, ..auction(1) };
        let mut room = Room::new(&start);
        let (mut shown, mut outbid) = (1, Vec::new());
        let all = heard.into_iter().map(|(kind, revision)| {
            let revision = revision.min(last);
            match kind {
                0 => Heard::Fact(revision),
                1 => Heard::Snapshot(revision),
                2 => Heard::Mine(revision),
                _ => Heard::Told(revision),
            }
        });
        for heard in all.chain([Heard::Mine(last)]) {
            let (news, revision) = match heard {
                Heard::Fact(revision) => (room.fact(&fact(revision, leader(revision))), revision),
                Heard::Snapshot(revision) => {
                    let state = led_by(revision, leader(revision));
                    let card = AuctionCard { state, ..auction(1).card };
                    (room.snapshot(&Auction { card, ..auction(1) }), revision)
                }
                Heard::Mine(revision) => {
                    let state = led_by(revision, leader(revision));
                    (room.heard_mine(&MyAuction { state, ..mine(revision, position(revision)) }), revision)
                }
                Heard::Told(revision) => {
                    (room.told(&told(revision, position(revision), leader(revision))), revision)
                }
            };
            shown = shown.max(revision);
            prop_assert_eq!(room.state().revision, shown);
            prop_assert_eq!(room.state().leader.clone(), Some(name(leader(shown))));
            if room.leads() {
                prop_assert_eq!(leader(shown), "Me", "a lead that was lost is not claimed");
            }
            outbid.extend(news.into_iter().filter(OUTBID));
            prop_assert!(seqs(&room).windows(2).all(|pair| pair[0] == pair[1] + 1));
        }
        prop_assert_eq!(room.position(), position(last));
        let mut told: Vec<_> = outbid.clone();
        told.dedup();
        prop_assert_eq!(told, outbid, "one displacement is told once");
    }
}
