//! Bounds what one piece of a file may hold in memory: one record of a text, one element of a sheet.

use std::io::{self, BufRead, Read};

/// A reader that fails once a piece is longer than it may be. The caller says where a piece begins.
pub(crate) struct Limited<R> {
    inner: R,
    bytes_max: usize,
    left: usize,
}

/// The cause inside the I/O error that a piece beyond the bound gives.
#[derive(Debug, thiserror::Error)]
#[error("one piece of the file is larger than {bytes_max} bytes")]
pub(crate) struct PieceTooLong {
    bytes_max: usize,
}

impl<R> Limited<R> {
    pub(crate) fn new(inner: R, bytes_max: usize) -> Limited<R> {
        Limited { inner, bytes_max, left: bytes_max }
    }

    /// A new piece begins here.
    pub(crate) fn begin(&mut self) {
        self.left = self.bytes_max;
    }

    pub(crate) fn inner(&self) -> &R {
        &self.inner
    }
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(PieceTooLong { bytes_max: self.bytes_max }));
        }
        let buffer = self.inner.fill_buf()?;
        let length = buffer.len().min(self.left);
        Ok(buffer.get(..length).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut from = self.fill_buf()?;
        let length = from.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

/// Whether an error means that one piece was longer than its bound.
pub(crate) fn is_too_long(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|cause| cause.is::<PieceTooLong>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_may_be_as_long_as_its_bound() {
        let mut limited = Limited::new(&b"aaaabbbb"[..], 4);
        let mut four = [0; 4];
        limited.read_exact(&mut four).unwrap();
        assert!(is_too_long(&limited.read(&mut four).unwrap_err()));
        limited.begin();
        limited.read_exact(&mut four).unwrap();
        assert_eq!(&four, b"bbbb");
    }
}
