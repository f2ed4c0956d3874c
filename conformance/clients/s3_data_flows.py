"""S3 as the storage of Python's data tools: each writes what a user of it would, reads it back, and what is read is the same."""

import hashlib
import os
import pathlib
import tempfile
import threading
import urllib.request

import boto3
import deltalake
import duckdb
import duckdb_extension_httpfs
import polars
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset
import pyarrow.fs
import pyarrow.parquet
import s3fs
from pyiceberg.catalog import load_catalog
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import IdentityTransform
from pyiceberg.types import LongType, NestedField, StringType

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
ODD = "a b/ä+č=%2F&'(1).bin"
LARGE = hashlib.shake_256(b"large").digest(21 * 1024 * 1024 + 7)
STORAGE = {"aws_endpoint_url": ENDPOINT, "aws_region": "us-east-1", "aws_allow_http": "true"}


def bucket(name):
    boto3.client("s3").create_bucket(Bucket=name)
    return name


def keys(name, prefix=""):
    pages = boto3.client("s3").get_paginator("list_objects_v2").paginate(Bucket=name, Prefix=prefix)
    return [entry["Key"] for page in pages for entry in page.get("Contents", [])]


def body(name, key):
    return boto3.client("s3").get_object(Bucket=name, Key=key)["Body"].read()


def nothing_left_open(name):
    assert "Uploads" not in boto3.client("s3").list_multipart_uploads(Bucket=name)


def raised(kind, call, *arguments, **members):
    try:
        call(*arguments, **members)
    except kind as error:
        return error
    raise AssertionError("it was not refused")


def people(count=50_000):
    number = pa.array(range(count), pa.int64())
    return pa.table({"id": number, "city": pc.cast(pc.bit_wise_and(number, 3), pa.string()), "name": pc.cast(number, pa.string())})


def pyarrow_files():
    s3 = pyarrow.fs.S3FileSystem(endpoint_override=ENDPOINT, allow_bucket_creation=True, allow_bucket_deletion=True)
    s3.create_dir("arrow-files/empty/folder")
    assert s3.get_file_info("arrow-files/empty").type == pyarrow.fs.FileType.Directory
    for key, data in (("small", b"hello"), (ODD, b"odd"), ("none", b""), ("large", LARGE)):
        with s3.open_output_stream(f"arrow-files/{key}", metadata={"Content-Type": "text/odd", "Cache-Control": "no-store"}) as out:
            for start in range(0, len(data), 1_000_003):
                out.write(data[start : start + 1_000_003])
        with s3.open_input_file(f"arrow-files/{key}") as file:
            assert file.size() == len(data) and file.read() == data, key
            assert file.metadata()["Content-Type"] == b"text/odd", file.metadata()
        assert body("arrow-files", key) == data
    with s3.open_input_file("arrow-files/large") as file:
        assert file.read_at(1000, len(LARGE) - 10) == LARGE[-10:] and file.read_at(7, 5_000_000) == LARGE[5_000_000:5_000_007]
    s3.copy_file("arrow-files/large", "arrow-files/moved/copy")
    s3.move(f"arrow-files/{ODD}", f"arrow-files/moved/{ODD}")
    assert s3.get_file_info(f"arrow-files/{ODD}").type == pyarrow.fs.FileType.NotFound
    selected = s3.get_file_info(pyarrow.fs.FileSelector("arrow-files", recursive=True))
    files = {info.path.removeprefix("arrow-files/"): info.size for info in selected if info.is_file}
    assert files == {"small": 5, "none": 0, "large": len(LARGE), "moved/copy": len(LARGE), f"moved/{ODD}": 3}, files
    assert body("arrow-files", "moved/copy") == LARGE and body("arrow-files", f"moved/{ODD}") == b"odd"
    raised(FileNotFoundError, s3.open_input_file, "arrow-files/never")
    raised(OSError, s3.open_output_stream, "arrow-nowhere/x")
    nothing_left_open("arrow-files")
    s3.delete_dir("arrow-files/moved")
    s3.delete_dir_contents("arrow-files")
    s3.delete_dir("arrow-files")
    assert s3.get_file_info("arrow-files").type == pyarrow.fs.FileType.NotFound


def pyarrow_datasets():
    s3, table = pyarrow.fs.S3FileSystem(endpoint_override=ENDPOINT), people()
    bucket("arrow-sets")
    pyarrow.parquet.write_table(table, "arrow-sets/one.parquet", filesystem=s3)
    assert pyarrow.parquet.read_table("arrow-sets/one.parquet", filesystem=s3) == table
    partitioning = pyarrow.dataset.partitioning(pa.schema([("city", pa.string())]), flavor="hive")
    for _ in range(2):  # The second time what is there is deleted first.
        pyarrow.dataset.write_dataset(
            table, "arrow-sets/set", filesystem=s3, format="parquet", partitioning=partitioning,
            existing_data_behavior="delete_matching",
        )
    assert [key for key in keys("arrow-sets", "set/") if not key.endswith("/")] == [f"set/city={city}/part-0.parquet" for city in range(4)]
    read = pyarrow.dataset.dataset("arrow-sets/set", filesystem=s3, format="parquet", partitioning=partitioning)
    assert read.to_table(columns=table.column_names).sort_by("id") == table
    assert read.count_rows(filter=pc.field("city") == "2") == 12_500
    found, path = pyarrow.fs.FileSystem.from_uri(f"s3://arrow-sets/set?endpoint_override={ENDPOINT.removeprefix('http://')}&scheme=http")
    assert pyarrow.dataset.dataset(path, filesystem=found, partitioning=partitioning).count_rows() == 50_000


def s3fs_files():
    s3 = s3fs.S3FileSystem(default_block_size=5 * 1024 * 1024)
    s3.mkdir("fsspec")
    with tempfile.TemporaryDirectory() as scratch:
        here, back = pathlib.Path(scratch, "here"), pathlib.Path(scratch, "back")
        files = {"a.txt": b"a", "deep/er/b.bin": LARGE, ODD: b"odd", "none": b""}
        for name, data in files.items():
            (here / name).parent.mkdir(parents=True, exist_ok=True)
            (here / name).write_bytes(data)
        s3.put(f"{here}/", "fsspec/tree/", recursive=True)
        s3.get("fsspec/tree/", f"{back}/", recursive=True)
        for name, data in files.items():
            assert (back / name).read_bytes() == data == body("fsspec", f"tree/{name}"), name
    assert s3.du("fsspec") == sum(map(len, files.values()))
    assert s3.glob("fsspec/tree/**/*.bin") == sorted(f"fsspec/tree/{name}" for name in files if name.endswith(".bin"))
    assert [len(folders) for _, folders, _ in s3.walk("fsspec/tree")] == [2, 0, 1, 0]
    assert s3.cat_ranges(["fsspec/tree/deep/er/b.bin"] * 2, [5, -9], [9, None]) == [LARGE[5:9], LARGE[-9:]]
    with s3.open("fsspec/new", "wb", Metadata={"who": "me"}, ContentType="text/x") as file:
        file.write(LARGE)
    assert s3.metadata("fsspec/new") == {"who": "me"} and s3.info("fsspec/new")["ContentType"] == "text/x"
    with s3.open("fsspec/new", "ab") as file:  # What is there is copied as a part.
        file.write(b"tail")
    assert body("fsspec", "new") == LARGE + b"tail"
    s3.setxattr("fsspec/new", who="you", copy_kwargs={"ContentType": "text/y"})
    assert s3.getxattr("fsspec/new", "who") == "you"
    s3.put_tags("fsspec/new", {"k": "v"})
    assert s3.get_tags("fsspec/new") == {"k": "v"}
    s3.pipe("fsspec/once", b"first", mode="create")
    raised(FileExistsError, s3.pipe, "fsspec/once", b"second", mode="create")
    assert s3.cat("fsspec/once") == b"first"
    s3.pipe("fsspec/large", LARGE, chunksize=6 * 1024 * 1024, mode="create")
    raised(FileExistsError, s3.pipe, "fsspec/large", LARGE, chunksize=6 * 1024 * 1024, mode="create")
    s3.mv(f"fsspec/tree/{ODD}", f"fsspec/{ODD}")
    assert s3.cat(f"fsspec/{ODD}") == b"odd" and not s3.exists(f"fsspec/tree/{ODD}")
    with urllib.request.urlopen(s3.url(f"fsspec/{ODD}")) as reply:
        assert reply.read() == b"odd"
    s3.merge("fsspec/merged", ["fsspec/large", "fsspec/new"])
    assert body("fsspec", "merged") == LARGE + LARGE + b"tail"
    raised(FileNotFoundError, s3.cat, "fsspec/never")
    raised(FileNotFoundError, s3.ls, "nowhere-at-all/x")
    nothing_left_open("fsspec")
    s3.pipe({f"fsspec/many/{number:04}": b"%d" % number for number in range(1100)})
    assert len(s3.find("fsspec/many")) == 1100
    s3.rm("fsspec", recursive=True)
    assert not s3.exists("fsspec")


def s3fs_versions():
    s3 = s3fs.S3FileSystem(version_aware=True)
    s3.mkdir("fsspec-versions")
    s3.make_bucket_versioned("fsspec-versions")
    for text in (b"one", b"two"):
        s3.pipe("fsspec-versions/k", text)
    newest, oldest = [version["VersionId"] for version in s3.object_version_info("fsspec-versions/k")]
    read = lambda version: s3.open("fsspec-versions/k", "rb", version_id=version).read()
    assert read(oldest) == b"one" and s3.cat("fsspec-versions/k") == b"two"
    s3.rm("fsspec-versions/k")
    assert not s3.exists("fsspec-versions/k") and read(newest) == b"two"


def duck():
    connection = duckdb.connect()
    [extension] = pathlib.Path(duckdb_extension_httpfs.__file__).parent.rglob("*.duckdb_extension")
    connection.execute(f"LOAD '{extension}'")
    host = ENDPOINT.removeprefix("http://")
    connection.execute(
        f"CREATE SECRET (TYPE s3, KEY_ID 'test', SECRET 'test', REGION 'us-east-1', ENDPOINT '{host}', URL_STYLE 'path', USE_SSL false)"
    )
    return connection


def duckdb_queries():
    sql = lambda text: connection.execute(text).fetchall()
    connection, _ = duck(), bucket("duck")
    sql("CREATE TABLE t AS SELECT i AS id, i % 4 AS city, md5(i::VARCHAR) AS name FROM range(300000) r(i)")
    for kind in ("parquet", "csv", "json"):
        sql(f"COPY t TO 's3://duck/t.{kind}'")
        read = "name, id::BIGINT AS id, city::BIGINT AS city"
        assert sql(f"SELECT count(*) FROM (SELECT {read} FROM 's3://duck/t.{kind}' INTERSECT SELECT {read} FROM t)") == [(300000,)], kind
    sql("COPY t TO 's3://duck/hive' (FORMAT parquet, PARTITION_BY city)")
    assert len(keys("duck", "hive/")) == 4
    assert sql("SELECT city, count(*) FROM read_parquet('s3://duck/hive/*/*.parquet', hive_partitioning = true) WHERE city > 1 GROUP BY 1 ORDER BY 1") == [(2, 75000), (3, 75000)]
    sql("COPY (SELECT 7 AS x) TO 's3://duck/a b/ä+č=%2F.parquet'")
    assert sql("SELECT x FROM 's3://duck/a b/*.parquet'") == [(7,)], keys("duck")
    boto3.client("s3").put_object(Bucket="duck", Key="large", Body=LARGE)
    [[size, content]] = sql("SELECT size, content FROM read_blob('s3://duck/large')")
    assert size == len(LARGE) and content == LARGE
    assert len(sql("SELECT file FROM glob('s3://duck/**')")) == len(keys("duck"))
    raised(duckdb.Error, sql, "SELECT * FROM 's3://duck/never.parquet'")
    raised(duckdb.Error, sql, "COPY t TO 's3://duck-nowhere/t.parquet'")
    nothing_left_open("duck")


def polars_frames():
    bucket("polars")
    frame = polars.DataFrame({"id": range(300_000)}).with_columns(city=polars.col("id") % 4, name=polars.col("id").hash().cast(polars.String))
    for kind, sink, scan in (
        ("parquet", polars.LazyFrame.sink_parquet, polars.scan_parquet),
        ("csv", polars.LazyFrame.sink_csv, lambda *a, **m: polars.scan_csv(*a, schema=frame.schema, **m)),
        ("ndjson", polars.LazyFrame.sink_ndjson, lambda *a, **m: polars.scan_ndjson(*a, schema=frame.schema, **m)),
        ("ipc", polars.LazyFrame.sink_ipc, polars.scan_ipc),
    ):
        for name in ("t", "a b/ä+č=1"):
            sink(frame.lazy(), f"s3://polars/{name}.{kind}", storage_options=STORAGE)
            assert scan(f"s3://polars/{name}.{kind}", storage_options=STORAGE).collect().equals(frame), (name, kind)
    frame.write_parquet("s3://polars/hive/", partition_by="city", storage_options=STORAGE)
    found = polars.scan_parquet("s3://polars/hive/", hive_partitioning=True, storage_options=STORAGE)
    assert found.filter(polars.col("city") == 3).select(polars.len()).collect().item() == 75_000
    assert polars.scan_parquet("s3://polars/hive/**/*.parquet", storage_options=STORAGE).sort("id").collect().height == 300_000
    raised(Exception, polars.scan_parquet("s3://polars/never.parquet", storage_options=STORAGE).collect)
    nothing_left_open("polars")


def delta():
    bucket("delta")
    address, storage = "s3://delta/a b/people", {**STORAGE, "aws_conditional_put": "etag"}
    table = people(2_000)
    deltalake.write_deltalake(address, table, partition_by=["city"], storage_options=storage)
    deltalake.write_deltalake(address, people(10), mode="append", storage_options=storage)
    written = lambda **version: deltalake.DeltaTable(address, storage_options=storage, **version)
    assert written().to_pyarrow_table().num_rows == 2_010
    written().delete("id < 10")
    written().update(updates={"name": "'new'"}, predicate="id = 11")
    matched = written().merge(people(20), predicate="t.id = s.id", source_alias="s", target_alias="t")
    assert matched.when_matched_update_all().when_not_matched_insert_all().execute()["num_target_rows_inserted"] == 10
    assert written().to_pyarrow_table().select(table.column_names).sort_by("id") == table
    errors = []

    def append(number):
        try:
            deltalake.write_deltalake(address, people(100), mode="append", storage_options=storage)
        except Exception as error:
            errors.append((number, error))

    writers = [threading.Thread(target=append, args=(number,)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    # Each version is one writer's: who comes second to its number takes the next one.
    assert not errors and written().version() == 10 and written().to_pyarrow_table().num_rows == 2_600, (errors, written().version())
    written().create_checkpoint()
    written().optimize.compact()
    assert len(written().vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)) > 4
    assert written().to_pyarrow_table().num_rows == 2_600
    assert deltalake.DeltaTable.is_deltatable(address, storage) and not deltalake.DeltaTable.is_deltatable("s3://delta/x", storage)


def iceberg(files, scratch):
    name = bucket(f"iceberg-{files.lower()}")
    catalog = load_catalog(
        name, type="sql", uri=f"sqlite:///{scratch}/{name}.db", warehouse=f"s3://{name}/warehouse",
        **{"s3.endpoint": ENDPOINT, "s3.access-key-id": "test", "s3.secret-access-key": "test", "s3.region": "us-east-1"},
        **{"py-io-impl": f"pyiceberg.io.{files.lower()}.{files}FileIO"},
    )
    catalog.create_namespace("town", {"location": f"s3://{name}/warehouse/town"})
    schema = Schema(NestedField(1, "id", LongType()), NestedField(2, "city", StringType()), NestedField(3, "name", StringType()))
    spec = PartitionSpec(PartitionField(2, 1000, IdentityTransform(), "city"))
    table = catalog.create_table("town.people", schema, partition_spec=spec)
    table.append(people(3_000))
    first = table.current_snapshot().snapshot_id
    table.append(people(10))
    table.delete("id < 10")
    assert table.scan().to_arrow().num_rows == 2_990
    assert table.scan(row_filter="city = '1' and id >= 2000").to_arrow().num_rows == 250
    assert table.scan(snapshot_id=first).to_arrow().sort_by("id") == people(3_000)
    with table.update_schema() as update:
        update.add_column("age", LongType())
    table.overwrite(people(5).append_column("age", pa.array(range(5), pa.int64())))
    assert catalog.load_table("town.people").scan().to_arrow().sort_by("id")["age"].to_pylist() == list(range(5))
    stale = catalog.load_table("town.people")
    table.append(people(1).append_column("age", pa.array([9], pa.int64())))
    stale.append(people(1).append_column("age", pa.array([9], pa.int64())))
    assert catalog.load_table("town.people").scan().to_arrow().num_rows == 7
    catalog.purge_table("town.people")
    assert catalog.list_tables("town") == [] and all(key.endswith("/") for key in keys(name))


def iceberg_tables():
    with tempfile.TemporaryDirectory() as scratch:
        iceberg("PyArrow", scratch)
        iceberg("Fsspec", scratch)


FLOWS = [pyarrow_files, pyarrow_datasets, s3fs_files, s3fs_versions, duckdb_queries, polars_frames, delta, iceberg_tables]

if __name__ == "__main__":
    from flow import run

    run("Python's data tools", FLOWS)
