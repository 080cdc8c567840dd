package io.sampo.runtime.usercode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.code.FunctionBody;
import io.sampo.code.UDF1;
import io.sampo.code.UserCode;
import io.sampo.code.UserFunction;
import io.sampo.code.UserJar;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.function.kernel.UserFunctionKernels;
import io.sampo.types.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Classes that only a session has. */
@NullMarked
final class SessionCodeTest {
  private static final String NAME = "user.program.Doubled";

  /**
   * A class that yields its argument twice over, as a text, and that is nowhere on the class path.
   */
  private static byte[] doubled() {
    ClassDesc object = ConstantDescs.CD_Object;
    ClassDesc string = ConstantDescs.CD_String;
    return ClassFile.of()
        .build(
            ClassDesc.of(NAME),
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC)
                    .withInterfaceSymbols(ClassDesc.of(UDF1.class.getName()))
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody(
                        "call",
                        MethodTypeDesc.of(object, object),
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(1)
                                .invokestatic(string, "valueOf", MethodTypeDesc.of(string, object))
                                .loadConstant(2)
                                .invokevirtual(
                                    string,
                                    "repeat",
                                    MethodTypeDesc.of(string, ConstantDescs.CD_int))
                                .areturn()));
  }

  private static UserJar jar() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new JarOutputStream(bytes)) {
      out.putNextEntry(new JarEntry(NAME.replace('.', '/') + ".class"));
      out.write(doubled());
      out.closeEntry();
    }
    return new UserJar("program.jar", bytes.toByteArray());
  }

  private static UserFunction function() {
    return new UserFunction(
        "doubled", new FunctionBody.OfClass(NAME), DataType.STRING, true, Map.of());
  }

  private static String id(String session, UserFunction function) {
    return session + "/" + function.id() + "/-";
  }

  @Test
  void classesOfASessionAreSeenByItAloneAndGoWithIt() throws Exception {
    var worker = new WorkerCode();
    worker.enter("q1", new UserCode("s1", List.of(function()), List.of(jar())));
    worker.enter("q2", new UserCode("s2", List.of(function()), List.of()));
    assertThat(UserFunctionKernels.call(id("s1", function()), 21)).isEqualTo("2121");
    assertThatThrownBy(() -> UserFunctionKernels.call(id("s2", function()), 21))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_EXECUTE_UDF))
        .hasMessageContaining(NAME);
    assertThatThrownBy(() -> Class.forName(NAME)).isInstanceOf(ClassNotFoundException.class);

    worker.enter("q3", new UserCode("s1", List.of(function()), List.of(jar())));
    worker.leave("q1");
    assertThat(UserFunctionKernels.call(id("s1", function()), "a")).isEqualTo("aa");
    worker.leave("q3");
    assertThatThrownBy(() -> UserFunctionKernels.call(id("s1", function()), 21))
        .hasMessageContaining("not known");
    worker.close();
  }

  private static WeakReference<ClassLoader> used() throws Exception {
    var worker = new WorkerCode();
    worker.enter("q", new UserCode("collectable", List.of(function()), List.of(jar())));
    UserFunctionKernels.Source source =
        UserFunctionKernels.open(
            "collectable",
            () -> {
              throw new AssertionError("there is one");
            });
    assertThat(source.call(id("collectable", function()), new Object[] {1})).isEqualTo("11");
    var loader = new WeakReference<ClassLoader>(((SessionCode) source).loader());
    UserFunctionKernels.close("collectable");
    worker.leave("q");
    return loader;
  }

  @Test
  void theClassLoaderIsCollectedOnceNobodyUsesIt() throws Exception {
    WeakReference<ClassLoader> loader = used();
    // A collector that is asked for takes what nothing refers to; memory pressure makes sure.
    List<byte[]> pressure = new ArrayList<>();
    for (int i = 0; i < 200 && loader.get() != null; i++) {
      System.gc();
      pressure.add(new byte[1 << 16]);
    }
    assertThat(loader.get()).isNull();
    assertThat(pressure).hasSizeLessThan(200);
  }

  /** What is on this process's class path but belongs to no session. */
  private static final class Stranger implements UDF1<Object, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public Object call(Object value) {
      return value;
    }
  }

  @Test
  void bytesMakeNoObjectsOfClassesThatTheSessionDidNotBring() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Stranger());
    }
    var function =
        new UserFunction(
            "stranger",
            new FunctionBody.Serialized(bytes.toByteArray()),
            DataType.STRING,
            true,
            Map.of());
    try (var code = new SessionCode(SessionCodeTest.class.getClassLoader())) {
      code.add(function);
      assertThatThrownBy(() -> code.call(id("s", function), new Object[] {"a"}))
          .hasMessageContaining("REJECTED");
    }
    assertThat(function.id()).startsWith("stranger@");
  }
}
