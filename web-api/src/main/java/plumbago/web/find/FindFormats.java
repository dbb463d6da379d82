package plumbago.web.find;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import plumbago.base.text.Bytes;
import plumbago.base.text.MsgpackWriter;
import plumbago.base.text.ProtobufWriter;
import plumbago.base.text.UrlEncoding;
import plumbago.base.text.pickle.PickleWriter;
import plumbago.carbon.index.IndexNode;
import plumbago.web.render.CarbonapiHandlers;
import plumbago.web.render.format.CarbonapiMessages;

/** What was found, in the formats of {@code /metrics/find}. */
final class FindFormats {
    private FindFormats() {}

    /** A list of texts. */
    static void texts(Collection<String> texts, Bytes to) {
        to.put('[');
        boolean first = true;
        for (String text : texts) {
            to.ascii(first ? "" : ", ").json(text);
            first = false;
        }
        to.put(']');
    }

    /** For trees to click through: branches first, names once, the query's beginning in front of each. */
    static Bytes tree(List<IndexNode> found, String query, boolean wildcards) {
        List<String> branches = new ArrayList<>(found.size());
        List<String> leaves = new ArrayList<>(found.size());
        for (IndexNode node : found) {
            (node.branch() ? branches : leaves).add(node.name());
        }
        // Found is in order of path, so that this has little to do.
        branches.sort(null);
        leaves.sort(null);
        int dot = query.lastIndexOf('.');
        String base = dot < 0 ? "" : query.substring(0, dot + 1);
        Bytes out = new Bytes(found.size() * 100).put('[');
        boolean first = true;
        if (wildcards && found.size() > 1) {
            boolean expandable = !branches.isEmpty();
            node(out, true, "*", base + "*", expandable);
            first = false;
        }
        String before = null;
        for (String name : branches) {
            if (!name.equals(before)) {
                node(out, first, UrlEncoding.decode(name), base + name, true);
                first = false;
            }
            before = name;
        }
        before = null;
        for (String name : leaves) {
            if (!name.equals(before) && Collections.binarySearch(branches, name) < 0) {
                node(out, first, UrlEncoding.decode(name), base + name, false);
                first = false;
            }
            before = name;
        }
        return out.put(']');
    }

    private static void node(Bytes out, boolean first, String text, String id, boolean branch) {
        int flag = branch ? 1 : 0;
        out.ascii(first ? "{\"text\": " : ", {\"text\": ")
                .json(text)
                .ascii(", \"id\": ")
                .json(id);
        out.ascii(", \"allowChildren\": ")
                .number(flag)
                .ascii(", \"expandable\": ")
                .number(flag);
        out.ascii(", \"leaf\": ").number(1 - flag).put('}');
    }

    /** For input fields that complete what is typed: a name that is both comes twice. */
    static Bytes completer(List<IndexNode> found, boolean wildcards) {
        Bytes out = new Bytes(found.size() * 100).ascii("{\"metrics\": [");
        List<IndexNode> sorted = new ArrayList<>(found);
        sorted.sort(java.util.Comparator.comparing(IndexNode::name).thenComparing(IndexNode::path));
        boolean first = true;
        for (IndexNode node : sorted) {
            if (node.branch()) {
                completion(out, first, node.path() + ".", node.name(), "0");
                first = false;
            }
            if (node.leaf()) {
                completion(out, first, node.path(), node.name(), "1");
                first = false;
            }
        }
        if (wildcards && found.size() > 1) {
            out.ascii(first ? "{\"name\": \"*\"}" : ", {\"name\": \"*\"}");
        }
        return out.ascii("]}");
    }

    private static void completion(Bytes out, boolean first, String path, String name, String leaf) {
        out.ascii(first ? "{\"path\": " : ", {\"path\": ").json(path);
        out.ascii(", \"name\": ").json(name).ascii(", \"is_leaf\": ").json(leaf).put('}');
    }

    /** One entry for the branch and one for the leaf of each name. */
    private static List<IndexNode> apart(List<IndexNode> found) {
        List<IndexNode> result = new ArrayList<>(found.size());
        for (IndexNode node : found) {
            if (node.branch()) {
                result.add(new IndexNode(node.path(), false, true));
            }
            if (node.leaf()) {
                result.add(new IndexNode(node.path(), true, false));
            }
        }
        return result;
    }

    /** What a series' data may cover, as far as a cluster's members need to know it: everything up to now. */
    private static double now(Clock clock) {
        return clock.millis() / 1000.0;
    }

    static Bytes json(List<IndexNode> found, Clock clock) {
        Bytes out = new Bytes(found.size() * 100).put('[');
        boolean first = true;
        for (IndexNode node : apart(found)) {
            out.ascii(first ? "{\"path\": " : ", {\"path\": ").json(node.path());
            first = false;
            out.ascii(node.leaf() ? ", \"is_leaf\": true" : ", \"is_leaf\": false");
            if (node.leaf()) {
                out.ascii(", \"intervals\": [{\"start\": 0.0, \"end\": ")
                        .number(now(clock))
                        .ascii("}]");
            }
            out.put('}');
        }
        return out.put(']');
    }

    static Bytes pickle(List<IndexNode> found, Clock clock) {
        Bytes out = new Bytes(found.size() * 100);
        PickleWriter writer = new PickleWriter(out).beginList();
        for (IndexNode node : apart(found)) {
            writer.beginDict().text("path").text(node.path()).text("is_leaf").truth(node.leaf());
            if (node.leaf()) {
                writer.text("intervals")
                        .beginList()
                        .real(0)
                        .real(now(clock))
                        .pair()
                        .endList();
            }
            writer.endDict();
        }
        writer.endList().end();
        return out;
    }

    /** @param several whether the answer may be about several queries, as it may since version 3 */
    static Bytes carbonapi(List<IndexNode> found, String query, boolean several) {
        Bytes out = new Bytes(found.size() * 60 + 64);
        ProtobufWriter writer = new ProtobufWriter(out);
        Map<String, Boolean> matches = CarbonapiHandlers.leafByPath(found);
        if (several) {
            writer.message(1, one -> CarbonapiMessages.matches(one, query, matches));
        } else {
            CarbonapiMessages.matches(writer, query, matches);
        }
        return out;
    }

    static Bytes msgpack(List<IndexNode> found, Clock clock) {
        Bytes out = new Bytes(found.size() * 100);
        List<IndexNode> nodes = apart(found);
        MsgpackWriter writer = new MsgpackWriter(out).list(nodes.size());
        for (IndexNode node : nodes) {
            writer.map(node.leaf() ? 3 : 2).text("path").text(node.path());
            writer.text("is_leaf").truth(node.leaf());
            if (node.leaf()) {
                writer.text("intervals").list(1).list(2).real(0).real(now(clock));
            }
        }
        return out;
    }
}
