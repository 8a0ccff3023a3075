//! The bounded queue between the reader and the workers.
//!
//! Room is taken when a document is pushed and given back when its record has been written, so it bounds everything
//! in between: waiting, being cleaned, and waiting for an earlier document to be written.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    filled: Condvar,
    room: Condvar,
    most_items: usize,
    most_bytes: u64,
}

struct State<T> {
    waiting: VecDeque<T>,
    items: usize,
    bytes: u64,
    closed: bool,
}

impl<T> Queue<T> {
    /// A queue for at most `items` documents of `bytes` together; one document is always let in, however big.
    pub(crate) fn new(items: usize, bytes: u64) -> Queue<T> {
        let state = State { waiting: VecDeque::new(), items: 0, bytes: 0, closed: false };
        Queue {
            state: Mutex::new(state),
            filled: Condvar::new(),
            room: Condvar::new(),
            most_items: items.max(1),
            most_bytes: bytes,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Every change of the state is a single statement: a panic elsewhere cannot leave it half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room and adds a batch of `items` documents; `false` when the queue has been closed.
    pub(crate) fn push(&self, batch: T, items: usize, bytes: u64) -> bool {
        let mut state = self.lock();
        while !state.closed
            && state.items > 0
            && (state.items >= self.most_items || state.bytes.saturating_add(bytes) > self.most_bytes)
        {
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return false;
        }
        state.items += items;
        state.bytes = state.bytes.saturating_add(bytes);
        state.waiting.push_back(batch);
        drop(state);
        self.filled.notify_one();
        true
    }

    /// Waits for the next batch; `None` when the queue is closed and empty.
    pub(crate) fn pop(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some(batch) = state.waiting.pop_front() {
                return Some(batch);
            }
            if state.closed {
                return None;
            }
            state = self.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Gives back the room of `items` documents of `bytes` together.
    ///
    /// Who waits for room is woken when half of it is free: waking costs, and there is enough to do until then.
    pub(crate) fn release(&self, items: usize, bytes: u64) {
        let mut state = self.lock();
        state.items = state.items.saturating_sub(items);
        state.bytes = state.bytes.saturating_sub(bytes);
        let half_free = state.items <= self.most_items / 2 && state.bytes <= self.most_bytes / 2;
        drop(state);
        if half_free {
            self.room.notify_one();
        }
    }

    /// No more batches will come; those that wait are still handed out.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_all();
        self.room.notify_all();
    }

    /// Stops at once: nothing more goes in or out.
    pub(crate) fn abort(&self) {
        self.lock().waiting.clear();
        self.close();
    }
}
