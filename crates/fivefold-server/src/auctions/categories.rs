//! The categories of auctions.

use fivefold_api::model::AuctionCategory;

/// Slug, and name in English, Traditional Chinese and Simplified Chinese; in the order to show them.
const CATEGORIES: [(&str, [&str; 3]); 10] = [
    ("antiques", ["Antiques", "古董", "古董"]),
    ("cameras", ["Cameras & sound", "相機與音響", "相机与音响"]),
    ("instruments", ["Instruments", "樂器", "乐器"]),
    ("watches", ["Watches & clocks", "鐘錶", "钟表"]),
    ("bicycles", ["Bicycles & outdoors", "單車與戶外", "单车与户外"]),
    ("furniture", ["Furniture", "家具", "家具"]),
    ("tea-ware", ["Tea ware & tableware", "茶具與餐具", "茶具与餐具"]),
    ("writing", ["Writing & maps", "文具與地圖", "文具与地图"]),
    ("toys", ["Toys & games", "玩具與遊戲", "玩具与游戏"]),
    ("other", ["Everything else", "其他", "其他"]),
];

/// Whether there is such a category.
pub(super) fn exists(slug: &str) -> bool {
    CATEGORIES.iter().any(|(other, _)| *other == slug)
}

/// All of them in a language, with how many lots each has.
pub(super) fn counted(locale: &str, counts: &[(String, u64)]) -> Vec<AuctionCategory> {
    let language = crate::markets::LOCALES.iter().position(|other| *other == locale).unwrap_or_default();
    CATEGORIES
        .iter()
        .map(|(slug, names)| AuctionCategory {
            slug: (*slug).into(),
            name: names[language].to_owned(),
            count: counts.iter().find(|(other, _)| other == slug).map_or(0, |(_, count)| *count),
        })
        .collect()
}
