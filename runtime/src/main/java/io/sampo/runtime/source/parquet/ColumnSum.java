package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DecimalType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Sums the statistics of one column over row groups and files. */
final class ColumnSum {
  private final DataType type;
  private @Nullable Comparable<?> min;
  private @Nullable Comparable<?> max;

  /** Whether every row group had the bound. */
  private boolean hasMin = true;

  private boolean hasMax = true;
  private boolean nullsKnown = true;
  private long nulls;
  private long rows;
  private long textBytes;
  private long textRows;
  private final DistinctEstimate distinct = new DistinctEstimate();

  ColumnSum(DataType type) {
    this.type = type;
  }

  /** Adds rows of a file without the column. */
  void addMissing(long missing) {
    rows += missing;
    nulls += missing;
  }

  void add(SchemaNode leaf, StoredChunk chunk, long groupRows) {
    rows += groupRows;
    StoredStatistics statistics = chunk.statistics();
    long groupNulls = 0;
    if (leaf.maxDefinition() > 0) {
      if (statistics.nulls() >= 0) {
        groupNulls = statistics.nulls();
      } else {
        nullsKnown = false;
      }
    }
    nulls += groupNulls;
    if (groupRows > groupNulls) {
      addBounds(leaf, statistics);
    }
    if (statistics.distinct() >= 0) {
      distinct.add(groupRows - groupNulls, statistics.distinct());
    }
    if (chunk.textBytes() >= 0) {
      textBytes += chunk.textBytes();
      textRows += groupRows - groupNulls;
    } else if (!chunk.allDictionary()) {
      textBytes += Math.max(0, chunk.uncompressedBytes() - Integer.BYTES * groupRows);
      textRows += groupRows;
    }
  }

  private void addBounds(SchemaNode leaf, StoredStatistics statistics) {
    Bounds bounds = Bounds.of(leaf.element(), type, statistics);
    distinct.range(bounds);
    Comparable<?> low = bounds.min();
    if (low == null) {
      hasMin = false;
    } else if (min == null || less(low, min)) {
      min = low;
    }
    Comparable<?> high = bounds.max();
    if (high == null) {
      hasMax = false;
    } else if (max == null || less(max, high)) {
      max = high;
    }
  }

  @SuppressWarnings("unchecked")
  private static boolean less(Comparable<?> a, Comparable<?> b) {
    return ((Comparable<Object>) a).compareTo(b) < 0;
  }

  /** Asks dictionary pages where the footer has no distinct counts. */
  void sampleDictionaries(Footer footer, SchemaNode leaf) {
    if (distinct.isEmpty() && type.equals(DataType.BOOLEAN)) {
      distinct.add(rows, Math.min(rows, 2));
    }
    if (distinct.isEmpty()) {
      DictionarySampler.sample(footer, leaf, distinct);
    }
  }

  ColumnStatistics result() {
    Comparable<?> least = hasMin ? min : null;
    Comparable<?> greatest = hasMax ? max : null;
    Comparable<?> low = least == null ? null : literal(least, true);
    Comparable<?> high = greatest == null ? null : literal(greatest, false);
    // NaN may hide above the maximum of floating values.
    boolean exact = low != null && high != null && !type.isFloating();
    return new ColumnStatistics(
        low,
        high,
        exact,
        nullsKnown ? OptionalLong.of(nulls) : OptionalLong.empty(),
        distinct.estimate(rows - (nullsKnown ? nulls : 0), least, greatest),
        averageBytes(),
        distinct.isClustered(),
        distinct.parts(),
        distinct.separable());
  }

  private double averageBytes() {
    VectorLayout layout = VectorLayout.of(type);
    if (layout != VectorLayout.VIEW) {
      return layout.bytes();
    }
    if (textRows > 0) {
      return Math.max(1, textBytes / (double) textRows);
    }
    if (min instanceof Bounds.Bytes a && max instanceof Bounds.Bytes b) {
      return (a.bytes().length + b.bytes().length) / 2.0;
    }
    return layout.bytes();
  }

  /** A bound in the form of a literal of the type. */
  private @Nullable Comparable<?> literal(Comparable<?> bound, boolean lower) {
    return switch (bound) {
      case Long v when type instanceof ByteType -> v.byteValue();
      case Long v when type instanceof ShortType -> v.shortValue();
      case Long v when type instanceof IntegerType || type instanceof DateType -> v.intValue();
      case Long v -> v;
      case Double v when type instanceof FloatType -> v.floatValue();
      case Double v -> v;
      case BigDecimal v when type instanceof DecimalType -> v;
      case Boolean v -> v;
      case Bounds.Bytes v when type instanceof StringType -> text(v.bytes(), lower);
      default -> null;
    };
  }

  /**
   * Writers cut long bounds, maybe inside a character: a lower bound may be cut further, an upper
   * one is then no bound any more.
   */
  private static @Nullable String text(byte[] bytes, boolean lower) {
    for (int length = bytes.length; length >= Math.max(0, bytes.length - 3); length--) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, 0, length))
            .toString();
      } catch (CharacterCodingException e) {
        if (!lower) {
          return null;
        }
      }
    }
    return null;
  }
}
