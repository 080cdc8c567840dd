package io.sampo.physical.fragment;

import java.util.Set;

/**
 * How the tasks of a fragment may share the partitions that they read, once it is known how large
 * those are.
 *
 * @param bySize whether a task may read several partitions; otherwise each reads the one of its
 *     number
 * @param divisible those of the inputs whose rows of one partition may go to several tasks, each of
 *     which then reads the partition of all other inputs
 */
public record Sharing(boolean bySize, Set<Integer> divisible) {
  /** Each task reads the partition of its number. */
  public static final Sharing FIXED = new Sharing(false, Set.of());

  public Sharing {
    divisible = Set.copyOf(divisible);
    if (!bySize && !divisible.isEmpty()) {
      throw new IllegalArgumentException("a fixed number of tasks that may be divided");
    }
  }
}
