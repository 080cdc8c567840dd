package io.sampo.runtime.cluster;

import io.sampo.runtime.worker.protocol.TaskCode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a driver leaves to its successor of queries that run. Which tasks are done, and where their
 * blocks are, the workers know best and are asked; the journal has what only the driver knows.
 * Methods return at once; what they are told is kept a moment later, in the order of the calls.
 */
public interface QueryJournal {
  /** Keeps nothing. */
  QueryJournal NONE = new None();

  /**
   * A query that a former driver left, with the workers that it gave tasks of it.
   *
   * @param joins what was {@link #decided}, by the fragment that may be part of another
   * @param drivers how many drivers have run it so far
   */
  record Left(QueryOrder order, Set<String> workers, Map<Integer, Boolean> joins, int drivers) {
    public Left {
      workers = Set.copyOf(workers);
      joins = Map.copyOf(joins);
    }

    /** The same with the code of the order in another form. */
    Left with(TaskCode code) {
      return new Left(order.with(code), workers, joins, drivers);
    }
  }

  /** A query begins. */
  void started(QueryOrder order);

  /** A worker gets a task of it, told once for each. */
  void given(String query, String worker);

  /**
   * It is decided whether a fragment is run, or is part of the one that reads it.
   *
   * @param probe the fragment
   * @param joined whether it is part of the other
   */
  void decided(String query, int probe, boolean joined);

  /** A query ended. */
  void ended(String query);

  /**
   * Queries that begin may refer to this code.
   *
   * @param key as in {@link io.sampo.runtime.worker.protocol.TaskCode.Elsewhere}
   * @param bytes its serialized form
   */
  void code(String key, byte[] bytes);

  /** No query refers to the code any more. */
  void codeLeft(String key);

  /**
   * What the former driver left, to go on with, with all code in the orders; called once, before
   * anything else.
   */
  List<Left> left();

  /** See {@link #NONE}. */
  final class None implements QueryJournal {
    private None() {}

    @Override
    public void started(QueryOrder order) {}

    @Override
    public void given(String query, String worker) {}

    @Override
    public void decided(String query, int probe, boolean joined) {}

    @Override
    public void ended(String query) {}

    @Override
    public void code(String key, byte[] bytes) {}

    @Override
    public void codeLeft(String key) {}

    @Override
    public List<Left> left() {
      return List.of();
    }
  }
}
