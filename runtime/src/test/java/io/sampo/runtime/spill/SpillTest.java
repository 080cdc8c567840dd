package io.sampo.runtime.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.runtime.block.DecodedRows;
import io.sampo.types.LongType;
import io.sampo.types.StringType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillTest {
  private static final RowLayout LAYOUT =
      RowLayout.of(
          List.of(
              new ColumnReference(1, "number", new LongType(), false),
              new ColumnReference(2, "text", new StringType(), true)),
          Map.of());

  @TempDir private Path root;

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void everythingIsFreed() {
    allocator.close();
  }

  private static String text(int row) {
    return row % 5 == 0 ? "short" : "a text of row " + row + "y".repeat(row % 90);
  }

  private RowPages rows(int count) {
    var pages = new RowPages(LAYOUT.width(), allocator);
    RowLayout.Field number = LAYOUT.fields().get(0);
    RowLayout.Field text = LAYOUT.fields().get(1);
    for (int i = 0; i < count; i++) {
      long row = pages.add();
      Memory.putLong(row + RowLayout.HASH, i * 7L);
      Memory.putLong(row + number.offset(), i);
      boolean isNull = i % 11 == 0;
      Memory.putByte(row + text.nullOffset(), (byte) (isNull ? 1 : 0));
      if (isNull) {
        Memory.fill(row + text.offset(), StringView.BYTES, (byte) 0x7F);
      } else {
        pages.strings().put(text(i).getBytes(StandardCharsets.UTF_8), row + text.offset());
      }
    }
    return pages;
  }

  private static void spill(RowPages pages, RowSpiller spiller, int partitions) {
    int at = 0;
    for (int page = 0; page < pages.pages(); page++) {
      for (long row = pages.start(page); row < pages.end(page); row += pages.width()) {
        spiller.add(at++ % partitions, row);
      }
    }
    spiller.flush();
  }

  @Test
  void rowsAndTheirTextsComeBackByPartitionInOrder() {
    try (var folders = new SpillFolders(List.of(root.resolve("a"), root.resolve("b")));
        SpillSpace space = folders.open();
        RowPages pages = rows(20_000)) {
      List<SpilledRows> written;
      try (var spiller = new RowSpiller(space.create("test"), LAYOUT, 3, true, allocator)) {
        spill(pages, spiller, 3);
        written = spiller.written();
      }
      assertThat(space.bytesWritten()).isPositive();
      for (int partition = 0; partition < 3; partition++) {
        check(written.get(partition), partition, 3);
      }
    }
    assertThat(root.resolve("a")).isEmptyDirectory();
    assertThat(Files.exists(root.resolve("b"))).isFalse();
  }

  private void check(SpilledRows rows, int from, int step) {
    RowLayout.Field text = LAYOUT.fields().get(1);
    SpilledRows.Reader reader = rows.reader(allocator);
    int expected = from;
    for (DecodedRows block = reader.next(); block != null; block = reader.next()) {
      for (int i = 0; i < block.count(); i++) {
        long row = block.row(i);
        assertThat(Memory.getLong(row + LAYOUT.fields().get(0).offset())).isEqualTo(expected);
        assertThat(Memory.getLong(row + RowLayout.HASH)).isEqualTo(expected * 7L);
        if (Memory.getByte(row + text.nullOffset()) == 0) {
          assertThat(StringView.toText(row + text.offset())).isEqualTo(text(expected));
        } else {
          assertThat(expected % 11).isZero();
        }
        expected += step;
      }
      block.close();
    }
    assertThat((expected - from) / step).isEqualTo((int) rows.count());
  }

  @Test
  void damageOnTheDiskIsNoticed() throws IOException {
    try (var folders = new SpillFolders(List.of(root));
        SpillSpace space = folders.open();
        RowPages pages = rows(100)) {
      SpilledRows written;
      try (var spiller = new RowSpiller(space.create("test"), LAYOUT, 1, true, allocator)) {
        spill(pages, spiller, 1);
        written = spiller.written().getFirst();
      }
      Path file;
      try (Stream<Path> all = Files.walk(root)) {
        file = all.filter(path -> path.toString().contains("test")).findFirst().orElseThrow();
      }
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
      assertThatThrownBy(() -> written.reader(allocator).next())
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SPILL_READ_FAILED));
    }
  }

  @Test
  void filesGoWithTheQueryAndFoldersWithTheProcess() throws IOException {
    var folders = new SpillFolders(List.of(root));
    SpillSpace space = folders.open();
    try (ArrowBuf bytes = allocator.buffer(100)) {
      bytes.setZero(0, 100);
      space.create("one").append(bytes.memoryAddress(), 100, 1);
      space.create("two").append(bytes.memoryAddress(), 100, 1);
    }
    assertThat(files()).hasSize(3);
    space.close();
    assertThat(files()).hasSize(1);
    folders.close();
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatADeadProcessLeftIsRemovedAndALivingOneKeepsIts() throws IOException {
    Path dead = Files.createDirectory(root.resolve("sampo-spill-1-dead"));
    Files.writeString(dead.resolve("rows"), "left behind");
    Files.createFile(root.resolve("sampo-spill-1-dead.lock"));
    Path other = Files.createDirectory(root.resolve("somebody-else"));
    try (var living = new SpillFolders(List.of(root))) {
      Path folder = living.folder(0);
      assertThat(dead).doesNotExist();
      new SpillFolders(List.of(root)).close();
      assertThat(folder).exists();
    }
    assertThat(other).exists();
  }

  /** What another process does when it starts. */
  static final class Starting {
    private Starting() {}

    public static void main(String[] arguments) {
      new SpillFolders(List.of(Path.of(arguments[0]))).close();
    }
  }

  @Test
  void otherSessionsOfAProcessDoNotGiveUpItsLocks() throws IOException, InterruptedException {
    try (var folders = new SpillFolders(List.of(root));
        SpillSpace space = folders.open();
        ArrowBuf bytes = allocator.buffer(100)) {
      space.create("rows").append(bytes.memoryAddress(), 100, 1);
      new SpillFolders(List.of(root)).close();
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Starting.class.getName(),
                  root.toString())
              .inheritIO()
              .start();
      assertThat(other.waitFor()).isZero();
      try (Stream<Path> left = Files.walk(root)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .anyMatch(name -> name.contains("rows"));
      }
    }
  }

  @Test
  void aFolderThatTakesNothingIsPassedOverAndTheLastOneIsNamed() throws IOException {
    Path blocked = Files.createFile(root.resolve("no-folder"));
    Path good = root.resolve("good");
    try (ArrowBuf bytes = allocator.buffer(100)) {
      bytes.setZero(0, 100);
      try (var folders = new SpillFolders(List.of(blocked, good));
          SpillSpace space = folders.open()) {
        space.create("one").append(bytes.memoryAddress(), 100, 1);
        assertThat(good).isNotEmptyDirectory();
      }
      try (var folders = new SpillFolders(List.of(blocked));
          SpillSpace space = folders.open()) {
        SpillFile file = space.create("one");
        assertThatThrownBy(() -> file.append(bytes.memoryAddress(), 100, 1))
            .isInstanceOfSatisfying(
                SampoException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.SPILL_FAILED);
                  assertThat(e.getMessage()).contains("no-folder").contains("100 bytes");
                });
      }
    }
  }

  @Test
  void aFullDiskIsAnErrorThatSaysSo() throws IOException {
    Path full = Path.of("/dev/full");
    if (!Files.exists(full)) {
      return;
    }
    var segment = new SpillFile.Segment(full, FileChannel.open(full, StandardOpenOption.WRITE));
    try (ArrowBuf bytes = allocator.buffer(100)) {
      assertThatThrownBy(() -> segment.append(bytes.memoryAddress(), 100))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("space");
    } finally {
      segment.channel.close();
    }
  }
}
