//! ExecuteStatement, BatchExecuteStatement, ExecuteTransaction.

use aws_sdk_dynamodb::operation::execute_statement::ExecuteStatementError;
use aws_sdk_dynamodb::operation::execute_transaction::ExecuteTransactionError;
use aws_sdk_dynamodb::types::{BatchStatementErrorCodeEnum, BatchStatementRequest, ParameterizedStatement};

use crate::fixture::{item, n, s, start, table};

#[tokio::test]
async fn statements_write_what_other_statements_read() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    let insert = "INSERT INTO \"things\" VALUE {'pk': ?, 'sk': ?, 'm': {'x': [1, 'two']}}";
    for sk in [1, 2, 3] {
        let insert = sdk.dynamodb.execute_statement().statement(insert);
        insert.parameters(s("p")).parameters(n(sk)).send().await.unwrap();
    }
    let again = sdk.dynamodb.execute_statement().statement(insert).parameters(s("p")).parameters(n(1));
    let refused = again.send().await.unwrap_err().into_service_error();
    assert!(matches!(refused, ExecuteStatementError::DuplicateItemException(_)), "{refused:?}");

    let select = "SELECT sk, m.x[1] FROM things WHERE pk = 'p' AND sk >= 1 ORDER BY sk DESC";
    let first = sdk.dynamodb.execute_statement().statement(select).limit(2).send().await.unwrap();
    assert_eq!(
        first.items(),
        [item([("sk", n(3)), ("x[1]", s("two"))]), item([("sk", n(2)), ("x[1]", s("two"))])]
    );
    let rest = sdk.dynamodb.execute_statement().statement(select).set_next_token(first.next_token);
    assert_eq!(rest.send().await.unwrap().items(), [item([("sk", n(1)), ("x[1]", s("two"))])]);

    let update = "UPDATE things SET v = 1 REMOVE m WHERE pk = 'p' AND sk = 1 RETURNING ALL NEW *";
    let updated = sdk.dynamodb.execute_statement().statement(update).send().await.unwrap();
    assert_eq!(updated.items(), [item([("pk", s("p")), ("sk", n(1)), ("v", n(1))])]);
}

#[tokio::test]
async fn a_batch_fails_statement_by_statement_and_a_transaction_as_a_whole() {
    let (_server, sdk) = start();
    table(&sdk, "things").await;
    let statement = |text: &str| BatchStatementRequest::builder().statement(text).build().unwrap();
    let insert = "INSERT INTO things VALUE {'pk': 'p', 'sk': 1}";
    let batch = sdk.dynamodb.batch_execute_statement().statements(statement(insert));
    let batch = batch.statements(statement("UPDATE things SET v = 1 WHERE pk = 'p' AND sk = 2"));
    let responses = batch.send().await.unwrap().responses.unwrap();
    assert!(responses[0].error.is_none());
    let error = responses[1].error.as_ref().unwrap();
    assert_eq!(error.code, Some(BatchStatementErrorCodeEnum::ConditionalCheckFailed));

    let statement = |text: &str| ParameterizedStatement::builder().statement(text).build().unwrap();
    let both = sdk
        .dynamodb
        .execute_transaction()
        .transact_statements(statement("INSERT INTO things VALUE {'pk': 'p', 'sk': 2}"))
        .transact_statements(statement(insert));
    let refused = both.send().await.unwrap_err().into_service_error();
    let ExecuteTransactionError::TransactionCanceledException(refused) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(refused.cancellation_reasons()[0].code(), Some("None"));
    let read = sdk
        .dynamodb
        .execute_transaction()
        .transact_statements(statement("SELECT * FROM things WHERE pk = 'p' AND sk = 1"))
        .transact_statements(statement("SELECT * FROM things WHERE pk = 'p' AND sk = 2"));
    let responses = read.send().await.unwrap().responses.unwrap();
    assert_eq!(responses[0].item, Some(item([("pk", s("p")), ("sk", n(1))])));
    assert_eq!(responses[1].item, None);
}
