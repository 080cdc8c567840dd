"""Polars behind the runner's protocol: each question as a LazyFrame, run by the streaming engine."""

import importlib
import os

os.environ["POLARS_MAX_THREADS"] = os.environ["SAMPO_BENCH_CORES"]

import polars as pl  # the thread count is read on import

import runner


def data_type(name):
    upper = name.upper()
    if upper.startswith("DECIMAL"):
        precision, scale = upper[len("DECIMAL(") : -1].split(",")
        return pl.Decimal(int(precision), int(scale))
    return {"BIGINT": pl.Int64, "INTEGER": pl.Int32, "VARCHAR": pl.String, "DATE": pl.Date, "DOUBLE": pl.Float64}[upper]


def scan(table):
    if table["format"] == "parquet":
        return pl.scan_parquet(table["path"])
    if table["schema"] is None:
        return pl.scan_csv(table["path"], has_header=True, try_parse_dates=True)
    schema = {column["name"]: data_type(column["type"]) for column in table["schema"]}
    return pl.scan_csv(table["path"], has_header=True, schema=schema)


class Tables:
    """Registered tables as attributes."""

    def __init__(self):
        self.frames = {}

    def __getattr__(self, name):
        return self.frames[name]


class Polars(runner.Engine):
    def __init__(self):
        self.tables = Tables()

    def version(self):
        return pl.__version__

    def register(self, table):
        self.tables.frames[table["name"]] = scan(table)

    def frame(self, request):
        suite = importlib.import_module("polars_" + request["suite"])
        return suite.QUESTIONS[request["id"]](self.tables)

    def query(self, request):
        return self.frame(request).collect(engine="streaming")

    def fetch(self, request):
        return self.query(request).rows()

    def arrow(self, result):
        return result.to_arrow()

    def write(self, request):
        self.frame(request).sink_parquet(request["file"], compression="snappy", engine="streaming")


if __name__ == "__main__":
    runner.main(Polars)
