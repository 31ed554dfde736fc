//! What a newer or a broken backend may send.

use super::*;
use serde_json::json;

#[test]
fn x_cap_an_unknown_capability_is_ignored_not_refused() {
    let read: Capabilities = serde_json::from_value(json!({
        "shop": "Harbour", "offers": ["catalog", "time_travel"], "locales": ["en"], "markets": [], "currencies": [], "later": 1
    }))
    .unwrap();
    assert_eq!(read.offers, [Capability::Catalog, Capability::Unknown]);
    assert!(read.offers(Capability::Catalog));
    assert!(!read.offers(Capability::Auctions));
}

#[test]
fn x_state_unknown_words_decode_to_unknown_everywhere() {
    assert_eq!(read::<OrderStatus>("on_the_moon"), OrderStatus::Unknown);
    assert_eq!(read::<OrderAction>("frame_it"), OrderAction::Unknown);
    assert_eq!(read::<PaymentStatus>("pondering"), PaymentStatus::Unknown);
    assert_eq!(read::<DeclineReason>("mood"), DeclineReason::Unknown);
    assert_eq!(read::<CartLineState>("melting"), CartLineState::Unknown);
    assert_eq!(read::<StockLevel>("plenty"), StockLevel::Unknown);
    assert_eq!(read::<Badge>("shiny"), Badge::Unknown);
    assert_eq!(read::<HoldState>("frozen"), HoldState::Unknown);
    assert_eq!(read::<CheckoutStep>("dance"), CheckoutStep::Unknown);
    assert_eq!(read::<CommitmentState>("dreaming"), CommitmentState::Unknown);
    assert_eq!(read::<ProblemKind>("bad_weather"), ProblemKind::Unknown);
    assert_eq!(read::<FieldProblemCode>("ugly"), FieldProblemCode::Unknown);
    assert_eq!(read::<Role>("emperor"), Role::Unknown);
    assert_eq!(read::<ActivityKind>("duel"), ActivityKind::Unknown);
    assert_eq!(read::<ActivityState>("asleep"), ActivityState::Unknown);
    assert_eq!(read::<ActivityAction>("sing"), ActivityAction::Unknown);
    assert_eq!(read::<AuctionOutcome>("burnt"), AuctionOutcome::Unknown);
    assert_eq!(read::<ReserveState>("nearly"), ReserveState::Unknown);
    assert_eq!(read::<LotCondition>("haunted"), LotCondition::Unknown);
    assert_eq!(read::<BidPosition>("sideways"), BidPosition::Unknown);
    assert_eq!(read::<BidRequirement>("hat"), BidRequirement::Unknown);
    assert_eq!(read::<AuctionAction>("heckle"), AuctionAction::Unknown);
    assert_eq!(read::<SettlementStatus>("bartered"), SettlementStatus::Unknown);
    assert_eq!(read::<CancelReason>("weather"), CancelReason::Unknown);
    assert_eq!(read::<GroupBasis>("kilograms"), GroupBasis::Unknown);
    assert_eq!(read::<FailurePolicy>("keep_it"), FailurePolicy::Unknown);
    assert_eq!(read::<AfterLock>("everybody"), AfterLock::Unknown);
    assert_eq!(read::<SeatStatus>("asleep"), SeatStatus::Unknown);
    assert_eq!(read::<Charging>("barter"), Charging::Unknown);
    assert_eq!(read::<MoneyStepKind>("spent"), MoneyStepKind::Unknown);
    assert_eq!(read::<GroupAction>("sing"), GroupAction::Unknown);
    assert_eq!(read::<JoinRequirement>("hat"), JoinRequirement::Unknown);
    assert_eq!(read::<QuoteStatus>("haggled"), QuoteStatus::Unknown);
    assert_eq!(read::<QuoteAction>("sigh"), QuoteAction::Unknown);
    assert_eq!(read::<QuoteParty>("bank"), QuoteParty::Unknown);
    assert_eq!(read::<QuoteTurn>("bank"), QuoteTurn::Unknown);
    assert_eq!(read::<VersionState>("lost"), VersionState::Unknown);
    assert_eq!(read::<TaxBasis>("tithe"), TaxBasis::Unknown);
    assert_eq!(read::<ScanState>("blurred"), ScanState::Unknown);
    assert_eq!(read::<CompanyRole>("mascot"), CompanyRole::Unknown);
}

#[test]
fn x_state_unknown_kinds_that_carry_data_decode_to_unknown() {
    let notice: CartNotice =
        serde_json::from_value(json!({"kind": "gift_added", "variant": "v", "n": 1})).unwrap();
    assert_eq!(notice, CartNotice::Unknown);
    let subject: PaymentSubject = serde_json::from_value(json!({"kind": "moon_plot", "id": "m1"})).unwrap();
    assert_eq!(subject, PaymentSubject::Unknown);
    let phase: AuctionPhase = serde_json::from_value(json!({"kind": "paused_for_tea", "until": 1})).unwrap();
    assert_eq!(phase, AuctionPhase::Unknown);
    let phase: AuctionPhase = serde_json::from_value(json!({"kind": "ended", "outcome": "x"})).unwrap();
    assert_eq!(phase, AuctionPhase::Ended { outcome: AuctionOutcome::Unknown });
    let phase: GroupPhase = serde_json::from_value(json!({"kind": "hibernating", "until": 1})).unwrap();
    assert_eq!(phase, GroupPhase::Unknown);
    let phase: GroupPhase = serde_json::from_value(json!({"kind": "cancelled", "reason": "x"})).unwrap();
    assert_eq!(phase, GroupPhase::Cancelled { reason: CancelReason::Unknown });
    let merge: MergeProblem = serde_json::from_value(json!({"kind": "haunted", "by": "x"})).unwrap();
    assert_eq!(merge, MergeProblem::Unknown);
    let terms: PaymentTerms = serde_json::from_value(json!({"kind": "in_kind", "goats": 2})).unwrap();
    assert_eq!(terms, PaymentTerms::Unknown);
    let blocker: OrderBlocker = serde_json::from_value(json!({"kind": "full_moon", "until": 1})).unwrap();
    assert_eq!(blocker, OrderBlocker::Unknown);
}

#[test]
fn b2b_15_a_problem_says_what_stands_in_the_way_of_an_order() {
    let mut problem = Problem::new(ProblemKind::OrderBlocked, 422, "");
    assert_eq!(problem.quote_problem(), None);
    let blockers = vec![OrderBlocker::AddressMissing, OrderBlocker::PoNumberMissing];
    problem.set_quote(&QuoteProblem { quote: None, blockers: blockers.clone() });
    let read = Problem::read(422, &serde_json::to_vec(&problem).unwrap());
    assert_eq!(read.kind, ProblemKind::OrderBlocked);
    assert_eq!(read.quote_problem().unwrap().blockers, blockers);
}

#[test]
fn x_err_anything_is_read_as_a_problem() {
    for body in ["", "null", "[1]", "<html>", r#"{"status":"x"}"#, r#"{"kind":5}"#] {
        assert_eq!(Problem::read(500, body.as_bytes()).kind, ProblemKind::Unknown, "{body}");
    }
    let problem = Problem::read(
        422,
        br#"{"type":"/problems/invalid_fields","kind":"invalid_fields","title":"t","status":422,
             "fields":[{"field":"address.city","code":"required"},{"field":"x","code":"new_code"}],"extra":{}}"#,
    );
    assert_eq!(problem.kind, ProblemKind::InvalidFields);
    assert_eq!(problem.fields[1].code, FieldProblemCode::Unknown);
}

fn read<T: serde::de::DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(json!(word)).unwrap()
}
