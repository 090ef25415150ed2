//! A bucket queue (R. Dial, 1969): what is due within the same two seconds waits together, in no order.
//!
//! Within a bucket labels are corrected until nothing changes (U. Meyer and P. Sanders, "Δ-stepping", 2003), so that
//! results are exact to the millisecond whatever the width of a bucket.

/// Buckets are 2^11 ms wide.
const WIDTH_BITS: u32 = 11;

/// Entries waiting at times never earlier than the current bucket and never later than `span` after it.
#[derive(Debug)]
pub(super) struct BucketQueue<T> {
    ring: Vec<Vec<T>>,
    current: u32,
    waiting: usize,
}

impl<T> BucketQueue<T> {
    /// A queue for entries at most `span_ms` after the current one, the first bucket being that of `first_ms`.
    pub(super) fn new(first_ms: u32, span_ms: u32) -> Self {
        let buckets = (span_ms >> WIDTH_BITS) as usize + 2;
        Self {
            ring: (0..buckets).map(|_| Vec::new()).collect(),
            current: first_ms >> WIDTH_BITS,
            waiting: 0,
        }
    }

    #[inline]
    pub(super) fn push(&mut self, ms: u32, entry: T) {
        let bucket = (ms >> WIDTH_BITS) as usize % self.ring.len();
        self.ring[bucket].push(entry);
        self.waiting += 1;
    }

    /// An entry of the earliest bucket that has any.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<T> {
        if self.waiting == 0 {
            return None;
        }
        loop {
            let bucket = self.current as usize % self.ring.len();
            if let Some(entry) = self.ring[bucket].pop() {
                self.waiting -= 1;
                return Some(entry);
            }
            self.current += 1;
        }
    }

    /// The number of the bucket that the last entry came from.
    #[inline]
    pub(super) fn current(&self) -> u32 {
        self.current
    }

    /// When the current bucket begins, in milliseconds: nothing earlier can still be found.
    #[inline]
    pub(super) fn current_ms(&self) -> u32 {
        self.current << WIDTH_BITS
    }

    /// Whether a time belongs to the current bucket.
    #[inline]
    pub(super) fn is_current(&self, ms: u32) -> bool {
        ms >> WIDTH_BITS == self.current
    }
}
