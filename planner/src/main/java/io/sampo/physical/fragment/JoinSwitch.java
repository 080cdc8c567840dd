package io.sampo.physical.fragment;

import java.util.List;

/**
 * A join whose sides are both dealt out, and which could do without: when its tables turn out to be
 * small, the tasks that were to send the rows that look them up read all of the tables instead and
 * do what the join was to do.
 *
 * @param join the fragment of the join
 * @param probe the fragment that sends the rows that look up
 * @param builds the fragments that send what the tables are made of
 * @param builtBytes about how large the tables were expected to be
 * @param probingBytes about how much would be sent to look them up
 * @param doubtful whether the tables may well have another size than expected, so that it is worth
 *     waiting for them
 */
public record JoinSwitch(
    int join, int probe, List<Integer> builds, long builtBytes, long probingBytes, boolean doubtful)
    implements FragmentSwitch {
  /** What a row takes in a table beside its columns. */
  private static final long ROW_BYTES = 24;

  /** Smaller tables are built by every task in any case, if that is allowed. */
  private static final long SMALL_BYTES = 1 << 20;

  public JoinSwitch {
    builds = List.copyOf(builds);
  }

  @Override
  public JoinSwitch in(int other) {
    return new JoinSwitch(other, probe, builds, builtBytes, probingBytes, doubtful);
  }

  /** How large tables are that are made of so much. */
  public static long tableBytes(long rows, long bytes) {
    return rows * ROW_BYTES + bytes;
  }

  /**
   * Whether all of the tables should be built for every task.
   *
   * @param tableBytes how large they are
   * @param tasks how many tasks look them up
   * @param limit the largest tables that every task may build
   */
  public boolean pays(long tableBytes, int tasks, long limit) {
    boolean cheap = tableBytes * tasks <= tableBytes + probingBytes;
    return tableBytes <= limit && (cheap || tableBytes <= SMALL_BYTES);
  }
}
