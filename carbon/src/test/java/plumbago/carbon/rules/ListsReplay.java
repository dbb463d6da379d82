package plumbago.carbon.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import plumbago.carbon.goldens.GoldenReplay;

/** Replays what whitelist.conf and blacklist.conf let pass. */
public final class ListsReplay implements GoldenReplay {
    @Override
    public String file() {
        return "lists";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        NameList whitelist = list(golden.get("whitelist"));
        NameList blacklist = list(golden.get("blacklist"));
        NameFilter filter = new NameFilter(whitelist, blacklist);
        JsonNode expected = golden.get("expect");
        expected.get("match").properties().forEach(match -> {
            String verdict = filter.verdict(match.getKey()).name();
            assertEquals(
                    match.getValue().asText(), verdict.toLowerCase(Locale.ROOT).replace('_', '-'), match.getKey());
        });
        assertEquals(
                expected.get("log").size(),
                whitelist.warnings().size() + blacklist.warnings().size());
    }

    private static NameList list(JsonNode text) {
        return text.isNull() ? NameList.EMPTY : NameList.parse("list", text.asText());
    }
}
