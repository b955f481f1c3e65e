//! Packs on the command line.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum Pack {
    /// 检查业务包，一次列出全部问题 / check packs; all faults at once
    Check {
        /// 业务包目录，可多个 / folders of packs
        #[arg(required = true)]
        folders: Vec<PathBuf>,
    },
    /// 供编辑器用的 JSON Schema / JSON Schema for editors
    Schema,
    /// 业务包语法参考 / the grammar of packs as a page
    Reference,
    /// 随附业务包的度量与指标一览 / measures and indicators of the packs that ship
    Measures,
}
