use super::*;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

fn read(text: &str) -> Option<Value> {
    from_str(text).ok()
}

fn reference(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

#[derive(Debug, PartialEq, Deserialize)]
enum Shape {
    Point,
    Circle(u8),
    Square { side: i32 },
}

#[test]
fn what_is_no_json_is_refused_as_the_reference_refuses_it() {
    for text in [
        "",
        " ",
        "nul",
        "tru",
        "[1,]",
        "[1 2]",
        "[",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\n\"",
        "1 1",
        "[]]",
        "1e999",
        "NaN",
        "\u{0}",
        "1\u{0}",
    ] {
        assert_eq!(reference(text), None, "{text:?}");
        assert_eq!(read(text), None, "{text:?}");
    }
    assert!(from_slice::<String>(b"\"\xff\"").is_err());
}

#[test]
fn what_is_json_is_read_as_the_reference_reads_it() {
    for text in [
        " [ 1 , -2 , 0 ] ",
        "18446744073709551615",
        "-9223372036854775808",
        "4.5",
        "-0.25e2",
        "1E-3",
        "\"\\u6f22\\ud83d\\ude00\\n\\/\"",
        "{\"a\":{\"b\":[true,false,null]}}",
        "\"漢\"",
    ] {
        assert_eq!(read(text), reference(text), "{text}");
        assert!(read(text).is_some(), "{text}");
    }
}

#[test]
fn every_kind_of_type_is_read() {
    let shapes: Vec<Shape> = from_str(r#"["Point",{"Circle":3},{"Square":{"side":-4,"later":[]}}]"#).unwrap();
    assert_eq!(shapes, [Shape::Point, Shape::Circle(3), Shape::Square { side: -4 }]);
    let pairs: BTreeMap<String, (u32, Option<bool>)> = from_str(r#"{"a":[1,null],"b":[2,true]}"#).unwrap();
    assert_eq!(pairs["b"], (2, Some(true)));
    for wrong in [r#"["Line"]"#, r#"[{"Circle":300}]"#, r#"[{"Point":1}]"#, r#"[{"Square":{}}]"#, "[{}]"] {
        assert!(from_str::<Vec<Shape>>(wrong).is_err(), "{wrong}");
    }
    assert!(from_str::<(u8, u8)>("[1,2,3]").is_err());
    assert!(from_str::<u32>("1.0").is_err());
}

#[test]
fn an_endless_nest_is_an_error_and_no_crash() {
    assert_eq!(read(&"[".repeat(100_000)), None);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-99_999_999_i32..99_999_999).prop_map(|number| Value::from(f64::from(number) / 1024.0)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_the_reference_writes_is_read(value in any_value()) {
        prop_assert_eq!(read(&value.to_string()), Some(value));
    }

    #[test]
    fn no_text_makes_the_parser_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let ours = from_slice::<Value>(&bytes).is_ok();
        prop_assert_eq!(ours, serde_json::from_slice::<Value>(&bytes).is_ok());
    }

    #[test]
    fn text_that_is_nearly_json_is_judged_as_by_the_reference(text in "[\\[\\]{}\",:0-9eE.+\\-\\\\utrn ]{0,12}") {
        prop_assert_eq!(read(&text).is_some(), reference(&text).is_some(), "{}", text);
    }
}
