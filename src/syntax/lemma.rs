//! Lemmas as edit scripts: what to take off a form's end and what to put there.

use serde::{Deserialize, Serialize};

/// How to make a lemma from a form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Script {
    /// Whether to put the form in lower case first.
    pub(crate) lower: bool,
    /// How many characters to take off the end.
    pub(crate) cut: u8,
    /// What to put there.
    pub(crate) add: String,
}

impl Script {
    /// The script that makes `lemma` from `form`.
    #[cfg(any(feature = "train", test))]
    pub(crate) fn between(form: &str, lemma: &str) -> Self {
        let exact = Self::with_case(form, lemma, false);
        let lower = Self::with_case(&form.to_lowercase(), lemma, true);
        if form != form.to_lowercase() && exact.cut <= lower.cut {
            exact
        } else {
            lower
        }
    }

    #[cfg(any(feature = "train", test))]
    fn with_case(form: &str, lemma: &str, lower: bool) -> Self {
        let common = form
            .chars()
            .zip(lemma.chars())
            .take_while(|(a, b)| a == b)
            .count();
        Self {
            lower,
            cut: (form.chars().count() - common).min(255) as u8,
            add: lemma.chars().skip(common).collect(),
        }
    }

    /// Whether the form is long enough for it.
    #[must_use]
    pub(crate) fn fits(&self, form: &str) -> bool {
        form.chars().count() >= self.cut as usize
            && !(self.add.is_empty() && form.chars().count() == self.cut as usize)
    }

    /// Writes the lemma of a form behind `out`.
    pub(crate) fn apply(&self, form: &str, out: &mut String) {
        let keep = form.chars().count().saturating_sub(self.cut as usize);
        if self.lower {
            out.extend(form.chars().take(keep).flat_map(char::to_lowercase));
        } else {
            out.extend(form.chars().take(keep));
        }
        out.push_str(&self.add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(form: &str, lemma: &str) {
        let mut out = String::new();
        Script::between(form, lemma).apply(form, &mut out);
        assert_eq!(out, lemma);
    }

    #[test]
    fn scripts_make_the_lemma_they_were_made_from() {
        for (form, lemma) in [
            ("talks", "talk"),
            ("Held", "hold"),
            ("was", "be"),
            ("Syria", "Syria"),
            ("COUNTRIES", "country"),
            ("—", "—"),
            ("İn", "in"),
        ] {
            round(form, lemma);
        }
    }
}
