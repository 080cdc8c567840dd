package io.sampo.runtime.operator;

/**
 * Over how many tasks rows are to be spread.
 *
 * @param tasks the most tasks; 0 leaves it to where the rows come from
 * @param rows fewer are not worth a further task
 */
record Spreading(int tasks, long rows) {
  static final Spreading ANY = new Spreading(0, 1);

  boolean isLimited() {
    return tasks > 0;
  }
}
