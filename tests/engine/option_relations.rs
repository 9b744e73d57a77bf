//! The rules between options, which JavaScript checks.

use genesys_toasts::engine::tables::tables;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// [T1] [T7] [L1]
#[test]
fn the_table_contains_the_rules_between_options() {
    let relations = tables().relations;
    assert_eq!(relations[0]["kind"], "exactlyOne");
    assert_eq!(relations[0]["groups"], json!([["getToken"], ["clientId", "clientSecret"]]));
    assert_eq!(relations[1]["kind"], "requires");
    let named = ["when", "unless", "with", "needs"].map(|key| relations[1][key].clone());
    assert_eq!(named, ["tokenStorage", "memory", "getToken", "storageKey"].map(Value::from));
    assert_eq!(relations[2]["kind"], "requires");
    assert_eq!([&relations[2]["when"], &relations[2]["needs"]], ["getToken", "source"]);
    assert_eq!(
        [&relations[4]["when"], &relations[4]["with"], &relations[4]["is"]],
        ["actions", "source", "notifications"]
    );
    assert_eq!([&relations[3]["kind"], &relations[3]["when"], &relations[3]["is"]], ["requiresOne", "tabs", "shared"]);
    assert_eq!(relations[3]["needs"], json!(["storageKey", "userId"]));
    let paths: BTreeSet<String> = tables().options.into_iter().map(|option| option.path).collect();
    for path in ["getToken", "clientId", "clientSecret", "tokenStorage", "storageKey", "tabs", "userId"] {
        assert!(paths.contains(path), "{path}");
    }
}
