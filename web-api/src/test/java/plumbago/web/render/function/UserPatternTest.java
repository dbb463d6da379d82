package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserPatternTest {
    private final Evaluation evaluation = new Evaluation().given("web.a1.cpu", 1);

    @ParameterizedTest
    @CsvSource({
        "^web,                 true",
        "a\\d,                 true",
        "A1,                   false",
        "(?i)A1,               true",
        "cpu$,                 true",
        "'(?P<host>a.)\\.cpu', true",
        "^a1,                  false",
        "'',                   true"
    })
    void looksForAMatchAnywhere(String pattern, boolean found) {
        evaluation.assertNames(
                "grep(web.a1.cpu,'" + pattern + "')", found ? new String[] {"web.a1.cpu"} : new String[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "'a(.)',            'b\\1',      web.b1.cpu",
        "'(?P<n>\\d)',      '<\\g<n>>',  web.a<1>.cpu",
        "'[aw]',            '',          eb.1.cpu",
        "'x*$',             '!',         web.a1.cpu!",
        "'nosuch',          'y',         web.a1.cpu"
    })
    void replacesAllMatches(String search, String replace, String expected) {
        evaluation.assertNames("aliasSub(web.a1.cpu,'" + search + "','" + replace + "')", expected);
    }

    @Test
    void saysWhatIsWrong() {
        String refusal = evaluation.refusal("grep(web.a1.cpu,'[')");
        String beginning = "grep: parameter 'pattern' is '[', ";
        assertEquals(beginning, refusal.substring(0, beginning.length()));
        refusal = evaluation.refusal("aliasSub(web.a1.cpu,'a(1)','\\2')");
        beginning = "aliasSub: parameter 'replace' is '\\2', no replacement: ";
        assertEquals(beginning, refusal.substring(0, beginning.length()));
    }

    /** An expression may take for ever to find that it does not match. */
    @Test
    void asksWhetherToGoOnWhileItLooks() {
        String name = "a".repeat(100);
        SeriesInMemory source = new SeriesInMemory(0) {
            private int asked;

            @Override
            public void proceed() {
                if (++asked > 5) {
                    throw new IllegalStateException("the time is up");
                }
            }
        };
        Evaluation stopped = new Evaluation(source).given(name, 1);
        assertThrows(IllegalStateException.class, () -> stopped.all("grep(" + name + ",'(.*.*.*)*!')"));
    }
}
