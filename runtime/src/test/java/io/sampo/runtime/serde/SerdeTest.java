package io.sampo.runtime.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.types.CalendarInterval;
import io.sampo.types.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
final class SerdeTest {
  private static final int INSTANCES_OF_EACH = 20;
  private static final Serde SERDE = Serde.standard();

  /** Every record and enum that registrations reach, of every module on the class path. */
  static Stream<Class<?>> registered() {
    return Registrations.of(Families.roots(), ActorReferences.NONE).all().stream()
        .<Class<?>>map(Registrations.Registered::type)
        .filter(type -> type.isRecord() || type.isEnum())
        .filter(Instances::canMake);
  }

  @ParameterizedTest
  @MethodSource("registered")
  void everyNodeGoesRound(Class<?> type) {
    for (long seed = 0; seed < INSTANCES_OF_EACH; seed++) {
      Object original = new Instances(seed).make(type);
      byte[] bytes = SERDE.write(original);
      Object copy = SERDE.read(bytes);
      assertThat(Structure.same(original, copy)).as("seed %s of %s", seed, type.getName()).isTrue();
    }
  }

  static Stream<Class<?>> families() {
    return Stream.of(
        Relation.class,
        io.sampo.spec.Expression.class,
        Statement.class,
        DataType.class,
        LogicalPlan.class,
        Expression.class,
        io.sampo.physical.Source.class,
        io.sampo.physical.Step.class,
        io.sampo.physical.Sink.class);
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyMemberOfAFamilyIsRegistered(Class<?> family) {
    Set<Class<?>> registered = Set.copyOf(registered().toList());
    assertThat(members(family)).isNotEmpty().allMatch(registered::contains);
  }

  private static List<Class<?>> members(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses())
        .flatMap(member -> member.isSealed() ? members(member).stream() : Stream.of(member))
        .toList();
  }

  static Stream<Object> values() {
    Map<String, @Nullable Object> nulls = new HashMap<>();
    nulls.put("a", null);
    return Stream.of(
        true,
        (byte) -1,
        (short) 300,
        'ä',
        Integer.MIN_VALUE,
        Long.MIN_VALUE,
        Float.NaN,
        -0.0,
        "",
        "grüße \uD83D\uDE00",
        "a lone \uD800 surrogate",
        new BigDecimal("-12345678901234567890.123"),
        new BigDecimal("1E+30"),
        LocalDate.of(-4, 2, 29),
        Instant.ofEpochSecond(-1, 999_999_999),
        LocalDateTime.of(1900, 1, 1, 0, 0, 0, 1),
        Duration.ofNanos(-1),
        ZoneId.of("Europe/Helsinki"),
        ZoneOffset.ofHours(2),
        new UUID(1, -1),
        new CalendarInterval(1, -2, 3),
        OptionalLong.of(-1),
        Optional.of(List.of(1, 2)),
        Arrays.asList(1, null, "x"),
        Collections.unmodifiableList(List.of(1)),
        List.of(1, 2, 3).subList(1, 3),
        Set.of(5, 6),
        nulls,
        new TreeMap<>(Map.of("z", 1, "a", 2)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesGoRound(Object value) {
    assertThat(SERDE.read(SERDE.write(value))).isEqualTo(value);
  }

  @Test
  void mapsKeepTheirOrderAndNullIsAValue() {
    var map = new LinkedHashMap<String, Integer>();
    for (int i = 50; i > 0; i--) {
      map.put("key " + i, i);
    }
    assertThat(SERDE.read(SERDE.write(map), Map.class).keySet().toArray())
        .containsExactly(map.keySet().toArray());
    assertThat(SERDE.read(SERDE.write(null))).isNull();
  }

  @Test
  void arraysGoRound() {
    assertThat((byte[]) SERDE.read(SERDE.write(new byte[] {1, -2}))).containsExactly(1, -2);
    assertThat((Object[]) SERDE.read(SERDE.write(new @Nullable Object[] {1, null, "x"})))
        .containsExactly(1, null, "x");
  }

  @Test
  void everyFunctionIsTheRegistrysOwn() {
    for (var function : FunctionRegistry.standard().all()) {
      assertThat(SERDE.read(SERDE.write(function))).isSameAs(function);
    }
  }

  @Test
  void anErrorKeepsAllItSays() {
    var cause = new IOException("reset", new IllegalStateException("below"));
    var inner = SampoException.internal("inner", cause);
    var error =
        new SampoException(
            ErrorCode.UNRESOLVED_COLUMN,
            Map.of("name", "a", "hint", "did you mean b?"),
            new Span("select a", 7, 8),
            inner);
    var copy = SERDE.read(SERDE.write(error), SampoException.class);
    assertThat(copy).hasMessage(error.getMessage());
    assertThat(copy.code()).isEqualTo(error.code());
    assertThat(copy.parameters()).isEqualTo(error.parameters());
    assertThat(copy.span()).isEqualTo(error.span());
    assertThat(copy.getStackTrace()[0].getMethodName()).isEqualTo("anErrorKeepsAllItSays");
    List<Throwable> causes = causes(copy);
    assertThat(causes.get(0)).isInstanceOf(SampoException.class).hasMessage(inner.getMessage());
    assertThat(causes.get(1))
        .isInstanceOf(RemoteCause.class)
        .hasToString("java.io.IOException: reset");
    assertThat(causes.get(2)).hasToString("java.lang.IllegalStateException: below");
  }

  private static List<Throwable> causes(Throwable error) {
    var causes = new ArrayList<Throwable>();
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  /** No family leads here. */
  private record Stranger(int value) {}

  @Test
  void anUnregisteredClassIsRefused() {
    assertThatThrownBy(() -> SERDE.write(List.of(new Stranger(1))))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
              assertThat(e).hasMessageContaining("Stranger is not registered");
            });
    assertThatThrownBy(() -> SERDE.write(new Literal(new StringBuilder("x"), DataType.STRING)))
        .hasMessageContaining("java.lang.StringBuilder is not registered");
  }

  @Test
  void bytesOfAnUnknownClassAreRefused() {
    byte[] bytes = Serde.of(List.of(Stranger.class)).write(new Stranger(1));
    assertThatThrownBy(() -> Serde.of(List.of()).read(bytes))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MESSAGE));
  }

  /** A component that can hold anything cannot be derived from. */
  private record Vague(Thread anything) {}

  @Test
  void aComponentOfAnOpenClassIsRefusedAtOnce() {
    assertThatThrownBy(() -> Serde.of(List.of(Vague.class)))
        .hasMessageContaining("Vague.anything holds java.lang.Thread");
  }

  @Test
  void buildsThatDifferRefuseEachOther() {
    Serde other = Serde.of(List.of(Stranger.class));
    assertThat(other.fingerprint()).isNotEqualTo(SERDE.fingerprint());
    assertThat(Serde.of(Families.roots()).fingerprint()).isEqualTo(SERDE.fingerprint());
    assertThatThrownBy(() -> SERDE.requireSame(other.fingerprint(), "worker 3"))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISMATCHED_BUILD))
        .hasMessageContaining("worker 3 runs another build of Sampo");
    SERDE.requireSame(SERDE.fingerprint(), "worker 3");
  }

  @Test
  void aFlippedBitIsAlwaysFound() {
    byte[] bytes = SERDE.write(new Instances(7).make(LogicalPlan.Join.class));
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> SERDE.read(damaged))
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MESSAGE));
    }
  }

  /** What a checksum would find is let through here: neither a crash nor memory without bounds. */
  @Test
  void damagedBytesAreAnErrorAndNothingWorse() {
    long seed = ThreadLocalRandom.current().nextLong();
    var random = new Random(seed);
    List<byte[]> originals =
        LongStream.range(0, 40)
            .mapToObj(of -> SERDE.write(new Instances(of).make(LogicalPlan.Aggregate.class)))
            .toList();
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = originals.get(round % originals.size()).clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? 4 + random.nextInt(bytes.length - 3) : bytes.length;
      try {
        SERDE.readUnchecked(bytes, 0, length);
      } catch (SampoException e) {
        assertThat(e.code()).as("seed %s", seed).isEqualTo(ErrorCode.MALFORMED_MESSAGE);
      }
    }
  }

  @Test
  void aTreeTooDeepForTheStackIsAnError() {
    Expression deep = Literal.TRUE;
    for (int i = 0; i < 200_000; i++) {
      deep =
          new io.sampo.plan.expression.Cast(
              deep, DataType.STRING, false, io.sampo.error.Origin.NONE);
    }
    Expression tree = deep;
    assertThatThrownBy(() -> SERDE.write(tree)).isInstanceOf(SampoException.class);
  }

  @Test
  void numbersFollowTheNames() {
    List<Registrations.Registered> all =
        Registrations.of(Families.roots(), ActorReferences.NONE).all();
    assertThat(all.stream().map(entry -> entry.type().getName())).isSorted();
    assertThat(all.stream().map(Registrations.Registered::id).distinct()).hasSameSizeAs(all);
  }
}
