using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Credentials;

/// <summary>A profile with a <c>credential_process</c>: a program prints the credentials.</summary>
internal static class ProcessCredentials
{
    private const string Provider = "custom-process";

    /// <summary>The credentials the program will print.</summary>
    public static ClientResult<CredentialSource?> Find(ClientSettings settings, CredentialTools tools, string command) =>
        new CredentialSource(
            $"process:{settings.ProfileName}:{command}",
            () => Run(settings, tools, command)) { Steps = [$"the credential process of profile {settings.ProfileName}"] };

    private static ClientResult<AwsCredentials> Run(ClientSettings settings, CredentialTools tools, string command)
    {
        var output = tools.Run(CommandWords.Split(command));
        return output.Succeeded
            ? Read(output.Value, $"the credential process of profile {settings.ProfileName}", settings.Environment.Clock)
            : CredentialErrors.Retrieval(Provider, output.Error.Message);
    }

    private static ClientResult<AwsCredentials> Read(string output, string source, TimeProvider clock)
    {
        if (JsonText.Parse(output, out _) is not MapValue printed)
        {
            return CredentialErrors.Retrieval(Provider, "The process printed no JSON object.");
        }

        if (printed.Get("Version") is not (IntegerValue { Number: 1 } or FractionValue { Number: 1 }))
        {
            var version = printed.Get("Version") is { } given ? PythonText.Format(given) : "<Version key not provided>";
            return CredentialErrors.Retrieval(Provider, $"Version '{version}' not supported for credential process provider, supported versions: 1");
        }

        var read = ProvidedCredentials.Read(printed, source, Provider, clock);
        if (read.Error is { } wrong)
        {
            return wrong;
        }

        if (read.Value is { } found)
        {
            return found;
        }

        var missing = printed.FindText("AccessKeyId") is null ? "AccessKeyId" : "SecretAccessKey";
        return CredentialErrors.Retrieval(Provider, $"Missing required key in response: '{missing}'");
    }
}
