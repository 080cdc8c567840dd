package io.sampo.runtime.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ColumnVector;
import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files end as errors that name the place. With {@code -Dsampo.fuzz.runs=N} and {@code
 * -Dsampo.fuzz.seed=S} the search is longer or another one.
 */
class CorruptFilesTest {
  private static final Set<ErrorCode> EXPECTED =
      Set.of(
          ErrorCode.FAILED_READ_FILE,
          ErrorCode.UNABLE_TO_INFER_SCHEMA,
          ErrorCode.UNSUPPORTED_FEATURE);

  private static final int[] EXTREMES = {
    0, 1, -1, 127, 128, 0x7FFFFFFF, 0x80000000, 0x00FFFFFF, 65_536
  };

  @TempDir Path folder;

  @Test
  void endAsErrorsOrAsOtherValues() throws IOException {
    int runs = Integer.getInteger("sampo.fuzz.runs", 400);
    long first = Long.getLong("sampo.fuzz.seed", 1L);
    List<byte[]> originals;
    try (var list = Files.list(OtherWritersTest.FOLDER)) {
      originals =
          list.filter(p -> p.toString().endsWith(".parquet"))
              .sorted()
              .map(CorruptFilesTest::bytes)
              .toList();
    }
    for (long seed = first; seed < first + runs; seed++) {
      var random = new Random(seed);
      byte[] damaged = damage(originals.get(random.nextInt(originals.size())), random);
      Path file = folder.resolve("damaged-" + seed + ".parquet");
      Files.write(file, damaged);
      try {
        readAll(file, 1 + random.nextInt(200));
      } catch (SampoException e) {
        assertThat(EXPECTED).as("seed %s: %s", seed, e.getMessage()).contains(e.code());
      } catch (RuntimeException | Error e) {
        fail("seed " + seed, e);
      }
      Files.delete(file);
    }
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] damage(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt();
        case 3 -> {
          int value = EXTREMES[random.nextInt(EXTREMES.length)];
          for (int k = 0; k < 4 && at + k < bytes.length; k++) {
            bytes[at + k] = (byte) (value >>> 8 * k);
          }
        }
        case 4 -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, bytes, at, length);
        }
        default -> {
          if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, Math.max(1, at));
          }
        }
      }
    }
    return bytes;
  }

  /** Reads every value, so that an address that leads astray does harm here and not later. */
  private static void readAll(Path file, int batchSize) {
    var format = new ParquetFormat();
    StructType schema = format.inferSchema(List.of(file), Map.of());
    format.statistics(List.of(file), schema, Map.of());
    // A predicate makes the reader look at page indexes too.
    var request =
        batchSize % 2 == 0 || schema.size() == 0
            ? Scans.request(schema, batchSize)
            : Scans.request(schema, batchSize, new ScanPredicate.IsNotNull(0));
    try (var allocator = new RootAllocator(1L << 28)) {
      var resources = new ScanResources(allocator, () -> false);
      for (ScanSplit split : format.splits(List.of(file), request, 1)) {
        try (BatchSource source = format.open(split, request, resources)) {
          for (int rows = source.next(); rows > 0; rows = source.next()) {
            for (int c = 0; c < schema.size(); c++) {
              ColumnVector vector = source.column(c);
              for (int row = 0; row < rows; row++) {
                Values.of(vector, row);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void namesThePlace() throws IOException {
    Path file = folder.resolve("flipped.parquet");
    byte[] bytes = Files.readAllBytes(OtherWritersTest.FOLDER.resolve("codecs.snappy_v1.parquet"));
    Arrays.fill(bytes, 200, 230, (byte) 0xFF);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Scans.columns(file, 10))
        .isInstanceOf(SampoException.class)
        .hasMessageContainingAll(
            "FAILED_READ_FILE", file.toString(), "row group 0", "column ", "offset ");
  }

  @Test
  void noticesAChecksumThatDiffers() throws IOException {
    Path original = OtherWritersTest.FOLDER.resolve("mixed.fallback.parquet");
    byte[] bytes = Files.readAllBytes(original);
    Footer footer = new Footers().of(original);
    long first = footer.rowGroup(0).chunk(footer.schema().leaves().getLast()).dataPageOffset();
    bytes[(int) first + 60] ^= 1;
    Path file = folder.resolve("checksum.parquet");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Scans.columns(file, 10)).hasMessageContaining("checksum");
  }

  @Test
  void refusesWhatIsNoParquetFile() throws IOException {
    Path text = Files.writeString(folder.resolve("text.parquet"), "id,name\n1,a\n2,b\n");
    assertThatThrownBy(() -> Scans.schema(text)).hasMessageContaining("does not end with PAR1");
    Path tiny = Files.writeString(folder.resolve("tiny.parquet"), "PAR1");
    assertThatThrownBy(() -> Scans.schema(tiny)).hasMessageContaining("4 bytes");
    Path liar =
        Files.write(
            folder.resolve("liar.parquet"),
            "PAR1abcdabcd\u00FF\u00FF\u00FF\u007FPAR1".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Scans.schema(liar))
        .hasMessageContaining("a footer of 2147483647 bytes");
    assertThatThrownBy(() -> Scans.schema(folder.resolve("none.parquet")))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_NOT_FOUND));
  }
}
