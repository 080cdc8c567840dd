package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.FileFormat;
import io.sampo.runtime.source.PartBounds;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.runtime.source.ScanResources;
import io.sampo.runtime.source.ScanSplit;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Apache Parquet. Footers are kept between calls while their files do not change.
 *
 * <p>A split is a run of row groups; its wished size counts the compressed bytes of whole row
 * groups, so that it compares with file sizes, while {@link ScanSplit#bytes()} counts the projected
 * columns alone.
 */
public final class ParquetFormat implements FileFormat {
  private final Footers footers = new Footers();

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public StructType inferSchema(List<Path> files, Map<String, String> options) {
    if (files.isEmpty()) {
      throw ParquetErrors.notInferred("", "there is no file");
    }
    StructType schema = schema(footers.of(files.getFirst()));
    for (Path file : files.subList(1, files.size())) {
      checkSame(schema, files.getFirst(), schema(footers.of(file)), file);
    }
    return schema;
  }

  private static StructType schema(Footer footer) {
    var fields = new ArrayList<StructField>();
    try {
      for (SchemaNode column : footer.schema().columns()) {
        fields.add(StructField.of(column.name(), Shape.of(column).type()));
      }
    } catch (MalformedException e) {
      throw ParquetErrors.notInferred(footer.path(), String.valueOf(e.getMessage()));
    }
    return new StructType(fields);
  }

  /** Columns may be missing from or added by a later file; those that both have must agree. */
  private static void checkSame(StructType first, Path firstFile, StructType other, Path file) {
    for (StructField field : first.fields()) {
      var index = other.indexOf(field.name());
      if (index.isPresent() && !other.fields().get(index.getAsInt()).type().equals(field.type())) {
        throw ParquetErrors.notInferred(
            file.toString(),
            "column "
                + field.name()
                + " is "
                + other.fields().get(index.getAsInt()).type().sql()
                + " but "
                + field.type().sql()
                + " in "
                + firstFile);
      }
    }
  }

  @Override
  public TableStatistics statistics(
      List<Path> files, StructType schema, Map<String, String> options) {
    return new StatisticsReader(schema).read(files.stream().map(footers::of).toList());
  }

  @Override
  public List<ScanSplit> splits(List<Path> files, ScanRequest request, long targetBytes) {
    var splits = new ArrayList<ScanSplit>();
    for (Path file : files) {
      Footer footer = footers.of(file);
      try {
        addSplits(footer, request, targetBytes, splits);
      } catch (MalformedException e) {
        throw ParquetErrors.unreadable(footer.path(), "footer: " + e.getMessage(), e);
      }
    }
    return splits;
  }

  private static void addSplits(
      Footer footer, ScanRequest request, long targetBytes, List<ScanSplit> splits) {
    var filter = new RowGroupFilter(footer, request);
    var columns = projectedLeaves(footer, request);
    int start = -1;
    long whole = 0;
    long bytes = 0;
    long rows = 0;
    int count = footer.rowGroups().size();
    for (int i = 0; i <= count; i++) {
      boolean wanted = i < count && footer.rowGroups().get(i).rows() > 0 && filter.mayMatch(i);
      if (start >= 0 && (!wanted || whole >= targetBytes)) {
        splits.add(new ScanSplit(footer.path(), start, i, bytes, rows));
        start = -1;
      }
      if (wanted) {
        if (start < 0) {
          start = i;
          whole = 0;
          bytes = 0;
          rows = 0;
        }
        StoredRowGroup group = footer.rowGroups().get(i);
        whole += group.compressedBytes();
        rows += group.rows();
        for (int column : columns) {
          bytes += group.chunks().get(column).compressedBytes();
        }
      }
    }
  }

  private static List<Integer> projectedLeaves(Footer footer, ScanRequest request) {
    var leaves = new ArrayList<Integer>();
    for (StructField field : request.projectedSchema().fields()) {
      Optional<SchemaNode> node = footer.schema().column(field.name());
      node.ifPresent(n -> addLeaves(n, leaves));
    }
    return leaves;
  }

  private static void addLeaves(SchemaNode node, List<Integer> leaves) {
    if (node.isLeaf()) {
      leaves.add(node.leaf());
    }
    node.children().forEach(child -> addLeaves(child, leaves));
  }

  @Override
  public List<PartBounds> bounds(List<Path> files, StructType schema, String column) {
    DataType type = schema.fields().get(schema.indexOf(column).orElseThrow()).type();
    var parts = new ArrayList<PartBounds>();
    for (Path file : files) {
      Footer footer = footers.of(file);
      try {
        Optional<SchemaNode> node = footer.schema().column(column);
        if (node.isPresent() && !addBounds(footer, node.get(), type, parts)) {
          return List.of();
        }
      } catch (MalformedException e) {
        throw ParquetErrors.unreadable(footer.path(), "footer: " + e.getMessage(), e);
      }
    }
    return parts;
  }

  /** Returns false when some bound is not known. */
  private static boolean addBounds(
      Footer footer, SchemaNode node, DataType type, List<PartBounds> parts) {
    if (!node.isFlat()) {
      return false;
    }
    for (StoredRowGroup group : footer.rowGroups()) {
      StoredStatistics statistics = group.chunk(node).statistics();
      if (group.rows() == 0 || statistics.nulls() == group.rows()) {
        continue;
      }
      Bounds bounds = Bounds.of(node.element(), type, statistics);
      if (!(bounds.min() instanceof Long min) || !(bounds.max() instanceof Long max)) {
        return false;
      }
      parts.add(new PartBounds(footer.path(), group.index(), min, max));
    }
    return true;
  }

  @Override
  public BatchSource open(ScanSplit split, ScanRequest request, ScanResources resources) {
    Footer footer = footers.of(Path.of(split.path()));
    InputFile file;
    try {
      file = new InputFile(split.path());
    } catch (IOException e) {
      throw ParquetErrors.unreadable(split.path(), String.valueOf(e.getMessage()), e);
    }
    try {
      return new ParquetBatchSource(footer, split, request, resources, file);
    } catch (RuntimeException | Error e) {
      file.closeAfter(e);
      throw e;
    }
  }
}
