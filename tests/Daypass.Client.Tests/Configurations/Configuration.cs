namespace Daypass.Client.Tests.Configurations;

/// <summary>A machine's settings: what stands in its files and its environment, and what a command line asks for.</summary>
/// <param name="Config">The config file.</param>
/// <param name="Credentials">The credentials file.</param>
/// <param name="Variables">The environment.</param>
/// <param name="Profile">The profile that is named by option; null for none.</param>
/// <param name="Service">The service that is asked: <c>sts</c> or <c>iam</c>.</param>
internal sealed record Configuration(string Config, string Credentials, Dictionary<string, string> Variables, string? Profile, string Service);
