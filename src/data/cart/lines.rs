//! What the buyer wants, over what the backend knows (B2C-01, B2C-02, B2C-03). Plain rules.
//!
//! **Invariant**: for each line the number shown is what the buyer chose last, until the backend has answered
//! that very choice; then it is the backend's. An answer older than what is known changes nothing.

use fivefold_api::error::ApiError;
use fivefold_api::model::Cart;
use fivefold_api::vocabulary::VariantId;

/// Choices that follow each other faster than this (in milliseconds) are one choice.
pub(super) const QUIET: f64 = 300.0;

/// Names one request, so that its answer is recognised.
pub(super) type Ticket = u64;

/// What the caller shall do.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Action {
    /// Send: so many of this variant.
    Send {
        /// The variant.
        variant: VariantId,
        /// How many.
        quantity: i64,
        /// The request's name.
        ticket: Ticket,
    },
    /// Call [`Lines::settle`] at this time.
    Wake(f64),
}

/// What the buyer wants of one line, while the backend has not confirmed it.
#[derive(Debug, Clone)]
struct Wish {
    variant: VariantId,
    wanted: i64,
    chosen_at: f64,
    /// The request that is on its way, and what it asks for.
    sent: Option<(Ticket, i64)>,
    /// Whether what is wanted has not been asked for yet.
    is_unsent: bool,
    /// A request failed in a way that leaves open whether it was carried out.
    is_uncertain: bool,
    /// Why the last request failed. The line then shows what the backend knows.
    error: Option<ApiError>,
}

/// The cart as shown.
#[derive(Debug, Default)]
pub(super) struct Lines {
    cart: Option<Cart>,
    wishes: Vec<Wish>,
    tickets: Ticket,
}

impl Lines {
    /// What the backend last said.
    pub(super) fn confirmed(&self) -> Option<&Cart> {
        self.cart.as_ref()
    }

    /// How many of a variant are shown: what was chosen last, or what is confirmed.
    pub(super) fn quantity(&self, variant: &VariantId) -> i64 {
        match self.open_wish(variant) {
            Some(wish) => wish.wanted,
            None => self.confirmed_quantity(variant),
        }
    }

    /// The cart with the buyer's choices in it. Amounts are the backend's; while [`Lines::is_settled`] is
    /// false they lag behind.
    pub(super) fn shown(&self) -> Option<Cart> {
        let mut cart = self.cart.clone()?;
        for line in &mut cart.lines {
            line.quantity = self.quantity(&line.variant);
        }
        cart.lines.retain(|line| line.quantity > 0);
        Some(cart)
    }

    /// Whether a choice about the variant is on its way.
    pub(super) fn is_pending(&self, variant: &VariantId) -> bool {
        self.open_wish(variant).is_some()
    }

    /// Whether everything shown is confirmed.
    pub(super) fn is_settled(&self) -> bool {
        self.wishes.iter().all(|wish| wish.error.is_some())
    }

    /// Why the last choice about the variant could not be carried out, and what it was.
    pub(super) fn failure(&self, variant: &VariantId) -> Option<(&ApiError, i64)> {
        let wish = self.wishes.iter().find(|wish| wish.variant == *variant)?;
        Some((wish.error.as_ref()?, wish.wanted))
    }

    /// The buyer chooses how many.
    pub(super) fn choose(&mut self, variant: &VariantId, wanted: i64, now: f64) -> Option<Action> {
        let wanted = wanted.max(0);
        if let Some(wish) = self.wishes.iter_mut().find(|wish| wish.variant == *variant) {
            let was_quiet = wish.error.is_some() && now - wish.chosen_at >= QUIET;
            wish.wanted = wanted;
            wish.chosen_at = now;
            wish.error = None;
            wish.is_unsent = true;
            if was_quiet && wish.sent.is_none() {
                return self.send(variant);
            }
            return Some(Action::Wake(now + QUIET));
        }
        if self.confirmed_quantity(variant) == wanted {
            return None;
        }
        self.wishes.push(Wish {
            variant: variant.clone(),
            wanted,
            chosen_at: now,
            sent: None,
            is_unsent: true,
            is_uncertain: false,
            error: None,
        });
        self.send(variant)
    }

    /// Sends what was chosen and has been left alone since, and forgets what is confirmed.
    pub(super) fn settle(&mut self, now: f64) -> Vec<Action> {
        let mut actions = Vec::new();
        let ready = |wish: &Wish| wish.error.is_none() && wish.sent.is_none();
        for index in (0..self.wishes.len()).rev() {
            let wish = &self.wishes[index];
            if !ready(wish) {
                continue;
            }
            let due = wish.chosen_at + QUIET;
            if now < due {
                actions.push(Action::Wake(due));
            } else if wish.is_unsent
                && (wish.is_uncertain || wish.wanted != self.confirmed_quantity(&wish.variant))
            {
                let variant = wish.variant.clone();
                actions.extend(self.send(&variant));
            } else {
                self.wishes.remove(index);
            }
        }
        actions
    }

    /// A request has been answered.
    pub(super) fn answered(
        &mut self,
        variant: &VariantId,
        ticket: Ticket,
        answer: Result<Cart, ApiError>,
        now: f64,
    ) -> Vec<Action> {
        let error = match answer {
            Ok(cart) => {
                self.accept(cart);
                None
            }
            Err(error) => Some(error),
        };
        let known = self.wishes.iter_mut().find(|wish| wish.variant == *variant);
        if let Some(wish) = known
            && wish.sent.is_some_and(|(sent, _)| sent == ticket)
        {
            wish.sent = None;
            wish.is_uncertain = error.as_ref().is_some_and(ApiError::is_unknown);
            // What was chosen meanwhile is asked for next, whatever became of this one.
            if !wish.is_unsent {
                wish.error = error;
            }
        }
        self.settle(now)
    }

    /// The backend says what is in the cart. Whether that is news.
    pub(super) fn accept(&mut self, cart: Cart) -> bool {
        let is_old =
            self.cart.as_ref().is_some_and(|known| known.id == cart.id && cart.revision < known.revision);
        if is_old {
            return false;
        }
        let has_changed = self.cart.as_ref() != Some(&cart);
        self.cart = Some(cart);
        has_changed
    }

    /// Asks again for what failed.
    pub(super) fn retry(&mut self, variant: &VariantId, now: f64) -> Option<Action> {
        let (_, wanted) = self.failure(variant)?;
        if let Some(wish) = self.wishes.iter_mut().find(|wish| wish.variant == *variant) {
            wish.chosen_at = now - QUIET;
        }
        self.choose(variant, wanted, now)
    }

    /// The buyer has read about a failure and leaves it at that.
    pub(super) fn dismiss(&mut self, variant: &VariantId) {
        self.wishes.retain(|wish| wish.variant != *variant || wish.error.is_none());
    }

    fn open_wish(&self, variant: &VariantId) -> Option<&Wish> {
        self.wishes.iter().find(|wish| wish.variant == *variant && wish.error.is_none())
    }

    fn confirmed_quantity(&self, variant: &VariantId) -> i64 {
        let lines = self.cart.as_ref().map(|cart| cart.lines.as_slice()).unwrap_or_default();
        lines.iter().find(|line| line.variant == *variant).map_or(0, |line| line.quantity)
    }

    fn send(&mut self, variant: &VariantId) -> Option<Action> {
        let wish = self.wishes.iter_mut().find(|wish| wish.variant == *variant)?;
        self.tickets += 1;
        wish.is_unsent = false;
        wish.sent = Some((self.tickets, wish.wanted));
        Some(Action::Send { variant: variant.clone(), quantity: wish.wanted, ticket: self.tickets })
    }
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
