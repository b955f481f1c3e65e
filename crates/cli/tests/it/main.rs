//! The program as people meet it: commands on a terminal, files, pages in a browser.

mod browser;
mod demo;
mod faults;
mod figures;
mod fixture;
mod office;
