//! What records were read as. A record's bytes never change: another value of its key is another record. So what was made of
//! one holds for whoever comes with that very record, and nothing has to be told that it is out of date.

use std::any::Any;
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;

/// So many are kept.
const KEPT: usize = 64;

/// A record, and what it was read as.
type ReadRecord = (Bytes, Arc<dyn Any + Send + Sync>);

/// The records that were read last, each in the place that its address gives it.
pub(super) struct ReadBefore([Mutex<Option<ReadRecord>>; KEPT]);

impl ReadBefore {
    pub(super) fn new() -> ReadBefore {
        ReadBefore([const { Mutex::new(None) }; KEPT])
    }

    /// What a record is: as it was read before, or as it is read now.
    pub(super) fn get<T: Send + Sync + 'static, E>(
        &self,
        record: &Bytes,
        read: impl FnOnce(&Bytes) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let address = record.as_ptr().addr();
        // The lowest bits are those of every record.
        let Some(place) = self.0.get((address >> 4) % KEPT) else { return read(record).map(Arc::new) };
        if let Some((known, value)) = &*place.lock()
            && is_same(known, record)
            && let Ok(value) = Arc::clone(value).downcast()
        {
            return Ok(value);
        }
        let value = Arc::new(read(record)?);
        *place.lock() = Some((record.clone(), value.clone()));
        Ok(value)
    }
}

/// Whether it is the record itself, which is kept here and so is where it was; of another that is alike nothing is said.
fn is_same(known: &Bytes, record: &Bytes) -> bool {
    known.as_ptr() == record.as_ptr() && known.len() == record.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_once_and_another_anew() {
        let before = ReadBefore::new();
        let times = std::cell::Cell::new(0);
        let read = |record: &Bytes| {
            before.get(record, |record| {
                times.set(times.get() + 1);
                Ok::<_, ()>(record.to_vec())
            })
        };
        let records: Vec<Bytes> = (0..1000_u32).map(|n| n.to_be_bytes().to_vec().into()).collect();
        for record in &records {
            assert_eq!(*read(record).unwrap(), *record);
            assert_eq!(*read(&record.clone()).unwrap(), *record);
        }
        assert_eq!(times.get(), records.len());
        // In a place that another has.
        records.iter().for_each(|record| assert_eq!(*read(record).unwrap(), *record));
        // A part of a record is another, and so is a record that is read as something else.
        let record = Bytes::from_static(b"whole");
        assert_eq!(*read(&record).unwrap(), b"whole");
        assert_eq!(*read(&record.slice(..2)).unwrap(), b"wh");
        assert_eq!(*before.get(&record, |record| Ok::<_, ()>(record.len())).unwrap(), 5);
        // What cannot be read is not kept.
        assert_eq!(before.get(&Bytes::from_static(b"no"), |_| Err::<u8, _>("broken")), Err("broken"));
    }
}
