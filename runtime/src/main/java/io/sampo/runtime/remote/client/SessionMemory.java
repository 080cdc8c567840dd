package io.sampo.runtime.remote.client;

import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.config.ConfigOptions;
import io.sampo.config.StorageLevel;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a session was told, so that another driver can be told again. Safe for use by many threads.
 */
final class SessionMemory {
  /** What concerns this process alone. */
  private static final Set<String> OWN_KEYS =
      Set.of(
          ConfigOptions.MASTER.key(),
          ConfigOptions.RECONNECT_SECONDS.key(),
          ConfigOptions.TLS_KEY_STORE.key(),
          ConfigOptions.TLS_TRUST_STORE.key(),
          ConfigOptions.TLS_PASSWORD.key());

  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, Relation> views = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final Map<String, UserFunction> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<UserJar> jars = new ArrayList<>();
  private final Map<Relation, StorageLevel> kept = new LinkedHashMap<>();

  SessionMemory(Map<String, String> settings) {
    settings.forEach(this::set);
  }

  /** Whether a setting is this process's own business. */
  static boolean isOwn(String key) {
    return OWN_KEYS.contains(key);
  }

  synchronized void set(String key, String value) {
    if (!isOwn(key)) {
      settings.put(key, value);
    }
  }

  synchronized void view(String name, Relation relation) {
    views.put(name, relation);
  }

  synchronized void function(UserFunction function) {
    functions.put(function.name(), function);
  }

  synchronized void jar(UserJar jar) {
    jars.add(jar);
  }

  /** Rows are kept from now on. */
  synchronized void keep(Relation relation, StorageLevel level) {
    kept.putIfAbsent(relation, level);
  }

  synchronized void stopKeeping(Relation relation) {
    kept.remove(relation);
  }

  synchronized void stopKeepingAll() {
    kept.clear();
  }

  synchronized void noView(String name) {
    views.remove(name);
  }

  /** A statement has been carried out. */
  void done(Statement statement) {
    switch (statement) {
      case Statement.CreateView view -> view(view.name(), view.relation());
      case Statement.DropView view -> noView(view.name());
      case Statement.SetConfig set -> {
        if (set.key().isPresent() && set.value().isPresent()) {
          set(set.key().get(), set.value().get());
        }
      }
      case Statement.Query _,
          Statement.Explain _,
          Statement.ShowTables _,
          Statement.ShowViews _,
          Statement.ShowColumns _,
          Statement.DescribeFunction _,
          Statement.ShowFunctions _,
          Statement.Describe _,
          Statement.Write _,
          Statement.RefreshTable _,
          Statement.RefreshPath _ -> {}
      case Statement.AddJars added -> added.jars().forEach(this::jar);
      case Statement.CacheTable cache -> {
        cache.query().ifPresent(query -> view(cache.table().nameParts().getLast(), query));
        keep(cache.table(), cache.level());
      }
      case Statement.UncacheTable uncache -> stopKeeping(uncache.table());
      case Statement.ClearCache _ -> stopKeepingAll();
    }
  }

  /** What begins the session. */
  synchronized Request.Open opening() {
    return new Request.Open(settings);
  }

  /** What gives it its jars, functions, views and what is to be kept again. */
  synchronized List<Request> views() {
    var requests = new ArrayList<Request>();
    jars.forEach(jar -> requests.add(new Request.AddJar(jar)));
    functions.values().forEach(function -> requests.add(new Request.Register(function)));
    views.forEach((name, relation) -> requests.add(new Request.CreateView(name, relation, true)));
    // No rows are computed before somebody asks for them.
    kept.forEach((relation, level) -> requests.add(new Request.Persist(relation, level)));
    return requests;
  }
}
