//! One attempt to pay: where it stands, and the next step.

use super::super::provider::payment_page;
use super::super::story::{Decline, Story, story_of};
use crate::{
    data::{Progress, error_text, use_commitment, use_now, use_runtime},
    platform::intl,
    text,
    ui::{Button, LinkButton, Look, Notice, Tone},
};
use fivefold_api::endpoints::PostPaymentVoid;
use fivefold_api::model::{PaymentAttempt, PaymentStatus};
use fivefold_view::prelude::*;

/// What is to be said about an attempt that is not paid, with what can be done about it. Nothing for a paid
/// one: the order says that.
#[component]
pub fn AttemptNotice(
    /// The attempt.
    attempt: PaymentAttempt,
    /// Told when it was called off, or when its state has to be asked for anew.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let told = story_of(&attempt);
    let words = words(told);
    let actions = match told {
        Story::Silent => view! { <OpenActions attempt on_change can_continue=true/> },
        Story::Processing => view! { <OpenActions attempt on_change can_continue=false/> },
        Story::PartlyRefunded | Story::Refunded => {
            let amount = intl::format_money(&attempt.refunded);
            view! { <p>{text::payments::refunded(&amount)}</p> }
        }
        _ => ().into_view(),
    };
    words.map(|(tone, title, text)| {
        view! {
            <Notice tone title>
                <p>{text}</p>
                {actions}
            </Notice>
        }
    })
}

/// Tone, title and text of a story.
fn words(story: Story) -> Option<(Tone, &'static str, &'static str)> {
    use text::payments as words;
    let (tone, title, text) = match story {
        Story::Silent => (Tone::Accent, &words::SILENT, &words::SILENT_TEXT),
        Story::Processing => (Tone::Accent, &words::PROCESSING, &words::PROCESSING_TEXT),
        Story::Declined(reason) => (
            Tone::Bad,
            &words::DECLINED,
            match reason {
                Decline::Funds => &words::DECLINED_FUNDS,
                Decline::ExpiredCard => &words::DECLINED_EXPIRED,
                Decline::Authentication => &words::DECLINED_AUTHENTICATION,
                Decline::Other => &words::DECLINED_OTHER,
            },
        ),
        Story::Voided => (Tone::Plain, &words::VOIDED, &words::VOIDED_TEXT),
        Story::Expired => (Tone::Warning, &words::EXPIRED, &words::EXPIRED_TEXT),
        Story::Unknown => (Tone::Plain, &words::UNKNOWN_STATUS, &words::UNKNOWN_STATUS_TEXT),
        Story::Paid | Story::PartlyRefunded | Story::Refunded => return None,
    };
    Some((tone, title.get(), text.get()))
}

/// Going on with an open attempt, or calling it off.
#[component]
fn OpenActions(attempt: PaymentAttempt, on_change: Callback<()>, can_continue: bool) -> impl IntoView {
    let runtime = use_runtime();
    let now = use_now();
    let page = payment_page(&attempt, |origin| runtime.config().is_payment_origin(origin)).map(str::to_owned);
    let is_untrusted = page.is_none() && attempt.action.is_some();
    let expires_at = attempt.action.as_ref().map(|action| action.expires_at);
    let is_over = Memo::new(
        move |_| matches!((now.get(), expires_at), (Some(now), Some(expires_at)) if now >= expires_at),
    );
    let go_on = move || {
        page.clone().filter(|_| can_continue && !is_over.get()).map(|url| {
            view! { <LinkButton look=Look::Strong href=url>{text::payments::CONTINUE_PAYMENT.get()}</LinkButton> }
        })
    };
    let commitment = use_commitment("void_payment");
    commitment.resume(attempt.id.as_str());
    let queries = runtime.queries().clone();
    let refused = RwSignal::new(None);
    let queries = StoredValue::new(queries);
    Effect::new(move |_| match commitment.progress() {
        Progress::Done => {
            commitment.acknowledge();
            queries.with_value(|queries| queries.invalidate("/v1/"));
            on_change.run(());
        }
        Progress::Refused(error) => {
            // Mostly because the provider was faster: what is true now comes with the answer.
            refused.set(Some(error_text(&error).text));
            on_change.run(());
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    let call_off = move |()| {
        refused.set(None);
        let (id, seen) = (attempt.id.clone(), attempt.version.clone());
        commitment.submit(move |client| {
            let endpoint = PostPaymentVoid { id: id.clone(), key: client.new_key() };
            let here = crate::routes::payment_return_of(&id);
            client.commitment(&endpoint, "void_payment", id.as_str(), &seen.0, &here)
        });
    };
    view! {
        {is_untrusted.then(|| view! { <p>{text::payments::UNTRUSTED.get()}</p> })}
        <div class="payment-actions">
            {go_on}
            <Button busy=Signal::derive(move || commitment.is_busy()) on_press=call_off>
                {text::payments::CANCEL.get()}
            </Button>
        </div>
        <p class="ui-field__error" role="status">{refused}</p>
    }
}

/// The state of an attempt in one or two words, for lists.
#[must_use]
pub fn attempt_label(attempt: &PaymentAttempt) -> (Tone, &'static str) {
    use text::payments as words;
    let (tone, message) = match attempt.status {
        PaymentStatus::ActionRequired => (Tone::Warning, &words::STATUS_SILENT),
        PaymentStatus::Processing => (Tone::Warning, &words::STATUS_PROCESSING),
        PaymentStatus::Authorised => (Tone::Good, &words::STATUS_AUTHORISED),
        PaymentStatus::Captured => (Tone::Good, &words::STATUS_CAPTURED),
        PaymentStatus::Declined => (Tone::Bad, &words::STATUS_DECLINED),
        PaymentStatus::Voided => (Tone::Plain, &words::STATUS_VOIDED),
        PaymentStatus::Expired => (Tone::Plain, &words::STATUS_EXPIRED),
        PaymentStatus::PartlyRefunded => (Tone::Plain, &words::STATUS_PARTLY_REFUNDED),
        PaymentStatus::Refunded => (Tone::Plain, &words::STATUS_REFUNDED),
        _ => (Tone::Plain, &words::STATUS_UNKNOWN),
    };
    (tone, message.get())
}
