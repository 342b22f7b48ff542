package io.anomalyradar.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;

/** The layering rules. */
final class Rules {
    /** Defined to the last bit by IEEE 754 or by integer arithmetic, and the same on every host. */
    private static final Set<String> EXACT = Set.of(
            "abs",
            "max",
            "min",
            "floor",
            "ceil",
            "sqrt",
            "addExact",
            "subtractExact",
            "multiplyExact",
            "toIntExact",
            "floorMod");

    /** Methods and constructors that use the host's language, character set or time zone if none is passed. */
    private static final Set<String> HOST_DEPENDENT = Set.of(
            "java.lang.String.toLowerCase()",
            "java.lang.String.toUpperCase()",
            "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
            "java.lang.String.formatted([Ljava.lang.Object;)",
            "java.lang.String.getBytes()",
            "java.lang.String.<init>([B)",
            "java.lang.String.<init>([B, int, int)",
            "java.io.PrintStream.printf(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintStream.format(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintStream.<init>(java.io.OutputStream)",
            "java.io.PrintWriter.printf(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintWriter.format(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintWriter.<init>(java.io.OutputStream)",
            "java.io.InputStreamReader.<init>(java.io.InputStream)",
            "java.io.OutputStreamWriter.<init>(java.io.OutputStream)",
            "java.io.FileReader.<init>(java.io.File)",
            "java.io.FileReader.<init>(java.lang.String)",
            "java.io.FileWriter.<init>(java.io.File)",
            "java.io.FileWriter.<init>(java.lang.String)",
            "java.io.ByteArrayOutputStream.toString()",
            "java.nio.charset.Charset.defaultCharset()",
            "java.text.DecimalFormat.<init>(java.lang.String)",
            "java.text.SimpleDateFormat.<init>(java.lang.String)",
            "java.time.Clock.systemDefaultZone()",
            "java.time.LocalDate.now()",
            "java.time.LocalDateTime.now()",
            "java.time.ZoneId.systemDefault()",
            "java.time.ZonedDateTime.now()",
            "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
            "java.util.Formatter.<init>()",
            "java.util.Locale.getDefault()",
            "java.util.Scanner.<init>(java.io.InputStream)",
            "java.util.TimeZone.getDefault()");

    static final ArchRule NOTHING_FOLLOWS_THE_HOSTS_LOCALE = noClasses()
            .should()
            .callCodeUnitWhere(
                    describe("the callee uses the host's locale, character set or time zone", Rules::asksHost))
            .because("the product behaves the same in every country: pass Locale.ROOT, UTF_8 or UTC");

    private static boolean asksHost(JavaCall<?> call) {
        var target = call.getTarget();
        String parameters = target.getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .collect(Collectors.joining(", ", "(", ")"));
        return HOST_DEPENDENT.contains(target.getOwner().getName() + "." + target.getName() + parameters);
    }

    static final ArchRule FLINK_ONLY_IN_PIPELINE_AND_APP = noClasses()
            .that()
            .resideOutsideOfPackages(Room.PIPELINE.packages(), Room.APP.packages())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..")
            .because("only the pipeline uses Flink, and app starts it");

    static final ArchRule ARMERIA_ONLY_IN_SERVER = noClasses()
            .that()
            .resideOutsideOfPackage(Room.SERVER.packages())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.linecorp.armeria..")
            .because("only the server uses Armeria, for HTTP");

    static final ArchRule BROKER_ONLY_IN_APP = noClasses()
            .that()
            .resideOutsideOfPackage(Room.APP.packages())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
            .because("only the embedded stack runs a broker; all other code is a client");

    static final ArchRule CEL_ONLY_IN_ALERTING = noClasses()
            .that()
            .resideOutsideOfPackage(Room.ALERTING.packages())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cel..")
            .because("only alerting evaluates the conditions of rules");

    static final ArchRule TEAVM_ONLY_IN_WASM = noClasses()
            .that()
            .resideOutsideOfPackage(Room.WASM.packages())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.teavm..")
            .because("only the browser module uses TeaVM, to compile the detector");

    static final ArchRule WASM_KNOWS_ONLY_THE_DETECTOR = classes()
            .that()
            .resideInAPackage(Room.WASM.packages())
            .and()
            .resideOutsideOfPackage("io.anomalyradar.wasm.compile")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "io.anomalyradar.wasm",
                    Room.DETECTOR.packages(),
                    "java.lang",
                    "java.nio",
                    "org.teavm.jso..",
                    "org.jspecify.annotations"))
            .because("all its dependencies are compiled into the files that a page loads");

    static final ArchRule DETECTOR_KNOWS_ONLY_THE_LANGUAGE = classes()
            .that()
            .resideInAPackage(Room.DETECTOR.packages())
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    Room.DETECTOR.packages(),
                    "java.lang",
                    "java.lang.annotation",
                    "java.math",
                    "java.util",
                    "org.jspecify.annotations"))
            .because("the detector also runs in the browser and at the edge");

    static final ArchRule MATH_ONLY_IN_NUMERICS = noClasses()
            .that()
            .resideInAPackage(Room.DETECTOR.packages())
            .and()
            .doNotHaveFullyQualifiedName("io.anomalyradar.detector.numerics.Numerics")
            .should()
            .callMethodWhere(inexactMath())
            .because("hosts differ in the last bits of these functions");

    static final ArchRule NO_FLOATS_IN_THE_DETECTOR = noMembers()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(Room.DETECTOR.packages())
            .should(be(describe("of type float", Rules::involvesFloat)))
            .because("JavaScript does not round float values");

    static final ArchRule STORES_DO_NOT_KNOW_EACH_OTHER = slices().matching("io.anomalyradar.history.(*)..")
            .should()
            .notDependOnEachOther()
            .because("adapters are independent of each other");

    static final ArchRule CHANNELS_DO_NOT_KNOW_EACH_OTHER = slices().matching("io.anomalyradar.notify.(*)..")
            .should()
            .notDependOnEachOther()
            .because("adapters are independent of each other");

    static final ArchRule SCORERS_ARE_PURE = classes()
            .that()
            .resideInAnyPackage(
                    "io.anomalyradar.quality.nab..",
                    "io.anomalyradar.quality.skab..",
                    "io.anomalyradar.quality.events..",
                    "io.anomalyradar.quality.ranking..",
                    "io.anomalyradar.quality.vus..",
                    "io.anomalyradar.quality.behaviour..",
                    "io.anomalyradar.quality.rootcause..",
                    "io.anomalyradar.quality.interval..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "io.anomalyradar.quality.nab..",
                    "io.anomalyradar.quality.skab..",
                    "io.anomalyradar.quality.events..",
                    "io.anomalyradar.quality.ranking..",
                    "io.anomalyradar.quality.vus..",
                    "io.anomalyradar.quality.behaviour..",
                    "io.anomalyradar.quality.rootcause..",
                    "io.anomalyradar.quality.interval..",
                    "java.lang..",
                    "java.util..",
                    "org.jspecify.annotations"))
            .because("a scorer depends on scores and labels, but neither on files nor on the detector it scores");

    static final ArchRule PACKAGES_ARE_NAMED_BY_FEATURE = noClasses()
            .should()
            .resideInAnyPackage(
                    "..impl..", "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..")
            .because("the name of a package says what it does for the product");

    static final ArchRule TYPES_ARE_NAMED_BY_ROLE = noClasses()
            .should()
            .haveNameMatching(".*\\.[^.]*(Impl|Utils?|Helper|Manager)(\\$.*)?")
            .because("a name says what the thing is");

    static final ArchRule NO_CYCLES_BETWEEN_ROOMS =
            slices().matching("io.anomalyradar.(*)..").should().beFreeOfCycles().because("dependencies point inward");

    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes().should(new LieInANullMarkedPackage());

    private Rules() {}

    /** A module depends only on modules further in. */
    static ArchRule dependenciesOf(Room room) {
        return noClasses()
                .that()
                .resideInAPackage(room.packages())
                .should()
                .dependOnClassesThat(resideInAnyPackage(room.forbiddenPackages()))
                .because("dependencies point inward");
    }

    private static boolean involvesFloat(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream()
                .anyMatch(type -> type.getBaseComponentType().isEquivalentTo(float.class));
    }

    private static DescribedPredicate<JavaMethodCall> inexactMath() {
        DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> language = resideInAPackage("java.lang");
        return describe(
                "calls a function of Math that is not exact",
                call -> language.test(call.getTargetOwner())
                        && Set.of("Math", "StrictMath")
                                .contains(call.getTargetOwner().getSimpleName())
                        && !EXACT.contains(call.getName()));
    }
}
