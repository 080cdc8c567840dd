package io.sampo.runtime.operator;

import java.util.List;

/**
 * Some parts one after the other, from one row to before another.
 *
 * @param parts what is read
 * @param from the first row, counted from 0
 * @param to the row behind the last
 */
record RangedPart(List<RowSet.Part> parts, long from, long to) implements RowSet.Part {
  RangedPart {
    parts = List.copyOf(parts);
  }

  @Override
  public long count() {
    long all = parts.stream().mapToLong(RowSet.Part::count).sum();
    return Math.max(0, Math.min(all, to) - from);
  }

  @Override
  public RowSet.Cursor open() {
    return new RangeCursor();
  }

  @Override
  public List<RowSet.Part> split(long rows) {
    return List.of(this);
  }

  private final class RangeCursor implements RowSet.Cursor {
    private RowSet.Cursor current = (pointers, most) -> 0;
    private int opened;
    private long at;

    @Override
    public int next(long pointers, int most) {
      while (at < to) {
        int wished = (int) Math.min(most, (at < from ? from : to) - at);
        int count = current.next(pointers, wished);
        at += count;
        if (count > 0 && at > from) {
          return count;
        }
        if (count == 0) {
          close();
          if (opened == parts.size()) {
            return 0;
          }
          current = parts.get(opened++).open();
        }
      }
      close();
      return 0;
    }

    @Override
    public void close() {
      current.close();
    }
  }
}
