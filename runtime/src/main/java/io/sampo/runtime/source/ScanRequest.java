package io.sampo.runtime.source;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a scan wants of a format.
 *
 * @param schema all columns of the table, as inferred or given by the user
 * @param projection indexes into the schema, in the order the batches shall have; may be empty
 *     (only rows are counted)
 * @param predicates conditions on projected columns, all of which must hold; for skipping only
 * @param options the reader's options, keys in lower case
 * @param batchSize the most rows of a batch, at least 1
 */
public record ScanRequest(
    StructType schema,
    List<Integer> projection,
    List<ScanPredicate> predicates,
    Map<String, String> options,
    int batchSize) {
  public ScanRequest {
    projection = List.copyOf(projection);
    predicates = List.copyOf(predicates);
    options = Map.copyOf(options);
  }

  /** The same with further predicates. */
  public ScanRequest with(List<ScanPredicate> further) {
    if (further.isEmpty()) {
      return this;
    }
    var all = new ArrayList<ScanPredicate>(predicates);
    all.addAll(further);
    return new ScanRequest(schema, projection, all, options, batchSize);
  }

  /** The projected columns as a schema. */
  public StructType projectedSchema() {
    return new StructType(projection.stream().map(schema.fields()::get).toList());
  }
}
