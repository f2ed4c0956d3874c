#!/bin/sh
# A first day with the AWS CLI. Every line must work as pasted.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

expect() { # what, expected, got
    if [ "$2" != "$3" ]; then
        echo "$1: expected '$2', got '$3'" >&2
        exit 1
    fi
}

aws s3 mb s3://notes
echo 'hello' > "$work/a.txt"
aws s3 cp "$work/a.txt" s3://notes/deep/a.txt
expect 'cp back' 'hello' "$(aws s3 cp s3://notes/deep/a.txt -)"
expect 'ls' '1' "$(aws s3 ls s3://notes/deep/ | grep -c a.txt)"
mkdir "$work/tree" && echo 1 > "$work/tree/one" && echo 2 > "$work/tree/two"
aws s3 sync "$work/tree" s3://notes/tree
# As large files go: in parts, up, down and from place to place; with names as people give them.
head -c 20000003 /dev/urandom > "$work/tree/large" && mkdir "$work/tree/a b" && echo odd > "$work/tree/a b/ä+č=%2F&'(1)~"
# What S3 says of a time has no fractions: a file of the same second would be newer, and go again.
find "$work/tree" -type f -exec touch -d '2020-01-02' '{}' +
aws s3 cp --recursive --quiet "$work/tree" s3://notes/up
expect 'parts' '3' "$(aws s3api head-object --bucket notes --key up/large --part-number 1 --query PartsCount --output text)"
aws s3 cp --recursive --quiet s3://notes/up s3://notes/copy
aws s3 mv --recursive --quiet s3://notes/copy s3://notes/moved
aws s3 cp --recursive --quiet s3://notes/moved "$work/back"
diff -r "$work/tree" "$work/back"
rm "$work/back/one" && echo extra > "$work/back/extra"
aws s3 sync --delete --quiet s3://notes/up "$work/back"
diff -r "$work/tree" "$work/back"
expect 'nothing to do' '' "$(aws s3 sync "$work/tree" s3://notes/up)"
expect 'copies' '' "$(aws s3 ls s3://notes/copy/ || true)"
aws s3 cp - s3://notes/piped < "$work/a.txt"
expect 'piped' 'hello' "$(aws s3 cp s3://notes/piped -)"
rm -r "$work/tree/a b" "$work/tree/large" "$work/back"
aws s3 rm --recursive --quiet s3://notes/up
aws s3 rm --recursive --quiet s3://notes/moved
aws s3 rm s3://notes/tree/one
expect 'sync' 'tree/two' "$(aws s3api list-objects-v2 --bucket notes --prefix tree/ --query 'Contents[].Key' --output text)"
url=$(aws s3 presign s3://notes/deep/a.txt)
expect 'presign' 'hello' "$(python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode().strip())' "$url")"

aws dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST \
    --attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH > "$work/out"
aws dynamodb wait table-exists --table-name orders
aws dynamodb put-item --table-name orders --item '{"id":{"S":"1"},"total":{"N":"42.50"}}'
expect 'get-item' '42.5' "$(aws dynamodb get-item --table-name orders --key '{"id":{"S":"1"}}' --query Item.total.N --output text)"
expect 'query' '1' "$(aws dynamodb query --table-name orders --key-condition-expression 'id = :i' \
    --expression-attribute-values '{":i":{"S":"1"}}' --query Count --output text)"
if aws dynamodb put-item --table-name orders --item '{"id":{"S":"1"}}' --condition-expression 'attribute_not_exists(id)' 2> "$work/err"; then
    echo 'a condition did not hold and the write was made' >&2
    exit 1
fi
grep -q ConditionalCheckFailedException "$work/err"

printf 'def f(event, context):\n    return {"got": event}\n' > "$work/main.py"
(cd "$work" && python3 -m zipfile -c f.zip main.py)
aws lambda create-function --function-name f --runtime python3.13 --handler main.f \
    --role arn:aws:iam::000000000000:role/r --zip-file "fileb://$work/f.zip" > "$work/out"
aws lambda wait function-active-v2 --function-name f
aws lambda invoke --function-name f --payload '{"n":1}' --cli-binary-format raw-in-base64-out "$work/answer" > "$work/out" 2>&1 ||
    aws lambda invoke --function-name f --payload '{"n":1}' "$work/answer" > "$work/out"
expect 'invoke' '{"got": {"n": 1}}' "$(python3 -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1]))))' "$work/answer")"
aws lambda delete-function --function-name f

# Version 1 looks for queues at AWS whatever AWS_ENDPOINT_URL says: https://github.com/aws/aws-cli/issues/8737
sqs() {
    aws --endpoint-url "$AWS_ENDPOINT_URL" sqs "$@"
}
queue=$(sqs create-queue --queue-name jobs --attributes VisibilityTimeout=60 --query QueueUrl --output text)
expect 'get-queue-url' "$queue" "$(sqs get-queue-url --queue-name jobs --query QueueUrl --output text)"
sqs send-message --queue-url "$queue" --message-body 'first job' > "$work/out"
expect 'receive-message' 'first job' "$(sqs receive-message --queue-url "$queue" --wait-time-seconds 5 --query 'Messages[0].Body' --output text)"
expect 'in flight' '1' "$(sqs get-queue-attributes --queue-url "$queue" --attribute-names All \
    --query Attributes.ApproximateNumberOfMessagesNotVisible --output text)"
sqs purge-queue --queue-url "$queue"
sqs delete-queue --queue-url "$queue"

aws ssm put-parameter --name /notes/greeting --type SecureString --value hello > "$work/out"
expect 'get-parameter' 'hello' "$(aws ssm get-parameter --name /notes/greeting --with-decryption --query Parameter.Value --output text)"
expect 'get-parameters-by-path' '/notes/greeting' "$(aws ssm get-parameters-by-path --path /notes --query 'Parameters[].Name' --output text)"
aws ssm delete-parameter --name /notes/greeting

aws s3 rb s3://notes --force > "$work/out"
echo 'AWS CLI flows: ok'
