package io.sampo.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Finds what grows: each figure of the last sample against the same one of the first, which is
 * taken when every question was asked once, so that what is kept on purpose is there.
 */
final class Growth {
  private static final long MEBIBYTE = 1L << 20;

  /** What is live may differ by what happens to be on its way, and by an ended query or two. */
  private static final long LIVE_SLACK = 24 * MEBIBYTE;

  /** Heaps are grown by collectors as they like; a real leak shows in what is live, too. */
  private static final long RESIDENT_SLACK = 192 * MEBIBYTE;

  private static final long THREAD_SLACK = 24;
  private static final long DESCRIPTOR_SLACK = 24;

  private Growth() {}

  /**
   * Judges the samples.
   *
   * @param members processes that may each hold a folder and its lock
   */
  static List<String> of(List<Sample> samples, int members) {
    if (samples.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<String>();
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    process("driver", first, last, Sample::driver, found);
    process("client", first, last, Sample::client, found);
    long most = 2L * members;
    if (last.files() > most || last.fileBytes() > 0) {
      found.add(
          String.format(
              Locale.ROOT,
              "%d files with %d bytes are left of what was spilled, though no query runs",
              last.files(),
              last.fileBytes()));
    }
    if (last.blocks() > 0) {
      found.add(last.blocks() + " blocks are kept, though no query runs");
    }
    return found;
  }

  private interface Of {
    ProcessFigures apply(Sample sample);
  }

  private static void process(String name, Sample first, Sample last, Of of, List<String> found) {
    ProcessFigures before = of.apply(first);
    ProcessFigures now = of.apply(last);
    grew(name + "'s live heap", before, now, ProcessFigures::live, LIVE_SLACK, found);
    grew(name + "'s memory", before, now, ProcessFigures::resident, RESIDENT_SLACK, found);
    grew(name + "'s threads", before, now, ProcessFigures::threads, THREAD_SLACK, found);
    grew(name + "'s open files", before, now, ProcessFigures::descriptors, DESCRIPTOR_SLACK, found);
  }

  private static void grew(
      String what,
      ProcessFigures before,
      ProcessFigures now,
      ToLongFunction<ProcessFigures> figure,
      long slack,
      List<String> found) {
    long from = figure.applyAsLong(before);
    long to = figure.applyAsLong(now);
    if (to > from + from / 4 + slack) {
      found.add("the " + what + " grew from " + from + " to " + to);
    }
  }
}
