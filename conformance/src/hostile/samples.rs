//! What the kernel says about a server every few seconds, and whether it is flat.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use conformance::Result;

use super::scene::{Scene, locked};
use super::tally::Kind;
use crate::process;

/// Memory, threads and open files.
pub(crate) const SAMPLES: Kind = "memory, threads, open files";

const PACE: Duration = Duration::from_secs(3);
/// What counts as warming up: caches fill, tokens of ten minutes gather.
const WARM_UP: f64 = 0.25;
/// From here on it must be as it was between warm-up and here.
const HALF: f64 = 0.5;
/// The fewest samples on either side that say anything: a run of a few minutes has them.
const FEWEST: usize = 15;
/// Which of the sorted measurements is compared: of a server with one life the middle. One that is killed every minute has
/// a series of short lives, and where in them it was measured is chance: there it is what the lives come up to.
const MIDDLE: f64 = 0.5;
const PEAK: f64 = 0.9;
/// The most numbers of a series that are printed.
const PRINTED: usize = 30;

/// What is measured, and what may be added to it and still be flat: a share, and an amount.
const MEASURES: [(&str, f64, f64); 3] =
    [("resident MiB", 0.15, 24.0), ("threads", 0.15, 8.0), ("open files", 0.2, 40.0)];

/// The measurements of one server, over all of its lives.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    /// Progress of the run, 0 to 1, and the measures in their order.
    taken: Mutex<Vec<(f64, [f64; 3])>>,
    /// MiB of the data folder; printed, not judged.
    folder: Mutex<Vec<f64>>,
}

impl Samples {
    /// Measures until the run is over; process 0 is none.
    pub(crate) async fn run(
        self: Arc<Samples>,
        scene: Scene,
        pid: Arc<AtomicU32>,
        folder: std::path::PathBuf,
    ) {
        while scene.target.pause(PACE).await {
            let pid = pid.load(Ordering::Relaxed);
            if pid == 0 {
                continue;
            }
            // The process may end meanwhile.
            if let Ok(measured) = measure(pid) {
                scene.tally.tried(SAMPLES);
                locked(&self.taken).push((scene.target.progress(), measured));
            }
            locked(&self.folder).push(size_mib(&folder));
        }
    }

    /// Prints the series and returns what is not flat. `short_lives`: they are of one short life after the other.
    pub(crate) fn report(&self, scene: &Scene, short_lives: bool) {
        let place = if short_lives { PEAK } else { MIDDLE };
        let taken = locked(&self.taken);
        for (at, (name, share, amount)) in MEASURES.into_iter().enumerate() {
            let series: Vec<(f64, f64)> = taken
                .iter()
                .filter_map(|(progress, measured)| Some((*progress, *measured.get(at)?)))
                .collect();
            let verdict = flat(&series, place, (share, amount));
            let said = match &verdict {
                Ok(said) | Err(said) => said,
            };
            println!("{name}: {said}\n   {}", printed(series.iter().map(|(_, value)| *value).collect()));
            if let Err(what) = verdict {
                scene.tally.violated(SAMPLES, format!("NOT FLAT: {name}: {what}"), "the whole run");
            }
        }
        println!("data folder, MiB: {}", printed(locked(&self.folder).clone()));
    }
}

fn measure(pid: u32) -> Result<[f64; 3]> {
    Ok([process::resident_mib(pid)?, process::threads(pid)?, process::open_files(pid)?])
}

/// The second half beside the time before it, without the warm-up, each by the measurement at a `place` between the least,
/// 0, and the greatest, 1. What is said either way are the two; the error is that it grew by more than a share and an
/// amount.
fn flat(
    series: &[(f64, f64)],
    place: f64,
    (share, amount): (f64, f64),
) -> std::result::Result<String, String> {
    let within = |from: f64, to: f64| {
        let chosen = series.iter().filter(|(progress, _)| (from..to).contains(progress));
        chosen.map(|(_, value)| *value).collect::<Vec<f64>>()
    };
    let (before, after) = (within(WARM_UP, HALF), within(HALF, f64::INFINITY));
    if before.len() < FEWEST || after.len() < FEWEST {
        return Ok("too few samples to judge".to_owned());
    }
    let (before, after) = (quantile(before, place), quantile(after, place));
    let percent = place * 100.0;
    let said = format!("{percent:.0} % are below {before:.0} after warm-up, {after:.0} in the second half");
    if after > before * (1.0 + share) + amount { Err(said) } else { Ok(said) }
}

fn quantile(mut values: Vec<f64>, place: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get((values.len() as f64 * place) as usize).copied().unwrap_or_default()
}

/// A series in not too many numbers: each the median of its stretch.
fn printed(values: Vec<f64>) -> String {
    let stretch = values.len().div_ceil(PRINTED).max(1);
    let numbers = values.chunks(stretch).map(|chunk| format!("{:.0}", quantile(chunk.to_vec(), MIDDLE)));
    numbers.collect::<Vec<_>>().join(" ")
}

/// All files below a folder, as far as they are there while it looks.
fn size_mib(folder: &Path) -> f64 {
    let (mut folders, mut bytes) = (vec![folder.to_owned()], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(meta) if meta.is_dir() => folders.push(entry.path()),
                Ok(meta) => bytes += meta.len(),
                Err(_) => {}
            }
        }
    }
    bytes as f64 / f64::from(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(value: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        (0..100).map(|at| f64::from(at) / 100.0).map(|progress| (progress, value(progress))).collect()
    }

    #[test]
    fn memory_that_grows_is_told() {
        let flat = |value: &dyn Fn(f64) -> f64| flat(&series(value), MIDDLE, (0.15, 24.0));
        flat(&|_| 100.0).unwrap();
        // It warms up, and rises and falls, and comes back each time.
        flat(&|at| 100.0 * (at * 8.0).min(1.0) + 50.0 * (at * 60.0).sin()).unwrap();
        flat(&|at| 200.0 - 100.0 * at).unwrap();
        flat(&|at| 100.0 + 300.0 * at).unwrap_err();
        flat(&|at| if at > 0.6 { 300.0 } else { 100.0 }).unwrap_err();
    }

    /// Lives that all come up to the same are flat, however many of the measurements were at their beginnings.
    #[test]
    fn short_lives_are_judged_by_what_they_come_up_to() {
        let lives =
            |top: f64, at: f64| if ((at * 100.0) as u32).is_multiple_of(5) { top } else { 100.0 + 80.0 * at };
        flat(&series(|at| lives(400.0, at)), PEAK, (0.15, 24.0)).unwrap();
        flat(&series(|at| lives(300.0 + 300.0 * at, at)), PEAK, (0.15, 24.0)).unwrap_err();
    }

    #[test]
    fn few_samples_say_nothing() {
        assert!(flat(&[(0.3, 1.0), (0.7, 1e9)], MIDDLE, (0.15, 24.0)).unwrap().contains("too few"));
    }

    #[test]
    fn a_long_series_is_printed_shortly() {
        assert_eq!(printed(vec![1.0, 2.0, 3.0]), "1 2 3");
        assert_eq!(printed(vec![7.0; 1_000]).split(' ').count(), 30);
    }

    #[test]
    fn this_process_can_be_measured() {
        let [memory, threads, files] = measure(std::process::id()).unwrap();
        assert!(memory > 1.0 && threads >= 1.0 && files >= 3.0);
    }
}
