//! What a proof fails by: every way has its own sentence.

use base::{Lang, Say};
use ledger::digest::UnknownAlgorithm;
use ledger::proof::Misfit;

/// Why a proof shows nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    #[error("the file ends in the middle (line {line}): it was cut off; ask for it again")]
    CutOff { line: usize },
    #[error(
        "the file is no proof: it cannot be read as JSON from line {line}, column {column}; ask for it again"
    )]
    NotJson { line: usize, column: usize },
    #[error("the file is larger than {max} bytes, which no proof is")]
    TooLarge { max: usize },
    #[error("the file does not have the entries of a proof (line {line}): {detail}")]
    Entries { line: usize, detail: String },
    #[error(
        "the file says it is \"{said}\"; this program checks \"proof of inclusion 1\" and \"proof of consistency 1\""
    )]
    OtherKind { said: String },
    #[error("the seal says it is \"{said}\"; this program reads \"seal 1\"")]
    NoSeal { said: String },
    #[error(transparent)]
    Algorithm(#[from] UnknownAlgorithm),
    #[error("\"{entry}\" is no digest: 64 hexadecimal digits belong there")]
    NotADigest { entry: &'static str },
    #[error(
        "the record in the file is not the one that the proof is about: its {algorithm} digest is {found}, the proof is about {said}. The record was edited, or it was digested in another way"
    )]
    OtherRecord { algorithm: &'static str, found: String, said: String },
    #[error(transparent)]
    Misfit(#[from] Misfit),
    #[error(
        "the path leads to the root {found}, not to {said}: a digest of the path or the root was changed"
    )]
    OtherEnd { found: String, said: String },
    #[error(
        "the path does not lead back to the earlier root {said}: what was sealed then is not part of the later journal, or the file was changed"
    )]
    NotContinued { said: String },
    #[error(
        "the proof is sound, but for the root {found}; the one you trust is {trusted}. It says nothing about your journal"
    )]
    OtherRoot { found: String, trusted: String },
    #[error(
        "the proof is about a tree of {found} records of {algorithm}, the seal about {sealed} of {sealed_algorithm}: they do not belong together"
    )]
    OtherSeal { found: u64, algorithm: &'static str, sealed: u64, sealed_algorithm: &'static str },
}

impl Say for ProofError {
    fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            ProofError::CutOff { line } => {
                format!("文件在第 {line} 行中断：未传完整，请重新索取")
            }
            ProofError::NotJson { line, column } => {
                format!("文件不是证明：第 {line} 行第 {column} 列起不是 JSON；请重新索取")
            }
            ProofError::TooLarge { max } => format!("文件超过 {max} 字节，不可能是证明"),
            ProofError::Entries { line, detail } => {
                format!("文件缺少证明应有的内容，或有多余内容（第 {line} 行）：{detail}")
            }
            ProofError::OtherKind { said } => format!(
                "文件自称“{said}”；本程序核验“proof of inclusion 1”和“proof of consistency 1”"
            ),
            ProofError::NoSeal { said } => format!("封签文件自称“{said}”；本程序读取“seal 1”"),
            ProofError::Algorithm(unknown) => unknown.say(lang),
            ProofError::NotADigest { entry } => {
                format!("“{entry}”不是杂凑值：应为 64 位十六进制数字")
            }
            ProofError::OtherRecord { algorithm, found, said } => format!(
                "文件中的记录不是所证明的那一条：其 {algorithm} 杂凑值为 {found}，所证明的是 {said}。记录被改动过，或按另一算法计算"
            ),
            ProofError::Misfit(misfit) => misfit.say(lang),
            ProofError::OtherEnd { found, said } => {
                format!("路径通向的根是 {found}，不是 {said}：路径中的杂凑值或根被改动过")
            }
            ProofError::NotContinued { said } => {
                format!("路径回不到先前的根 {said}：当时封签的内容不在后来的台账中，或文件被改动过")
            }
            ProofError::OtherRoot { found, trusted } => format!(
                "证明本身成立，但它的根是 {found}，您所信任的根是 {trusted}：它与您的台账无关"
            ),
            ProofError::OtherSeal { found, algorithm, sealed, sealed_algorithm } => format!(
                "证明针对 {found} 条记录（{algorithm}），封签针对 {sealed} 条记录（{sealed_algorithm}）：二者不相属"
            ),
        }
    }
}
