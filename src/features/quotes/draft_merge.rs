//! Two tabs that write one draft (B2B-02): line by line, each against what both began with.
//!
//! **Invariant**: a line that somebody has typed in is in the result, or told as a conflict. Nothing of it is lost.

use super::draft::{DraftHead, DraftLine};

/// A line that both have changed in different ways. The one of this tab stays until somebody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The line.
    pub line: u64,
    /// The line as the other tab has it; `None` if it was taken out there.
    pub theirs: Option<DraftLine>,
}

/// The lines of one page after both tabs, in the order of this one; what the other one has added comes after them.
pub fn merge_lines(
    base: &[DraftLine],
    mine: &[DraftLine],
    theirs: &[DraftLine],
) -> (Vec<DraftLine>, Vec<Conflict>) {
    let find = |lines: &[DraftLine], id: u64| lines.iter().find(|line| line.id == id).cloned();
    let mut conflicts = Vec::new();
    let mut merged = Vec::with_capacity(mine.len());
    for line in mine {
        let (before, other) = (find(base, line.id), find(theirs, line.id));
        match other {
            None if before.as_ref() == Some(line) => {}
            None => {
                merged.push(line.clone());
                // A line that is new here was taken out by nobody.
                conflicts.extend(before.map(|_| Conflict { line: line.id, theirs: None }));
            }
            Some(other) => {
                let before = before.unwrap_or_default();
                let (both, differ) = merge_line(&before, line, &other);
                if differ {
                    let theirs = Some(merge_line(&before, &other, line).0);
                    conflicts.push(Conflict { line: line.id, theirs });
                }
                merged.push(both);
            }
        }
    }
    let is_new = |line: &&DraftLine| {
        let is_mine = mine.iter().any(|own| own.id == line.id);
        // What I took out stays out, unless it was changed over there.
        !is_mine && find(base, line.id).as_ref() != Some(*line)
    };
    merged.extend(theirs.iter().filter(is_new).cloned());
    (merged, conflicts)
}

/// A line after both tabs, field by field, and whether both have typed something else into the same one. Then the first
/// one's stays.
fn merge_line(before: &DraftLine, mine: &DraftLine, theirs: &DraftLine) -> (DraftLine, bool) {
    type Part = fn(&mut DraftLine) -> &mut String;
    const TYPED: [Part; 5] = [
        |line| &mut line.sku,
        |line| &mut line.quantity,
        |line| &mut line.target,
        |line| &mut line.required_on,
        |line| &mut line.note,
    ];
    // What the shop calls things is no conflict: whoever asks next is told again.
    const TOLD: [Part; 3] = [|line| &mut line.title, |line| &mut line.options, |line| &mut line.unit];
    let (mut before, mut merged, mut theirs) = (before.clone(), mine.clone(), theirs.clone());
    if merged.per == before.per {
        merged.per.clone_from(&theirs.per);
    }
    let mut differ = false;
    for (at, part) in TYPED.into_iter().chain(TOLD).enumerate() {
        let (earlier, own, other) = (part(&mut before), part(&mut merged), part(&mut theirs));
        if own == earlier {
            own.clone_from(other);
        } else if other != earlier && own != other {
            differ |= at < TYPED.len();
        }
    }
    (merged, differ)
}

/// The head after both tabs. Where both have changed the same, this tab's stays: it is what is in sight.
pub fn merge_head(base: &DraftHead, mine: &DraftHead, theirs: &DraftHead) -> DraftHead {
    let text = |part: fn(&DraftHead) -> &String| {
        let (before, own, other) = (part(base), part(mine), part(theirs));
        if own == before { other.clone() } else { own.clone() }
    };
    let gone = |side: &DraftHead, page: &u64| base.pages.contains(page) && !side.pages.contains(page);
    let mut pages: Vec<u64> = mine.pages.iter().filter(|page| !gone(theirs, page)).copied().collect();
    let added = theirs.pages.iter().filter(|page| !mine.pages.contains(page) && !gone(mine, page));
    pages.extend(added.copied());
    DraftHead {
        id: theirs.id,
        address: text(|head| &head.address),
        note: text(|head| &head.note),
        previous: text(|head| &head.previous),
        sent: if mine.sent == base.sent { theirs.sent } else { mine.sent },
        pages,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(id: u64, quantity: &str) -> DraftLine {
        DraftLine { id, quantity: quantity.to_owned(), ..DraftLine::default() }
    }

    #[test]
    fn b2b_02_lines_of_two_tabs_come_together() {
        let base = [line(1, "1"), line(2, "1"), line(3, "1")];
        let mine = [line(1, "5"), line(2, "1"), line(3, "1"), line(4, "1")];
        let theirs = [line(1, "1"), line(2, "7"), line(5, "1")];
        let (merged, conflicts) = merge_lines(&base, &mine, &theirs);
        assert_eq!(merged, [line(1, "5"), line(2, "7"), line(4, "1"), line(5, "1")]);
        assert_eq!(conflicts, []);
    }

    #[test]
    fn b2b_02_a_line_that_both_have_changed_is_told() {
        let base = [line(1, "1"), line(2, "1"), line(3, "1")];
        let mine = [line(1, "5"), line(2, "6")];
        let theirs = [line(1, "7"), line(3, "8")];
        let (merged, conflicts) = merge_lines(&base, &mine, &theirs);
        assert_eq!(merged, [line(1, "5"), line(2, "6"), line(3, "8")]);
        let told = [Conflict { line: 1, theirs: Some(line(1, "7")) }, Conflict { line: 2, theirs: None }];
        assert_eq!(conflicts, told);
        assert_eq!(
            merge_lines(&base, &mine, &mine),
            (mine.to_vec(), vec![]),
            "the same twice is no conflict"
        );
    }

    #[test]
    fn b2b_02_fields_of_one_line_come_together() {
        let base = [line(1, "1")];
        let mine = [DraftLine { note: "soon".into(), title: "Pot".into(), ..line(1, "1") }];
        let theirs = [DraftLine { target: "3.9".into(), title: "Pots".into(), ..line(1, "7") }];
        let (merged, conflicts) = merge_lines(&base, &mine, &theirs);
        let both =
            DraftLine { note: "soon".into(), target: "3.9".into(), title: "Pot".into(), ..line(1, "7") };
        assert_eq!((merged, conflicts), (vec![both], vec![]), "what the shop has told is no conflict");
    }

    #[test]
    fn b2b_02_the_note_of_one_tab_and_the_address_of_the_other_are_both_kept() {
        let base = DraftHead { id: 1, pages: vec![1, 2], ..DraftHead::default() };
        let mine = DraftHead { note: "soon".into(), pages: vec![1, 2, 3], ..base.clone() };
        let theirs = DraftHead { address: "a_1".into(), pages: vec![2, 4], ..base.clone() };
        let merged = merge_head(&base, &mine, &theirs);
        assert_eq!((merged.note.as_str(), merged.address.as_str()), ("soon", "a_1"));
        assert_eq!(merged.pages, [2, 3, 4]);
    }

    fn lines() -> impl Strategy<Value = Vec<DraftLine>> {
        prop::collection::btree_map(1_u64..8, "[1-3]", 0..6)
            .prop_map(|lines| lines.into_iter().map(|(id, quantity)| line(id, &quantity)).collect())
    }

    proptest! {
        #[test]
        fn b2b_02_nothing_that_was_typed_is_lost(base in lines(), mine in lines(), theirs in lines()) {
            let (merged, conflicts) = merge_lines(&base, &mine, &theirs);
            for line in mine.iter().filter(|line| !base.contains(line)) {
                prop_assert!(merged.contains(line), "mine is in sight: {line:?}");
            }
            for line in theirs.iter().filter(|line| !base.contains(line)) {
                let told = conflicts.iter().any(|conflict| conflict.theirs.as_ref() == Some(line));
                prop_assert!(merged.contains(line) || told, "theirs is there or told: {line:?}");
            }
            // Whoever reads the result and changes nothing has it.
            prop_assert_eq!(merge_lines(&theirs, &theirs, &merged).0.len(), merged.len());
        }
    }
}
