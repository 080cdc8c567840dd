package io.sampo.session;

import io.sampo.config.StorageLevel;
import io.sampo.dataframe.EngineContext;
import io.sampo.engine.QueryResult;
import io.sampo.engine.RelationCache;
import io.sampo.engine.ResultBatch;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import java.util.ArrayList;
import java.util.List;

/** The views of a session, and what is kept of their rows. Safe for use by many threads. */
public final class Catalog {
  private static final String NAME_COLUMN = "tableName";

  private final EngineContext context;

  Catalog(EngineContext context) {
    this.context = context;
  }

  /** The names of the views. */
  public List<String> listTables() {
    try (QueryResult result = context.engine().execute(new Statement.ShowTables())) {
      int column =
          result
              .schema()
              .indexOf(NAME_COLUMN)
              .orElseThrow(() ->
                  SampoException.internal("SHOW TABLES yields no column " + NAME_COLUMN, null));
      var names = new ArrayList<String>();
      for (ResultBatch batch = result.next(); batch != null; batch = result.next()) {
        for (int row = 0; row < batch.rowCount(); row++) {
          names.add(String.valueOf(batch.value(row, column)));
        }
      }
      return names;
    }
  }

  /** Whether a table or view of that name can be read. */
  public boolean tableExists(String name) {
    try {
      Session.table(context, name).schema();
      return true;
    } catch (SampoException e) {
      if (e.code() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Whether the rows of the table or view are kept. */
  public boolean isCached(String name) {
    return cache().storageLevel(table(name)).isValid();
  }

  /** Keeps the rows of the table or view, from the first query on that needs them. */
  public void cacheTable(String name) {
    cacheTable(name, StorageLevel.MEMORY_AND_DISK);
  }

  public void cacheTable(String name, StorageLevel level) {
    cache().persist(table(name), level);
  }

  /** Frees the rows of the table or view. */
  public void uncacheTable(String name) {
    cache().unpersist(table(name));
  }

  /** Frees the rows of all kept tables. */
  public void clearCache() {
    cache().clear();
  }

  /** Computes anew, when it is next needed, what is kept of the table or view. */
  public void refreshTable(String name) {
    cache().refresh(table(name));
  }

  /** Computes anew, when it is next needed, what is kept of the files at or below the path. */
  public void refreshByPath(String path) {
    cache().refreshPath(path);
  }

  private RelationCache cache() {
    return context.engine().cache();
  }

  private Relation table(String name) {
    return Session.table(context, name).relation();
  }

  /** Forgets a view, and its rows if they were kept; false when there was none. */
  public boolean dropTempView(String name) {
    return context.engine().dropView(name);
  }
}
