use super::*;
use proptest::prelude::*;
use serde_json::Value;

/// What our parser makes of a text, as the reference names it.
fn read(text: &str) -> Option<Value> {
    from_str::<Json>(text).ok().map(|json| serde_json::to_value(json).unwrap())
}

fn reference(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
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
fn what_is_written_is_what_was_read() {
    for text in [
        "null",
        "[true,false,[],{}]",
        "[-9223372036854775808,18446744073709551615,0]",
        "{\"a\":{\"b\":[1]},\"漢\":\"\u{1f600} \\\"\\\\/\"}",
    ] {
        assert_eq!(from_str::<Json>(text).unwrap().to_text(), text);
    }
    let control: String = ('\0'..='\x20').collect();
    let written = Json::Text(control.clone()).to_text();
    assert_eq!(serde_json::from_str::<String>(&written).unwrap(), control);
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
fn whole_documents_are_read_as_the_reference_reads_them() {
    for text in [
        include_str!("../../../../docs/openapi.json"),
        include_str!("../../../fivefold-server/seed/demo.json"),
    ] {
        assert_eq!(read(text), reference(text));
    }
}

#[test]
fn what_is_wrong_is_said_with_the_way_to_it() {
    type Lists = Named<Vec<(bool, [i64; 2])>>;
    let said = |json| from_str::<Lists>(json).unwrap_err().to_string();
    assert!(from_str::<Lists>(r#"{"a":[[true,[1,2]]],"b":[]}"#).is_ok());
    assert_eq!(said(r#"{"a":[[true,[1,2,3]]]}"#), "a list of another length");
    assert_eq!(said(r#"{"a":[[true,[1]],[7]]}"#), "a list of another length");
    assert_eq!(said(r#"{"a":[[1,[1,2]]]}"#), "a value of another type");
    assert_eq!(said("[]"), "a value of another type");
    let said = |json| from_str::<crate::vocabulary::UnitPrice>(json).unwrap_err().to_string();
    assert_eq!(said(r#"{"money":{"minor":1,"currency":"EUR"}}"#), "per: missing field `per`");
    assert_eq!(said(r#"{"money":{"minor":"1","currency":"EUR"}}"#), "money.minor: a value of another type");
    assert_eq!(
        said(r#"{"money":{"minor":1,"currency":"euro"}}"#),
        "money: a currency is three capital letters and an exponent from 0 to 4"
    );
}

#[test]
fn of_two_values_of_a_name_the_later_counts() {
    let named: Named<u8> = from_str(r#"{"a":1,"b":2,"a":3}"#).unwrap();
    assert_eq!((named.get("a"), named.get("b"), named.get("c")), (Some(&3), Some(&2), None));
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
        let ours = from_slice::<Json>(&bytes).is_ok();
        prop_assert_eq!(ours, serde_json::from_slice::<Value>(&bytes).is_ok());
    }

    #[test]
    fn text_that_is_nearly_json_is_judged_as_by_the_reference(text in "[\\[\\]{}\",:0-9eE.+\\-\\\\utrn ]{0,12}") {
        prop_assert_eq!(read(&text).is_some(), reference(&text).is_some(), "{}", text);
    }
}
