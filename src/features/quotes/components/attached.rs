//! Files on lines and messages: those that were scanned lead to themselves, others say why not.

use crate::{data::use_runtime, text};
use fivefold_api::model::{Attachment, ScanState};
use fivefold_view::prelude::*;

/// A list of files; nothing where there are none.
pub fn attached_files(files: &[Attachment]) -> Option<View> {
    let origin = use_runtime().client().origin().to_owned();
    (!files.is_empty()).then(|| {
        let files: Vec<_> = files.iter().map(|file| attached_file(file, &origin)).collect();
        view! { <ul class="quote-files" role="list">{files}</ul> }
    })
}

fn attached_file(file: &Attachment, origin: &str) -> View {
    let state = scan_words(file.scan).map(|words| view! { " "<span class="quote-files__state">{words}</span> });
    let name = file.name.clone();
    let shown = match &file.href {
        Some(href) if file.scan == ScanState::Clean => {
            view! { <a href=[origin, href].concat() rel="external" download=name.clone()>{name.clone()}</a> }
        }
        _ => view! { <span>{name}</span> },
    };
    view! { <li>{shown}" "<span class="quote-files__size">{size_words(file.bytes)}</span>{state}</li> }
}

/// What a scan has come to; nothing where the file can be had.
pub fn scan_words(scan: ScanState) -> Option<&'static str> {
    use text::quotes as words;
    match scan {
        ScanState::Clean => None,
        ScanState::Pending => Some(words::SCAN_PENDING.get()),
        ScanState::Blocked => Some(words::SCAN_BLOCKED.get()),
        _ => Some(words::SCAN_UNKNOWN.get()),
    }
}

/// How large a file is, in the largest unit of which there is one: `1.4 MB`.
pub fn size_words(bytes: u64) -> String {
    use crate::platform::intl::format_decimal;
    let tenths = |unit: u64| i64::try_from(bytes.saturating_mul(10).div_ceil(unit)).unwrap_or(i64::MAX);
    if bytes >= 1_048_576 {
        text::quotes::megabytes(&format_decimal(tenths(1_048_576), 1))
    } else {
        text::quotes::kilobytes(&format_decimal(tenths(1_024), 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2b_12_sizes_are_rounded_up_and_states_have_words() {
        assert_eq!(size_words(1), "0.1 kB");
        assert_eq!(size_words(1_468_007), "1.5 MB");
        assert_eq!(scan_words(ScanState::Clean), None);
        assert_ne!(scan_words(ScanState::Pending), scan_words(ScanState::Blocked));
    }
}
