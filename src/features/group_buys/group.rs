//! The live state of one group-buy: snapshots, facts and answers, whatever the order they arrive in. Plain rules,
//! without signals or the browser.
//!
//! **Invariant**: nothing older than what is shown is taken, and nothing is counted here: a state replaces a state.
//! So news that comes twice or late changes nothing and is said once (C2B-09).

use fivefold_api::model::{GroupBuy, GroupBuyFact, GroupBuyState, GroupMember, GroupPhase, Invitation};

/// What has happened, for whoever tells people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A unit costs less now.
    Cheaper,
    /// Members have left, and whoever joins now pays more.
    Dearer,
    /// Members have left and a tier is lost, but a promise keeps the price (C2B-05).
    StepBack,
    /// Members have left, and the price is what it was.
    Back,
    /// The minimum is reached.
    Tipped,
    /// The minimum is not reached any more.
    Untipped,
    /// It begins, closes or has ended.
    Phase,
    /// What a visitor may do is not known any more.
    Mine,
    /// Who is in or where else one can join is not known any more: only a snapshot tells.
    Stale,
}

/// Why the progress has moved last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Somebody has joined.
    On,
    /// Somebody has left.
    Back,
}

/// One group-buy as its page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    state: GroupBuyState,
    epoch: String,
    /// Newest first.
    members: Vec<GroupMember>,
    /// The state that the last snapshot of the members was of.
    members_at: u64,
    moved: Option<Moved>,
    /// A snapshot as new as the state is owed.
    is_stale: bool,
}

/// How many members are shown, as the contract has it.
const MOST_MEMBERS: usize = 12;

impl Group {
    /// A group-buy that has just been opened.
    pub fn new(group: &GroupBuy) -> Self {
        Self::begin(&group.live.epoch, &group.card.state, &group.members)
    }

    /// A group-buy that somebody is invited to. It does not say who is in.
    pub fn invited(invitation: &Invitation) -> Self {
        Self::begin(&invitation.live.epoch, &invitation.group_buy.state, &[])
    }

    fn begin(epoch: &str, state: &GroupBuyState, members: &[GroupMember]) -> Self {
        Self {
            epoch: epoch.to_owned(),
            members: members.to_vec(),
            members_at: state.revision,
            moved: None,
            is_stale: false,
            state: state.clone(),
        }
    }

    /// Where it stands.
    pub fn state(&self) -> &GroupBuyState {
        &self.state
    }

    /// Members who want to be seen, newest first.
    pub fn members(&self) -> &[GroupMember] {
        &self.members
    }

    /// Why the progress has moved last.
    pub fn moved(&self) -> Option<Moved> {
        self.moved
    }

    /// Whether a snapshot says anything that is not known yet.
    pub fn is_news(&self, group: &GroupBuy) -> bool {
        let revision = group.card.state.revision;
        group.live.epoch != self.epoch
            || revision > self.state.revision
            || self.is_stale
            || (revision == self.state.revision && group.members != self.members)
    }

    /// A snapshot has arrived. Another epoch begins anew.
    pub fn snapshot(&mut self, group: &GroupBuy) -> Vec<News> {
        self.take(&group.live.epoch, &group.card.state, &group.members)
    }

    /// The invitation has arrived again.
    pub fn invitation(&mut self, invitation: &Invitation) -> Vec<News> {
        self.take(&invitation.live.epoch, &invitation.group_buy.state, &[])
    }

    fn take(&mut self, epoch: &str, state: &GroupBuyState, members: &[GroupMember]) -> Vec<News> {
        if epoch != self.epoch {
            *self = Self::begin(epoch, state, members);
            return vec![News::Phase, News::Mine];
        }
        let mut news = self.heard(state);
        if state.revision >= self.state.revision {
            self.members = members.to_vec();
            self.members_at = state.revision;
            self.is_stale = false;
            news.retain(|news| *news != News::Stale);
        } else if self.is_stale {
            // It was overtaken on its way.
            news.push(News::Stale);
        }
        news
    }

    /// A fact of the group-buy has arrived.
    pub fn fact(&mut self, fact: &GroupBuyFact) -> Vec<News> {
        if fact.state.revision > self.members_at {
            for member in &fact.joined {
                self.members.retain(|known| known.number != member.number);
                self.members.insert(0, member.clone());
            }
            self.members.truncate(MOST_MEMBERS);
        }
        self.heard(&fact.state)
    }

    /// A state has arrived with anything else: an answer, news of one's own seat.
    pub fn heard(&mut self, state: &GroupBuyState) -> Vec<News> {
        if state.revision <= self.state.revision {
            return Vec::new();
        }
        let before = std::mem::replace(&mut self.state, state.clone());
        self.moved = match state.committed.cmp(&before.committed) {
            std::cmp::Ordering::Less => Some(Moved::Back),
            std::cmp::Ordering::Greater => Some(Moved::On),
            std::cmp::Ordering::Equal => self.moved,
        };
        let news = news(&before, state);
        self.is_stale |= news.contains(&News::Stale);
        news
    }
}

fn news(before: &GroupBuyState, now: &GroupBuyState) -> Vec<News> {
    let mut news = Vec::new();
    if now.phase != before.phase {
        // What it says about an end has price and outcome in it.
        news.push(News::Phase);
    } else {
        match now.price.minor.cmp(&before.price.minor) {
            std::cmp::Ordering::Less => news.push(News::Cheaper),
            std::cmp::Ordering::Greater => news.push(News::Dearer),
            std::cmp::Ordering::Equal if now.tier < before.tier => news.push(News::StepBack),
            std::cmp::Ordering::Equal if now.committed < before.committed => news.push(News::Back),
            std::cmp::Ordering::Equal => {}
        }
        if now.tipped != before.tipped {
            news.push(if now.tipped { News::Tipped } else { News::Untipped });
        }
    }
    let may_be_otherwise = now.phase != before.phase || is_full(now) != is_full(before);
    if may_be_otherwise {
        news.push(News::Mine);
    }
    if may_be_otherwise || now.people < before.people {
        news.push(News::Stale);
    }
    news
}

/// Whether nothing is left to join with.
pub fn is_full(state: &GroupBuyState) -> bool {
    state.left == Some(0)
}

/// Whether it can be joined, as far as is known: the shop decides (C2B-10).
pub fn is_joinable(state: &GroupBuyState) -> bool {
    state.phase == GroupPhase::Open && !is_full(state)
}

/// Whether it has ended, however.
pub fn is_over(phase: GroupPhase) -> bool {
    matches!(phase, GroupPhase::Settled | GroupPhase::Failed | GroupPhase::Cancelled { .. })
}

#[cfg(test)]
#[path = "group_tests.rs"]
pub mod tests;
