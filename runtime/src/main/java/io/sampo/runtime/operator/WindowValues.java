package io.sampo.runtime.operator;

import java.util.List;

/** Functions that yield the value of another row. */
final class WindowValues {
  private WindowValues() {}

  /** The places of a partition whose value counts: all, or those that are not null. */
  private static final class Places {
    private final int[] before;
    private final int[] places;

    Places(WindowPartition partition, WindowFunction.Argument argument, boolean ignoreNulls) {
      int size = partition.size();
      before = new int[size + 1];
      places = new int[size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        before[i] = count;
        if (!ignoreNulls || !argument.isNull(partition.row(i))) {
          places[count++] = i;
        }
      }
      before[size] = count;
    }

    /** How many of them come before a place. */
    int before(int place) {
      return before[place];
    }

    /** The one with that number, from 0; -1 when there is none. */
    int at(long number) {
      return number < 0 || number >= before[before.length - 1] ? -1 : places[(int) number];
    }
  }

  /** The value a distance before or behind. */
  static final class Shifted implements WindowFunction {
    private final Argument value;
    private final Argument distance;
    private final Argument otherwise;
    private final int direction;
    private final boolean ignoreNulls;
    private final FieldWriter writer;

    /**
     * @param arguments value, distance, and what is yielded where there is no such row
     */
    Shifted(List<Argument> arguments, int direction, boolean ignoreNulls, FieldWriter writer) {
      this.value = arguments.get(0);
      this.distance = arguments.get(1);
      this.otherwise = arguments.get(2);
      this.direction = direction;
      this.ignoreNulls = ignoreNulls;
      this.writer = writer;
    }

    @Override
    public void compute(WindowPartition partition) {
      var places = new Places(partition, value, ignoreNulls);
      for (int i = 0; i < partition.size(); i++) {
        long row = partition.row(i);
        long target = partition.target(i);
        if (!(distance.value(row) instanceof Number given)) {
          writer.putNull(target);
          continue;
        }
        int place = place(places, i, given.longValue() * direction);
        if (place < 0) {
          otherwise.copy(row, writer, target);
        } else {
          value.copy(partition.row(place), writer, target);
        }
      }
    }

    private static int place(Places places, int from, long shift) {
      if (shift == 0) {
        return from;
      }
      return places.at(
          shift < 0 ? places.before(from) + shift : places.before(from + 1) + shift - 1);
    }
  }

  /** The first, last or n-th value of the frame. */
  static final class Framed implements WindowFunction {
    private final String name;
    private final List<Argument> arguments;
    private final boolean ignoreNulls;
    private final WindowFrames frames;
    private final FieldWriter writer;

    Framed(
        String name,
        List<Argument> arguments,
        boolean ignoreNulls,
        WindowFrames frames,
        FieldWriter writer) {
      this.name = name;
      this.arguments = arguments;
      this.ignoreNulls = ignoreNulls;
      this.frames = frames;
      this.writer = writer;
    }

    @Override
    public void compute(WindowPartition partition) {
      Argument value = arguments.getFirst();
      var places = new Places(partition, value, ignoreNulls);
      WindowFrames.Bounds bounds = frames.of(partition);
      for (int i = 0; i < partition.size(); i++) {
        int from = places.before(bounds.from()[i]);
        int to = places.before(bounds.to()[i]);
        long number = number(partition.row(i), from, to);
        if (number < from || number >= to) {
          writer.putNull(partition.target(i));
        } else {
          value.copy(partition.row(places.at(number)), writer, partition.target(i));
        }
      }
    }

    private long number(long row, int from, int to) {
      return switch (name) {
        case "first" -> from;
        case "last" -> to - 1L;
        default ->
            arguments.get(1).value(row) instanceof Number n && n.longValue() > 0
                ? from + n.longValue() - 1
                : -1;
      };
    }
  }
}
