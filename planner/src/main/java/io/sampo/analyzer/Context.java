package io.sampo.analyzer;

import io.sampo.spec.Relation;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where a relation stands.
 *
 * @param outer the scope of the query around a subquery or lateral join
 * @param definitions the common table expressions that are visible, by name in lower case
 * @param views the views being resolved, against views that contain themselves
 */
record Context(@Nullable Scope outer, Map<String, Definition> definitions, Set<String> views) {
  static final Context ROOT = new Context(null, Map.of(), Set.of());

  /**
   * A common table expression and what was visible where it was written.
   *
   * @param used is set when the name is read
   */
  record Definition(Relation relation, Context context, AtomicBoolean used) {}

  Context {
    definitions = Map.copyOf(definitions);
    views = Set.copyOf(views);
  }

  Optional<Definition> definition(String name) {
    return Optional.ofNullable(definitions.get(name.toLowerCase(Locale.ROOT)));
  }

  Context withOuter(Scope scope) {
    return new Context(scope, definitions, views);
  }

  Context define(String name, Relation relation) {
    return redefine(name, new Definition(relation, this, new AtomicBoolean()));
  }

  Context redefine(String name, Definition definition) {
    var more = new HashMap<>(definitions);
    more.put(name.toLowerCase(Locale.ROOT), definition);
    return new Context(outer, more, views);
  }

  /** The context of a view's own query: it sees nothing of the query that uses it. */
  Context insideView(String name) {
    var more = new TreeSet<>(views);
    more.add(name.toLowerCase(Locale.ROOT));
    return new Context(null, Map.of(), more);
  }
}
