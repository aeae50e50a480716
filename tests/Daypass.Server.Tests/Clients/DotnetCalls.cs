using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace Daypass.Server.Tests.Clients;

/// <summary>Makes the calls of a table with the AWS SDK for .NET.</summary>
internal static class DotnetCalls
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNameCaseInsensitive = true };

    public static async Task<Dictionary<string, StsOutcome>> Run(StsCallTable table)
    {
        var outcomes = new Dictionary<string, StsOutcome>();
        foreach (var call in table.Calls)
        {
            using var client = Client(table, call.As);
            outcomes[call.Id] = await Make(client, call);
        }

        return outcomes;
    }

    private static async Task<StsOutcome> Make(AmazonSecurityTokenServiceClient client, StsCall call)
    {
        if (typeof(AmazonSecurityTokenServiceClient).Assembly.GetType($"Amazon.SecurityToken.Model.{call.Operation}Request") is not { } type)
        {
            return new StsOutcome(null, null, null, [call.Operation]);
        }

        var unknown = call.Parameters.Select(static pair => pair.Key).Where(name => type.GetProperty(name) is null).ToList();
        var request = call.Parameters.Deserialize(type, Names);
        try
        {
            var task = (Task)client.GetType()
                .GetMethod(call.Operation + "Async", [type, typeof(CancellationToken)])!.Invoke(client, [request, CancellationToken.None])!;
            await task;
            return new StsOutcome(Plain(call, task.GetType().GetProperty("Result")!.GetValue(task)!), null, null, unknown);
        }
        catch (AmazonServiceException refused)
        {
            return new StsOutcome(null, refused.ErrorCode, (int)refused.StatusCode, unknown);
        }
    }

    /// <summary>The values that are looked at, as the SDK shows them.</summary>
    private static JsonObject Plain(StsCall call, object answer)
    {
        var plain = new JsonObject();
        foreach (var path in call.Holds.Keys)
        {
            object? value = answer;
            JsonObject at = plain;
            var names = path.Split('.');
            foreach (var name in names)
            {
                value = value?.GetType().GetProperty(name)?.GetValue(value);
                if (name == names[^1])
                {
                    at[name] = value is null ? null : JsonValue.Create(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                }
                else if (at[name] is JsonObject known)
                {
                    at = known;
                }
                else
                {
                    var inner = new JsonObject();
                    at[name] = inner;
                    at = inner;
                }
            }
        }

        return plain;
    }

    private static AmazonSecurityTokenServiceClient Client(StsCallTable table, string? name) => new(
        name is null ? new AnonymousAWSCredentials()
            : table.Credentials[name] is { SessionToken: { } token } session
                ? new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey.Reveal(), token)
            : new BasicAWSCredentials(table.Credentials[name].AccessKeyId, table.Credentials[name].SecretAccessKey.Reveal()),
        new AmazonSecurityTokenServiceConfig { ServiceURL = table.World.Server.Url, AuthenticationRegion = "us-east-1" });
}
