//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model;

pub(super) struct GetRandomPassword;

/// Characters of a password where nothing is said.
const DEFAULT_LENGTH: i64 = 32;

const LOWERCASE: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPERCASE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NUMBERS: &str = "0123456789";
/// AWS's page names them.
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// What a password is made of.
#[derive(Debug)]
pub(super) struct Recipe {
    length: usize,
    /// The characters of each type.
    types: Vec<Vec<char>>,
    /// Whether it has one of each.
    has_each: bool,
}

impl Operation for GetRandomPassword {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_RANDOM_PASSWORD;
    type Input = Recipe;
    type Output = String;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Recipe, Fault> {
        let length = fields.integer("PasswordLength").unwrap_or(DEFAULT_LENGTH);
        let is_on = |name: &str| fields.boolean(name).unwrap_or(false);
        let excluded = fields.text("ExcludeCharacters").unwrap_or_default();
        let known = [
            (LOWERCASE, !is_on("ExcludeLowercase")),
            (UPPERCASE, !is_on("ExcludeUppercase")),
            (NUMBERS, !is_on("ExcludeNumbers")),
            (PUNCTUATION, !is_on("ExcludePunctuation")),
            (" ", is_on("IncludeSpace")),
        ];
        let included = known.into_iter().filter(|(_, is_in)| *is_in);
        let types =
            included.map(|(characters, _)| characters.chars().filter(|c| !excluded.contains(*c)).collect());
        let types: Vec<Vec<char>> = types.filter(|characters: &Vec<char>| !characters.is_empty()).collect();
        let recipe = Recipe {
            length: usize::try_from(length).unwrap_or_default(),
            types,
            has_each: fields.boolean("RequireEachIncludedType").unwrap_or(true),
        };
        if recipe.types.is_empty() {
            return Err(error::no_password_characters());
        }
        if recipe.has_each && recipe.length < recipe.types.len() {
            return Err(error::password_too_short());
        }
        Ok(recipe)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, recipe: Recipe) -> Result<String, Fault> {
        let Recipe { length, types, has_each } = recipe;
        let draw = |characters: &[char]| -> Result<char, Fault> {
            let at = engine.records.chance(characters.len())?;
            Ok(characters.get(at).copied().unwrap_or_default())
        };
        let all: Vec<char> = types.concat();
        let mut password: Vec<char> = (0..length).map(|_| draw(&all)).collect::<Result<_, _>>()?;
        if has_each {
            // One of each type, at places that are drawn.
            let mut places: Vec<usize> = (0..length).collect();
            for characters in &types {
                let place = places.swap_remove(engine.records.chance(places.len())?);
                if let Some(character) = password.get_mut(place) {
                    *character = draw(characters)?;
                }
            }
        }
        Ok(password.into_iter().collect())
    }

    fn reply(password: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("RandomPassword", password).into()
    }
}
