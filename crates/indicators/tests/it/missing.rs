//! No report is not a report of zero.

use crate::desk::*;
use crate::formulas::*;

#[test]
fn no_report_is_missing_and_a_report_of_zero_is_zero() {
    let check =
        |of, balances, expected| check_question(&catalogue(), &question(of), balances, expected);
    check("given", "doses 0/16", "missing NoReport");
    check("given", "doses 1/16", "0");
    check("given", "doses 1/16, given 900", "900");
    // Days of a running month are in, though its report was not due yet.
    check("given", "doses 0/0, given 900", "900");
    // How many reports came is a count of reports, and none is none.
    check("reports", "doses 0/16", "0");
}

#[test]
fn what_is_missing_stays_missing_in_every_formula() {
    let missing = "missing NoReport";
    check(sum(&["given"]), "doses 0/16", missing);
    check(rate("given", 100, "population"), "doses 0/16", missing);
    check(average("given", "reports"), "doses 0/16", missing);
    check(all("given", "given"), "doses 0/16", missing);
    check(none("given"), "doses 0/16", missing);
    let nested = vec![indicator("inner", sum(&["given"])), indicator("asked", sum(&["inner"]))];
    check_in(&with(nested), "doses 0/16", missing);
}

#[test]
fn nothing_happened_needs_every_report() {
    check(none("reactions"), "doses 15/16", "missing NoReport");
    check(none("reactions"), "doses 16/16", "true 0/0");
    // One is enough to deny it.
    check(none("reactions"), "doses 15/16, relapsed 1", "false 1/0");
}

#[test]
fn a_change_from_an_unreported_year_has_nothing_before() {
    check(
        change("given"),
        "doses@2020 0/16, doses@2021 16/16, given@2021 5",
        "missing NothingBefore",
    );
    check(change("given"), "doses@2021 0/16, doses@2020 16/16, given@2020 5", "missing NoReport");
    let balances = "doses@2020 16/16, doses@2021 16/16, given@2020 4, given@2021 5";
    check(change("given"), balances, "1/4");
}
