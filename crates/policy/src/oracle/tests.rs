use proptest::prelude::*;
use testkit::each_fuzz_seed;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn decisions_are_those_of_the_naive_evaluator(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        super::decided_alike(&bytes);
    }

    /// Policies by the grammar, as texts, some of them cut or with a byte exchanged.
    #[test]
    fn documents_say_what_the_naive_evaluator_says(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let given = super::Grammar(&bytes).given();
        let all = given.documents.resource.iter().chain(&given.documents.identity);
        for raw in all {
            let mut text = raw.to_string().into_bytes();
            super::document(&text);
            let at = at.index(text.len());
            text[at] = byte;
            super::document(&text);
            text.truncate(at);
            super::document(&text);
        }
    }
}

/// What nobody's generator finds soon.
#[test]
fn odd_documents() {
    for text in [
        "",
        "null",
        "{}",
        r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"${"}}"#,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NumericEquals":{"k:number":1e1}}}}"#,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NumericEquals":{"k:number":[10.00,"1e9999999999"]}}}}"#,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username, 'x'}${*}*"}}"#,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}}"#,
    ] {
        super::document(text.as_bytes());
    }
}

/// The seeds of the fuzz targets.
#[test]
fn seeds() {
    each_fuzz_seed("policy_document", super::document);
    each_fuzz_seed("policy_decided_alike", super::decided_alike);
}
