package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.function.FunctionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes one window function for the rows of a partition, one after the other. Used by one
 * thread.
 */
interface WindowFunction extends AutoCloseable {
  /** Begins with a partition, which stays until the next one is begun or this is closed. */
  void start(WindowPartition partition);

  /** Writes the result for a row; called for all rows of the partition in order. */
  void write(long place, long target);

  /** Frees what it keeps of a partition. May be called twice. */
  @Override
  default void close() {}

  /**
   * @param layout of the partition's rows
   * @param writer writes the result
   */
  static WindowFunction of(WindowCall call, RowLayout layout, FieldWriter writer) {
    var frames = new WindowFrames(call.frame(), call.orderBy(), layout);
    List<Argument> arguments =
        call.arguments().stream().map(argument -> Argument.of(argument, layout)).toList();
    return switch (call.name()) {
      case "row_number", "rank", "dense_rank", "percent_rank", "cume_dist" ->
          new WindowRanks(WindowRanks.Kind.of(call.name()), writer);
      case "ntile" -> new WindowRanks.Tiles(arguments.getFirst(), writer);
      case "lag", "lead" ->
          new WindowValues.Shifted(
              arguments, call.name().equals("lag") ? -1 : 1, call.ignoreNulls(), writer);
      case "first", "last", "nth_value" ->
          new WindowValues.Framed(call.name(), arguments, call.ignoreNulls(), frames, writer);
      default -> {
        if (call.function().definition().kind() != FunctionKind.AGGREGATE) {
          throw new IllegalStateException("no window function: " + call.name());
        }
        yield new WindowAggregation(frames, WindowAggregate.of(call, arguments), writer);
      }
    };
  }

  /**
   * An argument: a column of the rows or a constant.
   *
   * @param field null for a constant
   * @param constant the value of a constant
   */
  record Argument(RowLayout.@Nullable Field field, @Nullable Object constant) {
    static Argument of(Expression expression, RowLayout layout) {
      return switch (expression) {
        case Literal literal -> new Argument(null, literal.value());
        case ColumnReference column ->
            new Argument(
                layout.fields().stream()
                    .filter(f -> f.column().id() == column.id())
                    .findFirst()
                    .orElseThrow(),
                null);
        default -> throw new IllegalStateException("neither column nor constant: " + expression);
      };
    }

    boolean isNull(long row) {
      return field == null ? constant == null : RowFields.isNull(field, row);
    }

    /** The value in the form of a spec literal. */
    @Nullable Object value(long row) {
      return field == null
          ? constant
          : RowFields.isNull(field, row) ? null : RowFields.box(field, row);
    }

    /** Writes the value of a row. */
    void copy(long row, FieldWriter writer, long target) {
      if (field == null) {
        writer.put(target, constant);
      } else {
        writer.copy(field, row, target);
      }
    }

    /** The field of an argument that is a column. */
    RowLayout.Field column() {
      if (field == null) {
        throw new IllegalStateException("a constant");
      }
      return field;
    }
  }
}
