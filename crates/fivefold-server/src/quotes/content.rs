//! What a file is, by its content, and what is looked for in it. Nothing is unpacked or run.

use crate::media::picture_type;

const PDF: &str = "application/pdf";
const CSV: &str = "text/csv";
const PLAIN: &str = "text/plain";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The two halves of the EICAR test file, which every scanner takes for a virus and which is none. In one piece this
/// file would be taken for one too.
const EICAR: [&[u8]; 2] = [br"X5O!P%@AP[4\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];

/// Whether the content of a file is what its media type says.
pub(super) fn is_of_type(bytes: &[u8], media_type: &str) -> bool {
    match media_type {
        PDF => bytes.starts_with(b"%PDF-"),
        CSV | PLAIN => is_text(bytes),
        XLSX => is_workbook(bytes),
        picture => picture_type(bytes) == Some(picture),
    }
}

/// Whether a scan finds something: content that is not of its type, or the EICAR test file.
pub(super) fn is_suspicious(bytes: &[u8], media_type: &str) -> bool {
    !is_of_type(bytes, media_type) || contains(bytes, &EICAR.concat())
}

/// The ending that a name of the type has.
pub(super) fn ending(media_type: &str) -> &'static str {
    match media_type {
        PDF => ".pdf",
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        CSV => ".csv",
        XLSX => ".xlsx",
        _ => ".txt",
    }
}

/// Text has no control characters but tabs and ends of lines, in whatever encoding. UTF-16 says so at its beginning.
fn is_text(bytes: &[u8]) -> bool {
    let is_utf_16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let is_shown = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || *byte >= 0x20;
    !bytes.is_empty() && !bytes.starts_with(b"%PDF-") && (is_utf_16 || bytes.iter().all(is_shown))
}

/// An Office Open XML workbook (ISO/IEC 29500-2): a ZIP archive that names its parts. One with macros is none.
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && contains(bytes, b"[Content_Types].xml")
        && contains(bytes, b"xl/workbook.xml")
        && !contains(bytes, b"vbaProject.bin")
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKBOOK: &[u8] = b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml....PK\x05\x06";

    #[test]
    fn b2b_12_a_file_is_what_its_content_says() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for (bytes, media_type) in [
            (&b"%PDF-1.7\n"[..], PDF),
            (b"sku,quantity\r\nA-1,5\r\n", CSV),
            ("編號\t數量".as_bytes(), PLAIN),
            // Big5, and UTF-16 as spreadsheets write it.
            (b"\xbd\xd5\xb8\xb9,\xbc\xc6\xb6q", CSV),
            (b"\xff\xfeA\0-\x001\0", CSV),
            (WORKBOOK, XLSX),
            (png, "image/png"),
        ] {
            assert!(is_of_type(bytes, media_type), "{media_type}");
            assert!(!is_suspicious(bytes, media_type), "{media_type}");
        }
    }

    #[test]
    fn x_sec_a_file_under_another_type_is_refused() {
        let macros = [WORKBOOK, b"xl/vbaProject.bin"].concat();
        for (bytes, media_type) in [
            (&b"MZ\x90\0\x03"[..], PLAIN),
            (b"MZ\x90\0\x03", PDF),
            (b"<html><script>", PDF),
            (b"<html>", "image/png"),
            (b"%PDF-1.7", PLAIN),
            (b"PK\x03\x04 something else", XLSX),
            (&macros, XLSX),
            (b"", CSV),
            (b"", "text/html"),
        ] {
            assert!(!is_of_type(bytes, media_type), "{media_type}");
        }
    }

    #[test]
    fn b2b_12_the_test_virus_is_found_wherever_it_stands() {
        let virus = EICAR.concat();
        assert_eq!(virus.len(), 68, "as EICAR gives it");
        assert!(is_suspicious(&virus, PLAIN));
        let inside = [b"%PDF-1.7\n", virus.as_slice(), b"\n%%EOF"].concat();
        assert!(is_of_type(&inside, PDF) && is_suspicious(&inside, PDF));
    }
}
