//! New records, and what follows from them.

use base::day;
use ledger::chain::{self, Hash};
use register::event::{Body, MatterEvent};
use register::request;

use super::event::Told;
use super::{Places, Projector, at, matters};
use crate::journal::Head;
use crate::record::packing::{self, Envelope, Packed};
use crate::record::{self, Filed, New, signed};
use crate::sql::Conn;
use crate::{StoreError, parallel};

/// What is hashed of a new record, and what it gives.
struct Digested {
    json: Vec<u8>,
    leaf: Hash,
}

impl Projector {
    /// Writes records at the end of the journal; [`Projector::finish`] writes what follows from them.
    /// Answers their numbers.
    pub(crate) async fn append(
        &mut self,
        conn: &mut Conn,
        new: &[New],
        head: &mut Head,
    ) -> Result<Vec<u64>, StoreError> {
        let events = new.iter().filter_map(|new| match &new.body {
            Body::Matter(event) => Some(event),
            _ => None,
        });
        self.matters.fetch(conn, &self.dictionary, events).await?;
        let mut sequences = Vec::with_capacity(new.len());
        for (new, Digested { json, leaf }) in new.iter().zip(self.digested(new, head.sequence)) {
            head.sequence = head.sequence.saturating_add(1);
            head.hash = chain::next_head(self.algorithm(), &head.hash, &leaf);
            self.at = head.sequence;
            self.requests.take(new.request.as_ref(), new.actor.as_str(), signed(self.at));
            self.tree.grow(&leaf);
            self.tree.take_erased((self.at, day::number(new.effective_on)), &new.body);
            let places = &mut Places { projections: &mut *conn, journal: None };
            match &new.body {
                Body::Matter(event) => {
                    self.append_event(places, (new, event), (&json, &leaf), *head).await?;
                }
                body => {
                    let filed = self.filed(new, &leaf, None);
                    let at = at(&filed);
                    let mut content = vec![];
                    packing::write_json(&envelope(new), &json, &mut content);
                    self.journal.add(Filed { body: content, ..filed }, *head);
                    self.reach(at);
                    self.other(at, body)?;
                }
            }
            sequences.push(head.sequence);
        }
        self.journal.flush(conn).await?;
        Ok(sequences)
    }

    /// The contents and leaves of records that come after the one with this number.
    fn digested(&self, new: &[New], after: u64) -> Vec<Digested> {
        let algorithm = self.algorithm();
        parallel::map(new, parallel::RECORDS, |place, new| {
            let sequence = after.saturating_add(1).saturating_add(place as u64);
            let mut json = serde_json::to_vec(&new.body).expect("keys of a body are texts");
            let length = json.len();
            if let Some(asked) = &new.request {
                request::write(&mut json, asked);
            }
            let leaf = in_chain(new, sequence, &json).leaf(algorithm);
            if new.request.is_some() {
                // The envelope holds the request: the content ends again where it ended before.
                json.truncate(length.saturating_sub(1));
                json.push(b'}');
            }
            Digested { json, leaf }
        })
    }

    async fn append_event(
        &mut self,
        places: &mut Places<'_>,
        (new, event): (&New, &MatterEvent),
        (json, leaf): (&[u8], &Hash),
        head: Head,
    ) -> Result<(), StoreError> {
        let register = self.dictionary.symbol(&event.register);
        let known = self.matters.known(register, &event.number);
        let (packed, is_whole) = Packed::of(event, known.is_none(), &mut self.dictionary);
        let mut body = Vec::with_capacity(json.len() / 2);
        if is_whole {
            packing::write_packed(&envelope(new), &packed, &mut body);
        } else {
            packing::write_json(&envelope(new), json, &mut body);
        }
        let filed = Filed { body, ..self.filed(new, leaf, Some(known)) };
        let at = at(&filed);
        self.journal.add(filed, head);
        self.reach(at);
        self.event(places, at, Told { packed: &packed, is_whole, event: Some(event) }).await
    }

    /// The record as it lies in the journal, but for its body. `matter` is that of an event: what is
    /// known of it, if it is not its first.
    fn filed(&mut self, new: &New, leaf: &Hash, matter: Option<Option<matters::Known>>) -> Filed {
        let sequence = signed(self.at);
        Filed {
            sequence,
            effective_day: day::number(new.effective_on),
            recorded_us: new.recorded_at.as_microsecond(),
            actor: self.dictionary.symbol(&new.actor),
            matter: matter.map(|known| known.map_or(sequence, |known| known.id)),
            previous: matter.flatten().map(|known| known.last_sequence),
            digest: record::begins(leaf),
            body: vec![],
            first: None,
        }
    }
}

fn envelope(new: &New) -> Envelope<'_> {
    Envelope { basis: &new.basis, request: new.request.clone() }
}

/// The record as the chain sees it.
fn in_chain<'a>(new: &'a New, sequence: u64, json: &'a [u8]) -> chain::Record<'a> {
    chain::Record {
        sequence,
        effective_day: day::number(new.effective_on),
        recorded_us: new.recorded_at.as_microsecond(),
        actor: new.actor.as_str(),
        basis: &new.basis,
        body: json,
    }
}
