package io.sampo.engine;

import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of values as {@link Row} documents them. */
record MemoryTable(StructType schema, List<@Nullable Object[]> rows) {
  static MemoryTable of(Relation.Local local) {
    var rows = new ArrayList<@Nullable Object[]>();
    for (@Nullable Object[] literals : local.rows()) {
      rows.add(values(Arrays.asList(literals), local.schema()));
    }
    return new MemoryTable(local.schema(), rows);
  }

  static MemoryTable of(Relation.Range range) {
    var rows = new ArrayList<@Nullable Object[]>();
    for (long id = range.start(); id < range.end(); id += range.step()) {
      rows.add(new Object[] {id});
    }
    return new MemoryTable(StructType.of(new StructField("id", DataType.LONG, false)), rows);
  }

  MemoryTable first(int count) {
    return new MemoryTable(schema, rows.subList(0, Math.min(count, rows.size())));
  }

  MemoryTable last(int count) {
    return new MemoryTable(schema, rows.subList(Math.max(0, rows.size() - count), rows.size()));
  }

  MemoryTable counted() {
    return new MemoryTable(
        StructType.of(new StructField("count", DataType.LONG, false)),
        List.<@Nullable Object[]>of(new Object[] {(long) rows.size()}));
  }

  /** Columns by position or name, renamed or not, and constants. */
  MemoryTable picked(List<Expression> expressions) {
    var fields = new ArrayList<StructField>();
    var indexes = new ArrayList<Integer>();
    for (Expression expression : expressions) {
      Expression inner = expression instanceof Expression.Alias alias ? alias.child() : expression;
      int index = index(inner);
      indexes.add(index);
      StructField field =
          index < 0 ? StructField.of("constant", DataType.INTEGER) : schema.fields().get(index);
      fields.add(
          expression instanceof Expression.Alias alias
              ? new StructField(alias.name(), field.type(), field.nullable())
              : field);
    }
    var picked = new ArrayList<@Nullable Object[]>();
    for (@Nullable Object[] row : rows) {
      picked.add(indexes.stream().map(index -> index < 0 ? 1 : row[index]).toArray());
    }
    return new MemoryTable(new StructType(fields), picked);
  }

  private int index(Expression expression) {
    if (expression instanceof Expression.Ordinal ordinal) {
      return ordinal.index();
    }
    if (expression instanceof Expression.Attribute attribute) {
      return schema.indexOf(attribute.nameParts().getLast()).orElseThrow();
    }
    if (expression instanceof Expression.Literal) {
      return -1;
    }
    throw SampoException.unsupported(expression.toString(), "", null);
  }

  private static @Nullable Object[] values(List<?> literals, StructType schema) {
    var values = new @Nullable Object[literals.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(literals.get(i), schema.fields().get(i).type());
    }
    return values;
  }

  private static @Nullable Object value(@Nullable Object literal, DataType type) {
    if (literal == null) {
      return null;
    }
    if (type instanceof DateType) {
      return LocalDate.ofEpochDay((Integer) literal);
    }
    if (type instanceof TimestampType) {
      return Instant.EPOCH.plus((Long) literal, ChronoUnit.MICROS);
    }
    if (type instanceof TimestampNtzType) {
      return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
          .plus((Long) literal, ChronoUnit.MICROS);
    }
    if (type instanceof DayTimeIntervalType) {
      return Duration.of((Long) literal, ChronoUnit.MICROS);
    }
    if (type instanceof YearMonthIntervalType) {
      return Period.ofMonths((Integer) literal).normalized();
    }
    if (type instanceof ArrayType array) {
      var list = new ArrayList<@Nullable Object>();
      ((List<?>) literal).forEach(item -> list.add(value(item, array.elementType())));
      return list;
    }
    if (type instanceof MapType map) {
      var entries = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      ((Map<?, ?>) literal)
          .forEach(
              (key, item) -> entries.put(value(key, map.keyType()), value(item, map.valueType())));
      return entries;
    }
    return type instanceof StructType struct
        ? Row.of(struct, values((List<?>) literal, struct))
        : literal;
  }
}
