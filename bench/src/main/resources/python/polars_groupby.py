"""The ten questions of the group-by benchmark as Polars LazyFrames."""

import polars as pl
from polars import col


def q01(t):
    return t.x.group_by("id1").agg(col("v1").sum())


def q02(t):
    return t.x.group_by("id1", "id2").agg(col("v1").sum())


def q03(t):
    return t.x.group_by("id3").agg(col("v1").sum(), col("v3").mean())


def q04(t):
    return t.x.group_by("id4").agg(col("v1", "v2", "v3").mean())


def q05(t):
    return t.x.group_by("id6").agg(col("v1", "v2", "v3").sum())


def q06(t):
    return t.x.group_by("id4", "id5").agg(col("v3").median().alias("median_v3"), col("v3").std().alias("sd_v3"))


def q07(t):
    return t.x.group_by("id3").agg((col("v1").max() - col("v2").min()).alias("range_v1_v2"))


def q08(t):
    return t.x.drop_nulls("v3").group_by("id6").agg(col("v3").top_k(2).alias("largest2_v3")).explode("largest2_v3")


def q09(t):
    return t.x.group_by("id2", "id4").agg((pl.corr("v1", "v2") ** 2).alias("r2"))


def q10(t):
    return t.x.group_by("id1", "id2", "id3", "id4", "id5", "id6").agg(col("v3").sum(), pl.len().alias("count"))


QUESTIONS = {
    "q01": q01,
    "q02": q02,
    "q03": q03,
    "q04": q04,
    "q05": q05,
    "q06": q06,
    "q07": q07,
    "q08": q08,
    "q09": q09,
    "q10": q10,
}
