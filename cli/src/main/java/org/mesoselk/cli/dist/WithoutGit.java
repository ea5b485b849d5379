package org.mesoselk.cli.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mesoselk.commons.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites what a package says of its dependencies so that all come from the registry: what only its developers need is
 * left out, and the one dependency that is a git repository becomes a package.
 */
record WithoutGit(NpmRecipe.GitDependency git) {

    /** Of package.json. */
    byte[] description(byte[] json) {
        ObjectNode description = (ObjectNode) Json.tree(json);
        description.remove("devDependencies");
        ObjectNode overrides = description.putObject("overrides");
        overrides.putObject(git.dependent()).put(git.name(), git.version());
        return Json.bytes(description);
    }

    /** Of yarn.lock: blocks between empty lines, each a package; the first line of one names what asks for it. */
    String lock(String lock) {
        List<String> kept = new ArrayList<>();
        for (String block : lock.split("\n\n", -1)) {
            if (!isGit(block)) {
                kept.add(isDependent(block) ? asks(block) : block);
            }
        }
        return String.join("\n\n", kept);
    }

    private boolean isGit(String block) {
        return begins(block, git.name() + "@git");
    }

    private boolean isDependent(String block) {
        return begins(block, git.dependent() + "@");
    }

    private static boolean begins(String block, String name) {
        String first = block.stripLeading();
        return first.startsWith(name) || first.startsWith("\"" + name);
    }

    private String asks(String block) {
        return block.lines()
                .map(line -> line.matches("\\s+\"?" + git.name() + "\"? .*git.*")
                        ? line.substring(0, line.indexOf(git.name())).replace("\"", "") + git.name() + " \""
                                + git.version() + "\""
                        : line)
                .collect(Collectors.joining("\n"));
    }
}
