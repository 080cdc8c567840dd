package io.sampo.plan.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One function.
 *
 * @param name in lower case
 * @param aliases other names, in lower case
 * @param kind where it may stand
 * @param signature chooses types and kernel for given argument types
 * @param nullPolicy how it treats nulls (scalar functions)
 * @param deterministic whether equal arguments give equal results within a query
 * @param usage the forms of the call, for example {@code substring(text, position[, length])}
 * @param description one sentence
 * @param example a SQL expression
 * @param exampleResult what the example yields, as text
 * @param since the version that brought it
 */
public record FunctionDefinition(
    String name,
    List<String> aliases,
    FunctionKind kind,
    Signature signature,
    NullPolicy nullPolicy,
    boolean deterministic,
    String usage,
    String description,
    String example,
    String exampleResult,
    String since) {
  public FunctionDefinition {
    aliases = List.copyOf(aliases);
  }

  /** Two definitions are the same function when their names are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FunctionDefinition that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
