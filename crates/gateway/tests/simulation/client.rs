//! A client: what it knows of all that it has made, in every service.

use testkit::Rng;
use testkit::model::Model;

use crate::buckets::{self, Buckets};
use crate::engines::Seat;
use crate::functions::{self, Functions};
use crate::inbox::Told;
use crate::logs::{self, Logs};
use crate::parameters::{self, Parameters};
use crate::queues::{self, Queues};
use crate::secrets::{self, Secrets};
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
    logs: Logs,
    pub(crate) parameters: Parameters,
    secrets: Secrets,
}

/// One thing that a client does.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Tables(tables::Step),
    Buckets(buckets::Step),
    Users(users::Step),
    Functions(functions::Step),
    Queues(queues::Step),
    Logs(logs::Step),
    Parameters(parameters::Step),
    Secrets(secrets::Step),
}

/// What it is answered, as far as it can be foretold.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said {
    /// A status, and what is read or why it is refused.
    Text(String),
    Buckets(buckets::Said),
    Status(u16),
}

impl Said {
    /// Whether this process has failed, so that nobody knows what came of it.
    pub(crate) fn is_fault(&self) -> bool {
        match self {
            Said::Text(said) => said.starts_with('5'),
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
            Step::Parameters(parameters::Step::DeleteMany(names)) => {
                runs(names).map(|names| Step::Parameters(parameters::Step::DeleteMany(names))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether it waits for threads.
    pub(crate) fn uses_threads(&self) -> bool {
        matches!(self, Step::Functions(_) | Step::Logs(logs::Step::Search(..)))
    }

    /// The group whose events are not told of for certain any more, if it is taken.
    pub(crate) fn lets_go(&self, seat: &Seat) -> Option<String> {
        match self {
            Step::Logs(step) => Logs::lets_go(seat, step),
            _ => None,
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
            (format!("{:?}", self.logs), format!("{:?}", other.logs)),
            (format!("{:?}", self.parameters), format!("{:?}", other.parameters)),
            (format!("{:?}", self.secrets), format!("{:?}", other.secrets)),
        ];
        let unlike = pairs.into_iter().filter(|(own, others)| own != others);
        unlike.map(|(own, others)| format!("\n{own}\n{others}")).collect()
    }

    /// What events tell of that a step brings if it succeeds now.
    pub(crate) fn told_of(&self, seat: &Seat, step: &Step) -> Vec<Told> {
        match step {
            Step::Buckets(step) => self.buckets.told_of(seat, step).into_iter().collect(),
            Step::Logs(step) => self.logs.told_of(seat, step),
            _ => Vec::new(),
        }
    }

    /// Days pass, of so many hours in all.
    pub(crate) fn days_pass(&mut self, hours: u64) {
        self.tables.a_day_passes();
        self.queues.a_day_passes();
        self.logs.days_pass(hours);
        self.parameters.days_pass(hours);
        self.secrets.days_pass(hours);
    }

    /// The log groups that do not keep events for ever.
    pub(crate) fn retaining(&self, seat: &Seat) -> Vec<String> {
        self.logs.retaining(seat)
    }

    /// What a client knows that was just looked at as it knew it before: with what nobody is shown, but for the receipt handles
    /// that did not come.
    pub(crate) fn with_seen(self, seen: Client) -> Client {
        Client { queues: seen.queues, ..self }
    }
}

impl Model for Client {
    type World = Seat;
    type Step = Step;
    type Said = Said;

    fn draw(&self, chance: &mut Rng) -> Step {
        match chance.u8(..100) {
            0..32 => Step::Tables(self.tables.draw(chance)),
            32..43 => Step::Queues(self.queues.draw(chance)),
            43..60 => Step::Buckets(self.buckets.draw(chance)),
            60..70 => Step::Users(self.users.draw(chance)),
            70..81 => Step::Logs(self.logs.draw(chance)),
            81..90 => Step::Parameters(self.parameters.draw(chance)),
            90..98 => Step::Secrets(self.secrets.draw(chance)),
            _ => Step::Functions(self.functions.draw(chance)),
        }
    }

    fn take(&mut self, step: &Step) -> Said {
        match step {
            Step::Tables(step) => Said::Text(self.tables.take(step)),
            Step::Buckets(step) => Said::Buckets(self.buckets.take(step)),
            Step::Users(step) => Said::Status(self.users.take(step)),
            Step::Functions(step) => Said::Status(self.functions.take(step)),
            Step::Queues(step) => Said::Text(self.queues.take(step)),
            Step::Logs(step) => Said::Text(self.logs.take(step)),
            Step::Parameters(step) => Said::Text(self.parameters.take(step)),
            Step::Secrets(step) => Said::Text(self.secrets.take(step)),
        }
    }

    async fn ask(seat: &Seat, step: &Step) -> Said {
        match step {
            Step::Tables(step) => Said::Text(Tables::ask(seat, step).await),
            Step::Buckets(step) => Said::Buckets(Buckets::ask(seat, step).await),
            Step::Users(step) => Said::Status(Users::ask(seat, step).await),
            Step::Functions(step) => Said::Status(Functions::ask(seat, step).await),
            Step::Queues(step) => Said::Text(Queues::ask(seat, step).await),
            Step::Logs(step) => Said::Text(Logs::ask(seat, step).await),
            Step::Parameters(step) => Said::Text(Parameters::ask(seat, step).await),
            Step::Secrets(step) => Said::Text(Secrets::ask(seat, step).await),
        }
    }

    async fn seen(seat: &Seat) -> Client {
        Client {
            tables: Tables::seen(seat).await,
            buckets: Buckets::seen(seat).await,
            users: Users::seen(seat).await,
            functions: Functions::seen(seat).await,
            queues: Queues::seen(seat).await,
            logs: Logs::seen(seat).await,
            parameters: Parameters::seen(seat).await,
            secrets: Secrets::seen(seat).await,
        }
    }
}
