//! The ports, answered by our own contract. Each is made inside the chunk that uses it.

use super::Client;
use crate::endpoints::{
    DeleteAddress, GetCart, GetCartMerge, GetCheckout, GetMe, GetOrder, GetPayment, GetProduct, ListActivity,
    ListAddresses, ListCategories, ListOrders, ListProducts, ListReviews, ListSuggestions, PostAccount,
    PostAccountPassword, PostAddress, PostCartMerge, PostMyPassword, PostReset, PostSignIn, PostSignOut,
    PostSignOutEverywhere, PutAddress, PutCartLine, PutCheckout, PutMe,
};
use crate::model::{
    Accepted, Activity, Cart, CartMerge, Category, Checkout, Me, Order, PaymentAttempt, Product, ProductList,
    Reviews, SavedAddress, SignedIn, Suggestions,
};
use crate::ports::{
    Accounts, Asked, Carts, Catalog, Checkouts, Orders, Payments, ProductReviews, Products, Search, SignIns,
};
use crate::vocabulary::Page;
use std::sync::Arc;

/// The catalogue of a backend that speaks our contract.
#[must_use]
pub fn catalog(client: &Client) -> Arc<dyn Catalog> {
    Arc::new(Http(client.clone()))
}

/// The products of a backend that speaks our contract, one by one.
#[must_use]
pub fn products(client: &Client) -> Arc<dyn Products> {
    Arc::new(Http(client.clone()))
}

/// What buyers wrote, of a backend that speaks our contract.
#[must_use]
pub fn reviews(client: &Client) -> Arc<dyn ProductReviews> {
    Arc::new(Http(client.clone()))
}

/// The search of a backend that speaks our contract.
#[must_use]
pub fn search(client: &Client) -> Arc<dyn Search> {
    Arc::new(Http(client.clone()))
}

/// The cart of a backend that speaks our contract.
#[must_use]
pub fn carts(client: &Client) -> Arc<dyn Carts> {
    Arc::new(Http(client.clone()))
}

/// The checkout of a backend that speaks our contract.
#[must_use]
pub fn checkouts(client: &Client) -> Arc<dyn Checkouts> {
    Arc::new(Http(client.clone()))
}

/// The orders of a backend that speaks our contract.
#[must_use]
pub fn orders(client: &Client) -> Arc<dyn Orders> {
    Arc::new(Http(client.clone()))
}

/// The payments of a backend that speaks our contract.
#[must_use]
pub fn payments(client: &Client) -> Arc<dyn Payments> {
    Arc::new(Http(client.clone()))
}

/// The ways in and out of a backend that speaks our contract.
#[must_use]
pub fn sign_ins(client: &Client) -> Arc<dyn SignIns> {
    Arc::new(Http(client.clone()))
}

/// The accounts of a backend that speaks our contract.
#[must_use]
pub fn accounts(client: &Client) -> Arc<dyn Accounts> {
    Arc::new(Http(client.clone()))
}

pub(super) struct Http(pub(super) Client);

impl Catalog for Http {
    fn categories(&self) -> Asked<Vec<Category>> {
        self.0.call(&ListCategories)
    }

    fn products(&self, query: ListProducts) -> Asked<ProductList> {
        self.0.call(&query)
    }
}

impl Products for Http {
    fn product(&self, query: GetProduct) -> Asked<Product> {
        self.0.call(&query)
    }
}

impl ProductReviews for Http {
    fn reviews(&self, query: ListReviews) -> Asked<Reviews> {
        self.0.call(&query)
    }
}

impl Search for Http {
    fn suggestions(&self, query: ListSuggestions) -> Asked<Suggestions> {
        self.0.call(&query)
    }
}

impl Carts for Http {
    fn cart(&self) -> Asked<Cart> {
        self.0.call(&GetCart)
    }

    fn set_line(&self, command: PutCartLine) -> Asked<Cart> {
        self.0.call(&command)
    }
}

impl Checkouts for Http {
    fn checkout(&self) -> Asked<Checkout> {
        self.0.call(&GetCheckout)
    }

    fn update(&self, command: PutCheckout) -> Asked<Checkout> {
        self.0.call(&command)
    }
}

impl Orders for Http {
    fn order(&self, query: GetOrder) -> Asked<Order> {
        self.0.call(&query)
    }

    fn orders(&self) -> Asked<Vec<Order>> {
        self.0.call(&ListOrders)
    }
}

impl Payments for Http {
    fn payment(&self, query: GetPayment) -> Asked<PaymentAttempt> {
        self.0.call(&query)
    }
}

impl SignIns for Http {
    fn sign_up(&self, command: PostAccount) -> Asked<Accepted> {
        self.0.call(&command)
    }

    fn reset(&self, command: PostReset) -> Asked<Accepted> {
        self.0.call(&command)
    }

    fn set_password(&self, command: PostAccountPassword) -> Asked<SignedIn> {
        self.0.call(&command)
    }

    fn sign_in(&self, command: PostSignIn) -> Asked<SignedIn> {
        self.0.call(&command)
    }

    fn sign_out(&self) -> Asked<Accepted> {
        self.0.call(&PostSignOut)
    }

    fn sign_out_everywhere(&self) -> Asked<Accepted> {
        self.0.call(&PostSignOutEverywhere)
    }

    fn cart_merge(&self) -> Asked<CartMerge> {
        self.0.call(&GetCartMerge)
    }

    fn merge_carts(&self, command: PostCartMerge) -> Asked<Cart> {
        self.0.call(&command)
    }
}

impl Accounts for Http {
    fn me(&self) -> Asked<Me> {
        self.0.call(&GetMe)
    }

    fn update(&self, command: PutMe) -> Asked<Me> {
        self.0.call(&command)
    }

    fn change_password(&self, command: PostMyPassword) -> Asked<Accepted> {
        self.0.call(&command)
    }

    fn addresses(&self) -> Asked<Vec<SavedAddress>> {
        self.0.call(&ListAddresses)
    }

    fn add_address(&self, command: PostAddress) -> Asked<SavedAddress> {
        self.0.call(&command)
    }

    fn set_address(&self, command: PutAddress) -> Asked<SavedAddress> {
        self.0.call(&command)
    }

    fn remove_address(&self, command: DeleteAddress) -> Asked<Vec<SavedAddress>> {
        self.0.call(&command)
    }

    fn activity(&self, query: ListActivity) -> Asked<Page<Activity>> {
        self.0.call(&query)
    }
}
