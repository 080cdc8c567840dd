"""Makes the table of the group-by benchmark as one Parquet file: six key columns, three value columns, K groups of the small keys."""

import argparse
import os

import duckdb
import numpy as np
import pyarrow as pa

ROW_GROUP = 122_880
CHUNK = 1_000_000


def keys(prefix, digits, count):
    return pa.array([f"{prefix}{number:0{digits}d}" for number in range(1, count + 1)])


def chunk(random, rows, small, large, few, many):
    def number(low, high, kind):
        return pa.array(random.integers(low, high + 1, rows, dtype=kind))

    def text(dictionary):
        return dictionary.take(pa.array(random.integers(0, len(dictionary), rows)))

    return pa.table(
        {
            "id1": text(few),
            "id2": text(few),
            "id3": text(many),
            "id4": number(1, small, np.int32),
            "id5": number(1, small, np.int32),
            "id6": number(1, large, np.int32),
            "v1": number(1, 5, np.int32),
            "v2": number(1, 15, np.int32),
            "v3": pa.array(np.round(random.uniform(0, 100, rows), 6)),
        }
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--groups", type=int, required=True, help="K: distinct values of the small keys")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True, help="folder to make; it appears only when it is complete")
    arguments = parser.parse_args()

    partial = f"{arguments.out}.partial-{os.getpid()}"
    os.makedirs(partial)
    random = np.random.default_rng(arguments.seed)
    large = max(1, arguments.rows // arguments.groups)
    few, many = keys("id", 3, arguments.groups), keys("id", 10, large)

    def chunks():
        for start in range(0, arguments.rows, CHUNK):
            rows = min(CHUNK, arguments.rows - start)
            yield from chunk(random, rows, arguments.groups, large, few, many).to_batches()

    schema = chunk(np.random.default_rng(0), 1, arguments.groups, large, few, many).schema
    connection = duckdb.connect(config={"preserve_insertion_order": "true"})
    reader = pa.RecordBatchReader.from_batches(schema, chunks())
    connection.register("generated", reader)
    target = os.path.join(partial, "x.parquet")
    connection.execute(f"COPY generated TO '{target}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP})")
    os.rename(partial, arguments.out)


if __name__ == "__main__":
    main()
