//! Words of English by what they do in a clause.

/// Nouns for what one wants, may or must do, which an infinitive completes (`the need to redeploy`).
pub(super) fn is_intent(lemma: &str) -> bool {
    matches!(
        lemma,
        "ability"
            | "agreement"
            | "attempt"
            | "authority"
            | "bid"
            | "chance"
            | "commitment"
            | "deal"
            | "decision"
            | "desire"
            | "determination"
            | "duty"
            | "effort"
            | "failure"
            | "goal"
            | "intent"
            | "intention"
            | "mandate"
            | "need"
            | "obligation"
            | "offer"
            | "opportunity"
            | "order"
            | "permission"
            | "plan"
            | "pledge"
            | "power"
            | "promise"
            | "proposal"
            | "readiness"
            | "refusal"
            | "right"
            | "threat"
            | "urge"
            | "vow"
            | "willingness"
            | "wish"
    )
}

/// Verbs whose object has done what a gerund behind it tells (`convicted X of stealing`).
pub(super) fn is_charging(lemma: &str) -> bool {
    matches!(
        lemma,
        "accuse"
            | "convict"
            | "suspect"
            | "acquit"
            | "clear"
            | "absolve"
            | "charge"
            | "arrest"
            | "jail"
            | "sentence"
    )
}

/// Verbs whose object does what the infinitive says, also where the tree has it as an adverbial.
pub(super) fn is_asking(lemma: &str) -> bool {
    matches!(
        lemma,
        "ask"
            | "urge"
            | "call"
            | "press"
            | "tell"
            | "order"
            | "force"
            | "help"
            | "allow"
            | "invite"
            | "require"
            | "want"
            | "warn"
            | "push"
            | "pressure"
            | "appeal"
            | "plead"
            | "beg"
            | "implore"
            | "advise"
            | "encourage"
            | "command"
            | "instruct"
    )
}

/// Verbs whose object is brought to a place or a state (`put the army on alert`).
pub(super) fn wants_adverbial_of_object(lemma: &str) -> bool {
    matches!(
        lemma,
        "bring"
            | "catch"
            | "drive"
            | "get"
            | "keep"
            | "lay"
            | "lead"
            | "place"
            | "put"
            | "set"
            | "sit"
            | "stand"
    )
}

/// Adverbs that link or focus and tell nothing of the act.
pub(super) fn is_particle(lemma: &str) -> bool {
    matches!(
        lemma,
        "also"
            | "as"
            | "even"
            | "how"
            | "however"
            | "just"
            | "now"
            | "only"
            | "so"
            | "still"
            | "then"
            | "therefore"
            | "thus"
            | "when"
            | "where"
            | "why"
    )
}

/// Verbs that a sentence is told with.
pub(super) fn is_saying(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "add"
            | "admit"
            | "announce"
            | "argue"
            | "believe"
            | "claim"
            | "confirm"
            | "declare"
            | "explain"
            | "insist"
            | "note"
            | "predict"
            | "recall"
            | "remark"
            | "reply"
            | "report"
            | "state"
            | "suggest"
            | "tell"
            | "think"
            | "warn"
            | "write"
    )
}

/// Words before a name that tell nothing of its bearer but how to speak to them.
pub(super) fn is_form_of_address(lemma: &str) -> bool {
    lemma.ends_with('.') || matches!(lemma, "Mr" | "Mrs" | "Ms" | "Miss" | "Dr" | "Sir")
}
