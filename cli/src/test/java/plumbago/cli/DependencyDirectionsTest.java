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
                "plumbago.base.python       | ''",
                "plumbago.base.measure      | ''",
                "plumbago.base.text         | base.measure",
                "plumbago.base.text.pickle  | base.python base.text",
                "plumbago.base.config       | base.python",
                "plumbago.base.admin        | base.config",
                "plumbago.base.records      | base.measure",
                "plumbago.base.journal      | base.measure",
                "plumbago.base.net          | base.config base.measure",
                "plumbago.base.http         | base.admin base.measure base.net base.text",
                "plumbago.base.part         | base.config base.net",
                "plumbago.carbon.stats      | base.measure base.net",
                "plumbago.carbon.point      | base.measure base.text carbon.stats",
                "plumbago.carbon.name       | base.measure carbon.stats",
                "plumbago.carbon.index      | base.text carbon.name carbon.point",
                "plumbago.carbon.tags       | base.python base.records carbon.name carbon.storage",
                "plumbago.carbon.events     | base.python base.records",
                "plumbago.carbon.config     | base.admin base.config base.python carbon.storage",
                "plumbago.carbon.rules      | base.config base.python carbon.name carbon.stats",
                "plumbago.carbon.relay.route | base.config base.python carbon.config",
                "plumbago.carbon.relay.spool | base.measure base.text",
                "plumbago.carbon.relay.send | base.net base.text base.text.pickle carbon.relay.spool",
                "plumbago.carbon.relay      | base.config base.measure base.net base.part base.python base.text carbon carbon.config carbon.name carbon.point carbon.receiver carbon.relay.route carbon.relay.send carbon.relay.spool carbon.rules carbon.stats carbon.store",
                "plumbago.carbon.receiver   | base.config base.measure base.net base.part base.python base.text base.text.pickle carbon.config carbon.point carbon.stats",
                "plumbago.carbon.aggregator | base.config base.journal base.measure base.net base.part carbon carbon.config carbon.name carbon.point carbon.receiver carbon.relay carbon.relay.route carbon.rules carbon.stats carbon.store",
                "plumbago.carbon.query      | base.admin base.measure base.net base.text base.text.pickle carbon.cache carbon.point carbon.stats carbon.storage",
                "plumbago.carbon.cache      | base.measure base.net carbon.name carbon.point carbon.stats",
                "plumbago.carbon.journal    | base.measure carbon.cache carbon.point carbon.stats",
                "plumbago.carbon.storage    | base.config base.measure carbon.index carbon.name carbon.stats",
                "plumbago.carbon.storage.whisper | base.config base.measure base.net carbon.config carbon.index carbon.name carbon.point carbon.stats carbon.storage whisper",
                "plumbago.carbon.writer     | base.measure carbon.cache carbon.stats carbon.storage",
                "plumbago.carbon.housekeeping | base.measure carbon.cache carbon.config carbon.index carbon.name carbon.stats carbon.storage carbon.tags",
                "plumbago.carbon.store      | base.config base.measure base.net base.part base.records carbon.cache carbon.config carbon.events carbon.housekeeping carbon.index carbon.journal carbon.name carbon.point carbon.query carbon.rules carbon.stats carbon.storage carbon.storage.whisper carbon.tags carbon.writer",
                "plumbago.statsd.javascript | base.text",
                "plumbago.statsd.config     | base.config statsd.javascript",
                "plumbago.statsd.journal    | base.journal",
                "plumbago.statsd.metric     | carbon.point statsd.journal",
                "plumbago.statsd.packet     | base.measure carbon.point statsd.javascript statsd.metric",
                "plumbago.statsd.backend    | base.measure base.net base.text carbon.point carbon.receiver statsd.config statsd.javascript",
                "plumbago.statsd.flush      | statsd.backend statsd.config statsd.metric statsd.packet",
                "plumbago.statsd.server     | base.measure base.net carbon.receiver statsd.backend statsd.config statsd.flush statsd.javascript statsd.journal statsd.metric statsd.packet",
                "plumbago.statsd.proxy      | base.config base.measure base.net base.part base.python base.text carbon carbon.receiver carbon.stats carbon.store statsd.server",
                "plumbago.web.page          | base.http base.text",
                "plumbago.web.dashboard.gdash | base.measure base.text",
                "plumbago.web.dashboard     | base.http base.measure base.records base.text web.dashboard.gdash",
                "plumbago.web.graph.font    | ''",
                "plumbago.web.graph.surface | base.measure base.text web.graph.font",
                "plumbago.web.graph         | base.measure base.text web.graph.font web.graph.surface web.render.series",
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
        "plumbago.whisper.., plumbago.base..",
        "plumbago.base.., plumbago.whisper..",
        "plumbago.base.., plumbago.carbon..",
        "plumbago.base.., plumbago.web..",
        "plumbago.carbon.., plumbago.web..",
        "plumbago.carbon.., plumbago.cli..",
        "plumbago.carbon.., plumbago.testkit..",
        "plumbago.testkit.., plumbago.cli..",
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

    /** Who keeps series elsewhere has no file of Whisper's to think of. */
    @Test
    void onlyItsStorageAndItsToolsKnowWhisper() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "plumbago.whisper..",
                        "plumbago.carbon.storage.whisper..",
                        "plumbago.cli.whisper..",
                        "plumbago.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("plumbago.whisper..")
                .check(classes);
    }

    @Test
    void seriesAreMadeAndWrittenWithoutHttp() {
        noClasses()
                .that()
                .resideInAPackage("plumbago.web.render.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("plumbago.base.http..")
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
