"""What Spark and Sail share: the PySpark API behind the runner's protocol."""

import runner


def schema_text(schema):
    names = {"VARCHAR": "STRING", "INTEGER": "INT"}
    return ", ".join(f"`{column['name']}` {names.get(column['type'], column['type'])}" for column in schema)


class SparkEngine(runner.Engine):
    def __init__(self, session):
        self.session = session

    def version(self):
        return self.session.version

    def register(self, table):
        if table["format"] == "parquet":
            frame = self.session.read.parquet(table["path"])
        elif table["schema"] is None:
            frame = self.session.read.csv(table["path"], header=True, inferSchema=True)
        else:
            frame = self.session.read.csv(table["path"], header=True, schema=schema_text(table["schema"]))
        frame.createOrReplaceTempView(table["name"])

    def query(self, request):
        return self.session.sql(request["sql"]).toArrow()

    def fetch(self, request):
        return self.session.sql(request["sql"]).collect()

    def write(self, request):
        frame = self.session.sql(request["sql"])
        frame.write.mode("overwrite").option("compression", "snappy").parquet(request["file"])
