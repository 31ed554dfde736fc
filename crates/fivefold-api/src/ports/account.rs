//! Accounts. Two ports: signing in is downloaded without what an account shows.

use super::Asked;
use crate::endpoints::{
    DeleteAddress, ListActivity, PostAccount, PostAccountPassword, PostAddress, PostCartMerge,
    PostMyPassword, PostReset, PostSignIn, PutAddress, PutMe,
};
use crate::model::{Accepted, Activity, Cart, CartMerge, Me, SavedAddress, SignedIn};
use crate::vocabulary::Page;

/// Getting in and out.
pub trait SignIns: Send + Sync {
    /// Sends the mail that opens an account.
    fn sign_up(&self, command: PostAccount) -> Asked<Accepted>;
    /// Sends the mail that lets a new password be set.
    fn reset(&self, command: PostReset) -> Asked<Accepted>;
    /// Sets the password with a mail's token.
    fn set_password(&self, command: PostAccountPassword) -> Asked<SignedIn>;
    /// Signs in.
    fn sign_in(&self, command: PostSignIn) -> Asked<SignedIn>;
    /// Ends this session.
    fn sign_out(&self) -> Asked<Accepted>;
    /// Ends every session of the account.
    fn sign_out_everywhere(&self) -> Asked<Accepted>;
    /// What a guest's cart would do to that of the account.
    fn cart_merge(&self) -> Asked<CartMerge>;
    /// Decides what becomes of the two carts.
    fn merge_carts(&self, command: PostCartMerge) -> Asked<Cart>;
}

/// Who is signed in, and what they have.
pub trait Accounts: Send + Sync {
    /// The account.
    fn me(&self) -> Asked<Me>;
    /// Sets name and preferences.
    fn update(&self, command: PutMe) -> Asked<Me>;
    /// Sets another password.
    fn change_password(&self, command: PostMyPassword) -> Asked<Accepted>;
    /// The saved addresses.
    fn addresses(&self) -> Asked<Vec<SavedAddress>>;
    /// Saves one more address.
    fn add_address(&self, command: PostAddress) -> Asked<SavedAddress>;
    /// Replaces an address.
    fn set_address(&self, command: PutAddress) -> Asked<SavedAddress>;
    /// Removes an address.
    fn remove_address(&self, command: DeleteAddress) -> Asked<Vec<SavedAddress>>;
    /// A page of what the session is committed to.
    fn activity(&self, query: ListActivity) -> Asked<Page<Activity>>;
}
