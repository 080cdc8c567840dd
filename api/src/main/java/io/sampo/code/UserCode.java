package io.sampo.code;

import java.util.List;

/**
 * All code that a session brings along.
 *
 * @param session unique for all time
 */
public record UserCode(String session, List<UserFunction> functions, List<UserJar> jars) {
  /** Of sessions without code of their own. */
  public static final UserCode NONE = new UserCode("", List.of(), List.of());

  public UserCode {
    functions = List.copyOf(functions);
    jars = List.copyOf(jars);
  }

  public boolean isEmpty() {
    return functions.isEmpty() && jars.isEmpty();
  }

  /** How many bytes it takes, about. */
  public long bytes() {
    return functions.stream().mapToLong(UserFunction::bytes).sum()
        + jars.stream().mapToLong(jar -> jar.content().length).sum();
  }
}
