package io.sampo.runtime.driver;

import io.sampo.runtime.work.QueryRunner;

/** Without actors. */
class AwkwardWorkDirectTest extends AwkwardWorkContract {
  @Override
  QueryRunner runner() {
    return new DirectQueryRunner(2, "awkward");
  }
}
