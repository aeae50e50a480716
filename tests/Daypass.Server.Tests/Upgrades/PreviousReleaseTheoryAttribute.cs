namespace Daypass.Server.Tests.Upgrades;

/// <summary>A theory that needs the previous release: skipped where the repository comes without its history.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PreviousReleaseTheoryAttribute : TheoryAttribute
{
    public PreviousReleaseTheoryAttribute() => Skip = PreviousRelease.Absence;
}
