package io.sampo.runtime.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that yield the value of another row. */
final class WindowValues {
  private WindowValues() {}

  /**
   * The places of a partition whose value counts: all, or those that are not null. Moves over the
   * rows from the place asked for before.
   */
  private static final class Places {
    private final WindowFunction.Argument argument;
    private final boolean ignoreNulls;
    private @Nullable WindowPartition partition;
    private long place;
    private long count;

    Places(WindowFunction.Argument argument, boolean ignoreNulls) {
      this.argument = argument;
      this.ignoreNulls = ignoreNulls;
    }

    void start(WindowPartition fresh) {
      partition = fresh;
      place = 0;
      count = 0;
    }

    private WindowPartition rows() {
      return WindowPartition.started(partition);
    }

    private long counted(WindowPartition rows, long at) {
      return argument.isNull(rows.row(at)) ? 0 : 1;
    }

    /** How many of them come before a place. */
    long before(long wished) {
      if (!ignoreNulls) {
        return wished;
      }
      WindowPartition rows = rows();
      while (place < wished) {
        count += counted(rows, place++);
      }
      while (place > wished) {
        count -= counted(rows, --place);
      }
      return count;
    }

    /** The one with that number, from 0; -1 when there is none. */
    long at(long number) {
      WindowPartition rows = rows();
      if (number < 0 || number >= rows.size()) {
        return -1;
      }
      if (!ignoreNulls) {
        return number;
      }
      while (count > number) {
        count -= counted(rows, --place);
      }
      while (place < rows.size()) {
        long one = counted(rows, place);
        if (one == 1 && count == number) {
          return place;
        }
        count += one;
        place++;
      }
      return -1;
    }
  }

  /** The value a distance before or behind. */
  static final class Shifted implements WindowFunction {
    private final Argument value;
    private final Argument distance;
    private final Argument otherwise;
    private final int direction;
    private final FieldWriter writer;
    private final Places before;
    private final Places others;
    private @Nullable WindowPartition partition;

    /**
     * @param arguments value, distance, and what is yielded where there is no such row
     */
    Shifted(List<Argument> arguments, int direction, boolean ignoreNulls, FieldWriter writer) {
      this.value = arguments.get(0);
      this.distance = arguments.get(1);
      this.otherwise = arguments.get(2);
      this.direction = direction;
      this.writer = writer;
      this.before = new Places(value, ignoreNulls);
      this.others = new Places(value, ignoreNulls);
    }

    @Override
    public void start(WindowPartition fresh) {
      partition = fresh;
      before.start(fresh);
      others.start(fresh);
    }

    @Override
    public void write(long place, long target) {
      WindowPartition rows = WindowPartition.started(partition);
      long row = rows.row(place);
      if (!(distance.value(row) instanceof Number given)) {
        writer.putNull(target);
        return;
      }
      long other = place(place, given.longValue() * direction);
      if (other < 0) {
        otherwise.copy(rows.row(place), writer, target);
      } else {
        value.copy(rows.row(other), writer, target);
      }
    }

    private long place(long from, long shift) {
      if (shift == 0) {
        return from;
      }
      return others.at(
          shift < 0 ? before.before(from) + shift : before.before(from + 1) + shift - 1);
    }
  }

  /** The first, last or n-th value of the frame. */
  static final class Framed implements WindowFunction {
    private final String name;
    private final List<Argument> arguments;
    private final WindowFrames frames;
    private final FieldWriter writer;
    private final Places beforeFrame;
    private final Places beforeEnd;
    private final Places wanted;
    private @Nullable WindowPartition partition;

    Framed(
        String name,
        List<Argument> arguments,
        boolean ignoreNulls,
        WindowFrames frames,
        FieldWriter writer) {
      this.name = name;
      this.arguments = arguments;
      this.frames = frames;
      this.writer = writer;
      this.beforeFrame = new Places(arguments.getFirst(), ignoreNulls);
      this.beforeEnd = new Places(arguments.getFirst(), ignoreNulls);
      this.wanted = new Places(arguments.getFirst(), ignoreNulls);
    }

    @Override
    public void start(WindowPartition fresh) {
      partition = fresh;
      frames.start(fresh);
      beforeFrame.start(fresh);
      beforeEnd.start(fresh);
      wanted.start(fresh);
    }

    @Override
    public void write(long place, long target) {
      WindowPartition rows = WindowPartition.started(partition);
      long from = beforeFrame.before(frames.from(place));
      long to = beforeEnd.before(frames.to(place));
      long number = number(rows.row(place), from, to);
      if (number < from || number >= to) {
        writer.putNull(target);
      } else {
        arguments.getFirst().copy(rows.row(wanted.at(number)), writer, target);
      }
    }

    private long number(long row, long from, long to) {
      return switch (name) {
        case "first" -> from;
        case "last" -> to - 1;
        default ->
            arguments.get(1).value(row) instanceof Number n && n.longValue() > 0
                ? FrameEdge.saturatedAdd(from, n.longValue() - 1)
                : -1;
      };
    }
  }
}
