package plumbago.carbon.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNameTest {
    @ParameterizedTest
    @CsvSource({
        "a.b.c, a.b.c",
        ".a, a",
        "a., a",
        "...a...b.., a.b",
        "a/b, a.b",
        "/etc/passwd, etc.passwd",
        "~a, a",
        "a b, a b",
        "caf\u00e9.x, caf\u00e9.x",
        "some.metric;tag1=value2;tag2=value.2, some.metric;tag1=value2;tag2=value.2",
        "a;b=2;a=1;c=3, a;a=1;b=2;c=3",
        "a;b=1;b=2, a;b=2",
        "a;name=b;c=d, a;c=d",
        "~a;b=c, a;b=c",
        "a;b==c, a;b==c",
        "a;a10=1;a2=2;a1=3, a;a10=1;a1=3;a2=2",
        "a;B=1;b=2;A=3;a=4, a;A=3;B=1;a=4;b=2",
        "a;b=, a;b=",
        "a;;b=c, a;;b=c",
        "'a.b{c=\"d\"}', a.b;c=d",
        "'a{b=\"c\", d=\"e\"}', 'a; d=e;b=c'",
        "'a{b=\"x\\\"y\"}', 'a;b=x\"y'",
        "'a{b=\"c\"}{d=\"e\"}', 'a{b=\"c\"}{d=\"e\"}'",
        "a{b=c}, a{b=c}",
    })
    void everySpellingOfAMetricIsOneName(String sent, String metric) {
        assertEquals(Optional.of(metric), MetricName.metricFor(sent));
        assertEquals(sent.equals(metric), isMetric(sent));
        assertTrue(isMetric(metric));
    }

    private static boolean isMetric(String name) {
        byte[] bytes = (' ' + name + '/').getBytes(StandardCharsets.UTF_8);
        return MetricName.isMetric(bytes, 1, bytes.length - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "/", "../../x", "a/../../b", "./a", "../../etc/passwd", "a\0b", "a\uFFFDb", ""})
    void whatCannotBeAFileIsNoMetric(String sent) {
        assertEquals(Optional.empty(), MetricName.metricFor(sent));
        assertFalse(isMetric(sent));
    }

    @Test
    void partsAreNoLongerThanAFileSystemTakes() {
        assertTrue(MetricName.metricFor("a." + "x".repeat(MetricName.MAX_PART_BYTES))
                .isPresent());
        assertEquals(Optional.empty(), MetricName.metricFor("a." + "x".repeat(MetricName.MAX_PART_BYTES + 1)));
        assertEquals(Optional.empty(), MetricName.metricFor("\u00e9".repeat(MetricName.MAX_PART_BYTES / 2 + 1)));
        assertEquals(Optional.empty(), MetricName.metricFor("a.".repeat(MetricName.MAX_NAME_BYTES)));
        assertEquals(Optional.empty(), MetricName.metricFor("x".repeat(5000)));
    }

    @Test
    void longValuesInBracesTakeNoStack() {
        String value = "v".repeat(2980);
        assertEquals(Optional.of("q;a=" + value), MetricName.metricFor("q{a=\"" + value + "\"}"));
    }
}
