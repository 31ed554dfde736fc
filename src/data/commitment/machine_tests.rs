//! The machine against a backend that keeps the contract and a network that does what it likes.

use super::*;
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use std::collections::BTreeMap;

/// A backend that remembers keys.
#[derive(Debug, Clone, Default)]
struct Backend {
    /// Key → how it ended; absent while it runs.
    done: BTreeMap<u32, (u16, Vec<u8>)>,
    running: Vec<u32>,
    executions: u32,
    /// Whether the rules refuse commands now.
    refuses: bool,
}

impl Backend {
    /// A command arrives. The answer, unless it is still running.
    fn arrive(&mut self, key: u32) -> Result<Vec<u8>, ApiError> {
        if let Some((status, body)) = self.done.get(&key) {
            return answer(*status, body);
        }
        if self.running.contains(&key) {
            return Err(ApiError::InFlight(Duration::from_secs(1)));
        }
        self.running.push(key);
        self.finish(key);
        let (status, body) = self.done[&key].clone();
        answer(status, &body)
    }

    fn finish(&mut self, key: u32) {
        self.running.retain(|other| *other != key);
        let (status, body) =
            if self.refuses { (422, b"{\"kind\":\"out_of_stock\"}".to_vec()) } else { (201, b"ok".to_vec()) };
        self.executions += u32::from(status == 201);
        self.done.insert(key, (status, body));
    }

    fn report(&self, key: u32) -> Report {
        match self.done.get(&key) {
            Some((status, body)) => {
                Report { state: CommitmentState::Done, status: *status, body: body.clone() }
            }
            None if self.running.contains(&key) => {
                Report { state: CommitmentState::InFlight, status: 0, body: vec![] }
            }
            None => Report { state: CommitmentState::NeverSeen, status: 0, body: vec![] },
        }
    }
}

fn answer(status: u16, body: &[u8]) -> Result<Vec<u8>, ApiError> {
    if status < 400 { Ok(body.to_vec()) } else { Err(ApiError::from_answer(status, None, body)) }
}

/// What the network, the person and the tabs may do.
#[derive(Debug, Clone)]
enum Event {
    /// The person presses the button.
    Click { tab: usize },
    /// The oldest send of a tab reaches the backend, and the answer the tab.
    Deliver { tab: usize },
    /// The send reaches the backend, the answer is lost: time-out, disconnect.
    LoseAnswer { tab: usize },
    /// The send is lost on its way.
    LoseSend { tab: usize },
    /// The tab gives up waiting, and the send reaches the backend later.
    Delay { tab: usize },
    /// A delayed or duplicated send reaches the backend; nobody listens to the answer.
    ArriveLate,
    /// The backend begins a command and does not end it yet: 409 `in_flight`.
    StartSlowly { tab: usize },
    /// What runs slowly ends.
    FinishSlow,
    /// The backend answers 500 to a send, having done nothing.
    Fail { tab: usize },
    /// The tab asks and is answered.
    Ask { tab: usize },
    /// The question is lost, or answered with 500.
    LoseQuestion { tab: usize },
    /// The tab is reloaded.
    Reload { tab: usize },
    /// The rules change their mind: sold out, in stock.
    ToggleRules,
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
        let tab = 0_usize..2;
        prop_oneof![
            3 => tab.clone().prop_map(|tab| Event::Click { tab }),
            2 => tab.clone().prop_map(|tab| Event::Deliver { tab }),
            2 => tab.clone().prop_map(|tab| Event::LoseAnswer { tab }),
            1 => tab.clone().prop_map(|tab| Event::LoseSend { tab }),
            2 => tab.clone().prop_map(|tab| Event::Delay { tab }),
            2 => Just(Event::ArriveLate),
            1 => tab.clone().prop_map(|tab| Event::StartSlowly { tab }),
            1 => Just(Event::FinishSlow),
            1 => tab.clone().prop_map(|tab| Event::Fail { tab }),
            3 => tab.clone().prop_map(|tab| Event::Ask { tab }),
            1 => tab.clone().prop_map(|tab| Event::LoseQuestion { tab }),
            2 => tab.prop_map(|tab| Event::Reload { tab }),
            1 => Just(Event::ToggleRules),
        ]
        .boxed()
    }

    fn apply(state: Self, _: &Event) -> Self {
        state
    }
}

#[derive(Default)]
struct Tab {
    machine: Machine,
    key: Option<u32>,
    /// Keys of sends that wait for an answer.
    sends: Vec<u32>,
    is_to_ask: bool,
}

/// Two tabs of one browser, one storage, one backend, one subject.
#[derive(Default)]
struct World {
    backend: Backend,
    tabs: [Tab; 2],
    /// The browser's storage: the unfinished command's key.
    stored: Option<u32>,
    keys: u32,
    late: Vec<u32>,
}

impl World {
    fn follow(&mut self, tab: usize, step: Step) {
        let this = &mut self.tabs[tab];
        let Some(key) = this.key else { return };
        match step {
            Step::Send => this.sends.push(key),
            Step::AskAfter(_) => this.is_to_ask = true,
            Step::Forget => {
                if self.stored == Some(key) {
                    self.stored = None;
                }
            }
            Step::Rest => {}
        }
    }

    /// What `submit` of the hook does: adopt what is stored, or store a new command, then send.
    fn click(&mut self, tab: usize) {
        if self.tabs[tab].machine.is_open() || matches!(self.tabs[tab].machine.phase(), Phase::Done(_)) {
            return;
        }
        if let Some(key) = self.stored {
            self.tabs[tab].key = Some(key);
            let step = self.tabs[tab].machine.resume(true);
            self.follow(tab, step);
            return;
        }
        self.keys += 1;
        self.stored = Some(self.keys);
        self.tabs[tab].key = Some(self.keys);
        let step = self.tabs[tab].machine.submit();
        self.follow(tab, step);
    }

    fn next_send(&mut self, tab: usize) -> Option<u32> {
        (!self.tabs[tab].sends.is_empty()).then(|| self.tabs[tab].sends.remove(0))
    }

    fn answer(&mut self, tab: usize, answer: Result<Vec<u8>, ApiError>) {
        let step = self.tabs[tab].machine.sent(answer);
        self.follow(tab, step);
    }

    fn ask(&mut self, tab: usize, is_lost: bool) {
        let this = &mut self.tabs[tab];
        let Some(key) = this.key else { return };
        if !std::mem::take(&mut this.is_to_ask) {
            return;
        }
        let answer = if is_lost { Err(ApiError::Server(None)) } else { Ok(self.backend.report(key)) };
        let step = self.tabs[tab].machine.asked(answer);
        self.follow(tab, step);
    }

    fn check(&self) {
        for tab in &self.tabs {
            let (Some(key), phase) = (tab.key, tab.machine.phase()) else { continue };
            let truth = self.backend.done.get(&key);
            match phase {
                Phase::Done(body) => {
                    assert_eq!(truth, Some(&(201, body.clone())), "a tab shows done what is not");
                }
                Phase::Refused(_) => {
                    assert!(
                        truth.is_some_and(|(status, _)| *status >= 400),
                        "a tab shows refused what is not"
                    );
                }
                Phase::Idle | Phase::Sending | Phase::Checking => {}
            }
            if tab.machine.is_open() {
                assert!(!tab.sends.is_empty() || tab.is_to_ask, "a tab waits for nothing");
            }
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
            Event::Click { tab } => world.click(tab),
            Event::Deliver { tab } => {
                if let Some(key) = world.next_send(tab) {
                    let answer = world.backend.arrive(key);
                    world.answer(tab, answer);
                }
            }
            Event::LoseAnswer { tab } => {
                if let Some(key) = world.next_send(tab) {
                    let _lost = world.backend.arrive(key);
                    world.answer(tab, Err(ApiError::TimedOut));
                }
            }
            Event::LoseSend { tab } => {
                if world.next_send(tab).is_some() {
                    world.answer(tab, Err(ApiError::Unreachable));
                }
            }
            Event::Delay { tab } => {
                if let Some(key) = world.next_send(tab) {
                    world.late.push(key);
                    world.answer(tab, Err(ApiError::TimedOut));
                }
            }
            Event::ArriveLate => {
                // Latest first: reordered.
                if let Some(key) = world.late.pop() {
                    let _nobody_listens = world.backend.arrive(key);
                }
            }
            Event::StartSlowly { tab } => {
                if let Some(key) = world.next_send(tab) {
                    // The second of two sends finds it running already.
                    let is_known =
                        world.backend.done.contains_key(&key) || world.backend.running.contains(&key);
                    if !is_known {
                        world.backend.running.push(key);
                    }
                    world.answer(tab, Err(ApiError::InFlight(Duration::from_secs(1))));
                }
            }
            Event::FinishSlow => {
                if let Some(key) = world.backend.running.first().copied() {
                    world.backend.finish(key);
                }
            }
            Event::Fail { tab } => {
                if world.next_send(tab).is_some() {
                    world.answer(tab, Err(ApiError::Server(None)));
                }
            }
            Event::Ask { tab } => world.ask(tab, false),
            Event::LoseQuestion { tab } => world.ask(tab, true),
            Event::Reload { tab } => {
                world.late.append(&mut world.tabs[tab].sends);
                world.tabs[tab] = Tab::default();
                if let Some(key) = world.stored {
                    world.tabs[tab].key = Some(key);
                    let step = world.tabs[tab].machine.resume(true);
                    world.follow(tab, step);
                }
            }
            Event::ToggleRules => world.backend.refuses = !world.backend.refuses,
        }
        world
    }

    fn check_invariants(world: &World, _: &Nothing) {
        world.check();
        assert!(world.backend.executions <= 1, "one intent, {} executions", world.backend.executions);
    }

    fn teardown(mut world: World, _: Nothing) {
        // When the network is well again, every open command ends with the truth.
        for key in std::mem::take(&mut world.backend.running) {
            world.backend.finish(key);
        }
        for tab in 0..2 {
            for _ in 0..6 {
                while let Some(key) = world.next_send(tab) {
                    let answer = world.backend.arrive(key);
                    world.answer(tab, answer);
                }
                world.ask(tab, false);
            }
            assert!(!world.tabs[tab].machine.is_open(), "a tab never learns what happened");
        }
        world.check();
        assert!(world.backend.executions <= 1);
    }
}

prop_state_machine! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn x_idem_x_unknown_one_intent_is_carried_out_once_and_every_tab_tells_the_truth(sequential 1..60 => Runs);
}

#[test]
fn x_unknown_a_time_out_is_checked_and_never_called_a_failure() {
    for error in [ApiError::TimedOut, ApiError::Unreachable, ApiError::Server(None), ApiError::Busy(None)] {
        let mut machine = Machine::default();
        assert_eq!(machine.submit(), Step::Send);
        assert!(matches!(machine.sent(Err(error)), Step::AskAfter(_)));
        assert_eq!(*machine.phase(), Phase::Checking);
    }
}

#[test]
fn x_retry_the_pause_of_in_flight_is_kept_and_pauses_grow_to_five_seconds() {
    let mut machine = Machine::default();
    machine.submit();
    let step = machine.sent(Err(ApiError::InFlight(Duration::from_secs(3))));
    assert_eq!(step, Step::AskAfter(Duration::from_secs(3)));
    let mut last = Duration::ZERO;
    for _ in 0..20 {
        let Step::AskAfter(pause) = machine.asked(Err(ApiError::TimedOut)) else {
            panic!("it must go on asking")
        };
        assert!(pause >= last);
        last = pause;
    }
    assert_eq!(last, Duration::from_millis(LONGEST_PAUSE));
}

#[test]
fn x_idem_a_command_older_than_the_backend_s_memory_is_not_sent_again() {
    let mut machine = Machine::default();
    assert_eq!(machine.resume(false), Step::AskAfter(Duration::ZERO));
    let report = Report { state: CommitmentState::NeverSeen, status: 0, body: vec![] };
    assert_eq!(machine.asked(Ok(report)), Step::Forget);
    assert_eq!(*machine.phase(), Phase::Idle);
}

#[test]
fn x_state_a_state_from_the_future_is_asked_about_again() {
    let mut machine = Machine::default();
    machine.resume(true);
    let report = Report { state: CommitmentState::Unknown, status: 0, body: vec![] };
    assert!(matches!(machine.asked(Ok(report)), Step::AskAfter(_)));
}
