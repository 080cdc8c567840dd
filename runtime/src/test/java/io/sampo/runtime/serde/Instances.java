package io.sampo.runtime.serde;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.plan.expression.Subplan;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.function.Kernel;
import io.sampo.plan.function.kernel.MathKernels;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.table.SourceTable;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.runtime.source.TableDescription;
import io.sampo.runtime.source.format.FileFormats;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import io.sampo.types.CalendarInterval;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.StructType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Makes instances of any record, enum or sealed family, from a seed. */
final class Instances {
  private static final int MOST_DEPTH = 4;

  private final Random random;

  Instances(long seed) {
    this.random = new Random(seed);
  }

  /** Whether instances can be made: what holds references to actors needs a system. */
  static boolean canMake(Class<?> type) {
    return !holdsActors(type, new HashSet<>());
  }

  private static boolean holdsActors(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return false;
    }
    return switch (type) {
      case Class<?> plain when plain == ActorRef.class -> true;
      case Class<?> plain when plain.isRecord() ->
          Arrays.stream(plain.getRecordComponents())
              .anyMatch(component -> holdsActors(component.getGenericType(), seen));
      case ParameterizedType generic ->
          holdsActors(generic.getRawType(), seen)
              || Arrays.stream(generic.getActualTypeArguments())
                  .anyMatch(a -> holdsActors(a, seen));
      default -> false;
    };
  }

  /** An instance of exactly this class. */
  Object make(Class<?> type) {
    return value(type, 0);
  }

  private Object value(Type type, int depth) {
    return switch (type) {
      case Class<?> plain -> plain(plain, depth);
      case ParameterizedType generic -> generic(generic, depth);
      case WildcardType wildcard -> value(wildcard.getUpperBounds()[0], depth);
      default -> throw new IllegalArgumentException("cannot make " + type);
    };
  }

  private Object generic(ParameterizedType type, int depth) {
    Type[] arguments = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    int size = depth > MOST_DEPTH ? 0 : random.nextInt(3);
    if (raw == List.class || raw == Set.class) {
      var values = new ArrayList<Object>();
      for (int i = 0; i < size; i++) {
        values.add(value(arguments[0], depth + 1));
      }
      return raw == List.class ? values : new HashSet<>(values);
    } else if (raw == Map.class) {
      var values = new LinkedHashMap<Object, Object>();
      for (int i = 0; i < size; i++) {
        values.put(value(arguments[0], depth + 1), value(arguments[1], depth + 1));
      }
      return values;
    } else if (raw == Optional.class) {
      return size == 0 ? Optional.empty() : Optional.of(value(arguments[0], depth + 1));
    }
    return plain(raw, depth);
  }

  private Object plain(Class<?> type, int depth) {
    if (type == Object.class || type == Comparable.class || type == Object[].class) {
      return literal(type);
    }
    @Nullable Object special = special(type);
    if (special != null) {
      return special;
    } else if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    } else if (type.isEnum()) {
      return any(type.getEnumConstants());
    } else if (type.isRecord()) {
      return record(type, depth);
    } else if (type.isSealed()) {
      return permitted(type, depth);
    } else if (type == Subplan.class) {
      return plain(LogicalPlan.class, depth);
    }
    return simple(type);
  }

  /** Deep down a member without members, so that trees end. */
  private Object permitted(Class<?> family, int depth) {
    var members = new ArrayList<>(List.of(family.getPermittedSubclasses()));
    if (depth > MOST_DEPTH) {
      for (Class<?> leaf : leaves(family)) {
        return plain(leaf, depth + 1);
      }
    }
    return plain(members.get(random.nextInt(members.size())), depth + 1);
  }

  private static List<Class<?>> leaves(Class<?> family) {
    var leaves = new ArrayList<Class<?>>();
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (member.isSealed()) {
        leaves.addAll(leaves(member));
      } else if (Arrays.stream(member.getRecordComponents())
          .noneMatch(component -> family.isAssignableFrom(component.getType()))) {
        leaves.add(member);
      }
    }
    leaves.sort((a, b) -> a.getRecordComponents().length - b.getRecordComponents().length);
    return leaves;
  }

  private Object record(Class<?> type, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] classes =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    for (int attempt = 0; ; attempt++) {
      Object[] values =
          Arrays.stream(components)
              .map(component -> value(component.getGenericType(), depth + 1))
              .toArray();
      try {
        Constructor<?> constructor = type.getDeclaredConstructor(classes);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        // The constructor refuses some values: try others.
        if (attempt > 1000) {
          throw new IllegalArgumentException("no values suit " + type, e);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private @Nullable Object special(Class<?> type) {
    if (type == DecimalType.class) {
      int precision = 1 + random.nextInt(38);
      return new DecimalType(precision, random.nextInt(precision + 1));
    } else if (type == Span.class) {
      return new Span("select 1 from t", random.nextInt(5), 5 + random.nextInt(5));
    } else if (type == Origin.class) {
      return random.nextBoolean() ? Origin.NONE : Origin.of((Span) special(Span.class));
    } else if (type == FunctionDefinition.class) {
      return any(FunctionRegistry.standard().all().toArray());
    } else if (type == Kernel.class) {
      return kernel();
    } else if (SourceTable.class.isAssignableFrom(type)) {
      return FileFormats.open(
          new TableDescription(
              "parquet",
              List.of("/data/" + text() + ".parquet"),
              Map.of("key", text()),
              StructType.of().add("a", DataType.LONG),
              Optional.of(List.of(new ScanSplit("/data/x", 0, 1, 10, -1))),
              Optional.empty()));
    } else if (type == SampoException.class) {
      return new SampoException(
          ErrorCode.INVALID_ARGUMENT, Map.of("value", text(), "details", text()));
    } else if (type == WorkerInfo.class) {
      String id = text();
      return new WorkerInfo(id, 1 + random.nextInt(8), text(), new DataNode(id, "localhost", 1));
    } else if (type == BoundFunction.class) {
      return new BoundFunction(
          (FunctionDefinition) plain(FunctionDefinition.class, 0),
          List.of(DataType.LONG),
          DataType.STRING,
          Optional.of(kernel()));
    }
    return null;
  }

  private Kernel kernel() {
    List<Kernel> kernels =
        Arrays.stream(MathKernels.class.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .map(method ->
                new Kernel(
                    MathKernels.class,
                    method.getName(),
                    List.of(method.getParameterTypes()),
                    method.getReturnType()))
            .toList();
    return kernels.get(random.nextInt(kernels.size()));
  }

  private Object simple(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "boolean", "Boolean" -> random.nextBoolean();
      case "byte", "Byte" -> (byte) random.nextInt();
      case "short", "Short" -> (short) random.nextInt();
      case "char", "Character" -> (char) random.nextInt();
      case "int", "Integer" -> random.nextInt() >> random.nextInt(32);
      case "long", "Long" -> random.nextLong() >> random.nextInt(64);
      case "float", "Float" -> random.nextFloat();
      case "double", "Double" -> random.nextGaussian();
      case "String" -> text();
      case "BigDecimal" -> new BigDecimal(new BigInteger(100, random), random.nextInt(20));
      case "Duration" -> Duration.ofNanos(random.nextLong());
      case "Instant" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt(100_000));
      case "OptionalLong" ->
          random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
      case "OptionalInt" ->
          random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
      default -> throw new IllegalArgumentException("cannot make " + type);
    };
  }

  private Object literal(Class<?> type) {
    if (type == Object[].class) {
      return new Object[] {literal(Object.class), null, literal(Object.class)};
    }
    int kind = random.nextInt(type == Comparable.class ? 7 : 10);
    return switch (kind) {
      case 0 -> random.nextBoolean();
      case 1 -> simple(Integer.class);
      case 2 -> simple(Long.class);
      case 3 -> simple(Double.class);
      case 4 -> text();
      case 5 -> simple(BigDecimal.class);
      case 6 -> simple(Short.class);
      case 7 -> new CalendarInterval(random.nextInt(), random.nextInt(), random.nextLong());
      case 8 -> Arrays.asList(1L, null, text());
      default -> Map.of(text(), 1, "k", List.of());
    };
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(random.nextInt(3) == 0 ? random.nextInt(0xD800) : 'a' + i);
    }
    return text.toString();
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
