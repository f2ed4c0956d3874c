#!/bin/sh
# S3 with command-line tools: each stores a tree of files and gets it back as it was. Without an argument all flows run,
# each in a shell of its own; those whose tool is not installed are skipped, and said to be: restic, PostgreSQL and a second rclone are the system's.
set -eu
unset AWS_CA_BUNDLE

FLOWS='rclone rclone_of_the_system s3cmd s5cmd restic litestream barman barman_backup'

if [ $# = 0 ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    failed=0
    for flow in $FLOWS; do
        ended=0
        mkdir "$scratch/$flow"
        sh "$0" "$flow" "$scratch/$flow" > "$scratch/log" 2>&1 || ended=$?
        case $ended in
            0) echo "$flow: ok" ;;
            77) echo "$flow: SKIPPED, it is not installed" ;;
            *)
                tail -n 40 "$scratch/log"
                echo "$flow: FAILED"
                failed=1
                ;;
        esac
    done
    exit $failed
fi

cd "$2"

expect() { # what, expected, got
    if [ "$2" != "$3" ]; then
        echo "$1: expected '$2', got '$3'" >&2
        exit 1
    fi
}

refused() { # a command that must fail
    if "$@" > /dev/null 2>&1; then
        echo "not refused: $*" >&2
        exit 1
    fi
}

needs() { # a program; without it the flow is skipped, for which 77 stands
    command -v "$1" > /dev/null || exit 77
    set -x
}

read_url() {
    python3 -c 'import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode().strip())' "$1"
}

# A tree of files as people have them: none, small, large enough for parts, odd names, more than a short page of a listing.
tree() {
    mkdir -p tree/deep/er 'tree/a b' tree/many
    : > tree/none
    echo hello > tree/small
    head -c 17000003 /dev/urandom > tree/deep/er/large
    echo odd > "tree/a b/ä+č=%2F&'(1)~"
    (cd tree/many && seq 250 | split -l 1 -a 4 - n)
    # What S3 says of an object's time has no fractions, and would look older than a file of the same second.
    find tree -type f -exec touch -d '2020-01-02 03:04:05' '{}' +
}

# rclone of version 1.75 sends what it uploads to `AWS` unsigned, over https alone, and to other providers otherwise.
rclone_by() { # the program, its provider, the endpoint
    # As `AWS`, version 1.60 makes a host name of a bucket's name that has no dot.
    rclone=$1 bucket=files.of.$(echo "$2" | tr '[:upper:]' '[:lower:]')
    export RCLONE_CONFIG=/dev/null RCLONE_CONFIG_S3_TYPE=s3 RCLONE_CONFIG_S3_ENV_AUTH=true RCLONE_CONFIG_S3_REGION=us-east-1
    export RCLONE_CONFIG_S3_PROVIDER="$2" RCLONE_CONFIG_S3_ENDPOINT="$3" RCLONE_CA_CERT="$PWD/ca.pem" RCLONE_RETRIES=1
    export RCLONE_S3_LIST_CHUNK=100 RCLONE_S3_CHUNK_SIZE=5Mi RCLONE_S3_UPLOAD_CUTOFF=6Mi RCLONE_S3_COPY_CUTOFF=6Mi
    touch -d '2020-01-02 03:04:05' tree/small
    $rclone mkdir "s3:$bucket"
    $rclone sync tree "s3:$bucket/tree"
    $rclone check --download tree "s3:$bucket/tree"
    expect 'time of a file' '2020-01-02 03:04:05' "$($rclone lsf --format t "s3:$bucket/tree/small")"
    expect 'nothing to do' '' "$($rclone sync --combined - tree "s3:$bucket/tree" --dry-run 2>&1 | grep -v '^=' | grep NOTICE.*copy || true)"
    touch tree/small
    $rclone sync tree "s3:$bucket/tree"
    expect 'a new time' "$(date -r tree/small '+%F %T')" "$($rclone lsf --format t "s3:$bucket/tree/small")"
    $rclone copy "s3:$bucket/tree" "s3:$bucket/copy"
    $rclone move "s3:$bucket/copy" "s3:$bucket/moved"
    $rclone copy "s3:$bucket/moved" back
    diff -r tree back
    rm -r back
    echo piped | $rclone rcat "s3:$bucket/piped"
    expect 'cat' 'piped' "$($rclone cat "s3:$bucket/piped")"
    # As `AWS` it signs a header too, which who follows the link would have to send.
    [ "$2" = AWS ] || expect 'presigned' 'piped' "$(read_url "$($rclone link "s3:$bucket/piped")")"
    expect 'a range' 'ipe' "$($rclone cat --offset 1 --count 3 "s3:$bucket/piped")"
    expect 'sum' "$(md5sum < tree/deep/er/large | cut -c -32)" "$($rclone md5sum "s3:$bucket/tree/deep" | cut -c -32)"
    expect 'parts left' '0' "$($rclone backend list-multipart-uploads "s3:$bucket" | grep -c upload || true)"
    $rclone backend versioning "s3:$bucket" Enabled
    echo second | $rclone rcat "s3:$bucket/piped"
    expect 'versions' '2' "$($rclone --s3-versions lsf --files-only "s3:$bucket" --include 'piped*' | wc -l)"
    $rclone backend cleanup-hidden "s3:$bucket"
    expect 'versions' '1' "$($rclone --s3-versions lsf --files-only "s3:$bucket" --include 'piped*' | wc -l)"
    refused $rclone lsf "s3:$bucket-that-is-not-there"
    $rclone backend versioning "s3:$bucket" Suspended
    $rclone purge "s3:$bucket/tree"
    $rclone delete "s3:$bucket"
    expect 'purged' '0' "$($rclone lsf "s3:$bucket" | wc -l)"
    $rclone backend cleanup-hidden "s3:$bucket"
    $rclone rmdir "s3:$bucket"
}

rclones() { # the program
    needs "$1"
    tree
    python3 -c 'import os, urllib.request as u; open("ca.pem", "wb").write(u.urlopen(os.environ["AWS_ENDPOINT_URL"] + "/_ruststack/tls-ca").read())'
    # Buckets take no ACL `private`, which version 1.60 asks for unless it is told otherwise.
    export RCLONE_S3_ACL=bucket-owner-full-control
    rclone_by "$1" Other "$AWS_ENDPOINT_URL"
    rclone_by "$1" AWS "https://127.0.0.1:${AWS_ENDPOINT_URL##*:}"
}

s3cmd_flow() {
    needs s3cmd
    tree
    host=${AWS_ENDPOINT_URL#http://}
    {
        echo '[default]'
        echo "host_base = $host"
        echo "host_bucket = $host"
        echo 'use_https = False'
        echo 'multipart_chunk_size_mb = 5'
    } > config
    # Without --acl-private it copies ACLs, which buckets do not take: https://github.com/s3tools/s3cmd/issues/1304
    s3="s3cmd --config $PWD/config --access_key=test --secret_key=test --acl-private"
    $s3 mb s3://s3cmd
    expect 'the region' 'us-east-1' "$($s3 info s3://s3cmd | sed -n 's/ *Location: *//p')"
    $s3 sync tree/ s3://s3cmd/tree/
    expect 'nothing to do' '0' "$($s3 sync tree/ s3://s3cmd/tree/ | grep -c upload || true)"
    $s3 put --add-header 'Cache-Control: no-store' --mime-type text/odd --storage-class STANDARD_IA tree/small s3://s3cmd/put
    expect 'a type' 'text/odd' "$($s3 info s3://s3cmd/put | sed -n 's/ *MIME type: *//p')"
    $s3 modify --add-header 'x-amz-meta-who: me' s3://s3cmd/put
    expect 'a header' '1' "$($s3 info s3://s3cmd/put | grep -c 'x-amz-meta-who: *me')"
    $s3 cp --recursive s3://s3cmd/tree/ s3://s3cmd/copy/
    $s3 mv --recursive s3://s3cmd/copy/ s3://s3cmd/moved/
    mkdir back
    $s3 get --recursive s3://s3cmd/moved/ back/
    diff -r tree back
    echo piped | $s3 put - s3://s3cmd/piped
    expect 'get' 'piped' "$($s3 get s3://s3cmd/piped -)"
    expect 'signed' 'piped' "$(read_url "$($s3 signurl s3://s3cmd/piped +60)")"
    expect 'size' "$(cat $(printf 'tree/none tree/small') | wc -c)" "$($s3 du s3://s3cmd/tree/small | awk '{print $1}')"
    expect 'files' '254' "$($s3 ls --recursive s3://s3cmd/tree/ | wc -l)"
    $s3 settagging s3://s3cmd/piped 'k=v&w=x'
    expect 'tags' '2' "$($s3 gettagging s3://s3cmd/piped | grep -cE '(k:.*v|w:.*x)$')"
    echo '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::s3cmd/*"}]}' > policy
    $s3 setpolicy policy s3://s3cmd
    $s3 delpolicy s3://s3cmd
    echo '<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>' > cors
    $s3 setcors cors s3://s3cmd
    $s3 delcors s3://s3cmd
    $s3 expire --expiry-days=3 --expiry-prefix=tree/ s3://s3cmd
    expect 'a lifecycle' '1' "$($s3 getlifecycle s3://s3cmd | grep -c '<Days>3</Days>')"
    $s3 dellifecycle s3://s3cmd
    $s3 ws-create s3://s3cmd
    $s3 ws-info s3://s3cmd
    $s3 ws-delete s3://s3cmd
    # The bucket, and the heads of columns.
    expect 'uploads' '2' "$($s3 multipart s3://s3cmd | wc -l)"
    refused $s3 ls s3://s3cmd-that-is-not-there
    $s3 del --recursive --force s3://s3cmd
    $s3 rb s3://s3cmd
}

s5cmd_flow() {
    needs s5cmd
    tree
    export S3_ENDPOINT_URL="$AWS_ENDPOINT_URL"
    s5='s5cmd'
    $s5 mb s3://s5cmd
    $s5 cp --part-size 5 --concurrency 4 --content-type text/odd --metadata who=me tree/ s3://s5cmd/tree/
    expect 'metadata' '1' "$($s5 --json head s3://s5cmd/tree/small | grep -c '"who":"me"')"
    expect 'nothing to do' '0' "$($s5 sync tree/ s3://s5cmd/tree/ | wc -l)"
    $s5 cp 's3://s5cmd/tree/*' s3://s5cmd/copy/
    $s5 mv 's3://s5cmd/copy/*' s3://s5cmd/moved/
    $s5 cp --part-size 5 's3://s5cmd/moved/*' back/
    diff -r tree back
    $s5 sync --delete tree/many/ s3://s5cmd/tree/
    expect 'files' '250' "$($s5 ls 's3://s5cmd/tree/*' | wc -l)"
    echo piped | $s5 pipe s3://s5cmd/piped
    expect 'cat' 'piped' "$($s5 cat s3://s5cmd/piped)"
    expect 'presigned' 'piped' "$(read_url "$($s5 presign s3://s5cmd/piped)")"
    $s5 bucket-version --set Enabled s3://s5cmd
    echo second | $s5 pipe s3://s5cmd/piped
    expect 'versions' '2' "$($s5 ls --all-versions s3://s5cmd/piped | wc -l)"
    printf 'id,name\n1,ann\n2,bob\n' | $s5 pipe s3://s5cmd/people.csv
    expect 'a query' '1' "$($s5 select csv --use-header USE --query "SELECT name FROM s3object s WHERE s.id = '2'" s3://s5cmd/people.csv | grep -c bob)"
    refused $s5 ls s3://s5cmd-that-is-not-there
    $s5 rm --all-versions 's3://s5cmd/*'
    $s5 rb s3://s5cmd
}

restic_flow() {
    needs restic
    tree
    export RESTIC_REPOSITORY="s3:$AWS_ENDPOINT_URL/restic/a/repository" RESTIC_PASSWORD=secret RESTIC_CACHE_DIR="$PWD/cache"
    restic init
    restic backup tree
    echo more > tree/more
    restic backup tree
    restic restore latest --target back
    diff -r tree back/tree
    expect 'snapshots' '2' "$(restic snapshots --json | grep -o '"short_id"' | wc -l)"
    rm -r back
    restic forget --keep-last 1 --prune
    restic check --read-data
    restic restore latest --target back
    diff -r tree back/tree
    restic find none
    # Another that holds the lock is seen.
    refused restic --repo "s3:$AWS_ENDPOINT_URL/restic-that-is-not-there/x" snapshots
}

# Runs SQL in a database of SQLite.
sql() { # file, statements
    python3 -c 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); print(*[row[0] for row in db.executescript("PRAGMA journal_mode=WAL;" + sys.argv[2]).execute(sys.argv[3] if len(sys.argv) > 3 else "SELECT 1")]); db.commit()' "$@"
}

litestream_flow() {
    needs litestream
    aws_bucket litestream
    {
        echo 'dbs:'
        echo "  - path: $PWD/app.db"
        echo '    replica: {type: s3, bucket: litestream, path: a/db, region: us-east-1, force-path-style: true, sync-interval: 100ms,'
        echo "      endpoint: '$AWS_ENDPOINT_URL'}"
    } > config
    sql app.db 'CREATE TABLE t (x); INSERT INTO t VALUES (1);'
    litestream replicate -config config -once
    sql app.db 'INSERT INTO t SELECT hex(randomblob(40000)) FROM t, (SELECT 1 UNION SELECT 2 UNION SELECT 3);'
    litestream replicate -config config -exec 'sleep 2' &
    sleep 1
    sql app.db 'INSERT INTO t VALUES (42);'
    wait $!
    litestream ltx -config config "$PWD/app.db"
    litestream restore -config config -o back.db "$PWD/app.db"
    dump='SELECT group_concat(x) FROM t'
    expect 'restored' "$(sql app.db '' "$dump" | md5sum)" "$(sql back.db '' "$dump" | md5sum)"
    litestream replicate -config config -once -force-snapshot -enforce-retention
    rm back.db
    litestream restore -config config -o back.db -integrity-check full "$PWD/app.db"
    expect 'restored' "$(sql app.db '' "$dump" | md5sum)" "$(sql back.db '' "$dump" | md5sum)"
}

aws_bucket() { # name
    python3 -c 'import sys, boto3; boto3.client("s3").create_bucket(Bucket=sys.argv[1])' "$1"
}

barman_flow() {
    needs barman-cloud-wal-archive
    at='s3://barman/pg main'
    barman-cloud-check-wal-archive $at
    head -c 3000000 /dev/urandom > 000000010000000000000001
    for number in 2 3; do
        cp 000000010000000000000001 "00000001000000000000000$number"
    done
    barman-cloud-wal-archive $at 000000010000000000000001
    barman-cloud-wal-archive --gzip --tag kind,wal $at 000000010000000000000002
    barman-cloud-wal-archive --bzip2 -e AES256 $at 000000010000000000000003
    for number in 1 2 3; do
        barman-cloud-wal-restore $at "00000001000000000000000$number" back
        cmp back "00000001000000000000000$number"
    done
    expect 'tags' 'wal' "$(python3 -c 'import boto3; print(boto3.client("s3").get_object_tagging(Bucket="barman",
        Key="pg/main/wals/0000000100000000/000000010000000000000002.gz")["TagSet"][0]["Value"])')"
    refused barman-cloud-wal-restore $at 000000010000000000000009 back
    refused barman-cloud-check-wal-archive $at
}

# A database of PostgreSQL, saved while it runs, and another made of what was saved. PostgreSQL runs as its own user, which root
# alone can become.
barman_backup_flow() {
    needs barman-cloud-backup
    postgres=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2> /dev/null | sort -V | tail -n 1)
    needs "$postgres/initdb"
    [ "$(id -u)" = 0 ] || exit 77
    aws_bucket barman-backup
    at='s3://barman-backup/pg main'
    as_postgres() {
        su postgres -s /bin/sh -c "cd / && $postgres/$1"
    }
    start() { # folder, where its socket is
        as_postgres "pg_ctl -w -D $PWD/$1 -o '-k $PWD/$2 -c listen_addresses=' -l $PWD/$2/log start" || cat "$2/log"
    }
    query() { # where its socket is, statement
        as_postgres "psql -h $PWD/$1 -tAc '$2'"
    }
    chmod 711 . .. && mkdir data first second archive && chown postgres data first second
    as_postgres "initdb -D $PWD/data"
    start data first
    trap 'as_postgres "pg_ctl -D $PWD/data -m immediate stop"' EXIT
    query first 'CREATE TABLE t AS SELECT generate_series(1, 300000) AS x'
    for number in 1 2; do
        barman-cloud-backup --min-chunk-size 5MB -h "$PWD/first" -U postgres --name "b$number" --immediate-checkpoint $at
        query first 'SELECT pg_switch_wal()'
    done
    for segment in "$PWD"/data/pg_wal/0*0?; do
        barman-cloud-wal-archive --gzip $at "$segment"
        barman-cloud-wal-restore $at "$(basename "$segment")" "$PWD/archive/$(basename "$segment")"
    done
    expect 'backups' '2' "$(barman-cloud-backup-list --format json $at | grep -o backup_name | wc -l)"
    barman-cloud-restore $at b2 "$PWD/restored"
    echo "restore_command = 'cp $PWD/archive/%f %p'" >> restored/postgresql.auto.conf
    touch restored/recovery.signal && chown -R postgres restored archive && chmod 700 restored
    start restored second
    rows=$(query second 'SELECT count(*), sum(x) FROM t')
    as_postgres "pg_ctl -D $PWD/restored -m immediate stop"
    expect 'rows' '300000|45000150000' "$rows"
    barman-cloud-backup-keep --target full $at b2
    barman-cloud-backup-delete --retention-policy 'REDUNDANCY 1' $at
    expect 'backups' '1' "$(barman-cloud-backup-list --format json $at | grep -o backup_name | wc -l)"
}

rclone_flow() {
    rclones rclone
}

rclone_of_the_system_flow() {
    rclones /usr/bin/rclone
}

"${1}_flow"
