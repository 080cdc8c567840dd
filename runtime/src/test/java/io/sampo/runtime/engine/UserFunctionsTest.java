package io.sampo.runtime.engine;

import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.lit;
import static io.sampo.functions.Functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.code.UDF1;
import io.sampo.code.UDF2;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.functions.UserDefinedFunction;
import io.sampo.row.Row;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of a program, in one process and on workers. */
@NullMarked
final class UserFunctionsTest {
  private static final AtomicLong CALLS = new AtomicLong();

  private TestCluster cluster;
  private final List<Session> sessions = new ArrayList<>();
  private String master = "";

  @BeforeEach
  void open(TestInfo info) {
    cluster = new TestCluster();
    cluster.join(1);
    cluster.join(1);
    master = TestClusterProvider.master("functions " + info.getDisplayName(), cluster);
  }

  private Session session(boolean onCluster) {
    Session session =
        Session.builder().master(onCluster ? master : "local[2]").appName("functions").create();
    session.conf().set("sampo.partitions", 3);
    sessions.add(session);
    return session;
  }

  @AfterEach
  void close() {
    sessions.forEach(Session::close);
    cluster.close();
  }

  private static List<String> texts(Session session, String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lambdasWorkInSqlAndOnColumns(boolean onCluster) {
    Session session = session(onCluster);
    long captured = 40;
    UserDefinedFunction plus =
        session.udf().register("plus", (UDF1<Long, Long>) x -> x + captured, DataType.LONG);
    session
        .udf()
        .register(
            "both",
            (UDF2<@Nullable String, Integer, @Nullable String>)
                (text, n) -> text == null ? null : text.repeat(n),
            DataType.STRING);

    assertThat(texts(session, "SELECT plus(id), both(cast(id AS STRING), 2) FROM range(3)"))
        .containsExactly("[40,00]", "[41,11]", "[42,22]");
    assertThat(texts(session, "SELECT sum(PLUS(id)) FROM range(1000) WHERE plus(id) % 2 = 0"))
        .containsExactly("[" + 500 * (40 + 1038) / 2 + "]");
    assertThat(texts(session, "SELECT both(cast(null AS STRING), 2)")).containsExactly("[null]");
    assertThat(session.range(2).select(plus.apply(col("id"))).columns())
        .containsExactly("plus(id)");

    UserDefinedFunction next = udf((LocalDate day) -> day.plusDays(1), DataType.DATE);
    UserDefinedFunction half =
        udf(
            (BigDecimal number) -> number.divide(BigDecimal.TWO),
            new io.sampo.types.DecimalType(12, 2));
    assertThat(
            session
                .range(1)
                .select(
                    next.apply(lit(LocalDate.of(2024, 2, 28))),
                    half.apply(lit(new BigDecimal("12.50"))))
                .collect()
                .getFirst()
                .values())
        .containsExactly(LocalDate.of(2024, 2, 29), new BigDecimal("6.25"));
  }

  @Test
  void aFailureNamesTheFunctionAndThePlaceAndIsNotRepeated() {
    Session session = session(true);
    CALLS.set(0);
    session
        .udf()
        .register(
            "picky",
            (UDF1<Long, Long>)
                x -> {
                  if (x == 7) {
                    CALLS.incrementAndGet();
                    throw new IllegalStateException("seven is not liked");
                  }
                  return x;
                },
            DataType.LONG);

    assertThatThrownBy(() -> session.sql("SELECT sum(picky(id)) FROM range(10)").collect())
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_EXECUTE_UDF))
        .hasMessageContaining("picky")
        .hasMessageContaining("(7)")
        .hasMessageContaining("seven is not liked")
        .hasMessageContaining("on worker worker-");
    assertThat(CALLS.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resultsOfOtherClassesAreRefused(boolean onCluster) {
    Session session = session(onCluster);
    session.udf().register("odd", (UDF1<Long, Object>) x -> "text", DataType.LONG);
    assertThatThrownBy(() -> session.sql("SELECT odd(id) FROM range(1)").collect())
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_EXECUTE_UDF));
    assertThatThrownBy(() -> session.sql("SELECT odd(id, id) FROM range(1)").collect())
        .hasMessageContaining("no function of 2 arguments");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherSessionDoesNotKnowTheFunction(boolean onCluster) {
    Session one = session(onCluster);
    Session other = session(onCluster);
    one.udf().register("mine", (UDF1<Long, Long>) x -> x, DataType.LONG);
    assertThat(texts(one, "SELECT mine(id) FROM range(1)")).containsExactly("[0]");
    assertThatThrownBy(() -> other.sql("SELECT mine(id) FROM range(1)").collect())
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNRESOLVED_ROUTINE));
  }

  @Test
  void whatCannotBeSerializedIsRefusedAtOnce() {
    Session session = session(true);
    var notSerializable = new Object();
    assertThatThrownBy(() ->
            session
                .udf()
                .register(
                    "bad", (UDF1<Long, Integer>) x -> notSerializable.hashCode(), DataType.INTEGER))
        .hasMessageContaining("cannot be serialized");
  }

  @Test
  void functionsThatVaryMakeTheirRowsIndeterminate() {
    Session session = session(true);
    UserDefinedFunction steady = udf((Long x) -> x + 1, DataType.LONG);
    UserDefinedFunction varying =
        udf((Long x) -> x + System.nanoTime() % 2, DataType.LONG).asNondeterministic();
    var frame = session.range(100);
    assertThat(frame.select(varying.apply(col("id")).as("v")).filter(col("v").lt(1000)).count())
        .isEqualTo(100);
    assertThat(varying.definition().deterministic()).isFalse();
    assertThat(steady.definition().deterministic()).isTrue();
  }
}
