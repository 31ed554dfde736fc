//! The file of the measurements: each section stands between two comments of its own.

/// The text with a section replaced, or added at its end.
pub(super) fn with_section(text: &str, name: &str, section: &str) -> String {
    let (begin, end) = (format!("<!-- begin {name} -->\n"), format!("<!-- end {name} -->\n"));
    let section = format!("{begin}{}\n{end}", section.trim_end());
    let found = text.find(&begin).and_then(|from| Some((from, text[from..].find(&end)? + from + end.len())));
    match found {
        Some((from, to)) => [&text[..from], &section, &text[to..]].concat(),
        None if text.is_empty() => section,
        None => [text.trim_end(), "\n\n", &section].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn a_section_is_added_once_and_then_replaced_and_others_stay() {
        let one = with_section("# Title\n", "one", "## One\n\n1\n");
        assert_eq!(one, "# Title\n\n<!-- begin one -->\n## One\n\n1\n<!-- end one -->\n");
        let two = with_section(&one, "two", "## Two");
        assert_eq!(with_section(&two, "one", "## One\n\n2").replace('2', "1"), two);
        assert!(two.ends_with("<!-- begin two -->\n## Two\n<!-- end two -->\n"));
    }
}
