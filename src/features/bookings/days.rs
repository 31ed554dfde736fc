//! A month of days to choose from, and where the keys of a date grid lead (O2O-05).
//!
//! The keys are those of the ARIA Authoring Practices' date grid
//! (<https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/examples/datepicker-dialog/>). A day that cannot be chosen is
//! skipped; one whose times are all taken can be, and shows why.

use fivefold_api::model::{DayState, ServiceDay};
use fivefold_api::vocabulary::Date;

/// How many days the grid has room for: the most weeks that a month touches.
pub const CELLS: i32 = 42;

/// A month as the grid shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// The first day of the month.
    pub month: Date,
    /// The first date that can be booked.
    pub first: Date,
    /// The last one.
    pub last: Date,
    /// What kinds of days the month has. Empty while they are being asked for.
    pub days: Vec<ServiceDay>,
    /// The day with which weeks begin, after ISO 8601.
    pub first_weekday: u32,
}

/// Where a key leads: to a date, and from there by so many days each time where that one cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The date.
    pub to: Date,
    /// The step.
    pub onward: i32,
}

impl Calendar {
    /// The day of a cell, counted from 0; `None` for a cell outside of the month.
    pub fn date_at(&self, cell: i32) -> Option<Date> {
        let date = self.week_start(self.month).plus_days(cell);
        self.is_shown(date).then_some(date)
    }

    /// Whether a row has days of the month.
    pub fn has_row(&self, row: i32) -> bool {
        (row * 7..row * 7 + 7).any(|cell| self.date_at(cell).is_some())
    }

    /// What is known of a day.
    pub fn day(&self, date: Date) -> Option<&ServiceDay> {
        self.days.iter().find(|day| day.date == date)
    }

    /// Whether a day can be chosen. While nothing is known, every day within the dates that can be booked can be.
    pub fn can_choose(&self, date: Date) -> bool {
        self.is_within(date)
            && (self.days.is_empty()
                || self.day(date).is_some_and(|day| {
                    matches!(
                        day.state,
                        DayState::Open | DayState::Full | DayState::PartyTooLarge | DayState::TooSoon
                    )
                }))
    }

    /// Whether there is something to choose in the month so many months later.
    pub fn has_month(&self, months: i32) -> bool {
        let month = self.month.first_of_month(months);
        month <= self.last && month.first_of_month(1) > self.first
    }

    /// Where a key leads from a day; `None` where it leads nowhere, and where it is no key of the grid.
    pub fn moved(&self, from: Date, key: &str, has_shift: bool) -> Option<Move> {
        let stepped = |onward| self.step(from, onward).map(|to| Move { to, onward });
        let paged = |months: i32, onward| {
            let months = if has_shift { months * 12 } else { months };
            let to = self.within(same_day(from, months));
            (to.first_of_month(0) != from.first_of_month(0)).then_some(Move { to, onward })
        };
        match key {
            "ArrowRight" => stepped(1),
            "ArrowLeft" => stepped(-1),
            "ArrowDown" => stepped(7),
            "ArrowUp" => stepped(-7),
            "Home" => self.first_of(self.week_start(from), from, 1),
            "End" => self.first_of(self.week_start(from).plus_days(6), from, -1),
            "PageDown" => paged(1, 1),
            "PageUp" => paged(-1, -1),
            _ => None,
        }
    }

    /// The day of the month that a move ends at, once it is known which days can be chosen. Where none can, the focus
    /// is where it was led and hears why.
    pub fn settle(&self, going: Move) -> Date {
        let Move { to, onward } = going;
        let tries = [onward, onward.signum(), -onward.signum()];
        if self.can_choose(to) {
            return to;
        }
        let found = tries.into_iter().find_map(|by| {
            std::iter::successors(Some(to), |date| Some(date.plus_days(by)))
                .take_while(|date| self.is_shown(*date))
                .find(|date| self.can_choose(*date))
        });
        found.unwrap_or(to)
    }

    /// Where the focus is without anybody having moved it: the chosen day, or the first that can be.
    pub fn resting(&self, chosen: Option<Date>) -> Date {
        match chosen {
            Some(date) if self.is_shown(date) => date,
            _ => self.settle(Move { to: self.month.max(self.first), onward: 1 }),
        }
    }

    /// Whether a day belongs to the month.
    pub fn is_shown(&self, date: Date) -> bool {
        date.first_of_month(0) == self.month
    }

    fn is_within(&self, date: Date) -> bool {
        (self.first..=self.last).contains(&date)
    }

    /// The nearest date that can be booked. Where none can, the first date is after the last one.
    fn within(&self, date: Date) -> Date {
        date.min(self.last).max(self.first)
    }

    /// The next day by a step that can be chosen, or of which nothing is known because it is in another month.
    fn step(&self, from: Date, by: i32) -> Option<Date> {
        let mut date = from.plus_days(by);
        while self.is_within(date) && self.is_shown(date) && !self.can_choose(date) {
            date = date.plus_days(by);
        }
        self.is_within(date).then_some(date)
    }

    /// The first day that can be chosen on the way from an end of a week to a day of it.
    fn first_of(&self, end: Date, from: Date, onward: i32) -> Option<Move> {
        let mut date = self.within(end);
        while date != from && self.is_shown(date) && !self.can_choose(date) {
            date = date.plus_days(onward);
        }
        (date != from && self.is_within(date)).then_some(Move { to: date, onward })
    }

    fn week_start(&self, date: Date) -> Date {
        let back = (date.weekday() + 7 - self.first_weekday) % 7;
        date.plus_days(-i32::try_from(back).unwrap_or(0))
    }
}

/// The day with the same number so many months later; where there is none, the last one of that month.
fn same_day(from: Date, months: i32) -> Date {
    let month = from.first_of_month(months);
    let (_, _, day) = from.year_month_day();
    let last = month.first_of_month(1).plus_days(-1);
    month.plus_days(i32::try_from(day).unwrap_or(1) - 1).min(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// November 2026, which begins on a Sunday: open but on Sundays, full on the 10th.
    fn november() -> Calendar {
        let month = date("2026-11-01");
        let day = |at: i32| {
            let date = month.plus_days(at);
            let state = match date.weekday() {
                7 => DayState::Closed,
                _ if at == 9 => DayState::Full,
                _ => DayState::Open,
            };
            ServiceDay { date, free: if state == DayState::Open { 12 } else { 0 }, state }
        };
        Calendar {
            month,
            first: date("2026-11-04"),
            last: date("2027-01-20"),
            days: (0..30).map(day).collect(),
            first_weekday: 1,
        }
    }

    fn to(from: &str, key: &str, has_shift: bool) -> Option<String> {
        november().moved(date(from), key, has_shift).map(|going| going.to.to_iso())
    }

    #[test]
    fn o2o_05_arrows_skip_closed_days_and_stop_at_what_can_be_booked() {
        assert_eq!(to("2026-11-07", "ArrowRight", false).as_deref(), Some("2026-11-09"), "over a Sunday");
        assert_eq!(to("2026-11-09", "ArrowLeft", false).as_deref(), Some("2026-11-07"));
        assert_eq!(
            to("2026-11-09", "ArrowRight", false).as_deref(),
            Some("2026-11-10"),
            "a full day says why"
        );
        assert_eq!(to("2026-11-12", "ArrowDown", false).as_deref(), Some("2026-11-19"));
        assert_eq!(to("2026-11-12", "ArrowUp", false).as_deref(), Some("2026-11-05"));
        assert_eq!(to("2026-11-04", "ArrowLeft", false), None);
        assert_eq!(to("2026-11-28", "ArrowRight", false).as_deref(), Some("2026-11-30"));
        assert_eq!(to("2026-11-30", "ArrowRight", false).as_deref(), Some("2026-12-01"));
    }

    #[test]
    fn o2o_05_home_and_end_are_those_of_the_week_that_can_be_chosen() {
        assert_eq!(to("2026-11-12", "Home", false).as_deref(), Some("2026-11-09"));
        assert_eq!(to("2026-11-12", "End", false).as_deref(), Some("2026-11-14"), "Sunday is closed");
        assert_eq!(
            to("2026-11-05", "Home", false).as_deref(),
            Some("2026-11-04"),
            "nothing before the first"
        );
        assert_eq!(to("2026-11-14", "End", false), None);
        let american = Calendar { first_weekday: 7, ..november() };
        let home = american.moved(date("2026-11-12"), "Home", false).map(|going| going.to.to_iso());
        assert_eq!(home.as_deref(), Some("2026-11-09"), "Sunday comes first and is closed");
    }

    #[test]
    fn o2o_05_page_keys_change_the_month_and_with_shift_the_year() {
        assert_eq!(to("2026-11-12", "PageDown", false).as_deref(), Some("2026-12-12"));
        assert_eq!(to("2026-11-12", "PageUp", false), None);
        assert_eq!(
            to("2026-11-12", "PageDown", true).as_deref(),
            Some("2027-01-20"),
            "as far as can be booked"
        );
        assert_eq!(same_day(date("2026-01-31"), 1).to_iso(), "2026-02-28");
        assert_eq!(same_day(date("2024-02-29"), 12).to_iso(), "2025-02-28");
        assert_eq!(to("2026-11-12", "a", false), None);
    }

    #[test]
    fn o2o_05_where_nothing_can_be_booked_any_more_no_key_leads_anywhere() {
        let over = Calendar { first: date("2026-11-20"), last: date("2026-11-10"), ..november() };
        for key in ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"] {
            assert_eq!(over.moved(date("2026-11-15"), key, false), None, "{key}");
        }
    }

    #[test]
    fn o2o_05_a_move_into_another_month_ends_at_a_day_that_can_be_chosen() {
        let calendar = november();
        let settled = |to: &str, onward| calendar.settle(Move { to: date(to), onward }).to_iso();
        assert_eq!(settled("2026-11-15", 1), "2026-11-16");
        assert_eq!(settled("2026-11-15", -1), "2026-11-14");
        assert_eq!(settled("2026-11-29", 7), "2026-11-30", "no Sunday can be had");
        let closed = Calendar { days: vec![], last: date("2026-11-02"), ..november() };
        assert_eq!(closed.settle(Move { to: date("2026-11-15"), onward: 1 }), date("2026-11-15"));
        assert_eq!(calendar.resting(None), date("2026-11-04"));
        assert_eq!(calendar.resting(Some(date("2026-11-20"))), date("2026-11-20"));
    }

    #[test]
    fn o2o_05_weeks_begin_as_the_locale_says() {
        let monday = november();
        assert_eq!(monday.date_at(0), None);
        assert_eq!(monday.date_at(6), Some(date("2026-11-01")));
        assert!(monday.has_row(5), "30 November is a Monday");
        let sunday = Calendar { first_weekday: 7, ..november() };
        assert_eq!(sunday.date_at(0), Some(date("2026-11-01")));
        assert!(!sunday.has_row(5));
        assert!(sunday.has_month(2) && !sunday.has_month(3) && !sunday.has_month(-1));
    }

    proptest! {
        #[test]
        fn o2o_05_no_key_leads_out_of_what_can_be_booked(
            from in 0..78_i32,
            key in "ArrowRight|ArrowLeft|ArrowUp|ArrowDown|Home|End|PageUp|PageDown",
            has_shift: bool,
            first_weekday in 1..=7_u32,
        ) {
            let november = Calendar { first_weekday, ..november() };
            let from = november.first.plus_days(from).min(november.last);
            let calendar = Calendar { month: from.first_of_month(0), ..november };
            if let Some(going) = calendar.moved(from, &key, has_shift) {
                prop_assert!(going.to != from && calendar.is_within(going.to));
            }
        }
    }
}
