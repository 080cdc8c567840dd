"""Writes the small Parquet files of this folder and the values a reader must find in them.

Run with pyarrow 26.0.1 and duckdb 2.0.0 in this folder. Files that hold the same table share the first part of their name, and TABLE.expected holds its
values. It has, for each column, a line `# name TYPE` and one line a row:
integers, dates (days) and timestamps (microseconds) as numbers, floats as the hex of their bits, decimals in plain notation, text as it is,
bytes in hex, arrays and structs in brackets, maps as pairs.
"""
import datetime
import decimal
import random
import struct

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

EPOCH = datetime.datetime(1970, 1, 1)
UTC_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def sql_type(t):
    p = pa.types
    if p.is_dictionary(t):
        return sql_type(t.value_type)
    if p.is_boolean(t): return "BOOLEAN"
    if p.is_int8(t): return "TINYINT"
    if p.is_int16(t) or p.is_uint8(t): return "SMALLINT"
    if p.is_int32(t) or p.is_uint16(t): return "INT"
    if p.is_int64(t) or p.is_uint32(t): return "BIGINT"
    if p.is_uint64(t): return "DECIMAL(20,0)"
    if p.is_float16(t) or p.is_float32(t): return "FLOAT"
    if p.is_float64(t): return "DOUBLE"
    if p.is_decimal(t): return f"DECIMAL({t.precision},{t.scale})"
    if p.is_date(t): return "DATE"
    if p.is_timestamp(t): return "TIMESTAMP" if t.tz else "TIMESTAMP_NTZ"
    if p.is_string(t) or p.is_large_string(t): return "STRING"
    if p.is_binary(t) or p.is_fixed_size_binary(t): return "BINARY"
    if p.is_list(t): return f"ARRAY<{sql_type(t.value_type)}>"
    if p.is_map(t): return f"MAP<{sql_type(t.key_type)}, {sql_type(t.item_type)}>"
    if p.is_struct(t):
        return "STRUCT<" + ", ".join(f"{f.name}: {sql_type(f.type)}" for f in t) + ">"
    raise ValueError(t)


def text(v, t):
    p = pa.types
    if v is None: return "null"
    if p.is_dictionary(t): return text(v, t.value_type)
    if p.is_boolean(t): return "true" if v else "false"
    if p.is_float16(t) or p.is_float32(t): return struct.pack(">f", v).hex()
    if p.is_float64(t): return struct.pack(">d", v).hex()
    if p.is_decimal(t): return format(v, "f")
    if p.is_date(t): return str((v - EPOCH.date()).days)
    if p.is_timestamp(t):
        v = v.to_pydatetime(warn=False) if hasattr(v, "to_pydatetime") else v
        return str((v - (UTC_EPOCH if v.tzinfo else EPOCH)) // datetime.timedelta(microseconds=1))
    if p.is_binary(t) or p.is_fixed_size_binary(t): return v.hex()
    if p.is_list(t): return "[" + ", ".join(text(x, t.value_type) for x in v) + "]"
    if p.is_map(t): return "[" + ", ".join(text(k, t.key_type) + "=" + text(x, t.item_type) for k, x in v) + "]"
    if p.is_struct(t): return "[" + ", ".join(text(v[f.name], f.type) for f in t) + "]"
    return str(v)


def expect(name, table):
    with open(name + ".expected", "w", encoding="utf-8", newline="\n") as out:
        for field in table.schema:
            out.write(f"# {field.name} {sql_type(field.type)}\n")
            for v in table[field.name].to_pylist():
                out.write(text(v, field.type) + "\n")


def write(name, table, **options):
    pq.write_table(table, name + ".parquet", store_schema=False, **options)
    expect(name.split(".")[0], table)


def holes(rng, values, share=0.2):
    return [None if rng.random() < share else v for v in values]


def mixed(rows, seed, nulls=True):
    rng = random.Random(seed)
    h = (lambda v: holes(rng, v)) if nulls else (lambda v: v)
    words = ["", "a", "sampo", "Väinämöinen", "exactly 12by", "thirteen byte", "a much longer text that does not fit a view"]
    r = range(rows)
    return pa.table({
        "flag": pa.array(h([rng.random() < 0.5 for _ in r]), pa.bool_()),
        "tiny": pa.array(h([rng.randint(-128, 127) for _ in r]), pa.int8()),
        "small": pa.array(h([rng.randint(-2**15, 2**15 - 1) for _ in r]), pa.int16()),
        "number": pa.array(h([rng.randint(-2**31, 2**31 - 1) for _ in r]), pa.int32()),
        "big": pa.array(h([rng.randint(-2**63, 2**63 - 1) for _ in r]), pa.int64()),
        "near": pa.array(h([1000 + i * 3 + rng.randint(0, 5) for i in r]), pa.int64()),
        "real": pa.array(h([rng.choice([0.0, -0.0, 1.5, rng.gauss(0, 1e9)]) for _ in r]), pa.float32()),
        "double": pa.array(h([rng.choice([float("inf"), rng.gauss(0, 1), 1e300]) for _ in r]), pa.float64()),
        "day": pa.array(h([EPOCH.date() + datetime.timedelta(days=rng.randint(-30000, 30000)) for _ in r]), pa.date32()),
        "word": pa.array(h([rng.choice(words) for _ in r]), pa.string()),
        "key": pa.array(h([f"key-{rng.randint(0, 10**rng.randint(1, 18))}" for _ in r]), pa.string()),
        "blob": pa.array(h([rng.randbytes(rng.randint(0, 20)) for _ in r]), pa.binary()),
    })


def encodings():
    table = mixed(150, 1)
    fixed = {"real": "BYTE_STREAM_SPLIT", "double": "BYTE_STREAM_SPLIT", "number": "DELTA_BINARY_PACKED", "big": "DELTA_BINARY_PACKED",
             "near": "DELTA_BINARY_PACKED", "word": "DELTA_BYTE_ARRAY", "key": "DELTA_LENGTH_BYTE_ARRAY", "blob": "DELTA_BYTE_ARRAY",
             "day": "BYTE_STREAM_SPLIT", "tiny": "DELTA_BINARY_PACKED", "flag": "RLE", "small": "PLAIN"}
    for version in ("1.0", "2.0"):
        write(f"mixed.delta_v{version[0]}", table, use_dictionary=False, column_encoding=fixed, data_page_version=version, data_page_size=400,
              write_batch_size=50, compression="none")
    write("mixed.plain", table, use_dictionary=False, compression="none", data_page_size=500, write_batch_size=60)
    write("mixed.dictionary_v2", table, data_page_version="2.0", compression="zstd", row_group_size=120, data_page_size=200, write_batch_size=30)
    write("mixed.fallback", table, dictionary_pagesize_limit=300, data_page_size=200, write_batch_size=25, compression="snappy",
          write_page_index=True, write_page_checksum=True)
    write("required", pa.table(mixed(100, 2, nulls=False).columns, schema=pa.schema(
        [pa.field(f.name, f.type, nullable=False) for f in mixed(1, 2).schema])), compression="lz4", data_page_size=300, write_batch_size=20)


def codecs():
    table = mixed(40, 3)
    for codec in ("none", "snappy", "gzip", "zstd", "lz4"):
        for version in ("1.0", "2.0"):
            write(f"codecs.{codec}_v{version[0]}", table, compression=codec, data_page_version=version)
    pq.write_table(table, "brotli.parquet", compression="brotli", store_schema=False)


def numbers():
    rng = random.Random(4)
    r = range(80)
    D = decimal.Decimal
    digits = lambda p, s: [D(rng.randint(-10**p + 1, 10**p - 1)).scaleb(-s, decimal.Context(prec=60)) for _ in r]
    table = pa.table({
        "u8": pa.array(holes(rng, [rng.randint(0, 255) for _ in r]), pa.uint8()),
        "u16": pa.array(holes(rng, [rng.randint(0, 2**16 - 1) for _ in r]), pa.uint16()),
        "u32": pa.array(holes(rng, [rng.randint(0, 2**32 - 1) for _ in r]), pa.uint32()),
        "u64": pa.array(holes(rng, [rng.randint(0, 2**64 - 1) for _ in r]), pa.uint64()),
        "half": pa.array(holes(rng, [np.float16(rng.gauss(0, 5)) for _ in r]), pa.float16()),
        "d3": pa.array(holes(rng, digits(3, 1)), pa.decimal128(3, 1)),
        "d9": pa.array(holes(rng, digits(9, 2)), pa.decimal128(9, 2)),
        "d15": pa.array(holes(rng, digits(15, 2)), pa.decimal128(15, 2)),
        "d18": pa.array(holes(rng, digits(18, 18)), pa.decimal128(18, 18)),
        "d25": pa.array(holes(rng, digits(25, 5)), pa.decimal128(25, 5)),
        "d38": pa.array(holes(rng, digits(38, 10)), pa.decimal128(38, 10)),
        "uuid": pa.array(holes(rng, [rng.randbytes(16) for _ in r]), pa.binary(16)),
    })
    write("numbers.dictionary", table)
    write("numbers.plain", table, use_dictionary=False, store_decimal_as_integer=True, data_page_version="2.0")
    fixed = {"d3": "BYTE_STREAM_SPLIT", "d25": "DELTA_BYTE_ARRAY", "d38": "BYTE_STREAM_SPLIT", "uuid": "DELTA_BYTE_ARRAY", "half": "BYTE_STREAM_SPLIT"}
    write("numbers.split", table, use_dictionary=False, compression="none", column_encoding=fixed)


def timestamps():
    rng = random.Random(5)
    r = range(70)
    micros = [rng.randint(-2**50, 2**52) for _ in r]
    at = lambda unit, tz=None: pa.array(holes(rng, micros), pa.timestamp("us")).cast(pa.timestamp(unit, tz), safe=False)
    table = pa.table({"ms": at("ms"), "us": at("us"), "ns": at("ns"), "ms_utc": at("ms", "UTC"), "us_utc": at("us", "UTC"), "ns_utc": at("ns", "UTC")})
    write("timestamps", table, version="2.6")
    old = pa.table({"old": at("us", "UTC")})
    write("int96", old, use_deprecated_int96_timestamps=True)
    pq.write_table(pa.table({"t": pa.array([1, 2], pa.time64("us"))}), "time.parquet", store_schema=False)


def nested():
    rng = random.Random(6)

    def value(t):
        p = pa.types
        if rng.random() < 0.2: return None
        if p.is_list(t): return [value(t.value_type) for _ in range(rng.choice([0, 1, 2, 3, 7]))]
        if p.is_map(t): return [(f"k{i}", value(t.item_type)) for i in range(rng.choice([0, 1, 2, 5]))]
        if p.is_struct(t): return {f.name: value(f.type) for f in t}
        if p.is_string(t): return rng.choice(["", "x", "twelve bytes", "more than twelve bytes"])
        if p.is_decimal(t): return decimal.Decimal(rng.randint(-10**6, 10**6)).scaleb(-2)
        if p.is_boolean(t): return rng.random() < 0.5
        if p.is_float64(t): return rng.gauss(0, 1)
        return rng.randint(-100, 100)

    point = pa.struct([("x", pa.int32()), ("y", pa.float64()), ("name", pa.string())])
    types = {
        "numbers": pa.list_(pa.int64()),
        "texts": pa.list_(pa.string()),
        "matrix": pa.list_(pa.list_(pa.int32())),
        "point": point,
        "points": pa.list_(point),
        "named": pa.map_(pa.string(), pa.int32()),
        "deep": pa.map_(pa.string(), pa.list_(pa.struct([("a", pa.list_(pa.decimal128(20, 2))), ("b", pa.bool_())]))),
        "boxes": pa.struct([("corner", point), ("tags", pa.list_(pa.string())), ("m", pa.map_(pa.string(), point))]),
        "plain": pa.int32(),
    }
    table = pa.table({k: pa.array([value(t) for _ in range(60)], t) for k, t in types.items()})
    write("nested.v1", table, compression="none", data_page_size=300, write_batch_size=20, row_group_size=25)
    write("nested.v2", table, data_page_version="2.0", data_page_size=300, write_batch_size=20, compression="zstd")
    write("legacy.list", table.select(["numbers", "texts", "points"]), use_compliant_nested_type=False)


def other():
    write("empty", mixed(0, 7))
    write("single", mixed(1, 8, nulls=False))
    write("all_null", pa.table({"a": pa.array([None] * 50, pa.int64()), "s": pa.array([None] * 50, pa.string())}), data_page_size=50, write_batch_size=10)
    rng = random.Random(9)
    ordered = pa.table({"id": pa.array(range(1000), pa.int64()), "group": pa.array([f"g{i // 50:03d}" for i in range(1000)]),
                        "noise": pa.array(holes(rng, [rng.random() for _ in range(1000)]))})
    write("indexed", ordered, write_page_index=True, data_page_size=600, write_batch_size=50, row_group_size=500)
    c = duckdb.connect()
    c.execute("create table t as select i::bigint id, (i % 7)::int small, case when i % 5 = 0 then null else 'word' || (i % 50) end word, "
              "(i * 1.25)::decimal(15,2) price, [i, i + 1] list, {'a': i, 'b': 'x' || i} struct from range(300) r(i)")
    for version in ("V1", "V2"):
        c.execute(f"copy t to 'duckdb.{version.lower()}.parquet' (format parquet, parquet_version {version}, row_group_size 128)")
        expect("duckdb", pq.read_table(f"duckdb.{version.lower()}.parquet"))


for make in (encodings, codecs, numbers, timestamps, nested, other):
    make()
