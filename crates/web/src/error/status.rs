//! The status of each error.

use app::AppError;
use app::form::FormError;
use app::report::ReportError;
use axum::http::StatusCode;
use register::decide::Refused;
use store::StoreError;

pub(super) fn of_store(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Denied(_) => StatusCode::FORBIDDEN,
        StoreError::UnknownUnit { .. }
        | StoreError::UnknownRegister { .. }
        | StoreError::UnknownMeasure { .. } => StatusCode::NOT_FOUND,
        StoreError::Overtaken { .. } => StatusCode::CONFLICT,
        StoreError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        StoreError::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        StoreError::Unbalanced { .. } | StoreError::TooLarge => StatusCode::UNPROCESSABLE_ENTITY,
        StoreError::NoDatabase { .. }
        | StoreError::NotOurs { .. }
        | StoreError::Newer { .. }
        | StoreError::Older { .. }
        | StoreError::Held { .. }
        | StoreError::Path { .. }
        | StoreError::Server { .. }
        | StoreError::Lost
        | StoreError::Damaged { .. }
        | StoreError::NotWritable
        | StoreError::OtherDigest { .. }
        | StoreError::PackUnreadable { .. }
        | StoreError::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What the asker got wrong is unprocessable; what stands against it in the register is a conflict.
fn of_refused(refused: &Refused) -> StatusCode {
    match refused {
        Refused::Denied(_) => StatusCode::FORBIDDEN,
        Refused::Fields { .. }
        | Refused::Text { .. }
        | Refused::InTheFuture { .. }
        | Refused::BeforeLast { .. }
        | Refused::BeforeSince { .. }
        | Refused::UnitNotAsked { .. }
        | Refused::NothingChanged { .. }
        | Refused::SaysNoSuch { .. }
        | Refused::OutOfOrder { .. }
        | Refused::BadNumber { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Refused::UnknownRegister { .. }
        | Refused::UnknownStep { .. }
        | Refused::NotOpened { .. }
        | Refused::AlreadyOpen { .. }
        | Refused::TakenBack { .. }
        | Refused::NotInState { .. }
        | Refused::Rule { .. }
        | Refused::NoSuchRecord { .. }
        | Refused::AlreadyReversed { .. }
        | Refused::IsReversal { .. }
        | Refused::IsRecount { .. }
        | Refused::Untimely(_)
        | Refused::NotLatest { .. }
        | Refused::HoldsPlaces { .. }
        | Refused::LaterWouldNotHold { .. }
        | Refused::AlreadyThere { .. }
        | Refused::Draw(_) => StatusCode::CONFLICT,
    }
}

pub(super) fn of_app(error: &AppError) -> StatusCode {
    match error {
        AppError::Refused(refused) => of_refused(refused),
        AppError::Store(error) => of_store(error),
        AppError::Denied(_) => StatusCode::FORBIDDEN,
        AppError::Together { refused, .. } => of_app(refused),
        AppError::NoRegister { .. } | AppError::NoSuchMatter { .. } => StatusCode::NOT_FOUND,
        AppError::Key(_) => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Overtaken { .. }
        | AppError::NumberTaken { .. }
        | AppError::KeyTaken { .. }
        | AppError::AlreadyReported { .. } => StatusCode::CONFLICT,
        AppError::Closed => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        AppError::NoUnit { .. }
        | AppError::OutsideScope { .. }
        | AppError::NumberNeeded
        | AppError::NotAReporter { .. }
        | AppError::NotPeriodEnd { .. }
        | AppError::ReportNumber { .. }
        | AppError::History(_)
        | AppError::BadKey { .. }
        | AppError::NothingToErase { .. }
        | AppError::PersonElsewhere { .. }
        | AppError::Organisation(_)
        | AppError::Pack { .. }
        | AppError::Calendar { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

pub(super) fn of_report(error: &ReportError) -> StatusCode {
    match error {
        ReportError::Store(error) => of_store(error),
        ReportError::Figure { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

pub(super) fn of_form(error: &FormError) -> StatusCode {
    match error {
        FormError::Store(error) => of_store(error),
        FormError::NoEdition { .. } => StatusCode::NOT_FOUND,
        FormError::Figure(_) | FormError::OutsideYear { .. } | FormError::NoNumber { .. } => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}
