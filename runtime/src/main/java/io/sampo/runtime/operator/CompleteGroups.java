package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.CompiledPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.physical.Completion;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.runtime.memory.OperatorMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one task that are complete before its input ends ({@link Completion}). They leave
 * the table, which so stays small, and are looked for and joined no more; those that whoever reads
 * the groups would drop are dropped at once. Used by one thread at a time.
 */
final class CompleteGroups implements AutoCloseable {
  private final Shape shape;
  private final QueryContext context;
  private final SpillingRows rows;
  private final RowTexts texts;
  private @Nullable PipelineInstance keeping;
  private @Nullable ArrowBuf pointers;
  private boolean closed;

  /**
   * What the parts of one sink share.
   *
   * @param key the field of the clustered column
   * @param compiled the flow of groups that are kept
   */
  record Shape(RowLayout layout, RowLayout.Field key, CompiledPipeline compiled) {
    /** Of a sink that completes groups on the way. */
    static Shape of(
        int stage, Sink.Group sink, Completion completion, RowLayout layout, FlowTasks flows) {
      List<ColumnReference> columns = sink.columns();
      var groups = new Source.StageRows(stage, columns, false);
      var kept =
          new Sink.CollectRows(
              columns.stream().map(NamedExpression::of).toList(), 0, Optional.empty(), false);
      CompiledPipeline compiled =
          flows.compiled(new Flow(groups, completion.kept(), List.of()), kept);
      return new Shape(layout, layout.fields().get(completion.key()), compiled);
    }
  }

  /**
   * @param memory of the part, that complete groups are charged to as well
   */
  CompleteGroups(Shape shape, QueryContext context, OperatorMemory memory) {
    this.shape = shape;
    this.context = context;
    this.rows =
        new SpillingRows(
            SpillingRows.Dealing.none("complete-groups"), shape.layout(), context, memory);
    this.texts = RowTexts.of(shape.layout());
  }

  /**
   * Takes the complete groups out of a table.
   *
   * @param values those whose groups are complete
   * @param isWhole whether all that was found of a row's group is in the table
   */
  void take(GroupTable table, ValueRange values, LongPredicate isWhole) {
    LongPredicate isComplete = row -> isIn(row, values) && isWhole.test(row);
    keep(table.rows(), isComplete);
    StringArena strings = table.rows().strings();
    table.retainAndGoOn(row -> !isComplete.test(row), row -> texts.keep(row, row, strings));
  }

  private boolean isIn(long row, ValueRange values) {
    RowLayout.Field key = shape.key();
    if (RowFields.isNull(key, row)) {
      return false;
    }
    long at = row + key.offset();
    return switch (key.layout()) {
      case BYTE -> values.contains(Memory.getByte(at));
      case SHORT -> values.contains(Memory.getShort(at));
      case INT -> values.contains(Memory.getInt(at));
      case LONG -> values.contains(Memory.getLong(at));
      case FLOAT, DOUBLE, INT128, VIEW ->
          throw new IllegalStateException("not a whole number: " + key);
    };
  }

  /** Sends complete groups through the filter, if there is one, to the rows that are kept. */
  private void keep(RowPages groups, LongPredicate isComplete) {
    PipelineInstance through = keeping();
    int capacity = context.settings().batchSize();
    long addresses = through.pipeline().inputRows;
    int count = 0;
    for (int page = 0; page < groups.pages(); page++) {
      context.checkCancelled();
      for (long row = groups.start(page); row < groups.end(page); row += groups.width()) {
        if (isComplete.test(row)) {
          Memory.putLong(addresses + 8L * count++, row);
          if (count == capacity) {
            through.process(count);
            count = 0;
          }
        }
      }
    }
    if (count > 0) {
      through.process(count);
    }
  }

  private PipelineInstance keeping() {
    PipelineInstance known = keeping;
    if (known == null) {
      known = new PipelineInstance(shape.compiled(), List.of(), context);
      keeping = known;
      ArrowBuf buffer = context.allocator().buffer(8L * context.settings().batchSize());
      pointers = buffer;
      known.pipeline().inputRows = buffer.memoryAddress();
      known.pipeline().rows = rows.pages();
    }
    return known;
  }

  /** Bytes of the groups in memory. */
  long bytes() {
    return rows.pages().bytes();
  }

  /** Puts the groups on disk. */
  void spill() {
    rows.spill();
  }

  /** No more groups will be complete before the input ends. */
  void finish() {
    PipelineInstance last = keeping;
    if (last != null) {
      keeping = null;
      last.close();
    }
    ArrowBuf buffer = pointers;
    if (buffer != null) {
      pointers = null;
      buffer.close();
    }
  }

  /** The groups. */
  List<RowSet.Part> parts() {
    var parts = new ArrayList<RowSet.Part>();
    rows.spilled()
        .forEach(written ->
            parts.add(new SpilledPart(written, 0, written.blocks(), context.allocator())));
    if (rows.pages().count() > 0) {
      parts.add(RowSet.Pages.all(rows.pages()));
    }
    return parts;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      finish();
      rows.close();
    }
  }
}
