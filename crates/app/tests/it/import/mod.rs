//! Importing files: what loads, what is told, what stays as it was.

mod atomic;
mod bad_rows;
mod growth;
mod order_of_columns;
mod refused;
mod samples;
mod world;
