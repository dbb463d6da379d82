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

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"a b+c, a%20b%2Bc", "\u00e4/, %C3%A4%2F", "Az-09_., Az-09_.", "~%&=#, %7E%25%26%3D%23"})
    void isEncoded(String plain, String text) {
        assertEquals(text, UrlEncoding.encode(plain));
        assertEquals(plain, UrlEncoding.decode(text));
    }
}
