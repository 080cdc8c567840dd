package io.sampo.analyzer;

import io.sampo.plan.logical.ColumnIds;
import io.sampo.spec.Relation;

/** The resolution of one query: the state that its resolvers share. Used by one thread. */
final class Analysis {
  private final Catalog catalog;
  private final AnalyzerSettings settings;
  private final ColumnIds ids;
  private final Places places = new Places();
  private final Binder binder;

  Analysis(Catalog catalog, AnalyzerSettings settings, ColumnIds ids) {
    this.catalog = catalog;
    this.settings = settings;
    this.ids = ids;
    this.binder = new Binder(settings);
  }

  Catalog catalog() {
    return catalog;
  }

  AnalyzerSettings settings() {
    return settings;
  }

  ColumnIds ids() {
    return ids;
  }

  Places places() {
    return places;
  }

  Binder binder() {
    return binder;
  }

  /** Resolves a relation that stands at a place. */
  Resolved resolve(Relation relation, Context context) {
    return switch (relation) {
      case Relation.Table table -> new TableResolver(this, context).table(table);
      case Relation.Files files -> new TableResolver(this, context).files(files);
      case Relation.Local local -> new TableResolver(this, context).local(local);
      case Relation.Values values -> new ValuesResolver(this, context).values(values);
      case Relation.OneRow row -> new TableResolver(this, context).oneRow();
      case Relation.Range range -> new TableResolver(this, context).range(range);
      case Relation.Tagged tagged -> new NamingResolver(this, context).tagged(tagged);
      case Relation.SubqueryAlias alias -> new NamingResolver(this, context).alias(alias);
      case Relation.With with -> new NamingResolver(this, context).with(with);
      case Relation.Project project -> new SelectResolver(this, context).project(project);
      case Relation.Aggregate aggregate -> new SelectResolver(this, context).aggregate(aggregate);
      case Relation.Generate generate -> new GeneratorResolver(this, context).generate(generate);
      case Relation.Filter filter -> new RowsResolver(this, context).filter(filter);
      case Relation.Sort sort -> new SortResolver(this, context).sort(sort);
      case Relation.Limit limit -> new RowsResolver(this, context).limit(limit);
      case Relation.Offset offset -> new RowsResolver(this, context).offset(offset);
      case Relation.Tail tail -> new RowsResolver(this, context).tail(tail);
      case Relation.Sample sample -> new RowsResolver(this, context).sample(sample);
      case Relation.Repartition repartition ->
          new RowsResolver(this, context).repartition(repartition);
      case Relation.Hint hint -> resolve(hint.child(), context);
      case Relation.Distinct distinct -> new DistinctResolver(this, context).distinct(distinct);
      case Relation.Deduplicate deduplicate ->
          new DistinctResolver(this, context).deduplicate(deduplicate);
      case Relation.WithColumns columns -> new ColumnsResolver(this, context).withColumns(columns);
      case Relation.Drop drop -> new ColumnsResolver(this, context).drop(drop);
      case Relation.Rename rename -> new ColumnsResolver(this, context).rename(rename);
      case Relation.Join join -> new JoinResolver(this, context).join(join);
      case Relation.SetOperation operation ->
          new SetOperationResolver(this, context).combine(operation);
      case Relation.Recursion recursion -> new RecursionResolver(this, context).rows(recursion);
      case Relation.Pivot pivot -> new PivotResolver(this, context).pivot(pivot);
    };
  }
}
