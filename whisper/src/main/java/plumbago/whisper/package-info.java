/**
 * The Whisper file format and nothing else: header, archives, update, fetch, resize, merge, fill and diff. Knows no
 * metric names, no network, and starts no threads of its own; every call that depends on the time takes it as an
 * argument.
 *
 * <pre>{@code
 * var layout = WhisperLayout.of(Retention.parse("10s:6h"), Retention.parse("1m:7d"));
 * WhisperFile.create(path, layout);
 * try (var file = WhisperFile.open(path, Access.CHANNEL)) {
 *     file.update(now, 42.0, now);
 *     file.fetch(now - 3600, now, now).ifPresent(hour -> show(hour.start(), hour.step(), hour.values()));
 * }
 * }</pre>
 */
package plumbago.whisper;
