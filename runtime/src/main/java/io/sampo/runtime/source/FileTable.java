package io.sampo.runtime.source;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.physical.Source;
import io.sampo.physical.ValueRange;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.table.TableStatistics;
import io.sampo.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Files of one format as a table. Safe for use by many threads. */
public final class FileTable implements StoredTable {
  private static final long SMALLEST_SPLIT = 4L << 20;

  /** More pieces do not make shares more alike. */
  private static final int MOST_PIECES = 10_000;

  /** So many pieces for each task let fast tasks help slow ones. */
  private static final int PIECES_PER_TASK = 8;

  private final FileFormat format;
  private final List<Path> files;
  private final Map<String, String> options;
  private final StructType schema;
  private final Optional<List<ScanSplit>> splits;
  private volatile @Nullable TableStatistics statistics;

  /** Where values lie in the table that this one is a part of, if it is one. */
  private @Nullable Clusters clustersOfWhole;

  public FileTable(
      FileFormat format, List<Path> files, Map<String, String> options, StructType schema) {
    this(format, files, options, schema, Optional.empty());
  }

  /**
   * @param splits the only parts to read, in order; empty stands for whole files
   */
  public FileTable(
      FileFormat format,
      List<Path> files,
      Map<String, String> options,
      StructType schema,
      Optional<List<ScanSplit>> splits) {
    this.format = format;
    this.files = List.copyOf(files);
    this.options = Map.copyOf(options);
    this.schema = schema;
    this.splits = splits.map(List::copyOf);
  }

  @Override
  public String name() {
    String first = String.valueOf(files.getFirst().getFileName());
    return format.name()
        + " "
        + first
        + (files.size() > 1 ? " and " + (files.size() - 1) + " more" : "");
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public TableStatistics statistics() {
    TableStatistics known = statistics;
    if (known == null) {
      known = format.statistics(files, schema, options);
      statistics = known;
    }
    return known;
  }

  @Override
  public List<Piece> pieces(Source.TableScan scan, int batchSize, int partitions) {
    return pieces(scan, List.of(), batchSize, partitions);
  }

  @Override
  public List<Piece> pieces(
      Source.TableScan scan, List<ScanPredicate> further, int batchSize, int partitions) {
    ScanRequest request = request(scan, batchSize);
    ScanRequest wanted = request.with(further);
    Clusters whole = clustersOfWhole;
    Clusters clusters = whole == null ? clusters() : whole;
    return cut(request, partitions).stream()
        .<Piece>map(split -> new FilePiece(split, wanted, clusters))
        .toList();
  }

  @Override
  public List<ScanSplit> splits(Source.TableScan scan, int partitions) {
    return cut(request(scan, 1), partitions);
  }

  @Override
  public FileTable withSplits(List<ScanSplit> only) {
    var table = new FileTable(format, files, options, schema, Optional.of(only));
    table.statistics = statistics;
    return table;
  }

  /** Some of this table's files as a table, whose pieces know where values lie in this one. */
  public FileTable part(List<Path> some, Clusters clusters) {
    var part = new FileTable(format, some, options, schema);
    part.clustersOfWhole = clusters;
    return part;
  }

  /** Where the values of columns lie, as the files are when that is first asked for. */
  public Clusters clusters() {
    return new Clusters();
  }

  /** Where the values of columns lie in the files of a table. Safe for use by many threads. */
  public final class Clusters {
    private final Map<String, ClusteredParts> known = new ConcurrentHashMap<>();

    private Clusters() {}

    private ClusteredParts of(String column) {
      return known.computeIfAbsent(
          column, name -> new ClusteredParts(format.bounds(files, schema, name)));
    }
  }

  @Override
  public TableDescription description() {
    return new TableDescription(
        format.name(),
        files.stream().map(file -> file.toAbsolutePath().toString()).toList(),
        options,
        schema,
        splits,
        Optional.empty());
  }

  private ScanRequest request(Source.TableScan scan, int batchSize) {
    var projection = new ArrayList<Integer>();
    for (ColumnReference column : scan.output()) {
      projection.add(schema.indexOf(column.name()).orElseThrow());
    }
    return new ScanRequest(
        schema, projection, Predicates.of(scan.predicates(), scan.output()), options, batchSize);
  }

  private List<ScanSplit> cut(ScanRequest request, int partitions) {
    if (splits.isPresent()) {
      return splits.get();
    }
    long target =
        partitions == FINEST
            ? size() / MOST_PIECES
            : Math.max(SMALLEST_SPLIT, size() / Math.max(1, (long) partitions * PIECES_PER_TASK));
    return format.splits(files, request, target);
  }

  private long size() {
    long total = 0;
    for (Path file : files) {
      try {
        total += Files.size(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return total;
  }

  private final class FilePiece implements Piece {
    private final ScanSplit split;
    private final ScanRequest request;
    private final Clusters clusters;

    FilePiece(ScanSplit split, ScanRequest request, Clusters clusters) {
      this.split = split;
      this.request = request;
      this.clusters = clusters;
    }

    @Override
    public BatchSource open(BufferAllocator allocator, BooleanSupplier cancelled) {
      return format.open(split, request, new ScanResources(allocator, cancelled));
    }

    @Override
    public String description() {
      return split.path() + " from " + split.start() + " to " + split.end();
    }

    @Override
    public Optional<ValueRange> bounds(String column) {
      return clusters.of(column).bounds(split.path(), split.start(), split.end());
    }

    @Override
    public Optional<ValueRange> onlyIn(long from, long to, String column) {
      return clusters.of(column).onlyIn(split.path(), from, Math.min(to, split.end()));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileTable that
        && format.name().equals(that.format.name())
        && files.equals(that.files)
        && options.equals(that.options)
        && schema.equals(that.schema)
        && splits.equals(that.splits);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
