package io.sampo.sql.lowering;

import io.sampo.sql.parser.SqlGrammar.IdentifierContext;
import io.sampo.sql.parser.SqlGrammar.IdentifierListContext;
import io.sampo.sql.parser.SqlGrammar.QualifiedNameContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads identifiers. */
final class Names {
  private Names() {}

  /** The name without its backquotes. */
  static String text(IdentifierContext context) {
    String text = context.getStart().getText();
    if (text.charAt(0) != '`') {
      return text;
    }
    return text.substring(1, text.length() - 1).replace("``", "`");
  }

  static boolean isQuoted(IdentifierContext context) {
    return context.getStart().getText().charAt(0) == '`';
  }

  static List<String> parts(QualifiedNameContext context) {
    return all(context.identifier());
  }

  /** The names of the list, none when there is no list. */
  static List<String> list(@Nullable IdentifierListContext context) {
    return context == null ? List.of() : all(context.identifier());
  }

  private static List<String> all(List<IdentifierContext> identifiers) {
    var names = new ArrayList<String>(identifiers.size());
    for (IdentifierContext identifier : identifiers) {
      names.add(text(identifier));
    }
    return names;
  }
}
