//! The arc-hybrid transition system (Kuhlmann et al. 2011), the root at the end of the buffer.
//!
//! Every sequence of legal actions ends in a projective tree with one root.

use super::features::{Input, NONE, Node, View};

/// What the parser may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Action {
    /// Push the buffer's first word.
    Shift = 0,
    /// The buffer's first word becomes head of the stack's top, which is popped.
    Left = 1,
    /// The word below the top becomes head of the top, which is popped.
    Right = 2,
}

/// How many actions there are.
pub(crate) const ACTIONS: usize = 3;
/// All of them, by number.
pub(crate) const ALL: [Action; ACTIONS] = [Action::Shift, Action::Left, Action::Right];

/// A state of the parser; the root stands at index `n`, behind the last word.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub stack: Vec<u32>,
    pub next: usize,
    pub n: usize,
    pub nodes: Vec<Node>,
    pub heads: Vec<u32>,
}

impl State {
    /// Begins a sentence of `n` words.
    pub(crate) fn start(&mut self, n: usize) {
        self.stack.clear();
        self.next = 0;
        self.n = n;
        self.nodes.clear();
        self.nodes.resize(n + 1, Node::NEW);
        self.heads.clear();
        self.heads.resize(n, u32::MAX);
    }

    /// Whether only the root is left.
    pub(crate) fn is_final(&self) -> bool {
        self.next == self.n && self.stack.is_empty()
    }

    /// Which actions are possible.
    pub(crate) fn legal(&self) -> [bool; ACTIONS] {
        let at_root = self.next == self.n;
        [
            !at_root,
            !self.stack.is_empty() && (!at_root || self.stack.len() == 1),
            self.stack.len() >= 2,
        ]
    }

    /// The arc that an action would make: head and dependent.
    pub(crate) fn arc(&self, action: Action) -> Option<(usize, usize)> {
        let top = *self.stack.last()? as usize;
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, top)),
            Action::Right => Some((self.stack[self.stack.len() - 2] as usize, top)),
        }
    }

    /// Takes an action; `label` is the relation's number of the arc that it makes.
    pub(crate) fn apply(&mut self, action: Action, label: u8) {
        let Some((head, dependent)) = self.arc(action).filter(|_| action != Action::Shift) else {
            self.stack.push(self.next as u32);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.heads[dependent] = head as u32;
        self.nodes[dependent].label = label + 1;
        let node = &mut self.nodes[head];
        node.labels |= 1 << (label & 63);
        if dependent < head {
            node.left2 = node.left;
            node.left = dependent;
            node.lefts = node.lefts.saturating_add(1);
        } else {
            node.right2 = node.right;
            node.right = dependent;
            node.rights = node.rights.saturating_add(1);
        }
    }

    /// The words that the next action is about.
    pub(crate) fn view<'a>(&'a self, input: &'a Input<'a>) -> View<'a> {
        let from_top = |k: usize| {
            self.stack
                .len()
                .checked_sub(k + 1)
                .map_or(NONE, |i| self.stack[i] as usize)
        };
        let ahead = |k: usize| {
            if self.next + k <= self.n {
                self.next + k
            } else {
                NONE
            }
        };
        View {
            input,
            nodes: &self.nodes,
            s0: from_top(0),
            s1: from_top(1),
            s2: from_top(2),
            b0: ahead(0),
            b1: ahead(1),
            b2: ahead(2),
        }
    }
}
