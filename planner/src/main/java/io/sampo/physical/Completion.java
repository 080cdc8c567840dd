package io.sampo.physical;

import java.util.List;

/**
 * How groups of rows of a scan become complete before the scan ends: where a part of the table
 * holds all rows with some values of a clustered column, the groups of these values are complete
 * when the part was read. They need not be looked for any more, and those that nobody will want are
 * dropped.
 *
 * @param key the place among the keys of the one that is the column as it is stored
 * @param column the column's name in the table
 * @param kept what all who read the groups do with them first, ending in a filter; empty when there
 *     is no such filter
 */
public record Completion(int key, String column, List<Step> kept) {
  public Completion {
    kept = List.copyOf(kept);
  }
}
