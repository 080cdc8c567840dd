package io.sampo.dataframe;

import io.sampo.engine.MemoryEngine;
import io.sampo.row.Row;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;

/** A DataFrame of sales on an engine in memory, in UTC. */
final class Fixture {
  static final StructType SALES =
      StructType.of()
          .add("store", DataType.STRING)
          .add("price", DataType.DOUBLE)
          .add("count", DataType.INTEGER);

  final MemoryEngine engine = new MemoryEngine(Map.of("spark.sql.session.timeZone", "UTC"));
  final EngineContext context = new EngineContext(engine);
  final DataFrame sales =
      context.dataFrame(
          List.of(Row.of("north", 1.5, 2), Row.of("south", 2.5, null), Row.of(null, 4.0, 3)),
          SALES);

  DataFrame of(StructType schema, Row... rows) {
    return context.dataFrame(List.of(rows), schema);
  }
}
