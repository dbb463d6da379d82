package plumbago.base.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
    private static String replaced(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new String(Utf8.replaced(bytes, 0, bytes.length), UTF_8);
    }

    /** What node's Buffer.toString gives, an R for each U+FFFD. */
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "61, a",
        "c3a9, é",
        "f09f9880, 😀",
        "ff, R",
        "80bf, RR",
        "c061, Ra",
        "c3, R",
        "c361, Ra",
        "e28261, Ra",
        "e282, R",
        "e261, Ra",
        "eda080, RRR",
        "e080af, RRR",
        "f09f98, R",
        "f09f9861, Ra",
        "f0808080, RRRR",
        "f4908080, RRRR",
        "f5808080, RRRR",
        "f09fc3a9, Ré"
    })
    void whatIsNoTextIsReplacedAsNodeDoes(String hex, String expected) {
        assertEquals(expected.replace('R', '\uFFFD'), replaced(hex));
    }

    @Test
    void whatComesOutIsSoundAndStaysAsItIs() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            byte[] sound = Utf8.replaced(bytes, 0, bytes.length);
            assertTrue(Utf8.isSound(sound, 0, sound.length));
            assertEquals(
                    HexFormat.of().formatHex(sound), HexFormat.of().formatHex(Utf8.replaced(sound, 0, sound.length)));
        }
    }
}
