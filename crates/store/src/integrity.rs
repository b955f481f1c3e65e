//! What commits to the whole journal: its digest, the root of its tree, and the paths that prove things.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use ledger::digest::{Algorithm, Hash};
use ledger::merkle::{self, Node, Span};

use crate::journal::{self, Stored};
use crate::project::KEPT_LEVEL;
use crate::record::signed;
use crate::sql::{Conn, query_scalar};
use crate::{Reader, StoreError};

/// The journal at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub algorithm: Algorithm,
    /// The number of records.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// The head of the chain, if the point is the end.
    pub head: Option<Hash>,
    /// When the last of them was recorded, in microseconds since 1970-01-01T00:00Z; `None` if there is
    /// none.
    pub recorded_us: Option<i64>,
}

/// A record with the path from its leaf to the root of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Included {
    pub record: Stored,
    pub leaf: Hash,
    pub path: Vec<Hash>,
    pub point: Point,
}

/// Why a question has no answer in this journal.
#[derive(Debug, thiserror::Error)]
pub enum PointError {
    #[error("the journal has {size} records; there is no record {asked}")]
    Beyond { asked: u64, size: u64 },
    #[error(
        "record {sequence} came after the seal over {size} records; ask without it, or prove that the journal of today continues the seal"
    )]
    AfterTheSeal { sequence: u64, size: u64 },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl base::Say for PointError {
    fn say(&self, lang: base::Lang) -> String {
        match (lang, self) {
            (base::Lang::En, PointError::Beyond { .. } | PointError::AfterTheSeal { .. }) => {
                self.to_string()
            }
            (base::Lang::Zh, PointError::Beyond { asked, size }) => {
                format!("台账共有 {size} 条记录，没有第 {asked} 号记录")
            }
            (base::Lang::Zh, PointError::AfterTheSeal { sequence, size }) => format!(
                "第 {sequence} 号记录晚于 {size} 条记录时的封签；请不用该封签，或证明今日台账是它的延续"
            ),
            (_, PointError::Store(error)) => error.say(lang),
        }
    }
}

/// The journal as it was when it had this many records; as it is now if nothing is said.
///
/// # Errors
///
/// [`PointError::Beyond`] if it never had so many.
pub async fn point(reader: &Reader, size: Option<u64>) -> Result<Point, PointError> {
    let mut view = reader.snapshot().await?;
    point_of(&mut view, size).await
}

/// A record, with the path to the root of the journal at a point.
///
/// # Errors
///
/// [`PointError`] if there is no such record, or it came later.
pub async fn inclusion(
    reader: &Reader,
    sequence: u64,
    size: Option<u64>,
) -> Result<Included, PointError> {
    let mut view = reader.snapshot().await?;
    let point = point_of(&mut view, size).await?;
    let end = journal::head_of(&mut view).await?.sequence;
    if sequence == 0 || sequence > end {
        return Err(PointError::Beyond { asked: sequence, size: end });
    }
    let spans = merkle::inclusion(sequence.saturating_sub(1), point.size);
    let spans = spans.ok_or(PointError::AfterTheSeal { sequence, size: point.size })?;
    let path = digests(&mut view, point.algorithm, &spans).await?;
    let found = journal::records_after(&mut view, sequence.saturating_sub(1), 1).await?;
    let record = found.into_iter().next().filter(|record| record.sequence == sequence);
    let record =
        record.ok_or_else(|| StoreError::damaged(format!("record {sequence} is missing")))?;
    Ok(Included { leaf: record.leaf(point.algorithm), record, path, point })
}

/// The path that shows that the journal at the second point continues it at the first.
///
/// # Errors
///
/// [`PointError`] if it never had so many records.
pub async fn consistency(
    reader: &Reader,
    first: u64,
    second: Option<u64>,
) -> Result<(Point, Point, Vec<Hash>), PointError> {
    let mut view = reader.snapshot().await?;
    let later = point_of(&mut view, second).await?;
    let earlier = point_of(&mut view, Some(first)).await?;
    let spans = merkle::consistency(first, later.size);
    let spans = spans.ok_or(PointError::Beyond { asked: first, size: later.size })?;
    let path = digests(&mut view, later.algorithm, &spans).await?;
    Ok((earlier, later, path))
}

/// What a database digests with.
///
/// # Errors
///
/// [`StoreError`] if it cannot be read.
pub async fn algorithm_of(reader: &Reader) -> Result<Algorithm, StoreError> {
    algorithm(&mut *reader.snapshot().await?).await
}

/// What this connection's database digests with.
pub(crate) async fn algorithm(conn: &mut Conn) -> Result<Algorithm, StoreError> {
    let text = "SELECT digest FROM installation WHERE \"only\" = 1";
    let named: Option<String> = query_scalar(text).fetch_optional(conn).await?;
    match named {
        None => Ok(Algorithm::default()),
        Some(name) => name
            .parse()
            .map_err(|_| StoreError::damaged(format!("it digests with \"{name}\", unknown here"))),
    }
}

/// Chooses what an empty database digests with, once and for all.
pub(crate) async fn choose(conn: &mut Conn, algorithm: Algorithm) -> Result<(), StoreError> {
    crate::sql::query("INSERT INTO installation (\"only\", digest) VALUES (1, $1)")
        .bind(algorithm.name())
        .execute(conn)
        .await?;
    Ok(())
}

/// Chooses for a database without records; one with records keeps what it has.
///
/// # Errors
///
/// [`StoreError::OtherDigest`] if that is another.
pub(crate) async fn settle(conn: &mut Conn, wanted: Algorithm) -> Result<(), StoreError> {
    let mut tx = conn.begin().await?;
    let chosen: i64 = query_scalar("SELECT count(*) FROM installation").fetch_one(&mut tx).await?;
    let records: i64 =
        query_scalar("SELECT count(*) FROM (SELECT sequence FROM record LIMIT 1) AS first")
            .fetch_one(&mut tx)
            .await?;
    let present = algorithm(&mut tx).await?;
    if chosen == 0 && records == 0 {
        choose(&mut tx, wanted).await?;
    } else if present != wanted {
        return Err(StoreError::OtherDigest { present, wanted });
    }
    tx.commit().await
}

async fn point_of(conn: &mut Conn, size: Option<u64>) -> Result<Point, PointError> {
    let algorithm = algorithm(conn).await?;
    let end = journal::head_of(conn).await?;
    let size = size.unwrap_or(end.sequence);
    if size > end.sequence {
        return Err(PointError::Beyond { asked: size, size: end.sequence });
    }
    let roots = digests(conn, algorithm, &[Span { begin: 0, end: size }]).await?;
    let root = roots.into_iter().next().unwrap_or_else(|| merkle::empty_root(algorithm));
    let last = match size.checked_sub(1) {
        Some(before) => journal::records_after(conn, before, 1).await?.into_iter().next(),
        None => None,
    };
    let head = (size == end.sequence).then_some(end.hash);
    Ok(Point { algorithm, size, root, head, recorded_us: last.map(|last| last.recorded_us) })
}

/// The digests of spans. Nodes that are kept are read; others are computed from their records, each
/// block of records once.
async fn digests(
    conn: &mut Conn,
    algorithm: Algorithm,
    spans: &[Span],
) -> Result<Vec<Hash>, StoreError> {
    let mut blocks = Blocks::default();
    let mut digests = Vec::with_capacity(spans.len());
    for span in spans {
        let mut parts = vec![];
        for wanted in span.nodes() {
            parts.push(blocks.node(conn, algorithm, wanted).await?);
        }
        digests.push(merkle::fold(algorithm, &parts));
    }
    Ok(digests)
}

/// The digest of a full subtree.
pub(crate) async fn node(
    conn: &mut Conn,
    algorithm: Algorithm,
    node: Node,
) -> Result<Hash, StoreError> {
    Blocks::default().node(conn, algorithm, node).await
}

/// Leaves of runs of 4,096 records, as they were needed.
#[derive(Default)]
struct Blocks(BTreeMap<u64, Vec<Hash>>);

impl Blocks {
    async fn node(
        &mut self,
        conn: &mut Conn,
        algorithm: Algorithm,
        node: Node,
    ) -> Result<Hash, StoreError> {
        if node.level >= KEPT_LEVEL {
            return kept(conn, node).await;
        }
        let block = node.begin() >> KEPT_LEVEL;
        let leaves = match self.0.entry(block) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(place) => {
                let (begin, limit) = (block << KEPT_LEVEL, 1_u32 << KEPT_LEVEL);
                let records = journal::records_after(conn, begin, limit).await?;
                place.insert(records.iter().map(|record| record.leaf(algorithm)).collect())
            }
        };
        let missing = || StoreError::damaged(format!("records after {} are missing", node.begin()));
        let begin = usize::try_from(node.begin() - (block << KEPT_LEVEL)).map_err(|_| missing())?;
        let end = usize::try_from(node.leaves()).ok().and_then(|leaves| begin.checked_add(leaves));
        let leaves = end.and_then(|end| leaves.get(begin..end)).ok_or_else(missing)?;
        Ok(root_of(algorithm, leaves))
    }
}

/// The root of a full subtree from its leaves.
fn root_of(algorithm: Algorithm, leaves: &[Hash]) -> Hash {
    let mut tree = merkle::Growing::new(algorithm);
    leaves.iter().for_each(|leaf| tree.push(leaf, |_, _| {}));
    tree.root()
}

async fn kept(conn: &mut Conn, node: Node) -> Result<Hash, StoreError> {
    let hash: Option<Vec<u8>> =
        query_scalar("SELECT hash FROM tree_node WHERE level = $1 AND position = $2")
            .bind(node.level)
            .bind(signed(node.index))
            .fetch_optional(conn)
            .await?;
    hash.and_then(|hash| Hash::try_from(hash).ok()).ok_or_else(|| {
        StoreError::damaged(format!(
            "the node {} of level {} of the tree is missing; `taizhang rebuild` derives it again",
            node.index, node.level
        ))
    })
}
