package io.sampo.plan.function;

import java.util.List;

/**
 * A static method that computes a scalar function for one row; the interpreter and generated code
 * call the same one.
 *
 * <p>Java types by SQL type: boolean, byte, short, int (INT, DATE, year-month interval), long
 * (BIGINT, timestamps, day-time interval), float, double, BigDecimal, String, byte[],
 * CalendarInterval, List (arrays, structs), java.util.Map. Boxed classes stand where null may pass:
 * for the parameters of functions that are called on null and for results that may be null. A
 * parameter of class Object takes a value of any type, boxed; a last parameter of class Object[]
 * takes all remaining arguments, boxed.
 *
 * @param owner the class that declares the method, public
 * @param method the method's name, public and static
 * @param parameters the parameter classes
 * @param result the class of the result
 */
public record Kernel(Class<?> owner, String method, List<Class<?>> parameters, Class<?> result) {
  public Kernel {
    parameters = List.copyOf(parameters);
  }
}
