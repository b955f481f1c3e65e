//! Reading packs.
