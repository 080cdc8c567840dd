package io.sampo.runtime.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.work.FakeQuery;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.work.QueryRunner.RunningQuery;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import io.sampo.runtime.work.TaskWork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that breaks its own contract, down to methods that actors call: it ends, and is closed. */
abstract class AwkwardWorkContract {
  private final QueryRunner runner = runner();
  private final AtomicInteger closes = new AtomicInteger();

  /** A runner to be tested. */
  abstract QueryRunner runner();

  @AfterEach
  void theRunnerGoesOn() throws Exception {
    FakeQuery next = new FakeQuery();
    next.stage().phase(3);
    runner.start(next).done().toCompletableFuture().get(60, TimeUnit.SECONDS);
    runner.close();
    assertThat(closes).hasValue(1);
  }

  @Test
  void stagesThatThrow() {
    SampoException known = new SampoException(ErrorCode.UNSUPPORTED_FEATURE, Map.of());
    assertThat(failure(new Query(List.of(), known))).isSameAs(known);
  }

  @Test
  void stagesThatThrowSomethingUnexpected() {
    var cause = new IllegalStateException("no stages");
    assertInternal(failure(new Query(List.of(), cause)), cause);
  }

  @Test
  void inputsThatThrow() {
    var cause = new IllegalStateException("no inputs");
    assertInternal(failure(query(new Stage(cause, Place.INPUTS))), cause);
  }

  @Test
  void aDescriptionThatThrows() {
    var cause = new IllegalStateException("no words");
    assertInternal(failure(query(new Stage(cause, Place.DESCRIPTION))), cause);
  }

  @Test
  void aPhaseThatIsNull() {
    SampoException error = failure(query(new Stage(new IllegalStateException(), Place.PHASE)));
    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(error).hasCauseInstanceOf(NullPointerException.class);
  }

  @Test
  void anInputThatThrowsOnceTheTaskHasFailed() {
    var cause = new IllegalStateException("no input");
    assertInternal(failure(query(new Stage(cause, Place.INPUT))), cause);
  }

  @Test
  void anAbandonThatThrows() throws Exception {
    var trouble = new IllegalStateException("still held");
    var stage = new Stage(trouble, Place.ABANDON);
    RunningQuery running = runner.start(query(stage));
    assertThat(stage.begun.await(60, TimeUnit.SECONDS)).isTrue();
    running.cancel();
    SampoException error = failure(running);
    assertThat(error.code()).isEqualTo(ErrorCode.OPERATION_CANCELED);
    assertThat(error.getSuppressed()).contains(trouble);
  }

  @Test
  void aCloseThatThrows() {
    var cause = new IllegalStateException("a buffer is held");
    var query =
        new Query(List.of(), null) {
          @Override
          public void close() {
            super.close();
            throw cause;
          }
        };
    assertInternal(failure(query), cause);
  }

  private static void assertInternal(SampoException error, Throwable cause) {
    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(error).rootCause().isSameAs(cause);
  }

  SampoException failure(QueryWork work) {
    return failure(runner.start(work));
  }

  static SampoException failure(RunningQuery query) {
    var wrapped =
        catchThrowableOfType(
            ExecutionException.class,
            () -> query.done().toCompletableFuture().get(60, TimeUnit.SECONDS));
    assertThat(wrapped).hasCauseInstanceOf(SampoException.class);
    return (SampoException) Objects.requireNonNull(wrapped.getCause());
  }

  Query query(Stage stage) {
    return new Query(List.of(stage), null);
  }

  class Query implements QueryWork {
    private final List<StageWork> stages;
    private final @Nullable RuntimeException failure;

    Query(List<StageWork> stages, @Nullable RuntimeException failure) {
      this.stages = stages;
      this.failure = failure;
    }

    @Override
    public List<StageWork> stages() {
      if (failure != null) {
        throw failure;
      }
      return stages;
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }
  }

  enum Place {
    INPUTS,
    DESCRIPTION,
    PHASE,
    INPUT,
    ABANDON,
    RETRY
  }

  /** A stage, and its tasks too, that throw in one place. */
  static final class Stage implements StageWork, TaskWork {
    final CountDownLatch begun = new CountDownLatch(1);
    private final RuntimeException failure;
    private final Place place;

    Stage(RuntimeException failure, Place place) {
      this.failure = failure;
      this.place = place;
    }

    private void maybeThrow(Place here) {
      if (place == here) {
        throw failure;
      }
    }

    @Override
    public int id() {
      return 0;
    }

    @Override
    public Set<Integer> inputs() {
      maybeThrow(Place.INPUTS);
      return Set.of();
    }

    @Override
    public String description() {
      maybeThrow(Place.DESCRIPTION);
      return "awkward";
    }

    @Override
    @SuppressWarnings("NullAway")
    public List<TaskWork> nextPhase() {
      return place == Place.PHASE ? null : List.of(this, this, this);
    }

    @Override
    public Status runSlice(long deadlineNanos, Runnable waker) {
      begun.countDown();
      if (place == Place.ABANDON) {
        return Status.WAITING;
      }
      throw new IllegalArgumentException("slice");
    }

    @Override
    public String input() {
      maybeThrow(Place.INPUT);
      return "";
    }

    @Override
    public void abandon() {
      maybeThrow(Place.ABANDON);
    }

    @Override
    public TaskWork retry() {
      maybeThrow(Place.RETRY);
      return this;
    }

    @Override
    public Progress progress() {
      return Progress.NONE;
    }
  }
}
