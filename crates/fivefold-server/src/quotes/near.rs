//! What may have been meant by a number that is none.

use crate::{problem::Answer, store::wholesale, words};
use fivefold_api::{model::UnknownSku, rules::sku_key, vocabulary::Sku};
use sqlx::SqliteConnection;

/// How many are proposed for each.
const MOST: usize = 3;
/// For how many numbers of one lookup there are proposals: it costs time, and nobody mends thousands by hand.
const MOST_UNKNOWN: usize = 100;
/// How many known numbers each is compared to.
const COMPARED: i64 = 500;
/// Longer numbers are like nothing.
const LONGEST: usize = 40;

/// Says of the first unknown numbers what may have been meant, likeliest first.
pub(super) async fn suggest(connection: &mut SqliteConnection, unknown: &mut [UnknownSku]) -> Answer<()> {
    for each in unknown.iter_mut().take(MOST_UNKNOWN) {
        let key = sku_key(each.sku.as_str());
        let letters: Vec<char> = key.chars().collect();
        if letters.len() < 3 || letters.len() > LONGEST {
            continue;
        }
        // Most slips are in the second half; a slip in the first is found among those with the same beginning.
        for beginning in [letters.len() / 2, 2] {
            let from: String = letters.iter().take(beginning).collect();
            let before = [from.as_str(), "\u{10ffff}"].concat();
            let known = wholesale::between(connection, &from, &before, COMPARED).await?;
            each.near = nearest(&key, known);
            if !each.near.is_empty() {
                break;
            }
        }
    }
    Ok(())
}

/// Those of the known numbers that differ in the fewest letters: at most one letter in four, and no more than three.
fn nearest(key: &str, known: Vec<(String, String)>) -> Vec<Sku> {
    let most = (key.chars().count() / 4).clamp(1, 3);
    let bare = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let bare_key = bare(key);
    let mut found: Vec<(usize, String, String)> = known
        .into_iter()
        .filter_map(|(other, sku)| {
            // Marks between the parts of a number are often left out.
            let distance = if bare_key == bare(&other) { 0 } else { words::distance(key, &other, most)? };
            Some((distance, other, sku))
        })
        .collect();
    found.sort();
    found.into_iter().take(MOST).map(|(_, _, sku)| sku.into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2b_03_what_may_have_been_meant_is_proposed_likeliest_first() {
        let known = ["HB-140-BERR-06", "HB-140-BERR-08", "HB-140-BERR-12", "HB-140-INK-06"]
            .map(|sku| (sku.to_owned(), sku.to_owned()));
        let near = |key: &str| {
            let found = nearest(key, known.to_vec());
            found.into_iter().map(|sku| sku.0).collect::<Vec<_>>()
        };
        assert_eq!(near("HB-140-BERR-0"), ["HB-140-BERR-06", "HB-140-BERR-08", "HB-140-BERR-12"]);
        assert_eq!(near("HB140BERR08")[0], "HB-140-BERR-08");
        assert_eq!(near("HB-140-INK-60"), ["HB-140-INK-06"]);
        assert!(near("ZZ-999-NONE").is_empty());
    }
}
