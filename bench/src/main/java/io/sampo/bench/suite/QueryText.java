package io.sampo.bench.suite;

import io.sampo.bench.error.BenchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The SQL files among the resources. */
final class QueryText {
  private QueryText() {}

  /** The text of {@code FOLDER/queries/NAME.sql}. */
  static String read(String folder, String name) {
    String resource = "/" + folder + "/queries/" + name + ".sql";
    try (InputStream stream = QueryText.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new BenchException("there is no query " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new BenchException("cannot read " + resource + ": " + e.getMessage(), e);
    }
  }
}
