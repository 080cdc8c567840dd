"""One engine as a process that answers requests: one JSON object per line on standard input, one reply per line on standard output.

    {"op": "setup", "tables": [TABLE, ...]}                   -> {"ms": 1.5}
    {"op": "run", "suite", "id", "sql", "tables", "use", "file"} -> {"ms": 12.3, "rows": 4, "columns": [{"name", "kind", "scale"}]}
    {"op": "stop"}                                            -> the process ends

A TABLE is {"name", "path", "format", "schema"}; schema is a list of {"name", "type"}, or null when the engine must infer it. The tables of
a run are registered inside the measured part. What becomes of the answer ("use"):

    hold         held in the engine's columnar form
    fetch        fetched as rows
    drop         computed to the end and dropped
    save-rows    held; then, not measured, written to "file", one JSON array of texts per row
    save-digest  held; then, not measured, sums over it are written to "file", and the reply's columns are theirs
    export       written to "file" as Snappy Parquet, measured

A failure is {"error": "..."}, and the process goes on. With --once FILE the process does the requests in FILE and ends, for measurements
of a whole process.
"""

import json
import math
import os
import sys
import time
import zlib


class Engine:
    """What an engine must offer. All methods may raise anything; the message goes to the driver."""

    def version(self):
        raise NotImplementedError

    def register(self, table):
        """Makes the table's name known, reading no more than its schema."""
        raise NotImplementedError

    def query(self, request):
        """Runs the query to its end and returns what `arrow` turns into a table."""
        raise NotImplementedError

    def fetch(self, request):
        """Runs the query to its end and fetches its rows."""
        raise NotImplementedError

    def drop(self, request):
        """Runs the query to its end; the answer itself is not wanted."""
        self.query(request)

    def arrow(self, result):
        return result

    def write(self, request):
        """Writes the query's answer as Snappy Parquet to request["file"]."""
        raise NotImplementedError

    def close(self):
        pass


def kind_of(arrow_type):
    import pyarrow.types as types

    if types.is_dictionary(arrow_type):
        return kind_of(arrow_type.value_type)
    if types.is_boolean(arrow_type):
        return "boolean", 0
    if types.is_integer(arrow_type):
        return "integer", 0
    if types.is_decimal(arrow_type):
        return "decimal", arrow_type.scale
    if types.is_floating(arrow_type):
        return "double", 0
    if types.is_date(arrow_type):
        return "date", 0
    if types.is_timestamp(arrow_type):
        return "timestamp", 0
    return "string", 0


def describe(table):
    columns = []
    for field in table.schema:
        kind, scale = kind_of(field.type)
        columns.append({"name": field.name, "kind": kind, "scale": scale})
    return columns


def double_text(value):
    """The shortest text that reads back to the same number; what is no number in Java's spelling."""
    if math.isfinite(value):
        return repr(value)
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def text_of(value, kind):
    if value is None:
        return None
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "double":
        return double_text(float(value))
    if kind == "decimal":
        return format(value, "f")
    if kind in ("date", "timestamp"):
        return value.isoformat()
    return str(value)


def write_rows(table, columns, path):
    with open(path, "w", encoding="utf-8") as file:
        for batch in table.to_batches():
            values = [column.to_pylist() for column in batch.columns]
            kinds = [column["kind"] for column in columns]
            for row in zip(*values):
                cells = [text_of(value, kind) for value, kind in zip(row, kinds)]
                file.write(json.dumps(cells, ensure_ascii=False) + "\n")


def as_doubles(column, kind):
    """The column as numbers: text by the checksum of its bytes, dates by their days since 1970, so that rows can be compared by sums of products."""
    import pyarrow as pa
    import pyarrow.compute as compute

    if kind in ("integer", "decimal", "double", "boolean"):
        return compute.fill_null(compute.cast(column, pa.float64()), 0.0)
    if kind == "date":
        days = compute.cast(compute.cast(column, pa.date32()), pa.int32())
        return compute.fill_null(compute.cast(days, pa.float64()), 0.0)
    if kind == "string":
        encoded = column.combine_chunks().dictionary_encode()
        codes = pa.array([zlib.crc32((value or "").encode()) & 0xFFFF for value in encoded.dictionary.to_pylist()], pa.float64())
        return compute.fill_null(codes.take(encoded.indices), 0.0)
    raise ValueError(f"no digest over {kind} columns")


def write_digest(table, columns, path):
    """One row: the count, each column's sum, and the sum of each column times the one before it. Order does not matter."""
    import pyarrow.compute as compute

    row = [str(table.num_rows)]
    described = [{"name": "rows", "kind": "integer", "scale": 0}]
    previous = None
    for index, column in enumerate(columns):
        values = as_doubles(table.column(index), column["kind"])
        row.append(double_text(compute.sum(values).as_py() or 0.0))
        described.append({"name": "sum(" + column["name"] + ")", "kind": "double", "scale": 0})
        if previous is not None:
            row.append(double_text(compute.sum(compute.multiply(previous, values)).as_py() or 0.0))
            described.append({"name": "sum(" + columns[index - 1]["name"] + " * " + column["name"] + ")", "kind": "double", "scale": 0})
        previous = values
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    return described


def peak_resident_bytes():
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def run(engine, request):
    use = request["use"]
    actions = {"fetch": engine.fetch, "drop": engine.drop, "export": engine.write}
    start = time.perf_counter()
    for table in request["tables"]:
        engine.register(table)
    result = actions.get(use, engine.query)(request)
    reply = {"ms": (time.perf_counter() - start) * 1000}
    if use.startswith("save-"):
        table = engine.arrow(result)
        reply["rows"] = table.num_rows
        reply["columns"] = describe(table)
        if use == "save-digest":
            reply["columns"] = write_digest(table, reply["columns"], request["file"])
        else:
            write_rows(table, reply["columns"], request["file"])
    return reply


def setup(engine, request):
    start = time.perf_counter()
    for table in request["tables"]:
        engine.register(table)
    return {"ms": (time.perf_counter() - start) * 1000}


def answer(engine, request):
    operations = {"setup": setup, "run": run}
    try:
        reply = operations[request["op"]](engine, request)
    except Exception as error:  # an engine's failure is an answer, the process goes on
        reply = {"error": f"{type(error).__name__}: {error}"}
    reply["peak"] = peak_resident_bytes()
    return reply


def main(start_engine):
    """Serves requests until "stop" or the end of the input. Whatever an engine prints goes to standard error."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    begin = time.perf_counter()
    engine = start_engine()
    once = sys.argv[sys.argv.index("--once") + 1] if "--once" in sys.argv else None
    requests = open(once, encoding="utf-8") if once else sys.stdin
    ready = {"ready": True, "version": engine.version(), "ms": (time.perf_counter() - begin) * 1000}
    replies.write(json.dumps(ready) + "\n")
    for line in requests:
        request = json.loads(line)
        if request["op"] == "stop":
            break
        replies.write(json.dumps(answer(engine, request), ensure_ascii=False) + "\n")
    replies.flush()
    engine.close()
