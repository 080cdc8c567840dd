package io.sampo.bench.suite;

/** The formats that data is kept in. */
public enum DataFormat {
  PARQUET("parquet"),
  CSV("csv");

  private final String label;

  DataFormat(String label) {
    this.label = label;
  }

  /** The file extension, which is also its name on the command line and in the protocol. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
