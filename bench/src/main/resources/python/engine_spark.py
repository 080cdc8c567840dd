"""Spark in local mode, eight shuffle partitions."""

import os

from pyspark.sql import SparkSession

import runner
from spark_engine import SparkEngine


class Spark(SparkEngine):
    def __init__(self):
        cores = os.environ["SAMPO_BENCH_CORES"]
        builder = (
            SparkSession.builder.master(f"local[{cores}]")
            .appName("sampo-bench")
            .config("spark.driver.memory", os.environ.get("SAMPO_BENCH_MEMORY") or "8g")
            .config("spark.driver.maxResultSize", "0")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        )
        super().__init__(builder.getOrCreate())
        self.session.sparkContext.setLogLevel("ERROR")

    def drop(self, request):
        self.session.sql(request["sql"]).write.format("noop").mode("overwrite").save()

    def close(self):
        self.session.stop()


if __name__ == "__main__":
    runner.main(Spark)
