//! Small edits of the built `index.html`: its data blocks and its references. The page is ours and minified by
//! Trunk, so these are exact edits of known elements, not an HTML parser.

use anyhow::{Context, Result};
use serde_json::Value;

/// The JSON of the data block with this id.
pub(crate) fn data_block(html: &str, id: &str) -> Result<Value> {
    let (start, end) = block(html, id)?;
    serde_json::from_str(&html[start..end]).with_context(|| format!("the data block `{id}` is not JSON"))
}

/// The page with the JSON of that data block replaced.
pub(crate) fn with_data_block(html: &str, id: &str, value: &Value) -> Result<String> {
    let (start, end) = block(html, id)?;
    // A `<` in the data could end the element that carries it.
    let json = value.to_string().replace('<', "\\u003c");
    Ok(format!("{}{json}{}", &html[..start], &html[end..]))
}

fn block(html: &str, id: &str) -> Result<(usize, usize)> {
    let at = [format!("id=\"{id}\""), format!("id={id}")]
        .iter()
        .find_map(|attribute| html.find(attribute.as_str()))
        .with_context(|| format!("index.html has no data block `{id}`"))?;
    let start = at + html[at..].find('>').context("an element without an end")? + 1;
    let end = start + html[start..].find("</script").context("a data block without an end")?;
    Ok((start, end))
}

/// The page with every `href` and `src` below `old` moved to `new`.
pub(crate) fn with_base(html: &str, old: &str, new: &str) -> String {
    let mut page = html.to_owned();
    for attribute in ["href", "src"] {
        for quote in ["\"", ""] {
            let moved = format!("{attribute}={quote}{new}");
            page = page.replace(&format!("{attribute}={quote}{old}"), &moved);
        }
    }
    page
}

/// The page without comments and indentation. Line breaks stay, since they separate words.
pub(crate) fn compact(html: &str) -> String {
    let mut rest = html;
    let mut plain = String::with_capacity(html.len());
    while let Some((before, after)) = rest.split_once("<!--") {
        plain.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let lines: Vec<&str> = plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_data_block_is_found_with_and_without_quotes() {
        for html in
            [r#"<script id="a" type="x">{"b":1}</script>"#, r#"<script type=x id=a>{"b":1}</script><p id=b>"#]
        {
            assert_eq!(data_block(html, "a").unwrap(), json!({"b": 1}));
        }
    }

    #[test]
    fn a_replaced_block_cannot_end_its_own_element() {
        let html = r#"<script type=x id=a>{}</script>"#;
        let html = with_data_block(html, "a", &json!({"name": "</script><img>"})).unwrap();
        assert_eq!(html.matches("</script").count(), 1);
        assert_eq!(data_block(&html, "a").unwrap(), json!({"name": "</script><img>"}));
    }

    #[test]
    fn a_missing_block_is_an_error_that_names_it() {
        assert!(data_block("<p>", "fivefold-app").unwrap_err().to_string().contains("fivefold-app"));
    }

    #[test]
    fn compacting_drops_comments_and_indentation_only() {
        let html = "<p>\n  one <!-- a\n  b -->\n\n  two\n</p><!-- open";
        assert_eq!(compact(html), "<p>\none\ntwo\n</p>");
    }

    #[test]
    fn a_new_base_moves_references_and_nothing_else() {
        let html = r#"<link href=/assets/a.css><script src="/assets/b.js"></script><p>/assets/ stays</p>"#;
        let moved = with_base(html, "/", "/shop/");
        assert_eq!(
            moved,
            r#"<link href=/shop/assets/a.css><script src="/shop/assets/b.js"></script><p>/assets/ stays</p>"#
        );
        assert_eq!(with_base(&moved, "/shop/", "/"), html);
    }
}
