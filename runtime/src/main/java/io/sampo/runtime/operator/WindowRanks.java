package io.sampo.runtime.operator;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Locale;
import java.util.Map;

/** Functions of a row's place among the rows of its partition. */
final class WindowRanks implements WindowFunction {
  private final Kind kind;
  private final FieldWriter writer;

  /** The functions, by their names. */
  enum Kind {
    ROW_NUMBER,
    RANK,
    DENSE_RANK,
    PERCENT_RANK,
    CUME_DIST;

    static Kind of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  WindowRanks(Kind kind, FieldWriter writer) {
    this.kind = kind;
    this.writer = writer;
  }

  @Override
  public void compute(WindowPartition partition) {
    int size = partition.size();
    switch (kind) {
      case ROW_NUMBER -> {
        for (int i = 0; i < size; i++) {
          writer.putLong(partition.target(i), i + 1L);
        }
      }
      case RANK -> {
        int[] peers = partition.peersFrom();
        for (int i = 0; i < size; i++) {
          writer.putLong(partition.target(i), peers[i] + 1L);
        }
      }
      case DENSE_RANK -> {
        int[] peers = partition.peersFrom();
        long rank = 0;
        for (int i = 0; i < size; i++) {
          rank += peers[i] == i ? 1 : 0;
          writer.putLong(partition.target(i), rank);
        }
      }
      case PERCENT_RANK -> {
        int[] peers = partition.peersFrom();
        for (int i = 0; i < size; i++) {
          writer.putDouble(partition.target(i), size == 1 ? 0 : peers[i] / (size - 1.0));
        }
      }
      case CUME_DIST -> {
        int[] peers = partition.peersTo();
        for (int i = 0; i < size; i++) {
          writer.putDouble(partition.target(i), peers[i] / (double) size);
        }
      }
    }
  }

  /** The partition cut into so many parts, of which the first ones may have one row more. */
  static final class Tiles implements WindowFunction {
    private final Argument number;
    private final FieldWriter writer;

    Tiles(Argument number, FieldWriter writer) {
      this.number = number;
      this.writer = writer;
    }

    @Override
    public void compute(WindowPartition partition) {
      int size = partition.size();
      long tiles = number.value(partition.row(0)) instanceof Number given ? given.longValue() : 0;
      if (tiles < 1) {
        throw new SampoException(
            ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
            Map.of("value", String.valueOf(tiles), "target_type", "the number of tiles"));
      }
      long rows = size / tiles;
      long larger = size % tiles;
      long inLarger = larger * (rows + 1);
      for (int i = 0; i < size; i++) {
        long tile = i < inLarger ? i / (rows + 1) : larger + (i - inLarger) / Math.max(1, rows);
        writer.putLong(partition.target(i), tile + 1);
      }
    }
  }
}
