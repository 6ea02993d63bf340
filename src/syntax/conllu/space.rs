//! White space as MISC keeps it: `SpacesAfter=\s\n`, with the escapes of `UDPipe`.
//!
//! Source: <https://ufal.mff.cuni.cz/udpipe/2/manual>, `\s \t \r \n \p \\`; every other character that is no
//! visible ASCII is written `\u{A0}`, because a validator allows no white space at the edge of a value.

use std::fmt::Write;

/// Writes a text so that it can be a value in MISC.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            '|' => out.push_str("\\p"),
            '\\' => out.push_str("\\\\"),
            c if c.is_ascii_graphic() => out.push(c),
            c => {
                let _ = write!(out, "\\u{{{:X}}}", u32::from(c));
            }
        }
    }
}

/// Reads what [`escape`] wrote; an escape that is none stands for itself.
pub(super) fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = first(rest).unwrap_or(('\\', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out + rest
}

/// The character that an escape at the beginning stands for, and the escape's length.
fn first(escaped: &str) -> Option<(char, usize)> {
    let c = match escaped.as_bytes().get(1)? {
        b's' => ' ',
        b't' => '\t',
        b'r' => '\r',
        b'n' => '\n',
        b'p' => '|',
        b'\\' => '\\',
        b'u' => {
            let digits = escaped.strip_prefix("\\u{")?.split_once('}')?.0;
            let c = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?;
            return Some((c, "\\u{}".len() + digits.len()));
        }
        _ => return None,
    };
    Some((c, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back() {
        for (text, escaped) in [
            ("", ""),
            (" \n\t\r", "\\s\\n\\t\\r"),
            ("a|b\\", "a\\pb\\\\"),
            ("\u{a0}\u{200b}", "\\u{A0}\\u{200B}"),
        ] {
            let mut out = String::new();
            escape(text, &mut out);
            assert_eq!(out, escaped);
            assert_eq!(unescape(&out), text);
        }
        assert_eq!(unescape("\\q \\u{x} \\"), "\\q \\u{x} \\");
    }
}
