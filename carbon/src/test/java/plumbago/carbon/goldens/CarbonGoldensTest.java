package plumbago.carbon.goldens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.SelfMetricsReplay;
import plumbago.carbon.aggregator.AggregationFunctionsReplay;
import plumbago.carbon.aggregator.AggregatorMetricsReplay;
import plumbago.carbon.aggregator.AggregatorReplay;
import plumbago.carbon.config.ConfigReplay;
import plumbago.carbon.config.RetentionsReplay;
import plumbago.carbon.config.SettingsReplay;
import plumbago.carbon.config.StorageAggregationReplay;
import plumbago.carbon.config.StorageSchemasReplay;
import plumbago.carbon.query.CacheQueryReplay;
import plumbago.carbon.receiver.LineProtocolReplay;
import plumbago.carbon.receiver.PickleReplay;
import plumbago.carbon.receiver.ProtobufReplay;
import plumbago.carbon.receiver.RelayFramesReplay;
import plumbago.carbon.receiver.UdpReplay;
import plumbago.carbon.relay.RelayMetricsReplay;
import plumbago.carbon.relay.route.DestinationsReplay;
import plumbago.carbon.relay.route.HashPrimitivesReplay;
import plumbago.carbon.relay.route.RelayRulesReplay;
import plumbago.carbon.relay.route.RingsReplay;
import plumbago.carbon.rules.AggregationMatchReplay;
import plumbago.carbon.rules.ListsReplay;
import plumbago.carbon.rules.RewriteReplay;
import plumbago.carbon.storage.whisper.TagsReplay;
import plumbago.carbon.writer.CacheReplay;
import plumbago.carbon.writer.TokenBucketReplay;
import plumbago.carbon.writer.WriterReplay;

/**
 * Replays what carbon was recorded doing. {@code -Dplumbago.goldens.carbon=DIR} replays another folder of records than
 * the project's own; files that are missing there are passed over.
 */
class CarbonGoldensTest {
    private static final String FOLDER_PROPERTY = "plumbago.goldens.carbon";

    private static final List<GoldenReplay> REPLAYS = List.of(
            new ConfigReplay(),
            new SettingsReplay(),
            new StorageSchemasReplay(),
            new StorageAggregationReplay(),
            new RetentionsReplay(),
            new ListsReplay(),
            new RewriteReplay(),
            new AggregationMatchReplay(),
            new AggregationFunctionsReplay(),
            new AggregatorReplay(),
            new AggregatorReplay.EndToEnd(),
            new RelayFramesReplay(),
            new AggregatorMetricsReplay(),
            new TagsReplay(),
            new DestinationsReplay(),
            new RelayRulesReplay(),
            new HashPrimitivesReplay(),
            new RingsReplay("hash-rings"),
            new RingsReplay("c-relay-rings"),
            new LineProtocolReplay(),
            new UdpReplay(),
            new PickleReplay("pickle"),
            new PickleReplay("pickle-hostile"),
            new ProtobufReplay(),
            new CacheQueryReplay(),
            new CacheReplay(),
            new WriterReplay(),
            new TokenBucketReplay(),
            new SelfMetricsReplay("cache"),
            new SelfMetricsReplay("common_to_all"),
            new RelayMetricsReplay());

    @TempDir
    Path folder;

    @Test
    void doesWhatCarbonWasRecordedDoing() throws Exception {
        List<String> differences = new ArrayList<>();
        int passed = 0;
        int failed = 0;
        for (GoldenReplay replay : REPLAYS) {
            JsonNode cases = cases(replay);
            int passedBefore = passed;
            for (JsonNode golden : cases) {
                try {
                    replay.replay(golden, Files.createTempDirectory(folder, replay.file()));
                    passed++;
                } catch (Exception | AssertionError e) {
                    failed++;
                    differences.add(replay.file() + " "
                            + golden.path("id").asText(golden.path("name").asText()) + ": " + e);
                }
            }
            System.out.println("  " + replay.file() + ": " + (passed - passedBefore) + " of " + cases.size());
        }
        System.out.println("Carbon goldens: " + passed + " passed, " + failed + " failed");
        assertEquals(List.of(), differences);
        assertTrue(passed > 0, "there are no records");
    }

    private static JsonNode cases(GoldenReplay replay) throws IOException, URISyntaxException {
        JsonNode file = records(replay);
        replay.begin(file);
        return !file.has(replay.member())
                ? file.path(replay.member())
                : replay.single(file)
                        .<JsonNode>map(
                                one -> new ObjectMapper().createArrayNode().add(one))
                        .orElse(file.get(replay.member()));
    }

    private static JsonNode records(GoldenReplay replay) throws IOException, URISyntaxException {
        String property = System.getProperty(FOLDER_PROPERTY);
        Path records = property != null
                ? Path.of(property)
                : Path.of(CarbonGoldensTest.class.getResource("/goldens/carbon").toURI());
        ObjectMapper mapper = new ObjectMapper();
        Path plain = records.resolve(replay.file() + ".json");
        Path packed = records.resolve(replay.file() + ".json.gz");
        if (Files.exists(plain)) {
            return mapper.readTree(plain.toFile());
        }
        if (Files.exists(packed)) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
                return mapper.readTree(in);
            }
        }
        assertTrue(property != null, replay.file() + " is missing from the project's own records");
        return mapper.createObjectNode();
    }
}
