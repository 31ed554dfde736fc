//! Seats in group-buys: joining with a hold, paying at the provider, and what everybody pays in the end.

use crate::{
    group_buys::Friend,
    shop::{Shop, for_each_engine},
};
use fivefold_e2e::{Journey, Look, Tab};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Joining, step by step.
impl Shop {
    /// The form of joining in front of the demo's buyer, who has come from the notice to sign in.
    async fn at_the_form(&self, group: &str) -> Result<Tab, Error> {
        let tab = self.open(&format!("/group-buys/{group}/join")).await?;
        tab.click_text("main .ui-notice a", "Sign in").await?;
        self.enter_as("buyer@demo.example").await?;
        tab.see(".seat-form").await?;
        self.settled().await?;
        Ok(tab)
    }

    /// Fills the form in, chooses a way to pay, and waits for the provider's page.
    async fn join_with(&self, method: &str) -> Result<(), Error> {
        let tab = self.tab();
        if tab.count("#seat-variant").await? > 0 {
            tab.click("#seat-variant .ui-choice").await?;
        }
        self.type_address("buyer@demo.example", "10115").await?;
        tab.click_text("#seat-method .ui-choice", method).await?;
        tab.axe().await?;
        tab.click(".seat-form > button[type=submit]").await?;
        self.at_the_provider().await?;
        Ok(())
    }

    /// Joins, pays, and comes back by the order to the group.
    async fn is_in(&self, group: &str, method: &str) -> Result<Tab, Error> {
        let tab = self.at_the_form(group).await?;
        self.join_with(method).await?;
        self.approve().await?;
        tab.see_text(".order-page", "You are in").await?;
        tab.axe().await?;
        tab.click_text(".order-links a", "To the group-buy").await?;
        tab.see_text(".seat__title", "You are in").await?;
        Ok(tab)
    }
}

#[tokio::test]
async fn c2b_15_everybody_pays_the_final_price_and_the_difference_goes_back() -> Journey {
    for_each_engine(Look::DESKTOP, async |shop: Shop| {
        let group = shop.campaign("everyday-skillet").await?;
        let tab = shop.at_the_form(&group).await?;
        tab.see_text(".seat-prices__promise", "€56.00").await?;
        let wide = "return document.querySelector('.seat-form__costs').getBoundingClientRect().left
             > document.querySelector('#checkout-email').getBoundingClientRect().right";
        assert_eq!(tab.script(wide, vec![]).await?, true, "form and costs stand side by side");
        shop.join_with("Wallet").await?;

        // The hold outlives a reload, and every page of the group shows the same one (C2B-06).
        shop.open(&format!("/group-buys/{group}")).await?;
        tab.see_text(".seat__title", "Your seat is held").await?;
        tab.see(".seat [role=timer]").await?;
        tab.axe().await?;
        tab.reload().await?;
        tab.see_text(".seat__title", "Your seat is held").await?;
        shop.open("/group-buys/mine").await?;
        tab.see_text(".my-group", "Your seat is held").await?;
        tab.axe().await?;
        tab.click_text(".my-group a", "Continue paying").await?;
        tab.see_text(".seat__title", "Your seat is held").await?;
        tab.axe().await?;
        tab.click_text("main a", "Continue payment").await?;
        shop.at_the_provider().await?;
        shop.approve().await?;
        tab.see_text(".order-page", "You are in").await?;
        tab.click_text(".order-links a", "To the group-buy").await?;
        tab.see_text(".seat__title", "You are in").await?;
        tab.see_text(".seat", "You have paid €62.90").await?;
        tab.axe().await?;

        // Three more make twelve, and the price falls while one looks on (C2B-09).
        for email in ["seller@demo.example", "company@demo.example", "member1@demo.example"] {
            Friend::sign_in(&shop, email).await?.join(&group).await?;
        }
        tab.see_text(".seat-prices__now", "€49.90").await?;
        tab.axe().await?;
        shop.server.advance_clock(27 * 3_600).await?;
        tab.see_text(".seat__title", "Bought together").await?;
        // 62.90 paid, 56.80 kept, 6.10 back: to the cent.
        for amount in ["€62.90", "€56.80", "€6.10"] {
            tab.see_text(".seat-difference__total", amount).await?;
        }
        tab.see_text(".money-steps", "Difference").await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        shop.open("/group-buys/mine?list=over").await?;
        tab.see_text(".my-group", "€56.80").await?;
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn c2b_11_a_group_that_fails_charges_nobody() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let group = shop.campaign("harbour-wool-yarn").await?;
        let tab = shop.is_in(&group, "Card").await?;
        tab.see_text(".seat", "You will be charged on").await?;
        shop.server.advance_clock(7 * 3_600).await?;
        tab.see_text(".seat__title", "Did not go ahead").await?;
        tab.see_text(".money-steps", "Free again").await?;
        tab.see_text(".money-steps__there", "at the latest").await?;
        tab.see(".group-others a").await?;
        tab.axe().await?;
        tab.no_sideways_scroll().await?;
        let mine = shop.ask_privately(&format!("/v1/group-buys/{group}/me")).await?;
        let steps = mine["seat"]["money"].as_array().cloned().unwrap_or_default();
        assert!(steps.iter().all(|step| step["kind"] != "captured"), "{steps:?}");
        tab.no_errors(&[]).await
    })
    .await
}

#[tokio::test]
async fn c2b_05_whoever_withdraws_pays_nothing_and_may_join_again() -> Journey {
    for_each_engine(Look::PHONE, async |shop: Shop| {
        let group = shop.campaign("harbour-wool-yarn").await?;
        let tab = shop.is_in(&group, "Card").await?;
        tab.click_text(".seat__actions button", "Leave the group").await?;
        tab.see_text("dialog[open]", "You pay nothing").await?;
        tab.axe().await?;
        tab.click("dialog[open] .ui-button--danger").await?;
        tab.see_text(".seat__title", "You have left this group").await?;
        tab.see_text(".money-steps", "Free again").await?;
        tab.see(".group-panel__join a").await?;
        tab.axe().await?;
        tab.no_errors(&[]).await
    })
    .await
}
