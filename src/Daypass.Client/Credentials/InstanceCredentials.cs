using System.Text;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Credentials;

/// <summary>Credentials of the machine's own role, from its metadata service.</summary>
internal static class InstanceCredentials
{
    private const string RolesPath = "/latest/meta-data/iam/security-credentials/";

    /// <summary>The credentials; null when there is no metadata service, it is turned off, or the machine has no role.</summary>
    public static ClientResult<AwsCredentials?> Find(ClientSettings settings, IHttpSender http)
    {
        if (string.Equals(settings.Environment.GetVariable("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return (AwsCredentials?)null;
        }

        var seconds = settings.ReadNumber("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout", 1, least: 1);
        var noVersionOne = settings.ReadSwitch("AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled");
        if ((seconds.Error ?? noVersionOne.Error) is { } wrong)
        {
            return wrong;
        }

        var root = FindAddress(settings);
        var patience = TimeSpan.FromSeconds(seconds.Value);
        var limits = new HttpSettings { ConnectTimeout = patience, ReadTimeout = patience };
        if (!Uri.TryCreate(root + "/latest/api/token", UriKind.Absolute, out var tokenUrl))
        {
            return CredentialErrors.Retrieval("iam-role", $"The metadata service's address is none: {root}");
        }

        var tokenAnswer = http.Send(
            new HttpRequest("PUT", tokenUrl) { Headers = [new("x-aws-ec2-metadata-token-ttl-seconds", "21600")], Body = [] },
            limits).Answer;
        if (tokenAnswer is null)
        {
            settings.Environment.Trace?.Invoke($"No instance metadata at {root}");
            return (AwsCredentials?)null;
        }

        // Version 1 of the service knows no tokens; it may be forbidden.
        var versionOne = tokenAnswer.Status is 403 or 404 or 405 && !noVersionOne.Value;
        if (tokenAnswer.Status != 200 && !versionOne)
        {
            return (AwsCredentials?)null;
        }

        HttpHeader[] headers = versionOne ? [] : [new("x-aws-ec2-metadata-token", Encoding.ASCII.GetString(tokenAnswer.Body).Trim())];
        HttpAnswer? Ask(string path) => http.Send(new HttpRequest("GET", new Uri(root + path)) { Headers = headers }, limits).Answer;

        if (Ask(RolesPath) is not { Status: 200 } roles)
        {
            return (AwsCredentials?)null;
        }

        var role = Encoding.UTF8.GetString(roles.Body).Split('\n', 2)[0].Trim();
        var answer = role.Length == 0 ? null : Ask(RolesPath + Uri.EscapeDataString(role));
        return answer is { Status: 200 }
            ? ContainerCredentials.Parse(JsonText.Parse(answer.Body, out _), $"the instance's role {role}", "iam-role", settings.Environment.Clock)
            : (AwsCredentials?)null;
    }

    private static string FindAddress(ClientSettings settings)
    {
        if (settings.Find("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint") is { Length: > 0 } configured)
        {
            return configured.TrimEnd('/');
        }

        var mode = settings.Find("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode");
        return string.Equals(mode, "ipv6", StringComparison.OrdinalIgnoreCase) ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
    }
}
