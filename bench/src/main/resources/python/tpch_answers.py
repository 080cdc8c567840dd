"""Writes DuckDB's answer to each TPC-H query as CSV (header line, NULL as an empty field), for tests that have no DuckDB."""

import argparse
import os
import pathlib

import duckdb


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder of the eight Parquet files")
    parser.add_argument("--queries", required=True, help="folder of qNN.sql")
    parser.add_argument("--out", required=True, help="folder for qNN.csv")
    arguments = parser.parse_args()

    connection = duckdb.connect()
    for file in sorted(pathlib.Path(arguments.data).glob("*.parquet")):
        connection.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet('{file}')")
    os.makedirs(arguments.out, exist_ok=True)
    for query in sorted(pathlib.Path(arguments.queries).glob("q*.sql")):
        text = query.read_text(encoding="utf-8")
        connection.sql(text).write_csv(os.path.join(arguments.out, query.stem + ".csv"), header=True)


if __name__ == "__main__":
    main()
