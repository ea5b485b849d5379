package org.mesoselk.testsupport.logstash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses what a real Logstash 8.15 was recorded to refuse, in its words; knows the plugins that it was recorded to have. */
final class Compiler {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern PLUGIN = Pattern.compile("logstash-(input|filter|output|codec)-(\\w+)");

    private final Map<String, String> environment;
    private final Switches switches;
    private final Set<String> known = new HashSet<>();

    Compiler(Map<String, String> environment, Switches switches) throws IOException {
        this.environment = environment;
        this.switches = switches;
        try (InputStream in = Compiler.class.getResourceAsStream("/logstash/node_plugins.json")) {
            Matcher plugin = PLUGIN.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (plugin.find()) {
                known.add(plugin.group(1) + " " + plugin.group(2));
            }
        }
    }

    /** With what the log says before, and what the API says of it. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        /** The line of the log before the refusal; empty when there is none. */
        final String before;

        Refused(String before, String message) {
            super(message);
            this.before = before;
        }
    }

    List<Lscl.Plugin> compile(String text) throws Refused {
        List<Lscl.Plugin> plugins;
        try {
            plugins = Lscl.plugins(text);
        } catch (Lscl.Malformed e) {
            throw new Refused("", e.getMessage());
        }
        for (Lscl.Plugin plugin : plugins) {
            String called = plugin.type() + " " + plugin.name();
            if (!known.contains(called) || isLacking(called)) {
                throw new Refused(
                        "[ERROR][logstash.plugins.registry] Unable to load plugin. {:type=>\"" + plugin.type()
                                + "\", :name=>\"" + plugin.name() + "\"}",
                        "Unable to configure plugins: (PluginLoadingError) Couldn't find any " + plugin.type()
                                + " plugin named '" + plugin.name()
                                + "'. Are you sure this is correct? Trying to load the "
                                + plugin.name() + " " + plugin.type()
                                + " plugin resulted in this error: Unable to load the requested plugin named "
                                + plugin.name() + " of type " + plugin.type() + ". The plugin is not installed.");
            }
            if (plugin.settings().containsKey("colour")) {
                throw new Refused(
                        "[ERROR][logstash." + plugin.type() + "s." + plugin.name() + "] Unknown setting 'colour' for "
                                + plugin.name(),
                        "Unable to configure plugins: (ConfigurationError) Something is wrong with your configuration.");
            }
        }
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            if (!environment.containsKey(variable.group(1))) {
                throw new Refused(
                        "",
                        "Unable to configure plugins: (ConfigurationError) Cannot evaluate `" + variable.group()
                                + "`. Replacement variable `" + variable.group(1)
                                + "` is not defined in a Logstash secret store or as an Environment entry and there is no"
                                + " default value given.");
            }
        }
        return plugins;
    }

    private boolean isLacking(String plugin) {
        return switches.text(Switches.LACKING).equals(environment.get("MESOS_AGENT_ID") + " " + plugin);
    }
}
