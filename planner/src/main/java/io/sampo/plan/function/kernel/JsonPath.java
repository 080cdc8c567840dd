package io.sampo.plan.function.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths such as {@code $.store.book[0]['title']} and {@code $.store.book[*].title}. */
final class JsonPath {
  private sealed interface Part {
    /** A member of an object, or of each object of an array. */
    record Name(String name) implements Part {}

    /** An element of an array. */
    record Index(int index) implements Part {}

    /** All elements of an array. */
    record Elements() implements Part {}

    /** All members of an object. */
    record Members() implements Part {}
  }

  private final List<Part> parts;

  private JsonPath(List<Part> parts) {
    this.parts = parts;
  }

  /** The path, or null when the text is none. */
  static @Nullable JsonPath of(String text) {
    if (!text.startsWith("$")) {
      return null;
    }
    var parts = new ArrayList<Part>();
    int at = 1;
    while (at < text.length()) {
      int end;
      if (text.charAt(at) == '.') {
        end = at + 1;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
          end++;
        }
        String name = text.substring(at + 1, end);
        if (name.isEmpty()) {
          return null;
        }
        parts.add(name.equals("*") ? new Part.Members() : new Part.Name(name));
      } else if (text.startsWith("['", at)) {
        end = text.indexOf("']", at) + 2;
        if (end < 2) {
          return null;
        }
        parts.add(new Part.Name(text.substring(at + 2, end - 2)));
      } else {
        end = text.indexOf(']', at) + 1;
        String inside = end == 0 || text.charAt(at) != '[' ? "" : text.substring(at + 1, end - 1);
        if (!inside.matches("\\*|[0-9]{1,9}")) {
          return null;
        }
        parts.add(
            inside.equals("*") ? new Part.Elements() : new Part.Index(Integer.parseInt(inside)));
      }
      at = end;
    }
    return new JsonPath(parts);
  }

  /** Whether several values may be found. */
  private boolean isWild() {
    return parts.stream()
        .anyMatch(part -> part instanceof Part.Elements || part instanceof Part.Members);
  }

  /** What the path finds as text: one value, or an array of several; null when it finds none. */
  @Nullable String find(@Nullable Object value) {
    var found = new ArrayList<@Nullable Object>();
    collect(value, 0, found);
    if (found.isEmpty()) {
      return null;
    }
    if (isWild() && (found.size() > 1 || !(parts.getLast() instanceof Part.Name))) {
      return found.size() == 1 ? text(found.getFirst(), true) : Json.write(found);
    }
    return found.size() == 1 ? text(found.getFirst(), isWild()) : Json.write(found);
  }

  /** Text found by a wildcard keeps its quotes. */
  private static @Nullable String text(@Nullable Object value, boolean quoted) {
    return value == null
        ? null
        : value instanceof String plain && !quoted ? plain : Json.write(value);
  }

  private void collect(@Nullable Object value, int index, List<@Nullable Object> found) {
    if (index == parts.size()) {
      found.add(value);
      return;
    }
    switch (parts.get(index)) {
      case Part.Name name -> {
        if (value instanceof Map<?, ?> members && members.containsKey(name.name())) {
          collect(members.get(name.name()), index + 1, found);
        }
      }
      case Part.Index place -> {
        if (value instanceof List<?> elements && place.index() < elements.size()) {
          collect(elements.get(place.index()), index + 1, found);
        }
      }
      case Part.Elements all -> {
        if (value instanceof List<?> elements) {
          elements.forEach(element -> collect(element, index + 1, found));
        }
      }
      case Part.Members all -> {
        if (value instanceof Map<?, ?> members) {
          members.values().forEach(member -> collect(member, index + 1, found));
        }
      }
    }
  }
}
