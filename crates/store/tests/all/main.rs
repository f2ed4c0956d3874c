//! The store through its public face.
//!
//! `model` random sequences against a `BTreeMap`, in memory and in a folder · `crash` a child process, killed at random
//! moments · `damage` files that are not what was written · `bodies` single blobs: memory, readers, removal ·
//! `at_once` many callers at the same time · `full_disk` a child whose files may not grow · `refused` blobs whose commit fails ·
//! `worlds` transactions and forks · `outbox` messages in the commits that they tell of · `compacts` a folder written anew ·
//! `turns` how long others wait while whole states come and go

#[cfg(test)]
mod at_once;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod compacts;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod full_disk;
#[cfg(test)]
mod growth;
#[cfg(test)]
mod model;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod refused;

#[cfg(test)]
mod tools;
#[cfg(test)]
mod turns;
#[cfg(test)]
mod worlds;
