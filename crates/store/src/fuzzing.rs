//! What a fuzzer may throw bytes at: everything that reads what lies in the database. Whatever the bytes,
//! it ends, with a value or without; what can be read is written as it was.

use crate::record::Dictionary;
use crate::record::packing::{self, Content};
use crate::{cells, legs};

/// The body of a record: the event decoder.
pub fn record(bytes: &[u8]) {
    let dictionary = Dictionary::default();
    let Some((envelope, Content::Packed(packed))) = packing::read(bytes) else { return };
    let _unpacked = packed.unpack("A-1", &dictionary);
    let mut again = vec![];
    packing::write_packed(&envelope, &packed, &mut again);
    let read = packing::read(&again);
    assert_eq!(read, Some((envelope, Content::Packed(packed))), "written otherwise than read");
}

/// The postings of a run.
pub fn postings(bytes: &[u8]) {
    let mut last = 0;
    let _read = legs::each_in_run(bytes, 24_264, |leg| {
        last = leg.sequence;
        Ok(())
    });
}

/// The cells of a year.
pub fn cells(bytes: &[u8]) {
    if let Some(cells) = cells::of_year(bytes, 2_021) {
        assert!(cells.len() <= bytes.len(), "more cells than bytes");
    }
}
