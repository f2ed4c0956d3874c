#!/bin/sh
# CloudWatch Logs, Parameter Store and Secrets Manager with the AWS CLI. Every line must work as pasted.
set -eu
work=$(mktemp -d)
tail=
trap '[ -z "$tail" ] || kill "$tail" 2> /dev/null; rm -rf "$work"' EXIT

expect() { # what, expected, got
    if [ "$2" != "$3" ]; then
        echo "$1: expected '$2', got '$3'" >&2
        exit 1
    fi
}

refused() { # what, a part of the error, the command
    what=$1 part=$2
    shift 2
    if "$@" > "$work/out" 2> "$work/err"; then
        echo "$what: it was not refused" >&2
        exit 1
    fi
    grep -qF "$part" "$work/err" || { echo "$what: expected '$part' in" >&2; cat "$work/err" >&2; exit 1; }
}

eventually() { # what, a part of what is to be in the file, the file
    tries=0
    until grep -qsF "$2" "$3"; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || { echo "$1: no '$2' in" >&2; cat "$3" >&2; exit 1; }
        sleep 0.1
    done
}

# A function prints, and its lines are followed.
printf 'def f(event, context):\n    print("order", event["n"])\n    print("ERROR" if event["n"] > 1 else "fine", event["n"])\n' > "$work/main.py"
(cd "$work" && python3 -m zipfile -c f.zip main.py)
arn=$(aws lambda create-function --function-name prints --runtime python3.13 --handler main.f \
    --role arn:aws:iam::000000000000:role/r --zip-file "fileb://$work/f.zip" --query FunctionArn --output text)
expect 'the function' 'arn:aws:lambda:us-east-1:000000000000:function:prints' "$arn"
aws lambda wait function-active-v2 --function-name prints
invoke() {
    printf '{"n": %s}' "$1" > "$work/event"
    aws lambda invoke --function-name prints --payload "file://$work/event" "$work/answer" > "$work/out"
}
group=/aws/lambda/prints
invoke 1
aws logs describe-log-groups --log-group-name-prefix $group > "$work/out"
expect 'its group' "arn:aws:logs:us-east-1:000000000000:log-group:$group:*" \
    "$(aws logs describe-log-groups --log-group-name-prefix $group --query 'logGroups[].arn' --output text)"
found() { # pattern
    aws logs filter-log-events --log-group-name $group --filter-pattern "$1" --query 'events[].message' --output text
}
tries=0
until [ "$(found order)" = 'order 1' ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || { echo 'its line did not come' >&2; exit 1; }
done
invoke 2
expect 'filter-log-events' 'ERROR 2' "$(found ERROR)"
stream=$(aws logs describe-log-streams --log-group-name $group --query 'logStreams[0].logStreamName' --output text)
expect 'get-log-events' 'START order fine END REPORT' "$(aws logs get-log-events --log-group-name $group --log-stream-name "$stream" \
    --start-from-head --query 'events[:5].[message]' --output text | awk 'NF { print $1 }' | head -5 | tr '\n' ' ' | sed 's/ $//')"

# Version 2 follows a group. Its older ones know no AWS_ENDPOINT_URL.
for aws2 in $(which -a aws) none; do
    case $("$aws2" --version 2>&1) in aws-cli/2*) break ;; esac
done 2> "$work/err"
if [ "$aws2" != none ]; then
    version2() {
        "$aws2" --endpoint-url "$AWS_ENDPOINT_URL" "$@"
    }
    version2 logs tail $group --since 1h --format short > "$work/tail"
    expect 'tail' 'fine 1,ERROR 2' "$(grep -oE '(fine|ERROR) [0-9]' "$work/tail" | paste -sd,)"
    "$aws2" --endpoint-url "$AWS_ENDPOINT_URL" logs tail $group --follow --since 1h --filter-pattern ERROR > "$work/follow" 2>&1 &
    tail=$!
    eventually 'what was' 'ERROR 2' "$work/follow"
    invoke 3
    eventually 'what comes' 'ERROR 3' "$work/follow"
    kill "$tail"
    tail=
    expect 'the pattern holds' '0' "$(grep -c order "$work/follow" || true)"
else
    echo 'aws logs tail: left out, there is no version 2 of the AWS CLI'
fi

# A live tail asks at the host `stream-…`, unless it is told not to.
AWS_DISABLE_HOST_PREFIX_INJECTION=true aws logs start-live-tail \
    --log-group-identifiers "arn:aws:logs:us-east-1:000000000000:log-group:$group" \
    --log-event-filter-pattern ERROR > "$work/live" 2>&1 &
tail=$!
tries=0
# A session sees what comes once it has begun, of which the CLI says nothing.
until grep -q 'ERROR' "$work/live"; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ] || { echo 'the live tail saw nothing' >&2; cat "$work/live" >&2; exit 1; }
    invoke "$((tries + 10))"
    sleep 1
done
kill "$tail" && tail=
expect 'the pattern of a live tail' '0' "$(grep -c order "$work/live" || true)"

query=$(aws logs start-query --log-group-name $group --start-time "$(($(date +%s) - 3600))" --end-time "$(($(date +%s) + 3600))" \
    --query-string 'filter @message like /^(ERROR|fine) [123]/ | parse @message "* *" as level, n | sort n | display level, n' --query queryId --output text)
until [ "$(aws logs get-query-results --query-id "$query" --query status --output text)" = Complete ]; do sleep 0.2; done
expect 'get-query-results' 'fine 1' "$(aws logs get-query-results --query-id "$query" \
    --query 'results[0][?field != `@ptr`].value' --output text | tr '\t' ' ')"
aws logs put-retention-policy --log-group-name $group --retention-in-days 3
refused 'retention' 'InvalidParameterException' aws logs put-retention-policy --log-group-name $group --retention-in-days 2
aws logs delete-log-group --log-group-name $group
refused 'a group that is gone' 'The specified log group does not exist.' aws logs delete-log-group --log-group-name $group

# Parameters of an application, as a script of deployment keeps them.
for name in db/host db/port web/port; do
    aws ssm put-parameter --name "/app/$name" --type String --value "of $name" > "$work/out"
done
aws ssm put-parameter --name /app/db/password --type SecureString --value 's3cret' --tags Key=team,Value=blue > "$work/out"
expect 'by path' '/app/db/host /app/db/password /app/db/port' \
    "$(aws ssm get-parameters-by-path --path /app/db --query 'Parameters[].Name' --output text | tr '\t' ' ')"
expect 'page by page' '4' "$(aws ssm get-parameters-by-path --path /app --recursive --page-size 2 --query 'Parameters[].Name' --output text | wc -w)"
expect 'decrypted' 's3cret' "$(aws ssm get-parameters-by-path --path /app --recursive --with-decryption \
    --parameter-filters Key=Type,Values=SecureString --query 'Parameters[].Value' --output text)"
expect 'overwritten' '2' "$(aws ssm put-parameter --name /app/db/host --value other --overwrite --query Version --output text)"
expect 'history' 'of db/host other' \
    "$(aws ssm get-parameter-history --name /app/db/host --query 'Parameters[].Value' --output text | tr '\t' ' ')"
aws ssm label-parameter-version --name /app/db/host --parameter-version 1 --labels old > "$work/out"
expect 'by label' 'of db/host' "$(aws ssm get-parameter --name /app/db/host:old --query Parameter.Value --output text)"
expect 'described' '/app/db/password' "$(aws ssm describe-parameters --parameter-filters Key=tag:team,Values=blue --query 'Parameters[].Name' --output text)"
refused 'twice' 'ParameterAlreadyExists' aws ssm put-parameter --name /app/db/host --type String --value x
expect 'deleted' '/none' "$(aws ssm delete-parameters --names /app/db/host /none --query InvalidParameters --output text)"

# A secret of the application.
secret=$(aws secretsmanager create-secret --name app/key --secret-string '{"user":"ada","password":"one"}' --query ARN --output text)
expect 'get-secret-value' '{"user":"ada","password":"one"}' \
    "$(aws secretsmanager get-secret-value --secret-id app/key --query SecretString --output text)"
aws secretsmanager put-secret-value --secret-id "$secret" --secret-string two > "$work/out"
expect 'the version before' '{"user":"ada","password":"one"}' "$(aws secretsmanager get-secret-value --secret-id app/key \
    --version-stage AWSPREVIOUS --query SecretString --output text)"
printf '\000\377' > "$work/bytes"
aws secretsmanager update-secret --secret-id app/key --secret-binary "fileb://$work/bytes" > "$work/out"
expect 'bytes' 'AP8=' "$(aws secretsmanager get-secret-value --secret-id app/key --query SecretBinary --output text)"
expect 'list-secrets' 'app/key' "$(aws secretsmanager list-secrets --filters Key=name,Values=app/ --query 'SecretList[].Name' --output text)"
expect 'get-random-password' '40' "$(aws secretsmanager get-random-password --password-length 40 --query 'length(RandomPassword)' --output text)"
expect 'by Parameter Store' 'two' "$(aws secretsmanager put-secret-value --secret-id app/key --secret-string two > "$work/out" &&
    aws ssm get-parameter --name /aws/reference/secretsmanager/app/key --with-decryption --query Parameter.Value --output text)"
aws secretsmanager delete-secret --secret-id app/key --recovery-window-in-days 7 > "$work/out"
refused 'a secret that goes' 'marked for deletion' aws secretsmanager get-secret-value --secret-id app/key
aws secretsmanager restore-secret --secret-id app/key > "$work/out"
aws secretsmanager delete-secret --secret-id app/key --force-delete-without-recovery > "$work/out"
refused 'a secret that is gone' "Secrets Manager can't find the specified secret." aws secretsmanager describe-secret --secret-id app/key

echo 'AWS CLI flows of Logs, Parameter Store and Secrets Manager: ok'
