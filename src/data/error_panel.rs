//! An error in words, with what can be done about it (X-ERR).

use crate::text;
use crate::ui::{Button, Mark};
use fivefold_api::error::ApiError;
use fivefold_api::model::ProblemKind;
use fivefold_view::prelude::*;

/// An error in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// What is the matter, in a few words.
    pub title: &'static str,
    /// What it means and what to do.
    pub text: String,
    /// What support will ask for.
    pub correlation: Option<String>,
}

/// An error in words. A feature that can say more about a kind of problem says so itself.
#[must_use]
pub fn error_text(error: &ApiError) -> ErrorText {
    use text::errors as words;
    let plain = |message: &text::Message| (words::GENERIC_TITLE.get(), message.get().to_owned());
    let (title, text) = match error {
        ApiError::Unreachable => plain(&words::UNREACHABLE),
        ApiError::TimedOut | ApiError::InFlight(_) => plain(&words::TIMED_OUT),
        ApiError::SignedOut => plain(&words::SIGNED_OUT),
        ApiError::Forbidden(_) => plain(&words::FORBIDDEN),
        ApiError::NotFound(_) => (words::NOT_FOUND.get(), String::new()),
        ApiError::Conflict(_) => (words::CONFLICT_TITLE.get(), words::CONFLICT_TEXT.get().to_owned()),
        ApiError::Invalid(problem) => {
            let count = u64::try_from(problem.fields.len()).unwrap_or(1).max(1);
            (words::GENERIC_TITLE.get(), words::form_summary(count))
        }
        ApiError::Rejected(problem) if problem.kind == ProblemKind::KeyReused => plain(&words::KEY_REUSED),
        ApiError::Rejected(problem) if !problem.title.is_empty() => {
            (words::GENERIC_TITLE.get(), words::rejected(&problem.title))
        }
        ApiError::Busy(pause) => {
            (words::GENERIC_TITLE.get(), words::rate_limited(pause.map_or(5, |pause| pause.as_secs())))
        }
        ApiError::Contract(_) => plain(&words::CONTRACT),
        ApiError::Server(_) => plain(&words::SERVER),
        _ => plain(&words::GENERIC_TEXT),
    };
    let correlation = error.problem().and_then(|problem| problem.correlation_id.clone());
    ErrorText { title, text, correlation }
}

/// An error where its thing would stand: what is the matter, and the next step.
#[component]
pub fn ErrorPanel(
    /// The error.
    error: ApiError,
    /// Asks again. Without it there is no such button.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    /// Another next step, such as a link to a list.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let ErrorText { title, text, correlation } = error_text(&error);
    let retry = retry.filter(|_| error.may_retry() || matches!(error, ApiError::Contract(_)));
    view! {
        <section class="ui-empty error-panel" role="alert">
            <Mark/>
            <h2>{title}</h2>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            {correlation.map(|id| view! { <p class="error-panel__correlation">{text::errors::correlation(&id)}</p> })}
            <div class="ui-empty__actions">
                {retry.map(|retry| view! { <Button on_press=retry>{text::data::RETRY.get()}</Button> })}
                {children.map(|children| children())}
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::model::Problem;
    use std::time::Duration;

    fn problem(kind: ProblemKind) -> Box<Problem> {
        let mut problem = Problem::new(kind, 422, "No parcels to the moon");
        problem.correlation_id = Some("c-17".to_owned());
        Box::new(problem)
    }

    #[test]
    fn x_err_every_error_has_words_and_the_number_for_support() {
        let errors = [
            ApiError::Unreachable,
            ApiError::TimedOut,
            ApiError::SignedOut,
            ApiError::Forbidden(problem(ProblemKind::Forbidden)),
            ApiError::NotFound(ProblemKind::Unknown),
            ApiError::Conflict(problem(ProblemKind::VersionConflict)),
            ApiError::InFlight(Duration::from_secs(1)),
            ApiError::Rejected(problem(ProblemKind::Unknown)),
            ApiError::Invalid(problem(ProblemKind::InvalidFields)),
            ApiError::Busy(None),
            ApiError::Contract("x".to_owned()),
            ApiError::Server(None),
        ];
        for error in errors {
            let words = error_text(&error);
            assert!(!words.title.is_empty());
            let expected = error.problem().map(|_| "c-17".to_owned());
            assert_eq!(words.correlation, expected);
        }
    }

    #[test]
    fn x_err_a_refusal_that_we_do_not_know_is_quoted() {
        let error = ApiError::Rejected(problem(ProblemKind::Unknown));
        assert!(error_text(&error).text.contains("No parcels to the moon"));
    }

    #[test]
    fn x_err_what_the_contract_does_not_allow_is_not_shown_to_people() {
        let error = ApiError::Contract("missing field `id` at line 1".to_owned());
        assert!(!error_text(&error).text.contains("line 1"));
    }
}
