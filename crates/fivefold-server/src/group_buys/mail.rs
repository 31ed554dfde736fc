//! The mails to members: what became of their group, and that a charge has failed. Each is sent once.

use super::{seat_views, views};
use crate::{
    catalog::text,
    problem::Answer,
    store::{
        WriteTx,
        group_buys::GroupRow,
        mails::{self, Mail},
        seats::SeatRow,
    },
};
use fivefold_api::vocabulary::Instant;

/// What a mail is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// The group has succeeded.
    Settled,
    /// The minimum was not reached.
    Failed,
    /// The seller has called it off.
    Cancelled,
    /// The price could not be charged.
    ChargeFailed,
}

/// Puts a mail to a member in the outbox. `site` is where the app is.
pub(super) async fn send(
    tx: &mut WriteTx,
    site: &str,
    now: Instant,
    subject: Subject,
    group: &GroupRow,
    seat: &SeatRow,
) -> Answer<()> {
    let locale = seat.locale.as_deref().unwrap_or(crate::markets::LOCALES[0]);
    let language = match locale {
        "zh-Hant" => 1,
        "zh-Hans" => 2,
        _ => 0,
    };
    let (subjects, ends) = match subject {
        Subject::Settled => (
            ["Your group has made it", "團購成功", "团购成功"],
            [
                "This is what you pay in all. Anything above it that was set aside or paid goes back by itself.",
                "以上為您應付的總額，超出的部分將自動解除或退還。",
                "以上为您应付的总额，超出的部分将自动解除或退还。",
            ],
        ),
        Subject::Failed => (
            ["Your group did not come together", "團購未成團", "团购未成团"],
            [
                "You pay nothing. What was set aside or paid goes back by itself.",
                "您無須付款，已預留或支付的款項將自動退還。",
                "您无须付款，已预留或支付的款项将自动退还。",
            ],
        ),
        Subject::Cancelled => (
            ["The seller has called your group off", "賣家已取消團購", "卖家已取消团购"],
            [
                "You pay nothing. What was set aside or paid goes back by itself.",
                "您無須付款，已預留或支付的款項將自動退還。",
                "您无须付款，已预留或支付的款项将自动退还。",
            ],
        ),
        Subject::ChargeFailed => (
            ["Your payment did not go through", "扣款失敗", "扣款失败"],
            [
                "Pay by other means within 24 hours to keep your place. Nobody else is concerned.",
                "請在 24 小時內改用其他方式付款以保留名額，其他成員不受影響。",
                "请在 24 小时内改用其他方式付款以保留名额，其他成员不受影响。",
            ],
        ),
    };
    let title = text(&group.titles, locale);
    let link = format!("{site}/group-buys/{}", group.id);
    let amount = match subject {
        Subject::Settled | Subject::ChargeFailed => {
            let total = seat_views::cost(group, seat, seat.price.unwrap_or(seat.ceiling))?.total;
            format!("{} {}\n", total.to_decimal(), total.currency.code())
        }
        Subject::Failed | Subject::Cancelled => String::new(),
    };
    let note = match (subject, &group.cancel_notes) {
        (Subject::Cancelled, Some(notes)) => format!("{}\n", text(notes, locale)),
        _ => String::new(),
    };
    let mail = Mail {
        recipient: seat.email.clone(),
        subject: format!("{}: {title}", subjects[language]),
        body: format!("{title} ({})\n{amount}{note}\n{link}\n\n{}\n", views::number(group), ends[language]),
        link,
    };
    Ok(mails::send(tx, &mail, now).await?)
}
