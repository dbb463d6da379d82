package plumbago.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlEncodingTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"a+b, a b", "a%2Bb, a+b", "%C3%A4, \u00e4", "100%, 100%", "%zz%4, %zz%4", "plain, plain", "%41, A"
            })
    void isDecoded(String text, String plain) {
        assertEquals(plain, UrlEncoding.decode(text));
    }
}
