package io.sampo.plan.function;

import io.sampo.types.DataType;
import java.util.List;

/** Chooses the form of a function for the types it is called with. Stateless. */
@FunctionalInterface
public interface Signature {
  /**
   * @param definition the function
   * @param argumentTypes the types of the arguments as they stand
   * @return the chosen form; the analyzer casts the arguments to its argument types. A form that
   *     depends on the session's time zone has one argument type more than there are arguments: the
   *     analyzer adds the zone's id as a STRING literal
   * @throws io.sampo.error.SampoException DATATYPE_MISMATCH or WRONG_NUM_ARGS, without a place
   */
  BoundFunction bind(FunctionDefinition definition, List<DataType> argumentTypes);
}
