//! Finding products by words, and what to say when nothing is found.

use super::listing::Listing;
use crate::{
    problem::Answer,
    store::{Db, search},
    words,
};
use std::collections::HashMap;

/// The products that a search finds, each with how well it fits.
pub(super) async fn find(db: &Db, q: &str) -> Answer<HashMap<i64, i64>> {
    let parts = words::query(q);
    let mut snapshot = db.snapshot().await?;
    Ok(search::matches(&mut snapshot, &parts).await?)
}

/// Another spelling of a search that found nothing, if there is one that finds something.
pub(super) async fn correct(db: &Db, listing: &Listing, q: &str) -> Answer<Option<String>> {
    let mut snapshot = db.snapshot().await?;
    let mut corrected = Vec::new();
    let mut changed = false;
    for word in q.split_whitespace().take(12) {
        let parts = words::query(word);
        let mut known = !parts.is_empty();
        for part in &parts {
            known = known && search::exists(&mut snapshot, part).await?;
        }
        if known {
            corrected.push(word.to_owned());
            continue;
        }
        match nearest(&words::folded(word), &listing.words) {
            Some(other) => {
                corrected.push(other.to_owned());
                changed = true;
            }
            // A word that is like nothing we have is left out.
            None => changed = true,
        }
    }
    let spelling = corrected.join(" ");
    if !changed || spelling.is_empty() {
        return Ok(None);
    }
    let found = search::matches(&mut snapshot, &words::query(&spelling)).await?;
    Ok((!found.is_empty()).then_some(spelling))
}

/// The known word with the fewest changes; of several the one that says most.
fn nearest<'a>(word: &str, known: &'a [(String, i64)]) -> Option<&'a str> {
    let letters = word.chars().count();
    let most = match letters {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    known
        .iter()
        .filter(|(other, _)| !other.contains(' '))
        .filter_map(|(other, weight)| {
            let distance = words::distance(word, other, most)?;
            Some((distance, std::cmp::Reverse(*weight), other.as_str()))
        })
        .min()
        .map(|(_, _, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2c_23_the_nearest_word_is_offered_and_none_for_gibberish() {
        let known = [("camera", 9), ("camel", 2), ("tea", 1), ("cameras & sound", 40)]
            .map(|(word, weight)| (word.to_owned(), weight));
        assert_eq!(nearest("camra", &known), Some("camera"));
        assert_eq!(nearest("camell", &known), Some("camel"));
        assert_eq!(nearest("tee", &known), Some("tea"));
        assert_eq!(nearest("xqzzw", &known), None);
        assert_eq!(nearest("ab", &known), None);
    }
}
