"""The questions over lineitem.csv as Polars LazyFrames."""

import polars as pl
from polars import col


def count(t):
    return t.lineitem.select(pl.len().alias("row_count"))


def group_by(t):
    return t.lineitem.group_by("l_returnflag", "l_linestatus").agg(
        pl.len().alias("row_count"),
        col("l_quantity").sum().alias("sum_quantity"),
        col("l_extendedprice").sum().alias("sum_price"),
    )


def all_columns(t):
    numbers = ["orderkey", "partkey", "suppkey", "linenumber", "quantity", "extendedprice", "discount", "tax"]
    smallest = ["returnflag", "linestatus", "shipdate", "commitdate"]
    largest = ["receiptdate", "shipinstruct", "shipmode", "comment"]
    return t.lineitem.select(
        *[col("l_" + name).sum().alias("sum_" + name) for name in numbers],
        *[col("l_" + name).min().alias("min_" + name) for name in smallest],
        *[col("l_" + name).max().alias("max_" + name) for name in largest],
    )


def everything(t):
    return t.lineitem


QUESTIONS = {
    "count": count,
    "group-by": group_by,
    "all-columns": all_columns,
    "to-parquet": everything,
}
