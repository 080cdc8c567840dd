package io.sampo.runtime.cluster;

/** A task of a query: which fragment, which of its tasks. */
record TaskKey(int fragment, int task) {
  @Override
  public String toString() {
    return "task " + task + " of fragment " + fragment;
  }
}
