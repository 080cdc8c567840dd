package io.sampo.cluster.config;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads objects as Kubernetes has them, by classes that are made of its own schema: unknown fields
 * and values of other types are refused.
 */
@NullMarked
final class KubernetesObjects {
  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(ServiceAccount.class, Role.class, RoleBinding.class, Service.class, Deployment.class);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new NothingElse())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              textual -> {
                textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                textual.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                textual.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();

  /** The classes keep fields that they do not know, for servers of other versions. */
  private static final class NothingElse extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
      return false;
    }
  }

  private KubernetesObjects() {}

  /**
   * The object of a manifest.
   *
   * @throws RuntimeException when it is none of the kinds that a manifest here may hold, or
   *     something in it is not in the schema
   */
  static HasMetadata read(Map<String, Object> manifest) {
    for (Class<? extends HasMetadata> kind : KINDS) {
      if (HasMetadata.getKind(kind).equals(manifest.get("kind"))) {
        if (!HasMetadata.getApiVersion(kind).equals(manifest.get("apiVersion"))) {
          throw new IllegalArgumentException(
              manifest.get("apiVersion") + " has no " + manifest.get("kind"));
        }
        return MAPPER.convertValue(manifest, kind);
      }
    }
    throw new IllegalArgumentException("there is no " + manifest.get("kind"));
  }
}
