//! The categories of services.

use fivefold_api::model::ServiceCategory;

/// Slug, and name in English, Traditional Chinese and Simplified Chinese; in the order to show them.
const CATEGORIES: [(&str, [&str; 3]); 8] = [
    ("hair", ["Hair", "美髮", "美发"]),
    ("beauty", ["Beauty", "美容", "美容"]),
    ("massage", ["Massage", "按摩", "按摩"]),
    ("wellness", ["Wellness", "養生", "养生"]),
    ("fitness", ["Fitness", "健身", "健身"]),
    ("classes", ["Classes", "課程", "课程"]),
    ("food", ["Food & drink", "餐飲", "餐饮"]),
    ("repair", ["Repair & care", "維修與保養", "维修与保养"]),
];

/// Whether there is such a category.
pub(super) fn exists(slug: &str) -> bool {
    CATEGORIES.iter().any(|(other, _)| *other == slug)
}

/// Those that have services in a language, with how many each has.
pub(super) fn counted(locale: &str, services: &[&str]) -> Vec<ServiceCategory> {
    let language = crate::markets::LOCALES.iter().position(|other| *other == locale).unwrap_or_default();
    let count = |slug: &str| services.iter().filter(|other| **other == slug).count();
    CATEGORIES
        .iter()
        .map(|(slug, names)| ServiceCategory {
            slug: (*slug).into(),
            name: names[language].to_owned(),
            count: u64::try_from(count(slug)).unwrap_or_default(),
        })
        .filter(|category| category.count > 0)
        .collect()
}
