package plumbago.statsd.proxy;

import java.util.List;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;

/**
 * What the command {@code config} answers, in the original's form. The original prints what stands in its file, and each
 * node as {@code [object Object]}; here it is each setting that the proxy acts on, and each node as it is written.
 */
final class ProxyConfigText {
    private ProxyConfigText() {}

    static String of(Settings settings) {
        StringBuilder text = new StringBuilder("\n");
        List<ProxyNode> nodes = settings.get(ProxySettings.NODES);
        for (int i = 0; i < nodes.size(); i++) {
            text.append(ProxySettings.NODES)
                    .append(" > ")
                    .append(i)
                    .append(": ")
                    .append(nodes.get(i))
                    .append('\n');
        }
        List<Setting<?>> others = List.of(
                ProxySettings.LINES_PORT,
                ProxySettings.HOST,
                ProxySettings.SERVER,
                ProxySettings.MGMT_PORT,
                ProxySettings.MGMT_ADDRESS,
                ProxySettings.CHECK_INTERVAL,
                ProxySettings.CACHE_SIZE,
                ProxySettings.JOIN_LINES);
        others.forEach(setting ->
                text.append(setting).append(": ").append(settings.get(setting)).append('\n'));
        return text.toString();
    }
}
