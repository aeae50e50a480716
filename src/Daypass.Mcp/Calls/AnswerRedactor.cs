using System.Text;
using Daypass.Client;
using Daypass.Client.Errors;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>Takes the secrets out of an answer and keeps them: credentials under a session handle, everything else in a private file.</summary>
internal sealed class AnswerRedactor(AgentSession agent)
{
    private readonly List<string> _files = [];

    /// <summary>The handle of the credentials that were in the answer; null when there were none.</summary>
    public string? Handle { get; private set; }

    /// <summary>The credentials of an answer; null when it has none.</summary>
    public static AwsCredentials? FindCredentials(MapValue result) =>
        AwsCredentials.FromValue(result.Find("Credentials") ?? result.Find("AccessKey"), "a session kept by the agent tool");

    /// <summary>Whose credentials an answer holds, where it says so.</summary>
    public static string? FindArn(MapValue result) =>
        (result.Find("AssumedRoleUser") ?? result.Find("FederatedUser") ?? result.Find("SessionInfo"))?.FindText("Arn") ?? result.FindText("AssumedPrincipal");

    /// <summary>The answer without its secrets.</summary>
    /// <param name="operation">What was called.</param>
    /// <param name="result">What it answered.</param>
    /// <param name="session">What the credentials in it are; null when there are none.</param>
    public ClientResult<MapValue> Redact(OperationDescription operation, MapValue result, StoredSession? session)
    {
        if (session is not null)
        {
            var stored = agent.Sessions.Add(session);
            if (!stored.Succeeded)
            {
                return stored.Error;
            }

            Handle = stored.Value;
        }

        var clean = agent.Options.ShowSecrets ? result : RedactValue(operation.Output, result, out var error) is { } map && error is null ? map : null;
        if (clean is null)
        {
            Discard();
            return new ClientError(ClientErrorKind.General, "SecretNotKept", "A secret of the answer could not be kept, so the answer is not given.");
        }

        return Handle is null ? clean : clean.Set("session", Handle).Set("use", DescribeUses(Handle));
    }

    /// <summary>Takes everything back.</summary>
    public void Discard()
    {
        if (Handle is not null)
        {
            agent.Sessions.Remove(Handle);
        }

        _files.ForEach(File.Delete);
    }

    private static MapValue DescribeUses(string handle) => new MapValue()
        .Set("exec", $"daypass exec --session {handle} -- COMMAND")
        .Set("credentialProcess", $"credential_process = daypass credential-process --session {handle}")
        .Set("endpoint", $"daypass exec --server --session {handle} -- COMMAND")
        .Set("tools", $"\"session\": \"{handle}\" beside command and params");

    private MapValue RedactValue(IReadOnlyList<MemberDescription> members, MapValue result, out ClientError? error)
    {
        error = null;
        var clean = new MapValue();
        foreach (var entry in result.Members)
        {
            var member = members.FirstOrDefault(member => member.Name == entry.Name);
            if (member is { Sensitive: true })
            {
                error ??= StoreSecret(clean, member, entry.Value);
            }
            else
            {
                clean.Set(entry.Name, member is null ? entry.Value : RedactValue(member, entry.Value, ref error));
            }
        }

        return clean;
    }

    private Value RedactValue(MemberDescription member, Value value, ref ClientError? error)
    {
        switch (member.Kind, value)
        {
            case (MemberKind.Structure, MapValue structure):
                var clean = RedactValue(member.Members, structure, out var within);
                error ??= within;
                return clean;
            case (MemberKind.List, ListValue list):
                var items = new ListValue();
                foreach (var item in list.Items)
                {
                    items.Items.Add(RedactValue(member.Element!, item, ref error));
                }

                return items;
            default:
                return value;
        }
    }

    private ClientError? StoreSecret(MapValue clean, MemberDescription member, Value value)
    {
        // The two secrets of credentials are stored under the handle.
        if (member.Name is "SecretAccessKey" or "SessionToken" || value is not TextValue { Text: var text })
        {
            return null;
        }

        var content = member.Kind == MemberKind.Blob ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        var file = agent.Sessions.AddFile(member.Name switch { "QRCodePNG" => ".png", "WebIdentityToken" => ".jwt", _ => ".txt" }, content);
        if (!file.Succeeded)
        {
            return file.Error;
        }

        _files.Add(file.Value);
        clean.Set(member.Name + "File", file.Value);
        return null;
    }
}
