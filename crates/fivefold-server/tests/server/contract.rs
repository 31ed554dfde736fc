//! The contract as OpenAPI.

use crate::common::TestServer;
use fivefold_api::endpoints::{
    Endpoint, GetCapabilities, GetEvents, GetProduct, GetTime, ListCategories, ListProducts, ListReviews,
    ListSuggestions, PostOrder, UploadMedia,
};
use serde_json::Value;
use std::path::Path;

#[test]
fn x_cap_the_committed_document_is_what_the_server_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == fivefold_server::openapi::document(),
        "docs/openapi.json is not what the server does. If the change is wanted:\n\
         cargo run -p fivefold-server -- --print-openapi > docs/openapi.json"
    );
}

#[tokio::test]
async fn x_cap_the_served_document_is_openapi_3_1_and_names_every_call() {
    let server = TestServer::start().await;
    let document: Value = server.json("/openapi.json").await;
    assert_eq!(document["openapi"], "3.1.0");
    for path in [
        GetCapabilities::PATH,
        GetTime::PATH,
        ListCategories::PATH,
        ListProducts::PATH,
        GetProduct::PATH,
        ListReviews::PATH,
        ListSuggestions::PATH,
        GetEvents::PATH,
    ] {
        assert!(document["paths"][path]["get"].is_object(), "{path}");
    }
    for path in [UploadMedia::PATH, PostOrder::PATH] {
        assert!(document["paths"][path]["post"].is_object(), "{path}");
    }
}

/// Every `$ref` leads somewhere.
#[test]
fn x_cap_the_document_is_complete() {
    fn walk(value: &Value, document: &Value, missing: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(to)) = map.get("$ref")
                    && document.pointer(to.trim_start_matches('#')).is_none()
                {
                    missing.push(to.clone());
                }
                map.values().for_each(|value| walk(value, document, missing));
            }
            Value::Array(list) => list.iter().for_each(|value| walk(value, document, missing)),
            _ => {}
        }
    }
    let document: Value = serde_json::from_str(&fivefold_server::openapi::document()).unwrap();
    let mut missing = Vec::new();
    walk(&document, &document, &mut missing);
    assert!(missing.is_empty(), "{missing:?}");
}
