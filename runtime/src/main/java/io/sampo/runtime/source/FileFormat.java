package io.sampo.runtime.source;

import io.sampo.codegen.vector.BatchSource;
import io.sampo.plan.table.TableStatistics;
import io.sampo.types.StructType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file format that can be read. Stateless and safe for use by many threads. */
public interface FileFormat {
  /** The name users write: {@code csv}, {@code parquet}, {@code json}. */
  String name();

  /**
   * The columns of the files, from footers or a sample; column order is that of the first file.
   *
   * @param options keys in lower case
   * @throws io.sampo.error.SampoException UNABLE_TO_INFER_SCHEMA or FAILED_READ_FILE
   */
  StructType inferSchema(List<Path> files, Map<String, String> options);

  /** Row counts and bounds from footers; for text formats estimates from sizes and a sample. */
  TableStatistics statistics(List<Path> files, StructType schema, Map<String, String> options);

  /**
   * Cuts the files into parts that are read on their own, in file order.
   *
   * @param request what the scan wants; its predicates let the format leave out splits that hold no
   *     matching row
   * @param targetBytes the wished size of a split; the format may deviate where it cannot cut
   */
  List<ScanSplit> splits(List<Path> files, ScanRequest request, long targetBytes);

  /**
   * The bounds of a column of whole numbers in all parts of the files that hold values of it, where
   * a split from {@code start} to {@code end} is the parts that start in between. Empty when some
   * bound is not known.
   *
   * @param schema of the table
   * @param column its name
   */
  default List<PartBounds> bounds(List<Path> files, StructType schema, String column) {
    return List.of();
  }

  /** Opens a split. The caller closes the source. */
  BatchSource open(ScanSplit split, ScanRequest request, ScanResources resources);
}
