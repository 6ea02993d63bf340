//! Buffers that threads take and give back, so that what was learnt of words met before is kept
//! from document to document.

use super::network::Scratch;
use std::sync::{Arc, Mutex, PoisonError};

/// Buffers not in use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool(Arc<Mutex<Vec<Scratch>>>);

impl Pool {
    /// Buffers: used before, or new.
    pub(crate) fn take(&self) -> Scratch {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.pop().unwrap_or_else(Scratch::new)
    }

    /// Gives buffers back.
    pub(crate) fn give(&self, scratch: Scratch) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(scratch);
    }
}
