package io.anomalyradar.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class LayeringTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.anomalyradar");

    static final List<ArchRule> RULES = List.of(
            Rules.FLINK_ONLY_IN_PIPELINE_AND_APP,
            Rules.ARMERIA_ONLY_IN_SERVER,
            Rules.BROKER_ONLY_IN_APP,
            Rules.CEL_ONLY_IN_ALERTING,
            Rules.TEAVM_ONLY_IN_WASM,
            Rules.WASM_KNOWS_ONLY_THE_DETECTOR,
            Rules.DETECTOR_KNOWS_ONLY_THE_LANGUAGE,
            Rules.MATH_ONLY_IN_NUMERICS,
            Rules.NO_FLOATS_IN_THE_DETECTOR,
            Rules.STORES_DO_NOT_KNOW_EACH_OTHER,
            Rules.CHANNELS_DO_NOT_KNOW_EACH_OTHER,
            Rules.SCORERS_ARE_PURE,
            Rules.PACKAGES_ARE_NAMED_BY_FEATURE,
            Rules.TYPES_ARE_NAMED_BY_ROLE,
            Rules.NO_CYCLES_BETWEEN_ROOMS,
            Rules.PACKAGES_ARE_NULL_MARKED,
            Rules.NOTHING_FOLLOWS_THE_HOSTS_LOCALE);

    @ParameterizedTest
    @FieldSource("RULES")
    void product_keepsTheRule(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @EnumSource(Room.class)
    void room_knowsOnlyRoomsFurtherIn(Room room) {
        Rules.dependenciesOf(room).check(PRODUCT);
    }

    @Test
    void everyRoom_isAmongTheClassesChecked() {
        Stream<String> packages = PRODUCT.stream().map(type -> type.getPackageName() + ".");

        List<String> seen = packages.distinct().toList();

        assertThat(Room.values()).allSatisfy(room -> assertThat(seen)
                .anyMatch(name -> name.startsWith(room.packages().replace("..", "."))));
    }

    /** Two types of one name are mistaken for each other in talk, in search and in imports. */
    @Test
    void everySimpleName_standsOnce() {
        Map<String, List<String>> packagesByName = PRODUCT.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getPackageName, toList())));

        assertThat(packagesByName).hasSizeGreaterThan(1_000);
        packagesByName.values().removeIf(packages -> packages.size() == 1);
        assertThat(packagesByName).isEmpty();
    }
}
