package io.sampo.codegen.kernel;

import io.sampo.error.SampoException;

/** An error of a row's value inside generated code, which knows its place only by number. */
public final class PlacedFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int site;
  private final SampoException failure;

  public PlacedFailure(int site, SampoException failure) {
    super(failure.getMessage(), failure, false, false);
    this.site = site;
    this.failure = failure;
  }

  /** The number of the expression, an index into the compiled pipeline's origins. */
  public int site() {
    return site;
  }

  public SampoException failure() {
    return failure;
  }
}
