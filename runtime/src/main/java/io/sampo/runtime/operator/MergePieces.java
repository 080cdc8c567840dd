package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a merge into pieces of about the same number of rows, which several threads merge one beside
 * the other. Cuts are at keys: rows that are ordered alike are in the same piece, and what comes
 * out of all pieces, one after the other, is what comes out of the whole.
 */
final class MergePieces {
  /** So many rows of all runs are looked at for each piece. */
  private static final int CANDIDATES = 64;

  /** And so many of each run at least. */
  private static final int LEAST_OF_RUN = 16;

  /** Rows are looked at at other places in each run: multiples of this are spread evenly. */
  private static final double GOLDEN = 0.6180339887498949;

  /** A block of a run that is being read takes about so much. */
  private static final long BLOCK_BYTES = 160 << 10;

  private final MergedRuns all;

  MergePieces(MergedRuns all) {
    this.all = all;
  }

  /** A row that might be the first of a piece, and how many rows it stands for. */
  private record Candidate(long prefix, double share, int run, long place, double weight) {}

  /** Pieces of so many rows, or larger ones where their open blocks would not fit into memory. */
  List<RowSet.Part> of(long rows) {
    long count = all.count();
    long most = Math.ceilDiv(Math.max(1, count), Math.max(1, rows));
    if (!all.isInMemory()) {
      most = Math.min(most, Math.max(1, all.memory() / 4 / BLOCK_BYTES / all.slices().size()));
    }
    int pieces = (int) Math.min(most, 1 << 16);
    if (pieces < 2) {
      return List.of(all);
    }
    try (var bounds = new RowPages(all.layout().width(), all.allocator())) {
      return cut(bounds(pieces, bounds));
    }
  }

  private List<Long> bounds(int pieces, RowPages kept) {
    long count = all.count();
    List<Candidate> candidates = candidates(pieces, count);
    var bounds = new ArrayList<Long>();
    double before = 0;
    int next = 1;
    for (Candidate candidate : candidates) {
      if (next < pieces && before >= (double) count * next / pieces) {
        bounds.add(copy(candidate, kept));
        while (next < pieces && before >= (double) count * next / pieces) {
          next++;
        }
      }
      before += candidate.weight();
    }
    bounds.sort(all.order()::compare);
    return bounds;
  }

  /** In the order of their prefixes; where these are alike a row's place in its run tells most. */
  private List<Candidate> candidates(int pieces, long count) {
    var candidates = new ArrayList<Candidate>();
    for (int run = 0; run < all.slices().size(); run++) {
      MergedRuns.Slice slice = all.slices().get(run);
      long number =
          Math.clamp((long) pieces * CANDIDATES * slice.count() / count, LEAST_OF_RUN, 1 << 20);
      double shift = run * GOLDEN % 1;
      for (long i = 0; i < number && slice.count() > 0; i++) {
        double share = (i + shift) / number;
        long place = slice.from() + (long) (slice.count() * share);
        candidates.add(
            new Candidate(
                slice.run().prefixNear(place),
                share,
                run,
                slice.run().near(place),
                (double) slice.count() / number));
      }
    }
    candidates.sort(
        Comparator.comparingLong(Candidate::prefix)
            .thenComparingDouble(Candidate::share)
            .thenComparingInt(Candidate::run));
    return candidates;
  }

  private long copy(Candidate candidate, RowPages to) {
    long fresh = to.add();
    SortedRun run = all.slices().get(candidate.run()).run();
    run.look(
        candidate.place(),
        all.allocator(),
        row -> {
          for (RowLayout.Field field : all.layout().fields()) {
            RowFields.copy(field, row, fresh, to.strings());
          }
        });
    return fresh;
  }

  private List<RowSet.Part> cut(List<Long> bounds) {
    var pieces = new ArrayList<RowSet.Part>();
    long[] starts = all.slices().stream().mapToLong(MergedRuns.Slice::from).toArray();
    for (long bound : bounds) {
      long[] ends = new long[starts.length];
      for (int i = 0; i < ends.length; i++) {
        MergedRuns.Slice slice = all.slices().get(i);
        long before = slice.run().countBefore(bound, all.allocator());
        ends[i] = Math.clamp(before, starts[i], slice.to());
      }
      add(starts, ends, pieces);
      starts = ends;
    }
    add(starts, all.slices().stream().mapToLong(MergedRuns.Slice::to).toArray(), pieces);
    return pieces;
  }

  private void add(long[] starts, long[] ends, List<RowSet.Part> pieces) {
    var slices = new ArrayList<MergedRuns.Slice>();
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] < ends[i]) {
        slices.add(new MergedRuns.Slice(all.slices().get(i).run(), starts[i], ends[i]));
      }
    }
    if (!slices.isEmpty()) {
      pieces.add(new MergedRuns(slices, all.layout(), all.order(), all.allocator(), all.memory()));
    }
  }
}
