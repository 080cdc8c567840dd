package io.sampo.analyzer;

import io.sampo.spec.Relation;

/** Resolves projections and groupings. */
final class SelectResolver {
  private final Analysis analysis;
  private final Context context;

  SelectResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved project(Relation.Project project) {
    Resolved child = analysis.resolve(project.child(), context);
    boolean aggregates = project.expressions().stream().anyMatch(SpecTrees::hasAggregate);
    Grouping grouping = aggregates ? new GroupingResolver(analysis, context, child).global() : null;
    return new SelectBlock(analysis, context, child, grouping)
        .select(project.expressions())
        .resolved();
  }

  Resolved aggregate(Relation.Aggregate aggregate) {
    Resolved child = analysis.resolve(aggregate.child(), context);
    Grouping grouping = new GroupingResolver(analysis, context, child).of(aggregate);
    var block = new SelectBlock(analysis, context, child, grouping).select(aggregate.aggregates());
    aggregate.having().ifPresent(block::having);
    return block.resolved();
  }
}
