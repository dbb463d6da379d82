package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the browser of this machine, one for all of them, which ends with the last. Where there is none they are
 * skipped; with {@code -Dbrowser.required=true} they fail.
 */
final class BrowserExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> installed = Browser.installed();
        if (installed.isEmpty()) {
            System.err.println(
                    "NOT TESTED: " + context.getDisplayName() + " of the page. There is no Chromium or Chrome on"
                            + " the PATH; install one, or give -Dbrowser=PATH.");
            assertFalse(Boolean.getBoolean("browser.required"), "-Dbrowser.required=true, and there is none");
        }
        assumeTrue(installed.isPresent(), "no browser");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        Browser.class, key -> started(Browser.installed().orElseThrow()), Browser.class);
    }

    private static Browser started(Path executable) {
        try {
            return new Browser(executable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
