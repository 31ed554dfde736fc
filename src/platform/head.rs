//! The document's head: what a page is called, and what search engines read.

use super::events::document;
use web_sys::Element;

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets `<meta name="description">`; an empty text removes it.
pub fn set_description(text: &str) {
    set_tag("meta", "name", "description", "content", text);
}

/// Sets `<meta name="robots">`, such as `noindex`; an empty text removes it.
pub fn set_robots(text: &str) {
    set_tag("meta", "name", "robots", "content", text);
}

/// Sets `<link rel="canonical">`; an empty URL removes it.
pub fn set_canonical(url: &str) {
    set_tag("link", "rel", "canonical", "href", url);
}

/// Sets `<link rel="alternate" hreflang="…">` of one language; an empty URL removes it.
pub fn set_alternate(language: &str, url: &str) {
    set_tag("link", "hreflang", language, "href", url);
    if let Some(tag) = find("link", "hreflang", language) {
        let _ = tag.set_attribute("rel", "alternate");
    }
}

/// Sets the page's JSON-LD block; an empty text removes it.
pub fn set_json_ld(json: &str) {
    let Some(document) = document() else { return };
    if let Some(old) = find("script", "type", "application/ld+json") {
        old.remove();
    }
    if json.is_empty() {
        return;
    }
    if let (Ok(block), Some(head)) = (document.create_element("script"), document.head()) {
        let _ = block.set_attribute("type", "application/ld+json");
        // A text node, not `text`: Trusted Types guard that one, and this block is data.
        let _ = block.append_child(&document.create_text_node(json));
        let _ = head.append_child(&block);
    }
}

/// Sets language and direction of the document.
pub fn set_language(language: &str, direction: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", language);
        let _ = root.set_attribute("dir", direction);
    }
}

/// Sets an attribute of the document's root, such as `data-theme`; an empty value removes it.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = if value.is_empty() { root.remove_attribute(name) } else { root.set_attribute(name, value) };
    }
}

fn find(tag: &str, key: &str, name: &str) -> Option<Element> {
    let selector = ["head ", tag, "[", key, "=\"", name, "\"]"].concat();
    document()?.query_selector(&selector).ok()?
}

fn set_tag(tag: &str, key: &str, name: &str, attribute: &str, value: &str) {
    let found = find(tag, key, name);
    if value.is_empty() {
        if let Some(element) = found {
            element.remove();
        }
        return;
    }
    let element = found.or_else(|| {
        let document = document()?;
        let element = document.create_element(tag).ok()?;
        element.set_attribute(key, name).ok()?;
        document.head()?.append_child(&element).ok()?;
        Some(element)
    });
    if let Some(element) = element {
        let _ = element.set_attribute(attribute, value);
    }
}
