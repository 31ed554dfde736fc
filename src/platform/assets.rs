//! What comes with the page itself: its data blocks and static files.

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen::JsCast;

    /// The text of the data block with this id, such as
    /// `<script type="application/json" id="…">`.
    pub fn data_block(id: &str) -> Option<String> {
        crate::platform::events::document()?.get_element_by_id(id)?.text_content()
    }

    /// Fetches a file of this build as text.
    ///
    /// # Errors
    /// What went wrong, for the console.
    pub async fn fetch_text(url: &str) -> Result<String, String> {
        let window = crate::platform::events::window().ok_or("no window")?;
        let said = |value: wasm_bindgen::JsValue| {
            value
                .dyn_ref::<js_sys::Error>()
                .map_or_else(|| "refused".to_owned(), |error| String::from(error.message()))
        };
        let answer =
            crate::platform::transport::early_answer(url).unwrap_or_else(|| window.fetch_with_str(url));
        let response = wasm_bindgen_futures::JsFuture::from(answer).await.map_err(said)?;
        let response: web_sys::Response = response.dyn_into().map_err(said)?;
        if !response.ok() {
            return Err(format!("status {}", response.status()));
        }
        let text =
            wasm_bindgen_futures::JsFuture::from(response.text().map_err(said)?).await.map_err(said)?;
        text.as_string().ok_or_else(|| "no text".to_owned())
    }
}

/// A host has no page. Its tests hand over the text themselves.
#[cfg(not(target_arch = "wasm32"))]
mod browser {
    /// Always `None`.
    pub fn data_block(_id: &str) -> Option<String> {
        None
    }

    /// # Errors
    /// Always.
    pub async fn fetch_text(_url: &str) -> Result<String, String> {
        Err("no browser".to_owned())
    }
}

pub use browser::{data_block, fetch_text};
