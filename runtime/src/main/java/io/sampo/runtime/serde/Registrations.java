package io.sampo.runtime.serde;

import com.esotericsoftware.kryo.Serializer;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.Subplan;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.Kernel;
import io.sampo.plan.table.SourceTable;
import io.sampo.runtime.source.StoredTable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * All classes that may be written, each with its number and serializer. Numbers follow the order of
 * the names, so that they are the same in all processes with the same classes.
 */
final class Registrations {
  /** Kryo takes the numbers below for primitives. */
  static final int FIRST_ID = 16;

  /** What may be a component's declared class although it tells nothing of the values' classes. */
  private static final Set<Class<?>> OPEN =
      Set.of(
          Object.class,
          Comparable.class,
          Collection.class,
          ClusterMessage.class,
          Subplan.class,
          SourceTable.class);

  private final List<Registered> all;
  private final String fingerprint;
  private final Set<Class<?>> classes;
  private final ClassValue<Class<?>> standIns =
      new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
          return classes.contains(type) ? type : standIn(type);
        }
      };

  /**
   * A class that may be written.
   *
   * @param id its number
   */
  record Registered(Class<?> type, int id, Serializer<?> serializer) {}

  private Registrations(List<Registered> all, String fingerprint) {
    this.all = all;
    this.fingerprint = fingerprint;
    this.classes = Set.copyOf(all.stream().map(Registered::type).toList());
  }

  static Registrations of(List<Class<?>> roots, ActorReferences references) {
    var serializers = new HashMap<Class<?>, Serializer<?>>(ValueSerializer.all());
    serializers.putAll(CollectionSerializers.all());
    serializers.put(Origin.class, new OriginSerializer());
    serializers.put(SampoException.class, new ErrorSerializer());
    serializers.put(FunctionDefinition.class, new FunctionSerializer());
    serializers.put(Kernel.class, new KernelSerializer());
    serializers.put(StoredTable.class, new TableSerializer());
    serializers.put(ActorRef.class, new ActorReferenceSerializer(references));
    for (Class<?> derived : new Families(Set.copyOf(serializers.keySet()), OPEN).derive(roots)) {
      serializers.put(derived, serializer(derived));
    }
    var sorted = new TreeMap<String, Map.Entry<Class<?>, Serializer<?>>>();
    serializers.entrySet().forEach(entry -> sorted.put(entry.getKey().getName(), entry));
    var all = new ArrayList<Registered>();
    for (Map.Entry<Class<?>, Serializer<?>> entry : sorted.values()) {
      all.add(new Registered(entry.getKey(), FIRST_ID + all.size(), entry.getValue()));
    }
    List<Class<?>> classes = all.stream().<Class<?>>map(Registered::type).toList();
    return new Registrations(List.copyOf(all), Families.fingerprint(classes));
  }

  private static Serializer<?> serializer(Class<?> derived) {
    if (derived.isArray()) {
      return CollectionSerializers.array(derived);
    }
    return derived.isEnum() ? new EnumConstants(derived) : new RecordSerializer(derived);
  }

  List<Registered> all() {
    return all;
  }

  /** See {@link Serde#fingerprint}. */
  String fingerprint() {
    return fingerprint;
  }

  /** The class under which values of a class are registered; itself when there is none. */
  Class<?> registeredAs(Class<?> type) {
    return standIns.get(type);
  }

  private static Class<?> standIn(Class<?> type) {
    for (Class<?> general :
        List.of(
            List.class, Set.class, Map.class, ZoneId.class, StoredTable.class, ActorRef.class)) {
      if (general.isAssignableFrom(type)) {
        return general;
      }
    }
    boolean constantWithBody = Enum.class.isAssignableFrom(type) && !type.isEnum();
    return constantWithBody ? type.getSuperclass() : type;
  }

  /** Whether a component of this declared class holds nothing but what its serializer writes. */
  static boolean isExact(Class<?> type) {
    return type.isRecord()
        || type.isEnum()
        || type == List.class
        || type == Set.class
        || type == Map.class
        || type == String.class
        || type == byte[].class
        || type == Optional.class
        || type == Origin.class;
  }
}
