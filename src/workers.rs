//! One reader and many workers, whose results come back in any order, each batch with its number.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crate::error::{Error, ErrorKind, Result};
use crate::queue::Queue;
use crate::source::{Item, Source};

/// Name of the threads that look at documents.
pub(crate) const WORKER: &str = "worker";

/// Documents and bytes that may be under way for each worker: enough that no one waits, little against 300 MB.
const ITEMS_PER_JOB: usize = 512;
const BYTES_PER_JOB: u64 = 6 << 20;

/// Small documents go from hand to hand together, up to so many and so many bytes: waking a worker costs more than
/// cleaning a line.
const BATCH_ITEMS: usize = 64;
const BATCH_BYTES: u64 = 128 << 10;

/// Documents one after the other, on their way to a worker and on to the writer.
pub(crate) struct Batch<T> {
    /// Number of the first.
    pub(crate) first: u64,
    /// Bytes of the documents before cleaning.
    pub(crate) held: u64,
    /// What there is of each.
    pub(crate) items: Vec<T>,
}

impl<T> Batch<T> {
    fn at(first: u64) -> Batch<T> {
        Batch { first, held: 0, items: Vec::new() }
    }
}

/// Reads everything from document `first` on.
fn read(mut source: Source, first: u64, queue: &Queue<Batch<Item>>) {
    let mut number = 0;
    let mut batch = Batch::at(first);
    while let Some(item) = source.next(number < first) {
        number += 1;
        if number <= first {
            continue;
        }
        batch.held += item.len();
        batch.items.push(item);
        if batch.items.len() >= BATCH_ITEMS || batch.held >= BATCH_BYTES || source.may_wait() {
            let full = std::mem::replace(&mut batch, Batch::at(number));
            let (items, held) = (full.items.len(), full.held);
            if !queue.push(full, items, held) {
                return;
            }
        }
    }
    let (items, held) = (batch.items.len(), batch.held);
    if items == 0 || queue.push(batch, items, held) {
        queue.close();
    }
}

/// Hands the documents of `source` from number `first` on to `jobs` workers, and what they make of them to `write`.
///
/// # Errors
/// Those of `write`, and a thread that cannot be started.
pub(crate) fn in_parallel<T: Send, R>(
    source: Source,
    first: u64,
    jobs: usize,
    work: impl Fn(Item) -> T + Sync,
    write: impl FnOnce(&Receiver<Batch<T>>, &Queue<Batch<Item>>) -> Result<R>,
) -> Result<R> {
    // None named: one for each core.
    let jobs = if jobs == 0 { thread::available_parallelism().map_or(1, usize::from) } else { jobs };
    let queue = Arc::new(Queue::new(jobs * ITEMS_PER_JOB, jobs as u64 * BYTES_PER_JOB));
    let reader = queue.clone();
    // Not scoped: when nobody takes the output any more, a read of standard input must not hold up the end.
    let spawned = thread::Builder::new().name("reader".to_owned()).spawn(move || read(source, first, &reader));
    spawned.map_err(|e| Error::new(ErrorKind::Io, format!("cannot start a thread: {e}")))?;
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (queue, send, work) = (&queue, send.clone(), &work);
            let worker = move || {
                while let Some(Batch { first, held, items }) = queue.pop() {
                    let items = items.into_iter().map(work).collect();
                    if send.send(Batch { first, held, items }).is_err() {
                        return;
                    }
                }
            };
            let spawned = thread::Builder::new().name(WORKER.to_owned()).spawn_scoped(scope, worker);
            if let Err(e) = spawned {
                queue.abort();
                return Err(Error::new(ErrorKind::Io, format!("cannot start a thread: {e}")));
            }
        }
        drop(send);
        let result = write(&receive, &queue);
        if result.is_err() {
            queue.abort();
        }
        result
    })
}
