//! The categories of services.

use fivefold_api::model::ServiceCategory;

/// Slug, and name in English, Traditional Chinese and Simplified Chinese; in the order to show them.
const CATEGORIES: [(&str, [&str; 3]); 6] = [
    ("hair-barber", ["Hair & barber", "美髮與理容", "美发与理容"]),
    ("bicycle-workshop", ["Bicycle workshop", "單車工坊", "自行车工坊"]),
    ("craft-classes", ["Pottery & craft classes", "陶藝與手作課程", "陶艺与手作课程"]),
    ("tea-ceremony", ["Tea ceremony", "茶會", "茶会"]),
    ("repair-tailoring", ["Repair & tailoring", "修補與裁縫", "修补与裁缝"]),
    ("darkroom-studio", ["Darkroom & studio rooms", "暗房與錄音室", "暗房与录音室"]),
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
