//! How the engine starts, and starts over when the state was exchanged under it.

use std::sync::Arc;

use base::arn::{AccountId, Region};

use crate::engine::Engine;
use crate::error::Error;
use crate::execution::scratch::Scratch;
use crate::function::Function;
use crate::function_name::{FunctionId, LATEST};
use crate::package;

impl Engine {
    /// Starts the background work and goes on with what the last process left: preparations, queued invocations,
    /// event source mappings.
    pub fn start(self: &Arc<Self>) {
        // Over a fork it is not the first of the process.
        if !self.folders.is_beside() {
            self.remove_left_folders();
            self.pool.executors().iter().for_each(|executor| executor.begin());
        }
        self.start_queue();
        self.start_preparations();
        self.start_mappings();
        self.start_durable_executions();
        self.start_provisioning();
        self.start_parameters_extension();
    }

    /// Notices that the whole state was exchanged, by a reset or a restored checkpoint, and starts over from what
    /// there is. Called with every request, and by the admin routes that exchange the state, so that it is done at once.
    pub fn notice_exchange(self: &Arc<Self>) {
        if !self.was_exchanged() {
            return;
        }
        self.runnable.lock().clear();
        self.parameters.forget();
        self.pool.notice_exchange(|name| self.has_function(name));
        self.folders.clear();
        self.settled.send_modify(|count| *count = count.wrapping_add(1));
        self.reload_queue();
        self.durable.begin_again();
        self.resuming.wake();
        self.restart_mappings();
        self.provision();
    }

    /// Whether a function is there, by account, region and name. One that cannot be read may be.
    fn has_function(&self, (account, region, name): &(String, String, String)) -> bool {
        let (Some(account), Some(region)) = (AccountId::parse(account), Region::parse(region)) else {
            return false;
        };
        let id = FunctionId { account, region, name: name.clone() };
        self.store.get(Function::key(&id, LATEST).as_bytes()).map_or(true, |record| record.is_some())
    }

    fn remove_left_folders(&self) {
        if let Err(error) = self.clean_code_folder() {
            tracing::warn!(%error, "packages that no function needs could not be removed");
        }
        self.tasks.spawn("lambda left folders", async {
            // A panic in it would be in the log already.
            let _swept = tokio::task::spawn_blocking(Scratch::sweep).await;
        });
    }

    /// Removes what earlier processes unpacked, in the background: this one makes its own folders.
    fn clean_code_folder(&self) -> Result<(), Error> {
        let left = self.folders.left().map_err(Error::internal)?;
        self.tasks.spawn("lambda left packages", async move {
            let remove = move || left.iter().for_each(|path| package::remove(path));
            // A panic in it would be in the log already.
            let _removed = tokio::task::spawn_blocking(remove).await;
        });
        Ok(())
    }
}
