//! The features of tagger and parser, shared by training and use so that they cannot drift.

use super::hash::mix;
use super::word::Word;

const EDGE: Word = Word {
    lower: 11,
    exact: 11,
    suffix: [11; 4],
    prefix: [11; 3],
    shape: 11,
    ambiguity: 11,
};

/// Adds numbered features one by one.
struct Filler<'a> {
    out: &'a mut Vec<u64>,
    template: u64,
}

impl Filler<'_> {
    #[inline]
    fn one(&mut self, a: u64) {
        self.template += 1;
        self.out
            .push(mix(a, self.template.wrapping_mul(0xA24B_AED4_963E_E407)));
    }
    #[inline]
    fn two(&mut self, a: u64, b: u64) {
        self.one(mix(a, b.rotate_left(17)));
    }
    #[inline]
    fn three(&mut self, a: u64, b: u64, c: u64) {
        self.two(mix(a, b.rotate_left(29)), c);
    }
    #[inline]
    fn four(&mut self, a: u64, b: u64, c: u64, d: u64) {
        self.three(mix(a, b.rotate_left(41)), c, d);
    }
}

/// The features of token `i` for the tagger; `tags` are those given so far (at least `i`).
pub(crate) fn tag(words: &[Word], i: usize, tags: &[u8], last: u64, out: &mut Vec<u64>) {
    out.clear();
    let at = |k: isize| {
        let j = i as isize + k;
        if j < 0 || j >= words.len() as isize {
            &EDGE
        } else {
            &words[j as usize]
        }
    };
    let tag = |k: usize| if i >= k { u64::from(tags[i - k]) + 1 } else { 0 };
    let (w, p, q, n, m) = (at(0), at(-1), at(-2), at(1), at(2));
    let (t1, t2) = (tag(1), tag(2));
    let mut f = Filler { out, template: 0 };
    f.one(w.lower);
    f.one(w.exact);
    for suffix in w.suffix {
        f.one(suffix);
    }
    for prefix in w.prefix {
        f.one(prefix);
    }
    f.one(w.shape);
    f.two(w.shape, w.suffix[1]);
    f.two(w.shape, u64::from(i == 0));
    f.one(w.ambiguity);
    f.one(t1);
    f.two(t1, t2);
    f.two(t1, w.lower);
    f.two(t1, w.ambiguity);
    f.two(t1, w.suffix[2]);
    f.three(t1, t2, w.ambiguity);
    f.one(p.lower);
    f.one(q.lower);
    f.one(n.lower);
    f.one(m.lower);
    f.two(p.lower, w.lower);
    f.two(w.lower, n.lower);
    f.one(n.ambiguity);
    f.two(w.ambiguity, n.ambiguity);
    f.three(t1, w.ambiguity, n.ambiguity);
    f.two(n.ambiguity, m.ambiguity);
    f.three(w.ambiguity, n.ambiguity, m.ambiguity);
    f.two(n.suffix[2], w.ambiguity);
    f.two(n.shape, w.shape);
    f.two(p.shape, w.shape);
    f.two(last, w.ambiguity);
}

/// A place outside stack, buffer and tree.
pub(crate) const NONE: usize = usize::MAX;

/// What the parser's features see of the words: hashes and tags.
pub(crate) struct Input<'a> {
    pub words: &'a [Word],
    pub tags: &'a [u8],
    /// Running counts of commas, verbs and conjunctions, one more than there are words.
    pub commas: &'a [u8],
    pub verbs: &'a [u8],
    pub conjunctions: &'a [u8],
}

/// What a state of the parser has built: outermost children, how many, and their labels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub left: usize,
    pub left2: usize,
    pub right: usize,
    pub right2: usize,
    pub lefts: u8,
    pub rights: u8,
    /// Set of the relations of the children, as bits.
    pub labels: u64,
    /// Own relation, once attached, plus one.
    pub label: u8,
}

impl Node {
    pub(crate) const NEW: Self = Self {
        left: NONE,
        left2: NONE,
        right: NONE,
        right2: NONE,
        lefts: 0,
        rights: 0,
        labels: 0,
        label: 0,
    };
}

/// The words that the next action is about.
pub(crate) struct View<'a> {
    pub input: &'a Input<'a>,
    pub nodes: &'a [Node],
    pub s0: usize,
    pub s1: usize,
    pub s2: usize,
    pub b0: usize,
    pub b1: usize,
    pub b2: usize,
}

impl View<'_> {
    #[inline]
    fn word(&self, i: usize) -> u64 {
        match i {
            NONE => 13,
            _ if i == self.input.words.len() => 17,
            _ => self.input.words[i].lower,
        }
    }
    #[inline]
    fn tag(&self, i: usize) -> u64 {
        match i {
            NONE => 254,
            _ if i == self.input.words.len() => 255,
            _ => u64::from(self.input.tags[i]),
        }
    }
    #[inline]
    fn suffix(&self, i: usize) -> u64 {
        if i >= self.input.words.len() {
            13
        } else {
            self.input.words[i].suffix[2]
        }
    }
    #[inline]
    fn shape(&self, i: usize) -> u64 {
        if i >= self.input.words.len() {
            13
        } else {
            self.input.words[i].shape
        }
    }
    #[inline]
    fn node(&self, i: usize) -> &Node {
        if i < self.nodes.len() {
            &self.nodes[i]
        } else {
            &Node::NEW
        }
    }
    #[inline]
    fn label(&self, i: usize) -> u64 {
        u64::from(self.node(i).label)
    }
    /// Distance of two words in seven steps; 0 where one is missing.
    #[inline]
    fn distance(a: usize, b: usize) -> u64 {
        if a == NONE || b == NONE {
            return 0;
        }
        match b.abs_diff(a) {
            d @ 0..=3 => d as u64,
            4..=5 => 4,
            6..=9 => 5,
            _ => 6,
        }
    }
    /// What stands between two words: commas, verbs, conjunctions, as a few classes.
    #[inline]
    fn between(&self, a: usize, b: usize) -> u64 {
        let n = self.input.words.len();
        if a >= n || b > n || a >= b {
            return 0;
        }
        let count = |c: &[u8]| u64::from(c[b].wrapping_sub(c[a + 1]).min(2));
        1 + count(self.input.commas) + 3 * count(self.input.verbs) + 9 * count(self.input.conjunctions)
    }
}

/// Fills in the features of a state for the choice of the next action.
#[expect(clippy::too_many_lines, reason = "a table of templates")]
pub(crate) fn action(v: &View<'_>, out: &mut Vec<u64>) {
    out.clear();
    let (s0, s1, s2, b0, b1, b2) = (v.s0, v.s1, v.s2, v.b0, v.b1, v.b2);
    let (s0n, s1n, b0n) = (v.node(s0), v.node(s1), v.node(b0));
    let (s0w, s1w, s2w, b0w, b1w, b2w) = (
        v.word(s0),
        v.word(s1),
        v.word(s2),
        v.word(b0),
        v.word(b1),
        v.word(b2),
    );
    let (s0t, s1t, s2t, b0t, b1t, b2t) = (v.tag(s0), v.tag(s1), v.tag(s2), v.tag(b0), v.tag(b1), v.tag(b2));
    let (s0l, s0r, s1l, s1r, b0l) = (s0n.left, s0n.right, s1n.left, s1n.right, b0n.left);
    let (d0, d1) = (View::distance(s0, b0), View::distance(s1, s0));
    let (i0, i1) = (v.between(s0, b0), v.between(s1, s0));
    let mut f = Filler { out, template: 1000 };
    for (w, t) in [(s0w, s0t), (s1w, s1t), (b0w, b0t), (b1w, b1t)] {
        f.two(w, t);
        f.one(w);
        f.one(t);
    }
    f.two(s2w, s2t);
    f.one(s2t);
    f.two(b2w, b2t);
    f.one(b2t);
    // The two pairs that an action may join.
    for (hw, ht, dw, dt, d, i) in [(b0w, b0t, s0w, s0t, d0, i0), (s1w, s1t, s0w, s0t, d1, i1)] {
        f.four(hw, ht, dw, dt);
        f.three(hw, ht, dw);
        f.three(hw, dw, dt);
        f.three(hw, ht, dt);
        f.three(ht, dw, dt);
        f.two(hw, dw);
        f.two(ht, dt);
        f.two(hw, dt);
        f.two(ht, dw);
        f.three(ht, dt, d);
        f.three(ht, dt, i);
        f.two(hw, d);
        f.two(dw, d);
        f.two(hw, i);
        f.two(dw, i);
    }
    f.two(b0t, b1t);
    f.two(b0w, b1t);
    f.two(b0t, b1w);
    f.two(s1w, b0w);
    f.two(s1t, b0t);
    f.two(s1w, b0t);
    f.two(s1t, b0w);
    f.three(s0t, b0t, b1t);
    f.three(s0w, b0t, b1t);
    f.three(s0t, b0w, b1t);
    f.three(s0t, b0t, b1w);
    f.three(b0t, b1t, b2t);
    f.four(s0t, b0t, b1t, b2t);
    f.three(s1t, s0t, b0t);
    f.three(s1w, s0t, b0t);
    f.three(s1t, s0w, b0t);
    f.three(s1t, s0t, b0w);
    f.four(s1t, s0t, b0t, b1t);
    f.three(s2t, s1t, s0t);
    f.four(s2t, s1t, s0t, b0t);
    f.three(s2t, s1t, b0t);
    // Children.
    f.three(s0t, b0t, v.tag(s0l));
    f.three(s0t, b0t, v.tag(s0r));
    f.three(s0t, b0t, v.tag(b0l));
    f.three(s1t, s0t, v.tag(s1l));
    f.three(s1t, s0t, v.tag(s1r));
    f.three(s1t, s0t, v.tag(s0l));
    f.three(s1t, s0t, v.tag(s0r));
    f.three(s1t, s0t, v.word(s1r));
    f.three(s0t, b0t, v.word(s0r));
    f.three(s0t, b0t, v.word(b0l));
    f.three(s1t, s0t, v.word(s0l));
    f.two(s0w, v.word(s0l));
    f.two(s0w, v.word(s0r));
    f.two(s1w, v.word(s1r));
    f.two(b0w, v.word(b0l));
    f.three(s0t, v.label(s0l), b0t);
    f.three(s0t, v.label(s0r), b0t);
    f.three(s1t, v.label(s1r), s0t);
    f.three(s1t, v.label(s1l), s0t);
    f.three(b0t, v.label(b0l), s0t);
    f.three(s0t, v.tag(s0n.left2), v.tag(s0l));
    f.three(s0t, v.tag(s0n.right2), v.tag(s0r));
    f.three(s1t, v.tag(s1n.right2), v.tag(s1r));
    f.three(b0t, v.tag(b0n.left2), v.tag(b0l));
    f.two(s0w, s0n.labels);
    f.two(s0t, s0n.labels);
    f.two(s1w, s1n.labels);
    f.two(s1t, s1n.labels);
    f.two(b0w, b0n.labels);
    f.two(b0t, b0n.labels);
    f.three(s0t, s0n.labels, b0t);
    f.three(s1t, s1n.labels, s0t);
    f.three(s1n.labels, s0n.labels, b0t);
    let valency = |n: &Node| u64::from(n.lefts.min(5)) * 8 + u64::from(n.rights.min(5));
    f.two(s0w, valency(s0n));
    f.two(s0t, valency(s0n));
    f.two(s1w, valency(s1n));
    f.two(s1t, valency(s1n));
    f.two(b0w, valency(b0n));
    f.two(b0t, valency(b0n));
    // Endings and shapes, for words that were not seen.
    f.two(v.suffix(s0), v.suffix(b0));
    f.two(v.suffix(s1), v.suffix(s0));
    f.two(v.suffix(s0), b0t);
    f.two(v.suffix(b0), s0t);
    f.two(v.suffix(s1), s0t);
    f.two(v.suffix(s0), s1t);
    f.three(v.shape(s0), v.shape(b0), d0);
    f.three(v.shape(s1), v.shape(s0), d1);
    f.three(d0, d1, b0t);
    f.four(i0, d0, s0t, b0t);
    f.four(i1, d1, s1t, s0t);
}

/// Fills in the features of an arc for the choice of its label.
pub(crate) fn arc(v: &View<'_>, head: usize, dependent: usize, out: &mut Vec<u64>) {
    out.clear();
    let (hn, dn) = (v.node(head), v.node(dependent));
    let (hw, ht, dw, dt) = (v.word(head), v.tag(head), v.word(dependent), v.tag(dependent));
    let right = u64::from(head < dependent);
    let distance = View::distance(head.min(dependent), head.max(dependent));
    let between = v.between(head.min(dependent), head.max(dependent));
    let n = v.input.words.len();
    let next = if dependent + 1 < n { dependent + 1 } else { NONE };
    let before = if dependent > 0 { dependent - 1 } else { NONE };
    let after_head = if head < n && head + 1 < n { head + 1 } else { NONE };
    let before_head = if head > 0 && head <= n { head - 1 } else { NONE };
    let outer = if right == 1 { hn.right } else { hn.left };
    let mut f = Filler { out, template: 5000 };
    f.two(ht, right);
    f.two(dt, right);
    f.three(ht, dt, right);
    f.two(hw, right);
    f.two(dw, right);
    f.three(hw, dw, right);
    f.three(hw, dt, right);
    f.three(ht, dw, right);
    f.four(hw, ht, dw, dt);
    f.four(ht, dt, right, distance);
    f.four(ht, dt, right, between);
    f.three(hw, right, between);
    f.three(dw, right, between);
    f.three(dt, v.word(dn.left), right);
    f.three(ht, v.word(dn.left), right);
    f.three(hw, v.word(dn.left), right);
    f.three(dw, v.word(dn.left), right);
    f.four(ht, dt, v.word(dn.left), right);
    f.three(dt, v.tag(dn.left), ht);
    f.three(dt, v.tag(dn.right), ht);
    f.three(dt, v.word(dn.right), right);
    f.three(dt, v.label(dn.left), ht);
    f.three(dt, v.label(dn.right), ht);
    f.three(dt, dn.labels, ht);
    f.two(dw, dn.labels);
    f.two(dn.labels, right);
    f.three(hw, dn.labels, right);
    f.three(ht, hn.labels, dt);
    f.three(hw, hn.labels, dt);
    f.three(hn.labels, dn.labels, right);
    f.four(ht, dt, v.label(outer), right);
    f.four(hw, dt, v.label(outer), right);
    f.four(ht, dt, v.tag(outer), right);
    f.three(dt, v.tag(next), ht);
    f.three(dt, v.tag(before), ht);
    f.three(dt, v.word(before), right);
    f.three(dt, v.word(next), right);
    f.three(dt, v.tag(before_head), ht);
    f.three(dt, v.tag(after_head), ht);
    f.three(v.suffix(head), v.suffix(dependent), right);
    f.three(v.suffix(dependent), ht, right);
    f.three(v.suffix(head), dt, right);
    f.four(v.shape(head), v.shape(dependent), dt, right);
    f.four(dt, ht, u64::from(hn.rights.min(4)), u64::from(hn.lefts.min(4)));
    f.four(dt, v.word(dn.left), v.label(dn.left), v.tag(dn.left2));
}
