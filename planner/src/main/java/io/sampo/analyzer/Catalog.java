package io.sampo.analyzer;

import io.sampo.plan.table.SourceTable;
import io.sampo.spec.Relation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What names and paths stand for. Safe for use by many threads. */
public interface Catalog {
  /** The query behind a view, name compared without regard to case. */
  Optional<Relation> view(String name);

  /** The names of all views, for suggestions. */
  Collection<String> viewNames();

  /**
   * The table in files; looks at names, footers and samples only.
   *
   * @throws io.sampo.error.SampoException PATH_NOT_FOUND, UNABLE_TO_INFER_SCHEMA, FAILED_READ_FILE,
   *     without a place
   */
  SourceTable files(Relation.Files files);

  /**
   * The table that a name spells as a path: {@code [format, path]} or {@code [path]}; empty when
   * the name is no path.
   */
  Optional<SourceTable> path(List<String> nameParts);
}
