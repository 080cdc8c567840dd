package io.sampo.examples.tpch;

import io.sampo.session.Session;

/** Runs one query: {@code RunQuery FOLDER NUMBER}. */
public final class RunQuery {
  private RunQuery() {}

  /** Prints the answer of the query whose number the second argument is. */
  public static void main(String[] arguments) {
    try (Session session = Session.builder().appName("tpch").getOrCreate()) {
      var tables = new Tables(session, arguments[0]);
      var query = Queries.BY_NUMBER.get(Integer.valueOf(arguments[1]));
      if (query == null) {
        throw new IllegalArgumentException("the queries here are " + Queries.BY_NUMBER.keySet());
      }
      query.apply(tables).show(false);
    }
  }
}
