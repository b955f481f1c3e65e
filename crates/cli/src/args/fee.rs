//! Fees on the command line.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Fee {
    /// 件数：同一申请人一个自然月内累计 / items of one applicant within a month
    #[arg(long)]
    pub(crate) items: Option<u32>,
    /// 页数：一次申请提供的页数 / pages given on one request
    #[arg(long)]
    pub(crate) pages: Option<u32>,
    /// 另用一份收费标准文件 / another tariff
    #[arg(long, value_name = "FILE")]
    pub(crate) tariff: Option<PathBuf>,
}
