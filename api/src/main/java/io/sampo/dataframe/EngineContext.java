package io.sampo.dataframe;

import io.sampo.config.ConfigOption;
import io.sampo.config.ConfigOptions;
import io.sampo.engine.Engine;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.row.RowValues;
import io.sampo.row.ValueText;
import io.sampo.spec.Relation;
import io.sampo.types.StructType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the DataFrames of one session share: its engine, and the ids that tell their columns apart.
 * Safe for use by many threads.
 */
public final class EngineContext implements AutoCloseable {
  private final Engine engine;
  private final AtomicLong planIds = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  public EngineContext(Engine engine) {
    this.engine = engine;
  }

  /**
   * The engine.
   *
   * @throws SampoException when the session is closed
   */
  public Engine engine() {
    if (closed.get()) {
      throw new SampoException(ErrorCode.SESSION_CLOSED, Map.of());
    }
    return engine;
  }

  public boolean isClosed() {
    return closed.get();
  }

  /** A DataFrame of this session over the relation. */
  public DataFrame dataFrame(Relation relation) {
    return new DataFrame(this, relation, planIds.incrementAndGet());
  }

  /**
   * A DataFrame of rows held in memory.
   *
   * @throws SampoException when a value does not fit its field
   */
  public DataFrame dataFrame(List<Row> rows, StructType schema) {
    var literals = new ArrayList<@Nullable Object[]>(rows.size());
    rows.forEach(row -> literals.add(RowValues.literals(row, schema)));
    return dataFrame(new Relation.Local(schema, literals, Origin.NONE));
  }

  /** How values are shown: in the session's time zone. */
  public ValueText valueText() {
    ConfigOption option = ConfigOptions.SESSION_TIME_ZONE;
    return ValueText.shown(
        engine()
            .setting(option.key())
            .map(zone -> ZoneId.of(option.checked(zone)))
            .orElseGet(ZoneId::systemDefault));
  }

  /**
   * Closes the engine; further use of the session or its DataFrames is an error. May be called
   * twice.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      engine.close();
    }
  }
}
