package io.sampo.column;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.spec.SortKey;
import io.sampo.spec.TextParser;
import java.util.Map;
import java.util.Optional;

/** A column with a direction: a key of an ordering, not a value. */
final class OrderedColumn extends Column {
  private final Column column;
  private final boolean ascending;
  private final Optional<Boolean> nullsFirst;

  OrderedColumn(Column column, boolean ascending, Optional<Boolean> nullsFirst) {
    super(
        column
            + (ascending ? " ASC" : " DESC")
            + nullsFirst.map(first -> first ? " NULLS FIRST" : " NULLS LAST").orElse(""),
        _ -> {
          throw new SampoException(
              ErrorCode.INVALID_ARGUMENT,
              Map.of(
                  "value", column + (ascending ? ".asc()" : ".desc()"),
                  "parameter", "column",
                  "details", "an ordering is no value; it belongs into orderBy, sort or a window"));
        });
    this.column = column;
    this.ascending = ascending;
    this.nullsFirst = nullsFirst;
  }

  @Override
  public SortKey sortKey(TextParser parser) {
    return new SortKey(column.expression(parser), ascending, nullsFirst);
  }
}
