package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import plumbago.base.config.Setting;
import plumbago.base.config.Setting.Status;

/** What a setting's declaration says of it is true: somebody asks for those that are honoured, and for no others. */
class SettingsAreHonouredTest {
    /** Honoured without being asked for: the folder others are below by default, and a choice of one. */
    private static final Set<String> HONOURED_IN_READING = Set.of("STORAGE_DIR", "DATABASE");

    @Test
    void everySettingIsAskedForIfAndOnlyIfItIsHonoured() throws IllegalAccessException {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("plumbago");
        Set<String> honoured = new TreeSet<>();
        Set<String> askedFor = new TreeSet<>(HONOURED_IN_READING);
        Set<JavaField> declarations = classes.stream()
                .filter(SettingsAreHonouredTest::declares)
                .flatMap(declaring -> declaring.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Setting.class))
                .collect(Collectors.toSet());
        for (JavaField declaration : declarations) {
            Setting<?> setting = (Setting<?>) declaration.reflect().get(null);
            if (setting.status() == Status.HONOURED) {
                honoured.add(setting.name());
            }
            if (declaration.getAccessesToSelf().stream().anyMatch(access -> !declares(access.getOriginOwner()))) {
                askedFor.add(setting.name());
            }
        }
        assertTrue(honoured.size() > 10, "the declarations were not found");
        assertEquals(
                askedFor,
                honoured,
                "Declare a setting with honoured(...) when something asks for it, and with notYet(...) until then");
    }

    /** Whether a class declares settings, as {@code WebSettings} does. */
    private static boolean declares(JavaClass type) {
        return type.getSimpleName().endsWith("Settings")
                && type.getFields().stream().anyMatch(field -> field.getName().equals("GROUPS"));
    }
}
