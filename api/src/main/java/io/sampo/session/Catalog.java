package io.sampo.session;

import io.sampo.dataframe.EngineContext;
import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.spec.Statement;
import java.util.ArrayList;
import java.util.List;

/** The views of a session. Safe for use by many threads. */
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

  /** Forgets a view; false when there was none. */
  public boolean dropTempView(String name) {
    return context.engine().dropView(name);
  }
}
