package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Relation;
import io.sampo.sql.parser.SqlGrammar;
import io.sampo.sql.parser.SqlGrammar.FromFirstContext;
import io.sampo.sql.parser.SqlGrammar.HintContext;
import io.sampo.sql.parser.SqlGrammar.HintItemContext;
import io.sampo.sql.parser.SqlGrammar.SelectContext;
import io.sampo.sql.parser.SqlGrammar.SelectTailContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Lowers one SELECT. With GROUP BY or HAVING it is an aggregate, else a projection, even when
 * aggregate functions are called: only the analyzer knows them.
 */
final class SelectLowering {
  /**
   * The column that QUALIFY's condition is computed in; no name of the user's SQL looks like it.
   */
  private static final String QUALIFY_COLUMN = "__qualify";

  private final Lowering lowering;
  private final Source source;

  SelectLowering(Lowering lowering) {
    this.lowering = lowering;
    this.source = lowering.source();
  }

  /** The parts that SELECT .. FROM and FROM .. SELECT share. */
  private record Parts(
      Relation input,
      List<Expression> output,
      SelectTailContext tail,
      boolean distinct,
      List<HintContext> hints,
      Origin origin) {}

  Relation select(SelectContext context) {
    Origin origin = source.origin(context);
    Relation input =
        context.fromClause() == null
            ? new Relation.OneRow(origin)
            : lowering.relations().from(context.fromClause());
    List<Expression> output = lowering.expressions().allNamed(context.namedExpression());
    return select(
        new Parts(
            input,
            output,
            context.selectTail(),
            isDistinct(context.quantifier),
            context.hint(),
            origin));
  }

  /** {@code FROM t} alone gives all columns. */
  Relation fromFirst(FromFirstContext context) {
    Origin origin = source.origin(context);
    Relation input = lowering.relations().from(context.fromClause());
    List<Expression> output =
        context.SELECT() == null
            ? List.of(new Expression.Star(List.of(), List.of(), origin))
            : lowering.expressions().allNamed(context.namedExpression());
    return select(
        new Parts(
            input,
            output,
            context.selectTail(),
            isDistinct(context.quantifier),
            context.hint(),
            origin));
  }

  private static boolean isDistinct(@Nullable Token quantifier) {
    return quantifier != null && quantifier.getType() == SqlGrammar.DISTINCT;
  }

  private Relation select(Parts parts) {
    SelectTailContext tail = parts.tail();
    Relation input = parts.input();
    if (tail.where != null) {
      Expression condition = lowering.expressions().expression(tail.where);
      input = new Relation.Filter(input, condition, source.origin(tail.where));
    }
    List<Expression> output = parts.output();
    if (tail.qualify != null) {
      Expression condition = lowering.expressions().expression(tail.qualify);
      output = new ArrayList<>(output);
      output.add(new Alias(condition, QUALIFY_COLUMN, condition.origin()));
    }
    Relation result = projected(input, output, parts);
    if (tail.qualify != null) {
      result = qualified(result, source.origin(tail.qualify));
    }
    if (parts.distinct()) {
      result = new Relation.Distinct(result, parts.origin());
    }
    return hinted(result, parts.hints());
  }

  private Relation projected(Relation input, List<Expression> output, Parts parts) {
    SelectTailContext tail = parts.tail();
    if (tail.groupBy() == null && tail.having == null) {
      return new Relation.Project(input, output, parts.origin());
    }
    var grouping =
        tail.groupBy() == null
            ? GroupingLowering.none()
            : new GroupingLowering(lowering, tail.groupBy()).grouping();
    Expression having = tail.having == null ? null : lowering.expressions().expression(tail.having);
    return GroupingLowering.aggregate(input, grouping, output, having, parts.origin());
  }

  /**
   * The condition, already a column of the output, filters it and is dropped; so it may use windows
   * and names of the select list.
   */
  private static Relation qualified(Relation output, Origin origin) {
    var column = new Attribute(List.of(QUALIFY_COLUMN), origin);
    return new Relation.Drop(new Relation.Filter(output, column, origin), List.of(column), origin);
  }

  private Relation hinted(Relation query, List<HintContext> hints) {
    Relation result = query;
    for (int i = hints.size() - 1; i >= 0; i--) {
      for (HintItemContext item : hints.get(i).hintItem().reversed()) {
        List<Expression> arguments = lowering.expressions().all(item.expression());
        result =
            new Relation.Hint(
                result, Names.text(item.identifier()), arguments, source.origin(item));
      }
    }
    return result;
  }
}
