package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The page where all paths begin with one of a proxy, {@code URL_PREFIX}. */
class BelowAPathTest extends PageWalk {
    @Override
    String prefix() {
        return "/far/graphite";
    }

    @Test
    void allOfItIsBelowThePathAlsoForWhoLeavesOutTheSlash() {
        tab.open(at("?target=servers.web01.cpu.user").replace("graphite/?", "graphite?"));
        assertSeries(1);
        assertEquals("/far/graphite/", tab.text("location.pathname"));
        tab.press("/");
        tab.type("web03");
        tab.until("document.querySelector('#found-2')");
        tab.click("nav a[href='./?view=boards']");
        tab.until("document.querySelector('.status')?.textContent === '0 boards'");
        assertTrue(tab.text("location.pathname + location.search").matches("/far/graphite/\\?.*view=boards"));
        tab.open(at("dashboard/web?from=-1h"));
        tab.until("document.title.startsWith('web')");
        assertEquals("/far/graphite/", tab.text("location.pathname"));
        assertEquals(List.of(), tab.complaints());
    }
}
