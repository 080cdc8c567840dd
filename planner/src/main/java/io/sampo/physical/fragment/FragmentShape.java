package io.sampo.physical.fragment;

import java.util.List;

/**
 * What was decided about a fragment while its query ran. Rows of tasks of different shapes must not
 * be mixed.
 *
 * @param joined the fragments, by number, that are part of it instead of sending rows to it
 * @param shares what each task reads of partitions that are dealt out, by its number
 */
public record FragmentShape(List<Integer> joined, List<TaskShare> shares) {
  public FragmentShape {
    joined = List.copyOf(joined);
    shares = List.copyOf(shares);
  }
}
