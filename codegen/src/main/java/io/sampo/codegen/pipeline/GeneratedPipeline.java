package io.sampo.codegen.pipeline;

import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.BatchSource;

/**
 * The base of every generated class: one flow into its sink. Used by one thread. The fields are set
 * once before the first batch and are public for generated code only.
 */
@SuppressWarnings("NullAway.Init")
public abstract class GeneratedPipeline {
  /** The columns of the batch being processed; unset when the source yields rows. */
  public BatchSource source;

  /** The address of the row pointers being processed, when the source yields rows. */
  public long inputRows;

  /** The most positions a loop passes on at once. */
  public int capacity;

  /** The addresses of the work buffers, as {@link CompiledPipeline#bufferBytes()} asks for. */
  public long[] buffers;

  /** The address of the views of text literals. */
  public long literals;

  /** Objects that expressions need: patterns, evaluators. */
  public Object[] constants;

  /** The tables that probes look up, in the order of the probes. */
  public JoinTable[] joins;

  /** The groups, when the sink groups. */
  public GroupTable groups;

  /** The single group's row, when the sink groups without keys. */
  public long singleGroup;

  /** The accumulators on the heap, when there are any. */
  public HeapStates heapStates;

  /** The rows, when the sink builds a table, sorts or collects. */
  public RowPages rows;

  /** Set when a row with a null key was met by a building sink. */
  public boolean sawNullKey;

  /** Where text computed by expressions is kept until the next batch. */
  public StringArena scratch;

  /** Receives full result batches, when the sink yields the result. */
  public ResultBuffer result;

  /** For each counter how many rows came by, then the nanoseconds they took from there on. */
  public long[] counts;

  /** The number of rows kept in the result's current batch. */
  public int resultRows;

  /** Run from time to time within a batch of which many rows are made; throws to end the work. */
  public Runnable interruption = () -> {};

  /** Called by generated code each time it has made some thousand rows of a few. */
  public final void interrupt() {
    interruption.run();
  }

  /**
   * Sends the rows of a batch through all steps.
   *
   * @param rows the number of rows of the batch
   */
  public abstract void process(int rows);
}
