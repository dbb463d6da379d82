package plumbago.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom: the data's way has one direction, and so have the dependencies. */
class DependencyDirectionsTest {
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("plumbago");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plumbago.whisper           | ''",
                "plumbago.carbon.stats      | ''",
                "plumbago.carbon.python     | ''",
                "plumbago.carbon.point      | ''",
                "plumbago.carbon.index      | carbon.point",
                "plumbago.carbon.config     | carbon.python whisper",
                "plumbago.carbon.admin      | carbon.config",
                "plumbago.carbon.rules      | carbon.config carbon.python",
                "plumbago.carbon.door       | carbon.point carbon.stats",
                "plumbago.carbon.pickle     | carbon.point carbon.python",
                "plumbago.carbon.receiver   | carbon.door carbon.pickle carbon.point carbon.stats carbon.python",
                "plumbago.carbon.query      | carbon.admin carbon.cache carbon.door carbon.pickle carbon.point carbon.stats carbon.storage whisper",
                "plumbago.carbon.cache      | carbon.point carbon.stats",
                "plumbago.carbon.journal    | carbon.cache carbon.point carbon.stats whisper",
                "plumbago.carbon.storage    | carbon.stats whisper",
                "plumbago.carbon.writer     | carbon.cache carbon.stats carbon.storage",
                "plumbago.carbon.housekeeping | carbon.cache carbon.index carbon.stats carbon.storage whisper",
            })
    void eachPackageKnowsOnlyWhatLiesBehindIt(String name, String mayKnow) {
        DescribedPredicate<JavaClass> allowed = DescribedPredicate.describe("allowed for " + name, target -> {
            String targetPackage = target.getPackageName();
            if (!targetPackage.startsWith("plumbago") || targetPackage.equals(name)) {
                return true;
            }
            for (String known : mayKnow.split(" ")) {
                if (targetPackage.equals("plumbago." + known)) {
                    return true;
                }
            }
            return false;
        });
        classes()
                .that()
                .resideInAPackage(name)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(classes);
    }

    @ParameterizedTest
    @CsvSource({
        "plumbago.carbon.., plumbago.web..",
        "plumbago.carbon.., plumbago.cli..",
        "plumbago.web.., plumbago.cli.."
    })
    void modulesDoNotKnowThoseInFrontOfThem(String module, String inFront) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inFront)
                .check(classes);
    }

    @Test
    void noPackagesKnowEachOther() {
        slices().matching("plumbago.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void nothingPhonesHome() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    }
}
