package io.sampo.sql.lowering;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.spec.Relation.GroupingKind;
import io.sampo.sql.parser.SqlGrammar.ConditionContext;
import io.sampo.sql.parser.SqlGrammar.ExpressionContext;
import io.sampo.sql.parser.SqlGrammar.GroupByContext;
import io.sampo.sql.parser.SqlGrammar.GroupingElementContext;
import io.sampo.sql.parser.SqlGrammar.OperandContext;
import io.sampo.sql.parser.SqlGrammar.ParenthesisedContext;
import io.sampo.sql.parser.SqlGrammar.ValueContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lowers GROUP BY. A single ROLLUP or CUBE of plain expressions keeps its kind; every mixture is
 * spelled out as grouping sets, the product of the sets of its elements.
 */
final class GroupingLowering {
  private static final int MOST_SETS = 4096;

  private final Lowering lowering;
  private final GroupByContext context;
  private final List<Expression> groupings = new ArrayList<>();

  GroupingLowering(Lowering lowering, GroupByContext context) {
    this.lowering = lowering;
    this.context = context;
  }

  /** What GROUP BY says, without the output. */
  record Grouping(
      GroupingKind kind, List<Expression> groupings, List<List<Integer>> sets, boolean all) {}

  static Grouping none() {
    return new Grouping(GroupingKind.GROUP_BY, List.of(), List.of(), false);
  }

  Grouping grouping() {
    if (context.ALL() != null) {
      return new Grouping(GroupingKind.GROUP_BY, List.of(), List.of(), true);
    }
    List<GroupingElementContext> elements = elements();
    if (context.SETS() == null && areAllPlain(elements)) {
      for (GroupingElementContext element : elements) {
        groupings.add(lowering.expressions().expression(element.expression(0)));
      }
      GroupingKind kind =
          context.WITH() == null ? GroupingKind.GROUP_BY : kind(context.ROLLUP() != null);
      return new Grouping(kind, groupings, List.of(), false);
    }
    if (elements.size() == 1
        && context.SETS() == null
        && context.WITH() == null
        && isSimpleRollupOrCube(elements.getFirst())) {
      GroupingElementContext only = elements.getFirst();
      groupings.addAll(lowering.expressions().all(only.expression()));
      return new Grouping(kind(only.ROLLUP() != null), groupings, List.of(), false);
    }
    return new Grouping(GroupingKind.GROUPING_SETS, groupings, sets(elements), false);
  }

  /** The elements behind BY; those behind a later GROUPING SETS are not among them. */
  private List<GroupingElementContext> elements() {
    var elements = new ArrayList<GroupingElementContext>();
    for (GroupingElementContext element : context.groupingElement()) {
      if (context.SETS() == null
          || element.getStart().getTokenIndex() < context.SETS().getSymbol().getTokenIndex()) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static GroupingKind kind(boolean rollup) {
    return rollup ? GroupingKind.ROLLUP : GroupingKind.CUBE;
  }

  private static boolean isPlain(GroupingElementContext element) {
    return element.ROLLUP() == null && element.CUBE() == null && element.SETS() == null;
  }

  private static boolean areAllPlain(List<GroupingElementContext> elements) {
    for (GroupingElementContext element : elements) {
      if (!isPlain(element)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSimpleRollupOrCube(GroupingElementContext element) {
    if (isPlain(element) || element.SETS() != null) {
      return false;
    }
    for (ExpressionContext expression : element.expression()) {
      if (parenthesised(expression) != null) {
        return false;
      }
    }
    return true;
  }

  private List<List<Integer>> sets(List<GroupingElementContext> elements) {
    if (context.SETS() != null) {
      // GROUP BY a, b GROUPING SETS (..): the list before only fixes the order of the columns.
      for (GroupingElementContext element : elements) {
        for (ExpressionContext expression : element.expression()) {
          index(lowering.expressions().expression(expression));
        }
      }
      List<List<Integer>> sets = new ArrayList<>();
      for (GroupingElementContext element :
          context.groupingElement().subList(elements.size(), context.groupingElement().size())) {
        sets.addAll(sets(element, true));
      }
      return sets;
    }
    List<List<Integer>> product = List.of(List.of());
    for (GroupingElementContext element : elements) {
      product = product(product, sets(element, false));
    }
    return product;
  }

  /**
   * The grouping sets of one element.
   *
   * @param inSets whether it stands inside of GROUPING SETS, where {@code (a, b)} is a set of two
   *     and {@code ()} the empty one
   */
  private List<List<Integer>> sets(GroupingElementContext element, boolean inSets) {
    if (element.SETS() != null) {
      List<List<Integer>> sets = new ArrayList<>();
      for (GroupingElementContext inner : element.groupingElement()) {
        sets.addAll(sets(inner, true));
      }
      return sets;
    }
    if (isPlain(element)) {
      ExpressionContext expression = element.expression(0);
      return List.of(
          inSets
              ? unit(expression)
              : List.of(index(lowering.expressions().expression(expression))));
    }
    var units = new ArrayList<List<Integer>>();
    for (ExpressionContext expression : element.expression()) {
      units.add(unit(expression));
    }
    return element.ROLLUP() != null ? rollup(units) : cube(units, element);
  }

  private static List<List<Integer>> rollup(List<List<Integer>> units) {
    List<List<Integer>> sets = new ArrayList<>();
    for (int length = units.size(); length >= 0; length--) {
      sets.add(union(units.subList(0, length)));
    }
    return sets;
  }

  private List<List<Integer>> cube(List<List<Integer>> units, GroupingElementContext element) {
    if (1L << Math.min(units.size(), 62) > MOST_SETS) {
      throw tooMany(element);
    }
    List<List<Integer>> sets = new ArrayList<>();
    for (int mask = (1 << units.size()) - 1; mask >= 0; mask--) {
      var chosen = new ArrayList<List<Integer>>();
      for (int i = 0; i < units.size(); i++) {
        if ((mask >> (units.size() - 1 - i) & 1) == 1) {
          chosen.add(units.get(i));
        }
      }
      sets.add(union(chosen));
    }
    return sets;
  }

  private List<List<Integer>> product(List<List<Integer>> left, List<List<Integer>> right) {
    if ((long) left.size() * right.size() > MOST_SETS) {
      throw tooMany(context.groupingElement(0));
    }
    List<List<Integer>> sets = new ArrayList<>();
    for (List<Integer> first : left) {
      for (List<Integer> second : right) {
        sets.add(union(List.of(first, second)));
      }
    }
    return sets;
  }

  private SampoException tooMany(GroupingElementContext element) {
    return SampoException.unsupported(
        "GROUP BY with more than " + MOST_SETS + " grouping sets",
        "Group by fewer expressions.",
        lowering.source().span(element));
  }

  private static List<Integer> union(List<List<Integer>> sets) {
    var union = new ArrayList<Integer>();
    for (List<Integer> set : sets) {
      for (Integer index : set) {
        if (!union.contains(index)) {
          union.add(index);
        }
      }
    }
    return union;
  }

  /** The expressions of {@code (a, b)}, or the one expression. */
  private List<Integer> unit(ExpressionContext expression) {
    ParenthesisedContext parenthesised = parenthesised(expression);
    if (parenthesised == null) {
      return List.of(index(lowering.expressions().expression(expression)));
    }
    var indexes = new ArrayList<Integer>();
    for (Expression item : lowering.expressions().allNamed(parenthesised.namedExpression())) {
      indexes.add(index(item));
    }
    return indexes;
  }

  private int index(Expression expression) {
    int index = groupings.indexOf(expression);
    if (index < 0) {
      groupings.add(expression);
      return groupings.size() - 1;
    }
    return index;
  }

  /** The parentheses when the expression is nothing else, or null. */
  private static @Nullable ParenthesisedContext parenthesised(ExpressionContext expression) {
    ConditionContext condition = expression.condition(0);
    ValueContext value = condition.value();
    OperandContext operand = value.operand();
    boolean sole =
        expression.getChildCount() == 1
            && condition.getChildCount() == 1
            && value.getChildCount() == 1
            && operand.getChildCount() == 1;
    return sole ? operand.primary().parenthesised() : null;
  }

  /** The aggregate with this grouping. */
  static Relation.Aggregate aggregate(
      Relation child,
      Grouping grouping,
      List<Expression> output,
      @Nullable Expression having,
      Origin origin) {
    return new Relation.Aggregate(
        child,
        grouping.kind(),
        grouping.groupings(),
        grouping.sets(),
        output,
        Optional.ofNullable(having),
        grouping.all(),
        origin);
  }
}
