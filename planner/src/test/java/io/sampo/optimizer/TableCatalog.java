package io.sampo.optimizer;

import io.sampo.analyzer.Catalog;
import io.sampo.error.Origin;
import io.sampo.plan.table.SourceTable;
import io.sampo.spec.Relation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Tables by name. */
final class TableCatalog implements Catalog {
  private final Map<String, SourceTable> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  TableCatalog with(SourceTable table) {
    tables.put(table.name(), table);
    return this;
  }

  @Override
  public Optional<Relation> view(String name) {
    return tables.containsKey(name)
        ? Optional.of(
            new Relation.Files("fake", List.of(name), Map.of(), Optional.empty(), Origin.NONE))
        : Optional.empty();
  }

  @Override
  public Collection<String> viewNames() {
    return tables.keySet();
  }

  @Override
  public SourceTable files(Relation.Files files) {
    return Objects.requireNonNull(tables.get(files.paths().getFirst()));
  }

  @Override
  public Optional<SourceTable> path(List<String> nameParts) {
    return Optional.empty();
  }
}
