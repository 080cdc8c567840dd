package io.sampo.analyzer;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * ROLLUP, CUBE and GROUPING SETS: every row once a set, with NULL for the expressions that the set
 * leaves out.
 */
final class GroupingSets {
  private static final int MAX_CUBE = 12;

  private final Analysis analysis;
  private final LogicalPlan input;
  private final List<Expression> groupings;
  private final List<String> labels;

  GroupingSets(
      Analysis analysis, LogicalPlan input, List<Expression> groupings, List<String> labels) {
    this.analysis = analysis;
    this.input = input;
    this.groupings = groupings;
    this.labels = labels;
  }

  Grouping of(Relation.Aggregate aggregate) {
    List<List<Integer>> sets = sets(aggregate);
    boolean repeated = new HashSet<>(sets).size() < sets.size();
    var keys = new ArrayList<Grouping.Key>();
    var added = new ArrayList<ColumnReference>();
    for (int i = 0; i < groupings.size(); i++) {
      var column =
          new ColumnReference(analysis.ids().next(), labels.get(i), groupings.get(i).type(), true);
      keys.add(new Grouping.Key(groupings.get(i), column));
      added.add(column);
    }
    var id = new ColumnReference(analysis.ids().next(), "grouping_id", DataType.LONG, false);
    added.add(id);
    if (repeated) {
      added.add(
          new ColumnReference(analysis.ids().next(), "grouping_set", DataType.INTEGER, false));
    }
    var output = new ArrayList<>(input.output());
    output.addAll(added);
    var expand = new LogicalPlan.Expand(input, output, projections(sets, repeated));
    List<NamedExpression> keyColumns = added.stream().map(NamedExpression::of).toList();
    var groupingId = new GroupingId(id, groupings);
    return new Grouping(
        analysis, expand, input.output(), keyColumns, keys, Optional.of(groupingId));
  }

  private List<List<Expression>> projections(List<List<Integer>> sets, boolean repeated) {
    var projections = new ArrayList<List<Expression>>();
    for (int position = 0; position < sets.size(); position++) {
      List<Integer> set = sets.get(position);
      var row = new ArrayList<Expression>(input.output());
      long id = 0;
      for (int i = 0; i < groupings.size(); i++) {
        boolean member = set.contains(i);
        row.add(member ? groupings.get(i) : new Literal(null, groupings.get(i).type()));
        id = (id << 1) | (member ? 0 : 1);
      }
      row.add(new Literal(id, DataType.LONG));
      if (repeated) {
        row.add(new Literal(position, DataType.INTEGER));
      }
      projections.add(row);
    }
    return projections;
  }

  private List<List<Integer>> sets(Relation.Aggregate aggregate) {
    int count = groupings.size();
    return switch (aggregate.kind()) {
      case GROUP_BY -> List.of(IntStream.range(0, count).boxed().toList());
      case GROUPING_SETS -> aggregate.groupingSets();
      case ROLLUP ->
          IntStream.rangeClosed(0, count)
              .mapToObj(left -> IntStream.range(0, count - left).boxed().toList())
              .toList();
      case CUBE -> cube(count, aggregate);
    };
  }

  private static List<List<Integer>> cube(int count, Relation.Aggregate aggregate) {
    if (count > MAX_CUBE) {
      throw SampoException.unsupported(
          "CUBE of " + count + " expressions",
          "Use at most " + MAX_CUBE + ".",
          aggregate.origin().span());
    }
    return IntStream.range(0, 1 << count)
        .mapToObj(left ->
            IntStream.range(0, count)
                .filter(i -> (left >> (count - 1 - i) & 1) == 0)
                .boxed()
                .toList())
        .toList();
  }
}
