using System.Text;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.Client.Sessions;
using Daypass.JmesPath.Values;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;

namespace Daypass.Mcp.Calls;

/// <summary>Takes the secrets out of an answer and keeps them: credentials under a session handle, everything else in a private file.</summary>
internal sealed class SecretKeeping(Workplace place)
{
    private readonly List<string> _files = [];

    /// <summary>The handle of the credentials that were in the answer; null when there were none.</summary>
    public string? Handle { get; private set; }

    /// <summary>The credentials of an answer; null when it has none.</summary>
    public static AwsCredentials? Credentials(MapValue result)
    {
        var found = result.Find("Credentials") ?? result.Find("AccessKey");
        return found?.FindText("AccessKeyId") is { } id && found.FindText("SecretAccessKey") is { } secret
            ? new AwsCredentials(id, Secret.FromText(secret), "a session kept by the agent tool")
            {
                SessionToken = found.FindText("SessionToken") is { } token ? Secret.FromText(token) : null,
                Expiration = DateTimeOffset.TryParse(found.FindText("Expiration"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var end) ? end : null,
            }
            : null;
    }

    /// <summary>Whose credentials an answer holds, where it says so.</summary>
    public static string? Arn(MapValue result) =>
        (result.Find("AssumedRoleUser") ?? result.Find("FederatedUser"))?.FindText("Arn") ?? result.FindText("AssumedPrincipal");

    /// <summary>The answer without its secrets.</summary>
    /// <param name="operation">What was called.</param>
    /// <param name="result">What it answered.</param>
    /// <param name="session">What the credentials in it are; null when there are none.</param>
    public Outcome<MapValue> Take(OperationDescription operation, MapValue result, KeptSession? session)
    {
        if (session is not null)
        {
            var kept = place.Sessions.Add(session);
            if (!kept.Succeeded)
            {
                return kept.Fault;
            }

            Handle = kept.Value;
        }

        var clean = place.Options.ShowSecrets ? result : Clean(operation.Output, result, out var fault) is { } map && fault is null ? map : null;
        if (clean is null)
        {
            Forget();
            return new ClientFault(FaultKind.General, "SecretNotKept", "A secret of the answer could not be kept, so the answer is not given.");
        }

        return Handle is null ? clean : clean.Set("session", Handle).Set("use", Uses(Handle));
    }

    /// <summary>Takes everything back.</summary>
    public void Forget()
    {
        if (Handle is not null)
        {
            place.Sessions.Remove(Handle);
        }

        _files.ForEach(File.Delete);
    }

    private static MapValue Uses(string handle) => new MapValue()
        .Set("exec", $"daypass exec --session {handle} -- COMMAND")
        .Set("credentialProcess", $"credential_process = daypass credential-process --session {handle}")
        .Set("endpoint", $"daypass exec --server --session {handle} -- COMMAND")
        .Set("tools", $"\"session\": \"{handle}\" beside command and params");

    private MapValue Clean(IReadOnlyList<MemberDescription> members, MapValue result, out ClientFault? fault)
    {
        fault = null;
        var clean = new MapValue();
        foreach (var entry in result.Members)
        {
            var member = members.FirstOrDefault(member => member.Name == entry.Name);
            if (member is { Sensitive: true })
            {
                fault ??= KeepFile(clean, member, entry.Value);
            }
            else
            {
                clean.Set(entry.Name, member is null ? entry.Value : Clean(member, entry.Value, ref fault));
            }
        }

        return clean;
    }

    private Value Clean(MemberDescription member, Value value, ref ClientFault? fault)
    {
        switch (member.Kind, value)
        {
            case (MemberKind.Structure, MapValue structure):
                var clean = Clean(member.Members, structure, out var within);
                fault ??= within;
                return clean;
            case (MemberKind.List, ListValue list):
                var items = new ListValue();
                foreach (var item in list.Items)
                {
                    items.Items.Add(Clean(member.Element!, item, ref fault));
                }

                return items;
            default:
                return value;
        }
    }

    private ClientFault? KeepFile(MapValue clean, MemberDescription member, Value value)
    {
        // The two secrets of credentials are kept under the handle.
        if (member.Name is "SecretAccessKey" or "SessionToken" || value is not TextValue { Text: var text })
        {
            return null;
        }

        var content = member.Kind == MemberKind.Blob ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        var file = place.Sessions.AddFile(member.Name switch { "QRCodePNG" => ".png", "WebIdentityToken" => ".jwt", _ => ".txt" }, content);
        if (!file.Succeeded)
        {
            return file.Fault;
        }

        _files.Add(file.Value);
        clean.Set(member.Name + "File", file.Value);
        return null;
    }
}
