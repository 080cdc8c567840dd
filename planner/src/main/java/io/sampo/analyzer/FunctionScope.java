package io.sampo.analyzer;

import io.sampo.code.UserFunction;
import java.util.Optional;

/** The functions that a session's program brings along. Safe for use by many threads. */
public interface FunctionScope {
  /** The function that SQL knows by a name, case ignored. */
  Optional<UserFunction> named(String name);

  /**
   * The name of a function among all functions of all sessions, of the form {@code
   * session/function}. From now on queries of the session may call it.
   */
  String use(UserFunction function);

  /** Where there are none. */
  FunctionScope NONE =
      new FunctionScope() {
        @Override
        public Optional<UserFunction> named(String name) {
          return Optional.empty();
        }

        @Override
        public String use(UserFunction function) {
          throw new UnsupportedOperationException("no session for " + function.name());
        }
      };
}
