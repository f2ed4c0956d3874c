"""DynamoDB and S3 together, seen with boto3: moments of the past, exports of what changed, imports of three formats.

Layouts are those of AWS's pages "DynamoDB table export output format" and "Amazon S3 import formats".
"""

import base64
import datetime
import gzip
import hashlib
import json
import struct

from flow import advance, attributes, client, code_of, eventually, hash_and_range, refused, run, server_time, simple_table


def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


def recovered_table(dynamodb, name):
    made = simple_table(dynamodb, name)
    on = {"PointInTimeRecoveryEnabled": True}
    dynamodb.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=on)
    return made["TableArn"]


def put(dynamodb, table, name, version):
    dynamodb.put_item(TableName=table, Item={"pk": {"S": name}, "v": {"N": str(version)}})


def export(dynamodb, **members):
    begun = dynamodb.export_table_to_point_in_time(**members)["ExportDescription"]["ExportArn"]
    told = lambda: dynamodb.describe_export(ExportArn=begun)["ExportDescription"]
    done = eventually("the export", lambda: told()["ExportStatus"] != "IN_PROGRESS" and told())
    assert done["ExportStatus"] == "COMPLETED", done
    return done


def exported(s3, bucket, done):
    """The manifest of an export, and the text of its data files: everything found by the manifest alone."""
    read = lambda key: s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    summary = json.loads(read(done["ExportManifest"]))
    files = read(summary["manifestFilesS3Key"])
    sum_of_files = read(summary["manifestFilesS3Key"].replace(".json", ".md5")).decode()
    assert base64.b64decode(sum_of_files) == hashlib.md5(files).digest()
    texts, count = [], 0
    for line in files.splitlines():
        line = json.loads(line)
        data = read(line["dataFileS3Key"])
        assert base64.b64decode(line["md5Checksum"]) == hashlib.md5(data).digest()
        assert s3.head_object(Bucket=bucket, Key=line["dataFileS3Key"])["ETag"].strip('"') == line["etag"].strip('"')
        texts.append(gzip.decompress(data).decode())
        count += line["itemCount"]
    assert count == summary["itemCount"] == done["ItemCount"], (count, summary)
    return summary, texts


def what_changed():
    dynamodb, s3 = client(), client("s3")
    s3.create_bucket(Bucket="changes")
    arn = recovered_table(dynamodb, "changing")
    for n in range(5):
        put(dynamodb, "changing", f"old {n}", 1)
    advance(20 * 60)
    begin = server_time()
    put(dynamodb, "changing", "old 0", 2)
    put(dynamodb, "changing", "old 0", 3)
    put(dynamodb, "changing", "new", 1)
    dynamodb.delete_item(TableName="changing", Key={"pk": {"S": "old 1"}})
    put(dynamodb, "changing", "old 2", 2)
    put(dynamodb, "changing", "old 2", 1)
    put(dynamodb, "changing", "gone again", 1)
    dynamodb.delete_item(TableName="changing", Key={"pk": {"S": "gone again"}})
    advance(20 * 60)
    end = server_time()
    put(dynamodb, "changing", "too late", 1)
    advance(60)
    window = {"ExportFromTime": moment(begin), "ExportToTime": moment(end)}
    members = {
        "TableArn": arn,
        "S3Bucket": "changes",
        "S3Prefix": "since",
        "ExportType": "INCREMENTAL_EXPORT",
        "IncrementalExportSpecification": {**window, "ExportViewType": "NEW_AND_OLD_IMAGES"},
    }
    summary, texts = exported(s3, "changes", export(dynamodb, **members))
    assert (summary["exportType"], summary["outputView"]) == ("INCREMENTAL_EXPORT", "NEW_AND_OLD_IMAGES"), summary
    changes = {}
    for line in "".join(texts).splitlines():
        line = json.loads(line)
        assert begin * 10**6 <= int(line["Metadata"]["WriteTimestampMicros"]["N"]) < end * 10**6, line
        versions = tuple(line[image]["v"]["N"] if image in line else None for image in ("OldImage", "NewImage"))
        assert line["Keys"]["pk"]["S"] not in changes
        changes[line["Keys"]["pk"]["S"]] = versions
    assert changes == {"old 0": ("1", "3"), "new": (None, "1"), "old 1": ("1", None)}, changes
    members["IncrementalExportSpecification"] = {**window, "ExportViewType": "NEW_IMAGE"}
    summary, texts = exported(s3, "changes", export(dynamodb, **members))
    assert summary["outputView"] == "NEW_IMAGE" and "OldImage" not in "".join(texts), summary
    listed = dynamodb.list_exports(TableArn=arn)["ExportSummaries"]
    assert [one["ExportType"] for one in listed] == ["INCREMENTAL_EXPORT"] * 2, listed
    members["IncrementalExportSpecification"] = {**window, "ExportToTime": moment(begin + 60)}
    assert code_of(lambda: dynamodb.export_table_to_point_in_time(**members)) == "InvalidExportTimeException"


def moments():
    dynamodb = client()
    recovered_table(dynamodb, "remembered")
    put(dynamodb, "remembered", "a", 1)
    advance(10)
    then = server_time()
    advance(10)
    put(dynamodb, "remembered", "a", 2)
    put(dynamodb, "remembered", "b", 1)
    restore = lambda name, at: dynamodb.restore_table_to_point_in_time(
        SourceTableName="remembered", TargetTableName=name, RestoreDateTime=moment(at)
    )
    restore("remembered-then", then)
    dynamodb.get_waiter("table_exists").wait(TableName="remembered-then", WaiterConfig={"Delay": 1})
    items = dynamodb.scan(TableName="remembered-then")["Items"]
    assert items == [{"pk": {"S": "a"}, "v": {"N": "1"}}], items
    told = dynamodb.describe_table(TableName="remembered-then")["Table"]["RestoreSummary"]
    assert told["SourceTableArn"].endswith("table/remembered") and not told["RestoreInProgress"], told
    assert code_of(lambda: restore("remembered-long-ago", then - 10**6)) == "InvalidRestoreTimeException"
    assert code_of(lambda: restore("remembered-then", then)) == "TableAlreadyExistsException"
    # A backup outlives its table.
    backup = dynamodb.create_backup(TableName="remembered", BackupName="kept")["BackupDetails"]["BackupArn"]
    dynamodb.delete_table(TableName="remembered")
    kept = dynamodb.list_backups(TableName="remembered", BackupType="ALL")["BackupSummaries"]
    # A table with recovery leaves a backup of the system's own, for 35 days.
    assert sorted(one["BackupType"] for one in kept) == ["SYSTEM", "USER"], kept
    dynamodb.restore_table_from_backup(TargetTableName="again", BackupArn=backup)
    dynamodb.get_waiter("table_exists").wait(TableName="again", WaiterConfig={"Delay": 1})
    assert dynamodb.scan(TableName="again", Select="COUNT")["Count"] == 2
    assert dynamodb.delete_backup(BackupArn=backup)["BackupDescription"]["BackupDetails"]["BackupStatus"] == "DELETED"
    assert code_of(lambda: dynamodb.describe_backup(BackupArn=backup)) == "BackupNotFoundException"


def import_of(dynamodb, name, bucket, prefix, format, **more):
    begun = dynamodb.import_table(
        S3BucketSource={"S3Bucket": bucket, "S3KeyPrefix": prefix},
        InputFormat=format,
        TableCreationParameters={
            "TableName": name,
            "KeySchema": hash_and_range("pk", "year"),
            "AttributeDefinitions": attributes(pk="S", year="N"),
            "BillingMode": "PAY_PER_REQUEST",
        },
        **more,
    )["ImportTableDescription"]
    assert begun["ImportStatus"] == "IN_PROGRESS", begun
    told = lambda: dynamodb.describe_import(ImportArn=begun["ImportArn"])["ImportTableDescription"]
    return eventually("the import", lambda: told()["ImportStatus"] != "IN_PROGRESS" and told())


def ion_there_and_back():
    dynamodb, s3 = client(), client("s3")
    s3.create_bucket(Bucket="ions")
    arn = simple_table(
        dynamodb, "ionic", KeySchema=hash_and_range("pk", "year"), AttributeDefinitions=attributes(pk="S", year="N")
    )["TableArn"]
    on = {"PointInTimeRecoveryEnabled": True}
    dynamodb.update_continuous_backups(TableName="ionic", PointInTimeRecoverySpecification=on)
    item = {
        "pk": {"S": "'quoted' \"text\" \\ ž 𝄞 {{}} \n"},
        "empty": {"S": ""},
        "bytes": {"B": bytes(range(256))},
        "no": {"BOOL": False},
        "nothing": {"NULL": True},
        "list": {"L": [{"N": "1.5"}, {"M": {"a b": {"L": []}}}, {"S": "null"}]},
        "texts": {"SS": ["a", "true"]},
        "numbers": {"NS": ["-1", "0.001", "12345678901234567890123456789012345678"]},
        "binaries": {"BS": [b"x", b"\0"]},
        "tiny": {"N": "0." + "0" * 129 + "1"},
        "large": {"N": "9" * 38 + "0" * 88},
        "null.int": {"M": {}},
    }
    for year in range(10):
        dynamodb.put_item(TableName="ionic", Item={**item, "year": {"N": str(year)}})
    done = export(dynamodb, TableArn=arn, S3Bucket="ions", ExportFormat="ION")
    summary, texts = exported(s3, "ions", done)
    assert summary["outputFormat"] == "ION" and "$dynamodb_SS::" in "".join(texts), texts[0][:500]
    prefix = done["ExportManifest"].rsplit("/", 1)[0] + "/data/"
    told = import_of(dynamodb, "ionic-again", "ions", prefix, "ION", InputCompressionType="GZIP")
    assert (told["ImportStatus"], told["ImportedItemCount"], told["ErrorCount"]) == ("COMPLETED", 10, 0), told

    def sorted_sets(item):
        return {n: {k: sorted(v) if k in ("SS", "NS", "BS") else v for k, v in a.items()} for n, a in item.items()}

    for year in (0, 9):
        key = {"pk": item["pk"], "year": {"N": str(year)}}
        got = dynamodb.get_item(TableName="ionic-again", Key=key)["Item"]
        assert sorted_sets(got) == sorted_sets({**item, **key}), got
    # Plain text by hand, over several lines.
    plain = b'$ion_1_0\n{Item: {pk: "a", year: 7,\n  when: 1.50d0, tags: $dynamodb_SS::["x"], data: {{aGk=}}}}\n'
    s3.put_object(Bucket="ions", Key="plain/one.ion", Body=plain)
    told = import_of(dynamodb, "ionic-plain", "ions", "plain/", "ION")
    assert told["ImportStatus"] == "COMPLETED", told
    got = dynamodb.get_item(TableName="ionic-plain", Key={"pk": {"S": "a"}, "year": {"N": "7"}})["Item"]
    assert (got["when"], got["tags"], got["data"]) == ({"N": "1.5"}, {"SS": ["x"]}, {"B": b"hi"}), got


def zstd(data):
    """A frame of blocks that are not compressed: RFC 8878, 3.1.1. No module of Python 3.13 or older writes one."""
    frame = struct.pack("<IBQ", 0xFD2FB528, 0b1110_0000, len(data))
    blocks = [data[at : at + 100_000] for at in range(0, len(data), 100_000)]
    for at, block in enumerate(blocks):
        frame += (len(block) << 3 | (at == len(blocks) - 1)).to_bytes(3, "little") + block
    return frame


def tables_of_text():
    dynamodb, s3 = client(), client("s3")
    s3.create_bucket(Bucket="sheets")
    rows = ["pk,year,note,city"]
    rows += [f'"film, {n}",{1900 + n},"says ""hi"" and\nmore",{"brno" if n % 2 else ""}' for n in range(5000)]
    text = ("\r\n".join(rows) + "\r\n").encode()
    for compression, name, data in (
        ("NONE", "plain", text),
        ("GZIP", "gzip", gzip.compress(text[:50_000]) + gzip.compress(text[50_000:])),
        ("ZSTD", "zstd", zstd(text)),
    ):
        s3.put_object(Bucket="sheets", Key=f"{name}/sheet.csv", Body=data)
        told = import_of(dynamodb, f"sheet-{name}", "sheets", f"{name}/", "CSV", InputCompressionType=compression)
        counts = (told["ImportStatus"], told["ProcessedItemCount"], told["ImportedItemCount"], told["ErrorCount"])
        assert counts == ("COMPLETED", 5000, 5000, 0), told
        assert told["ProcessedSizeBytes"] == len(data), told
        got = dynamodb.get_item(TableName=f"sheet-{name}", Key={"pk": {"S": "film, 8"}, "year": {"N": "1908"}})["Item"]
        note = {"S": 'says "hi" and\nmore'}
        assert (got["note"], got["city"]) == (note, {"S": ""}), got
    # Columns that the request names, another delimiter, and a row whose key is no number.
    s3.put_object(Bucket="sheets", Key="named/a.csv", Body=b"a;1;x\nb;two;y\nc;3;z\n")
    options = {"Csv": {"Delimiter": ";", "HeaderList": ["pk", "year", "note"]}}
    told = import_of(dynamodb, "sheet-named", "sheets", "named/", "CSV", InputFormatOptions=options)
    counts = (told["ImportStatus"], told["ProcessedItemCount"], told["ImportedItemCount"], told["ErrorCount"])
    assert counts == ("FAILED", 3, 2, 1) and told["FailureCode"] == "ItemValidationError", told
    assert dynamodb.scan(TableName="sheet-named", Select="COUNT")["Count"] == 2
    # Every import is listed, the newest first, also of one table.
    listed = dynamodb.list_imports(PageSize=2)
    assert len(listed["ImportSummaryList"]) == 2 and listed["NextToken"], listed
    arn = dynamodb.describe_table(TableName="sheet-gzip")["Table"]["TableArn"]
    assert len(dynamodb.list_imports(TableArn=arn)["ImportSummaryList"]) == 1
    code, message, _ = refused(import_of, dynamodb, "sheet-zstd", "sheets", "zstd/", "CSV")
    assert code == "ResourceInUseException", (code, message)
    # A broken file ends its import, and the table is told about.
    s3.put_object(Bucket="sheets", Key="broken/a.csv.zst", Body=zstd(text)[:-1000])
    told = import_of(dynamodb, "sheet-broken", "sheets", "broken/", "CSV", InputCompressionType="ZSTD")
    assert told["ImportStatus"] == "FAILED" and told["FailureCode"], told


run("DynamoDB's past", [what_changed, moments, ion_there_and_back, tables_of_text])
