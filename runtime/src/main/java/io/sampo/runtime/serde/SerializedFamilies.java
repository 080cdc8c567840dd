package io.sampo.runtime.serde;

import java.util.List;

/**
 * Names the classes from which registrations derive; found by {@link java.util.ServiceLoader}, one
 * or more in a module. Processes that talk to each other must have the same modules.
 *
 * <p>From each root everything is reached that it can hold: the permitted classes of a sealed
 * interface, the components of a record with their type arguments, the constants of an enum.
 * Components may be records, sealed families, enums, primitives and their boxes, String,
 * BigDecimal, byte[] and other arrays, java.time's and java.util.UUID's values, Duration, Optional
 * and its primitive forms, List, Set, Map (copies are immutable, in the same order), {@code Object}
 * for the values of literals, {@link io.sampo.error.SampoException}, a table that describes itself,
 * and typed references to actors.
 */
public interface SerializedFamilies {
  /** Sealed interfaces, records and enums. */
  List<Class<?>> roots();
}
