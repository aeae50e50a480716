using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daypass.Client.Cache;
using Daypass.Client.Calls;
using Daypass.Client.Credentials;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Client.Tests.Configurations;

/// <summary>
/// Generated configurations beside botocore: the same requests to the same hosts by the same proxy, signed by the same key for the same
/// region, or a refusal of both. What differs on purpose is in <see cref="IsKnown"/>, and nothing else may.
/// </summary>
[Trait("Category", "foreign")]
public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Some_configurations_lead_where_botocore_goes() => Compare(360, 1);

    [Fact]
    [Trait("Category", "slow")]
    public Task Thousands_of_configurations_lead_where_botocore_goes() => Compare(2400, 2);

    private async Task Compare(int count, int seed)
    {
        var samples = new ConfigurationSamples(seed);
        var token = _folder.Write("token", "abcd");
        List<(Configuration Settings, string Home)> cases = [];
        for (var number = 0; number < count; number++)
        {
            var settings = samples.Next(number, token);
            var home = Path.Combine(_folder.Path, $"{number}");
            _folder.Write($"{number}/.aws/config", settings.Config);
            _folder.Write($"{number}/.aws/credentials", settings.Credentials);
            foreach (var session in new[] { "corp", "https://corp.example/start" })
            {
#pragma warning disable CA5350 // The name of a file of another tool; it protects nothing.
                var name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(session)));
#pragma warning restore CA5350
                _folder.Write($"{number}/.aws/sso/cache/{name}.json", """{"accessToken":"t","expiresAt":"2099-01-01T00:00:00Z"}""");
            }

            cases.Add((settings, home));
        }

        var theirs = await Python.Ask(
            "botocore_requests.py",
            cases.ConvertAll(static one => new
            {
                home = one.Home, variables = one.Settings.Variables, profile = one.Settings.Profile, service = one.Settings.Service,
            }));
        Assert.Equal(count, theirs.Count);
        var (differences, succeeded) = (new List<string>(), 0);
        for (var number = 0; number < count; number++)
        {
            var their = string.Join('\n', theirs[number]!["requests"]!.AsArray().Select(static request => Describe(request!.AsArray())));
            var theirError = (string?)theirs[number]!["error"];
            var (our, ourError) = Run(cases[number].Settings, cases[number].Home);
            succeeded += theirError is null ? 1 : 0;
            var same = (theirError is null) == (ourError is null) && (theirError is not null || their == our);
            if (!same && !IsKnown(cases[number].Settings, theirError))
            {
                differences.Add($"{cases[number].Settings.Profile} {string.Join(' ', cases[number].Settings.Variables)}\n{cases[number].Settings.Config}"
                    + $"{cases[number].Settings.Credentials}botocore: {theirError}\n{their}\ndaypass: {ourError}\n{our}\n");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {count}\n{string.Join("\n----\n", differences.Take(12))}");
        Assert.InRange(succeeded, count / 4, count);
    }

    // IAM is signed for one region, which need not be configured, and an empty region is none; botocore wants one, and signs for a region of no name.
    // It also looks for a bearer token, which neither service takes, when keys or a web identity in the environment have been found already.
    private static bool IsKnown(Configuration settings, string? theirs) =>
        (settings.Service == "iam" && theirs is not null && theirs.StartsWith("NoRegionError", StringComparison.Ordinal))
            || (theirs is not null && theirs.Contains("configured to use the SSO token provider", StringComparison.Ordinal)
                && settings.Profile is null
                && (settings.Variables.ContainsKey("AWS_ACCESS_KEY_ID") || settings.Variables.ContainsKey("AWS_WEB_IDENTITY_TOKEN_FILE")))
            || settings.Config.Contains("region = \n", StringComparison.Ordinal)
            || settings.Variables.GetValueOrDefault("AWS_DEFAULT_REGION") is { Length: 0 };

    private static (string Requests, string? Error) Run(Configuration configuration, string home)
    {
        var sender = new RecordingSender(null);
        var number = 0;
        sender = new RecordingSender(request => Answer(request, ++number));
        var environment = new ClientEnvironment(configuration.Variables.GetValueOrDefault, home, TimeProvider.System);
        var error = Call(configuration, environment, sender, home);
        return (string.Join('\n', sender.Sent.Select(static sent => Describe(sent.Request, sent.Settings))), error?.Message);
    }

    private static ClientError? Call(Configuration configuration, ClientEnvironment environment, IHttpSender sender, string home)
    {
        var settings = ClientSettings.Load(environment, new ExplicitSettings { Profile = configuration.Profile });
        if (!settings.Succeeded)
        {
            return settings.Error;
        }

        var operation = configuration.Service == "iam" ? ListUsersRequest.Operation : GetCallerIdentityRequest.Operation;
        var endpoint = EndpointResolver.Resolve(settings.Value, operation.Service.Service);
        var retries = settings.Value.ReadAttempts().Error;
        if ((endpoint.Error ?? retries) is { } refused)
        {
            return refused;
        }

        var credentials = new CredentialChain(settings.Value, new CredentialTools
        {
            Http = sender,
            Cache = new SessionCache(Path.Combine(home, "cache"), environment, null),
            Mfa = static _ => "123456",
            Run = ExternalProgram.Run,
        }).Find();
        if (!credentials.Succeeded)
        {
            return credentials.Error;
        }

        var client = new ServiceClient(endpoint.Value!, sender, environment.Clock)
        {
            Connection = new HttpSettings { Proxy = ProxySettings.Find(endpoint.Value!.Url, environment) },
        };
        return client.Send(new ServiceCall(operation, new MapValue()), credentials.Value).Error;
    }

    // The metadata of this machine is asked for without a proxy here, whatever the environment says: no other machine has it.
    private static string Describe(JsonArray request)
    {
        var isMetadata = ((string)request[2]!).Contains("169.254.", StringComparison.Ordinal);
        return string.Join(' ', request.Select((part, index) => index == 0 && isMetadata ? string.Empty : (string?)part));
    }

    private static string Describe(HttpRequest request, HttpSettings settings)
    {
        var signature = request.Headers.FirstOrDefault(static header => header.Value.Contains("Credential=", StringComparison.Ordinal))?.Value;
        var scope = signature?.Split("Credential=")[1].Split(',')[0].Split('/') ?? ["", "", ""];
        var proxy = settings.Proxy?.Url?.OriginalString ?? string.Empty;
        var host = request.Url.GetLeftPart(UriPartial.Authority);
        return $"{proxy} {request.Method} {host} {request.Url.AbsolutePath} {Action(request)} {scope[0]} {scope[2]}";
    }

    private static string Action(HttpRequest request) => request.Body is { Length: > 0 } body && Encoding.UTF8.GetString(body).Split('&')[0] is var first
        && first.StartsWith("Action=", StringComparison.Ordinal) ? first["Action=".Length..] : string.Empty;

    private static HttpAnswer Answer(HttpRequest request, int number)
    {
        const string End = "2099-01-01T00:00:00Z";
        if (Action(request) is { Length: > 0 } action)
        {
            var keys = action.StartsWith("Assume", StringComparison.Ordinal)
                ? $"<Credentials><AccessKeyId>ASIA{action.ToUpperInvariant()}{number}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                    + $"<SessionToken>t</SessionToken><Expiration>{End}</Expiration></Credentials>"
                : string.Empty;
            return new HttpAnswer(200, [], Encoding.UTF8.GetBytes($"<{action}Response><{action}Result>{keys}</{action}Result></{action}Response>"));
        }

        var path = request.Url.AbsolutePath;
        var machine = request.Url.Host == "169.254.169.254" ? "ASIAMACHINE" : "ASIACONTAINER";
        return path switch
        {
            "/latest/api/token" => new HttpAnswer(200, [], "token"u8.ToArray()),
            _ when path.EndsWith("/security-credentials/", StringComparison.Ordinal) => new HttpAnswer(200, [], "machine"u8.ToArray()),
            _ when path.StartsWith("/federation/credentials", StringComparison.Ordinal) => RecordingSender.Json(
                """{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"s","sessionToken":"t","expiration":4070908800000}}"""),
            _ => RecordingSender.Json($$"""{"Code":"Success","AccessKeyId":"{{machine}}","SecretAccessKey":"s","Token":"t","Expiration":"{{End}}"}"""),
        };
    }
}
