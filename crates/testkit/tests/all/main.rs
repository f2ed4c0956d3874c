//! The crate at work: `notes` a toy service, as small as one can be · `calls` requests and replies in each protocol ·
//! `drivers` sequences against a model, and crashes · `forks` engines over forks of one state

#[cfg(test)]
mod calls;
#[cfg(test)]
mod drivers;
#[cfg(test)]
mod forks;
#[cfg(test)]
mod notes;
