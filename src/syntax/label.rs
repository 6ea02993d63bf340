//! The universal inventories: parts of speech and dependency relations.
//!
//! Source: Universal Dependencies v2, <https://universaldependencies.org/u/dep/>.

macro_rules! inventory {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $(#[doc = concat!("`", $text, "`")] $variant),* }

        impl $name {
            /// All values, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name as CoNLL-U writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The value of a name as CoNLL-U writes it.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

inventory! {
    /// A universal part of speech.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

inventory! {
    /// A dependency relation, with the sub-types that the treebanks use.
    Rel {
        Root = "root", Nsubj = "nsubj", NsubjPass = "nsubj:pass", NsubjOuter = "nsubj:outer",
        Csubj = "csubj", CsubjPass = "csubj:pass", CsubjOuter = "csubj:outer",
        Obj = "obj", Iobj = "iobj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        OblTmod = "obl:tmod", OblNpmod = "obl:npmod", OblArg = "obl:arg",
        Nmod = "nmod", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", NmodDesc = "nmod:desc",
        NmodTmod = "nmod:tmod", NmodNpmod = "nmod:npmod",
        Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", AdvmodEmph = "advmod:emph",
        Acl = "acl", AclRelcl = "acl:relcl", Amod = "amod", Appos = "appos", Nummod = "nummod",
        Aux = "aux", AuxPass = "aux:pass", Cop = "cop", Mark = "mark", Det = "det",
        DetPredet = "det:predet", DetPoss = "det:poss", Case = "case", Clf = "clf",
        Cc = "cc", CcPreconj = "cc:preconj", Conj = "conj", Ccomp = "ccomp", Xcomp = "xcomp",
        Compound = "compound", CompoundPrt = "compound:prt", Flat = "flat", FlatForeign = "flat:foreign",
        FlatName = "flat:name", Fixed = "fixed", Goeswith = "goeswith", Parataxis = "parataxis",
        List = "list", Discourse = "discourse", Vocative = "vocative", Expl = "expl",
        ExplPass = "expl:pass", ExplPv = "expl:pv", Dislocated = "dislocated", Orphan = "orphan",
        Reparandum = "reparandum", Punct = "punct", Dep = "dep",
    }
}

impl Rel {
    /// The relation without its sub-type (`nsubj:pass` → `nsubj`).
    #[must_use]
    pub fn base(self) -> Self {
        let name = self.as_str();
        let base = name.split(':').next().unwrap_or(name);
        Self::from_name(base).unwrap_or(self)
    }

    /// Any kind of subject.
    #[must_use]
    pub const fn is_subject(self) -> bool {
        matches!(
            self,
            Self::Nsubj
                | Self::NsubjPass
                | Self::NsubjOuter
                | Self::Csubj
                | Self::CsubjPass
                | Self::CsubjOuter
        )
    }

    /// Any kind of oblique.
    #[must_use]
    pub const fn is_oblique(self) -> bool {
        matches!(
            self,
            Self::Obl | Self::OblAgent | Self::OblUnmarked | Self::OblTmod | Self::OblNpmod | Self::OblArg
        )
    }

    /// Any kind of nominal modifier but the possessor and the title.
    #[must_use]
    pub const fn is_nominal_modifier(self) -> bool {
        matches!(
            self,
            Self::Nmod | Self::NmodUnmarked | Self::NmodTmod | Self::NmodNpmod
        )
    }

    /// A further part of a name.
    #[must_use]
    pub const fn is_flat(self) -> bool {
        matches!(self, Self::Flat | Self::FlatForeign | Self::FlatName)
    }
}
