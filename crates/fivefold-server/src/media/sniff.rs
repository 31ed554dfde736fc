//! What a file is, by its first bytes, and how large a picture it holds. Nothing is decoded.

/// The kinds of pictures that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// AVIF.
    Avif,
}

/// The kind of a file; `None` for anything else than a picture we take.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Kind::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Kind::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Kind::WebP)
    } else if bytes.get(4..8) == Some(b"ftyp") && matches!(bytes.get(8..12), Some(b"avif" | b"avis")) {
        Some(Kind::Avif)
    } else {
        None
    }
}

/// Width and height in pixels; `None` when the file is cut off or says nonsense.
pub(super) fn size(kind: Kind, bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = match kind {
        Kind::Jpeg => jpeg(bytes)?,
        // ISO/IEC 15948, 11.2.2: IHDR comes first.
        Kind::Png if bytes.get(12..16) == Some(b"IHDR") => (be32(bytes, 16)?, be32(bytes, 20)?),
        Kind::Png => return None,
        Kind::WebP => webp(bytes)?,
        // ISO/IEC 23008-12, 6.5.3: the box `ispe` holds version, flags, width and height.
        Kind::Avif => {
            let at = bytes.windows(4).take(4_096).position(|window| window == b"ispe")?;
            (be32(bytes, at + 8)?, be32(bytes, at + 12)?)
        }
    };
    let sane = 1..=30_000;
    (sane.contains(&width) && sane.contains(&height)).then_some((width, height))
}

/// ITU-T T.81, annex B: segments up to the first frame header.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        while bytes.get(at)? == &0xff && bytes.get(at + 1)? == &0xff {
            at += 1;
        }
        if bytes.get(at)? != &0xff {
            return None;
        }
        match bytes.get(at + 1)? {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((be16(bytes, at + 7)?, be16(bytes, at + 5)?));
            }
            _ => at += 2 + usize::try_from(be16(bytes, at + 2)?.max(2)).ok()?,
        }
    }
}

/// RFC 9649: the first chunk is simple lossy, simple lossless or extended.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((le16(bytes, 26)? & 0x3fff, le16(bytes, 28)? & 0x3fff)),
        b"VP8L" => {
            let bits = le16(bytes, 21)? | le16(bytes, 23)? << 16;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => {
            let le24 = |at| Some(le16(bytes, at)? | u32::from(*bytes.get(at + 2)?) << 16);
            Some((le24(24)? + 1, le24(27)? + 1))
        }
        _ => None,
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_each_kind_of_picture_is_read() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 4, 0, 0, 0, 3, 0]);
        let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 11, 8, 1, 0x2c, 1, 0x90];
        jpeg.extend([0; 8]);
        let mut webp = b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0".to_vec();
        webp.extend([0x8f, 1, 0, 0x2b, 1, 0]);
        let mut avif = b"\0\0\0\x1cftypavif____ispe\0\0\0\0".to_vec();
        avif.extend([0, 0, 1, 0x90, 0, 0, 1, 0x2c]);
        for (bytes, wanted, wanted_size) in [
            (png, Kind::Png, (1024, 768)),
            (jpeg, Kind::Jpeg, (400, 300)),
            (webp, Kind::WebP, (400, 300)),
            (avif, Kind::Avif, (400, 300)),
        ] {
            assert_eq!(kind(&bytes), Some(wanted));
            assert_eq!(size(wanted, &bytes), Some(wanted_size), "{wanted:?}");
            for end in 0..bytes.len() {
                // However a file is cut, reading it ends with an answer.
                let _ = kind(&bytes[..end]).and_then(|kind| size(kind, &bytes[..end]));
            }
        }
    }

    #[test]
    fn x_sec_a_page_or_a_program_is_no_picture() {
        for bytes in
            [&b"<html>"[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"%PDF-1.7", b"MZ", b""]
        {
            assert_eq!(kind(bytes), None);
        }
    }
}
