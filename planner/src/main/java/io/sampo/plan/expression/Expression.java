package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.plan.tree.TreeNode;
import io.sampo.types.DataType;

/**
 * A typed expression over the columns of a plan node's inputs. Immutable, compared by value (places
 * in the text left out).
 */
public sealed interface Expression extends TreeNode<Expression>
    permits AggregateCall,
        Call,
        Cast,
        ColumnReference,
        Conditional,
        ExistsSubquery,
        InList,
        InSubquery,
        Lambda,
        LambdaVariable,
        Literal,
        QuantifiedSubquery,
        ScalarSubquery,
        WindowCall {
  DataType type();

  boolean nullable();

  /** Where it stands in the SQL text, or {@link Origin#NONE}. */
  default Origin origin() {
    return Origin.NONE;
  }
}
