package io.sampo.analyzer;

import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;

/**
 * Resolves names and types. Immutable, safe for use by many threads.
 *
 * <p>Every error is a {@link io.sampo.error.SampoException} with the place in the SQL text, where
 * there is one.
 */
public final class Analyzer {
  private final Catalog catalog;
  private final AnalyzerSettings settings;

  public Analyzer(Catalog catalog, AnalyzerSettings settings) {
    this.catalog = catalog;
    this.settings = settings;
  }

  /** The typed plan of a query; its output columns have the names that the user sees. */
  public LogicalPlan analyze(Relation relation) {
    return analyze(relation, new ColumnIds());
  }

  /**
   * @param ids hands out the plan's column ids; later phases that add columns go on with it
   */
  public LogicalPlan analyze(Relation relation, ColumnIds ids) {
    var analysis = new Analysis(catalog, settings, ids);
    return analysis.resolve(relation, Context.ROOT).exact(analysis.ids()).plan();
  }

  /**
   * As {@link #analyze(Relation, ColumnIds)}, but as the relation is resolved where it is a part of
   * another: with columns that are there but not visible, such as those a USING join has merged.
   */
  public LogicalPlan resolve(Relation relation, ColumnIds ids) {
    return new Analysis(catalog, settings, ids).resolve(relation, Context.ROOT).plan();
  }
}
