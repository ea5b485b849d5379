package org.mesoselk.executor.kibana;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** What decides is computed from values: time, chance and Mesos come from outside. */
@AnalyzeClasses(packages = "org.mesoselk.executor.kibana", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PARTS = {
        "org.mesoselk.executor.kibana.lifecycle..",
        "org.mesoselk.executor.kibana.version..",
        "org.mesoselk.executor.kibana.render..",
        "org.mesoselk.executor.kibana.console..",
        "org.mesoselk.executor.kibana.relay..",
        "org.mesoselk.executor.kibana.guard..",
        "org.mesoselk.executor.kibana.status..",
    };

    @ArchTest
    static final ArchRule whatDecidesReadsAndWritesNothing = noClasses()
            .that()
            .resideInAnyPackage("org.mesoselk.executor.kibana.lifecycle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule thePartsHaveNoClockAndNoChance = noClasses()
            .that()
            .resideInAnyPackage(PARTS)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule onlyTheLifeCycleAndMesosSideKnowMesos = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.mesoselk.executor.kibana.relay..",
                    "org.mesoselk.executor.kibana.render..",
                    "org.mesoselk.executor.kibana.version..",
                    "org.mesoselk.executor.kibana.guard..",
                    "org.mesoselk.executor.kibana.status..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.mesos..", "com.google.protobuf..");
}
