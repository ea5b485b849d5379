package org.mesoselk.localmesos.agent;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.mesoselk.localmesos.agent.files.FileRoots;

/** The sandboxes that can be looked into, under the names that a real agent gives them. */
final class SandboxRoots {

    private SandboxRoots() {}

    static FileRoots of(AgentState state) {
        Map<String, Path> folders = new HashMap<>();
        for (AgentFramework framework : state.allFrameworks()) {
            framework.allExecutors().forEach(executor -> add(folders, framework, executor));
        }
        return new FileRoots(Map.copyOf(folders));
    }

    /** Later runs of the same executor take over what is called latest. */
    private static void add(Map<String, Path> folders, AgentFramework framework, AgentExecutor executor) {
        folders.put(executor.sandbox.toString(), executor.sandbox);
        folders.put(executor.sandbox.resolveSibling("latest").toString(), executor.sandbox);
        folders.put(
                "/frameworks/" + framework.id().getValue() + "/executors/" + executor.id() + "/runs/latest",
                executor.sandbox);
    }
}
