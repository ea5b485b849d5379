package org.mesoselk.scheduler.api;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A framework's controllers know the shared ones and nothing of another framework's; the shared ones know none. */
@AnalyzeClasses(packages = "org.mesoselk.scheduler.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ApiPackagesTest {

    @ArchTest
    static final ArchRule frameworksDoNotKnowEachOther =
            slices().matching("org.mesoselk.scheduler.api.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.mesoselk.scheduler.(api..)").should().beFreeOfCycles();
}
