package io.sampo.runtime.engine;

import io.sampo.analyzer.Catalog;
import io.sampo.config.StorageLevel;
import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.table.SourceTable;
import io.sampo.runtime.cache.KeptTable;
import io.sampo.runtime.source.FileFormat;
import io.sampo.runtime.source.FileTable;
import io.sampo.runtime.source.StoredTable;
import io.sampo.runtime.source.format.FileFormats;
import io.sampo.runtime.source.format.ReaderOptions;
import io.sampo.runtime.source.partition.DataFile;
import io.sampo.runtime.source.partition.PartitionFolders;
import io.sampo.runtime.source.partition.PartitionedTable;
import io.sampo.spec.Relation;
import io.sampo.types.StructType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The views of a session, and files as tables. Safe for use by many threads. */
final class SessionCatalog implements Catalog {
  private static final Map<String, String> SNIFFING =
      Map.of("inferschema", "true", "header", "auto");

  private final Supplier<ZoneId> zone;
  private final Map<String, Relation> views = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<List<String>, SourceTable> tables = new ConcurrentHashMap<>();

  /**
   * @param zone asks for the session's time zone
   */
  SessionCatalog(Supplier<ZoneId> zone) {
    this.zone = zone;
  }

  synchronized void createView(String name, Relation relation, boolean replace) {
    if (name.isBlank()) {
      throw new SampoException(ErrorCode.INVALID_VIEW_NAME, Map.of("name", name));
    }
    if (!replace && views.containsKey(name)) {
      throw new SampoException(ErrorCode.TEMP_TABLE_OR_VIEW_ALREADY_EXISTS, Map.of("name", name));
    }
    views.put(name, relation);
  }

  synchronized boolean dropView(String name) {
    return views.remove(name) != null;
  }

  /** A table that only a program can name. */
  void addTable(List<String> nameParts, SourceTable table) {
    tables.put(List.copyOf(nameParts), table);
  }

  void removeTable(List<String> nameParts) {
    tables.remove(nameParts);
  }

  @Override
  public synchronized Optional<Relation> view(String name) {
    return Optional.ofNullable(views.get(name));
  }

  @Override
  public synchronized Collection<String> viewNames() {
    return List.copyOf(views.keySet());
  }

  @Override
  public SourceTable files(Relation.Files files) {
    return table(files);
  }

  /** The same, known to be files. */
  StoredTable table(Relation.Files files) {
    FileFormat format = FileFormats.named(files.format());
    var options = new HashMap<>(files.options());
    ReaderOptions.check(format.name(), options);
    List<DataFile> found =
        FileChoice.of(options, zone.get()).chosen(InputPaths.files(files.paths()), files.paths());
    String base = options.remove("basepath");
    if (base != null) {
      Path root = Path.of(base);
      found =
          found.stream()
              .map(file -> file.file().startsWith(root) ? new DataFile(file.file(), root) : file)
              .toList();
    }
    List<Path> paths = found.stream().map(DataFile::file).toList();
    boolean plain = FileChoice.isRecursive(options);
    Optional<PartitionFolders> folders =
        plain ? Optional.empty() : PartitionFolders.find(found, files.schema(), zone.get());
    options.putIfAbsent("timezone", zone.get().getId());
    if (files.schema().isPresent()) {
      // Readers take this option to say where the schema came from.
      options.remove("inferschema");
    } else if (files.format().equalsIgnoreCase("json")) {
      options.put("inferschema", "true");
    }
    StructType schema = files.schema().orElseGet(() -> format.inferSchema(paths, options));
    if (folders.isEmpty()) {
      return new FileTable(format, paths, options, schema);
    }
    StructType fileSchema = folders.get().withoutPartitions(schema);
    return new PartitionedTable(format, folders.get(), options, fileSchema, zone.get());
  }

  @Override
  public Optional<SourceTable> path(List<String> nameParts) {
    SourceTable known = tables.get(nameParts);
    if (known != null) {
      return Optional.of(known);
    }
    if (KeptRelations.folder(nameParts).isPresent()) {
      return Optional.of(left(nameParts));
    }
    Optional<String> lost = KeptRelations.checkpoint(nameParts);
    if (lost.isPresent()) {
      throw Filling.lost(lost.get());
    }
    if (nameParts.size() == 2 && isFormat(nameParts.get(0))) {
      return Optional.of(files(nameParts.get(0).toLowerCase(Locale.ROOT), nameParts.get(1)));
    }
    if (nameParts.size() != 1) {
      return Optional.empty();
    }
    String path = nameParts.getFirst();
    return FileFormats.byExtension(path).map(format -> files(format, path));
  }

  /** The checkpoint of another session, which has left its files. */
  synchronized KeptTable left(List<String> nameParts) {
    if (tables.get(nameParts) instanceof KeptTable known) {
      return known;
    }
    CheckpointFolder folder = KeptRelations.folder(nameParts).orElseThrow();
    String label = KeptRelations.checkpoint(nameParts).orElseThrow();
    StoredTable files = table(folder.files(Optional.empty()));
    var table =
        new KeptTable(
            label,
            files.schema(),
            StorageLevel.DISK_ONLY,
            self -> {
              if (!folder.isThere()) {
                throw Filling.lost(label);
              }
              return Optional.of(new FileRows(folder, files));
            },
            CancellableWait::take);
    addTable(nameParts, table);
    return table;
  }

  private SourceTable files(String format, String path) {
    Map<String, String> options = format.equals("csv") ? SNIFFING : Map.of();
    return files(new Relation.Files(format, List.of(path), options, Optional.empty(), Origin.NONE));
  }

  private static boolean isFormat(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "csv", "json", "parquet" -> true;
      default -> false;
    };
  }
}
