namespace Daypass.Server.Tests.Incidents;

/// <summary>The test is the drill of a section of docs/incidents.md.</summary>
/// <param name="section">The section's heading.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DrillAttribute(string section) : Attribute
{
    public string Section { get; } = section;
}
