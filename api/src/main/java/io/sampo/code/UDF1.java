package io.sampo.code;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of one argument, evaluated for each row. Values have the classes that rows have; null
 * stands for NULL. One instance serves many threads.
 */
@FunctionalInterface
public interface UDF1<A, R extends @Nullable Object> extends Serializable {
  /**
   * The value for one row.
   *
   * @throws Exception ends the query
   */
  @Nullable R call(A a) throws Exception;
}
