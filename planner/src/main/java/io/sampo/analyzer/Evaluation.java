package io.sampo.analyzer;

import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Computes the rows of a part of a query whose other parts depend on them. */
@FunctionalInterface
public interface Evaluation {
  /** None: only names and types of the query are asked for. */
  Evaluation NONE = (plan, ids) -> Optional.empty();

  /**
   * @param plan a resolved plan
   * @param ids handed out the ids of the plan's columns
   * @return the rows, values as spec literals have them; empty when nothing is to be computed
   */
  Optional<List<@Nullable Object[]>> rows(LogicalPlan plan, ColumnIds ids);
}
