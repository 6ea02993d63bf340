//! Lemmas and features of words met before: most words of a text are met again.

/// How many words are remembered.
const REMEMBERED: usize = 4096;

/// What was found for words; a word met later takes the place of another with the same number.
#[derive(Debug, Default)]
pub(crate) struct Recall {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    form: String,
    tag: u8,
    features: u16,
    lemma: String,
}

impl Recall {
    /// Writes the lemma of a form with a tag behind `lemmas` and gives its features, from memory
    /// or as `look_up`, which does the same, finds them.
    pub(crate) fn find(
        &mut self,
        form: &str,
        tag: u8,
        lemmas: &mut String,
        look_up: impl FnOnce(&mut String) -> u16,
    ) -> u16 {
        self.entries.resize_with(REMEMBERED, Entry::default);
        let number = super::hash::chars(u64::from(tag), form.chars()) as usize % REMEMBERED;
        let entry = &mut self.entries[number];
        if entry.form == form && entry.tag == tag && !form.is_empty() {
            lemmas.push_str(&entry.lemma);
            return entry.features;
        }
        let start = lemmas.len();
        entry.features = look_up(lemmas);
        entry.tag = tag;
        entry.form.clear();
        entry.form.push_str(form);
        entry.lemma.clear();
        entry.lemma.push_str(&lemmas[start..]);
        entry.features
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_once_for_each_tag() {
        let mut recall = Recall::default();
        let mut lemmas = String::new();
        let mut looked = 0;
        for (form, tag) in [("met", 1), ("met", 1), ("met", 2), ("", 1), ("", 1)] {
            let features = recall.find(form, tag, &mut lemmas, |out| {
                looked += 1;
                out.push_str(if tag == 1 { "meet." } else { "met." });
                u16::from(tag)
            });
            assert_eq!(features, u16::from(tag));
        }
        assert_eq!(lemmas, "meet.meet.met.meet.meet.");
        assert_eq!(looked, 4);
    }
}
