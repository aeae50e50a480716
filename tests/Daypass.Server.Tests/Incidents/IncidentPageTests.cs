using System.Reflection;

namespace Daypass.Server.Tests.Incidents;

/// <summary>What docs/incidents.md says is what the drills do.</summary>
public sealed class IncidentPageTests
{
    [Fact]
    public void Every_section_has_a_drill_and_every_drill_a_section()
    {
        var drills = typeof(IncidentPageTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
            .Select(static method => method.GetCustomAttribute<DrillAttribute>()?.Section).OfType<string>().Distinct();
        Assert.Equal(IncidentPage.Sections.Order(StringComparer.Ordinal), drills.Order(StringComparer.Ordinal));
    }
}
