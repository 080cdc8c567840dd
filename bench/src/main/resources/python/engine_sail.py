"""Sail's Spark Connect server in this process, asked by the PySpark client."""

import importlib.metadata
import os

os.environ["TOKIO_WORKER_THREADS"] = os.environ["SAMPO_BENCH_CORES"]
os.environ["SAIL_EXECUTION__DEFAULT_PARALLELISM"] = os.environ["SAMPO_BENCH_CORES"]

from pysail.spark import SparkConnectServer  # settings are read from the environment when it starts
from pyspark.sql import SparkSession

import runner
from spark_engine import SparkEngine


class Sail(SparkEngine):
    def __init__(self):
        self.server = SparkConnectServer("127.0.0.1", 0)
        self.server.start(background=True)
        _, port = self.server.listening_address
        super().__init__(SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate())

    def version(self):
        return importlib.metadata.version("pysail")

    def close(self):
        self.session.stop()
        self.server.stop()


if __name__ == "__main__":
    runner.main(Sail)
