package io.sampo.functions;

import io.sampo.code.UserFunction;
import io.sampo.column.Column;

/**
 * A function of a program that can be applied to columns.
 *
 * @param definition what it is
 */
public record UserDefinedFunction(UserFunction definition) {
  /** The function's value for each row. */
  public Column apply(Column... arguments) {
    return Column.userCall(definition, arguments);
  }

  /**
   * The same for a function whose value varies: it is evaluated once for each row that it is asked
   * for, and rows made of different evaluations are never mixed.
   */
  public UserDefinedFunction asNondeterministic() {
    return new UserDefinedFunction(
        new UserFunction(
            definition.name(), definition.body(), definition.type(), false, definition.classes()));
  }

  /** The same under a name that errors and plans show. */
  public UserDefinedFunction withName(String name) {
    return new UserDefinedFunction(definition.named(name));
  }
}
