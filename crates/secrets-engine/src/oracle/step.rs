//! What clients do to a handful of secrets, and what they are answered.

use super::naive::Naive;
use base::dice::Dice;

/// The secrets of the sequences, by number: two names, each in two regions, one behind the other.
pub(crate) const SECRETS: usize = 4;

pub(crate) const NAMES: [&str; 2] = ["a", "b-secret"];
pub(crate) const REGIONS: [&str; 2] = ["us-east-1", "eu-west-1"];

/// The labels of the sequences, by number.
pub(crate) const STAGES: [&str; 5] = ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING", "x", "y"];
pub(crate) const CURRENT: u8 = 0;
pub(crate) const PREVIOUS: u8 = 1;

/// Tokens are of so many kinds.
const TOKENS: u8 = 6;

/// One thing that a client does, to the secret of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// CreateSecret, with a value or without, under a token.
    Create(usize, Option<u8>, u8),
    /// PutSecretValue.
    Put {
        /// The secret.
        secret: usize,
        /// What is secret.
        value: u8,
        /// `ClientRequestToken`
        token: u8,
        /// `VersionStages`
        stages: Option<Vec<u8>>,
    },
    /// UpdateSecret with a value, under a token.
    Update(usize, u8, u8),
    /// UpdateSecret with another key.
    Key(usize, u8),
    /// UpdateSecretVersionStage.
    Stage {
        /// The secret.
        secret: usize,
        /// The label.
        stage: u8,
        /// `RemoveFromVersionId`
        from: Option<u8>,
        /// `MoveToVersionId`
        to: Option<u8>,
    },
    /// DeleteSecret, in so many days or at once.
    Delete(usize, Option<u64>),
    /// RestoreSecret.
    Restore(usize),
    /// ReplicateSecretToRegions, to the other region.
    Replicate(usize),
    /// RemoveRegionsFromReplication, of the other region.
    Unreplicate(usize),
    /// StopReplicationToReplica.
    Promote(usize),
    /// GetSecretValue, by version and label.
    Get(usize, Option<u8>, Option<u8>),
    /// Days pass.
    Advance(u64),
}

/// What a client is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Done, and nothing to say of it.
    Done,
    /// The code of a refusal.
    Refused(String),
    /// The token of a version.
    Version(u8),
    /// A value, the token of its version, and the labels of that, in order.
    Value(u8, u8, Vec<u8>),
}

impl Said {
    pub(crate) fn refused(code: &str) -> Said {
        Said::Refused(code.to_owned())
    }
}

impl Step {
    /// The next step, by dice: most often one that finds something to do.
    pub(crate) fn draw(dice: &mut Dice<'_>, state: &Naive) -> Step {
        let secret = dice.below(SECRETS);
        let token = |dice: &mut Dice<'_>| dice.byte() % TOKENS;
        let stage = |dice: &mut Dice<'_>| u8::try_from(dice.below(STAGES.len())).unwrap_or_default();
        if !state.has(secret) && !dice.once_in(8) {
            let value = if dice.once_in(4) { None } else { Some(dice.byte() % 4) };
            return Step::Create(secret, value, token(dice));
        }
        match dice.below(32) {
            0..=7 => {
                let stages = if dice.once_in(2) {
                    let count = 1 + dice.below(3);
                    Some((0..count).map(|_| stage(dice)).collect())
                } else {
                    None
                };
                Step::Put { secret, value: dice.byte() % 4, token: token(dice), stages }
            }
            8..=9 => Step::Update(secret, dice.byte() % 4, token(dice)),
            10 => Step::Key(secret, dice.byte() % 3),
            11..=17 => {
                let (stage, to) = (stage(dice), if dice.once_in(4) { None } else { Some(token(dice)) });
                // Most times from where it is.
                let from = if dice.once_in(4) { Some(token(dice)) } else { state.holder(secret, stage) };
                Step::Stage { secret, stage, from, to }
            }
            18 => Step::Delete(secret, dice.one_of(&[Some(7), Some(30), None]).flatten()),
            19..=20 => Step::Restore(secret),
            21..=22 => Step::Replicate(secret),
            23 => Step::Unreplicate(secret),
            24 => Step::Promote(secret),
            25..=29 => {
                let version = if dice.once_in(2) { Some(token(dice)) } else { None };
                let stage = if dice.once_in(2) { Some(stage(dice)) } else { None };
                Step::Get(secret, version, stage)
            }
            30 => Step::Create(secret, Some(dice.byte() % 4), token(dice)),
            _ => Step::Advance(dice.one_of(&[1, 6, 7, 30]).unwrap_or(1)),
        }
    }
}
