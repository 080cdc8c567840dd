"""DuckDB behind the runner's protocol."""

import os
import tempfile

import duckdb

import runner


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def source(table):
    if table["format"] == "parquet":
        return f"read_parquet({literal(table['path'])})"
    if table["schema"] is None:
        return f"read_csv({literal(table['path'])}, header = true)"
    columns = ", ".join(f"{literal(column['name'])}: {literal(column['type'])}" for column in table["schema"])
    dialect = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"'"
    return f"read_csv({literal(table['path'])}, {dialect}, columns = {{{columns}}})"


class DuckDb(runner.Engine):
    def __init__(self):
        settings = {"threads": int(os.environ["SAMPO_BENCH_CORES"])}
        if os.environ.get("SAMPO_BENCH_MEMORY"):
            settings["memory_limit"] = os.environ["SAMPO_BENCH_MEMORY"] + "B"
        # Else DuckDB spills into the folder it was started in, and leaves its files there when it is killed.
        self.scratch = tempfile.TemporaryDirectory(prefix="sampo-bench-duckdb-")
        settings["temp_directory"] = self.scratch.name
        self.connection = duckdb.connect(config=settings)

    def version(self):
        return duckdb.__version__

    def register(self, table):
        self.connection.execute(f"CREATE OR REPLACE VIEW {table['name']} AS SELECT * FROM {source(table)}")

    def query(self, request):
        return self.connection.sql(request["sql"]).to_arrow_table()

    def fetch(self, request):
        return self.connection.execute(request["sql"]).fetchall()

    def drop(self, request):
        self.connection.execute(request["sql"]).complete()

    def write(self, request):
        target = literal(request["file"])
        self.connection.execute(f"COPY ({request['sql']}) TO {target} (FORMAT parquet, COMPRESSION snappy)")


if __name__ == "__main__":
    runner.main(DuckDb)
