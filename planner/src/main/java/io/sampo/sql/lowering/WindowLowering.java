package io.sampo.sql.lowering;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.SortKey;
import io.sampo.spec.WindowSpec;
import io.sampo.spec.WindowSpec.Bound;
import io.sampo.sql.parser.SqlGrammar.FrameBoundContext;
import io.sampo.sql.parser.SqlGrammar.FrameContext;
import io.sampo.sql.parser.SqlGrammar.IdentifierContext;
import io.sampo.sql.parser.SqlGrammar.NamedWindowContext;
import io.sampo.sql.parser.SqlGrammar.OverContext;
import io.sampo.sql.parser.SqlGrammar.WindowClauseContext;
import io.sampo.sql.parser.SqlGrammar.WindowSpecificationContext;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.DataType;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lowers window specifications. Names of the WINDOW clause are replaced by what they stand for. */
final class WindowLowering {
  private final Lowering lowering;
  private final Source source;

  /** The named windows of the selects that are being lowered, the innermost first. */
  private final Deque<Map<String, WindowSpec>> scopes = new ArrayDeque<>();

  WindowLowering(Lowering lowering) {
    this.lowering = lowering;
    this.source = lowering.source();
  }

  /** Makes the windows of a select known until {@link #close}. */
  void open(@Nullable WindowClauseContext clause) {
    scopes.push(new HashMap<>());
    if (clause != null) {
      for (NamedWindowContext window : clause.namedWindow()) {
        String name = Names.text(window.identifier());
        WindowSpec specification = specification(window.windowSpecification());
        if (scopes.getFirst().put(name.toLowerCase(Locale.ROOT), specification) != null) {
          throw SyntaxErrors.at(
              source.span(window.identifier()), "A window of this name is defined twice.");
        }
      }
    }
  }

  void close() {
    scopes.pop();
  }

  WindowSpec over(OverContext context) {
    return context.identifier() != null
        ? named(context.identifier())
        : specification(context.windowSpecification());
  }

  private WindowSpec named(IdentifierContext identifier) {
    String name = Names.text(identifier);
    Map<String, WindowSpec> known = scopes.isEmpty() ? Map.of() : scopes.getFirst();
    WindowSpec window = known.get(name.toLowerCase(Locale.ROOT));
    if (window == null) {
      String hint =
          known.isEmpty()
              ? "Define it: WINDOW " + name + " AS (PARTITION BY ..)."
              : "Defined are: "
                  + String.join(", ", known.keySet().stream().sorted().toList())
                  + ".";
      throw new SampoException(
          ErrorCode.MISSING_WINDOW_SPECIFICATION,
          Map.of("name", name, "hint", hint),
          source.span(identifier));
    }
    return window;
  }

  private WindowSpec specification(WindowSpecificationContext context) {
    List<Expression> partition = lowering.expressions().all(context.expression());
    List<SortKey> order = lowering.queries().sortKeys(context.sortKey());
    Optional<WindowSpec.Frame> frame =
        context.frame() == null ? Optional.empty() : Optional.of(frame(context.frame()));
    if (context.identifier() == null) {
      return new WindowSpec(partition, order, frame);
    }
    WindowSpec base = named(context.identifier());
    boolean repeated =
        !partition.isEmpty()
            || (!order.isEmpty() && !base.orderBy().isEmpty())
            || (frame.isPresent() && base.frame().isPresent());
    if (repeated) {
      throw SyntaxErrors.at(
          source.span(context),
          "The window " + Names.text(context.identifier()) + " has this part already.");
    }
    return new WindowSpec(
        base.partitionBy(),
        order.isEmpty() ? base.orderBy() : order,
        frame.isPresent() ? frame : base.frame());
  }

  private WindowSpec.Frame frame(FrameContext context) {
    WindowSpec.Unit unit = context.ROWS() != null ? WindowSpec.Unit.ROWS : WindowSpec.Unit.RANGE;
    Bound lower = bound(context.frameBound(0), true);
    Bound upper =
        context.frameBound().size() > 1
            ? bound(context.frameBound(1), false)
            : new Bound.CurrentRow();
    return new WindowSpec.Frame(unit, lower, upper);
  }

  private Bound bound(FrameBoundContext context, boolean lower) {
    if (context.UNBOUNDED() != null) {
      if (lower != (context.PRECEDING() != null)) {
        String side = lower ? "starts at UNBOUNDED PRECEDING" : "ends at UNBOUNDED FOLLOWING";
        throw SyntaxErrors.at(source.span(context), "A frame without limit " + side + ".");
      }
      return new Bound.Unbounded();
    }
    if (context.CURRENT() != null) {
      return new Bound.CurrentRow();
    }
    Expression distance = lowering.expressions().expression(context.expression());
    return new Bound.Offset(context.PRECEDING() != null ? negated(distance) : distance);
  }

  private static Expression negated(Expression distance) {
    if (distance instanceof Literal literal) {
      DataType type = literal.type();
      Object value = literal.value();
      Object negative =
          switch (value) {
            case Integer number when number != Integer.MIN_VALUE -> -number;
            case Long number when number != Long.MIN_VALUE -> -number;
            case Double number -> -number;
            case BigDecimal number -> number.negate();
            case null, default -> null;
          };
      if (negative != null) {
        return new Literal(negative, type, literal.origin());
      }
    }
    return Call.of("negative", List.of(distance), distance.origin());
  }
}
