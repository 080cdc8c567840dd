package io.sampo.analyzer;

import io.sampo.spec.Relation;
import java.util.Optional;

/** Resolves projections and groupings. */
final class SelectResolver {
  private final Analysis analysis;
  private final Context context;

  SelectResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved project(Relation.Project written) {
    Relation.Project project = new TimeWindows(analysis, context).rewritten(written);
    boolean aggregates = project.expressions().stream().anyMatch(SpecTrees::hasAggregate);
    var generators = new GeneratorResolver(analysis, context);
    if (!aggregates) {
      Resolved input = analysis.resolve(project.child(), context);
      GeneratorResolver.Selection selection = generators.select(input, project.expressions());
      return new SelectBlock(analysis, context, selection.input(), null)
          .select(selection.list())
          .resolved();
    }
    Optional<Relation> above =
        generators.aboveGroups(
            project.expressions(),
            list -> new Relation.Project(project.child(), list, project.origin()),
            project.origin());
    if (above.isPresent()) {
      return analysis.resolve(above.get(), context);
    }
    Resolved child = analysis.resolve(project.child(), context);
    Grouping grouping = new GroupingResolver(analysis, context, child).global();
    return new SelectBlock(analysis, context, child, grouping)
        .select(project.expressions())
        .resolved();
  }

  Resolved aggregate(Relation.Aggregate written) {
    Relation.Aggregate aggregate = new TimeWindows(analysis, context).rewritten(written);
    Optional<Relation> above =
        new GeneratorResolver(analysis, context)
            .aboveGroups(
                aggregate.aggregates(),
                list ->
                    new Relation.Aggregate(
                        aggregate.child(),
                        aggregate.kind(),
                        aggregate.groupings(),
                        aggregate.groupingSets(),
                        list,
                        aggregate.having(),
                        aggregate.groupAll(),
                        aggregate.origin()),
                aggregate.origin());
    if (above.isPresent()) {
      return analysis.resolve(above.get(), context);
    }
    Resolved child = analysis.resolve(aggregate.child(), context);
    Grouping grouping = new GroupingResolver(analysis, context, child).of(aggregate);
    var block = new SelectBlock(analysis, context, child, grouping).select(aggregate.aggregates());
    aggregate.having().ifPresent(block::having);
    return block.resolved();
  }
}
