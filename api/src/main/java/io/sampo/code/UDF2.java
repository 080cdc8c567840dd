package io.sampo.code;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function of two arguments, evaluated for each row. Values have the classes that rows have; null
 * stands for NULL. One instance serves many threads.
 */
@FunctionalInterface
public interface UDF2<A, B, R extends @Nullable Object> extends Serializable {
  /**
   * The value for one row.
   *
   * @throws Exception ends the query
   */
  @Nullable R call(A a, B b) throws Exception;
}
