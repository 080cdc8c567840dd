package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.spec.Relation;
import io.sampo.types.IntegerType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Resolves GROUP BY in all its forms. */
final class GroupingResolver {
  private final Analysis analysis;
  private final Context context;
  private final Resolved input;

  GroupingResolver(Analysis analysis, Context context, Resolved input) {
    this.analysis = analysis;
    this.context = context;
    this.input = input;
  }

  /** One group of all rows. */
  Grouping global() {
    return plain(List.of(), List.of());
  }

  Grouping of(Relation.Aggregate aggregate) {
    List<io.sampo.spec.Expression> written = written(aggregate);
    ExpressionResolver resolver =
        ExpressionResolver.over(input.scope(), analysis, context, Clause.GROUP_BY);
    List<Expression> groupings = resolver.resolveAll(written);
    for (int i = 0; i < groupings.size(); i++) {
      WindowResolver.requireOrder(groupings.get(i), written.get(i).origin());
    }
    var names = new ColumnNames(analysis.settings().zone());
    List<String> labels = written.stream().map(names::of).toList();
    return aggregate.kind() == Relation.GroupingKind.GROUP_BY
        ? plain(groupings, labels)
        : new GroupingSets(analysis, input.plan(), groupings, labels).of(aggregate);
  }

  private Grouping plain(List<Expression> groupings, List<String> labels) {
    var columns = new ArrayList<NamedExpression>();
    var keys = new ArrayList<Grouping.Key>();
    var seen = new HashSet<Expression>();
    var inputIds = new HashSet<Long>();
    input.plan().output().forEach(column -> inputIds.add(column.id()));
    for (int i = 0; i < groupings.size(); i++) {
      Expression grouping = groupings.get(i);
      if (!seen.add(grouping)) {
        continue;
      }
      NamedExpression column =
          grouping instanceof ColumnReference plain && inputIds.contains(plain.id())
              ? NamedExpression.of(plain)
              : new NamedExpression(analysis.ids().next(), labels.get(i), grouping);
      columns.add(column);
      keys.add(new Grouping.Key(grouping, column.toReference()));
    }
    return new Grouping(
        analysis, input.plan(), input.plan().output(), columns, keys, Optional.empty());
  }

  /**
   * The grouping expressions with positions and aliases of the select list replaced by what they
   * stand for.
   */
  List<io.sampo.spec.Expression> written(Relation.Aggregate aggregate) {
    List<io.sampo.spec.Expression> items = items(aggregate.aggregates());
    if (aggregate.groupAll()) {
      return items.stream().filter(item -> !SpecTrees.hasAggregate(item)).toList();
    }
    var written = new ArrayList<io.sampo.spec.Expression>();
    for (io.sampo.spec.Expression grouping : aggregate.groupings()) {
      written.add(substitute(grouping, items));
    }
    return written;
  }

  /** The select list without names, stars expanded. */
  private List<io.sampo.spec.Expression> items(List<io.sampo.spec.Expression> selectList) {
    var items = new ArrayList<io.sampo.spec.Expression>();
    for (io.sampo.spec.Expression item : selectList) {
      if (Stars.isStar(item)) {
        List<ColumnReference> visible = input.scope().visible();
        Stars.columns(item, input.scope(), analysis.settings())
            .forEach(column ->
                items.add(
                    new io.sampo.spec.Expression.Ordinal(visible.indexOf(column), item.origin())));
      } else {
        items.add(item);
      }
    }
    return items;
  }

  private io.sampo.spec.Expression substitute(
      io.sampo.spec.Expression grouping, List<io.sampo.spec.Expression> items) {
    if (grouping instanceof io.sampo.spec.Expression.Literal literal
        && literal.type() instanceof IntegerType
        && literal.value() instanceof Integer position) {
      if (position < 1 || position > items.size()) {
        throw AnalyzerErrors.position(
            ErrorCode.GROUP_BY_POS_OUT_OF_RANGE, position, items.size(), literal.origin());
      }
      return items.get(position - 1);
    }
    if (grouping instanceof io.sampo.spec.Expression.Attribute attribute
        && attribute.nameParts().size() == 1) {
      return alias(attribute, items);
    }
    return grouping;
  }

  private io.sampo.spec.Expression alias(
      io.sampo.spec.Expression.Attribute attribute, List<io.sampo.spec.Expression> items) {
    if (!input.scope().find(attribute.nameParts(), analysis.settings()).isEmpty()) {
      return attribute;
    }
    String name = attribute.nameParts().getFirst();
    for (io.sampo.spec.Expression item : items) {
      if (item instanceof io.sampo.spec.Expression.Alias alias
          && analysis.settings().sameName(alias.name(), name)) {
        return alias.child();
      }
    }
    return attribute;
  }
}
