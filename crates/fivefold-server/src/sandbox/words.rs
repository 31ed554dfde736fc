//! The payment page's texts, in English, Traditional and Simplified Chinese.

use crate::markets::nearest_locale;

/// The texts in one language.
pub(super) struct Words {
    pub(super) tag: &'static str,
    pub(super) title: &'static str,
    pub(super) pay_to: &'static str,
    pub(super) sandbox: &'static str,
    pub(super) approve: &'static str,
    pub(super) secure: &'static str,
    pub(super) otherwise: &'static str,
    pub(super) reason: &'static str,
    pub(super) reasons: [(&'static str, &'static str); 4],
    pub(super) decline: &'static str,
    pub(super) seconds: &'static str,
    pub(super) late: &'static str,
    pub(super) time_out: &'static str,
    pub(super) cancel: &'static str,
    pub(super) challenge: &'static str,
    pub(super) challenge_hint: &'static str,
    pub(super) code: &'static str,
    pub(super) confirm: &'static str,
    pub(super) over: &'static str,
    pub(super) over_hint: &'static str,
    pub(super) back: &'static str,
    pub(super) no_payment: &'static str,
    pub(super) broken: &'static str,
}

impl Words {
    /// The texts nearest to a BCP 47 tag.
    pub(super) fn of(locale: &str) -> Self {
        match nearest_locale(locale) {
            "zh-Hant" => Self::TRADITIONAL,
            "zh-Hans" => Self::SIMPLIFIED,
            _ => Self::ENGLISH,
        }
    }

    const ENGLISH: Self = Self {
        tag: "en",
        title: "Sandbox payment",
        pay_to: "Pay",
        sandbox: "This is a sandbox: no money moves, whatever you choose.",
        approve: "Approve the payment",
        secure: "Approve with 3-D Secure",
        otherwise: "Or see what happens if it goes wrong",
        reason: "Reason",
        reasons: [
            ("insufficient_funds", "Not enough money"),
            ("expired_card", "The card has expired"),
            ("authentication_failed", "Authentication failed"),
            ("generic", "No reason given"),
        ],
        decline: "Decline the payment",
        seconds: "Seconds until the bank says yes",
        late: "Go back now, approve later",
        time_out: "Go back without an answer",
        cancel: "Cancel and go back",
        challenge: "Your bank asks for a code",
        challenge_hint: "The right code is 123456. Any other code fails.",
        code: "Code",
        confirm: "Confirm",
        over: "This payment is over",
        over_hint: "It was decided, or its time ran out. Go back to the shop to see what became of it.",
        back: "Back to the shop",
        no_payment: "There is no such payment",
        broken: "That did not work",
    };

    const TRADITIONAL: Self = Self {
        tag: "zh-Hant",
        title: "沙盒付款",
        pay_to: "付款給",
        sandbox: "這是測試環境：無論您選擇什麼，都不會真的扣款。",
        approve: "同意付款",
        secure: "以 3-D Secure 驗證後付款",
        otherwise: "或看看出錯時會怎樣",
        reason: "原因",
        reasons: [
            ("insufficient_funds", "餘額不足"),
            ("expired_card", "卡片已過期"),
            ("authentication_failed", "身分驗證失敗"),
            ("generic", "未說明原因"),
        ],
        decline: "拒絕付款",
        seconds: "銀行核准前的秒數",
        late: "先返回，稍後核准",
        time_out: "不回應，直接返回",
        cancel: "取消並返回",
        challenge: "您的銀行要求輸入驗證碼",
        challenge_hint: "正確的驗證碼是 123456，其他都會失敗。",
        code: "驗證碼",
        confirm: "確認",
        over: "這筆付款已結束",
        over_hint: "付款已有結果或已逾時。請返回商店查看。",
        back: "返回商店",
        no_payment: "找不到這筆付款",
        broken: "發生錯誤",
    };

    const SIMPLIFIED: Self = Self {
        tag: "zh-Hans",
        title: "沙盒支付",
        pay_to: "付款给",
        sandbox: "这是测试环境：无论您选择什么，都不会真的扣款。",
        approve: "确认支付",
        secure: "通过 3-D Secure 验证后支付",
        otherwise: "或者看看出错时会怎样",
        reason: "原因",
        reasons: [
            ("insufficient_funds", "余额不足"),
            ("expired_card", "银行卡已过期"),
            ("authentication_failed", "身份验证失败"),
            ("generic", "未说明原因"),
        ],
        decline: "拒绝支付",
        seconds: "银行批准前的秒数",
        late: "先返回，稍后批准",
        time_out: "不答复，直接返回",
        cancel: "取消并返回",
        challenge: "您的银行要求输入验证码",
        challenge_hint: "正确的验证码是 123456，其他都会失败。",
        code: "验证码",
        confirm: "确认",
        over: "这笔支付已结束",
        over_hint: "支付已有结果或已超时。请返回店铺查看。",
        back: "返回店铺",
        no_payment: "没有找到这笔支付",
        broken: "出错了",
    };
}
