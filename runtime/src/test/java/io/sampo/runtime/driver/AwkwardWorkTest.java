package io.sampo.runtime.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.work.QueryRunner;
import org.junit.jupiter.api.Test;

/** By actors. */
class AwkwardWorkTest extends AwkwardWorkContract {
  @Override
  QueryRunner runner() {
    return new ActorQueryRunner(2, "awkward");
  }

  @Test
  void aRetryThatThrows() {
    var cause = new IllegalStateException("no retry");
    SampoException error = failure(query(new Stage(cause, Place.RETRY)));
    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(error.getSuppressed()).contains(cause);
  }
}
