namespace Daypass.Cli.Tests.Support;

/// <summary>A test beside the aws command line of this machine, where that one is not older than what is compared.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AwsCommandLineFactAttribute : FactAttribute
{
    public AwsCommandLineFactAttribute() => Skip = AwsCommandLine.TooOld;
}
