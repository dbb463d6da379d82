package plumbago.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Does the steps of a recorded scenario with this library, and reports what came of each in the form of the record. */
final class GoldenSteps {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Path folder;
    private final Access access;

    GoldenSteps(Path folder, Access access) {
        this.folder = folder;
        this.access = access;
    }

    /** Does one step; an error of the library comes back as a result like any other. */
    ObjectNode perform(JsonNode step) throws IOException {
        try {
            return switch (step.get("op").textValue()) {
                case "create" -> create(step);
                case "update" -> update(step);
                case "update_many" -> updateMany(step);
                case "fetch" -> fetch(step);
                case "info" -> info(step);
                case "set_aggregation_method" -> setAggregationMethod(step);
                case "set_xff" -> setXFilesFactor(step);
                case "merge" -> merge(step);
                case "fill" -> fill(step);
                case "diff" -> diff(step);
                case "resize" -> resize(step);
                case "raw", "patch", "truncate", "copy", "delete" -> manipulate(step);
                default -> throw new IllegalArgumentException("unknown step " + step);
            };
        } catch (WhisperException e) {
            return kind(e);
        }
    }

    private static ObjectNode kind(WhisperException e) {
        return error(e.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static ObjectNode error(String kind) {
        return JSON.objectNode().put("error", true).put("kind", kind);
    }

    private static ObjectNode ok() {
        return JSON.objectNode().put("ok", true);
    }

    private Path file(JsonNode step, String field) {
        return folder.resolve(step.get(field).textValue());
    }

    private static boolean given(JsonNode step, String field) {
        return step.hasNonNull(field);
    }

    private ObjectNode create(JsonNode step) throws IOException {
        List<Retention> retentions = new ArrayList<>();
        for (JsonNode archive : step.get("archives")) {
            if (!archive.get(0).canConvertToInt() || !archive.get(1).canConvertToInt()) {
                return error("number-outside-unsigned-32-bit");
            }
            retentions.add(
                    new Retention(archive.get(0).intValue(), archive.get(1).intValue()));
        }
        WhisperLayout.of(retentions.toArray(Retention[]::new));
        double xFilesFactor = WhisperLayout.DEFAULT_X_FILES_FACTOR;
        try {
            xFilesFactor = given(step, "xff") ? PythonNumbers.toDouble(step.get("xff")) : xFilesFactor;
        } catch (NumberFormatException e) {
            return error("xff-not-a-number");
        }
        AggregationMethod method = WhisperLayout.DEFAULT_AGGREGATION_METHOD;
        if (given(step, "method")) {
            method = AggregationMethod.ofLabel(step.get("method").textValue());
        }
        Allocation allocation = step.path("fallocate").asBoolean()
                ? Allocation.RESERVED
                : step.path("sparse").asBoolean() ? Allocation.SPARSE : Allocation.ZEROED;
        WhisperFile.create(file(step, "file"), WhisperLayout.of(retentions, xFilesFactor, method), allocation);
        return ok();
    }

    private ObjectNode update(JsonNode step) throws IOException {
        double value;
        long timestamp;
        try {
            value = PythonNumbers.toDouble(step.get("value"));
        } catch (NumberFormatException e) {
            return error("value-not-a-number");
        }
        try (WhisperFile file = WhisperFile.open(file(step, "file"), access)) {
            try {
                timestamp = given(step, "timestamp") ? PythonNumbers.toLong(step.get("timestamp")) : now(step);
            } catch (NumberFormatException e) {
                return error("timestamp-not-an-integer");
            }
            file.update(timestamp, value, now(step));
        }
        return ok();
    }

    private static long now(JsonNode step) {
        return step.get("now").longValue();
    }

    private ObjectNode updateMany(JsonNode step) throws IOException {
        JsonNode points = step.get("points");
        if (points.isEmpty()) {
            return ok();
        }
        long[] timestamps = new long[points.size()];
        double[] values = new double[points.size()];
        for (int i = 0; i < timestamps.length; i++) {
            try {
                timestamps[i] = PythonNumbers.toLong(points.get(i).get(0));
            } catch (NumberFormatException e) {
                return error("timestamp-not-an-integer");
            }
            try {
                values[i] = PythonNumbers.toDouble(points.get(i).get(1));
            } catch (NumberFormatException e) {
                return error("value-not-a-number");
            }
        }
        try (WhisperFile file = WhisperFile.open(file(step, "file"), access)) {
            file.updateMany(timestamps, values, timestamps.length, now(step));
        }
        return ok();
    }

    private ObjectNode fetch(JsonNode step) throws IOException {
        long secondsPerPoint = 0;
        long from = PythonNumbers.toLong(step.get("from"));
        long until = given(step, "until") ? PythonNumbers.toLong(step.get("until")) : now(step);
        try (WhisperFile file = WhisperFile.openReadOnly(file(step, "file"), access)) {
            if (given(step, "archive")) {
                secondsPerPoint =
                        Retention.parse(step.get("archive").asText() + ":1").secondsPerPoint();
            }
            Optional<FetchResult> result = file.fetch(from, until, now(step), secondsPerPoint);
            return result.map(GoldenSteps::describe)
                    .orElseGet(() -> JSON.objectNode().put("none", true));
        }
    }

    private static ObjectNode describe(FetchResult result) {
        ObjectNode node = JSON.objectNode()
                .put("start", result.start())
                .put("end", result.end())
                .put("step", result.step());
        ArrayNode values = node.putArray("values");
        for (int i = 0; i < result.size(); i++) {
            if (result.hasPoint(i)) {
                values.add(number(result.values()[i]));
            } else {
                values.addNull();
            }
        }
        return node;
    }

    static JsonNode number(double value) {
        return Double.isFinite(value) ? JSON.numberNode(value) : JSON.textNode(Double.toString(value));
    }

    private ObjectNode info(JsonNode step) throws IOException {
        Header header;
        try {
            header = WhisperFile.info(file(step, "file"));
        } catch (WhisperException e) {
            if (e.kind() == WhisperException.Kind.FILE_MISSING) {
                return JSON.objectNode().put("none", true);
            }
            throw e;
        }
        ObjectNode result = JSON.objectNode();
        ObjectNode info = result.putObject("info")
                .put("aggregationMethod", header.aggregationMethod().label())
                .put("maxRetention", header.maxRetention())
                .put("xFilesFactor", (double) header.xFilesFactor());
        ArrayNode archives = info.putArray("archives");
        for (Archive archive : header.archives()) {
            archives.addObject()
                    .put("offset", archive.offset())
                    .put("secondsPerPoint", archive.secondsPerPoint())
                    .put("points", archive.points())
                    .put("retention", archive.retention())
                    .put("size", archive.size());
        }
        return result;
    }

    private ObjectNode setAggregationMethod(JsonNode step) throws IOException {
        try (WhisperFile file = WhisperFile.open(file(step, "file"), access)) {
            AggregationMethod method =
                    AggregationMethod.ofLabel(step.get("method").textValue());
            AggregationMethod old = given(step, "xff")
                    ? file.setAggregationMethod(method, PythonNumbers.toDouble(step.get("xff")))
                    : file.setAggregationMethod(method);
            return JSON.objectNode().put("old", old.label());
        } catch (NumberFormatException e) {
            return error("xff-not-a-number");
        }
    }

    private ObjectNode setXFilesFactor(JsonNode step) throws IOException {
        try (WhisperFile file = WhisperFile.open(file(step, "file"), access)) {
            double old = file.setXFilesFactor(PythonNumbers.toDouble(step.get("xff")));
            return JSON.objectNode().put("old", old);
        } catch (NumberFormatException e) {
            return error("xff-not-a-number");
        }
    }

    private ObjectNode merge(JsonNode step) throws IOException {
        try (WhisperFile source = WhisperFile.openReadOnly(file(step, "from"), access);
                WhisperFile target = WhisperFile.open(file(step, "to"), access)) {
            long from = given(step, "time_from") ? PythonNumbers.toLong(step.get("time_from")) : 0;
            long until = given(step, "time_to") ? PythonNumbers.toLong(step.get("time_to")) : now(step);
            target.mergeFrom(source, from, until, now(step), Progress.UNWATCHED);
        }
        return ok();
    }

    private ObjectNode fill(JsonNode step) throws IOException {
        try (WhisperFile target = WhisperFile.open(file(step, "dst"), access)) {
            target.fillFrom(file(step, "src"), now(step), now(step), Progress.UNWATCHED);
            return JSON.objectNode().put("exit", 0);
        } catch (WhisperException e) {
            return toolFailed(step, e);
        }
    }

    private ObjectNode diff(JsonNode step) throws IOException {
        try (WhisperFile a = WhisperFile.openReadOnly(file(step, "a"), access);
                WhisperFile b = WhisperFile.openReadOnly(file(step, "b"), access)) {
            long until = given(step, "until") ? PythonNumbers.toLong(step.get("until")) : 0;
            until = until == 0 ? now(step) : until;
            List<ArchiveDifference> differences =
                    a.diff(b, step.path("ignore_empty").asBoolean(), until, now(step), Progress.UNWATCHED);
            ObjectNode result = JSON.objectNode();
            ArrayNode archives = result.putArray("archives");
            for (ArchiveDifference difference : differences) {
                ArrayNode differing = archives.addObject()
                        .put("archive", difference.archive())
                        .put("total", difference.total())
                        .putArray("differing");
                for (ArchiveDifference.PointDifference point : difference.differing()) {
                    differing
                            .addArray()
                            .add(point.timestamp())
                            .add(point.inA() ? number(point.a()) : JSON.nullNode())
                            .add(point.inB() ? number(point.b()) : JSON.nullNode());
                }
            }
            return result;
        }
    }

    private ObjectNode resize(JsonNode step) throws IOException {
        List<Retention> retentions = new ArrayList<>();
        for (JsonNode retention : step.get("retentions")) {
            retentions.add(Retention.parse(retention.textValue()));
        }
        try {
            Resize resize = Resize.of(file(step, "file"), retentions)
                    .aggregate(step.path("aggregate").asBoolean())
                    .keepBackup(!step.path("nobackup").asBoolean());
            if (given(step, "xff")) {
                resize.xFilesFactor(PythonNumbers.toDouble(step.get("xff")));
            }
            if (given(step, "method")) {
                resize.aggregationMethod(
                        AggregationMethod.ofLabel(step.get("method").textValue()));
            }
            if (given(step, "newfile")) {
                resize.into(file(step, "newfile"));
            }
            resize.run(now(step));
            return JSON.objectNode().put("exit", 0);
        } catch (WhisperException e) {
            return toolFailed(step, e);
        }
    }

    /** What the tool reports as a failure of its own has no kind in the record. */
    private static ObjectNode toolFailed(JsonNode step, WhisperException e) {
        return step.get("expect").has("exit") ? JSON.objectNode().put("exit", 1) : kind(e);
    }

    private ObjectNode manipulate(JsonNode step) throws IOException {
        Path file = file(step, "file");
        switch (step.get("op").textValue()) {
            case "raw" ->
                Files.write(file, Base64.getDecoder().decode(step.get("base64").textValue()));
            case "patch" -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(
                            ByteBuffer.wrap(Base64.getDecoder()
                                    .decode(step.get("base64").textValue())),
                            step.get("offset").longValue());
                }
            }
            case "truncate" -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(step.get("size").longValue());
                }
            }
            case "copy" -> Files.copy(file, file(step, "to"), StandardCopyOption.REPLACE_EXISTING);
            default -> Files.delete(file);
        }
        return ok();
    }
}
