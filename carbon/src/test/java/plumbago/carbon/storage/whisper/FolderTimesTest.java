package plumbago.carbon.storage.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FolderTimesTest {
    @Test
    void foldersOfOneOldHashAreNotConfused() {
        FolderTimes times = new FolderTimes();
        for (int i = 0; i < 50_000; i++) {
            times.put("folder" + i, i + 1);
        }
        for (int i = 0; i < 50_000; i++) {
            assertEquals(i + 1, times.get("folder" + i));
        }
        assertEquals(FolderTimes.UNKNOWN, times.get("folder"));
    }
}
