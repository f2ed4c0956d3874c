//! Random sequences against a model: a naive engine, which is right because it is short. What the two answer must be the
//! same, and what they keep; a crash at any moment may take back nothing that was answered, and leaves no half.

use std::fmt::Debug;

use base::entropy::Entropy;
use fastrand::Rng;
use store::Store;

use crate::faults::Faults;
use crate::seeds::each_seed;
use crate::wait::block_on;

/// What an engine should do, written naively. A value is all that the engine keeps, as its clients see it.
pub trait Model: Clone + Debug + Default + PartialEq {
    /// The world of the engine.
    type World;
    /// One thing that a client does.
    type Step: Debug;
    /// What the client is answered, as far as it can be foretold.
    type Said: Debug + PartialEq;

    /// Makes what the steps rest on, such as a table, in a new world; nothing, if that is not needed. A crash comes later.
    fn prepare(_: &Self::World) -> impl Future<Output = ()> {
        std::future::ready(())
    }

    /// Draws the next step. Steps that fit what is there meet more than steps that are drawn blindly.
    fn draw(&self, chance: &mut Rng) -> Self::Step;

    /// Takes a step in the model.
    fn take(&mut self, step: &Self::Step) -> Self::Said;

    /// Takes it in the world.
    fn ask(world: &Self::World, step: &Self::Step) -> impl Future<Output = Self::Said>;

    /// All that the world shows.
    fn seen(world: &Self::World) -> impl Future<Output = Self>;
}

/// Takes `steps` random steps in a new world and in the model, for each of `seeds` seeds, and compares the two after each.
pub fn agrees<M: Model>(seeds: u64, steps: usize, world: impl Fn() -> M::World) {
    each_seed(seeds, |chance| {
        block_on(async {
            let (world, mut model, mut taken) = (world(), M::default(), Taken::default());
            M::prepare(&world).await;
            for _ in 0..steps {
                let step = taken.push(model.draw(chance));
                assert_eq!(M::ask(&world, step).await, model.take(step), "the answer, and the model's");
                assert_eq!(M::seen(&world).await, model, "what is there, and the model");
            }
        });
    });
}

/// Takes `steps` random steps, for each of `seeds` seeds, again and again: each time the process dies before another write
/// is durable. The next process must show all that was answered, and of the step that was not answered all or nothing;
/// and it must go on as the model does.
pub fn survives_crashes<M: Model>(seeds: u64, steps: usize, build: impl Fn(Store) -> M::World) {
    each_seed(seeds, |chance| {
        let mut model = M::default();
        let steps: Vec<M::Step> = (0..steps)
            .map(|_| {
                let step = model.draw(chance);
                model.take(&step);
                step
            })
            .collect();
        let mut durable = 0;
        while block_on(dies::<M>(&steps, durable, &build)) {
            durable += 1;
        }
    });
}

/// Takes the steps until a flush is awaited after so many writes, and the others in the next process. Whether there were
/// so many writes.
async fn dies<M: Model>(steps: &[M::Step], durable: usize, build: &impl Fn(Store) -> M::World) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let (store, faults) = Faults::store_with_files(folder.path(), Entropy::seeded(1));
    let (world, mut model, mut taken) = (build(store.clone()), M::default(), Taken::default());
    M::prepare(&world).await;
    faults.hold_after(durable);
    let mut left = steps.iter();
    let unanswered = loop {
        let Some(step) = left.next() else { break None };
        taken.push(step);
        let mut after = model.clone();
        let expected = after.take(step);
        tokio::select! {
            biased;
            said = M::ask(&world, step) => assert_eq!(said, expected, "the answer, and the model's"),
            () = faults.awaited() => break Some((step, after)),
        }
        model = after;
    };
    let died = faults.is_holding();
    // What the dead process still does, such as to remove files, it does no more.
    faults.fail();
    drop(world);
    store.close().await.unwrap();
    let world = build(faults.crash());
    let (step, after) = unanswered.map_or((None, None), |(step, after)| (Some(step), Some(after)));
    let seen = M::seen(&world).await;
    assert!(
        seen == model || Some(&seen) == after.as_ref(),
        "after a crash with {durable} durable writes there is\n{seen:?}\ninstead of\n{model:?}\nor\n{after:?}"
    );
    // The client asks again.
    model = seen;
    for step in step.into_iter().chain(left) {
        taken.push(step);
        assert_eq!(M::ask(&world, step).await, model.take(step), "the answer after a crash, and the model's");
    }
    assert_eq!(M::seen(&world).await, model, "what is there at the end, and the model");
    died
}

/// The steps so far. Says them when the test fails.
struct Taken<S: Debug>(Vec<S>);

impl<S: Debug> Default for Taken<S> {
    fn default() -> Taken<S> {
        Taken(Vec::new())
    }
}

impl<S: Debug> Taken<S> {
    fn push(&mut self, step: S) -> &S {
        self.0.push(step);
        self.0.last().unwrap()
    }
}

impl<S: Debug> Drop for Taken<S> {
    #[expect(clippy::print_stderr, reason = "a test's output")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("after the steps {:?}", self.0);
        }
    }
}
