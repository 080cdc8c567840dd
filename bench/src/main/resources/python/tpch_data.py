"""Makes the eight TPC-H tables of one scale factor, one file per table.

Rows come from the generator; DuckDB then rewrites them with fixed types, so that every engine reads the very same bytes:
Snappy Parquet with row groups of 122,880 rows, or CSV with a header line.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys

import duckdb

ROW_GROUP = 122_880

MONEY = "DECIMAL(15,2)"

TABLES = {
    "region": [("r_regionkey", "INTEGER"), ("r_name", "VARCHAR"), ("r_comment", "VARCHAR")],
    "nation": [
        ("n_nationkey", "INTEGER"),
        ("n_name", "VARCHAR"),
        ("n_regionkey", "INTEGER"),
        ("n_comment", "VARCHAR"),
    ],
    "supplier": [
        ("s_suppkey", "BIGINT"),
        ("s_name", "VARCHAR"),
        ("s_address", "VARCHAR"),
        ("s_nationkey", "INTEGER"),
        ("s_phone", "VARCHAR"),
        ("s_acctbal", MONEY),
        ("s_comment", "VARCHAR"),
    ],
    "customer": [
        ("c_custkey", "BIGINT"),
        ("c_name", "VARCHAR"),
        ("c_address", "VARCHAR"),
        ("c_nationkey", "INTEGER"),
        ("c_phone", "VARCHAR"),
        ("c_acctbal", MONEY),
        ("c_mktsegment", "VARCHAR"),
        ("c_comment", "VARCHAR"),
    ],
    "part": [
        ("p_partkey", "BIGINT"),
        ("p_name", "VARCHAR"),
        ("p_mfgr", "VARCHAR"),
        ("p_brand", "VARCHAR"),
        ("p_type", "VARCHAR"),
        ("p_size", "INTEGER"),
        ("p_container", "VARCHAR"),
        ("p_retailprice", MONEY),
        ("p_comment", "VARCHAR"),
    ],
    "partsupp": [
        ("ps_partkey", "BIGINT"),
        ("ps_suppkey", "BIGINT"),
        ("ps_availqty", "BIGINT"),
        ("ps_supplycost", MONEY),
        ("ps_comment", "VARCHAR"),
    ],
    "orders": [
        ("o_orderkey", "BIGINT"),
        ("o_custkey", "BIGINT"),
        ("o_orderstatus", "VARCHAR"),
        ("o_totalprice", MONEY),
        ("o_orderdate", "DATE"),
        ("o_orderpriority", "VARCHAR"),
        ("o_clerk", "VARCHAR"),
        ("o_shippriority", "INTEGER"),
        ("o_comment", "VARCHAR"),
    ],
    "lineitem": [
        ("l_orderkey", "BIGINT"),
        ("l_partkey", "BIGINT"),
        ("l_suppkey", "BIGINT"),
        ("l_linenumber", "BIGINT"),
        ("l_quantity", MONEY),
        ("l_extendedprice", MONEY),
        ("l_discount", MONEY),
        ("l_tax", MONEY),
        ("l_returnflag", "VARCHAR"),
        ("l_linestatus", "VARCHAR"),
        ("l_shipdate", "DATE"),
        ("l_commitdate", "DATE"),
        ("l_receiptdate", "DATE"),
        ("l_shipinstruct", "VARCHAR"),
        ("l_shipmode", "VARCHAR"),
        ("l_comment", "VARCHAR"),
    ],
}


def generate(table, scale_factor, folder):
    tool = os.path.join(os.path.dirname(sys.executable), "tpchgen-cli")
    command = [tool, "parquet", "-s", scale_factor, "-T", table, "-o", folder, "--no-progress", "-q"]
    subprocess.run(command, check=True, stdout=sys.stderr)
    return os.path.join(folder, table + ".parquet")


def target_options(file_format):
    if file_format == "parquet":
        return f"FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP}"
    return "FORMAT csv, HEADER, DELIMITER ','"


def rewrite(connection, source, table, target, file_format):
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in TABLES[table])
    connection.execute(f"COPY (SELECT {columns} FROM read_parquet('{source}')) TO '{target}' ({target_options(file_format)})")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sf", required=True)
    parser.add_argument("--format", choices=["parquet", "csv"], required=True)
    parser.add_argument("--out", required=True, help="folder to make; it appears only when it is complete")
    arguments = parser.parse_args()

    partial = f"{arguments.out}.partial-{os.getpid()}"
    raw = os.path.join(partial, "raw")
    os.makedirs(raw)
    try:
        connection = duckdb.connect(config={"preserve_insertion_order": "true"})
        tables = []
        for table, columns in TABLES.items():
            source = generate(table, arguments.sf, raw)
            target = os.path.join(partial, f"{table}.{arguments.format}")
            rewrite(connection, source, table, target, arguments.format)
            rows = connection.execute(f"SELECT count(*) FROM read_parquet('{source}')").fetchone()[0]
            tables.append({"name": table, "rows": rows, "columns": [{"name": name, "type": kind} for name, kind in columns]})
            os.remove(source)
            print(f"made {table}: {rows} rows, {os.path.getsize(target)} bytes", file=sys.stderr)
        os.rmdir(raw)
        with open(os.path.join(partial, "manifest.json"), "w", encoding="utf-8") as manifest:
            json.dump({"scale_factor": arguments.sf, "format": arguments.format, "tables": tables}, manifest, indent=2)
        os.rename(partial, arguments.out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


if __name__ == "__main__":
    main()
