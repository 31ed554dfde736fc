//! What becomes of a guest's things when the guest signs in: orders follow at once, carts when it is clear
//! which one is wanted and it stays as it is.

use super::{
    basket::{Basket, Holder, MOST, Priced},
    cart::MOST_LINES,
    facts,
    session::Member,
    versions,
};
use crate::{
    problem::{Answer, Body, Refused},
    scope::Scoped,
    state::App,
    store::{
        WriteTx,
        accounts::{self, SignInRow},
        carts, sessions,
        words::word,
    },
};
use axum::{extract::State, response::Response};
use fivefold_api::{
    endpoints::{Endpoint, GetCartMerge, PostCartMerge},
    model::{
        Cart, CartLineState, CartMerge, MergeCarts, MergeChoice, MergeLine, MergeProblem, Problem,
        ProblemKind,
    },
    vocabulary::Version,
};
use sha2::{Digest as _, Sha256};
use sqlx::SqliteConnection;

/// Both carts.
struct TwoCarts {
    account: Basket,
    /// Read as the account's: by the rules and prices of the company that it buys for.
    guest: Basket,
    /// As the guest has seen it, where a company buys otherwise.
    seen: Option<Basket>,
}

/// Gives the account what the guest has committed to, and the cart if the account's is empty. When both
/// have something in theirs, or a company buys what is in the guest's otherwise, the answer is what is to be decided.
pub(crate) async fn take_along(
    tx: &mut WriteTx,
    sign_in: &SignInRow,
    guest: &str,
    scope: &Scoped,
) -> Answer<Option<CartMerge>> {
    sessions::move_commitments(tx, guest, &sign_in.session).await?;
    let Some(carts) = TwoCarts::read(tx, &sign_in.session, guest, scope).await? else {
        return Ok(None);
    };
    if !carts.guest.lines.is_empty() {
        if !carts.account.lines.is_empty() || carts.is_bought_otherwise() {
            accounts::set_guest(tx, &sign_in.id, Some(guest), None).await?;
            return carts.preview().map(Some);
        }
        carts::move_lines(tx, &carts.guest.cart.id, &carts.account.cart.id).await?;
        touched(tx, &sign_in.session, &carts.account.cart.id).await?;
    }
    sessions::end_guest(tx, guest, &sign_in.session).await?;
    Ok(None)
}

async fn touched(tx: &mut WriteTx, session: &str, cart: &str) -> Answer<()> {
    let revision = carts::touch(tx, cart).await?;
    facts::cart(tx, session, cart, revision).await
}

impl TwoCarts {
    /// `None` when the guest's cart is gone.
    async fn read(
        connection: &mut SqliteConnection,
        account: &str,
        guest: &str,
        scope: &Scoped,
    ) -> Answer<Option<Self>> {
        let Some(cart) = carts::of_session(connection, guest).await? else {
            return Ok(None);
        };
        let holder = Holder::find(connection, account).await?;
        let seen = match holder.has_company() {
            true => {
                Some(Basket::of_cart(connection, cart.clone(), &Holder::for_itself(account), scope).await?)
            }
            false => None,
        };
        let guest = Basket::of_cart(connection, cart, &holder, scope).await?;
        Ok(Some(Self { account: Basket::read(connection, &holder, scope).await?, guest, seen }))
    }

    /// The guest's cart as the guest has seen it.
    fn seen(&self) -> &Basket {
        self.seen.as_ref().unwrap_or(&self.guest)
    }

    /// Whether the company that the account buys for gives what is in the guest's cart in other quantities. Other prices
    /// are told in the cart.
    fn is_bought_otherwise(&self) -> bool {
        let bought = |priced: &Priced| (priced.line.state, priced.line.quantity);
        self.guest.lines.iter().map(bought).ne(self.seen().lines.iter().map(bought))
    }

    /// What only the guest has.
    fn only_guest(&self) -> impl Iterator<Item = &Priced> {
        let is_of_account =
            |variant: &str| self.account.lines.iter().any(|priced| priced.row.variant == variant);
        self.guest.lines.iter().filter(move |priced| !is_of_account(&priced.row.variant))
    }

    /// What merging would do.
    fn preview(&self) -> Answer<CartMerge> {
        let of = |basket: &Basket, variant: &str| {
            basket.lines.iter().find(|priced| priced.row.variant == variant).map_or(0, |priced| {
                // What cannot be had was never told to be less.
                priced.line.quantity
            })
        };
        let mut lines: Vec<MergeLine> = Vec::new();
        for priced in self.account.lines.iter().chain(self.only_guest()) {
            let variant = &priced.row.variant;
            let (before, added) = (of(&self.account, variant), of(self.seen(), variant));
            let is_too_many = before == 0 && lines.len() >= MOST_LINES;
            lines.push(merged(priced, before, added, is_too_many));
        }
        Ok(CartMerge { version: self.version(&lines)?, lines })
    }

    /// A tag of everything that the buyer decides about.
    fn version(&self, lines: &[MergeLine]) -> Answer<Version> {
        let outcome: Vec<_> =
            lines.iter().map(|line| (&line.variant, line.quantity_after, &line.problem)).collect();
        let seen = (self.account.cart.revision, self.guest.cart.revision, outcome);
        Ok(Version(crate::sandbox::hex(&Sha256::digest(serde_json::to_vec(&seen)?)[..12])))
    }
}

fn merged(priced: &Priced, before: i64, added: i64, is_too_many: bool) -> MergeLine {
    let sum = before.saturating_add(added);
    let (quantity_after, problem) = match priced.line.state {
        _ if is_too_many => (0, Some(MergeProblem::CartFull)),
        CartLineState::Buyable => {
            let (given, reason) = priced.row.limit(sum);
            (given, reason.map(|reason| MergeProblem::QuantityLimited { reason }))
        }
        CartLineState::NotSoldHere => (sum.min(MOST), Some(MergeProblem::NotSoldHere)),
        _ => (sum.min(MOST), Some(MergeProblem::SoldOut)),
    };
    MergeLine {
        variant: priced.line.variant.clone(),
        product: priced.line.product.clone(),
        title: priced.line.title.clone(),
        options: priced.line.options.clone(),
        picture: priced.line.picture.clone(),
        quantity_before: before,
        quantity_guest: added,
        quantity_after,
        problem,
    }
}

/// What the guest's cart would do to that of the account, as long as nothing was decided.
#[utoipa::path(
    get,
    path = <GetCartMerge as Endpoint>::PATH,
    tag = "accounts",
    params(Scoped),
    responses(
        (status = 200, body = CartMerge),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn get_cart_merge(
    State(app): State<App>,
    Member(sign_in): Member,
    scope: Scoped,
) -> Answer<Response> {
    let mut reader = app.db.snapshot().await?;
    let guest = sign_in.guest.ok_or_else(Refused::not_found)?;
    let carts = TwoCarts::read(&mut reader, &sign_in.session, &guest, &scope).await?;
    let preview = carts.ok_or_else(Refused::not_found)?.preview()?;
    versions::tagged(&preview.version, &preview)
}

/// Decides what becomes of the two carts. The same decision once more changes nothing; when either cart
/// has changed since the preview it is refused.
#[utoipa::path(
    post,
    path = <PostCartMerge as Endpoint>::PATH,
    tag = "accounts",
    request_body = MergeCarts,
    params(Scoped),
    responses(
        (status = 200, body = Cart),
        (status = 401, content_type = "application/problem+json", body = Problem),
        (status = 403, content_type = "application/problem+json", body = Problem),
        (status = 404, content_type = "application/problem+json", body = Problem),
        (status = 412, content_type = "application/problem+json", body = Problem),
        (status = 422, content_type = "application/problem+json", body = Problem),
    ),
    security(("session" = []), ("cookie" = []))
)]
pub(super) async fn post_cart_merge(
    State(app): State<App>,
    Member(sign_in): Member,
    scope: Scoped,
    Body(wish): Body<MergeCarts>,
) -> Answer<Response> {
    let decision = format!("{} {}", word(&wish.choice)?, wish.version.0);
    let mut tx = app.db.begin().await?;
    // Read again inside the transaction: another tab may have decided.
    let sign_in = accounts::find_sign_in(&mut tx, &sign_in.id)
        .await?
        .ok_or_else(|| Refused::new(ProblemKind::SignedOut))?;
    if sign_in.decision.as_ref() != Some(&decision) {
        let guest = sign_in.guest.as_deref().ok_or_else(Refused::not_found)?;
        let carts = TwoCarts::read(&mut tx, &sign_in.session, guest, &scope).await?;
        let carts = carts.ok_or_else(Refused::not_found)?;
        let preview = carts.preview()?;
        if preview.version != wish.version {
            return Err(Refused::new(ProblemKind::VersionConflict));
        }
        let cart = &carts.account.cart.id;
        match wish.choice {
            MergeChoice::Merge => {
                for line in preview.lines.iter().filter(|line| line.quantity_after > 0) {
                    carts::set_line(&mut tx, cart, line.variant.as_str(), line.quantity_after).await?;
                }
                // The preview tells no prices: those that are others than the guest's are told in the cart.
                for Priced { row, .. } in carts.only_guest() {
                    carts::note_price(&mut tx, cart, &row.variant, row.seen()).await?;
                }
            }
            MergeChoice::KeepAccount => {}
            MergeChoice::KeepGuest => {
                carts::empty(&mut tx, cart).await?;
                carts::move_lines(&mut tx, &carts.guest.cart.id, cart).await?;
            }
        }
        if wish.choice != MergeChoice::KeepAccount {
            touched(&mut tx, &sign_in.session, cart).await?;
        }
        // What the guest has ordered since, in a tab that was left open, comes too.
        sessions::move_commitments(&mut tx, guest, &sign_in.session).await?;
        sessions::end_guest(&mut tx, guest, &sign_in.session).await?;
        accounts::set_guest(&mut tx, &sign_in.id, None, Some(&decision)).await?;
    }
    let holder = Holder::find(&mut tx, &sign_in.session).await?;
    let basket = Basket::read(&mut tx, &holder, &scope).await?;
    let cart = basket.view(&scope)?;
    tx.commit().await?;
    versions::tagged(&basket.version(), &cart)
}
