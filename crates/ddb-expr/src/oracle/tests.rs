use proptest::prelude::*;

use super::*;
use crate::ast::{Comparator, Condition, Operand};
use crate::codec::tests::{any_item, any_value};
use crate::names::Literal;
use crate::path::{Name, Path, Step};
use crate::value::{Type, Value};

fn name() -> impl Strategy<Value = Name> {
    proptest::sample::select(vec!["a", "b", "c", "d"]).prop_map(Name::from)
}

fn path() -> impl Strategy<Value = Path> {
    let step = prop_oneof![name().prop_map(Step::Key), (0usize..3).prop_map(Step::Index)];
    (name(), proptest::collection::vec(step, 0..3)).prop_map(|(attribute, steps)| Path { attribute, steps })
}

fn literal() -> impl Strategy<Value = Literal> {
    let few = proptest::sample::select(vec!["a", "ab", ""]).prop_map(Value::string);
    let digits = (0i64..3).prop_map(|n| Value::N(Number::from(n)));
    prop_oneof![few, digits, any_value()].prop_map(|value| {
        let item = encode(&Item::from_iter([("v", value)]));
        Literal::of(item.view().get("v").unwrap())
    })
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        3 => path().prop_map(Operand::Path),
        3 => literal().prop_map(Operand::Value),
        1 => path().prop_map(|path| Operand::Size(Box::new(Operand::Path(path)))),
    ]
}

/// Any condition, of which some break AWS's rules about operands.
fn any_condition() -> impl Strategy<Value = Condition> {
    use Comparator::*;
    let comparator =
        proptest::sample::select(vec![Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual]);
    let leaf = prop_oneof![
        4 => (comparator, operand(), operand()).prop_map(|(c, l, r)| Condition::Compare(c, l, r)),
        1 => (operand(), operand(), operand()).prop_map(|(x, l, h)| Condition::Between(x, l, h)),
        1 => (operand(), proptest::collection::vec(operand(), 1..4)).prop_map(|(x, list)| Condition::In(x, list)),
        1 => path().prop_map(Condition::Exists),
        1 => path().prop_map(Condition::NotExists),
        1 => (operand(), proptest::sample::select(Type::ALL.to_vec())).prop_map(|(x, t)| Condition::HasType(x, t)),
        1 => (operand(), operand()).prop_map(|(x, p)| Condition::BeginsWith(x, p)),
        2 => (operand(), operand()).prop_map(|(x, p)| Condition::Contains(x, p)),
    ];
    leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::Or),
            inner.prop_map(|one| Condition::Not(Box::new(one))),
        ]
    })
}

/// An item whose attributes are those that `path` names.
fn small_item() -> impl Strategy<Value = Item> {
    let map = proptest::collection::vec((name(), any_value()), 0..3)
        .prop_map(|map| Value::M(map.into_iter().map(|(name, value)| (name.to_string(), value)).collect()));
    let list = proptest::collection::vec(any_value(), 0..3).prop_map(Value::L);
    let few = prop_oneof![Just(Value::string("ab")), (0i64..3).prop_map(|n| Value::N(Number::from(n)))];
    let value = prop_oneof![few, map, list, any_value()];
    proptest::collection::vec((name(), value), 0..5)
        .prop_map(|item| item.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

const WORDS: &str = "a b c d #a #b #x :s :n :l :ss :x ( ) , . [0] [1] = <> < >= AND or NOT BETWEEN IN SET REMOVE ADD
    DELETE + - size( contains( begins_with( attribute_exists( attribute_type( if_not_exists( list_append( status é \" _ 12";
const CLAUSES: &str = "a = :n;contains(b, :s);NOT c.a < :n;d IN (:s, e);(a = b OR a = c);size(d) > b";
const ACTIONS: &str = "SET a = :n, c.b = d;SET d[1] = :s;REMOVE d[0], d[2];ADD b :n, e :ss;DELETE e :ss;SET b = b + :n;\
    SET d = list_append(d, :l);SET x = if_not_exists(y, z);REMOVE c.b[1].a";
const PATHS: &str = "a;c.a;c.b[1];d[0];d[2];z";

const STATEMENTS: &str = "SELECT * FROM t WHERE;SELECT a, c.b[1] FROM \"t\".\"i\" WHERE;UPDATE t SET a = b + 1, c.b = ? WHERE;\
    UPDATE t REMOVE d[0] SET e = set_add(e, <<'x'>>) WHERE;DELETE FROM t WHERE;FROM t WHERE;EXISTS(SELECT * FROM t WHERE;\
    INSERT INTO t VALUE {'a': 1, 'b': [?, {'c': <<1.5, -2>>}]}";
const STATEMENT_WORDS: &str = "a b.c d[0] \"e\" ? 1 -1.5e3 'x' true null missing ( ) [ ] , . << >> { } : = <> != < >= AND or NOT
    BETWEEN IN IS NULL IS_MISSING size( contains( begins_with( attribute_exists( attribute_type( list_append( set_delete( SET
    REMOVE RETURNING ALL OLD * ORDER BY a DESC -- /* é ;";

/// Text made of the languages' own words, so that much of it parses or nearly does.
fn any_text() -> impl Strategy<Value = String> {
    let some = |choice: Vec<&'static str>, most: usize, joint: &'static str| {
        proptest::collection::vec(proptest::sample::select(choice), 1..most)
            .prop_map(move |all| all.join(joint))
    };
    let list = |choices: &'static str| choices.split(';').map(str::trim).collect::<Vec<_>>();
    prop_oneof![
        some(WORDS.split_whitespace().collect(), 20, " "),
        some(list(CLAUSES), 6, " AND "),
        some(list(CLAUSES), 6, " OR "),
        some(list(ACTIONS), 4, " "),
        some(list(PATHS), 5, ", "),
        ".{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn conditions_hold_as_the_naive_evaluator_says(condition in any_condition(), item in small_item()) {
        let encoded = encode(&item);
        judged_alike(&condition, Some(encoded.view()));
        judged_alike(&condition, None);
    }

    #[test]
    fn conditions_that_aws_takes_print_and_parse_back(condition in any_condition()) {
        let (text, mut known) = print::condition(&condition);
        match condition::parse(Kind::Condition, &text, &mut known) {
            Ok(again) => prop_assert_eq!(again, condition),
            // Operands that are not distinct, of the wrong type, or bounds that are reversed.
            Err(error) => prop_assert!(error.message().contains("operand"), "{} in {}", error, text),
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any_text()) {
        for kind in [Kind::Condition, Kind::KeyCondition, Kind::Update, Kind::Projection] {
            expression(kind, text.as_bytes());
        }
    }

    #[test]
    fn any_statement_is_read_or_refused(
        head in proptest::sample::select(STATEMENTS.split(';').map(str::trim).collect::<Vec<_>>()),
        words in proptest::collection::vec(proptest::sample::select(STATEMENT_WORDS.split_whitespace().collect::<Vec<_>>()), 0..20),
        text in any_text(),
    ) {
        expression(Kind::Statement, format!("{head} {}", words.join(" ")).as_bytes());
        expression(Kind::Statement, format!("{head} {text}").as_bytes());
        expression(Kind::Statement, text.as_bytes());
    }

    #[test]
    fn statements_of_any_condition_print_and_parse_back(condition in any_condition(), item in any_item()) {
        let select = partiql::Select { table: "t".into(), index: None, columns: None, condition: Some(condition), order: Vec::new() };
        let insert = partiql::Statement::Insert { table: "a \"b".into(), item };
        for written in [partiql::Statement::Select(select), insert] {
            let (text, parameters) = statement::printed(&written);
            let Ok(parsed) = partiql::parse(&text) else { panic!("{text}") };
            // Operands that are not distinct, of the wrong type, or bounds that are reversed.
            if let Ok(compiled) = parsed.compile(&parameters) {
                // A condition may come back flatter.
                prop_assert!(compiled == written || text.contains("WHERE"), "{}", text);
                statement::parses_back(&compiled);
            }
        }
    }

    #[test]
    fn what_the_grammars_make_means_what_the_naive_evaluators_say(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        by_grammar(&bytes);
    }

    #[test]
    fn any_json_is_read_or_refused(text in "[\\[\\]{}:,\"SNBMLO01truefalsnul. ]{0,40}", item in any_item(), cut in 0usize..200, put in any::<u8>()) {
        attribute_values(text.as_bytes());
        let mut json = Vec::new();
        write_item(encode(&item).view(), &mut json);
        attribute_values(&json);
        if let Some(byte) = json.get_mut(cut) {
            *byte = put;
        }
        attribute_values(&json);
    }

    #[test]
    fn any_stored_bytes_are_read(item in any_item(), cut in 0usize..200, put in any::<u8>()) {
        let mut bytes = encode(&item).as_bytes().to_vec();
        stored_item(&bytes);
        if let Some(byte) = bytes.get_mut(cut) {
            *byte = put;
        }
        stored_item(&bytes);
    }

    #[test]
    fn any_two_numbers_agree(left in "-?[0-9]{1,20}(\\.[0-9]{0,20})?(e-?[0-9]{1,3})?", right in "-?[0-9]{1,6}(\\.[0-9]{0,4})?") {
        numbers(&left, &right);
        numbers(&right, &left);
    }
}
