package io.sampo.runtime.source.partition;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.physical.Source;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.interpret.Interpreter;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.FileFormat;
import io.sampo.runtime.source.FileTable;
import io.sampo.runtime.source.StoredTable;
import io.sampo.runtime.source.TableDescription;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Files in folders that stand for columns. The columns are those of the files, then those of the
 * folders. Safe for use by many threads.
 */
public final class PartitionedTable implements StoredTable {
  private final FileFormat format;
  private final PartitionFolders folders;
  private final Map<String, String> options;
  private final StructType fileSchema;
  private final StructType schema;
  private final ZoneId zone;
  private final FileTable allFiles;

  /**
   * @param fileSchema the columns of the files, none of which a folder stands for
   */
  public PartitionedTable(
      FileFormat format,
      PartitionFolders folders,
      Map<String, String> options,
      StructType fileSchema,
      ZoneId zone) {
    this.format = format;
    this.folders = folders;
    this.options = Map.copyOf(options);
    this.fileSchema = fileSchema;
    this.zone = zone;
    var fields = new ArrayList<>(fileSchema.fields());
    fields.addAll(folders.columns().fields());
    this.schema = new StructType(fields);
    this.allFiles = new FileTable(format, files(), options, fileSchema);
  }

  @Override
  public String name() {
    return format.name()
        + " in "
        + folders.partitions().size()
        + " partitions by "
        + String.join(", ", folders.columns().names());
  }

  @Override
  public List<Path> files() {
    return folders.partitions().stream().flatMap(part -> part.files().stream()).toList();
  }

  @Override
  public TableDescription description() {
    List<PartitionFolders.Partition> parts = folders.partitions();
    return new TableDescription(
        format.name(),
        files().stream().map(file -> file.toAbsolutePath().toString()).toList(),
        options,
        fileSchema,
        Optional.empty(),
        Optional.of(
            new TableDescription.Folders(
                folders.columns(),
                parts.stream().map(PartitionFolders.Partition::values).toList(),
                parts.stream().map(part -> part.files().size()).toList(),
                zone.getId())));
  }

  /** The table that a description with folders tells of. Opens no file. */
  public static PartitionedTable of(
      FileFormat format, TableDescription description, TableDescription.Folders told) {
    List<Path> files = description.files().stream().map(Path::of).toList();
    var partitions = new ArrayList<PartitionFolders.Partition>();
    int from = 0;
    for (int i = 0; i < told.counts().size(); i++) {
      int to = from + told.counts().get(i);
      partitions.add(new PartitionFolders.Partition(told.values().get(i), files.subList(from, to)));
      from = to;
    }
    return new PartitionedTable(
        format,
        new PartitionFolders(told.columns(), partitions),
        description.options(),
        description.schema(),
        ZoneId.of(told.zone()));
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public TableStatistics statistics() {
    TableStatistics ofFiles = allFiles.statistics();
    var columns = new HashMap<>(ofFiles.columns());
    for (int i = 0; i < folders.columns().size(); i++) {
      columns.put(folders.columns().fields().get(i).name(), statistics(i));
    }
    return new TableStatistics(
        ofFiles.rowCount(), ofFiles.exactRowCount(), ofFiles.sizeBytes(), columns);
  }

  private ColumnStatistics statistics(int column) {
    List<Object> values =
        folders.partitions().stream()
            .map(part -> part.values()[column])
            .filter(Objects::nonNull)
            .<Object>map(Objects::requireNonNull)
            .distinct()
            .toList();
    DataType type = folders.columns().fields().get(column).type();
    Comparable<?> least = null;
    Comparable<?> most = null;
    if (!type.equals(DataType.STRING)) {
      for (Object value : values) {
        var candidate = (Comparable<?>) value;
        least = least == null || compare(candidate, least) < 0 ? candidate : least;
        most = most == null || compare(candidate, most) > 0 ? candidate : most;
      }
    }
    return new ColumnStatistics(
        least, most, least != null, OptionalLong.empty(), OptionalLong.of(values.size()), 0);
  }

  @SuppressWarnings("unchecked") // Values of one column have one class.
  private static int compare(Comparable<?> left, Comparable<?> right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  @Override
  public List<Piece> pieces(Source.TableScan scan, int batchSize, int partitions) {
    var stored = new ArrayList<ColumnReference>();
    int[] places = new int[scan.output().size()];
    for (int i = 0; i < places.length; i++) {
      OptionalInt level = folders.columns().indexOf(scan.output().get(i).name());
      if (level.isPresent()) {
        places[i] = -1 - level.getAsInt();
      } else {
        places[i] = stored.size();
        stored.add(scan.output().get(i));
      }
    }
    List<Expression> ofFiles =
        scan.predicates().stream().filter(p -> columns(p).allMatch(stored::contains)).toList();
    List<Expression> ofFolders =
        scan.predicates().stream().filter(p -> columns(p).noneMatch(stored::contains)).toList();
    FileTable.Clusters clusters = allFiles.clusters();
    var pieces = new ArrayList<Piece>();
    for (PartitionFolders.Partition part : folders.partitions()) {
      if (!mayMatch(part, ofFolders)) {
        continue;
      }
      FileTable table = allFiles.part(part.files(), clusters);
      var own = new Source.TableScan(table, stored, ofFiles);
      for (Piece piece : table.pieces(own, batchSize, partitions)) {
        pieces.add(new PartitionPiece(piece, part.values(), places, batchSize));
      }
    }
    return pieces;
  }

  private static java.util.stream.Stream<ColumnReference> columns(Expression expression) {
    var columns = new ArrayList<ColumnReference>();
    expression.forEach(part -> {
      if (part instanceof ColumnReference column) {
        columns.add(column);
      }
    });
    return columns.stream();
  }

  private boolean mayMatch(PartitionFolders.Partition part, List<Expression> conditions) {
    return conditions.stream()
        .allMatch(condition ->
            Boolean.TRUE.equals(
                Interpreter.compile(
                        condition,
                        column -> folders.columns().indexOf(column.name()).orElseThrow(),
                        zone)
                    .evaluate(part.values())));
  }

  private final class PartitionPiece implements Piece {
    private final Piece piece;
    private final @Nullable Object[] values;
    private final int[] places;
    private final int batchSize;

    PartitionPiece(Piece piece, @Nullable Object[] values, int[] places, int batchSize) {
      this.piece = piece;
      this.values = values;
      this.places = places;
      this.batchSize = batchSize;
    }

    @Override
    public BatchSource open(BufferAllocator allocator, BooleanSupplier cancelled) {
      List<StructField> fields = folders.columns().fields();
      return PartitionSource.open(
          piece.open(allocator, cancelled), fields, values, places, batchSize, allocator);
    }

    @Override
    public String description() {
      return piece.description();
    }

    @Override
    public Optional<ValueRange> bounds(String column) {
      return folders.columns().indexOf(column).isPresent()
          ? Optional.empty()
          : piece.bounds(column);
    }

    @Override
    public Optional<ValueRange> onlyIn(long from, long to, String column) {
      return folders.columns().indexOf(column).isPresent()
          ? Optional.empty()
          : piece.onlyIn(from, to, column);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PartitionedTable that
        && format.name().equals(that.format.name())
        && files().equals(that.files())
        && options.equals(that.options)
        && schema.equals(that.schema);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new Object[] {format.name(), files()});
  }

  @Override
  public String toString() {
    return name();
  }
}
