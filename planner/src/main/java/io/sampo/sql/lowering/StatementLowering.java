package io.sampo.sql.lowering;

import io.sampo.config.StorageLevel;
import io.sampo.error.SampoException;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.spec.Statement.ExplainMode;
import io.sampo.spec.Statement.SaveMode;
import io.sampo.sql.parser.SqlGrammar;
import io.sampo.sql.parser.SqlGrammar.AddResourceContext;
import io.sampo.sql.parser.SqlGrammar.CacheTableContext;
import io.sampo.sql.parser.SqlGrammar.CopyContext;
import io.sampo.sql.parser.SqlGrammar.CreateViewContext;
import io.sampo.sql.parser.SqlGrammar.DescribeContext;
import io.sampo.sql.parser.SqlGrammar.DropViewContext;
import io.sampo.sql.parser.SqlGrammar.ExplainContext;
import io.sampo.sql.parser.SqlGrammar.InsertDirectoryContext;
import io.sampo.sql.parser.SqlGrammar.QualifiedNameContext;
import io.sampo.sql.parser.SqlGrammar.RefreshContext;
import io.sampo.sql.parser.SqlGrammar.ShowContext;
import io.sampo.sql.parser.SqlGrammar.StatementContext;
import io.sampo.sql.parser.SqlGrammar.UncacheTableContext;
import io.sampo.sql.parser.SyntaxErrors;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;

/** Lowers statements. */
final class StatementLowering {
  private static final String STORAGE_LEVEL = "storagelevel";

  private static final Pattern RESOURCE = Pattern.compile("(?is)ADD\\s+(\\w+)\\s+(.+)");
  private static final Pattern RESOURCE_PATH = Pattern.compile("['\"]([^'\"]*)['\"]|\\S+");

  private final Lowering lowering;
  private final Source source;
  private final OptionLowering options;

  StatementLowering(Lowering lowering) {
    this.lowering = lowering;
    this.source = lowering.source();
    this.options = new OptionLowering(source);
  }

  Statement statement(StatementContext context) {
    var statement = (ParserRuleContext) context.getChild(0);
    return switch (statement.getRuleIndex()) {
      case SqlGrammar.RULE_query -> new Statement.Query(lowering.queries().query(context.query()));
      case SqlGrammar.RULE_explain -> explain(context.explain());
      case SqlGrammar.RULE_createView -> createView(context.createView());
      case SqlGrammar.RULE_dropView -> dropView(context.dropView());
      case SqlGrammar.RULE_setting -> SettingLowering.setting(source.span(context));
      case SqlGrammar.RULE_show -> show(context.show());
      case SqlGrammar.RULE_describe -> describe(context.describe());
      case SqlGrammar.RULE_copy -> copy(context.copy());
      case SqlGrammar.RULE_insertDirectory -> insertDirectory(context.insertDirectory());
      case SqlGrammar.RULE_cacheTable -> cacheTable(context.cacheTable());
      case SqlGrammar.RULE_uncacheTable -> uncacheTable(context.uncacheTable());
      case SqlGrammar.RULE_clearCache -> new Statement.ClearCache();
      case SqlGrammar.RULE_addResource -> addResource(context.addResource());
      case SqlGrammar.RULE_refresh -> refresh(context.refresh());
      default ->
          throw SampoException.internal(
              "no lowering for " + SqlGrammar.ruleNames[statement.getRuleIndex()], null);
    };
  }

  private Statement explain(ExplainContext context) {
    ExplainMode mode =
        context.style == null
            ? ExplainMode.SIMPLE
            : ExplainMode.valueOf(context.style.getText().toUpperCase(Locale.ROOT));
    return new Statement.Explain(mode, lowering.queries().query(context.query()));
  }

  // ---- views

  private Statement createView(CreateViewContext context) {
    if (context.EXISTS() != null) {
      throw SampoException.unsupported(
          "CREATE VIEW IF NOT EXISTS",
          "Use CREATE OR REPLACE VIEW.",
          source.span(context.IF().getSymbol(), context.EXISTS().getSymbol()));
    }
    if (context.GLOBAL() != null) {
      throw SampoException.unsupported(
          "A global temporary view",
          "Use CREATE TEMPORARY VIEW.",
          source.span(context.GLOBAL().getSymbol()));
    }
    String name = viewName(context.qualifiedName());
    Relation relation = context.query() != null ? viewQuery(name, context) : viewFiles(context);
    return new Statement.CreateView(
        name, relation, context.REPLACE() != null, source.origin(context));
  }

  private String viewName(QualifiedNameContext context) {
    List<String> parts = Names.parts(context);
    if (parts.size() > 1) {
      throw SampoException.unsupported(
          "A view in a schema",
          "Views have one name: " + parts.getLast() + ".",
          source.span(context));
    }
    return parts.getFirst();
  }

  private Relation viewQuery(String name, CreateViewContext context) {
    Relation query = lowering.queries().query(context.query());
    if (context.schemaColumns() == null) {
      return query;
    }
    List<String> columns = lowering.types().names(context.schemaColumns());
    return new Relation.SubqueryAlias(query, name, columns, source.origin(context));
  }

  /** {@code USING format OPTIONS (path '..')}. */
  private Relation viewFiles(CreateViewContext context) {
    if (context.USING() == null) {
      throw SyntaxErrors.at(
          source.span(context.qualifiedName()),
          "A view needs AS and a query, or USING and a format.");
    }
    Map<String, String> given = new HashMap<>(options.options(context.optionList()));
    String path = given.remove("path");
    if (path == null) {
      throw SyntaxErrors.at(
          source.span(context.identifier()),
          "The path is missing: USING csv OPTIONS (path 'file.csv').");
    }
    Optional<StructType> schema =
        context.schemaColumns() == null
            ? Optional.empty()
            : Optional.of(lowering.types().schema(context.schemaColumns()));
    String format = Names.text(context.identifier()).toLowerCase(Locale.ROOT);
    return new Relation.Files(format, List.of(path), given, schema, source.origin(context));
  }

  private Statement dropView(DropViewContext context) {
    return new Statement.DropView(
        viewName(context.qualifiedName()), context.IF() != null, source.origin(context));
  }

  // ---- SHOW and DESCRIBE

  private Statement show(ShowContext context) {
    if (context.COLUMNS() != null) {
      return new Statement.ShowColumns(table(context.qualifiedName()));
    }
    if (context.FUNCTIONS() == null) {
      return context.VIEWS() == null ? new Statement.ShowTables() : new Statement.ShowViews();
    }
    if (context.USER() != null) {
      throw SampoException.unsupported(
          "SHOW USER FUNCTIONS", "Use SHOW FUNCTIONS.", source.span(context));
    }
    if (context.STRING() != null) {
      return new Statement.ShowFunctions(
          Optional.of(StringLiterals.value(context.STRING().getText())));
    }
    if (context.qualifiedName() != null) {
      return new Statement.ShowFunctions(
          Optional.of(String.join(".", Names.parts(context.qualifiedName()))));
    }
    return new Statement.ShowFunctions(Optional.empty());
  }

  private Statement describe(DescribeContext context) {
    if (context.query() != null) {
      return new Statement.Describe(lowering.queries().query(context.query()));
    }
    if (context.FUNCTION() != null) {
      String name =
          context.STRING() == null
              ? Names.parts(context.qualifiedName()).getLast()
              : StringLiterals.value(context.STRING().getText());
      return new Statement.DescribeFunction(
          name, context.EXTENDED() != null, source.origin(context));
    }
    return new Statement.Describe(table(context.qualifiedName()));
  }

  private Statement addResource(AddResourceContext context) {
    Matcher matcher = RESOURCE.matcher(source.span(context).covered());
    if (!matcher.matches()) {
      throw SyntaxErrors.at(source.span(context), "Write ADD JAR 'path'.");
    }
    String kind = matcher.group(1).toUpperCase(Locale.ROOT);
    if (!kind.equals("JAR") && !kind.equals("JARS")) {
      throw SampoException.unsupported(
          "ADD " + kind,
          "ADD JAR brings classes; files are read by their paths.",
          source.span(context));
    }
    var paths = new ArrayList<String>();
    Matcher path = RESOURCE_PATH.matcher(matcher.group(2));
    while (path.find()) {
      paths.add(path.group(1) != null ? path.group(1) : path.group());
    }
    return new Statement.AddJars(paths, List.of(), source.origin(context));
  }

  private Relation.Table table(QualifiedNameContext context) {
    return new Relation.Table(Names.parts(context), source.origin(context));
  }

  // ---- kept tables

  private Statement cacheTable(CacheTableContext context) {
    Map<String, String> given = new HashMap<>(options.options(context.optionList()));
    String level = given.remove(STORAGE_LEVEL);
    if (!given.isEmpty()) {
      throw SyntaxErrors.at(
          source.span(context.optionList()),
          "CACHE TABLE takes the option storageLevel, not " + String.join(", ", given.keySet()));
    }
    Relation.Table table = table(context.qualifiedName());
    Optional<Relation> query = Optional.empty();
    if (context.query() != null) {
      viewName(context.qualifiedName());
      query = Optional.of(lowering.queries().query(context.query()));
    }
    return new Statement.CacheTable(
        table,
        query,
        context.LAZY() != null,
        level == null ? StorageLevel.MEMORY_AND_DISK : StorageLevel.fromString(level),
        source.origin(context));
  }

  private Statement uncacheTable(UncacheTableContext context) {
    return new Statement.UncacheTable(
        table(context.qualifiedName()), context.IF() != null, source.origin(context));
  }

  private Statement refresh(RefreshContext context) {
    return context.STRING() != null
        ? new Statement.RefreshPath(StringLiterals.value(context.STRING().getText()))
        : new Statement.RefreshTable(table(context.qualifiedName()), source.origin(context));
  }

  // ---- writes

  private Statement copy(CopyContext context) {
    Relation relation =
        context.query() != null
            ? lowering.queries().query(context.query())
            : table(context.qualifiedName());
    return options.copy(
        relation, StringLiterals.value(context.STRING().getText()), context.optionList());
  }

  private Statement insertDirectory(InsertDirectoryContext context) {
    Map<String, String> given = new HashMap<>(options.options(context.optionList()));
    String inOptions = given.remove("path");
    String path =
        context.STRING() != null ? StringLiterals.value(context.STRING().getText()) : inOptions;
    if (path == null) {
      throw SyntaxErrors.at(
          source.span(context.DIRECTORY().getSymbol()), "The path is missing: DIRECTORY 'path'.");
    }
    String format = Names.text(context.identifier()).toLowerCase(Locale.ROOT);
    return new Statement.Write(
        lowering.queries().query(context.query()),
        format,
        path,
        SaveMode.OVERWRITE,
        given,
        List.of());
  }
}
