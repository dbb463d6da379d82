package plumbago.web.events;

import java.util.List;

/**
 * Something that happened.
 *
 * @param when seconds since the epoch
 * @param data free text, may be empty
 */
public record Event(int id, long when, String what, String data, List<String> tags) {}
