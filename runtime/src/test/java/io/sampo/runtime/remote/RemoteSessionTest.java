package io.sampo.runtime.remote;

import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.engine.Cancellation;
import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.row.Row;
import io.sampo.runtime.engine.LocalEngine;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.remote.client.DriverCall;
import io.sampo.runtime.remote.client.MasterUrl;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.wire.Connection;
import io.sampo.runtime.remote.wire.Frame;
import io.sampo.session.Session;
import io.sampo.spec.Statement;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User code on a driver elsewhere, all in this process. */
@NullMarked
@Timeout(60)
final class RemoteSessionTest {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(100000000) a JOIN range(100000) b ON a.id % 1000 = b.id % 1000";

  private TestDriver driver = TestDriver.start();

  @BeforeEach
  void nothingIsOpen() {
    assertThat(driver.server().sessions()).isZero();
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private Session session() {
    return Session.builder().master(driver.url()).appName("remote").create();
  }

  private static List<String> rows(Session session, String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).toList();
  }

  @Test
  void userCodeRunsUnchanged() {
    try (Session session = session()) {
      session.range(10).withColumn("k", col("id").mod(3)).createOrReplaceTempView("t");
      assertThat(rows(session, "SELECT k, count(*), sum(id) FROM t GROUP BY k ORDER BY k"))
          .containsExactly("[0,4,18]", "[1,3,12]", "[2,3,15]");
      assertThat(session.table("t").agg(sum("id")).collect().getFirst().get(0)).isEqualTo(45L);
      assertThat(session.table("t").schema().fields()).hasSize(2);
      assertThat(session.sql("SHOW TABLES").collect()).hasSize(1);
      assertThat(session.catalog().dropTempView("t")).isTrue();
      assertThat(session.catalog().dropTempView("t")).isFalse();
      assertThat(rows(session, "EXPLAIN SELECT 1").getFirst()).contains("Physical Plan");
    }
  }

  @Test
  void valuesOfAllTypesArrive() {
    String query =
        "SELECT true, 1Y, 2S, 3, 4L, 5.5F, 6.5D, 7.25, 'text', X'0102', DATE'2024-02-29', "
            + "TIMESTAMP'2024-02-29 12:00:00', INTERVAL '3' DAY, array(1, 2, null), null";
    try (Session local = Session.builder().master("local[1]").create();
        Session session = session()) {
      assertThat(rows(session, query)).isEqualTo(rows(local, query));
    }
  }

  @Test
  void settingsAreTheDriversSession() {
    try (Session session =
        Session.builder().master(driver.url()).config("sampo.batch.rows", 7).create()) {
      assertThat(session.conf().get("sampo.batch.rows")).isEqualTo("7");
      session.conf().set("sampo.partitions", 3);
      assertThat(rows(session, "SET sampo.partitions")).containsExactly("[sampo.partitions,3]");
      assertThat(session.conf().getAll())
          .containsEntry("sampo.partitions", "3")
          .containsEntry("sampo.master", driver.url());
      assertThatThrownBy(() -> session.conf().set("sampo.partitions", "many"))
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIG_VALUE));
    }
  }

  @Test
  void errorsArriveWhole() {
    String analysis = "SELECT id, nme FROM range(3)";
    String execution = "SELECT raise_error('row ' || id) FROM range(3) WHERE id = 2";
    try (Session local = Session.builder().master("local[1]").create();
        Session session = session()) {
      for (String query : List.of(analysis, execution, "SELECT CAST('x' AS INT)")) {
        SampoException here = catchThrowableOfType(SampoException.class, () -> rows(local, query));
        SampoException there =
            catchThrowableOfType(SampoException.class, () -> rows(session, query));
        assertThat(there.code()).isEqualTo(here.code());
        assertThat(there).hasMessage(here.getMessage());
        assertThat(there.parameters()).isEqualTo(here.parameters());
        assertThat(there.span()).isEqualTo(here.span());
      }
      SampoException placed =
          catchThrowableOfType(SampoException.class, () -> rows(session, analysis));
      assertThat(Objects.requireNonNull(placed.span())).extracting(Span::covered).isEqualTo("nme");
      assertThat(rows(session, "SELECT 1")).containsExactly("[1]");
    }
  }

  @Test
  void aResultWaitsForItsReader() throws Exception {
    try (Session session = session()) {
      long rows = 0;
      try (QueryResult result =
          session.execute(session.statements("SELECT id, id * 2 FROM range(300000)").getFirst())) {
        ResultBatch first = Objects.requireNonNull(result.next());
        rows += first.rowCount();
        var engine = (LocalEngine) driver.engines.take();
        // All rows would be 24 bytes each at least.
        assertThat(engine.memoryUsed()).isBetween(1L, 300_000L * 24);
        for (ResultBatch batch = result.next(); batch != null; batch = result.next()) {
          rows += batch.rowCount();
        }
      }
      assertThat(rows).isEqualTo(300_000);
    }
  }

  @Test
  void aCancelReachesTheDriver() throws Exception {
    try (Session session = session()) {
      try (QueryResult result = session.execute(session.statements(ENDLESS).getFirst())) {
        var reading = CompletableFuture.supplyAsync(() -> result.next());
        result.cancel();
        assertThatThrownBy(reading::join)
            .hasCauseInstanceOf(SampoException.class)
            .hasMessageContaining("OPERATION_CANCELED");
      }
      assertThat(rows(session, "SELECT 1")).containsExactly("[1]");
      assertThat(driver.server().queries()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CACHE TABLE kept AS ", "EXPLAIN ANALYZE "})
  void aCancelReachesWhatIsComputedBeforeThereIsAResult(String before) throws Exception {
    try (Session session = session()) {
      Statement statement = session.statements(before + ENDLESS).getFirst();
      var cancellation = new Cancellation();
      var executing =
          CompletableFuture.runAsync(
              () -> cancellation.run(() -> session.execute(statement).close()));
      await(() -> driver.server().queries() == 1);
      cancellation.cancel();
      assertThatThrownBy(executing::join)
          .hasCauseInstanceOf(SampoException.class)
          .hasMessageContaining("OPERATION_CANCELED");
      assertThat(rows(session, "SELECT 1")).containsExactly("[1]");
      assertThat(driver.server().queries()).isZero();
    }
  }

  @Test
  void aCancelRightBehindItsQueryIsNotMissed() throws IOException {
    try (Session session = session()) {
      Statement endless = session.statements(ENDLESS).getFirst();
      var socket = new Socket();
      socket.connect(new InetSocketAddress("127.0.0.1", driver.port()));
      try (Connection connection = Connection.ofClient(socket, Duration.ofSeconds(20))) {
        connection.send(new Request.Open(Map.of()));
        assertThat(answer(connection)).isInstanceOf(Response.Opened.class);
        for (int round = 0; round < 50; round++) {
          String query = "query-" + round;
          connection.send(new Request.Execute(query, endless));
          connection.send(new Request.Cancel(query));
          Response answer = answer(connection);
          while (answer instanceof Response.Started) {
            answer = answer(connection);
          }
          assertThat(answer)
              .isInstanceOfSatisfying(
                  Response.Failed.class,
                  failed ->
                      assertThat(failed.error().code()).isEqualTo(ErrorCode.OPERATION_CANCELED));
        }
      }
    }
  }

  /** The next message that is not about progress. */
  private static Response answer(Connection connection) throws IOException {
    while (true) {
      if (connection.receive() instanceof Frame.Message(Response response)
          && !(response instanceof Response.Progress)) {
        return response;
      }
    }
  }

  @Test
  void whatIsNotReadIsCancelled() throws Exception {
    try (Session session = session()) {
      session.execute(session.statements(ENDLESS).getFirst()).close();
      await(() -> driver.server().queries() == 0);
      assertThat(((LocalEngine) driver.engines.take()).memoryUsed()).isZero();
      assertThat(rows(session, "SELECT 1")).containsExactly("[1]");
    }
  }

  @Test
  void progressAndStatusShowARunningQuery() {
    try (Session session = session();
        QueryResult result = session.execute(session.statements(ENDLESS).getFirst())) {
      var reading = CompletableFuture.supplyAsync(() -> result.next());
      await(() -> result.progress().stagesTotal() > 0);
      var call = new DriverCall(Sockets.PLAIN);
      Response answer = call.ask(MasterUrl.parse(driver.url()), new Request.Status());
      assertThat(answer)
          .isInstanceOfSatisfying(
              Response.Cluster.class,
              cluster ->
                  assertThat(cluster.view().queries())
                      .singleElement()
                      .satisfies(query -> assertThat(query.text()).isEqualTo(ENDLESS)));
      result.cancel();
      assertThatThrownBy(reading::join).hasMessageContaining("OPERATION_CANCELED");
    }
  }

  @Test
  void aSessionEndsWithItsClient() {
    Session session = session();
    assertThat(driver.server().sessions()).isEqualTo(1);
    QueryResult running = session.execute(session.statements(ENDLESS).getFirst());
    session.close();
    await(() -> driver.server().sessions() == 0);
    assertThatThrownBy(running::next)
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
    running.close();
  }

  @Test
  void aSessionMovesToTheNextDriverWithItsViewsAndSettings() {
    int port = driver.port();
    try (Session session = session()) {
      session.sql("CREATE TEMPORARY VIEW v AS SELECT 41 + 1 AS answer");
      session.range(3).createOrReplaceTempView("w");
      session.sql("SET sampo.partitions = 5");
      driver.close();
      driver = TestDriver.start(port, Sockets.PLAIN);
      assertThat(rows(session, "SELECT answer FROM v, w")).hasSize(3);
      assertThat(session.conf().get("sampo.partitions")).isEqualTo("5");
    }
  }

  @Test
  void aQueryThatHasNotYieldedRowsRunsAgainAtTheNextDriver() throws Exception {
    int port = driver.port();
    try (Session session = session();
        QueryResult result =
            session.execute(
                session
                    .statements("SELECT count(*) FROM range(30000000) WHERE id % 7 = 1")
                    .getFirst())) {
      driver.close();
      driver = TestDriver.start(port, Sockets.PLAIN);
      assertThat(Objects.requireNonNull(result.next()).value(0, 0)).isEqualTo(4285715L);
      assertThat(driver.engines).hasSize(1);
    }
  }

  @Test
  void theAddressOfAClosedDriverIsFreeAtOnce() {
    int port = driver.port();
    for (int round = 0; round < 50; round++) {
      driver.close();
      driver = TestDriver.start(port, Sockets.PLAIN);
    }
    assertThat(driver.port()).isEqualTo(port);
  }

  @Test
  void theLossOfTheOnlyDriverIsSaid() {
    try (Session session =
        Session.builder().master(driver.url()).config("sampo.reconnect.seconds", 0).create()) {
      driver.close();
      assertThatThrownBy(() -> rows(session, "SELECT 1"))
          .isInstanceOfSatisfying(
              SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }
  }

  @Test
  void aDriverThatStandsByNamesTheActiveOne() {
    try (TestDriver standby = TestDriver.start()) {
      standby.standBy(Optional.of("127.0.0.1:" + driver.port()));
      try (Session session = Session.builder().master(standby.url()).create()) {
        assertThat(rows(session, "SELECT 1")).containsExactly("[1]");
        assertThat(driver.server().sessions()).isEqualTo(1);
      }
    }
  }

  @Test
  void whoIsNotThereIsNamed() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(() -> Session.builder().master("sampo://127.0.0.1:" + free).create())
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED))
        .hasMessageContaining("127.0.0.1:" + free);
    assertThatThrownBy(() -> Session.builder().master("sampo://nowhere").create())
        .hasMessageContaining("sampo://host:port");
  }

  @Test
  void strangersAreRefused() throws Exception {
    try (Socket stranger =
        Sockets.PLAIN.connect(new HostPort("127.0.0.1", driver.port()), Duration.ofSeconds(5))) {
      stranger.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
      byte[] greeting = stranger.getInputStream().readNBytes(5);
      assertThat(new String(greeting, StandardCharsets.US_ASCII)).isEqualTo("SAMPO");
      stranger
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      awaitEnd(stranger);
    }
    try (Session session = session()) {
      assertThat(rows(session, "SELECT 1")).containsExactly("[1]");
    }
  }

  /** The other side may close in order, or at once with what it has not read. */
  private static void awaitEnd(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  /** Looks again and again; the test's time limit ends what never comes. */
  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
