//! Accounts: signing up, in and out, who is signed in, and what they have saved.

use super::{Endpoint, QueryWriter, json};
use crate::model::{
    Accepted, Activity, Cart, CartMerge, ChangePassword, Me, MergeCarts, ResetPassword, SaveAddress,
    SavedAddress, SetPassword, SignIn, SignUp, SignedIn, UpdateMe,
};
use crate::transport::{Body, Method};
use crate::vocabulary::{AddressId, Page, Version};

/// `POST /v1/account`: sends a mail with which an account can be opened.
#[derive(Debug, Clone)]
pub struct PostAccount {
    /// Who wants one.
    pub sign_up: SignUp,
}

impl Endpoint for PostAccount {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/account";
    const SCOPED: bool = true;
    type Answer = Accepted;

    fn body(&self) -> Body {
        json(&self.sign_up)
    }
}

/// `POST /v1/account/reset`: sends a mail with which a new password can be set.
#[derive(Debug, Clone)]
pub struct PostReset {
    /// Who has forgotten theirs.
    pub reset: ResetPassword,
}

impl Endpoint for PostReset {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/account/reset";
    const SCOPED: bool = true;
    type Answer = Accepted;

    fn body(&self) -> Body {
        json(&self.reset)
    }
}

/// `POST /v1/account/password`: sets the password with the token of either mail, and signs in.
#[derive(Debug, Clone)]
pub struct PostAccountPassword {
    /// Token and password.
    pub set: SetPassword,
}

impl Endpoint for PostAccountPassword {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/account/password";
    const SCOPED: bool = true;
    type Answer = SignedIn;

    fn body(&self) -> Body {
        json(&self.set)
    }
}

/// `POST /v1/session/sign-in`: refused with `wrong_credentials`, whichever of the two is wrong.
#[derive(Debug, Clone)]
pub struct PostSignIn {
    /// Address and password.
    pub sign_in: SignIn,
}

impl Endpoint for PostSignIn {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/session/sign-in";
    const SCOPED: bool = true;
    type Answer = SignedIn;

    fn body(&self) -> Body {
        json(&self.sign_in)
    }
}

/// `POST /v1/session/sign-out`: ends this session.
#[derive(Debug, Clone)]
pub struct PostSignOut;

impl Endpoint for PostSignOut {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/session/sign-out";
    const PRIVATE: bool = true;
    type Answer = Accepted;
}

/// `POST /v1/session/sign-out-everywhere`: ends every session of the account. All of them are told by a
/// fact `signed_out` on `me`.
#[derive(Debug, Clone)]
pub struct PostSignOutEverywhere;

impl Endpoint for PostSignOutEverywhere {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/session/sign-out-everywhere";
    const PRIVATE: bool = true;
    type Answer = Accepted;
}

/// `GET /v1/me`: the account. For a guest it is refused with `sign_in_needed`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetMe;

impl Endpoint for GetMe {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me";
    const PRIVATE: bool = true;
    type Answer = Me;
}

/// `PUT /v1/me`: name and preferences.
#[derive(Debug, Clone)]
pub struct PutMe {
    /// What to set.
    pub update: UpdateMe,
    /// The account that was seen.
    pub seen: Version,
}

impl Endpoint for PutMe {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/me";
    const PRIVATE: bool = true;
    type Answer = Me;

    fn body(&self) -> Body {
        json(&self.update)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }
}

/// `POST /v1/me/password`: a new password for somebody who knows the old one.
#[derive(Debug, Clone)]
pub struct PostMyPassword {
    /// The old and the new one.
    pub change: ChangePassword,
}

impl Endpoint for PostMyPassword {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/me/password";
    const PRIVATE: bool = true;
    type Answer = Accepted;

    fn body(&self) -> Body {
        json(&self.change)
    }
}

/// `GET /v1/me/addresses`: the account's addresses, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListAddresses;

impl Endpoint for ListAddresses {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/addresses";
    const PRIVATE: bool = true;
    type Answer = Vec<SavedAddress>;
}

/// `POST /v1/me/addresses`: saves one more. One that is there already is not saved twice.
#[derive(Debug, Clone)]
pub struct PostAddress {
    /// The address.
    pub save: SaveAddress,
}

impl Endpoint for PostAddress {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/me/addresses";
    const PRIVATE: bool = true;
    type Answer = SavedAddress;

    fn body(&self) -> Body {
        json(&self.save)
    }
}

/// `PUT /v1/me/addresses/{id}`: replaces one.
#[derive(Debug, Clone)]
pub struct PutAddress {
    /// Which.
    pub id: AddressId,
    /// The address.
    pub save: SaveAddress,
    /// The address that was seen.
    pub seen: Version,
}

impl Endpoint for PutAddress {
    const METHOD: Method = Method::Put;
    const PATH: &'static str = "/v1/me/addresses/{id}";
    const PRIVATE: bool = true;
    type Answer = SavedAddress;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn body(&self) -> Body {
        json(&self.save)
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }
}

/// `DELETE /v1/me/addresses/{id}`: removes one and answers with those that are left.
#[derive(Debug, Clone)]
pub struct DeleteAddress {
    /// Which.
    pub id: AddressId,
    /// The address that was seen.
    pub seen: Version,
}

impl Endpoint for DeleteAddress {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/v1/me/addresses/{id}";
    const PRIVATE: bool = true;
    type Answer = Vec<SavedAddress>;

    fn params(&self) -> Vec<&str> {
        vec![self.id.as_str()]
    }

    fn if_match(&self) -> Option<&Version> {
        Some(&self.seen)
    }
}

/// `GET /v1/me/cart-merge`: the preview again, as long as nothing was decided; 404 afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GetCartMerge;

impl Endpoint for GetCartMerge {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/cart-merge";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = CartMerge;
}

/// `POST /v1/me/cart-merge`: decides. When either cart has changed it is refused with a version conflict.
#[derive(Debug, Clone)]
pub struct PostCartMerge {
    /// The decision.
    pub merge: MergeCarts,
}

impl Endpoint for PostCartMerge {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/me/cart-merge";
    const SCOPED: bool = true;
    const PRIVATE: bool = true;
    type Answer = Cart;

    fn body(&self) -> Body {
        json(&self.merge)
    }
}

/// `GET /v1/me/activity?page=`: everything the session is committed to: what has a deadline first, the
/// next deadline before later ones, then the newest. Guests have one too.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ListActivity {
    /// What `next` of the page before said; empty for the first.
    pub page: String,
}

impl Endpoint for ListActivity {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/me/activity";
    const PRIVATE: bool = true;
    type Answer = Page<Activity>;

    fn query(&self, query: &mut QueryWriter) {
        query.add_some("page", &self.page);
    }
}
