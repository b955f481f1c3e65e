//! One file per command.

pub(crate) mod bridge;
pub(crate) mod calendar;
pub(crate) mod calendar_import;
pub(crate) mod check;
pub(crate) mod close;
pub(crate) mod closings;
pub(crate) mod deadline;
pub(crate) mod demo;
pub(crate) mod erase;
pub(crate) mod fee;
pub(crate) mod form;
pub(crate) mod import;
pub(crate) mod pack;
pub(crate) mod parquet;
pub(crate) mod prove;
pub(crate) mod rebuild;
pub(crate) mod reference;
pub(crate) mod reorganise;
pub(crate) mod report;
pub(crate) mod seal;
pub(crate) mod serve;
pub(crate) mod transfer;
pub(crate) mod verify;
