//! Pictures in a reserved box.

use fivefold_api::vocabulary;
use fivefold_view::prelude::*;

/// The origin that relative picture addresses belong to; empty for the page's own. Provided by the app.
#[derive(Clone, Default)]
pub struct MediaOrigin(pub String);

/// A picture in the best format the browser knows and the width it needs. Its box has its final size before
/// the file is there and shows the picture's tone until then.
#[component]
pub fn Picture(
    /// The picture.
    picture: vocabulary::Picture,
    /// How wide it is drawn, as the `sizes` of HTML: `(min-width: 900px) 300px, 50vw`.
    sizes: &'static str,
    /// The largest picture of a first view: fetched at once and before others.
    #[prop(optional)]
    eager: bool,
    /// The words beside it say what it shows, so it is not read aloud.
    #[prop(optional)]
    decorative: bool,
) -> impl IntoView {
    let origin = use_context::<MediaOrigin>().unwrap_or_default().0;
    let vocabulary::Picture { alt, width, height, tone, sources } = picture;
    let src = fallback(&sources).map(|source| resolve(&origin, &source.url));
    let formats: Vec<_> = formats(&origin, &sources)
        .into_iter()
        .map(|(media_type, srcset)| view! { <source type=media_type srcset=srcset sizes=sizes/> })
        .collect();
    view! {
        <picture class="ui-picture" style:background-color=tone>
            {formats}
            <img
                src=src
                alt=if decorative { String::new() } else { alt }
                width=width.to_string()
                height=height.to_string()
                loading=if eager { "eager" } else { "lazy" }
                fetchpriority=eager.then_some("high")
                decoding="async"
            />
        </picture>
    }
}

/// Media type and `srcset` of each format, best first.
fn formats(origin: &str, sources: &[vocabulary::PictureSource]) -> Vec<(String, String)> {
    let mut formats: Vec<(String, String)> = Vec::new();
    for source in sources {
        let entry = [&resolve(origin, &source.url), " ", &source.width.to_string(), "w"].concat();
        match formats.last_mut() {
            Some((media_type, srcset)) if *media_type == source.media_type => {
                srcset.push_str(", ");
                srcset.push_str(&entry);
            }
            _ => formats.push((source.media_type.clone(), entry)),
        }
    }
    formats
}

/// For a browser that knows none of the formats' words: the widest file of the last one.
fn fallback(sources: &[vocabulary::PictureSource]) -> Option<&vocabulary::PictureSource> {
    sources.last()
}

/// An address of the backend as one of the page. Only paths and web addresses pass; a comma or a blank would
/// end the entry in `srcset`.
fn resolve(origin: &str, url: &str) -> String {
    let safe = url.replace(' ', "%20").replace(',', "%2C");
    if safe.starts_with("https://") || safe.starts_with("http://") {
        return safe;
    }
    let slash = if safe.starts_with('/') { "" } else { "/" };
    [origin, slash, &safe].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(url: &str, media_type: &str, width: u32) -> vocabulary::PictureSource {
        vocabulary::PictureSource { url: url.to_owned(), media_type: media_type.to_owned(), width }
    }

    #[test]
    fn a_picture_offers_its_formats_best_first_and_its_widths() {
        let sources = [
            source("/media/a-320.avif", "image/avif", 320),
            source("/media/a-640.avif", "image/avif", 640),
            source("/media/a-320.webp", "image/webp", 320),
        ];
        assert_eq!(
            formats("https://m.example", &sources),
            [
                (
                    "image/avif".to_owned(),
                    "https://m.example/media/a-320.avif 320w, https://m.example/media/a-640.avif 640w"
                        .to_owned()
                ),
                ("image/webp".to_owned(), "https://m.example/media/a-320.webp 320w".to_owned()),
            ]
        );
    }

    #[test]
    fn x_sec_a_picture_address_is_a_path_or_a_web_address() {
        assert_eq!(resolve("", "/media/a b,c.webp"), "/media/a%20b%2Cc.webp");
        assert_eq!(resolve("https://m.example", "https://cdn.example/a.webp"), "https://cdn.example/a.webp");
        assert_eq!(
            resolve("https://m.example", "javascript:alert(1)"),
            "https://m.example/javascript:alert(1)"
        );
    }
}
