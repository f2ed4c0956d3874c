//! A client: what it knows of all that it has made, in every service.

use testkit::Rng;
use testkit::model::Model;

use crate::buckets::{self, Buckets};
use crate::engines::Seat;
use crate::functions::{self, Functions};
use crate::queues::{self, Queues};
use crate::tables::{self, Tables};
use crate::users::{self, Users};

/// What is there, as the client knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Client {
    pub(crate) tables: Tables,
    pub(crate) buckets: Buckets,
    users: Users,
    functions: Functions,
    pub(crate) queues: Queues,
}

/// One thing that a client does.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Tables(tables::Step),
    Buckets(buckets::Step),
    Users(users::Step),
    Functions(functions::Step),
    Queues(queues::Step),
}

/// What it is answered, as far as it can be foretold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    Tables(String),
    Buckets(buckets::Said),
    Status(u16),
    Queues(String),
}

impl Said {
    /// Whether this process has failed, so that nobody knows what came of it.
    pub(crate) fn is_fault(&self) -> bool {
        match self {
            Said::Tables(said) | Said::Queues(said) => said.starts_with('5'),
            Said::Buckets(said) => said.status >= 500,
            Said::Status(status) => *status >= 500,
        }
    }
}

impl Step {
    /// What may be done of a step that is no transaction, if the process dies or the state is exchanged in its midst.
    pub(crate) fn parts(&self) -> Vec<Step> {
        match self {
            Step::Tables(tables::Step::Batch(table, items)) => {
                runs(items).map(|items| Step::Tables(tables::Step::Batch(*table, items))).collect()
            }
            Step::Buckets(buckets::Step::DeleteMany(bucket, keys)) => {
                runs(keys).map(|keys| Step::Buckets(buckets::Step::DeleteMany(*bucket, keys))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// All that stands next to each other in a list.
fn runs<T: Clone>(list: &[T]) -> impl Iterator<Item = Vec<T>> {
    (1..=list.len()).flat_map(|long| list.windows(long).map(<[T]>::to_vec))
}

impl Client {
    /// Where two differ.
    pub(crate) fn unlike(&self, other: &Client) -> String {
        let pairs = [
            (format!("{:?}", self.tables), format!("{:?}", other.tables)),
            (format!("{:?}", self.buckets), format!("{:?}", other.buckets)),
            (format!("{:?}", self.users), format!("{:?}", other.users)),
            (format!("{:?}", self.functions), format!("{:?}", other.functions)),
            (format!("{:?}", self.queues), format!("{:?}", other.queues)),
        ];
        let unlike = pairs.into_iter().filter(|(own, others)| own != others);
        unlike.map(|(own, others)| format!("\n{own}\n{others}")).collect()
    }

    /// The bucket and the key that an event tells of, if a step that succeeds now brings one.
    pub(crate) fn told_of(&self, seat: &Seat, step: &Step) -> Option<(String, String)> {
        match step {
            Step::Buckets(step) => self.buckets.told_of(seat, step),
            _ => None,
        }
    }
}

impl Model for Client {
    type World = Seat;
    type Step = Step;
    type Said = Said;

    fn draw(&self, chance: &mut Rng) -> Step {
        match chance.u8(..100) {
            0..45 => Step::Tables(self.tables.draw(chance)),
            45..60 => Step::Queues(self.queues.draw(chance)),
            60..84 => Step::Buckets(self.buckets.draw(chance)),
            84..98 => Step::Users(self.users.draw(chance)),
            _ => Step::Functions(self.functions.draw(chance)),
        }
    }

    fn take(&mut self, step: &Step) -> Said {
        match step {
            Step::Tables(step) => Said::Tables(self.tables.take(step)),
            Step::Buckets(step) => Said::Buckets(self.buckets.take(step)),
            Step::Users(step) => Said::Status(self.users.take(step)),
            Step::Functions(step) => Said::Status(self.functions.take(step)),
            Step::Queues(step) => Said::Queues(self.queues.take(step)),
        }
    }

    async fn ask(seat: &Seat, step: &Step) -> Said {
        match step {
            Step::Tables(step) => Said::Tables(Tables::ask(seat, step).await),
            Step::Buckets(step) => Said::Buckets(Buckets::ask(seat, step).await),
            Step::Users(step) => Said::Status(Users::ask(seat, step).await),
            Step::Functions(step) => Said::Status(Functions::ask(seat, step).await),
            Step::Queues(step) => Said::Queues(Queues::ask(seat, step).await),
        }
    }

    async fn seen(seat: &Seat) -> Client {
        Client {
            tables: Tables::seen(seat).await,
            buckets: Buckets::seen(seat).await,
            users: Users::seen(seat).await,
            functions: Functions::seen(seat).await,
            queues: Queues::seen(seat).await,
        }
    }
}
