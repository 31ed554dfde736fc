//! The mails of accounts.
//!
//! They are put in the outbox in the transaction that decides to send them. Whoever runs the shop for real
//! delivers from there: a task that reads the table `mails` and speaks SMTP is all that is missing.

use crate::{
    buying::session::hash,
    ids::new_secret,
    problem::Answer,
    state::App,
    store::{
        WriteTx,
        accounts::{self, MailTokenRow},
        mails::{self, Mail},
    },
};
use std::time::Duration;

/// How long a mail's link can be used.
const LIFE: Duration = Duration::from_mins(30);

/// What a mail is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// Opens an account.
    Welcome,
    /// Somebody wanted to open one that is there already.
    AlreadyThere,
    /// Sets another password.
    Reset,
}

/// Puts a mail with a fresh link in the outbox.
pub(super) async fn send(
    tx: &mut WriteTx,
    app: &App,
    locale: &str,
    subject: Subject,
    token: &MailTokenRow,
) -> Answer<()> {
    let (now, secret) = (app.clock.now(), new_secret());
    accounts::add_mail_token(tx, &hash(&secret), token, now.plus(LIFE)).await?;
    let link = format!("{}/account/password?token={secret}", app.public_url);
    let (subject, text, end) = words(locale, subject);
    let mail = Mail {
        recipient: token.email.clone(),
        subject: subject.to_owned(),
        body: format!("{text}\n\n{link}\n\n{end}\n"),
        link,
    };
    Ok(mails::send(tx, &mail, now).await?)
}

/// Subject, what the link does, and what else there is to say.
fn words(locale: &str, subject: Subject) -> (&'static str, &'static str, &'static str) {
    let language = match locale {
        "zh-Hant" => 1,
        "zh-Hans" => 2,
        _ => 0,
    };
    let (subjects, texts) = match subject {
        Subject::Welcome => (
            ["Open your account at Harbour", "開立您的 Harbour 帳戶", "开立您的 Harbour 账户"],
            [
                "Choose a password, and your account is open:",
                "設定密碼後，您的帳戶即可使用：",
                "设置密码后，您的账户即可使用：",
            ],
        ),
        Subject::AlreadyThere => (
            ["You have an account at Harbour", "您已有 Harbour 帳戶", "您已有 Harbour 账户"],
            [
                "Somebody wanted to open an account with this address, which has one. Sign in as ever, or set \
                 a new password here:",
                "有人想用這個地址開立帳戶，但您已有帳戶。請照常登入，或在此設定新密碼：",
                "有人想用这个地址开立账户，但您已有账户。请照常登录，或在此设置新密码：",
            ],
        ),
        Subject::Reset => (
            ["A new password for Harbour", "重設 Harbour 密碼", "重设 Harbour 密码"],
            ["Set a new password here:", "請在此設定新密碼：", "请在此设置新密码："],
        ),
    };
    let ends = [
        "The link works once, for 30 minutes. If it was not you, do nothing: nothing has changed.",
        "連結只能使用一次，30 分鐘內有效。若非您本人操作，請忽略此信：一切維持不變。",
        "链接只能使用一次，30 分钟内有效。若非您本人操作，请忽略此邮件：一切维持不变。",
    ];
    (subjects[language], texts[language], ends[language])
}
