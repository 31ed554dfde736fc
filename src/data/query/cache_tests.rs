//! The cache against a model that knows, for each key, what the backend has said and when.

use super::*;
use fivefold_api::model::ProblemKind;
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

const KEYS: [&str; 3] = ["/v1/cart", "/v1/products/a", "/v1/products/b"];

/// What pages, backend and network do.
#[derive(Debug, Clone)]
enum Event {
    Observe(usize),
    Leave(usize),
    Refetch(usize),
    Set(usize),
    InvalidateProducts,
    Wake,
    AskOwed,
    Clear,
    /// A request is answered, in any order; `true` if it succeeds.
    Answer(prop::sample::Index, bool),
    /// The backend's truth changes.
    Change(usize),
    Wait(u16),
}

#[derive(Debug, Clone)]
struct Nothing;

impl ReferenceStateMachine for Nothing {
    type State = Self;
    type Transition = Event;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Event> {
        let key = 0..KEYS.len();
        prop_oneof![
            4 => key.clone().prop_map(Event::Observe),
            3 => key.clone().prop_map(Event::Leave),
            2 => key.clone().prop_map(Event::Refetch),
            1 => key.clone().prop_map(Event::Set),
            1 => Just(Event::InvalidateProducts),
            1 => Just(Event::Wake),
            1 => Just(Event::AskOwed),
            1 => Just(Event::Clear),
            6 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(pick, ok)| Event::Answer(pick, ok)),
            3 => key.prop_map(Event::Change),
            2 => (0_u16..40_000).prop_map(Event::Wait),
        ]
        .boxed()
    }

    fn apply(state: Self, _: &Event) -> Self {
        state
    }
}

/// A request that is on its way: what it will answer was decided when it was sent.
struct Request {
    key: usize,
    ticket: Ticket,
    value: u32,
}

#[derive(Default)]
struct World {
    cache: Cache<u32>,
    now: f64,
    observers: [u32; 3],
    /// The backend's truth; it only grows.
    truth: [u32; 3],
    /// The newest value each key may not fall behind, since somebody said that something changed.
    promised: [u32; 3],
    requests: Vec<Request>,
}

impl World {
    fn send(&mut self, key: usize, ticket: Option<Ticket>) {
        if let Some(ticket) = ticket {
            let value = self.truth[key];
            self.requests.push(Request { key, ticket, value });
        }
    }

    fn send_all(&mut self, asked: Vec<(String, Ticket)>) {
        for (key, ticket) in asked {
            let key = KEYS.iter().position(|known| *known == key).unwrap();
            self.send(key, Some(ticket));
        }
    }

    fn open(&self, key: usize) -> bool {
        self.cache.known(KEYS[key]).is_some_and(|known| known.is_open)
    }

    fn answer(&mut self, request: &Request, succeeds: bool) {
        let answer = if succeeds { Ok(request.value) } else { Err(ApiError::Unreachable) };
        let outcome = self.cache.answered(KEYS[request.key], request.ticket, answer, self.now);
        if let Answered::AskAgain(ticket) = outcome {
            self.send(request.key, Some(ticket));
        }
    }
}

struct Runs;

impl StateMachineTest for Runs {
    type SystemUnderTest = World;
    type Reference = Nothing;

    fn init_test(_: &Nothing) -> World {
        World::default()
    }

    fn apply(mut world: World, _: &Nothing, event: Event) -> World {
        match event {
            Event::Observe(key) => {
                world.observers[key] += 1;
                let was_open = world.open(key);
                let ticket = world.cache.observe(KEYS[key], world.now);
                assert!(!(was_open && ticket.is_some()), "asked twice at once");
                world.send(key, ticket);
            }
            Event::Leave(key) => {
                if world.observers[key] > 0 {
                    world.observers[key] -= 1;
                    // The request's answer may come all the same: an abort may be too late.
                    if world.cache.leave(KEYS[key]) {
                        assert_eq!(world.observers[key], 0, "stopped asking while somebody looks");
                    }
                }
            }
            Event::Refetch(key) => {
                world.promised[key] = world.truth[key];
                let ticket = world.cache.refetch(KEYS[key]);
                world.send(key, ticket);
            }
            Event::Set(key) => {
                world.truth[key] += 1;
                world.promised[key] = world.truth[key];
                let _stop_asking = world.cache.set(KEYS[key], world.truth[key], world.now);
                let known = world.cache.known(KEYS[key]).and_then(|known| known.value.copied());
                assert_eq!(known, Some(world.truth[key]));
            }
            Event::InvalidateProducts => {
                for key in 1..3 {
                    world.promised[key] = world.truth[key];
                }
                let asked = world.cache.invalidate("/v1/products");
                world.send_all(asked);
            }
            Event::Wake => {
                let asked = world.cache.wake(world.now);
                world.send_all(asked);
            }
            Event::AskOwed => {
                let asked = world.cache.ask_owed(world.now);
                world.send_all(asked);
            }
            Event::Clear => {
                let asked = world.cache.clear();
                world.send_all(asked);
                for key in KEYS {
                    assert!(world.cache.known(key).is_none_or(|known| known.value.is_none()));
                }
            }
            Event::Answer(pick, succeeds) => {
                if !world.requests.is_empty() {
                    let request = world.requests.remove(pick.index(world.requests.len()));
                    world.answer(&request, succeeds);
                }
            }
            Event::Change(key) => world.truth[key] += 1,
            Event::Wait(millis) => world.now += f64::from(millis),
        }
        world
    }

    fn check_invariants(world: &World, _: &Nothing) {
        for (key, name) in KEYS.iter().enumerate() {
            let Some(known) = world.cache.known(name) else { continue };
            assert!(world.observers[key] > 0 || !known.is_open, "asked though nobody looks");
            if world.observers[key] > 0 {
                assert!(
                    known.is_open || known.value.is_some() || known.error.is_some(),
                    "somebody looks at nothing"
                );
            }
        }
    }

    fn teardown(mut world: World, _: Nothing) {
        // When everything has been answered, nobody who looks is behind what was promised.
        world.now += 2.0 * OWED_AFTER;
        let asked = world.cache.ask_owed(world.now);
        world.send_all(asked);
        while !world.requests.is_empty() {
            let request = world.requests.remove(0);
            world.answer(&request, true);
        }
        for (key, name) in KEYS.iter().enumerate() {
            if world.observers[key] > 0 {
                let known = world.cache.known(name).unwrap();
                assert!(!known.is_open);
                // Only a first question that failed waits for somebody to ask again.
                if known.error.is_none() || world.promised[key] > 0 && known.value.is_some() {
                    assert!(
                        known.value.is_some_and(|value| *value >= world.promised[key]),
                        "{name} is too old"
                    );
                }
            }
        }
    }
}

prop_state_machine! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cache_asks_once_and_never_stays_behind_what_is_known_to_have_changed(sequential 1..80 => Runs);
}

#[test]
fn an_answer_is_fresh_for_thirty_seconds() {
    let mut cache = Cache::default();
    let ticket = cache.observe("k", 0.0).unwrap();
    assert_eq!(cache.answered("k", ticket, Ok(1), 100.0), Answered::Taken);
    assert!(!cache.leave("k"));
    assert_eq!(cache.observe("k", 30_099.0), None);
    assert!(cache.wake(30_099.0).is_empty());
    assert_eq!(cache.wake(30_100.0).len(), 1);
}

#[test]
fn a_failure_keeps_the_last_value_and_is_asked_again_when_somebody_looks() {
    let mut cache = Cache::default();
    let ticket = cache.observe("k", 0.0).unwrap();
    cache.answered("k", ticket, Ok(1), 0.0);
    let ticket = cache.refetch("k").unwrap();
    cache.answered("k", ticket, Err(ApiError::TimedOut), 1.0);
    let known = cache.known("k").unwrap();
    assert_eq!((known.value, known.error), (Some(&1), Some(&ApiError::TimedOut)));
    assert!(cache.observe("k", 2.0).is_some());
}

#[test]
fn x_live_what_has_changed_and_could_not_be_had_is_asked_again() {
    let mut cache = Cache::default();
    let ticket = cache.observe("k", 0.0).unwrap();
    cache.answered("k", ticket, Ok(1), 0.0);
    let ticket = cache.refetch("k").unwrap();
    cache.answered("k", ticket, Err(ApiError::Unreachable), 1.0);
    assert!(cache.ask_owed(OWED_AFTER).is_empty());
    let again = cache.ask_owed(OWED_AFTER + 1.0).pop().unwrap().1;
    assert!(cache.ask_owed(2.0 * OWED_AFTER).is_empty(), "it is on its way");
    cache.answered("k", again, Ok(2), 2.0 * OWED_AFTER);
    assert!(cache.ask_owed(9.0 * OWED_AFTER).is_empty());
    // What will never be there is not asked for again, nor is a page that failed before anything changed.
    let ticket = cache.refetch("k").unwrap();
    cache.answered("k", ticket, Err(ApiError::NotFound(ProblemKind::NotFound)), 0.0);
    let ticket = cache.observe("first", 0.0).unwrap();
    cache.answered("first", ticket, Err(ApiError::Unreachable), 0.0);
    assert!(cache.ask_owed(9.0 * OWED_AFTER).is_empty());
}

#[test]
fn what_is_out_of_date_stays_so_after_a_failure_and_a_question_that_was_given_up() {
    let mut cache = Cache::default();
    let ticket = cache.observe("k", 0.0).unwrap();
    cache.answered("k", ticket, Ok(1), 0.0);
    let ticket = cache.invalidate("k").pop().unwrap().1;
    cache.answered("k", ticket, Err(ApiError::Unreachable), 1.0);
    cache.wake(2.0);
    cache.leave("k");
    assert!(cache.observe("k", 3.0).is_some());
}

#[test]
fn an_overtaken_answer_is_out_of_date_even_if_the_next_question_was_given_up() {
    let mut cache = Cache::default();
    let ticket = cache.observe("k", 0.0).unwrap();
    cache.refetch("k");
    assert!(matches!(cache.answered("k", ticket, Ok(1), 1.0), Answered::AskAgain(_)));
    cache.leave("k");
    assert!(cache.observe("k", 2.0).is_some());
}

#[test]
fn answers_that_nobody_looks_at_are_forgotten_oldest_first() {
    let mut cache = Cache::default();
    for number in 0..KEPT + 5 {
        let key = number.to_string();
        let ticket = cache.observe(&key, 0.0).unwrap();
        cache.answered(&key, ticket, Ok(number), 0.0);
        cache.leave(&key);
    }
    assert_eq!(cache.known("4"), None);
    assert!(cache.known("5").is_some());
}

#[test]
fn a_failure_keeps_its_face_while_somebody_who_has_come_back_waits_for_news() {
    let mut cache = Cache::<u32>::default();
    let ticket = cache.observe("k", 0.0).unwrap();
    cache.answered("k", ticket, Err(ApiError::NotFound(ProblemKind::NotFound)), 1.0);
    let (_, ticket) = cache.wake(2.0).remove(0);
    let known = cache.known("k").unwrap();
    assert_eq!((known.error, known.is_open), (Some(&ApiError::NotFound(ProblemKind::NotFound)), true));
    cache.answered("k", ticket, Ok(7), 3.0);
    let known = cache.known("k").unwrap();
    assert_eq!((known.value, known.error), (Some(&7), None));
}
