package io.sampo.runtime.operator;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Locale;
import java.util.Map;

/** Functions of a row's place among the rows of its partition. */
final class WindowRanks implements WindowFunction {
  private final Kind kind;
  private final FieldWriter writer;
  private final FrameEdge peers;
  private long size;
  private long groups;

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
    this.peers = new FrameEdge.ByPeers(kind == Kind.CUME_DIST);
  }

  @Override
  public void start(WindowPartition partition) {
    size = partition.size();
    groups = 0;
    peers.start(partition);
  }

  @Override
  public void write(long place, long target) {
    switch (kind) {
      case ROW_NUMBER -> writer.putLong(target, place + 1);
      case RANK -> writer.putLong(target, peers.at(place) + 1);
      case DENSE_RANK -> {
        groups += peers.at(place) == place ? 1 : 0;
        writer.putLong(target, groups);
      }
      case PERCENT_RANK -> writer.putDouble(target, size == 1 ? 0 : peers.at(place) / (size - 1.0));
      case CUME_DIST -> writer.putDouble(target, peers.at(place) / (double) size);
    }
  }

  /** The partition cut into so many parts, of which the first ones may have one row more. */
  static final class Tiles implements WindowFunction {
    private final Argument number;
    private final FieldWriter writer;
    private long rows;
    private long larger;

    Tiles(Argument number, FieldWriter writer) {
      this.number = number;
      this.writer = writer;
    }

    @Override
    public void start(WindowPartition partition) {
      long tiles = number.value(partition.row(0)) instanceof Number given ? given.longValue() : 0;
      if (tiles < 1) {
        throw new SampoException(
            ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
            Map.of("value", String.valueOf(tiles), "target_type", "the number of tiles"));
      }
      rows = partition.size() / tiles;
      larger = partition.size() % tiles;
    }

    @Override
    public void write(long place, long target) {
      long inLarger = larger * (rows + 1);
      long tile =
          place < inLarger ? place / (rows + 1) : larger + (place - inLarger) / Math.max(1, rows);
      writer.putLong(target, tile + 1);
    }
  }
}
