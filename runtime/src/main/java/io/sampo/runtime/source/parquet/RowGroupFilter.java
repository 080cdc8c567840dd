package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.runtime.source.ScanRequest;
import io.sampo.types.StructField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/** Decides which row groups, and which rows of them, can satisfy what a scan asks for. */
final class RowGroupFilter {
  private final Footer footer;
  private final List<ScanCondition> conditions = new ArrayList<>();

  /** Whether a predicate other than IS NULL is about a column that the file lacks. */
  private boolean never;

  RowGroupFilter(Footer footer, ScanRequest request) {
    this.footer = footer;
    for (ScanPredicate predicate : request.predicates()) {
      StructField field =
          request.schema().fields().get(request.projection().get(predicate.column()));
      Optional<SchemaNode> node = footer.schema().column(field.name());
      if (node.isEmpty()) {
        never |= !(predicate instanceof ScanPredicate.IsNull);
      } else if (node.get().isFlat()) {
        conditions.add(new ScanCondition(predicate, node.get(), field.type()));
      }
    }
  }

  /** Whether, as far as the footer tells, a row group may hold a wanted row. */
  boolean mayMatch(int rowGroup) {
    if (never) {
      return false;
    }
    StoredRowGroup group = footer.rowGroup(rowGroup);
    for (ScanCondition condition : conditions) {
      if (condition.excludes(group.chunk(condition.leaf()).statistics(), group.rows())) {
        return false;
      }
    }
    return true;
  }

  /** The rows of a row group in pages that, as far as page indexes tell, may hold a wanted row. */
  RowRanges rows(int rowGroup, InputFile file, BufferAllocator allocator) throws IOException {
    StoredRowGroup group = footer.rowGroup(rowGroup);
    RowRanges rows = RowRanges.all(group.rows());
    for (ScanCondition condition : conditions) {
      StoredChunk chunk = group.chunk(condition.leaf());
      if (chunk.columnIndex().exists() && chunk.offsetIndex().exists()) {
        PageIndex index = PageIndex.read(file, chunk, group.rows(), allocator);
        rows = rows.intersect(wanted(condition, index, group.rows()));
      }
    }
    return rows;
  }

  private static RowRanges wanted(ScanCondition condition, PageIndex index, long rows) {
    long[] firstRows = index.firstRows();
    boolean[] wanted = new boolean[firstRows.length];
    for (int i = 0; i < wanted.length; i++) {
      long end = i + 1 < wanted.length ? firstRows[i + 1] : rows;
      wanted[i] = !condition.excludes(index.statistics().get(i), end - firstRows[i]);
    }
    return RowRanges.of(firstRows, wanted, rows);
  }
}
